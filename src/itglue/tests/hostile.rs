//! Answers that somebody made to break the reader of them.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

mod attacks;
mod wire;

use gluepane_itglue::{ConfigurationDetails, Document, DocumentId, FlexibleAsset, List};
use proptest::prelude::*;
use wire::{Answer, Wire, every_method, wait};

const JSON: &str = "application/vnd.api+json";
const HTML: &str = "text/html; charset=utf-8";

/// Every method reads this body under each status and content type that matters; none panics, no error quotes it.
fn read(bytes: &[u8]) {
    let body = String::from_utf8_lossy(bytes).into_owned();
    for (status, content_type) in [
        (200, JSON),
        (200, HTML),
        (403, JSON),
        (404, JSON),
        (500, ""),
    ] {
        let answer = Answer {
            status,
            content_type,
            retry_after_s: None,
            body: body.clone(),
        };
        for (name, answer) in every_method(&Wire::new(Ok(answer))) {
            if let Err(error) = answer
                && body.chars().count() >= 12
            {
                let text = format!("{error:?} {error}");
                assert!(!text.contains(&body), "{name}: {text}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read(&bytes);
    }

    #[test]
    fn no_json_like_text_makes_it_panic(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "{", "}", "[", "]", ",", ":", "\"data\"", "\"id\"", "\"attributes\"", "\"organization-id\"", "\"meta\"",
                "\"included\"", "\"relationships\"", "\"password\"", "\"type\"", "\"rmm-records\"", "null", "true", "-1",
                "1e999", "501", "\"501\"", "\"\\ud800\"", " ",
            ]),
            0..60,
        )
    ) {
        read(parts.concat().as_bytes());
        read(format!("{{\"data\":[{}]}}", parts.concat()).as_bytes());
    }

    #[test]
    fn a_good_answer_cut_off_anywhere_is_an_error(cut in 0usize..GOOD.len()) {
        let mut end = cut;
        while !GOOD.is_char_boundary(end) {
            end -= 1;
        }
        for (_, answer) in every_method(&Wire::json(&GOOD[..end])) {
            prop_assert!(answer.is_err());
        }
    }
}

const GOOD: &str = r#"{"data":[{"id":"7001","type":"configurations","attributes":{"organization-id":501,"name":"Müller"}}],"included":[],"meta":{"total-count":1}}"#;

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    for (open, close) in [("[", "]"), ("{\"data\":", "}")] {
        read((open.repeat(100_000) + &close.repeat(100_000)).as_bytes());
        let deep = format!(
            r#"{{"data":[],"included":[{{"attributes":{}{}}}]}}"#,
            open.repeat(50_000),
            "1".to_owned() + &close.repeat(50_000)
        );
        read(deep.as_bytes());
    }
}

#[test]
fn the_json_attacks_make_nothing_panic() {
    let Some(payloads) = attacks::payloads() else {
        return;
    };
    for (_, bytes) in &payloads {
        read(bytes);
        let inside = |before: &[u8], after: &[u8]| [before, bytes.as_slice(), after].concat();
        read(&inside(br#"{"data":["#, b"]}"));
        read(&inside(
            br#"{"data":[{"id":"1","attributes":{"organization-id":501,"name":"#,
            b"}}]}",
        ));
        read(&inside(
            br#"{"data":{"id":"9001","attributes":{"organization-id":501,"password":"#,
            b"}}}",
        ));
        read(&inside(br#"{"data":[],"included":["#, b"]}"));
        // The same as a value among the others.
        let body = |before: &str, after: &str| {
            let text =
                String::from_utf8_lossy(&inside(before.as_bytes(), after.as_bytes())).into_owned();
            Wire::json(text)
        };
        let asset = r#"{"data":[{"id":"1","attributes":{"organization-id":1,"flexible-asset-type-id":33,"traits":"#;
        let _ = wait(
            body(asset, "}}]}")
                .client()
                .list(&List::<FlexibleAsset>::all()),
        );
        let traits = r#"{"data":[{"id":"1","attributes":{"organization-id":1,"flexible-asset-type-id":33,"traits":{"a":"#;
        let _ = wait(
            body(traits, "}}}]}")
                .client()
                .list(&List::<FlexibleAsset>::all()),
        );
        let content = r#"{"data":{"id":"1","attributes":{"organization-id":1,"content":"#;
        let _ = wait(body(content, "}}}").client().read_document(DocumentId(1)));
        let rows = List::<Document>::all();
        let _ = wait(body(content, "}}}").client().list(&rows));
        let related = r#"{"data":[{"id":"1","attributes":{"organization-id":1},"relationships":"#;
        let configurations = List::<ConfigurationDetails>::all();
        let _ = wait(body(related, "}]}").client().list(&configurations));
    }
}

#[test]
fn what_is_json_is_told_from_what_is_not() {
    let Some(payloads) = attacks::payloads() else {
        return;
    };
    for (is_json, bytes) in payloads {
        // What isn't UTF-8 has become another text before it is read.
        let Ok(text) = String::from_utf8(bytes) else {
            assert!(!is_json);
            continue;
        };
        let is_read = gluepane_wire::Tree::parse(&text).is_ok();
        // Stricter on purpose: a name that stands twice.
        let is_refused_on_purpose = text.contains(r#""a":"b","a":"#);
        assert_eq!(is_read, is_json && !is_refused_on_purpose, "{text:?}");
    }
}
