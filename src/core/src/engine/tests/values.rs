//! Which values may be read, and what is said where they may not.

use super::desk::{Desk, KEY, TAB, VALUES, form};
use super::world::Reply;
use crate::engine::Again;
use gluepane_protocol::{Failure, KeyAccess, PasswordId, Request, Response, ValueAccess};

fn reveals(desk: &Desk) -> usize {
    desk.requests()
        .iter()
        .filter(|url| url.contains("show_password=true"))
        .count()
}

fn both(desk: &Desk, id: u64) -> [Option<Failure>; 2] {
    let (revision, password) = (desk.revision(), PasswordId(id));
    [
        desk.panel(Request::CopyPassword { revision, password })
            .err(),
        desk.panel(Request::ShowPassword { revision, password })
            .err(),
    ]
}

fn without_access() -> Desk {
    let desk = Desk::at_device();
    desk.glue(|glue| glue.shows_values = false);
    desk.options(Request::Connect { form: form(KEY) }).unwrap();
    desk.options(Request::SetRevealWithKey { allowed: true })
        .unwrap();
    desk.forget_requests();
    desk
}

#[test]
fn a_key_without_password_access_asks_for_no_value() {
    let desk = without_access();
    let failed = Some(Failure::NoPasswordAccess);
    assert_eq!(both(&desk, 9001), [failed.clone(), failed]);
    assert_eq!(reveals(&desk), 0);
    let ValueAccess::Denied { why } = desk.linked().values else {
        panic!()
    };
    assert!(why.contains("Password Access"), "{why}");
}

#[test]
fn a_key_without_password_access_does_everything_else() {
    let desk = without_access();
    assert_eq!(desk.lists().device.len(), 1);
    let request = Request::CopyUsername {
        revision: desk.revision(),
        password: PasswordId(9001),
    };
    desk.panel(request).unwrap();
    assert_eq!(desk.clipboard(), "admin");
}

#[test]
fn a_page_that_doesn_t_show_any_more_what_it_said_gets_no_value() {
    for said in [Again::Other, Again::Gone] {
        let desk = Desk::at_device();
        desk.world.rereads.borrow_mut().insert((TAB, 0), said);
        let failed = Some(Failure::Outdated);
        assert_eq!(both(&desk, 9001), [failed.clone(), failed], "{said:?}");
        assert_eq!(desk.clipboard(), "");
        desk.world.rereads.borrow_mut().clear();
        assert_eq!(both(&desk, 9001), [None, None], "and then it does again");
    }
}

#[test]
fn a_choice_that_was_not_made_asks_for_no_value() {
    let desk = Desk::at_device();
    desk.options(Request::SetRevealWithKey { allowed: false })
        .unwrap();
    let failed = Some(Failure::ValuesOff);
    assert_eq!(both(&desk, 9001), [failed.clone(), failed]);
    assert_eq!(reveals(&desk), 0);
    assert!(matches!(desk.linked().values, ValueAccess::Denied { .. }));
    desk.options(Request::SetRevealWithKey { allowed: true })
        .unwrap();
    assert_eq!(desk.linked().values, ValueAccess::Allowed);
    desk.copy(9001).unwrap();
    assert_eq!(desk.clipboard(), VALUES[0]);
}

#[test]
fn the_choice_survives_a_kill() {
    let desk = Desk::at_device();
    desk.options(Request::SetRevealWithKey { allowed: false })
        .unwrap();
    desk.kill();
    assert_eq!(desk.copy(9001).err(), Some(Failure::ValuesOff));
}

#[test]
fn a_vaulted_value_is_said_to_be_in_the_vault() {
    let desk = Desk::at_device();
    assert_eq!(
        both(&desk, 9003),
        [Some(Failure::Vaulted), Some(Failure::Vaulted)]
    );
    assert_eq!(desk.clipboard(), "");
}

#[test]
fn what_is_empty_is_said_to_be_empty() {
    let desk = Desk::at_device();
    let empty = |what: &str| Some(Failure::Empty { what: what.into() });
    assert_eq!(both(&desk, 9004), [empty("password"), empty("password")]);
    let request = Request::CopyUsername {
        revision: desk.revision(),
        password: PasswordId(9004),
    };
    assert_eq!(desk.panel(request).err(), empty("username"));
    assert_eq!(desk.clipboard(), "");
}

#[test]
fn a_password_that_is_the_empty_text_is_said_to_be_empty() {
    let desk = Desk::at_device();
    desk.glue(|glue| glue.pass(9004).value = Some(""));
    let empty = Some(Failure::Empty {
        what: "password".into(),
    });
    assert_eq!(both(&desk, 9004), [empty.clone(), empty]);
}

#[test]
fn a_record_that_is_gone_or_not_permitted_is_said_to_be_so() {
    let desk = Desk::at_device();
    assert_eq!(
        both(&desk, 99999),
        [Some(Failure::NotFound), Some(Failure::NotFound)]
    );
    let refusal = Reply::Http(401, "application/json", r#"{"errors":[{"status":401}]}"#);
    desk.world
        .replies
        .borrow_mut()
        .push(("/passwords/9001", refusal));
    assert_eq!(
        both(&desk, 9001),
        [Some(Failure::NotPermitted), Some(Failure::NotPermitted)]
    );
    desk.world.replies.borrow_mut()[0].1 = Reply::Busy(7);
    assert_eq!(
        both(&desk, 9001)[0],
        Some(Failure::RateLimited {
            wait_ms: Some(7000)
        })
    );
}

#[test]
fn no_answer_but_the_shown_one_and_no_log_holds_a_value() {
    let desk = Desk::at_device();
    desk.lists();
    desk.copy(9001).unwrap();
    let revision = desk.revision();
    let shown = desk
        .panel(Request::ShowPassword {
            revision,
            password: PasswordId(9002),
        })
        .unwrap();
    assert!(matches!(shown, Response::Value { .. }));
    desk.copy(9010).unwrap_err();
    desk.panel(Request::KeepClipboard).unwrap();
    desk.view();
    desk.ring();
    let traces = desk.traces();
    for value in VALUES {
        assert!(!traces.contains(value), "{value}");
    }
}

#[test]
fn no_request_answer_or_connection_shows_a_secret_when_it_is_logged() {
    let requests = [
        Request::Connect { form: form(KEY) },
        Request::TestConnection { form: form(KEY) },
    ];
    assert!(!format!("{requests:?}").contains(KEY));
    let desk = Desk::at_device();
    desk.copy(9001).unwrap();
    let engine = desk.engine();
    let connection = engine.connection().unwrap();
    assert!(!format!("{connection:?}").contains(KEY));
    assert_eq!(connection.access, KeyAccess::WithPasswords);
    assert!(!desk.said.borrow().iter().any(|said| said.contains(KEY)));
}

#[test]
fn a_key_that_lost_its_password_access_since_is_said_to_have_none() {
    let desk = Desk::at_device();
    desk.linked();
    desk.glue(|glue| glue.shows_values = false);
    let failed = Some(Failure::NoPasswordAccess);
    assert_eq!(both(&desk, 9001), [failed.clone(), failed]);
    assert_eq!(desk.clipboard(), "");
}
