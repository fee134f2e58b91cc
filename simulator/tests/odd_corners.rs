//! What only some of the documents, or only some clients, know of: uploads as forms, drafts, checklists, pictures in
//! documents, the second address of the public API.

mod common;

use common::Demo;
use serde_json::{Value, json};
use tenant::fixtures::{HARBOUR_DENTAL, HDG_DC01, MUELLER, SUMMIT_VETERINARY};
use tenant::people::{LITE, TECHNICIAN};
use tenant::showcase::ids;

fn one(kind: &str, attributes: Value) -> Value {
    json!({"data": {"type": kind, "attributes": attributes}})
}

const FORM: &str = "--b\r\nContent-Disposition: form-data; name=\"data[type]\"\r\n\r\nattachments\r\n\
    --b\r\nContent-Disposition: form-data; name=\"data[attributes][attachment]\"; filename=\"rack plan.png\"\r\n\
    Content-Type: image/png\r\n\r\n12345678\r\n--b--\r\n";

#[tokio::test]
async fn a_file_may_be_sent_as_a_form_and_only_as_an_attachment() {
    let demo = Demo::new();
    let path = format!("/configurations/{HDG_DC01}/relationships/attachments");
    let form = "multipart/form-data; boundary=b";
    let made = demo.write_as("POST", &path, form, FORM).await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(
        ["attachment-file-name", "ext", "attachment-file-size"].map(|name| made.attribute(name)),
        [json!("rack plan.png"), json!("png"), json!(8)]
    );
    let empty = demo.write_as("POST", &path, form, "--b--\r\n").await;
    assert_eq!(empty.status, 400);
    let fileless = "--b\r\nContent-Disposition: form-data; name=\"data[attributes][name]\"\r\n\r\nx\r\n--b--\r\n";
    assert_eq!(
        demo.write_as("POST", &path, form, fileless).await.status,
        422
    );
    assert_eq!(
        demo.write_as("POST", "/contacts", form, FORM).await.status,
        415
    );
}

#[tokio::test]
async fn nothing_is_put_beside_a_ticket_that_does_not_exist() {
    let demo = Demo::new();
    let form = "multipart/form-data; boundary=b";
    let status = async |id: u64| {
        let path = format!("/tickets/{id}/relationships/attachments");
        demo.write_as("POST", &path, form, FORM)
            .await
            .status
            .as_u16()
    };
    assert_eq!((status(9_001).await, status(4_711).await), (201, 404));
}

#[tokio::test]
async fn a_draft_is_shown_to_users_on_the_web_api_alone() {
    let demo = Demo::new();
    let path = format!("/{MUELLER}/docs/{}/versions/draft", ids::DOCUMENT_BLOCKS);
    let draft = demo.get_as(TECHNICIAN, &path).await;
    assert_eq!(draft.json()["data"]["id"], ids::DOCUMENT_BLOCKS.to_string());
    assert!(draft.attribute("content").is_array());
    assert_eq!(demo.get(&path).await.status, 404);
    assert_eq!(demo.get_as(LITE, &path).await.status, 404);
    let elsewhere = format!(
        "/{HARBOUR_DENTAL}/docs/{}/versions/draft",
        ids::DOCUMENT_BLOCKS
    );
    assert_eq!(demo.get_as(TECHNICIAN, &elsewhere).await.status, 404);
}

#[tokio::test]
async fn checklists_are_made_by_users_and_not_by_keys_unless_switched() {
    let body = one(
        "checklists",
        json!({"name": "Onboarding", "organization-id": HARBOUR_DENTAL}),
    );
    let by_key = async |position: &str| {
        let demo = Demo::with(&[("checklist_create", position)]);
        demo.write("POST", "/checklists", body.clone())
            .await
            .status
            .as_u16()
    };
    assert_eq!(
        (by_key("users_only").await, by_key("keys_too").await),
        (401, 201)
    );
    let demo = Demo::new();
    let token = format!("Bearer {}", demo.token_of(TECHNICIAN));
    let headers = [
        ("authorization", token.as_str()),
        ("content-type", "application/vnd.api+json"),
    ];
    let path = format!("/api/organizations/{HARBOUR_DENTAL}/relationships/checklists");
    let body = one("checklists", json!({"name": "Onboarding"}));
    let made = demo.web("POST", &path, &headers, &body.to_string()).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
    let shown = demo
        .get(&format!("/checklists/{id}?include=checklist_tasks"))
        .await;
    assert_eq!(shown.attribute("name"), "Onboarding");
}

#[tokio::test]
async fn plain_json_does_with_a_token_and_not_with_a_key() {
    let demo = Demo::new();
    let body = one(
        "contacts",
        json!({"organization-id": HARBOUR_DENTAL, "first-name": "Ada"}),
    );
    let key = demo
        .write_as("POST", "/contacts", "application/json", &body.to_string())
        .await;
    let token = format!("Bearer {}", demo.token_of(TECHNICIAN));
    let headers = [
        ("authorization", token.as_str()),
        ("content-type", "application/json"),
    ];
    let user = demo
        .web("POST", "/api/contacts", &headers, &body.to_string())
        .await;
    assert_eq!((key.status.as_u16(), user.status.as_u16()), (415, 201));
}

#[tokio::test]
async fn the_public_api_stands_below_api_too_where_it_is_switched_on() {
    let status = async |position: &str| {
        let demo = Demo::with(&[("public_api_prefix", position)]);
        let plain = demo.get("/organizations").await;
        assert_eq!(plain.status, 200);
        demo.get("/api/organizations").await.status.as_u16()
    };
    assert_eq!(
        (status("absent").await, status("present").await),
        (404, 200)
    );
    let demo = Demo::with(&[("public_api_prefix", "present")]);
    let first = demo.get("/api/organizations?page[size]=3").await;
    let next = first.json()["links"]["next"].as_str().unwrap().to_owned();
    let path = next.strip_prefix("http://127.0.0.1:9").unwrap();
    assert!(path.starts_with("/api/organizations?"), "{path}");
    assert_eq!(demo.get(path).await.ids().len(), 3);
}

#[tokio::test]
async fn a_picture_in_a_document_needs_a_session_that_may_see_the_document() {
    let demo = Demo::new();
    let path = format!("/{MUELLER}/docs/{}/images/670001", ids::DOCUMENT_BLOCKS);
    let seen = demo.visit_as(TECHNICIAN, &path).await;
    assert_eq!(
        (seen.status.as_u16(), seen.header("content-type")),
        (200, "image/gif")
    );
    assert_eq!(demo.visit_as(LITE, &path).await.status, 404);
    assert_eq!(demo.web("GET", &path, &[], "").await.status, 302);
    let elsewhere = format!(
        "/{SUMMIT_VETERINARY}/docs/{}/images/670001",
        ids::DOCUMENT_BLOCKS
    );
    assert_eq!(demo.visit_as(TECHNICIAN, &elsewhere).await.status, 404);
}

#[tokio::test]
async fn a_link_may_lead_to_a_datto_device_and_a_password_lies_in_no_other_password() {
    let demo = Demo::new();
    let path = format!("/configurations/{HDG_DC01}/relationships/related_items");
    let link = |kind: &str, id: u64| {
        one(
            "related_items",
            json!({"destination_type": kind, "destination_id": id.to_string()}),
        )
    };
    let made = demo
        .write("POST", &path, link("Datto Device", 410_001))
        .await;
    assert_eq!(
        (made.status.as_u16(), made.attribute("asset-type")),
        (201, json!("datto_device"))
    );
    assert_eq!(
        demo.write("POST", &path, link("Datto Device", 1))
            .await
            .status,
        422
    );
    let itself = one(
        "passwords",
        json!({"resource-type": "Password", "resource-id": 9_301_001}),
    );
    let refused = demo.write("PATCH", "/passwords/9301001", itself).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
}

#[tokio::test]
async fn a_section_without_its_kind_is_refused_in_the_words_that_were_seen() {
    let demo = Demo::new();
    let path = format!("/documents/{}/relationships/sections", ids::DOCUMENT_BLOCKS);
    let refused = demo
        .write(
            "POST",
            &path,
            one("document_sections", json!({"content": "<p>x</p>"})),
        )
        .await;
    assert_eq!(
        (refused.status.as_u16(), &refused.error()["detail"]),
        (
            400,
            &json!("param is missing or the value is empty: resource_type")
        )
    );
}

#[tokio::test]
async fn models_and_fields_are_changed_many_at_once() {
    let demo = Demo::new();
    for word in ["models", "flexible_asset_fields"] {
        let id = {
            let tenant = demo.simulator.tenant();
            match word {
                "models" => tenant.dictionaries.models[0].id,
                _ => tenant.records.asset_fields[0].id,
            }
        };
        let row = json!({"type": word, "attributes": {"id": id, "name": "Renamed"}});
        let changed = demo
            .write("PATCH", &format!("/{word}"), json!({"data": [row]}))
            .await;
        assert_eq!(changed.status, 200, "{word}: {}", changed.text);
        assert_eq!(
            demo.get(&format!("/{word}/{id}")).await.attribute("name"),
            "Renamed"
        );
    }
}
