//! Another account, another key: nothing of the former one is shown any more.

use super::connection::options;
use super::desk::{Desk, HARBOUR, KEY, US, form, northlane};
use super::glue::Glue;
use gluepane_protocol::{ConnectionForm, Failure, PanelState, Region, Request, Secret};

const OTHER: &str = "https://proxy.example";

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
