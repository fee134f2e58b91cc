//! Every shape of a no, for every kind of question, from each kind of credential.

use super::{Asked, Sent, Standing, judge};
use crate::{GlueError, HttpResponse, Query, messages};
use gluepane_secret::Secret;

const JSON: &str = "application/vnd.api+json";
const ERRORS: &str = r#"{"errors":[{"status":401,"title":"Unauthorized","detail":"Unauthorized resource access","source":{"pointer":"id"}}]}"#;
const MESSAGE: &str = r#"{"message":"Forbidden"}"#;
const PAGE: &str =
    "<!DOCTYPE html><title>The page you were looking for doesn't exist (404)</title>";

fn ask(query: &Query, standing: Standing, status: u16, body: &str, is_write: bool) -> GlueError {
    let sent = Secret::new(r#"{"data":{"attributes":{"name":"Kai"}}}"#.to_owned());
    let asked = Asked {
        query,
        standing,
        sent: is_write.then_some(Sent {
            body: &sent,
            explain: messages::read,
        }),
    };
    let response = HttpResponse {
        status,
        content_type: if body.starts_with('<') {
            "text/html"
        } else {
            JSON
        }
        .to_owned(),
        retry_after_s: None,
        headers: Vec::new(),
        body: Secret::new(body.to_owned()),
    };
    judge(asked, response).map(drop).unwrap_err()
}

fn questions() -> [(&'static str, Query); 9] {
    [
        ("list", Query::list("organizations")),
        ("show", Query::one("configurations", 7)),
        ("below", Query::below("organizations", 501, "contacts")),
        ("passwords", Query::list("passwords")),
        ("password", Query::one("passwords", 9)),
        ("documents", Query::below("organizations", 501, "documents")),
        ("document", Query::one("documents", 6)),
        (
            "folders",
            Query::below("organizations", 501, "password_folders"),
        ),
        ("code", Query::part("passwords", 9, "otp")),
    ]
}

/// What an untried key is told, question by question.
fn check(status: u16, body: &str, expected: [GlueError; 9]) {
    for ((name, query), expected) in questions().iter().zip(expected) {
        let said = ask(query, Standing::UntriedKey, status, body, false);
        assert_eq!(said, expected, "{name}: {status} {body}");
        let proved = match expected {
            GlueError::KeyRefused => GlueError::KeyRevoked,
            other => other,
        };
        let said = ask(query, Standing::ProvedKey, status, body, false);
        assert_eq!(said, proved, "{name}: {status} {body}, of a proved key");
    }
}

#[test]
fn the_gateway_speaks_of_the_key_or_of_what_it_may_not_have() {
    use GlueError::{KeyRefused as Key, NoPasswordAccess as Access, NotEnabled as Off};
    for body in [MESSAGE, r#"{"error":"Forbidden"}"#, "{}", "", " "] {
        check(
            403,
            body,
            [Key, Key, Key, Access, Access, Off, Off, Off, Off],
        );
        check(401, body, [Key, Key, Key, Key, Key, Off, Off, Off, Off]);
    }
}

#[test]
fn errors_speak_of_the_record_where_one_was_asked_for() {
    use GlueError::{
        KeyRefused as Key, NoPasswordAccess as Access, NotEnabled as Off, NotPermitted as No,
    };
    check(401, ERRORS, [Key, No, No, Key, No, Off, No, Off, No]);
    check(403, ERRORS, [Key, No, No, Access, No, Off, No, Off, No]);
}

#[test]
fn what_isn_t_there_is_a_record_or_a_part_of_it_glue() {
    use GlueError::{NotEnabled as Off, NotFound as Gone, NotItGlue as Else};
    let errors = r#"{"errors":[{"status":404,"title":"Record not found"}]}"#;
    check(
        404,
        errors,
        [Gone, Gone, Gone, Gone, Gone, Off, Gone, Off, Gone],
    );
    check(
        404,
        PAGE,
        [Else, Else, Else, Else, Else, Off, Off, Off, Off],
    );
}

#[test]
fn a_web_page_in_between_is_not_it_glue() {
    for status in [401, 403] {
        let proxy = "<html>Blocked by your proxy: IP address not allowed</html>";
        check(status, proxy, [const { GlueError::NotItGlue }; 9]);
    }
}

#[test]
fn an_address_and_a_plan_are_named_in_words() {
    for body in [
        r#"{"message":"Your IP address is not allowed"}"#,
        r#"{"errors":[{"title":"Forbidden","detail":"IP Access Control"}]}"#,
        r#"{"error":"not on the whitelist"}"#,
    ] {
        check(403, body, [const { GlueError::AddressNotAllowed }; 9]);
    }
    for body in [
        r#"{"message":"API access is not part of your plan"}"#,
        r#"{"errors":[{"detail":"Documents are not enabled"}]}"#,
    ] {
        check(403, body, [const { GlueError::NotEnabled }; 9]);
    }
    check(402, MESSAGE, [const { GlueError::NotEnabled }; 9]);
}

#[test]
fn a_user_s_token_has_ended_or_the_user_may_not() {
    let of = |status, body| {
        questions().map(|(_, query)| ask(&query, Standing::Session, status, body, false))
    };
    for body in [r#"{"error":"Unauthorized"}"#, r#"{"message":"x"}"#, ""] {
        assert_eq!(of(401, body), [const { GlueError::SignedOut }; 9], "{body}");
        assert_eq!(
            of(403, body),
            [const { GlueError::NotPermitted }; 9],
            "{body}"
        );
    }
    assert_eq!(of(401, ERRORS), [const { GlueError::NotPermitted }; 9]);
    // The login page, found at the end of the way or on it.
    assert_eq!(of(200, PAGE), [const { GlueError::SignedOut }; 9]);
    assert_eq!(of(302, ""), [const { GlueError::SignedOut }; 9]);
}

#[test]
fn a_write_that_may_have_been_done_is_never_called_failed() {
    let query = Query::list("organizations");
    let of = |status, body| ask(&query, Standing::ProvedKey, status, body, true);
    for (status, body) in [
        (500, ""),
        (502, PAGE),
        (504, MESSAGE),
        (201, PAGE),
        (204, ""),
    ] {
        assert_eq!(of(status, body), GlueError::Unconfirmed, "{status} {body}");
    }
    assert_eq!(of(403, MESSAGE), GlueError::KeyRevoked);
    assert_eq!(of(401, ERRORS), GlueError::NotPermitted);
    let invalid = r#"{"errors":[{"status":422,"detail":"has already been taken","source":{"pointer":"/data/attributes/name"}}]}"#;
    let messages = vec!["name: has already been taken".to_owned()];
    assert_eq!(
        of(422, invalid),
        GlueError::Rejected {
            status: 422,
            messages
        }
    );
}

#[test]
fn no_status_and_no_body_makes_a_refusal_an_answer() {
    for status in (100..200).chain(300..600) {
        for body in ["", "{}", "[]", MESSAGE, ERRORS, PAGE, r#"{"data":[]}"#] {
            for (_, query) in questions() {
                for standing in [Standing::UntriedKey, Standing::ProvedKey, Standing::Session] {
                    ask(&query, standing, status, body, true);
                    ask(&query, standing, status, body, false);
                }
            }
        }
    }
}
