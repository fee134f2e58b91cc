//! What stands before every answer of IT Glue's, whichever host: IP Access Control, the request limit, CORS.

use std::time::Duration;

use axum::Json;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;

use crate::api::errors;
use crate::serve::Ask;
use crate::{Options, Simulator};

/// The refusal of IP Access Control, if the switch says that this address is blocked. Its shape is unknown (API
/// reference, section 1.2).
pub(crate) fn ip_blocked(options: &Options) -> Option<Response> {
    let words = "Your IP address is not allowed to access this account.";
    let answer = match options.get("ip_access") {
        "403_message" => (StatusCode::FORBIDDEN, Json(json!({"message": words}))).into_response(),
        "403_errors" => errors::plain(StatusCode::FORBIDDEN, "Forbidden", words),
        "401_errors" => errors::plain(StatusCode::UNAUTHORIZED, "Unauthorized", words),
        "403_html" => {
            let html = format!("<!doctype html><title>Forbidden</title><h1>{words}</h1>");
            (StatusCode::FORBIDDEN, Html(html)).into_response()
        }
        "403_plain" => errors::forbidden(),
        _ => return None,
    };
    Some(answer)
}

/// 429. Its body is unknown (API reference, section 1.5).
pub(crate) fn too_many_requests(options: &Options, retry_after_s: Option<u64>) -> Response {
    let status = StatusCode::TOO_MANY_REQUESTS;
    let words = "Too Many Requests";
    let mut answer = match options.get("rate_limit_body") {
        "errors" => errors::plain(status, words, words),
        "html" => (
            status,
            Html(format!("<!doctype html><title>{words}</title>")),
        )
            .into_response(),
        "empty" => status.into_response(),
        _ => (status, Json(json!({"message": words}))).into_response(),
    };
    if let Some(seconds) = retry_after_s {
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

/// The headers that tell what is left of the window, in one of two spellings that gateways use. Unknown of IT Glue.
pub(crate) fn tell_rate(answer: &mut Response, simulator: &Simulator, options: &Options) {
    let prefix = match options.get("rate_headers") {
        "x_ratelimit" => "x-ratelimit",
        "ratelimit" => "ratelimit",
        _ => return,
    };
    let window = Duration::from_secs(options.number("rate_window_s"));
    let (used, rest) = simulator.access().used(window);
    let limit = options.number("rate_limit");
    for (name, value) in [
        ("limit", limit),
        ("remaining", limit.saturating_sub(used)),
        ("reset", rest.as_secs()),
    ] {
        if let Ok(name) = HeaderName::try_from(format!("{prefix}-{name}")) {
            answer.headers_mut().insert(name, HeaderValue::from(value));
        }
    }
}

/// The answer to a preflight, where the switch called `switch` lets other origins in.
pub(crate) fn preflight(options: &Options, switch: &str, ask: &Ask) -> Option<Response> {
    let is_one = ask.method == Method::OPTIONS && !options.is(switch, "off");
    is_one.then(|| StatusCode::NO_CONTENT.into_response())
}

/// Lets other origins read an answer, as far as the switch called `switch` goes.
pub(crate) fn allow_origin(answer: &mut Response, options: &Options, switch: &str, ask: &Ask) {
    let origin = ask.header("origin").unwrap_or_default();
    let allowed = match options.get(switch) {
        "any" => "*",
        "list" if is_listed(options, origin) => origin,
        _ => return,
    };
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, allowed),
        // `*` would leave out Authorization, which has to be named (Fetch standard).
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type, x-api-key, x-refresh-token",
        ),
        (
            header::ACCESS_CONTROL_ALLOW_METHODS,
            "GET, POST, PATCH, DELETE",
        ),
        (header::VARY, "Origin"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
}

/// `cors_origins` are origins with commas between them; a host may begin with `*.`.
fn is_listed(options: &Options, origin: &str) -> bool {
    let given = options.get("cors_origins");
    let listed = if given.is_empty() {
        "https://*.itglue.com,https://*.rmm.datto.com"
    } else {
        given
    };
    listed
        .split(',')
        .map(str::trim)
        .any(|listed| match listed.split_once("://*") {
            None => listed == origin,
            Some((scheme, end)) => origin
                .split_once("://")
                .is_some_and(|(own, host)| own == scheme && host.ends_with(end)),
        })
}
