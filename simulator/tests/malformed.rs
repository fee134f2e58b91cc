//! Whatever is sent, nothing panics, and what comes back has one of the shapes that IT Glue is known to use.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod common;

use axum::body::Body;
use axum::http::{Request, Uri, header};
use common::{Answer, Demo, send};
use proptest::prelude::*;
use serde_json::{Value, json};
use tenant::people::TECHNICIAN;

/// None if the answer is one that a client of IT Glue has to expect.
fn strange(answer: &Answer, is_api: bool) -> Option<String> {
    let status = answer.status.as_u16();
    let known = [
        200, 201, 204, 302, 303, 400, 401, 403, 404, 413, 415, 422, 500,
    ];
    if !known.contains(&status) {
        return Some(format!("status {status}"));
    }
    let content_type = answer.header("content-type");
    let body: Value = serde_json::from_str(&answer.text).unwrap_or_default();
    let is_known = match content_type {
        "application/vnd.api+json" if status < 300 => {
            body["data"].is_array() || body["data"].is_object()
        }
        "application/vnd.api+json" => {
            body["errors"][0]["status"] == status
                && body["errors"][0]["title"].is_string()
                && body["errors"][0]["source"].get("pointer").is_some()
        }
        "application/json" => !is_api || body["message"].is_string() || body["otp"].is_string(),
        html if html.starts_with("text/html") => {
            (!is_api || status == 404) && answer.text.to_lowercase().starts_with("<!doctype html")
        }
        "image/gif" => !is_api,
        "" => answer.text.is_empty() && matches!(status, 204 | 302 | 303 | 500),
        _ => false,
    };
    (!is_known).then(|| format!("{status} {content_type} {}", answer.text))
}

#[derive(Debug, Clone)]
struct Malformed {
    method: &'static str,
    target: Vec<u8>,
    content_type: String,
    host: Vec<u8>,
    body: Vec<u8>,
}

fn segment() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::sample::select(vec![
            "organizations", "configurations", "passwords", "contacts", "documents", "flexible_assets", "checklists",
            "related_items", "attachments", "sections", "groups", "users", "logs", "user_metrics", "tickets", "datto_devices",
            "relationships", "otp", "publish", "versions", "draft", "docs", "login", "jwt", "token", "search.json", "links",
            "password_folders", "document_folders", "document_images", "flexible_asset_fields", "exports", "models",
        ])
        .prop_map(str::to_owned),
        3 => prop::sample::select(vec!["8121314", "8801001", "9301001", "6001001", "8001002", "301", "3", "0"])
            .prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "-1", "1e9", "99999999999999999999999", "18446744073709551615", "%", "%zz", "%00", "%ff%fe", "..", ".", "", "%2e%2e",
            "null", "NaN", "a;b", "[]", "\u{202e}", "%F0%9F%92%A9", "'", "{}",
        ])
        .prop_map(str::to_owned),
        1 => "[!-~]{1,12}",
    ]
}

/// Mostly addresses that exist, or nearly.
fn path() -> impl Strategy<Value = String> {
    let words = || {
        let words: Vec<&str> = WORDS.split_whitespace().collect();
        prop::sample::select(words)
    };
    let ids = || {
        prop::sample::select(vec![
            "8121314", "8801001", "9301001", "6001001", "8001002", "33001", "3", "-1",
        ])
    };
    prop_oneof![
        4 => words().prop_map(|word| format!("/{word}")),
        2 => (words(), ids()).prop_map(|(word, id)| format!("/{word}/{id}")),
        4 => (words(), ids(), words()).prop_map(|(parent, id, word)| format!("/{parent}/{id}/relationships/{word}")),
        1 => (words(), ids(), words(), ids())
            .prop_map(|(parent, above, word, id)| format!("/{parent}/{above}/relationships/{word}/{id}")),
        2 => words().prop_map(|word| format!("/organizations/8121314/relationships/{word}")),
        3 => prop::collection::vec(segment(), 0..6).prop_map(|segments| format!("/{}", segments.join("/"))),
    ]
}

const WORDS: &str = "organizations configurations passwords contacts locations documents document_folders sections \
    document_images flexible_asset_types flexible_asset_fields flexible_assets attachments related_items checklists domains \
    expirations password_folders organization_types configuration_types password_categories models manufacturers regions \
    countries users groups logs user_metrics exports configuration_interfaces login search.json jwt tickets";

fn parameter() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        prop::sample::select(vec![
            "page[number]",
            "page[size]",
            "page[]",
            "page",
            "page[number",
            "page]number[",
            "page[number][number]",
            "sort",
            "include",
            "filter[name]",
            "filter[id]",
            "filter[organization_id]",
            "filter[exclude][id]",
            "filter[range][]",
            "filter[range][expiration_date]",
            "filter[created_at]",
            "filter[date]",
            "filter[document_folder_id][ne]",
            "filter[psa_id]",
            "filter[rmm_id]",
            "filter[",
            "filter]]][[[",
            "filter[][]",
            "[",
            "show_password",
            "version_id",
            "filter%5Bname%5D",
            "generate_jwt",
            "query",
            "limit",
            "kind",
            "filter[flexible-asset-type-id]",
        ])
        .prop_map(str::to_owned),
        "[!-~]{0,10}",
    ];
    let value = prop_oneof![
        prop::sample::select(vec![
            "0",
            "-1",
            "1",
            "18446744073709551615",
            "99999999999999999999",
            "1e3",
            "",
            ",",
            ",,,",
            r"\,",
            r"\",
            "%",
            "%2",
            "%ff",
            "%C3%28",
            "%00",
            "null",
            "*",
            "*,*",
            "*,",
            "2026-13-99,*",
            "9999999-1,1",
            "-2026-01-01,*",
            "name",
            "-name",
            "--name",
            "-",
            "id,-id,id",
            "passwords,related_items,attachments",
            "user_resource_accesses",
            "true",
            "host:",
            "host:x",
        ])
        .prop_map(str::to_owned),
        "[!-~]{0,16}",
    ];
    (name, value).prop_map(|(name, value)| format!("{name}={value}"))
}

/// JSON that could stand in a body, wrong in any way.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[ -~äß\u{202e}]{0,8}".prop_map(Value::from),
        prop::sample::select(vec![
            "8121314",
            "9301001",
            "Password",
            "Document::Step",
            "null",
            "-1"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let name = prop::sample::select(vec![
            "data",
            "type",
            "id",
            "attributes",
            "relationships",
            "name",
            "organization-id",
            "organization_id",
            "traits",
            "password",
            "otp_secret",
            "resource-id",
            "resource-type",
            "destination_type",
            "destination_id",
            "parent_id",
            "contact-emails",
            "accounts_user_ids",
            "avatar",
            "attachment",
            "content",
            "file_name",
            "image",
            "target",
            "level",
            "resource_type",
            "sort",
            "user",
            "email",
            "otp_attempt",
            "configuration_interfaces",
            "flexible_asset_fields",
            "kind",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..6).prop_map(|pairs| pairs
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()),
        ]
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => (value(), value()).prop_map(|(attributes, id)| {
            json!({"data": {"attributes": attributes, "id": id}}).to_string().into_bytes()
        }),
        2 => prop::collection::vec(value(), 0..3)
            .prop_map(|rows| json!({"data": rows}).to_string().into_bytes()),
        2 => value().prop_map(|value| value.to_string().into_bytes()),
        1 => prop::collection::vec(any::<u8>(), 0..64),
        1 => (0_usize..5_000).prop_map(|depth| [b"{\"data\":".repeat(depth), b"[".repeat(depth)].concat()),
        1 => Just(b"--b\r\nContent-Disposition: form-data; name=\"data[attributes][attachment]\"\r\n\r\n\xff\r\n--b--".to_vec()),
        1 => Just(Vec::new()),
    ]
}

fn malformed() -> impl Strategy<Value = Malformed> {
    (
        prop::sample::select(vec![
            "GET", "GET", "GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS", "BREW",
        ]),
        path(),
        prop::collection::vec(parameter(), 0..5),
        prop::sample::select(vec![
            "application/vnd.api+json",
            "application/vnd.api+json",
            "application/json",
            "multipart/form-data; boundary=b",
            "multipart/form-data; boundary=",
            "text/plain",
            "",
            ";;;",
        ]),
        prop::sample::select(vec![
            &b"127.0.0.1:9"[..],
            b"[::1]:9",
            b":",
            b"\xff\xfe",
            b"api.itglue.com",
            b"%",
        ]),
        body(),
    )
        .prop_map(
            |(method, path, parameters, content_type, host, body)| Malformed {
                method,
                target: format!("{path}?{}", parameters.join("&")).into_bytes(),
                content_type: content_type.to_owned(),
                host: host.to_vec(),
                body,
            },
        )
}

impl Malformed {
    /// None for what no HTTP server would let through to a handler.
    fn request(&self, prefix: &str, credential: (&str, &str)) -> Option<Request<Body>> {
        let target = [prefix.as_bytes(), &self.target].concat();
        Request::builder()
            .method(self.method)
            .uri(Uri::try_from(target.as_slice()).ok()?)
            .header(header::HOST, self.host.as_slice())
            .header(header::CONTENT_TYPE, &self.content_type)
            .header(credential.0, credential.1)
            .body(Body::from(self.body.clone()))
            .ok()
    }
}

/// Where a request goes, and as which; none for one that cannot be sent.
type Surface = fn(&Demo, &Malformed) -> Option<(axum::Router, Request<Body>)>;

fn check(cases: u32, surface: Surface, is_api: bool) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let demo = Demo::with(&[("rate_limit", "1000000")]);
    let n_sent = std::cell::Cell::new(0);
    // More on demand: PROPTEST_CASES=100000.
    let wanted = std::env::var("PROPTEST_CASES").ok();
    let cases = wanted.and_then(|n| n.parse().ok()).unwrap_or(cases);
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(malformed in malformed())| {
        if let Some((router, request)) = surface(&demo, &malformed) {
            n_sent.set(n_sent.get() + 1);
            let answer = runtime.block_on(send(router, request));
            // The answer to HEAD has no body to look at.
            let strange = (malformed.method != "HEAD").then(|| strange(&answer, is_api)).flatten();
            prop_assert_eq!(strange, None, "{}", String::from_utf8_lossy(&malformed.target));
        }
    });
    assert!(n_sent.get() > cases / 2, "only {} were sent", n_sent.get());
}

#[test]
fn the_public_api_answers_anything_in_a_known_shape() {
    check(
        1_500,
        |demo, malformed| {
            let request = malformed.request("", ("x-api-key", &demo.key()))?;
            Some((simulator::api_router(demo.simulator.clone()), request))
        },
        true,
    );
}

#[test]
fn the_web_api_answers_anything_in_a_known_shape() {
    check(
        1_500,
        |demo, malformed| {
            let token = format!("Bearer {}", demo.token_of(TECHNICIAN));
            let request = malformed.request("/api", ("authorization", &token))?;
            Some((simulator::web_router(demo.simulator.clone()), request))
        },
        true,
    );
}

#[test]
fn the_web_site_answers_anything_in_a_known_shape() {
    check(
        800,
        |demo, malformed| {
            let cookie = demo.cookie_of(TECHNICIAN);
            let request = malformed.request("", ("cookie", &cookie))?;
            Some((simulator::web_router(demo.simulator.clone()), request))
        },
        false,
    );
}

#[tokio::test]
async fn a_parameter_that_comes_twice_counts_once() {
    let demo = Demo::new();
    let answer = demo
        .get("/organizations?page[size]=3&page[size]=5&page[number]=9&page[number]=1&sort=id&sort=-id")
        .await;
    assert_eq!((answer.status.as_u16(), answer.ids().len()), (200, 5));
    let links = answer.json()["links"]["next"].to_string();
    assert_eq!(links.matches("number").count(), 1, "{links}");
}

#[tokio::test]
async fn a_page_beyond_all_numbers_is_the_first_and_one_beyond_the_end_is_empty() {
    let demo = Demo::new();
    for (asked, page, n_rows) in [
        ("0", 1, 2),
        ("-5", 1, 2),
        ("99999999999999999999", 1, 2),
        ("18446744073709551615", u64::MAX, 0),
    ] {
        let answer = demo
            .get(&format!("/organizations?page[size]=2&page[number]={asked}"))
            .await;
        assert_eq!(answer.json()["meta"]["current-page"], page, "{asked}");
        assert_eq!(answer.ids().len(), n_rows, "{asked}");
        assert!(answer.json()["meta"]["total-count"].as_u64() > Some(2));
    }
}
