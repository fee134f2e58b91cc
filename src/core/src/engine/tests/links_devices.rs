//! A device's link by hand, and the search for its configuration.

use super::desk::{Desk, HARBOUR, TAB, device_page};
use crate::page::{Context, PageKind};
use gluepane_protocol::{
    ByHand, ConfigurationState, Failure, NotFoundCause, PasswordId, Request, Response,
};

/// A device that nothing in IT Glue fits.
fn new_pc(id: &str) -> Context {
    device_page(HARBOUR, "31", id, "NEW-PC")
}

fn desk_with_serials() -> Desk {
    let desk = Desk::ready();
    desk.glue(|glue| {
        let conf = glue.conf(7001);
        conf.serial = Some("7XK3QW2".into());
        conf.mac = Some("f0-1f-af-10-00-01".into());
        let conf = glue.conf(7002);
        conf.serial = Some("8YL4RX3".into());
        conf.record = Some(("8YL4RX3".into(), "f0:1f:af:10:00:02".into()));
        glue.add_conf(7003, 501, "HDG-OLD", "").archived = true;
    });
    desk
}

fn shown(desk: &Desk) -> (u64, ByHand, String) {
    match desk.linked().configuration {
        ConfigurationState::Linked {
            id,
            by_hand,
            reason,
            ..
        } => (id.0, by_hand, reason),
        other => panic!("{other:?}"),
    }
}

fn undo(desk: &Desk) -> Result<Response, Failure> {
    let revision = desk.revision();
    desk.panel(Request::UnchooseConfiguration { revision })
}

fn search(desk: &Desk, query: &str) -> Vec<u64> {
    let revision = desk.revision();
    let query = query.to_owned();
    match desk.panel(Request::SearchConfigurations { revision, query }) {
        Ok(Response::Configurations { found }) => found.iter().map(|one| one.id.0).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_configuration_accepted_for_a_device_is_remembered_by_the_device_s_id() {
    let desk = Desk::ready();
    desk.show(new_pc("55"));
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
    desk.choose_configuration(7001).unwrap();
    assert_eq!(
        shown(&desk),
        (7001, ByHand::Remembered, "linked by you".to_owned())
    );
    assert_eq!(
        desk.linked().by_hand,
        ByHand::No,
        "the organization was not chosen"
    );
    assert_eq!(
        desk.lists().device[0].id.0,
        9001,
        "its passwords come apart"
    );
    desk.show(new_pc("56"));
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
    desk.kill();
    desk.show(device_page(HARBOUR, "31", "55", "RENAMED"));
    assert_eq!(shown(&desk).0, 7001);
    undo(&desk).unwrap();
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
    desk.kill();
    desk.show(new_pc("55"));
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
}

#[test]
fn a_device_without_an_id_is_matched_for_its_view_alone() {
    let desk = Desk::ready();
    desk.show(new_pc(""));
    desk.choose_configuration(7001).unwrap();
    let expected = (
        7001,
        ByHand::ThisView,
        "chosen by you for this page".to_owned(),
    );
    assert_eq!(shown(&desk), expected);
    desk.kill();
    assert_eq!(shown(&desk), expected);
    desk.show(new_pc("56"));
    desk.view();
    desk.show(new_pc(""));
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
}

#[test]
fn a_match_on_a_ticket_holds_for_its_view_and_is_undone() {
    let desk = Desk::ready();
    desk.show(Context {
        kind: PageKind::Ticket,
        ..device_page(HARBOUR, "31", "", "")
    });
    assert_eq!(desk.configuration(), Err(NotFoundCause::NoDevice));
    desk.choose_configuration(7002).unwrap();
    assert_eq!((shown(&desk).0, shown(&desk).1), (7002, ByHand::ThisView));
    undo(&desk).unwrap();
    assert_eq!(desk.configuration(), Err(NotFoundCause::NoDevice));
}

#[test]
fn another_organization_s_configuration_cannot_be_matched() {
    let desk = Desk::ready();
    desk.show(new_pc("55"));
    assert_eq!(
        desk.choose_configuration(7010).err(),
        Some(Failure::NotFound)
    );
    assert_eq!(
        desk.choose_configuration(12345).err(),
        Some(Failure::NotFound)
    );
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
}

#[test]
fn a_match_holds_within_its_organization_alone() {
    let desk = Desk::ready();
    desk.show(new_pc("55"));
    desk.choose_configuration(7001).unwrap();
    desk.show(device_page("Kestrel Logistics", "32", "55", "NEW-PC"));
    assert_eq!(desk.linked().organization.id.0, 502);
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
    desk.show(new_pc("55"));
    desk.choose(502).unwrap();
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
}

#[test]
fn an_id_that_points_to_another_configuration_asks_until_keep() {
    let desk = Desk::ready();
    desk.show(new_pc("55"));
    desk.choose_configuration(7001).unwrap();
    desk.glue(|glue| {
        glue.add_conf(7005, 501, "HDG-NEW", "55");
    });
    desk.wait_ms(11 * 60_000);
    desk.show(device_page(HARBOUR, "31", "55", "NEW-NAME"));
    let ConfigurationState::NotFound {
        cause, candidates, ..
    } = desk.linked().configuration
    else {
        panic!("found")
    };
    assert_eq!(cause, NotFoundCause::Several);
    let list: Vec<_> = candidates
        .iter()
        .map(|one| (one.configuration.id.0, one.is_accepted, one.reason.as_str()))
        .collect();
    assert_eq!(
        list,
        [
            (7001, true, "linked by you"),
            (7005, false, "same device id")
        ]
    );
    assert_eq!(desk.lists().device, []);
    desk.choose_configuration(7001).unwrap();
    assert_eq!(shown(&desk).0, 7001);
    desk.show(new_pc("55"));
    assert_eq!(
        shown(&desk),
        (7001, ByHand::Remembered, "linked by you".to_owned())
    );
}

#[test]
fn mac_and_serial_of_another_configuration_ask_until_keep_and_a_serial_alone_does_not() {
    let desk = desk_with_serials();
    desk.show(new_pc("55"));
    desk.choose_configuration(7001).unwrap();
    let page = |macs: &[&str]| Context {
        serials: vec!["8YL4RX3".into()],
        macs: macs.iter().map(|mac| (*mac).to_owned()).collect(),
        ..new_pc("55")
    };
    desk.show(page(&[]));
    assert_eq!(shown(&desk).0, 7001);
    desk.show(page(&["F01FAF100002"]));
    assert_eq!(desk.configuration(), Err(NotFoundCause::Several));
    desk.choose_configuration(7001).unwrap();
    desk.show(new_pc("55"));
    desk.show(page(&["F01FAF100002"]));
    assert_eq!(shown(&desk).0, 7001);
}

#[test]
fn a_match_to_what_is_archived_or_gone_is_not_used() {
    let desk = Desk::ready();
    desk.show(new_pc("55"));
    desk.choose_configuration(7001).unwrap();
    desk.glue(|glue| glue.conf(7001).archived = true);
    desk.show(device_page(HARBOUR, "31", "55", "HDG-FS01"));
    assert_eq!(desk.configuration(), Ok((7002, "by name".to_owned())));
    desk.glue(|glue| glue.confs.retain(|conf| conf.id != 7001));
    desk.show(new_pc("55"));
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
}

#[test]
fn what_is_archived_is_matched_for_its_view_alone() {
    let desk = desk_with_serials();
    desk.show(new_pc("55"));
    desk.choose_configuration(7003).unwrap();
    assert_eq!((shown(&desk).0, shown(&desk).1), (7003, ByHand::ThisView));
    desk.show(new_pc("56"));
    desk.view();
    desk.show(new_pc("55"));
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
}

#[test]
fn a_match_that_could_not_be_kept_holds_for_its_view_and_says_so() {
    let desk = Desk::ready();
    desk.show(new_pc("55"));
    let failing = (crate::engine::Shelf::Disk, "links:northlane.itglue.com");
    desk.world.failing_key.set(Some(failing));
    assert!(matches!(
        desk.choose_configuration(7001),
        Err(Failure::Store { .. })
    ));
    assert_eq!((shown(&desk).0, shown(&desk).1), (7001, ByHand::ThisView));
}

#[test]
fn what_was_shown_before_a_match_cannot_be_acted_on() {
    let desk = Desk::ready();
    desk.show(new_pc("55"));
    let revision = desk.revision();
    desk.choose_configuration(7001).unwrap();
    let password = PasswordId(9002);
    let copy = Request::CopyPassword { revision, password };
    assert_eq!(desk.panel(copy).err(), Some(Failure::Outdated));
}

#[test]
fn configurations_are_found_by_parts_of_name_serial_and_mac_in_any_order() {
    let desk = desk_with_serials();
    desk.show(new_pc("55"));
    for (query, found) in [
        ("dc01", &[7001][..]),
        ("HDG", &[7001, 7002]),
        ("fs hdg", &[7002]),
        ("3qw2", &[7001]),
        ("7XK-3QW2", &[7001]),
        ("F0:1F:AF:10:00:01", &[7001]),
        ("10-00-02", &[7002]),
        ("hdg 8yl4", &[7002]),
        ("kes", &[]),
        ("hdg-old", &[]),
        ("- :", &[]),
    ] {
        assert_eq!(search(&desk, query), found, "{query:?}");
    }
}

#[test]
fn an_empty_search_gives_what_fits_best_first_and_twenty_at_most() {
    let desk = desk_with_serials();
    desk.glue(|glue| {
        for n in 0..30 {
            glue.add_conf(8000 + n, 501, &format!("A-PC{n:02}"), "");
        }
    });
    desk.show(Context {
        serials: vec!["8YL4RX3".into()],
        ..device_page(HARBOUR, "31", "55", "HDG-DC01")
    });
    let found = search(&desk, "");
    assert_eq!(found[..3], [7002, 7001, 8000]);
    assert_eq!(found.len(), 20);
}

#[test]
fn a_search_reads_the_configurations_once() {
    let desk = desk_with_serials();
    desk.show(new_pc("55"));
    desk.linked();
    desk.forget_requests();
    for query in ["", "d", "dc", "dc0"] {
        search(&desk, query);
    }
    assert_eq!(desk.requests(), [""; 0], "the decision has read them");
    desk.kill();
    search(&desk, "dc");
    search(&desk, "dc01");
    assert_eq!(desk.requests().len(), 1, "{:#?}", desk.requests());
}

#[test]
fn a_search_without_a_linked_organization_is_refused() {
    let desk = Desk::ready();
    desk.show(device_page("Zzyzx", "31", "55", "PC"));
    let revision = desk.revision();
    let query = String::new();
    let request = Request::SearchConfigurations { revision, query };
    assert_eq!(desk.panel(request).err(), Some(Failure::NotLinked));
    assert_eq!(
        desk.choose_configuration(7001).err(),
        Some(Failure::NotLinked)
    );
}

#[test]
fn rows_of_a_few_tabs_are_kept() {
    let desk = desk_with_serials();
    for tab in 10..30 {
        desk.show_in(tab, new_pc(&tab.to_string()));
        desk.view_of(tab);
    }
    assert!(desk.engine().memory.borrow().rows.len() <= 4);
    desk.signal(crate::engine::Signal::TabClosed(29)).unwrap();
    assert!(!desk.engine().memory.borrow().rows.contains_key(&29));
    desk.show_in(TAB, new_pc("5"));
    assert_eq!(search(&desk, "dc01"), [7001]);
}
