//! A page's URL as the browser vouches for it, taken apart as far as a recipe needs it.

/// The parts of an `http(s)` URL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PageUrl<'a> {
    /// `https://host` or `http://host:port`.
    pub origin: &'a str,
    /// The host without its port.
    pub host: &'a str,
    /// The path, from the first slash; without query and fragment.
    pub path: &'a str,
    /// Between `?` and `#`; may be empty.
    pub query: &'a str,
    /// Behind `#`; may be empty.
    pub fragment: &'a str,
}

impl<'a> PageUrl<'a> {
    /// Takes apart a URL that the browser wrote (so it is normalised). `None` for anything but `http` and `https`.
    pub fn parse(url: &'a str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        if !matches!(scheme, "http" | "https") {
            return None;
        }
        let authority_len = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(authority_len);
        if authority.is_empty() || authority.contains('@') {
            return None;
        }
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
            _ => authority,
        };
        let (before, fragment) = tail.split_once('#').unwrap_or((tail, ""));
        let (path, query) = before.split_once('?').unwrap_or((before, ""));
        let (origin, _) = url.split_at(scheme.len() + 3 + authority_len);
        Some(Self {
            origin,
            host,
            path: if path.is_empty() { "/" } else { path },
            query,
            fragment,
        })
    }
}

/// The match pattern to ask the browser's permission with. Without a port: Firefox refuses one in a pattern, and in
/// both browsers a pattern without one stands for all ports. The engine itself compares whole origins.
pub fn match_pattern(origin: &str) -> Option<String> {
    let url = PageUrl::parse(origin)?;
    let (scheme, _) = origin.split_once("://")?;
    Some(format!("{scheme}://{}/*", url.host))
}

#[cfg(test)]
mod tests {
    use super::{PageUrl, match_pattern};

    #[test]
    fn a_url_is_taken_apart() {
        let url =
            PageUrl::parse("https://pinotage.rmm.datto.com:8443/device/41/HDG-DC01?x=1#y").unwrap();
        assert_eq!(url.origin, "https://pinotage.rmm.datto.com:8443");
        assert_eq!(url.host, "pinotage.rmm.datto.com");
        assert_eq!(url.path, "/device/41/HDG-DC01");
        assert_eq!((url.query, url.fragment), ("x=1", "y"));
        let bare = PageUrl::parse("https://a.example").unwrap();
        assert_eq!((bare.path, bare.query, bare.fragment), ("/", "", ""));
        let route = PageUrl::parse("https://a.example/#/ticket?id=4").unwrap();
        assert_eq!((route.path, route.query), ("/", ""));
        assert_eq!(route.fragment, "/ticket?id=4");
    }

    #[test]
    fn other_schemes_and_user_names_are_no_page() {
        for url in [
            "chrome://settings",
            "about:blank",
            "file:///etc/passwd",
            "https://a@b.example/",
            "moz-extension://x/",
        ] {
            assert_eq!(PageUrl::parse(url), None, "{url}");
        }
    }

    #[test]
    fn a_pattern_names_no_port() {
        assert_eq!(
            match_pattern("http://127.0.0.1:8080").as_deref(),
            Some("http://127.0.0.1/*")
        );
    }
}
