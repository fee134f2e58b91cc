//! Users and groups as they are changed: through the API, and by a test.

mod common;

use common::Demo;
use serde_json::{Value, json};
use tenant::fixtures::HARBOUR_DENTAL;
use tenant::people::{LITE, MANAGER, NORTH_EDITOR, PURCHASING, TECHNICIAN};

fn one(kind: &str, attributes: Value) -> Value {
    json!({"data": {"type": kind, "attributes": attributes}})
}

#[tokio::test]
async fn a_users_name_and_picture_may_be_changed_and_nothing_else() {
    let demo = Demo::new();
    let path = format!("/users/{MANAGER}");
    let attributes = json!({
        "first-name": "Tom", "last-name": null, "role-name": "Administrator", "email": "x@y.example",
        "avatar": {"content": "R0lGODlhAQABAAAAACw=", "file_name": "tom.gif"},
    });
    let changed = demo.write("PATCH", &path, one("users", attributes)).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    let row = demo.get(&path).await;
    assert_eq!(
        ["name", "role-name", "email", "avatar"].map(|name| row.attribute(name)),
        ["Tom", "Manager", "manager@northlane.example", "tom.gif"].map(|text| json!(text))
    );
    let cleared = demo
        .write("PATCH", &path, one("users", json!({"avatar": {}})))
        .await;
    assert_eq!(cleared.attribute("avatar"), Value::Null);
    for (method, path) in [
        ("POST", "/users"),
        ("DELETE", path.as_str()),
        ("PATCH", "/users"),
    ] {
        let answer = demo.write(method, path, one("users", json!({}))).await;
        assert_eq!(answer.status, 404, "{method} {path}");
    }
}

#[tokio::test]
async fn a_group_is_made_changed_and_deleted_and_its_members_lose_what_it_denied() {
    let demo = Demo::new();
    let attributes = json!({
        "name": "Night shift", "description": "22 to 6", "hide_from_my_glue": true,
        "accounts_user_ids": [TECHNICIAN, LITE.to_string()],
    });
    let made = demo
        .write("POST", "/groups", one("groups", attributes))
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
    let path = format!("/groups/{id}");
    let shown = demo.get(&format!("{path}?include=users")).await;
    assert_eq!(shown.included(), ["users", "users"]);
    let nobody = one("groups", json!({"accounts_user_ids": [4_711]}));
    assert_eq!(demo.write("PATCH", &path, nobody).await.status, 422);
    let many = json!({"data": [{"type": "groups", "attributes": {"id": id, "name": "Nights"}}]});
    assert_eq!(demo.write("PATCH", "/groups", many).await.status, 200);
    assert_eq!(demo.get(&path).await.attribute("name"), "Nights");
    let delete = async |path: &str| demo.write_as("DELETE", path, "", "").await.status.as_u16();
    assert_eq!(delete(&path).await, 204);
    assert_eq!(demo.get(&path).await.status, 404);
    let creator = tenant::people::CREATOR;
    let configurations = "/configurations";
    assert_eq!(demo.get_as(creator, configurations).await.total(), 0);
    let purchasing = format!("/groups/{PURCHASING}");
    assert_eq!(delete(&purchasing).await, 204);
    assert!(demo.get_as(creator, configurations).await.total() > 0);
}

#[tokio::test]
async fn a_role_of_the_accounts_own_has_its_name_and_the_rights_of_one_of_the_six() {
    let demo = Demo::new();
    let asked = json!({"user": NORTH_EDITOR, "role": "Read-only", "role_name": "Field engineer"});
    assert_eq!(demo.control("POST", "/rights", asked).await.status, 204);
    let row = demo.get(&format!("/users/{NORTH_EDITOR}")).await;
    assert_eq!(row.attribute("role-name"), "Field engineer");
    let found = demo.get("/users?filter[role_name]=Field%20engineer").await;
    assert_eq!(found.ids(), [NORTH_EDITOR.to_string()]);
    let token = format!("Bearer {}", demo.token_of(NORTH_EDITOR));
    let headers = [
        ("authorization", token.as_str()),
        ("content-type", "application/vnd.api+json"),
    ];
    let body = one(
        "contacts",
        json!({"organization-id": HARBOUR_DENTAL, "first-name": "Ada"}),
    );
    let refused = demo
        .web("POST", "/api/contacts", &headers, &body.to_string())
        .await;
    assert_eq!(refused.status, 401);
    let wrong = json!({"user": NORTH_EDITOR, "role_name": 5});
    assert_eq!(demo.control("POST", "/rights", wrong).await.status, 422);
    let back = json!({"user": NORTH_EDITOR, "role_name": ""});
    demo.control("POST", "/rights", back).await;
    let row = demo.get(&format!("/users/{NORTH_EDITOR}")).await;
    assert_eq!(row.attribute("role-name"), "Read-only");
}
