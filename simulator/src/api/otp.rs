//! `/passwords/ID/otp`: the current one-time code (API reference, section 3.7).

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::errors;
use super::passwords::PASSWORDS;
use super::table::json_api;
use super::view::View;
use crate::clock::iso;
use crate::otp;
use crate::serve::Surface;

/// Whether the path exists for this caller on this surface.
pub(super) fn is_here(view: &View, surface: Surface) -> bool {
    match view.options.get("otp_access") {
        "keys_too" => true,
        "bearer_anywhere" => view.sight.user().is_some(),
        _ => surface == Surface::WebApi && view.sight.user().is_some(),
    }
}

/// The code of one password.
pub(super) fn answer(id: &str, view: &View) -> Response {
    let found = id.parse().ok().and_then(|id| view.tenant.password(id));
    let Some(found) = found else {
        return errors::record_not_found();
    };
    if !PASSWORDS.is_visible(found, view) {
        return errors::not_for_this_caller(view);
    }
    // What is in a vault is encrypted in the browser, its secret too.
    if !found.otp_enabled || found.is_vaulted() {
        return match view.options.get("otp_missing") {
            "422" => errors::unprocessable("one-time codes are not set up"),
            "null" => json_api(
                StatusCode::OK,
                &body(view, found.id, &Value::Null, &Value::Null),
            ),
            _ => errors::record_not_found(),
        };
    }
    let secret = view.values.otp_secret(view.tenant.seed, found.id);
    let now_s = view
        .now_s
        .saturating_add(view.options.number("otp_drift_s"));
    let expires = expires(view, otp::expires_s(now_s));
    let code = view.code(otp::code(&secret, now_s));
    json_api(StatusCode::OK, &body(view, found.id, &code, &expires))
}

fn body(view: &View, id: u64, code: &Value, expires: &Value) -> Value {
    if view.options.is("otp_shape", "flat") {
        return json!({"otp": code});
    }
    let mut attributes = json!({"otp-value": code});
    if !view.options.is("otp_expires", "absent") {
        attributes["otp-expires-at"] = expires.clone();
    }
    json!({"data": {"id": id.to_string(), "type": "passwords", "attributes": attributes}})
}

fn expires(view: &View, unix_s: u64) -> Value {
    match view.options.get("otp_expires") {
        "unix" => json!(unix_s),
        _ => json!(iso(
            i64::try_from(unix_s.saturating_mul(1_000)).unwrap_or(i64::MAX)
        )),
    }
}
