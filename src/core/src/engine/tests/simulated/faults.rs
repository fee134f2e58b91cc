//! The day with each fault at each of its requests: once, and from then on until the technician has been told.
//!
//! All faults are the simulator's own, here without a port: `drop` and `cut` break the body off, which `fetch` reports as it
//! does a broken connection; `latency` and `drip` take virtual time (see `wire.rs`).

use super::script::day;
use super::shift::{Asked, Patience, Report, run};
use super::wire::demo;
use gluepane_protocol::Failure;
use serde_json::{Value, json};
use simulator::{Fault, Filling, Kind, Simulator};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

const KINDS: [Kind; 9] = [
    Kind::Latency,
    Kind::Status,
    Kind::Html,
    Kind::Redirect,
    Kind::Drop,
    Kind::Cut,
    Kind::Truncated,
    Kind::Drip,
    Kind::RateLimit,
];
const STATUSES: [u16; 7] = [500, 502, 503, 401, 403, 404, 422];

/// How long a fault lasts.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Spell {
    /// One request.
    Once,
    /// From its request on, until the technician has been told of it.
    UntilTold,
}

/// The forms of a kind. A new one doesn't compile until somebody says what its forms are.
fn forms(kind: Kind) -> Vec<(Value, Filling)> {
    let plain = |values: &[Value]| -> Vec<(Value, Filling)> {
        let form = |value: &Value| (value.clone(), Filling::Empty);
        values.iter().map(form).collect()
    };
    match kind {
        // In time, and later than a request may be.
        Kind::Latency => plain(&[json!(3_000), json!(20_000)]),
        Kind::Drip => plain(&[json!(300), json!(2_000)]),
        Kind::Status => {
            let fillings = [Filling::Empty, Filling::Json, Filling::Html];
            let forms = STATUSES
                .iter()
                .flat_map(|status| fillings.map(|filling| (json!(status), filling)));
            forms.collect()
        }
        Kind::Redirect => plain(&[json!("/login"), json!("https://evil.example/")]),
        Kind::RateLimit => plain(&[Value::Null, json!(1), json!(60)]),
        Kind::Html => plain(&[json!(200), json!(503)]),
        Kind::Drop | Kind::Cut | Kind::Truncated => plain(&[Value::Null]),
    }
}

fn all() -> Vec<Fault> {
    let of_kind = |kind: Kind| {
        forms(kind).into_iter().map(move |(value, body)| Fault {
            path_contains: String::new(),
            kind,
            value,
            body,
            times: None,
            nth: None,
            percent: None,
            seed: 0,
            for_ms: None,
        })
    };
    KINDS.into_iter().flat_map(of_kind).collect()
}

fn name(fault: &Fault) -> String {
    let kind = serde_json::to_value(fault.kind).unwrap();
    let body = match fault.kind {
        Kind::Status => format!(" {:?}", fault.body).to_lowercase(),
        _ => String::new(),
    };
    format!("{} {}{body}", kind.as_str().unwrap(), fault.value)
}

/// Whether the words for a failure fit what went wrong. Anything else would send the technician the wrong way.
fn fits(fault: &Fault, step: &str, failure: &Failure) -> bool {
    // Whether another region knows the key could not be found out: that it is refused in this one is still true.
    if step == "a key of another region is named" && *failure == Failure::KeyRefused {
        return true;
    }
    match (fault.kind, number(fault)) {
        (Kind::Latency | Kind::Drip | Kind::Drop | Kind::Cut, _) => {
            matches!(failure, Failure::Unreachable { .. })
        }
        (Kind::Redirect, _) => matches!(failure, Failure::Redirected { .. }),
        (Kind::RateLimit, _) => matches!(failure, Failure::RateLimited { .. }),
        (Kind::Truncated, _) => matches!(failure, Failure::Malformed { .. }),
        (Kind::Status | Kind::Html, 500..) => matches!(failure, Failure::ServiceDown { .. }),
        (Kind::Html, _) => matches!(failure, Failure::NotItGlue { .. }),
        (Kind::Status, 401 | 403) if fault.body == Filling::Html => {
            matches!(failure, Failure::NotItGlue { .. })
        }
        (Kind::Status, 401 | 403) => matches!(
            failure,
            Failure::KeyRefused
                | Failure::KeyRevoked
                | Failure::NoPasswordAccess
                | Failure::NotPermitted
        ),
        (Kind::Status, 404) => matches!(failure, Failure::NotFound | Failure::NotItGlue { .. }),
        (Kind::Status, _) => matches!(failure, Failure::Rejected { .. }),
    }
}

/// A day with a fault at its nth request, from 1. `plain`: the same day without.
fn day_with(
    simulator: &Arc<Simulator>,
    plain: &Report,
    (nth, fault, spell): &(usize, Fault, Spell),
) -> Report {
    let times = match spell {
        Spell::Once => 1,
        Spell::UntilTold => u32::MAX,
    };
    let set = Fault {
        nth: u32::try_from(*nth).ok(),
        times: Some(times),
        ..fault.clone()
    };
    let patience = Patience { failures: 1 };
    let report = run(
        simulator,
        &[],
        patience,
        |simulator| simulator.faults().add(set),
        day,
    );
    for (step, failure) in &report.told {
        assert!(fits(fault, step, failure), "{step}: {failure:?}");
    }
    if report.told.is_empty() && !is_waited_out(fault) {
        let hit = &plain.asked[nth - 1];
        assert!(may_pass_unnoticed(hit, fault), "not told: {hit:?}");
    }
    report
}

/// Whether it may make no difference that this request was not answered as it should be.
fn may_pass_unnoticed(hit: &Asked, fault: &Fault) -> bool {
    let is_refusal = fault.kind == Kind::Status && (401..=404).contains(&number(fault));
    match hit.step {
        // It is refused anyway, as the script wants it.
        _ if hit.status >= 400 => true,
        // What has changed since all was read: then all is read.
        _ if hit.path.contains("updated_at") => true,
        // What the key may do with passwords makes no difference there.
        "another account's address is noticed" | "a key without password access connects" => {
            is_refusal && hit.path.starts_with("/passwords")
        }
        // It is said to be gone, and that is said of it in any case.
        "a password of another client is not there" => number(fault) == 404,
        _ => false,
    }
}

fn number(fault: &Fault) -> u64 {
    fault.value.as_u64().unwrap_or_default()
}

/// Its right answer comes after all: late, or when the request is repeated.
fn is_waited_out(fault: &Fault) -> bool {
    match fault.kind {
        Kind::Latency => number(fault) < 15_000,
        // Ten pieces.
        Kind::Drip => number(fault) < 1_500,
        Kind::RateLimit => number(fault) < 12,
        _ => false,
    }
}

/// What became of a fault at all its requests.
#[derive(Default)]
struct Line {
    n_days: usize,
    n_told: usize,
    n_wrong: usize,
}

fn print(lines: &BTreeMap<(String, &'static str), Line>) {
    println!(
        "{:<28} {:<11} {:>5} {:>6} {:>10} {:>6}",
        "fault", "spell", "days", "told", "unnoticed", "wrong"
    );
    for ((fault, spell), line) in lines {
        let unnoticed = line.n_days - line.n_told - line.n_wrong;
        println!(
            "{fault:<28} {spell:<11} {:>5} {:>6} {unnoticed:>10} {:>6}",
            line.n_days, line.n_told, line.n_wrong
        );
    }
}

/// Runs these days and prints them by fault; fails if one was wrong.
fn days(plain: &Report, chosen: impl Iterator<Item = (usize, Fault, Spell)>) {
    let simulator = demo();
    let mut lines = BTreeMap::<(String, &'static str), Line>::new();
    let mut wrong = Vec::new();
    for one in chosen {
        let (nth, fault, spell) = &one;
        let day = catch_unwind(AssertUnwindSafe(|| day_with(&simulator, plain, &one)));
        let spelt = match spell {
            Spell::Once => "once",
            Spell::UntilTold => "until told",
        };
        let line = lines.entry((name(fault), spelt)).or_default();
        line.n_days += 1;
        match day {
            Ok(report) => line.n_told += report.told.len(),
            Err(cause) => {
                line.n_wrong += 1;
                let cause = cause
                    .downcast::<String>()
                    .map(|text| *text)
                    .unwrap_or_default();
                wrong.push(format!("{} {spelt} at request {nth}: {cause}", name(fault)));
            }
        }
    }
    print(&lines);
    assert!(
        wrong.is_empty(),
        "{} days were wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A day where nothing is wrong.
fn plain_day() -> Report {
    run(&demo(), &[], Patience { failures: 0 }, |_| {}, day)
}

const SPELLS: [Spell; 2] = [Spell::Once, Spell::UntilTold];

/// Each request once, with faults by turns, so that each fault has its turn at several requests; half of them in each of
/// two tests that run side by side.
fn slice(half: usize) {
    let (faults, plain) = (all(), plain_day());
    let turns = (0..plain.asked.len()).filter(|nth| nth % 2 == half);
    let chosen = turns.map(|nth| {
        // A stride that has no factor in common with the number of faults.
        let fault = faults[nth * 23 % faults.len()].clone();
        (nth + 1, fault, SPELLS[nth / 2 % 2])
    });
    days(&plain, chosen);
}

#[test]
fn a_fault_at_any_request_shows_nothing_wrong_hangs_nothing_and_loses_nothing() {
    slice(0);
}

#[test]
fn a_fault_at_any_request_shows_nothing_wrong_hangs_nothing_and_loses_nothing_other_half() {
    slice(1);
}

#[test]
fn regions_that_do_not_answer_are_waited_for_side_by_side() {
    let late = all()
        .into_iter()
        .find(|one| one.kind == Kind::Latency && number(one) > 15_000);
    let plain = plain_day();
    for nth in 1..=6 {
        let day = (nth, late.clone().unwrap(), Spell::UntilTold);
        day_with(&demo(), &plain, &day);
    }
}

#[test]
#[ignore = "takes minutes: cargo xtask soak faults"]
fn each_fault_at_each_request_of_a_day_shows_nothing_wrong_hangs_nothing_and_loses_nothing() {
    let plain = plain_day();
    let n_requests = plain.asked.len();
    println!("{n_requests} requests");
    let each = all().into_iter().flat_map(move |fault| {
        let at = (1..=n_requests).flat_map(|nth| SPELLS.map(|spell| (nth, spell)));
        at.map(move |(nth, spell)| (nth, fault.clone(), spell))
    });
    days(&plain, each);
}
