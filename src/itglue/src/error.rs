//! What can go wrong between us and IT Glue. No variant holds any part of an answer's body.

use thiserror::Error;

/// Why a request gave no rows.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum GlueError {
    /// 401 or 403. For the key as a whole or for this record alone: only the caller knows what it asked for
    /// (API reference, section 1.6: the two shapes are used for both).
    #[error("refused with {status}")]
    Refused {
        /// 401 or 403.
        status: u16,
    },
    /// 404 in JSON: no such record.
    #[error("no such record")]
    NotFound,
    /// 429.
    #[error("rate limited")]
    RateLimited {
        /// If the answer said so.
        retry_after_s: Option<u32>,
    },
    /// 5xx.
    #[error("service failed with {status}")]
    ServiceDown {
        /// The HTTP status.
        status: u16,
    },
    /// Any other status of 400 and above.
    #[error("rejected with {status}")]
    Rejected {
        /// The HTTP status.
        status: u16,
    },
    /// HTML or something else where JSON:API was due.
    #[error("not IT Glue")]
    NotItGlue,
    /// JSON, but not of the documented shape. `at` names the place, never the content.
    #[error("malformed answer at {at}")]
    Malformed {
        /// Which answer, and which part of it.
        at: String,
    },
    /// No answer.
    #[error("unreachable")]
    Unreachable,
    /// A redirect, not followed.
    #[error("redirected")]
    Redirected,
}
