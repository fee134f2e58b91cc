//! What is stored, and how: JSON under keys, each record whole.
//!
//! | key                    | shelf   | what                                                     |
//! |------------------------|---------|----------------------------------------------------------|
//! | `schema`               | disk    | [`SCHEMA`]; a newer one is refused                       |
//! | `form`                 | disk    | the last connection's address and region, never a key    |
//! | `hosts`                | disk    | enabled hosts and their products                         |
//! | `settings:{identity}`  | disk    | what this identity chose                                 |
//! | `links:{identity}`     | disk    | the links that it accepted: [`crate::links::Links`]      |
//! | `connection`           | session | the connection with its key                              |
//! | `refused`              | session | why IT Glue no longer takes the connection               |
//! | `index:{identity}:…`   | session | organization rows                                        |
//! | `tab:{id}`             | session | what a tab shows, and what it came to                    |
//! | `page:{id}`            | session | what the frames of a tab's page said, if it has several  |
//! | `budget`               | session | requests within the window: [`gluepane_itglue::Budget`]  |
//! | `clipboard`            | session | deadline and salted digest of what we put there          |
//! | `panels`               | session | the frames that panels were last heard from, by tab      |
//! | `pending-host`         | session | the host that a permission prompt is open for            |
//! | `pins`                 | session | clients that panels stay with; their copies are `tab:-…` |
//! | `frames`               | session | what is wrong with the panel's frame, by tab             |
//! | `shortcuts`            | disk    | the panel's shortcuts that were changed                  |

use super::{Engine, Ports, Shelf};
use crate::order::Table;
use crate::secrets::Secret;
use gluepane_protocol::{
    Failure, FrameLayout, KeyAccess, PanelPlace, PanelTab, Region, ShortcutAction,
};
use gluepane_wire::Tree;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use std::pin::Pin;

/// The number of the stored records' shape. Raise it with a migration and its test.
pub(super) const SCHEMA: u32 = 1;

pub(super) const HOSTS: &str = "hosts";
pub(super) const FORM: &str = "form";
pub(super) const CONNECTION: &str = "connection";
pub(super) const REFUSED: &str = "refused";
pub(super) const BUDGET: &str = "budget";
pub(super) const CLIPBOARD: &str = "clipboard";
pub(super) const PENDING_HOST: &str = "pending-host";
pub(super) const PANELS: &str = "panels";
pub(super) const PINS: &str = "pins";
pub(super) const FRAMES: &str = "frames";
pub(super) const SHORTCUTS: &str = "shortcuts";
const SCHEMA_KEY: &str = "schema";

/// What the form starts with next time.
#[derive(Serialize, Deserialize)]
pub(super) struct FormRecord {
    pub(super) subdomain: String,
    pub(super) region: Region,
    pub(super) api_address: String,
}

/// Enabled hosts by origin.
pub(super) type HostsRecord = Table<String, HostRecord>;

/// An enabled host.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct HostRecord {
    pub(super) product: String,
    #[serde(deserialize_with = "or_default")]
    pub(super) layout: FrameLayout,
    #[serde(deserialize_with = "or_default")]
    pub(super) place: PanelPlace,
}

/// A host that waits for the browser's permission.
#[derive(Serialize, Deserialize)]
pub(super) struct PendingHostRecord {
    pub(super) origin: String,
    pub(super) product: String,
}

/// Which panel a client is pinned in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) enum Seat {
    /// The frame in the pages of this tab.
    Tab(i64),
    /// The side panel of this browser window.
    Window(i64),
    /// A window of its own.
    PopOut {
        /// What its address holds.
        token: String,
        /// The one tab that it is known to stand in.
        tab: Option<i64>,
    },
}

/// A pinned client.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct PinRecord {
    /// The negative id of its copy.
    pub(super) id: i64,
    pub(super) seat: Seat,
}

/// All pinned clients.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(super) struct PinsRecord {
    /// The id given last; none is given twice.
    pub(super) last: i64,
    pub(super) pins: Vec<PinRecord>,
}

impl PinsRecord {
    /// What is pinned in a seat.
    pub(super) fn at(&self, seat: &Seat) -> Option<i64> {
        let pin = self.pins.iter().find(|pin| pin.seat == *seat);
        pin.map(|pin| pin.id)
    }

    /// Where a client is pinned.
    pub(super) fn seat_of(&self, id: i64) -> Option<Seat> {
        let pin = self.pins.iter().find(|pin| pin.id == id);
        pin.map(|pin| pin.seat.clone())
    }
}

/// What is wrong with the panel's frame in a tab.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) enum Trouble {
    /// The page doesn't let it in.
    KeptOut,
    /// The page's dialog makes it inert.
    Inert,
    /// The page keeps taking it away.
    Evicted,
}

/// Troubles by tab.
pub(super) type FramesRecord = Table<i64, Trouble>;

/// Shortcuts that were changed, by action.
pub(super) type ShortcutsRecord = Table<ShortcutAction, String>;

/// What an identity chose.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct SettingsRecord {
    #[serde(deserialize_with = "or_default")]
    pub(super) reveal_allowed: bool,
    #[serde(deserialize_with = "or_default")]
    pub(super) chosen_tab: PanelTab,
}

/// The connection. The key stands in the session shelf only; see [`super::connection`].
#[derive(Serialize, Deserialize)]
pub(super) struct ConnectionRecord<Key> {
    pub(super) web_address: String,
    pub(super) api_address: String,
    pub(super) access: KeyAccess,
    #[serde(deserialize_with = "or_default")]
    pub(super) has_many: bool,
    pub(super) nonce: String,
    pub(super) api_key: Key,
}

/// What we put on the clipboard: never the value itself.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct ClipboardRecord {
    pub(super) name: String,
    pub(super) organization: String,
    pub(super) salt: String,
    pub(super) digest: String,
    pub(super) deadline_ms: u64,
}

/// What records of an earlier Gluepane don't have.
fn or_default<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(
    from: D,
) -> Result<T, D::Error> {
    Option::deserialize(from).map(Option::unwrap_or_default)
}

/// The settings' key of an identity.
pub(super) fn settings_key(identity: &str) -> String {
    format!("settings:{identity}")
}

/// The links' key of an identity.
pub(super) fn links_key(identity: &str) -> String {
    format!("links:{identity}")
}

impl<P: Ports> Engine<P> {
    /// Reads a record. One that can't be read any more counts as none; nothing is deleted for it.
    pub(super) async fn load<R: DeserializeOwned>(
        &self,
        shelf: Shelf,
        key: &str,
    ) -> Result<Option<R>, Failure> {
        let text = self.ports.read(shelf, key).await?;
        // EXPOSE: a stored record is parsed; a key in it goes straight into a Secret of its own.
        Ok(text.and_then(|text| Tree::read(text.expose()).ok()))
    }

    /// Reads a record that is a list of numbers; none, where it is nothing of that sort.
    pub(super) async fn load_numbers(&self, shelf: Shelf, key: &str) -> Result<Vec<u64>, Failure> {
        let text = self.ports.read(shelf, key).await?;
        // EXPOSE: numbers are no secret; every stored text is held as one.
        let record = text
            .as_ref()
            .and_then(|text| Tree::parse(text.expose()).ok());
        let numbers = record.iter().flat_map(Tree::list);
        let numbers = numbers.filter_map(|number| match number {
            Tree::Whole(number) => u64::try_from(*number).ok(),
            _ => None,
        });
        Ok(numbers.collect())
    }

    /// Writes a record. Boxed, so that it is one future for all types.
    pub(super) fn save<'a, R: Serialize>(
        &'a self,
        shelf: Shelf,
        key: &'a str,
        record: &R,
    ) -> Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>> {
        let text = serde_json::to_string(record).ok();
        Box::pin(self.write(shelf, key, text.map(Secret::new)))
    }

    async fn write(
        &self,
        shelf: Shelf,
        key: &str,
        text: Option<Secret<String>>,
    ) -> Result<(), Failure> {
        let text = text.ok_or(Failure::Internal)?;
        Ok(self.ports.write(shelf, key, &text).await?)
    }

    /// Removes a record.
    pub(super) async fn discard(&self, shelf: Shelf, key: &str) -> Result<(), Failure> {
        Ok(self.ports.remove(shelf, key).await?)
    }

    /// Refuses to touch what a newer Gluepane has written, and marks what this one writes. A mark that can't be read is a
    /// newer one's.
    pub(super) async fn check_schema(&self) -> Result<(), Failure> {
        let Some(text) = self.ports.read(Shelf::Disk, SCHEMA_KEY).await? else {
            return self.save(Shelf::Disk, SCHEMA_KEY, &SCHEMA).await;
        };
        // EXPOSE: the schema's number is no secret; every stored text is held as one.
        match Tree::read(text.expose()) {
            Ok(SCHEMA) => Ok(()),
            _ => Err(Failure::StoreNewer),
        }
    }
}
