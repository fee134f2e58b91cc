//! What IT Glue does some time after it was asked: it marks organizations for deletion and deletes them later (API
//! reference, section 3.1).

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::Method;
use serde_json::json;

use crate::{Simulator, api};

/// Organizations that are marked for deletion, each with its end in seconds since 1970 by the simulator's clock.
#[derive(Debug, Default)]
pub(crate) struct Pending(Mutex<Vec<(u64, u64)>>);

impl Pending {
    /// Marks organizations; the first mark counts.
    pub(crate) fn mark(&self, ids: &[u64], due_s: u64) {
        let mut marked = self.marked();
        for id in ids {
            if !marked.iter().any(|(known, _)| known == id) {
                marked.push((*id, due_s));
            }
        }
    }

    /// Forgets all marks.
    pub(crate) fn clear(&self) {
        self.marked().clear();
    }

    fn take_due(&self, now_s: u64) -> Vec<u64> {
        let mut marked = self.marked();
        let due = marked.iter().filter(|(_, due_s)| *due_s <= now_s);
        let due = due.map(|(id, _)| *id).collect();
        marked.retain(|(_, due_s)| *due_s > now_s);
        due
    }

    fn marked(&self) -> MutexGuard<'_, Vec<(u64, u64)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Simulator {
    /// Deletes what is due.
    pub(crate) fn catch_up(&self) {
        for id in self.pending.take_due(self.clock.unix_s()) {
            let nothing = json!({});
            api::routes::control(self, &Method::DELETE, "organizations", Some(id), nothing);
        }
    }
}
