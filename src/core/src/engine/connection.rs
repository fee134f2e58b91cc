//! The connection: whose IT Glue, with which key, and what that may do.

use super::records::{
    CONNECTION, ConnectionRecord, FORM, FormRecord, REFUSED, SettingsRecord, settings_key,
};
use super::{Engine, Ports, Shelf};
use crate::secrets::Secret;
use core::cell::RefCell;
use gluepane_itglue::{ApiBase, Client, Credential};
use gluepane_protocol::{ConnectionView, Event, Failure, KeyAccess, PanelTab, ValueAccess};
use std::rc::Rc;

/// A connection by API key.
pub(super) struct Connection {
    /// Whose IT Glue: the host of the account's web address. All that is stored for it stands under this name.
    pub(super) identity: String,
    /// Another one for each time somebody connects: what was found out with one key is not shown under the next.
    pub(super) nonce: String,
    /// `https://company.itglue.com`
    pub(super) web_address: String,
    /// Where requests go, and the only place the key is sent to.
    pub(super) base: ApiBase,
    /// The key.
    pub(super) api_key: Secret<String>,
    /// What it may do.
    pub(super) access: KeyAccess,
    /// Its organizations are more than a page of the list: it is read only where a decision needs all.
    pub(super) has_many: bool,
    /// What this identity chose.
    pub(super) settings: RefCell<SettingsRecord>,
}

impl Connection {
    /// A client for it: its key worked when it was made.
    pub(super) fn client<'a, P: Ports>(&'a self, engine: &'a Engine<P>) -> Client<'a, Engine<P>> {
        Client::new(engine, &self.base, Credential::ApiKey(&self.api_key)).proved()
    }

    /// The API's host, for messages.
    pub(super) fn host(&self) -> &str {
        self.base.host()
    }

    /// "northlane.itglue.com, API key"
    pub(super) fn signed_in(&self) -> String {
        format!("{}, API key", self.identity)
    }

    /// Whether values can be read with it, and if not, why.
    pub(super) fn values(&self) -> Result<(), Failure> {
        match self.access {
            KeyAccess::WithoutPasswords => Err(Failure::NoPasswordAccess),
            _ if !self.settings.borrow().reveal_allowed => Err(Failure::ValuesOff),
            _ => Ok(()),
        }
    }

    /// The same, for showing.
    pub(super) fn value_access(&self) -> ValueAccess {
        match self.values() {
            Ok(()) => ValueAccess::Allowed,
            Err(why) => ValueAccess::Denied {
                why: why.to_string(),
            },
        }
    }

    pub(super) fn view(&self, refused: Option<Failure>) -> ConnectionView {
        ConnectionView {
            web_address: self.web_address.clone(),
            api_address: self.base.to_string(),
            access: self.access,
            reveal_allowed: self.settings.borrow().reveal_allowed,
            refused,
        }
    }
}

/// The host of a web address: the identity's name.
pub(super) fn identity_of(web_address: &str) -> String {
    web_address
        .split_once("://")
        .map_or(web_address, |(_, host)| host)
        .to_owned()
}

impl<P: Ports> Engine<P> {
    /// Makes a connection of what the session holds. A record that makes no sense is no connection.
    pub(super) async fn revive(
        &self,
        record: ConnectionRecord<Secret<String>>,
    ) -> Result<Option<Connection>, Failure> {
        let Ok(base) = ApiBase::parse(&record.api_address) else {
            return Ok(None);
        };
        let identity = identity_of(&record.web_address);
        let settings = self
            .load(Shelf::Disk, &settings_key(&identity))
            .await?
            .unwrap_or_default();
        let ConnectionRecord {
            web_address,
            access,
            has_many,
            nonce,
            api_key,
            ..
        } = record;
        Ok(Some(Connection {
            identity,
            nonce,
            web_address,
            base,
            api_key,
            access,
            has_many,
            settings: RefCell::new(settings),
        }))
    }

    /// Keeps a connection for the browser session, and what the form starts with next time.
    pub(super) async fn adopt(
        &self,
        connection: Connection,
        form: FormRecord,
    ) -> Result<(), Failure> {
        // EXPOSE: the key is written to the session store, which lives in memory and is closed to content scripts.
        let key: &str = connection.api_key.expose();
        let record = ConnectionRecord {
            web_address: connection.web_address.clone(),
            api_address: connection.base.to_string(),
            access: connection.access,
            has_many: connection.has_many,
            nonce: connection.nonce.clone(),
            api_key: key,
        };
        // The key last: a connection that could not be kept whole is none.
        self.save(Shelf::Disk, FORM, &form).await?;
        self.save(Shelf::Session, CONNECTION, &record).await?;
        self.replace_connection(Some(connection)).await
    }

    /// Forgets the key. Settings, hosts and links stay for the next time.
    pub(super) async fn disconnect(&self) -> Result<(), Failure> {
        self.discard(Shelf::Session, CONNECTION).await?;
        self.replace_connection(None).await
    }

    /// What was found out for the former connection goes with it.
    async fn replace_connection(&self, connection: Option<Connection>) -> Result<(), Failure> {
        let former = {
            let mut memory = self.memory.borrow_mut();
            memory.index = None;
            memory.reading = None;
            memory.refused = None;
            for (_, state) in memory.tabs.iter_mut() {
                state.resolved = None;
            }
            core::mem::replace(&mut memory.connection, connection.map(Rc::new))
        };
        self.wake_waiting(None);
        self.end_check(None);
        // Where it can't be removed, the first answer corrects it.
        let _ = self.discard(Shelf::Session, REFUSED).await;
        // A pinned client is of the account that it was found in.
        self.end_pins(&|_| true).await?;
        self.tell(&Event::ConnectionChanged);
        match former {
            Some(former) => {
                self.discard(Shelf::Session, &super::index::index_key(&former))
                    .await
            }
            None => Ok(()),
        }
    }

    /// Whether values may be read with an account-wide key.
    pub(super) async fn set_reveal(&self, allowed: bool) -> Result<(), Failure> {
        self.change_settings(&|settings| settings.reveal_allowed = allowed)
            .await?;
        self.tell(&Event::ConnectionChanged);
        Ok(())
    }

    /// Remembers the chosen tab of the panel.
    pub(super) async fn select_tab(&self, tab: PanelTab) -> Result<(), Failure> {
        self.change_settings(&|settings| settings.chosen_tab = tab)
            .await
    }

    /// In force at once, so that turning values off holds back one that is under way; taken back if it can't be kept.
    async fn change_settings(&self, change: &dyn Fn(&mut SettingsRecord)) -> Result<(), Failure> {
        let connection = self.connection()?;
        let before = connection.settings.borrow().clone();
        change(&mut connection.settings.borrow_mut());
        let changed = connection.settings.borrow().clone();
        let kept = self
            .save(Shelf::Disk, &settings_key(&connection.identity), &changed)
            .await;
        if kept.is_err() && *connection.settings.borrow() == changed {
            connection.settings.replace(before);
        }
        kept
    }
}

/// Nothing of a connection but its key is a secret, yet none of it belongs into a log.
impl core::fmt::Debug for Connection {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Connection")
            .field("identity", &self.identity)
            .finish_non_exhaustive()
    }
}
