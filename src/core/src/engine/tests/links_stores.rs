//! Links and their store: one record an identity, whole or as it was.

use super::desk::{Desk, device_page};
use super::glue::Glue;
use super::world::At;
use crate::engine::Shelf;
use crate::links::Links;
use gluepane_protocol::{
    ByHand, ChooseKind, ConnectionForm, Failure, PanelState, Region, Request, Secret,
};

const KEY_OF_LINKS: &str = "links:northlane.itglue.com";

fn see(desk: &Desk, id: &str) {
    desk.show(device_page("HDG North", id, "", ""));
}

fn stored(desk: &Desk) -> Option<Links> {
    let shelves = desk.world.shelves.borrow();
    let text = shelves.get(&(Shelf::Disk, KEY_OF_LINKS.to_owned()))?;
    Some(serde_json::from_str(text).unwrap())
}

#[test]
fn a_link_holds_what_it_was_accepted_against_and_when() {
    let desk = Desk::ready();
    desk.show(device_page("HDG North", "31", "420001", "KES-SRV1"));
    desk.view();
    desk.choose(501).unwrap();
    let links = stored(&desk).unwrap();
    let link = &links.clients[0];
    assert_eq!(
        (
            link.organization.0,
            link.organization_name.as_str(),
            link.client_name.as_str()
        ),
        (501, "Harbour Dental Group", "HDG North")
    );
    assert_eq!(link.at_ms, desk.world.now_ms.get());
    let overruled = &link.overruled[0];
    assert_eq!(
        (overruled.value.as_str(), overruled.target),
        ("420001", 502)
    );
    assert_eq!(links.clients.len(), 1);
}

#[test]
fn a_link_that_could_not_be_kept_holds_for_its_view_and_says_so() {
    let desk = Desk::ready();
    see(&desk, "30");
    desk.choose(502).unwrap();
    let before = stored(&desk);
    see(&desk, "31");
    desk.world
        .failing_key
        .set(Some((Shelf::Disk, KEY_OF_LINKS)));
    assert!(matches!(desk.choose(501), Err(Failure::Store { .. })));
    let linked = desk.linked();
    assert_eq!(
        (linked.organization.id.0, linked.by_hand),
        (501, ByHand::ThisView)
    );
    assert_eq!(stored(&desk), before);
    see(&desk, "32");
    desk.view();
    see(&desk, "31");
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
    see(&desk, "30");
    assert_eq!(
        desk.linked().organization.id.0,
        502,
        "the others are untouched"
    );
}

#[test]
fn a_link_replaced_in_vain_stays_what_it_was() {
    let desk = Desk::ready();
    see(&desk, "31");
    desk.choose(501).unwrap();
    desk.world
        .failing_key
        .set(Some((Shelf::Disk, KEY_OF_LINKS)));
    assert!(matches!(desk.choose(502), Err(Failure::Store { .. })));
    assert_eq!(
        (desk.linked().organization.id.0, desk.linked().by_hand),
        (502, ByHand::ThisView)
    );
    desk.undo().unwrap();
    assert_eq!(
        (desk.linked().organization.id.0, desk.linked().by_hand),
        (501, ByHand::Remembered),
        "the view's choice goes, the link before it stays"
    );
}

#[test]
fn an_undo_that_could_not_be_kept_changes_nothing() {
    let desk = Desk::ready();
    see(&desk, "31");
    desk.choose(501).unwrap();
    desk.world
        .failing_key
        .set(Some((Shelf::Disk, KEY_OF_LINKS)));
    let revision = desk.revision();
    assert!(matches!(desk.undo(), Err(Failure::Store { .. })));
    assert_eq!(
        (
            desk.linked().organization.id.0,
            desk.linked().by_hand,
            desk.revision()
        ),
        (501, ByHand::Remembered, revision)
    );
    desk.world.failing_key.set(None);
    desk.undo().unwrap();
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
}

#[test]
fn two_choices_at_once_are_both_kept() {
    let desk = Desk::ready();
    desk.show_in(6, device_page("HDG South", "32", "", ""));
    see(&desk, "31");
    desk.view();
    desk.view_of(6);
    desk.meanwhile(At::Write(KEY_OF_LINKS), |desk| {
        let revision = desk.view_of(6).revision;
        let organization = gluepane_protocol::OrganizationId(502);
        desk.panel_in(
            6,
            Request::Choose {
                revision,
                organization,
            },
        )
        .unwrap();
    });
    desk.choose(501).unwrap();
    desk.kill();
    see(&desk, "31");
    assert_eq!(desk.linked().organization.id.0, 501);
    desk.show(device_page("HDG South", "32", "5", "PC"));
    assert_eq!(desk.linked().organization.id.0, 502);
}

#[test]
fn a_page_that_moves_on_while_a_link_is_kept_shows_its_own_client() {
    let desk = Desk::ready();
    see(&desk, "31");
    desk.view();
    desk.meanwhile(At::Write(KEY_OF_LINKS), |desk| see(desk, "32"));
    desk.choose(501).unwrap();
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
    see(&desk, "31");
    assert_eq!(desk.linked().organization.id.0, 501);
}

#[test]
fn links_that_cannot_be_read_are_left_as_they_are() {
    for garbage in ["", "{", "[]", "null", r#"{"version":"x"}"#] {
        let desk = Desk::ready();
        see(&desk, "31");
        desk.choose(501).unwrap();
        desk.kill();
        let key = (Shelf::Disk, KEY_OF_LINKS.to_owned());
        desk.world
            .shelves
            .borrow_mut()
            .insert(key.clone(), garbage.to_owned());
        see(&desk, "33");
        assert_eq!(desk.choice().kind, ChooseKind::Unknown, "{garbage}");
        assert!(
            matches!(desk.choose(502), Err(Failure::Store { .. })),
            "{garbage}"
        );
        assert_eq!(desk.linked().by_hand, ByHand::ThisView);
        assert_eq!(
            desk.world.shelves.borrow()[&key],
            garbage,
            "nothing was lost"
        );
    }
}

#[test]
fn without_its_links_nothing_is_decided() {
    let desk = Desk::ready();
    see(&desk, "31");
    desk.kill();
    desk.signal(crate::engine::Signal::Started).unwrap();
    desk.world.is_unreadable.set(true);
    let answer = desk.panel(Request::View);
    assert!(matches!(answer, Err(Failure::Store { .. })), "{answer:?}");
}

#[test]
fn links_of_a_former_identity_are_never_read() {
    let desk = Desk::ready();
    see(&desk, "31");
    desk.choose(501).unwrap();
    let mut glue = Glue::empty("https://southlane.itglue.com", "ITG.south");
    glue.add_org(501, "Southern Fruit");
    let other = "https://proxy.example";
    desk.world.glues.borrow_mut().insert(other.to_owned(), glue);
    let form = ConnectionForm {
        subdomain: "https://southlane.itglue.com".into(),
        region: Region::Custom,
        api_address: other.into(),
        api_key: Secret::new("ITG.south".into()),
    };
    for is_killed in [false, true] {
        let form = ConnectionForm {
            subdomain: form.subdomain.clone(),
            region: form.region,
            api_address: form.api_address.clone(),
            api_key: Secret::new("ITG.south".into()),
        };
        desk.options(Request::Connect { form }).unwrap();
        if is_killed {
            desk.kill();
        }
        see(&desk, "31");
        assert!(matches!(desk.view().state, PanelState::Choose { .. }));
        desk.options(Request::Connect {
            form: super::desk::form(super::desk::KEY),
        })
        .unwrap();
        see(&desk, "31");
        assert_eq!(
            desk.linked().by_hand,
            ByHand::Remembered,
            "back in the first account"
        );
    }
}

#[test]
fn a_disconnect_keeps_the_links_for_the_next_time() {
    let desk = Desk::ready();
    see(&desk, "31");
    desk.choose(501).unwrap();
    desk.options(Request::Disconnect).unwrap();
    desk.options(Request::Connect {
        form: super::desk::form(super::desk::KEY),
    })
    .unwrap();
    assert_eq!(desk.linked().by_hand, ByHand::Remembered);
}
