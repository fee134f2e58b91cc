//! Being connected, as whom, and what is left when one no longer is.

use super::desk::{DC01, Desk, HARBOUR, KEY, RMM, TAB, US, WEB, form};
use super::world::{At, Reply};
use crate::engine::Shelf;
use gluepane_protocol::{Event, Failure, OptionsView, PanelState, Request, Response};

pub(super) fn options(desk: &Desk) -> OptionsView {
    match desk.options(Request::Options) {
        Ok(Response::Options { view }) => view,
        other => panic!("{other:?}"),
    }
}

fn keys_on(desk: &Desk, shelf: Shelf) -> Vec<String> {
    desk.world
        .shelves
        .borrow()
        .keys()
        .filter(|(s, _)| *s == shelf)
        .map(|(_, key)| key.clone())
        .collect()
}

#[test]
fn a_key_is_kept_in_the_session_and_never_on_disk_nor_told_again() {
    let desk = Desk::at_device();
    desk.lists();
    options(&desk);
    for (shelf, key, text) in desk.world.ever_stored.borrow().iter() {
        assert!(
            !text.contains(KEY) || (*shelf, key.as_str()) == (Shelf::Session, "connection"),
            "{shelf:?} {key}"
        );
    }
    assert!(desk.said.borrow().iter().all(|said| !said.contains(KEY)));
    let session: Vec<_> = desk
        .world
        .shelves
        .borrow()
        .values()
        .filter(|text| text.contains(KEY))
        .cloned()
        .collect();
    assert_eq!(session.len(), 1);
}

#[test]
fn a_connection_survives_a_kill_and_not_the_end_of_the_browser() {
    let desk = Desk::at_device();
    desk.kill();
    assert_eq!(
        desk.view().signed_in.as_deref(),
        Some("northlane.itglue.com, API key")
    );
    desk.world
        .shelves
        .borrow_mut()
        .retain(|(shelf, _), _| *shelf == Shelf::Disk);
    desk.kill();
    assert_eq!(desk.view().state, PanelState::NotConnected);
    assert_eq!(
        (options(&desk).connection, options(&desk).hosts.len()),
        (None, 1)
    );
}

#[test]
fn disconnecting_removes_the_key_and_the_index_and_keeps_hosts_and_settings() {
    let desk = Desk::at_device();
    desk.view();
    assert!(
        keys_on(&desk, Shelf::Session)
            .iter()
            .any(|key| key.starts_with("index:"))
    );
    desk.options(Request::Disconnect).unwrap();
    assert!(
        desk.world
            .shelves
            .borrow()
            .values()
            .all(|text| !text.contains(KEY))
    );
    assert!(
        keys_on(&desk, Shelf::Session)
            .iter()
            .all(|key| !key.starts_with("index:") && key != "connection")
    );
    assert_eq!(options(&desk).hosts.len(), 1);
    assert_eq!(
        desk.world.events.borrow().last(),
        Some(&Event::ConnectionChanged)
    );
    assert_eq!(desk.view().state, PanelState::NotConnected);
    let request = Request::Passwords {
        revision: desk.revision(),
    };
    assert_eq!(desk.panel(request).err(), Some(Failure::NotConnected));
}

#[test]
fn an_index_that_arrives_after_a_disconnect_is_not_kept() {
    let desk = Desk::at_device();
    desk.meanwhile(At::Request("/organizations"), |desk| {
        drop(desk.options(Request::Disconnect).unwrap())
    });
    desk.panel(Request::View).unwrap_err();
    assert_eq!(
        keys_on(&desk, Shelf::Session)
            .iter()
            .filter(|key| key.starts_with("index:"))
            .count(),
        0
    );
}

#[test]
fn who_is_not_connected_is_told_so_and_nothing_is_asked() {
    let desk = Desk::at_device();
    desk.options(Request::Disconnect).unwrap();
    desk.forget_requests();
    let revision = desk.revision();
    for request in [
        Request::SearchOrganizations {
            query: "harbour".into(),
        },
        Request::Unchoose { revision },
        Request::Open {
            revision,
            target: gluepane_protocol::OpenTarget::Home,
        },
        Request::SelectTab {
            tab: gluepane_protocol::PanelTab::Organization,
        },
    ] {
        assert_eq!(desk.panel(request).err(), Some(Failure::NotConnected));
    }
    assert_eq!(
        desk.options(Request::SetRevealWithKey { allowed: true })
            .err(),
        Some(Failure::NotConnected)
    );
    assert_eq!(desk.requests(), [""; 0]);
}

#[test]
fn the_chosen_tab_of_the_panel_is_remembered_for_the_account() {
    let desk = Desk::at_device();
    let tab = gluepane_protocol::PanelTab::Documentation;
    desk.panel(Request::SelectTab { tab }).unwrap();
    desk.kill();
    assert_eq!(desk.view().chosen_tab, tab);
    assert!(
        options(&desk).connection.unwrap().reveal_allowed,
        "and nothing else is forgotten for it"
    );
}

#[test]
fn turning_values_off_is_not_undone_by_another_setting_that_follows_at_once() {
    let desk = Desk::at_device();
    desk.meanwhile(At::Written("settings:northlane.itglue.com"), |desk| {
        let tab = gluepane_protocol::PanelTab::Organization;
        desk.panel(Request::SelectTab { tab }).unwrap();
    });
    desk.options(Request::SetRevealWithKey { allowed: false })
        .unwrap();
    for life in ["in this life", "after a kill"] {
        assert!(!options(&desk).connection.unwrap().reveal_allowed, "{life}");
        let tab = gluepane_protocol::PanelTab::Organization;
        assert_eq!(desk.view().chosen_tab, tab, "{life}");
        desk.kill();
    }
}

#[test]
fn who_connects_sees_where_and_as_whom() {
    let desk = Desk::at_device();
    let connection = options(&desk).connection.unwrap();
    assert_eq!(
        (
            connection.web_address.as_str(),
            connection.api_address.as_str()
        ),
        (WEB, US)
    );
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    desk.look(TAB, &format!("{RMM}/site/1"), HARBOUR, "");
    assert_eq!(
        desk.view().signed_in.as_deref(),
        Some("northlane.itglue.com, API key")
    );
}

/// Why IT Glue no longer takes the connection, as the options say it.
fn refused(desk: &Desk) -> Option<Failure> {
    options(desk).connection.unwrap().refused
}

#[test]
fn a_connection_that_it_glue_no_longer_takes_is_said_to_be_so_until_it_takes_it_again() {
    let desk = Desk::at_device();
    desk.linked();
    assert_eq!(refused(&desk), None);
    let forbidden = Reply::Http(403, "application/json", r#"{"message":"Forbidden"}"#);
    desk.world.replies.borrow_mut().push(("", forbidden));
    desk.look(
        TAB,
        &format!("{RMM}/device/420001/KES-SRV1"),
        "Kestrel Logistics",
        "KES-SRV1",
    );
    desk.view();
    assert_eq!(refused(&desk), Some(Failure::KeyRevoked));
    let told = desk.world.told.borrow().len();
    desk.view();
    assert_eq!(desk.world.told.borrow().len(), told, "and said once");
    desk.kill();
    assert_eq!(refused(&desk), Some(Failure::KeyRevoked));
    assert_eq!(
        desk.options(Request::CheckConnection).unwrap_err(),
        Failure::KeyRevoked
    );
    desk.world.replies.borrow_mut().clear();
    desk.options(Request::CheckConnection).unwrap();
    assert_eq!(refused(&desk), None);
    desk.kill();
    assert_eq!(refused(&desk), None);
}

#[test]
fn what_is_wrong_with_one_answer_does_not_speak_against_the_connection() {
    for reply in [
        Reply::Unreachable,
        Reply::Http(503, "", ""),
        Reply::Http(200, "text/html", "<html>"),
    ] {
        let desk = Desk::at_device();
        desk.world.replies.borrow_mut().push(("", reply));
        desk.view();
        assert_eq!(refused(&desk), None);
    }
}

#[test]
fn another_connection_begins_with_nothing_against_it() {
    let desk = Desk::at_device();
    let forbidden = Reply::Http(403, "application/json", r#"{"message":"Forbidden"}"#);
    desk.world.replies.borrow_mut().push(("", forbidden));
    desk.view();
    assert!(refused(&desk).is_some());
    desk.world.replies.borrow_mut().clear();
    desk.options(Request::Disconnect).unwrap();
    desk.options(Request::Connect { form: form(KEY) }).unwrap();
    assert_eq!(refused(&desk), None);
}
