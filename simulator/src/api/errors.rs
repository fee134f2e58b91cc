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
    one(
        StatusCode::NOT_FOUND,
        "Record not found",
        "The record was not found",
        json!({"pointer": null}),
    )
}

/// A path that does not exist.
pub(crate) fn unknown_path() -> Response {
    let html = "<!DOCTYPE html>\n<html><head><title>The page you were looking for doesn't exist (404)</title></head>\
                <body><h1>The page you were looking for doesn't exist.</h1></body></html>\n";
    (StatusCode::NOT_FOUND, Html(html)).into_response()
}

/// A request that cannot be understood.
pub(crate) fn bad_request(detail: &str) -> Response {
    one(
        StatusCode::BAD_REQUEST,
        "Bad Request",
        detail,
        json!({"pointer": null}),
    )
}

/// A request that is understood and refused.
pub(crate) fn unprocessable(detail: &str) -> Response {
    one(
        StatusCode::UNPROCESSABLE_ENTITY,
        "Unprocessable Entity",
        detail,
        json!({"pointer": null}),
    )
}

/// Writes: this simulator only reads so far. The real API would write.
pub(crate) fn not_here_yet() -> Response {
    let body = Json(json!({"message": "this simulator cannot write yet"}));
    (StatusCode::METHOD_NOT_ALLOWED, body).into_response()
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
