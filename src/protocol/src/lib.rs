//! Everything that crosses a process boundary of Gluepane, compiled into both ends.
//!
//! One way: a page of ours sends an [`Ask`] and gets an [`Answer`]; the page reader sends a [`ReaderAsk`] and gets a
//! [`ReaderAnswer`]; the background tells open pages an [`Event`] and one reader a [`ToReader`]. All of it is JSON.
//!
//! Invariant: serde only. No clock, no randomness, no I/O, no browser.
//! Invariant: a secret stands in exactly two places here: [`Request`]'s API key on its way in, and
//! [`Response::Value`] on its way to the one page that asked.

mod check;
mod event;
mod failure;
mod ids;
mod reader;
mod request;
mod response;
mod shortcut;
mod view;

pub use check::{CheckFinding, CheckReport};
pub use event::{Event, Told};
pub use failure::Failure;
pub use gluepane_secret::Secret;
pub use ids::{ConfigurationId, OrganizationId, PasswordId, Revision};
pub use reader::{
    FrameFact, FrameLayout, FramePlace, Observation, PanelFrame, Phase, Read, ReaderAnswer,
    ReaderAsk, Reading, ReadingPlan, Side, Take, ToReader,
};
pub use request::{Ask, ConnectionForm, OpenTarget, Place, Region, Request};
pub use response::{Answer, Response, RevealedValue};
pub use shortcut::{Shortcut, ShortcutAction};
pub use view::{
    BudgetView, ByHand, Candidate, ChooseKind, ChooseView, ClipboardItem, ClipboardView,
    ConfigurationCandidate, ConfigurationState, ConfigurationView, ConnectionView, HostView,
    KeyAccess, LinkedView, NotFoundCause, OptionsView, OrganizationView, PanelPlace, PanelState,
    PanelTab, PanelView, PasswordLists, PasswordRow, PinnedView, PopupView, ProductView, SeenView,
    TestedView, ValueAccess,
};
