//! The main job: a device on a page, its passwords in the panel, and what that costs.

use super::desk::{DC01, Desk, HARBOUR, KEY, RMM, TAB, US, VALUES, WEB};
use super::world::Reply;
use gluepane_protocol::{OpenTarget, PasswordId, Request, Response};

#[test]
fn a_device_is_linked_by_its_id_and_its_name_and_its_passwords_come_apart() {
    let desk = Desk::at_device();
    let linked = desk.linked();
    assert_eq!(
        (linked.organization.id.0, linked.organization.name.as_str()),
        (501, HARBOUR)
    );
    assert_eq!(linked.reason, "by Datto RMM device id · site name agrees");
    assert_eq!(
        desk.configuration().unwrap(),
        (7001, "by Datto RMM device id".to_owned())
    );
    let lists = desk.lists();
    let ids = |rows: &[gluepane_protocol::PasswordRow]| {
        rows.iter().map(|row| row.id.0).collect::<Vec<_>>()
    };
    assert_eq!(ids(&lists.device), [9001]);
    assert_eq!(
        ids(&lists.client),
        [9002, 9003, 9004],
        "archived and other clients' records are not there"
    );
    assert!(lists.client[1].vaulted && !lists.client[0].vaulted);
    assert_eq!(lists.client_name, HARBOUR);
}

#[test]
fn a_new_device_costs_four_requests_at_most() {
    let desk = Desk::at_device();
    desk.lists();
    assert!(desk.requests().len() <= 4, "{:#?}", desk.requests());
    desk.forget_requests();
    desk.look(
        TAB,
        &format!("{RMM}/device/420001/KES-SRV1"),
        "Kestrel Logistics",
        "KES-SRV1",
    );
    desk.lists();
    assert!(
        desk.requests().len() <= 2,
        "the next one: {:#?}",
        desk.requests()
    );
}

#[test]
fn a_device_seen_before_costs_nothing_nor_does_a_look_after_a_kill() {
    let desk = Desk::at_device();
    let first = desk.view();
    desk.forget_requests();
    assert_eq!(desk.view(), first);
    desk.kill();
    assert_eq!(desk.view(), first);
    desk.wait_ms(5 * 60_000);
    assert_eq!(desk.view(), first);
    assert_eq!(desk.requests(), [""; 0]);
}

#[test]
fn after_ten_minutes_it_is_asked_again() {
    let desk = Desk::at_device();
    desk.view();
    desk.forget_requests();
    desk.wait_ms(10 * 60_000);
    desk.view();
    assert!(!desk.requests().is_empty());
}

#[test]
fn only_a_reveal_asks_for_a_value() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.lists();
    desk.panel(Request::CopyUsername {
        revision,
        password: PasswordId(9001),
    })
    .unwrap();
    let before: Vec<String> = desk.requests();
    assert!(
        before
            .iter()
            .filter(|url| url.contains("/passwords"))
            .count()
            >= 2
    );
    for url in before.iter().filter(|url| url.contains("/passwords")) {
        assert!(url.contains("show_password=false"), "{url}");
    }
    desk.forget_requests();
    desk.copy(9001).unwrap();
    desk.panel(Request::ShowPassword {
        revision,
        password: PasswordId(9002),
    })
    .unwrap();
    assert_eq!(
        desk.requests(),
        [
            "/passwords/9001?show_password=true",
            "/passwords/9002?show_password=true"
        ]
    );
}

#[test]
fn a_copied_password_is_on_the_clipboard_and_a_shown_one_in_the_answer() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.copy(9001).unwrap();
    assert_eq!(desk.clipboard(), VALUES[0]);
    let shown = desk.panel(Request::ShowPassword {
        revision,
        password: PasswordId(9002),
    });
    let Ok(Response::Value { revealed }) = shown else {
        panic!("{shown:?}")
    };
    // EXPOSE: the test's own value.
    assert_eq!(revealed.value.expose(), VALUES[1]);
    assert_eq!(
        (
            revealed.revision,
            revealed.password.0,
            revealed.hide_after_ms
        ),
        (revision, 9002, 30_000)
    );
    assert_eq!(desk.clipboard(), VALUES[0]);
}

#[test]
fn after_a_kill_an_action_under_the_same_revision_goes_through() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.kill();
    desk.panel(Request::CopyPassword {
        revision,
        password: PasswordId(9001),
    })
    .unwrap();
    assert_eq!(desk.clipboard(), VALUES[0]);
}

#[test]
fn the_key_goes_to_the_api_and_stands_in_no_url() {
    let desk = Desk::at_device();
    desk.lists();
    desk.copy(9001).unwrap();
    for asked in desk.world.asked.borrow().iter() {
        assert!(
            asked.url.starts_with(&format!("{US}/")) && asked.key == KEY,
            "{}",
            asked.url
        );
        assert!(!asked.url.contains(KEY));
    }
}

#[test]
fn a_site_page_shows_the_client_and_says_that_there_is_no_device() {
    let desk = Desk::ready();
    desk.look(TAB, &format!("{RMM}/site/77/Harbour"), HARBOUR, "");
    assert_eq!(desk.linked().organization.id.0, 501);
    assert_eq!(
        desk.configuration(),
        Err(gluepane_protocol::NotFoundCause::NoDevice)
    );
    assert_eq!(desk.lists().device, []);
    assert!(
        desk.requests()
            .iter()
            .all(|url| !url.contains("/configurations"))
    );
}

#[test]
fn pages_of_it_glue_open_under_the_account_s_own_address() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    let configuration = |id| OpenTarget::Configuration {
        id: gluepane_protocol::ConfigurationId(id),
    };
    let targets = [
        (OpenTarget::Home, "/"),
        (OpenTarget::Organization, "/501"),
        (OpenTarget::Passwords, "/501/passwords"),
        (OpenTarget::Documentation, "/501/docs"),
        (
            OpenTarget::Password {
                id: PasswordId(9001),
            },
            "/501/passwords/9001",
        ),
        (configuration(7001), "/501/configurations/7001"),
    ];
    for (target, path) in targets {
        desk.panel(Request::Open { revision, target }).unwrap();
        assert_eq!(
            desk.world.opened.borrow().last(),
            Some(&format!("{WEB}{path}"))
        );
    }
    let foreign = Request::Open {
        revision,
        target: configuration(7010),
    };
    assert_eq!(
        desk.panel(foreign).err(),
        Some(gluepane_protocol::Failure::NotLinked)
    );
    assert_eq!(desk.world.opened.borrow().len(), 6);
}

#[test]
fn a_page_that_names_the_device_by_itself_alone_costs_no_more() {
    let desk = Desk::ready();
    desk.look(TAB, DC01, "", "HDG-DC01");
    desk.lists();
    assert!(desk.requests().len() <= 4, "{:#?}", desk.requests());
    assert_eq!(desk.linked().organization.id.0, 501);
}

#[test]
fn what_goes_wrong_is_shown_in_the_panel_and_tried_again_at_the_next_look() {
    use gluepane_protocol::{Failure, PanelState};
    let host = || "api.itglue.com".to_owned();
    let forbidden = Reply::Http(403, "application/json", r#"{"message":"Forbidden"}"#);
    for part in ["/configurations", "/organizations"] {
        for (reply, failure) in [
            (Reply::Unreachable, Failure::Unreachable { host: host() }),
            (
                Reply::Busy(9),
                Failure::RateLimited {
                    wait_ms: Some(9_000),
                },
            ),
            (forbidden.clone(), Failure::KeyRevoked),
            (
                Reply::Http(503, "", ""),
                Failure::ServiceDown { status: 503 },
            ),
            (
                Reply::Http(200, "text/html", "<html>"),
                Failure::NotItGlue { host: host() },
            ),
        ] {
            let desk = Desk::at_device();
            desk.world.replies.borrow_mut().push((part, reply));
            assert_eq!(desk.view().state, PanelState::Failed { failure }, "{part}");
            desk.world.replies.borrow_mut().clear();
            assert_eq!(desk.linked().organization.id.0, 501);
        }
    }
}
