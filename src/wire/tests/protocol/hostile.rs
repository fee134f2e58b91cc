//! Values that JSON has no word for.

use crate::plain::Plain;
use gluepane_protocol::{
    Answer, Ask, ClipboardView, FrameLayout, Observation, OrganizationId, Place, Reading,
    RevealedValue, Revision,
};
use gluepane_wire::{MOST_FIELDS, Unreadable, from_node, to_node};
use serde_json::json;
use std::rc::Rc;

fn window(number: Plain) -> Result<Place, Unreadable> {
    let fields = vec![("window".to_owned(), number)];
    from_node(Plain::Object(vec![(
        "window".to_owned(),
        Plain::Object(fields),
    )]))
}

#[test]
fn a_number_is_whole_and_exact_or_refused() {
    let most = 9_007_199_254_740_992.0;
    for exact in [0.0, -0.0, 1.0, -1.0, most, -most] {
        let read = window(Plain::Number(exact));
        assert_eq!(
            read,
            Ok(Place::Window {
                window: exact as i64
            }),
            "{exact}"
        );
    }
    for other in [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        0.5,
        1e-300,
        most * 2.0,
        -most * 2.0,
        1e300,
    ] {
        assert_eq!(window(Plain::Number(other)), Err(Unreadable), "{other}");
    }
}

#[test]
fn a_number_beyond_its_type_is_refused() {
    for (number, fits) in [
        (0.0, true),
        (4_294_967_295.0, true),
        (4_294_967_296.0, false),
        (-1.0, false),
    ] {
        let read = from_node::<Revision, _>(Plain::Number(number));
        assert_eq!(read.is_ok(), fits, "{number}");
    }
    let layout = |width| {
        from_node::<FrameLayout, _>(Plain::Object(vec![
            ("collapsed".to_owned(), Plain::Flag(false)),
            ("side".to_owned(), Plain::Text("left".to_owned())),
            ("width".to_owned(), Plain::Number(width)),
        ]))
    };
    assert_eq!(layout(65_535.0).unwrap().width, 65_535);
    assert_eq!(layout(65_536.0), Err(Unreadable));
}

#[test]
fn an_id_is_a_string_of_digits() {
    assert_eq!(
        from_node(Plain::Text("999999999999999999".to_owned())),
        Ok(OrganizationId(999_999_999_999_999_999))
    );
    for other in [
        Plain::Number(7.0),
        Plain::Text("7 ".to_owned()),
        Plain::Text(String::new()),
        Plain::Text("18446744073709551616".to_owned()),
        Plain::List(vec![Plain::Text("7".to_owned())]),
    ] {
        assert_eq!(from_node::<OrganizationId, _>(other), Err(Unreadable));
    }
}

#[test]
fn a_property_that_is_undefined_counts_as_missing() {
    let view = |clears: Option<Plain>| {
        let mut fields = vec![
            ("item".to_owned(), Plain::Text("password".to_owned())),
            ("name".to_owned(), Plain::Text("A".to_owned())),
            ("organization".to_owned(), Plain::Text("B".to_owned())),
            ("full_ms".to_owned(), Plain::Number(30_000.0)),
        ];
        fields.extend(clears.map(|clears| ("clears_in_ms".to_owned(), clears)));
        from_node::<ClipboardView, _>(Plain::Object(fields)).map(|view| view.clears_in_ms)
    };
    assert_eq!(view(Some(Plain::Number(5.0))), Ok(Some(5)));
    for nothing in [None, Some(Plain::Undefined), Some(Plain::Null)] {
        assert_eq!(view(nothing), Ok(None));
    }
    assert_eq!(window(Plain::Undefined), Err(Unreadable));
    assert_eq!(
        from_node::<Place, _>(Plain::Object(vec![
            ("here".to_owned(), Plain::Null),
            ("tab".to_owned(), Plain::Undefined),
        ])),
        Ok(Place::Here)
    );
}

#[test]
fn two_variants_at_once_are_none() {
    let both = json!({"here": null, "tab": {"tab": 1}});
    assert_eq!(crate::read::<Place>(&both), Err(Unreadable));
}

#[test]
fn what_throws_is_refused_wherever_it_stands() {
    assert!(from_node::<Ask, _>(Plain::Throws).is_err());
    assert_eq!(window(Plain::Throws), Err(Unreadable));
    let readings = |values| {
        from_node::<Reading, _>(Plain::Object(vec![
            ("read".to_owned(), Plain::Number(1.0)),
            ("values".to_owned(), values),
        ]))
    };
    assert_eq!(readings(Plain::Throws), Err(Unreadable));
    assert_eq!(readings(Plain::List(vec![Plain::Throws])), Err(Unreadable));
}

/// An object that holds itself under the name of each of its fields.
fn cyclic(names: &'static [&'static str]) -> Plain {
    Plain::Lazy(Rc::new(move || {
        names
            .iter()
            .map(|name| ((*name).to_owned(), cyclic(names)))
            .collect()
    }))
}

#[test]
fn a_value_that_holds_itself_is_refused_at_the_depth_of_the_type() {
    assert!(from_node::<Ask, _>(cyclic(&["place", "request"])).is_err());
    assert!(from_node::<Ask, _>(cyclic(&["window"])).is_err());
    assert!(from_node::<Answer, _>(cyclic(&["ok"])).is_err());
    assert!(from_node::<Answer, _>(cyclic(&["response"])).is_err());
    assert!(from_node::<Place, _>(cyclic(&["tab"])).is_err());
}

#[test]
fn a_long_list_or_a_wide_object_is_refused_before_it_is_walked() {
    let observation = |readings| {
        from_node::<Observation, _>(Plain::Object(vec![
            ("plan".to_owned(), Plain::Text("datto-rmm".to_owned())),
            (
                "url".to_owned(),
                Plain::Text("https://a.example/".to_owned()),
            ),
            ("phase".to_owned(), Plain::Text("settled".to_owned())),
            ("readings".to_owned(), readings),
        ]))
    };
    assert!(observation(Plain::List(Vec::new())).is_ok());
    assert_eq!(observation(Plain::Sparse(u32::MAX)), Err(Unreadable));
    assert_eq!(observation(Plain::Sparse(3)), Err(Unreadable));
    let wide = (0..=MOST_FIELDS).map(|n| (n.to_string(), Plain::Undefined));
    assert_eq!(
        from_node::<Place, _>(Plain::Object(
            wide.chain([("here".to_owned(), Plain::Null)]).collect()
        )),
        Err(Unreadable)
    );
}

#[test]
fn a_list_is_no_struct() {
    assert_eq!(
        crate::read::<FrameLayout>(&json!([true, "left", 400])),
        Err(Unreadable)
    );
    assert_eq!(crate::read::<Place>(&json!({"tab": [1]})), Err(Unreadable));
}

#[test]
fn a_number_that_javascript_has_none_for_is_not_written() {
    let tab = |tab| to_node::<_, Plain>(&Place::Tab { tab }).map(|node| node.to_json());
    assert_eq!(
        tab(1 << 53),
        Ok(json!({"tab": {"tab": 9_007_199_254_740_992_i64}}))
    );
    assert_eq!(tab((1 << 53) + 1), Err(Unreadable));
    assert_eq!(tab(i64::MIN), Err(Unreadable));
}

#[test]
fn an_error_says_nothing_of_what_was_read() {
    let value =
        json!({"revision": 1, "password": "hunter2", "value": "hunter2", "hide_after_ms": 1});
    let error = crate::read::<RevealedValue>(&value).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}
