//! Every resource that the simulator serves, read from it by this client, under each switch that changes its shape.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop: that is what a failed test is"
)]

mod simulated_wire;

use gluepane_itglue::*;
use gluepane_secret::Secret;
use pollster::block_on;
use simulated_wire::Simulated;
use tenant::fixtures;

const HARBOUR: OrganizationId = OrganizationId(fixtures::HARBOUR_DENTAL);

#[test]
fn organizations_are_the_same_in_every_form_of_their_parents() {
    let read =
        |settings: &[(&str, &str)]| Simulated::with(settings).all(List::<OrganizationDetails>::all);
    let plain = read(&[]);
    assert!(plain.len() > 20);
    let leeds = plain
        .iter()
        .find(|row| row.id.0 == fixtures::HARTWELL_LEEDS)
        .unwrap();
    assert_eq!(leeds.parent, Some(OrganizationId(fixtures::HARTWELL_GROUP)));
    assert_eq!(
        leeds.ancestors.0,
        [OrganizationId(fixtures::HARTWELL_GROUP)]
    );
    for other in [
        [("parent_id_form", "number"), ("ancestor_ids_form", "array")],
        [("parent_id_form", "string"), ("ancestor_ids_form", "array")],
        [("parent_id_form", "number"), ("ancestor_ids_form", "text")],
    ] {
        assert_eq!(read(&other), plain, "{other:?}");
    }
}

#[test]
fn a_filter_that_the_service_reads_differently_gives_the_same_rows() {
    for name_filter in ["exact", "exact_ci", "substring_cs", "substring_ci"] {
        let simulated = Simulated::with(&[("name_filter", name_filter)]);
        let named = |name: &str| {
            simulated
                .all(|| List::<OrganizationDetails>::all().only(&OrganizationDetails::NAME, name))
                .len()
        };
        assert_eq!(
            [
                named("Hartwell"),
                named("Meridian Partners"),
                named("hartwell"),
                named("Müller, Schmidt & Partner GmbH")
            ],
            [1, 2, 0, 1],
            "{name_filter}"
        );
    }
}

#[test]
fn configurations_come_with_their_interfaces_and_what_their_rmm_says() {
    let simulated = Simulated::with(&[]);
    let rows = simulated.all(|| {
        List::<ConfigurationDetails>::of(HARBOUR).include("rmm_records,configuration_interfaces")
    });
    assert_eq!(rows.len(), 22);
    assert!(rows.iter().any(|row| !row.rmm_records.is_empty()));
    let server = rows.iter().find(|row| row.name == "HDG-DC01").unwrap();
    let one = block_on(simulated.client().show::<ConfigurationDetails>(server.id)).unwrap();
    assert_eq!(
        (one.id, &one.name, &one.serial_number),
        (server.id, &server.name, &server.serial_number)
    );
    let list = || List::of_configuration(server.id);
    let interfaces: Vec<ConfigurationInterface> = simulated.all(list);
    assert_eq!(interfaces.len(), server.interfaces.len());
    assert!(
        interfaces.iter().all(|row| server.interfaces.contains(row)),
        "{interfaces:?}"
    );
}

#[test]
fn passwords_are_embedded_in_the_same_records_in_either_spelling() {
    let read = |form| {
        Simulated::with(&[("resource_type_form", form)])
            .all(|| List::<PasswordDetails>::of(HARBOUR))
    };
    let plain = read("kebab_plural");
    assert_eq!(read("title"), plain);
    let is_embedded =
        |row: &&PasswordDetails| matches!(row.parent, Some(PasswordParent::Configuration(_)));
    assert!(plain.iter().filter(is_embedded).count() > 0);
    assert!(plain.iter().any(|row| row.parent.is_none()));
}

#[test]
fn a_bad_key_and_one_without_password_access_are_named_under_each_switch() {
    for bad_key in ["403_message", "401_errors"] {
        let mut simulated = Simulated::with(&[("bad_key", bad_key)]);
        simulated.key = Secret::new("ITG.wrong".to_owned());
        let ask = |client: Client<'_, Simulated>| {
            block_on(client.list(&List::<OrganizationDetails>::all()))
        };
        assert_eq!(
            ask(simulated.client()).map(drop),
            Err(GlueError::KeyRefused),
            "{bad_key}"
        );
        let proved = simulated.client().proved();
        assert_eq!(
            ask(proved).map(drop),
            Err(GlueError::KeyRevoked),
            "{bad_key}"
        );
    }
    for (switch, expected) in [
        ("list_ok_no_value", Ok(())),
        ("forbidden_403", Err(GlueError::NoPasswordAccess)),
    ] {
        let mut simulated = Simulated::with(&[("no_password_access", switch)]);
        let key = simulated
            .simulator
            .access()
            .key("api_key_without_passwords");
        simulated.key = Secret::new(key);
        let list = List::<PasswordDetails>::of(HARBOUR);
        assert_eq!(
            block_on(simulated.client().list(&list)).map(drop),
            expected,
            "{switch}"
        );
    }
}

#[test]
fn what_configurations_and_organizations_choose_from() {
    fn names<R: Resource>(simulated: &Simulated, name: fn(&R) -> &str) -> usize {
        let rows = simulated.all(List::<R>::all);
        assert!(rows.iter().all(|row| !name(row).is_empty()));
        rows.len()
    }
    let simulated = Simulated::with(&[]);
    for n_rows in [
        names::<OrganizationType>(&simulated, |row| &row.name),
        names::<OrganizationStatus>(&simulated, |row| &row.name),
        names::<ConfigurationType>(&simulated, |row| &row.name),
        names::<ConfigurationStatus>(&simulated, |row| &row.name),
        names::<PasswordCategory>(&simulated, |row| &row.name),
        names::<Manufacturer>(&simulated, |row| &row.name),
        names::<Model>(&simulated, |row| &row.name),
        names::<OperatingSystem>(&simulated, |row| &row.name),
    ] {
        assert!(n_rows > 1);
    }
    simulated.all(List::<Region>::all);
    let makers = simulated.all(List::<Manufacturer>::all);
    let of = |maker: &Manufacturer| simulated.all(|| List::of_manufacturer(maker.id)).len();
    assert_eq!(
        makers.iter().map(of).sum::<usize>(),
        simulated.all(List::<Model>::all).len()
    );
}

#[test]
fn an_unknown_record_is_gone() {
    let simulated = Simulated::with(&[]);
    let gone = block_on(
        simulated
            .client()
            .show::<ConfigurationDetails>(ConfigurationId(1)),
    );
    assert_eq!(gone.map(drop), Err(GlueError::NotFound));
}

#[test]
fn documents_are_found_folder_by_folder_where_a_filter_knows_ids_alone() {
    let mueller = OrganizationId(fixtures::MUELLER);
    let read = |folder_filter| {
        let simulated = Simulated::with(&[("folder_filter", folder_filter)]);
        let mut ids: Vec<DocumentId> = Vec::new();
        let root = simulated.all(|| List::<Document>::of(mueller));
        ids.extend(root.iter().map(|row| row.id));
        for folder in simulated.all(|| List::<DocumentFolder>::of(mueller)) {
            let inside = simulated.all(|| List::in_folder(mueller, folder.id));
            ids.extend(inside.iter().map(|row| row.id));
        }
        ids.sort();
        ids
    };
    let simulated = Simulated::with(&[]);
    let whole = simulated.all(|| List::in_all_folders(mueller));
    let mut whole: Vec<DocumentId> = whole.iter().map(|row| row.id).collect();
    whole.sort();
    assert_eq!(whole.len(), 6);
    assert_eq!(
        (read("ids_only"), read("all_forms")),
        (whole.clone(), whole)
    );
}
