//! The panel's own shortcuts: single keys, heard while the panel has the keyboard and nothing is being typed. Those that
//! work everywhere are the browser's commands (`manifest.json`), which the technician changes in the browser itself.

use serde::{Deserialize, Serialize};

/// A shortcut.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shortcut {
    /// What it does.
    pub action: ShortcutAction,
    /// `KeyboardEvent.key`, one printable character such as `/` or `c`; empty: none.
    pub key: String,
}

/// What a shortcut does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortcutAction {
    /// Goes to the search.
    Search,
    /// *Copy Password* of the row that has the focus, else of the first.
    CopyPassword,
    /// *Copy Username* of that row.
    CopyUsername,
    /// *Show Password* of that row, or hides it.
    ShowPassword,
    /// *Open in IT Glue* of that row.
    OpenRow,
    /// The tab *Passwords*.
    Passwords,
    /// The tab *Documentation*.
    Documentation,
    /// The tab *Organization*.
    Organization,
    /// *Change Match*.
    ChangeMatch,
    /// *Pin*, or lets go.
    Pin,
    /// *Collapse*.
    Collapse,
    /// Shows all shortcuts.
    Help,
}

impl ShortcutAction {
    /// All of them with the keys they come with, in the order in which they are listed.
    pub const DEFAULTS: [(Self, &str); 12] = [
        (Self::Search, "/"),
        (Self::CopyPassword, "c"),
        (Self::CopyUsername, "u"),
        (Self::ShowPassword, "s"),
        (Self::OpenRow, "o"),
        (Self::Passwords, "1"),
        (Self::Documentation, "2"),
        (Self::Organization, "3"),
        (Self::ChangeMatch, "m"),
        (Self::Pin, "p"),
        (Self::Collapse, "x"),
        (Self::Help, "?"),
    ];
}
