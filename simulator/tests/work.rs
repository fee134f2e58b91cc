//! A list costs what its page costs, however many rows there are. Counted, not timed; the figures in milliseconds are in
//! `examples/page_times.rs`.

mod common;

use common::Demo;
use serde_json::json;

/// Rows that were asked about, put in order and described for one request.
async fn cost(demo: &Demo, path: &str) -> [u64; 3] {
    let read = || {
        let work = demo.simulator.work();
        [work.looks(), work.keys(), work.descriptions()]
    };
    let before = read();
    let answer = demo.get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    let after = read();
    std::array::from_fn(|at| after[at] - before[at])
}

#[tokio::test]
async fn a_page_looks_at_its_own_rows_alone() {
    let demo = Demo::new();
    demo.simulator.warm();
    assert_eq!(cost(&demo, "/configurations?page[size]=7").await, [0, 0, 7]);
    for sort in ["name", "-name", "id", "updated_at", "-updated_at"] {
        let path = format!("/configurations?page[size]=7&page[number]=3&sort={sort}");
        assert_eq!(cost(&demo, &path).await, [0, 0, 7], "{sort}");
    }
}

#[tokio::test]
async fn a_list_of_one_organization_looks_at_no_other() {
    let demo = Demo::new();
    demo.simulator.warm();
    let path = "/organizations/5120044/relationships/configurations?page[size]=5";
    let [looks, keys, descriptions] = cost(&demo, path).await;
    assert!(looks <= 22 && keys == 0, "{looks} {keys}");
    assert_eq!(descriptions, 5);
    let path = "/configurations?filter[organization_id]=5120044&filter[archived]=false&sort=name";
    let [looks, keys, _] = cost(&demo, path).await;
    assert!(looks <= 22 && keys <= 22, "{looks} {keys}");
}

#[tokio::test]
async fn what_is_included_costs_what_comes_along() {
    let demo = Demo::new();
    demo.simulator.warm();
    let path = "/configurations?page[size]=20&include=passwords,configuration_interfaces";
    let n_included = demo.get(path).await.included().len() as u64;
    assert!(n_included > 0);
    assert_eq!(cost(&demo, path).await, [0, 0, 20 + n_included]);
}

#[tokio::test]
async fn a_list_after_a_write_puts_the_written_row_alone_in_its_place() {
    let demo = Demo::new();
    demo.simulator.warm();
    demo.make_contact().await;
    let path = "/contacts?sort=first_name&page[size]=3";
    assert_eq!(cost(&demo, path).await, [0, 1, 3]);
    assert_eq!(cost(&demo, path).await, [0, 0, 3]);
}

/// Every order of a list, as a simulator that has never remembered one would give it.
async fn orders(demo: &Demo, forget: bool) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for sort in [
        "name",
        "-name",
        "username",
        "-username",
        "url",
        "id",
        "-id",
        "-updated_at",
        "updated_at",
        "-url,name",
    ] {
        if forget {
            drop(demo.simulator.tenant_mut());
        }
        for page in 1..=3 {
            let path = format!("/passwords?page[size]=1000&page[number]={page}&sort={sort}");
            found.push(demo.get(&path).await.ids());
        }
        let category = "/passwords?page[size]=1000&filter[password_category_id]=810,811,812";
        found.push(demo.get(category).await.ids());
        let below = "/organizations/5120044/relationships/passwords?page[size]=1000";
        found.push(demo.get(below).await.ids());
        let embedded = "/configurations/8801001?include=passwords";
        found.push(demo.get(embedded).await.included());
    }
    found
}

#[tokio::test]
async fn orders_that_were_mended_are_those_that_would_be_made_anew() {
    let demo = Demo::new();
    demo.simulator.warm();
    orders(&demo, false).await;
    let categories: Vec<u64> = {
        let tenant = demo.simulator.tenant();
        tenant
            .dictionaries
            .password_categories
            .iter()
            .map(|row| row.id)
            .collect()
    };
    for (n, id) in [9_301_001_u64, 9_301_040, 9_301_022, 9_301_901, 9_301_001]
        .into_iter()
        .enumerate()
    {
        let name = ["Ax", "zzx", "Firewallx", "x", "Mx"][n];
        let username = ["z", "a", "m", "admin", "root"][n];
        let attributes = json!({
            "name": name, "username": username, "url": "https://x.example",
            "password-category-id": categories[n % categories.len()],
        });
        let body = json!({"data": {"type": "passwords", "attributes": attributes}});
        let changed = demo.write("PATCH", &format!("/passwords/{id}"), body).await;
        assert_eq!(changed.status, 200, "{}", changed.text);
        let embedded = json!({
            "name": "New", "password": "x", "organization-id": 5_120_044, "resource-type": "Configuration", "resource-id": 8_801_001,
        });
        let made = demo
            .write(
                "POST",
                "/passwords",
                json!({"data": {"type": "passwords", "attributes": embedded}}),
            )
            .await;
        assert_eq!(made.status, 201, "{}", made.text);
        let mended = orders(&demo, false).await;
        assert_eq!(mended, orders(&demo, true).await, "after write {n}");
    }
}
