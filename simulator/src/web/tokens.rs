//! `/jwt/*`: from a cookie to a refresh token, and from that to an access token (API reference, section 1.3).

use axum::Json;
use axum::http::{Method, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Visit, unauthorized};
use crate::rights::Caller;
use crate::serve::Made;
use crate::sessions::ACCOUNT_ID;

/// `GET /jwt/refresh` with the site's cookie.
pub(super) fn refresh(visit: &Visit) -> Response {
    let Some((session, user_id)) = visit.session else {
        return visit.signed_out();
    };
    let token = visit
        .simulator
        .sessions()
        .refresh_token(session, visit.options);
    no_store(&json!({"accounts": accounts(visit), "token": token, "user_id": user_id}))
}

/// `POST /jwt/token` with `X-Refresh-Token`, or `GET /jwt/token?refresh_token=`.
pub(super) fn access(visit: &Visit) -> Response {
    let given = if visit.ask.method == Method::POST {
        visit.ask.header("x-refresh-token")
    } else {
        visit.ask.parameter("refresh_token")
    };
    // Everywhere the tenant first and then the sessions, or two requests could wait for each other.
    let tenant = visit.simulator.tenant();
    let sessions = visit.simulator.sessions();
    let found = given.and_then(|token| sessions.by_refresh_token(token));
    let Some((session, user)) =
        found.and_then(|(session, id)| Some((session, tenant.people.user(id)?)))
    else {
        return unauthorized("The refresh token is missing or no longer counts.");
    };
    let token = sessions.access_token(session, user, visit.options);
    let mut answer = no_store(&json!({"token": token}));
    Made::by(&mut answer, Caller::User { id: user.id });
    answer
}

/// The accounts that this login opens. Their shape is invented; how many there are is a switch.
fn accounts(visit: &Visit) -> Value {
    let own = json!({
        "id": ACCOUNT_ID,
        "name": "Northlane IT",
        "subdomain": visit.simulator.tenant().subdomain,
    });
    let other = json!({"id": ACCOUNT_ID + 1, "name": "Southlane IT", "subdomain": "southlane"});
    match visit.options.get("jwt_accounts") {
        "several" => json!([own, other]),
        "empty" => json!([]),
        _ => json!([own]),
    }
}

pub(super) fn no_store(body: &Value) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
