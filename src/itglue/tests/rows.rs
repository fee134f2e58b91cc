//! Reading rows leniently, checking them against what was asked, and knowing when a list ends.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

mod wire;

use gluepane_itglue::{ConfigurationId, GlueError, OrganizationId, Page, PasswordId};
use wire::{Wire, wait};

fn passwords(body: &str) -> Page<gluepane_itglue::Password> {
    wait(
        Wire::json(body)
            .client()
            .list_passwords_of(OrganizationId(501), 1),
    )
    .unwrap()
}

fn configurations(body: &str) -> Page<gluepane_itglue::Configuration> {
    wait(
        Wire::json(body)
            .client()
            .find_configurations_by_rmm_id("aem", "1"),
    )
    .unwrap()
}

fn organizations(body: &str) -> Page<gluepane_itglue::Organization> {
    wait(Wire::json(body).client().list_organizations(1)).unwrap()
}

#[test]
fn the_documented_samples_are_read() {
    let page = organizations(
        r#"{"data":[{"id":"501","type":"organizations","attributes":{"name":"Nordlicht GmbH","alert":"Call","description":null,"organization-type-id":11,"organization-type-name":"Customer","organization-status-id":21,"organization-status-name":"Active","primary":false,"short-name":"NL","updated-at":"2024-05-03T11:20:00.000Z","parent-id":null,"ancestor-ids":null},"relationships":{}}]}"#,
    );
    let row = &page.rows[0];
    assert_eq!(
        (row.id, row.name.as_str(), row.short_name.as_deref()),
        (OrganizationId(501), "Nordlicht GmbH", Some("NL"))
    );
    assert_eq!(
        (row.status_name.as_deref(), row.is_primary, row.parent),
        (Some("Active"), false, None)
    );
    let page = configurations(
        r#"{"data":[{"id":"7001","type":"configurations","attributes":{"organization-id":501,"organization-name":"Nordlicht GmbH","name":"NL-DC01","hostname":"NL-DC01","archived":false},"relationships":{"rmm-records":{"data":[{"id":"1","type":"rmm-records"}]}}}],"included":[{"id":"1","type":"rmm-records","attributes":{"name":"NL-DC01","external-url":"https://rmm.example/device/1","mac-addresses":["02-00-5E-10-00-01"],"serial-number":"SN-10001"},"relationships":{"configuration":{"data":{"id":"7001","type":"configurations"}}}}]}"#,
    );
    assert_eq!(page.rows[0].id, ConfigurationId(7001));
    assert_eq!(
        page.rows[0].rmm_records[0].external_url.as_deref(),
        Some("https://rmm.example/device/1")
    );
    assert_eq!(
        page.rows[0].rmm_records[0].mac_addresses,
        ["02-00-5E-10-00-01"]
    );
}

#[test]
fn ids_are_texts_or_numbers_of_up_to_eighteen_digits() {
    let big = 999_999_999_999_999_999_u64;
    for (id, org) in [("\"7\"", "501"), ("7", "\"501\""), ("\" 7 \"", "501")] {
        let page = passwords(&format!(
            r#"{{"data":[{{"id":{id},"attributes":{{"organization-id":{org}}}}}]}}"#
        ));
        assert_eq!(
            (page.rows[0].id, page.rows[0].organization),
            (PasswordId(7), OrganizationId(501))
        );
    }
    let page = organizations(&format!(
        r#"{{"data":[{{"id":"{big}","attributes":{{"parent-id":{big}}}}}]}}"#
    ));
    assert_eq!(
        (page.rows[0].id, page.rows[0].parent),
        (OrganizationId(big), Some(OrganizationId(big)))
    );
}

#[test]
fn attributes_that_are_missing_null_unknown_or_of_another_type_count_as_nothing() {
    for attributes in [
        r#""organization-id":501"#,
        r#""organization-id":501,"name":null,"username":null,"vault-id":null,"archived":null,"resource-id":null,"password":null"#,
        r#""organization-id":501,"name":[],"username":{"a":1},"vault-id":"x","archived":"yes","resource-id":{},"otp-enabled":1"#,
        r#""organization-id":501,"brand-new":{"deep":[1,{"x":null}]},"username":"""#,
    ] {
        let page = passwords(&format!(
            r#"{{"data":[{{"id":"7","attributes":{{{attributes}}}}}]}}"#
        ));
        let row = &page.rows[0];
        assert_eq!(
            (row.name.as_str(), &row.username, row.configuration),
            ("", &None, None),
            "{attributes}"
        );
        assert!(
            !row.is_archived && !row.is_vaulted && !row.has_otp,
            "{attributes}"
        );
    }
    let number = passwords(
        r#"{"data":[{"id":"7","attributes":{"organization-id":501,"name":12,"username":34}}]}"#,
    );
    assert_eq!(
        (
            number.rows[0].name.as_str(),
            number.rows[0].username.as_deref()
        ),
        ("12", Some("34"))
    );
}

#[test]
fn a_password_is_embedded_in_a_configuration_in_any_spelling_of_that_type() {
    for (kind, expected) in [
        ("Configuration", Some(7)),
        ("configurations", Some(7)),
        ("configuration", Some(7)),
        ("Flexible Asset Trait", None),
        ("Contact", None),
    ] {
        let page = passwords(&format!(
            r#"{{"data":[{{"id":"1","attributes":{{"organization-id":501,"resource-id":7,"resource-type":"{kind}"}}}}]}}"#
        ));
        assert_eq!(
            page.rows[0].configuration,
            expected.map(ConfigurationId),
            "{kind}"
        );
    }
}

#[test]
fn included_rows_that_are_odd_are_passed_over() {
    let body = |included: &str| {
        format!(
            r#"{{"data":[{{"id":"7","attributes":{{"organization-id":501,"name":"PC"}}}}],"included":[{included}]}}"#
        )
    };
    for odd in [
        r#"{"id":"1"}"#,
        r#"{"type":"rmm-records"}"#,
        r#"{"type":"rmm-records","attributes":null,"relationships":null}"#,
        r#"{"type":"rmm-records","attributes":7,"relationships":{"configuration":{"data":{"id":7}}}}"#,
        r#"{"type":"rmm-records","attributes":{"name":"x"},"relationships":{"configuration":{"data":[{"id":"7"}]}}}"#,
        r#"{"type":"rmm-records","attributes":{"name":"x"},"relationships":{"configuration":{"data":{"id":"8"}}}}"#,
        r#"{"type":"contacts","attributes":{"name":"x"},"relationships":{"configuration":{"data":{"id":"7"}}}}"#,
        r#"{"type":"rmm-records","attributes":{"name":"x"},"relationships":[1]}"#,
    ] {
        let page = configurations(&body(odd));
        assert_eq!(page.rows[0].rmm_records, [], "{odd}");
    }
    let number = r#"{"type":"rmm-records","attributes":{"name":"x","mac-addresses":null,"hostname":7},"relationships":{"configuration":{"data":{"id":7}}}}"#;
    assert_eq!(
        configurations(&body(number)).rows[0].rmm_records[0]
            .hostname
            .as_deref(),
        Some("7")
    );
}

#[test]
fn nulls_in_the_frame_of_an_answer_count_as_nothing() {
    for frame in [
        r#""included":null"#,
        r#""meta":null"#,
        r#""included":[{"type":null}]"#,
        r#""meta":{"next-page":null,"total-count":null}"#,
        r#""meta":[]"#,
    ] {
        let body =
            format!(r#"{{"data":[{{"id":"7","attributes":{{"organization-id":501}}}}],{frame}}}"#);
        let page = wait(
            Wire::json(body)
                .client()
                .find_configurations_by_rmm_id("aem", "1"),
        );
        assert_eq!(page.map(|page| page.rows.len()), Ok(1), "{frame}");
    }
}

#[test]
fn a_row_that_makes_no_sense_makes_its_whole_list_malformed() {
    // Without it a name would look as if nobody else bore it.
    let body = r#"{"data":[{"id":"7","attributes":{"organization-id":501}},{"id":"8","attributes":{"organization-id":null}}]}"#;
    let answer = wait(
        Wire::json(body)
            .client()
            .list_passwords_of(OrganizationId(501), 1),
    );
    assert!(
        matches!(answer, Err(GlueError::Malformed { .. })),
        "{answer:?}"
    );
}

#[test]
fn a_value_is_there_is_not_there_or_is_null() {
    for (password, expected) in [
        (r#","password":"p\"w""#, Some("p\"w")),
        (r#","password":null"#, None),
        ("", None),
    ] {
        let body = format!(
            r#"{{"data":{{"id":"9001","attributes":{{"organization-id":501{password}}}}}}}"#
        );
        let one = wait(Wire::json(body).client().reveal_password(PasswordId(9001))).unwrap();
        assert!(!format!("{one:?}").contains("p\\\"w"));
        // EXPOSE: the test's own value.
        assert_eq!(
            one.value.as_ref().map(|value| value.expose().as_str()),
            expected
        );
    }
}

#[test]
fn an_organization_of_no_name_is_read() {
    assert_eq!(
        organizations(r#"{"data":[{"id":"1","attributes":{}}]}"#).rows[0].name,
        ""
    );
    assert_eq!(
        organizations(r#"{"data":[]}"#),
        Page {
            rows: vec![],
            total: 0,
            has_next: false
        }
    );
}

fn by_psa_id(relationships: &str, included: &str) -> Vec<u64> {
    let wire = Wire::json(format!(
        r#"{{"data":[{{"id":"501","attributes":{{"name":"Harbour"}},"relationships":{relationships}}}],"included":{included}}}"#
    ));
    let page = wait(
        wire.client()
            .find_organizations_by_psa_id("autotask", "1234"),
    )
    .unwrap();
    page.rows.iter().map(|row| row.id.0).collect()
}

#[test]
fn an_organization_whose_adapters_name_another_id_alone_is_not_the_one_asked_for() {
    let two =
        r#"{"adapters-resources":{"data":[{"id":"1","type":"adapters-resources"},{"id":2}]}}"#;
    let adapter = |id: &str, remote: &str| {
        format!(
            r#"{{"id":{id},"type":"adapters-resources","attributes":{{"remote-id":{remote}}}}}"#
        )
    };
    let list = |one: &str, other: &str| format!("[{one},{other}]");
    assert_eq!(
        by_psa_id(
            two,
            &list(&adapter("1", "\"9\""), &adapter("\"2\"", "1234"))
        ),
        [501]
    );
    assert_eq!(
        by_psa_id(two, &list(&adapter("1", "\"9\""), &adapter("2", "\"12\""))),
        [0; 0]
    );
    assert_eq!(
        by_psa_id(two, &list(&adapter("7", "\"9\""), &adapter("8", "\"9\""))),
        [501],
        "adapters of others say nothing of this one"
    );
}

#[test]
fn an_organization_that_comes_without_adapters_is_kept() {
    for (relationships, included) in [
        ("{}", "[]"),
        ("null", "null"),
        (r#"{"adapters-resources":{"data":null}}"#, "[]"),
        (
            r#"{"adapters-resources":{"data":[{"id":"1"}]}}"#,
            r#"[{"id":"1","attributes":{"remote-id":""}}]"#,
        ),
        ("7", "7"),
    ] {
        assert_eq!(
            by_psa_id(relationships, included.replace('7', "[]").as_str()),
            [501],
            "{relationships}"
        );
    }
}

#[test]
fn a_configuration_of_another_serial_is_not_the_one_asked_for() {
    let wire = Wire::json(
        r#"{"data":[
            {"id":"1","attributes":{"organization-id":501,"serial-number":"7xk-3qw2"}},
            {"id":"2","attributes":{"organization-id":501,"serial-number":"7XK3QW"}},
            {"id":"3","attributes":{"organization-id":501,"serial-number":null}},
            {"id":"4","attributes":{"organization-id":501}}],
           "included":[{"type":"rmm-records","attributes":{"serial-number":"7XK3QW2"},
             "relationships":{"configuration":{"data":{"id":"4"}}}}]}"#,
    );
    let page = wait(wire.client().find_configurations_by_serial("7XK3QW2")).unwrap();
    assert_eq!(
        page.rows.iter().map(|row| row.id.0).collect::<Vec<_>>(),
        [1, 4]
    );
}
