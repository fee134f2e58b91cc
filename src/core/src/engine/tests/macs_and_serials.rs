//! The device by MAC and serial, within the organization that trusted evidence decided.

use super::desk::{Desk, HARBOUR, device_page};
use super::world::Reply;
use crate::page::Context;
use gluepane_protocol::{
    ChooseKind, ConfigurationCandidate, ConfigurationState, NotFoundCause, PanelState,
};

const SERIAL: &str = "7XK3QW2";
const MAC: &str = "F01FAF100001";

/// Harbour's DC01 with serial and MAC, and a file server that only its RMM's record describes.
fn desk() -> Desk {
    let desk = Desk::ready();
    desk.glue(|glue| {
        let conf = glue.conf(7001);
        conf.serial = Some(SERIAL.into());
        conf.mac = Some("f0-1f-af-10-00-01".into());
        glue.conf(7002).record = Some(("8YL4RX3".into(), "f0:1f:af:10:00:02".into()));
        glue.conf(7010).serial = Some("9ZM5SY4".into());
        glue.conf(7010).mac = Some("f0:1f:af:10:00:10".into());
    });
    desk
}

fn page(id: &str, name: &str, serial: &str, mac: &str) -> Context {
    let list = |text: &str| -> Vec<String> {
        let text = Some(text.to_owned()).filter(|text| !text.is_empty());
        text.into_iter().collect()
    };
    Context {
        serials: list(serial),
        macs: list(mac),
        ..device_page(HARBOUR, "31", id, name)
    }
}

fn candidates(desk: &Desk) -> Vec<(u64, String)> {
    let ConfigurationState::NotFound { candidates, .. } = desk.linked().configuration else {
        panic!("found")
    };
    let pair = |one: ConfigurationCandidate| (one.configuration.id.0, one.reason);
    candidates.into_iter().map(pair).collect()
}

#[test]
fn a_device_that_it_glue_knows_by_no_id_is_found_by_mac_and_serial() {
    let desk = desk();
    for (serial, mac, id, reason) in [
        (SERIAL, MAC, 7001, "by MAC address and serial number"),
        ("", MAC, 7001, "by MAC address"),
        ("7xk-3qw2", "", 7001, "by serial number"),
        (
            "8YL4RX3",
            "F01FAF100002",
            7002,
            "by MAC address and serial number",
        ),
        ("", "F01FAF100002", 7002, "by MAC address"),
        ("8yl4rx3", "", 7002, "by serial number"),
    ] {
        desk.show(page("999", "", serial, mac));
        assert_eq!(
            desk.configuration(),
            Ok((id, reason.to_owned())),
            "{serial} {mac}"
        );
    }
}

#[test]
fn a_serial_that_says_nothing_leaves_it_to_the_name() {
    let desk = desk();
    desk.glue(|glue| {
        glue.conf(7001).serial = Some("To be filled by O.E.M.".into());
        glue.add_conf(7003, 501, "HDG-WEB01", "").serial = Some("Default string".into());
    });
    desk.show(page(
        "999",
        "HDG-WEB01",
        "To be filled by O.E.M.",
        "000000000000",
    ));
    assert_eq!(desk.configuration(), Ok((7003, "by name".to_owned())));
    desk.show(page("999", "", "Default string", ""));
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
}

#[test]
fn a_serial_of_another_organization_links_neither_its_device_nor_the_organization() {
    let desk = desk();
    desk.show(page("999", "", "9ZM5SY4", "F01FAF100010"));
    assert_eq!(desk.linked().organization.id.0, 501);
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
    assert_eq!(candidates(&desk), []);
}

#[test]
fn a_mac_of_one_and_a_serial_of_another_find_nothing_and_say_why() {
    let desk = desk();
    desk.show(page("999", "", SERIAL, "F01FAF100002"));
    assert_eq!(desk.configuration(), Err(NotFoundCause::Several));
    assert_eq!(
        candidates(&desk),
        [
            (7001, "same serial number".to_owned()),
            (7002, "same MAC address".to_owned())
        ]
    );
}

#[test]
fn a_host_name_of_one_and_a_serial_of_another_find_nothing() {
    let desk = desk();
    desk.show(page("999", "HDG-FS01", SERIAL, ""));
    assert_eq!(desk.configuration(), Err(NotFoundCause::Several));
    assert_eq!(candidates(&desk)[1], (7002, "same name".to_owned()));
}

#[test]
fn an_id_of_one_and_mac_and_serial_of_another_find_nothing() {
    let desk = desk();
    desk.show(page("410001", "HDG-DC01", "8YL4RX3", "F01FAF100002"));
    assert_eq!(desk.configuration(), Err(NotFoundCause::Several));
    assert_eq!(
        candidates(&desk),
        [
            (7001, "same device id · same name".to_owned()),
            (7002, "same serial number · same MAC address".to_owned())
        ]
    );
}

#[test]
fn a_serial_that_two_configurations_bear_finds_neither() {
    let desk = desk();
    desk.glue(|glue| glue.conf(7002).serial = Some("7XK 3QW2".into()));
    desk.show(page("999", "", SERIAL, ""));
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
    assert_eq!(candidates(&desk).len(), 2);
}

#[test]
fn an_archived_configuration_is_offered_and_not_linked() {
    let desk = desk();
    desk.glue(|glue| glue.conf(7001).archived = true);
    desk.show(page("999", "", SERIAL, MAC));
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
    assert_eq!(
        candidates(&desk),
        [(
            7001,
            "same serial number · same MAC address · no longer in use".to_owned()
        )]
    );
}

#[test]
fn a_client_with_gaps_in_its_configurations_is_sure_of_nothing() {
    let desk = desk();
    desk.glue(|glue| {
        glue.page_cap = 10;
        for n in 0..60 {
            glue.add_conf(8000 + n, 501, &format!("PC{n}"), "");
        }
    });
    desk.show(page("999", "", SERIAL, MAC));
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
    desk.show(page("410001", "OTHER", "", ""));
    assert_eq!(
        desk.configuration().map(|found| found.0),
        Ok(7001),
        "its id is sure all the same"
    );
}

#[test]
fn a_row_that_slipped_between_two_pages_makes_nothing_sure() {
    let desk = desk();
    let one_of_two = r#"{"data":[{"id":"7001","attributes":{"organization-id":501,"name":"HDG-DC01","serial-number":"7XK3QW2"}}],
        "meta":{"current-page":1,"next-page":null,"total-pages":1,"total-count":2}}"#;
    let reply = Reply::Http(200, "application/vnd.api+json", one_of_two);
    desk.world
        .replies
        .borrow_mut()
        .push(("/configurations?filter[organization_id]=501", reply));
    desk.show(page("999", "HDG-DC01", SERIAL, ""));
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
}

#[test]
fn a_client_without_any_configuration_is_not_set_up() {
    let desk = desk();
    desk.show(Context {
        client_names: vec!["Orchard Ltd".into()],
        ..page("999", "ORC-PC1", SERIAL, "")
    });
    assert_eq!(desk.linked().organization.id.0, 503);
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotSetUp));
}

#[test]
fn a_serial_puts_its_organization_first_among_suggestions_and_links_nothing() {
    let desk = desk();
    let unknown = |serial: &str| Context {
        client_names: vec!["Zzyzx".into()],
        ..page("999", "", serial, "")
    };
    desk.show(unknown("9ZM5SY4"));
    let choice = desk.choice();
    assert_eq!(choice.kind, ChooseKind::Suggested);
    assert_eq!(choice.candidates[0].organization.id.0, 502);
    assert_eq!(
        choice.candidates[0].reason,
        "serial number of a device there"
    );
    let asked = desk.requests();
    let by_serial = asked.iter().filter(|url| url.contains("[serial_number]"));
    assert_eq!(by_serial.count(), 1, "{asked:#?}");
    for serial in [
        "Default string",
        "0000000",
        "VMware-56 4d 3c 11 9a 20 41 0c-8e 41 7b 02 9c 15 66 ab",
    ] {
        desk.forget_requests();
        desk.show(unknown(serial));
        assert_eq!(desk.choice().kind, ChooseKind::Unknown, "{serial}");
        assert!(
            desk.requests().iter().all(|url| !url.contains("serial")),
            "{serial}"
        );
    }
}

#[test]
fn a_serial_filter_that_is_ignored_orders_nothing() {
    let desk = desk();
    desk.glue(|glue| {
        glue.ignores = ["serial_number"].into();
    });
    desk.show(Context {
        client_names: vec!["Zzyzx".into()],
        ..page("", "", "NOBODY77", "")
    });
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
}

#[test]
fn two_organizations_of_one_name_stay_ambiguous_and_the_serial_s_comes_first() {
    let desk = desk();
    desk.glue(|glue| {
        glue.add_org(510, HARBOUR);
        glue.add_conf(7100, 510, "X", "").serial = Some("5CG1234567".into());
    });
    desk.show(page("999", "", "5CG1234567", ""));
    let choice = desk.choice();
    assert_eq!(choice.kind, ChooseKind::Ambiguous);
    let ids: Vec<u64> = choice
        .candidates
        .iter()
        .map(|one| one.organization.id.0)
        .collect();
    assert_eq!(ids, [510, 501]);
}

#[test]
fn mac_and_serial_that_point_away_from_a_link_ask_until_they_are_overruled() {
    let desk = desk();
    let at_site = |id: &str| Context {
        client_names: vec!["HDG North".into()],
        client_ids: vec!["77".into()],
        ..page(id, "", "9ZM5SY4", "F01FAF100010")
    };
    desk.show(Context {
        serials: vec![],
        macs: vec![],
        ..at_site("1")
    });
    desk.choose(501).unwrap();
    desk.show(at_site("998"));
    let choice = desk.choice();
    assert_eq!(choice.kind, ChooseKind::Ambiguous);
    assert!(choice.candidates[0].is_accepted && choice.candidates[0].organization.id.0 == 501);
    assert_eq!(choice.candidates[1].organization.id.0, 502);
    assert_eq!(
        choice.reason,
        "you linked one organization, and the MAC address and serial number points to another"
    );
    desk.choose(501).unwrap();
    desk.kill();
    desk.show(at_site("997"));
    assert_eq!(desk.linked().organization.id.0, 501, "overruled");
    desk.show(Context {
        macs: vec!["F01FAF100099".into()],
        ..at_site("996")
    });
    assert_eq!(
        desk.linked().organization.id.0,
        501,
        "a serial alone speaks against nothing"
    );
}

#[test]
fn a_new_device_costs_four_requests_with_its_list_and_the_next_two() {
    let desk = desk();
    desk.show(page("410001", "HDG-DC01", SERIAL, MAC));
    desk.lists();
    assert!(desk.requests().len() <= 4, "{:#?}", desk.requests());
    desk.forget_requests();
    desk.show(Context {
        client_names: vec!["Kestrel Logistics".into()],
        ..page("420001", "KES-SRV1", "9ZM5SY4", "F01FAF100010")
    });
    assert_eq!(desk.configuration().unwrap().0, 7010);
    desk.lists();
    assert!(desk.requests().len() <= 2, "{:#?}", desk.requests());
    desk.forget_requests();
    desk.view();
    desk.kill();
    desk.view();
    assert_eq!(desk.requests(), [""; 0]);
}

#[test]
fn a_new_device_that_only_its_serial_finds_costs_four_requests_with_its_list() {
    let desk = desk();
    desk.show(page("999", "NEW", "8YL4RX3", ""));
    desk.lists();
    assert!(desk.requests().len() <= 4, "{:#?}", desk.requests());
    assert!(matches!(desk.view().state, PanelState::Linked { .. }));
}
