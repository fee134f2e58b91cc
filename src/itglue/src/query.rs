//! A request's path and query, built in one place.
//!
//! Shape: `/organizations?filter[name]=…&page[size]=1000`, everything outside the unreserved characters encoded,
//! brackets included (both are accepted: API reference, section 2.1).

use crate::paging::{MAX_PAGE_SIZE, page_size};
use core::fmt::Write as _;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// RFC 3986's unreserved characters stay as they are.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A path with its query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Query {
    path: String,
    subject: &'static str,
    is_one: bool,
    is_nested: bool,
    parameters: Vec<(String, String)>,
}

impl Query {
    /// A list: `Query::list("organizations")`.
    pub fn list(resource: &'static str) -> Self {
        Self::at(format!("/{resource}"), resource)
    }

    /// One record: `Query::one("passwords", 9001)`.
    pub fn one(resource: &'static str, id: u64) -> Self {
        Self {
            is_one: true,
            ..Self::at(format!("/{resource}/{id}"), resource)
        }
    }

    /// A list below a record: `Query::below("organizations", 501, "documents")` (API reference, section 3).
    pub fn below(parent: &'static str, id: u64, resource: &'static str) -> Self {
        Self {
            is_nested: true,
            ..Self::at(format!("/{parent}/{id}/relationships/{resource}"), resource)
        }
    }

    /// What belongs to one record and is no list: `Query::part("passwords", 9001, "otp")` (API reference, section 3.7).
    pub fn part(parent: &'static str, id: u64, part: &'static str) -> Self {
        Self {
            is_one: true,
            ..Self::at(format!("/{parent}/{id}/{part}"), part)
        }
    }

    fn at(path: String, subject: &'static str) -> Self {
        Self {
            path,
            subject,
            is_one: false,
            is_nested: false,
            parameters: Vec::new(),
        }
    }

    /// The last resource word of the path: what it is about.
    pub(crate) fn subject(&self) -> &'static str {
        self.subject
    }

    /// It asks for one record, not for a list.
    pub(crate) fn is_one(&self) -> bool {
        self.is_one
    }

    /// It asks for what is below another record.
    pub(crate) fn is_nested(&self) -> bool {
        self.is_nested
    }

    /// Rows whose attribute equals this value. A comma in it would mean "or", so it is escaped.
    pub fn filter(self, key: &'static str, value: &str) -> Self {
        self.parameter(format!("filter[{key}]"), value.replace(',', "\\,"))
    }

    /// Rows whose attribute equals one of these values.
    pub fn filter_any(self, key: &'static str, values: &[&str]) -> Self {
        let escaped: Vec<String> = values
            .iter()
            .map(|value| value.replace(',', "\\,"))
            .collect();
        self.parameter(format!("filter[{key}]"), escaped.join(","))
    }

    /// Rows whose date lies in a range, both ends in ISO 8601, `*` for an open one.
    pub fn filter_range(self, key: &'static str, start: &str, end: &str) -> Self {
        self.parameter(format!("filter[{key}]"), format!("{start},{end}"))
    }

    /// Related rows that come along.
    pub fn include(self, names: &'static str) -> Self {
        self.parameter("include".to_owned(), names.to_owned())
    }

    /// The order of rows.
    pub fn sort(self, keys: &'static str) -> Self {
        self.parameter("sort".to_owned(), keys.to_owned())
    }

    /// Which page, from 1, and how many rows it has.
    pub fn page(self, number: u32, size: u32) -> Self {
        self.parameter("page[number]".to_owned(), number.to_string())
            .parameter("page[size]".to_owned(), size.min(MAX_PAGE_SIZE).to_string())
    }

    /// A page of a list that is read whole: [`crate::Paging`].
    pub fn nth_page(self, number: u32) -> Self {
        self.page(number, page_size(number))
    }

    /// Whether password values come along. The default differs by endpoint, so it is always said.
    pub fn show_password(self, shown: bool) -> Self {
        self.parameter("show_password".to_owned(), shown.to_string())
    }

    /// A parameter of an endpoint that has its own (API reference, section 1.3).
    pub(crate) fn with(self, key: &'static str, value: &str) -> Self {
        self.parameter(key.to_owned(), value.to_owned())
    }

    fn parameter(mut self, key: String, value: String) -> Self {
        self.parameters.push((key, value));
        self
    }

    /// The text that follows the base address.
    pub fn path_and_query(&self) -> String {
        let mut out = self.path.clone();
        for (n, (key, value)) in self.parameters.iter().enumerate() {
            let separator = if n == 0 { '?' } else { '&' };
            // Writing to a String can't fail.
            let _ = write!(
                out,
                "{separator}{}={}",
                utf8_percent_encode(key, ENCODED),
                utf8_percent_encode(value, ENCODED)
            );
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Query;
    use proptest::prelude::*;

    #[test]
    fn a_comma_in_a_value_is_escaped_so_that_it_does_not_mean_or() {
        let query = Query::list("organizations").filter("name", "Müller, Schmidt & Partner");
        assert_eq!(
            query.path_and_query(),
            "/organizations?filter%5Bname%5D=M%C3%BCller%5C%2C%20Schmidt%20%26%20Partner"
        );
    }

    #[test]
    fn a_page_never_asks_for_more_than_a_thousand_rows() {
        assert!(
            Query::list("organizations")
                .page(1, 5000)
                .path_and_query()
                .ends_with("%5D=1000")
        );
    }

    proptest! {
        #[test]
        fn any_value_survives_encoding_and_adds_no_parameter(value in ".*") {
            let text = Query::list("organizations").filter("name", &value).path_and_query();
            let (_, query) = text.split_once('?').unwrap();
            prop_assert!(!query.contains('&') && query.matches('=').count() == 1);
            let (_, encoded) = query.split_once('=').unwrap();
            let decoded = percent_encoding::percent_decode_str(encoded).decode_utf8().unwrap();
            prop_assert_eq!(decoded, value.replace(',', "\\,"));
        }
    }
}
