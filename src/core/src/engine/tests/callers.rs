//! Who may ask what: every request, every caller.

use super::desk::{DC01, Desk, HARBOUR, KEY, RMM, TAB, VALUES, WINDOW, form};
use crate::engine::Caller;
use gluepane_protocol::{
    ConfigurationId, Failure, OpenTarget, OrganizationId, PanelPlace, PanelTab, PasswordId, Place,
    ReaderAnswer, ReaderAsk, Request, Revision, Shortcut, ShortcutAction, Side,
};
use std::collections::BTreeSet;

/// The last that the fake browser gave out for a window of its own.
const TOKEN: &str = "00000000000000000000000000000002";
const OPTIONS: u8 = 1;
const PANEL: u8 = 2;
const TOP: u8 = 4;
const APART: u8 = 8;

/// Who may ask it. Doesn't compile when a request is missing.
fn allowed(request: &Request) -> (&'static str, u8) {
    match request {
        Request::View => ("view", PANEL | TOP | APART),
        Request::Passwords { .. } => ("passwords", PANEL | TOP | APART),
        Request::CopyUsername { .. } => ("copy username", PANEL | TOP | APART),
        Request::CopyPassword { .. } => ("copy password", PANEL | TOP | APART),
        Request::ShowPassword { .. } => ("show password", PANEL | TOP | APART),
        Request::ClearClipboard => ("clear", PANEL | TOP | APART),
        Request::KeepClipboard => ("keep", PANEL | TOP | APART),
        Request::SearchOrganizations { .. } => ("search", PANEL | TOP | APART),
        Request::Choose { .. } => ("choose", PANEL | TOP | APART),
        Request::Unchoose { .. } => ("unchoose", PANEL | TOP | APART),
        Request::Open { .. } => ("open", PANEL | TOP | APART),
        Request::SelectTab { .. } => ("select tab", PANEL | TOP | APART),
        Request::SetCollapsed { .. } => ("collapse", PANEL | TOP),
        Request::ChangeMatch { .. } => ("change match", PANEL | TOP | APART),
        Request::KeepMatch { .. } => ("keep match", PANEL | TOP | APART),
        Request::SearchConfigurations { .. } => ("search configurations", PANEL | TOP | APART),
        Request::ChooseConfiguration { .. } => ("choose configuration", PANEL | TOP | APART),
        Request::UnchooseConfiguration { .. } => ("unchoose configuration", PANEL | TOP | APART),
        Request::SetSide { .. } => ("side", PANEL | TOP),
        Request::SetWidth { .. } => ("width", PANEL | TOP),
        Request::SetPlace { .. } => ("place", PANEL | TOP),
        Request::Pin { .. } => ("pin", PANEL | TOP),
        Request::Unpin => ("unpin", PANEL | TOP),
        Request::PopOut { .. } => ("pop out", PANEL | TOP),
        Request::Look => ("look", PANEL | TOP),
        Request::OpenOptions => ("open options", PANEL | TOP | APART),
        Request::Popup => ("popup", TOP),
        Request::EnableHost { .. } => ("enable", TOP),
        Request::Options => ("options", OPTIONS),
        Request::Budget => ("budget", OPTIONS),
        Request::CheckAccount => ("check", OPTIONS),
        Request::CancelCheck => ("cancel check", OPTIONS),
        Request::TestConnection { .. } => ("test", OPTIONS),
        Request::Connect { .. } => ("connect", OPTIONS),
        Request::Disconnect => ("disconnect", OPTIONS),
        Request::CheckConnection => ("check-connection", OPTIONS),
        Request::SetRevealWithKey { .. } => ("reveal", OPTIONS),
        Request::SetHostProduct { .. } => ("product", OPTIONS),
        Request::SetHostPlace { .. } => ("host place", OPTIONS),
        Request::SetShortcut { .. } => ("shortcut", OPTIONS),
        Request::ResetShortcuts => ("shortcuts", OPTIONS),
        Request::RemoveHost { .. } => ("remove", OPTIONS),
    }
}

fn every_request(revision: Revision) -> Vec<Request> {
    let password = PasswordId(9001);
    vec![
        Request::View,
        Request::Passwords { revision },
        Request::CopyUsername { revision, password },
        Request::CopyPassword { revision, password },
        Request::ShowPassword { revision, password },
        Request::ClearClipboard,
        Request::KeepClipboard,
        Request::SearchOrganizations {
            query: "harbour".into(),
        },
        Request::Choose {
            revision,
            organization: OrganizationId(502),
        },
        Request::Unchoose { revision },
        Request::Open {
            revision,
            target: OpenTarget::Passwords,
        },
        Request::SelectTab {
            tab: PanelTab::Organization,
        },
        Request::SetCollapsed { collapsed: true },
        Request::ChangeMatch { revision },
        Request::KeepMatch { revision },
        Request::SearchConfigurations {
            revision,
            query: "dc".into(),
        },
        Request::ChooseConfiguration {
            revision,
            configuration: ConfigurationId(7001),
        },
        Request::UnchooseConfiguration { revision },
        Request::SetSide { side: Side::Left },
        Request::SetWidth { width: 420 },
        Request::SetPlace {
            place: PanelPlace::SidePanel,
        },
        Request::Pin { revision },
        Request::Unpin,
        Request::PopOut { revision },
        Request::Look,
        Request::OpenOptions,
        Request::Popup,
        Request::EnableHost {
            product: "datto-rmm".into(),
        },
        Request::Options,
        Request::TestConnection { form: form(KEY) },
        Request::Connect { form: form(KEY) },
        Request::Disconnect,
        Request::CheckConnection,
        Request::SetRevealWithKey { allowed: true },
        Request::SetHostProduct {
            origin: RMM.into(),
            product: "datto-rmm".into(),
        },
        Request::SetHostPlace {
            origin: RMM.into(),
            place: PanelPlace::SidePanel,
        },
        Request::SetShortcut {
            shortcut: Shortcut {
                action: ShortcutAction::Search,
                key: "f".into(),
            },
        },
        Request::ResetShortcuts,
        Request::Budget,
        Request::CheckAccount,
        Request::CancelCheck,
        Request::RemoveHost { origin: RMM.into() },
    ]
}

fn reader() -> Caller {
    Caller::Reader {
        tab: TAB,
        frame: 0,
        url: DC01.into(),
    }
}

#[test]
fn each_request_is_answered_to_those_who_may_ask_it_and_refused_to_all_others() {
    let count = every_request(Revision(1)).len();
    let names: BTreeSet<_> = every_request(Revision(1))
        .iter()
        .map(|request| allowed(request).0)
        .collect();
    assert_eq!(
        (names.len(), count),
        (42, 42),
        "the list holds every request once"
    );
    let callers = [
        (OPTIONS, Caller::Options),
        (PANEL, Caller::PanelInTab { tab: TAB, frame: 7 }),
        (TOP, Caller::TopPage),
        (
            APART,
            Caller::PopOut {
                token: TOKEN.into(),
                tab: 90,
            },
        ),
        (0, reader()),
    ];
    let mut wrong = Vec::new();
    for (bit, caller) in callers {
        for n in 0..count {
            let desk = Desk::at_device();
            let revision = desk.revision();
            desk.panel(Request::PopOut { revision }).unwrap();
            let request = every_request(revision).swap_remove(n);
            let (name, who) = allowed(&request);
            let answer = desk.ask(&caller, Place::Window { window: WINDOW }, request);
            let is_right = match who & bit {
                0 => answer.as_ref().err() == Some(&Failure::Refused),
                _ => answer.is_ok(),
            };
            if !is_right {
                wrong.push(format!("{name} by {caller:?}: {answer:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_refused_does_nothing_and_asks_nothing() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.forget_requests();
    let (shelves, events) = (
        desk.world.shelves.borrow().clone(),
        desk.world.events.borrow().len(),
    );
    for request in every_request(revision) {
        desk.ask(&reader(), Place::Tab { tab: TAB }, request)
            .unwrap_err();
    }
    assert_eq!(desk.requests(), [""; 0]);
    assert_eq!(*desk.world.shelves.borrow(), shelves);
    assert_eq!(desk.world.events.borrow().len(), events);
    assert_eq!(desk.clipboard(), "");
}

#[test]
fn a_panel_in_a_tab_is_bound_to_it_whatever_it_says() {
    let desk = Desk::at_device();
    let stranger = Caller::PanelInTab { tab: 6, frame: 7 };
    for place in [
        Place::Tab { tab: TAB },
        Place::Window { window: WINDOW },
        Place::Here,
    ] {
        let answer = desk.ask(&stranger, place, Request::View).unwrap();
        let text = serde_json::to_string(&answer).unwrap();
        assert!(
            !text.contains(HARBOUR) && text.contains("\"tab\":6"),
            "{place:?}: {text}"
        );
        let request = Request::CopyPassword {
            revision: desk.revision(),
            password: PasswordId(9001),
        };
        assert_eq!(
            desk.ask(&stranger, place, request).err(),
            Some(Failure::Outdated)
        );
    }
    assert_eq!(desk.clipboard(), "");
}

#[test]
fn a_top_page_that_names_no_tab_is_refused() {
    let desk = Desk::at_device();
    for place in [
        Place::Here,
        Place::Tab { tab: 99 },
        Place::Window { window: 99 },
    ] {
        assert_eq!(
            desk.ask(&Caller::TopPage, place, Request::View).err(),
            Some(Failure::Refused)
        );
    }
}

#[test]
fn a_reader_learns_a_plan_and_nothing_of_it_glue() {
    let desk = Desk::at_device();
    desk.view();
    desk.lists();
    desk.copy(9001).unwrap();
    let mut said = format!("{:?}", desk.plan(TAB, DC01));
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    said += &format!("{:?}", desk.world.told.borrow());
    for secret in [KEY, HARBOUR, "501", "northlane", "admin", VALUES[0]] {
        assert!(!said.contains(secret), "{secret} in {said}");
    }
}

#[test]
fn no_page_of_ours_is_answered_as_a_reader() {
    let desk = Desk::at_device();
    for caller in [
        Caller::Options,
        Caller::TopPage,
        Caller::PanelInTab { tab: TAB, frame: 7 },
    ] {
        let answer = pollster::block_on(desk.engine().handle_reader(&caller, ReaderAsk::Plan));
        assert_eq!(answer, Some(ReaderAnswer::Refused));
    }
}

#[test]
fn a_reader_gets_a_plan_on_enabled_origins_alone() {
    let desk = Desk::ready();
    assert!(desk.plan(TAB, DC01).is_some());
    for url in [
        "https://pinotage.rmm.datto.com:8443/device/410001",
        "http://pinotage.rmm.datto.com/device/410001",
        "https://pinotage.rmm.datto.com.evil.example/device/410001",
        "https://pinotage-rmm.datto.com/device/410001",
        "https://concord.rmm.datto.com/device/410001",
        "https://pinotage.rmm.datto.com@evil.example/device/410001",
        "https://evil.example/https://pinotage.rmm.datto.com/",
        "about:blank",
        "",
    ] {
        assert_eq!(desk.plan(7, url), None, "{url}");
    }
}

#[test]
fn a_reader_in_a_subframe_gets_no_plan_and_changes_nothing() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    let answer = desk.read(TAB, 3, DC01, ReaderAsk::Plan);
    assert_eq!(answer, ReaderAnswer::Plan { plan: None });
    let observation = gluepane_protocol::Observation {
        plan: "datto-rmm".into(),
        url: DC01.into(),
        phase: gluepane_protocol::Phase::Settled,
        readings: vec![],
        place: None,
    };
    desk.read(
        TAB,
        3,
        "https://ads.example/",
        ReaderAsk::Observe { observation },
    );
    assert_eq!(desk.revision(), revision);
    assert_eq!(desk.linked().organization.name, HARBOUR);
}
