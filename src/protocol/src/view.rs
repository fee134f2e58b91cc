//! What pages of the extension show. Every word that depends on a decision was chosen in the core; a page only draws.

use crate::{
    ConfigurationId, Failure, FrameLayout, OrganizationId, PasswordId, Region, Revision, Shortcut,
};
use serde::{Deserialize, Serialize};

/// The panel of one tab, whole: header and state belong together and to one revision.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelView {
    /// The browser's tab id; of a pinned client a negative number of the engine's own. Events name it.
    pub tab: i64,
    /// The browser's id of the tab that this panel stands beside; `null` for a pop-out window.
    pub page_tab: Option<i64>,
    /// This panel stays with a client, whatever its tab shows.
    pub pinned: Option<PinnedView>,
    /// The revision of the context that this stands for.
    pub revision: Revision,
    /// "demo.itglue.com, API key": whose IT Glue this is; `null` when not connected.
    pub signed_in: Option<String>,
    /// The chosen tab.
    pub chosen_tab: PanelTab,
    /// How the frame in the page is laid out.
    pub layout: FrameLayout,
    /// Where the panel stands on the pages of this tab's host.
    pub place: PanelPlace,
    /// The panel's own shortcuts.
    pub shortcuts: Vec<Shortcut>,
    /// What is on the clipboard by our doing.
    pub clipboard: Option<ClipboardView>,
    /// What to show below the header.
    pub state: PanelState,
}

/// A panel that stays with a client.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedView {
    /// A window of its own: it can't go back to a page.
    pub popped_out: bool,
    /// What the tab beside it shows now, in a few words, where that is another client or device.
    pub page: Option<String>,
}

/// Where the panel stands on a host's pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PanelPlace {
    /// In a frame beside the page.
    #[default]
    InPage,
    /// In the browser's own side panel (sidebar) alone; nothing is put into the page.
    SidePanel,
}

/// The three tabs of the panel.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PanelTab {
    /// Passwords.
    #[default]
    Passwords,
    /// Documentation.
    Documentation,
    /// Organization.
    Organization,
}

/// What a panel shows.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PanelState {
    /// No connection yet (or no longer): leads to the options page.
    NotConnected,
    /// This page shows neither a client nor a device.
    NothingHere,
    /// The page is changing or still loading; ask again when [`crate::Event::ContextChanged`] comes.
    Reading,
    /// One organization, for sure.
    Linked {
        /// Which, and why.
        linked: LinkedView,
    },
    /// Not for sure: candidates and a search, no passwords.
    Choose {
        /// Which, and why not.
        choose: ChooseView,
    },
    /// Something went wrong; asking again may help.
    Failed {
        /// What.
        failure: Failure,
    },
}

/// What the page itself says, as it says it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenView {
    /// The product's name, such as "Datto RMM".
    pub product: String,
    /// The client's (site's) name.
    pub client: Option<String>,
    /// The device's name.
    pub device: Option<String>,
}

/// An organization, enough to tell it from its look-alikes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganizationView {
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// "Customer, Active · part of Hartwell Group": type, status, parent.
    pub detail: String,
}

/// The usual sight: one organization, and perhaps its configuration.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkedView {
    /// The organization.
    pub organization: OrganizationView,
    /// What the page says.
    pub seen: SeenView,
    /// Why, in words: "by Datto RMM device id · site name agrees".
    pub reason: String,
    /// How much of it was a technician's choice.
    pub by_hand: ByHand,
    /// The device.
    pub configuration: ConfigurationState,
    /// Whether values can be read.
    pub values: ValueAccess,
}

/// Whether a technician chose the organization or the configuration.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ByHand {
    /// No: the evidence did. *Change Match* is there all the same.
    #[default]
    No,
    /// For this view alone; *Undo* takes it back.
    ThisView,
    /// Remembered as a link; *Undo* takes it back.
    Remembered,
}

/// The device of the page within the linked organization.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ConfigurationState {
    /// This configuration, for sure.
    Linked {
        /// Its id.
        id: ConfigurationId,
        /// Its name.
        name: String,
        /// "PowerEdge R450 · 7XK3QW2".
        detail: String,
        /// Why, in words: "by Datto RMM device id" or "by name".
        reason: String,
        /// Whether a technician chose it.
        by_hand: ByHand,
    },
    /// *Configuration not found*.
    NotFound {
        /// The second line.
        cause: NotFoundCause,
        /// The cause in words.
        text: String,
        /// Configurations that may be meant, best first: each with *Match*.
        candidates: Vec<ConfigurationCandidate>,
    },
}

/// A configuration, enough to tell it from its look-alikes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigurationView {
    /// Its id.
    pub id: ConfigurationId,
    /// Its name.
    pub name: String,
    /// "Managed Server, Active · PowerEdge R450 · 7XK3QW2".
    pub detail: String,
}

/// A configuration that may be meant.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigurationCandidate {
    /// The configuration.
    pub configuration: ConfigurationView,
    /// Why it is listed: "same serial number", "linked by you".
    pub reason: String,
    /// The link that a technician accepted, which something now speaks against: its button is *Keep*.
    pub is_accepted: bool,
}

/// Why there is no configuration.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotFoundCause {
    /// The page shows a client, not a device.
    NoDevice,
    /// Nothing in IT Glue fits this device.
    NotMatched,
    /// Several configurations fit equally well, or what the page says of the device contradicts itself.
    Several,
    /// IT Glue holds no configuration of this client at all: its set-up isn't finished.
    NotSetUp,
}

/// Whether password values can be read.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ValueAccess {
    /// Copy and Show work.
    Allowed,
    /// They don't; everything else does.
    Denied {
        /// Why, and what to do about it.
        why: String,
    },
}

/// No certain organization.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChooseView {
    /// How uncertain.
    pub kind: ChooseKind,
    /// What the page says.
    pub seen: SeenView,
    /// Why, in words: "two organizations fit equally well".
    pub reason: String,
    /// Best first.
    pub candidates: Vec<Candidate>,
    /// The technician pressed *Change Match*: *Cancel* leads back.
    pub is_change: bool,
    /// What a choice holds for, in words: "Your choice is remembered for the Datto RMM site Harbour Dental", for instance.
    pub remembers: String,
}

/// How uncertain a decision is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChooseKind {
    /// Something is similar, nothing is sure.
    Suggested,
    /// Several fit equally well, or two grounds contradict each other.
    Ambiguous,
    /// Nothing fits.
    Unknown,
}

/// An organization that may be meant.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The organization.
    pub organization: OrganizationView,
    /// Why it is listed: "same name", "similar name".
    pub reason: String,
    /// The link that a technician accepted, which something now speaks against: its button is *Keep*, that of the
    /// others *Change Match*.
    pub is_accepted: bool,
}

/// The passwords of the linked organization, without values.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordLists {
    /// The revision that they were read under.
    pub revision: Revision,
    /// *Device Passwords*: embedded in the linked configuration.
    pub device: Vec<PasswordRow>,
    /// The client's name as the page shows it, for the heading *{client} Passwords*.
    pub client_name: String,
    /// The rest of the organization's.
    pub client: Vec<PasswordRow>,
    /// There are more than were read.
    pub cut_off: bool,
}

/// One password record. Never its value.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordRow {
    /// Its id.
    pub id: PasswordId,
    /// Its name.
    pub name: String,
    /// The username, if it has one.
    pub username: Option<String>,
    /// Its category.
    pub category: Option<String>,
    /// The configuration or asset that it is embedded in, if it is another than the linked one.
    pub parent: Option<String>,
    /// Its value is sealed in IT Glue's vault and can't be read here.
    pub vaulted: bool,
    /// It has a one-time password.
    pub has_otp: bool,
}

/// What is on the clipboard by our doing.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClipboardView {
    /// Username or password.
    pub item: ClipboardItem,
    /// The password record's name.
    pub name: String,
    /// Whose it is: the panel of another client shows it too.
    pub organization: String,
    /// Cleared in this many milliseconds from now; `null` for a username, which stays.
    pub clears_in_ms: Option<u32>,
    /// The full time that a countdown began with.
    pub full_ms: u32,
}

/// What was copied.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClipboardItem {
    /// A username.
    Username,
    /// A password.
    Password,
}

/// What the popup shows for the active tab.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PopupView {
    /// Somebody is connected.
    pub signed_in: Option<String>,
    /// The page's origin, `null` where an extension can't run (browser pages).
    pub origin: Option<String>,
    /// The match pattern to ask the browser for, such as `https://pinotage.rmm.datto.com/*`.
    pub pattern: Option<String>,
    /// The product that the host is mapped to, if it is enabled.
    pub enabled: Option<String>,
    /// The product that its name suggests.
    pub guess: Option<String>,
    /// What it can be mapped to.
    pub products: Vec<ProductView>,
    /// The frame in the page is collapsed.
    pub collapsed: bool,
    /// Where the panel stands on this host.
    pub place: PanelPlace,
    /// Why the panel can't work in this page, and what to do, where it can't.
    pub trouble: Option<String>,
}

/// A product with a recipe.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductView {
    /// Its key, such as `datto-rmm`.
    pub key: String,
    /// Its name, such as "Datto RMM".
    pub name: String,
}

/// All that the options page shows.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionsView {
    /// The connection, if there is one.
    pub connection: Option<ConnectionView>,
    /// What the form starts with: the last connection's address and region, never a key.
    pub subdomain: String,
    /// The last region.
    pub region: Region,
    /// The last API address.
    pub api_address: String,
    /// Enabled hosts.
    pub hosts: Vec<HostView>,
    /// What a host can be mapped to.
    pub products: Vec<ProductView>,
    /// The panel's own shortcuts.
    pub shortcuts: Vec<Shortcut>,
}

/// A connection that worked when it was made.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionView {
    /// The account's web address.
    pub web_address: String,
    /// Where requests go.
    pub api_address: String,
    /// What the key may do.
    pub access: KeyAccess,
    /// The technician allowed reading values with an account-wide key.
    pub reveal_allowed: bool,
    /// Why IT Glue no longer takes it, where that is so.
    pub refused: Option<Failure>,
}

/// The requests that IT Glue answers in five minutes, and what is used of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetView {
    /// Used by this browser within the last five minutes.
    pub used: u32,
    /// Left, as far as this browser knows: colleagues use the same; 0 while IT Glue refuses.
    pub left: u32,
    /// How many there are.
    pub limit: u32,
    /// All that is used is free again in this many milliseconds from now; 0: nothing is used.
    pub resets_in_ms: u32,
    /// After a refusal: IT Glue is asked again in this many milliseconds.
    pub held_ms: u32,
    /// IT Glue has refused lately though this browser had used little: colleagues use the rest.
    pub crowded: bool,
}

/// What an API key may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyAccess {
    /// No password values.
    WithoutPasswords,
    /// Every password value of the account, whatever the person's own permissions are.
    WithPasswords,
    /// The account holds no password to find out with.
    Unknown,
}

/// What a test found out.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestedView {
    /// The account's web address.
    pub web_address: String,
    /// How many organizations the key sees.
    pub organizations: u64,
    /// What the key may do.
    pub access: KeyAccess,
}

/// An enabled host.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostView {
    /// Its origin.
    pub origin: String,
    /// The match pattern of its permission.
    pub pattern: String,
    /// The product's key.
    pub product: String,
    /// Where the panel stands on its pages.
    pub place: PanelPlace,
    /// The browser's permission is there (it can be withdrawn in the browser).
    pub granted: bool,
}
