//! What every test that uses the demo tenant takes for granted.

use std::collections::{BTreeMap, BTreeSet};

use tenant::{fixtures, password_value};

fn is_unique(ids: impl Iterator<Item = u64>) -> bool {
    let mut seen = BTreeSet::new();
    ids.into_iter().all(|id| seen.insert(id))
}

#[test]
fn the_demo_is_as_big_as_a_real_book() {
    let tenant = tenant::demo();
    assert!(
        tenant.organizations.len() >= 60,
        "{}",
        tenant.organizations.len()
    );
    assert!(
        tenant.configurations.len() >= 1_500,
        "{}",
        tenant.configurations.len()
    );
    assert!(
        tenant.passwords.len() >= 3_000,
        "{}",
        tenant.passwords.len()
    );
}

#[test]
fn the_same_seed_makes_the_same_tenant_and_another_seed_another() {
    assert_eq!(tenant::demo(), tenant::demo_with_seed(fixtures::DEMO_SEED));
    assert_ne!(
        tenant::demo().passwords,
        tenant::demo_with_seed(2).passwords
    );
}

#[test]
fn no_two_rows_of_a_kind_share_an_id() {
    for seed in 1..6 {
        let tenant = tenant::demo_with_seed(seed);
        assert!(is_unique(tenant.organizations.iter().map(|row| row.id)));
        assert!(is_unique(tenant.configurations.iter().map(|row| row.id)));
        assert!(is_unique(tenant.passwords.iter().map(|row| row.id)));
        assert!(is_unique(tenant.sites.iter().map(|row| row.id)));
        assert!(is_unique(
            tenant
                .sites
                .iter()
                .flat_map(|site| &site.devices)
                .map(|row| row.id)
        ));
    }
}

#[test]
fn every_row_points_at_rows_that_exist() {
    let tenant = tenant::demo();
    for row in &tenant.organizations {
        assert!(
            row.parent_id
                .is_none_or(|id| tenant.organization(id).is_some()),
            "{}",
            row.name
        );
    }
    for row in &tenant.configurations {
        assert!(
            tenant.organization(row.organization_id).is_some(),
            "{}",
            row.name
        );
    }
    for row in &tenant.passwords {
        assert!(
            tenant.organization(row.organization_id).is_some(),
            "{}",
            row.name
        );
        let parent = row.configuration_id.map(|id| {
            tenant
                .configuration(id)
                .map(|parent| parent.organization_id)
        });
        assert!(
            parent.is_none_or(|owner| owner == Some(row.organization_id)),
            "{}",
            row.name
        );
    }
    for alert in &tenant.alerts {
        assert!(
            tenant.device(alert.device_id).is_some(),
            "alert {}",
            alert.id
        );
    }
}

#[test]
fn ids_are_long_enough_to_break_a_javascript_number() {
    const JAVASCRIPT_LIMIT: u64 = 1 << 53;
    let tenant = tenant::demo();
    let n_long = |ids: Vec<u64>| ids.into_iter().filter(|id| *id > JAVASCRIPT_LIMIT).count();
    assert!(n_long(tenant.organizations.iter().map(|row| row.id).collect()) >= 3);
    assert!(n_long(tenant.configurations.iter().map(|row| row.id).collect()) >= 50);
    assert!(n_long(tenant.passwords.iter().map(|row| row.id).collect()) >= 100);
}

#[test]
fn ids_do_not_follow_the_alphabet() {
    let tenant = tenant::demo();
    let names: Vec<&String> = tenant.organizations.iter().map(|row| &row.name).collect();
    assert!(!names.is_sorted());
}

#[test]
fn harbour_dental_is_as_the_documents_say() {
    let tenant = tenant::demo();
    let organization = tenant.organization(fixtures::HARBOUR_DENTAL).unwrap();
    assert_eq!(
        (organization.name.as_str(), organization.short_name.as_str()),
        ("Harbour Dental Group", "HDG")
    );
    let server = tenant.configuration(fixtures::HDG_DC01).unwrap();
    assert_eq!(server.name, "HDG-DC01");
    assert_eq!(
        server.serial_number.as_deref(),
        Some(fixtures::HDG_DC01_SERIAL)
    );
    assert_eq!(server.datto().unwrap().remote_id, "410001");
    let of_server: Vec<_> = tenant
        .passwords
        .iter()
        .filter(|row| row.configuration_id == Some(server.id))
        .map(|row| {
            (
                row.name.as_str(),
                row.username.as_deref().unwrap_or(""),
                row.otp_enabled,
            )
        })
        .collect();
    assert_eq!(
        of_server,
        [
            ("Local administrator", "administrator", false),
            ("iDRAC", "root", true)
        ]
    );
    let n_passwords = tenant
        .passwords
        .iter()
        .filter(|row| row.organization_id == fixtures::HARBOUR_DENTAL)
        .count();
    assert_eq!(n_passwords, fixtures::HDG_PASSWORDS);
    let domain_admin = tenant.password(fixtures::HDG_DOMAIN_ADMIN).unwrap();
    assert_eq!(
        domain_admin.username.as_deref(),
        Some("HARBOUR\\adm-northlane")
    );
    assert!(tenant.password(fixtures::HDG_PAYROLL).unwrap().is_vaulted());
}

#[test]
fn a_number_of_two_rmms_means_two_devices() {
    let tenant = tenant::demo();
    let owners: BTreeMap<&str, u64> = tenant
        .configurations
        .iter()
        .flat_map(|row| row.rmm_records.iter().map(move |record| (record, row)))
        .filter(|(record, _)| record.remote_id == fixtures::DATTO_CLASH.to_string())
        .map(|(record, row)| (record.integration, row.organization_id))
        .collect();
    let expected = BTreeMap::from([
        ("aem", fixtures::PENNINE),
        ("ninja-rmm", fixtures::TIDEWATER),
    ]);
    assert_eq!(owners, expected);
}

#[test]
fn one_device_stands_on_another_clients_site() {
    let tenant = tenant::demo();
    let (site, _) = tenant.device(fixtures::DATTO_CONTRADICTION).unwrap();
    assert_eq!(site.organization_id, Some(fixtures::LARKFIELD));
    let owner = tenant
        .configurations
        .iter()
        .find(|row| {
            row.datto()
                .is_some_and(|record| record.remote_id == "410888")
        })
        .unwrap();
    assert_eq!(owner.organization_id, fixtures::CEDAR_STONE);
}

#[test]
fn three_clients_have_a_server_called_dc01() {
    let tenant = tenant::demo();
    let owners: BTreeSet<u64> = tenant
        .configurations
        .iter()
        .filter(|row| row.name == "DC01")
        .map(|row| row.organization_id)
        .collect();
    assert_eq!(owners.len(), 3);
    let on_pages = tenant
        .sites
        .iter()
        .flat_map(|site| &site.devices)
        .filter(|row| row.hostname == "DC01")
        .count();
    assert_eq!(on_pages, 3);
}

#[test]
fn devices_unknown_to_it_glue_are_on_the_pages() {
    let tenant = tenant::demo();
    let (site, frontdesk) = tenant.device(fixtures::DATTO_FRONTDESK_3).unwrap();
    assert_eq!(
        (site.id, frontdesk.configuration_id),
        (fixtures::SITE_HARBOUR_DENTAL, None)
    );
    assert!(
        tenant
            .configurations
            .iter()
            .all(|row| row.name != "FRONTDESK-3")
    );
    let app_server = tenant.configuration(fixtures::HDG_APP02).unwrap();
    assert!(app_server.rmm_records.is_empty());
    assert!(
        tenant
            .organizations
            .iter()
            .all(|row| row.name != "Brightside Nursery")
    );
    assert_eq!(
        tenant
            .site(fixtures::SITE_BRIGHTSIDE)
            .unwrap()
            .organization_id,
        None
    );
}

#[test]
fn two_clients_share_the_name_of_one_site() {
    let tenant = tenant::demo();
    let twins = tenant
        .organizations
        .iter()
        .filter(|row| row.name == "Meridian Partners")
        .count();
    assert_eq!(twins, 2);
    let sites = tenant
        .sites
        .iter()
        .filter(|row| row.name == "Meridian Partners")
        .count();
    assert_eq!(sites, 1);
}

#[test]
fn the_book_has_the_usual_dirt() {
    let tenant = tenant::demo();
    let devices = &tenant.configurations;
    let is_junk = |serial: &Option<String>| {
        serial
            .as_deref()
            .is_some_and(|text| tenant::JUNK_SERIALS.contains(&text))
    };
    assert!(
        devices
            .iter()
            .filter(|row| is_junk(&row.serial_number))
            .count()
            >= 20
    );
    let is_hidden = |row: &&tenant::Configuration| {
        row.serial_number.is_none()
            && row
                .datto()
                .is_some_and(|record| record.serial_number.is_some())
    };
    assert!(devices.iter().filter(is_hidden).count() >= 200);
    assert!(devices.iter().filter(|row| row.archived).count() >= 50);
    assert!(
        tenant
            .passwords
            .iter()
            .filter(|row| row.is_vaulted())
            .count()
            >= 50
    );
    assert!(
        tenant
            .passwords
            .iter()
            .filter(|row| row.otp_enabled)
            .count()
            >= 50
    );
}

#[test]
fn password_values_are_long_distinct_and_repeatable() {
    let tenant = tenant::demo();
    let values: BTreeSet<String> = tenant
        .passwords
        .iter()
        .map(|row| password_value(tenant.seed, row.id))
        .collect();
    assert_eq!(values.len(), tenant.passwords.len());
    assert!(values.iter().all(|value| value.len() >= 14));
    let prefixes: BTreeSet<&str> = values.iter().map(|value| &value[..4]).collect();
    assert!(
        prefixes.len() * 10 > values.len() * 9,
        "values must not begin alike"
    );
    assert_ne!(password_value(1, 9_301_001), password_value(2, 9_301_001));
}
