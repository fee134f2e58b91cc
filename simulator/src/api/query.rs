//! Query parameters: pages, filters, sorting, includes.
//!
//! Brackets arrive plain or percent-encoded; both are decoded before this. Filter names are compared with `-` as `_`.

use std::fmt::Write;

use axum::response::Response;

use super::errors;
use crate::Options;
use crate::serve::Ask;

/// Rows per page without `page[size]`.
const DEFAULT_SIZE: usize = 50;
/// Most rows per page.
const MAX_SIZE: usize = 1_000;

/// One `filter[...]`: its name and the values that commas separate.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Filter {
    pub(crate) name: String,
    pub(crate) values: Vec<String>,
    /// `[ne]` stood behind the name.
    pub(crate) is_negated: bool,
}

impl Filter {
    /// The values that are numbers.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u64> {
        self.values
            .iter()
            .filter_map(|value| value.trim().parse().ok())
    }
}

/// What a list or a show was asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    pub(crate) filters: Vec<Filter>,
    pub(crate) excludes: Vec<Filter>,
    pub(crate) ranges: Vec<Filter>,
    pub(crate) sort: Vec<String>,
    pub(crate) include: Vec<String>,
    pub(crate) page: usize,
    pub(crate) size: usize,
    /// `page[...]` was there.
    pub(crate) asked_for_page: bool,
    pub(crate) show_password: Option<bool>,
    /// `version_id` of a password.
    pub(crate) version_id: Option<u64>,
    origin_and_path: String,
    parameters: Vec<(String, String)>,
}

impl Query {
    /// Reads the parameters; unknown ones are ignored, as IT Glue does.
    pub(crate) fn read(ask: &Ask, options: &Options) -> Result<Self, Box<Response>> {
        let mut query = Self {
            filters: Vec::new(),
            excludes: Vec::new(),
            ranges: Vec::new(),
            sort: Vec::new(),
            include: Vec::new(),
            page: 1,
            size: DEFAULT_SIZE,
            asked_for_page: false,
            show_password: None,
            version_id: None,
            origin_and_path: match options.get("links_base").trim_end_matches('/') {
                "" => format!("{}{}", ask.origin(), ask.path),
                base => format!("{base}{}", ask.path),
            },
            parameters: ask.parameters.clone(),
        };
        for (name, value) in &ask.parameters {
            let words: Vec<&str> = name
                .split(['[', ']'])
                .filter(|word| !word.is_empty())
                .collect();
            let filter = |name: &str| Filter {
                name: underscored(name),
                values: split_commas(value),
                is_negated: false,
            };
            query.asked_for_page |= words.first() == Some(&"page");
            match words.as_slice() {
                ["filter", name] => query.filters.push(filter(name)),
                ["filter", name, "ne"] => query.filters.push(Filter {
                    is_negated: true,
                    ..filter(name)
                }),
                ["filter", "exclude", name] => query.excludes.push(filter(name)),
                ["filter", "range", name] => query.ranges.push(filter(name)),
                ["page", "number"] => {
                    query.page = value.parse().ok().filter(|page| *page > 0).unwrap_or(1)
                }
                ["page", "size"] => {
                    query.size = value
                        .parse()
                        .ok()
                        .filter(|size| *size > 0)
                        .unwrap_or(DEFAULT_SIZE)
                }
                ["sort"] => query.sort = value.split(',').map(underscored).collect(),
                ["include"] => query.include = value.split(',').map(underscored).collect(),
                ["version_id"] => query.version_id = value.parse().ok(),
                ["show_password"] => query.show_password = Some(is_true(value)),
                _ => {}
            }
        }
        if query.size > MAX_SIZE {
            if options.is("page_size_over", "400") {
                return Err(Box::new(errors::bad_request("page size is too large")));
            }
            query.size = MAX_SIZE;
        }
        Ok(query)
    }

    /// The values of a filter, if it was given.
    pub(crate) fn values_of(&self, name: &str) -> Option<&[String]> {
        self.filters
            .iter()
            .find(|filter| filter.name == name)
            .map(|filter| filter.values.as_slice())
    }

    /// Whether a filter was given, in any form.
    pub(crate) fn has_filter(&self, name: &str) -> bool {
        self.filters.iter().any(|filter| filter.name == name)
    }

    /// An absolute link to another page with everything else unchanged.
    pub(crate) fn link(&self, page: usize) -> String {
        let mut link = format!("{}?", self.origin_and_path);
        for (name, value) in self
            .parameters
            .iter()
            .filter(|(name, _)| name != "page[number]")
        {
            let _ = write!(link, "{}={}&", encode(name), encode(value));
        }
        let _ = write!(link, "{}={page}", encode("page[number]"));
        link
    }
}

/// `true` and `1`; everything else is false.
pub(crate) fn is_true(value: &str) -> bool {
    matches!(value, "true" | "1")
}

fn underscored(name: &str) -> String {
    // A leading minus of `sort` is not part of the name.
    let (minus, rest) = name
        .strip_prefix('-')
        .map_or(("", name), |rest| ("-", rest));
    format!("{minus}{}", rest.trim().replace('-', "_"))
}

/// Splits at commas; `\,` is a comma of the value.
fn split_commas(value: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut signs = value.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' if signs.peek() == Some(&',') => {
                signs.next();
                last(&mut values).push(',');
            }
            ',' => values.push(String::new()),
            other => last(&mut values).push(other),
        }
    }
    values
}

fn last(values: &mut [String]) -> &mut String {
    let index = values.len() - 1;
    &mut values[index]
}

fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte))
            }
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_separates_and_an_escaped_comma_does_not() {
        assert_eq!(split_commas("a,b"), ["a", "b"]);
        assert_eq!(
            split_commas(r"Müller\, Schmidt,b"),
            ["Müller, Schmidt", "b"]
        );
        assert_eq!(split_commas(r"HARBOUR\adm"), [r"HARBOUR\adm"]);
    }

    #[test]
    fn hyphens_and_underscores_name_the_same_filter() {
        assert_eq!(underscored("organization-id"), "organization_id");
        assert_eq!(underscored("-updated-at"), "-updated_at");
    }
}
