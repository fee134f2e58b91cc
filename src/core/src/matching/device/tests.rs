//! The device's table, sentence by sentence. Configuration 1 is meant unless a test says otherwise.

use super::{AcceptedDevice, DeviceMatch, DeviceSeen, find_device};
use crate::matching::identifiers::{mac, serial};
use gluepane_itglue::{Configuration, ConfigurationId, OrganizationId, RmmRecord};

const SERIAL: &str = "7XK3QW2";
const OTHER_SERIAL: &str = "8YL4RX3";
const VIRTUAL: &str = "VMware-56 4d 3c 11 9a 20 41 0c-8e 41 7b 02 9c 15 66 ab";
const MAC: &str = "F0:1F:AF:10:00:01";
const OTHER_MAC: &str = "F0:1F:AF:10:00:02";
const LOCAL_MAC: &str = "52:54:00:12:34:56";

fn row(id: u64, name: &str) -> Configuration {
    Configuration {
        id: ConfigurationId(id),
        organization: OrganizationId(1),
        organization_name: "Harbour Dental Group".into(),
        name: name.into(),
        hostname: None,
        serial_number: None,
        mac_address: None,
        type_name: None,
        status_name: Some("Active".into()),
        manufacturer_name: None,
        model_name: None,
        is_archived: false,
        rmm_records: vec![],
    }
}

fn with(id: u64, name: &str, serial: &str, mac: &str) -> Configuration {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Configuration {
        serial_number: text(serial),
        mac_address: text(mac),
        ..row(id, name)
    }
}

fn record(device_id: u64, serial: &str, mac: &str) -> RmmRecord {
    RmmRecord {
        name: None,
        hostname: None,
        serial_number: Some(serial.to_owned()),
        mac_addresses: vec![mac.to_owned()],
        external_url: Some(format!("https://rmm.example/device/{device_id}")),
    }
}

/// A page that shows device 9 like this.
fn page(name: &str, serials: &[&str], macs: &[&str]) -> DeviceSeen {
    DeviceSeen {
        device_id: Some("9".into()),
        by_id: None,
        serials: serials.iter().filter_map(|text| serial(text)).collect(),
        macs: macs.iter().filter_map(|text| mac(text)).collect(),
        host_names: (!name.is_empty())
            .then(|| name.to_owned())
            .into_iter()
            .collect(),
    }
}

fn look(rows: &[Configuration], seen: &DeviceSeen, accepted: Option<&AcceptedDevice>) -> String {
    let id_of_link = |link: &str| {
        link.strip_prefix("https://rmm.example/device/")
            .map(str::to_owned)
    };
    let ids = |found: Vec<super::DeviceCandidate<'_>>| {
        found
            .iter()
            .map(|one| one.row.id.to_string())
            .collect::<Vec<_>>()
            .join(",")
    };
    match find_device(rows, seen, accepted, &id_of_link) {
        DeviceMatch::One(one) => format!("linked {}", one.row.id),
        DeviceMatch::Several(found) => format!("several {}", ids(found)),
        DeviceMatch::None(found) => format!("none {}", ids(found)),
    }
}

fn find(rows: &[Configuration], seen: &DeviceSeen) -> String {
    look(rows, seen, None)
}

#[test]
fn mac_and_serial_together_link_then_either_alone() {
    let rows = [
        with(1, "A", SERIAL, MAC),
        with(2, "B", OTHER_SERIAL, OTHER_MAC),
    ];
    assert_eq!(find(&rows, &page("", &[SERIAL], &[MAC])), "linked 1");
    assert_eq!(find(&rows, &page("", &[], &[OTHER_MAC])), "linked 2");
    assert_eq!(find(&rows, &page("", &[OTHER_SERIAL], &[])), "linked 2");
    assert_eq!(find(&rows, &page("", &["5CG1234567"], &[])), "none ");
}

#[test]
fn what_an_rmm_says_of_a_configuration_counts_like_its_own_fields() {
    let mut rows = [row(1, "A"), row(2, "B")];
    rows[0].rmm_records = vec![record(9, "7xk-3qw2", "f0-1f-af-10-00-01")];
    assert_eq!(find(&rows, &page("", &[SERIAL], &[])), "linked 1");
    assert_eq!(find(&rows, &page("", &[], &[MAC])), "linked 1");
}

#[test]
fn a_filling_links_nobody_and_the_name_decides() {
    let rows = [
        with(1, "A", "To be filled by O.E.M.", ""),
        with(2, "B", "Default string", ""),
    ];
    let seen = page("B", &["To Be Filled By O.E.M."], &["00:00:00:00:00:00"]);
    assert_eq!(find(&rows, &seen), "linked 2");
    assert_eq!(find(&rows, &page("", &["Default string"], &[])), "none ");
}

#[test]
fn a_value_that_two_active_configurations_bear_is_no_evidence() {
    let rows = [
        with(1, "A", SERIAL, MAC),
        with(2, "B", "", MAC),
        with(3, "C", SERIAL, ""),
    ];
    assert_eq!(find(&rows, &page("", &[], &[MAC])), "none 1,2");
    assert_eq!(find(&rows, &page("", &[SERIAL], &[])), "none 1,3");
    assert_eq!(
        find(&rows, &page("B", &[], &[MAC])),
        "linked 2",
        "by its name"
    );
    assert_eq!(
        find(&rows, &page("C", &[SERIAL], &[])),
        "linked 3",
        "by its name"
    );
}

#[test]
fn a_value_that_an_archived_or_inactive_one_bears_too_is_not_shared() {
    let mut rows = [
        with(1, "A", SERIAL, MAC),
        with(2, "B", SERIAL, MAC),
        with(3, "C", SERIAL, MAC),
    ];
    rows[1].is_archived = true;
    rows[2].status_name = Some("Inactive".into());
    assert_eq!(find(&rows, &page("", &[SERIAL], &[])), "linked 1");
    assert_eq!(find(&rows, &page("", &[], &[MAC])), "linked 1");
}

#[test]
fn an_archived_configuration_is_listed_and_never_linked() {
    let mut rows = [with(1, "DC01", SERIAL, MAC), row(2, "DC01")];
    rows[0].is_archived = true;
    assert_eq!(
        find(&rows, &page("DC01", &[SERIAL], &[])),
        "none 1,2",
        "its serial speaks against its namesake"
    );
    assert_eq!(find(&rows, &page("DC01", &[], &[])), "linked 2");
    assert_eq!(find(&rows[..1], &page("DC01", &[SERIAL], &[MAC])), "none 1");
}

#[test]
fn a_mac_of_one_and_a_serial_of_another_contradict_each_other() {
    let rows = [with(1, "A", "", MAC), with(2, "B", SERIAL, "")];
    assert_eq!(find(&rows, &page("", &[SERIAL], &[MAC])), "several 2,1");
    assert_eq!(find(&rows, &page("A", &[SERIAL], &[MAC])), "several 2,1");
    let docked = [with(1, "A", OTHER_SERIAL, MAC)];
    assert_eq!(
        find(&docked, &page("", &[SERIAL], &[MAC])),
        "none 1",
        "a dock's address beside another machine's serial"
    );
}

#[test]
fn a_host_name_of_one_and_a_serial_or_mac_of_another_contradict_each_other() {
    let rows = [with(1, "DC01", "", ""), with(2, "FS01", SERIAL, OTHER_MAC)];
    assert_eq!(find(&rows, &page("DC01", &[SERIAL], &[])), "several 2,1");
    assert_eq!(find(&rows, &page("DC01", &[], &[OTHER_MAC])), "several 2,1");
    assert_eq!(
        find(&rows, &page("DC01", &[SERIAL], &[OTHER_MAC])),
        "several 2,1"
    );
    let rows = [
        with(1, "DC01", OTHER_SERIAL, ""),
        with(2, "FS01", SERIAL, ""),
    ];
    assert_eq!(find(&rows, &page("DC01", &[SERIAL], &[])), "several 2,1");
    assert_eq!(
        find(&rows, &page("WEB01", &[SERIAL], &[])),
        "linked 2",
        "renamed since"
    );
}

#[test]
fn two_serials_of_two_configurations_contradict_each_other() {
    let rows = [with(1, "A", SERIAL, ""), with(2, "B", OTHER_SERIAL, "")];
    assert_eq!(
        find(&rows, &page("", &[SERIAL, OTHER_SERIAL], &[])),
        "several 1,2"
    );
    assert_eq!(
        find(&rows, &page("", &[SERIAL, "5CG1234567"], &[])),
        "linked 1"
    );
}

#[test]
fn a_weak_value_links_only_beside_another_ground() {
    let rows = [with(1, "A", VIRTUAL, LOCAL_MAC), row(2, "B")];
    assert_eq!(find(&rows, &page("", &[VIRTUAL], &[])), "none 1");
    assert_eq!(find(&rows, &page("", &[], &[LOCAL_MAC])), "none 1");
    assert_eq!(find(&rows, &page("A", &[VIRTUAL], &[])), "linked 1");
    assert_eq!(find(&rows, &page("", &[VIRTUAL], &[LOCAL_MAC])), "linked 1");
    assert_eq!(find(&rows, &page("B", &[VIRTUAL], &[])), "several 1,2");
    let rows = [with(1, "A", VIRTUAL, ""), row(2, "A")];
    assert_eq!(
        find(&rows, &page("A", &[VIRTUAL], &[])),
        "none 1,2",
        "a name that two bear is no second ground"
    );
}

#[test]
fn a_name_is_not_taken_from_a_configuration_of_another_serial() {
    let rows = [with(1, "DC01", OTHER_SERIAL, "")];
    assert_eq!(find(&rows, &page("DC01", &[SERIAL], &[])), "none 1");
    let rows = [with(1, "DC01", "Default string", "")];
    assert_eq!(find(&rows, &page("DC01", &[SERIAL], &[])), "linked 1");
}

#[test]
fn the_id_links_unless_anything_else_points_to_another() {
    let rows = [
        with(1, "A", SERIAL, MAC),
        with(2, "B", OTHER_SERIAL, OTHER_MAC),
    ];
    let seen = |name, serials, macs| DeviceSeen {
        by_id: Some(ConfigurationId(1)),
        ..page(name, serials, macs)
    };
    assert_eq!(find(&rows, &seen("A", &[SERIAL], &[MAC])), "linked 1");
    assert_eq!(find(&rows, &seen("NEW", &["5CG1234567"], &[])), "linked 1");
    assert_eq!(
        find(&rows, &seen("A", &[OTHER_SERIAL], &[OTHER_MAC])),
        "several 1,2"
    );
    assert_eq!(find(&rows, &seen("A", &[], &[OTHER_MAC])), "several 1,2");
    assert_eq!(find(&rows, &seen("A", &[OTHER_SERIAL], &[])), "several 1,2");
    assert_eq!(find(&rows, &seen("B", &[], &[])), "several 1,2");
}

fn accepted(id: u64) -> AcceptedDevice {
    AcceptedDevice {
        id: ConfigurationId(id),
        overruled_ids: vec![],
        overruled_identifiers: vec![],
    }
}

#[test]
fn an_accepted_link_beats_a_name_and_a_single_value() {
    let rows = [row(1, "A"), with(2, "B", SERIAL, MAC)];
    for seen in [
        page("B", &[], &[]),
        page("", &[SERIAL], &[]),
        page("B", &[], &[MAC]),
    ] {
        assert_eq!(
            look(&rows, &seen, Some(&accepted(1))),
            "linked 1",
            "{seen:?}"
        );
    }
}

#[test]
fn an_id_or_mac_and_serial_speak_against_an_accepted_link_until_they_are_overruled() {
    let rows = [
        row(1, "A"),
        with(2, "B", SERIAL, MAC),
        with(3, "C", OTHER_SERIAL, OTHER_MAC),
    ];
    let by_id = DeviceSeen {
        by_id: Some(ConfigurationId(2)),
        ..page("", &[], &[])
    };
    let by_both = page("", &[SERIAL], &[MAC]);
    let mut link = accepted(1);
    assert_eq!(look(&rows, &by_id, Some(&link)), "several 1,2");
    assert_eq!(look(&rows, &by_both, Some(&link)), "several 1,2");
    link.overruled_ids = vec![ConfigurationId(2)];
    assert_eq!(look(&rows, &by_id, Some(&link)), "linked 1");
    assert_eq!(
        look(&rows, &by_both, Some(&link)),
        "several 1,2",
        "its MAC and serial are news"
    );
    link.overruled_identifiers = vec![ConfigurationId(2)];
    assert_eq!(look(&rows, &by_both, Some(&link)), "linked 1");
    let third = page("", &[OTHER_SERIAL], &[OTHER_MAC]);
    assert_eq!(
        look(&rows, &third, Some(&link)),
        "several 1,3",
        "a third was not overruled"
    );
}

#[test]
fn an_accepted_link_to_what_is_gone_or_archived_is_not_used() {
    let mut rows = [row(1, "A"), row(2, "B")];
    rows[0].is_archived = true;
    assert_eq!(
        look(&rows, &page("B", &[], &[]), Some(&accepted(1))),
        "linked 2"
    );
    assert_eq!(
        look(&rows, &page("B", &[], &[]), Some(&accepted(77))),
        "linked 2"
    );
}

#[test]
fn a_host_name_that_stands_there_once_is_found_in_any_case_and_with_a_domain() {
    let rows = [row(1, "HDG-DC01"), row(2, "HDG-FS01")];
    assert_eq!(
        find(&rows, &page("hdg-dc01.harbour.example", &[], &[])),
        "linked 1"
    );
}

#[test]
fn a_host_name_that_stands_there_twice_is_not_chosen() {
    let rows = [row(1, "DC01"), row(2, "dc01")];
    assert_eq!(find(&rows, &page("DC01", &[], &[])), "several 1,2");
}

#[test]
fn archived_and_inactive_configurations_do_not_count() {
    let mut rows = [row(1, "DC01"), row(2, "DC01"), row(3, "DC01")];
    rows[0].is_archived = true;
    rows[1].status_name = Some("Inactive".into());
    assert_eq!(find(&rows, &page("DC01", &[], &[])), "linked 3");
}

#[test]
fn a_configuration_that_the_rmm_knows_as_another_device_contradicts() {
    let mut rows = [row(1, "DC01")];
    rows[0].rmm_records = vec![record(41, SERIAL, MAC)];
    assert_eq!(find(&rows, &page("DC01", &[], &[])), "none 1");
    assert_eq!(find(&rows, &page("", &[SERIAL], &[])), "none 1");
    assert_eq!(
        find(&rows, &page("DC01", &[SERIAL], &[MAC])),
        "linked 1",
        "an agent installed anew has a new id; MAC and serial are the machine's"
    );
    rows[0].rmm_records = vec![record(9, "", "")];
    assert_eq!(find(&rows, &page("DC01", &[], &[])), "linked 1");
}

#[test]
fn an_empty_name_or_one_of_an_installation_finds_nothing() {
    for name in [" ", "localhost", "localhost.localdomain"] {
        assert_eq!(
            find(&[row(1, name)], &page(name, &[], &[])),
            "none ",
            "{name}"
        );
    }
}
