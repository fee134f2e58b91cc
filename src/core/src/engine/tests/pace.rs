//! A page that changes what it is about all the time.

use super::desk::{Desk, TAB, device_page};
use gluepane_protocol::{Failure, PanelState};

/// The panel looks after each change of a page that claims another client each time.
fn flood(desk: &Desk, from: u32, times: u32) {
    for n in from..from + times {
        desk.show(device_page(
            &format!("Client {n}"),
            &n.to_string(),
            &n.to_string(),
            "PC",
        ));
        desk.view();
        desk.wait_ms(250);
    }
}

#[test]
fn a_page_that_changes_its_client_all_the_time_costs_twenty_sights_a_minute() {
    let desk = Desk::ready();
    flood(&desk, 0, 20);
    let before = desk.requests().len();
    flood(&desk, 20, 100);
    assert_eq!(desk.requests().len(), before, "{:#?}", desk.requests());
    let state = desk.view().state;
    assert!(
        matches!(state, PanelState::Failed { failure: Failure::TooManyChanges { wait_ms } } if wait_ms <= 60_000),
        "{state:?}"
    );
}

#[test]
fn after_a_minute_it_is_asked_again_and_other_tabs_are_not_held_back() {
    let desk = Desk::ready();
    flood(&desk, 0, 40);
    desk.show_in(6, device_page("Kestrel Logistics", "9", "", ""));
    assert!(matches!(desk.view_of(6).state, PanelState::Linked { .. }));
    desk.show(device_page("Kestrel Logistics", "9", "", ""));
    assert!(matches!(desk.view_of(TAB).state, PanelState::Failed { .. }));
    desk.wait_ms(60_000);
    assert_eq!(desk.linked().organization.id.0, 502);
}

#[test]
fn a_technician_who_goes_back_and_forth_is_never_held_back() {
    let desk = Desk::ready();
    for n in 0..60_u32 {
        desk.show(device_page("Kestrel Logistics", "9", &n.to_string(), "PC"));
        desk.linked();
        desk.wait_ms(3_500);
    }
}
