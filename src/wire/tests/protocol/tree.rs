//! Stored records and answers of a service: JSON read into a [`Tree`].

use crate::samples::{Checks, every_type};
use gluepane_protocol::{FrameLayout, ShortcutAction};
use gluepane_wire::{Source, Tree, Unreadable};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;

struct TreesAgree;

impl Checks for TreesAgree {
    fn check<T: DeserializeOwned + Serialize>(&mut self, name: &str, samples: &[Value]) {
        for sample in samples {
            let read = Tree::read::<T>(&sample.to_string());
            let left = read.map(|read| serde_json::to_value(&read).unwrap());
            assert_eq!(left.as_ref(), Ok(sample), "{name}: {sample}");
        }
    }
}

#[test]
fn every_type_is_read_from_its_json() {
    every_type(&mut TreesAgree);
}

#[test]
fn what_a_newer_record_has_more_is_passed_over() {
    let layout = json!({"collapsed": true, "side": "left", "width": 400, "height": {"of": [1]}});
    let read: FrameLayout = Tree::read(&layout.to_string()).unwrap();
    assert_eq!((read.collapsed, read.width), (true, 400));
}

#[test]
fn a_map_has_texts_digits_or_variants_for_keys() {
    assert_eq!(
        Tree::read(r#"{"-7":"a","12":"b"}"#),
        Ok(BTreeMap::from([
            (-7_i64, "a".to_owned()),
            (12, "b".to_owned())
        ]))
    );
    assert_eq!(
        Tree::read(r#"{"x":[1]}"#),
        Ok(BTreeMap::from([("x".to_owned(), vec![1_u8])]))
    );
    let key = serde_json::to_value(ShortcutAction::Search).unwrap();
    let name = key.as_str().unwrap();
    let read: BTreeMap<ShortcutAction, String> =
        Tree::read(&json!({ name: "j" }).to_string()).unwrap();
    assert_eq!(
        read,
        BTreeMap::from([(ShortcutAction::Search, "j".to_owned())])
    );
    assert_eq!(
        Tree::read::<BTreeMap<ShortcutAction, String>>(r#"{"none":"j"}"#),
        Err(Unreadable)
    );
    assert_eq!(
        Tree::read::<BTreeMap<i64, String>>(r#"{"x":"j"}"#),
        Err(Unreadable)
    );
}

#[test]
fn a_whole_number_is_as_large_as_an_id() {
    for number in [0, -1, (1 << 53) + 1, i64::MAX, i64::MIN] {
        assert_eq!(Tree::read(&number.to_string()), Ok(number));
    }
    for other in ["9223372036854775808", "1.5", "1e3", "\"1\"", "null"] {
        assert_eq!(Tree::read::<i64>(other), Err(Unreadable), "{other}");
    }
    assert_eq!(Tree::read::<u32>("4294967296"), Err(Unreadable));
}

#[test]
fn no_name_stands_twice_and_properties_end_somewhere() {
    assert!(Tree::parse(r#"{"a":1,"b":{"a":2}}"#).is_ok());
    assert!(Tree::parse(r#"{"a":1,"b":2,"a":3}"#).is_err());
    let wide = |n: u32| {
        let fields: Vec<String> = (0..n).map(|n| format!(r#""{n}":0"#)).collect();
        Tree::parse(&format!("{{{}}}", fields.join(","))).is_ok()
    };
    assert!(wide(4_096) && !wide(4_097));
}

#[test]
fn what_is_not_there_is_nothing() {
    let mut tree = Tree::parse(r#"{"a":{"b":[7,"x"]},"n":null}"#).unwrap();
    assert_eq!(tree.get("a").get("b").list()[1].as_text(), Some("x"));
    for nothing in [tree.get("z"), tree.get("n"), tree.get("n").get("a")] {
        assert!(nothing.is_nothing());
    }
    assert!(tree.take("n").is_some_and(|null| null.is_nothing()));
    assert!(tree.take("z").is_none());
    assert!(tree.get("z").list().is_empty());
}

fn of(tree: Tree) -> Value {
    if let Ok(whole) = tree.whole() {
        json!(whole)
    } else if let Some(flag) = tree.flag() {
        json!(flag)
    } else if let Some(number) = tree.number() {
        json!(number)
    } else if tree.is_text() {
        json!(tree.text())
    } else {
        match &tree {
            Tree::List(_) => tree.items().unwrap().into_iter().map(of).collect(),
            Tree::Object(_) => {
                let fields = tree.fields().unwrap().into_iter();
                Value::Object(fields.map(|(name, value)| (name, of(value))).collect())
            }
            _ => Value::Null,
        }
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f32>()
            .prop_filter("finite", |n| n.is_finite())
            .prop_map(|n| json!(f64::from(n))),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(".*", inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_tree_holds_what_the_json_holds(value in any_value()) {
        let json = value.to_string();
        let expected: Value = serde_json::from_str(&json).unwrap();
        prop_assert!(is_same(&of(Tree::parse(&json).unwrap()), &expected), "{}", json);
    }

    #[test]
    fn a_text_is_json_to_us_and_to_serde_json_alike(json in json_like()) {
        let (ours, theirs) = (Tree::parse(&json), serde_json::from_str::<Value>(&json));
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert!(is_same(&of(ours), &theirs), "{}", json),
            (ours, theirs) => prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{}", json),
        }
    }
}

/// What is nearly JSON: pieces of it in any order, so that each mistake occurs. No name stands twice.
fn json_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            " ",
            "\n",
            "\t",
            "null",
            "true",
            "fals",
            "-",
            "0",
            "01",
            "7",
            "1.5",
            "1.",
            ".5",
            "1e5",
            "1E-3",
            "1e",
            "+1",
            "1e+400",
            "1e-400",
            "-0",
            "9223372036854775807",
            "9223372036854775808",
            "123456789012345678901234567890",
            "0.1000000000000000055511151231257827",
            "1e999999999999999999999",
            "\"a\"",
            "\"\\n\"",
            "\"\\u00e4\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\ude00\"",
            "\"\\ud83dx\"",
            "\"\\u12\"",
            "\"\\x\"",
            "\"\u{1}\"",
            "\"ä😀\"",
            "\"a long text without any escape in it\"",
            "\"\\",
            "\"and one with \\\"quotes\\\" and \\/ in it\"",
            "\u{feff}",
            "\u{a0}",
            "\\",
        ])
        .prop_map(str::to_owned),
        any_value().prop_map(|value| value.to_string()),
    ];
    let pieces = prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat());
    let wrapped = (prop::collection::vec(pieces.clone(), 0..4), 0..3_u8).prop_map(
        |(pieces, how)| match how {
            0 => format!("[{}]", pieces.join(",")),
            1 => {
                let fields = pieces
                    .iter()
                    .enumerate()
                    .map(|(n, piece)| format!("\"{n}\":{piece}"));
                format!(" {{{}}}\r\n", fields.collect::<Vec<_>>().join(", "))
            }
            _ => pieces.join(""),
        },
    );
    prop_oneof![pieces, wrapped]
}

/// Equal, but for the last bits of numbers that aren't whole.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, one)| other.get(name).is_some_and(|other| is_same(one, other)))
        }
        (Value::Number(one), Value::Number(other)) => {
            let (a, b) = (one.as_f64().unwrap(), other.as_f64().unwrap());
            one == other || (a - b).abs() <= a.abs() * 1e-14
        }
        _ => one == other,
    }
}

#[test]
fn nesting_ends_somewhere() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = |n: usize| format!("{}0{}", open.repeat(n), close.repeat(n));
        assert!(Tree::parse(&nested(127)).is_ok());
        let too_deep = Tree::parse(&nested(128)).map(drop).unwrap_err();
        assert!(too_deep.is_too_deep);
        assert!(Tree::parse(&nested(1_000_000)).is_err());
    }
}

#[test]
fn an_error_says_where_and_nothing_else() {
    let wrong = Tree::parse("{\"a\": 1,\n \"hunter2\": nothing}")
        .map(drop)
        .unwrap_err();
    assert_eq!(
        (wrong.line, wrong.column, wrong.is_too_deep),
        (2, 13, false)
    );
    assert!(!format!("{wrong:?}").contains("hunter2"));
}

#[test]
fn what_has_no_escapes_is_not_copied() {
    let json = r#"{"name":"as it stands","note":"two\nlines"}"#;
    let tree = Tree::parse(json).unwrap();
    let is_within = |text: &str| json.as_bytes().as_ptr_range().contains(&text.as_ptr());
    assert!(tree.get("name").as_text().is_some_and(is_within));
    assert_eq!(tree.get("note").as_text(), Some("two\nlines"));
}
