//! Refusals, in the three bodies that IT Glue is known to use: gateway message, JSON:API errors, HTML.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::{Value, json};

use super::view::View;
use crate::Options;

/// Media type of every JSON:API body.
pub(crate) const MEDIA_TYPE: &str = "application/vnd.api+json";

/// A key that is wrong, missing, revoked, or of another region.
pub(crate) fn bad_key(options: &Options) -> Response {
    if options.is("bad_key", "401_errors") {
        return unauthorized();
    }
    forbidden()
}

/// The gateway's refusal.
pub(crate) fn forbidden() -> Response {
    (StatusCode::FORBIDDEN, Json(json!({"message": "Forbidden"}))).into_response()
}

/// A record that this user was not granted. Which of the three IT Glue answers is unknown (API reference, section 10).
pub(crate) fn not_for_this_caller(view: &View) -> Response {
    match view.options.get("denied_record") {
        _ if view.sight.user().is_none() => record_not_found(),
        "401" => unauthorized(),
        "403" => forbidden(),
        _ => record_not_found(),
    }
}

/// A list of a resource that one of the user's groups denies; none where the list is simply empty.
pub(crate) fn denied_type(options: &Options) -> Option<Response> {
    match options.get("denied_type") {
        "401" => Some(unauthorized()),
        "403" => Some(forbidden()),
        _ => None,
    }
}

/// A credential that is good and not allowed to do this.
pub(crate) fn unauthorized() -> Response {
    let source = json!({"pointer": "id"});
    let detail = "Unauthorized resource access";
    one(StatusCode::UNAUTHORIZED, "Unauthorized", detail, source)
}

/// An id that does not exist.
pub(crate) fn record_not_found() -> Response {
    let detail = "The record was not found";
    plain(StatusCode::NOT_FOUND, "Record not found", detail)
}

/// A path that does not exist.
pub(crate) fn unknown_path() -> Response {
    let html = "<!DOCTYPE html>\n<html><head><title>The page you were looking for doesn't exist (404)</title></head>\
                <body><h1>The page you were looking for doesn't exist.</h1></body></html>\n";
    (StatusCode::NOT_FOUND, Html(html)).into_response()
}

/// A request that cannot be understood.
pub(crate) fn bad_request(detail: &str) -> Response {
    plain(StatusCode::BAD_REQUEST, "Bad Request", detail)
}

/// A request that is understood and refused.
pub(crate) fn unprocessable(detail: &str) -> Response {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    plain(status, "Unprocessable Entity", detail)
}

/// The gateway's short form.
pub(crate) fn message(status: StatusCode, text: &str) -> Response {
    (status, Json(json!({"message": text}))).into_response()
}

/// A body that the gateway does not take: more than 10 MB (API reference, section 1.5).
pub(crate) fn too_large() -> Response {
    message(StatusCode::PAYLOAD_TOO_LARGE, "Request Too Long")
}

/// Why an attribute or a whole row cannot be written (API reference, section 1.6).
#[derive(Debug)]
pub(crate) struct Problem {
    title: String,
    detail: Option<String>,
    /// With a leading slash and kebab-case, or without and snake_case: IT Glue has both.
    pointer: String,
}

impl Problem {
    fn of(name: &str, detail: &str) -> Self {
        Self {
            title: "Unprocessable Entity".to_owned(),
            detail: Some(detail.to_owned()),
            pointer: format!("/data/attributes/{}", name.replace('_', "-")),
        }
    }

    /// A value that cannot be empty.
    pub(crate) fn blank(name: &str) -> Self {
        Self::of(name, "can't be blank")
    }

    /// An attribute that every new row has. A missing relation is said in another way than a missing text.
    pub(crate) fn required(name: &str) -> Self {
        match name.strip_suffix("_id") {
            Some(relation) => Self::of(relation, "must exist"),
            None => Self::blank(name),
        }
    }

    /// An id that leads nowhere.
    pub(crate) fn must_exist(name: &str) -> Self {
        Self::of(name.strip_suffix("_id").unwrap_or(name), "must exist")
    }

    /// A folder of another organization.
    pub(crate) fn other_organization(name: &str) -> Self {
        Self::of(name, "must exist in the same organization")
    }

    /// A value that this attribute cannot have.
    pub(crate) fn invalid(name: &str, detail: &str) -> Self {
        Self::of(name, detail)
    }

    /// A row of an organization without one.
    pub(crate) fn no_organization() -> Self {
        Self {
            title: "Valid organization_id is required".to_owned(),
            detail: None,
            pointer: "data/attributes/organization_id".to_owned(),
        }
    }

    /// A trait that the type does not have.
    pub(crate) fn unknown_trait() -> Self {
        Self {
            title: "Unprocessable Entity".to_owned(),
            detail: Some("Request contains invalid trait keys".to_owned()),
            pointer: "data/attributes/traits".to_owned(),
        }
    }

    /// An attribute that a PSA keeps in step.
    pub(crate) fn synced(name: &str) -> Self {
        Self::of(name, "cannot be changed on a synced record")
    }

    /// Relationships in a `PATCH`.
    pub(crate) fn relationships() -> Self {
        Self {
            title: "Unprocessable Entity".to_owned(),
            detail: Some("relationships cannot be changed with this request".to_owned()),
            pointer: "/data/relationships".to_owned(),
        }
    }
}

impl From<Problem> for Box<Response> {
    fn from(problem: Problem) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let mut error = json!({
            "status": status.as_u16(),
            "title": problem.title,
            "source": {"pointer": problem.pointer},
        });
        if let Some(detail) = problem.detail {
            error["detail"] = Value::String(detail);
        }
        let body = json!({"errors": [error]}).to_string();
        Self::new((status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response())
    }
}

/// A request that is understood and refused, in the title's own words.
pub(crate) fn unprocessable_title(title: &str) -> Response {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    one(status, title, title, json!({"pointer": null}))
}

/// Refusals of a whole resource, as a switch words them.
pub(crate) fn by_word(word: &str) -> Option<Response> {
    match word {
        "400" => Some(bad_request("a required filter is missing")),
        "401" => Some(unauthorized()),
        "403" => Some(forbidden()),
        "404" => Some(record_not_found()),
        "422" => Some(unprocessable("a required filter is missing")),
        _ => None,
    }
}

/// An error about nothing in particular, in JSON:API's form.
pub(crate) fn plain(status: StatusCode, title: &str, detail: &str) -> Response {
    one(status, title, detail, json!({"pointer": null}))
}

fn one(status: StatusCode, title: &str, detail: &str, source: Value) -> Response {
    let error =
        json!({"status": status.as_u16(), "title": title, "detail": detail, "source": source});
    (
        status,
        [(header::CONTENT_TYPE, MEDIA_TYPE)],
        json!({"errors": [error]}).to_string(),
    )
        .into_response()
}
