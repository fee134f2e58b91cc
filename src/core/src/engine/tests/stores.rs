//! Stores that are full, broken or newer than we are.

use super::desk::{DC01, Desk, HARBOUR, KEY, PATTERN, RMM, TAB, form};
use crate::engine::{Shelf, Signal};
use gluepane_protocol::{Event, Failure, OptionsView, PanelState, Request, Response};

pub(super) fn options(desk: &Desk) -> OptionsView {
    match desk.options(Request::Options) {
        Ok(Response::Options { view }) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_connection_that_could_not_be_kept_is_none_after_a_kill_either() {
    for key in [
        (Shelf::Session, "connection"),
        (Shelf::Disk, "form"),
        (Shelf::Disk, "settings:northlane.itglue.com"),
    ] {
        let desk = Desk::bare();
        desk.world.failing_key.set(Some(key));
        let answer = desk.options(Request::Connect { form: form(KEY) });
        assert!(matches!(answer, Err(Failure::Store { .. })), "{key:?}");
        assert_eq!(options(&desk).connection, None, "{key:?}");
        desk.kill();
        assert_eq!(options(&desk).connection, None, "{key:?}");
    }
}

#[test]
fn a_disconnect_whose_index_cannot_be_removed_still_tells_every_page() {
    let desk = Desk::at_device();
    desk.view();
    desk.world.events.borrow_mut().clear();
    desk.world
        .failing_key
        .set(Some((Shelf::Session, "index:northlane.itglue.com")));
    let _ = desk.options(Request::Disconnect);
    if options(&desk).connection.is_none() {
        assert!(
            desk.world
                .events
                .borrow()
                .contains(&Event::ConnectionChanged)
        );
    }
}

#[test]
fn a_setting_that_could_not_be_kept_is_not_in_force() {
    let desk = Desk::at_device();
    desk.options(Request::SetRevealWithKey { allowed: false })
        .unwrap();
    desk.world
        .failing_key
        .set(Some((Shelf::Disk, "settings:northlane.itglue.com")));
    assert!(matches!(
        desk.options(Request::SetRevealWithKey { allowed: true }),
        Err(Failure::Store { .. })
    ));
    assert_eq!(desk.copy(9001).err(), Some(Failure::ValuesOff));
    desk.world.failing_key.set(Some((Shelf::Disk, "hosts")));
    assert!(matches!(
        desk.options(Request::RemoveHost { origin: RMM.into() }),
        Err(Failure::Store { .. })
    ));
    assert_eq!(options(&desk).hosts.len(), 1);
    assert!(desk.world.permissions.borrow().contains(PATTERN));
}

#[test]
fn a_disconnect_that_could_not_be_kept_says_so_and_is_none() {
    let desk = Desk::at_device();
    desk.world
        .failing_key
        .set(Some((Shelf::Session, "connection")));
    assert!(matches!(
        desk.options(Request::Disconnect),
        Err(Failure::Store { .. })
    ));
    assert!(options(&desk).connection.is_some());
    desk.world.failing_key.set(None);
    desk.options(Request::Disconnect).unwrap();
    desk.kill();
    assert_eq!(options(&desk).connection, None);
}

#[test]
fn a_store_that_cannot_be_read_says_so_and_is_tried_again() {
    let desk = Desk::at_device();
    desk.kill();
    desk.world.is_unreadable.set(true);
    assert!(matches!(
        desk.panel(Request::View),
        Err(Failure::Store { .. })
    ));
    assert!(matches!(
        desk.options(Request::Options),
        Err(Failure::Store { .. })
    ));
    assert!(desk.signal(Signal::Started).is_err());
    desk.world.is_unreadable.set(false);
    assert_eq!(desk.linked().organization.name, HARBOUR);
}

#[test]
fn a_newer_store_is_not_touched() {
    for schema in [
        "2",
        "4000000000",
        "99999999999",
        r#""2""#,
        r#"{"version":2}"#,
        "2.1",
    ] {
        let desk = Desk::at_device();
        desk.kill();
        desk.world
            .shelves
            .borrow_mut()
            .insert((Shelf::Disk, "schema".into()), schema.to_owned());
        let before = desk.world.shelves.borrow().clone();
        assert_eq!(
            desk.panel(Request::View).err(),
            Some(Failure::StoreNewer),
            "{schema}"
        );
        assert_eq!(
            desk.options(Request::Disconnect).err(),
            Some(Failure::StoreNewer),
            "{schema}"
        );
        assert_eq!(
            desk.try_read(TAB, 0, DC01, gluepane_protocol::ReaderAsk::Plan),
            None,
            "it asks again later"
        );
        assert_eq!(
            desk.signal(Signal::TabClosed(TAB)),
            Err(Failure::StoreNewer)
        );
        assert_eq!(*desk.world.shelves.borrow(), before, "{schema}");
    }
}

#[test]
fn records_that_make_no_sense_count_as_none_and_nothing_panics() {
    for garbage in ["", "null", "[]", "{\"web_address\":1}", "\u{0}", "{"] {
        let desk = Desk::at_device();
        desk.view();
        desk.copy(9001).unwrap();
        desk.kill();
        for ((_, key), text) in desk.world.shelves.borrow_mut().iter_mut() {
            if key != "schema" {
                *text = garbage.to_owned();
            }
        }
        assert_eq!(desk.view().state, PanelState::NotConnected, "{garbage}");
        assert_eq!(options(&desk).hosts, []);
        desk.signal(Signal::Alarm("clear-clipboard".into()))
            .unwrap();
        desk.options(Request::Connect { form: form(KEY) }).unwrap();
    }
}

#[test]
fn a_tab_whose_sight_could_not_be_kept_is_seen_all_the_same() {
    let desk = Desk::ready();
    desk.world.session_bytes.set(Some(0));
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    assert_eq!(desk.linked().organization.name, HARBOUR);
    assert_eq!(desk.lists().device.len(), 1);
}
