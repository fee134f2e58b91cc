//! Every resource answers at its addresses and at no others, and says what the API reference says.

mod common;

use common::Demo;
use serde_json::json;
use tenant::fixtures;
use tenant::showcase::ids;

/// Path word and whether it has a list and a show at the top, and a list below an organization.
const ADDRESSES: [(&str, bool, bool, bool); 27] = [
    ("organizations", true, true, false),
    ("configurations", true, true, true),
    ("configuration_interfaces", true, true, false),
    ("passwords", true, true, true),
    ("contacts", true, true, true),
    ("locations", true, true, true),
    ("documents", false, true, true),
    ("document_folders", true, false, true),
    ("flexible_asset_types", true, true, false),
    ("flexible_asset_fields", false, true, false),
    ("checklists", true, true, true),
    ("domains", true, false, true),
    ("expirations", true, true, true),
    ("password_folders", false, false, true),
    ("organization_types", true, true, false),
    ("organization_statuses", true, true, false),
    ("configuration_types", true, true, false),
    ("configuration_statuses", true, true, false),
    ("contact_types", true, true, false),
    ("password_categories", true, true, false),
    ("manufacturers", true, true, false),
    ("models", true, true, false),
    ("operating_systems", true, true, false),
    ("platforms", true, true, false),
    ("countries", true, true, false),
    ("regions", true, true, false),
    ("exports", true, true, false),
];

#[tokio::test]
async fn every_resource_answers_at_its_addresses_and_at_no_others() {
    let demo = Demo::new();
    let below = format!("/organizations/{}/relationships", fixtures::MUELLER);
    for (word, has_list, has_show, is_nested) in ADDRESSES {
        let list = demo.get(&format!("/{word}")).await;
        assert_eq!(list.status == 200, has_list, "/{word}");
        let nested = demo.get(&format!("{below}/{word}")).await;
        assert_eq!(nested.status == 200, is_nested, "nested {word}");
        let source = if has_list { list } else { nested };
        if source.status != 200 {
            continue;
        }
        let ids = source.ids();
        assert!(!ids.is_empty(), "{word} has no rows");
        let show = demo.get(&format!("/{word}/{}", ids[0])).await;
        assert_eq!(show.status == 200, has_show, "/{word}/ID: {}", show.text);
        if has_show {
            assert_eq!(show.json()["data"]["id"], json!(ids[0]), "{word}");
            let rows = source.json();
            assert_eq!(show.json()["data"]["type"], rows["data"][0]["type"]);
            assert_eq!(demo.get(&format!("/{word}/1")).await.status, 404);
        } else {
            assert!(show.text.contains("<html>"), "{word}: {}", show.text);
        }
        if is_nested {
            let nested = demo.get(&format!("{below}/{word}")).await;
            if let Some(id) = nested.ids().first() {
                let one = demo.get(&format!("{below}/{word}/{id}")).await;
                assert_eq!(one.status == 200, word != "domains", "{word}: {}", one.text);
            }
        }
    }
}

#[tokio::test]
async fn types_are_kebab_plural_and_no_attribute_has_an_underscore() {
    let demo = Demo::new();
    for path in [
        "/contacts",
        "/locations",
        "/flexible_asset_types",
        "/expirations",
        "/user_metrics",
        "/logs",
        "/organizations/8121314/relationships/document_folders",
        "/organizations/8121314/relationships/password_folders",
    ] {
        let body = demo.get(path).await.json();
        let rows = body["data"].as_array().unwrap();
        assert!(!rows.is_empty(), "{path}");
        for row in rows {
            assert!(!row["type"].as_str().unwrap().contains('_'), "{path}");
            assert!(row["id"].is_string());
            let attributes = row["attributes"].as_object().unwrap();
            let underscored: Vec<_> = attributes
                .keys()
                .filter(|name| name.contains('_'))
                .collect();
            assert!(underscored.is_empty(), "{path}: {underscored:?}");
        }
    }
}

#[tokio::test]
async fn a_contact_has_addresses_numbers_and_its_place() {
    let demo = Demo::new();
    let answer = demo
        .get(&format!(
            "/contacts/{}?include=location,adapters_resources,passwords,attachments",
            ids::CONTACT_JOERG
        ))
        .await;
    assert_eq!(answer.attribute("name"), "Jörg Müller");
    assert_eq!(answer.attribute("location-name"), "Hauptsitz");
    assert_eq!(
        answer.attribute("organization-id"),
        json!(fixtures::MUELLER)
    );
    assert_eq!(
        answer.attribute("contact-emails")[0],
        json!({"value": "joerg@mueller-schmidt.example", "primary": true, "label-name": "Work"})
    );
    assert_eq!(answer.attribute("contact-phones")[2]["label-type"], "fax");
    let mut included = answer.included();
    included.sort();
    assert_eq!(
        included,
        [
            "adapters-resources",
            "adapters-resources",
            "attachments",
            "locations",
            "passwords"
        ]
    );
    let by = async |filter: &str| {
        demo.get(&format!("/contacts?filter[{filter}"))
            .await
            .total()
    };
    assert_eq!(by("primary_email]=joerg@mueller-schmidt.example").await, 1);
    assert_eq!(by("primary-email]=joerg@privat.example").await, 0);
    assert_eq!(
        by("psa_id]=20001&filter[psa_integration_type]=autotask").await,
        1
    );
    let all = demo.get("/contacts").await.total();
    assert_eq!(by("name]=nobody").await, all, "there is no filter by name");
}

#[tokio::test]
async fn places_have_regions_and_regions_have_countries() {
    let demo = Demo::new();
    let place = demo
        .get(&format!("/locations/{}", ids::LOCATION_MAIN))
        .await;
    assert_eq!(place.attribute("region-name"), "Bayern");
    assert_eq!(place.attribute("country-name"), "Germany");
    assert_eq!(place.attribute("formatted-phone"), "555-0110");
    assert_eq!(
        demo.get("/countries/1012/relationships/regions")
            .await
            .total(),
        2
    );
    assert_eq!(
        demo.get("/regions?filter[country_id]=1012").await.total(),
        2
    );
    assert_eq!(
        demo.get("/regions?filter[iso]=BY").await.column("name"),
        [json!("Bayern")]
    );
    assert_eq!(demo.get("/countries?filter[iso]=CH").await.total(), 1);
    let named = demo
        .get("/locations?filter[name]=Lager%5C,%20Halle%203")
        .await;
    assert_eq!(named.ids(), [ids::LOCATION_STORE.to_string()]);
    assert_eq!(
        demo.get("/locations?filter[city]=Augsburg").await.total(),
        1
    );
}

#[tokio::test]
async fn passwords_are_embedded_in_four_kinds_of_records() {
    let demo = Demo::new();
    let row = async |id: u64| {
        demo.get(&format!("/passwords/{id}?show_password=false"))
            .await
    };
    let of_domain = row(ids::PASSWORD_OF_DOMAIN).await;
    assert_eq!(of_domain.attribute("resource-type"), "domains");
    assert_eq!(of_domain.attribute("resource-id"), json!(ids::DOMAIN));
    let of_contact = row(ids::PASSWORD_OF_CONTACT).await;
    assert_eq!(of_contact.attribute("resource-type"), "contacts");
    assert_eq!(of_contact.attribute("cached-resource-name"), "Jörg Müller");
    let of_trait = row(ids::PASSWORD_OF_TRAIT).await;
    assert_eq!(of_trait.attribute("resource-type"), "flexible-asset-traits");
    assert_eq!(of_trait.attribute("resource-id"), json!(ids::TRAIT_LOGIN));
    let parent_url = of_trait.attribute("parent-url");
    let wanted = format!(
        "/assets/{}-everything/records/{}",
        ids::TYPE_EVERYTHING,
        ids::ASSET_EVERYTHING
    );
    assert!(
        parent_url.as_str().unwrap().ends_with(&wanted),
        "{parent_url}"
    );
    let of_configuration = row(fixtures::HDG_DC01_IDRAC).await;
    assert_eq!(
        of_configuration.attribute("resource-type"),
        "configurations"
    );
    for (path, id) in [
        (
            format!("/flexible_assets/{}", ids::ASSET_EVERYTHING),
            ids::PASSWORD_OF_TRAIT,
        ),
        (
            format!("/contacts/{}", ids::CONTACT_JOERG),
            ids::PASSWORD_OF_CONTACT,
        ),
    ] {
        let body = demo.get(&format!("{path}?include=passwords")).await.json();
        assert_eq!(body["included"][0]["id"], json!(id.to_string()), "{path}");
    }
    let by_parent = demo
        .get("/passwords?filter[cached_resource_name]=J%C3%B6rg%20M%C3%BCller")
        .await;
    assert_eq!(by_parent.ids(), [ids::PASSWORD_OF_CONTACT.to_string()]);
}

#[tokio::test]
async fn an_older_version_of_a_password_can_be_asked_for() {
    let demo = Demo::new();
    let path = format!("/passwords/{}", fixtures::HDG_FIREWALL);
    let body = demo
        .get(&format!("{path}?include=recent_versions"))
        .await
        .json();
    let versions: Vec<&str> = body["included"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    assert_eq!(versions.len(), 2);
    let value = async |version: &str| {
        demo.get(&format!("{path}?version_id={version}"))
            .await
            .attribute("password")
    };
    assert_eq!(
        value(versions[0]).await,
        body["data"]["attributes"]["password"]
    );
    let older = value(versions[1]).await;
    assert!(older.is_string() && older != body["data"]["attributes"]["password"]);
    assert!(value("77").await.is_null());
}

#[tokio::test]
async fn password_folders_nest_and_stand_below_their_organization_only() {
    let demo = Demo::new();
    let answer = demo
        .get("/organizations/8121314/relationships/password_folders?include=ancestors&filter[id]=8602")
        .await;
    assert_eq!(answer.column("parent-id"), [json!(ids::PASSWORD_FOLDER)]);
    assert_eq!(answer.included(), ["password-folders"]);
    let inside = demo
        .get(&format!(
            "/passwords/{}?show_password=false",
            ids::PASSWORD_IN_FOLDER
        ))
        .await;
    assert_eq!(
        inside.attribute("password-folder-id"),
        json!(ids::PASSWORD_FOLDER_INNER)
    );
}

#[tokio::test]
async fn expirations_are_found_by_record_and_by_range() {
    let demo = Demo::new();
    let total = async |filter: &str| demo.get(&format!("/expirations?{filter}")).await.total();
    assert_eq!(
        total(&format!("filter[resource_id]={}", ids::DOMAIN)).await,
        0
    );
    assert_eq!(
        total("filter[resource_type_name]=Managed%20Server").await,
        1
    );
    assert_eq!(
        total("filter[range][expiration_date]=2026-06-01,2026-07-01").await,
        1
    );
    assert_eq!(
        total("filter[range][expiration_date]=*,2026-07-01").await,
        1
    );
    let all = total("").await;
    assert_eq!(
        total("filter[range][expiration_date]=2026-06-01,*").await,
        all
    );
}

#[tokio::test]
async fn related_items_come_with_a_show_and_have_no_list() {
    let demo = Demo::new();
    let path = format!("/documents/{}", ids::HDG_RESTORE);
    let show = demo
        .get(&format!("{path}?include=related_items,attachments"))
        .await;
    let body = show.json();
    let mut kinds = show.included();
    kinds.sort();
    assert_eq!(
        kinds,
        [
            "attachments",
            "attachments",
            "related-items",
            "related-items"
        ]
    );
    let related = body["included"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["type"] == "related-items")
        .unwrap();
    assert_eq!(related["attributes"]["asset-type"], "configuration");
    assert_eq!(
        related["attributes"]["resource-id"],
        json!(fixtures::HDG_DC01)
    );
    let list = demo
        .get("/organizations/5120044/relationships/documents?include=related_items")
        .await;
    assert!(list.included().is_empty(), "not on lists");
    let index = demo
        .get(&format!("{path}/relationships/related_items"))
        .await;
    assert_eq!(index.status, 404);
    let files = demo.get(&format!("{path}/relationships/attachments")).await;
    assert_eq!(files.column("ext"), [json!("pdf"), json!("png")]);
}

#[tokio::test]
async fn checklists_have_tasks() {
    let demo = Demo::new();
    let answer = demo
        .get(&format!(
            "/checklists/{}?include=checklist_tasks",
            ids::CHECKLIST
        ))
        .await;
    assert_eq!(answer.included(), ["checklist-tasks"; 3]);
    assert_eq!(
        demo.get("/checklists?filter[organization_id]=5120044")
            .await
            .total(),
        1
    );
}

#[tokio::test]
async fn adapters_have_no_addresses_of_their_own() {
    let demo = Demo::new();
    for path in [
        "/organizations/5120044/adapters-resources",
        "/organizations/5120044/relationships/adapters-resources",
        "/organizations/5120044/relationships/adapters_resources",
        "/adapters_resources/1",
    ] {
        let answer = demo.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text.contains("doesn't exist"), "{path}");
    }
}

#[tokio::test]
async fn the_log_has_five_pages_and_thirty_days() {
    let demo = Demo::new();
    let first = demo.get("/logs?sort=-created_at").await;
    assert_eq!(
        (first.ids().len(), first.total()),
        (50, 330),
        "the twenty oldest are gone"
    );
    assert_eq!(demo.get("/logs?page[number]=5").await.ids().len(), 50);
    assert_eq!(demo.get("/logs?page[number]=6").await.ids().len(), 0);
    demo.control("POST", "/clock", json!({"advance_ms": 40_i64 * 86_400_000}))
        .await;
    assert_eq!(demo.get("/logs").await.total(), 0);
}

#[tokio::test]
async fn user_metrics_take_a_week_and_no_open_start() {
    let demo = Demo::new();
    let status = async |span: &str| {
        demo.get(&format!("/user_metrics?filter[date]={span}"))
            .await
    };
    assert_eq!(status("2026-01-01,2026-01-08").await.status, 200);
    let refused = status("2026-01-01,2026-01-09").await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.error()["title"],
        "date range filter cannot be longer than a week, and cannot start with a wildcard"
    );
    assert_eq!(status("*,2026-01-09").await.status, 422);
    assert_eq!(status("2026-01-01,*").await.status, 422);
    assert!(demo.get("/user_metrics").await.total() > 100);
}

#[tokio::test]
async fn interfaces_are_rows_of_their_own() {
    let demo = Demo::new();
    let list = demo
        .get("/configurations/8801001/relationships/configuration_interfaces")
        .await;
    let id = &list.ids()[0];
    let one = demo.get(&format!("/configuration_interfaces/{id}")).await;
    assert_eq!(one.attribute("primary"), true);
    let ip = one.attribute("ip-address");
    let found = demo
        .get(&format!(
            "/configurations/8801001/relationships/configuration_interfaces?filter[ip_address]={}",
            ip.as_str().unwrap()
        ))
        .await;
    assert_eq!(found.total(), 1);
    assert_eq!(
        demo.get(&format!(
            "/configurations/8802001/relationships/configuration_interfaces/{id}"
        ))
        .await
        .status,
        404
    );
}

#[tokio::test]
async fn rows_are_hostile_long_and_odd_as_in_a_real_account() {
    let demo = Demo::new();
    let contact = demo.get(&format!("/contacts/{}", ids::CONTACT_JOERG)).await;
    assert!(
        contact
            .attribute("notes")
            .as_str()
            .unwrap()
            .contains("<script>")
    );
    let rows = demo.get("/organizations?page[size]=1000").await.json();
    let rows = rows["data"].as_array().unwrap();
    let has = |name: &str| {
        rows.iter()
            .filter(|row| row["attributes"].get(name).is_some())
            .count()
    };
    assert!(has("future-thing") > 0 && has("future-thing") < rows.len());
    assert!(has("alert") > 0 && has("alert") < rows.len());
    let body = demo.get("/contacts?page[size]=1000").await;
    assert!(body.ids().iter().any(|id| id.len() >= 16));
}
