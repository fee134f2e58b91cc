//! The panel's own shortcuts.

use super::desk::Desk;
use gluepane_protocol::{Event, Failure, Request, Response, Shortcut, ShortcutAction};

fn set(desk: &Desk, action: ShortcutAction, key: &str) -> Result<Vec<Shortcut>, Failure> {
    let shortcut = Shortcut {
        action,
        key: key.to_owned(),
    };
    match desk.options(Request::SetShortcut { shortcut })? {
        Response::Options { view } => Ok(view.shortcuts),
        other => panic!("{other:?}"),
    }
}

fn key_of(shortcuts: &[Shortcut], action: ShortcutAction) -> &str {
    let mut found = shortcuts.iter().filter(|one| one.action == action);
    &found.next().unwrap().key
}

#[test]
fn the_panel_and_the_options_list_all_shortcuts_as_they_came() {
    let desk = Desk::at_device();
    let listed = desk.view().shortcuts;
    let expected: Vec<_> = ShortcutAction::DEFAULTS
        .iter()
        .map(|(action, key)| (*action, (*key).to_owned()))
        .collect();
    let listed: Vec<_> = listed
        .into_iter()
        .map(|one| (one.action, one.key))
        .collect();
    assert_eq!(listed, expected);
}

#[test]
fn a_changed_shortcut_is_kept_and_every_panel_is_told() {
    let desk = Desk::at_device();
    set(&desk, ShortcutAction::Search, "f").unwrap();
    let events = desk.world.events.borrow().clone();
    assert_eq!(events.last(), Some(&Event::ShortcutsChanged));
    desk.kill();
    let shortcuts = desk.view().shortcuts;
    assert_eq!(key_of(&shortcuts, ShortcutAction::Search), "f");
    assert_eq!(key_of(&shortcuts, ShortcutAction::Help), "?");
    let shortcuts = set(&desk, ShortcutAction::Search, "").unwrap();
    assert_eq!(key_of(&shortcuts, ShortcutAction::Search), "", "off");
    set(&desk, ShortcutAction::Pin, "").unwrap();
}

#[test]
fn a_key_that_another_shortcut_has_is_refused_by_its_name_until_that_one_is_changed() {
    let desk = Desk::ready();
    let refused = set(&desk, ShortcutAction::Search, "c").unwrap_err();
    assert!(refused.to_string().contains("Copy Password"), "{refused}");
    set(&desk, ShortcutAction::CopyPassword, "k").unwrap();
    set(&desk, ShortcutAction::Search, "c").unwrap();
    set(&desk, ShortcutAction::Search, "c").unwrap();
}

#[test]
fn what_is_no_single_visible_sign_is_refused() {
    let desk = Desk::ready();
    for key in ["Enter", "cc", " ", "\t", "\u{1}"] {
        let refused = set(&desk, ShortcutAction::Search, key).unwrap_err();
        assert!(matches!(refused, Failure::BadForm { .. }), "{key:?}");
    }
    for key in ["ä", "Ж", "C", "€"] {
        set(&desk, ShortcutAction::Search, key).unwrap();
    }
}

#[test]
fn all_shortcuts_come_back_as_they_came() {
    let desk = Desk::at_device();
    set(&desk, ShortcutAction::Search, "f").unwrap();
    desk.options(Request::ResetShortcuts).unwrap();
    desk.kill();
    assert_eq!(key_of(&desk.view().shortcuts, ShortcutAction::Search), "/");
}

#[test]
fn a_change_that_can_t_be_kept_is_not_made() {
    let desk = Desk::at_device();
    desk.world
        .failing_key
        .set(Some((crate::engine::Shelf::Disk, "shortcuts")));
    set(&desk, ShortcutAction::Search, "f").unwrap_err();
    assert_eq!(key_of(&desk.view().shortcuts, ShortcutAction::Search), "/");
}
