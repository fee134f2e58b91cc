//! What a page of the extension may ask. Who may ask what is decided in `core::engine::caller`, request by request.

use crate::{
    ConfigurationId, OrganizationId, PanelPlace, PanelTab, PasswordId, Revision, Shortcut, Side,
};
use gluepane_secret::Secret;
use serde::{Deserialize, Serialize, Serializer};

/// One message from a page of ours: where it stands, and what it asks.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Which tab it is about.
    pub place: Place,
    /// What it asks.
    pub request: Request,
}

/// Which tab a request is about. A panel inside a page is bound to its own tab whatever it says.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Place {
    /// The tab that the panel's frame stands in, or no tab at all (options page).
    Here,
    /// The active tab of this browser window (popup, side panel).
    Window {
        /// `windows.getCurrent().id`.
        window: i64,
    },
    /// A tab by its id (a popup opened in a tab of its own).
    Tab {
        /// The browser's tab id.
        tab: i64,
    },
}

/// All that can be asked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Request {
    // -- The panel.
    /// What to show for this tab. Answered with [`crate::Response::Panel`]; takes as long as IT Glue takes.
    View,
    /// The names of the linked organization's passwords (never their values): [`crate::Response::Passwords`].
    Passwords {
        /// The revision it was shown under.
        revision: Revision,
    },
    /// Puts a username on the clipboard: [`crate::Response::Copied`] without a countdown.
    CopyUsername {
        /// The revision it was shown under.
        revision: Revision,
        /// Whose.
        password: PasswordId,
    },
    /// Reads the value live and puts it on the clipboard: [`crate::Response::Copied`].
    CopyPassword {
        /// The revision it was shown under.
        revision: Revision,
        /// Which.
        password: PasswordId,
    },
    /// Reads the value live and shows it here, and only here: [`crate::Response::Value`].
    ShowPassword {
        /// The revision it was shown under.
        revision: Revision,
        /// Which.
        password: PasswordId,
    },
    /// Clears the clipboard now, if it still holds what we put there.
    ClearClipboard,
    /// Gives the clipboard another full time.
    KeepClipboard,
    /// Looks for organizations by a part of their name: [`crate::Response::Organizations`].
    SearchOrganizations {
        /// What was typed.
        query: String,
    },
    /// "This one", *Keep* or *Change Match*: accepts the organization for what the page shows. Where the page names its
    /// client in a trusted place that is remembered as a link for this client, else it holds for this view alone. What
    /// speaks against it at that moment is recorded as overruled. Answered with the new view.
    Choose {
        /// The revision it was shown under.
        revision: Revision,
        /// The organization.
        organization: OrganizationId,
    },
    /// *Undo*: takes a choice by hand back, and a remembered link with it. Answered with the new view.
    Unchoose {
        /// The revision it was shown under.
        revision: Revision,
    },
    /// *Change Match*: shows the candidates and the search instead of the linked organization, whose rows go. Answered
    /// with the new view.
    ChangeMatch {
        /// The revision it was shown under.
        revision: Revision,
    },
    /// *Cancel* after *Change Match*: everything as before. Answered with the new view.
    KeepMatch {
        /// The revision it was shown under.
        revision: Revision,
    },
    /// Looks for configurations of the linked organization by a part of their name, host name, serial number or MAC:
    /// [`crate::Response::Configurations`]. An empty query gives those that fit the device best.
    SearchConfigurations {
        /// The revision it was shown under.
        revision: Revision,
        /// What was typed.
        query: String,
    },
    /// *Match*: accepts a configuration of the linked organization for the device on the page. Remembered as a link
    /// where the page names the device by an id, else for this view alone. Answered with the new view.
    ChooseConfiguration {
        /// The revision it was shown under.
        revision: Revision,
        /// The configuration.
        configuration: ConfigurationId,
    },
    /// *Undo*: takes a configuration chosen by hand back. Answered with the new view.
    UnchooseConfiguration {
        /// The revision it was shown under.
        revision: Revision,
    },
    /// Opens a page of IT Glue in a new tab.
    Open {
        /// The revision it was shown under.
        revision: Revision,
        /// Which page.
        target: OpenTarget,
    },
    /// Remembers the chosen tab of the panel.
    SelectTab {
        /// Which.
        tab: PanelTab,
    },
    /// Collapses the frame to a tab at the edge, or opens it; remembered for the host.
    SetCollapsed {
        /// Collapsed?
        collapsed: bool,
    },
    /// Puts the frame at the other edge; remembered for the host.
    SetSide {
        /// Which.
        side: Side,
    },
    /// Makes the frame this wide, in CSS pixels; remembered for the host.
    SetWidth {
        /// Bounded by [`crate::FrameLayout`].
        width: u16,
    },
    /// Where the panel stands on the pages of this tab's host.
    SetPlace {
        /// Where.
        place: PanelPlace,
    },
    /// *Pin*: this panel stays with the client that it shows, whatever its tab shows next. Answered with the new view.
    Pin {
        /// The revision it was shown under.
        revision: Revision,
    },
    /// Lets the pinned client go: back to what the tab shows. Answered with the new view.
    Unpin,
    /// *Pop out*: opens a window of its own that stays with the client shown.
    PopOut {
        /// The revision it was shown under.
        revision: Revision,
    },
    /// Is the frame of this panel in plain sight of the technician, as far as the page's reader can tell?
    /// [`crate::Response::Looked`]. For browsers that can't tell the frame itself.
    Look,
    /// Opens the options page.
    OpenOptions,

    // -- The popup.
    /// What the popup shows: [`crate::Response::Popup`].
    Popup,
    /// The technician wants this tab's host enabled for this product. Sent before the browser's prompt, because the
    /// prompt may close the popup; what follows happens when the browser reports the permission.
    EnableHost {
        /// The product's key, from [`crate::ProductView::key`].
        product: String,
    },

    // -- The options page.
    /// All that the options page shows: [`crate::Response::Options`].
    Options,
    /// How much of the account's requests is used: [`crate::Response::Budget`]. Asks IT Glue nothing.
    Budget,
    /// *Check this account*: finds out, read-only and within a minute or so, how IT Glue answers:
    /// [`crate::Response::Checked`]. Meanwhile [`crate::Event::CheckProgressed`] says how far it is.
    CheckAccount,
    /// Ends that with what it has found out so far, which is the answer to it.
    CancelCheck,
    /// Tries the connection without keeping anything: [`crate::Response::Tested`].
    TestConnection {
        /// What was typed.
        form: ConnectionForm,
    },
    /// Tests once more, then connects. The key is kept until the browser closes. Answered with the options view.
    Connect {
        /// What was typed.
        form: ConnectionForm,
    },
    /// Forgets the key; links, hosts and settings stay. Answered with the options view.
    Disconnect,
    /// Asks IT Glue whether it takes the connection now.
    CheckConnection,
    /// Whether password values may be read with an account-wide key. Answered with the options view.
    SetRevealWithKey {
        /// May they?
        allowed: bool,
    },
    /// Maps an enabled host to another product. Answered with the options view.
    SetHostProduct {
        /// The host's origin, such as `https://pinotage.rmm.datto.com`.
        origin: String,
        /// The product's key.
        product: String,
    },
    /// Where the panel stands on a host's pages. Answered with the options view.
    SetHostPlace {
        /// The host's origin.
        origin: String,
        /// Where.
        place: PanelPlace,
    },
    /// Changes a shortcut of the panel's own; an empty key turns it off. Answered with the options view.
    SetShortcut {
        /// Which, and its key.
        shortcut: Shortcut,
    },
    /// All shortcuts of the panel as they came. Answered with the options view.
    ResetShortcuts,
    /// Removes a host: its permission, its reader, its panel. Answered with the options view.
    RemoveHost {
        /// The host's origin.
        origin: String,
    },
}

/// A page of IT Glue.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OpenTarget {
    /// The organization's list of passwords.
    Passwords,
    /// The organization's documents.
    Documentation,
    /// The organization's home page.
    Organization,
    /// The linked configuration.
    Configuration {
        /// Which; must be the linked one.
        id: ConfigurationId,
    },
    /// One password's page.
    Password {
        /// Which; must be one of the organization's.
        id: PasswordId,
    },
    /// IT Glue's own home page (the dashboard).
    Home,
}

/// The data centre an account lives in (IT Glue's region list).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Region {
    /// `api.itglue.com`
    Us,
    /// `api.eu.itglue.com`
    Eu,
    /// `api.au.itglue.com`
    Au,
    /// An API address of one's own: a proxy or the simulator.
    Custom,
}

/// What the options page's form holds. `subdomain` and `api_address` as typed; they are tidied in the engine.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionForm {
    /// The account's web address, in full or its first label: `https://company.itglue.com` or `company`.
    pub subdomain: String,
    /// The region.
    pub region: Region,
    /// Only with [`Region::Custom`], else empty: HTTPS, or HTTP on loopback.
    pub api_address: String,
    /// The API key; spaces around it don't matter.
    #[serde(serialize_with = "to_background")]
    pub api_key: Secret<String>,
}

fn to_background<S: Serializer>(key: &Secret<String>, out: S) -> Result<S::Ok, S::Error> {
    // EXPOSE: the technician typed the key into the options page; it goes to the background once, to be tested or kept.
    out.serialize_str(key.expose())
}
