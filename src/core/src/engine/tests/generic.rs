//! Pages of no recipe: whatever they say only suggests.

use super::desk::{Desk, HARBOUR, device_page, generic_page};
use crate::page::Context;
use gluepane_protocol::{ByHand, ChooseKind, ConfigurationState, NotFoundCause, PanelState};

#[test]
fn a_name_on_a_page_without_a_recipe_suggests_and_never_links() {
    let desk = Desk::ready();
    desk.show(generic_page(HARBOUR));
    let choice = desk.choice();
    assert_eq!(choice.kind, ChooseKind::Suggested);
    assert_eq!(choice.candidates[0].organization.id.0, 501);
    assert_eq!(choice.candidates[0].reason, "same name");
    assert_eq!(
        choice.reason,
        "Gluepane has no recipe for this page, so nothing on it is certain"
    );
    assert_eq!(choice.remembers, "Your choice counts for this page only");
    desk.show(generic_page("Zzyzx"));
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
}

#[test]
fn nothing_that_such_a_page_claims_to_be_trusted_is() {
    let desk = Desk::ready();
    desk.show(Context {
        client_names: vec![HARBOUR.into()],
        client_field: Some(HARBOUR.into()),
        client_ids: vec!["31".into()],
        device_ids: vec!["410001".into()],
        is_generic: true,
        ..device_page(HARBOUR, "31", "410001", "HDG-DC01")
    });
    assert!(matches!(desk.view().state, PanelState::Choose { .. }));
    desk.choose(501).unwrap();
    assert_eq!(desk.linked().by_hand, ByHand::ThisView);
    let asked = desk.requests();
    assert!(
        asked.iter().all(|url| !url.contains("rmm_id")),
        "{asked:#?}"
    );
}

#[test]
fn a_choice_there_holds_for_its_view_and_makes_no_place_trusted() {
    let desk = Desk::ready();
    desk.show(generic_page("HDG"));
    desk.choose(501).unwrap();
    assert_eq!(desk.linked().by_hand, ByHand::ThisView);
    desk.show(generic_page("HDG again"));
    assert!(matches!(desk.view().state, PanelState::Choose { .. }));
    desk.show(generic_page("HDG"));
    assert!(matches!(desk.view().state, PanelState::Choose { .. }));
}

#[test]
fn the_same_name_comes_before_a_similar_one_and_a_serial_number_before_both() {
    let desk = Desk::ready();
    desk.glue(|glue| {
        glue.add_org(510, "Harbour Dental");
        glue.add_conf(7003, 502, "KES-PC7", "").serial = Some("7XK3QW2".into());
    });
    let two = Context {
        suggested_names: vec!["Harbour Dentl Group".into(), "Harbour Dental".into()],
        ..generic_page("")
    };
    let ids = |desk: &Desk| -> Vec<u64> {
        let choice = desk.choice();
        choice
            .candidates
            .iter()
            .map(|one| one.organization.id.0)
            .collect()
    };
    desk.show(two.clone());
    assert_eq!(ids(&desk)[..2], [510, 501]);
    desk.show(Context {
        serials: vec!["7XK-3QW2".into(), "7XK3QW2".into()],
        ..two
    });
    assert_eq!(
        ids(&desk)[0],
        510,
        "written so it isn't found, and two are none"
    );
}

#[test]
fn a_page_that_says_nothing_of_a_device_has_none() {
    let desk = Desk::ready();
    desk.show(generic_page(HARBOUR));
    desk.choose(501).unwrap();
    let ConfigurationState::NotFound { cause, .. } = desk.linked().configuration else {
        panic!("a configuration out of nothing")
    };
    assert_eq!(cause, NotFoundCause::NoDevice);
}
