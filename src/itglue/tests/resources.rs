//! Every other resource, read from the shapes that the API reference gives (sections 3.1 to 3.15), with values of our own.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

mod wire;

use gluepane_itglue::*;
use wire::rows::{related_row, row};
use wire::{Wire, wait};

/// Whatever else a row has, lacks, or has of another type, it is read, as long as it says whose it is.
fn is_lenient<R: Resource + core::fmt::Debug>(required: &str) {
    let plain = format!("{:?}", row::<R>(required));
    let names = "name first-name notes alert quick-notes primary important archived restricted parent-id ancestor-ids \
        organization-name contact-emails contact-phones traits content kind tag-type role-name resource-id resource-type \
        vault-id otp-enabled public enabled iso expiration-date created-at updated-at resource-url configuration-type-kind";
    let odd = |value: &str| -> String {
        let names = names.split_whitespace();
        let names = names.filter(|name| !required.contains(&format!("\"{name}\"")));
        names.map(|name| format!(",\"{name}\":{value}")).collect()
    };
    assert_eq!(
        plain,
        format!("{:?}", row::<R>(&format!("{required}{}", odd("null"))))
    );
    for value in [
        "[]",
        "{}",
        "7",
        "\"x\"",
        "true",
        "-1.5",
        "[null,{},7]",
        "{\"a\":[1]}",
    ] {
        row::<R>(&format!(
            "{required},\"brand-new\":{{\"deep\":[1]}}{}",
            odd(value)
        ));
    }
}

#[test]
fn any_resource_is_read_whatever_it_lacks_or_has_of_another_type() {
    let org = r#""organization-id":501"#;
    is_lenient::<OrganizationDetails>(r#""my-glue-account-id":null"#);
    is_lenient::<OrganizationType>(r#""synced":true"#);
    is_lenient::<OrganizationStatus>(r#""synced":true"#);
    is_lenient::<ConfigurationDetails>(org);
    is_lenient::<ConfigurationInterface>(r#""ip-address":null"#);
    is_lenient::<ConfigurationType>(r#""x":1"#);
    is_lenient::<ConfigurationStatus>(r#""x":1"#);
    is_lenient::<PasswordDetails>(org);
    is_lenient::<PasswordCategory>(r#""x":1"#);
    is_lenient::<PasswordFolder>(org);
    is_lenient::<Contact>(org);
    is_lenient::<ContactType>(r#""x":1"#);
    is_lenient::<Location>(org);
    is_lenient::<Country>(r#""x":1"#);
    is_lenient::<Region>(r#""x":1"#);
    is_lenient::<Document>(org);
    is_lenient::<DocumentFolder>(org);
    is_lenient::<DocumentSection>(r#""x":1"#);
    is_lenient::<FlexibleAssetType>(r#""x":1"#);
    is_lenient::<FlexibleAssetField>(r#""kind":"Text""#);
    is_lenient::<FlexibleAsset>(r#""organization-id":501,"flexible-asset-type-id":33"#);
    is_lenient::<Checklist>(org);
    is_lenient::<Domain>(org);
    is_lenient::<Expiration>(org);
    is_lenient::<User>(r#""x":1"#);
    is_lenient::<Group>(r#""x":1"#);
    is_lenient::<Manufacturer>(r#""x":1"#);
    is_lenient::<Model>(r#""x":1"#);
    is_lenient::<OperatingSystem>(r#""x":1"#);
    is_lenient::<Platform>(r#""x":1"#);
}

#[test]
fn an_organization_with_its_parents_and_its_ids_elsewhere() {
    let attributes = |parents: &str| {
        format!(
            r#""name":"Havel Werft AG","short-name":"HW","alert":"Ask Jonas first","quick-notes":"<p>Gate 4</p>","organization-type-id":"11","organization-type-name":"Customer","organization-status-id":21,"organization-status-name":"Active","primary":false,"logo":"","psa-integration":"enabled",{parents}"#
        )
    };
    for (parents, expected) in [
        (r#""parent-id":"6","ancestor-ids":"[1,6]""#, vec![1, 6]),
        (r#""parent-id":6,"ancestor-ids":[1,"6"]"#, vec![1, 6]),
        (r#""parent-id":"6","ancestor-ids":"[]""#, vec![]),
        (r#""parent-id":"6","ancestor-ids":null"#, vec![]),
    ] {
        let row: OrganizationDetails = row(&attributes(parents));
        let ids: Vec<u64> = row.ancestors.0.iter().map(|id| id.0).collect();
        assert_eq!(
            (row.parent, ids),
            (Some(OrganizationId(6)), expected),
            "{parents}"
        );
        assert_eq!(
            (row.kind, row.status, row.logo),
            (
                Some(OrganizationTypeId(11)),
                Some(OrganizationStatusId(21)),
                None
            )
        );
        assert_eq!(row.quick_notes.as_deref(), Some("<p>Gate 4</p>"));
    }
    for relationship in ["adapters-resources", "adapters_resources"] {
        let row: OrganizationDetails = related_row(
            r#""name":"x""#,
            &format!(
                r#"{{"{relationship}":{{"data":[{{"id":"1","type":"adapters-resources"}},{{"id":2,"type":"adapters-resources"}},{{"id":3}}]}}}}"#
            ),
            r#"[{"id":1,"type":"adapters-resources","attributes":{"remote-id":"4711"}},{"id":"2","type":"adapters-resources","attributes":{"remote-id":""}},
                {"id":"3","attributes":{"remote-id":"0"}},{"id":"1","type":"tickets","attributes":{"remote-id":"9"}}]"#,
        );
        let ids: Vec<&str> = row
            .remote_ids
            .iter()
            .map(|one| one.remote_id.as_str())
            .collect();
        assert_eq!(ids, ["4711"], "{relationship}");
    }
}

#[test]
fn a_configuration_with_all_that_comes_along() {
    let row: ConfigurationDetails = related_row(
        r#""organization-id":501,"organization-name":"Havel Werft AG","organization-short-name":"HW","name":"HW-SQL01","hostname":"hw-sql01","primary-ip":"10.4.0.7","mac-address":"00:00:5E:00:53:07","default-gateway":"10.4.0.1","serial-number":4711,"asset-tag":"A-9","position":"Rack 2","warranty-expires-at":"2027-03-31","configuration-type-id":31,"configuration-type-name":"Managed Server","configuration-type-kind":"server","manufacturer-id":51,"model-id":61,"operating-system-id":71,"location-id":"4001","contact-id":null,"archived":true,"notes":"<p>x</p>""#,
        r#"{"configuration-interfaces":{"data":[{"id":"81","type":"configuration-interfaces"}]},"passwords":{"data":[{"id":"9001","type":"passwords"}]},"attachments":{"data":[{"id":5,"type":"attachments"}]},"related-items":{"data":[{"id":"12","type":"related-items"}]},"tags":{"data":[{"id":"13","type":"tags"}]}}"#,
        r#"[{"id":"81","type":"configuration-interfaces","attributes":{"name":"lan","ip-address":"10.4.0.7","mac-address":null,"primary":true}},
            {"id":"5","type":"attachments","attributes":{"name":"Rack photo","attachment-file-name":"rack.png","attachment-content-type":"image/png","attachment-file-size":20480,"ext":"png","viewable":true,"download-url":"https://x.example/5"}},
            {"id":"12","type":"related-items","attributes":{"asset-type":"flexible_asset","resource-id":8001,"name":"SQL","notes":null}},
            {"id":"13","type":"tags","attributes":{"resource-type-name":"Documents","resource-id":"6001"}},
            {"id":"1","type":"rmm-records","attributes":{"name":"HW-SQL01","cpu":"Xeon","disks":[{"name":"C:","used":10,"total":"20"},7],"memory-total":34359738368,"ip-addresses":["10.4.0.7",null],"mac-addresses":["00-00-5E-00-53-07"],"patches-applied":3,"patches-total":"4","last-seen-online":"2026-07-03T10:00:00.000Z"},"relationships":{"configuration":{"data":{"id":7,"type":"configurations"}}}},
            {"id":"2","type":"rmm-records","attributes":{"name":"OTHER"},"relationships":{"configuration":{"data":{"id":"8"}}}}]"#,
    );
    assert_eq!(row.serial_number.as_deref(), Some("4711"));
    assert_eq!(row.type_kind, Some(ConfigurationKind::Server));
    assert_eq!(
        (row.location, row.contact, row.is_archived),
        (Some(LocationId(4001)), None, true)
    );
    assert_eq!(row.interfaces[0].id, ConfigurationInterfaceId(81));
    assert!(row.interfaces[0].is_primary);
    assert_eq!(row.passwords, [PasswordId(9001)]);
    assert_eq!(row.attachments[0].file_size_bytes, Some(20480));
    let items: Vec<_> = row
        .related_items
        .iter()
        .map(|item| (item.kind.clone(), item.resource))
        .collect();
    assert_eq!(
        items,
        [
            (Some(RecordKind::FlexibleAsset), Some(8001)),
            (Some(RecordKind::Document), Some(6001))
        ]
    );
    let [record] = row.rmm_records.as_slice() else {
        panic!("{:?}", row.rmm_records)
    };
    assert_eq!((record.disks.len(), record.disks[0].total), (1, Some(20.0)));
    assert_eq!(
        (record.ip_addresses.len(), record.patches_total),
        (1, Some(4))
    );
}

#[test]
fn an_interface_may_have_its_id_among_its_attributes() {
    let body = r#"{"data":[{"type":"configuration-interfaces","attributes":{"id":81,"name":"wan","ip-address":"192.0.2.9","primary":true}},
        {"id":"82","attributes":{"id":"9"}}]}"#;
    let list = List::of_configuration(ConfigurationId(7));
    let wire = Wire::json(body);
    let rows: Vec<ConfigurationInterface> = wait(wire.client().list(&list)).unwrap().rows;
    assert_eq!((rows[0].id.0, rows[1].id.0), (81, 82));
    assert!(wire.urls()[0].ends_with("/configurations/7/relationships/configuration_interfaces"));
}

#[test]
fn types_and_counts_in_both_spellings() {
    let count = |name: &str| {
        row::<ConfigurationType>(&format!(r#""name":"Switch","{name}":12"#)).n_configurations
    };
    assert_eq!(
        (
            count("configurations-count"),
            count("configuration-count"),
            count("x")
        ),
        (Some(12), Some(12), None)
    );
    assert!(row::<OrganizationStatus>(r#""name":"Active","synced":true"#).is_synced);
    assert_eq!(
        row::<PasswordCategory>(r#""name":"Network","passwords-count":"5""#).n_passwords,
        Some(5)
    );
}

#[test]
fn a_password_names_what_it_is_embedded_in() {
    let parent = |kind: &str, url: &str| {
        row::<PasswordDetails>(&format!(
            r#""organization-id":501,"resource-id":"70","resource-type":"{kind}","parent-url":"{url}""#
        ))
        .parent
    };
    let configuration = Some(PasswordParent::Configuration(ConfigurationId(70)));
    for kind in ["Configuration", "configurations", "configuration"] {
        assert_eq!(parent(kind, ""), configuration, "{kind}");
    }
    for (kind, expected) in [
        ("Contact", PasswordParent::Contact(ContactId(70))),
        ("documents", PasswordParent::Document(DocumentId(70))),
        ("domains", PasswordParent::Domain(DomainId(70))),
        ("Location", PasswordParent::Location(LocationId(70))),
        (
            "SSL Certificate",
            PasswordParent::SslCertificate(SslCertificateId(70)),
        ),
        (
            "ssl-certificates",
            PasswordParent::SslCertificate(SslCertificateId(70)),
        ),
        (
            "Flexible Asset",
            PasswordParent::FlexibleAsset(FlexibleAssetId(70)),
        ),
        ("Ticket", PasswordParent::Ticket(TicketId(70))),
        (
            "Moon Base",
            PasswordParent::Other {
                kind: "Moon Base".to_owned(),
                id: 70,
            },
        ),
    ] {
        assert_eq!(parent(kind, ""), Some(expected), "{kind}");
    }
    let of_asset = |asset| {
        Some(PasswordParent::Trait {
            id: TraitId(70),
            asset,
        })
    };
    let url = "https://w.example/501/assets/33-email/records/8001";
    for kind in [
        "flexible-asset-trait",
        "flexible-asset-traits",
        "Flexible Asset Trait",
    ] {
        assert_eq!(
            parent(kind, url),
            of_asset(Some(FlexibleAssetId(8001))),
            "{kind}"
        );
        assert_eq!(parent(kind, "https://w.example/501"), of_asset(None));
    }
    assert_eq!(
        row::<PasswordDetails>(r#""organization-id":501,"resource-type":"Contact""#).parent,
        None
    );
}

#[test]
fn a_password_s_flags_and_its_folder() {
    let of: PasswordDetails = row(
        r#""organization-id":501,"name":"Root","otp-enabled":true,"vault-id":3,"personal":true,"password-folder-id":650,"updated-by":3,"updated-by-type":"User","is-live":true,"rotation-permitted":false,"password":"not kept""#,
    );
    assert!(of.has_otp && of.is_personal && of.is_live && !of.may_be_rotated);
    assert_eq!(
        (of.vault, of.folder),
        (Some(VaultId(3)), Some(PasswordFolderId(650)))
    );
    assert_eq!(of.updated_by_type, Some(RecordKind::User));
    assert!(!format!("{of:?}").contains("not kept"));
    let folder = |parent: &str, relationships: &str| {
        related_row::<PasswordFolder>(
            &format!(r#""organization-id":501,"name":"F"{parent}"#),
            relationships,
            "[]",
        )
        .parent
    };
    assert_eq!(folder(r#","parent-id":6"#, "{}"), Some(PasswordFolderId(6)));
    assert_eq!(
        folder("", r#"{"parent":{"data":{"id":"6"}}}"#),
        Some(PasswordFolderId(6))
    );
    assert_eq!(folder("", "{}"), None);
}

#[test]
fn a_contact_and_a_location() {
    let contact: Contact = row(
        r#""organization-id":501,"name":"Jonas Probe","first-name":"Jonas","last-name":"Probe","title":"Dock master","contact-type-id":91,"contact-type-name":"Approver","location-id":4001,"important":true,"contact-emails":[{"value":"jonas@havel.example","primary":true,"label-name":"Work"},7,{"value":null}],"contact-phones":[{"value":5550107,"extension":null,"primary":true,"label-name":"Cell","label-type":"fax","formatted-value":"555-0107"},{"value":"1","label-type":"pager"}]"#,
    );
    assert!(contact.is_important && contact.emails[0].is_primary);
    assert_eq!(contact.emails.len(), 2);
    assert_eq!(
        (contact.phones[0].value.as_str(), &contact.phones[0].kind),
        ("5550107", &Some(PhoneKind::Fax))
    );
    assert_eq!(
        contact.phones[1].kind,
        Some(PhoneKind::Other("pager".to_owned()))
    );
    let location: Location = row(
        r#""organization-id":501,"name":"Yard","primary":true,"address-1":"Kai 4","city":"Werder","postal-code":14542,"region-id":1,"country-id":49,"country-name":"Germany","formatted-phone":"555-0100""#,
    );
    assert_eq!(
        (location.postal_code.as_deref(), location.country),
        (Some("14542"), Some(CountryId(49)))
    );
    let region: Region = row(r#""name":"Brandenburg","iso":"BB","country-id":49"#);
    assert_eq!(
        (region.iso.as_deref(), region.country),
        (Some("BB"), Some(CountryId(49)))
    );
}

#[test]
fn what_has_a_date_and_who_there_is() {
    let expiration: Expiration = row(
        r#""organization-id":501,"description":"Warranty","expiration-date":"2026-09-01","resource-id":7001,"resource-type":"Configuration","resource-name":"HW-SQL01""#,
    );
    assert_eq!(
        (expiration.resource, expiration.resource_kind),
        (Some(7001), Some(RecordKind::Configuration))
    );
    let domain: Domain = row(
        r#""organization-id":501,"name":"havel.example","registrar-name":"R","expires-on":"2026-10-10""#,
    );
    assert_eq!(domain.expires_on.as_deref(), Some("2026-10-10"));
    let checklist: Checklist = row(r#""organization-id":501,"name":"New hire","completed":true"#);
    assert!(checklist.is_completed);
    for (text, role) in [
        ("Read-only", Role::ReadOnly),
        ("Administrator", Role::Administrator),
        ("Diver", Role::Other("Diver".to_owned())),
    ] {
        let user: User = row(&format!(
            r#""name":"Jo","email":"jo@x.example","role-name":"{text}","reputation":"12""#
        ));
        assert_eq!(
            (user.role, user.reputation),
            (Some(role), Some(12.0)),
            "{text}"
        );
    }
    let group: Group = row(r#""name":"Night shift""#);
    let model: Model = row(r#""name":"R450","manufacturer-id":51"#);
    let system: OperatingSystem =
        row(r#""name":"Windows Server 2022","platform-id":"2","platform-name":"Windows""#);
    assert_eq!(
        (group.name.as_str(), model.manufacturer, system.platform),
        ("Night shift", Some(ManufacturerId(51)), Some(PlatformId(2)))
    );
}

#[test]
fn what_is_included_may_stand_inside_the_data_with_numbers_for_ids() {
    let inside = r#"{"id":7,"attributes":{"organization-id":501,"name":"x"},"relationships":{"attachments":{"data":[{"id":5,"type":"attachments"}]}},"included":[{"id":5,"type":"attachments","attributes":{"name":"a"}}]}"#;
    let list = Wire::json(format!(r#"{{"data":[{inside}]}}"#));
    let page = wait(list.client().list(&List::<Contact>::all())).unwrap();
    assert_eq!(page.rows[0].attachments.len(), 1);
    let one = Wire::json(format!(r#"{{"data":{inside}}}"#));
    assert_eq!(
        wait(one.client().show::<Contact>(ContactId(7)))
            .unwrap()
            .attachments
            .len(),
        1
    );
}

#[test]
fn a_one_time_code_in_each_shape() {
    let code = |body: &str| {
        let wire = Wire::json(body);
        let code = wait(wire.user().reveal_one_time_code(PasswordId(9001)));
        assert!(wire.urls()[0].ends_with("/passwords/9001/otp"));
        assert!(!format!("{code:?}").contains("049201"));
        // EXPOSE: the test's own code.
        code.map(|one| (one.code.expose().clone(), one.expires_at))
    };
    let expected = |expires: Option<&str>| Ok(("049201".to_owned(), expires.map(str::to_owned)));
    let at = "2026-07-04T16:58:30.000Z";
    assert_eq!(
        code(
            r#"{"data":{"id":"9001","attributes":{"otp-value":"049201","otp-expires-at":"2026-07-04T16:58:30.000Z"}}}"#
        ),
        expected(Some(at))
    );
    assert_eq!(
        code(r#"{"data":{"attributes":{"otp-value":49201}}}"#),
        expected(None)
    );
    assert_eq!(code(r#"{"otp":"049201"}"#), expected(None));
    for none in [
        r#"{"data":{"attributes":{"otp-value":null}}}"#,
        r#"{"otp":null}"#,
    ] {
        assert_eq!(code(none), Err(GlueError::NotFound), "{none}");
    }
    for odd in [
        r#"{"data":{"id":"9002","attributes":{"otp-value":"049201"}}}"#,
        r#"{"data":{"attributes":{"otp-value":"04 92"}}}"#,
        r#"{"data":null}"#,
        "[]",
    ] {
        assert!(
            matches!(code(odd), Err(GlueError::Malformed { .. })),
            "{odd}"
        );
    }
}

#[test]
fn a_search_gives_rows_of_the_kinds_that_were_asked_for() {
    let body = r#"[{"id":501,"class":"organization","class_name":"Organization","name":"Havel Werft AG","url":"https://w.example/501","hint":"","description":null,"short_name":"HW","organization":true},
        {"id":"9001","class":"password","name":"Crane","hint":"Havel Werft AG","username":"ops","archived":true,"password":true,"password_category_name":"Network","resource_name":"HW-PLC1","organization_name":"Havel Werft AG"},
        {"id":1,"class":"document","name":"stray"}]"#;
    let wire = Wire::json(body);
    let search = Search {
        query: "host:havel & co".to_owned(),
        kinds: "organizations,passwords",
        limit: 20,
        organization: Some(OrganizationId(501)),
        with_personal: false,
    };
    let hits = wait(wire.user().search(&search)).unwrap();
    assert_eq!(hits.len(), 2);
    assert_eq!(
        (&hits[0].kind, hits[0].hint.as_deref()),
        (&RecordKind::Organization, None)
    );
    assert_eq!(
        (
            hits[1].id,
            hits[1].is_archived,
            hits[1].resource_name.as_deref()
        ),
        (9001, true, Some("HW-PLC1"))
    );
    assert!(wire.urls()[0].ends_with("/search.json?query=host%3Ahavel%20%26%20co&kind=organizations%2Cpasswords&limit=20&include_personal_password=false&filter_organization_id=501"));
    for odd in ["{}", r#"[{"id":1}]"#, r#"[{"class":"password"}]"#, "[7]"] {
        assert!(
            wait(Wire::json(odd).user().search(&search)).is_err(),
            "{odd}"
        );
    }
}

#[test]
fn a_record_that_a_psa_keeps_in_step_says_so_by_a_word_or_a_flag() {
    let said = |value: &str| row::<OrganizationDetails>(&format!("\"psa-integration\":{value}"));
    for (value, expected) in [
        ("\"enabled\"", Some("enabled")),
        ("true", Some("enabled")),
        ("false", None),
        ("null", None),
    ] {
        let read = said(value).psa_integration;
        assert_eq!(read.as_deref(), expected, "{value}");
    }
}
