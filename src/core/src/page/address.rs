//! Which URLs are about what: patterns, and the record's id in a URL that fits one.

use super::PageUrl;
use percent_encoding::percent_decode_str;

/// Longer than this is no record's id.
const MAX_ID_CHARS: usize = 128;

/// The record's id, if a URL fits a pattern.
///
/// A pattern is a path, perhaps a query, perhaps a fragment: `/device/{}`, `/TicketDetail.mvc?ticketId={}`,
/// `#/tickets/{}`. `{}` is the id. Names and fixed texts are compared without case. What follows an id in a path doesn't
/// matter, nor does the order of parameters or a parameter that the pattern doesn't name. A path that starts with `*`
/// may stand at the end of a longer one. In a pattern that has only a fragment any path fits. A pattern without `{}` gives
/// an empty id. A parameter that stands there twice with unlike values fits nothing.
pub(super) fn id_in_url(pattern: &str, url: &PageUrl<'_>) -> Option<String> {
    let (main, route) = match pattern.split_once('#') {
        Some((main, route)) => (main, Some(route)),
        None => (pattern, None),
    };
    let id = match main {
        "" => String::new(),
        main => id_in_part(main, url.path, url.query)?,
    };
    let Some(route) = route else {
        return Some(id);
    };
    let (path, query) = url.fragment.split_once('?').unwrap_or((url.fragment, ""));
    let id_in_route = id_in_part(route, path, query)?;
    Some(if id_in_route.is_empty() {
        id
    } else {
        id_in_route
    })
}

fn id_in_part(pattern: &str, path: &str, query: &str) -> Option<String> {
    let (pattern, parameters) = pattern.split_once('?').unwrap_or((pattern, ""));
    let mut id = match pattern.split_once("{}") {
        Some((before, _)) => id_after(before, path)?.to_owned(),
        None => {
            is_path(pattern, path).then_some(())?;
            String::new()
        }
    };
    for wanted in parameters.split('&').filter(|wanted| !wanted.is_empty()) {
        let (name, value) = wanted.split_once('=').unwrap_or((wanted, ""));
        let found = parameter(query, name)?;
        match value {
            "{}" => id = Some(found).filter(|id| is_id(id))?,
            value => found.eq_ignore_ascii_case(value).then_some(())?,
        }
    }
    Some(id)
}

fn is_path(pattern: &str, path: &str) -> bool {
    let Some(end) = pattern.strip_prefix('*') else {
        let bare = |path: &str| path.strip_suffix('/').unwrap_or(path).to_owned();
        return bare(path).eq_ignore_ascii_case(&bare(pattern));
    };
    let start = path.len().checked_sub(end.len());
    let tail = start.and_then(|start| path.get(start..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// One segment of letters, digits and `-`.
fn id_after<'a>(before: &str, path: &'a str) -> Option<&'a str> {
    let (head, tail) = path.split_at_checked(before.len())?;
    if !head.eq_ignore_ascii_case(before) {
        return None;
    }
    let id = tail.split(['/', '?', '#']).next()?;
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    (!id.is_empty() && id.len() <= 64 && id.bytes().all(is_plain)).then_some(id)
}

/// Letters, digits and what ids of some products hold besides.
fn is_id(id: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.$@".contains(&b);
    !id.is_empty() && id.len() <= MAX_ID_CHARS && id.bytes().all(is_plain)
}

/// A parameter of a query by its name, without case; `None` as well where it stands there twice with unlike values.
pub(super) fn parameter(query: &str, name: &str) -> Option<String> {
    let decode = |text: &str| Some(percent_decode_str(text).decode_utf8().ok()?.into_owned());
    let mut found: Option<String> = None;
    for pair in query.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        if !decode(key)?.eq_ignore_ascii_case(name) {
            continue;
        }
        let value = decode(value)?;
        if found.as_ref().is_some_and(|former| *former != value) {
            return None;
        }
        found = Some(value);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{id_in_url, parameter};
    use crate::page::PageUrl;

    fn id(pattern: &str, rest: &str) -> Option<String> {
        let url = format!("https://a.example{rest}");
        id_in_url(pattern, &PageUrl::parse(&url).unwrap())
    }

    #[test]
    fn an_id_stands_in_a_path_a_query_or_a_route() {
        for (pattern, rest, expected) in [
            ("/device/{}", "/device/41/HDG-DC01", "41"),
            ("/device/{}", "/Device/41", "41"),
            (
                "/a/T.mvc?ticketId={}",
                "/A/t.mvc?workspace=False&TICKETID=7&ids%5B0%5D=8",
                "7",
            ),
            (
                "*/open.rails?recordType=ServiceFv&recid={}",
                "/v4_6_release/x/Open.rails?recid=9&recordtype=SERVICEFV",
                "9",
            ),
            ("#/tickets/{}", "/?x=1#/tickets/5/ticket", "5"),
            ("#/zoom?id={}", "/anything#/zoom?id=5", "5"),
            (
                "*/?gotonode={}",
                "/contoso/?viewmode=10&gotonode=a$b@C",
                "a$b@C",
            ),
            ("*/?gotonode={}", "/?gotonode=a%24b", "a$b"),
        ] {
            assert_eq!(
                id(pattern, rest).as_deref(),
                Some(expected),
                "{pattern} {rest}"
            );
        }
    }

    #[test]
    fn what_only_resembles_a_pattern_fits_none() {
        for (pattern, rest) in [
            ("/device/{}", "/devices/41"),
            ("/device/{}", "/x/device/41"),
            ("/device/{}", "/device/%2e%2e"),
            ("/a/T.mvc?ticketId={}", "/a/T.mvc?taskId=7"),
            ("/a/T.mvc?ticketId={}", "/a/T.mvc/List?ticketId=7"),
            ("/a/T.mvc?ticketId={}", "/a/T.mvc#ticketId=7"),
            ("/a/T.mvc?ticketId={}", "/a/T.mvc?ticketId="),
            ("/a/T.mvc?ticketId={}", "/a/T.mvc?ticketId=7%2F8"),
            ("*/open.rails?recid={}", "/open.rails/x?recid=9"),
            ("#/tickets/{}", "/tickets/5"),
            ("*/?gotonode={}", "/x?gotonode=5"),
        ] {
            assert_eq!(id(pattern, rest), None, "{pattern} {rest}");
        }
    }

    #[test]
    fn a_parameter_that_contradicts_itself_is_none() {
        assert_eq!(parameter("a=1&A=1", "a").as_deref(), Some("1"));
        assert_eq!(parameter("a=1&a=2", "a"), None);
        assert_eq!(id("/t?id={}", "/t?id=1&ID=2"), None);
        assert_eq!(parameter("a=%ff", "a"), None, "not UTF-8");
    }
}
