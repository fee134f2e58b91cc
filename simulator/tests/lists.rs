//! Lists come in pages, filtered and sorted as asked.

mod common;

use common::Demo;
use serde_json::json;
use tenant::fixtures;

#[tokio::test]
async fn a_list_comes_in_pages_whose_links_are_absolute_and_keep_the_filter() {
    let demo = Demo::new();
    let first = demo
        .get("/configurations?filter[organization_id]=5120044&page[size]=10&sort=name")
        .await;
    let body = first.json();
    assert_eq!(first.header("content-type"), "application/vnd.api+json");
    assert_eq!(
        (&body["meta"]["next-page"], &body["meta"]["prev-page"]),
        (&json!(2), &json!(null))
    );
    assert_eq!(body["meta"]["total-count"], 22);
    assert_eq!(body["meta"]["total-pages"], 3);
    assert_eq!(body["meta"]["filters"], json!({}));
    let next = body["links"]["next"].as_str().unwrap();
    let path = next.strip_prefix("http://127.0.0.1:9").unwrap();
    assert!(
        path.contains("filter%5Borganization_id%5D=5120044"),
        "{path}"
    );
    let second = demo.get(path).await;
    assert_eq!(second.json()["meta"]["current-page"], 2);
    assert!(second.ids().iter().all(|id| !first.ids().contains(id)));
    let beyond = demo
        .get("/configurations?filter[organization_id]=5120044&page[number]=9")
        .await;
    assert_eq!(
        (beyond.ids().len(), &beyond.json()["meta"]["next-page"]),
        (0, &json!(null))
    );
}

#[tokio::test]
async fn a_page_has_fifty_rows_unless_asked_and_never_more_than_a_thousand() {
    let demo = Demo::new();
    assert_eq!(demo.get("/passwords").await.ids().len(), 50);
    assert_eq!(
        demo.get("/passwords?page%5Bsize%5D=5000").await.ids().len(),
        1_000
    );
    let strict = Demo::with(&[("page_size_over", "400")]);
    assert_eq!(strict.get("/passwords?page[size]=1001").await.status, 400);
}

#[tokio::test]
async fn all_pages_together_are_every_row_once() {
    let demo = Demo::new();
    let mut ids = Vec::new();
    for page in 1.. {
        let answer = demo
            .get(&format!(
                "/passwords?page[size]=1000&page[number]={page}&sort=name"
            ))
            .await;
        ids.extend(answer.ids());
        if answer.json()["meta"]["next-page"].is_null() {
            break;
        }
    }
    let n_rows = ids.len();
    // A key sees nobody's personal passwords.
    let n_personal = demo.simulator.tenant().people.personal.len();
    ids.sort();
    ids.dedup();
    assert_eq!(
        (ids.len(), n_rows),
        (
            demo.simulator.tenant().passwords.len() - n_personal,
            ids.len()
        )
    );
}

#[tokio::test]
async fn a_comma_means_or_and_an_escaped_comma_is_a_comma() {
    let demo = Demo::new();
    let two = demo
        .get("/organizations?filter[name]=Orchard%20Ltd,Orchard%20LLC")
        .await;
    assert_eq!(two.total(), 2);
    let split = demo
        .get("/organizations?filter[name]=M%C3%BCller,%20Schmidt%20%26%20Partner%20GmbH")
        .await;
    assert_eq!(split.total(), 0);
    let one = demo
        .get("/organizations?filter[name]=M%C3%BCller%5C,%20Schmidt%20%26%20Partner%20GmbH")
        .await;
    assert_eq!(one.ids(), [fixtures::MUELLER.to_string()]);
}

#[tokio::test]
async fn an_unknown_filter_gives_the_whole_list() {
    let demo = Demo::new();
    let all = demo.get("/configurations").await.total();
    assert_eq!(
        demo.get("/configurations?filter[hostname]=HDG-DC01")
            .await
            .total(),
        all
    );
    assert_eq!(
        demo.get("/configurations?filter%5Bname%5D=HDG-DC01")
            .await
            .total(),
        1
    );
}

#[tokio::test]
async fn a_name_filter_is_exact_and_case_sensitive_until_switched() {
    let count = async |setting: &str, name: &str| {
        let demo = Demo::with(&[("name_filter", setting)]);
        demo.get(&format!("/organizations?filter[name]={name}"))
            .await
            .total()
    };
    assert_eq!(count("exact", "hartwell").await, 0);
    assert_eq!(count("exact", "Hartwell").await, 1);
    assert_eq!(count("exact_ci", "hartwell").await, 1);
    assert_eq!(count("substring_cs", "Hartwell").await, 4);
    assert_eq!(count("substring_ci", "hartwell").await, 4);
}

#[tokio::test]
async fn both_spellings_of_a_filter_work() {
    let demo = Demo::new();
    let snake = demo
        .get("/passwords?filter[organization_id]=5120044")
        .await
        .total();
    let kebab = demo
        .get("/passwords?filter[organization-id]=5120044")
        .await
        .total();
    assert_eq!(
        (snake, kebab),
        (
            fixtures::HDG_PASSWORDS as u64,
            fixtures::HDG_PASSWORDS as u64
        )
    );
}

#[tokio::test]
async fn rows_can_be_excluded_and_dates_can_be_open() {
    let demo = Demo::new();
    let all = demo.get("/organizations").await.total();
    let without = demo
        .get("/organizations?filter[exclude][id]=5120044")
        .await
        .total();
    assert_eq!(without, all - 1);
    let before = demo
        .get("/organizations?filter[updated_at]=*,2025-06-30")
        .await
        .total();
    let after = demo
        .get("/organizations?filter[updated_at]=2025-07-01,*")
        .await
        .total();
    assert!(before > 0 && after > 0);
    assert_eq!(before + after, all);
}

#[tokio::test]
async fn a_sort_may_be_reversed_and_an_unknown_one_is_ignored() {
    let demo = Demo::new();
    let mut up = demo
        .get("/organizations?sort=name&page[size]=1000")
        .await
        .column("name");
    let down = demo
        .get("/organizations?sort=-name&page[size]=1000")
        .await
        .column("name");
    up.reverse();
    // The two Meridians are equal, so only their names can be compared.
    assert_eq!(up, down);
    assert_eq!(demo.get("/organizations?sort=colour").await.status, 200);
    assert_eq!(
        Demo::with(&[("unknown_sort", "400")])
            .get("/organizations?sort=colour")
            .await
            .status,
        400
    );
}
