//! The stores: `storage.session` for the session, IndexedDB for the disk.

use crate::browser::{self, get, object, wait};
use crate::{Browser, disk};
use gluepane_core::engine::{Shelf, Store, StoreError};
use gluepane_core::secrets::Secret;
use wasm_bindgen::JsValue;

impl Store for Browser {
    async fn read(&self, shelf: Shelf, key: &str) -> Result<Option<Secret<String>>, StoreError> {
        match shelf {
            Shelf::Session => {
                let found = wait(browser::session_get(key)).await.map_err(failed)?;
                Ok(get(&found, key).as_string().map(Secret::new))
            }
            Shelf::Disk => self.disk.read(key).await.map_err(disk::failed),
        }
    }

    async fn write(
        &self,
        shelf: Shelf,
        key: &str,
        text: &Secret<String>,
    ) -> Result<(), StoreError> {
        // EXPOSE: the engine decides what stands on which shelf; the disk gets names and settings, never a key or value.
        let text = text.expose();
        match shelf {
            Shelf::Session => {
                let items = object(&[(key, JsValue::from_str(text))]);
                wait(browser::session_set(&items))
                    .await
                    .map(drop)
                    .map_err(failed)
            }
            Shelf::Disk => self.disk.write(key, text).await.map_err(disk::failed),
        }
    }

    async fn remove(&self, shelf: Shelf, key: &str) -> Result<(), StoreError> {
        match shelf {
            Shelf::Session => wait(browser::session_remove(key))
                .await
                .map(drop)
                .map_err(failed),
            Shelf::Disk => self.disk.remove(key).await.map_err(disk::failed),
        }
    }
}

/// The error's name alone ("QuotaExceededError"): a message might quote what was to be stored.
pub(crate) fn failed(error: JsValue) -> StoreError {
    StoreError(
        get(&error, "name")
            .as_string()
            .unwrap_or_else(|| "unknown".to_owned()),
    )
}
