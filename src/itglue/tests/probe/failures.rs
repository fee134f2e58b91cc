//! Whatever goes wrong on the way.

use crate::simulated::{PUBLIC, Simulated, Spoiled, Who, answers};
use crate::virtual_time::Clock;
use gluepane_itglue::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A check in which the n-th request gets something else.
fn spoiled(simulated: &Simulated, n: u32, spoiled: Spoiled) -> Report {
    simulated.spoiled.replace(Some((n, spoiled)));
    let report = simulated.check(Who::Key, &[]);
    simulated.spoiled.replace(None);
    report
}

fn n_answered(report: &Report) -> usize {
    let findings = report.findings.iter();
    findings.filter(|finding| finding.answer.is_ok()).count()
}

#[test]
fn a_refused_credential_is_asked_with_once_and_in_what_form_it_was_refused_is_said() {
    let simulated = Simulated::new();
    for (ip_access, expected) in [
        ("403_message", "403 message, names an address"),
        ("403_errors", "403 errors, names an address"),
        ("401_errors", "401 errors, names an address"),
        ("403_html", "403 html, names an address"),
        ("403_plain", "403 message"),
    ] {
        let report = simulated.check(Who::Key, &[("ip_access", ip_access)]);
        assert_eq!(answers(&report)["connection"], expected);
        assert_eq!(report.ended, Some("the credential was refused"));
        assert_eq!(report.n_requests, 1);
    }
}

#[test]
fn a_credential_that_is_revoked_on_the_way_ends_the_check_and_what_it_said_since_is_taken_back() {
    let simulated = Simulated::new();
    let whole = answers(&simulated.check(Who::Key, &[]));
    for n in [2, 7, 20, 33, 48, 58] {
        let report = spoiled(&simulated, n, Spoiled::RefusedFromHere);
        let found = answers(&report);
        for (key, answer) in &found {
            let is_beside = ["headers", "cache_control"].contains(key);
            let is_as_before = whole[key] == *answer || answer.starts_with("– ");
            // Two at the end are too few to look again; they are said as they came.
            assert!(is_as_before || is_beside || n == 58, "{n}: {key}: {answer}");
        }
        assert!(report.n_requests <= n + 4, "{n}: {}", report.n_requests);
        if n < 58 {
            assert_eq!(report.ended, Some("the credential was refused"), "{n}");
        }
    }
}

#[test]
fn whatever_comes_instead_of_one_answer_costs_only_what_that_shows() {
    let simulated = Simulated::new();
    let whole = simulated.check(Who::Key, &[]);
    let before = answers(&whole);
    let page = "<!doctype html><title>Maintenance</title>";
    for spoil in [
        Spoiled::With(200, "text/html", page),
        Spoiled::With(200, "application/json", ""),
        Spoiled::With(200, "application/json", "[1,"),
        Spoiled::With(200, "application/json", "7"),
        Spoiled::With(
            200,
            "application/json",
            r#"{"data":7,"included":{},"meta":[]}"#,
        ),
        Spoiled::With(
            200,
            "application/json",
            r#"{"data":[7,null,{"id":{},"attributes":[]}]}"#,
        ),
        Spoiled::With(302, "", ""),
        Spoiled::With(500, "application/json", "{}"),
        Spoiled::With(502, "text/html", page),
        Spoiled::Cut,
    ] {
        let is_no_json = !matches!(spoil, Spoiled::With(200, _, body) if body.starts_with('{'));
        // Most of them differ by no more than a word; each request is tried with two.
        let is_full = matches!(spoil, Spoiled::Cut | Spoiled::With(502, ..));
        let step = if is_full { 1 } else { 5 };
        for n in (1..=whole.n_requests).step_by(step) {
            let report = spoiled(&simulated, n, spoil);
            assert_eq!(report.ended, None, "{n}");
            let found = answers(&report);
            assert_eq!(found.len(), whole.findings.len());
            assert!(n_answered(&report) > 20, "{n}: {}", n_answered(&report));
            // Of another sample other attributes may be seen.
            let depends = |key: &str| {
                ["headers", "folder_filter"].contains(&key) || key.ends_with("_attributes")
            };
            for (key, answer) in found.iter().filter(|(key, _)| !depends(key)) {
                if !is_no_json {
                    break;
                }
                let is_as_before = before[key] == *answer || answer.starts_with("– ");
                assert!(is_as_before, "{n}: {key}: {answer}");
            }
        }
    }
}

#[test]
fn a_429_ends_it_at_once_and_its_form_is_a_finding() {
    let simulated = Simulated::new();
    for n in [1, 2, 30] {
        let report = spoiled(
            &simulated,
            n,
            Spoiled::With(429, "application/json", r#"{"message":"x"}"#),
        );
        assert_eq!(report.ended, Some("IT Glue was too busy"));
        assert_eq!(report.n_requests, n);
        let found = answers(&report);
        assert_eq!(found["rate_limit_body"], "429 message");
        assert_eq!(found["retry_after_s"], "absent");
        assert_eq!(found["bad_key"], "– IT Glue was too busy");
    }
}

#[test]
fn nobody_there_is_not_asked_sixty_times() {
    let report = spoiled(&Simulated::new(), 10, Spoiled::CutFromHere);
    assert_eq!(report.ended, Some("IT Glue could not be reached"));
    assert_eq!(report.n_requests, 12);
    assert_eq!(answers(&report)["organizations_list"], "accepted");
}

/// Virtual time.
struct Watch(Clock);

impl Pace for Watch {
    fn now_ms(&self) -> u64 {
        self.0.now_ms()
    }

    fn sleep_ms(&self, ms: u64) -> Soon<'_> {
        Box::pin(self.0.sleep_ms(ms))
    }

    fn roll(&self) -> u32 {
        0
    }

    fn keep(&self, _: Vec<u64>) -> Soon<'_> {
        Box::pin(async {})
    }
}

/// A check whose n-th request is never answered; `stop_ms`: when somebody cancels. The report, when it ended, and how
/// far the progress went.
fn stuck(n: u32, stop_ms: Option<u64>) -> (Report, u64, (usize, usize)) {
    let clock = Clock::default();
    let simulated = Simulated::new();
    let credential = simulated.prepare(Who::Key, &[]);
    simulated.spoiled.replace(Some((n, Spoiled::Never)));
    let stop = Rc::new(Stop::default());
    let told: Rc<RefCell<Option<_>>> = Rc::default();
    let (watch, stopped, report) = (Watch(clock.clone()), stop.clone(), told.clone());
    clock.begin(async move {
        let base = ApiBase::parse(PUBLIC).unwrap();
        let client = Client::new(&simulated, &base, Credential::ApiKey(&credential));
        let far = Cell::new((0, 0));
        let progress = |n, of| far.set((n, of));
        let found = client.check_account(&watch, &stopped, &progress).await;
        report.replace(Some((found, watch.now_ms(), far.get())));
    });
    if let Some(stop_ms) = stop_ms {
        let watch = Watch(clock.clone());
        clock.begin(async move {
            watch.0.sleep_ms(stop_ms).await;
            stop.set();
        });
    }
    clock.run();
    told.take().unwrap()
}

#[test]
fn after_a_minute_it_is_over_with_what_it_has() {
    let (report, ended_ms, _) = stuck(12, None);
    assert_eq!(ended_ms, 60_000);
    assert_eq!(report.ended, Some("the time was up"));
    let found = answers(&report);
    assert_eq!(found["name_filter"], "exact");
    assert_eq!(found["bad_key"], "– the time was up");
}

#[test]
fn cancelled_it_is_over_at_once_with_what_it_has() {
    let (report, ended_ms, (_, n_questions)) = stuck(12, Some(2_500));
    assert_eq!(ended_ms, 2_500);
    assert_eq!(report.ended, Some("cancelled"));
    assert_eq!(answers(&report)["name_filter"], "exact");
    assert!(n_questions > 60, "{n_questions}");
}
