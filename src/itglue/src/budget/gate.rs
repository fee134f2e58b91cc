//! The gate that every request goes through: it waits for its turn, is asked once however many want it, and is asked
//! again where IT Glue was too busy.
//!
//! Invariant: a request is counted, and the count on its way to the store, before it leaves.
//! Invariant: a value is read for one asker alone; no other answer of it is kept, not even until the next poll.

use super::{Budget, Urgency, Usage};
use crate::{HttpRequest, HttpResponse, Method, Transport, TransportError};
use core::cell::{Cell, RefCell};
use core::future::poll_fn;
use core::pin::{Pin, pin};
use core::task::{Poll, Waker};
use gluepane_secret::Secret;
use std::rc::Rc;

/// Whoever asks is told after this long that IT Glue is busy. Shorter than a page of ours waits for the background, or
/// an idle background lives: a sync comes back by an alarm.
const PATIENCE_MS: u64 = 12_000;
/// The background looks again this often whether anybody else is still waiting, this long at most.
const YIELD_MS: u64 = 50;
const MAX_YIELD_MS: u64 = 2_000;

/// Something that comes to its end. Boxed: whoever waits for it needn't hold its state.
pub type Soon<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// What the gate needs of the world besides the network.
pub trait Pace {
    /// Milliseconds since the Unix epoch.
    fn now_ms(&self) -> u64;
    /// Lets this long pass.
    fn sleep_ms(&self, ms: u64) -> Soon<'_>;
    /// Any random number.
    fn roll(&self) -> u32;
    /// Keeps the record of the budget, which has changed, where it survives the program: [`Gate::resume`].
    fn keep(&self, record: Vec<u64>) -> Soon<'_>;
}

type Answer = Result<HttpResponse, TransportError>;

/// One for the whole program.
#[derive(Default)]
pub struct Gate {
    budget: RefCell<Budget>,
    flights: RefCell<Vec<Rc<Flight>>>,
    /// Requests that a technician waits for.
    n_interactive: Cell<u32>,
}

/// A question under way that others may join.
struct Flight {
    url: String,
    /// Whose: the place of the key, which whoever leads the flight holds in its hands.
    key: *const Secret<String>,
    urgency: Urgency,
    is_sent: Cell<bool>,
    is_led: Cell<bool>,
    /// Set once, if somebody waits for it besides the leader.
    answer: RefCell<Option<Answer>>,
    waiting: RefCell<Vec<Waker>>,
}

impl Gate {
    /// Goes on with what a former program kept.
    pub fn resume(&self, record: &[u64]) {
        self.budget.replace(Budget::of_record(record));
    }

    /// How much is used.
    pub fn usage(&self, now_ms: u64) -> Usage {
        self.budget.borrow().usage(now_ms)
    }

    /// Sends a request when it may be sent, or joins an equal one that is under way. Dropped, it is no longer sent,
    /// unless somebody has joined it: then that one sends it.
    pub async fn send<P: Pace, T: Transport>(
        &self,
        pace: &P,
        transport: &T,
        request: HttpRequest<'_>,
    ) -> Answer {
        let flight = match self.join(&request) {
            Some(flight) => match flight.arrival().await {
                Some(answer) => return answer,
                None => flight,
            },
            None => self.depart(&request),
        };
        let lead = Lead {
            gate: self,
            flight: &flight,
        };
        let answer = self.ask(pace, transport, &request, &flight.is_sent).await;
        lead.land(&answer);
        answer
    }

    /// The flight that answers this too. A technician doesn't join what the background has yet to send.
    fn join(&self, request: &HttpRequest<'_>) -> Option<Rc<Flight>> {
        let flights = self.flights.borrow();
        let fits = |flight: &&Rc<Flight>| {
            request.method == Method::Get
                && flight.url == request.url
                && flight.key == key_of(request)
                && (flight.is_sent.get() || flight.urgency <= request.urgency)
                && !request.wants_headers
        };
        flights.iter().find(fits).cloned()
    }

    fn depart(&self, request: &HttpRequest<'_>) -> Rc<Flight> {
        let flight = Rc::new(Flight {
            url: request.url.clone(),
            key: key_of(request),
            urgency: request.urgency,
            is_sent: Cell::new(false),
            is_led: Cell::new(true),
            answer: RefCell::default(),
            waiting: RefCell::default(),
        });
        let mut flights = self.flights.borrow_mut();
        // Those that everybody has left.
        flights.retain(|flight| Rc::strong_count(flight) > 1);
        if may_be_shared(request) {
            flights.push(flight.clone());
        }
        drop(flights);
        flight
    }

    /// Waits for its turn, sends, and does so again after a 429 for as long as whoever waits has patience.
    async fn ask<P: Pace, T: Transport>(
        &self,
        pace: &P,
        transport: &T,
        request: &HttpRequest<'_>,
        is_sent: &Cell<bool>,
    ) -> Answer {
        let urgency = request.urgency;
        let _waiting = (urgency == Urgency::Interactive).then(|| Waiting::of(&self.n_interactive));
        let began_ms = pace.now_ms();
        let mut left_to_yield = match urgency {
            Urgency::Interactive => 0,
            Urgency::Background => MAX_YIELD_MS / YIELD_MS,
        };
        let mut last = None;
        loop {
            let now_ms = pace.now_ms();
            let admitted = if left_to_yield > 0 && self.n_interactive.get() > 0 {
                left_to_yield -= 1;
                Err(YIELD_MS)
            } else {
                self.budget.borrow_mut().admit(now_ms, urgency)
            };
            let wait_ms = match admitted {
                Err(wait_ms) => wait_ms,
                Ok(()) => {
                    is_sent.set(true);
                    let again = HttpRequest {
                        url: request.url.clone(),
                        ..*request
                    };
                    let answer = self.send_counted(pace, transport, again).await?;
                    is_sent.set(false);
                    // Nothing is written twice, whatever the answer.
                    if answer.status != 429 || request.method != Method::Get {
                        self.budget.borrow_mut().answered(now_ms);
                        return Ok(answer);
                    }
                    let retry_after_s = answer.retry_after_s;
                    last = Some(answer);
                    let refused_ms = pace.now_ms();
                    let (record, wait_ms) = {
                        let mut budget = self.budget.borrow_mut();
                        budget.refused(refused_ms, now_ms, retry_after_s, pace.roll());
                        (budget.record(), budget.usage(refused_ms).held_ms)
                    };
                    // A program that is killed while it waits must know it too.
                    pace.keep(record).await;
                    wait_ms
                }
            };
            let waited_ms = pace.now_ms().saturating_sub(began_ms);
            if waited_ms + wait_ms > PATIENCE_MS {
                return Ok(too_busy(last, wait_ms));
            }
            pace.sleep_ms(wait_ms).await;
        }
    }

    /// Sends and keeps the count, both at once.
    async fn send_counted<P: Pace, T: Transport>(
        &self,
        pace: &P,
        transport: &T,
        request: HttpRequest<'_>,
    ) -> Answer {
        let record = self.budget.borrow().record();
        let mut kept = pace.keep(record);
        let mut sent = pin!(transport.send(request));
        let (mut is_kept, mut answer) = (false, None);
        poll_fn(move |context| {
            is_kept = is_kept || kept.as_mut().poll(context).is_ready();
            if answer.is_none()
                && let Poll::Ready(ready) = sent.as_mut().poll(context)
            {
                answer = Some(ready);
            }
            match answer.take_if(|_| is_kept) {
                Some(answer) => Poll::Ready(answer),
                None => Poll::Pending,
            }
        })
        .await
    }
}

impl Flight {
    /// Its answer; `None` where its leader has left and whoever asks leads it now.
    async fn arrival(&self) -> Option<Answer> {
        poll_fn(|context| {
            if let Some(answer) = &*self.answer.borrow() {
                return Poll::Ready(Some(copy(answer)));
            }
            if !self.is_led.replace(true) {
                return Poll::Ready(None);
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    fn wake(&self) {
        self.waiting.take().into_iter().for_each(Waker::wake);
    }
}

/// Leads a flight. Dropped before it has landed, it leaves the flight to whoever has joined.
struct Lead<'a> {
    gate: &'a Gate,
    flight: &'a Rc<Flight>,
}

impl Lead<'_> {
    /// The list of flights and the leader hold it; anybody else has joined.
    fn has_company(&self) -> bool {
        Rc::strong_count(self.flight) > 2
    }

    fn land(self, answer: &Answer) {
        if self.has_company() {
            self.flight.answer.replace(Some(copy(answer)));
        }
    }
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        let is_over = self.flight.answer.borrow().is_some() || !self.has_company();
        if is_over {
            let mut flights = self.gate.flights.borrow_mut();
            flights.retain(|flight| !Rc::ptr_eq(flight, self.flight));
        } else {
            self.flight.is_sent.set(false);
            self.flight.is_led.set(false);
        }
        self.flight.wake();
    }
}

/// Somebody waits, for as long as this lives.
struct Waiting<'a>(&'a Cell<u32>);

impl<'a> Waiting<'a> {
    fn of(count: &'a Cell<u32>) -> Self {
        count.set(count.get() + 1);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// Whose request it is.
fn key_of(request: &HttpRequest<'_>) -> *const Secret<String> {
    request.credential.secret()
}

/// It writes nothing, its answer holds no value of a password, and it isn't looked at in another way: others may have the
/// same answer.
fn may_be_shared(request: &HttpRequest<'_>) -> bool {
    let is_of_value = request.url.contains("show_password=true") || request.url.contains("/otp");
    request.method == Method::Get && !is_of_value && !request.wants_headers
}

/// IT Glue's own refusal, or one in its place; it says how long to wait.
fn too_busy(last: Option<HttpResponse>, wait_ms: u64) -> HttpResponse {
    let seconds = u32::try_from(wait_ms.div_ceil(1_000)).ok();
    let last = last.unwrap_or(HttpResponse {
        status: 429,
        content_type: String::new(),
        retry_after_s: None,
        headers: Vec::new(),
        body: Secret::new(String::new()),
    });
    HttpResponse {
        retry_after_s: last.retry_after_s.or(seconds),
        ..last
    }
}

fn copy(answer: &Answer) -> Answer {
    answer
        .as_ref()
        .map_err(|error| *error)
        .map(|answer| HttpResponse {
            status: answer.status,
            content_type: answer.content_type.clone(),
            retry_after_s: answer.retry_after_s,
            headers: answer.headers.clone(),
            // EXPOSE: whoever asked the same with the same key at the same time gets the same list; no value is in it.
            body: Secret::new(answer.body.expose().clone()),
        })
}
