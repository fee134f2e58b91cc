//! Laws and shares of the rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use tenant::synthetic::names::{FORMS, fold};
use tenant::synthetic::{self, DEFAULT_SEED, Disaster, Size, Truth, given};
use tenant::{Configuration, Tenant, password_value};

use super::{SIZE, hostname, mac, planted, tenant, truth};

/// FNV-1a over what the specification names, so that an attribute of another resource changes nothing.
fn digest((tenant, truth): &(Tenant, Truth)) -> u64 {
    let mut text = String::new();
    for row in &tenant.organizations {
        let texts = (&row.name, &row.short_name, &row.alert, &row.description);
        let rest = (&row.quick_notes, row.type_id, row.status_id, row.primary);
        let times = (row.parent_id, &row.created_at, &row.updated_at);
        write!(text, "{} {texts:?} {rest:?} {times:?}", row.id).unwrap();
    }
    for row in &tenant.configurations {
        let texts = (&row.name, &row.hostname, &row.primary_ip, &row.mac_address);
        let more = (&row.serial_number, &row.asset_tag, &row.notes, row.archived);
        let ids = (
            row.type_id,
            row.status_id,
            row.manufacturer_id,
            row.model_id,
        );
        let times = (row.operating_system_id, &row.created_at, &row.updated_at);
        let owner = row.organization_id;
        write!(
            text,
            "{} {owner} {texts:?} {more:?} {ids:?} {times:?}",
            row.id
        )
        .unwrap();
    }
    for row in &tenant.passwords {
        let owner = (row.organization_id, row.configuration_id, row.category_id);
        let texts = (&row.name, &row.username, &row.url, &row.notes);
        let flags = (row.otp_enabled, row.vault_id, row.archived, row.restricted);
        write!(text, "{} {owner:?} {texts:?} {flags:?}", row.id).unwrap();
    }
    let mut bytes = text.into_bytes();
    truth.write_jsonl(&mut bytes).unwrap();
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_these() {
    let small = || synthetic::tenant(DEFAULT_SEED, Size::of(200));
    assert_eq!(digest(&small()), digest(&small()));
    // Changes with every change of the generator, and must not on another machine.
    assert_eq!(digest(&small()), 18_357_390_851_485_208_294);
    assert_ne!(
        digest(&small()),
        digest(&synthetic::tenant(2, Size::of(200)))
    );
}

#[test]
fn there_are_exactly_as_many_rows_as_were_asked_for() {
    for size in [
        Size::of(1),
        Size::of(50),
        Size::of(199),
        Size::of(200),
        Size::of(733).with_configurations(4_000),
        Size::of(300).with_configurations(200),
    ] {
        let (tenant, truth) = synthetic::tenant(7, size);
        assert_eq!(tenant.organizations.len(), size.organizations);
        assert_eq!(tenant.configurations.len(), size.configurations);
        assert_eq!(tenant.passwords.len(), size.passwords);
        let n_kinds = Disaster::ALL
            .iter()
            .filter(|disaster| {
                truth
                    .plants
                    .iter()
                    .any(|plant| plant.disaster == **disaster)
            })
            .count();
        if size.organizations >= 200 && size.configurations >= 2_000 {
            assert_eq!(n_kinds, 15, "{size:?}");
        }
        assert!(size.organizations >= 200 || n_kinds == 0, "{size:?}");
    }
}

#[test]
fn ids_are_unlike_in_every_type_and_do_not_follow_the_names() {
    let ids: BTreeSet<u64> = (tenant().organizations.iter().map(|row| row.id))
        .chain(tenant().configurations.iter().map(|row| row.id))
        .chain(tenant().passwords.iter().map(|row| row.id))
        .chain(truth().deleted.iter().map(|row| row.id))
        .collect();
    let n_rows = SIZE.organizations + SIZE.configurations + SIZE.passwords;
    assert_eq!(ids.len(), n_rows + truth().deleted.len());
    assert!(tenant().organizations[0].id >= 1_000_001);
    assert!(tenant().configurations[0].id >= 5_000_001);
    let follows = tenant()
        .organizations
        .windows(2)
        .filter(|pair| pair[0].name < pair[1].name)
        .count();
    let share = follows as f64 / tenant().organizations.len() as f64;
    assert!((0.45..0.55).contains(&share), "{share}");
}

#[test]
fn names_are_equal_only_where_a_disaster_made_them_so() {
    let mut groups: HashMap<String, BTreeSet<u64>> = HashMap::new();
    for row in &tenant().organizations {
        groups.entry(fold(&row.name)).or_default().insert(row.id);
    }
    let meant: Vec<BTreeSet<u64>> = [
        (Disaster::D01, "same name"),
        (Disaster::D04, "twins"),
        (Disaster::D05, "pair"),
        (Disaster::D07, "pair"),
        (Disaster::D12, "inactive and active"),
    ]
    .into_iter()
    .flat_map(|(disaster, kind)| planted(disaster, kind))
    .map(|plant| plant.organizations.iter().copied().collect())
    .collect();
    for (name, group) in groups {
        assert!(group.len() == 1 || meant.contains(&group), "{name}");
    }
    for row in &truth().deleted {
        let same = tenant()
            .organizations
            .iter()
            .filter(|other| fold(&other.name) == fold(&row.name));
        assert_eq!(same.count(), 0, "{}", row.name);
    }
}

#[test]
fn a_quarter_of_the_quiet_names_has_a_legal_form() {
    let is_planted: BTreeSet<u64> = truth()
        .plants
        .iter()
        .filter(|plant| plant.configurations.is_empty() || plant.disaster == Disaster::D01)
        .flat_map(|plant| plant.organizations.iter().copied())
        .collect();
    let quiet: Vec<&str> = tenant()
        .organizations
        .iter()
        .filter(|row| !is_planted.contains(&row.id))
        .map(|row| row.name.as_str())
        .collect();
    let n_formed = quiet
        .iter()
        .filter(|name| FORMS.iter().any(|form| name.ends_with(&format!(" {form}"))))
        .count();
    near(n_formed, quiet.len(), 0.25, 0.03, "legal forms");
    for part in [
        " & ", "The ", " Group", " School", " Clinic", " Parish", " Council",
    ] {
        assert!(quiet.iter().any(|name| name.contains(part)), "{part}");
    }
}

/// A share within its tolerance.
fn near(n: usize, of: usize, share: f64, tolerance: f64, what: &str) {
    let found = n as f64 / of as f64;
    assert!(
        (found - share).abs() <= tolerance,
        "{what}: {found:.3}, not {share}"
    );
}

#[test]
fn sizes_follow_the_law() {
    let mut sizes: BTreeMap<u64, usize> = BTreeMap::new();
    for row in &tenant().organizations {
        sizes.insert(row.id, 0);
    }
    for row in &tenant().configurations {
        *sizes.get_mut(&row.organization_id).unwrap() += 1;
    }
    let planted: BTreeSet<u64> = truth()
        .plants
        .iter()
        .filter(|plant| {
            !matches!(
                plant.disaster,
                Disaster::D08 | Disaster::D09 | Disaster::D10 | Disaster::D11
            )
        })
        .flat_map(|plant| plant.organizations.iter().copied())
        .collect();
    let mut sizes: Vec<usize> = sizes
        .into_iter()
        .filter(|(id, _)| !planted.contains(id))
        .map(|(_, size)| size)
        .collect();
    sizes.sort_unstable();
    let (median, last) = (sizes[sizes.len() / 2], sizes[sizes.len() * 99 / 100]);
    assert!((5..=7).contains(&median), "{median}");
    assert!((75..=105).contains(&last), "{last}");
    assert_eq!(sizes.last(), Some(&400), "4,000 at full size");
}

#[test]
fn shares_of_configurations_are_as_specified() {
    let rows = &tenant().configurations;
    let count = |keep: &dyn Fn(&Configuration) -> bool| rows.iter().filter(|row| keep(row)).count();
    let share = |what: &str, share: f64, keep: &dyn Fn(&Configuration) -> bool| {
        near(count(keep), rows.len(), share, 0.015, what);
    };
    share("serial", 0.70, &|row| given(&row.serial_number).is_some());
    share("MAC", 0.60, &|row| given(&row.mac_address).is_some());
    share("hostname", 0.75, &|row| given(&row.hostname).is_some());
    share("address", 0.50, &|row| given(&row.primary_ip).is_some());
    share("archived", 0.12, &|row| row.archived);
    let kind = |row: &Configuration| {
        let kinds = &tenant().dictionaries.configuration_types;
        kinds
            .iter()
            .find(|kind| kind.id == row.type_id)
            .unwrap()
            .kind
    };
    share("computers", 0.62, &|row| {
        matches!(kind(row), "workstation" | "laptop")
    });
    share("servers", 0.12, &|row| kind(row) == "server");
    share("network", 0.10, &|row| {
        matches!(kind(row), "switch" | "firewall" | "access-point")
    });
    share("printers", 0.08, &|row| kind(row) == "printer");
}

#[test]
fn host_names_have_their_shapes_and_dc01_stands_at_every_seventh_client() {
    let rows = &tenant().configurations;
    let names: Vec<(&str, &str)> = rows
        .iter()
        .filter_map(|row| {
            let owner = tenant().organization(row.organization_id)?;
            Some((given(&row.hostname)?, owner.short_name.as_str()))
        })
        .collect();
    let share = |what: &str, share: f64, keep: &dyn Fn(&str, &str) -> bool| {
        let n = names
            .iter()
            .filter(|(name, short)| keep(name, short))
            .count();
        near(n, names.len(), share, 0.02, what);
    };
    let has_number = |name: &str| name.ends_with(|c: char| c.is_ascii_digit());
    share("short name", 0.40, &|name, short| {
        name.starts_with(&format!("{short}-"))
    });
    share("role and number", 0.30, &|name, _| {
        !name.contains('-') && has_number(name)
    });
    share("from Windows", 0.20, &|name, _| {
        name.starts_with("DESKTOP-") && name.len() == 15
    });
    for wanted in ["DC01", "SRV01"] {
        let owners: BTreeSet<u64> = rows
            .iter()
            .filter(|row| row.hostname.as_deref() == Some(wanted))
            .map(|row| row.organization_id)
            .collect();
        near(owners.len(), SIZE.organizations, 0.15, 0.03, wanted);
    }
}

#[test]
fn serial_numbers_look_like_their_makers() {
    let mut n_checked = 0;
    for row in &tenant().configurations {
        let maker = tenant()
            .dictionaries
            .manufacturers
            .iter()
            .find(|maker| Some(maker.id) == row.manufacturer_id)
            .unwrap();
        let is_planted = truth()
            .plants
            .iter()
            .any(|plant| plant.configurations.contains(&row.id));
        let Some(serial) = given(&row.serial_number).filter(|_| !is_planted) else {
            continue;
        };
        let length = match maker.name.as_str() {
            "Dell" => 7,
            "HP" => 10,
            "Lenovo" => 8,
            "VMware, Inc." => {
                assert!(serial.starts_with("VMware-56 4d "), "{serial}");
                54
            }
            _ => continue,
        };
        assert_eq!(serial.len(), length, "{serial}");
        n_checked += 1;
    }
    assert!(n_checked > 5_000, "{n_checked}");
}

#[test]
fn devices_share_serials_macs_and_host_names_only_where_a_disaster_made_them() {
    let planted: BTreeSet<u64> = truth()
        .plants
        .iter()
        .flat_map(|plant| plant.configurations.iter().copied())
        .collect();
    let mut seen = BTreeSet::new();
    let quiet = |row: &&Configuration| !planted.contains(&row.id);
    for row in tenant().configurations.iter().filter(quiet) {
        if let Some(serial) = given(&row.serial_number) {
            assert!(seen.insert(serial.to_owned()), "{serial}");
        }
        if let Some(mac) = mac(row) {
            assert!(seen.insert(mac.clone()), "{mac}");
        }
    }
    let recycled: BTreeSet<u64> = ["one active", "two active"]
        .into_iter()
        .flat_map(|kind| planted_ids(Disaster::D11, kind))
        .collect();
    let mut here = BTreeSet::new();
    for row in &tenant().configurations {
        let Some(name) = hostname(row).filter(|_| !recycled.contains(&row.id)) else {
            continue;
        };
        assert!(here.insert((row.organization_id, name.clone())), "{name}");
    }
}

fn planted_ids(disaster: Disaster, kind: &str) -> Vec<u64> {
    let plants = planted(disaster, kind);
    plants
        .iter()
        .flat_map(|plant| plant.configurations.iter().copied())
        .collect()
}

#[test]
fn what_is_absent_is_null_in_half_of_the_rows_and_empty_in_the_others() {
    let (mut n_null, mut n_empty, mut n_mixed) = (0, 0, 0);
    for row in &tenant().configurations {
        // Not those that a disaster may have filled in.
        let texts = [
            &row.primary_ip,
            &row.asset_tag,
            &row.notes,
            &row.default_gateway,
        ];
        let has_null = texts.iter().any(|text| text.is_none());
        let has_empty = texts.iter().any(|text| text.as_deref() == Some(""));
        match (has_null, has_empty) {
            (true, false) => n_null += 1,
            (false, true) => n_empty += 1,
            _ => n_mixed += 1,
        }
    }
    assert_eq!(n_mixed, 0);
    near(n_null, n_null + n_empty, 0.5, 0.02, "null");
    let descriptions = tenant().organizations.iter().map(|row| &row.description);
    let is_empty = |text: &&Option<String>| text.as_deref() == Some("");
    let (empty, rest): (Vec<_>, Vec<_>) = descriptions.partition(is_empty);
    let n_null = rest.iter().filter(|text| text.is_none()).count();
    near(n_null, n_null + empty.len(), 0.5, 0.04, "null descriptions");
}

#[test]
fn passwords_are_embedded_general_vaulted_archived_and_with_codes() {
    let rows = &tenant().passwords;
    let mut embedded: HashMap<u64, usize> = HashMap::new();
    let mut general: HashMap<u64, usize> = HashMap::new();
    for row in rows {
        match row.configuration_id {
            Some(id) => *embedded.entry(id).or_default() += 1,
            None => *general.entry(row.organization_id).or_default() += 1,
        }
        let parent = row.configuration_id.map(|id| tenant().configuration(id));
        let owner = parent.map(|parent| parent.unwrap().organization_id);
        assert!(owner.is_none_or(|owner| owner == row.organization_id));
    }
    let n_devices = tenant().configurations.len();
    near(n_devices - embedded.len(), n_devices, 0.30, 0.015, "none");
    let most = embedded.values().max().copied().unwrap();
    assert!((8..=12).contains(&most), "{most}");
    assert_eq!(general.len(), SIZE.organizations);
    assert!(general.values().all(|n| (5..=60).contains(n)));
    let share = |what: &str, share: f64, keep: &dyn Fn(&tenant::Password) -> bool| {
        let n = rows.iter().filter(|row| keep(row)).count();
        near(n, rows.len(), share, 0.005, what);
    };
    share("vaulted", 0.02, &|row| row.is_vaulted());
    share("with a code", 0.05, &|row| row.otp_enabled);
    share("archived", 0.03, &|row| row.archived);
    let named = |name: &str| {
        let of_name = rows.iter().filter(|row| row.name == name);
        of_name
            .map(|row| row.organization_id)
            .collect::<BTreeSet<u64>>()
            .len()
    };
    assert!(named("Domain admin") > 1_000 && named("Firewall") > 1_000);
    let values: BTreeSet<String> = rows
        .iter()
        .take(5_000)
        .map(|row| password_value(tenant().seed, row.id))
        .collect();
    assert_eq!(values.len(), 5_000);
}
