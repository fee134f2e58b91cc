//! Records: read as `serde_json` reads them, with defaults, maps and whatever a newer version may have added.

use crate::plain::Plain;
use gluepane_wire::{Unreadable, from_record};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    #[default]
    First,
    Second,
}

#[derive(PartialEq, Debug, Serialize, Deserialize)]
struct Inner {
    name: String,
    #[serde(default)]
    kind: Kind,
    note: Option<String>,
}

#[derive(PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Loading,
    About(Inner),
    Chosen { by_hand: bool, inner: Inner },
}

#[derive(PartialEq, Debug, Serialize, Deserialize)]
struct Row(String, Option<u64>, bool);

#[derive(PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Strict {
    only: u32,
}

#[derive(PartialEq, Debug, Serialize, Deserialize)]
struct Record {
    state: State,
    rows: Vec<Row>,
    by_name: BTreeMap<String, Inner>,
    by_number: BTreeMap<i64, i64>,
    by_kind: BTreeMap<Kind, String>,
    #[serde(default)]
    strict: Option<Strict>,
}

fn sample() -> Value {
    json!({
        "state": {"chosen": {"by_hand": true, "inner": {"name": "A", "kind": "second", "note": null}}},
        "rows": [["x", 7, true], ["y", null, false]],
        "by_name": {"a b": {"name": "B", "kind": "first", "note": "n"}, "": {"name": "", "kind": "first", "note": null}},
        "by_number": {"-3": 4, "5": 6},
        "by_kind": {"second": "s"},
        "strict": {"only": 1},
    })
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Unreadable> {
    from_record(Plain::of(value))
}

#[test]
fn a_record_is_read_as_serde_json_reads_it() {
    let expected: Record = serde_json::from_value(sample()).unwrap();
    assert_eq!(read(&sample()), Ok(expected));
    for state in [json!("loading"), json!({"about": {"name": "A"}})] {
        let expected: State = serde_json::from_value(state.clone()).unwrap();
        assert_eq!(read(&state), Ok(expected));
    }
}

#[test]
fn each_change_of_a_record_is_taken_or_refused_as_serde_json_does() {
    let (mut n_taken, mut n_refused) = (0, 0);
    crate::each_change(&sample(), &mut |changed, place| {
        let ours: Option<Record> = read(&changed).ok();
        let theirs = serde_json::from_value::<Record>(changed.clone()).ok();
        if crate::has_list_for_object(&changed, &sample()) {
            return;
        }
        assert_eq!(ours, theirs, "at {place}: {changed}");
        match ours {
            Some(_) => n_taken += 1,
            None => n_refused += 1,
        }
    });
    assert!(n_taken > 60 && n_refused > 300, "{n_taken} and {n_refused}");
}

#[test]
fn what_a_newer_version_added_is_passed_over_unless_the_type_denies_it() {
    let mut newer = sample();
    newer["added"] = json!({"deep": [1, 2]});
    newer["by_name"]["a b"]["added"] = json!(1);
    assert!(read::<Record>(&newer).is_ok());
    newer["strict"]["added"] = json!(1);
    assert_eq!(read::<Record>(&newer), Err(Unreadable));
}
