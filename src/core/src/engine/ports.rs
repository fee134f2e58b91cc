//! The ports: everything the engine needs of the world, as traits. The browser implements them in `gluepane-background`.

use crate::matching::Normalize;
use crate::secrets::Secret;
use gluepane_itglue::Transport;
use gluepane_protocol::{Event, ToReader};
use thiserror::Error;

/// Where something is kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Shelf {
    /// Until the browser closes, in memory only, out of reach for content scripts (`storage.session`).
    Session,
    /// On disk, in the extension's own origin (IndexedDB). Names and settings only, never a key or a value.
    Disk,
}

/// The store failed. `0` is the browser's own word for the cause.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("store: {0}")]
pub struct StoreError(pub String);

/// Keeps texts under keys. A write is whole or not at all.
#[allow(
    async_fn_in_trait,
    reason = "single-threaded: the futures need not be Send"
)]
pub trait Store {
    /// The text under a key.
    async fn read(&self, shelf: Shelf, key: &str) -> Result<Option<Secret<String>>, StoreError>;
    /// Replaces the text under a key.
    async fn write(&self, shelf: Shelf, key: &str, text: &Secret<String>)
    -> Result<(), StoreError>;
    /// Removes a key. One that isn't there is no error.
    async fn remove(&self, shelf: Shelf, key: &str) -> Result<(), StoreError>;
}

/// Tells the time.
#[allow(
    async_fn_in_trait,
    reason = "single-threaded: the futures need not be Send"
)]
pub trait Clock {
    /// Milliseconds since the Unix epoch.
    fn now_ms(&self) -> u64;
    /// Lets this long pass.
    async fn sleep_ms(&self, ms: u64);
}

/// Randomness and digests.
#[allow(
    async_fn_in_trait,
    reason = "single-threaded: the futures need not be Send"
)]
pub trait Crypto {
    /// Sixteen random bytes in hexadecimal.
    fn salt(&self) -> String;
    /// SHA-256 of salt and value in hexadecimal.
    async fn digest(&self, salt: &str, value: &Secret<String>) -> String;
}

/// The clipboard can't be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("clipboard")]
pub struct ClipboardError;

/// A tab of the browser.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tab {
    /// The browser's id.
    pub id: i64,
    /// Its URL, as far as the browser lets us see it.
    pub url: Option<String>,
}

/// What a reader says that is asked whether its page still shows the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Again {
    /// It does.
    Same,
    /// It doesn't, or there was no answer in time.
    Other,
    /// There is no such reader any more.
    Gone,
}

/// What the engine does to the browser. What can't fail in a way that matters to the technician returns nothing.
#[allow(
    async_fn_in_trait,
    reason = "single-threaded: the futures need not be Send"
)]
pub trait Effects {
    /// Puts a text on the clipboard; an empty one clears it.
    async fn set_clipboard(&self, value: &Secret<String>) -> Result<(), ClipboardError>;
    /// What is on the clipboard.
    async fn clipboard(&self) -> Result<Secret<String>, ClipboardError>;
    /// Tells the extension's own pages that something changed.
    fn tell_pages(&self, event: &Event);
    /// Tells the panel in this frame of a tab, where [`Effects::tell_pages`] doesn't reach that.
    fn tell_panel(&self, tab: i64, frame: i64, event: &Event);
    /// Tells the reader in a frame of a tab.
    fn tell_reader(&self, tab: i64, frame: i64, message: &ToReader);
    /// Tells the readers in the top frames of all tabs whose page is of this match pattern.
    fn tell_readers(&self, pattern: &str, message: &ToReader);
    /// Opens a page in a new tab.
    async fn open_tab(&self, url: &str);
    /// Opens the panel in a window of its own, whose address holds this token; gives the id of its tab.
    async fn open_popout(&self, token: &str) -> Option<i64>;
    /// Asks the reader in the top frame of a tab whether this frame is the panel's, and in plain sight. No answer, or a
    /// late one, is `false`.
    async fn look(&self, tab: i64, frame: i64) -> bool;
    /// Asks the reader in a frame of a tab whether the page still shows what was said of it last.
    async fn shows_the_same(&self, tab: i64, frame: i64) -> Again;
    /// Puts a mark with these words on the toolbar button of a tab, or takes it away.
    fn set_badge(&self, tab: i64, words: Option<&str>);
    /// Opens the options page.
    async fn open_options(&self);
    /// Wakes the engine at a moment, even after it was killed; replaces an alarm of the same name.
    fn set_alarm(&self, name: &str, at_ms: u64);
    /// Takes an alarm back.
    fn clear_alarm(&self, name: &str);
    /// The active tab of a window.
    async fn active_tab(&self, window: i64) -> Option<Tab>;
    /// A tab by its id.
    async fn tab(&self, tab: i64) -> Option<Tab>;
    /// The browser grants access to this match pattern.
    async fn has_permission(&self, pattern: &str) -> bool;
    /// Gives access to a match pattern back.
    async fn drop_permission(&self, pattern: &str);
    /// From now on readers start in pages of exactly these patterns.
    async fn serve_readers(&self, patterns: &[String]);
    /// Starts readers in pages of this pattern that are open already.
    async fn start_readers(&self, pattern: &str);
}

/// All ports in one.
pub trait Ports: Transport + Store + Clock + Crypto + Effects + Normalize {}

impl<P: Transport + Store + Clock + Crypto + Effects + Normalize> Ports for P {}
