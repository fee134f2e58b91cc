//! A test may move the simulator's clock: tokens, one-time codes and what takes place later all follow it.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod common;

use common::Demo;
use serde_json::{Value, json};
use tenant::fixtures::{DEMO_SEED, HDG_DC01_IDRAC, ORCHARD_LLC};
use tenant::people::{ADMINISTRATOR, TECHNICIAN};

const HOUR_MS: i64 = 3_600_000;

async fn advance(demo: &Demo, by_ms: i64) {
    let moved = demo
        .control("POST", "/clock", json!({"advance_ms": by_ms}))
        .await;
    assert_eq!(moved.status, 200);
}

async fn status_with(demo: &Demo, token: &str) -> u16 {
    let token = format!("Bearer {token}");
    let answer = demo
        .web(
            "GET",
            "/api/organizations",
            &[("authorization", &token)],
            "",
        )
        .await;
    answer.status.as_u16()
}

#[tokio::test]
async fn an_access_token_ends_when_the_clock_has_moved_past_its_life_and_counts_again_when_it_is_moved_back()
 {
    let demo = Demo::new();
    let token = demo.token_of(TECHNICIAN);
    assert_eq!(status_with(&demo, &token).await, 200);
    advance(&demo, 2 * HOUR_MS + 1_000).await;
    assert_eq!(status_with(&demo, &token).await, 401);
    assert_eq!(status_with(&demo, &demo.token_of(TECHNICIAN)).await, 200);
    advance(&demo, -HOUR_MS).await;
    assert_eq!(status_with(&demo, &token).await, 200);
}

#[tokio::test]
async fn a_refresh_token_ends_after_its_life_and_the_browser_gets_a_new_one() {
    let demo = Demo::new();
    let cookie = demo.cookie_of(TECHNICIAN);
    let refresh = async || {
        let answer = demo
            .web("GET", "/jwt/refresh", &[("cookie", &cookie)], "")
            .await;
        answer.json()["token"].as_str().unwrap().to_owned()
    };
    let buy = async |token: &str| {
        let answer = demo
            .web("POST", "/jwt/token", &[("x-refresh-token", token)], "")
            .await;
        answer.status.as_u16()
    };
    let old = refresh().await;
    assert_eq!(buy(&old).await, 200);
    advance(&demo, 25 * HOUR_MS).await;
    assert_eq!(buy(&old).await, 401);
    assert_eq!(buy(&refresh().await).await, 200);
}

#[tokio::test]
async fn a_token_tells_its_times_by_the_moved_clock() {
    let demo = Demo::new();
    advance(&demo, -48 * HOUR_MS).await;
    let now_s = demo.simulator.clock().unix_s();
    let token = demo.token_of(TECHNICIAN);
    let claims = token.split('.').nth(1).unwrap();
    let claims = data_encoding::BASE64URL_NOPAD
        .decode(claims.as_bytes())
        .unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    let issued_s = claims["iat"].as_u64().unwrap();
    assert!((now_s..=now_s + 5).contains(&issued_s));
    assert_eq!(claims["exp"], issued_s + 7_200);
}

#[tokio::test]
async fn one_time_codes_of_passwords_and_of_logins_are_those_of_the_moved_clock() {
    let demo = Demo::new();
    advance(&demo, 400 * 24 * HOUR_MS).await;
    let path = format!("/passwords/{HDG_DC01_IDRAC}/otp");
    let codes = || {
        let secret = tenant::password_otp_secret(DEMO_SEED, HDG_DC01_IDRAC);
        let now_s = demo.simulator.clock().unix_s();
        [now_s, now_s + 30].map(|moment| json!(simulator::otp::code(&secret, moment)))
    };
    let expected = codes();
    let told = demo.get_as(TECHNICIAN, &path).await.attribute("otp-value");
    assert!(expected.contains(&told));
    let by_control = demo
        .control("GET", &format!("/otp/{HDG_DC01_IDRAC}"), json!(null))
        .await;
    assert!(
        codes().contains(&json!(by_control.text)) || expected.contains(&json!(by_control.text))
    );
    let secret = tenant::login_otp_secret(DEMO_SEED, ADMINISTRATOR);
    let code = simulator::otp::code(&secret, demo.simulator.clock().unix_s());
    let password = tenant::people::login_password(DEMO_SEED, ADMINISTRATOR);
    let body = json!({"user": {"email": "admin@northlane.example", "password": password, "otp_attempt": code}});
    let path = "/login?generate_jwt=1&sso_disabled=1";
    let signed_in = demo.web("POST", path, &[], &body.to_string()).await;
    assert_eq!(signed_in.status, 200, "{}", signed_in.text);
}

#[tokio::test]
async fn an_organization_may_go_some_time_after_it_was_deleted() {
    let demo = Demo::with(&[("organization_delete_s", "3600")]);
    let path = format!("/organizations/{ORCHARD_LLC}");
    let row = json!({"type": "organizations", "attributes": {"id": ORCHARD_LLC}});
    let marked = demo
        .write("DELETE", "/organizations", json!({"data": [row]}))
        .await;
    assert_eq!(
        (marked.status.as_u16(), marked.ids()),
        (200, vec![ORCHARD_LLC.to_string()])
    );
    assert_eq!(demo.get(&path).await.status, 200);
    advance(&demo, HOUR_MS / 2).await;
    assert_eq!(demo.get(&path).await.status, 200);
    advance(&demo, HOUR_MS / 2 + 1_000).await;
    assert_eq!(demo.get(&path).await.status, 404);
    let owned = format!("/configurations?filter[organization_id]={ORCHARD_LLC}");
    assert_eq!(demo.get(&owned).await.total(), 0);
    demo.control("POST", "/reset", json!(null)).await;
    assert_eq!(demo.get(&path).await.status, 200);
}

#[tokio::test]
async fn without_the_switch_an_organization_is_gone_at_once_and_control_never_waits() {
    let demo = Demo::new();
    let path = format!("/organizations/{ORCHARD_LLC}");
    let row = json!({"type": "organizations", "attributes": {"id": ORCHARD_LLC}});
    demo.write("DELETE", "/organizations", json!({"data": [row]}))
        .await;
    assert_eq!(demo.get(&path).await.status, 404);
    let demo = Demo::with(&[("organization_delete_s", "3600")]);
    let asked = json!({"organization": ORCHARD_LLC.to_string()});
    demo.control("POST", "/delete", asked).await;
    assert_eq!(demo.get(&path).await.status, 404);
}
