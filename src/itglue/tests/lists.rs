//! Lists as values: what they ask to the letter, and which rows of an unfiltered answer they keep.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

mod wire;

use gluepane_itglue::*;
use wire::{Wire, wait};

/// What a list asks for, and how many of these rows it keeps.
fn asked<R: Resource>(list: &List<R>, rows: &[&str]) -> (String, usize) {
    let row = |attributes: &&str| format!(r#"{{"id":"7","attributes":{{{attributes}}}}}"#);
    let rows: Vec<String> = rows.iter().map(row).collect();
    let wire = Wire::json(format!(
        r#"{{"data":[{}],"meta":{{"next-page":2}}}}"#,
        rows.join(",")
    ));
    let page = wait(wire.client().list(list)).unwrap();
    assert!(page.has_next, "rows that are dropped end no list");
    let url = wire.urls().remove(0);
    let path = url.strip_prefix("https://api.itglue.com").unwrap();
    let path = percent_encoding::percent_decode_str(path)
        .decode_utf8()
        .unwrap();
    (path.into_owned(), page.rows.len())
}

const ORG: OrganizationId = OrganizationId(501);

#[test]
fn an_organization_s_rows_are_asked_for_and_checked_at_every_resource() {
    let rows = [
        r#""organization-id":501,"flexible-asset-type-id":33"#,
        r#""organization-id":"501","flexible-asset-type-id":33"#,
        r#""organization-id":502,"flexible-asset-type-id":33"#,
    ];
    let key = "filter[organization_id]=501";
    for (path, asked) in [
        (
            format!("/contacts?{key}"),
            asked(&List::<Contact>::of(ORG), &rows),
        ),
        (
            format!("/locations?{key}"),
            asked(&List::<Location>::of(ORG), &rows),
        ),
        (
            format!("/configurations?{key}"),
            asked(&List::<ConfigurationDetails>::of(ORG), &rows),
        ),
        (
            format!("/checklists?{key}"),
            asked(&List::<Checklist>::of(ORG), &rows),
        ),
        (
            format!("/domains?{key}"),
            asked(&List::<Domain>::of(ORG), &rows),
        ),
        (
            format!("/expirations?{key}"),
            asked(&List::<Expiration>::of(ORG), &rows),
        ),
        (
            format!("/passwords?show_password=false&{key}"),
            asked(&List::<PasswordDetails>::of(ORG), &rows),
        ),
        (
            "/flexible_assets?filter[organization-id]=501".to_owned(),
            asked(&List::<FlexibleAsset>::of(ORG), &rows),
        ),
        (
            "/organizations/501/relationships/documents".to_owned(),
            asked(&List::<Document>::of(ORG), &rows),
        ),
        (
            "/organizations/501/relationships/document_folders".to_owned(),
            asked(&List::<DocumentFolder>::of(ORG), &rows),
        ),
        (
            "/organizations/501/relationships/password_folders".to_owned(),
            asked(&List::<PasswordFolder>::of(ORG), &rows),
        ),
    ] {
        assert_eq!(asked, (path, 2));
    }
}

#[test]
fn documents_are_those_at_the_root_in_all_folders_or_in_one() {
    let rows = [
        r#""organization-id":501,"document-folder-id":650"#,
        r#""organization-id":501,"document-folder-id":null"#,
    ];
    let path = "/organizations/501/relationships/documents?filter[document_folder_id]";
    let all = List::<Document>::in_all_folders(ORG);
    assert_eq!(asked(&all, &rows), (format!("{path}=null"), 2));
    let one = List::<Document>::in_folder(ORG, DocumentFolderId(650));
    assert_eq!(asked(&one, &rows), (format!("{path}=650"), 1));
}

#[test]
fn flexible_assets_of_a_type_are_asked_for_with_hyphens() {
    let list = List::<FlexibleAsset>::of_type(FlexibleAssetTypeId(33))
        .with(&FlexibleAsset::ORGANIZATION, ORG)
        .sort("name")
        .page(2);
    let rows = [
        r#""organization-id":501,"flexible-asset-type-id":33"#,
        r#""organization-id":501,"flexible-asset-type-id":34"#,
        r#""organization-id":502,"flexible-asset-type-id":33"#,
    ];
    let path = "/flexible_assets?filter[flexible-asset-type-id]=33&filter[organization-id]=501&sort=name&page[number]=2&page[size]=999";
    assert_eq!(asked(&list, &rows), (path.to_owned(), 1));
}

#[test]
fn what_is_below_other_records_is_asked_for_there() {
    for (path, asked) in [
        (
            "/configurations/7/relationships/configuration_interfaces",
            asked(&List::of_configuration(ConfigurationId(7)), &[""]),
        ),
        (
            "/documents/6/relationships/sections",
            asked(&List::of_document(DocumentId(6)), &[""]),
        ),
        (
            "/flexible_asset_types/33/relationships/flexible_asset_fields",
            asked(
                &List::<FlexibleAssetField>::of_type(FlexibleAssetTypeId(33)),
                &[r#""kind":"Text""#],
            ),
        ),
        (
            "/manufacturers/5/relationships/models",
            asked(&List::of_manufacturer(ManufacturerId(5)), &[""]),
        ),
    ] {
        assert_eq!(asked, (path.to_owned(), 1));
    }
}

#[test]
fn a_name_counts_with_its_case_and_a_comma_in_it_is_no_or() {
    let list = List::<OrganizationDetails>::all().only(&OrganizationDetails::NAME, "Boot, Kai");
    let rows = [r#""name":"Boot, Kai""#, r#""name":"boot, kai""#];
    let (path, kept) = asked(&list, &rows);
    assert_eq!(
        (path.as_str(), kept),
        ("/organizations?filter[name]=Boot\\, Kai", 1)
    );
    let either =
        List::<OrganizationDetails>::all().any_of(&OrganizationDetails::NAME, &["A, B", "C"]);
    let rows = [r#""name":"A, B""#, r#""name":"C""#, r#""name":"A""#];
    assert_eq!(
        asked(&either, &rows),
        ("/organizations?filter[name]=A\\, B,C".to_owned(), 2)
    );
}

#[test]
fn flags_addresses_e_mails_and_dates_are_checked_as_what_they_are() {
    let archived = |value| {
        asked(
            &List::<ConfigurationDetails>::all().only(&ConfigurationDetails::ARCHIVED, value),
            &[
                r#""organization-id":1,"archived":true"#,
                r#""organization-id":1,"archived":false"#,
                r#""organization-id":1"#,
            ],
        )
        .1
    };
    assert_eq!(["true", "1", "false", "0"].map(archived), [1, 1, 2, 2]);
    let mac = asked(
        &List::<ConfigurationDetails>::all()
            .only(&ConfigurationDetails::MAC_ADDRESS, "00-00-5E-00-53-AF"),
        &[
            r#""organization-id":1,"mac-address":"00:00:5e:00:53:af""#,
            r#""organization-id":1,"mac-address":"00:00:5e:00:53:a0""#,
            r#""organization-id":1"#,
        ],
    );
    assert_eq!(mac.1, 1);
    let mail = asked(
        &List::<Contact>::all().only(&Contact::PRIMARY_EMAIL, "a@x.example"),
        &[
            r#""organization-id":1,"contact-emails":[{"value":"a@x.example"}]"#,
            r#""organization-id":1,"contact-emails":[]"#,
        ],
    );
    assert_eq!(mail.1, 1);
    let dates = |start, end| {
        asked(
            &List::<Expiration>::all().between(&Expiration::DATES, start, end),
            &[
                r#""organization-id":1,"expiration-date":"2026-05-05""#,
                r#""organization-id":1,"expiration-date":"2026-07-01T00:00:00Z""#,
                r#""organization-id":1"#,
            ],
        )
    };
    assert_eq!(
        dates("2026-05-05", "2026-05-31"),
        (
            "/expirations?filter[range][expiration_date]=2026-05-05,2026-05-31".to_owned(),
            1
        )
    );
    assert_eq!(
        (
            dates("*", "*").1,
            dates("2026-06-01", "*").1,
            dates("*", "2026-05-04").1
        ),
        (2, 1, 0)
    );
    let since = asked(
        &List::<OrganizationDetails>::all().between(
            &OrganizationDetails::UPDATED,
            "2026-05-05T08:00:00.000Z",
            "*",
        ),
        &[
            r#""updated-at":"2026-05-05T08:00:00.000Z""#,
            r#""updated-at":"2026-05-05T07:59:59.999Z""#,
        ],
    );
    assert_eq!(since.1, 1);
}

#[test]
fn a_show_brings_what_belongs_to_it_and_must_be_the_one_asked_for() {
    let wire = Wire::json(r#"{"data":{"id":"7","attributes":{"organization-id":501}}}"#);
    let client = wire.client();
    assert_eq!(
        wait(client.show::<PasswordDetails>(PasswordId(7)))
            .unwrap()
            .id,
        PasswordId(7)
    );
    assert_eq!(
        wait(client.show::<Domain>(DomainId(7))).unwrap().id,
        DomainId(7)
    );
    assert!(matches!(
        wait(client.show::<Domain>(DomainId(8))),
        Err(GlueError::Malformed { .. })
    ));
    let urls = wire.urls();
    assert!(urls[0].ends_with("/passwords/7?show_password=false"));
    assert!(urls[1].ends_with("/domains/7?include=attachments"));
}
