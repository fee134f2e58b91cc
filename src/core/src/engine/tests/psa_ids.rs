//! Links by the PSA's company id.

use super::desk::{Desk, HARBOUR, device_page, ticket};
use crate::page::Context;
use gluepane_protocol::{ByHand, ChooseKind, ConfigurationState, NotFoundCause, PanelState};

fn desk() -> Desk {
    let desk = Desk::ready();
    desk.glue(|glue| {
        glue.org(501).psa = vec![("autotask", "1234".into())];
        glue.org(502).psa = vec![("autotask", "1235".into())];
    });
    desk
}

#[test]
fn a_ticket_is_linked_by_its_company_id_whatever_its_name_is() {
    let desk = desk();
    desk.show(ticket("HDG (Harbour)", "1234"));
    let linked = desk.linked();
    assert_eq!(
        (linked.organization.id.0, linked.by_hand),
        (501, ByHand::No)
    );
    assert_eq!(linked.reason, "by Autotask company id 1234");
    let asked = desk.requests();
    assert!(
        asked
            .iter()
            .any(|url| url.contains("filter[psa_id]=1234&filter[psa_integration_type]=autotask")),
        "{asked:#?}"
    );
    assert!(
        asked
            .iter()
            .any(|url| url.contains("[psa_integration_type]=manage")),
        "the proof"
    );
    let ConfigurationState::NotFound { cause, .. } = linked.configuration else {
        panic!("a ticket of no device")
    };
    assert_eq!(cause, NotFoundCause::NoDevice);
}

#[test]
fn id_and_name_that_agree_need_no_proof() {
    let desk = desk();
    desk.show(ticket(HARBOUR, "1234"));
    assert_eq!(
        desk.linked().reason,
        "by Autotask company id 1234 · organization name agrees"
    );
    desk.lists();
    assert!(desk.requests().len() <= 4, "{:#?}", desk.requests());
    assert!(desk.requests().iter().all(|url| !url.contains("=manage")));
}

#[test]
fn an_id_and_a_name_that_disagree_are_ambiguous() {
    let desk = desk();
    desk.show(ticket("Kestrel Logistics", "1234"));
    let choice = desk.choice();
    assert_eq!(choice.kind, ChooseKind::Ambiguous);
    assert_eq!(
        choice.reason,
        "company id and organization name point to different organizations"
    );
    let reasons: Vec<_> = choice
        .candidates
        .iter()
        .map(|one| (one.organization.id.0, one.reason.as_str()))
        .collect();
    assert_eq!(reasons, [(501, "Autotask company id"), (502, "same name")]);
}

#[test]
fn an_id_that_another_integration_knows_too_only_suggests() {
    let desk = desk();
    desk.glue(|glue| glue.org(501).psa.push(("manage", "1234".into())));
    desk.show(ticket("HDG (Harbour)", "1234"));
    let choice = desk.choice();
    assert_eq!(choice.kind, ChooseKind::Suggested);
    assert_eq!(
        choice.candidates[0].reason,
        "company id, integration not proved"
    );
}

#[test]
fn a_filter_that_is_ignored_links_nothing() {
    for ignored in [
        &["psa_id", "psa_integration_type"][..],
        &["psa_id"],
        &["psa_integration_type"],
    ] {
        let desk = desk();
        desk.glue(|glue| glue.ignores = ignored.iter().copied().collect());
        desk.show(ticket("HDG (Harbour)", "9"));
        let state = desk.view().state;
        assert!(
            !matches!(state, PanelState::Linked { .. }),
            "{ignored:?}: {state:?}"
        );
    }
    let desk = desk();
    desk.glue(|glue| {
        glue.orgs.retain(|org| org.id == 501);
        glue.org(501).psa = vec![];
        glue.ignores = ["psa_id", "psa_integration_type"].into();
    });
    desk.show(ticket("Somebody Else", "9"));
    assert_eq!(
        desk.choice().kind,
        ChooseKind::Suggested,
        "the account's only client"
    );
}

#[test]
fn an_id_that_nobody_bears_leaves_it_to_the_name() {
    let desk = desk();
    desk.show(ticket(HARBOUR, "9999"));
    assert_eq!(desk.linked().reason, "by Autotask organization name");
}

#[test]
fn two_organizations_of_one_id_are_ambiguous() {
    let desk = desk();
    desk.glue(|glue| glue.org(503).psa = vec![("autotask", "1234".into())]);
    desk.show(ticket("HDG (Harbour)", "1234"));
    assert_eq!(desk.choice().kind, ChooseKind::Ambiguous);
}

#[test]
fn a_page_that_shows_two_company_ids_asks_for_neither() {
    let desk = desk();
    desk.show(Context {
        client_ids: vec!["1234".into(), "1235".into()],
        ..ticket(HARBOUR, "")
    });
    assert_eq!(desk.choice().kind, ChooseKind::Ambiguous);
    assert!(desk.requests().iter().all(|url| !url.contains("psa_id")));
}

#[test]
fn an_organization_that_changed_since_the_index_was_read_is_seen_as_it_is() {
    let desk = desk();
    desk.show(ticket(HARBOUR, "1234"));
    desk.linked();
    desk.wait_ms(60_000);
    desk.glue(|glue| glue.org(501).status = "Inactive");
    desk.show(Context {
        record: Some("T2".into()),
        ..ticket("HDG (Harbour)", "1234")
    });
    assert_eq!(desk.choice().kind, ChooseKind::Suggested);
}

#[test]
fn the_account_s_own_company_only_suggests() {
    let desk = desk();
    desk.glue(|glue| glue.org(500).psa = vec![("autotask", "0".into())]);
    desk.show(ticket("Northlane IT", "0"));
    assert_eq!(desk.choice().kind, ChooseKind::Suggested);
}

#[test]
fn a_company_id_that_points_elsewhere_asks_until_it_is_overruled() {
    let desk = desk();
    desk.show(ticket(HARBOUR, "1234"));
    desk.choose(502).unwrap();
    desk.show(Context {
        record: Some("T2".into()),
        ..ticket(HARBOUR, "1234")
    });
    let linked = desk.linked();
    assert_eq!(
        (linked.organization.id.0, linked.by_hand),
        (502, ByHand::Remembered)
    );
    desk.glue(|glue| {
        glue.org(501).psa = vec![];
        glue.org(503).psa = vec![("autotask", "1234".into())];
    });
    desk.show(Context {
        record: Some("T3".into()),
        ..ticket(HARBOUR, "1234")
    });
    let choice = desk.choice();
    assert_eq!(
        choice.kind,
        ChooseKind::Ambiguous,
        "the id points to a third now"
    );
    assert_eq!(
        choice.reason,
        "you linked one organization, and the company id points to another"
    );
}

#[test]
fn an_rmm_s_site_id_is_no_company_id() {
    let desk = desk();
    desk.show(device_page("HDG (Harbour)", "1234", "", ""));
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
}
