//! Faults: an answer that a test wants to go wrong.
//!
//! Shape:  a [`Fault`] says which requests it hits and how; [`Faults`] counts the requests that it has seen.
//! Units:  milliseconds, unless a field says otherwise.

mod bodies;

use std::time::{Duration, Instant};

use axum::Json;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use bodies::{Broken, Dripping};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tenant::Random;

use crate::Options;
use crate::refusals::too_many_requests;

/// How an answer goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The right answer, `value` milliseconds late.
    Latency,
    /// Status `value` with the body that `body` says.
    Status,
    /// A maintenance page with status 200 or `value`.
    Html,
    /// 302 to `value`: a path of the same host, or another host's address.
    Redirect,
    /// The connection breaks before the head.
    Drop,
    /// The right head, half the body, then the connection breaks.
    Cut,
    /// The right head and half the body, as though that were all.
    Truncated,
    /// The right answer in ten pieces, `value` milliseconds before each.
    Drip,
    /// 429, with `value` as Retry-After if it is given.
    RateLimit,
}

/// What stands in the answer of [`Kind::Status`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filling {
    /// Nothing.
    #[default]
    Empty,
    /// A gateway's message.
    Json,
    /// A page.
    Html,
}

/// A fault that waits for requests.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Hits requests whose path and query contain this; empty hits all.
    #[serde(default)]
    pub path_contains: String,
    /// What happens.
    pub kind: Kind,
    /// See [`Kind`].
    #[serde(default)]
    pub value: serde_json::Value,
    /// See [`Filling`].
    #[serde(default)]
    pub body: Filling,
    /// How often; without it, until `DELETE /fault`, or once where `nth` is given.
    #[serde(default)]
    pub times: Option<u32>,
    /// Leaves alone the requests before this one, counted from 1.
    #[serde(default)]
    pub nth: Option<u32>,
    /// Hits so many of a hundred requests, drawn from `seed`.
    #[serde(default)]
    pub percent: Option<u64>,
    /// Of `percent`: the same seed draws the same requests.
    #[serde(default)]
    pub seed: u64,
    /// Ends by itself so many milliseconds after it was set.
    #[serde(default)]
    pub for_ms: Option<u64>,
}

impl Fault {
    fn number(&self) -> Option<u64> {
        self.value
            .as_u64()
            .or_else(|| self.value.as_str()?.parse().ok())
    }

    /// Milliseconds to wait before answering.
    pub fn delay_ms(&self) -> u64 {
        if self.kind == Kind::Latency {
            self.number().unwrap_or(1_000)
        } else {
            0
        }
    }

    /// What goes out instead of `answer`.
    pub(crate) async fn spoil(&self, answer: Response, options: &Options) -> Response {
        match self.kind {
            Kind::Latency => answer,
            Kind::Status => self.filled(self.status(StatusCode::INTERNAL_SERVER_ERROR)),
            Kind::Html => (
                self.status(StatusCode::OK),
                Html("<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>"),
            )
                .into_response(),
            Kind::Redirect => {
                let target = self.value.as_str().unwrap_or("/");
                let target = HeaderValue::from_str(target).unwrap_or(HeaderValue::from_static("/"));
                (StatusCode::FOUND, [(header::LOCATION, target)]).into_response()
            }
            Kind::Drop => Response::new(Body::new(Broken::at_once())),
            Kind::Cut => rebuilt(answer, |half| Body::new(Broken::after(half))).await,
            Kind::Truncated => rebuilt(answer, Body::from).await,
            Kind::Drip => {
                let pause = Duration::from_millis(self.number().unwrap_or(500));
                let (head, body) = answer.into_parts();
                let bytes = whole(body).await;
                Response::from_parts(head, Body::new(Dripping::new(bytes, pause)))
            }
            Kind::RateLimit => too_many_requests(options, self.number()),
        }
    }

    fn status(&self, default: StatusCode) -> StatusCode {
        self.number()
            .and_then(|number| u16::try_from(number).ok())
            .and_then(|number| StatusCode::from_u16(number).ok())
            .unwrap_or(default)
    }

    fn filled(&self, status: StatusCode) -> Response {
        let words = status.canonical_reason().unwrap_or("Error");
        match self.body {
            Filling::Empty => status.into_response(),
            Filling::Json => (status, Json(json!({"message": words}))).into_response(),
            Filling::Html => {
                let html = format!("<html><head><title>{words}</title></head><body></body></html>");
                (status, Html(html)).into_response()
            }
        }
    }
}

/// The answer with another body, made of the first half of its own.
async fn rebuilt(answer: Response, body_of: impl FnOnce(Bytes) -> Body) -> Response {
    let (head, body) = answer.into_parts();
    let bytes = whole(body).await;
    Response::from_parts(head, body_of(bytes.slice(..bytes.len() / 2)))
}

async fn whole(body: Body) -> Bytes {
    let bytes = axum::body::to_bytes(body, usize::MAX).await;
    bytes.unwrap_or_default()
}

/// All faults that wait; the first that is due is used.
#[derive(Debug, Default)]
pub struct Faults {
    waiting: Vec<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    fault: Fault,
    since: Instant,
    n_seen: u32,
    draws: Random,
}

impl Faults {
    /// Sets one.
    pub fn add(&mut self, mut fault: Fault) {
        if fault.nth.is_some() {
            fault.times = fault.times.or(Some(1));
        }
        self.waiting.push(Waiting {
            draws: Random::for_subject(fault.seed, "fault"),
            fault,
            since: Instant::now(),
            n_seen: 0,
        });
    }

    /// Those that still wait.
    pub fn all(&mut self) -> Vec<Fault> {
        self.waiting.retain(Waiting::is_alive);
        self.waiting.iter().map(|one| one.fault.clone()).collect()
    }

    /// Forgets them.
    pub fn clear(&mut self) {
        self.waiting.clear();
    }

    /// The fault for this request, if any is due.
    pub fn take(&mut self, path_and_query: &str) -> Option<Fault> {
        self.waiting.retain(Waiting::is_alive);
        let due = self
            .waiting
            .iter_mut()
            .find_map(|one| one.is_due(path_and_query).then(|| one.fault.clone()));
        self.waiting.retain(Waiting::is_alive);
        due
    }
}

impl Waiting {
    fn is_alive(&self) -> bool {
        let is_in_time = self
            .fault
            .for_ms
            .is_none_or(|for_ms| self.since.elapsed() < Duration::from_millis(for_ms));
        is_in_time && self.fault.times != Some(0)
    }

    /// Counts the request, and the hit if it is one.
    fn is_due(&mut self, path_and_query: &str) -> bool {
        if !path_and_query.contains(&self.fault.path_contains) {
            return false;
        }
        self.n_seen = self.n_seen.saturating_add(1);
        let is_due = self.fault.nth.is_none_or(|nth| self.n_seen >= nth)
            && self
                .fault
                .percent
                .is_none_or(|percent| self.draws.percent(percent));
        if is_due && let Some(times) = self.fault.times.as_mut() {
            *times = times.saturating_sub(1);
        }
        is_due
    }
}
