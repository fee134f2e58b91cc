//! What each method asks, to the letter.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

mod wire;

use wire::{KEY, Wire, every_method};

const BASE: &str = "https://api.itglue.com";

#[test]
fn each_method_asks_exactly_this() {
    let expected = [
        (
            "probe_organizations",
            "/organizations?page%5Bnumber%5D=1&page%5Bsize%5D=1",
        ),
        (
            "find_primary_organization",
            "/organizations?filter%5Bprimary%5D=true&page%5Bnumber%5D=1&page%5Bsize%5D=5",
        ),
        (
            "list_organizations",
            "/organizations?sort=id&page%5Bnumber%5D=1&page%5Bsize%5D=1000",
        ),
        (
            "list_organizations_since",
            "/organizations?filter%5Bupdated_at%5D=2026-01-01T00%3A00%3A00.000Z%2C%2A&sort=id&page%5Bnumber%5D=1&page%5Bsize%5D=1000",
        ),
        (
            "find_organizations_named",
            "/organizations?filter%5Bname%5D=Harbour%5C%2C%20Inc.&page%5Bnumber%5D=1&page%5Bsize%5D=50",
        ),
        (
            "find_configurations_by_rmm_id",
            "/configurations?filter%5Brmm_id%5D=41&filter%5Brmm_integration_type%5D=aem&include=rmm_records&page%5Bnumber%5D=1&page%5Bsize%5D=5",
        ),
        (
            "find_organizations_by_psa_id",
            "/organizations?filter%5Bpsa_id%5D=1234&filter%5Bpsa_integration_type%5D=autotask&include=adapters_resources&page%5Bnumber%5D=1&page%5Bsize%5D=5",
        ),
        (
            "find_configurations_by_serial",
            "/configurations?filter%5Bserial_number%5D=7XK3QW2&include=rmm_records&page%5Bnumber%5D=1&page%5Bsize%5D=5",
        ),
        (
            "list_configurations_of",
            "/configurations?filter%5Borganization_id%5D=501&include=rmm_records&sort=id&page%5Bnumber%5D=2&page%5Bsize%5D=999",
        ),
        (
            "list_passwords_of",
            "/passwords?filter%5Borganization_id%5D=501&sort=name%2Cid&page%5Bnumber%5D=1&page%5Bsize%5D=1000&show_password=false",
        ),
        (
            "probe_passwords",
            "/passwords?page%5Bnumber%5D=1&page%5Bsize%5D=10&show_password=false",
        ),
        (
            "probe_passwords of",
            "/passwords?filter%5Borganization_id%5D=501&page%5Bnumber%5D=1&page%5Bsize%5D=10&show_password=false",
        ),
        ("get_password", "/passwords/9001?show_password=false"),
        ("reveal_password", "/passwords/9001?show_password=true"),
    ];
    let wire = Wire::json(r#"{"data":[]}"#);
    let methods: Vec<&str> = every_method(&wire).iter().map(|(name, _)| *name).collect();
    let asked: Vec<(&str, String)> = methods.into_iter().zip(wire.urls()).collect();
    assert_eq!(asked.len(), expected.len());
    for ((name, url), (expected_name, path)) in asked.iter().zip(expected) {
        assert_eq!(
            (*name, url.as_str()),
            (expected_name, format!("{BASE}{path}").as_str())
        );
    }
}

#[test]
fn each_request_carries_the_key_and_no_url_holds_it() {
    let wire = Wire::json(r#"{"data":[]}"#);
    every_method(&wire);
    for (url, key) in wire.asked.borrow().iter() {
        assert!(
            key == KEY && !url.contains(KEY) && url.starts_with(&format!("{BASE}/")),
            "{url}"
        );
    }
}

#[test]
fn only_a_reveal_asks_for_a_value() {
    let wire = Wire::json(r#"{"data":[]}"#);
    every_method(&wire);
    let urls = wire.urls();
    let about_passwords: Vec<&String> = urls
        .iter()
        .filter(|url| url.contains("/passwords"))
        .collect();
    assert_eq!(about_passwords.len(), 5);
    let revealing = about_passwords
        .iter()
        .filter(|url| !url.contains("show_password=false"));
    assert_eq!(revealing.count(), 1);
}

#[test]
fn a_request_s_debug_text_hides_its_key_and_its_body() {
    let key = gluepane_secret::Secret::new(KEY.to_owned());
    let request = gluepane_itglue::HttpRequest {
        method: gluepane_itglue::Method::Post,
        url: format!("{BASE}/organizations"),
        credential: gluepane_itglue::Credential::ApiKey(&key),
        body: Some(&key),
        urgency: gluepane_itglue::Urgency::Interactive,
        wants_headers: false,
    };
    assert!(!format!("{request:?}").contains(KEY));
}
