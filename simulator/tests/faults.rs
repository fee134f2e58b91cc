//! Faults on demand: what goes wrong, and for which requests.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod common;

use axum::body::Body;
use axum::http::{Request, header};
use common::{Answer, Demo};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tower::ServiceExt;

async fn set(demo: &Demo, fault: Value) {
    let answer = demo.control("POST", "/fault", fault).await;
    assert_eq!(answer.status, 204, "{}", answer.text);
}

async fn once(fault: Value) -> Answer {
    let demo = Demo::new();
    set(&demo, fault).await;
    demo.get("/organizations").await
}

/// Statuses of so many requests.
async fn statuses(demo: &Demo, n_requests: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..n_requests {
        statuses.push(demo.get("/regions").await.status.as_u16());
    }
    statuses
}

#[tokio::test]
async fn a_status_comes_empty_as_json_or_as_a_page() {
    for status in [500, 502, 503] {
        let empty = once(json!({"kind": "status", "value": status})).await;
        assert_eq!((empty.status.as_u16(), empty.text.as_str()), (status, ""));
        let message = once(json!({"kind": "status", "value": status, "body": "json"})).await;
        assert!(message.status == status && message.json()["message"].is_string());
        let page = once(json!({"kind": "status", "value": status, "body": "html"})).await;
        assert!(page.status == status && page.header("content-type").starts_with("text/html"));
    }
}

#[tokio::test]
async fn a_page_may_come_with_200_and_a_redirect_may_lead_anywhere() {
    let page = once(json!({"kind": "html"})).await;
    assert!(page.status == 200 && page.text.contains("We will be back soon"));
    for target in ["/elsewhere", "https://evil.example/organizations"] {
        let redirect = once(json!({"kind": "redirect", "value": target})).await;
        assert_eq!(
            (redirect.status.as_u16(), redirect.header("location")),
            (302, target)
        );
    }
}

#[tokio::test]
async fn a_truncated_answer_ends_in_the_middle_as_though_it_were_whole() {
    let answer = once(json!({"kind": "truncated"})).await;
    assert_eq!(answer.status, 200);
    assert!(answer.text.len() > 100 && answer.text.starts_with('{'));
    assert!(serde_json::from_str::<Value>(&answer.text).is_err());
}

#[tokio::test]
async fn a_dripping_answer_is_right_and_slow() {
    let start = Instant::now();
    let answer = once(json!({"kind": "drip", "value": 20})).await;
    assert!(start.elapsed() >= Duration::from_millis(200));
    assert!(answer.json()["data"].as_array().unwrap().len() == 50);
}

#[tokio::test]
async fn a_cut_answer_breaks_in_its_body() {
    let demo = Demo::new();
    set(&demo, json!({"kind": "cut"})).await;
    let request = Request::get("/organizations")
        .header(header::HOST, "127.0.0.1:9")
        .header("x-api-key", demo.key());
    let router = simulator::api_router(demo.simulator.clone());
    let answer = router
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.into_body().collect().await.is_err());
}

#[tokio::test]
async fn a_storm_of_429_lasts_for_so_many_requests_or_so_long() {
    let demo = Demo::new();
    set(&demo, json!({"kind": "rate_limit", "value": 2, "times": 3})).await;
    assert_eq!(statuses(&demo, 4).await, [429, 429, 429, 200]);
    set(&demo, json!({"kind": "rate_limit", "for_ms": 150})).await;
    assert_eq!(statuses(&demo, 3).await, [429, 429, 429]);
    tokio::time::sleep(Duration::from_millis(160)).await;
    assert_eq!(statuses(&demo, 1).await, [200]);
    assert_eq!(
        demo.control("GET", "/fault", json!(null)).await.json(),
        json!([])
    );
}

#[tokio::test]
async fn a_fault_may_wait_for_the_nth_request_of_its_path() {
    let demo = Demo::new();
    set(
        &demo,
        json!({"kind": "status", "path_contains": "/regions", "nth": 3}),
    )
    .await;
    demo.get("/organizations").await;
    assert_eq!(statuses(&demo, 4).await, [200, 200, 500, 200]);
    set(&demo, json!({"kind": "status", "nth": 2, "times": 2})).await;
    assert_eq!(statuses(&demo, 4).await, [200, 500, 500, 200]);
}

#[tokio::test]
async fn a_fault_may_hit_at_random_and_the_same_seed_hits_the_same_requests() {
    let drawn = async |seed: u64| {
        let demo = Demo::new();
        set(
            &demo,
            json!({"kind": "status", "percent": 30, "seed": seed}),
        )
        .await;
        statuses(&demo, 100).await
    };
    let first = drawn(7).await;
    let n_hits = first.iter().filter(|status| **status == 500).count();
    assert!((15..=45).contains(&n_hits), "{n_hits}");
    assert_eq!(drawn(7).await, first);
    assert_ne!(drawn(8).await, first);
}

#[tokio::test]
async fn a_fault_with_an_unknown_word_is_refused() {
    let demo = Demo::new();
    let answer = demo
        .control("POST", "/fault", json!({"kind": "status", "often": 3}))
        .await;
    assert!(answer.status.is_client_error());
    assert_eq!(demo.get("/regions").await.status, 200);
}

#[tokio::test]
async fn a_fault_hits_the_web_site_too_and_a_late_answer_is_the_right_one() {
    let demo = Demo::new();
    set(
        &demo,
        json!({"kind": "latency", "value": 60, "path_contains": "/jwt/"}),
    )
    .await;
    let start = Instant::now();
    let cookie = demo.cookie_of(3);
    let answer = demo
        .web("GET", "/jwt/refresh", &[("cookie", &cookie)], "")
        .await;
    assert!(answer.status == 200 && start.elapsed() >= Duration::from_millis(60));
}

#[test]
fn over_a_socket_a_dropped_answer_has_no_byte_and_a_cut_one_half_of_them() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_simulator"))
        .args(["--until-stdin-closes"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let line: Value = serde_json::from_str(&line).unwrap();
    let text = |name: &str| line[name].as_str().unwrap().to_owned();
    let set = |kind: &str| {
        let fault =
            json!({"kind": kind, "times": 1, "path_contains": "/organizations"}).to_string();
        let length = fault.len();
        let ask = format!(
            "POST /fault HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{fault}"
        );
        assert!(exchange(&text("control_url"), &ask).starts_with("HTTP/1.1 204"));
    };
    let key = line["keys"]["api_key"].as_str().unwrap();
    let ask = format!(
        "GET /organizations HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Api-Key: {key}\r\n\r\n"
    );
    set("drop");
    assert_eq!(exchange(&text("url"), &ask), "");
    set("cut");
    let cut = exchange(&text("url"), &ask);
    assert!(cut.starts_with("HTTP/1.1 200") && cut.contains("\"data\":"));
    let whole = exchange(&text("url"), &ask);
    assert!(whole.len() > cut.len() + 1_000 && whole.trim_end().ends_with(['}', '0']));
    let journal = exchange(
        &text("control_url"),
        "GET /journal HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    );
    assert!(journal.contains("\"status\":null"));
    // What the line says of people is enough to sign in.
    let users = line["users"].as_array().unwrap();
    let admin = users
        .iter()
        .find(|user| user["role"] == "Administrator")
        .unwrap();
    assert!(admin["otp_secret"].as_str().unwrap().len() == 32 && admin["password"].is_string());
    assert!(
        users
            .iter()
            .any(|user| user["email"] == line["email"] && user["password"] == line["password"])
    );
    drop(program.stdin.take());
    assert!(program.wait().unwrap().success());
}

fn exchange(url: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // A broken connection may end in an error; what came before it counts.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}
