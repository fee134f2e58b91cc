//! *Check this account*: for the options page alone, one at a time, and nothing of it stays.

use super::desk::{DC01, Desk, KEY, VALUES};
use super::world::{At, Reply};
use crate::engine::Shelf;
use gluepane_protocol::{CheckReport, Event, Failure, Request, Response};

fn check(desk: &Desk) -> Result<CheckReport, Failure> {
    match desk.options(Request::CheckAccount)? {
        Response::Checked { report } => Ok(report),
        other => panic!("{other:?}"),
    }
}

fn answer(report: &CheckReport, key: &str) -> String {
    let found = report.findings.iter().find(|finding| finding.key == key);
    found.unwrap().answer.clone()
}

#[test]
fn it_asks_with_the_connection_and_says_how_far_it_is() {
    let desk = Desk::ready();
    desk.forget_requests();
    let report = check(&desk).unwrap();
    assert_eq!(answer(&report, "connection"), "accepted");
    assert_eq!(answer(&report, "bad_key"), "403 message");
    assert_eq!((report.ended, report.findings.len() > 60), (None, true));
    let told = desk.world.events.borrow();
    let progress = told.iter().filter_map(|event| match event {
        Event::CheckProgressed { done, of } => Some((*done, *of)),
        _ => None,
    });
    let progress: Vec<_> = progress.collect();
    let of = progress[0].1;
    assert!(progress.iter().copied().eq((0..=of).map(|done| (done, of))));
    // One request, the last, has a made-up key; all others the connection's.
    let asked = desk.world.asked.borrow();
    let (last, others) = asked.split_last().unwrap();
    assert_eq!(report.requests as usize, asked.len());
    assert!(last.key != KEY && others.iter().all(|asked| asked.key == KEY));
}

#[test]
fn nothing_of_it_is_kept_and_no_name_or_value_is_in_it() {
    let desk = Desk::ready();
    desk.world.ever_stored.borrow_mut().clear();
    let report = check(&desk).unwrap();
    let stored = desk.world.ever_stored.borrow();
    assert!(
        stored
            .iter()
            .all(|(shelf, key, _)| (*shelf, key.as_str()) == (Shelf::Session, "budget"))
    );
    let said = format!("{report:?}");
    for word in VALUES
        .iter()
        .chain(&["Harbour", "HDG", "Northlane", "northlane", "7001", KEY])
    {
        assert!(!said.contains(word), "{word} in {said}");
    }
}

#[test]
fn without_a_connection_there_is_nothing_to_check() {
    assert_eq!(check(&Desk::bare()).map(drop), Err(Failure::NotConnected));
}

/// What happens while the check asks about configurations.
fn meanwhile(request: fn() -> Request) -> CheckReport {
    let desk = Desk::ready();
    let other = desk.clone();
    desk.world.when(At::Request("/configurations?"), move || {
        other.options(request()).unwrap();
    });
    check(&desk).unwrap()
}

#[test]
fn cancelled_it_answers_with_what_it_has() {
    let report = meanwhile(|| Request::CancelCheck);
    assert_eq!(report.ended.as_deref(), Some("cancelled"));
    assert_eq!(answer(&report, "organizations_list"), "accepted");
    assert_eq!(answer(&report, "bad_key"), "cancelled");
}

#[test]
fn a_second_one_ends_the_first_and_so_does_disconnecting() {
    for request in [|| Request::CheckAccount, || Request::Disconnect] {
        assert_eq!(meanwhile(request).ended.as_deref(), Some("cancelled"));
    }
}

#[test]
fn cancelling_where_nothing_is_under_way_is_no_failure() {
    let desk = Desk::ready();
    assert!(matches!(
        desk.options(Request::CancelCheck),
        Ok(Response::Done)
    ));
    assert_eq!(check(&desk).unwrap().ended, None);
}

#[test]
fn a_busy_account_ends_it_and_the_panel_goes_on() {
    let desk = Desk::at_device();
    let busy = ("/flexible_assets", Reply::Busy(17));
    desk.world.replies.borrow_mut().push(busy);
    let report = check(&desk).unwrap();
    assert_eq!(report.ended.as_deref(), Some("IT Glue was too busy"));
    assert_eq!(answer(&report, "rate_limit_body"), "429 empty");
    desk.world.replies.borrow_mut().clear();
    desk.wait_ms(60_000);
    desk.go(super::desk::TAB, DC01);
    assert_eq!(desk.linked().organization.id.0, 501);
}
