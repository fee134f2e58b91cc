//! One-time codes: who gets them, in which form, and what the journal says of it.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod common;

use common::Demo;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};
use tenant::fixtures::{DEMO_SEED, HDG_DC01_IDRAC, HDG_DC01_LOCAL_ADMIN};
use tenant::people::{LITE, READ_ONLY, TECHNICIAN};

fn now_s() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

/// The codes of this step and the next: the step may end while a test runs.
fn codes(drift_s: u64) -> [String; 2] {
    let secret = tenant::password_otp_secret(DEMO_SEED, HDG_DC01_IDRAC);
    let now_s = now_s() + drift_s;
    [now_s, now_s + 30].map(|moment| simulator::otp::code(&secret, moment))
}

fn path() -> String {
    format!("/passwords/{HDG_DC01_IDRAC}/otp")
}

#[tokio::test]
async fn whoever_may_see_a_password_gets_its_code() {
    let demo = Demo::new();
    for user in [TECHNICIAN, READ_ONLY, LITE] {
        let expected = codes(0);
        let body = demo.get_as(user, &path()).await.json();
        let attributes = &body["data"]["attributes"];
        let code = attributes["otp-value"].as_str().unwrap();
        assert!(code.len() == 6 && expected.iter().any(|expected| expected == code));
        let expires = attributes["otp-expires-at"].as_str().unwrap();
        assert!(
            expires.ends_with(":00.000Z") || expires.ends_with(":30.000Z"),
            "{expires}"
        );
    }
    let expected = codes(0);
    let by_control = demo
        .control("GET", &format!("/otp/{HDG_DC01_IDRAC}"), json!(null))
        .await;
    assert!(expected.contains(&by_control.text));
}

#[tokio::test]
async fn a_code_of_a_password_that_is_not_theirs_is_404() {
    let demo = Demo::new();
    let foreign = {
        let tenant = demo.simulator.tenant();
        let row = tenant.passwords.iter().find(|row| {
            row.otp_enabled
                && !row.is_vaulted()
                && row.organization_id != tenant::fixtures::HARBOUR_DENTAL
        });
        row.unwrap().id
    };
    let foreign = format!("/passwords/{foreign}/otp");
    assert_eq!(demo.get_as(TECHNICIAN, &foreign).await.status, 200);
    assert_eq!(demo.get_as(LITE, &foreign).await.status, 404);
    assert_eq!(
        demo.get_as(TECHNICIAN, "/passwords/1/otp").await.status,
        404
    );
}

#[tokio::test]
async fn codes_are_the_web_apis_alone_unless_switched() {
    let status = async |position: &str| {
        let demo = Demo::with(&[("otp_access", position)]);
        let token = format!("Bearer {}", demo.token_of(TECHNICIAN));
        let public = demo
            .api("GET", &path(), &[("authorization", &token)])
            .await
            .status;
        let by_key = demo.get(&path()).await.status;
        assert_eq!(demo.get_as(TECHNICIAN, &path()).await.status, 200);
        (public.as_u16(), by_key.as_u16())
    };
    assert_eq!(status("web_only").await, (404, 404));
    assert_eq!(status("bearer_anywhere").await, (200, 404));
    assert_eq!(status("keys_too").await, (200, 200));
}

#[tokio::test]
async fn a_password_without_codes_says_so_in_one_of_three_ways() {
    let path = format!("/passwords/{HDG_DC01_LOCAL_ADMIN}/otp");
    for (position, status) in [("404", 404), ("422", 422)] {
        let demo = Demo::with(&[("otp_missing", position)]);
        assert_eq!(demo.get_as(TECHNICIAN, &path).await.status, status);
    }
    let demo = Demo::with(&[("otp_missing", "null")]);
    let body = demo.get_as(TECHNICIAN, &path).await.json();
    assert_eq!(body["data"]["attributes"]["otp-value"], Value::Null);
}

#[tokio::test]
async fn the_answer_has_either_shape_and_its_end_any_of_three_forms() {
    let ask = async |settings: &[(&str, &str)]| {
        Demo::with(settings)
            .get_as(TECHNICIAN, &path())
            .await
            .json()
    };
    let flat = ask(&[("otp_shape", "flat")]).await;
    assert!(flat["otp"].is_string() && flat.get("data").is_none());
    let end = async |form: &str| {
        ask(&[("otp_expires", form)]).await["data"]["attributes"]["otp-expires-at"].clone()
    };
    assert!(end("iso").await.is_string());
    let unix = end("unix").await.as_u64().unwrap();
    assert!(unix % 30 == 0 && (1..=30).contains(&unix.saturating_sub(now_s()).max(1)));
    assert_eq!(end("absent").await, Value::Null);
}

#[tokio::test]
async fn a_clock_that_drifts_gives_the_codes_of_its_own_time() {
    let demo = Demo::with(&[("otp_drift_s", "3600")]);
    let expected = codes(3_600);
    let body = demo.get_as(TECHNICIAN, &path()).await.json();
    let code = body["data"]["attributes"]["otp-value"].as_str().unwrap();
    assert!(expected.iter().any(|expected| expected == code));
}

#[tokio::test]
async fn the_journal_says_who_asked_and_whether_a_value_or_a_code_went_out() {
    let demo = Demo::new();
    demo.get("/passwords/9301001").await;
    demo.get("/passwords/9301001?show_password=false").await;
    demo.get_with("/passwords/9301001", &demo.key_without_passwords())
        .await;
    demo.get_as(LITE, &path()).await;
    demo.get_with("/passwords/9301001", "ITG.wrong").await;
    let fault = json!({"kind": "status", "times": 1});
    demo.control("POST", "/fault", fault).await;
    demo.get("/passwords/9301001").await;
    let journal = demo.control("GET", "/journal", json!(null)).await;
    let told: Vec<Value> = journal
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            json!([
                entry["caller"],
                entry["caller_name"],
                entry["value_sent"],
                entry["code_sent"]
            ])
        })
        .collect();
    assert_eq!(
        told,
        [
            json!(["key", "api_key", true, false]),
            json!(["key", "api_key", false, false]),
            json!(["key", "api_key_without_passwords", false, false]),
            json!(["user", LITE.to_string(), false, true]),
            json!([null, null, false, false]),
            // The fault kept the value back.
            json!(["key", "api_key", false, false]),
        ]
    );
    assert!(!journal.text.contains(&demo.key()));
}

#[tokio::test]
async fn a_written_secret_makes_the_codes_from_then_on() {
    let demo = Demo::new();
    let path = format!("/passwords/{HDG_DC01_LOCAL_ADMIN}");
    let otp = format!("{path}/otp");
    let write = async |secret: Value| {
        let body = json!({"data": {"type": "passwords", "attributes": {"otp_secret": secret}}});
        demo.write("PATCH", &path, body).await
    };
    // RFC 6238's own secret, as people copy it.
    let written = write(json!("gezd gnbv gy3t qojq GEZD-GNBV-GY3T-QOJQ")).await;
    assert_eq!(written.attribute("otp-enabled"), true);
    assert!(!written.text.to_lowercase().contains("gezd"));
    let now_s = now_s();
    let expected = [now_s, now_s + 30]
        .map(|moment| json!(simulator::otp::code(b"12345678901234567890", moment)));
    let told = demo.get_as(TECHNICIAN, &otp).await.attribute("otp-value");
    assert!(expected.contains(&told));
    let refused = write(json!("not Base32!")).await;
    assert_eq!(
        (
            refused.status.as_u16(),
            &refused.error()["source"]["pointer"]
        ),
        (422, &json!("/data/attributes/otp-secret"))
    );
    assert!(!refused.text.contains("Base32!"));
    assert_eq!(write(Value::Null).await.attribute("otp-enabled"), false);
    assert_eq!(demo.get_as(TECHNICIAN, &otp).await.status, 404);
}
