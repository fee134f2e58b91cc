//! Switches that one GET does not show.

mod common;

use common::Demo;
use serde_json::json;
use tenant::fixtures;

#[tokio::test]
async fn an_interface_has_its_id_where_the_switch_says() {
    let show = async |position: &str| {
        let demo = Demo::with(&[("interface_id", position)]);
        let id = demo.simulator.tenant().records.interfaces[0].interface.id;
        let row = demo
            .get(&format!("/configuration_interfaces/{id}"))
            .await
            .json()["data"]
            .clone();
        (
            row.get("id").is_some(),
            row["attributes"].get("id").is_some(),
        )
    };
    assert_eq!(show("beside").await, (true, false));
    assert_eq!(show("attributes").await, (false, true));
    assert_eq!(show("both").await, (true, true));
}

#[tokio::test]
async fn the_parent_of_a_new_organization_is_honoured_ignored_or_refused() {
    let made = async |position: &str| {
        let demo = Demo::with(&[("parent_id_write", position)]);
        let attributes = json!({"name": "Acht AG", "parent-id": fixtures::HARTWELL_GROUP});
        demo.write(
            "POST",
            "/organizations",
            json!({"data": {"type": "organizations", "attributes": attributes}}),
        )
        .await
    };
    assert!(made("honoured").await.attribute("parent-id").is_string());
    assert!(made("ignored").await.attribute("parent-id").is_null());
    assert_eq!(made("422").await.status, 422);
}

#[tokio::test]
async fn plain_json_is_refused_or_accepted() {
    let status = async |position: &str| {
        let demo = Demo::with(&[("plain_json", position)]);
        let body = json!({"data": {"attributes": {"name": "Acht AG"}}}).to_string();
        demo.write_as("POST", "/organizations", "application/json", &body)
            .await
            .status
            .as_u16()
    };
    assert_eq!(
        (status("refused").await, status("accepted").await),
        (415, 201)
    );
}

#[tokio::test]
async fn rows_are_odd_or_even() {
    let n_odd = async |position: &str| {
        let demo = Demo::with(&[("odd_attributes", position)]);
        let body = demo.get("/organizations?page[size]=1000").await.json();
        let rows = body["data"].as_array().unwrap().clone();
        rows.iter()
            .filter(|row| {
                row["attributes"].get("glue-score").is_some()
                    || row["attributes"].get("alert").is_none()
            })
            .count()
    };
    assert!(n_odd("some").await > 0);
    assert_eq!(n_odd("none").await, 0);
}

#[tokio::test]
async fn a_configuration_tells_its_psa_or_its_rmm_too() {
    let n_rows = async |position: &str| {
        let demo = Demo::with(&[("configuration_adapters", position)]);
        demo.get("/configurations/8801001?include=adapters_resources")
            .await
            .included()
            .len()
    };
    assert!(n_rows("psa_and_rmm").await > n_rows("psa").await);
}

#[tokio::test]
async fn a_mac_address_is_compared_raw_or_by_its_digits() {
    let total = async |position: &str, mac: &str| {
        let demo = Demo::with(&[("mac_filter", position)]);
        demo.get(&format!("/configurations?filter[mac_address]={mac}"))
            .await
            .total()
    };
    assert_eq!(total("raw", "00:00:5E:00:53:D0").await, 2);
    assert_eq!(total("raw", "00005e0053d0").await, 0);
    assert_eq!(total("normalised", "00005e0053d0").await, 2);
}

#[tokio::test]
async fn datto_rmms_id_is_a_number_a_uid_or_either() {
    let found = async |position: &str| {
        let demo = Demo::with(&[("datto_rmm_id", position)]);
        let uid = {
            let tenant = demo.simulator.tenant();
            let row = tenant.configuration(fixtures::HDG_DC01).unwrap();
            row.datto().unwrap().remote_uid.clone().unwrap()
        };
        let total = async |id: &str| {
            demo.get(&format!(
                "/configurations?filter[rmm_id]={id}&filter[rmm_integration_type]=aem"
            ))
            .await
            .total()
        };
        (total("410001").await, total(&uid).await)
    };
    assert_eq!(found("either").await, (1, 1));
    assert_eq!(found("number").await, (1, 0));
    assert_eq!(found("uid").await, (0, 1));
}
