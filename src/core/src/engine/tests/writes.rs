//! A write fails: any one of a whole job.

use super::desk::{DC01, Desk, HARBOUR, KEY, PATTERN, TAB, form};
use super::stores::options;
use crate::engine::Signal;
use gluepane_protocol::{Failure, OrganizationId, PanelTab, PasswordId, Request, Response};

/// The whole job. What was answered with success is noted as `true`.
fn whole_job(desk: &Desk) -> Vec<(&'static str, bool)> {
    let mut done = Vec::new();
    let mut note = |what: &'static str, answer: Result<Response, Failure>| {
        if let Err(failure) = &answer {
            let is_clear = matches!(
                failure,
                Failure::Store { .. }
                    | Failure::NotConnected
                    | Failure::NotLinked
                    | Failure::Outdated
                    | Failure::NotFound
                    | Failure::Refused
                    | Failure::ValuesOff
                    | Failure::Clipboard
            );
            assert!(is_clear, "{what}: {failure:?}");
        }
        done.push((what, answer.is_ok()));
        answer.ok()
    };
    let revision = |desk: &Desk| match desk.panel(Request::View) {
        Ok(Response::Panel { view }) => view.revision,
        _ => Default::default(),
    };
    note("options", desk.options(Request::Options));
    note(
        "connect",
        desk.options(Request::Connect { form: form(KEY) }),
    );
    note(
        "reveal",
        desk.options(Request::SetRevealWithKey { allowed: true }),
    );
    note(
        "enable",
        desk.top(Request::EnableHost {
            product: "datto-rmm".into(),
        }),
    );
    desk.world
        .permissions
        .borrow_mut()
        .insert(PATTERN.to_owned());
    let granted = desk.signal(Signal::PermissionsAdded);
    note("granted", granted.map(|()| Response::Done));
    desk.read(TAB, 0, DC01, gluepane_protocol::ReaderAsk::Plan);
    desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
    note("view", desk.panel(Request::View));
    note(
        "passwords",
        desk.panel(Request::Passwords {
            revision: revision(desk),
        }),
    );
    note(
        "copy",
        desk.panel(Request::CopyPassword {
            revision: revision(desk),
            password: PasswordId(9001),
        }),
    );
    note("keep", desk.panel(Request::KeepClipboard));
    note(
        "username",
        desk.panel(Request::CopyUsername {
            revision: revision(desk),
            password: PasswordId(9001),
        }),
    );
    note(
        "copy",
        desk.panel(Request::CopyPassword {
            revision: revision(desk),
            password: PasswordId(9002),
        }),
    );
    note("clear", desk.panel(Request::ClearClipboard));
    note(
        "choose",
        desk.panel(Request::Choose {
            revision: revision(desk),
            organization: OrganizationId(502),
        }),
    );
    note(
        "tab",
        desk.panel(Request::SelectTab {
            tab: PanelTab::Documentation,
        }),
    );
    note(
        "collapse",
        desk.panel(Request::SetCollapsed { collapsed: true }),
    );
    done
}

fn succeeded(done: &[(&'static str, bool)], wanted: &str) -> bool {
    done.iter()
        .any(|(what, is_done)| *what == wanted && *is_done)
}

#[test]
fn whichever_write_fails_nothing_panics_and_what_was_confirmed_is_kept() {
    let healthy = Desk::bare();
    let done = whole_job(&healthy);
    assert!(done.iter().all(|(_, is_done)| *is_done), "{done:?}");
    let n_writes = healthy.world.n_writes.get();
    assert!(n_writes > 15, "{n_writes}");
    let mut lost = Vec::new();
    for n in 1..=n_writes {
        let desk = Desk::bare();
        desk.world.failing_write.set(Some(n));
        let done = whole_job(&desk);
        for life in ["in this life", "after a kill"] {
            let view = options(&desk);
            let connection = view.connection.as_ref();
            let is_revealing = connection.is_some_and(|connection| connection.reveal_allowed);
            let is_enabled = succeeded(&done, "enable") && succeeded(&done, "granted");
            let panel = desk.view();
            let checks = [
                (
                    "connect",
                    connection.is_some() == succeeded(&done, "connect"),
                ),
                ("reveal", is_revealing || !succeeded(&done, "reveal")),
                ("enable", view.hosts.len() == 1 || !is_enabled),
                (
                    "tab",
                    panel.chosen_tab == PanelTab::Documentation || !succeeded(&done, "tab"),
                ),
                (
                    "collapse",
                    panel.layout.collapsed
                        || view.hosts.is_empty()
                        || !succeeded(&done, "collapse"),
                ),
            ];
            let failed = checks.iter().filter(|(_, is_kept)| !is_kept);
            lost.extend(failed.map(|(what, _)| format!("write {n}, {what} {life}")));
            desk.kill();
        }
    }
    assert_eq!(lost, [""; 0]);
}

#[test]
fn whichever_write_fails_no_password_stays_on_the_clipboard_for_ever() {
    let n_writes = {
        let desk = Desk::bare();
        whole_job(&desk);
        desk.world.n_writes.get()
    };
    for n in 1..=n_writes {
        let desk = Desk::bare();
        desk.world.failing_write.set(Some(n));
        whole_job(&desk);
        for _ in 0..3 {
            let alarm = desk.world.alarms.borrow_mut().remove("clear-clipboard");
            if let Some(at_ms) = alarm {
                desk.world.now_ms.set(at_ms);
                let _ = desk.signal(Signal::Alarm("clear-clipboard".into()));
            }
        }
        assert!(
            matches!(desk.clipboard().as_str(), "" | "admin"),
            "write {n} left {}",
            desk.clipboard()
        );
    }
}
