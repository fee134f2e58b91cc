//! What rows say, and how they are found and joined.

mod common;

use common::Demo;
use serde_json::json;
use tenant::fixtures;

#[tokio::test]
async fn an_rmm_id_means_a_device_only_together_with_its_rmm() {
    let demo = Demo::new();
    let of = async |rmm: &str| {
        demo.get(&format!(
            "/configurations?filter[rmm_id]=410777&filter[rmm_integration_type]={rmm}"
        ))
        .await
        .ids()
    };
    assert_eq!(of("aem").await, [fixtures::PENNINE_CLASH.to_string()]);
    assert_eq!(
        of("ninja-rmm").await,
        [fixtures::TIDEWATER_CLASH.to_string()]
    );
    assert_eq!(of("atera").await, Vec::<String>::new());
    let all = demo.get("/configurations").await.total();
    assert_eq!(
        demo.get("/configurations?filter[rmm_id]=410777")
            .await
            .total(),
        all
    );
    let any = Demo::with(&[("unpaired_filter", "match_any")]);
    assert_eq!(
        any.get("/configurations?filter[rmm_id]=410777")
            .await
            .total(),
        2
    );
    let strict = Demo::with(&[("unpaired_filter", "422")]);
    assert_eq!(
        strict
            .get("/configurations?filter[rmm_id]=410777")
            .await
            .status,
        422
    );
}

#[tokio::test]
async fn a_psa_id_finds_the_organization() {
    let demo = Demo::new();
    let row = demo
        .simulator
        .tenant()
        .organization(fixtures::HARBOUR_DENTAL)
        .unwrap()
        .clone();
    let remote = &row.remote_ids[0].remote_id;
    let path = format!(
        "/organizations?filter[psa_id]={remote}&filter[psa_integration_type]=autotask&include=adapters-resources"
    );
    let answer = demo.get(&path).await;
    assert_eq!(answer.ids(), [fixtures::HARBOUR_DENTAL.to_string()]);
    assert_eq!(
        answer.json()["included"][0]["attributes"]["remote-id"],
        json!(remote)
    );
}

#[tokio::test]
async fn one_number_of_two_psas_finds_two_clients_and_two_devices() {
    let demo = Demo::new();
    let found = async |resource: &str, number: u64, integration: &str| {
        let path = format!(
            "/{resource}?filter[psa_id]={number}&filter[psa_integration_type]={integration}"
        );
        demo.get(&path).await.ids()
    };
    let (hdg, svc) = (fixtures::HARBOUR_DENTAL, fixtures::SUMMIT_VETERINARY);
    assert_eq!(
        found("organizations", 174, "autotask").await,
        [hdg.to_string()]
    );
    assert_eq!(
        found("organizations", 174, "manage").await,
        [svc.to_string()]
    );
    assert_eq!(
        found("organizations", 175, "manage").await,
        [hdg.to_string()]
    );
    let (ours, theirs) = (fixtures::HDG_DC01, fixtures::SVC_DC01);
    assert_eq!(
        found("configurations", 1_001, "autotask").await,
        [ours.to_string()]
    );
    assert_eq!(
        found("configurations", 1_001, "manage").await,
        [theirs.to_string()]
    );
}

#[tokio::test]
async fn included_rows_are_linked_from_their_row() {
    let demo = Demo::new();
    let body = demo
        .get("/configurations/8801001?include=rmm_records,passwords,configuration_interfaces")
        .await
        .json();
    let links = &body["data"]["relationships"];
    assert_eq!(
        links["passwords"]["data"],
        json!([{"id": "9301001", "type": "passwords"}, {"id": "9301002", "type": "passwords"}])
    );
    assert_eq!(
        links["configuration-interfaces"]["data"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let record = body["included"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["type"] == "rmm-records")
        .unwrap();
    assert_eq!(
        record["attributes"]["serial-number"],
        fixtures::HDG_DC01_SERIAL
    );
    assert_eq!(
        record["relationships"]["configuration"]["data"]["id"],
        "8801001"
    );
    let plain = demo.get("/configurations/8801001").await.json();
    assert_eq!(plain["data"]["relationships"], json!({}));
    assert!(plain.get("included").is_none());
}

#[tokio::test]
async fn a_serial_can_be_missing_on_the_row_and_present_in_the_rmm_record() {
    let demo = Demo::new();
    let body = demo
        .get(&format!(
            "/configurations/{}?include=rmm_records",
            fixtures::HDG_FS01
        ))
        .await
        .json();
    assert!(body["data"]["attributes"]["serial-number"].is_null());
    assert!(body["included"][0]["attributes"]["serial-number"].is_string());
}

#[tokio::test]
async fn nested_lists_hold_the_organizations_own_rows() {
    let demo = Demo::new();
    let path =
        "/organizations/5120044/relationships/passwords?filter[cached_resource_name]=HDG-DC01";
    assert_eq!(demo.get(path).await.total(), 2);
    let deaf = Demo::with(&[("nested_filters", "ignored")]);
    assert_eq!(deaf.get(path).await.total(), fixtures::HDG_PASSWORDS as u64);
    assert_eq!(
        demo.get("/organizations/5120044/relationships/passwords/1")
            .await
            .status,
        404
    );
    let foreign = format!(
        "/organizations/{}/relationships/passwords/9301001",
        fixtures::SUMMIT_VETERINARY
    );
    assert_eq!(demo.get(&foreign).await.status, 404);
    assert_eq!(
        demo.get("/organizations/77/relationships/passwords")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn ids_are_text_and_foreign_keys_are_numbers() {
    let demo = Demo::new();
    let body = demo
        .get(&format!(
            "/passwords/{}?show_password=false",
            fixtures::HDG_DOMAIN_ADMIN
        ))
        .await
        .json();
    assert_eq!(
        body["data"]["id"],
        json!(fixtures::HDG_DOMAIN_ADMIN.to_string())
    );
    assert_eq!(
        body["data"]["attributes"]["organization-id"],
        json!(fixtures::HARBOUR_DENTAL)
    );
}

#[tokio::test]
async fn a_resource_url_leads_to_the_web_site_of_the_account() {
    let demo = Demo::with(&[
        ("web_base", "https://northlane.itglue.com"),
        ("web_pages", "open"),
    ]);
    let body = demo.get("/configurations/8801001").await.json();
    assert_eq!(
        body["data"]["attributes"]["resource-url"],
        "https://northlane.itglue.com/5120044/configurations/8801001"
    );
    assert!(
        demo.get("/organizations/5120044").await.json()["data"]["attributes"]["resource-url"]
            .is_string()
    );
    let bare = Demo::with(&[("org_resource_url", "absent")]);
    assert!(
        bare.get("/organizations/5120044").await.json()["data"]["attributes"]
            .get("resource-url")
            .is_none()
    );
    assert_eq!(
        demo.get_host("northlane.itglue.com", "/5120044/configurations/8801001")
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn quick_notes_are_short_in_a_list_and_whole_in_a_show() {
    let demo = Demo::new();
    let in_list = &demo
        .get("/organizations?filter[id]=5120044")
        .await
        .column("quick-notes")[0];
    assert_eq!(in_list.as_str().unwrap().chars().count(), 250);
    let whole = demo.get("/organizations/5120044").await.json();
    assert!(
        whole["data"]["attributes"]["quick-notes"]
            .as_str()
            .unwrap()
            .ends_with("End of notes.</p>")
    );
}

#[tokio::test]
async fn the_small_lists_answer_too() {
    let demo = Demo::new();
    for path in [
        "organization_types",
        "organization_statuses",
        "configuration_types",
        "configuration_statuses",
        "password_categories",
        "manufacturers",
        "models",
        "operating_systems",
        "regions",
    ] {
        let answer = demo.get(&format!("/{path}")).await;
        assert_eq!(answer.status, 200, "{path}");
        let kind = path.replace('_', "-");
        assert!(
            answer.json()["data"]
                .as_array()
                .unwrap()
                .iter()
                .all(|row| row["type"] == kind.as_str()),
            "{path}"
        );
    }
    let models = demo.get("/manufacturers/510/relationships/models").await;
    assert_eq!(models.total(), 4);
    let manufacturer = demo.get("/manufacturers/510").await.attribute("name");
    assert_eq!(
        models.column("manufacturer-name"),
        [(); 4].map(|()| manufacturer.clone())
    );
    assert_eq!(
        demo.get("/configurations/8801001/relationships/configuration_interfaces")
            .await
            .total(),
        1
    );
}
