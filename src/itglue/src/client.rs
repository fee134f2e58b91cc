//! The client: one base address, one key, requests as values.

use crate::{GlueError, HttpRequest, HttpResponse, Query, Transport, TransportError, Urgency};
use core::fmt;
use gluepane_secret::Secret;

/// An API's base address: `https://` and a host, or `http://` on loopback; no path, no query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ApiBase(String);

/// Why an address can't be one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BaseError {
    /// Nothing there.
    Empty,
    /// Plain HTTP to another machine: the key would travel in the clear.
    NotEncrypted,
    /// Neither `https://host` nor `http://127.0.0.1`.
    NotAnAddress,
}

impl ApiBase {
    /// Reads an address as typed: spaces and a slash at the end don't matter.
    pub fn parse(text: &str) -> Result<Self, BaseError> {
        let text = text.trim().trim_end_matches('/');
        if text.is_empty() {
            return Err(BaseError::Empty);
        }
        let lower = text.to_ascii_lowercase();
        let (authority, encrypted) = match (
            lower.strip_prefix("https://"),
            lower.strip_prefix("http://"),
        ) {
            (Some(rest), _) => (rest, true),
            (_, Some(rest)) => (rest, false),
            _ => return Err(BaseError::NotAnAddress),
        };
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => {
                (host, Some(port))
            }
            Some(_) => return Err(BaseError::NotAnAddress),
            None => (authority, None),
        };
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-';
        if host.is_empty()
            || !host.bytes().all(is_plain)
            || port.is_some_and(|p| p.parse::<u16>().is_err())
        {
            return Err(BaseError::NotAnAddress);
        }
        if !encrypted && !matches!(host, "127.0.0.1" | "localhost") {
            return Err(BaseError::NotEncrypted);
        }
        Ok(Self(lower))
    }

    /// The address without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its host, with a port if it has one.
    pub fn host(&self) -> &str {
        self.0
            .split_once("://")
            .map_or(self.0.as_str(), |(_, host)| host)
    }
}

impl fmt::Display for ApiBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Asks IT Glue with one key at one address.
pub struct Client<'a, T> {
    transport: &'a T,
    base: &'a ApiBase,
    api_key: &'a Secret<String>,
    urgency: Urgency,
}

impl<'a, T: Transport> Client<'a, T> {
    /// A client. It holds nothing but what it is given.
    pub fn new(transport: &'a T, base: &'a ApiBase, api_key: &'a Secret<String>) -> Self {
        Self {
            transport,
            base,
            api_key,
            urgency: Urgency::default(),
        }
    }

    /// The same; what it asks from here on is as urgent as this.
    pub fn urgent(self, urgency: Urgency) -> Self {
        Self { urgency, ..self }
    }

    /// Sends a query and gives back the body of a good answer.
    pub(crate) async fn get(&self, query: &Query) -> Result<Secret<String>, GlueError> {
        let url = format!("{}{}", self.base, query.path_and_query());
        let response = self
            .transport
            .send(HttpRequest {
                url,
                api_key: self.api_key,
                urgency: self.urgency,
            })
            .await
            .map_err(|error| match error {
                TransportError::Unreachable => GlueError::Unreachable,
                TransportError::Redirected => GlueError::Redirected,
            })?;
        judge(response)
    }
}

/// A good answer's body, or what its status and shape say (API reference, section 1.6; never assume JSON).
fn judge(response: HttpResponse) -> Result<Secret<String>, GlueError> {
    let is_json = is_json(&response);
    match response.status {
        200..=299 if is_json => Ok(response.body),
        200..=299 => Err(GlueError::NotItGlue),
        300..=399 => Err(GlueError::Redirected),
        status @ (401 | 403) if is_json => Err(GlueError::Refused { status }),
        404 if is_json => Err(GlueError::NotFound),
        429 => Err(GlueError::RateLimited {
            retry_after_s: response.retry_after_s,
        }),
        status @ 500..=599 => Err(GlueError::ServiceDown { status }),
        401 | 403 | 404 => Err(GlueError::NotItGlue),
        status => Err(GlueError::Rejected { status }),
    }
}

fn is_json(response: &HttpResponse) -> bool {
    // EXPOSE: only the first character is looked at, to tell JSON from a web page.
    let first = response.body.expose().trim_start().chars().next();
    !response.content_type.contains("html") && matches!(first, Some('{' | '['))
}

#[cfg(test)]
mod tests {
    use super::{ApiBase, BaseError};

    #[test]
    fn an_address_is_tidied() {
        for typed in [
            " https://api.itglue.com/ ",
            "HTTPS://API.itglue.com",
            "https://api.itglue.com",
        ] {
            assert_eq!(
                ApiBase::parse(typed).unwrap().as_str(),
                "https://api.itglue.com"
            );
        }
        assert_eq!(
            ApiBase::parse("http://127.0.0.1:8080").unwrap().host(),
            "127.0.0.1:8080"
        );
    }

    #[test]
    fn a_key_never_travels_in_the_clear_to_another_machine() {
        for typed in [
            "http://api.itglue.com",
            "http://10.0.0.1:80",
            "http://127.0.0.1.example",
            "http://localhost.example",
        ] {
            assert_eq!(
                ApiBase::parse(typed),
                Err(BaseError::NotEncrypted),
                "{typed}"
            );
        }
    }

    #[test]
    fn an_address_that_could_mean_another_host_is_refused() {
        for typed in [
            "api.itglue.com",
            "ftp://api.itglue.com",
            "https://",
            "https://a@b.example",
            "https://a.example/path",
            "https://a.example?x",
            "https://a.example#x",
            "https://a.example:99999",
            "https://a.example:",
            "https://a b",
            "http://127.0.0.1@evil.example",
            "https://a.example\\@b.example",
        ] {
            assert_eq!(
                ApiBase::parse(typed),
                Err(BaseError::NotAnAddress),
                "{typed}"
            );
        }
    }
}
