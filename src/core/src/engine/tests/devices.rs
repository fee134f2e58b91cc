//! The device within its organization.

use super::desk::{DC01, Desk, HARBOUR, RMM, TAB};
use gluepane_protocol::{ByHand, ChooseKind, NotFoundCause, OrganizationId, Request};

fn see(desk: &Desk, id: &str, name: &str) {
    desk.look(TAB, &format!("{RMM}/device/{id}/x"), HARBOUR, name);
}

#[test]
fn a_device_without_an_rmm_id_is_found_by_its_name() {
    let desk = Desk::ready();
    desk.glue(|glue| {
        glue.add_conf(7003, 501, "hdg-web01.harbour.example", "");
    });
    see(&desk, "410003", "HDG-WEB01");
    assert_eq!(desk.configuration(), Ok((7003, "by name".to_owned())));
}

#[test]
fn a_name_that_stands_there_twice_is_not_chosen() {
    let desk = Desk::ready();
    desk.glue(|glue| {
        glue.add_conf(7003, 501, "HDG-WEB01", "");
        glue.add_conf(7004, 501, "hdg-web01", "");
    });
    see(&desk, "410003", "HDG-WEB01");
    assert_eq!(desk.configuration(), Err(NotFoundCause::Several));
}

#[test]
fn a_configuration_that_the_rmm_knows_as_another_device_is_not_taken_by_its_name() {
    let desk = Desk::ready();
    desk.glue(|glue| {
        glue.add_conf(7003, 501, "HDG-WEB01", "").link = Some(format!("{RMM}/device/55"))
    });
    see(&desk, "410003", "HDG-WEB01");
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
    see(&desk, "55", "HDG-WEB01");
    assert_eq!(desk.configuration(), Ok((7003, "by name".to_owned())));
}

#[test]
fn another_organization_s_device_of_the_same_name_is_not_taken() {
    let desk = Desk::ready();
    see(&desk, "410003", "KES-SRV1");
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
}

#[test]
fn an_id_whose_configuration_bears_another_name_yields_to_nobody_but_says_so_if_a_third_bears_it() {
    let desk = Desk::ready();
    desk.glue(|glue| glue.conf(7001).name = "HDG-OLD".into());
    see(&desk, "410001", "HDG-DC01");
    assert_eq!(
        desk.configuration(),
        Ok((7001, "by Datto RMM device id".to_owned()))
    );
    see(&desk, "410001", "HDG-FS01");
    assert_eq!(
        desk.configuration(),
        Err(NotFoundCause::Several),
        "the id says 7001, the name 7002"
    );
}

#[test]
fn a_device_without_a_name_is_found_by_its_id() {
    let desk = Desk::ready();
    see(&desk, "410001", "");
    assert_eq!(desk.configuration().map(|found| found.0), Ok(7001));
    see(&desk, "999", "");
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
}

#[test]
fn chosen_by_hand_an_id_of_another_organization_is_ignored() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.panel(Request::Choose {
        revision,
        organization: OrganizationId(502),
    })
    .unwrap();
    let linked = desk.linked();
    assert!(linked.by_hand == ByHand::Remembered && linked.organization.id.0 == 502);
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
    assert_eq!(desk.lists().device, []);
    assert_eq!(
        desk.copy(9001).err(),
        Some(gluepane_protocol::Failure::NotFound),
        "Harbour's password"
    );
    assert_eq!(desk.clipboard(), "");
}

#[test]
fn a_choice_by_hand_holds_for_this_sight_alone_and_survives_a_kill() {
    let desk = Desk::ready();
    desk.look(TAB, &format!("{RMM}/device/999/x"), "", "NEW");
    let revision = desk.revision();
    desk.panel(Request::Choose {
        revision,
        organization: OrganizationId(500),
    })
    .unwrap();
    assert!(desk.revision() > revision);
    desk.kill();
    let linked = desk.linked();
    assert_eq!(
        (linked.organization.id.0, linked.by_hand),
        (500, ByHand::ThisView)
    );
    desk.look(TAB, &format!("{RMM}/device/998/x"), "", "NEW");
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
}

#[test]
fn a_choice_is_taken_back() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.panel(Request::Choose {
        revision,
        organization: OrganizationId(502),
    })
    .unwrap();
    desk.panel(Request::Unchoose {
        revision: desk.revision(),
    })
    .unwrap();
    assert_eq!(
        (desk.linked().organization.id.0, desk.linked().by_hand),
        (501, ByHand::No)
    );
}

#[test]
fn what_is_not_in_it_glue_or_not_on_a_page_cannot_be_chosen() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    let request = Request::Choose {
        revision,
        organization: OrganizationId(12345),
    };
    assert_eq!(
        desk.panel(request).err(),
        Some(gluepane_protocol::Failure::NotFound)
    );
    assert_eq!(
        (desk.revision(), desk.linked().organization.id.0),
        (revision, 501)
    );
    desk.look(TAB, &format!("{RMM}/dashboard"), "", "");
    let request = Request::Choose {
        revision: desk.revision(),
        organization: OrganizationId(501),
    };
    assert_eq!(
        desk.panel(request).err(),
        Some(gluepane_protocol::Failure::Refused)
    );
}

#[test]
fn a_choice_goes_through_when_the_session_store_is_full() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.world.session_bytes.set(Some(0));
    let answer = desk.panel(Request::Choose {
        revision,
        organization: OrganizationId(502),
    });
    match answer {
        Ok(_) => assert_eq!(desk.linked().organization.id.0, 502),
        Err(_) => assert_eq!(desk.revision(), revision, "what failed has changed nothing"),
    }
}

#[test]
fn a_client_with_more_configurations_than_a_page_holds_is_searched_to_the_end() {
    let desk = Desk::ready();
    desk.glue(|glue| {
        glue.page_cap = 10;
        for n in 0..30 {
            glue.add_conf(8000 + n, 501, &format!("PC{n}"), "");
        }
    });
    see(&desk, "999", "PC29");
    assert_eq!(desk.configuration().map(|found| found.0), Ok(8029));
    desk.glue(|glue| {
        for n in 30..60 {
            glue.add_conf(8000 + n, 501, &format!("PC{n}"), "");
        }
    });
    see(&desk, "998", "PC3");
    assert_eq!(
        desk.configuration(),
        Err(NotFoundCause::NotMatched),
        "too many to be sure of a name"
    );
}

#[test]
fn a_device_page_of_a_product_s_link_on_a_foreign_host_is_not_this_device() {
    let desk = Desk::ready();
    desk.glue(|glue| {
        glue.add_conf(7003, 501, "HDG-WEB01", "").link =
            Some("https://other.example/device/55".into())
    });
    see(&desk, "410003", "HDG-WEB01");
    assert_eq!(
        desk.configuration().map(|found| found.0),
        Ok(7003),
        "a link of another product contradicts nothing"
    );
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
}
