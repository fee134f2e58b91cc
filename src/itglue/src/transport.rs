//! The port through which requests leave.

use crate::Urgency;
use gluepane_secret::Secret;

/// A GET request. Its URL holds no secret.
#[derive(Debug)]
pub struct HttpRequest<'a> {
    /// The full URL, of the client's own base address.
    pub url: String,
    /// Goes into the `x-api-key` header (API reference, section 1.2).
    pub api_key: &'a Secret<String>,
    /// Who waits for it.
    pub urgency: Urgency,
}

/// What came back. The body is held as a secret, because a password's body is one.
#[derive(Debug)]
pub struct HttpResponse {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type` header, or nothing.
    pub content_type: String,
    /// The `Retry-After` header in seconds, if there is one (not documented, so never relied upon).
    pub retry_after_s: Option<u32>,
    /// The body as text.
    pub body: Secret<String>,
}

/// Why nothing came back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TransportError {
    /// No connection, no such name, cut off in the middle, or too slow.
    Unreachable,
    /// The answer was a redirect. It was not followed: `x-api-key` would have gone along.
    Redirected,
}

/// Sends requests. An implementation must not follow redirects, must not let a body reach any cache, and must send
/// neither cookies nor a referrer.
#[allow(
    async_fn_in_trait,
    reason = "single-threaded: the futures need not be Send"
)]
pub trait Transport {
    /// Sends one request and waits for its whole answer.
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError>;
}
