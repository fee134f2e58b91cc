//! Links by hand: what is remembered, for whom, what beats it, and how it is taken back.

use super::desk::{Desk, HARBOUR, RMM, TAB, device_page, ticket};
use crate::page::Context;
use gluepane_protocol::{
    ByHand, ChooseKind, Failure, PanelState, PasswordId, Request, Response, Revision,
};

/// A site of the RMM whose name is nobody's in IT Glue.
fn site(id: &str) -> Context {
    device_page("HDG North", id, "", "")
}

fn harbour_by_hand() -> Desk {
    let desk = Desk::ready();
    desk.show(site("31"));
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
    desk.choose(501).unwrap();
    desk
}

fn organization(desk: &Desk) -> (u64, ByHand) {
    let linked = desk.linked();
    (linked.organization.id.0, linked.by_hand)
}

fn candidates(desk: &Desk) -> Vec<(u64, bool)> {
    let choice = desk.choice();
    let list = choice.candidates.iter();
    list.map(|one| (one.organization.id.0, one.is_accepted))
        .collect()
}

#[test]
fn a_choice_for_a_client_that_the_page_names_is_remembered_and_says_so_beforehand() {
    let desk = Desk::ready();
    desk.show(site("31"));
    assert_eq!(
        desk.choice().remembers,
        "Your choice is remembered for the Datto RMM site HDG North"
    );
    desk.choose(501).unwrap();
    assert_eq!(organization(&desk), (501, ByHand::Remembered));
    assert_eq!(desk.linked().reason, "linked by you");
    desk.kill();
    desk.show(device_page("HDG North", "31", "77", "OTHER-PC"));
    assert_eq!(organization(&desk), (501, ByHand::Remembered));
    desk.show_in(6, site("31"));
    assert!(matches!(desk.view_of(6).state, PanelState::Linked { .. }));
}

#[test]
fn a_link_is_for_its_own_client_product_host_and_tenant_alone() {
    let desk = harbour_by_hand();
    let others = [
        site("32"),
        site(""),
        Context {
            origin: "https://concord.rmm.datto.com".into(),
            ..site("31")
        },
        Context {
            tenant: Some("other-msp".into()),
            ..site("31")
        },
        Context {
            product: "autotask".into(),
            ..site("31")
        },
    ];
    for other in others {
        desk.show(other.clone());
        let state = desk.view().state;
        assert!(matches!(state, PanelState::Choose { .. }), "{other:?}");
    }
    desk.show(site("31"));
    assert_eq!(organization(&desk).0, 501);
}

#[test]
fn where_the_page_shows_no_id_a_link_is_for_exactly_its_text() {
    let desk = Desk::ready();
    desk.show(site(""));
    desk.choose(501).unwrap();
    desk.show(device_page("HDG North", "", "5", "PC"));
    assert_eq!(organization(&desk), (501, ByHand::Remembered));
    for name in ["hdg north", "HDG North ", "HDG North Ltd"] {
        desk.show(device_page(name, "", "", ""));
        let state = desk.view().state;
        assert!(matches!(state, PanelState::Choose { .. }), "{name:?}");
    }
}

#[test]
fn a_page_that_names_no_client_or_two_is_chosen_for_its_view_alone() {
    let two_names = Context {
        client_names: vec!["HDG North".into(), "HDG South".into()],
        ..site("31")
    };
    let two_devices = Context {
        device_ids: vec!["5".into(), "6".into()],
        ..site("31")
    };
    for page in [device_page("", "", "5", "PC"), two_names, two_devices] {
        let desk = Desk::ready();
        desk.show(page.clone());
        assert_eq!(
            desk.choice().remembers,
            "Your choice counts for this page only"
        );
        desk.choose(501).unwrap();
        assert_eq!(organization(&desk), (501, ByHand::ThisView), "{page:?}");
        assert_eq!(desk.linked().reason, "chosen by you for this page");
        desk.show(site("99"));
        desk.view();
        desk.show(page);
        assert!(matches!(desk.view().state, PanelState::Choose { .. }));
    }
}

#[test]
fn a_link_beats_the_name_and_says_that_the_name_is_another_s() {
    let desk = Desk::ready();
    desk.show(device_page("Kestrel Logistics", "31", "", ""));
    assert_eq!(organization(&desk), (502, ByHand::No));
    desk.choose(501).unwrap();
    desk.show(device_page("Kestrel Logistics", "31", "5", "PC"));
    assert_eq!(organization(&desk), (501, ByHand::Remembered));
    assert_eq!(
        desk.linked().reason,
        "linked by you · the site name is another organization’s"
    );
    assert_eq!(
        desk.lists().client_name,
        HARBOUR,
        "not the page's name for it"
    );
}

#[test]
fn what_agrees_with_a_link_is_named() {
    let desk = Desk::ready();
    desk.show(device_page(HARBOUR, "31", "410001", "HDG-DC01"));
    desk.choose(501).unwrap();
    desk.show(device_page(HARBOUR, "31", "410002", "HDG-FS01"));
    assert_eq!(
        desk.linked().reason,
        "linked by you · device id agrees · site name agrees"
    );
}

#[test]
fn an_id_that_points_elsewhere_asks_until_keep_overrules_it_and_a_third_asks_again() {
    let desk = harbour_by_hand();
    desk.show(device_page("HDG North", "31", "420001", "KES-SRV1"));
    let choice = desk.choice();
    assert_eq!(choice.kind, ChooseKind::Ambiguous);
    assert_eq!(candidates(&desk), [(501, true), (502, false)]);
    assert_eq!(
        choice.reason,
        "you linked one organization, and the device id points to another"
    );
    let revision = desk.revision();
    assert_eq!(
        desk.panel(Request::Passwords { revision }).err(),
        Some(Failure::NotLinked)
    );
    desk.choose(501).unwrap();
    assert_eq!(organization(&desk), (501, ByHand::Remembered));
    desk.show(site("31"));
    desk.kill();
    desk.show(device_page("HDG North", "31", "420001", "KES-SRV1"));
    assert_eq!(organization(&desk), (501, ByHand::Remembered), "overruled");
    desk.glue(|glue| {
        glue.add_conf(7030, 503, "ORC-PC1", "430001");
        glue.add_conf(7011, 502, "KES-SRV2", "420002");
    });
    for (id, name) in [("430001", "ORC-PC1"), ("420002", "KES-SRV2")] {
        desk.show(device_page("HDG North", "31", id, name));
        assert_eq!(desk.choice().kind, ChooseKind::Ambiguous, "{id} is news");
    }
}

#[test]
fn an_unproved_id_that_points_elsewhere_asks_too() {
    let desk = harbour_by_hand();
    desk.glue(|glue| glue.conf(7010).rmm.push(("ninja-rmm", "420001".into())));
    desk.show(device_page("HDG North", "31", "420001", "PC"));
    assert_eq!(desk.choice().kind, ChooseKind::Ambiguous);
}

#[test]
fn change_match_shows_candidates_and_no_passwords_and_cancel_leads_back() {
    let desk = Desk::at_device();
    let shown = desk.linked();
    let first = desk.revision();
    desk.forget_requests();
    desk.panel(Request::ChangeMatch { revision: first })
        .unwrap();
    let choice = desk.choice();
    assert!(choice.is_change);
    assert_eq!(choice.candidates[0].organization.id.0, 501);
    assert!(
        choice.candidates[0]
            .reason
            .starts_with("shown now · by Datto RMM device id")
    );
    let second = desk.revision();
    assert!(second > first);
    for revision in [first, second] {
        assert!(desk.panel(Request::Passwords { revision }).is_err());
        let password = PasswordId(9001);
        let copy = Request::CopyPassword { revision, password };
        assert!(desk.panel(copy).is_err());
    }
    desk.kill();
    assert!(desk.choice().is_change);
    desk.panel(Request::KeepMatch { revision: second }).unwrap();
    assert_eq!(desk.linked(), shown);
    assert!(desk.revision() > second);
    assert_eq!(desk.requests(), [""; 0], "nothing had to be asked again");
}

#[test]
fn change_match_to_another_is_remembered_and_undone() {
    let desk = Desk::ready();
    desk.show(device_page(HARBOUR, "31", "", ""));
    assert_eq!(organization(&desk), (501, ByHand::No));
    desk.panel(Request::ChangeMatch {
        revision: desk.revision(),
    })
    .unwrap();
    desk.choose(502).unwrap();
    assert_eq!(organization(&desk), (502, ByHand::Remembered));
    desk.show(device_page(HARBOUR, "31", "5", "PC"));
    assert_eq!(organization(&desk), (502, ByHand::Remembered));
    desk.undo().unwrap();
    assert_eq!(organization(&desk), (501, ByHand::No));
    desk.kill();
    desk.show(device_page(HARBOUR, "31", "6", "PC"));
    assert_eq!(organization(&desk), (501, ByHand::No), "forgotten for good");
}

#[test]
fn another_sight_ends_change_match() {
    let desk = Desk::at_device();
    desk.panel(Request::ChangeMatch {
        revision: desk.revision(),
    })
    .unwrap();
    desk.show(device_page(HARBOUR, "31", "410002", "HDG-FS01"));
    assert_eq!(organization(&desk).0, 501);
}

#[test]
fn whatever_acts_on_links_acts_under_the_present_revision_alone() {
    let desk = harbour_by_hand();
    let now = desk.revision();
    let shelves = desk.world.shelves.borrow().clone();
    for revision in [Revision(now.0 - 1), Revision(now.0 + 1)] {
        let organization = gluepane_protocol::OrganizationId(502);
        let configuration = gluepane_protocol::ConfigurationId(7001);
        for request in [
            Request::Choose {
                revision,
                organization,
            },
            Request::Unchoose { revision },
            Request::ChangeMatch { revision },
            Request::KeepMatch { revision },
            Request::SearchConfigurations {
                revision,
                query: String::new(),
            },
            Request::ChooseConfiguration {
                revision,
                configuration,
            },
            Request::UnchooseConfiguration { revision },
        ] {
            let name = format!("{request:?}");
            assert_eq!(desk.panel(request).err(), Some(Failure::Outdated), "{name}");
        }
    }
    assert_eq!(*desk.world.shelves.borrow(), shelves);
    assert_eq!(organization(&desk), (501, ByHand::Remembered));
}

#[test]
fn a_page_that_turns_to_another_client_under_a_click_gets_no_link() {
    let desk = Desk::ready();
    desk.show(site("31"));
    let revision = desk.revision();
    desk.show(site("32"));
    let organization = gluepane_protocol::OrganizationId(501);
    let late = Request::Choose {
        revision,
        organization,
    };
    assert_eq!(desk.panel(late).err(), Some(Failure::Outdated));
    for id in ["31", "32"] {
        desk.show(site(id));
        assert_eq!(desk.choice().kind, ChooseKind::Unknown);
    }
}

#[test]
fn the_account_s_own_organization_takes_a_click_in_each_view_linked_or_not() {
    let desk = Desk::ready();
    desk.show(site("31"));
    desk.choose(500).unwrap();
    assert_eq!(organization(&desk), (500, ByHand::Remembered));
    desk.show(device_page("HDG North", "31", "5", "PC"));
    assert_eq!(desk.choice().kind, ChooseKind::Suggested);
    assert_eq!(candidates(&desk), [(500, true)]);
    let revision = desk.revision();
    let passwords = Request::Passwords { revision };
    assert_eq!(desk.panel(passwords).err(), Some(Failure::NotLinked));
    desk.choose(500).unwrap();
    assert_eq!(organization(&desk).0, 500);
}

#[test]
fn an_organization_that_became_inactive_takes_a_click_in_each_view() {
    let desk = harbour_by_hand();
    desk.glue(|glue| glue.org(501).status = "Inactive");
    desk.wait_ms(7 * 3_600_000);
    desk.show(device_page("HDG North", "31", "5", "PC"));
    assert_eq!(desk.choice().kind, ChooseKind::Suggested);
    assert_eq!(candidates(&desk), [(501, true)]);
}

#[test]
fn a_link_to_a_deleted_organization_is_not_used_and_not_forgotten() {
    let desk = harbour_by_hand();
    let gone = northlane_without(&desk, 501);
    desk.wait_ms(60_000);
    desk.show(device_page("HDG North", "31", "5", "PC"));
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
    desk.show(device_page("Kestrel Logistics", "31", "5", "PC"));
    assert_eq!(
        organization(&desk),
        (502, ByHand::No),
        "what else is known counts"
    );
    desk.glue(|glue| glue.orgs.push(gone));
    desk.wait_ms(7 * 3_600_000);
    desk.show(device_page("HDG North", "31", "6", "PC"));
    assert_eq!(
        organization(&desk),
        (501, ByHand::Remembered),
        "it came back"
    );
}

fn northlane_without(desk: &Desk, id: u64) -> super::glue::Org {
    let mut gone = None;
    desk.glue(|glue| {
        let at = glue.orgs.iter().position(|org| org.id == id).unwrap();
        gone = Some(glue.orgs.remove(at));
    });
    gone.unwrap()
}

#[test]
fn a_renamed_organization_stays_linked_under_its_new_name() {
    let desk = harbour_by_hand();
    desk.wait_ms(60_000);
    desk.glue(|glue| glue.org(501).name = "Harbour Dental Partners".into());
    desk.show(device_page("HDG North", "31", "5", "PC"));
    assert_eq!(desk.linked().organization.name, "Harbour Dental Partners");
}

#[test]
fn a_second_site_of_the_same_client_may_be_linked_too_and_both_say_so() {
    let desk = harbour_by_hand();
    desk.show(device_page("HDG South", "32", "", ""));
    desk.choose(501).unwrap();
    assert_eq!(
        desk.linked().reason,
        "linked by you · so is the site HDG North"
    );
    desk.show(device_page("HDG West", "33", "", ""));
    desk.choose(501).unwrap();
    assert_eq!(desk.linked().reason, "linked by you · so are 2 other sites");
    desk.undo().unwrap();
    desk.show(site("31"));
    assert_eq!(
        desk.linked().reason,
        "linked by you · so is the site HDG South"
    );
}

#[test]
fn an_undo_in_one_tab_is_an_undo_in_all() {
    let desk = harbour_by_hand();
    desk.show_in(6, device_page("HDG North", "31", "5", "PC"));
    let shown = desk.view_of(6);
    assert!(matches!(shown.state, PanelState::Linked { .. }));
    desk.undo().unwrap();
    let after = desk.view_of(6);
    assert!(matches!(after.state, PanelState::Choose { .. }) && after.revision > shown.revision);
}

#[test]
fn a_tab_that_slept_through_an_undo_is_asked_again() {
    let desk = harbour_by_hand();
    desk.show_in(6, device_page("HDG North", "31", "5", "PC"));
    assert!(matches!(desk.view_of(6).state, PanelState::Linked { .. }));
    desk.kill();
    desk.undo().unwrap();
    assert!(matches!(desk.view_of(6).state, PanelState::Choose { .. }));
}

#[test]
fn a_choice_asks_it_glue_for_no_more_than_a_new_sight_does() {
    let desk = harbour_by_hand();
    desk.linked();
    desk.forget_requests();
    desk.show(device_page("HDG North", "31", "", ""));
    desk.linked();
    desk.lists();
    assert!(desk.requests().len() <= 2, "{:#?}", desk.requests());
    desk.forget_requests();
    desk.linked();
    assert_eq!(desk.requests(), [""; 0]);
}

#[test]
fn a_link_made_in_the_rmm_says_nothing_in_the_psa() {
    let desk = harbour_by_hand();
    desk.show(ticket("HDG North", "31"));
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
}

#[test]
fn what_is_not_in_it_glue_cannot_be_linked() {
    let desk = Desk::ready();
    desk.show(site("31"));
    assert_eq!(desk.choose(12345).err(), Some(Failure::NotFound));
    desk.look(TAB, &format!("{RMM}/dashboard"), "", "");
    assert_eq!(desk.choose(501).err(), Some(Failure::Refused));
}

#[test]
fn undo_with_nothing_to_undo_changes_nothing_but_the_revision() {
    let desk = Desk::at_device();
    let shown = desk.linked();
    assert!(matches!(desk.undo(), Ok(Response::Panel { .. })));
    assert_eq!(desk.linked(), shown);
}
