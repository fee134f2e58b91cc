//! Links by the client's name, and an index that is no longer true.

use super::desk::{Desk, HARBOUR, RMM, START_MS, TAB};
use super::world::At;
use gluepane_protocol::{ChooseKind, Failure, PanelState, Request, Response};

const KESTREL: &str = "Kestrel Logistics";

/// A site page of this client.
fn see(desk: &Desk, n: u32, name: &str) {
    desk.look(TAB, &format!("{RMM}/site/{n}/x"), name, "");
}

/// The index has been read a minute ago.
fn desk_with_index() -> Desk {
    let desk = Desk::ready();
    see(&desk, 1, KESTREL);
    assert_eq!(desk.linked().organization.id.0, 502);
    desk.wait_ms(60_000);
    desk.forget_requests();
    desk
}

#[test]
fn a_name_links_in_any_spelling_and_a_similar_one_is_suggested() {
    let desk = Desk::ready();
    see(&desk, 1, "  harbour   DENTAL-group ");
    assert_eq!(desk.linked().organization.id.0, 501);
    see(&desk, 2, "Harbour Dental");
    let choice = desk.choice();
    assert_eq!(
        (choice.kind, choice.candidates[0].organization.id.0),
        (ChooseKind::Suggested, 501)
    );
    see(&desk, 3, "Orchard LLC");
    assert_eq!(
        desk.choice().kind,
        ChooseKind::Suggested,
        "another legal form"
    );
    see(&desk, 4, "Zzyzx");
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
}

#[test]
fn before_a_link_by_name_the_exact_name_is_asked_once_more() {
    let desk = desk_with_index();
    see(&desk, 2, HARBOUR);
    assert_eq!(desk.linked().organization.id.0, 501);
    assert_eq!(desk.requests().len(), 1);
    assert!(desk.requests()[0].contains("filter[name]=Harbour Dental Group"));
}

#[test]
fn an_organization_renamed_since_is_not_linked_by_its_former_name() {
    let desk = desk_with_index();
    desk.glue(|glue| glue.org(501).name = "Tidewater Clinics".into());
    see(&desk, 2, HARBOUR);
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
}

#[test]
fn an_organization_renamed_since_is_linked_to_who_bears_the_name_now() {
    let desk = desk_with_index();
    desk.glue(|glue| {
        glue.org(501).name = "Tidewater Clinics".into();
        glue.org(503).name = HARBOUR.into();
    });
    see(&desk, 2, HARBOUR);
    assert_eq!(desk.linked().organization.id.0, 503);
}

#[test]
fn an_organization_deleted_since_is_not_linked() {
    let desk = desk_with_index();
    desk.glue(|glue| glue.orgs.retain(|org| org.id != 501));
    see(&desk, 2, HARBOUR);
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
}

#[test]
fn a_second_organization_of_the_same_name_made_since_makes_it_ambiguous() {
    let desk = desk_with_index();
    desk.glue(|glue| {
        glue.add_org(510, HARBOUR);
    });
    see(&desk, 2, HARBOUR);
    assert_eq!(desk.choice().kind, ChooseKind::Ambiguous);
}

#[test]
fn an_organization_that_became_inactive_since_is_only_suggested() {
    let desk = desk_with_index();
    desk.glue(|glue| glue.org(501).status = "Inactive");
    see(&desk, 2, HARBOUR);
    assert_eq!(desk.choice().kind, ChooseKind::Suggested);
}

#[test]
fn a_name_filter_that_is_ignored_costs_a_new_reading_and_nothing_else() {
    let desk = desk_with_index();
    desk.glue(|glue| {
        glue.ignores = ["name"].into();
        for n in 0..60 {
            glue.add_org(100 + n, &format!("Somebody {n}"));
        }
        glue.orgs.sort_by_key(|org| org.id);
    });
    see(&desk, 2, HARBOUR);
    assert_eq!(desk.linked().organization.id.0, 501);
}

#[test]
fn an_index_older_than_ten_minutes_is_asked_for_its_changes_alone() {
    let desk = desk_with_index();
    desk.wait_ms(11 * 60_000);
    desk.glue(|glue| {
        let org = glue.add_org(510, "Pelican Print");
        org.updated = "2026-02-02T00:00:00.000Z".into();
    });
    see(&desk, 2, "Pelican Print");
    assert_eq!(desk.linked().organization.id.0, 510);
    let requests = desk.requests();
    assert_eq!(requests.len(), 1, "{requests:#?}");
    assert!(
        requests[0].contains("filter[updated_at]=2026-01-01T00:00:00.000Z,*"),
        "{requests:#?}"
    );
}

#[test]
fn after_six_hours_the_index_is_read_whole() {
    let desk = desk_with_index();
    desk.wait_ms(7 * 3_600_000);
    desk.glue(|glue| glue.orgs.retain(|org| org.id != 503));
    see(&desk, 2, "Orchard Ltd");
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
    assert!(
        desk.requests()
            .iter()
            .all(|url| !url.contains("updated_at"))
    );
}

#[test]
fn changes_that_cannot_be_asked_for_are_read_whole() {
    let desk = desk_with_index();
    desk.wait_ms(11 * 60_000);
    let refusal = super::world::Reply::Http(422, "application/json", "{}");
    desk.world
        .replies
        .borrow_mut()
        .push(("updated_at", refusal));
    see(&desk, 2, HARBOUR);
    assert_eq!(desk.linked().organization.id.0, 501);
}

#[test]
fn a_failure_that_is_not_the_filter_s_is_told_at_once_and_costs_no_second_question() {
    use super::world::Reply;
    for reply in [
        Reply::Unreachable,
        Reply::Http(403, "application/json", r#"{"message":"Forbidden"}"#),
        Reply::Http(503, "", ""),
        Reply::Busy(60),
    ] {
        let desk = desk_with_index();
        desk.wait_ms(11 * 60_000);
        desk.world.replies.borrow_mut().push(("updated_at", reply));
        see(&desk, 2, HARBOUR);
        let state = desk.view().state;
        assert!(matches!(state, PanelState::Failed { .. }), "{state:?}");
        assert_eq!(desk.requests().len(), 1, "{:#?}", desk.requests());
    }
}

#[test]
fn a_clock_that_was_set_back_reads_the_index_anew() {
    let desk = desk_with_index();
    desk.world.now_ms.set(START_MS - 86_400_000);
    desk.glue(|glue| glue.org(501).name = "Tidewater Clinics".into());
    see(&desk, 2, HARBOUR);
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
}

#[test]
fn a_clock_that_is_set_back_during_a_refresh_breaks_nothing() {
    let desk = desk_with_index();
    desk.wait_ms(11 * 60_000);
    desk.meanwhile(At::Request("updated_at"), |desk| {
        desk.world.now_ms.set(START_MS - 3_600_000)
    });
    see(&desk, 2, HARBOUR);
    desk.view();
    desk.wait_ms(1_000);
    see(&desk, 3, KESTREL);
    assert_eq!(desk.linked().organization.id.0, 502);
}

#[test]
fn a_full_session_store_keeps_no_index_and_everything_works() {
    let desk = Desk::ready();
    let bytes: usize = desk.world.shelves.borrow().values().map(String::len).sum();
    desk.glue(|glue| {
        for n in 0..200 {
            glue.add_org(1000 + n, &format!("Client number {n}"));
        }
    });
    desk.world.session_bytes.set(Some(bytes + 3_000));
    see(&desk, 1, HARBOUR);
    assert_eq!(desk.linked().organization.id.0, 501);
    assert!(
        desk.world
            .shelves
            .borrow()
            .keys()
            .all(|(_, key)| !key.starts_with("index:"))
    );
    desk.copy(9002).unwrap();
    desk.kill();
    see(&desk, 2, KESTREL);
    assert_eq!(desk.linked().organization.id.0, 502);
}

#[test]
fn the_index_survives_a_kill() {
    let desk = desk_with_index();
    desk.kill();
    see(&desk, 2, HARBOUR);
    assert_eq!(desk.linked().organization.id.0, 501);
    assert_eq!(
        desk.requests().len(),
        1,
        "the second question alone: {:#?}",
        desk.requests()
    );
}

#[test]
fn an_account_whose_index_is_cut_off_links_nothing_by_name() {
    let desk = Desk::ready();
    desk.glue(|glue| {
        glue.page_cap = 1;
        for n in 0..40 {
            glue.add_org(600 + n, &format!("Client number {n}"));
        }
        glue.add_org(900, "HARBOUR dental group");
    });
    see(&desk, 1, HARBOUR);
    let state = desk.view().state;
    assert!(
        !matches!(state, PanelState::Linked { .. }),
        "a second bearer lies beyond what was read: {state:?}"
    );
}

#[test]
fn a_search_finds_by_words_in_any_order_and_asks_once() {
    let desk = desk_with_index();
    let search = |query: &str| match desk.panel(Request::SearchOrganizations {
        query: query.into(),
    }) {
        Ok(Response::Organizations { found }) => {
            found.iter().map(|found| found.id.0).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(search("group harb")[0], 501);
    assert_eq!(search("ORCHARD")[0], 503);
    assert_eq!(search(""), [0; 0]);
    assert_eq!(search("qqqq"), [0; 0]);
    assert_eq!(desk.requests(), [""; 0]);
    desk.look(TAB, &format!("{RMM}/dashboard"), "", "");
    let request = Request::SearchOrganizations {
        query: "harbour".into(),
    };
    assert_eq!(
        desk.panel(request).err(),
        Some(Failure::Refused),
        "nothing to choose for"
    );
}
