//! The day in each position of each switch of the simulator, which says itself what there is: what IT Glue's documents
//! leave open changes nothing that a technician is shown, but for the lines of three small tables.

use super::script::{RMM_TAB, day, try_key};
use super::shift::{Patience, Report, run};
use super::wire::demo;
use gluepane_protocol::Failure;
use simulator::{Options, SWITCHES, Values};

/// What is right, where that depends on a switch.
#[derive(Clone, Copy)]
pub(super) struct Right {
    /// A key without Password Access may list passwords.
    pub(super) lists_without_access: bool,
    /// Personal passwords are listed.
    pub(super) has_personal: bool,
    /// A configuration is found by Datto's number in the page's URL.
    pub(super) knows_numbers: bool,
}

/// Switch, position, what it changes, and why that is right.
type Change = (&'static str, &'static str, fn(&mut Right), &'static str);

const CHANGES: &[Change] = &[
    (
        "no_password_access",
        "forbidden_403",
        |right| right.lists_without_access = false,
        "the list is refused: that is said, and no list is shown rather than an empty one",
    ),
    (
        "personal_for_keys",
        "shown",
        |right| right.has_personal = true,
        "IT Glue gives the key these rows, and they are the organization's",
    ),
    (
        "datto_rmm_id",
        "uid",
        |right| right.knows_numbers = false,
        "nothing is known by the number, so nothing contradicts the site's name",
    ),
];

/// Switches that show themselves only together with another.
const COMPANY: &[(&str, (&str, &str))] = &[
    ("rate_window_s", ("rate_limit", "25")),
    ("retry_after_s", ("rate_limit", "25")),
    ("rate_limit_body", ("rate_limit", "25")),
    ("rate_headers", ("rate_limit", "25")),
];

/// Positions of numbers and texts, besides the default. A number that isn't here is tried with 1.
const POSITIONS: &[(&str, &[&str])] = &[
    ("rate_limit", &["25"]),
    ("rate_window_s", &["1", "60"]),
    ("retry_after_s", &["1", "20"]),
    ("web_base", &["https://northlane.eu.itglue.com"]),
    ("cors_origins", &["https://northlane.itglue.com"]),
];

impl Right {
    pub(super) fn under(options: &Options) -> Self {
        let mut right = Self {
            lists_without_access: true,
            has_personal: false,
            knows_numbers: true,
        };
        for (switch, position, change, _because) in CHANGES {
            if options.is(switch, position) {
                change(&mut right);
            }
        }
        right
    }
}

/// All positions but those of IP Access Control, which lets nobody in at first: that has a test of its own.
fn positions() -> Vec<(&'static str, &'static str)> {
    let other = SWITCHES.iter().filter(|switch| switch.name != "ip_access");
    other
        .flat_map(|switch| {
            let more = POSITIONS.iter().find(|(name, _)| *name == switch.name);
            let more = more.map(|(_, positions)| *positions);
            let positions = match switch.values {
                // The first is the default.
                Values::OneOf(words) => &words[1..],
                Values::Number(_) => more.unwrap_or(&["1"]),
                Values::Text => more.unwrap_or(&["northlane"]),
            };
            // A default changes nothing, but for those that need company.
            let needs_company = COMPANY.iter().any(|(name, _)| *name == switch.name);
            let default = match switch.values {
                Values::OneOf(words) if needs_company => Some(words[0]),
                _ => None,
            };
            let positions = default.into_iter().chain(positions.iter().copied());
            positions.map(move |position| (switch.name, position))
        })
        .collect()
}

/// A day in a position. Where the account's limit is used up, words come first.
fn day_in(simulator: &std::sync::Arc<simulator::Simulator>, name: &str, position: &str) -> Report {
    let company = COMPANY.iter().find(|(switch, _)| *switch == name);
    let mut switches = vec![(name, position)];
    switches.extend(company.map(|(_, other)| *other));
    let is_limited = switches.iter().any(|(switch, _)| *switch == "rate_limit");
    let failures = if is_limited { 40 } else { 0 };
    println!("{switches:?}");
    let report = run(simulator, &switches, Patience { failures }, |_| {}, day);
    for (step, failure) in &report.told {
        let is_limit = matches!(failure, Failure::RateLimited { .. });
        assert!(is_limit, "{name}={position}, {step}: {failure:?}");
    }
    report
}

/// A fourth of the positions, so that they run side by side.
fn every_fourth(first: usize) {
    let simulator = demo();
    for (name, position) in positions().into_iter().skip(first).step_by(4) {
        day_in(&simulator, name, position);
    }
}

#[test]
fn a_day_shows_the_same_in_each_position_of_each_switch() {
    every_fourth(0);
}

#[test]
fn a_day_shows_the_same_in_each_position_of_each_switch_second_fourth() {
    every_fourth(1);
}

#[test]
fn a_day_shows_the_same_in_each_position_of_each_switch_third_fourth() {
    every_fourth(2);
}

#[test]
fn a_day_shows_the_same_in_each_position_of_each_switch_last_fourth() {
    every_fourth(3);
}

#[test]
fn a_day_of_a_simulator_that_nobody_has_touched_asks_for_no_more_than_it_needs() {
    let report = run(&demo(), &[], Patience { failures: 0 }, |_| {}, day);
    assert!(report.asked.len() < 120, "{:#?}", report.asked);
}

#[test]
fn an_account_whose_limit_is_used_up_says_so_and_goes_on_afterwards() {
    let report = day_in(&demo(), "rate_limit", "25");
    assert!(!report.told.is_empty(), "or it shows nothing");
}

#[test]
fn a_line_of_a_table_names_a_position_that_there_is() {
    let mut options = Options::default();
    let changes = CHANGES.iter().map(|(name, position, ..)| (name, position));
    let others = POSITIONS
        .iter()
        .flat_map(|(name, positions)| positions.iter().map(move |position| (name, position)));
    for (name, position) in changes.chain(others) {
        assert_eq!(options.set(name, position), Ok(()));
    }
}

/// How IP Access Control's answers are put into words. `403_plain` looks like a bad key; its words name both.
fn is_blocked(position: &str, failure: &Failure) -> bool {
    match position {
        "403_plain" => matches!(
            failure,
            Failure::KeyRefused | Failure::KeyRevoked | Failure::NoPasswordAccess
        ),
        "403_html" => matches!(failure, Failure::NotItGlue { .. }),
        _ => *failure == Failure::AddressNotAllowed,
    }
}

#[test]
fn a_blocked_address_is_named_at_first_and_later_and_loses_nothing() {
    let simulator = demo();
    let switch = SWITCHES.iter().find(|switch| switch.name == "ip_access");
    let Some(Values::OneOf(positions)) = switch.map(|switch| switch.values) else {
        panic!("no such switch");
    };
    for position in positions.iter().copied().filter(|one| *one != "open") {
        let patience = Patience { failures: 0 };
        run(
            &simulator,
            &[("ip_access", position)],
            patience,
            |_| {},
            async move |shift| {
                shift
                    .step("the address is not allowed", async || {
                        match try_key(shift).await {
                            Err(failure) if is_blocked(position, &failure) => Ok(()),
                            other => panic!("{position}: {other:?}"),
                        }
                    })
                    .await;
                shift.switch("ip_access", "open");
                day(shift).await;
                shift.switch("ip_access", position);
                shift.wait_s(20 * 60).await;
                shift
                    .step("the VPN is off", async || match shift.view(RMM_TAB).await {
                        Err(failure) if is_blocked(position, &failure) => Ok(()),
                        other => panic!("{position}: {other:?}"),
                    })
                    .await;
                shift.switch("ip_access", "open");
                shift
                    .step("the VPN is on again", async || {
                        shift.linked(RMM_TAB).await?;
                        shift.lists(RMM_TAB).await.map(drop)
                    })
                    .await;
            },
        );
    }
}
