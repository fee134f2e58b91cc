//! Where a client's requests go.

use core::fmt;

/// An API's base address: `https://` and a host, or `http://` on loopback, and perhaps a path that all of its requests
/// start with (`/api` on the web API's hosts, a gateway's own: API reference, section 1.1). No query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ApiBase(String);

/// Why an address can't be one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BaseError {
    /// Nothing there.
    Empty,
    /// Plain HTTP to another machine: the key would travel in the clear.
    NotEncrypted,
    /// Neither `https://host` nor `http://127.0.0.1`, or followed by more than a plain path.
    NotAnAddress,
}

impl ApiBase {
    /// Reads an address as typed: spaces and a slash at the end don't matter, nor does the case of all but the path.
    ///
    /// # Errors
    /// It could mean another host, or the key would travel in the clear.
    pub fn parse(text: &str) -> Result<Self, BaseError> {
        let text = text.trim().trim_end_matches('/');
        if text.is_empty() {
            return Err(BaseError::Empty);
        }
        let (scheme, rest) = text.split_once("://").ok_or(BaseError::NotAnAddress)?;
        let (authority, path) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        let (scheme, authority) = (scheme.to_ascii_lowercase(), authority.to_ascii_lowercase());
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => {
                (host, Some(port))
            }
            Some(_) => return Err(BaseError::NotAnAddress),
            None => (authority.as_str(), None),
        };
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-';
        if host.is_empty()
            || !host.bytes().all(is_plain)
            || port.is_some_and(|port| port.parse::<u16>().is_err())
            || !is_plain_path(path)
        {
            return Err(BaseError::NotAnAddress);
        }
        match scheme.as_str() {
            "https" => {}
            "http" if matches!(host, "127.0.0.1" | "localhost") => {}
            "http" => return Err(BaseError::NotEncrypted),
            _ => return Err(BaseError::NotAnAddress),
        }
        Ok(Self(format!("{scheme}://{authority}{path}")))
    }

    /// The address without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its host, with a port if it has one.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split_once('/').map_or(rest, |(host, _)| host)
    }

    /// It has a path.
    pub fn has_path(&self) -> bool {
        self.0.matches('/').count() > 2
    }
}

/// `/api`, `/gateway/it-glue`: nothing that a URL parser would read in another way, no `.` or `..`.
fn is_plain_path(path: &str) -> bool {
    path.split('/').skip(1).all(|segment| {
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
        !segment.is_empty() && segment.bytes().all(is_plain) && segment.bytes().any(|b| b != b'.')
    })
}

impl fmt::Display for ApiBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
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
    fn an_address_may_have_a_path_that_its_requests_start_with() {
        let base = ApiBase::parse("https://Gateway.example:8443/It-Glue/api/").unwrap();
        assert_eq!(base.as_str(), "https://gateway.example:8443/It-Glue/api");
        assert_eq!(base.host(), "gateway.example:8443");
        assert!(base.has_path() && !ApiBase::parse("https://a.example/").unwrap().has_path());
        assert_eq!(ApiBase::parse(base.as_str()), Ok(base));
    }

    #[test]
    fn a_key_never_travels_in_the_clear_to_another_machine() {
        for typed in [
            "http://api.itglue.com",
            "http://10.0.0.1:80",
            "http://127.0.0.1.example",
            "http://localhost.example",
            "http://api.itglue.com/127.0.0.1",
        ] {
            assert_eq!(
                ApiBase::parse(typed),
                Err(BaseError::NotEncrypted),
                "{typed}"
            );
        }
    }

    #[test]
    fn an_address_that_could_mean_another_host_or_path_is_refused() {
        for typed in [
            "api.itglue.com",
            "ftp://api.itglue.com",
            "https://",
            "https:///api",
            "https://a@b.example",
            "https://a.example//api",
            "https://a.example/../api",
            "https://a.example/./api",
            "https://a.example/%2e%2e",
            "https://a.example/api?x",
            "https://a.example/api#x",
            "https://a.example?x",
            "https://a.example#x",
            "https://a.example:99999",
            "https://a.example:",
            "https://a b",
            "https://a.example/a b",
            "http://127.0.0.1@evil.example",
            "https://a.example\\@b.example",
            "https://a.example/\\b.example",
        ] {
            assert_eq!(
                ApiBase::parse(typed),
                Err(BaseError::NotAnAddress),
                "{typed}"
            );
        }
    }
}
