//! What writes change: the tenant, the values of passwords, and what is remembered of both.
//!
//! Locks are taken in this order: tenant, values.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, PoisonError, RwLockReadGuard, RwLockWriteGuard};

use axum::response::Response;
use tenant::Tenant;

use crate::access::Rights;
use crate::api::TABLES;
use crate::api::index::{Index, Work};
use crate::api::query::Query;
use crate::api::table::Table;
use crate::api::view::{Told, View};
use crate::api::write::Desk;
use crate::clock::{Clock, iso};
use crate::rights::{Caller, Sight};
use crate::values::Written;
use crate::{Options, Simulator};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 1_440 * MINUTE_MS;

/// Gives a tenant what only the simulator knows: times that count back from now, and interfaces as rows of their own.
pub(crate) fn settle(tenant: &mut Tenant, clock: &Clock) {
    let now_ms = clock.now_ms();
    let before = |n: u64, unit_ms: i64| {
        let n = i64::try_from(n).unwrap_or(0);
        iso(now_ms.saturating_sub(n.saturating_mul(unit_ms)))
    };
    let records = &mut tenant.records;
    for row in &mut records.logs {
        row.created_at = before(row.minutes_ago, MINUTE_MS);
    }
    for row in &mut records.metrics {
        row.date = before(row.days_ago, DAY_MS);
        row.date.truncate(10);
    }
    records.take_interfaces(&mut tenant.configurations);
}

/// The tenant, to be changed.
#[derive(Debug)]
pub struct TenantMut<'a>(RwLockWriteGuard<'a, Arc<Tenant>>);

impl Deref for TenantMut<'_> {
    type Target = Tenant;

    fn deref(&self) -> &Tenant {
        &self.0
    }
}

impl DerefMut for TenantMut<'_> {
    fn deref_mut(&mut self) -> &mut Tenant {
        // The pristine tenant is shared until the first change.
        Arc::make_mut(&mut self.0)
    }
}

impl Simulator {
    /// The tenant as it is now.
    pub fn tenant(&self) -> RwLockReadGuard<'_, Arc<Tenant>> {
        self.tenant.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The tenant, to change it in any way. What is remembered of its rows is forgotten.
    pub fn tenant_mut(&self) -> TenantMut<'_> {
        let guard = self.tenant.write().unwrap_or_else(PoisonError::into_inner);
        self.index.forget_all();
        TenantMut(guard)
    }

    /// The clock that changes are dated by.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The value of a password as it is now; for tests.
    pub fn password_value(&self, id: u64) -> String {
        self.values().now(self.tenant().seed, id)
    }

    /// How much lists have cost so far; for tests.
    pub fn work(&self) -> &Work {
        &self.index.work
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    pub(crate) fn values(&self) -> RwLockReadGuard<'_, Written> {
        self.values.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn restore_tenant(&self) {
        let mut tenant = self.tenant.write().unwrap_or_else(PoisonError::into_inner);
        *tenant = self.pristine.clone();
        *self.values.write().unwrap_or_else(PoisonError::into_inner) = Written::default();
        self.index.forget_all();
    }

    /// Builds, once, what lists of all rows need, so that the first request is as quick as the others. The tenant is
    /// free between two steps.
    pub fn warm(&self) {
        for table in TABLES {
            let mut nth = 0;
            while self.warm_step(*table, nth) {
                nth += 1;
            }
        }
    }

    fn warm_step(&self, table: &dyn Table, nth: usize) -> bool {
        let options = self.options().clone();
        let tenant = self.tenant();
        let values = self.values();
        let (web_base, now) = (self.web_base(), self.clock.now());
        let caller = Caller::Key {
            name: "warm",
            has_password_access: false,
        };
        let Some(sight) = Sight::of(caller, &tenant, &options) else {
            return false;
        };
        let view = View {
            tenant: &tenant,
            options: &options,
            web_base: &web_base,
            rights: Rights::WithoutPasswords,
            sight: &sight,
            index: &self.index,
            values: &values,
            now: &now,
            now_s: self.clock.unix_s(),
            told: &Told::default(),
        };
        table.warm(nth, &view)
    }

    /// Does `work` with everything that a write may touch.
    pub(crate) fn at_desk(
        &self,
        options: &Options,
        (caller, rights): (Caller, Rights),
        query: &Query,
        work: impl FnOnce(&mut Desk) -> Response,
    ) -> Response {
        let web_base = self.web_base();
        let mut tenant = self.tenant.write().unwrap_or_else(PoisonError::into_inner);
        let mut values = self.values.write().unwrap_or_else(PoisonError::into_inner);
        let told = Told::default();
        let answer = work(&mut Desk {
            tenant: Arc::make_mut(&mut tenant),
            values: &mut values,
            index: &self.index,
            options,
            web_base: &web_base,
            rights,
            caller,
            now: self.clock.now(),
            now_s: self.clock.unix_s(),
            query,
            pending: &self.pending,
            tables: TABLES,
            is_control: false,
            told: &told,
        });
        told.note(caller, answer)
    }
}
