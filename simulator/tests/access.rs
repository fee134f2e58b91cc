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
