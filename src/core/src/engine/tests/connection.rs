//! Being connected, as whom, and what is left when one no longer is.

use super::desk::{DC01, Desk, HARBOUR, KEY, RMM, TAB, US, WEB, form, northlane};
use super::glue::Glue;
use super::world::At;
use crate::engine::Shelf;
use gluepane_protocol::{
    ConnectionForm, Event, Failure, OptionsView, PanelState, Region, Request, Response, Secret,
};

const OTHER: &str = "https://proxy.example";

fn options(desk: &Desk) -> OptionsView {
    match desk.options(Request::Options) {
        Ok(Response::Options { view }) => view,
        other => panic!("{other:?}"),
    }
}

/// Another account, behind another address, with an organization of the same id and other contents.
fn southlane(desk: &Desk) -> ConnectionForm {
    let mut glue = Glue::empty("https://southlane.itglue.com", "ITG.south");
    glue.add_org(501, "Southern Fruit");
    glue.add_conf(7001, 501, "HDG-DC01", "410001");
    desk.world.glues.borrow_mut().insert(OTHER.to_owned(), glue);
    ConnectionForm {
        subdomain: "https://southlane.itglue.com".into(),
        region: Region::Custom,
        api_address: OTHER.into(),
        api_key: Secret::new("ITG.south".into()),
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
fn another_account_never_shows_what_the_former_one_held() {
    for is_killed in [false, true] {
        let desk = Desk::at_device();
        assert_eq!(desk.linked().organization.name, HARBOUR);
        let revision = desk.revision();
        let form = southlane(&desk);
        if is_killed {
            desk.kill();
        }
        desk.options(Request::Connect { form }).unwrap();
        let request = Request::Passwords { revision };
        assert_eq!(
            desk.panel(request).err(),
            Some(Failure::NotLinked),
            "nothing of the former one can be acted on"
        );
        let view = format!("{:?}", desk.view());
        assert!(
            view.contains("Southern Fruit") && view.contains("southlane"),
            "{view}"
        );
        let found = desk.panel(Request::SearchOrganizations {
            query: "harbour".into(),
        });
        assert!(!format!("{found:?}").contains(HARBOUR), "{found:?}");
        let last_asked = desk
            .world
            .asked
            .borrow()
            .last()
            .map(|asked| asked.url.clone())
            .unwrap();
        assert!(last_asked.starts_with(OTHER));
    }
}

#[test]
fn another_key_of_the_same_account_asks_anew() {
    for is_killed in [false, true] {
        let desk = Desk::at_device();
        desk.linked();
        desk.kill();
        let mut glue = northlane();
        glue.key = "ITG.second".into();
        glue.orgs.retain(|org| org.id != 501);
        glue.confs.retain(|conf| conf.org != 501);
        desk.world.glues.borrow_mut().insert(US.to_owned(), glue);
        desk.options(Request::Connect {
            form: form("ITG.second"),
        })
        .unwrap();
        if is_killed {
            desk.kill();
        }
        let view = desk.view();
        assert!(
            !matches!(view.state, PanelState::Linked { .. }),
            "killed {is_killed}: the second key doesn't see it: {view:?}"
        );
    }
}

#[test]
fn what_the_former_key_found_is_gone_after_a_reconnect_and_a_kill() {
    let desk = Desk::at_device();
    desk.linked();
    desk.options(Request::Connect { form: form(KEY) }).unwrap();
    desk.kill();
    desk.forget_requests();
    desk.view();
    assert!(
        !desk.requests().is_empty(),
        "what the tab's record says was found with the former key"
    );
}

#[test]
fn connecting_again_takes_the_choice_to_reveal_back() {
    let desk = Desk::at_device();
    assert!(options(&desk).connection.unwrap().reveal_allowed);
    desk.options(Request::Connect { form: form(KEY) }).unwrap();
    assert!(!options(&desk).connection.unwrap().reveal_allowed);
    desk.kill();
    assert!(!options(&desk).connection.unwrap().reveal_allowed);
    assert_eq!(desk.copy(9001).err(), Some(Failure::ValuesOff));
}

#[test]
fn the_form_starts_with_the_last_connection_and_without_its_key() {
    let desk = Desk::bare();
    let fresh = options(&desk);
    assert_eq!(
        (
            fresh.subdomain.as_str(),
            fresh.region,
            fresh.api_address.as_str()
        ),
        ("", Region::Us, "")
    );
    let form = southlane(&desk);
    desk.options(Request::Connect { form }).unwrap();
    desk.options(Request::Disconnect).unwrap();
    desk.kill();
    let view = options(&desk);
    assert_eq!(
        (
            view.subdomain.as_str(),
            view.region,
            view.api_address.as_str()
        ),
        ("https://southlane.itglue.com", Region::Custom, OTHER)
    );
    assert!(!format!("{view:?}").contains("ITG.south"));
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
fn turning_values_off_is_not_undone_by_another_setting_that_was_on_its_way() {
    let desk = Desk::at_device();
    desk.meanwhile(At::Write("settings:northlane.itglue.com"), |desk| {
        drop(
            desk.options(Request::SetRevealWithKey { allowed: false })
                .unwrap(),
        );
    });
    desk.panel(Request::SelectTab {
        tab: gluepane_protocol::PanelTab::Organization,
    })
    .unwrap();
    assert!(!options(&desk).connection.unwrap().reveal_allowed);
    desk.kill();
    assert!(!options(&desk).connection.unwrap().reveal_allowed);
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
