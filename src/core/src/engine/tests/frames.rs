//! The panel's frame in the page: layout, place, what became of it, and whether it is in plain sight.

use super::desk::{DC01, Desk, HARBOUR, RMM, TAB};
use crate::engine::{Caller, Signal};
use gluepane_protocol::{
    Event, Failure, FrameFact, FrameLayout, PanelPlace, PanelState, Place, ReaderAnswer, ReaderAsk,
    Request, Response, Side, ToReader,
};

fn say(desk: &Desk, fact: FrameFact) {
    let answer = desk.read(TAB, 0, DC01, ReaderAsk::Frame { fact });
    assert_eq!(answer, ReaderAnswer::Noted);
}

fn badge(desk: &Desk) -> Option<String> {
    desk.world.badges.borrow().get(&TAB).cloned()
}

fn trouble(desk: &Desk) -> Option<String> {
    match desk.top(Request::Popup) {
        Ok(Response::Popup { view }) => view.trouble,
        other => panic!("{other:?}"),
    }
}

fn last_told(desk: &Desk) -> Option<(i64, ToReader)> {
    desk.world.told.borrow().last().cloned()
}

/// A page that has just loaded, its frame placed, its panel not yet heard.
fn loaded() -> Desk {
    let desk = Desk::ready();
    assert!(desk.plan(TAB, DC01).unwrap().panel.is_some());
    desk
}

#[test]
fn a_page_that_keeps_the_panel_out_gets_a_badge_and_at_the_second_time_loses_the_frame() {
    let desk = loaded();
    say(&desk, FrameFact::Placed);
    let words = badge(&desk).unwrap();
    assert!(words.contains("side panel"), "the way out: {words}");
    assert_eq!(trouble(&desk), Some(words));
    assert_eq!(last_told(&desk), None, "a slow machine is given time");
    say(&desk, FrameFact::Placed);
    assert_eq!(last_told(&desk), Some((TAB, ToReader::Withdraw)));
}

#[test]
fn a_panel_that_was_heard_is_no_trouble_and_a_late_one_ends_it() {
    let desk = loaded();
    desk.view();
    say(&desk, FrameFact::Placed);
    say(&desk, FrameFact::Placed);
    assert_eq!((badge(&desk), last_told(&desk)), (None, None));
    let desk = loaded();
    say(&desk, FrameFact::Placed);
    desk.view();
    assert_eq!((badge(&desk), trouble(&desk)), (None, None));
    say(&desk, FrameFact::Placed);
    assert_eq!((badge(&desk), last_told(&desk)), (None, None));
}

#[test]
fn the_side_panel_beside_a_page_that_keeps_the_frame_out_is_no_proof_that_the_frame_works() {
    let desk = loaded();
    desk.top(Request::View).unwrap();
    say(&desk, FrameFact::Placed);
    assert!(badge(&desk).is_some());
}

#[test]
fn the_next_page_begins_without_trouble() {
    for fact in [FrameFact::Placed, FrameFact::Inert, FrameFact::Evicted] {
        let desk = loaded();
        say(&desk, fact);
        assert!(badge(&desk).is_some(), "{fact:?}");
        desk.plan(TAB, DC01);
        assert_eq!((badge(&desk), trouble(&desk)), (None, None), "{fact:?}");
    }
}

#[test]
fn a_dialog_of_the_page_is_a_trouble_until_it_is_closed() {
    let desk = loaded();
    desk.view();
    say(&desk, FrameFact::Inert);
    assert!(badge(&desk).unwrap().contains("dialog"));
    desk.kill();
    assert!(
        trouble(&desk).unwrap().contains("dialog"),
        "after a kill too"
    );
    say(&desk, FrameFact::Usable);
    assert_eq!((badge(&desk), trouble(&desk)), (None, None));
}

#[test]
fn what_other_pages_and_other_frames_say_of_a_frame_changes_nothing() {
    let desk = loaded();
    let fact = FrameFact::Evicted;
    desk.read(TAB, 3, DC01, ReaderAsk::Frame { fact });
    desk.read(TAB, 0, "https://evil.example/", ReaderAsk::Frame { fact });
    assert_eq!(badge(&desk), None);
    // And what it may say gives it nothing.
    desk.view();
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    let revision = desk.revision();
    for fact in [FrameFact::Evicted, FrameFact::Inert, FrameFact::Usable] {
        say(&desk, fact);
    }
    assert_eq!(desk.revision(), revision);
}

#[test]
fn a_closed_tab_takes_its_trouble_along() {
    let desk = loaded();
    say(&desk, FrameFact::Evicted);
    desk.signal(Signal::TabClosed(TAB)).unwrap();
    desk.kill();
    assert_eq!(trouble(&desk), None);
}

#[test]
fn whether_the_frame_is_in_plain_sight_is_asked_of_its_own_page_each_time() {
    let desk = Desk::at_device();
    let look = |caller: &Caller| match desk.ask(caller, Place::Tab { tab: TAB }, Request::Look) {
        Ok(Response::Looked { clear }) => clear,
        other => panic!("{other:?}"),
    };
    let panel = Caller::PanelInTab { tab: TAB, frame: 7 };
    assert!(!look(&panel), "no answer is no");
    desk.world.seen.borrow_mut().insert((6, 7));
    assert!(!look(&panel), "another tab's frame");
    desk.world.seen.borrow_mut().insert((TAB, 8));
    assert!(!look(&panel), "another frame of the tab");
    desk.world.seen.borrow_mut().insert((TAB, 7));
    assert!(look(&panel));
    desk.world.seen.borrow_mut().clear();
    assert!(!look(&panel));
    assert!(look(&Caller::TopPage), "no page reaches the side panel");
}

#[test]
fn side_and_width_are_remembered_for_the_host_and_the_width_is_bounded() {
    let desk = Desk::at_device();
    desk.panel(Request::SetSide { side: Side::Left }).unwrap();
    for (asked, kept) in [(10, 300), (420, 420), (u16::MAX, 720)] {
        desk.panel(Request::SetWidth { width: asked }).unwrap();
        let layout = FrameLayout {
            side: Side::Left,
            width: kept,
            ..FrameLayout::default()
        };
        let told = ToReader::Frame {
            layout,
            focus: false,
        };
        assert_eq!(last_told(&desk), Some((TAB, told)));
        assert_eq!(desk.view().layout, layout);
    }
    desk.kill();
    let layout = desk.plan(6, DC01).unwrap().panel.unwrap().layout;
    assert_eq!((layout.side, layout.width), (Side::Left, 720));
}

#[test]
fn a_host_whose_panel_stands_in_the_side_panel_has_no_frame_but_is_read() {
    let desk = Desk::at_device();
    desk.top(Request::SetPlace {
        place: PanelPlace::SidePanel,
    })
    .unwrap();
    assert_eq!(last_told(&desk), Some((TAB, ToReader::Renew)));
    let plan = desk.plan(TAB, DC01).unwrap();
    assert!(plan.panel.is_none() && !plan.reads.is_empty());
    say(&desk, FrameFact::Placed);
    assert_eq!(
        badge(&desk),
        None,
        "where no frame is there is no trouble with it"
    );
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    match desk.top(Request::View) {
        Ok(Response::Panel { view }) => {
            assert_eq!(view.place, PanelPlace::SidePanel);
            assert!(matches!(view.state, PanelState::Linked { .. }));
        }
        other => panic!("{other:?}"),
    }
    let request = Request::SetHostPlace {
        origin: RMM.into(),
        place: PanelPlace::InPage,
    };
    match desk.options(request) {
        Ok(Response::Options { view }) => assert_eq!(view.hosts[0].place, PanelPlace::InPage),
        other => panic!("{other:?}"),
    }
    assert!(desk.plan(TAB, DC01).unwrap().panel.is_some());
}

#[test]
fn nothing_is_placed_on_a_host_that_is_not_enabled() {
    let desk = Desk::ready();
    desk.go(TAB, "https://news.example/");
    let place = PanelPlace::SidePanel;
    assert_eq!(
        desk.top(Request::SetPlace { place }).err(),
        Some(Failure::Refused)
    );
    let origin = "https://news.example".to_owned();
    assert_eq!(
        desk.options(Request::SetHostPlace { origin, place }).err(),
        Some(Failure::NotFound)
    );
}

#[test]
fn the_command_opens_the_panel_with_the_keyboard_in_it_and_collapses_it() {
    let desk = Desk::at_device();
    for (is_collapsed, focus) in [(true, false), (false, true)] {
        desk.signal(Signal::TogglePanel(TAB)).unwrap();
        let layout = FrameLayout {
            collapsed: is_collapsed,
            ..FrameLayout::default()
        };
        assert_eq!(
            last_told(&desk),
            Some((TAB, ToReader::Frame { layout, focus }))
        );
        let events = desk.world.events.borrow();
        assert_eq!(events.last(), Some(&Event::PanelChanged { tab: TAB }));
    }
}
