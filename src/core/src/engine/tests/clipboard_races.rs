//! Two things happen to the clipboard at once, or one of them fails.

use super::clipboard::{ALARM, copy_username, deadline, left_ms, now, record};
use super::desk::{Desk, VALUES};
use super::world::At;
use crate::engine::{Shelf, Signal};
use gluepane_protocol::Failure;

#[test]
fn a_clipboard_that_cannot_be_cleared_is_tried_again() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    desk.world.is_clipboard_refused.set(true);
    desk.wait_ms(30_000);
    assert_eq!(
        desk.signal(Signal::Alarm(ALARM.into())),
        Err(Failure::Clipboard)
    );
    assert!(deadline(&desk).unwrap() > now(&desk) && record(&desk).is_some());
    desk.world.is_clipboard_refused.set(false);
    desk.ring();
    assert_eq!(desk.clipboard(), "");
}

#[test]
fn a_copy_that_the_browser_refuses_leaves_no_countdown() {
    let desk = Desk::at_device();
    desk.world.is_clipboard_refused.set(true);
    assert_eq!(desk.copy(9001).err(), Some(Failure::Clipboard));
    assert_eq!(
        (record(&desk), deadline(&desk), left_ms(&desk)),
        (None, None, None)
    );
    assert_eq!(copy_username(&desk).err(), Some(Failure::Clipboard));
}

#[test]
fn a_second_copy_that_the_browser_refuses_leaves_the_first_with_its_own_countdown() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    let (first, at_ms) = (record(&desk), deadline(&desk));
    desk.wait_ms(20_000);
    desk.world.is_clipboard_refused.set(true);
    assert_eq!(desk.copy(9002).err(), Some(Failure::Clipboard));
    assert_eq!(record(&desk), first);
    assert_eq!(deadline(&desk), at_ms, "the alarm too");
    desk.world.is_clipboard_refused.set(false);
    desk.ring();
    assert_eq!(desk.clipboard(), "");
}

/// The alarm of the first copy goes off, and while it is at work a second password is copied.
fn second_copy_during(at: At) {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    desk.wait_ms(30_000);
    desk.meanwhile(at, |desk| drop(desk.copy(9002).unwrap()));
    let _ = desk.signal(Signal::Alarm(ALARM.into()));
    assert_eq!(desk.world.n_hooks(), 0);
    if desk.clipboard() == VALUES[1] {
        assert!(
            record(&desk).is_some() && deadline(&desk).is_some(),
            "nobody would clear the second one: {at:?}"
        );
    }
    desk.ring();
    assert_eq!(desk.clipboard(), "", "{at:?}");
}

#[test]
fn a_password_copied_while_the_former_is_being_cleared_is_cleared_in_its_own_time() {
    second_copy_during(At::ClipboardRead);
    second_copy_during(At::ClipboardWasSet);
}

#[test]
fn a_password_copied_while_the_former_is_being_cleared_is_not_taken_away_at_once() {
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    desk.wait_ms(30_000);
    desk.meanwhile(At::ClipboardRead, |desk| drop(desk.copy(9002).unwrap()));
    let _ = desk.signal(Signal::Alarm(ALARM.into()));
    assert_eq!(desk.clipboard(), VALUES[1]);
}

#[test]
fn a_store_that_is_full_lets_no_value_out() {
    let desk = Desk::at_device();
    desk.view();
    desk.world
        .failing_key
        .set(Some((Shelf::Session, "clipboard")));
    assert!(matches!(desk.copy(9001), Err(Failure::Store { .. })));
    assert_eq!((desk.clipboard().as_str(), deadline(&desk)), ("", None));
}
