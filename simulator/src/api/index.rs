//! What lists need and no request should make anew: who is below whom, and the orders that were asked for.
//!
//! Invariant: a change of a row forgets its table's entry before the lock on the tenant is given back.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tenant::Ref;

/// Orders that a table remembers: each is four bytes a row.
const MAX_ORDERS: usize = 16;

/// One entry a table.
#[derive(Debug, Default)]
pub(crate) struct Index {
    tables: Mutex<HashMap<&'static str, Arc<TableIndex>>>,
}

impl Index {
    /// The entry of one table.
    pub(crate) fn of(&self, path: &'static str) -> Arc<TableIndex> {
        lock(&self.tables).entry(path).or_default().clone()
    }

    /// Rows of one table have changed.
    pub(crate) fn forget(&self, path: &str) {
        lock(&self.tables).remove(path);
    }

    /// Anything may have changed.
    pub(crate) fn forget_all(&self) {
        lock(&self.tables).clear();
    }
}

/// What is remembered of one table. Positions count in its rows.
#[derive(Debug, Default)]
pub(crate) struct TableIndex {
    below: OnceLock<Vec<(Ref, u32)>>,
    orders: Mutex<HashMap<String, Arc<[u32]>>>,
}

impl TableIndex {
    /// Positions of the rows below `above`, ascending.
    pub(crate) fn below(
        &self,
        above: Ref,
        build: impl FnOnce() -> Vec<(Ref, u32)>,
    ) -> &[(Ref, u32)] {
        let all = self.below.get_or_init(|| {
            let mut all = build();
            all.sort_unstable();
            all
        });
        let start = all.partition_point(|(known, _)| *known < above);
        let length = all[start..].partition_point(|(known, _)| *known == above);
        &all[start..start + length]
    }

    /// All positions in the order that `name` stands for.
    pub(crate) fn order(&self, name: &str, build: impl FnOnce() -> Vec<u32>) -> Arc<[u32]> {
        if let Some(known) = lock(&self.orders).get(name) {
            return known.clone();
        }
        let built: Arc<[u32]> = build().into();
        let mut orders = lock(&self.orders);
        if orders.len() >= MAX_ORDERS {
            orders.clear();
        }
        orders.insert(name.to_owned(), built.clone());
        built
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
