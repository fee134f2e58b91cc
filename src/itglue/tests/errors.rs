//! Every shape in which IT Glue, or something in between, says no (API reference, section 1.6).

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

mod wire;

use gluepane_itglue::{GlueError, TransportError};
use wire::{Answer, Wire, every_method};

const JSON: &str = "application/vnd.api+json";
const HTML: &str = "text/html; charset=utf-8";

/// All methods say the same to this answer.
fn check(status: u16, content_type: &'static str, body: &str, expected: GlueError) {
    let wire = Wire::new(Ok(Answer {
        status,
        content_type,
        retry_after_s: None,
        body: body.to_owned(),
    }));
    for (name, answer) in every_method(&wire) {
        assert_eq!(answer, Err(expected.clone()), "{name}: {status} {body}");
    }
}

fn is_malformed(body: &str) {
    for (name, answer) in every_method(&Wire::json(body)) {
        assert!(
            matches!(answer, Err(GlueError::Malformed { .. })),
            "{name}: {answer:?} for {body}"
        );
    }
}

/// Each method says what it means for what it asks.
fn check_each(status: u16, content_type: &'static str, body: &str, of: fn(&str) -> GlueError) {
    let wire = Wire::new(Ok(Answer {
        status,
        content_type,
        retry_after_s: None,
        body: body.to_owned(),
    }));
    for (name, answer) in every_method(&wire) {
        assert_eq!(answer, Err(of(name)), "{name}: {status} {body}");
    }
}

#[test]
fn a_refusal_means_what_was_asked_for() {
    let unauthorized = r#"{"errors":[{"status":401,"title":"Unauthorized","detail":"Unauthorized resource access","source":{"pointer":"id"}}]}"#;
    check_each(401, JSON, unauthorized, |method| match method {
        "get_password" | "reveal_password" => GlueError::NotPermitted,
        _ => GlueError::KeyRefused,
    });
    for body in [
        r#"{"message":"Forbidden"}"#,
        r#"{"error":"Forbidden"}"#,
        "{}",
        "",
    ] {
        check_each(403, JSON, body, |method| {
            match method.contains("password") {
                true => GlueError::NoPasswordAccess,
                false => GlueError::KeyRefused,
            }
        });
    }
    let unauthorized = r#"{"message":"Unauthorized"}"#;
    check(401, "application/json", unauthorized, GlueError::KeyRefused);
}

#[test]
fn each_no_is_known_by_its_status_and_shape() {
    let not_found = r#"{"errors":[{"status":404,"title":"Record not found","detail":"x","source":{"pointer":null}}]}"#;
    check(404, JSON, not_found, GlueError::NotFound);
    check(
        404,
        HTML,
        "<!DOCTYPE html><title>The page you were looking for doesn't exist (404)</title>",
        GlueError::NotItGlue,
    );
    check(404, "", "", GlueError::NotItGlue);
    check(
        403,
        HTML,
        "<html><body>Blocked by your proxy</body></html>",
        GlueError::NotItGlue,
    );
    let rejected = |status| GlueError::Rejected {
        status,
        messages: Vec::new(),
    };
    check(
        400,
        JSON,
        r#"{"errors":[{"title":"param is missing or the value is empty: resource_type"}]}"#,
        rejected(400),
    );
    check(415, "application/json", r#"{"message":"…"}"#, rejected(415));
    let invalid = r#"{"errors":[{"status":422,"title":"Valid organization_id is required","source":{"pointer":"data/attributes/organization_id"}}]}"#;
    check(422, JSON, invalid, rejected(422));
    check(
        429,
        "text/plain",
        "Retry later\n",
        GlueError::RateLimited {
            retry_after_s: None,
        },
    );
    check(500, "", "", GlueError::ServiceDown { status: 500 });
    check(
        500,
        JSON,
        r#"{"errors":[{"status":500}]}"#,
        GlueError::ServiceDown { status: 500 },
    );
    check(
        502,
        HTML,
        "<html>Bad gateway</html>",
        GlueError::ServiceDown { status: 502 },
    );
    check(302, HTML, "", GlueError::Redirected);
}

#[test]
fn a_wait_that_is_asked_for_is_passed_on() {
    let answer = Answer {
        status: 429,
        content_type: JSON,
        retry_after_s: Some(17),
        body: "{}".into(),
    };
    for (name, answer) in every_method(&Wire::new(Ok(answer))) {
        assert_eq!(
            answer,
            Err(GlueError::RateLimited {
                retry_after_s: Some(17)
            }),
            "{name}"
        );
    }
}

#[test]
fn no_answer_and_a_redirect_are_told_apart() {
    for (error, expected) in [
        (TransportError::Unreachable, GlueError::Unreachable),
        (TransportError::Redirected, GlueError::Redirected),
    ] {
        for (name, answer) in every_method(&Wire::new(Err(error))) {
            assert_eq!(answer, Err(expected.clone()), "{name}");
        }
    }
}

#[test]
fn a_good_status_with_anything_but_json_is_not_it_glue() {
    check(
        200,
        HTML,
        "<!doctype html><form action=/login>",
        GlueError::NotItGlue,
    );
    check(200, HTML, r#"{"data":[]}"#, GlueError::NotItGlue);
    check(200, JSON, "", GlueError::NotItGlue);
    check(200, JSON, "   \n", GlueError::NotItGlue);
    check(200, JSON, "null", GlueError::NotItGlue);
    check(200, "text/plain", "OK", GlueError::NotItGlue);
    check(204, "", "", GlueError::NotItGlue);
}

#[test]
fn json_of_another_shape_is_malformed() {
    for body in [
        "{}",
        "[]",
        r#"{"errors":[]}"#,
        r#"{"data":null}"#,
        r#"{"data":"x"}"#,
        r#"{"data":{"id":"1"}}"#,
        r#"{"data":[{"id":"1"}]}"#,
        r#"{"data":[{"attributes":{"organization-id":1}}]}"#,
        r#"{"data":[{"id":"1","attributes":null}]}"#,
        r#"{"data":[{"id":"1","attributes":{"organization-id":501}"#,
        r#"{"data":[3]}"#,
        "{",
        r#"{"data":[],"data":[]}"#,
    ] {
        is_malformed(body);
    }
}

#[test]
fn an_id_that_is_none_is_malformed() {
    for id in [
        "null",
        "\"\"",
        "\"x\"",
        "-1",
        "1.5",
        "{}",
        "[1]",
        "true",
        "\"99999999999999999999999\"",
    ] {
        is_malformed(&format!(
            r#"{{"data":[{{"id":{id},"attributes":{{"organization-id":501}}}}]}}"#
        ));
    }
}

#[test]
fn no_error_quotes_what_it_read() {
    let secret = "Corr3ct-Horse";
    for body in [
        format!(r#"{{"data":"{secret}"}}"#),
        format!(r#"{{"data":[{{"id":"{secret}","attributes":{{"organization-id":1}}}}]}}"#),
        format!(
            r#"{{"data":{{"id":"9001","attributes":{{"organization-id":1,"password":{{"{secret}":1}}}}}}}}"#
        ),
        format!(
            r#"{{"data":{{"id":"9001","attributes":{{"organization-id":"{secret}","password":"{secret}"}}}}}}"#
        ),
        format!(
            r#"{{"data":{{"id":"9002","attributes":{{"organization-id":1,"password":"{secret}"}}}}}}"#
        ),
        format!(r#"{{"{secret}":"#),
        secret.to_owned(),
    ] {
        for (name, answer) in every_method(&Wire::json(body.clone())) {
            let text = format!(
                "{answer:?} {}",
                answer
                    .as_ref()
                    .err()
                    .map(ToString::to_string)
                    .unwrap_or_default()
            );
            assert!(!text.contains(secret), "{name}: {text}");
        }
    }
}
