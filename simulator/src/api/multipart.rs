//! Files as forms send them: `data[type]=attachments`, `data[attributes][attachment]=@file` (documents of the API,
//! `POST /:resource_type/:resource_id/relationships/attachments`).

use axum::response::Response;
use data_encoding::BASE64;
use serde_json::{Map, json};

use super::body::{Sent, missing};

/// The row in a form.
pub(super) fn read(content_type: &str, body: &[u8]) -> Result<Sent, Box<Response>> {
    let boundary = parameter(content_type, "boundary").filter(|text| !text.is_empty());
    let boundary = boundary.ok_or_else(|| missing("data"))?;
    let mut attributes = Map::new();
    for part in parts(body, boundary.as_bytes()) {
        let Some((head, content)) = split(part, b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(head);
        let disposition = head.lines().find(|line| {
            line.to_ascii_lowercase()
                .starts_with("content-disposition:")
        });
        let Some(disposition) = disposition else {
            continue;
        };
        let name = parameter(disposition, "name").unwrap_or_default();
        let attribute = name
            .strip_prefix("data[attributes][")
            .and_then(|rest| rest.strip_suffix(']'));
        let Some(attribute) = attribute else {
            continue;
        };
        let value = match parameter(disposition, "filename") {
            Some(file_name) => json!({"content": BASE64.encode(content), "file_name": file_name}),
            None => json!(String::from_utf8_lossy(content)),
        };
        attributes.insert(attribute.replace('-', "_"), value);
    }
    if attributes.is_empty() {
        return Err(missing("data"));
    }
    Ok(Sent {
        attributes,
        ..Sent::default()
    })
}

/// A parameter of a header, in quotes or without.
fn parameter<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header.split(';').skip(1).find_map(|pair| {
        let (known, value) = pair.trim().split_once('=')?;
        (known.eq_ignore_ascii_case(name)).then(|| value.trim_matches('"'))
    })
}

/// What stands between two lines of the boundary, without the line breaks that belong to them.
fn parts<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let line = [b"--", boundary].concat();
    let mut found = Vec::new();
    let mut rest = split(body, &line).map(|(_, rest)| rest);
    while let Some(behind) = rest.and_then(|rest| rest.strip_prefix(b"\r\n")) {
        let Some((part, next)) = split(behind, &line) else {
            break;
        };
        found.push(part.strip_suffix(b"\r\n").unwrap_or(part));
        rest = Some(next);
    }
    found
}

/// What stands before and behind the first `mark`.
fn split<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(mark.len()).position(|found| found == mark)?;
    Some((&bytes[..at], &bytes[at + mark.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=xyz";

    #[test]
    fn a_file_keeps_its_name_and_every_byte() {
        let body = b"--xyz\r\nContent-Disposition: form-data; name=\"data[type]\"\r\n\r\nattachments\r\n\
            --xyz\r\nContent-Disposition: form-data; name=\"data[attributes][attachment]\"; filename=\"a.png\"\r\n\
            Content-Type: image/png\r\n\r\n\x00\xff\r\n\r\n--\r\n--xyz--\r\n";
        let sent = read(TYPE, body).unwrap();
        assert_eq!(
            sent.attributes["attachment"],
            json!({"content": BASE64.encode(b"\x00\xff\r\n\r\n--"), "file_name": "a.png"})
        );
    }

    #[test]
    fn a_form_that_is_cut_off_anywhere_is_refused_or_read_and_breaks_nothing() {
        let whole = b"--xyz\r\nContent-Disposition: form-data; name=\"data[attributes][attachment]\"; filename=\"a\"\r\n\r\nbody\r\n--xyz--\r\n";
        for length in 0..whole.len() {
            let _ = read(TYPE, &whole[..length]);
        }
        assert!(read(TYPE, whole).is_ok());
        assert!(read("multipart/form-data", whole).is_err() && read(TYPE, b"").is_err());
    }
}
