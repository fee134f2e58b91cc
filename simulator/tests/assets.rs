//! Flexible assets: every kind of trait, read and written.

mod common;

use common::Demo;
use serde_json::{Value, json};
use tenant::fixtures;
use tenant::showcase::ids;

async fn everything(demo: &Demo) -> Value {
    let answer = demo
        .get(&format!("/flexible_assets/{}", ids::ASSET_EVERYTHING))
        .await;
    answer.attribute("traits")
}

#[tokio::test]
async fn a_list_needs_a_type_in_either_spelling() {
    let demo = Demo::new();
    assert_eq!(demo.get("/flexible_assets").await.status, 400);
    for name in ["flexible-asset-type-id", "flexible_asset_type_id"] {
        let list = demo
            .get(&format!(
                "/flexible_assets?filter[{name}]={}",
                ids::TYPE_EVERYTHING
            ))
            .await;
        assert_eq!(list.total(), 2, "{name}");
    }
    let one = format!(
        "/flexible_assets?filter[flexible-asset-type-id]={}&filter[organization-id]={}",
        ids::TYPE_EMAIL,
        fixtures::HARBOUR_DENTAL
    );
    assert_eq!(demo.get(&one).await.total(), 1);
    let named = format!(
        "/flexible_assets?filter[flexible-asset-type-id]={}&filter[name]=sparse",
        ids::TYPE_EVERYTHING
    );
    assert_eq!(
        demo.get(&named).await.total(),
        0,
        "exact and case-sensitive"
    );
}

#[tokio::test]
async fn every_kind_of_trait_has_its_shape() {
    let demo = Demo::new();
    let traits = everything(&demo).await;
    assert_eq!(traits["title"], "Alles, auf einmal");
    assert!(traits["notes"].as_str().unwrap().contains("<script>"));
    assert_eq!(
        (&traits["in-use"], &traits["seats"], &traits["share"]),
        (&json!(true), &json!(25), &json!(12.5))
    );
    assert_eq!(traits["renewal"], "2026-12-31");
    assert!(traits.get("access").is_none(), "a header has no value");
    assert_eq!(traits["diagram"][0]["name"], "Übersicht.png");
    assert_eq!(
        traits["admin-login"]["values"][0]["id"],
        json!(ids::PASSWORD_OF_TRAIT)
    );
    assert!(!traits.to_string().contains(&tenant::password_value(
        fixtures::DEMO_SEED,
        ids::PASSWORD_OF_TRAIT
    )));
    for (key, word) in [
        ("owners", "AccountsUsers"),
        ("checklists", "Checklists"),
        ("templates", "ChecklistTemplates"),
        ("people", "Contacts"),
        ("servers", "Configurations"),
        ("manuals", "Documents"),
        ("domains", "Domains"),
        ("logins", "Passwords"),
        ("sites", "Locations"),
        ("partners", "Organizations"),
        ("certificates", "SslCertificates"),
        ("tickets", "Tickets"),
        ("mail", "FlexibleAssets"),
    ] {
        assert_eq!(traits[key]["type"], word, "{key}");
        assert!(
            traits[key]["values"][0]["name"].is_string(),
            "{key}: {}",
            traits[key]
        );
    }
    assert!(traits["servers"]["values"][0]["configuration-type-name"].is_string());
    assert_eq!(
        traits["partners"]["values"][0]["id"],
        json!(fixtures::SUMMIT_VETERINARY)
    );
}

#[tokio::test]
async fn a_type_tells_its_fields() {
    let demo = Demo::new();
    let body = demo
        .get(&format!(
            "/flexible_asset_types/{}?include=flexible_asset_fields",
            ids::TYPE_EVERYTHING
        ))
        .await;
    assert_eq!(body.included().len(), 23);
    let fields = demo.get(&format!("/flexible_asset_types/{}/relationships/flexible_asset_fields?sort=order&page[size]=100", ids::TYPE_EVERYTHING)).await;
    let mut kinds: Vec<String> = fields
        .column("kind")
        .iter()
        .map(|kind| kind.as_str().unwrap().to_owned())
        .collect();
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds.len(), 11, "{kinds:?}");
    assert_eq!(fields.column("name-key")[9], "admin-login");
    assert!(
        fields
            .column("tag-type")
            .contains(&json!(format!("FlexibleAssetType: {}", ids::TYPE_EMAIL)))
    );
    assert_eq!(
        demo.get("/flexible_asset_types?filter[enabled]=false")
            .await
            .column("name"),
        [json!("Fax")]
    );
    assert_eq!(
        demo.get("/flexible_asset_types?filter[icon]=envelope")
            .await
            .total(),
        1
    );
}

#[tokio::test]
async fn a_patch_replaces_all_traits() {
    let demo = Demo::new();
    let path = format!("/flexible_assets/{}", ids::ASSET_EVERYTHING);
    let patch = |traits: Value| json!({"data": {"type": "flexible_assets", "attributes": {"traits": traits}}});
    let sent = json!({"title": "Neu", "seats": 3, "people": [ids::CONTACT_ZOE], "renewal": null, "in_use": true});
    let changed = demo.write("PATCH", &path, patch(sent)).await;
    assert_eq!(
        (changed.status.as_u16(), changed.attribute("name")),
        (200, json!("Neu"))
    );
    let traits = everything(&demo).await;
    let keys: Vec<&String> = traits.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["in-use", "people", "seats", "title"]);
    assert_eq!(traits["people"]["values"][0]["name"], "Zoë");
    let unknown = demo
        .write(
            "PATCH",
            &path,
            patch(json!({"title": "x", "colour": "red"})),
        )
        .await;
    assert_eq!(
        unknown.error(),
        json!({
            "status": 422,
            "title": "Unprocessable Entity",
            "detail": "Request contains invalid trait keys",
            "source": {"pointer": "data/attributes/traits"},
        })
    );
    assert_eq!(
        demo.write("PATCH", &path, patch(json!({"seats": 1})))
            .await
            .status,
        422,
        "the title is required"
    );
    assert_eq!(
        demo.write("PATCH", &path, patch(json!({"title": "x", "people": [1]})))
            .await
            .status,
        422
    );
    let renamed = json!({"data": {"type": "flexible_assets", "attributes": {"archived": true}}});
    let archived = demo.write("PATCH", &path, renamed).await;
    assert_eq!(
        (archived.attribute("archived"), archived.attribute("name")),
        (json!(true), json!("Neu"))
    );
}

#[tokio::test]
async fn assets_are_made_alone_or_many_below_their_organization_and_deleted() {
    let demo = Demo::new();
    let row = |title: &str| {
        json!({"type": "flexible_assets", "attributes": {
            "organization_id": fixtures::MUELLER, "flexible_asset_type_id": ids::TYPE_EVERYTHING,
            "traits": {"title": title, "diagram": {"content": "AAAA", "file_name": "x.png"}, "share": "7.5"},
        }})
    };
    let made = demo
        .write("POST", "/flexible_assets", json!({"data": row("Eins")}))
        .await;
    assert_eq!(
        (made.status.as_u16(), made.attribute("name")),
        (201, json!("Eins"))
    );
    assert_eq!(made.attribute("traits")["share"], 7.5);
    let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
    let below = "/organizations/8121314/relationships/flexible_assets";
    let many = demo
        .write("POST", below, json!({"data": [row("Zwei"), row("Drei")]}))
        .await;
    assert_eq!(
        (many.status.as_u16(), many.column("name")),
        (201, vec![json!("Zwei"), json!("Drei")])
    );
    assert_eq!(demo.get(below).await.status, 404, "no list there");
    assert_eq!(
        demo.write_as("DELETE", &format!("/flexible_assets/{id}"), "", "")
            .await
            .status,
        204
    );
    assert_eq!(
        demo.get(&format!("/flexible_assets/{id}")).await.status,
        404
    );
}

#[tokio::test]
async fn a_type_is_made_with_its_fields_in_the_relationships() {
    let demo = Demo::new();
    let fields = json!([{"type": "flexible_asset_fields", "attributes": {"order": 1, "name": "Host Name", "kind": "Text", "required": true, "use_for_title": true}}]);
    let body = json!({"data": {"type": "flexible_asset_types", "attributes": {"name": "Router", "icon": "globe"}, "relationships": {"flexible_asset_fields": {"data": fields}}}});
    let made = demo
        .write(
            "POST",
            "/flexible_asset_types?include=flexible_asset_fields",
            body,
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(
        made.json()["included"][0]["attributes"]["name-key"],
        "host-name"
    );
    let wrong = json!({"data": {"type": "flexible_asset_types", "attributes": {"name": "Router", "flexible_asset_fields": fields}}});
    assert_eq!(
        demo.write("POST", "/flexible_asset_types", wrong)
            .await
            .status,
        500
    );
    let field = demo
        .get(&format!(
            "/flexible_asset_types/{}/relationships/flexible_asset_fields?filter[id]=330200",
            ids::TYPE_EVERYTHING
        ))
        .await;
    assert_eq!(field.total(), 1);
    let body = json!({"data": {"type": "flexible_asset_fields", "attributes": {"kind": "Number"}}});
    assert_eq!(
        demo.write("PATCH", "/flexible_asset_fields/330200", body)
            .await
            .status,
        422,
        "it is used"
    );
}
