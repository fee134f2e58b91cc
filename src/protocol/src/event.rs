//! What the background tells all open pages of the extension. Never a name, a value or a list: only that something
//! changed, so that whoever shows it asks again under its own rights.

use crate::Revision;
use serde::{Deserialize, Serialize};

/// An event as it travels, so that a listener tells it from other pages' questions without looking into those.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// What happened.
    pub event: Event,
}

/// Sent with `runtime.sendMessage` to the extension's own pages, as [`Told`].
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// What the page in this tab shows is another client or device now (or is about to be). A panel of that tab drops
    /// its rows at once and asks for the view again.
    ContextChanged {
        /// The browser's tab id.
        tab: i64,
        /// The new revision.
        revision: Revision,
    },
    /// The frame in this tab was collapsed or opened from elsewhere.
    PanelChanged {
        /// The browser's tab id.
        tab: i64,
    },
    /// A client was pinned or let go somewhere, or a pop-out window ended: whoever shows a panel asks again.
    PinsChanged,
    /// A shortcut of the panel's own was changed in the options.
    ShortcutsChanged,
    /// The countdown on the clipboard started, was prolonged or ended.
    ClipboardChanged,
    /// Somebody connected, disconnected, or changed what the connection may do.
    ConnectionChanged,
    /// Something was asked of IT Glue. Told once a second at most: who shows the budget asks a little later than that.
    BudgetChanged,
    /// The check of the account is this far.
    CheckProgressed {
        /// So many questions lie behind.
        done: u32,
        /// So many there are.
        of: u32,
    },
    /// A host was enabled, mapped to another product, or removed.
    HostsChanged,
}
