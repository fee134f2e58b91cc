//! The test's remote control: switches, journal, faults, and changes that a person would make in IT Glue.

mod people;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post};
use axum::{Json, Router};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use tenant::Tenant;

use crate::{Fault, KeyState, Simulator, api, facts, iso, otp};

/// All endpoints.
pub(crate) fn router(simulator: Arc<Simulator>) -> Router {
    Router::new()
        .route("/set", post(set))
        .route("/options", get(options))
        .route("/journal", get(journal).delete(clear_journal))
        .route(
            "/fault",
            get(list_faults).post(add_fault).delete(clear_faults),
        )
        .route("/revoke_key", post(revoke_key))
        .route("/pause_key", post(pause_key))
        .route("/resume_key", post(resume_key))
        .route("/otp/{id}", get(one_time_code))
        .route("/rename", post(rename))
        .route("/delete", post(delete))
        .route("/rows/{resource}", post(make_row))
        .route(
            "/rows/{resource}/{id}",
            patch(change_row).delete(delete_row),
        )
        .route("/clock", get(clock).post(move_clock))
        .route("/reset", post(reset))
        .route("/facts", get(tell_facts))
        .route("/password_value/{id}", get(password_value))
        .merge(people::router())
        .with_state(simulator)
}

type Sim = State<Arc<Simulator>>;

/// A body of JSON, whatever its content type says: `curl -d` alone will do.
struct Asked<T>(T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Asked<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(IntoResponse::into_response)?;
        let asked = serde_json::from_slice(&body);
        asked
            .map(Self)
            .map_err(|reason| refuse(&reason.to_string()))
    }
}

async fn set(State(simulator): Sim, Asked(wanted): Asked<Map<String, Value>>) -> Response {
    let mut options = simulator.options().clone();
    for (name, value) in wanted {
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        if let Err(reason) = options.set(&name, &value) {
            return refuse(&reason);
        }
    }
    *simulator.options_mut() = options.clone();
    // A new limit counts from now, or a test of 429 would depend on the tests before it.
    simulator.access().clear_window();
    Json(json!(options.all())).into_response()
}

async fn options(State(simulator): Sim) -> Response {
    let answer = json!(simulator.options().all());
    Json(answer).into_response()
}

async fn journal(State(simulator): Sim) -> Response {
    let entries = simulator.journal().entries();
    Json(entries).into_response()
}

async fn clear_journal(State(simulator): Sim) -> StatusCode {
    simulator.journal().clear();
    StatusCode::NO_CONTENT
}

async fn list_faults(State(simulator): Sim) -> Response {
    let faults = simulator.faults().all();
    Json(faults).into_response()
}

async fn add_fault(State(simulator): Sim, Asked(fault): Asked<Fault>) -> StatusCode {
    simulator.faults().add(fault);
    StatusCode::NO_CONTENT
}

async fn clear_faults(State(simulator): Sim) -> StatusCode {
    simulator.faults().clear();
    StatusCode::NO_CONTENT
}

async fn revoke_key(State(simulator): Sim, body: String) -> Response {
    set_key(&simulator, &body, KeyState::Revoked)
}

async fn pause_key(State(simulator): Sim, body: String) -> Response {
    set_key(&simulator, &body, KeyState::Paused)
}

async fn resume_key(State(simulator): Sim, body: String) -> Response {
    set_key(&simulator, &body, KeyState::Active)
}

/// Without a name the full key is meant.
fn set_key(simulator: &Simulator, body: &str, state: KeyState) -> Response {
    let asked: Value = serde_json::from_str(body).unwrap_or(Value::Null);
    let mut access = simulator.access();
    if access.set_state(asked["key"].as_str().unwrap_or("api_key"), state) {
        return StatusCode::NO_CONTENT.into_response();
    }
    let names: Vec<&str> = access.keys().iter().map(|key| key.name).collect();
    refuse(&format!("key is one of: {}", names.join(", ")))
}

/// The code of a password as of now.
async fn one_time_code(State(simulator): Sim, Path(id): Path<u64>) -> Response {
    let tenant = simulator.tenant();
    match tenant.password(id).filter(|row| row.otp_enabled) {
        Some(row) => {
            let secret = simulator.values().otp_secret(tenant.seed, row.id);
            let drift_s = simulator.options().number("otp_drift_s");
            let now_s = simulator.clock().unix_s().saturating_add(drift_s);
            otp::code(&secret, now_s).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn rename(State(simulator): Sim, Asked(asked): Asked<Value>) -> Response {
    let id = organization_in(&simulator.tenant(), &asked);
    let (Some(id), Some(name)) = (id, asked["name"].as_str()) else {
        return refuse("send {\"organization\": id or name, \"name\": text}");
    };
    let change = json!({"name": name});
    done(api::routes::control(
        &simulator,
        &Method::PATCH,
        "organizations",
        Some(id),
        change,
    ))
}

async fn delete(State(simulator): Sim, Asked(asked): Asked<Value>) -> Response {
    let Some(id) = organization_in(&simulator.tenant(), &asked) else {
        return refuse("send {\"organization\": id or name}");
    };
    done(api::routes::control(
        &simulator,
        &Method::DELETE,
        "organizations",
        Some(id),
        json!({}),
    ))
}

/// Nothing to say but whether it was done.
fn done(answer: Response) -> Response {
    match answer.status() {
        status if status.is_success() => StatusCode::NO_CONTENT.into_response(),
        status => status.into_response(),
    }
}

async fn make_row(
    State(simulator): Sim,
    Path(resource): Path<String>,
    Asked(asked): Asked<Value>,
) -> Response {
    api::routes::control(&simulator, &Method::POST, &resource, None, asked)
}

async fn change_row(
    State(simulator): Sim,
    Path((resource, id)): Path<(String, u64)>,
    Asked(asked): Asked<Value>,
) -> Response {
    api::routes::control(&simulator, &Method::PATCH, &resource, Some(id), asked)
}

async fn delete_row(State(simulator): Sim, Path((resource, id)): Path<(String, u64)>) -> Response {
    api::routes::control(&simulator, &Method::DELETE, &resource, Some(id), json!({}))
}

async fn clock(State(simulator): Sim) -> Response {
    let now_ms = simulator.clock().now_ms();
    Json(json!({"now_ms": now_ms, "now": iso(now_ms)})).into_response()
}

async fn move_clock(State(simulator): Sim, Asked(asked): Asked<Value>) -> Response {
    let Some(by_ms) = asked["advance_ms"].as_i64() else {
        return refuse("send {\"advance_ms\": milliseconds}");
    };
    simulator.clock().advance_ms(by_ms);
    clock(State(simulator)).await
}

async fn reset(State(simulator): Sim) -> StatusCode {
    simulator.reset();
    StatusCode::NO_CONTENT
}

async fn tell_facts(State(simulator): Sim) -> Response {
    let answer = facts::facts(&simulator.tenant());
    Json(answer).into_response()
}

async fn password_value(State(simulator): Sim, Path(id): Path<u64>) -> Response {
    if simulator.tenant().password(id).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    simulator.password_value(id).into_response()
}

fn refuse(reason: &str) -> Response {
    (
        StatusCode::UNPROCESSABLE_ENTITY,
        Json(json!({"error": reason})),
    )
        .into_response()
}

/// Ids come as numbers or, from JavaScript, as text; anything else is a name.
fn organization_in(tenant: &Tenant, asked: &Value) -> Option<u64> {
    let wanted = &asked["organization"];
    wanted
        .as_u64()
        .or_else(|| wanted.as_str()?.parse().ok())
        .or_else(|| {
            let name = wanted.as_str()?;
            tenant
                .organizations
                .iter()
                .find(|row| row.name == name)
                .map(|row| row.id)
        })
}
