//! One budget for all that the extension asks: counted, kept over kills, shared by tabs, given up when a page has gone.

use super::day::virtual_time::Clock;
use super::day::{NINE_MS, Report, SMALL, Technician, account};
use super::desk::{DC01, Desk, HARBOUR, TAB};
use super::world::Reply;
use crate::engine::memory::Sight;
use crate::engine::{Caller, Shelf};
use gluepane_protocol::{BudgetView, Event, Failure, PanelState, Request, Response};
use std::rc::Rc;

const PANEL: Caller = Caller::PanelInTab { tab: 1, frame: 7 };

fn budget(desk: &Desk) -> BudgetView {
    match desk.options(Request::Budget) {
        Ok(Response::Budget { view }) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_request_of_the_extension_is_counted_and_a_kill_loses_none() {
    let desk = Desk::ready();
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    desk.lists();
    desk.copy(9001).unwrap();
    desk.panel(Request::SearchOrganizations {
        query: "kes".into(),
    })
    .unwrap();
    let n_asked = desk.world.n_asked.get() as u32;
    let used = budget(&desk);
    assert_eq!((used.used, used.left), (n_asked, 3_000 - n_asked));
    desk.kill();
    assert_eq!(budget(&desk), used);
    desk.wait_ms(5 * 60_000 + 5_000);
    assert_eq!(budget(&desk).used, 0);
}

#[test]
fn looking_at_the_budget_asks_it_glue_nothing() {
    let desk = Desk::at_device();
    desk.forget_requests();
    budget(&desk);
    assert_eq!(desk.requests(), [""; 0]);
}

#[test]
fn pages_hear_of_requests_once_a_second_at_most() {
    let desk = Desk::at_device();
    let n_told = |desk: &Desk| {
        let events = desk.world.events.borrow();
        let of_budget = events
            .iter()
            .filter(|event| **event == Event::BudgetChanged);
        of_budget.count()
    };
    let before = n_told(&desk);
    desk.wait_ms(1_000);
    desk.view();
    desk.lists();
    assert_eq!(n_told(&desk), before + 1);
}

#[test]
fn what_is_kept_of_it_is_numbers_alone() {
    let desk = Desk::at_device();
    desk.lists();
    let shelves = desk.world.shelves.borrow();
    let record = &shelves[&(Shelf::Session, "budget".to_owned())];
    let is_plain = |sign: char| sign.is_ascii_digit() || "[,]".contains(sign);
    assert!(record.chars().all(is_plain), "{record}");
}

#[test]
fn what_it_glue_said_with_a_429_holds_after_a_kill() {
    let desk = Desk::at_device();
    let busy = ("/configurations", Reply::Busy(60));
    desk.world.replies.borrow_mut().push(busy);
    let failed = |desk: &Desk| match desk.view().state {
        PanelState::Failed {
            failure: Failure::RateLimited { wait_ms },
        } => wait_ms,
        other => panic!("{other:?}"),
    };
    assert_eq!(failed(&desk), Some(60_000));
    desk.world.replies.borrow_mut().clear();
    desk.forget_requests();
    desk.kill();
    assert!(failed(&desk).is_some_and(|ms| ms > 55_000));
    assert_eq!(desk.requests(), [""; 0], "nothing is asked before that");
    let used = budget(&desk);
    assert!(
        used.crowded && used.left == 0 && used.held_ms > 55_000,
        "{used:?}"
    );
    desk.wait_ms(61_000);
    assert_eq!(desk.linked().organization.id.0, 501);
}

/// A technician who is connected, at a moment when nothing is under way.
fn connected() -> (Clock, Rc<Technician>) {
    let clock = Clock::at(NINE_MS);
    let (account, report) = (account(SMALL, &clock), Rc::new(Report::default()));
    let technician = Rc::new(Technician::new(1, &account, &report));
    let connecting = technician.clone();
    clock.begin(async move { connecting.connect().await });
    clock.run();
    (clock, technician)
}

/// How many requests it costs when so many tabs show one client's ticket and are looked at together.
fn cost_of_tabs(n_tabs: i64) -> usize {
    let (clock, technician) = connected();
    let before = technician.world.n_asked.get();
    for tab in 1..=n_tabs {
        let technician = technician.clone();
        clock.begin(async move {
            technician.show(tab, 7, "").await;
            assert!(technician.view(tab).await.is_some());
        });
    }
    clock.run();
    technician.world.n_asked.get() - before
}

#[test]
fn five_tabs_that_need_the_same_at_once_cost_what_one_does() {
    let one = cost_of_tabs(1);
    assert!(one >= 2, "{one}");
    assert_eq!(cost_of_tabs(5), one);
}

#[test]
fn a_ticket_that_is_left_before_its_answer_asks_nothing_more() {
    let (clock, technician) = connected();
    let before = technician.world.n_asked.get();
    let looking = technician.clone();
    clock.begin(async move {
        looking.show(1, 7, "7").await;
        looking.ask(&PANEL, Request::View).await;
    });
    clock.run_until(clock.now_ms() + 20);
    let n_begun = technician.world.n_asked.get() - before;
    assert_eq!(n_begun, 2, "the client's id, and the organizations");
    let leaving = technician.clone();
    clock.begin(async move { leaving.engine().change_sight(1, Sight::Nothing).await });
    clock.run();
    assert_eq!(technician.world.n_asked.get() - before, n_begun);
    assert_eq!(technician.world.n_given_up.get(), 2);
    assert_eq!(*technician.report.failures.borrow(), [Failure::Outdated]);
}

#[test]
fn organizations_that_were_half_read_are_read_on_from_there() {
    let (clock, technician) = connected();
    let before = technician.world.n_asked.get();
    let looking = technician.clone();
    clock.begin(async move {
        looking.show(1, 7, "").await;
        looking.ask(&PANEL, Request::View).await;
    });
    // Until the second page is asked for.
    while technician.world.n_asked.get() < before + 2 {
        clock.run_until(clock.now_ms() + 10);
    }
    let leaving = technician.clone();
    clock.begin(async move {
        leaving.show(1, 8, "").await;
        assert!(leaving.view(1).await.is_some());
    });
    clock.run();
    let n_asked = technician.world.n_asked.get() - before;
    assert_eq!(n_asked, 3, "the second page once more, and not the first");
}
