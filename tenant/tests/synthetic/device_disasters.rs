//! What was planted among the devices is what each disaster says it is.

use std::collections::BTreeSet;

use tenant::synthetic::{Disaster, JUNK_SERIALS, given};
use tenant::{Configuration, Tenant};

use super::{configurations, hostname, mac, organizations, planted, tenant};

fn plain(serial: &str) -> String {
    let words: Vec<&str> = serial.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[test]
fn the_junk_list_has_no_value_twice() {
    let unlike: BTreeSet<String> = JUNK_SERIALS.iter().map(|junk| plain(junk)).collect();
    assert_eq!(unlike.len(), JUNK_SERIALS.len());
    assert!(unlike.len() >= 40);
}

#[test]
fn d08_serials_are_junk_in_any_case_and_spacing_many_at_one_organization() {
    let plants = planted(Disaster::D08, "junk serial");
    assert_eq!(plants.len(), 90);
    let n_rows: usize = plants.iter().map(|plant| plant.configurations.len()).sum();
    assert_eq!(n_rows, 600);
    let junk: BTreeSet<String> = JUNK_SERIALS.iter().map(|junk| plain(junk)).collect();
    let mut n_rewritten = 0;
    for row in plants.iter().flat_map(|plant| configurations(plant)) {
        let serial = row.serial_number.as_deref().unwrap();
        assert!(junk.contains(&plain(serial)), "{serial:?}");
        assert!(!row.archived);
        n_rewritten += usize::from(!JUNK_SERIALS.contains(&serial));
    }
    assert!(n_rewritten > 100, "{n_rewritten}");
    let most = plants.iter().map(|plant| plant.configurations.len()).max();
    assert!(most >= Some(10), "{most:?}");
    let n_junk = |tenant: &Tenant| {
        let serials = tenant.configurations.iter();
        serials
            .filter(|row| given(&row.serial_number).is_some_and(|text| junk.contains(&plain(text))))
            .count()
    };
    assert_eq!(n_junk(tenant()), 600, "nowhere else");
}

#[test]
fn d09_docks_have_one_mac_on_two_to_fifteen_laptops() {
    let is_laptop = |row: &&Configuration| {
        let kinds = &tenant().dictionaries.configuration_types;
        let kind = kinds.iter().find(|kind| kind.id == row.type_id);
        kind.unwrap().kind == "laptop"
    };
    let (docks, moved) = (
        planted(Disaster::D09, "dock"),
        planted(Disaster::D09, "moved dock"),
    );
    assert_eq!((docks.len(), moved.len()), (27, 3));
    for plant in docks.iter().chain(&moved) {
        let rows = configurations(plant);
        let [other, laptops @ ..] = rows.as_slice() else {
            panic!("{plant:?}");
        };
        assert!((2..=15).contains(&laptops.len()), "{}", laptops.len());
        assert!(laptops.iter().all(is_laptop));
        let macs: BTreeSet<_> = laptops.iter().map(|row| mac(row)).collect();
        assert_eq!(macs.len(), 1);
        assert_ne!(mac(other), mac(laptops[0]));
        assert!(given(&other.serial_number).is_some());
        let of_dock = tenant()
            .configurations
            .iter()
            .filter(|row| mac(row) == mac(laptops[0]));
        assert_eq!(of_dock.count(), laptops.len(), "nobody else has it");
        let owners: BTreeSet<u64> = laptops.iter().map(|row| row.organization_id).collect();
        assert_eq!(
            owners,
            plant.organizations.iter().copied().collect(),
            "{}",
            plant.kind
        );
        assert_eq!(other.organization_id, plant.organizations[0]);
    }
}

#[test]
fn d10_clones_share_a_serial_within_one_or_across_two_organizations() {
    for (kind, n_groups, n_owners) in [("within", 20, 1), ("across", 5, 2)] {
        let plants = planted(Disaster::D10, kind);
        assert_eq!(plants.len(), n_groups);
        for plant in plants {
            let rows = configurations(plant);
            assert!((2..=6).contains(&rows.len()));
            let serial = plant.words[0].as_str();
            assert!(serial.starts_with("VMware-") || serial.len() == 36);
            let bearers = tenant()
                .configurations
                .iter()
                .filter(|row| row.serial_number.as_deref() == Some(serial));
            assert_eq!(bearers.count(), rows.len());
            let owners: BTreeSet<u64> = rows.iter().map(|row| row.organization_id).collect();
            assert_eq!(owners.len(), n_owners);
            assert!(rows.iter().all(|row| !row.archived));
            let hostnames: BTreeSet<_> = rows
                .iter()
                .map(|row| (row.organization_id, hostname(row).unwrap()))
                .collect();
            assert_eq!(hostnames.len(), rows.len());
        }
    }
}

#[test]
fn d11_host_names_stand_on_an_older_and_a_newer_row_with_other_serials() {
    for (kind, n, is_archived) in [("one active", 30, true), ("two active", 10, false)] {
        let plants = planted(Disaster::D11, kind);
        assert_eq!(plants.len(), n);
        for plant in plants {
            let rows = configurations(plant);
            let [older, newer] = rows[..] else {
                panic!("{plant:?}");
            };
            assert_eq!(hostname(older), hostname(newer));
            assert_ne!(older.serial_number, newer.serial_number);
            assert_eq!((older.archived, newer.archived), (is_archived, false));
            assert!(older.created_at < newer.created_at && older.updated_at < newer.updated_at);
            assert_eq!(older.organization_id, newer.organization_id);
            let here = tenant().configurations.iter().filter(|row| {
                row.organization_id == older.organization_id && hostname(row) == hostname(older)
            });
            assert_eq!(here.count(), 2);
        }
    }
}

#[test]
fn devices_disasters_happen_at_organizations_whose_name_leaves_no_doubt() {
    let of_names: BTreeSet<u64> = super::truth()
        .plants
        .iter()
        .filter(|plant| !is_of_devices(plant.disaster))
        .flat_map(|plant| plant.organizations.iter().copied())
        .collect();
    for plant in &super::truth().plants {
        if is_of_devices(plant.disaster) {
            let rows = organizations(plant);
            assert!(rows.iter().all(|row| !of_names.contains(&row.id)));
        }
    }
}

fn is_of_devices(disaster: Disaster) -> bool {
    matches!(
        disaster,
        Disaster::D08 | Disaster::D09 | Disaster::D10 | Disaster::D11
    )
}
