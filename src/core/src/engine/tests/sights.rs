//! From observations to revisions.

use super::desk::{DC01, Desk, HARBOUR, RMM, TAB};
use super::world::At;
use crate::engine::{Caller, Signal, Tab};
use gluepane_protocol::{Event, Failure, PanelState, PasswordId, Phase, Place, Request, Revision};

fn context_events(desk: &Desk) -> Vec<(i64, Revision)> {
    let events = desk.world.events.borrow();
    let changed = events.iter().filter_map(|event| match event {
        Event::ContextChanged { tab, revision } => Some((*tab, *revision)),
        _ => None,
    });
    changed.collect()
}

#[test]
fn the_same_sight_is_the_same_revision() {
    let desk = Desk::at_device();
    let (revision, events) = (desk.revision(), context_events(&desk).len());
    for _ in 0..3 {
        desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    }
    desk.kill();
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    assert_eq!(desk.revision(), revision);
    assert_eq!(context_events(&desk).len(), events);
}

#[test]
fn another_device_is_a_new_revision_and_every_panel_is_told() {
    let desk = Desk::at_device();
    let former = desk.revision();
    desk.look(
        TAB,
        &format!("{RMM}/device/410002/HDG-FS01"),
        HARBOUR,
        "HDG-FS01",
    );
    let now = desk.revision();
    assert!(now > former);
    assert_eq!(context_events(&desk).last(), Some(&(TAB, now)));
    assert_eq!(desk.configuration().unwrap().0, 7002);
}

#[test]
fn navigating_empties_the_panel_at_once() {
    let desk = Desk::at_device();
    let former = desk.linked();
    assert_eq!(former.organization.name, HARBOUR);
    let url = format!("{RMM}/device/420001/KES-SRV1");
    desk.observe(TAB, &url, Phase::Navigating, &[]);
    assert_eq!(desk.view().state, PanelState::Reading);
    desk.observe(
        TAB,
        &url,
        Phase::Changing,
        &[
            (0, HARBOUR),
            (2, "/device/410001/HDG-DC01"),
            (4, "HDG-DC01"),
        ],
    );
    assert_eq!(
        desk.view().state,
        PanelState::Reading,
        "the page still shows the former device"
    );
}

#[test]
fn a_page_that_loads_anew_empties_the_panel() {
    let desk = Desk::at_device();
    desk.linked();
    desk.plan(TAB, DC01);
    assert_eq!(desk.view().state, PanelState::Reading);
}

#[test]
fn a_page_about_nothing_shows_nothing() {
    let desk = Desk::at_device();
    desk.look(TAB, &format!("{RMM}/dashboard"), HARBOUR, "");
    assert_eq!(desk.view().state, PanelState::NothingHere);
}

#[test]
fn a_reader_of_another_tab_disturbs_nobody() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.look(
        6,
        &format!("{RMM}/device/420001/KES-SRV1"),
        "Kestrel Logistics",
        "KES-SRV1",
    );
    desk.observe(
        7,
        "https://evil.example/device/410001",
        Phase::Settled,
        &[(0, "Kestrel Logistics")],
    );
    assert_eq!(desk.revision(), revision);
    assert_eq!(desk.linked().organization.name, HARBOUR);
    assert_eq!(desk.view_of(7).state, PanelState::NothingHere);
}

#[test]
fn a_page_of_a_host_that_is_not_enabled_says_nothing_by_what_it_sends() {
    let desk = Desk::ready();
    for url in [
        "https://evil.example/device/410001",
        "https://pinotage.rmm.datto.com:8443/device/410001",
    ] {
        desk.observe(
            TAB,
            url,
            Phase::Settled,
            &[(0, HARBOUR), (2, "/device/410001"), (4, "HDG-DC01")],
        );
        assert_eq!(desk.view().state, PanelState::NothingHere, "{url}");
    }
    assert_eq!(desk.requests(), [""; 0]);
}

#[test]
fn a_closed_tab_is_forgotten_and_its_second_life_has_higher_revisions_than_its_first() {
    let desk = Desk::at_device();
    desk.look(TAB, &format!("{RMM}/device/410002"), HARBOUR, "HDG-FS01");
    let first = desk.revision();
    desk.signal(Signal::TabClosed(TAB)).unwrap();
    let shelves = desk.world.shelves.borrow().clone();
    let mut left = shelves.iter().filter(|((_, key), _)| key == "tab:5");
    assert!(
        left.all(|(_, record)| !record.contains(HARBOUR)),
        "its revision alone stays"
    );
    assert_eq!(desk.view().state, PanelState::NothingHere);
    desk.wait_ms(10_000);
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    assert!(desk.revision() > first);
}

#[test]
fn a_closed_tab_comes_back_higher_even_after_quick_changes_and_a_clock_set_back() {
    let desk = Desk::ready();
    for n in 0..40 {
        desk.look(TAB, &format!("{RMM}/device/{n}"), HARBOUR, "HDG-DC01");
        desk.wait_ms(250);
    }
    let first = desk.revision();
    desk.signal(Signal::TabClosed(TAB)).unwrap();
    desk.world.now_ms.set(desk.world.now_ms.get() - 3_600_000);
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    assert!(desk.revision() > first);
}

#[test]
fn a_revision_survives_a_kill() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.kill();
    desk.wait_ms(60_000);
    assert_eq!(desk.revision(), revision);
    desk.look(TAB, &format!("{RMM}/device/410002"), HARBOUR, "HDG-FS01");
    assert_eq!(desk.revision(), Revision(revision.0 + 1));
}

#[test]
fn no_panel_shows_or_gives_anything_of_a_host_that_its_tab_has_left() {
    for url in [Some("https://news.example/"), Some("about:blank"), None] {
        let desk = Desk::at_device();
        desk.linked();
        let revision = desk.revision();
        let tab = Tab {
            id: TAB,
            url: url.map(str::to_owned),
        };
        desk.world.tabs.borrow_mut().insert(TAB, tab);
        for caller in [Caller::TopPage, Caller::PanelInTab { tab: TAB, frame: 7 }] {
            let place = Place::Tab { tab: TAB };
            let answer = desk.ask(&caller, place, Request::View);
            assert!(!format!("{answer:?}").contains(HARBOUR), "{url:?}");
            let password = PasswordId(9001);
            let show = Request::ShowPassword { revision, password };
            assert_eq!(
                desk.ask(&caller, place, show).err(),
                Some(Failure::Outdated)
            );
        }
    }
}

#[test]
fn a_tab_closed_without_a_word_gives_nothing() {
    let desk = Desk::at_device();
    let (revision, password) = (desk.revision(), PasswordId(9001));
    desk.world.tabs.borrow_mut().clear();
    let copy = Request::CopyPassword { revision, password };
    assert_eq!(desk.panel(copy).err(), Some(Failure::Outdated));
    assert_eq!(desk.clipboard(), "");
}

#[test]
fn a_tab_that_leaves_its_host_while_a_value_is_under_way_gets_nothing_of_it() {
    let desk = Desk::at_device();
    let (revision, password) = (desk.revision(), PasswordId(9001));
    desk.meanwhile(At::Request("/passwords/9001"), |desk| {
        desk.go(TAB, "https://news.example/");
    });
    let show = Request::ShowPassword { revision, password };
    assert_eq!(desk.panel(show).err(), Some(Failure::Outdated));
}
