//! The messages as they travel: both ends of each boundary, the reader in JavaScript among them, rely on these letters.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

use gluepane_protocol::{
    Answer, Ask, BudgetView, CheckFinding, CheckReport, ConnectionForm, Event, Failure, FrameFact,
    FrameLayout, FramePlace, KeyAccess, Observation, OpenTarget, OrganizationId, PanelFrame,
    PasswordId, Phase, Place, Read, ReaderAnswer, ReaderAsk, Reading, ReadingPlan, Region, Request,
    Response, RevealedValue, Revision, Secret, Side, Take, ToReader, Told,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// This value is written so, and what is written so is read again.
fn check<T: Serialize + DeserializeOwned>(value: T, json: &str) {
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    let again: T = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), json);
}

fn is_refused<T: DeserializeOwned>(json: &str) {
    assert!(serde_json::from_str::<T>(json).is_err(), "{json}");
}

#[test]
fn a_panel_s_questions() {
    let revision = Revision(7);
    let ask = |request| Ask {
        place: Place::Here,
        request,
    };
    check(ask(Request::View), r#"{"place":"here","request":"view"}"#);
    check(
        ask(Request::CopyPassword {
            revision,
            password: PasswordId(9001),
        }),
        r#"{"place":"here","request":{"copy_password":{"revision":7,"password":"9001"}}}"#,
    );
    check(
        Ask {
            place: Place::Window { window: 1 },
            request: Request::Popup,
        },
        r#"{"place":{"window":{"window":1}},"request":"popup"}"#,
    );
    check(
        Ask {
            place: Place::Tab { tab: 5 },
            request: Request::Choose {
                revision,
                organization: OrganizationId(501),
            },
        },
        r#"{"place":{"tab":{"tab":5}},"request":{"choose":{"revision":7,"organization":"501"}}}"#,
    );
    check(
        Request::Open {
            revision,
            target: OpenTarget::Password {
                id: PasswordId(9001),
            },
        },
        r#"{"open":{"revision":7,"target":{"password":{"id":"9001"}}}}"#,
    );
    check(
        Request::Open {
            revision,
            target: OpenTarget::Home,
        },
        r#"{"open":{"revision":7,"target":"home"}}"#,
    );
}

#[test]
fn a_connection_form_carries_its_key_to_the_background() {
    let form = ConnectionForm {
        subdomain: "northlane".into(),
        region: Region::Eu,
        api_address: String::new(),
        api_key: Secret::new("ITG.invented".to_owned()),
    };
    let request = Request::Connect { form };
    assert!(!format!("{request:?}").contains("ITG.invented"));
    check(
        request,
        r#"{"connect":{"form":{"subdomain":"northlane","region":"eu","api_address":"","api_key":"ITG.invented"}}}"#,
    );
}

#[test]
fn a_reader_s_messages_are_those_that_reader_js_writes_and_reads() {
    check(ReaderAsk::Plan, r#""plan""#);
    let readings = vec![Reading {
        read: 0,
        values: vec!["Harbour".into()],
    }];
    check(
        ReaderAsk::Observe {
            observation: Observation {
                plan: "datto-rmm".into(),
                url: "https://rmm.example/".into(),
                phase: Phase::Settled,
                readings,
                place: None,
            },
        },
        r#"{"observe":{"observation":{"plan":"datto-rmm","url":"https://rmm.example/","phase":"settled","readings":[{"read":0,"values":["Harbour"]}]}}}"#,
    );
    check(
        ReaderAnswer::Plan { plan: None },
        r#"{"plan":{"plan":null}}"#,
    );
    check(ReaderAnswer::Noted, r#""noted""#);
    check(ReaderAnswer::Refused, r#""refused""#);
    check(
        ReaderAsk::Observe {
            observation: Observation {
                plan: "autotask".into(),
                url: "https://psa.example/a".into(),
                phase: Phase::Gone,
                readings: vec![],
                place: Some(FramePlace {
                    seen: true,
                    around: vec!["https://psa.example/".into()],
                }),
            },
        },
        r#"{"observe":{"observation":{"plan":"autotask","url":"https://psa.example/a","phase":"gone","readings":[],"place":{"seen":true,"around":["https://psa.example/"]}}}}"#,
    );
    for (take, text) in [
        (Take::Value, r#""value""#),
        (
            Take::Row {
                label: ".l".into(),
                words: vec!["company".into()],
                values: vec![".v".into()],
                attribute: Some("href".into()),
            },
            r#"{"row":{"label":".l","words":["company"],"values":[".v"],"attribute":"href"}}"#,
        ),
        (
            Take::Labelled {
                words: vec!["serial".into()],
            },
            r#"{"labelled":{"words":["serial"]}}"#,
        ),
    ] {
        check(take, text);
    }
    let plan = ReadingPlan {
        plan: "datto-rmm".into(),
        skip: "article".into(),
        shadow: false,
        reads: vec![
            Read {
                read: 0,
                selector: "#a".into(),
                take: Take::Text,
                follows: true,
            },
            Read {
                read: 1,
                selector: "#b".into(),
                take: Take::Attribute {
                    name: "href".into(),
                },
                follows: true,
            },
            Read {
                read: 2,
                selector: String::new(),
                take: Take::Title,
                follows: false,
            },
        ],
        min_interval_ms: 250,
        settle_ms: 120,
        patience_ms: 1500,
        busy: ".spin".into(),
        max_chars: 300,
        panel: Some(PanelFrame {
            path: "extension/panel.html".into(),
            layout: FrameLayout::default(),
        }),
    };
    check(
        ReaderAnswer::Plan { plan: Some(plan) },
        r##"{"plan":{"plan":{"plan":"datto-rmm","reads":[{"read":0,"selector":"#a","take":"text","follows":true},{"read":1,"selector":"#b","take":{"attribute":{"name":"href"}},"follows":true},{"read":2,"selector":"","take":"title","follows":false}],"skip":"article","shadow":false,"min_interval_ms":250,"settle_ms":120,"patience_ms":1500,"busy":".spin","max_chars":300,"panel":{"path":"extension/panel.html","layout":{"collapsed":false,"side":"right","width":380}}}}}"##,
    );
    check(ToReader::Renew, r#""renew""#);
    check(
        ToReader::Frame {
            layout: FrameLayout {
                collapsed: true,
                side: Side::Left,
                width: 420,
            },
            focus: true,
        },
        r#"{"frame":{"layout":{"collapsed":true,"side":"left","width":420},"focus":true}}"#,
    );
    check(ToReader::Withdraw, r#""withdraw""#);
    check(ToReader::Look { frame: 4 }, r#"{"look":{"frame":4}}"#);
    check(ToReader::Again, r#""again""#);
    for (fact, text) in [
        (FrameFact::Placed, "placed"),
        (FrameFact::Inert, "inert"),
        (FrameFact::Usable, "usable"),
        (FrameFact::Evicted, "evicted"),
    ] {
        check(
            ReaderAsk::Frame { fact },
            &format!(r#"{{"frame":{{"fact":"{text}"}}}}"#),
        );
    }
    for (phase, text) in [
        (Phase::Navigating, "navigating"),
        (Phase::Changing, "changing"),
        (Phase::Settled, "settled"),
    ] {
        check(phase, &format!("\"{text}\""));
    }
}

#[test]
fn events_and_failures() {
    let event = Event::ContextChanged {
        tab: 5,
        revision: Revision(1_780_000_000),
    };
    check(
        Told { event },
        r#"{"event":{"context_changed":{"tab":5,"revision":1780000000}}}"#,
    );
    check(Event::ClipboardChanged, r#""clipboard_changed""#);
    check(
        Answer::Failed {
            failure: Failure::RateLimited {
                wait_ms: Some(1000),
            },
        },
        r#"{"failed":{"failure":{"rate_limited":{"wait_ms":1000}}}}"#,
    );
    check(
        Answer::Failed {
            failure: Failure::Outdated,
        },
        r#"{"failed":{"failure":"outdated"}}"#,
    );
    check(
        Answer::Ok {
            response: Box::new(Response::Done),
        },
        r#"{"ok":{"response":"done"}}"#,
    );
}

#[test]
fn a_shown_value_travels_in_its_answer_and_shows_in_no_log() {
    let revealed = RevealedValue {
        revision: Revision(7),
        password: PasswordId(9001),
        value: Secret::new("hunter2".to_owned()),
        hide_after_ms: 30_000,
    };
    let answer = Answer::Ok {
        response: Box::new(Response::Value { revealed }),
    };
    assert!(!format!("{answer:?}").contains("hunter2"));
    check(
        answer,
        r#"{"ok":{"response":{"value":{"revealed":{"revision":7,"password":"9001","value":"hunter2","hide_after_ms":30000}}}}}"#,
    );
}

#[test]
fn what_no_message_of_ours_holds_is_refused() {
    is_refused::<Ask>(r#"{"place":"here","request":"view","tab":6}"#);
    is_refused::<Ask>(r#"{"place":"here"}"#);
    is_refused::<Ask>(r#"{"place":"here","request":"reveal_everything"}"#);
    is_refused::<Ask>(r#"{"place":{"tab":{"tab":5,"window":1}},"request":"view"}"#);
    is_refused::<Request>(
        r#"{"copy_password":{"revision":7,"password":"9001","organization":"1"}}"#,
    );
    is_refused::<Request>(r#"{"copy_password":{"revision":7,"password":"9001"},"view":null}"#);
    is_refused::<Request>(r#"{"copy_password":{"revision":7}}"#);
    is_refused::<Request>(r#"{"copy_password":{"revision":-1,"password":"9001"}}"#);
    is_refused::<Request>(r#"{"disconnect":{"now":true}}"#);
    is_refused::<ReaderAsk>(r#""view""#);
    is_refused::<ReaderAsk>(r#"{"place":"here","request":"view"}"#);
    is_refused::<Ask>(r#""plan""#);
    is_refused::<ReaderAsk>(
        r#"{"observe":{"observation":{"phase":"settled","readings":[],"origin":"x"}}}"#,
    );
    is_refused::<ReaderAsk>(
        r#"{"observe":{"observation":{"phase":"settled","readings":[{"read":70000,"values":[]}]}}}"#,
    );
    is_refused::<Told>(r#"{"event":"clipboard_changed","value":"x"}"#);
}

#[test]
fn ids_are_strings_of_digits_and_never_numbers() {
    for id in [0, 1, 999_999_999_999_999_999, u64::MAX] {
        check(OrganizationId(id), &format!("\"{id}\""));
        check(PasswordId(id), &format!("\"{id}\""));
    }
    for json in [
        "1",
        "\"\"",
        "\"-1\"",
        "\"1.0\"",
        "\"x\"",
        "null",
        "\" 1\"",
        "\"18446744073709551616\"",
        "[1]",
    ] {
        is_refused::<PasswordId>(json);
    }
}

#[test]
fn no_failure_is_without_words_and_a_wait_is_said_in_seconds() {
    let busy = Failure::RateLimited { wait_ms: Some(1) };
    assert!(busy.to_string().ends_with("Try again in 1 s."), "{busy}");
    assert!(
        Failure::RateLimited { wait_ms: None }
            .to_string()
            .ends_with("Try again in 60 s.")
    );
    let wrong = Failure::WrongRegion { region: Region::Au };
    assert_eq!(
        wrong.to_string(),
        "Wrong region selected. This key belongs to the AU region."
    );
}

#[test]
fn the_requests_used_travel_as_plain_numbers() {
    check(Request::Budget, r#""budget""#);
    let view = BudgetView {
        used: 42,
        left: 0,
        limit: 3_000,
        resets_in_ms: 252_000,
        held_ms: 9_000,
        crowded: true,
    };
    check(
        Response::Budget { view },
        r#"{"budget":{"view":{"used":42,"left":0,"limit":3000,"resets_in_ms":252000,"held_ms":9000,"crowded":true}}}"#,
    );
    check(
        Told {
            event: Event::BudgetChanged,
        },
        r#"{"event":"budget_changed"}"#,
    );
}

#[test]
fn the_check_of_an_account_travels_as_it_is_saved() {
    check(Request::CheckAccount, r#""check_account""#);
    check(Request::CancelCheck, r#""cancel_check""#);
    let report = CheckReport {
        version: "0.1.0".to_owned(),
        access: KeyAccess::Unknown,
        requests: 60,
        ended: None,
        findings: vec![CheckFinding {
            key: "bad_key".to_owned(),
            is_answered: true,
            answer: "403 message".to_owned(),
        }],
    };
    check(
        Response::Checked { report },
        r#"{"checked":{"report":{"version":"0.1.0","access":"unknown","requests":60,"ended":null,"findings":[{"key":"bad_key","is_answered":true,"answer":"403 message"}]}}}"#,
    );
    check(
        Told {
            event: Event::CheckProgressed { done: 12, of: 60 },
        },
        r#"{"event":{"check_progressed":{"done":12,"of":60}}}"#,
    );
}
