//! Each mistake that a client of IT Glue is prone to shows here: it gets a wrong result, or the journal has it.

mod common;

use axum::body::Body;
use axum::http::Request;
use common::{Answer, Demo, send};
use serde_json::{Value, json};

/// A client that asks once and believes whatever comes.
fn believed_rows(answer: &Answer) -> Vec<Value> {
    let body: Value = serde_json::from_str(&answer.text).unwrap_or_default();
    body["data"].as_array().cloned().unwrap_or_default()
}

/// A client that goes wherever it is sent, with its key in hand.
async fn follow(demo: &Demo, target: &str) -> Answer {
    let (host, path) = target
        .trim_start_matches("https://")
        .split_once('/')
        .unwrap_or((target, ""));
    let request = Request::get(format!("/{path}"))
        .header("host", host)
        .header("x-api-key", demo.key())
        .body(Body::empty())
        .unwrap_or_default();
    send(simulator::tls_router(demo.simulator.clone()), request).await
}

async fn keys_given_away(demo: &Demo) -> usize {
    let journal = demo.control("GET", "/journal", json!(null)).await.json();
    let entries = journal.as_array().cloned().unwrap_or_default();
    let is_lost = |entry: &&Value| entry["surface"] == "foreign" && entry["has_api_key"] == true;
    entries.iter().filter(is_lost).count()
}

#[tokio::test]
async fn one_that_forgets_the_next_page_lacks_rows() {
    let demo = Demo::new();
    let answer = demo.get("/configurations").await;
    assert!((believed_rows(&answer).len() as u64) < answer.total());
    let largest = demo.get("/passwords?page[size]=1000").await;
    assert!(
        (believed_rows(&largest).len() as u64) < largest.total(),
        "not even the largest page has all"
    );
}

#[tokio::test]
async fn one_that_trusts_a_filter_gets_other_clients_rows() {
    let demo = Demo::new();
    for filter in [
        "hostname]=HDG-DC01",
        "primary_ip]=10.0.0.10",
        "serial]=7XK3QW2",
        "organization]=5120044",
    ] {
        let answer = demo.get(&format!("/configurations?filter[{filter}")).await;
        let mut owners = answer.column("organization-id");
        owners.dedup();
        assert!(owners.len() > 1, "{filter}");
    }
}

#[tokio::test]
async fn one_that_trusts_an_id_of_the_wrong_system_gets_the_neighbour() {
    let demo = Demo::with(&[("unpaired_filter", "match_any")]);
    let both = demo.get("/organizations?filter[psa_id]=174").await;
    assert_eq!(both.total(), 2);
    let ignored = Demo::new().get("/organizations?filter[psa_id]=174").await;
    assert!(ignored.total() > 2);
}

#[tokio::test]
async fn one_that_follows_a_redirect_hands_its_key_to_somebody_else() {
    let demo = Demo::new();
    let fault =
        json!({"kind": "redirect", "value": "https://collector.example/organizations", "times": 1});
    demo.control("POST", "/fault", fault).await;
    let answer = demo.get("/organizations").await;
    assert_eq!(answer.status, 302);
    assert_eq!(keys_given_away(&demo).await, 0);
    let there = follow(&demo, answer.header("location")).await;
    assert_eq!(
        (there.status.as_u16(), believed_rows(&there).len()),
        (200, 0)
    );
    assert_eq!(keys_given_away(&demo).await, 1);
}

#[tokio::test]
async fn one_that_follows_links_to_another_host_hands_its_key_to_somebody_else() {
    let demo = Demo::with(&[("links_base", "https://collector.example")]);
    let answer = demo.get("/organizations?page[size]=5").await;
    let next = answer.json()["links"]["next"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert!(
        next.starts_with("https://collector.example/organizations?"),
        "{next}"
    );
    follow(&demo, &next).await;
    assert_eq!(keys_given_away(&demo).await, 1);
}

#[tokio::test]
async fn one_that_reads_a_page_of_html_as_an_empty_list_loses_everybody() {
    let demo = Demo::new();
    let fault = json!({"kind": "html", "times": 1});
    demo.control("POST", "/fault", fault).await;
    let page = demo.get("/organizations").await;
    assert_eq!((page.status.as_u16(), believed_rows(&page).len()), (200, 0));
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(!believed_rows(&demo.get("/organizations").await).is_empty());
}

#[tokio::test]
async fn one_that_reads_half_an_answer_as_an_empty_list_loses_everybody() {
    let demo = Demo::new();
    let fault = json!({"kind": "truncated", "times": 1});
    demo.control("POST", "/fault", fault).await;
    let half = demo.get("/organizations").await;
    assert_eq!((half.status.as_u16(), believed_rows(&half).len()), (200, 0));
}

#[tokio::test]
async fn one_that_asks_for_a_password_without_saying_what_for_is_given_its_value_and_told_on() {
    let demo = Demo::new();
    let careless = demo.get("/passwords/9301001").await;
    assert!(careless.attribute("password").is_string());
    assert!(careless.header("cache-control").contains("max-age"));
    let careful = demo.get("/passwords/9301001?show_password=false").await;
    assert!(careful.attribute("password").is_null());
    let journal = demo.control("GET", "/journal", json!(null)).await.json();
    let told: Vec<&Value> = journal
        .as_array()
        .into_iter()
        .flatten()
        .map(|entry| &entry["value_sent"])
        .collect();
    assert_eq!(told, [true, false]);
}

#[tokio::test]
async fn one_that_keeps_ids_as_floating_numbers_asks_for_a_record_that_is_not_there() {
    let demo = Demo::new();
    let id = tenant::fixtures::SUMMIT_VETERINARY;
    let rounded = id as f64 as u64;
    assert_ne!(rounded, id);
    assert_eq!(demo.get(&format!("/organizations/{id}")).await.status, 200);
    assert_eq!(
        demo.get(&format!("/organizations/{rounded}")).await.status,
        404
    );
}
