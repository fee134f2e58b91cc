//! Comparisons: what a filter's values mean for a row.

use tenant::Kind;

use super::query::{Filter, Query, is_true};
use super::view::View;

/// Hears of every id that a row has in another system: the system's word and the id.
pub(crate) type Hear<'a> = &'a mut dyn FnMut(&str, &str);

/// How one filter compares.
pub(crate) enum Test<T: 'static> {
    /// The row's own id.
    Id,
    /// A record of this kind that the row stands below.
    Above(Kind),
    /// A count, or an id that is not indexed.
    Number(fn(&T) -> Option<u64>),
    /// Any of several ids.
    Ids(fn(&T, &View) -> Vec<u64>),
    /// Text, equal to the letter.
    Text(for<'a> fn(&'a T, &View<'a>) -> Option<&'a str>),
    /// A name: the switch `name_filter` decides.
    Name(for<'a> fn(&'a T, &View<'a>) -> Option<&'a str>),
    /// A MAC address: the switch `mac_filter` decides.
    Mac(fn(&T) -> Option<&str>),
    /// true, false, 1, 0.
    Flag(fn(&T) -> bool),
    /// `start,end`, either side may be `*`.
    Date(fn(&T) -> &str),
    /// A count between two, either side may be `*`.
    Between(fn(&T) -> Option<u64>),
    /// Ids in another system; means nothing without the filter that names the system.
    Remote {
        system: &'static str,
        ids: fn(&T, &View, Hear),
    },
    /// Whatever the resource says; it hears the values and whether `[ne]` stood behind the name.
    Own(fn(&T, &Filter, &View) -> bool),
    /// The same where most of the work is done once, before the first row is looked at.
    Prepared(for<'q> fn(&'q Filter, &'q View<'q>) -> Check<'q, T>),
}

/// A filter that is ready to be asked about one row after another.
pub(crate) type Check<'q, T> = Box<dyn Fn(&T) -> bool + 'q>;

/// The filter, ready to be asked about one row after another.
pub(crate) fn prepare<'q, T>(
    test: &'q Test<T>,
    filter: &'q Filter,
    view: &'q View,
    query: &'q Query,
) -> Check<'q, T> {
    let values = filter.values.as_slice();
    match test {
        Test::Id | Test::Above(_) => Box::new(|_| true),
        Test::Number(number) => {
            let wanted: Vec<u64> = filter.numbers().collect();
            Box::new(move |row| number(row).is_some_and(|number| wanted.contains(&number)))
        }
        Test::Ids(ids) => {
            let wanted: Vec<u64> = filter.numbers().collect();
            Box::new(move |row| ids(row, view).iter().any(|id| wanted.contains(id)))
        }
        Test::Text(text) => Box::new(move |row| {
            text(row, view).is_some_and(|text| values.iter().any(|value| value == text))
        }),
        Test::Name(name) => {
            let is_name = comparison(view.options.get("name_filter"));
            Box::new(move |row| {
                name(row, view).is_some_and(|name| values.iter().any(|value| is_name(name, value)))
            })
        }
        Test::Mac(mac) => {
            let is_raw = view.options.is("mac_filter", "raw");
            Box::new(move |row| {
                mac(row).is_some_and(|mac| {
                    values.iter().any(|value| {
                        value == mac || !is_raw && hex_digits(value) == hex_digits(mac)
                    })
                })
            })
        }
        Test::Flag(flag) => {
            let wanted: Vec<bool> = values.iter().map(|value| is_true(value)).collect();
            Box::new(move |row| wanted.contains(&flag(row)))
        }
        Test::Date(date) => Box::new(move |row| is_in_time(date(row), values)),
        Test::Between(number) => {
            Box::new(move |row| number(row).is_some_and(|number| is_between(number, values)))
        }
        Test::Remote { system, ids } => {
            let systems = query.values_of(system);
            Box::new(move |row| {
                let mut is_found = false;
                ids(row, view, &mut |system, id| {
                    is_found |= values.iter().any(|value| value == id)
                        && systems
                            .is_none_or(|systems| systems.iter().any(|known| known == system));
                });
                is_found
            })
        }
        Test::Own(own) => Box::new(move |row| own(row, filter, view)),
        Test::Prepared(prepare) => prepare(filter, view),
    }
}

/// How names compare.
pub(crate) fn comparison(form: &str) -> fn(&str, &str) -> bool {
    match form {
        "exact_ci" => |name, asked| name.to_lowercase() == asked.to_lowercase(),
        "substring_cs" => |name, asked| name.contains(asked),
        "substring_ci" => |name, asked| name.to_lowercase().contains(&asked.to_lowercase()),
        _ => |name, asked| name == asked,
    }
}

fn hex_digits(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_hexdigit)
        .collect::<String>()
        .to_lowercase()
}

/// A pure date as the end of a span means its whole day.
pub(crate) fn is_in_time(moment: &str, span: &[String]) -> bool {
    let [start, rest @ ..] = span else {
        return true;
    };
    let end = rest.first().map_or("*", String::as_str);
    let is_late_enough = start == "*" || moment >= start.as_str();
    let is_early_enough = end == "*" || moment <= end || moment.starts_with(end);
    is_late_enough && is_early_enough
}

/// `[start, end]`, either side may be `*`.
fn is_between(number: u64, span: &[String]) -> bool {
    let [start, rest @ ..] = span else {
        return true;
    };
    let end = rest.first().map_or("*", String::as_str);
    let is_past = |start: &str| start.parse().is_ok_and(|start: u64| number >= start);
    let is_before = |end: &str| end.parse().is_ok_and(|end: u64| number <= end);
    (start == "*" || is_past(start)) && (end == "*" || is_before(end))
}
