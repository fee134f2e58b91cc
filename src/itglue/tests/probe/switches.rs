//! Each switch of the simulator is an open question about IT Glue: the report answers it, or it is said here why it can't.

use crate::simulated::{ALL, Simulated};
use simulator::{SWITCHES, Values};
use std::collections::BTreeMap;

/// Positions that look alike to whatever only reads, at the API's own address, with one credential; and why.
const LOOK_ALIKE: &[(&str, &[&str], &str)] = &[
    (
        "region",
        &["us", "eu", "au"],
        "the connection's own address says it; another region's host is never asked",
    ),
    (
        "denied_record",
        &["404", "401", "403"],
        "nobody can name a record that they may not see, and none is guessed",
    ),
    (
        "datto_rmm_id",
        &["either", "number"],
        "IT Glue shows a device's number and never its uid, so the uid can't be tried",
    ),
    (
        "parent_id_write",
        &["honoured", "ignored", "422"],
        "a write",
    ),
    (
        "plain_json",
        &["with_token", "refused", "accepted"],
        "a write",
    ),
    ("checklist_create", &["users_only", "keys_too"], "a write"),
    ("organization_delete_s", &["0", "60"], "a write"),
    (
        "public_api_prefix",
        &["absent", "present"],
        "a second way to the same answers, which nobody needs",
    ),
    (
        "cors",
        &["off", "list"],
        "the extension's own origin is on no list",
    ),
    (
        "web_api_cors",
        &["off", "list"],
        "the extension's own origin is on no list",
    ),
    ("cors_origins", &["", "https://a.example"], "the same"),
    (
        "rate_window_s",
        &["300", "60"],
        "a window's length shows only where the limit is used up",
    ),
    (
        "refresh_token_life_s",
        &["86400", "60"],
        "refresh tokens are the sign-in's",
    ),
    (
        "jwt_accounts",
        &["one", "several", "empty"],
        "the sign-in's",
    ),
    (
        "signed_out",
        &["401", "redirect_html", "login_html"],
        "the web site's",
    ),
    (
        "web_pages",
        &["redirect", "in_place", "open"],
        "the web site's",
    ),
    ("sso", &["off", "enforced"], "the sign-in's"),
    ("deep_links", &["documented", "all"], "the web site's"),
    (
        "search_kinds",
        &["organizations_passwords", "more"],
        "the web site's",
    ),
    (
        "otp_drift_s",
        &["0", "20"],
        "a code is never looked at, so nor is when it changes",
    ),
];

/// What else must be so, for a switch to matter.
const GIVEN: &[(&str, (&str, &str))] = &[
    ("retry_after_s", ("rate_limit", "12")),
    ("rate_limit_body", ("rate_limit", "12")),
    ("cors_origins", ("cors", "list")),
];

/// Positions of switches that are no words.
const POSITIONS: &[(&str, &[&str])] = &[
    ("web_base", &["", "http://127.0.0.1:7"]),
    ("rate_limit", &["3000", "12"]),
    ("rate_window_s", &["300", "60"]),
    ("retry_after_s", &["0", "17"]),
    ("cors_origins", &["", "https://a.example"]),
    ("token_life_s", &["7200", "600"]),
    ("refresh_token_life_s", &["86400", "60"]),
    ("otp_drift_s", &["0", "20"]),
    ("organization_delete_s", &["0", "60"]),
    ("links_base", &["", "http://127.0.0.1:7"]),
];

/// The positions of a switch, put together where no check by anybody in `ALL` tells them apart.
fn told_apart(
    simulated: &Simulated,
    name: &str,
    positions: &[&'static str],
) -> Vec<Vec<&'static str>> {
    let given = GIVEN.iter().find(|(of, _)| *of == name);
    let mut groups = vec![positions.to_vec()];
    for who in ALL {
        let mut finer = Vec::new();
        for group in groups {
            let mut by_report: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
            for position in &group {
                let mut settings: Vec<(&str, &str)> =
                    given.iter().map(|(_, given)| *given).collect();
                settings.push((name, position));
                let report = match group.len() {
                    1 => String::new(),
                    _ => format!("{:?}", simulated.check(who, &settings).findings),
                };
                by_report.entry(report).or_default().push(position);
            }
            finer.extend(by_report.into_values());
        }
        groups = finer;
    }
    groups
}

#[test]
fn every_switch_is_told_apart_in_every_position_but_those_that_look_alike() {
    let simulated = Simulated::new();
    let mut wrong = Vec::new();
    for switch in SWITCHES {
        let positions = match switch.values {
            Values::OneOf(words) => words,
            Values::Number(_) | Values::Text => {
                let found = POSITIONS.iter().find(|(name, _)| *name == switch.name);
                found.map_or(&[][..], |(_, positions)| positions)
            }
        };
        assert!(
            positions.len() > 1,
            "{} has no positions to try",
            switch.name
        );
        let groups = told_apart(&simulated, switch.name, positions);
        let alike: Vec<_> = groups.iter().filter(|group| group.len() > 1).collect();
        let expected = LOOK_ALIKE.iter().filter(|(name, ..)| *name == switch.name);
        let expected: Vec<_> = expected.map(|(_, group, _)| group.to_vec()).collect();
        if alike != expected.iter().collect::<Vec<_>>() {
            wrong.push(format!("{}: {alike:?}", switch.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
