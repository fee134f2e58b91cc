//! Enabled hosts and the browser's permissions.

use super::desk::{DC01, Desk, HARBOUR, PATTERN, RMM, TAB};
use crate::engine::Signal;
use gluepane_protocol::{
    Event, Failure, FrameLayout, HostView, PanelState, PopupView, Request, Response, ToReader,
};

fn enable(desk: &Desk) -> Result<Response, Failure> {
    desk.top(Request::EnableHost {
        product: "datto-rmm".into(),
    })
}

fn popup(desk: &Desk) -> PopupView {
    match desk.top(Request::Popup) {
        Ok(Response::Popup { view }) => view,
        other => panic!("{other:?}"),
    }
}

fn hosts(desk: &Desk) -> Vec<HostView> {
    match desk.options(Request::Options) {
        Ok(Response::Options { view }) => view.hosts,
        other => panic!("{other:?}"),
    }
}

fn grant(desk: &Desk, pattern: &str) {
    desk.world
        .permissions
        .borrow_mut()
        .insert(pattern.to_owned());
    desk.signal(Signal::PermissionsAdded).unwrap();
}

#[test]
fn a_popup_guesses_the_product_and_says_what_to_ask_for() {
    let desk = Desk::bare();
    let view = popup(&desk);
    assert_eq!(
        (view.origin.as_deref(), view.pattern.as_deref()),
        (Some(RMM), Some(PATTERN))
    );
    assert_eq!(
        (view.guess.as_deref(), view.enabled),
        (Some("datto-rmm"), None)
    );
    desk.go(TAB, "chrome://extensions");
    let view = popup(&desk);
    assert_eq!((view.origin, view.pattern, view.guess), (None, None, None));
    assert_eq!(enable(&desk).err(), Some(Failure::Refused));
}

#[test]
fn a_host_is_enabled_when_its_permission_comes_even_if_popup_and_worker_are_gone() {
    let desk = Desk::bare();
    enable(&desk).unwrap();
    assert_eq!((hosts(&desk), desk.plan(TAB, DC01)), (vec![], None));
    desk.kill();
    grant(&desk, PATTERN);
    assert_eq!(hosts(&desk).len(), 1);
    assert_eq!(*desk.world.served.borrow(), [PATTERN]);
    assert_eq!(*desk.world.started.borrow(), [PATTERN]);
    assert_eq!(
        desk.world.events.borrow().last(),
        Some(&Event::HostsChanged)
    );
    assert!(desk.plan(TAB, DC01).is_some());
    assert_eq!(popup(&desk).enabled.as_deref(), Some("datto-rmm"));
}

#[test]
fn a_host_whose_permission_is_denied_is_not_enabled() {
    let desk = Desk::bare();
    enable(&desk).unwrap();
    grant(&desk, "https://another.example/*");
    assert_eq!((hosts(&desk), desk.plan(TAB, DC01)), (vec![], None));
    assert!(desk.world.started.borrow().is_empty() && desk.world.served.borrow().is_empty());
    assert_eq!(popup(&desk).enabled, None);
}

#[test]
fn a_permission_nobody_asked_for_enables_nothing() {
    let desk = Desk::bare();
    grant(&desk, PATTERN);
    assert_eq!(hosts(&desk), []);
    assert!(desk.world.started.borrow().is_empty());
}

#[test]
fn a_product_without_a_recipe_is_refused() {
    let desk = Desk::ready();
    assert_eq!(
        desk.top(Request::EnableHost {
            product: "nonsense".into()
        })
        .err(),
        Some(Failure::Refused)
    );
    let request = Request::SetHostProduct {
        origin: RMM.into(),
        product: "nonsense".into(),
    };
    assert_eq!(desk.options(request).err(), Some(Failure::Refused));
    let request = Request::SetHostProduct {
        origin: "https://other.example".into(),
        product: "datto-rmm".into(),
    };
    assert_eq!(desk.options(request).err(), Some(Failure::NotFound));
}

#[test]
fn an_enabled_host_survives_a_kill_and_readers_start_again_with_the_browser() {
    let desk = Desk::ready();
    desk.kill();
    desk.world.served.borrow_mut().clear();
    desk.world.started.borrow_mut().clear();
    desk.signal(Signal::Started).unwrap();
    assert_eq!(
        (
            desk.world.served.borrow().as_slice(),
            desk.world.started.borrow().as_slice()
        ),
        (
            [PATTERN.to_owned()].as_slice(),
            [PATTERN.to_owned()].as_slice()
        )
    );
}

#[test]
fn a_removed_host_loses_its_permission_its_readers_and_its_panels() {
    let desk = Desk::at_device();
    desk.linked();
    desk.options(Request::RemoveHost { origin: RMM.into() })
        .unwrap();
    assert_eq!(hosts(&desk), []);
    assert!(!desk.world.permissions.borrow().contains(PATTERN));
    assert!(desk.world.served.borrow().is_empty());
    assert_eq!(
        desk.world.told.borrow().last(),
        Some(&(TAB, ToReader::Renew))
    );
    assert_eq!(desk.view().state, PanelState::NothingHere);
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    assert_eq!(
        desk.view().state,
        PanelState::NothingHere,
        "a reader that goes on is not listened to"
    );
    assert_eq!(
        desk.options(Request::RemoveHost { origin: RMM.into() })
            .err(),
        Some(Failure::NotFound)
    );
}

#[test]
fn a_host_removed_after_a_kill_takes_its_open_panels_along() {
    let desk = Desk::at_device();
    desk.linked();
    desk.kill();
    desk.options(Request::RemoveHost { origin: RMM.into() })
        .unwrap();
    assert_eq!(desk.view().state, PanelState::NothingHere);
    assert_eq!(
        desk.world.told.borrow().last(),
        Some(&(TAB, ToReader::Renew))
    );
}

#[test]
fn another_product_for_a_host_renews_its_open_pages_after_a_kill_too() {
    for is_killed in [false, true] {
        let desk = Desk::at_device();
        if is_killed {
            desk.kill();
        }
        desk.options(Request::SetHostProduct {
            origin: RMM.into(),
            product: "datto-rmm".into(),
        })
        .unwrap();
        assert_eq!(
            desk.world.told.borrow().last(),
            Some(&(TAB, ToReader::Renew)),
            "killed: {is_killed}"
        );
    }
}

#[test]
fn of_two_hosts_that_share_a_pattern_one_is_removed_and_the_other_goes_on() {
    let desk = Desk::ready();
    let other = "https://pinotage.rmm.datto.com:8443";
    desk.go(TAB, &format!("{other}/device/1"));
    enable(&desk).unwrap();
    assert_eq!(hosts(&desk).len(), 2);
    assert_eq!(*desk.world.served.borrow(), [PATTERN], "once");
    desk.options(Request::RemoveHost { origin: RMM.into() })
        .unwrap();
    assert!(desk.world.permissions.borrow().contains(PATTERN));
    assert!(desk.plan(TAB, &format!("{other}/device/1")).is_some());
    assert_eq!(desk.plan(6, DC01), None);
}

#[test]
fn a_withdrawn_permission_stops_new_readers_and_keeps_the_mapping() {
    let desk = Desk::ready();
    desk.world.permissions.borrow_mut().clear();
    desk.signal(Signal::PermissionsRemoved).unwrap();
    assert!(desk.world.served.borrow().is_empty());
    assert_eq!(
        (hosts(&desk)[0].granted, popup(&desk).enabled),
        (false, None)
    );
    assert_eq!(
        desk.world.events.borrow().last(),
        Some(&Event::HostsChanged)
    );
    enable(&desk).unwrap();
    grant(&desk, PATTERN);
    assert_eq!(*desk.world.served.borrow(), [PATTERN]);
}

#[test]
fn a_permission_that_comes_back_in_the_browser_s_own_settings_starts_readers_again() {
    let desk = Desk::ready();
    desk.world.permissions.borrow_mut().clear();
    desk.signal(Signal::PermissionsRemoved).unwrap();
    desk.world.started.borrow_mut().clear();
    grant(&desk, PATTERN);
    assert_eq!(*desk.world.served.borrow(), [PATTERN]);
    assert_eq!(*desk.world.started.borrow(), [PATTERN]);
}

#[test]
fn a_collapsed_frame_is_remembered_for_its_host() {
    let desk = Desk::at_device();
    desk.panel(Request::SetCollapsed { collapsed: true })
        .unwrap();
    assert_eq!(
        desk.world.told.borrow().last(),
        Some(&(
            TAB,
            ToReader::Frame {
                layout: FrameLayout {
                    collapsed: true,
                    ..FrameLayout::default()
                },
                focus: false,
            }
        ))
    );
    assert_eq!(
        desk.world.events.borrow().last(),
        Some(&Event::PanelChanged { tab: TAB })
    );
    desk.kill();
    assert!(desk.view().layout.collapsed && popup(&desk).collapsed);
    let plan = desk.plan(6, DC01).unwrap();
    assert!(plan.panel.unwrap().layout.collapsed, "in a new tab too");
    desk.panel(Request::SetCollapsed { collapsed: false })
        .unwrap();
    assert!(!desk.view().layout.collapsed);
}
