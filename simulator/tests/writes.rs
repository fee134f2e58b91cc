//! What is written is there afterwards, and what cannot be written is refused in the words of the real thing.

mod common;

use common::Demo;
use serde_json::{Value, json};
use tenant::fixtures;
use tenant::showcase::ids;

fn one(kind: &str, attributes: Value) -> Value {
    json!({"data": {"type": kind, "attributes": attributes}})
}

async fn make_contact(demo: &Demo) -> String {
    let made = demo
        .write(
            "POST",
            "/contacts",
            one(
                "contacts",
                json!({"organization-id": fixtures::MUELLER, "first-name": "Ada"}),
            ),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    made.json()["data"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_created_is_listed_shown_changed_and_gone_after_its_deletion() {
    let demo = Demo::new();
    let before = demo.get("/contacts").await.total();
    let id = make_contact(&demo).await;
    assert_eq!(demo.get("/contacts").await.total(), before + 1);
    let path = format!("/contacts/{id}");
    let made = demo.get(&path).await;
    assert_eq!(made.attribute("name"), "Ada");
    assert_eq!(made.attribute("created-at"), made.attribute("updated-at"));
    let changed = demo
        .write(
            "PATCH",
            &path,
            one("contacts", json!({"last_name": "Byron", "important": 1})),
        )
        .await;
    assert_eq!(changed.status, 200);
    assert_eq!(changed.attribute("name"), "Ada Byron");
    assert_eq!(changed.attribute("important"), true);
    let later = changed.attribute("updated-at");
    assert!(later.as_str() > made.attribute("updated-at").as_str());
    let found = demo.get("/contacts?filter[last_name]=Byron").await;
    assert_eq!(found.ids(), [id.clone()]);
    let gone = demo
        .write(
            "DELETE",
            "/contacts",
            json!({"data": [{"type": "contacts", "attributes": {"id": id}}]}),
        )
        .await;
    assert_eq!(
        (gone.status.as_u16(), gone.json()["data"][0]["id"].as_str()),
        (200, Some(id.as_str()))
    );
    assert_eq!(demo.get(&path).await.status, 404);
    assert_eq!(demo.get("/contacts").await.total(), before);
    assert_ne!(make_contact(&demo).await, id, "no id is given twice");
}

#[tokio::test]
async fn a_body_of_the_wrong_kind_is_refused_before_anything_is_looked_at() {
    let demo = Demo::new();
    let body = one("contacts", json!({"first-name": "Ada"})).to_string();
    let refused = demo
        .write_as("POST", "/contacts", "text/plain", &body)
        .await;
    assert_eq!(refused.status, 415);
    assert!(refused.json()["message"].is_string());
    for content_type in [
        "application/vnd.api+json",
        "application/vnd.api+json; charset=utf-8",
    ] {
        let answer = demo
            .write_as("POST", "/contacts", content_type, &body)
            .await;
        assert_eq!(answer.status, 422, "{content_type}");
    }
    let malformed = demo
        .write_as("POST", "/contacts", "application/vnd.api+json", "{")
        .await;
    assert_eq!(
        (malformed.status.as_u16(), &malformed.error()["status"]),
        (400, &json!(400))
    );
    let empty = demo.write("POST", "/contacts", json!({})).await;
    assert_eq!(
        empty.error()["detail"],
        "param is missing or the value is empty: data"
    );
    let twice = demo.write("POST", "/contacts", json!(body)).await;
    assert_eq!((twice.status.as_u16(), twice.text.as_str()), (500, ""));
    let other = demo
        .write("POST", "/contacts", one("locations", json!({})))
        .await;
    assert_eq!(other.status, 400);
}

#[tokio::test]
async fn more_than_ten_megabytes_are_too_much() {
    let demo = Demo::new();
    let body = |n: usize| one("contacts", json!({"first-name": "a".repeat(n)})).to_string();
    let send = async |n: usize| {
        let body = body(n);
        demo.write_as("POST", "/contacts", "application/vnd.api+json", &body)
            .await
            .status
    };
    assert_eq!(send(10 * 1024 * 1024).await, 413);
    assert_eq!(send(10 * 1024 * 1024 - 200).await, 422);
}

#[tokio::test]
async fn a_missing_owner_and_a_wrong_relation_point_in_two_styles() {
    let demo = Demo::new();
    let homeless = demo
        .write(
            "POST",
            "/contacts",
            one("contacts", json!({"first-name": "Ada"})),
        )
        .await;
    assert_eq!(
        homeless.error(),
        json!({
            "status": 422,
            "title": "Valid organization_id is required",
            "source": {"pointer": "data/attributes/organization_id"},
        })
    );
    let below = "/organizations/8121314/relationships/configurations";
    let typeless = demo
        .write("POST", below, one("configurations", json!({"name": "X"})))
        .await;
    let must_exist = json!({
        "status": 422,
        "title": "Unprocessable Entity",
        "detail": "must exist",
        "source": {"pointer": "/data/attributes/configuration-type"},
    });
    assert_eq!(typeless.error(), must_exist);
    let wrong = json!({"name": "X", "configuration-type-id": 1});
    let wrong = demo
        .write("POST", below, one("configurations", wrong))
        .await;
    assert_eq!(wrong.error(), must_exist);
    let nameless = json!({"configuration-type-id": 310});
    let nameless = demo
        .write("POST", below, one("configurations", nameless))
        .await;
    assert_eq!(
        nameless.error()["source"]["pointer"],
        "/data/attributes/name"
    );
}

#[tokio::test]
async fn a_method_that_an_address_does_not_know_finds_no_page() {
    let demo = Demo::new();
    for (method, path) in [
        ("POST", "/documents/6001001/publish"),
        ("DELETE", "/organization_types/110"),
        ("DELETE", "/configurations/8801001"),
        ("PATCH", "/operating_systems/710"),
        ("POST", "/domains"),
        (
            "PATCH",
            "/organizations/8121314/relationships/configurations",
        ),
        ("POST", "/logs"),
        ("PATCH", "/regions"),
    ] {
        let answer = demo
            .write(method, path, json!({"data": {"attributes": {}}}))
            .await;
        assert_eq!(answer.status, 404, "{method} {path}");
        assert!(answer.text.contains("(404)"), "{method} {path}");
    }
    let unknown = demo
        .write("PATCH", "/contacts/1", one("contacts", json!({})))
        .await;
    assert_eq!(
        (unknown.status.as_u16(), unknown.error()["title"].as_str()),
        (404, Some("Record not found"))
    );
}

#[tokio::test]
async fn a_configuration_is_created_with_its_interfaces() {
    let demo = Demo::new();
    let body = json!({"data": {
        "type": "configurations",
        "attributes": {"name": "MSP-FW01", "configuration-type-id": 314, "serial-number": "SN-2"},
        "relationships": {"configuration_interfaces": {"data": [{
            "type": "configuration_interfaces",
            "attributes": {"name": "wan", "ip-address": "192.0.2.10", "mac-address": "02:00:5E:10:00:02", "primary": true},
        }]}},
    }});
    let path =
        "/organizations/8121314/relationships/configurations?include=configuration_interfaces";
    let made = demo.write("POST", path, body).await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(made.attribute("primary-ip"), "192.0.2.10");
    assert_eq!(made.attribute("configuration-type-kind"), "firewall");
    assert_eq!(made.included(), ["configuration-interfaces"]);
    let interface = &made.json()["included"][0]["id"];
    let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
    let moved = json!({"ip_address": "192.0.2.11"});
    let path = format!("/configuration_interfaces/{}", interface.as_str().unwrap());
    assert_eq!(
        demo.write("PATCH", &path, one("configuration_interfaces", moved))
            .await
            .status,
        200
    );
    let shown = demo.get(&format!("/configurations/{id}")).await;
    assert_eq!(shown.attribute("primary-ip"), "192.0.2.11");
    let moved = one("configurations", json!({"primary-ip": "192.0.2.12"}));
    demo.write("PATCH", &format!("/configurations/{id}"), moved)
        .await;
    assert_eq!(demo.get(&path).await.attribute("ip-address"), "192.0.2.12");
}

#[tokio::test]
async fn a_synced_record_takes_some_changes_and_no_relationships() {
    let demo = Demo::new();
    let path = format!("/organizations/{}", fixtures::HARBOUR_DENTAL);
    let refused = demo
        .write("PATCH", &path, one("organizations", json!({"name": "X"})))
        .await;
    assert_eq!(
        (
            refused.status.as_u16(),
            &refused.error()["source"]["pointer"]
        ),
        (422, &json!("/data/attributes/name"))
    );
    let allowed = json!({"alert": "Closed", "quick-notes": null});
    let allowed = demo
        .write("PATCH", &path, one("organizations", allowed))
        .await;
    assert_eq!(
        (allowed.status.as_u16(), allowed.attribute("alert")),
        (200, json!("Closed"))
    );
    let device = "/configurations/8801001";
    let refused = demo
        .write(
            "PATCH",
            device,
            one("configurations", json!({"hostname": "x"})),
        )
        .await;
    assert_eq!(refused.status, 422);
    let archived = demo
        .write(
            "PATCH",
            device,
            one("configurations", json!({"archived": true})),
        )
        .await;
    assert_eq!(archived.attribute("archived"), true);
    let body = json!({"data": {"type": "configurations", "attributes": {"notes": "x"}, "relationships": {"configuration_interfaces": {"data": []}}}});
    let refused = demo.write("PATCH", device, body).await;
    assert_eq!(refused.status, 422);
}

#[tokio::test]
async fn a_password_is_written_once_and_read_on_request_only() {
    let demo = Demo::new();
    let attributes = json!({
        "name": "Console", "username": "root", "password": "Tall-Heron-61",
        "resource-id": fixtures::HDG_DC01, "resource-type": "Configuration",
    });
    let path = "/organizations/5120044/relationships/passwords?show_password=false";
    let made = demo
        .write("POST", path, one("passwords", attributes.clone()))
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert!(!made.text.contains("Tall-Heron-61"));
    assert_eq!(made.attribute("cached-resource-name"), "HDG-DC01");
    let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
    let show = format!("/passwords/{id}");
    assert_eq!(demo.get(&show).await.attribute("password"), "Tall-Heron-61");
    let told = demo
        .control("GET", &format!("/password_value/{id}"), json!(null))
        .await;
    assert_eq!(told.text, "Tall-Heron-61");
    let before = demo.get(&show).await;
    let changed = demo
        .write(
            "PATCH",
            &format!("{show}?show_password=true"),
            one("passwords", json!({"password": "Low-Tern-12"})),
        )
        .await;
    assert_eq!(changed.attribute("password"), "Low-Tern-12");
    assert_ne!(
        changed.attribute("password-updated-at"),
        before.attribute("password-updated-at")
    );
    let renamed = demo
        .write(
            "PATCH",
            &show,
            one("passwords", json!({"name": "Console 2"})),
        )
        .await;
    assert_eq!(
        renamed.attribute("password-updated-at"),
        changed.attribute("password-updated-at")
    );
    let mut half = attributes;
    half.as_object_mut().unwrap().remove("resource-type");
    let refused = demo.write("POST", path, one("passwords", half)).await;
    assert_eq!(
        (
            refused.status.as_u16(),
            &refused.error()["source"]["pointer"]
        ),
        (422, &json!("/data/attributes/resource-type"))
    );
    let elsewhere = json!({"name": "x", "password": "y", "resource-id": fixtures::SVC_DC01, "resource-type": "Configuration"});
    assert_eq!(
        demo.write("POST", path, one("passwords", elsewhere))
            .await
            .status,
        422
    );
    let deleted = demo.write_as("DELETE", &show, "", "").await;
    assert_eq!((deleted.status.as_u16(), deleted.text.as_str()), (204, ""));
    assert_eq!(demo.get(&show).await.status, 404);
}

#[tokio::test]
async fn many_rows_are_written_together_or_not_at_all() {
    let demo = Demo::new();
    let below = "/organizations/8121314/relationships/locations";
    let rows = |second: &str| {
        json!({"data": [
            {"type": "locations", "attributes": {"name": "North"}},
            {"type": "locations", "attributes": {"name": second}},
        ]})
    };
    let before = demo.get(below).await.total();
    assert_eq!(demo.write("POST", below, rows("")).await.status, 422);
    assert_eq!(demo.get(below).await.total(), before);
    let made = demo.write("POST", below, rows("South")).await;
    assert_eq!(
        (made.status.as_u16(), made.column("name")),
        (201, vec![json!("North"), json!("South")])
    );
    let ids = made.ids();
    let changes = json!({"data": [
        {"type": "locations", "attributes": {"id": ids[0], "city": "Ulm"}},
        {"type": "locations", "attributes": {"id": ids[1].parse::<u64>().unwrap(), "city": "Bonn"}},
    ]});
    let changed = demo.write("PATCH", "/locations", changes).await;
    assert_eq!(
        (changed.status.as_u16(), changed.column("city")),
        (200, vec![json!("Ulm"), json!("Bonn")])
    );
    let missing = json!({"data": [{"type": "locations", "attributes": {"id": ids[0]}}, {"type": "locations", "attributes": {"id": 1}}]});
    assert_eq!(
        demo.write("DELETE", "/locations", missing).await.status,
        404
    );
    assert_eq!(
        demo.get(&format!("/locations/{}", ids[0])).await.status,
        200
    );
    let nameless = json!({"data": [{"type": "locations", "attributes": {}}]});
    let refused = demo.write("DELETE", "/locations", nameless).await;
    assert_eq!(
        refused.error()["detail"],
        "param is missing or the value is empty: id"
    );
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
    let id = make_contact(&demo).await;
    let made_at = demo
        .get(&format!("/contacts/{id}"))
        .await
        .attribute("created-at");
    assert!(made_at.as_str() >= clock["now"].as_str());
}

#[tokio::test]
async fn writes_stand_in_the_log() {
    let demo = Demo::new();
    make_contact(&demo).await;
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
