//! *Check this account*: run for the options page, one at a time, until it is done, cancelled, or the connection goes.

use super::{Engine, Ports};
use core::pin::Pin;
use gluepane_itglue::{Finding, Report, Stop};
use gluepane_protocol::{CheckFinding, CheckReport, Event, Failure, Response};
use std::rc::Rc;

impl<P: Ports> Engine<P> {
    /// Checks the account of the connection. One that is under way already ends: its page is gone, or asks anew.
    pub(super) async fn check_account(&self) -> Result<Response, Failure> {
        let connection = self.connection()?;
        let stop = Rc::new(Stop::default());
        self.end_check(Some(stop.clone()));
        let progress = |n: usize, of: usize| {
            let count = |n| u32::try_from(n).unwrap_or_default();
            self.ports.tell_pages(&Event::CheckProgressed {
                done: count(n),
                of: count(of),
            });
        };
        let client = connection.client(self);
        // Boxed: whoever waits for a lesser thing needn't hold its state.
        let check: Pin<Box<dyn Future<Output = Report> + '_>> =
            Box::pin(client.check_account(self, &stop, &progress));
        let report = check.await;
        self.memory
            .borrow_mut()
            .check
            .take_if(|current| Rc::ptr_eq(current, &stop));
        let finding = |Finding { key, answer }| CheckFinding {
            key: key.to_owned(),
            is_answered: answer.is_ok(),
            answer: answer.unwrap_or_else(str::to_owned),
        };
        Ok(Response::Checked {
            report: CheckReport {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                access: connection.access,
                requests: report.n_requests,
                ended: report.ended.map(str::to_owned),
                findings: report.findings.into_iter().map(finding).collect(),
            },
        })
    }

    /// Ends the check that is under way, if there is one; its answer comes at once. `next` takes its place.
    pub(super) fn end_check(&self, next: Option<Rc<Stop>>) {
        let former = core::mem::replace(&mut self.memory.borrow_mut().check, next);
        if let Some(former) = former {
            former.set();
        }
    }
}
