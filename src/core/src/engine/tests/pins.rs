//! Panels that stay with a client, and windows of their own.

use super::desk::{DC01, Desk, HARBOUR, KEY, RMM, TAB, VALUES, WINDOW, form};
use super::world::At;
use crate::engine::Again;
use crate::engine::{Caller, Signal};
use gluepane_protocol::{
    Event, Failure, OrganizationId, PanelState, PanelView, PasswordId, Place, Request, Response,
    Revision,
};

const KESTREL: &str = "Kestrel Logistics";
const POPOUT_TAB: i64 = 90;

fn view_in(answer: Result<Response, Failure>) -> PanelView {
    match answer {
        Ok(Response::Panel { view }) => *view,
        other => panic!("{other:?}"),
    }
}

fn organization(view: &PanelView) -> Option<&str> {
    match &view.state {
        PanelState::Linked { linked } => Some(linked.organization.name.as_str()),
        _ => None,
    }
}

/// Harbour's device is shown and pinned in the page's panel.
fn pinned() -> Desk {
    let desk = Desk::at_device();
    let revision = desk.revision();
    view_in(desk.panel(Request::Pin { revision }));
    desk
}

fn move_on(desk: &Desk) {
    let url = format!("{RMM}/device/420001/KES-SRV1");
    desk.look(TAB, &url, KESTREL, "KES-SRV1");
}

fn popout(desk: &Desk) -> Caller {
    let token = desk.world.popouts.borrow().last().unwrap().clone();
    Caller::PopOut {
        token,
        tab: POPOUT_TAB,
    }
}

fn ask_popout(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.ask(&popout(desk), Place::Here, request)
}

fn side(desk: &Desk) -> PanelView {
    view_in(desk.top(Request::View))
}

#[test]
fn a_pinned_panel_keeps_its_client_and_revision_while_its_tab_goes_on_and_says_what_the_page_shows()
{
    let desk = Desk::at_device();
    let revision = desk.revision();
    let view = view_in(desk.panel(Request::Pin { revision }));
    assert!(view.tab < 0 && view.page_tab == Some(TAB) && view.revision == revision);
    let note = view.pinned.clone().unwrap();
    assert_eq!(
        (note.popped_out, note.page),
        (false, None),
        "the page shows the same"
    );
    move_on(&desk);
    let after = desk.view();
    assert_eq!((after.tab, after.revision), (view.tab, revision));
    assert_eq!(organization(&after), Some(HARBOUR));
    assert_eq!(
        after.pinned.unwrap().page.as_deref(),
        Some("Kestrel Logistics · KES-SRV1")
    );
    let events = desk.world.events.borrow();
    assert!(events.contains(&Event::PinsChanged));
    assert!(
        matches!(events.last(), Some(Event::ContextChanged { tab: TAB, .. })),
        "so the note is asked for again"
    );
}

#[test]
fn what_is_copied_in_a_pinned_panel_is_the_pinned_client_s() {
    let desk = pinned();
    move_on(&desk);
    // Whatever its page is about to show.
    desk.world
        .rereads
        .borrow_mut()
        .insert((TAB, 0), Again::Other);
    desk.copy(9001).unwrap();
    assert_eq!(desk.clipboard(), VALUES[0]);
    assert_eq!(
        desk.copy(9010).err(),
        Some(Failure::NotFound),
        "not the page's"
    );
    let names: Vec<_> = desk.lists().client.iter().map(|row| row.id.0).collect();
    assert!(names.contains(&9002) && !names.contains(&9010), "{names:?}");
}

#[test]
fn other_panels_of_the_same_tab_go_on_with_the_page() {
    let desk = pinned();
    move_on(&desk);
    assert_eq!(organization(&side(&desk)), Some(KESTREL));
}

#[test]
fn letting_go_leads_back_to_the_page_and_nothing_shown_under_the_pin_counts_any_more() {
    let desk = pinned();
    // Choices by hand carry the pin's revision beyond the page's.
    for organization in [502, 503, 501] {
        let organization = OrganizationId(organization);
        let revision = desk.revision();
        view_in(desk.panel(Request::Choose {
            revision,
            organization,
        }));
    }
    let under_pin = desk.revision();
    move_on(&desk);
    let view = view_in(desk.panel(Request::Unpin));
    assert_eq!(
        (view.tab, view.page_tab, view.pinned.clone()),
        (TAB, Some(TAB), None)
    );
    assert_eq!(organization(&view), Some(KESTREL));
    assert!(view.revision > under_pin);
    for revision in [under_pin, Revision(under_pin.0 - 1)] {
        let password = PasswordId(9010);
        let show = Request::ShowPassword { revision, password };
        assert_eq!(desk.panel(show).err(), Some(Failure::Outdated));
    }
    assert_eq!(
        view_in(desk.panel(Request::Unpin)).tab,
        TAB,
        "once more is no harm"
    );
}

#[test]
fn a_pin_survives_a_killed_worker_and_page_loads_in_its_tab() {
    let desk = pinned();
    desk.kill();
    desk.plan(TAB, DC01);
    move_on(&desk);
    desk.forget_requests();
    let view = desk.view();
    assert_eq!(organization(&view), Some(HARBOUR));
    assert_eq!(desk.requests(), [""; 0], "and asks IT Glue for nothing");
}

#[test]
fn a_pin_whose_copy_is_lost_leads_back_to_the_page() {
    let desk = pinned();
    let id = desk.view().tab;
    desk.kill();
    let key = format!("tab:{id}");
    desk.world
        .shelves
        .borrow_mut()
        .retain(|(_, stored), _| *stored != key);
    let view = desk.view();
    assert_eq!((view.tab, view.pinned), (TAB, None));
}

#[test]
fn a_pin_in_a_page_s_frame_gives_nothing_to_a_page_of_another_host() {
    let desk = pinned();
    let (revision, password) = (desk.revision(), PasswordId(9001));
    desk.go(TAB, "https://evil.example/");
    assert_eq!(desk.view().state, PanelState::NothingHere);
    let show = Request::ShowPassword { revision, password };
    assert_eq!(desk.panel(show).err(), Some(Failure::Outdated));
    move_on(&desk);
    assert_eq!(
        organization(&desk.view()),
        Some(HARBOUR),
        "back again, it is pinned as before"
    );
}

#[test]
fn a_tab_that_leaves_its_host_while_a_pinned_client_s_value_is_under_way_gets_nothing_of_it() {
    let desk = pinned();
    let (revision, password) = (desk.revision(), PasswordId(9001));
    desk.meanwhile(At::Request("/passwords/9001"), |desk| {
        desk.go(TAB, "https://evil.example/");
    });
    let show = Request::ShowPassword { revision, password };
    assert_eq!(desk.panel(show).err(), Some(Failure::Outdated));
}

#[test]
fn a_panel_let_go_while_a_value_is_under_way_gets_nothing_of_it() {
    let desk = pinned();
    let (revision, password) = (desk.revision(), PasswordId(9001));
    desk.meanwhile(At::Request("/passwords/9001"), |desk| {
        desk.panel(Request::Unpin).unwrap();
    });
    let show = Request::ShowPassword { revision, password };
    assert_eq!(desk.panel(show).err(), Some(Failure::Outdated));
}

#[test]
fn only_what_is_linked_and_still_shown_is_pinned() {
    let desk = Desk::at_device();
    let former = desk.revision();
    move_on(&desk);
    for request in [
        Request::Pin { revision: former },
        Request::PopOut { revision: former },
    ] {
        assert_eq!(desk.panel(request).err(), Some(Failure::Outdated));
    }
    desk.look(TAB, &format!("{RMM}/dashboard"), HARBOUR, "");
    let revision = desk.revision();
    assert_eq!(
        desk.panel(Request::Pin { revision }).err(),
        Some(Failure::NotLinked)
    );
    assert!(desk.world.popouts.borrow().is_empty());
}

#[test]
fn pins_end_with_their_tab_their_window_and_the_connection() {
    let desk = pinned();
    desk.signal(Signal::TabClosed(TAB)).unwrap();
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    assert_eq!(desk.view().pinned, None, "tab");

    let desk = Desk::at_device();
    let revision = side(&desk).revision;
    view_in(desk.top(Request::Pin { revision }));
    move_on(&desk);
    assert_eq!(organization(&side(&desk)), Some(HARBOUR));
    desk.signal(Signal::WindowClosed(WINDOW + 1)).unwrap();
    assert!(side(&desk).pinned.is_some(), "another window");
    desk.signal(Signal::WindowClosed(WINDOW)).unwrap();
    assert_eq!(organization(&side(&desk)), Some(KESTREL), "window");

    let desk = pinned();
    let former = desk.view().tab;
    desk.options(Request::Connect { form: form(KEY) }).unwrap();
    let view = desk.view();
    assert_eq!((view.tab, view.pinned), (TAB, None), "connection");
    let key = format!("tab:{former}");
    let shelves = desk.world.shelves.borrow();
    assert!(!shelves.keys().any(|(_, stored)| *stored == key));
}

#[test]
fn the_side_panel_follows_the_active_tab_until_it_is_pinned() {
    let desk = Desk::at_device();
    desk.look(
        6,
        &format!("{RMM}/device/420001/KES-SRV1"),
        KESTREL,
        "KES-SRV1",
    );
    assert_eq!(organization(&side(&desk)), Some(HARBOUR));
    let revision = side(&desk).revision;
    view_in(desk.top(Request::Pin { revision }));
    desk.world.active.borrow_mut().insert(WINDOW, 6);
    let view = side(&desk);
    assert_eq!(
        (organization(&view), view.page_tab),
        (Some(HARBOUR), Some(6))
    );
    assert_eq!(
        view.pinned.unwrap().page.as_deref(),
        Some("Kestrel Logistics · KES-SRV1")
    );
    let view = view_in(desk.top(Request::Unpin));
    assert_eq!((organization(&view), view.tab), (Some(KESTREL), 6));
    assert_eq!(
        organization(&desk.view()),
        Some(HARBOUR),
        "the page's own panel was never pinned"
    );
}

#[test]
fn a_popped_out_window_stays_with_its_client_and_has_no_page_beside_it() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.panel(Request::PopOut { revision }).unwrap();
    move_on(&desk);
    let view = view_in(ask_popout(&desk, Request::View));
    assert_eq!((organization(&view), view.page_tab), (Some(HARBOUR), None));
    let note = view.pinned.unwrap();
    assert_eq!((note.popped_out, note.page), (true, None));
    let (revision, password) = (view.revision, PasswordId(9001));
    ask_popout(&desk, Request::CopyPassword { revision, password }).unwrap();
    assert_eq!(desk.clipboard(), VALUES[0]);
    assert_eq!(
        organization(&desk.view()),
        Some(KESTREL),
        "the page's panel goes on"
    );
    desk.kill();
    let view = view_in(ask_popout(&desk, Request::View));
    assert_eq!(organization(&view), Some(HARBOUR));
}

#[test]
fn a_token_is_good_for_the_one_tab_that_it_was_opened_in_and_until_that_closes() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.panel(Request::PopOut { revision }).unwrap();
    let token = desk.world.popouts.borrow()[0].clone();
    desk.kill();
    let thief = Caller::PopOut { token, tab: 77 };
    let nobody = Caller::PopOut {
        token: "0".repeat(32),
        tab: POPOUT_TAB,
    };
    for caller in [thief, nobody] {
        let answer = desk.ask(&caller, Place::Tab { tab: TAB }, Request::View);
        assert_eq!(answer.err(), Some(Failure::Refused), "{caller:?}");
    }
    view_in(ask_popout(&desk, Request::View));
    desk.signal(Signal::TabClosed(POPOUT_TAB)).unwrap();
    assert_eq!(
        ask_popout(&desk, Request::View).err(),
        Some(Failure::Refused)
    );
}

#[test]
fn a_window_that_can_t_be_opened_leaves_nothing_behind() {
    let desk = Desk::at_device();
    desk.world.popout_tab.set(None);
    let revision = desk.revision();
    assert!(desk.panel(Request::PopOut { revision }).is_err());
    assert_eq!(
        ask_popout(&desk, Request::View).err(),
        Some(Failure::Refused)
    );
    let shelves = desk.world.shelves.borrow();
    assert!(!shelves.keys().any(|(_, key)| key.starts_with("tab:-")));
}

#[test]
fn a_pin_that_can_t_be_kept_is_not_made() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.world.session_bytes.set(Some(0));
    assert!(desk.panel(Request::Pin { revision }).is_err());
    desk.world.session_bytes.set(None);
    assert_eq!(desk.view().pinned, None);
}

#[test]
fn a_pinned_client_is_popped_out_as_it_is() {
    let desk = pinned();
    move_on(&desk);
    let revision = desk.revision();
    desk.panel(Request::PopOut { revision }).unwrap();
    assert_eq!(
        organization(&view_in(ask_popout(&desk, Request::View))),
        Some(HARBOUR)
    );
    desk.panel(Request::Unpin).unwrap();
    assert_eq!(
        organization(&view_in(ask_popout(&desk, Request::View))),
        Some(HARBOUR)
    );
}
