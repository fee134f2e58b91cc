//! IndexedDB as a plain map from text to text. Not `storage.local`: content scripts can read that (measured).

use crate::session;
use gluepane_core::engine::StoreError;
use gluepane_core::secrets::Secret;
use idb::{Database, Error, Factory, ObjectStoreParams, Query, TransactionMode};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

const DATABASE: &str = "gluepane";
const RECORDS: &str = "records";
/// IndexedDB's own version number: raised only when object stores change, not with the records' schema.
const LAYOUT: u32 = 1;

/// The database, opened at first use.
#[derive(Default)]
pub(crate) struct Disk {
    open: RefCell<Option<Rc<Database>>>,
}

impl Disk {
    pub(crate) async fn read(&self, key: &str) -> Result<Option<Secret<String>>, Error> {
        let database = self.database().await?;
        let transaction = database.transaction(&[RECORDS], TransactionMode::ReadOnly)?;
        let found = transaction
            .object_store(RECORDS)?
            .get(Query::Key(JsValue::from_str(key)))?
            .await?;
        Ok(found.and_then(|value| value.as_string()).map(Secret::new))
    }

    pub(crate) async fn write(&self, key: &str, text: &str) -> Result<(), Error> {
        let database = self.database().await?;
        let transaction = database.transaction(&[RECORDS], TransactionMode::ReadWrite)?;
        let records = transaction.object_store(RECORDS)?;
        records
            .put(&JsValue::from_str(text), Some(&JsValue::from_str(key)))?
            .await?;
        transaction.commit()?.await?;
        Ok(())
    }

    pub(crate) async fn remove(&self, key: &str) -> Result<(), Error> {
        let database = self.database().await?;
        let transaction = database.transaction(&[RECORDS], TransactionMode::ReadWrite)?;
        transaction
            .object_store(RECORDS)?
            .delete(Query::Key(JsValue::from_str(key)))?
            .await?;
        transaction.commit()?.await?;
        Ok(())
    }

    async fn database(&self) -> Result<Rc<Database>, Error> {
        let held = self.open.borrow().clone();
        if let Some(database) = held {
            return Ok(database);
        }
        let mut request = Factory::new()?.open(DATABASE, Some(LAYOUT))?;
        request.on_upgrade_needed(|event| {
            // Were this to fail, the open request below fails too.
            if let Ok(database) = idb::DatabaseEvent::database(&event) {
                let _ = database.create_object_store(RECORDS, ObjectStoreParams::new());
            }
        });
        let database = Rc::new(request.await?);
        *self.open.borrow_mut() = Some(database.clone());
        Ok(database)
    }
}

/// What kind of failure it was, never what was to be stored.
pub(crate) fn failed(error: Error) -> StoreError {
    session::failed(match error {
        Error::DomException(exception) => exception.into(),
        Error::IndexedDbOpenFailed(cause)
        | Error::TransactionOpenFailed(cause)
        | Error::GetFailed(cause)
        | Error::UpdateFailed(cause)
        | Error::DeleteFailed(cause) => cause,
        _ => JsValue::UNDEFINED,
    })
}
