//! The web site beside its login: hosts, search, deep links, pages of records, other origins.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod common;

use common::Demo;
use serde_json::{Value, json};
use tenant::fixtures::{
    ASSET_HDG_DC01, AUTOTASK_HARBOUR_DENTAL, HARBOUR_DENTAL, HDG_DC01, NORTHLANE, ORCHARD_LTD,
    SUMMIT_VETERINARY,
};
use tenant::people::{
    ADMINISTRATOR, CREATOR, LITE, PERSONAL_ADMINISTRATOR, RESTRICTED_PASSWORD, TECHNICIAN,
};

const LOAD_BALANCER: &str = "itg-oregon-production-api-lb.itglue.com";

#[tokio::test]
async fn a_token_works_on_the_web_api_under_any_of_its_hosts_and_on_the_public_one() {
    let demo = Demo::new();
    let token = format!("Bearer {}", demo.token_of(TECHNICIAN));
    let bearer: &[(&str, &str)] = &[("authorization", &token)];
    for (host, path, status) in [
        (LOAD_BALANCER, "/api/organizations", 200),
        (
            "itg-api-prod-api-lb-us-west-2.itglue.com",
            "/api/organizations",
            200,
        ),
        ("api-mobile-prod.itglue.com", "/api/organizations", 200),
        ("northlane.itglue.com", "/api/organizations", 200),
        ("api.itglue.com", "/organizations", 200),
        // The web API's paths all begin with /api, the public host's never.
        (LOAD_BALANCER, "/organizations", 404),
        ("api.itglue.com", "/api/organizations", 404),
        // Another region knows nothing of it.
        (
            "itg-frankfurt-production-api-lb.eu.itglue.com",
            "/api/organizations",
            401,
        ),
        (
            "itg-sydney-production-api-lb.au.itglue.com",
            "/api/organizations",
            401,
        ),
        ("api.eu.itglue.com", "/organizations", 401),
    ] {
        assert_eq!(
            demo.tls("GET", host, path, bearer, "").await.status,
            status,
            "{host}{path}"
        );
    }
    let europe = Demo::with(&[("region", "eu")]);
    let token = format!("Bearer {}", europe.token_of(TECHNICIAN));
    let host = "itg-frankfurt-production-api-lb.eu.itglue.com";
    let answer = europe
        .tls(
            "GET",
            host,
            "/api/organizations?page[size]=2",
            &[("authorization", &token)],
            "",
        )
        .await;
    let next = answer.json()["links"]["next"].as_str().unwrap().to_owned();
    assert!(
        next.starts_with(&format!("https://{host}/api/organizations?")),
        "{next}"
    );
}

#[tokio::test]
async fn a_token_on_the_public_api_can_be_switched_off() {
    for (position, status) in [("accepted", 200), ("refused", 401)] {
        let demo = Demo::with(&[("bearer_on_public", position)]);
        let token = format!("Bearer {}", demo.token_of(LITE));
        let answer = demo
            .api("GET", "/organizations", &[("authorization", &token)])
            .await;
        assert_eq!(answer.status, status);
        assert_eq!(demo.get_as(LITE, "/organizations").await.status, 200);
    }
}

#[tokio::test]
async fn the_web_api_takes_no_key_unless_switched() {
    for (position, status) in [("refused", 401), ("accepted", 200)] {
        let demo = Demo::with(&[("web_api_key", position)]);
        let key = demo.key();
        let answer = demo
            .web("GET", "/api/organizations", &[("x-api-key", &key)], "")
            .await;
        assert_eq!(answer.status, status);
    }
}

async fn found(demo: &Demo, user: u64, query: &str) -> Vec<Value> {
    let answer = demo.visit_as(user, &format!("/search.json?{query}")).await;
    answer.json().as_array().unwrap().clone()
}

#[tokio::test]
async fn a_search_is_a_bare_array_of_organizations_and_passwords() {
    let demo = Demo::new();
    let rows = found(&demo, TECHNICIAN, "query=harbour").await;
    let dental = rows.iter().find(|row| row["id"] == HARBOUR_DENTAL).unwrap();
    assert_eq!(
        (
            &dental["class"],
            &dental["class_name"],
            &dental["short_name"],
            &dental["organization"]
        ),
        (
            &json!("organization"),
            &json!("Organization"),
            &json!("HDG"),
            &json!(true)
        )
    );
    let url = dental["url"].as_str().unwrap();
    assert!(url.ends_with(&format!(".itglue.com/{HARBOUR_DENTAL}")));
    let rows = found(
        &demo,
        TECHNICIAN,
        &format!("query=idrac&filter_organization_id={HARBOUR_DENTAL}"),
    )
    .await;
    let row = rows.iter().find(|row| row["id"] == 9_301_002).unwrap();
    assert_eq!(
        (
            &row["class"],
            &row["username"],
            &row["resource_name"],
            &row["organization_name"],
            &row["archived"]
        ),
        (
            &json!("password"),
            &json!("root"),
            &json!("HDG-DC01"),
            &json!("Harbour Dental Group"),
            &json!(false)
        )
    );
    assert!(rows.iter().all(|row| row["hint"] == "Harbour Dental Group"));
    let old = found(&demo, TECHNICIAN, "query=broadband+router+(old)").await;
    assert!(
        old.iter()
            .any(|row| row["id"] == 9_301_040 && row["archived"] == true)
    );
    assert!(found(&demo, TECHNICIAN, "query=").await.is_empty());
}

#[tokio::test]
async fn a_search_by_token_is_as_good_as_one_by_cookie() {
    let demo = Demo::new();
    let token = format!("Bearer {}", demo.token_of(LITE));
    let answer = demo
        .web(
            "GET",
            "/search.json?query=harbour",
            &[("authorization", &token)],
            "",
        )
        .await;
    assert_eq!(answer.json()[0]["id"], HARBOUR_DENTAL);
}

#[tokio::test]
async fn a_search_keeps_to_kinds_and_limit() {
    let demo = Demo::new();
    let passwords = found(&demo, TECHNICIAN, "query=admin&kind=passwords").await;
    assert_eq!(passwords.len(), 50);
    assert!(passwords.iter().all(|row| row["class"] == "password"));
    assert_eq!(
        found(&demo, TECHNICIAN, "query=admin&limit=3").await.len(),
        3
    );
    let both = found(
        &demo,
        TECHNICIAN,
        "query=hdg-dc01&kind=organizations,configurations",
    )
    .await;
    assert!(both.is_empty());
    let more = Demo::with(&[("search_kinds", "more")]);
    let rows = found(
        &more,
        TECHNICIAN,
        "query=hdg-dc01&kind=organizations,configurations",
    )
    .await;
    assert_eq!(
        (rows.len(), &rows[0]["class"]),
        (1, &json!("configuration"))
    );
    let (document, asset) = {
        let records = &more.simulator.tenant().records;
        let asset = records
            .flexible_assets
            .iter()
            .find(|row| !row.name.is_empty());
        (
            records.documents[0].name.clone(),
            asset.unwrap().name.clone(),
        )
    };
    for (name, class) in [(document, "document"), (asset, "flexible_asset")] {
        let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let rows = found(&more, ADMINISTRATOR, &format!("query={name}&limit=1000")).await;
        assert!(
            rows.iter()
                .any(|row| row["class"] == class && row[class] == true),
            "{class}"
        );
    }
}

#[tokio::test]
async fn a_search_by_host_finds_passwords_by_their_url_alone() {
    let demo = Demo::new();
    let any = {
        let tenant = demo.simulator.tenant();
        let row = tenant.passwords.iter().find(|row| {
            row.url.is_some() && !row.restricted && tenant.people.owner_of(row.id).is_none()
        });
        row.cloned().unwrap()
    };
    let url = any.url.unwrap();
    let host = url
        .trim_start_matches("https://")
        .split('/')
        .next()
        .unwrap()
        .to_uppercase();
    let rows = found(
        &demo,
        ADMINISTRATOR,
        &format!("query=host:{host}&limit=1000"),
    )
    .await;
    assert!(rows.iter().any(|row| row["id"] == any.id));
    assert!(rows.iter().all(|row| row["class"] == "password"));
    assert!(
        found(&demo, ADMINISTRATOR, "query=host:example")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_search_finds_only_what_its_reader_may_see() {
    let demo = Demo::new();
    let finds = async |user: u64, query: &str, id: u64| {
        let rows = found(&demo, user, query).await;
        rows.iter().any(|row| row["id"] == id)
    };
    assert!(finds(TECHNICIAN, "query=orchard", ORCHARD_LTD).await);
    assert!(!finds(LITE, "query=orchard", ORCHARD_LTD).await);
    let doors = format!("query=door+access&filter_organization_id={HARBOUR_DENTAL}");
    assert!(finds(TECHNICIAN, &doors, RESTRICTED_PASSWORD).await);
    assert!(!finds(LITE, &doors, RESTRICTED_PASSWORD).await);
    let own = format!("query=portal&filter_organization_id={NORTHLANE}");
    let with_own = format!("{own}&include_personal_password=true");
    assert!(!finds(ADMINISTRATOR, &own, PERSONAL_ADMINISTRATOR).await);
    assert!(finds(ADMINISTRATOR, &with_own, PERSONAL_ADMINISTRATOR).await);
    assert!(!finds(TECHNICIAN, &with_own, PERSONAL_ADMINISTRATOR).await);
}

#[tokio::test]
async fn a_deep_link_leads_to_the_record_and_needs_a_session() {
    let demo = Demo::new();
    let organization = format!("/{HARBOUR_DENTAL}");
    let configuration = format!("/{HARBOUR_DENTAL}/configurations/{HDG_DC01}");
    for (link, target) in [
        (
            format!("/links/autotask/org/{AUTOTASK_HARBOUR_DENTAL}"),
            &organization,
        ),
        ("/links/connectwise/org/175".to_owned(), &organization),
        (
            format!("/links/autotask/config/{ASSET_HDG_DC01}"),
            &configuration,
        ),
    ] {
        let answer = demo.visit_as(TECHNICIAN, &link).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (302, target.as_str())
        );
        let signed_out = demo.web("GET", &link, &[], "").await;
        assert!(
            signed_out
                .header("location")
                .starts_with("/login?return_to=%2Flinks")
        );
    }
    for link in [
        "/links/autotask/org/999999",
        "/links/connectwise/config/2001",
        "/links/aem/config/410001",
    ] {
        assert_eq!(demo.visit_as(TECHNICIAN, link).await.status, 404, "{link}");
    }
    // Summit is not Lite's.
    assert_eq!(
        demo.visit_as(LITE, "/links/autotask/org/175").await.status,
        404
    );
    let all = Demo::with(&[("deep_links", "all")]);
    let answer = all.visit_as(TECHNICIAN, "/links/aem/config/410001").await;
    assert_eq!(answer.header("location"), configuration);
}

#[tokio::test]
async fn pages_of_records_say_what_they_are_and_hold_no_value() {
    let demo = Demo::new();
    let hdg = HARBOUR_DENTAL;
    for (path, heading) in [
        (format!("/{hdg}"), "<h1>Harbour Dental Group</h1>"),
        (
            format!("/{hdg}/configurations/{HDG_DC01}"),
            "<h1>Configuration: HDG-DC01</h1>",
        ),
        (
            format!("/{hdg}/passwords/9301001"),
            "<h1>Password: Local administrator</h1>",
        ),
        (format!("/{hdg}/passwords"), "<h1>passwords</h1>"),
    ] {
        let page = demo.visit_as(TECHNICIAN, &path).await;
        assert!(
            page.status == 200 && page.text.contains(heading),
            "{path}: {}",
            page.text
        );
        let signed_out = demo.web("GET", &path, &[], "").await;
        assert_eq!(signed_out.status, 302, "{path}");
    }
    let value = tenant::password_value(tenant::fixtures::DEMO_SEED, 9_301_001);
    let page = demo
        .visit_as(TECHNICIAN, &format!("/{hdg}/passwords/9301001"))
        .await;
    assert!(!page.text.contains(&value));
    for (user, path) in [
        (LITE, format!("/{SUMMIT_VETERINARY}")),
        (LITE, format!("/{hdg}/passwords/{RESTRICTED_PASSWORD}")),
        (CREATOR, format!("/{hdg}/configurations/{HDG_DC01}")),
        (
            TECHNICIAN,
            format!("/{SUMMIT_VETERINARY}/passwords/9301001"),
        ),
        (TECHNICIAN, format!("/{hdg}/nonsense")),
    ] {
        assert_eq!(demo.visit_as(user, &path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_resource_url_of_a_record_of_any_kind_leads_to_its_page() {
    let demo = Demo::with(&[("web_base", "https://northlane.itglue.com")]);
    let records = demo.simulator.tenant().records.clone();
    for (path, heading) in [
        (
            format!("/documents/{}", records.documents[0].id),
            "<h1>Document: ",
        ),
        (
            format!("/contacts/{}", records.contacts[0].id),
            "<h1>Contact: ",
        ),
        (
            format!("/locations/{}", records.locations[0].id),
            "<h1>Location: ",
        ),
        (
            format!("/checklists/{}", records.checklists[0].id),
            "<h1>Checklist: ",
        ),
        (
            format!("/flexible_assets/{}", records.flexible_assets[0].id),
            "<h1>Flexible Asset: ",
        ),
    ] {
        let body = demo.get(&path).await.json();
        let url = body["data"]["attributes"]["resource-url"].as_str().unwrap();
        let page = url.strip_prefix("https://northlane.itglue.com").unwrap();
        let shown = demo.visit_as(ADMINISTRATOR, page).await;
        assert!(
            shown.status == 200 && shown.text.contains(heading),
            "{path} {page}"
        );
        let missing = format!("{page}9999");
        assert_eq!(demo.visit_as(ADMINISTRATOR, &missing).await.status, 404);
    }
}

#[tokio::test]
async fn without_a_session_a_page_shows_the_login_in_its_place_or_itself_by_switch() {
    let path = format!("/{HARBOUR_DENTAL}");
    let login = Demo::with(&[("web_pages", "in_place")])
        .web("GET", &path, &[], "")
        .await;
    assert!(login.status == 200 && login.text.contains(&format!("value=\"{path}\"")));
    assert!(!login.text.contains("Harbour"));
    let open = Demo::with(&[("web_pages", "open")])
        .web("GET", &path, &[], "")
        .await;
    assert!(open.status == 200 && open.text.contains("Harbour Dental Group"));
}

#[tokio::test]
async fn other_origins_are_let_in_as_the_two_switches_say() {
    let origin = "https://concord.rmm.datto.com";
    let ask = async |settings: &[(&str, &str)], host: &str, origin: &str| {
        let demo = Demo::with(settings);
        let path = if host == LOAD_BALANCER {
            "/api/organizations"
        } else {
            "/organizations"
        };
        let answer = demo
            .tls("OPTIONS", host, path, &[("origin", origin)], "")
            .await;
        let allowed = answer.header("access-control-allow-origin").to_owned();
        (answer.status.as_u16(), allowed)
    };
    let none = String::new;
    for (switch, host) in [("cors", "api.itglue.com"), ("web_api_cors", LOAD_BALANCER)] {
        assert_eq!(ask(&[], host, origin).await.1, none());
        assert_eq!(
            ask(&[(switch, "any")], host, origin).await,
            (204, "*".to_owned())
        );
        assert_eq!(
            ask(&[(switch, "list")], host, origin).await,
            (204, origin.to_owned())
        );
        assert_eq!(
            ask(&[(switch, "list")], host, "https://evil.example")
                .await
                .1,
            none()
        );
        assert_eq!(
            ask(&[(switch, "list")], host, "http://concord.rmm.datto.com")
                .await
                .1,
            none()
        );
        let own = [
            (switch, "list"),
            ("cors_origins", "https://a.example, https://b.example"),
        ];
        assert_eq!(
            ask(&own, host, "https://b.example").await.1,
            "https://b.example"
        );
        assert_eq!(ask(&own, host, origin).await.1, none());
    }
    assert_eq!(
        ask(&[("cors", "any")], LOAD_BALANCER, origin).await.1,
        none()
    );
    let demo = Demo::with(&[("web_api_cors", "any")]);
    let refused = demo
        .tls(
            "GET",
            LOAD_BALANCER,
            "/api/organizations",
            &[("origin", origin)],
            "",
        )
        .await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.header("access-control-allow-origin"), "*");
    assert!(
        refused
            .header("access-control-allow-headers")
            .contains("authorization")
    );
}
