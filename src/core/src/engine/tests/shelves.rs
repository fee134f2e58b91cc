//! The fake stores.

use super::world::{At, FakePorts};
use crate::engine::{Shelf, Store, StoreError};
use crate::secrets::Secret;

impl Store for FakePorts {
    async fn read(&self, shelf: Shelf, key: &str) -> Result<Option<Secret<String>>, StoreError> {
        self.0
            .happens(|at| matches!(at, At::Read(wanted) if *wanted == key));
        if self.0.is_unreadable.get() {
            return Err(StoreError("InvalidStateError".to_owned()));
        }
        Ok(self
            .0
            .shelves
            .borrow()
            .get(&(shelf, key.to_owned()))
            .cloned()
            .map(Secret::new))
    }

    async fn write(
        &self,
        shelf: Shelf,
        key: &str,
        text: &Secret<String>,
    ) -> Result<(), StoreError> {
        self.0.change(shelf, key)?;
        // EXPOSE: the fake shelf keeps what a real one would, to be looked through.
        let text = text.expose().clone();
        let mut shelves = self.0.shelves.borrow_mut();
        let others: usize = shelves
            .iter()
            .filter(|((s, k), _)| *s == Shelf::Session && k != key)
            .map(|(_, text)| text.len())
            .sum();
        let is_full = self
            .0
            .session_bytes
            .get()
            .is_some_and(|bytes| others + text.len() > bytes);
        if shelf == Shelf::Session && is_full {
            return Err(StoreError("QuotaExceededError".to_owned()));
        }
        if self.0.network.borrow().is_none() {
            let stored = (shelf, key.to_owned(), text.clone());
            self.0.ever_stored.borrow_mut().push(stored);
        }
        shelves.insert((shelf, key.to_owned()), text);
        drop(shelves);
        self.0
            .happens(|at| matches!(at, At::Written(wanted) if *wanted == key));
        Ok(())
    }

    async fn remove(&self, shelf: Shelf, key: &str) -> Result<(), StoreError> {
        self.0.change(shelf, key)?;
        self.0.shelves.borrow_mut().remove(&(shelf, key.to_owned()));
        Ok(())
    }
}
