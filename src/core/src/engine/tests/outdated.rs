//! What was shown under a former revision or a former connection does nothing any more: before a request, and while
//! one is in flight.

use super::desk::{Desk, HARBOUR, KEY, RMM, TAB, form};
use super::world::At;
use gluepane_protocol::{
    Failure, OpenTarget, OrganizationId, PasswordId, Request, Response, Revision,
};

fn move_on(desk: &Desk) {
    desk.look(
        TAB,
        &format!("{RMM}/device/420001/KES-SRV1"),
        "Kestrel Logistics",
        "KES-SRV1",
    );
}

/// Requests that act, and a part of the URL that each waits for (`""` if it needs no answer).
fn acting(revision: Revision) -> Vec<(Request, &'static str)> {
    let password = PasswordId(9001);
    vec![
        (Request::Passwords { revision }, "/passwords?"),
        (
            Request::CopyPassword { revision, password },
            "/passwords/9001",
        ),
        (
            Request::ShowPassword { revision, password },
            "/passwords/9001",
        ),
        (
            Request::CopyUsername { revision, password },
            "/passwords/9001",
        ),
        (
            Request::Choose {
                revision,
                organization: OrganizationId(502),
            },
            "/organizations",
        ),
        (Request::Unchoose { revision }, ""),
        (
            Request::Open {
                revision,
                target: OpenTarget::Passwords,
            },
            "",
        ),
    ]
}

fn did_nothing(desk: &Desk, answer: Result<Response, Failure>, what: &str) {
    assert_eq!(answer.err(), Some(Failure::Outdated), "{what}");
    assert_eq!(desk.clipboard(), "", "{what}");
    assert!(desk.world.opened.borrow().is_empty(), "{what}");
    assert!(desk.world.alarms.borrow().is_empty(), "{what}");
    assert!(
        desk.world
            .shelves
            .borrow()
            .keys()
            .all(|(_, key)| key != "clipboard"),
        "{what}"
    );
}

#[test]
fn nothing_is_done_under_a_former_revision() {
    for n in 0..acting(Revision(0)).len() {
        let desk = Desk::at_device();
        let (request, _) = acting(desk.revision()).swap_remove(n);
        let what = format!("{request:?}");
        move_on(&desk);
        desk.view();
        desk.forget_requests();
        let answer = desk.panel(request);
        did_nothing(&desk, answer, &what);
        assert_eq!(desk.requests(), [""; 0], "{what}");
    }
}

#[test]
fn nothing_is_done_under_a_revision_that_is_yet_to_come() {
    let desk = Desk::at_device();
    let revision = Revision(desk.revision().0 + 1);
    for (request, _) in acting(revision) {
        let what = format!("{request:?}");
        let answer = desk.panel(request);
        did_nothing(&desk, answer, &what);
    }
}

/// Runs each request that waits for IT Glue while something happens, and gives back what came of it.
fn while_waiting(happens: fn(&Desk), check: fn(&Desk, Result<Response, Failure>, &str)) {
    for n in 0..acting(Revision(0)).len() {
        let desk = Desk::at_device();
        let (request, waits_for) = acting(desk.revision()).swap_remove(n);
        if waits_for.is_empty() {
            continue;
        }
        // Old enough to be asked again, so that a choice has an answer to wait for too.
        desk.wait_ms(9 * 60_000 + 59_000);
        desk.view();
        desk.wait_ms(2_000);
        desk.meanwhile(At::Request(waits_for), happens);
        let what = format!("{request:?}");
        let answer = desk.panel(request);
        assert_eq!(desk.world.n_hooks(), 0, "{what} waited for nothing");
        check(&desk, answer, &what);
    }
}

#[test]
fn a_page_that_moves_on_while_an_answer_is_under_way_gets_nothing_of_it() {
    while_waiting(move_on, did_nothing);
}

#[test]
fn a_page_that_moves_on_and_comes_back_meanwhile_gets_nothing_of_it_either() {
    while_waiting(
        |desk| {
            move_on(desk);
            desk.look(TAB, super::desk::DC01, HARBOUR, "HDG-DC01");
        },
        did_nothing,
    );
}

#[test]
fn a_tab_closed_meanwhile_gets_nothing() {
    while_waiting(
        |desk| desk.signal(crate::engine::Signal::TabClosed(TAB)).unwrap(),
        did_nothing,
    );
}

#[test]
fn who_disconnects_meanwhile_gets_nothing() {
    while_waiting(
        |desk| drop(desk.options(Request::Disconnect).unwrap()),
        did_nothing,
    );
}

#[test]
fn who_connects_anew_meanwhile_gets_nothing() {
    while_waiting(
        |desk| {
            desk.options(Request::Disconnect).unwrap();
            desk.options(Request::Connect { form: form(KEY) }).unwrap();
        },
        did_nothing,
    );
}

#[test]
fn a_view_that_is_overtaken_by_the_page_or_the_connection_is_outdated() {
    let changes: [fn(&Desk); 3] = [
        move_on,
        |desk| drop(desk.options(Request::Disconnect).unwrap()),
        |desk| drop(desk.options(Request::Connect { form: form(KEY) }).unwrap()),
    ];
    for waits_for in ["/configurations", "/organizations"] {
        for happens in changes {
            let desk = Desk::at_device();
            desk.meanwhile(At::Request(waits_for), happens);
            assert_eq!(
                desk.panel(Request::View).err(),
                Some(Failure::Outdated),
                "{waits_for}"
            );
        }
    }
}

#[test]
fn a_view_that_is_overtaken_while_the_stores_are_read_is_outdated() {
    let desk = Desk::at_device();
    desk.view();
    desk.kill();
    desk.meanwhile(At::Read("clipboard"), |desk| {
        drop(desk.options(Request::Disconnect).unwrap())
    });
    let answer = desk.panel(Request::View);
    assert!(!format!("{answer:?}").contains(HARBOUR), "{answer:?}");
}

#[test]
fn a_page_that_moves_on_while_the_clipboard_s_record_is_written_gets_nothing_copied() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.meanwhile(At::Write("clipboard"), move_on);
    let answer = desk.panel(Request::CopyPassword {
        revision,
        password: PasswordId(9001),
    });
    did_nothing(&desk, answer, "moved on during the write");
}

#[test]
fn a_search_that_is_overtaken_by_a_disconnect_names_nobody() {
    let desk = Desk::at_device();
    desk.meanwhile(At::Request("/organizations"), |desk| {
        drop(desk.options(Request::Disconnect).unwrap())
    });
    let answer = desk.panel(Request::SearchOrganizations {
        query: "harbour".into(),
    });
    assert!(answer.is_err(), "{answer:?}");
}

#[test]
fn values_turned_off_while_a_value_is_under_way_keep_it_back() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.meanwhile(At::Request("/passwords/9001"), |desk| {
        drop(
            desk.options(Request::SetRevealWithKey { allowed: false })
                .unwrap(),
        );
    });
    let answer = desk.panel(Request::CopyPassword {
        revision,
        password: PasswordId(9001),
    });
    assert_eq!(answer.err(), Some(Failure::ValuesOff));
    assert_eq!(desk.clipboard(), "");
}

#[test]
fn a_password_of_another_organization_is_not_there() {
    let desk = Desk::at_device();
    let (revision, password) = (desk.revision(), PasswordId(9010));
    for request in [
        Request::CopyPassword { revision, password },
        Request::ShowPassword { revision, password },
        Request::CopyUsername { revision, password },
    ] {
        assert_eq!(desk.panel(request).err(), Some(Failure::NotFound));
        assert_eq!(desk.clipboard(), "");
    }
}

#[test]
fn a_password_that_moved_to_another_organization_meanwhile_is_not_there() {
    let desk = Desk::at_device();
    let revision = desk.revision();
    desk.lists();
    desk.glue(|glue| glue.pass(9001).org = 502);
    let request = Request::CopyPassword {
        revision,
        password: PasswordId(9001),
    };
    assert_eq!(desk.panel(request).err(), Some(Failure::NotFound));
    assert_eq!(desk.clipboard(), "");
}
