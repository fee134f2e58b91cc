//! Lists as values: what is asked for, and what of the answer is kept.

use crate::json_api::Record;
use crate::resource::standing;
use crate::{Id, OrganizationId, Owned, Query, Resource, lenient};
use core::marker::PhantomData;

/// A documented filter of a resource: its key, and how a row is checked against it. Other keys can't be written, because
/// IT Glue ignores them and answers with everything (API reference, section 2.2).
pub struct Filter<R> {
    key: &'static str,
    check: Check,
    of: PhantomData<fn() -> R>,
}

impl<R> Filter<R> {
    pub(crate) const fn new(key: &'static str, check: Check) -> Self {
        Self {
            key,
            check,
            of: PhantomData,
        }
    }
}

/// How a row shows that it fits a filter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Check {
    /// Its id.
    Id,
    /// An attribute of exactly this text or number: names are compared with their case.
    Text(&'static str),
    /// An attribute that is a flag.
    Flag(&'static str),
    /// An attribute of these hex digits, whatever stands between them.
    Hex(&'static str),
    /// A text of this list of objects' `value`.
    ValueIn(&'static str),
    /// It doesn't: the integration that an id is of, a group's organizations.
    Nothing,
}

/// A list to ask for.
pub struct List<R> {
    query: Query,
    wanted: Vec<Wanted>,
    of: PhantomData<fn() -> R>,
}

struct Wanted {
    check: Check,
    among: Among,
}

enum Among {
    /// One of these.
    Values(Vec<String>),
    /// Between these, each of which may be `*`.
    Range(String, String),
}

impl<R: Resource> List<R> {
    fn at(query: Query) -> Self {
        Self {
            query: standing(query, R::PATH),
            wanted: Vec::new(),
            of: PhantomData,
        }
    }

    /// All of the account.
    pub fn all() -> Self {
        Self::at(Query::list(R::PATH))
    }

    /// Those below a record of another kind: `List::<ConfigurationInterface>::below(configuration)`.
    pub(crate) fn below(parent: &'static str, id: u64) -> Self {
        Self::at(Query::below(parent, id, R::PATH))
    }

    /// Those with this value.
    #[must_use]
    pub fn only(self, filter: &Filter<R>, value: &str) -> Self {
        self.any_of(filter, &[value])
    }

    /// Those with one of these values.
    #[must_use]
    pub fn any_of(mut self, filter: &Filter<R>, values: &[&str]) -> Self {
        self.query = self.query.filter_any(filter.key, values);
        self.wanted.push(Wanted {
            check: filter.check,
            among: Among::Values(values.iter().map(|&value| value.to_owned()).collect()),
        });
        self
    }

    /// Those with this id in them.
    #[must_use]
    pub fn with(self, filter: &Filter<R>, id: impl Id) -> Self {
        self.only(filter, &id.to_string())
    }

    /// Those whose date lies between these, both ends in ISO 8601 and `*` for an open one.
    #[must_use]
    pub fn between(mut self, filter: &Filter<R>, start: &str, end: &str) -> Self {
        self.query = self.query.filter_range(filter.key, start, end);
        self.wanted.push(Wanted {
            check: filter.check,
            among: Among::Range(start.to_owned(), end.to_owned()),
        });
        self
    }

    /// Related rows that come along (API reference, section 2.3; snake_case names, a comma between).
    #[must_use]
    pub fn include(mut self, names: &'static str) -> Self {
        self.query = self.query.include(names);
        self
    }

    /// The order (API reference, section 2.3): `"name"`, `"-updated_at"`, `"name,id"`.
    #[must_use]
    pub fn sort(mut self, keys: &'static str) -> Self {
        self.query = self.query.sort(keys);
        self
    }

    /// A page, from 1, of a list that is read whole: [`crate::Paging`].
    #[must_use]
    pub fn page(mut self, number: u32) -> Self {
        self.query = self.query.nth_page(number);
        self
    }

    /// Which page, from 1, and how many rows it has, a thousand at most.
    #[must_use]
    pub fn page_of(mut self, number: u32, size: u32) -> Self {
        self.query = self.query.page(number, size);
        self
    }

    /// The request.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Whether a row is one that was asked for.
    pub(crate) fn fits(&self, record: &Record) -> bool {
        self.wanted.iter().all(|wanted| wanted.fits(record))
    }
}

impl<R: Owned> List<R> {
    /// An organization's.
    pub fn of(organization: OrganizationId) -> Self {
        let mut list = if R::IS_BELOW_ONLY {
            Self::below("organizations", organization.0)
        } else {
            Self::all().asking(R::FILTER, &organization.to_string())
        };
        list.wanted.push(Wanted {
            check: Check::Text("organization-id"),
            among: Among::Values(vec![organization.to_string()]),
        });
        list
    }

    /// With a filter that isn't checked here: it is by [`List::of`], or says only how much is listed.
    pub(crate) fn asking(mut self, key: &'static str, value: &str) -> Self {
        self.query = self.query.filter(key, value);
        self
    }
}

impl Wanted {
    fn fits(&self, record: &Record) -> bool {
        let attribute = |name| record.attributes.0.get(name);
        let fits = |text: &str| self.among.has(text);
        match self.check {
            Check::Nothing => true,
            Check::Id => fits(&record.id.to_string()),
            Check::Text(name) => lenient::text(attribute(name)).is_some_and(|text| fits(&text)),
            Check::Flag(name) => {
                let is_set = lenient::flag(attribute(name));
                fits(if is_set { "true" } else { "false" }) || fits(if is_set { "1" } else { "0" })
            }
            Check::Hex(name) => attribute(name).as_text().is_some_and(|text| {
                let Among::Values(values) = &self.among else {
                    return false;
                };
                values.iter().any(|value| hex(value) == hex(text))
            }),
            Check::ValueIn(name) => attribute(name)
                .list()
                .iter()
                .filter_map(|item| item.get("value").as_text())
                .any(fits),
        }
    }
}

impl Among {
    fn has(&self, text: &str) -> bool {
        match self {
            Among::Values(values) => values.iter().any(|value| value == text),
            Among::Range(start, end) => {
                // A date is compared with a moment as far as both go.
                let order = |other: &str| {
                    let n = text.len().min(other.len());
                    text.as_bytes()[..n].cmp(&other.as_bytes()[..n])
                };
                (start == "*" || order(start).is_ge()) && (end == "*" || order(end).is_le())
            }
        }
    }
}

fn hex(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_hexdigit);
    digits.map(|digit| digit.to_ascii_lowercase()).collect()
}
