//! Keys, regions, limits and the shapes of refusals.

mod common;

use common::Demo;
use serde_json::json;

#[tokio::test]
async fn a_bad_key_is_refused_in_either_shape() {
    let demo = Demo::new();
    let refused = demo.get_with("/organizations", "ITG.wrong").await;
    assert_eq!(
        (refused.status.as_u16(), refused.json()),
        (403, json!({"message": "Forbidden"}))
    );
    let demo = Demo::with(&[("bad_key", "401_errors")]);
    let refused = demo.get_with("/organizations", "ITG.wrong").await;
    assert_eq!(
        (
            refused.status.as_u16(),
            &refused.json()["errors"][0]["status"]
        ),
        (401, &json!(401))
    );
}

#[tokio::test]
async fn a_key_works_in_its_own_region_only() {
    let demo = Demo::with(&[("region", "eu")]);
    assert_eq!(
        demo.get_host("api.eu.itglue.com", "/organizations")
            .await
            .status,
        200
    );
    assert_eq!(
        demo.get_host("api.itglue.com", "/organizations")
            .await
            .status,
        403
    );
    assert_eq!(
        demo.get_host("api.au.itglue.com:8443", "/organizations")
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn an_unknown_id_is_json_and_an_unknown_path_is_html() {
    let demo = Demo::new();
    let missing = demo.get("/passwords/1").await;
    assert_eq!(
        (
            missing.status.as_u16(),
            &missing.json()["errors"][0]["title"]
        ),
        (404, &json!("Record not found"))
    );
    let nowhere = demo.get("/pass_words").await;
    assert_eq!(nowhere.status, 404);
    assert!(nowhere.header("content-type").starts_with("text/html"));
    assert!(
        nowhere
            .text
            .contains("The page you were looking for doesn't exist (404)")
    );
}

#[tokio::test]
async fn too_many_requests_of_the_account_get_a_429() {
    let demo = Demo::with(&[("rate_limit", "2"), ("retry_after_s", "7")]);
    assert_eq!(demo.get("/regions").await.status, 200);
    assert_eq!(
        demo.get_with("/regions", &demo.key_without_passwords())
            .await
            .status,
        200
    );
    let refused = demo.get("/regions").await;
    assert_eq!(
        (refused.status.as_u16(), refused.header("retry-after")),
        (429, "7")
    );
    let silent = Demo::with(&[("rate_limit", "0")]).get("/regions").await;
    assert_eq!(
        (silent.status.as_u16(), silent.header("retry-after")),
        (429, "")
    );
}

#[tokio::test]
async fn a_key_that_is_paused_revoked_idle_or_of_another_region_is_a_bad_key() {
    let demo = Demo::new();
    let key = |name: &str| demo.simulator.access().key(name);
    for name in ["paused", "revoked", "idle", "other_region"] {
        assert!(key(name).starts_with("ITG."), "{name}");
        let refused = demo.get_with("/regions", &key(name)).await;
        assert_eq!(refused.status, 403, "{name}");
    }
    assert_eq!(demo.api("GET", "/regions", &[]).await.status, 403);
    let elsewhere = key("other_region");
    let ask = async |host: &str| {
        let headers = [("x-api-key", elsewhere.as_str())];
        demo.tls("GET", host, "/regions", &headers, "").await.status
    };
    assert_eq!(ask("api.eu.itglue.com").await, 200);
    assert_eq!(ask("api.itglue.com").await, 403);
    assert_eq!(ask("api.au.itglue.com").await, 403);
}

#[tokio::test]
async fn keys_are_paused_and_resumed_by_the_control_port() {
    let demo = Demo::new();
    let control = async |path: &str, key: &str| {
        let answer = demo.control("POST", path, json!({"key": key})).await;
        answer.status.as_u16()
    };
    assert_eq!(control("/pause_key", "api_key").await, 204);
    assert_eq!(demo.get("/regions").await.status, 403);
    assert_eq!(control("/resume_key", "api_key").await, 204);
    assert_eq!(demo.get("/regions").await.status, 200);
    assert_eq!(control("/resume_key", "paused").await, 204);
    let paused = demo.simulator.access().key("paused");
    assert_eq!(demo.get_with("/regions", &paused).await.status, 200);
    assert_eq!(control("/pause_key", "no such key").await, 422);
}

#[tokio::test]
async fn an_address_that_is_not_allowed_is_refused_everywhere_in_one_of_five_shapes() {
    for (position, status) in [
        ("403_message", 403),
        ("403_errors", 403),
        ("401_errors", 401),
        ("403_html", 403),
        ("403_plain", 403),
    ] {
        let demo = Demo::with(&[("ip_access", position)]);
        for answer in [
            demo.get("/organizations").await,
            demo.get_as(3, "/organizations").await,
            demo.web("GET", "/login", &[], "").await,
        ] {
            assert_eq!(answer.status, status, "{position}");
            let says_why = answer.text.contains("IP address is not allowed");
            assert_eq!(says_why, position != "403_plain", "{position}");
            assert_eq!(answer.text.contains("<h1>"), position == "403_html");
            assert_eq!(
                answer.text.contains("\"errors\""),
                position.ends_with("errors")
            );
        }
    }
}

#[tokio::test]
async fn a_429_has_one_of_four_bodies() {
    let refused = async |position: &str| {
        let demo = Demo::with(&[("rate_limit", "0"), ("rate_limit_body", position)]);
        let answer = demo.get("/regions").await;
        assert_eq!(answer.status, 429);
        answer
    };
    assert!(refused("message").await.json()["message"].is_string());
    assert_eq!(refused("errors").await.json()["errors"][0]["status"], 429);
    assert!(refused("html").await.text.starts_with("<!doctype html>"));
    assert_eq!(refused("empty").await.text, "");
}

#[tokio::test]
async fn what_is_left_of_the_window_is_told_by_switch() {
    let silent = Demo::new().get("/regions").await;
    assert!(
        silent
            .headers
            .keys()
            .all(|name| !name.as_str().contains("ratelimit"))
    );
    for (position, prefix) in [("x_ratelimit", "x-ratelimit"), ("ratelimit", "ratelimit")] {
        let demo = Demo::with(&[("rate_headers", position), ("rate_limit", "2")]);
        let header = |answer: &common::Answer, name: &str| {
            answer.header(&format!("{prefix}-{name}")).to_owned()
        };
        let first = demo.get("/regions").await;
        assert_eq!(
            (header(&first, "limit"), header(&first, "remaining")),
            ("2".to_owned(), "1".to_owned())
        );
        assert!(header(&first, "reset").parse::<u64>().unwrap() > 290);
        demo.get_as(3, "/regions").await;
        let refused = demo.get("/regions").await;
        assert_eq!(
            (refused.status.as_u16(), header(&refused, "remaining")),
            (429, "0".to_owned())
        );
    }
}

#[tokio::test]
async fn a_body_of_more_than_ten_megabytes_is_not_taken() {
    let demo = Demo::new();
    let size = async |n_bytes: usize| {
        let body = "x".repeat(n_bytes);
        demo.web("POST", "/api/organizations", &[], &body)
            .await
            .status
            .as_u16()
    };
    assert_eq!(size(10 * 1024 * 1024).await, 401);
    assert_eq!(size(10 * 1024 * 1024 + 1).await, 413);
}

#[tokio::test]
async fn cors_is_off_until_switched() {
    let demo = Demo::new();
    assert_eq!(
        demo.get("/regions")
            .await
            .header("access-control-allow-origin"),
        ""
    );
    assert_eq!(
        Demo::with(&[("cors", "any")])
            .get("/regions")
            .await
            .header("access-control-allow-origin"),
        "*"
    );
}
