//! Bodies of writes: what is refused before anybody looks at the rows, and the rows that were sent.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use super::errors::{self, MEDIA_TYPE};
use crate::Options;
use crate::serve::Ask;

/// One row of a body.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sent {
    /// From `attributes.id` or, as JSON:API has it, beside the attributes.
    pub(crate) id: Option<u64>,
    /// Names with underscores.
    pub(crate) attributes: Map<String, Value>,
    pub(crate) relationships: Map<String, Value>,
}

/// What a body holds.
#[derive(Debug)]
pub(crate) enum Body {
    One(Sent),
    Many(Vec<Sent>),
}

/// Reads a body for rows of type `kind`; a `DELETE` of one row has none.
pub(crate) fn read(ask: &Ask, options: &Options, kind: &str) -> Result<Body, Box<Response>> {
    if ask.body.is_empty() && ask.method == axum::http::Method::DELETE {
        return Ok(Body::One(Sent::default()));
    }
    let content_type = ask.header("content-type").unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if media_type == "multipart/form-data" && kind == "attachments" {
        return super::multipart::read(content_type, &ask.body).map(Body::One);
    }
    let may_be_plain = match options.get("plain_json") {
        "accepted" => true,
        "with_token" => super::bearer(ask).is_some(),
        _ => false,
    };
    let is_plain = media_type == "application/json" && may_be_plain;
    if media_type != MEDIA_TYPE && !is_plain {
        let text = "Unsupported Media Type";
        return Err(Box::new(errors::message(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            text,
        )));
    }
    let body: Value = serde_json::from_slice(&ask.body)
        .map_err(|_| Box::new(errors::bad_request("the body is not JSON")))?;
    if body.is_string() {
        // Encoded twice: IT Glue breaks over it (API reference, section 1.6).
        return Err(Box::new(StatusCode::INTERNAL_SERVER_ERROR.into_response()));
    }
    parse(&body, kind)
}

/// The rows in a body.
pub(crate) fn parse(body: &Value, kind: &str) -> Result<Body, Box<Response>> {
    match &body["data"] {
        Value::Object(row) => Ok(Body::One(sent(row, kind)?)),
        Value::Array(rows) => rows
            .iter()
            .map(|row| match row.as_object() {
                Some(row) => sent(row, kind),
                None => Err(missing("data")),
            })
            .collect::<Result<_, _>>()
            .map(Body::Many),
        _ => Err(missing("data")),
    }
}

/// Something that every body must have.
pub(crate) fn missing(name: &str) -> Box<Response> {
    let detail = format!("param is missing or the value is empty: {name}");
    Box::new(errors::bad_request(&detail))
}

fn sent(row: &Map<String, Value>, kind: &str) -> Result<Sent, Box<Response>> {
    let named = row.get("type").and_then(Value::as_str);
    if named.is_some_and(|named| named.replace('_', "-") != kind) {
        return Err(Box::new(errors::bad_request(
            "the type is not that of this resource",
        )));
    }
    let part = |name: &str| row.get(name).and_then(Value::as_object).cloned();
    let attributes: Map<String, Value> = part("attributes")
        .unwrap_or_default()
        .into_iter()
        .map(|(name, value)| (underscored(&name), value))
        .collect();
    let id = attributes.get("id").or(row.get("id"));
    Ok(Sent {
        id: id.and_then(super::set::number_in),
        attributes,
        relationships: part("relationships").unwrap_or_default(),
    })
}

/// `file-name`, `file_name` and `fileName` are one name.
fn underscored(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            '-' => plain.push('_'),
            letter if letter.is_ascii_uppercase() => {
                plain.push('_');
                plain.push(letter.to_ascii_lowercase());
            }
            letter => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebab_snake_and_camel_are_one_name() {
        for name in ["otp-secret", "otp_secret", "otpSecret"] {
            assert_eq!(underscored(name), "otp_secret");
        }
    }
}
