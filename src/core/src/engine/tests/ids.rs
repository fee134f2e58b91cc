//! Links by the device's record id.

use super::desk::{DC01, Desk, HARBOUR, RMM, TAB};
use gluepane_protocol::{ChooseKind, NotFoundCause};

fn candidates(desk: &Desk) -> Vec<u64> {
    desk.choice()
        .candidates
        .iter()
        .map(|candidate| candidate.organization.id.0)
        .collect()
}

#[test]
fn a_device_that_it_glue_does_not_know_is_linked_by_its_client_s_name_alone() {
    let desk = Desk::ready();
    desk.look(TAB, &format!("{RMM}/device/999/NEW-PC"), HARBOUR, "NEW-PC");
    assert_eq!(desk.linked().reason, "by Datto RMM site name");
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
}

#[test]
fn a_filter_that_is_ignored_links_nothing_by_id() {
    let desk = Desk::ready();
    desk.glue(|glue| {
        glue.ignores = ["rmm_id", "rmm_integration_type"].into();
        for n in 0..20 {
            glue.add_conf(7100 + n, 502, &format!("PC{n}"), "");
        }
    });
    desk.look(TAB, DC01, "Somebody Else", "HDG-DC01");
    assert_eq!(desk.choice().kind, ChooseKind::Unknown);
}

#[test]
fn a_filter_that_is_ignored_in_a_small_account_links_nothing_by_id() {
    let desk = Desk::ready();
    desk.glue(|glue| {
        glue.ignores = ["rmm_id", "rmm_integration_type"].into();
        glue.confs.truncate(1);
    });
    desk.look(
        TAB,
        &format!("{RMM}/device/999/OTHER"),
        "Somebody Else",
        "OTHER",
    );
    let choice = desk.choice();
    assert_eq!(choice.kind, ChooseKind::Suggested, "{choice:?}");
    desk.look(
        TAB,
        &format!("{RMM}/device/998/OTHER"),
        "Kestrel Logistics",
        "OTHER",
    );
    assert_eq!(
        desk.choice().kind,
        ChooseKind::Ambiguous,
        "the only row is Harbour's, the name is Kestrel's"
    );
}

#[test]
fn an_id_that_two_integrations_know_is_decided_by_the_question_with_the_other_type() {
    let desk = Desk::ready();
    desk.glue(|glue| glue.conf(7010).rmm = vec![("aem", "41".into())]);
    desk.look(TAB, &format!("{RMM}/device/41/PC"), "", "PC");
    assert_eq!(
        desk.linked().organization.id.0,
        502,
        "only the RMM's own type gives the row"
    );
    assert!(
        desk.requests()
            .iter()
            .any(|url| url.contains("[rmm_integration_type]=ninja-rmm"))
    );
    desk.glue(|glue| glue.conf(7010).rmm.push(("ninja-rmm", "41".into())));
    desk.look(TAB, &format!("{RMM}/device/41/PC2"), "", "PC2");
    let choice = desk.choice();
    assert_eq!(choice.kind, ChooseKind::Suggested);
    assert_eq!(choice.candidates[0].organization.id.0, 502);
    assert_eq!(
        choice.candidates[0].reason,
        "device id, integration not proved"
    );
}

#[test]
fn an_integration_type_that_is_ignored_proves_nothing() {
    let desk = Desk::ready();
    desk.glue(|glue| {
        glue.ignores = ["rmm_integration_type"].into();
        glue.conf(7010).rmm = vec![("ninja-rmm", "41".into())];
    });
    desk.look(TAB, &format!("{RMM}/device/41/PC"), "", "PC");
    assert_eq!(desk.choice().kind, ChooseKind::Suggested);
}

#[test]
fn a_link_of_the_rmm_s_own_record_proves_the_id_without_a_second_question() {
    let desk = Desk::ready();
    desk.glue(|glue| glue.conf(7010).link = Some(format!("{RMM}/device/420001")));
    desk.look(TAB, &format!("{RMM}/device/420001/RENAMED"), "", "RENAMED");
    assert_eq!(desk.linked().organization.id.0, 502);
    assert!(
        desk.requests().iter().all(|url| !url.contains("ninja-rmm")),
        "{:#?}",
        desk.requests()
    );
    desk.glue(|glue| {
        glue.ignores = ["rmm_integration_type"].into();
        glue.conf(7010).link = Some("https://rmm.datto.com.evil.example/device/420001".into());
    });
    desk.look(TAB, &format!("{RMM}/device/420001/AGAIN"), "", "AGAIN");
    assert_eq!(
        desk.choice().kind,
        ChooseKind::Suggested,
        "a link to elsewhere proves nothing"
    );
}

#[test]
fn an_id_of_one_organization_and_the_name_of_another_are_ambiguous() {
    let desk = Desk::ready();
    desk.look(
        TAB,
        &format!("{RMM}/device/420001/KES-SRV1"),
        HARBOUR,
        "KES-SRV1",
    );
    assert_eq!(desk.choice().kind, ChooseKind::Ambiguous);
    assert_eq!(candidates(&desk), [502, 501]);
}

#[test]
fn an_id_that_several_organizations_bear_is_ambiguous_and_one_of_several_rows_of_one_is_not_chosen()
{
    let desk = Desk::ready();
    desk.glue(|glue| glue.conf(7010).rmm = vec![("aem", "410001".into())]);
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    assert_eq!(desk.choice().kind, ChooseKind::Ambiguous);
    assert_eq!(candidates(&desk), [501, 502]);
    desk.glue(|glue| {
        glue.conf(7010).rmm = vec![];
        glue.conf(7002).rmm = vec![("aem", "410001".into())];
    });
    desk.look(TAB, &format!("{RMM}/device/410001"), HARBOUR, "SOME");
    assert_eq!(desk.linked().organization.id.0, 501);
    assert_eq!(desk.configuration(), Err(NotFoundCause::Several));
}

#[test]
fn an_archived_row_gives_way_to_one_that_is_not_and_is_never_the_configuration() {
    let desk = Desk::ready();
    desk.glue(|glue| {
        glue.add_conf(6900, 502, "HDG-DC01", "410001").archived = true;
    });
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    assert_eq!(
        (
            desk.linked().organization.id.0,
            desk.configuration().unwrap().0
        ),
        (501, 7001)
    );
    desk.glue(|glue| {
        glue.confs.retain(|conf| conf.id != 6900);
        glue.conf(7001).archived = true;
    });
    desk.wait_ms(11 * 60_000);
    assert_eq!(desk.linked().organization.id.0, 501);
    assert_eq!(desk.configuration(), Err(NotFoundCause::NotMatched));
}

#[test]
fn the_account_s_own_organization_is_only_suggested() {
    let desk = Desk::ready();
    desk.look(
        TAB,
        &format!("{RMM}/device/400001/NL-MGMT"),
        "Northlane IT",
        "NL-MGMT",
    );
    let choice = desk.choice();
    assert_eq!(choice.kind, ChooseKind::Suggested);
    assert_eq!(candidates(&desk), [500]);
    let revision = desk.revision();
    let request = gluepane_protocol::Request::Passwords { revision };
    assert_eq!(
        desk.panel(request).err(),
        Some(gluepane_protocol::Failure::NotLinked)
    );
}

#[test]
fn two_devices_on_one_page_are_ambiguous() {
    let desk = Desk::ready();
    let values = [
        (0, HARBOUR),
        (2, "/device/410002/HDG-FS01"),
        (4, "HDG-FS01"),
    ];
    desk.observe(TAB, DC01, gluepane_protocol::Phase::Settled, &values);
    let state = desk.view().state;
    assert!(
        matches!(
            state,
            gluepane_protocol::PanelState::Reading | gluepane_protocol::PanelState::Choose { .. }
        ),
        "{state:?}"
    );
}

#[test]
fn an_unproved_id_does_not_spare_the_second_question_about_the_name() {
    let desk = Desk::ready();
    desk.look(TAB, &format!("{RMM}/device/999"), HARBOUR, "NEW");
    desk.linked();
    desk.wait_ms(60_000);
    desk.glue(|glue| {
        glue.ignores = ["rmm_integration_type"].into();
        glue.org(501).name = "Harbour Dental (former)".into();
        glue.add_org(510, HARBOUR);
    });
    desk.look(TAB, DC01, HARBOUR, "NOT-THAT");
    let state = format!("{:?}", desk.view().state);
    assert!(
        !state.contains("Linked {"),
        "the id is not proved, and 501 has lost the name: {state}"
    );
}
