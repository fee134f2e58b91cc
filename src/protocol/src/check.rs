//! What *Check this account* found out. It is shown, and saved as it is written here.

use crate::KeyAccess;
use serde::{Deserialize, Serialize};

/// All of it. No value, no id and no name of anybody's is in it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckReport {
    /// Gluepane's version.
    pub version: String,
    /// What the connection may do.
    pub access: KeyAccess,
    /// How many requests were sent.
    pub requests: u32,
    /// Why it ended early, if it did.
    pub ended: Option<String>,
    /// One for each thing that was asked about.
    pub findings: Vec<CheckFinding>,
}

/// What was found out about one thing.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckFinding {
    /// Its stable name: `docs/check-this-account.md`.
    pub key: String,
    /// It was answered.
    pub is_answered: bool,
    /// The answer, or why there is none.
    pub answer: String,
}
