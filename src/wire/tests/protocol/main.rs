//! Every type of the protocol, read and written by `gluepane-wire` and by `serde_json`: they agree, or `gluepane-wire`
//! is the stricter one, in the ways that it names.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests

mod hostile;
mod plain;
mod samples;
mod tree;

use gluepane_wire::{Unreadable, from_node, to_node};
use plain::Plain;
use samples::{Checks, every_type};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Reads JSON as a browser would hand it over.
fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Unreadable> {
    from_node(Plain::of(value))
}

/// What is left of a value once it has become a `T`; tells what was read without `PartialEq`.
fn reading<T: DeserializeOwned + Serialize>(value: &Value) -> Result<Value, Unreadable> {
    read::<T>(value).map(|read| serde_json::to_value(&read).unwrap())
}

fn reading_of_serde_json<T: DeserializeOwned + Serialize>(value: &Value) -> Option<Value> {
    let read: T = serde_json::from_str(&value.to_string()).ok()?;
    Some(serde_json::to_value(&read).unwrap())
}

/// Calls `changed` with each value that differs from a sample in one place, and with a word for the place.
fn each_change(sample: &Value, changed: &mut impl FnMut(Value, &str)) {
    let pool = [
        json!(null),
        json!(true),
        json!(0),
        json!(7),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(65_536),
        json!(4_294_967_296_u64),
        json!(9_007_199_254_740_992_u64),
        json!(""),
        json!("7"),
        json!("view"),
        json!("right"),
        json!("18446744073709551616"),
        json!([]),
        json!([null]),
        json!({}),
        json!({"x": {"x": {"x": []}}}),
    ];
    for pointer in pointers(sample) {
        let mut put = |value: Value| {
            let mut copy = sample.clone();
            *copy.pointer_mut(&pointer).unwrap() = value;
            changed(copy, &pointer);
        };
        pool.iter().for_each(|value| put(value.clone()));
        match sample.pointer(&pointer).unwrap() {
            Value::Object(fields) => {
                for name in fields.keys() {
                    let mut without = fields.clone();
                    let value = without.remove(name).unwrap();
                    put(Value::Object(without.clone()));
                    for other in ["unknown", "__proto__", "constructor", "toString", ""] {
                        let mut renamed = without.clone();
                        renamed.insert(other.to_owned(), value.clone());
                        put(Value::Object(renamed));
                    }
                }
                for more in ["unknown", "__proto__", "constructor", "length", ""] {
                    let mut with = fields.clone();
                    with.insert(more.to_owned(), json!(0));
                    put(Value::Object(with));
                }
            }
            Value::Array(items) => {
                put(Value::Array([&items[..], &items[..]].concat()));
                put(Value::Array([&items[..], &[json!(null)]].concat()));
                put(json!({"0": items, "length": 1}));
            }
            Value::String(text) => {
                put(json!(format!("{text} ")));
                put(json!(text.to_uppercase()));
                put(json!({text: null}));
                put(json!({text: {}}));
                put(json!({text: 1}));
            }
            _ => {}
        }
    }
}

/// JSON pointers to a value and all within.
fn pointers(value: &Value) -> Vec<String> {
    let mut all = vec![String::new()];
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (name, value) in inner {
        all.extend(
            pointers(value)
                .into_iter()
                .map(|rest| format!("/{name}{rest}")),
        );
    }
    all
}

/// A list that stands for a struct, which `serde_json` takes, is in it somewhere that the sample has an object.
fn has_list_for_object(value: &Value, sample: &Value) -> bool {
    pointers(value).iter().any(|pointer| {
        value.pointer(pointer).is_some_and(Value::is_array)
            && sample.pointer(pointer).is_some_and(Value::is_object)
    })
}

struct BothAgree;

impl Checks for BothAgree {
    fn check<T: DeserializeOwned + Serialize>(&mut self, name: &str, samples: &[Value]) {
        for sample in samples {
            let expected = reading_of_serde_json::<T>(sample);
            assert_eq!(
                expected.as_ref(),
                Some(sample),
                "{name}: not a sample of it"
            );
            assert_eq!(reading::<T>(sample).ok(), expected, "{name}: {sample}");
            let typed: T = serde_json::from_value(sample.clone()).unwrap();
            let written: Plain = to_node(&typed).unwrap();
            assert_eq!(written.to_json(), *sample, "{name}, written");
        }
    }
}

#[test]
fn what_serde_json_reads_and_writes_is_read_and_written_the_same() {
    every_type(&mut BothAgree);
}

#[derive(Default)]
struct ChangesAgree {
    n_taken: u32,
    n_refused: u32,
}

impl Checks for ChangesAgree {
    fn check<T: DeserializeOwned + Serialize>(&mut self, name: &str, samples: &[Value]) {
        for sample in samples {
            each_change(sample, &mut |changed, place| {
                let ours = reading::<T>(&changed).ok();
                let theirs = reading_of_serde_json::<T>(&changed);
                if ours.is_some() {
                    self.n_taken += 1;
                } else {
                    self.n_refused += 1;
                }
                if !has_list_for_object(&changed, sample) {
                    assert_eq!(ours, theirs, "{name} at {place}: {changed}");
                } else {
                    assert_eq!(ours, None, "{name} at {place}: {changed}");
                }
            });
        }
    }
}

#[test]
fn what_serde_json_refuses_is_refused() {
    let mut changes = ChangesAgree::default();
    every_type(&mut changes);
    assert!(
        changes.n_taken > 500 && changes.n_refused > 5_000,
        "{} and {}",
        changes.n_taken,
        changes.n_refused
    );
}

struct NamesEveryVariant;

impl Checks for NamesEveryVariant {
    /// The error of `serde_json` for a variant that isn't one lists those that are.
    fn check<T: DeserializeOwned + Serialize>(&mut self, name: &str, samples: &[Value]) {
        let Err(error) = serde_json::from_value::<T>(json!("\u{1}none")) else {
            return;
        };
        let error = error.to_string();
        let Some((_, expected)) = error.split_once("expected ") else {
            return;
        };
        if !error.starts_with("unknown variant") {
            return;
        }
        for variant in expected.split('`').skip(1).step_by(2) {
            let has_sample = samples
                .iter()
                .any(|sample| sample.as_str() == Some(variant) || sample.get(variant).is_some());
            assert!(has_sample, "{name}: no sample of {variant}");
        }
    }
}

#[test]
fn every_variant_has_a_sample() {
    every_type(&mut NamesEveryVariant);
}
