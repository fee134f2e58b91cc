//! Journal, faults and the control port; the program itself.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::Instant;

use common::Demo;
use serde_json::{Value, json};
use tenant::{fixtures, password_value};

#[tokio::test]
async fn the_journal_tells_what_was_asked_and_never_a_key() {
    let demo = Demo::new();
    demo.get("/passwords/9301001?show_password=false").await;
    demo.get_host("evil.example:4443", "/collect?x=1").await;
    let journal = demo.control("GET", "/journal", json!(null)).await;
    assert!(!journal.text.contains(&demo.key()));
    let entries = journal.json();
    assert_eq!(
        entries[0]["path_and_query"],
        "/passwords/9301001?show_password=false"
    );
    assert_eq!(
        (&entries[0]["show_password"], &entries[0]["has_api_key"]),
        (&json!("false"), &json!(true))
    );
    assert_eq!(
        (&entries[0]["status"], &entries[0]["has_cookie"]),
        (&json!(200), &json!(false))
    );
    assert_eq!(
        (&entries[1]["surface"], &entries[1]["host"]),
        (&json!("foreign"), &json!("evil.example"))
    );
    demo.control("DELETE", "/journal", json!(null)).await;
    demo.get("/regions").await;
    let entries = demo.control("GET", "/journal", json!(null)).await.json();
    assert_eq!(
        (entries.as_array().unwrap().len(), &entries[0]["n"]),
        (1, &json!(3))
    );
}

#[tokio::test]
async fn a_fault_hits_its_path_as_often_as_asked() {
    let demo = Demo::new();
    demo.control(
        "POST",
        "/fault",
        json!({"path_contains": "/passwords", "kind": "status", "value": 502, "times": 1}),
    )
    .await;
    assert_eq!(demo.get("/regions").await.status, 200);
    assert_eq!(demo.get("/passwords/9301001").await.status, 502);
    assert_eq!(demo.get("/passwords/9301001").await.status, 200);
}

#[tokio::test]
async fn every_kind_of_fault_does_what_it_says() {
    let demo = Demo::new();
    let next = async |fault: Value| {
        demo.control("DELETE", "/fault", json!(null)).await;
        let accepted = demo.control("POST", "/fault", fault).await;
        assert_eq!(accepted.status, 204, "{}", accepted.text);
        demo.get("/regions").await
    };
    let html = next(json!({"kind": "html"})).await;
    assert!(html.status == 200 && html.header("content-type").starts_with("text/html"));
    let redirect = next(json!({"kind": "redirect", "value": "https://evil.example/"})).await;
    assert_eq!(
        (redirect.status.as_u16(), redirect.header("location")),
        (302, "https://evil.example/")
    );
    let busy = next(json!({"kind": "rate_limit", "value": 3})).await;
    assert_eq!(
        (busy.status.as_u16(), busy.header("retry-after")),
        (429, "3")
    );
    let start = Instant::now();
    assert_eq!(
        next(json!({"kind": "latency", "value": 120})).await.status,
        200
    );
    assert!(start.elapsed().as_millis() >= 120);
}

#[tokio::test]
async fn a_revoked_key_is_a_bad_key() {
    let demo = Demo::new();
    demo.control("POST", "/revoke_key", json!({})).await;
    assert_eq!(demo.get("/regions").await.status, 403);
    assert_eq!(
        demo.get_with("/regions", &demo.key_without_passwords())
            .await
            .status,
        200
    );
    demo.control("POST", "/reset", json!(null)).await;
    assert_eq!(demo.get("/regions").await.status, 200);
}

#[tokio::test]
async fn a_switch_is_checked_before_it_is_set() {
    let demo = Demo::new();
    assert_eq!(
        demo.control("POST", "/set", json!({"bad_key": "maybe"}))
            .await
            .status,
        422
    );
    assert_eq!(
        demo.control("POST", "/set", json!({"no_such_switch": "1"}))
            .await
            .status,
        422
    );
    assert_eq!(
        demo.control(
            "POST",
            "/set",
            json!({"bad_key": "401_errors", "rate_limit": 5})
        )
        .await
        .status,
        200
    );
    assert_eq!(demo.get_with("/regions", "ITG.wrong").await.status, 401);
    assert_eq!(
        demo.control("GET", "/options", json!(null)).await.json()["rate_limit"],
        "5"
    );
}

#[tokio::test]
async fn organizations_can_be_renamed_and_deleted() {
    let demo = Demo::new();
    let id = fixtures::HARBOUR_DENTAL.to_string();
    demo.control(
        "POST",
        "/rename",
        json!({"organization": id, "name": "Harbour Smiles"}),
    )
    .await;
    assert_eq!(
        demo.get("/organizations?filter[name]=Harbour%20Smiles")
            .await
            .ids(),
        [id.as_str()]
    );
    assert_eq!(
        demo.get("/passwords/9301001").await.json()["data"]["attributes"]["organization-name"],
        "Harbour Smiles"
    );
    demo.control(
        "POST",
        "/delete",
        json!({"organization": fixtures::HARBOUR_DENTAL}),
    )
    .await;
    assert_eq!(demo.get(&format!("/organizations/{id}")).await.status, 404);
    assert_eq!(demo.get("/passwords/9301001").await.status, 404);
}

#[tokio::test]
async fn the_facts_name_what_tests_look_for() {
    let demo = Demo::new();
    let facts = demo.control("GET", "/facts", json!(null)).await.json();
    assert_eq!(
        facts["organizations"]["Meridian Partners"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let device = |id: u64| {
        let devices = facts["devices"].as_array().unwrap();
        devices
            .iter()
            .find(|row| row["datto_id"] == id)
            .unwrap()
            .clone()
    };
    assert_eq!(device(410_001)["configuration_id"], "8801001");
    assert_eq!(
        device(fixtures::DATTO_FRONTDESK_3)["configuration_id"],
        json!(null)
    );
    assert_eq!(facts["hdg_dc01_passwords"][0]["id"], "9301001");
    let value = demo
        .control("GET", "/password_value/9301001", json!(null))
        .await;
    assert_eq!(value.text, password_value(fixtures::DEMO_SEED, 9_301_001));
}

#[test]
fn the_program_says_where_it_is_cuts_bodies_and_ends_with_its_parent() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_simulator"))
        .args(["--until-stdin-closes", "--set", "rate_limit=100"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(program.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let line: Value = serde_json::from_str(&line).unwrap();
    let text = |name: &str| line[name].as_str().unwrap().to_owned();
    let fault = r#"{"kind":"cut","times":1}"#;
    let control = format!(
        "POST /fault HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{fault}",
        fault.len()
    );
    assert!(exchange(&text("control_url"), &control).starts_with("HTTP/1.1 204"));
    let ask = format!(
        "GET /organizations HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Api-Key: {}\r\n\r\n",
        text("api_key")
    );
    let whole =
        |answer: &str| answer.trim_end().ends_with('}') || answer.trim_end().ends_with("\r\n0");
    let cut = exchange(&text("url"), &ask);
    assert!(
        cut.starts_with("HTTP/1.1 200") && !whole(&cut),
        "{}",
        &cut[cut.len().saturating_sub(80)..]
    );
    assert!(whole(&exchange(&text("url"), &ask)));
    drop(program.stdin.take());
    assert!(program.wait().unwrap().success());
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "", "exactly one line on standard output");
}

fn exchange(url: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // A cut connection may end in an error; what came before it counts.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn the_control_port_takes_json_under_any_name_and_says_what_is_wrong_with_the_rest() {
    let demo = Demo::new();
    let post = async |path: &str, body: &str| {
        let request = axum::http::Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(axum::body::Body::from(body.to_owned()))
            .unwrap();
        let router = simulator::control_router(demo.simulator.clone());
        common::send(router, request).await
    };
    assert_eq!(
        post("/set", r#"{"page_size_over": "400"}"#).await.status,
        200
    );
    for (path, body, words) in [
        ("/fault", r#"{"kind": "explode"}"#, "unknown variant"),
        (
            "/fault",
            r#"{"kind": "drop", "often": true}"#,
            "unknown field",
        ),
        ("/set", "page_size_over=400", "expected"),
        ("/clock", "{}", "advance_ms"),
    ] {
        let refused = post(path, body).await;
        assert_eq!(refused.status, 422, "{path} {body}");
        let error = refused.json()["error"].to_string();
        assert!(error.contains(words), "{error}");
    }
}
