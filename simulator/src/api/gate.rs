//! Who is let in: IP Access Control, then key or token, then the request window (API reference, sections 1.2 to 1.5).

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::Response;

use super::errors;
use crate::access::region_of;
use crate::rights::Caller;
use crate::serve::{Ask, Surface};
use crate::{Options, Simulator, refusals};

/// The caller, or the refusal.
pub(super) fn gate(
    simulator: &Simulator,
    options: &Options,
    ask: &Ask,
) -> Result<Caller, Box<Response>> {
    if let Some(refusal) = refusals::ip_blocked(options) {
        return Err(Box::new(refusal));
    }
    let caller = caller(simulator, options, ask)?;
    let window = Duration::from_secs(options.number("rate_window_s"));
    let limit = options.number("rate_limit");
    if !simulator.access().take_slot(limit, window) {
        let retry_after_s = options.number("retry_after_s");
        let retry_after_s = (retry_after_s > 0).then_some(retry_after_s);
        let mut refusal = refusals::too_many_requests(options, retry_after_s);
        refusals::tell_rate(&mut refusal, simulator, options);
        return Err(Box::new(refusal));
    }
    Ok(caller)
}

fn caller(simulator: &Simulator, options: &Options, ask: &Ask) -> Result<Caller, Box<Response>> {
    let is_web = ask.surface == Surface::WebApi;
    let (host, region) = (ask.host_name(), options.get("region"));
    if let Some(token) = bearer(ask) {
        let is_taken = is_web || options.is("bearer_on_public", "accepted");
        let is_here = region_of(host).is_none_or(|its_region| its_region == region);
        let user_id = simulator.sessions().by_access_token(token);
        return user_id
            .filter(|_| is_taken && is_here)
            .map(|id| Caller::User { id })
            .ok_or_else(|| Box::new(bad_token(options)));
    }
    if is_web && options.is("web_api_key", "refused") {
        return Err(Box::new(bad_token(options)));
    }
    let access = simulator.access();
    ask.header("x-api-key")
        .and_then(|key| access.caller(key, host, region))
        .ok_or_else(|| Box::new(errors::bad_key(options)))
}

/// The token of an `Authorization: Bearer` header.
pub(crate) fn bearer(ask: &Ask) -> Option<&str> {
    let (scheme, token) = ask.header("authorization")?.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

/// A token that is wrong, missing, expired, or whose user signed out.
fn bad_token(options: &Options) -> Response {
    match options.get("bad_token") {
        "403_message" => errors::forbidden(),
        "401_empty" => axum::response::IntoResponse::into_response(StatusCode::UNAUTHORIZED),
        _ => errors::unauthorized(),
    }
}
