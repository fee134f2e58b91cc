//! The journal: what was asked, so that a test can say "no value was fetched". Never holds a key, a cookie or a token.

use axum::http::header::{self, HeaderName};
use serde::Serialize;
use std::time::SystemTime;

use crate::rights::Caller;
use crate::serve::Ask;

/// One request.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Counts from 1 and never starts again.
    pub n: u64,
    /// `api`, `web_api`, `web`, `pages` or `foreign`.
    pub surface: &'static str,
    /// `http` or `https`.
    pub scheme: &'static str,
    /// Host header without the port.
    pub host: String,
    /// Method.
    pub method: String,
    /// Path and query as sent; tokens in it are blotted out.
    pub path_and_query: String,
    /// An `x-api-key` header came along.
    pub has_api_key: bool,
    /// An `authorization` header came along.
    pub has_authorization: bool,
    /// A `cookie` header came along.
    pub has_cookie: bool,
    /// `show_password` as sent.
    pub show_password: Option<String>,
    /// `Origin` as sent.
    pub origin: Option<String>,
    /// `Referer` as sent.
    pub referer: Option<String>,
    /// `Cache-Control` as sent.
    pub cache_control: Option<String>,
    /// `Pragma` as sent.
    pub pragma: Option<String>,
    /// `If-None-Match` as sent.
    pub if_none_match: Option<String>,
    /// `If-Modified-Since` as sent.
    pub if_modified_since: Option<String>,
    /// `key` or `user`: whose credential it was, if it was good; absent as long as `status` is.
    pub caller: Option<&'static str>,
    /// Name of the key (`api_key`, never the key itself), or the user's id.
    pub caller_name: Option<String>,
    /// A password value went out.
    pub value_sent: bool,
    /// A one-time code went out.
    pub code_sent: bool,
    /// Status of the answer; absent while it is being made, if the client left first, or if a
    /// fault dropped the connection.
    pub status: Option<u16>,
    /// When it arrived, in milliseconds since 1970.
    pub began_ms: f64,
    /// When its answer was made, delays of faults included; absent while it is being made. Sending it comes on top.
    pub ended_ms: Option<f64>,
}

/// What came of a request.
#[derive(Debug)]
pub(crate) struct End {
    pub(crate) status: Option<u16>,
    pub(crate) caller: Option<Caller>,
    pub(crate) value: bool,
    pub(crate) code: bool,
}

/// Oldest entries go first when it is full.
const LIMIT: usize = 200_000;
/// Query values that would let a reader of the journal act for the user.
const SECRET_PARAMETERS: [&str; 4] = ["refresh_token", "token", "access_token", "password"];

/// All requests since the last `DELETE /journal`.
#[derive(Debug, Default)]
pub struct Journal {
    entries: std::collections::VecDeque<Entry>,
    n_seen: u64,
}

impl Journal {
    /// Notes a request that has just arrived.
    pub fn begin(&mut self, ask: &Ask) -> u64 {
        self.n_seen += 1;
        let text = |name: HeaderName| ask.header(name.as_str()).map(str::to_owned);
        self.entries.push_back(Entry {
            n: self.n_seen,
            surface: ask.surface.word(),
            scheme: ask.scheme,
            host: ask.host_name().to_owned(),
            method: ask.method.to_string(),
            path_and_query: without_tokens(&ask.path_and_query),
            has_api_key: ask.header("x-api-key").is_some(),
            has_authorization: ask.header("authorization").is_some(),
            has_cookie: ask.header("cookie").is_some(),
            show_password: ask.parameter("show_password").map(str::to_owned),
            origin: text(header::ORIGIN),
            referer: text(header::REFERER),
            cache_control: text(header::CACHE_CONTROL),
            pragma: text(header::PRAGMA),
            if_none_match: text(header::IF_NONE_MATCH),
            if_modified_since: text(header::IF_MODIFIED_SINCE),
            caller: None,
            caller_name: None,
            value_sent: false,
            code_sent: false,
            status: None,
            began_ms: now_ms(),
            ended_ms: None,
        });
        if self.entries.len() > LIMIT {
            self.entries.pop_front();
        }
        self.n_seen
    }

    /// Notes what came of it.
    pub(crate) fn end(&mut self, n: u64, end: End) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.n == n) {
            entry.status = end.status;
            entry.ended_ms = Some(now_ms());
            entry.value_sent = end.value;
            entry.code_sent = end.code;
            (entry.caller, entry.caller_name) = match end.caller {
                None => (None, None),
                Some(Caller::Key { name, .. }) => (Some("key"), Some(name.to_owned())),
                Some(Caller::User { id }) => (Some("user"), Some(id.to_string())),
            };
        }
    }

    /// All entries, oldest first.
    pub fn entries(&self) -> Vec<Entry> {
        self.entries.iter().cloned().collect()
    }

    /// Forgets everything but the count.
    pub fn clear(&mut self) {
        self.entries.clear();
    }
}

fn now_ms() -> f64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0.0, |since| since.as_secs_f64() * 1_000.0)
}

fn without_tokens(path_and_query: &str) -> String {
    let Some((path, query)) = path_and_query.split_once('?') else {
        return path_and_query.to_owned();
    };
    let pairs: Vec<String> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((name, _)) if SECRET_PARAMETERS.contains(&name) => format!("{name}=***"),
            _ => pair.to_owned(),
        })
        .collect();
    format!("{path}?{}", pairs.join("&"))
}
