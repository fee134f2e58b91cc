//! Users and groups, and what each of them may see.

mod common;

use common::Demo;
use serde_json::{Value, json};
use tenant::fixtures::{HARBOUR_DENTAL, HDG_DC01, NORTHLANE, ORCHARD_LTD, PENNINE};
use tenant::people::{
    ADMINISTRATOR, CREATOR, LITE, MANAGER, NORTH_EDITOR, NORTH_TEAM, PERSONAL_ADMINISTRATOR,
    PERSONAL_TECHNICIAN, PURCHASING, READ_ONLY, RESTRICTED_CONFIGURATION, RESTRICTED_PASSWORD,
    SENIORS, TECHNICIAN,
};

#[tokio::test]
async fn users_are_listed_filtered_and_shown() {
    let demo = Demo::new();
    let all = demo.get("/users?sort=id").await;
    assert_eq!(
        (all.total(), all.ids().last().unwrap()),
        (7, &LITE.to_string())
    );
    let row = &all.json()["data"][0];
    assert_eq!(
        (
            &row["type"],
            &row["attributes"]["role-name"],
            &row["attributes"]["name"]
        ),
        (
            &json!("users"),
            &json!("Administrator"),
            &json!("Nora Lindqvist")
        )
    );
    for (filter, id) in [
        ("email]=technician@northlane.example", TECHNICIAN),
        ("name]=Leo%20Sandoval", LITE),
        ("role_name]=Read-only", READ_ONLY),
        ("id]=2", MANAGER),
    ] {
        let found = demo.get(&format!("/users?filter[{filter}")).await;
        assert_eq!(found.ids(), [id.to_string()], "{filter}");
    }
    assert_eq!(demo.get("/users?filter[salesforce_id]=1").await.total(), 0);
    assert_eq!(
        demo.get("/users?sort=-email").await.column("email")[0],
        "technician@northlane.example"
    );
    let shown = demo.get(&format!("/users/{LITE}")).await.json();
    assert_eq!(
        shown["data"]["attributes"]["email"],
        "lite@northlane.example"
    );
}

#[tokio::test]
async fn a_group_brings_its_members_its_organizations_and_what_it_denies() {
    let demo = Demo::new();
    assert_eq!(
        demo.get("/groups?filter[name]=Seniors").await.ids(),
        [SENIORS.to_string()]
    );
    let north = demo
        .get(&format!("/groups/{NORTH_TEAM}?include=users,organizations"))
        .await
        .json();
    let names = |body: &Value, kind: &str| -> Vec<String> {
        let rows = body["included"].as_array().unwrap().iter();
        rows.filter(|row| row["type"] == kind)
            .map(|row| {
                row["attributes"]["name"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect()
    };
    assert_eq!(names(&north, "users"), ["Ines Okafor"]);
    let organizations = names(&north, "organizations");
    assert!(organizations.len() == 4 && organizations.contains(&"Harbour Dental Group".to_owned()));
    let denying = demo
        .get(&format!(
            "/groups/{PURCHASING}?include=resource_type_restrictions"
        ))
        .await
        .json();
    assert_eq!(
        denying["included"][0]["attributes"]["resource-type-name"],
        "configurations"
    );
    let granted = demo
        .get(&format!("/organizations?filter[group_id]={NORTH_TEAM}"))
        .await;
    assert_eq!(granted.total(), 4);
}

#[tokio::test]
async fn a_user_sees_the_organizations_granted_to_them_or_their_groups_and_a_key_sees_all() {
    let demo = Demo::new();
    let all = demo.get("/organizations").await.total();
    assert!(all > 70);
    for (user, n_organizations) in [
        (ADMINISTRATOR, all),
        (MANAGER, all),
        (TECHNICIAN, all),
        (NORTH_EDITOR, 4),
        (CREATOR, 2),
        (READ_ONLY, 2),
        (LITE, 1),
    ] {
        let seen = demo.get_as(user, "/organizations").await;
        assert_eq!(seen.total(), n_organizations, "{user}");
    }
    let lite = demo.get_as(LITE, "/configurations?page[size]=1000").await;
    let owners = lite.column("organization-id");
    assert!(owners.len() > 10 && owners.iter().all(|id| *id == HARBOUR_DENTAL));
    assert_eq!(
        demo.get_as(
            LITE,
            &format!("/passwords?filter[organization_id]={ORCHARD_LTD}")
        )
        .await
        .total(),
        0
    );
}

#[tokio::test]
async fn an_organization_that_was_not_granted_is_404_or_what_the_switch_says() {
    for (position, status) in [("404", 404), ("401", 401), ("403", 403)] {
        let demo = Demo::with(&[("denied_record", position)]);
        let elsewhere = demo
            .get(&format!("/passwords?filter[organization_id]={ORCHARD_LTD}"))
            .await;
        let password = elsewhere.ids()[0].clone();
        for path in [
            format!("/organizations/{ORCHARD_LTD}"),
            format!("/organizations/{ORCHARD_LTD}/relationships/configurations"),
            format!("/passwords/{password}"),
        ] {
            assert_eq!(demo.get_as(LITE, &path).await.status, status, "{path}");
            assert_eq!(demo.get(&path).await.status, 200, "{path}");
        }
        assert_eq!(demo.get_as(LITE, "/organizations/1").await.status, 404);
    }
}

#[tokio::test]
async fn a_denied_type_is_empty_or_what_the_switch_says_and_its_passwords_are_hidden_with_it() {
    let hdg = format!("/organizations/{HARBOUR_DENTAL}/relationships");
    for (position, status) in [("empty", 200), ("401", 401), ("403", 403)] {
        let demo = Demo::with(&[("denied_type", position)]);
        for path in [
            "/configurations".to_owned(),
            format!("{hdg}/configurations"),
        ] {
            let list = demo.get_as(CREATOR, &path).await;
            assert_eq!(list.status, status, "{path}");
            assert!(list.status != 200 || list.total() == 0);
        }
        let shown = demo
            .get_as(CREATOR, &format!("/configurations/{HDG_DC01}"))
            .await;
        assert_eq!(shown.status, 404);
    }
    let demo = Demo::new();
    let interfaces = format!("/configurations/{HDG_DC01}/relationships/configuration_interfaces");
    assert_eq!(demo.get_as(CREATOR, &interfaces).await.status, 404);
    assert_eq!(demo.get_as(READ_ONLY, &interfaces).await.status, 200);
    let seen = demo
        .get_as(CREATOR, &format!("{hdg}/passwords?page[size]=1000"))
        .await;
    assert!(seen.total() > 10);
    assert!(seen.column("resource-id").iter().all(Value::is_null));
}

#[tokio::test]
async fn a_restricted_record_is_seen_by_administrators_and_by_those_who_were_named() {
    let demo = Demo::new();
    for (path, allowed) in [
        (
            format!("/passwords/{RESTRICTED_PASSWORD}"),
            vec![ADMINISTRATOR, MANAGER, TECHNICIAN],
        ),
        (
            format!("/configurations/{RESTRICTED_CONFIGURATION}"),
            vec![ADMINISTRATOR, MANAGER, TECHNICIAN],
        ),
        // Embedded in that configuration, so it has its permissions.
        (
            "/passwords/9301007".to_owned(),
            vec![ADMINISTRATOR, MANAGER, TECHNICIAN],
        ),
    ] {
        for user in [ADMINISTRATOR, MANAGER, TECHNICIAN, NORTH_EDITOR, LITE] {
            let is_seen = demo.get_as(user, &path).await.status == 200;
            assert_eq!(is_seen, allowed.contains(&user), "{path} {user}");
        }
        assert_eq!(demo.get(&path).await.status, 200);
    }
    let row = demo
        .get(&format!("/passwords/{RESTRICTED_PASSWORD}"))
        .await
        .json();
    assert_eq!(row["data"]["attributes"]["restricted"], true);
}

#[tokio::test]
async fn an_include_holds_only_what_its_reader_may_see() {
    let demo = Demo::new();
    let path = format!(
        "/organizations/{HARBOUR_DENTAL}/relationships/configurations?include=passwords&page[size]=1000"
    );
    let has_it = |body: &str| body.contains("\"9301007\"");
    assert!(has_it(&demo.get(&path).await.text));
    assert!(has_it(&demo.get_as(MANAGER, &path).await.text));
    let editor = demo.get_as(NORTH_EDITOR, &path).await.text;
    assert!(!has_it(&editor) && editor.contains("\"9301001\""));
}

#[tokio::test]
async fn a_restricted_record_tells_who_may_see_it() {
    let demo = Demo::new();
    let includes = "include=user_resource_accesses,group_resource_accesses,authorized_users";
    let body = demo
        .get(&format!("/passwords/{RESTRICTED_PASSWORD}?{includes}"))
        .await
        .json();
    let of = |relation: &str| {
        body["data"]["relationships"][relation]["data"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(
        (of("user-resource-accesses"), of("group-resource-accesses")),
        (1, 1)
    );
    assert_eq!(of("authorized-users"), 3);
    let rows = body["included"].as_array().unwrap();
    let named = |kind: &str, name: &str| {
        rows.iter()
            .any(|row| row["type"] == kind && row["attributes"]["name"] == name)
    };
    assert!(named("resource-accesses", "Robin Marsh") && named("resource-accesses", "Seniors"));
    assert!(named("users", "Tomas Keel"));
    let list = demo.get("/passwords?include=authorized_users").await.json();
    assert!(
        list["data"][0]["relationships"]
            .get("authorized-users")
            .is_none()
    );
}

#[tokio::test]
async fn a_personal_password_is_its_owners_alone_and_a_key_has_it_only_by_switch() {
    let demo = Demo::new();
    let own = format!("/passwords/{PERSONAL_TECHNICIAN}");
    let shown = demo.get_as(TECHNICIAN, &own).await.json();
    assert_eq!(shown["data"]["attributes"]["personal"], true);
    assert!(shown["data"]["attributes"]["password"].is_string());
    for user in [ADMINISTRATOR, MANAGER] {
        assert_eq!(demo.get_as(user, &own).await.status, 404);
    }
    assert_eq!(
        demo.get_as(TECHNICIAN, &format!("/passwords/{PERSONAL_ADMINISTRATOR}"))
            .await
            .status,
        404
    );
    assert_eq!(demo.get(&own).await.status, 404);
    let list = format!("/passwords?filter[organization_id]={PENNINE}&page[size]=1000");
    assert!(
        !demo
            .get(&list)
            .await
            .ids()
            .contains(&PERSONAL_TECHNICIAN.to_string())
    );
    let shown = Demo::with(&[("personal_for_keys", "shown")]);
    assert_eq!(shown.get(&own).await.status, 200);
    assert!(
        shown
            .get(&list)
            .await
            .ids()
            .contains(&PERSONAL_TECHNICIAN.to_string())
    );
}

#[tokio::test]
async fn a_user_gets_the_values_of_what_they_see_whatever_their_role() {
    let demo = Demo::new();
    for user in [TECHNICIAN, READ_ONLY, LITE] {
        let shown = demo
            .get_as(user, "/passwords/9301001?show_password=true")
            .await
            .json();
        assert!(
            shown["data"]["attributes"]["password"].is_string(),
            "{user}"
        );
    }
    let vaulted = format!("/passwords/{}", tenant::fixtures::HDG_PAYROLL);
    let vaulted = demo.get_as(ADMINISTRATOR, &vaulted).await.json();
    assert!(vaulted["data"]["attributes"].get("password").is_none());
}

#[tokio::test]
async fn who_only_looks_may_not_write() {
    let demo = Demo::new();
    let tried = async |user: u64, method: &str| {
        let token = format!("Bearer {}", demo.token_of(user));
        let headers = [
            ("authorization", token.as_str()),
            ("content-type", "application/vnd.api+json"),
        ];
        let body = r#"{"data":{"type":"passwords","attributes":{"notes":"x"}}}"#;
        let path = "/api/passwords/9301001";
        demo.web(method, path, &headers, body).await.status == 401
    };
    assert!(tried(LITE, "PATCH").await && tried(READ_ONLY, "DELETE").await);
    assert!(tried(CREATOR, "DELETE").await);
    assert!(!tried(TECHNICIAN, "PATCH").await && !tried(TECHNICIAN, "DELETE").await);
}

#[tokio::test]
async fn a_user_has_accounts_and_starred_organizations_of_their_own() {
    let demo = Demo::new();
    let starred = demo
        .get_as(
            TECHNICIAN,
            &format!("/users/{TECHNICIAN}/relationships/favorite_organizations"),
        )
        .await;
    assert!(starred.ids().contains(&HARBOUR_DENTAL.to_string()) && starred.total() == 2);
    let accounts = demo
        .get_as(
            TECHNICIAN,
            &format!("/users/{TECHNICIAN}/relationships/accounts"),
        )
        .await
        .json();
    assert_eq!(accounts["data"][0]["attributes"]["subdomain"], "northlane");
    let others = format!("/users/{MANAGER}/relationships/accounts");
    assert_eq!(demo.get_as(TECHNICIAN, &others).await.status, 404);
    // A key is nobody in particular.
    assert_eq!(demo.get(&others).await.status, 404);
    let own = demo
        .get_as(TECHNICIAN, &format!("/users/{TECHNICIAN}"))
        .await;
    assert_eq!(own.status, 200);
    assert_eq!(
        demo.get_as(ADMINISTRATOR, &format!("/organizations/{NORTHLANE}"))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn what_an_administrator_changes_about_rights_shows_in_the_next_answer() {
    let demo = Demo::new();
    let change = async |path: &str, body: Value| {
        let answer = demo.control("POST", path, body).await;
        assert_eq!(answer.status, 204, "{}", answer.text);
    };
    let hdg = format!("/organizations/{HARBOUR_DENTAL}");
    let user = json!("technician@northlane.example");
    assert_eq!(demo.get_as(TECHNICIAN, &hdg).await.status, 200);
    change(
        "/rights",
        json!({"user": user, "organizations": [ORCHARD_LTD.to_string()]}),
    )
    .await;
    assert_eq!(demo.get_as(TECHNICIAN, &hdg).await.status, 404);
    assert_eq!(demo.get_as(TECHNICIAN, "/organizations").await.total(), 1);
    change(
        "/rights",
        json!({"user": user, "role": "Lite", "organizations": "all"}),
    )
    .await;
    assert_eq!(demo.get_as(TECHNICIAN, &hdg).await.status, 200);
    let shown = demo.get(&format!("/users/{TECHNICIAN}")).await.json();
    assert_eq!(shown["data"]["attributes"]["role-name"], "Lite");

    let password = "/passwords/9301001";
    change(
        "/restrict",
        json!({"kind": "passwords", "id": 9_301_001, "users": [], "groups": [SENIORS]}),
    )
    .await;
    assert_eq!(demo.get_as(TECHNICIAN, password).await.status, 404);
    assert_eq!(demo.get_as(MANAGER, password).await.status, 200);
    assert_eq!(
        demo.get(password).await.json()["data"]["attributes"]["restricted"],
        true
    );
    change("/restrict", json!({"kind": "passwords", "id": "9301001"})).await;
    assert_eq!(demo.get_as(TECHNICIAN, password).await.status, 200);

    for (path, wrong) in [
        ("/rights", json!({"user": "nobody"})),
        ("/rights", json!({"user": user, "role": "King"})),
        ("/rights", json!({"user": user, "organizations": "some"})),
        (
            "/restrict",
            json!({"kind": "nonsense", "id": 1, "users": []}),
        ),
    ] {
        assert_eq!(
            demo.control("POST", path, wrong).await.status,
            422,
            "{path}"
        );
    }
}
