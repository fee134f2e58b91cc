//! The door to IT Glue: every request of the extension goes through one budget, whose count outlives the engine.

use super::connection::Connection;
use super::records::BUDGET;
use super::resolve::Found;
use super::{Engine, Ports, Shelf};
use gluepane_itglue::{HttpRequest, HttpResponse, LIMIT, Pace, Soon, Transport, TransportError};
use gluepane_protocol::{BudgetView, Event, Failure, Revision};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

/// Pages are told of requests this often at most. Who shows the budget asks a little later than this.
const TOLD_MS: u64 = 1_000;

impl<P: Ports> Transport for Engine<P> {
    /// Boxed, so that it is one future for all questions.
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        let sent: Pin<Box<dyn Future<Output = Result<HttpResponse, _>> + '_>> =
            Box::pin(self.gate.send(self, &self.ports, request));
        let answer = sent.await;
        if answer.as_ref().is_ok_and(|answer| answer.status == 200) {
            self.memory.borrow_mut().was_taken = true;
        }
        answer
    }
}

impl<P: Ports> Pace for Engine<P> {
    fn now_ms(&self) -> u64 {
        self.ports.now_ms()
    }

    fn sleep_ms(&self, ms: u64) -> Soon<'_> {
        Box::pin(self.ports.sleep_ms(ms))
    }

    fn roll(&self) -> u32 {
        let salt = self.ports.salt();
        let mixed = |roll: u32, sign: u8| roll.wrapping_mul(31).wrapping_add(sign.into());
        salt.bytes().fold(0, mixed)
    }

    fn keep(&self, record: Vec<u64>) -> Soon<'_> {
        let now_ms = self.ports.now_ms();
        let told_ms = self.memory.borrow().budget_told_ms;
        if now_ms < told_ms || now_ms - told_ms >= TOLD_MS {
            self.memory.borrow_mut().budget_told_ms = now_ms;
            self.ports.tell_pages(&Event::BudgetChanged);
        }
        let saved = self.save(Shelf::Session, BUDGET, &record);
        // A full store: after a kill the count begins anew, and IT Glue's own refusals hold.
        Box::pin(async { drop(saved.await) })
    }
}

impl<P: Ports> Engine<P> {
    /// What the options page shows of it.
    pub(super) fn budget_view(&self) -> BudgetView {
        let usage = self.gate.usage(self.ports.now_ms());
        let ms = |ms| u32::try_from(ms).unwrap_or(u32::MAX);
        BudgetView {
            used: usage.used,
            left: usage.left,
            limit: LIMIT,
            resets_in_ms: ms(usage.resets_in_ms),
            held_ms: ms(usage.held_ms),
            crowded: usage.is_crowded,
        }
    }

    /// Does this for as long as the tab stays at a revision. Nobody waits for it any longer: what it has asked is given
    /// up, and nothing more is asked.
    pub(super) async fn while_current(
        &self,
        connection: &Rc<Connection>,
        (tab, revision): (i64, Revision),
        mut work: Pin<Box<dyn Future<Output = Result<Found, Failure>> + '_>>,
    ) -> Result<Found, Failure> {
        poll_fn(move |context| {
            if let Err(outdated) = self.is_current(connection, tab, revision) {
                return Poll::Ready(Err(outdated));
            }
            let polled = work.as_mut().poll(context);
            if polled.is_pending() {
                let waiting = &mut self.memory.borrow_mut().waiting;
                waiting.retain(|(of, waker)| *of != tab || !waker.will_wake(context.waker()));
                waiting.push((tab, context.waker().clone()));
            }
            polled
        })
        .await
    }

    /// Whoever waits for something of this tab, or of any, looks whether that is still meant.
    pub(super) fn wake_waiting(&self, tab: Option<i64>) {
        let mut concerned = Vec::new();
        let mut memory = self.memory.borrow_mut();
        memory.waiting.retain(|(of, waker)| {
            let is_concerned = tab.is_none_or(|tab| tab == *of);
            if is_concerned {
                concerned.push(waker.clone());
            }
            !is_concerned
        });
        drop(memory);
        for waker in concerned {
            waker.wake();
        }
    }
}
