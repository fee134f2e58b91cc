//! The test's remote control: switches, journal, faults, and changes that a person would make in IT Glue.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Map, Value, json};
use tenant::Tenant;

use crate::{Fault, KeyState, Simulator, facts};

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
        .route("/rename", post(rename))
        .route("/delete", post(delete))
        .route("/reset", post(reset))
        .route("/facts", get(tell_facts))
        .route("/password_value/{id}", get(password_value))
        .with_state(simulator)
}

type Sim = State<Arc<Simulator>>;

async fn set(State(simulator): Sim, Json(wanted): Json<Map<String, Value>>) -> Response {
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
    let faults = simulator.faults().clone();
    Json(faults).into_response()
}

async fn add_fault(State(simulator): Sim, Json(fault): Json<Fault>) -> StatusCode {
    simulator.faults().push(fault);
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

async fn rename(State(simulator): Sim, Json(asked): Json<Value>) -> Response {
    let mut tenant = simulator.tenant_mut();
    let (Some(id), Some(name)) = (organization_in(&tenant, &asked), asked["name"].as_str()) else {
        return refuse("send {\"organization\": id or name, \"name\": text}");
    };
    match tenant.organizations.iter_mut().find(|row| row.id == id) {
        Some(row) => {
            name.clone_into(&mut row.name);
            StatusCode::NO_CONTENT.into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn delete(State(simulator): Sim, Json(asked): Json<Value>) -> Response {
    let mut tenant = simulator.tenant_mut();
    let Some(id) = organization_in(&tenant, &asked) else {
        return refuse("send {\"organization\": id or name}");
    };
    if tenant.organization(id).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    tenant.organizations.retain(|row| row.id != id);
    tenant
        .configurations
        .retain(|row| row.organization_id != id);
    tenant.passwords.retain(|row| row.organization_id != id);
    StatusCode::NO_CONTENT.into_response()
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
    let tenant = simulator.tenant();
    match tenant.password(id) {
        Some(row) => tenant::password_value(tenant.seed, row.id).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
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
