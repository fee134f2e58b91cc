//! The network: the simulator in this process, asked by the URL's host, with the delays of its faults in virtual time.
//!
//! What `src/background/src/fetch.rs` makes of an answer is made of it here too: a redirect is not followed, a body that
//! breaks off (`drop`, `cut`) is no answer, and neither is one that takes longer than its deadline.

use super::super::day::virtual_time::Clock;
use super::super::world::{Network, Soon};
use crate::secrets::Secret;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use gluepane_itglue::{HttpResponse, TransportError};
use http_body_util::BodyExt;
use simulator::{Options, Simulator};
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use tokio::runtime::{Builder, Runtime};
use tokio::time::Instant;
use tower::ServiceExt;

/// As in `src/background/src/fetch.rs`.
const TIMEOUT_MS: u64 = 15_000;
/// What a request takes where nothing is wrong.
const LATENCY_MS: u64 = 80;
/// No day asks for more, however often it repeats itself.
const MOST_REQUESTS: u32 = 2_000;

/// One simulator with a clock of its own.
pub(super) struct Wire {
    pub(super) clock: Clock,
    pub(super) simulator: Arc<Simulator>,
    router: Router,
    /// Its time stands still until all wait, so it says how long an answer takes.
    runtime: Runtime,
    /// The step under way.
    pub(super) step: Cell<&'static str>,
    /// All requests: the step, and path and query.
    pub(super) asked: RefCell<Vec<(&'static str, String)>>,
    /// When the account's request window was emptied last.
    emptied_ms: Cell<u64>,
}

impl Wire {
    /// A wire to a simulator with these switches, which is as it was at its start.
    pub(super) fn new(
        simulator: &Arc<Simulator>,
        clock: &Clock,
        switches: &[(&str, &str)],
    ) -> Self {
        simulator.reset();
        for (name, value) in switches {
            simulator.options_mut().set(name, value).unwrap();
        }
        let paused = Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build();
        Self {
            clock: clock.clone(),
            simulator: simulator.clone(),
            router: simulator::tls_router(simulator.clone()),
            runtime: paused.unwrap(),
            step: Cell::new("nothing yet"),
            asked: RefCell::default(),
            emptied_ms: Cell::new(clock.now_ms()),
        }
    }

    pub(super) fn n_asked(&self) -> usize {
        self.asked.borrow().len()
    }

    /// The simulator counts its window in the time of this machine, of which a virtual day takes none.
    fn empty_window(&self) {
        let window_ms = self.simulator.options().number("rate_window_s") * 1_000;
        let now_ms = self.clock.now_ms();
        if now_ms - self.emptied_ms.get() >= window_ms {
            self.simulator.access().clear_window();
            self.emptied_ms.set(now_ms);
        }
    }

    async fn exchange(&self, url: &str, key: &str) -> Result<HttpResponse, TransportError> {
        let (_, rest) = url.split_once("://").unwrap();
        let (host, path) = rest.split_at(rest.find('/').unwrap());
        self.asked
            .borrow_mut()
            .push((self.step.get(), path.to_owned()));
        assert!(
            self.n_asked() < MOST_REQUESTS as usize,
            "there is no end to it: {path}"
        );
        let request = Request::get(path)
            .header(header::HOST, host)
            .header("x-api-key", key)
            .header(header::ACCEPT, "application/vnd.api+json")
            .body(Body::empty())
            .unwrap();
        let (head, body) = self
            .router
            .clone()
            .oneshot(request)
            .await
            .unwrap()
            .into_parts();
        if head.status.is_redirection() {
            return Err(TransportError::Redirected);
        }
        let bytes = body.collect().await;
        let bytes = bytes.map_err(|_| TransportError::Unreachable)?.to_bytes();
        let header = |name| head.headers.get(name)?.to_str().ok();
        Ok(HttpResponse {
            headers: Vec::new(),
            status: head.status.as_u16(),
            content_type: header(header::CONTENT_TYPE).unwrap_or_default().to_owned(),
            retry_after_s: header(header::RETRY_AFTER).and_then(|text| text.trim().parse().ok()),
            body: Secret::new(String::from_utf8_lossy(&bytes).into_owned()),
        })
    }
}

impl Network for Wire {
    fn now_ms(&self) -> u64 {
        self.clock.now_ms()
    }

    fn sleep_ms(&self, ms: u64) -> Soon<'_, ()> {
        Box::pin(self.clock.sleep_ms(ms))
    }

    fn answer<'a>(
        &'a self,
        url: &'a str,
        key: &'a str,
    ) -> Soon<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            self.empty_window();
            let (answer, took_ms) = self.runtime.block_on(async {
                let began = Instant::now();
                let answer = self.exchange(url, key).await;
                (answer, began.elapsed().as_millis() as u64 + LATENCY_MS)
            });
            self.clock.sleep_ms(took_ms.min(TIMEOUT_MS)).await;
            if took_ms < TIMEOUT_MS {
                answer
            } else {
                Err(TransportError::Unreachable)
            }
        })
    }
}

/// A simulator of the demo tenant; one serves many days, one after the other.
pub(super) fn demo() -> Arc<Simulator> {
    Arc::new(Simulator::new(tenant::demo(), Options::default()))
}
