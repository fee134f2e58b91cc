//! The synthetic tenant as the API answers it.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

mod common;

use std::sync::Arc;

use common::Demo;
use serde_json::Value;
use simulator::{Options, Simulator};
use tenant::Tenant;
use tenant::synthetic::{self, Size};

fn serving(tenant: Tenant) -> Demo {
    Demo {
        simulator: Arc::new(Simulator::new(tenant, Options::default())),
    }
}

fn small() -> Demo {
    serving(synthetic::tenant(synthetic::DEFAULT_SEED, Size::of(300)).0)
}

/// How many rows have null, and how many an empty text, in any of these attributes.
async fn absent(demo: &Demo, path: &str, attributes: &[&str]) -> (usize, usize) {
    let body = demo.get(path).await.json();
    let has = |row: &Value, value: &Value| {
        attributes
            .iter()
            .any(|name| row["attributes"][*name] == *value)
    };
    let rows = body["data"].as_array().unwrap();
    let count = |value: Value| rows.iter().filter(|row| has(row, &value)).count();
    assert!(
        rows.iter()
            .all(|row| !(has(row, &Value::Null) && has(row, &Value::from("")))),
        "a row says it in one way"
    );
    (count(Value::Null), count(Value::from("")))
}

#[tokio::test]
async fn absent_values_are_null_in_some_rows_and_empty_in_others() {
    let demo = small();
    for (path, attributes) in [
        (
            "/configurations?page[size]=1000",
            ["primary-ip", "asset-tag", "notes"],
        ),
        (
            "/organizations?page[size]=1000",
            ["alert", "description", "alert"],
        ),
    ] {
        let (null, empty) = absent(&demo, path, &attributes).await;
        assert!(
            null > 100 && empty > 100 && null.abs_diff(empty) < 120,
            "{path}: {null}, {empty}"
        );
    }
}

#[tokio::test]
async fn every_row_comes_with_the_names_of_what_it_points_to() {
    let demo = small();
    let first = demo.get("/configurations?page[size]=1000").await;
    assert_eq!(first.json()["meta"]["total-count"], 3_000);
    for attribute in [
        "organization-name",
        "name",
        "configuration-type-name",
        "configuration-status-name",
        "manufacturer-name",
        "model-name",
        "operating-system-name",
    ] {
        let texts = first.column(attribute);
        assert_eq!(texts.len(), 1_000);
        assert!(
            texts
                .iter()
                .all(|text| text.as_str().is_some_and(|text| !text.is_empty())),
            "{attribute}"
        );
    }
}

#[tokio::test]
async fn an_organization_deleted_since_the_older_copy_answers_404() {
    let (tenant, truth) = synthetic::tenant(synthetic::DEFAULT_SEED, Size::of(300));
    let demo = serving(tenant);
    let gone = truth.deleted[0].id;
    let answer = demo.get(&format!("/organizations/{gone}")).await;
    assert_eq!(answer.status, 404);
}
