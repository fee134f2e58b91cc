//! Frames of one page, and pages that say too much.

use super::desk::{DC01, Desk, HARBOUR, RMM, TAB};
use crate::engine::Again;
use gluepane_protocol::{
    ChooseKind, Failure, FramePlace, Observation, PanelState, PasswordId, Phase, ReaderAnswer,
    ReaderAsk, Reading, Request, Revision, ToReader,
};

const PSA: &str = "https://ww5.autotask.net";
const SHELL: &str = "https://ww5.autotask.net/AutotaskOnyx/LandingPage";
const TICKET: &str = "https://ww5.autotask.net/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=777";
const OTHER: &str = "https://ww5.autotask.net/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=778";
const KESTREL: &str = "Kestrel Logistics";

/// A desk whose tab shows Autotask's shell, read and settled.
fn at_shell() -> Desk {
    let desk = Desk::ready();
    desk.world
        .permissions
        .borrow_mut()
        .insert(format!("{PSA}/*"));
    desk.go(TAB, SHELL);
    let product = "autotask".into();
    desk.top(Request::EnableHost { product }).unwrap();
    assert!(desk.plan(TAB, SHELL).is_some());
    say(&desk, 0, SHELL, &[], "");
    desk
}

fn asked(url: &str, around: &[&str], client: &str, phase: Phase) -> Observation {
    let values = vec![client.to_owned()];
    let readings = if client.is_empty() {
        vec![]
    } else {
        vec![Reading { read: 0, values }]
    };
    let around = around.iter().map(|url| (*url).to_owned()).collect();
    Observation {
        plan: "autotask".into(),
        url: url.into(),
        phase,
        readings,
        place: Some(FramePlace { seen: true, around }).filter(|place| !place.around.is_empty()),
    }
}

fn say_all(desk: &Desk, frame: i64, url: &str, observation: Observation) -> Option<ReaderAnswer> {
    desk.try_read(TAB, frame, url, ReaderAsk::Observe { observation })
}

fn say(desk: &Desk, frame: i64, url: &str, around: &[&str], client: &str) {
    let observation = asked(url, around, client, Phase::Settled);
    assert_eq!(
        say_all(desk, frame, url, observation),
        Some(ReaderAnswer::Noted)
    );
}

#[test]
fn a_frame_that_a_person_sees_says_what_the_page_is_about() {
    let desk = at_shell();
    assert_eq!(desk.view().state, PanelState::NothingHere);
    let plan = desk.read(TAB, 4, TICKET, ReaderAsk::Plan);
    let ReaderAnswer::Plan { plan: Some(plan) } = plan else {
        panic!("{plan:?}")
    };
    assert_eq!(plan.panel, None, "the panel stands in the top frame alone");
    say(&desk, 4, TICKET, &[SHELL], HARBOUR);
    assert_eq!(desk.linked().organization.name, HARBOUR);
}

#[test]
fn each_frame_that_counts_is_read_again_before_a_value_is_given() {
    let desk = at_shell();
    say(&desk, 4, TICKET, &[SHELL], HARBOUR);
    let copy = || {
        let (revision, password) = (desk.revision(), PasswordId(9001));
        desk.panel(Request::CopyPassword { revision, password })
            .err()
    };
    desk.linked();
    assert_eq!(copy(), None);
    let says = |again| desk.world.rereads.borrow_mut().insert((TAB, 4), again);
    says(Again::Other);
    assert_eq!(copy(), Some(Failure::Outdated));
    assert_eq!(
        desk.linked().organization.name,
        HARBOUR,
        "one that is slow to answer stays"
    );
    // A frame that is gone has nothing to say any more, and nothing that it said counts.
    says(Again::Gone);
    assert_eq!(copy(), Some(Failure::Outdated));
    assert_eq!(desk.view().state, PanelState::NothingHere);
}

#[test]
fn a_top_frame_that_asks_for_its_plan_anew_has_the_others_say_again_what_they_said() {
    let desk = at_shell();
    say(&desk, 4, TICKET, &[SHELL], HARBOUR);
    desk.world.told_inside.borrow_mut().clear();
    desk.plan(TAB, SHELL);
    assert_eq!(
        *desk.world.told_inside.borrow(),
        [(TAB, 4, ToReader::Renew)]
    );
}

#[test]
fn two_frames_of_two_tickets_show_no_passwords() {
    let desk = at_shell();
    say(&desk, 4, TICKET, &[SHELL], HARBOUR);
    say(&desk, 5, OTHER, &[SHELL], HARBOUR);
    assert_eq!(desk.choice().kind, ChooseKind::Ambiguous);
    let gone = asked(OTHER, &[SHELL], "", Phase::Gone);
    say_all(&desk, 5, OTHER, gone).unwrap();
    assert_eq!(desk.linked().organization.name, HARBOUR);
}

#[test]
fn what_frames_said_outlives_a_kill_and_ends_with_the_page() {
    let desk = at_shell();
    say(&desk, 4, TICKET, &[SHELL], HARBOUR);
    let revision = desk.revision();
    desk.kill();
    say(&desk, 0, SHELL, &[], "");
    assert_eq!(desk.revision(), revision, "the same page");
    assert_eq!(desk.linked().organization.name, HARBOUR);
    desk.kill();
    desk.plan(TAB, SHELL);
    say(&desk, 0, SHELL, &[], "");
    assert_eq!(desk.view().state, PanelState::NothingHere);
}

#[test]
fn a_top_frame_that_goes_elsewhere_and_a_frame_that_is_loaded_anew_take_their_readings_with_them() {
    let desk = at_shell();
    say(&desk, 4, TICKET, &[SHELL], HARBOUR);
    let away = asked(&format!("{SHELL}?x=1"), &[], "", Phase::Navigating);
    say_all(&desk, 0, SHELL, away).unwrap();
    say(&desk, 0, SHELL, &[], "");
    assert_eq!(desk.view().state, PanelState::NothingHere);
    say(&desk, 4, TICKET, &[SHELL], HARBOUR);
    assert_eq!(desk.linked().organization.name, HARBOUR);
    desk.read(TAB, 4, OTHER, ReaderAsk::Plan);
    assert_eq!(desk.view().state, PanelState::NothingHere);
}

#[test]
fn a_frame_planted_in_a_ticket_hidden_or_of_another_host_changes_nothing() {
    let desk = at_shell();
    say(&desk, 4, TICKET, &[SHELL], HARBOUR);
    let (revision, linked) = (desk.revision(), desk.linked());
    let planted = format!("{PSA}/Mvc/CRM/AccountDetail.mvc?accountId=99");
    desk.read(TAB, 6, &planted, ReaderAsk::Plan);
    say(&desk, 6, &planted, &[TICKET, SHELL], KESTREL);
    let mut hidden = asked(&planted, &[SHELL], KESTREL, Phase::Settled);
    hidden.place.as_mut().unwrap().seen = false;
    say_all(&desk, 7, &planted, hidden).unwrap();
    let elsewhere = "https://evil.example/Mvc/CRM/AccountDetail.mvc?accountId=99";
    let foreign = asked(elsewhere, &[SHELL], KESTREL, Phase::Settled);
    assert_eq!(
        say_all(&desk, 8, elsewhere, foreign),
        Some(ReaderAnswer::Refused)
    );
    assert_eq!(desk.linked(), linked);
    assert_eq!(desk.revision(), revision);
}

#[test]
fn a_frame_of_this_host_in_somebody_else_s_page_says_nothing() {
    let desk = at_shell();
    desk.go(TAB, "https://evil.example/");
    say(&desk, 4, TICKET, &[SHELL], HARBOUR);
    assert_eq!(desk.view().state, PanelState::NothingHere);
}

#[test]
fn what_was_read_by_another_plan_counts_for_nothing() {
    let desk = at_shell();
    let mut observation = asked(TICKET, &[SHELL], HARBOUR, Phase::Settled);
    observation.plan = "generic".into();
    assert_eq!(
        say_all(&desk, 4, TICKET, observation),
        Some(ReaderAnswer::Refused)
    );
    assert_eq!(desk.view().state, PanelState::NothingHere);
    desk.go(TAB, TICKET);
    let mut observation = asked(TICKET, &[], HARBOUR, Phase::Settled);
    observation.plan = "generic".into();
    say_all(&desk, 0, TICKET, observation).unwrap();
    assert_eq!(desk.view().state, PanelState::NothingHere);
}

#[test]
fn a_page_that_floods_is_heard_four_times_a_second_and_its_newest_word_is_not_lost() {
    let desk = Desk::ready();
    let mut n_heard = 0;
    let mut look = |desk: &Desk, n: u32| {
        let url = format!("{RMM}/device/{n}/x");
        desk.go(TAB, &url);
        let mut observation = asked(&url, &[], HARBOUR, Phase::Settled);
        observation.plan = "datto-rmm".into();
        let answer = say_all(desk, 0, &url, observation);
        n_heard += u32::from(answer == Some(ReaderAnswer::Noted));
        answer
    };
    for n in 0..1000 {
        look(&desk, n);
        desk.wait_ms(10);
    }
    look(&desk, 1);
    let second = look(&desk, 2);
    assert!(second.is_none(), "told nothing, a reader asks again");
    desk.wait_ms(1000);
    assert_eq!(look(&desk, 410_001), Some(ReaderAnswer::Noted));
    // Twenty at once, and four each of ten seconds.
    assert!(n_heard <= 20 + 40 + 2, "{n_heard}");
    assert_eq!(desk.linked().organization.name, HARBOUR);
}

#[test]
fn a_page_that_floods_with_navigations_shows_nothing_and_stays_at_one_revision() {
    let desk = Desk::at_device();
    desk.linked();
    let mut revisions: Vec<Revision> = (0..200)
        .map(|n| {
            let url = format!("{RMM}/device/{n}");
            let mut observation = asked(&url, &[], "", Phase::Navigating);
            observation.plan = "datto-rmm".into();
            say_all(&desk, 0, &url, observation);
            assert_eq!(desk.view().state, PanelState::Reading);
            desk.revision()
        })
        .collect();
    revisions.dedup();
    assert!(revisions.len() <= 22, "{}", revisions.len());
    desk.wait_ms(60_000);
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    assert_eq!(desk.linked().organization.name, HARBOUR);
}
