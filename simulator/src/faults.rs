//! Faults: an answer that a test wants to go wrong.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use http_body::Frame;
use serde::{Deserialize, Serialize};
use tokio::time::Sleep;

/// How an answer goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The right answer, `value` milliseconds late.
    Latency,
    /// Status `value` with an empty body.
    Status,
    /// A maintenance page with status 200 or `value`.
    Html,
    /// 302 to `value`.
    Redirect,
    /// The right head, half the body, then the connection breaks.
    Cut,
    /// 429, with `value` as Retry-After if it is given.
    RateLimit,
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
    /// How often; without it, until `DELETE /fault`.
    #[serde(default)]
    pub times: Option<u32>,
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
    pub async fn spoil(&self, answer: Response) -> Response {
        let status = |default: StatusCode| {
            self.number()
                .and_then(|number| u16::try_from(number).ok())
                .and_then(|number| StatusCode::from_u16(number).ok())
                .unwrap_or(default)
        };
        match self.kind {
            Kind::Latency => answer,
            Kind::Status => status(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
            Kind::Html => (
                status(StatusCode::OK),
                Html("<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>"),
            )
                .into_response(),
            Kind::Redirect => {
                let target = self.value.as_str().unwrap_or("/");
                let target = HeaderValue::from_str(target).unwrap_or(HeaderValue::from_static("/"));
                (StatusCode::FOUND, [(header::LOCATION, target)]).into_response()
            }
            Kind::Cut => cut(answer).await,
            Kind::RateLimit => too_many_requests(self.number()),
        }
    }
}

/// 429 as the gateway sends it.
pub(crate) fn too_many_requests(retry_after_s: Option<u64>) -> Response {
    let body = axum::Json(serde_json::json!({"message": "Too Many Requests"}));
    let mut answer = (StatusCode::TOO_MANY_REQUESTS, body).into_response();
    if let Some(seconds) = retry_after_s {
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

/// Removes and returns the next fault for this request, if any is due.
pub(crate) fn take(faults: &mut Vec<Fault>, path_and_query: &str) -> Option<Fault> {
    let index = faults
        .iter()
        .position(|fault| path_and_query.contains(&fault.path_contains))?;
    let fault = faults[index].clone();
    if let Some(times) = faults[index].times.as_mut() {
        *times = times.saturating_sub(1);
        if *times == 0 {
            faults.remove(index);
        }
    }
    Some(fault)
}

async fn cut(answer: Response) -> Response {
    let (head, body) = answer.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default();
    let half = bytes.slice(..bytes.len() / 2);
    let pause = Box::pin(tokio::time::sleep(CUT_AFTER));
    Response::from_parts(
        head,
        Body::new(CutBody {
            left: Some(half),
            pause,
        }),
    )
}

/// Without a pause hyper would drop the head and the first half together with the connection.
const CUT_AFTER: Duration = Duration::from_millis(50);

/// One frame, then an error: hyper closes the connection in the middle of the body.
struct CutBody {
    left: Option<Bytes>,
    pause: Pin<Box<Sleep>>,
}

impl http_body::Body for CutBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if let Some(bytes) = self.left.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        self.pause
            .as_mut()
            .poll(context)
            .map(|()| Some(Err(std::io::Error::other("cut by a fault"))))
    }
}
