//! The port through which requests leave.

use crate::Urgency;
use gluepane_secret::Secret;

/// What a request does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Reads. May be asked again at any time.
    Get,
    /// Creates. Never sent twice by itself: it may have succeeded before its answer was lost (API reference, section 5).
    Post,
}

impl Method {
    /// As HTTP writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub enum Credential<'a> {
    /// An account's key: goes as it is into the `x-api-key` header (API reference, section 1.2).
    ApiKey(&'a Secret<String>),
    /// A user's access token: goes behind the word `Bearer` into `Authorization` (API reference, section 1.3).
    Bearer(&'a Secret<String>),
}

impl<'a> Credential<'a> {
    /// The header that it goes into, in lower case.
    pub fn header(self) -> &'static str {
        match self {
            Credential::ApiKey(_) => "x-api-key",
            Credential::Bearer(_) => "authorization",
        }
    }

    /// What stands in that header before the secret.
    pub fn prefix(self) -> &'static str {
        match self {
            Credential::ApiKey(_) => "",
            Credential::Bearer(_) => "Bearer ",
        }
    }

    /// The key or token itself.
    pub fn secret(self) -> &'a Secret<String> {
        match self {
            Credential::ApiKey(secret) | Credential::Bearer(secret) => secret,
        }
    }
}

/// A request. Its URL holds no secret; its body may.
#[derive(Debug)]
pub struct HttpRequest<'a> {
    /// What it does.
    pub method: Method,
    /// The full URL, of the client's own base address.
    pub url: String,
    /// Who asks.
    pub credential: Credential<'a>,
    /// JSON:API; it goes with `Content-Type: application/vnd.api+json`, which a request without a body does not need
    /// (API reference, section 1.2).
    pub body: Option<&'a Secret<String>>,
    /// Who waits for it.
    pub urgency: Urgency,
    /// Headers of the answer are wanted too: [`HttpResponse::headers`].
    pub wants_headers: bool,
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
    /// Names, in lower case, and values of the headers that [`crate::is_noted_header`] means; none unless they were asked
    /// for.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: Secret<String>,
}

/// Why nothing came back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TransportError {
    /// No connection, no such name, cut off in the middle, or too slow. Whether the request arrived is not known.
    Unreachable,
    /// The answer was a redirect. It was not followed: the credential would have gone along.
    Redirected,
}

/// Sends requests. An implementation must not follow redirects, must not let a body reach any cache, must not send
/// anything twice, and must send neither cookies nor a referrer.
#[allow(
    async_fn_in_trait,
    reason = "single-threaded: the futures need not be Send"
)]
pub trait Transport {
    /// Sends one request and waits for its whole answer.
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError>;
}
