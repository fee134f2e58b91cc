//! The demo host pages: replicas from `tests/pages`, filled from the tenant. One file a product; the host decides which.

mod autotask;
mod connectwise;
mod datto_rmm;
mod generic;
mod plant;

use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use tenant::Tenant;

use crate::Simulator;
use crate::serve::Ask;
use plant::Plant;

const STRICT_POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'none'";

/// What a product's file is given: the tenant, the request, and what is to be planted.
struct Sight<'a> {
    tenant: &'a Tenant,
    ask: &'a Ask,
    plant: Plant<'a>,
}

/// Answers a request to one of a product's hosts; none where there is no such page.
type Answering = fn(&Sight) -> Option<Response>;

/// Ends of the host names that have pages, and who answers.
const PRODUCTS: [(&str, Answering); 4] = [
    (".rmm.datto.com", datto_rmm::answer),
    (".autotask.net", autotask::answer),
    (".myconnectwise.net", connectwise::answer),
    (".toolshed.example", generic::answer),
];

/// Somebody's pages are on this host.
pub(crate) fn knows_host(host: &str) -> bool {
    PRODUCTS.iter().any(|(end, _)| host.ends_with(end))
}

/// Answers a request for a page, its data, or its files.
pub(crate) fn answer(simulator: &Simulator, ask: &Ask) -> Response {
    if ask.method != Method::GET {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let tenant = simulator.tenant();
    // The listener without host names shows Datto RMM's pages.
    let answer_of = PRODUCTS
        .iter()
        .find(|(end, _)| ask.host_name().ends_with(end))
        .map_or(datto_rmm::answer as Answering, |(_, answer)| *answer);
    let sight = Sight {
        tenant: &tenant,
        ask,
        plant: Plant::new(ask),
    };
    let mut answer = match ask.segments().as_slice() {
        // Browsers ask by themselves; a 404 would be noise in a test's console.
        ["favicon.ico"] => StatusCode::NO_CONTENT.into_response(),
        _ => answer_of(&sight).unwrap_or_else(not_found),
    };
    if answer.status().is_success()
        && let Some(zone) = sight.plant.left_over()
    {
        let text = format!("this page has no zone “{zone}”\n");
        return (StatusCode::UNPROCESSABLE_ENTITY, text).into_response();
    }
    let headers = answer.headers_mut();
    if ask.parameter("csp") == Some("strict") {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(STRICT_POLICY),
        );
    }
    if ask.parameter("pp") == Some("1") {
        headers.insert(
            "permissions-policy",
            HeaderValue::from_static("clipboard-write=()"),
        );
    }
    for policy in ["require-corp", "credentialless"] {
        if ask.parameter("coep") == Some(policy) {
            headers.insert(
                "cross-origin-embedder-policy",
                HeaderValue::from_static(policy),
            );
        }
    }
    answer
}

/// Text as HTML shows it, in content and in attributes.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// A text that may be missing, as HTML.
fn escape_some(text: Option<&String>) -> String {
    escape(text.map_or("", String::as_str))
}

/// A replica with its `{{places}}` filled. Values are HTML already; a place that nobody fills becomes empty.
fn fill(template: &str, places: &[(&str, String)]) -> String {
    // One pass from left to right, so that text of the tenant is never taken for a place.
    let mut document = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        document.push_str(before);
        let value = places.iter().find(|(place, _)| *place == name);
        document.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    document.push_str(rest);
    document
}

/// A piece of a page, without the comment that it begins with.
fn piece(template: &'static str) -> &'static str {
    template
        .split_once("-->\n")
        .map_or(template, |(_, rest)| rest)
}

fn slug(name: &str) -> String {
    let words: Vec<String> = name
        .to_lowercase()
        .split(|sign: char| !sign.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.join("-")
}

/// As in a query.
pub(crate) fn encode(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes()
        .map(|byte| {
            if is_plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

fn script(content: &'static str) -> Response {
    file("text/javascript; charset=utf-8", content)
}

fn style(content: &'static str) -> Response {
    file("text/css; charset=utf-8", content)
}

fn file(media_type: &'static str, content: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type)], content).into_response()
}

fn html(document: String) -> Response {
    Html(document).into_response()
}

fn not_found() -> Response {
    (
        StatusCode::NOT_FOUND,
        Html("<!doctype html><title>Not found</title><h1>Not found</h1>"),
    )
        .into_response()
}
