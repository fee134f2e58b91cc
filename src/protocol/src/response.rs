//! What the background answers.

use crate::{
    BudgetView, CheckReport, ClipboardView, ConfigurationView, Failure, OptionsView,
    OrganizationView, PanelView, PasswordId, PasswordLists, PopupView, Revision, TestedView,
};
use gluepane_secret::Secret;
use serde::{Deserialize, Serialize, Serializer};

/// The answer to an [`crate::Ask`].
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Answer {
    /// It worked.
    Ok {
        /// What was asked for.
        response: Box<Response>,
    },
    /// It did not, and this is what to tell the technician.
    Failed {
        /// The reason.
        failure: Failure,
    },
}

/// What was asked for.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Response {
    /// Nothing to tell but that it happened.
    Done,
    /// The panel of one tab.
    Panel {
        /// What to show.
        view: Box<PanelView>,
    },
    /// Names of passwords.
    Passwords {
        /// The lists.
        lists: PasswordLists,
    },
    /// Something is on the clipboard now.
    Copied {
        /// What, and until when.
        clipboard: ClipboardView,
    },
    /// One value, for the page that asked and no other.
    Value {
        /// The value.
        revealed: RevealedValue,
    },
    /// Organizations found by name.
    Organizations {
        /// The best first, at most twenty.
        found: Vec<OrganizationView>,
    },
    /// Configurations of the linked organization.
    Configurations {
        /// The best first, at most twenty.
        found: Vec<ConfigurationView>,
    },
    /// Whether the frame is in plain sight.
    Looked {
        /// It is.
        clear: bool,
    },
    /// The popup.
    Popup {
        /// What to show.
        view: PopupView,
    },
    /// The options page.
    Options {
        /// What to show.
        view: OptionsView,
    },
    /// The requests used.
    Budget {
        /// What to show.
        view: BudgetView,
    },
    /// The account was checked, or as much of it as could be.
    Checked {
        /// What was found out.
        report: CheckReport,
    },
    /// The connection works.
    Tested {
        /// What was found out.
        tested: TestedView,
    },
}

/// A password's value on its way to the one panel whose technician pressed *Show Password*.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevealedValue {
    /// The revision it was asked under: shown only while that is still current.
    pub revision: Revision,
    /// Whose value.
    pub password: PasswordId,
    /// The value.
    #[serde(serialize_with = "to_panel")]
    pub value: Secret<String>,
    /// Hidden again after this long.
    pub hide_after_ms: u32,
}

fn to_panel<S: Serializer>(value: &Secret<String>, out: S) -> Result<S::Ok, S::Error> {
    // EXPOSE: the technician pressed Show Password; the background answers that one panel and keeps nothing.
    out.serialize_str(value.expose())
}
