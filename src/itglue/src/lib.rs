//! A client for the IT Glue API over any transport.
//!
//! The crate does no I/O of its own: a [`Transport`] sends what a [`Client`] asks and gives back what came. Vendor JSON
//! stops here: out come typed rows ([`Organization`], [`Configuration`], [`Password`]) or a [`GlueError`].
//!
//! Invariant: every filtered answer is checked against its filter, because IT Glue ignores filters it doesn't know and
//! then answers with the unfiltered list (API reference, section 2.2).
//! Invariant: each request goes to the client's own base address, with a path built here; links that an answer holds
//! are never followed.

mod budget;
mod client;
mod error;
mod ids;
mod json_api;
mod lenient;
mod paging;
mod query;
mod resources;
mod transport;

pub use budget::{Budget, Gate, LIMIT, Pace, Soon, Urgency, Usage, WINDOW_MS};
pub use client::{ApiBase, BaseError, Client};
pub use error::GlueError;
pub use ids::{ConfigurationId, OrganizationId, PasswordId};
pub use json_api::Page;
pub use paging::{Paging, Rows};
pub use query::Query;
pub use resources::configurations::{Configuration, RmmRecord};
pub use resources::organizations::Organization;
pub use resources::passwords::{Password, PasswordValue};
pub use transport::{HttpRequest, HttpResponse, Transport, TransportError};
