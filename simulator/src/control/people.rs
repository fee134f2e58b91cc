//! Remote control of people: who is signed in, and what an administrator changes about their rights.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tenant::{ResourceAccess, Role, Scope, Tenant, User};

use super::{Asked, Sim, refuse};
use crate::Simulator;
use crate::api::path_word;
use crate::sessions::COOKIE;

/// The endpoints about people.
pub(super) fn router() -> Router<Arc<Simulator>> {
    Router::new()
        .route("/sign_in", post(sign_in))
        .route("/sign_out", post(sign_out))
        .route("/switch_user", post(switch_user))
        .route("/expire", post(expire))
        .route("/rights", post(set_rights))
        .route("/restrict", post(restrict))
}

/// A browser's cookie and the tokens of a user, as a login would give them.
async fn sign_in(State(simulator): Sim, Asked(asked): Asked<Value>) -> Response {
    let tenant = simulator.tenant();
    let Some(user) = user_in(&tenant, &asked) else {
        return refuse(WHICH_USER);
    };
    let options = simulator.options().clone();
    let mut sessions = simulator.sessions();
    let session = sessions.open(user.id);
    Json(json!({
        "cookie": format!("{COOKIE}={}", sessions.cookie(session)),
        "refresh_token": sessions.refresh_token(session, &options),
        "access_token": sessions.access_token(session, user, &options),
    }))
    .into_response()
}

/// Makes access or refresh tokens expire at once; the browsers stay signed in.
async fn expire(State(simulator): Sim, Asked(asked): Asked<Value>) -> Response {
    let mut sessions = simulator.sessions();
    match asked["tokens"].as_str() {
        Some("access") => sessions.expire_access_tokens(),
        Some("refresh") => sessions.expire_refresh_tokens(),
        _ => return refuse("send {\"tokens\": \"access\" or \"refresh\"}"),
    }
    StatusCode::NO_CONTENT.into_response()
}

/// Ends all sessions, or those of one user.
async fn sign_out(State(simulator): Sim, body: String) -> Response {
    let asked: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
    let tenant = simulator.tenant();
    let user = user_in(&tenant, &asked).map(|user| user.id);
    if user.is_none() && !asked["user"].is_null() {
        return refuse(WHICH_USER);
    }
    simulator.sessions().end_all(user);
    StatusCode::NO_CONTENT.into_response()
}

async fn switch_user(State(simulator): Sim, Asked(asked): Asked<Value>) -> Response {
    let tenant = simulator.tenant();
    let Some(user) = user_in(&tenant, &asked) else {
        return refuse(WHICH_USER);
    };
    let n_browsers = simulator.sessions().switch_browsers(user.id);
    Json(json!({"browsers": n_browsers})).into_response()
}

const WHICH_USER: &str = "send {\"user\": e-mail or id}";

fn user_in<'a>(tenant: &'a Tenant, asked: &Value) -> Option<&'a User> {
    let wanted = &asked["user"];
    match id(wanted) {
        Some(id) => tenant.people.user(id),
        None => tenant.people.user_by_email(wanted.as_str()?),
    }
}

/// Gives a user another role or other organizations of their own; groups go on granting theirs.
async fn set_rights(State(simulator): Sim, Asked(asked): Asked<Value>) -> Response {
    let role = match asked["role"].as_str() {
        None => None,
        Some(name) => match Role::ALL.into_iter().find(|role| role.name() == name) {
            Some(role) => Some(role),
            None => {
                return refuse(
                    "role is Administrator, Manager, Editor, Creator, Read-only or Lite",
                );
            }
        },
    };
    let role_name = &asked["role_name"];
    if !(role_name.is_null() || role_name.is_string()) {
        return refuse("role_name is text; empty text takes it away");
    }
    let scope = match &asked["organizations"] {
        Value::Null => None,
        Value::String(word) if word == "all" => Some(Scope::All),
        wanted => match ids(wanted) {
            Some(ids) => Some(Scope::Only(ids)),
            None => return refuse("organizations is \"all\" or a list of ids"),
        },
    };
    let mut tenant = simulator.tenant_mut();
    let Some(id) = user_in(&tenant, &asked).map(|user| user.id) else {
        return refuse(WHICH_USER);
    };
    for user in tenant.people.users.iter_mut().filter(|user| user.id == id) {
        user.role = role.unwrap_or(user.role);
        if let Some(name) = role_name.as_str() {
            user.custom_role = (!name.is_empty()).then(|| name.to_owned());
        }
        if let Some(scope) = &scope {
            user.organizations.clone_from(scope);
        }
    }
    StatusCode::NO_CONTENT.into_response()
}

/// Restricts a record to these users and groups, or lifts its restriction where there are neither.
async fn restrict(State(simulator): Sim, Asked(asked): Asked<Value>) -> Response {
    let kind = asked["kind"].as_str().and_then(path_word);
    let (Some(kind), Some(id)) = (kind, id(&asked["id"])) else {
        return refuse("send {\"kind\": path word, \"id\", \"users\": [ids], \"groups\": [ids]}");
    };
    let mut tenant = simulator.tenant_mut();
    let accesses = &mut tenant.people.accesses;
    accesses.retain(|row| (row.kind, row.id) != (kind, id));
    let (user_ids, group_ids) = (ids(&asked["users"]), ids(&asked["groups"]));
    if user_ids.is_some() || group_ids.is_some() {
        accesses.push(ResourceAccess {
            kind,
            id,
            user_ids: user_ids.unwrap_or_default(),
            group_ids: group_ids.unwrap_or_default(),
        });
        accesses.sort_by_key(|row| (row.kind, row.id));
    }
    StatusCode::NO_CONTENT.into_response()
}

/// Ids come as numbers or, from JavaScript, as text.
fn id(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn ids(value: &Value) -> Option<Vec<u64>> {
    value.as_array()?.iter().map(id).collect()
}
