//! Comparisons: what a filter's values mean for a row.

use tenant::RemoteId;

use super::query::{Filter, Query, is_true};
use super::view::View;

/// How one filter compares.
pub(crate) enum Test<T: 'static> {
    /// An id or a count.
    Number(fn(&T) -> Option<u64>),
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
    /// Ids in another system; means nothing without the filter that names the system.
    Remote {
        system: &'static str,
        ids: fn(&T, &View) -> Vec<RemoteId>,
    },
}

/// Whether a row has one of the values that were asked for.
pub(crate) fn is_hit<T>(
    test: &Test<T>,
    row: &T,
    filter: &Filter,
    view: &View,
    query: &Query,
) -> bool {
    let mut values = filter.values.iter();
    match test {
        Test::Number(number) => {
            let number = number(row);
            values.any(|value| number.is_some() && value.parse().ok() == number)
        }
        Test::Text(text) => text(row, view).is_some_and(|text| values.any(|value| value == text)),
        Test::Name(name) => {
            name(row, view).is_some_and(|name| values.any(|value| is_name(name, value, view)))
        }
        Test::Mac(mac) => mac(row).is_some_and(|mac| {
            let is_raw = view.options.is("mac_filter", "raw");
            values.any(|value| {
                if is_raw {
                    value == mac
                } else {
                    hex_digits(value) == hex_digits(mac)
                }
            })
        }),
        Test::Flag(flag) => values.any(|value| is_true(value) == flag(row)),
        Test::Date(date) => is_in_time(date(row), &filter.values),
        Test::Remote { system, ids } => {
            let systems = query.values_of(system);
            ids(row, view).iter().any(|known| {
                systems
                    .is_none_or(|systems| systems.iter().any(|system| system == known.integration))
                    && filter.values.contains(&known.remote_id)
            })
        }
    }
}

fn is_name(name: &str, asked: &str, view: &View) -> bool {
    match view.options.get("name_filter") {
        "exact_ci" => name.to_lowercase() == asked.to_lowercase(),
        "substring_cs" => name.contains(asked),
        "substring_ci" => name.to_lowercase().contains(&asked.to_lowercase()),
        _ => name == asked,
    }
}

fn hex_digits(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_hexdigit)
        .collect::<String>()
        .to_lowercase()
}

/// A pure date as the end of a span means its whole day.
fn is_in_time(moment: &str, span: &[String]) -> bool {
    let [start, rest @ ..] = span else {
        return true;
    };
    let end = rest.first().map_or("*", String::as_str);
    let is_late_enough = start == "*" || moment >= start.as_str();
    let is_early_enough = end == "*" || moment <= end || moment.starts_with(end);
    is_late_enough && is_early_enough
}

/// `[start, end]`, either side may be `*`.
pub(crate) fn is_between(number: u64, span: &[String]) -> bool {
    let [start, rest @ ..] = span else {
        return true;
    };
    let end = rest.first().map_or("*", String::as_str);
    start.parse().is_ok_and(|start: u64| number >= start) | (start == "*")
        && end.parse().is_ok_and(|end: u64| number <= end) | (end == "*")
}
