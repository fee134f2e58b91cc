//! What stands on the clipboard, for how long, and what is remembered of it.

use super::desk::{Desk, VALUES};
use super::world::At;
use crate::engine::{Shelf, Signal};
use gluepane_protocol::{ClipboardItem, Event, Failure, PasswordId, Request, Response};

pub(super) const ALARM: &str = "clear-clipboard";

pub(super) fn deadline(desk: &Desk) -> Option<u64> {
    desk.world.alarms.borrow().get(ALARM).copied()
}

pub(super) fn record(desk: &Desk) -> Option<String> {
    desk.world
        .shelves
        .borrow()
        .get(&(Shelf::Session, "clipboard".to_owned()))
        .cloned()
}

pub(super) fn left_ms(desk: &Desk) -> Option<u32> {
    desk.view()
        .clipboard
        .and_then(|clipboard| clipboard.clears_in_ms)
}

pub(super) fn copy_username(desk: &Desk) -> Result<Response, Failure> {
    desk.panel(Request::CopyUsername {
        revision: desk.revision(),
        password: PasswordId(9001),
    })
}

pub(super) fn now(desk: &Desk) -> u64 {
    desk.world.now_ms.get()
}

#[test]
fn the_record_and_the_alarm_are_there_before_the_value_goes_out() {
    let desk = Desk::at_device();
    desk.view();
    desk.meanwhile(At::ClipboardSet, |desk| {
        assert!(record(desk).is_some() && deadline(desk) == Some(now(desk) + 30_000));
        assert_eq!(desk.clipboard(), "");
    });
    desk.copy(9001).unwrap();
    assert_eq!(desk.world.n_hooks(), 0);
    assert_eq!(desk.clipboard(), VALUES[0]);
}

#[test]
fn only_a_salted_digest_is_kept() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    let first = record(&desk).unwrap();
    desk.copy(9001).unwrap();
    let second = record(&desk).unwrap();
    let digest = |text: &str| -> serde_json::Value {
        serde_json::from_str::<serde_json::Value>(text).unwrap()["digest"].clone()
    };
    assert_ne!(digest(&first), digest(&second), "another salt each time");
    assert!(!desk.traces().contains(VALUES[0]));
}

#[test]
fn at_the_alarm_it_is_cleared_and_every_panel_is_told() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    assert_eq!(left_ms(&desk), Some(30_000));
    desk.wait_ms(10_000);
    assert_eq!(left_ms(&desk), Some(20_000));
    desk.ring();
    assert_eq!(desk.clipboard(), "");
    assert_eq!((record(&desk), left_ms(&desk)), (None, None));
    assert_eq!(
        desk.world.events.borrow().last(),
        Some(&Event::ClipboardChanged)
    );
}

#[test]
fn what_somebody_copied_since_is_left_alone() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    desk.world.clipboard.replace("a shopping list".into());
    desk.ring();
    assert_eq!(desk.clipboard(), "a shopping list");
    assert_eq!(record(&desk), None);
}

#[test]
fn clear_now_clears_ours_and_nothing_else() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    desk.panel(Request::ClearClipboard).unwrap();
    assert_eq!(
        (desk.clipboard().as_str(), record(&desk), deadline(&desk)),
        ("", None, None)
    );
    desk.world.clipboard.replace("a shopping list".into());
    desk.panel(Request::ClearClipboard).unwrap();
    assert_eq!(desk.clipboard(), "a shopping list");
}

#[test]
fn keep_longer_gives_another_full_time() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    desk.wait_ms(25_000);
    desk.panel(Request::KeepClipboard).unwrap();
    assert_eq!(
        (left_ms(&desk), deadline(&desk)),
        (Some(30_000), Some(now(&desk) + 30_000))
    );
    desk.ring();
    assert_eq!(desk.clipboard(), "");
    desk.panel(Request::KeepClipboard).unwrap();
    assert_eq!(
        (record(&desk), deadline(&desk)),
        (None, None),
        "there is nothing to keep"
    );
}

#[test]
fn an_alarm_that_comes_early_waits_for_its_time() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    let at_ms = deadline(&desk);
    desk.wait_ms(29_000);
    desk.signal(Signal::Alarm(ALARM.into())).unwrap();
    assert_eq!(
        (desk.clipboard().as_str(), deadline(&desk)),
        (VALUES[0], at_ms)
    );
}

#[test]
fn a_clock_that_was_set_back_never_prolongs_the_time() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    desk.world.now_ms.set(now(&desk) - 86_400_000);
    assert_eq!(left_ms(&desk), Some(30_000));
    desk.signal(Signal::Alarm(ALARM.into())).unwrap();
    assert_eq!(desk.clipboard(), "");
}

#[test]
fn a_worker_killed_between_copy_and_alarm_still_clears() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    desk.kill();
    assert_eq!(left_ms(&desk), Some(30_000));
    desk.kill();
    desk.ring();
    assert_eq!(desk.clipboard(), "");
}

#[test]
fn it_is_cleared_after_the_tab_is_closed_and_after_a_disconnect_too() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    desk.signal(Signal::TabClosed(super::desk::TAB)).unwrap();
    desk.options(Request::Disconnect).unwrap();
    desk.ring();
    assert_eq!(desk.clipboard(), "");
}

#[test]
fn a_username_starts_no_countdown_and_ends_the_one_before() {
    let desk = Desk::at_device();
    copy_username(&desk).unwrap();
    assert_eq!(
        (desk.clipboard().as_str(), record(&desk), deadline(&desk)),
        ("admin", None, None)
    );
    desk.copy(9001).unwrap();
    let copied = copy_username(&desk).unwrap();
    let Response::Copied { clipboard } = copied else {
        panic!()
    };
    assert_eq!(
        (clipboard.item, clipboard.clears_in_ms),
        (ClipboardItem::Username, None)
    );
    assert_eq!(
        (desk.clipboard().as_str(), record(&desk), deadline(&desk)),
        ("admin", None, None)
    );
    assert_eq!(left_ms(&desk), None);
}

#[test]
fn the_second_of_two_copies_has_its_own_full_time() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    desk.wait_ms(20_000);
    desk.copy(9002).unwrap();
    assert_eq!(
        (left_ms(&desk), deadline(&desk)),
        (Some(30_000), Some(now(&desk) + 30_000))
    );
    desk.wait_ms(15_000);
    desk.signal(Signal::Alarm(ALARM.into())).unwrap();
    assert_eq!(
        desk.clipboard(),
        VALUES[1],
        "the first one's time is not the second's"
    );
    desk.ring();
    assert_eq!(desk.clipboard(), "");
}

#[test]
fn another_alarm_is_none_of_the_clipboard_s() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    desk.wait_ms(60_000);
    desk.signal(Signal::Alarm("something-else".into())).unwrap();
    assert_eq!(desk.clipboard(), VALUES[0]);
}
