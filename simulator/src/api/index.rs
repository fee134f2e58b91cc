//! What lists need and no request should make anew: who is below whom, and the orders that were asked for.
//!
//! Rows that are written are put into their new places when an order is next asked for: nobody pays for orders that are not
//! read, and a page after a write costs no more than one before it.
//!
//! Invariant: a change of a row is noted here, or its table's entry forgotten, before the lock on the tenant is given back.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tenant::Ref;

/// Orders that a table remembers: each is four bytes a row.
const MAX_ORDERS: usize = 16;
/// Changed rows that are put in place one by one; beyond, the table is put in order anew.
const MAX_CHANGED: usize = 1_000;

/// One entry a table.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(crate) work: Work,
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

    /// These rows of one table have changed or were added at its end.
    pub(crate) fn note(&self, path: &'static str, positions: &[u32]) {
        let index = self.of(path);
        let mut changed = lock(&index.changed);
        changed.extend(positions);
        if changed.len() > MAX_CHANGED {
            self.forget(path);
        }
    }

    /// Rows of one table stand below other records than before: those that they have left, and those that they came to.
    pub(crate) fn move_below(&self, path: &str, left: &[(Ref, u32)], came: &[(Ref, u32)]) {
        let mut tables = lock(&self.tables);
        let Some(index) = tables.get_mut(path).and_then(Arc::get_mut) else {
            tables.remove(path);
            return;
        };
        let Some(below) = index.below.get_mut() else {
            return;
        };
        for gone in left {
            if let Ok(at) = below.binary_search(gone) {
                below.remove(at);
            }
        }
        for new in came {
            if let Err(at) = below.binary_search(new) {
                below.insert(at, *new);
            }
        }
    }

    /// Anything may have changed.
    pub(crate) fn forget_all(&self) {
        lock(&self.tables).clear();
    }
}

/// How much was done since the start, so that a test can say "only the rows of the page" without a watch.
#[derive(Debug, Default)]
pub struct Work {
    looks: AtomicU64,
    keys: AtomicU64,
    descriptions: AtomicU64,
}

impl Work {
    /// Rows that filters or rights were asked about.
    pub fn looks(&self) -> u64 {
        self.looks.load(Ordering::Relaxed)
    }

    /// Rows that were put in order.
    pub fn keys(&self) -> u64 {
        self.keys.load(Ordering::Relaxed)
    }

    /// Rows that were described, included ones too.
    pub fn descriptions(&self) -> u64 {
        self.descriptions.load(Ordering::Relaxed)
    }

    pub(crate) fn note_look(&self) {
        self.looks.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn note_keys(&self, n_rows: usize) {
        self.keys.fetch_add(n_rows as u64, Ordering::Relaxed);
    }

    pub(crate) fn note_description(&self) {
        self.descriptions.fetch_add(1, Ordering::Relaxed);
    }
}

/// What is remembered of one table. Positions count in its rows.
#[derive(Debug, Default)]
pub(crate) struct TableIndex {
    below: OnceLock<Vec<(Ref, u32)>>,
    orders: Mutex<HashMap<String, Order>>,
    /// Rows that were written since the start of this entry, oldest first.
    changed: Mutex<Vec<u32>>,
}

#[derive(Debug)]
struct Order {
    positions: Arc<[u32]>,
    /// How many of `changed` it knows of.
    n_seen: usize,
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

    /// All positions in the order that `name` stands for. `place` says where a row belongs among others that are in order.
    pub(crate) fn order(
        &self,
        name: &str,
        build: impl FnOnce() -> Vec<u32>,
        place: impl Fn(&[u32], u32) -> usize,
    ) -> Arc<[u32]> {
        let n_changed = lock(&self.changed).len();
        let known = lock(&self.orders)
            .get(name)
            .map(|order| (order.positions.clone(), order.n_seen));
        let positions: Arc<[u32]> = match known {
            Some((positions, n_seen)) if n_seen == n_changed => return positions,
            Some((positions, n_seen)) => {
                let moved: BTreeSet<u32> = lock(&self.changed)[n_seen..].iter().copied().collect();
                let stays = positions.iter().filter(|at| !moved.contains(at));
                let mut mended: Vec<u32> = stays.copied().collect();
                for at in moved {
                    mended.insert(place(&mended, at), at);
                }
                mended.into()
            }
            None => build().into(),
        };
        let mut orders = lock(&self.orders);
        if orders.len() >= MAX_ORDERS && !orders.contains_key(name) {
            orders.clear();
        }
        let order = Order {
            positions: positions.clone(),
            n_seen: n_changed,
        };
        orders.insert(name.to_owned(), order);
        positions
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
