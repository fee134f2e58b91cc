//! What a change means for other rows, and what a test may do by the control port.

mod common;

use common::Demo;
use serde_json::{Value, json};
use tenant::fixtures;
use tenant::showcase::ids;

fn one(kind: &str, attributes: Value) -> Value {
    json!({"data": {"type": kind, "attributes": attributes}})
}

#[tokio::test]
async fn an_organization_goes_with_everything_that_it_owns() {
    let demo = Demo::new();
    let body =
        json!({"data": [{"type": "organizations", "attributes": {"id": fixtures::MUELLER}}]});
    let gone = demo.write("DELETE", "/organizations", body).await;
    assert_eq!(
        (gone.status.as_u16(), gone.column("name")),
        (200, vec![json!("Müller, Schmidt & Partner GmbH")])
    );
    for path in [
        format!("/organizations/{}", fixtures::MUELLER),
        format!("/contacts/{}", ids::CONTACT_JOERG),
        format!("/documents/{}", ids::DOCUMENT_BLOCKS),
        format!("/passwords/{}", ids::PASSWORD_OF_DOMAIN),
        format!("/flexible_assets/{}", ids::ASSET_EVERYTHING),
        format!(
            "/organizations/{}/relationships/documents",
            fixtures::MUELLER
        ),
    ] {
        assert_eq!(demo.get(&path).await.status, 404, "{path}");
    }
    let left = demo
        .get(&format!(
            "/configurations?filter[organization_id]={}",
            fixtures::MUELLER
        ))
        .await;
    assert_eq!(left.total(), 0);
    assert_eq!(
        demo.get(&format!("/domains?filter[id]={}", ids::DOMAIN))
            .await
            .total(),
        0
    );
    demo.control("POST", "/reset", json!(null)).await;
    assert_eq!(
        demo.get(&format!("/contacts/{}", ids::CONTACT_JOERG))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_new_organization_knows_its_parents() {
    let demo = Demo::new();
    let attributes = json!({"name": "Acht AG", "short-name": "ACHT", "parent-id": fixtures::HARTWELL_LEEDS, "quick-notes": "<p>New</p>"});
    let made = demo
        .write("POST", "/organizations", one("organizations", attributes))
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(
        made.attribute("parent-id"),
        fixtures::HARTWELL_LEEDS.to_string()
    );
    assert_eq!(
        made.attribute("ancestor-ids"),
        format!(
            "[{},{}]",
            fixtures::HARTWELL_GROUP,
            fixtures::HARTWELL_LEEDS
        )
    );
    assert!(made.attribute("organization-status-name").is_string());
    let wrong = json!({"name": "X", "parent_id": 1});
    assert_eq!(
        demo.write("POST", "/organizations", one("organizations", wrong))
            .await
            .status,
        422
    );
}

#[tokio::test]
async fn related_items_and_attachments_are_made_changed_and_deleted_below_their_record() {
    let demo = Demo::new();
    let below = "/configurations/8802001/relationships";
    let item = json!({"destination_type": "Password", "destination_id": fixtures::HDG_WIFI.to_string(), "notes": "used for console"});
    let made = demo
        .write(
            "POST",
            &format!("{below}/related_items"),
            one("related_items", item),
        )
        .await;
    assert_eq!(
        (made.status.as_u16(), made.attribute("asset-type")),
        (201, json!("password"))
    );
    let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
    let path = format!("{below}/related_items/{id}");
    let changed = demo
        .write(
            "PATCH",
            &path,
            one("related_items", json!({"notes": "old"})),
        )
        .await;
    assert_eq!(changed.attribute("notes"), "old");
    let shown = demo
        .get("/configurations/8802001?include=related_items")
        .await;
    assert_eq!(shown.json()["included"][0]["attributes"]["notes"], "old");
    let nowhere = json!({"destination_type": "Password", "destination_id": 1});
    let refused = demo
        .write(
            "POST",
            &format!("{below}/related_items"),
            one("related_items", nowhere),
        )
        .await;
    assert_eq!(refused.status, 422);
    let file = json!({"attachment": {"content": "aGVsbG8=", "file_name": "hello.txt"}});
    let made = demo
        .write(
            "POST",
            &format!("{below}/attachments"),
            one("attachments", file),
        )
        .await;
    assert_eq!(
        (
            made.attribute("attachment-file-name"),
            made.attribute("attachment-file-size")
        ),
        (json!("hello.txt"), json!(5))
    );
    for (word, id) in [
        ("related_items", id),
        (
            "attachments",
            made.json()["data"]["id"].as_str().unwrap().to_owned(),
        ),
    ] {
        let body = json!({"data": [{"type": word, "attributes": {"id": id}}]});
        let gone = demo.write("DELETE", &format!("{below}/{word}"), body).await;
        assert_eq!(gone.status, 200, "{word}: {}", gone.text);
    }
    let shown = demo
        .get("/configurations/8802001?include=related_items,attachments")
        .await;
    assert!(shown.included().is_empty());
}

#[tokio::test]
async fn a_test_changes_rows_by_the_control_port_whatever_the_api_allows() {
    let demo = Demo::new();
    let renamed = demo
        .control(
            "POST",
            "/rename",
            json!({"organization": fixtures::HARBOUR_DENTAL, "name": "Harbour"}),
        )
        .await;
    assert_eq!(renamed.status, 204, "{}", renamed.text);
    assert_eq!(
        demo.get("/organizations?filter[name]=Harbour")
            .await
            .total(),
        1
    );
    let made = demo
        .control(
            "POST",
            "/rows/domains",
            json!({"organization_id": fixtures::MUELLER, "name": "neu.example"}),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        demo.get(&format!("/domains?filter[id]={id}")).await.total(),
        1
    );
    let path = format!("/rows/documents/{}", ids::DOCUMENT_BLOCKS);
    let archived = demo
        .control("PATCH", &path, json!({"archived": true}))
        .await;
    assert_eq!(archived.attribute("archived"), true);
    assert_eq!(demo.control("DELETE", &path, json!(null)).await.status, 204);
    assert_eq!(
        demo.get(&format!("/documents/{}", ids::DOCUMENT_BLOCKS))
            .await
            .status,
        404
    );
    assert_eq!(
        demo.control("POST", "/rows/spaceships", json!({}))
            .await
            .status,
        404
    );
    let clock = demo
        .control("POST", "/clock", json!({"advance_ms": 86_400_000}))
        .await
        .json();
    let id = demo.make_contact().await;
    let made_at = demo
        .get(&format!("/contacts/{id}"))
        .await
        .attribute("created-at");
    assert!(made_at.as_str() >= clock["now"].as_str());
}

#[tokio::test]
async fn writes_stand_in_the_log() {
    let demo = Demo::new();
    demo.make_contact().await;
    let last = demo.get("/logs?sort=-created_at&page[size]=1").await.json();
    let attributes = &last["data"][0]["attributes"];
    assert_eq!(
        (&attributes["action"], &attributes["resource-name"]),
        (&json!("created"), &json!("Ada"))
    );
    assert_eq!(attributes["resource-type"], "Contact");
}

#[tokio::test]
async fn small_lists_are_made_and_changed_and_their_names_show_elsewhere() {
    let demo = Demo::new();
    let made = demo
        .write(
            "POST",
            "/configuration_types",
            one("configuration_types", json!({"name": "Robot"})),
        )
        .await;
    assert_eq!(made.status, 201);
    let renamed = demo
        .write(
            "PATCH",
            "/configuration_types/310",
            one("configuration_types", json!({"name": "Server"})),
        )
        .await;
    assert_eq!(renamed.attribute("name"), "Server");
    let row = demo.get("/configurations/8801001").await;
    assert_eq!(row.attribute("configuration-type-name"), "Server");
    let model = demo
        .write(
            "POST",
            "/manufacturers/510/relationships/models",
            one("models", json!({"name": "PowerEdge T40"})),
        )
        .await;
    assert_eq!(
        (model.status.as_u16(), model.attribute("manufacturer-id")),
        (201, json!(510))
    );
    demo.simulator.tenant_mut().dictionaries.organization_types[0].synced = true;
    let refused = demo
        .write(
            "PATCH",
            "/organization_types/110",
            one("organization_types", json!({"name": "X"})),
        )
        .await;
    assert_eq!(refused.status, 422);
}
