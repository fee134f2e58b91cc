//! What is written is there afterwards, and what cannot be written is refused in the words of the real thing.

mod common;

use common::Demo;
use serde_json::{Value, json};
use tenant::fixtures;

fn one(kind: &str, attributes: Value) -> Value {
    json!({"data": {"type": kind, "attributes": attributes}})
}

#[tokio::test]
async fn what_is_created_is_listed_shown_changed_and_gone_after_its_deletion() {
    let demo = Demo::new();
    let before = demo.get("/contacts").await.total();
    let id = demo.make_contact().await;
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
    assert_eq!(found.ids(), std::slice::from_ref(&id));
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
    assert_ne!(demo.make_contact().await, id, "no id is given twice");
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
