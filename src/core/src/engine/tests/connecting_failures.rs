//! Each way in which a test of a connection fails, and how it is named.

use super::connecting::{custom, test};
use super::desk::{Desk, KEY, WEB, form};
use super::world::Reply;
use gluepane_protocol::{ConnectionForm, Failure};

const HTML: Reply = Reply::Http(
    200,
    "text/html",
    "<!doctype html><title>Sign in to your network</title>",
);

fn failed(reply: Reply) -> Option<Failure> {
    let desk = Desk::bare();
    desk.world.replies.borrow_mut().push(("", reply));
    test(&desk, form(KEY)).err()
}

fn host() -> String {
    "api.itglue.com".into()
}

#[test]
fn spaces_inside_a_key_or_none_at_all_are_named_and_nothing_is_sent() {
    let desk = Desk::bare();
    for key in ["ITG.a b", "", "  ", "ITG.ä", "ITG.a\nb"] {
        let failure = test(&desk, form(key)).err();
        assert!(
            matches!(&failure, Some(Failure::BadForm { field, .. }) if field == "api_key"),
            "{key:?}: {failure:?}"
        );
        let text = format!("{failure:?}");
        assert!(key.trim().is_empty() || !text.contains(key), "{text}");
    }
    assert_eq!(desk.requests(), [""; 0]);
}

#[test]
fn a_page_of_the_network_is_told_from_it_glue() {
    assert_eq!(failed(HTML), Some(Failure::NotItGlue { host: host() }));
    let page = "<html>Not Found</html>";
    for status in [401, 403, 404] {
        assert_eq!(
            failed(Reply::Http(status, "text/html", page)),
            Some(Failure::NotItGlue { host: host() }),
            "{status}"
        );
    }
    assert_eq!(
        failed(Reply::Http(404, "application/json", "{}")),
        Some(Failure::NotItGlue { host: host() })
    );
    assert_eq!(
        failed(Reply::Http(200, "application/json", "")),
        Some(Failure::NotItGlue { host: host() })
    );
}

#[test]
fn a_redirect_is_not_followed() {
    assert_eq!(
        failed(Reply::Redirected),
        Some(Failure::Redirected { host: host() })
    );
    assert_eq!(
        failed(Reply::Http(302, "text/html", "")),
        Some(Failure::Redirected { host: host() })
    );
}

#[test]
fn an_address_that_nobody_answers_at_is_named() {
    assert_eq!(
        failed(Reply::Unreachable),
        Some(Failure::Unreachable { host: host() })
    );
    let desk = Desk::bare();
    let failure = test(&desk, custom("https://glue.proxy.example")).err();
    assert_eq!(
        failure,
        Some(Failure::Unreachable {
            host: "glue.proxy.example".into()
        })
    );
}

#[test]
fn a_busy_or_broken_service_is_said_to_be_so() {
    assert_eq!(
        failed(Reply::Busy(12)),
        Some(Failure::RateLimited {
            wait_ms: Some(12_000)
        })
    );
    assert!(matches!(
        failed(Reply::Http(429, "", "")),
        Some(Failure::RateLimited {
            wait_ms: Some(1_000..=4_000)
        })
    ));
    assert_eq!(
        failed(Reply::Http(503, "text/html", "<html>")),
        Some(Failure::ServiceDown { status: 503 })
    );
    assert_eq!(
        failed(Reply::Http(500, "", "")),
        Some(Failure::ServiceDown { status: 500 })
    );
    assert!(matches!(
        failed(Reply::Http(200, "application/json", r#"{"data":3}"#)),
        Some(Failure::Malformed { .. })
    ));
    assert!(matches!(
        failed(Reply::Http(418, "application/json", "{}")),
        Some(Failure::Rejected { status: 418, .. })
    ));
}

#[test]
fn a_failure_at_any_later_step_of_the_test_is_said_too() {
    for part in ["filter[primary]", "/passwords?", "/passwords/9000"] {
        let desk = Desk::bare();
        desk.world
            .replies
            .borrow_mut()
            .push((part, Reply::Unreachable));
        assert_eq!(
            test(&desk, form(KEY)).err(),
            Some(Failure::Unreachable { host: host() }),
            "{part}"
        );
    }
}

#[test]
fn a_key_of_another_account_names_both() {
    let wrong = Failure::WrongSubdomain {
        expected: "https://southlane.itglue.com".into(),
        found: WEB.into(),
    };
    let form = || ConnectionForm {
        subdomain: "southlane".into(),
        ..form(KEY)
    };
    let desk = Desk::bare();
    assert_eq!(test(&desk, form()).err(), Some(wrong.clone()));
    // Organizations need not say where they stand; then a password row does.
    desk.glue(|glue| glue.orgs.iter_mut().for_each(|org| org.url = None));
    assert_eq!(test(&desk, form()).err(), Some(wrong));
    assert!(test(&desk, super::desk::form(KEY)).is_ok());
}

#[test]
fn each_no_of_it_glue_has_words_of_its_own_that_say_what_to_do() {
    use crate::engine::failure;
    use gluepane_itglue::GlueError as No;
    let rejected = No::Rejected {
        status: 422,
        messages: vec!["name: must exist".into(), "url".into()],
    };
    let unasked = No::NotAsSent {
        id: 77,
        what: "name",
    };
    for (error, part) in [
        (No::KeyRefused, "Check that all of it was copied"),
        (No::KeyRevoked, "unused for 90 days"),
        (No::NoPasswordAccess, "Password Access"),
        (No::NotPermitted, "administrator"),
        (No::AddressNotAllowed, "VPN"),
        (
            No::AddressNotAllowed,
            "Account > Settings > IP Access Control",
        ),
        (No::NotEnabled, "plan"),
        (No::NotFound, "no longer in IT Glue"),
        (
            No::RateLimited {
                retry_after_s: Some(9),
            },
            "in 9 s",
        ),
        (No::ServiceDown { status: 503 }, "HTTP 503"),
        (No::Unreachable, "api.itglue.com"),
        (No::Redirected, "forwards"),
        (No::SignedOut, "Sign in again"),
        (rejected, "(HTTP 422: name: must exist; url)"),
        (No::NotItGlue, "proxy"),
        (No::Malformed { at: "x".into() }, "(x)"),
        (No::TooLarge, "too large"),
        (No::TooDeep, "too deeply"),
        (No::Unconfirmed, "before you try again"),
        (unasked, "id 77"),
    ] {
        let words = failure(error.clone(), &host()).to_string();
        assert!(words.contains(part), "{error:?}: {words}");
    }
    let bare = failure(
        No::Rejected {
            status: 400,
            messages: Vec::new(),
        },
        "",
    );
    assert!(bare.to_string().contains("(HTTP 400)"), "{bare}");
}
