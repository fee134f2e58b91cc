//! Answers are checked against what was asked, and a list ends.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

mod wire;

use gluepane_itglue::{GlueError, OrganizationId, Page, PasswordId};
use wire::{Wire, wait};

fn organizations(body: &str) -> Page<gluepane_itglue::Organization> {
    wait(Wire::json(body).client().list_organizations(1)).unwrap()
}

#[test]
fn rows_of_another_organization_are_dropped_where_a_filter_was_ignored() {
    let body = r#"{"data":[{"id":"7","attributes":{"organization-id":501}},{"id":"8","attributes":{"organization-id":502}}],"meta":{"total-count":2}}"#;
    let wire = Wire::json(body);
    let client = wire.client();
    let rows = wait(client.list_passwords_of(OrganizationId(501), 1))
        .unwrap()
        .rows;
    assert_eq!(rows.iter().map(|row| row.id.0).collect::<Vec<_>>(), [7]);
    let rows = wait(client.list_configurations_of(OrganizationId(502), 1))
        .unwrap()
        .rows;
    assert_eq!(rows.iter().map(|row| row.id.0).collect::<Vec<_>>(), [8]);
}

#[test]
fn organizations_of_another_name_or_not_the_account_s_own_are_dropped() {
    let body = r#"{"data":[{"id":"1","attributes":{"name":"Harbour"}},{"id":"2","attributes":{"name":"harbour"}},{"id":"3","attributes":{"name":"Harbour Inc","primary":"true"}}]}"#;
    let wire = Wire::json(body);
    let rows = wait(wire.client().find_organizations_named("Harbour")).unwrap();
    assert_eq!(rows.iter().map(|row| row.id.0).collect::<Vec<_>>(), [1]);
    assert_eq!(
        wait(wire.client().find_primary_organization()).unwrap(),
        None
    );
}

#[test]
fn a_probe_of_passwords_takes_one_that_can_have_a_value() {
    let body = r#"{"data":[{"id":"1","attributes":{"organization-id":501,"vault-id":3}},{"id":"2","attributes":{"organization-id":501,"archived":true}},{"id":"3","attributes":{"organization-id":501}}]}"#;
    let row = wait(Wire::json(body).client().probe_passwords(None)).unwrap();
    assert_eq!(row.map(|row| row.id.0), Some(3));
}

#[test]
fn another_record_than_the_one_asked_for_is_refused() {
    let body = r#"{"data":{"id":"9002","attributes":{"organization-id":501,"password":"x"}}}"#;
    let answer = wait(Wire::json(body).client().reveal_password(PasswordId(9001)));
    assert!(matches!(answer, Err(GlueError::Malformed { .. })));
}

#[test]
fn a_list_ends_where_no_page_follows() {
    let with =
        |meta: &str, rows: &str| organizations(&format!(r#"{{"data":[{rows}],"meta":{meta}}}"#));
    let one = r#"{"id":"1","attributes":{}}"#;
    for (meta, rows, has_next) in [
        (
            r#"{"current-page":1,"next-page":2,"total-pages":3}"#,
            one,
            true,
        ),
        (
            r#"{"current-page":3,"next-page":null,"total-pages":3}"#,
            one,
            false,
        ),
        (
            r#"{"current-page":3,"next-page":4,"total-pages":3}"#,
            one,
            false,
        ),
        (
            r#"{"current-page":4,"next-page":5,"total-pages":3}"#,
            one,
            false,
        ),
        (r#"{"current-page":1,"total-pages":3}"#, one, false),
        (r#"{"next-page":2}"#, one, true),
        (r#"{"next-page":2}"#, "", false),
        (
            r#"{"current-page":"1","next-page":"2","total-pages":"3"}"#,
            one,
            true,
        ),
        (r#"{"next-page":{}}"#, one, false),
        ("{}", one, false),
    ] {
        assert_eq!(with(meta, rows).has_next, has_next, "{meta} {rows}");
    }
    assert_eq!(with(r#"{"total-count":40}"#, one).total, 40);
    assert_eq!(with("{}", one).total, 1);
}
