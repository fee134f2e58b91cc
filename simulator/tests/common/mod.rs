//! A simulator without ports.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper of a test may stop the test"
)]

mod web;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use simulator::{Options, Simulator};
use tenant::fixtures;
use tower::ServiceExt;

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// One attribute of every row.
    pub(crate) fn column(&self, attribute: &str) -> Vec<Value> {
        self.json()["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["attributes"][attribute].clone())
            .collect()
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        let body = self.json();
        body["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["id"].as_str().unwrap().to_owned())
            .collect()
    }

    /// One attribute of the row that is the answer.
    pub(crate) fn attribute(&self, name: &str) -> Value {
        self.json()["data"]["attributes"][name].clone()
    }

    /// The first error.
    pub(crate) fn error(&self) -> Value {
        self.json()["errors"][0].clone()
    }

    /// Types of the included rows.
    pub(crate) fn included(&self) -> Vec<String> {
        let body = self.json();
        let rows = body["included"].as_array().cloned().unwrap_or_default();
        rows.iter()
            .map(|row| row["type"].as_str().unwrap().to_owned())
            .collect()
    }

    pub(crate) fn total(&self) -> u64 {
        self.json()["meta"]["total-count"].as_u64().unwrap()
    }
}

/// The demo tenant with these switches.
pub(crate) struct Demo {
    pub(crate) simulator: Arc<Simulator>,
}

impl Demo {
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    pub(crate) fn with(settings: &[(&str, &str)]) -> Self {
        let mut options = Options::default();
        for (name, value) in settings {
            options.set(name, value).unwrap();
        }
        Self {
            simulator: Arc::new(Simulator::new(tenant::demo(), options)),
        }
    }

    pub(crate) fn key(&self) -> String {
        self.simulator.access().key("api_key")
    }

    pub(crate) fn key_without_passwords(&self) -> String {
        self.simulator.access().key("api_key_without_passwords")
    }

    /// GET from the public API with the full key.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &self.key()).await
    }

    /// GET from the public API with another key.
    pub(crate) async fn get_with(&self, path: &str, key: &str) -> Answer {
        let request = Request::get(path)
            .header("x-api-key", key)
            .header(header::HOST, "127.0.0.1:9");
        send(
            simulator::api_router(self.simulator.clone()),
            request.body(Body::empty()).unwrap(),
        )
        .await
    }

    /// A write to the public API with the full key.
    pub(crate) async fn write(&self, method: &str, path: &str, body: Value) -> Answer {
        self.write_as(method, path, "application/vnd.api+json", &body.to_string())
            .await
    }

    /// Makes a contact called Ada; its id.
    pub(crate) async fn make_contact(&self) -> String {
        let attributes = json!({"organization-id": fixtures::MUELLER, "first-name": "Ada"});
        let body = json!({"data": {"type": "contacts", "attributes": attributes}});
        let made = self.write("POST", "/contacts", body).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.json()["data"]["id"].as_str().unwrap().to_owned()
    }

    /// A write with any content type and any text.
    pub(crate) async fn write_as(
        &self,
        method: &str,
        path: &str,
        content_type: &str,
        body: &str,
    ) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("x-api-key", self.key())
            .header(header::HOST, "127.0.0.1:9")
            .header(header::CONTENT_TYPE, content_type)
            .body(Body::from(body.to_owned()))
            .unwrap();
        send(simulator::api_router(self.simulator.clone()), request).await
    }

    /// GET from the TLS listener as `host`.
    pub(crate) async fn get_host(&self, host: &str, path: &str) -> Answer {
        let request = Request::get(path)
            .header("x-api-key", self.key())
            .header(header::HOST, host);
        send(
            simulator::tls_router(self.simulator.clone()),
            request.body(Body::empty()).unwrap(),
        )
        .await
    }

    /// GET from the demo pages.
    pub(crate) async fn page(&self, path: &str) -> Answer {
        let request = Request::get(path).body(Body::empty()).unwrap();
        send(simulator::pages_router(self.simulator.clone()), request).await
    }

    /// A request to the control port.
    pub(crate) async fn control(&self, method: &str, path: &str, body: Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        send(simulator::control_router(self.simulator.clone()), request).await
    }
}

pub(crate) async fn send(router: Router, request: Request<Body>) -> Answer {
    let answer = router.oneshot(request).await.unwrap();
    let (head, body) = answer.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: head.status,
        headers: head.headers,
        text: String::from_utf8_lossy(&bytes).into_owned(),
    }
}
