//! What can go wrong between us and IT Glue, by what there is to do about it. No variant holds a value of an answer's or
//! a request's body.
//!
//! The technician's words for each stand with the product's other words (`gluepane_protocol::Failure`).

use thiserror::Error;

/// Why a request gave no rows.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum GlueError {
    /// The key was never seen to work: mistyped, paused, or of another region, where it is just as unknown (API
    /// reference, sections 1.1 and 1.6). Do: check it, try the other regions.
    #[error("key refused")]
    KeyRefused,
    /// The key worked before: it was revoked or paused, or not used for 90 days (API reference, section 1.2). Do: connect
    /// with another.
    #[error("key no longer accepted")]
    KeyRevoked,
    /// Passwords are refused to a key without *Password Access* (API reference, section 1.2). Do: have it turned on.
    #[error("no password access")]
    NoPasswordAccess,
    /// This record, or this kind of record, is not for this credential (API reference, section 6). Do: ask an
    /// administrator.
    #[error("not permitted")]
    NotPermitted,
    /// The answer names the address that the request came from. Do: check the VPN, and *Account > Settings > IP Access
    /// Control* (API reference, section 1.2; the shape is not known, so this is read from the words).
    #[error("address not allowed")]
    AddressNotAllowed,
    /// The plan, the account or this kind of key has no such resource (API reference, sections 1.1 and 3.11). Do: go
    /// without it.
    #[error("not enabled for this account or key")]
    NotEnabled,
    /// 404 in JSON: deleted, or never there for this credential.
    #[error("no such record")]
    NotFound,
    /// 429. Do: wait.
    #[error("rate limited")]
    RateLimited {
        /// If the answer said so.
        retry_after_s: Option<u32>,
    },
    /// 5xx to a read. Do: wait and repeat.
    #[error("service failed with {status}")]
    ServiceDown {
        /// The HTTP status.
        status: u16,
    },
    /// No answer to a read. Do: check the network.
    #[error("unreachable")]
    Unreachable,
    /// A key's request was redirected. It was not followed. Do: correct the base address.
    #[error("redirected")]
    Redirected,
    /// A user's token is no longer good, or the answer was the login page (API reference, section 1.3). Do: sign in.
    #[error("signed out")]
    SignedOut,
    /// Any other status of 400 and above: the request itself is not accepted. Do: correct what the messages name.
    #[error("rejected with {status}")]
    Rejected {
        /// The HTTP status.
        status: u16,
        /// What IT Glue says of it, a field's name before it where there is one: "name: can't be blank". Anything in it
        /// that may be a value is left out.
        messages: Vec<String>,
    },
    /// HTML or something else where JSON:API was due. Do: check the base address, and what stands in between.
    #[error("not IT Glue")]
    NotItGlue,
    /// JSON, but not of the documented shape. `at` names the place, never the content. Do: report it.
    #[error("malformed answer at {at}")]
    Malformed {
        /// Which answer, and which part of it.
        at: String,
    },
    /// An answer larger than IT Glue ever sends (API reference, section 1.5). It was not read.
    #[error("answer too large")]
    TooLarge,
    /// An answer that is nested deeper than any of IT Glue's. It was not read.
    #[error("answer nested too deeply")]
    TooDeep,
    /// A write was sent, and its answer was lost, broken or an error of the service: it may have been done. Do: look
    /// before repeating it.
    #[error("sent, but not confirmed: it may have been created")]
    Unconfirmed,
    /// A record was created, but isn't what was asked for, or could not be read back. It stands as it is. Do: look at it.
    #[error("record {id} was created, but {what} isn't as it was sent")]
    NotAsSent {
        /// The record that was created.
        id: u64,
        /// The attribute that differs; "the record", where it could not be read back.
        what: &'static str,
    },
}

impl GlueError {
    /// The credential may not have this, or is no good at all.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            GlueError::KeyRefused
                | GlueError::KeyRevoked
                | GlueError::NoPasswordAccess
                | GlueError::NotPermitted
        )
    }
}
