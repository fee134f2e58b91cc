//! Values come when they should and at no other time.

mod common;

use common::Demo;
use serde_json::json;
use tenant::{fixtures, password_value};

#[tokio::test]
async fn a_list_of_passwords_has_no_values_even_when_asked() {
    let demo = Demo::new();
    let value = password_value(fixtures::DEMO_SEED, fixtures::HDG_DC01_LOCAL_ADMIN);
    for path in [
        "/passwords?show_password=true&page[size]=1000&filter[organization_id]=5120044",
        "/configurations/8801001?include=passwords&show_password=true",
    ] {
        let answer = demo.get(path).await;
        assert!(answer.text.contains("9301001"));
        assert!(
            !answer.text.contains(&value) && !answer.text.contains("\"password\":"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_show_gives_the_value_unless_told_not_to() {
    let demo = Demo::new();
    let value = password_value(fixtures::DEMO_SEED, fixtures::HDG_DC01_LOCAL_ADMIN);
    let password =
        async |path: &str| demo.get(path).await.json()["data"]["attributes"]["password"].clone();
    assert_eq!(password("/passwords/9301001").await, json!(value));
    assert_eq!(
        password("/passwords/9301001?show_password=true").await,
        json!(value)
    );
    assert_eq!(
        password("/organizations/5120044/relationships/passwords/9301001").await,
        json!(value)
    );
    let hidden = demo
        .get("/passwords/9301001?show_password=false")
        .await
        .json();
    assert!(hidden["data"]["attributes"].get("password").is_none());
}

#[tokio::test]
async fn a_show_of_a_password_may_be_cached_and_a_list_says_nothing() {
    let demo = Demo::new();
    let show = demo.get("/passwords/9301001").await;
    assert_eq!(show.header("cache-control"), "private, max-age=3600");
    assert!(!show.header("etag").is_empty());
    assert_eq!(demo.get("/passwords").await.header("cache-control"), "");
}

#[tokio::test]
async fn a_vaulted_password_never_has_a_value() {
    let demo = Demo::new();
    let answer = demo
        .get(&format!(
            "/passwords/{}?show_password=true",
            fixtures::HDG_PAYROLL
        ))
        .await
        .json();
    assert!(answer["data"]["attributes"]["vault-id"].is_number());
    assert!(answer["data"]["attributes"].get("password").is_none());
}

#[tokio::test]
async fn a_key_without_password_access_sees_rows_and_no_values() {
    let demo = Demo::new();
    let show = demo
        .get_with("/passwords/9301001", &demo.key_without_passwords())
        .await;
    assert_eq!(show.status, 200);
    assert!(show.json()["data"]["attributes"].get("password").is_none());
    let strict = Demo::with(&[("no_password_access", "forbidden_403")]);
    let refused = strict
        .get_with("/passwords", &strict.key_without_passwords())
        .await;
    assert_eq!(
        (refused.status.as_u16(), refused.json()),
        (403, json!({"message": "Forbidden"}))
    );
    assert_eq!(strict.get("/passwords").await.status, 200);
}
