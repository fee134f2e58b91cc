//! What was planted among the names is what each disaster says it is.

use std::collections::BTreeSet;

use tenant::synthetic::names::{fold, initials};
use tenant::synthetic::{Disaster, given};

use super::{configurations, organizations, planted, status, tenant, truth};

#[test]
fn d01_pairs_and_triples_are_active_and_have_one_name() {
    let plants = planted(Disaster::D01, "same name");
    let n_of = |n: usize| {
        plants
            .iter()
            .filter(|plant| plant.organizations.len() == n)
            .count()
    };
    assert_eq!((n_of(2), n_of(3)), (10, 2));
    for plant in plants {
        let rows = organizations(plant);
        let names: BTreeSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names.len(), 1);
        assert!(rows.iter().all(|row| status(row) == "Active"));
        for (device, row) in configurations(plant).into_iter().zip(&rows) {
            assert_eq!(device.organization_id, row.id);
            let serial = given(&device.serial_number).unwrap();
            let bearers = tenant()
                .configurations
                .iter()
                .filter(|other| other.serial_number.as_deref() == Some(serial));
            assert_eq!(bearers.count(), 1);
        }
    }
}

#[test]
fn d02_families_have_a_parent_two_children_and_one_that_is_no_relation() {
    for plant in planted(Disaster::D02, "family") {
        let rows = organizations(plant);
        let [group, place, sector, bare] = rows[..] else {
            panic!("{plant:?}");
        };
        assert_eq!(group.name, format!("{} Group", bare.name));
        assert!(place.name.starts_with(&format!("{} - ", group.name)));
        assert!(sector.name.starts_with(&format!("{} (", group.name)));
        assert_eq!(place.parent_id, Some(group.id));
        assert_eq!(sector.parent_id, Some(group.id));
        assert_eq!((group.parent_id, bare.parent_id), (None, None));
        is_nobodys(&plant.words[0]);
    }
}

fn is_nobodys(name: &str) {
    let of_name = tenant()
        .organizations
        .iter()
        .find(|row| fold(&row.name) == fold(name));
    assert!(of_name.is_none(), "{name}");
}

#[test]
fn d03_old_names_stand_where_they_should_and_in_no_name() {
    for kind in ["short name", "description", "quick notes"] {
        for plant in planted(Disaster::D03, kind) {
            let (row, old) = (organizations(plant)[0], &plant.words[0]);
            is_nobodys(old);
            let holds = |text: &Option<String>| given(text).is_some_and(|text| text.contains(old));
            let found = (
                row.short_name == *old,
                holds(&row.description),
                holds(&row.quick_notes),
            );
            let expected = (
                kind == "short name",
                kind == "description",
                kind == "quick notes",
            );
            assert_eq!(found, expected, "{old}");
        }
    }
    for plant in planted(Disaster::D03, "borne by another") {
        let rows = organizations(plant);
        assert_eq!(rows[1].name, plant.words[0]);
        assert_ne!(rows[0].name, plant.words[0]);
    }
}

/// Without anything that only takes room.
fn clean(name: &str) -> String {
    let seen = name.replace('\u{200b}', "");
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn d04_names_are_clean_once_their_spaces_are() {
    let dirty = planted(Disaster::D04, "dirty here");
    for plant in &dirty {
        let row = organizations(plant)[0];
        assert_ne!(row.name, plant.words[0]);
        assert_eq!(clean(&row.name), plant.words[0]);
        assert_eq!(clean(&plant.words[1]), plant.words[0]);
    }
    let stored: String = dirty
        .iter()
        .map(|plant| organizations(plant)[0].name.as_str())
        .collect();
    for space in ['\u{a0}', '\u{2009}', '\u{200b}', '\t', '\n'] {
        assert!(stored.contains(space), "{space:?}");
    }
    for plant in planted(Disaster::D04, "twins") {
        let rows = organizations(plant);
        assert_ne!(rows[0].name, rows[1].name);
        assert_eq!(clean(&rows[0].name), clean(&rows[1].name));
    }
}

#[test]
fn d05_names_have_a_form_or_none_and_pairs_two() {
    for plant in planted(Disaster::D05, "with form") {
        let name = &organizations(plant)[0].name;
        assert_ne!(name, &plant.words[0]);
        assert_eq!(fold(name), fold(&plant.words[0]));
    }
    for plant in planted(Disaster::D05, "pair") {
        let rows = organizations(plant);
        assert_ne!(rows[0].name, rows[1].name);
        assert_eq!(fold(&rows[0].name), fold(&rows[1].name));
    }
}

#[test]
fn d06_acronyms_are_the_initials_of_those_planted_and_of_nobody_else() {
    let bearers = |acronym: &str| -> BTreeSet<u64> {
        tenant()
            .organizations
            .iter()
            .filter(|row| {
                row.name == acronym
                    || row.short_name == acronym
                    || initials(&row.name).iter().any(|letters| letters == acronym)
            })
            .map(|row| row.id)
            .collect()
    };
    for kind in ["short name", "initials", "whole name", "same initials"] {
        for plant in planted(Disaster::D06, kind) {
            let (rows, acronym) = (organizations(plant), &plant.words[0]);
            assert!(acronym.len() >= 4, "{acronym}");
            assert_eq!(
                bearers(acronym),
                plant.organizations.iter().copied().collect(),
                "{acronym}"
            );
            assert_eq!(rows[0].short_name == *acronym, kind == "short name");
            assert_eq!(rows[0].name == *acronym, kind == "whole name");
            assert_eq!(
                rows.len() > 1,
                matches!(kind, "same initials" | "whole name")
            );
        }
    }
}

#[test]
fn d07_moved_forms_have_the_same_words() {
    for kind in ["comma", "moved", "pair"] {
        for plant in planted(Disaster::D07, kind) {
            for row in organizations(plant) {
                assert_eq!(fold(&row.name), fold(&plant.words[0]));
                assert_ne!(row.name, plant.words[0]);
            }
        }
    }
    for plant in planted(Disaster::D07, "of") {
        let with_of = format!("{} of", plant.words[0]);
        assert_eq!(fold(&organizations(plant)[0].name), fold(&with_of));
    }
}

#[test]
fn d12_inactive_are_inactive_and_deleted_are_gone_from_the_first_page() {
    for plant in planted(Disaster::D12, "inactive") {
        assert_eq!(status(organizations(plant)[0]), "Inactive");
    }
    for plant in planted(Disaster::D12, "inactive and active") {
        let rows = organizations(plant);
        assert_eq!(rows[0].name, rows[1].name);
        assert_eq!((status(rows[0]), status(rows[1])), ("Inactive", "Active"));
    }
    let deleted = planted(Disaster::D12, "deleted");
    assert_eq!(deleted.len(), truth().deleted.len());
    let mut old_copy: Vec<u64> = tenant().organizations.iter().map(|row| row.id).collect();
    old_copy.extend(truth().deleted.iter().map(|row| row.id));
    old_copy.sort_unstable();
    for plant in deleted {
        let id: u64 = plant.words[1].parse().unwrap();
        assert!(tenant().organization(id).is_none());
        assert!(old_copy[..1_000].contains(&id));
        is_nobodys(&plant.words[0]);
    }
}

#[test]
fn d13_look_alikes_have_the_letters_that_they_say() {
    let is_cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    let is_greek = |c: char| ('\u{370}'..='\u{3ff}').contains(&c);
    let has_latin = |name: &str| name.chars().any(|c| c.is_ascii_alphabetic());
    let check = |kind: &str, is_of: &dyn Fn(char) -> bool| {
        for plant in planted(Disaster::D13, kind) {
            let stored = &organizations(plant)[0].name;
            let n_of = |name: &str| name.chars().filter(|c| is_of(*c)).count();
            let (here, shown) = (n_of(stored), n_of(&plant.words[0]));
            assert!((here == 0) != (shown == 0), "{kind}: {stored}");
        }
    };
    check("Cyrillic letters", &is_cyrillic);
    check("Greek letters", &is_greek);
    check("dotless i", &|c| c == 'ı');
    check("full width", &|c| ('\u{ff01}'..='\u{ff5e}').contains(&c));
    check("ligature", &|c| c == '\u{fb01}');
    check("soft hyphen", &|c| c == '\u{ad}');
    check("direction mark", &|c| c == '\u{200e}');
    for kind in ["wholly Cyrillic", "wholly Greek"] {
        for plant in planted(Disaster::D13, kind) {
            let name = &organizations(plant)[0].name;
            assert!(!has_latin(name), "{name}");
            assert_eq!(name, &plant.words[0]);
        }
    }
}

#[test]
fn d14_mergers_keep_both_one_or_half() {
    for kind in [
        "A + B",
        "A incl. B",
        "B in the short name",
        "A only",
        "half",
    ] {
        for plant in planted(Disaster::D14, kind) {
            let rows = organizations(plant);
            let (a, b) = (&plant.words[0], &plant.words[1]);
            assert!(rows[0].name.starts_with(a.as_str()));
            assert_eq!(
                rows[0].name.ends_with(b.as_str()),
                matches!(kind, "A + B" | "A incl. B")
            );
            assert_eq!(rows[0].short_name == *b, kind == "B in the short name");
            let devices = configurations(plant);
            assert_eq!(devices.len(), 2);
            for device in devices {
                assert_eq!(device.organization_id, rows[0].id);
                assert!(!device.archived && given(&device.serial_number).is_some());
            }
            match kind {
                "half" => assert_eq!(&rows[1].name, b),
                _ => is_nobodys(b),
            }
        }
    }
}

#[test]
fn d15_names_are_common_words() {
    let names: Vec<&str> = planted(Disaster::D15, "common word")
        .into_iter()
        .map(|plant| organizations(plant)[0].name.as_str())
        .collect();
    assert_eq!(names[..3], ["Support", "Windows", "Internal"]);
    let rest = tenant::synthetic::tenant(1, tenant::synthetic::Size::of(6_000)).0;
    for word in [
        "IT",
        "N/A",
        "The",
        "Q",
        "404",
        "Unassigned",
        "<b>Bold</b> Ltd",
    ] {
        let n = rest.organizations.iter().filter(|row| row.name == word);
        assert_eq!(n.count(), 1, "{word}");
    }
    for plant in planted(Disaster::D15, "common word") {
        plant.words.iter().for_each(|longer| is_nobodys(longer));
    }
}
