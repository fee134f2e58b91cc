//! The whole account as this client reads it, in each position of each switch of the simulator, which says itself what
//! there is: by a key on the public API, and by users on the web API. What IT Glue's documents leave open changes nothing
//! that is read, but for the lines of one table.

mod account;
mod lines;
#[path = "../simulated_wire/mod.rs"]
mod simulated_wire;

use account::{Ids, account};
use gluepane_itglue::GlueError;
use lines::LINES;
use simulated_wire::{Simulated, demo};
use simulator::{SWITCHES, Switch, Values};
use std::collections::BTreeMap;

/// Rows as text, or the error.
type Answer = Result<Vec<String>, GlueError>;
/// What was read, by what was asked.
type Read = BTreeMap<String, Answer>;

fn positions(is_meant: fn(&Switch) -> bool) -> impl Iterator<Item = (&'static str, &'static str)> {
    let meant = SWITCHES.iter().filter(move |switch| is_meant(switch));
    meant.flat_map(|switch| {
        let positions: &[&str] = match switch.values {
            Values::OneOf(words) => &words[1..],
            // A life of a second could end in the middle.
            Values::Number(_) if switch.name.ends_with("life_s") => &["0"],
            Values::Number(_) => &["1"],
            Values::Text => &["https://elsewhere.itglue.com"],
        };
        positions
            .iter()
            .map(move |position| (switch.name, *position))
    })
}

/// Reads the account in each position of these switches and holds it against the plain one.
fn each_position(is_meant: fn(&Switch) -> bool, sign_in: fn(Simulated) -> Simulated) {
    let simulator = demo();
    let ids = Ids::of(&simulator);
    let plain = account(&sign_in(Simulated::of(simulator.clone(), &[])), &ids);
    let mut wrong = Vec::new();
    for (switch, position) in positions(is_meant) {
        let simulated = sign_in(Simulated::of(simulator.clone(), &[(switch, position)]));
        for (asked, read) in account(&simulated, &ids) {
            let is_right = read == plain[&asked]
                || LINES.iter().any(|(of, at, about, shows, _because)| {
                    *of == switch
                        && at.contains(&position)
                        && about.iter().any(|start| asked.starts_with(start))
                        && shows.fits(&plain[&asked], &read)
                });
            if !is_right {
                let short = |read: &Answer| match read {
                    Ok(rows) => format!("{} rows", rows.len()),
                    Err(error) => format!("{error:?}"),
                };
                wrong.push(format!(
                    "{switch}={position}, {asked}: {} were {}",
                    short(&read),
                    short(&plain[&asked])
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} answers:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_key_reads_the_same_in_each_position_of_each_switch() {
    each_position(|_| true, |simulated| simulated);
}

#[test]
fn an_administrator_reads_the_same_in_each_position_of_each_switch() {
    each_position(
        |_| true,
        |simulated| simulated.user("admin@northlane.example", "/api"),
    );
}

#[test]
fn a_creator_reads_the_same_in_each_position_of_each_switch_that_is_about_users() {
    each_position(
        |switch| switch.about.contains("user"),
        |simulated| simulated.user("creator@northlane.example", "/api"),
    );
}
