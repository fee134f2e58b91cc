//! JSON:API documents as IT Glue writes them: leniently read, since samples and live answers differ in detail.

use crate::{GlueError, lenient};
use gluepane_wire::Tree;

/// One page of rows.
#[derive(Clone, PartialEq, Debug)]
pub struct Page<Row> {
    /// The rows, in the order of the answer.
    pub rows: Vec<Row>,
    /// How many there are on all pages together.
    pub total: u64,
    /// There is a page after this one.
    pub has_next: bool,
}

/// A list, taken apart as far as all lists are alike.
pub(crate) struct Many<'a> {
    pub(crate) data: Vec<Record<'a>>,
    pub(crate) included: Included<'a>,
    meta: Tree<'a>,
}

/// What came along with rows. A page may bring thousands, and each row looks for its own: so they are found by ids.
#[doc(hidden)]
#[derive(Default)]
pub struct Included<'a> {
    rows: Vec<Tree<'a>>,
    /// Places of the rows by their own ids.
    by_id: Places,
    /// Places of the rows that name a configuration themselves, by its id.
    by_configuration: Places,
}

/// Ids, each with a place, in order.
#[derive(Default)]
struct Places(Vec<(u64, usize)>);

impl Places {
    fn of(rows: &[Tree], id: impl Fn(&Tree) -> Option<u64>) -> Self {
        let ids = rows.iter().enumerate();
        let mut places: Vec<_> = ids
            .filter_map(|(place, row)| Some((id(row)?, place)))
            .collect();
        places.sort_unstable();
        Self(places)
    }

    fn all(&self, id: u64) -> impl Iterator<Item = usize> {
        let start = self.0.partition_point(|(other, _)| *other < id);
        let these = self.0[start..].iter().take_while(move |(of, _)| *of == id);
        these.map(|(_, place)| *place)
    }
}

impl<'a> Included<'a> {
    fn of(rows: Vec<Tree<'a>>) -> Self {
        let configuration = |row: &Tree| {
            let link = row.get("relationships").get("configuration").get("data");
            lenient::id(link.get("id"))
        };
        Self {
            by_id: Places::of(&rows, |row| lenient::id(row.get("id"))),
            by_configuration: Places::of(&rows, configuration),
            rows,
        }
    }

    /// Those of this id, in their order; of several types.
    pub(crate) fn with_id(&self, id: u64) -> impl Iterator<Item = &Tree<'a>> {
        self.by_id.all(id).filter_map(|place| self.rows.get(place))
    }

    /// What RMM systems say of a configuration. Such a row names its configuration itself, its id a text or a number.
    pub(crate) fn rmm_records_of(&self, configuration: u64) -> impl Iterator<Item = &Tree<'a>> {
        let rows = self.by_configuration.all(configuration);
        let rows = rows.filter_map(|place| self.rows.get(place));
        rows.filter(|row| row.get("type").as_text() == Some("rmm-records"))
    }
}

/// A row.
#[doc(hidden)]
pub struct Record<'a> {
    pub(crate) id: u64,
    pub(crate) attributes: Attributes<'a>,
    pub(crate) relationships: Tree<'a>,
}

/// A row's attributes.
pub(crate) struct Attributes<'a>(pub(crate) Tree<'a>);

impl Attributes<'_> {
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        lenient::text(self.0.get(name))
    }

    pub(crate) fn id(&self, name: &str) -> Option<u64> {
        lenient::id(self.0.get(name))
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        lenient::flag(self.0.get(name))
    }

    /// The id of the organization that the row is of.
    pub(crate) fn organization(&self) -> Result<u64, Missing> {
        self.id("organization-id").ok_or(Missing("organization-id"))
    }
}

/// What an answer has not, or not as it is documented.
#[doc(hidden)]
pub struct Missing(pub(crate) &'static str);

impl Missing {
    /// `at` names the answer.
    pub(crate) fn at(self, at: &str) -> GlueError {
        GlueError::Malformed {
            at: format!("{at}, {}", self.0),
        }
    }
}

impl<'a> Record<'a> {
    fn of(mut row: Tree<'a>) -> Result<Self, Missing> {
        let attributes = match row.take("attributes") {
            Some(attributes @ Tree::Object(_)) => Attributes(attributes),
            _ => return Err(Missing("attributes")),
        };
        // Interfaces have theirs among the attributes in the documents' sample (API reference, section 3.4).
        let id = match row.get("id") {
            Tree::Nothing => attributes.id("id"),
            id => lenient::id(id),
        };
        Ok(Self {
            id: id.ok_or(Missing("id"))?,
            attributes,
            relationships: row.take("relationships").unwrap_or_default(),
        })
    }
}

impl<'a> Many<'a> {
    fn of(mut document: Tree<'a>) -> Result<Self, Missing> {
        let mut data = list(document.take("data").unwrap_or_default(), "data")?;
        let mut included = match document.take("included").unwrap_or_default() {
            Tree::Nothing => Vec::new(),
            included => list(included, "included")?,
        };
        // Some samples have it inside `data` (API reference, section 2.3).
        for row in &mut data {
            if let Some(nested @ Tree::List(_)) = row.take("included") {
                included.extend(list(nested, "included")?);
            }
        }
        let data: Result<_, _> = data.into_iter().map(Record::of).collect();
        let is_odd = |row: &Tree| match row {
            Tree::Nothing => false,
            Tree::Object(_) => !matches!(row.get("type"), Tree::Text(_) | Tree::Nothing),
            _ => true,
        };
        if included.iter().any(is_odd) {
            return Err(Missing("included"));
        }
        let meta = document.take("meta").unwrap_or_default();
        let is_empty = matches!(&meta, Tree::List(items) if items.is_empty());
        if !is_empty && !matches!(meta, Tree::Nothing | Tree::Object(_)) {
            return Err(Missing("meta"));
        }
        Ok(Self {
            data: data?,
            included: Included::of(included),
            meta,
        })
    }

    /// Gives up the rows and says what follows (`meta`: API reference, section 2.1). A next page counts only where it lies
    /// behind the present one and within the total.
    pub(crate) fn into_page<Row>(
        self,
        mut row: impl FnMut(&Record) -> Result<Row, Missing>,
    ) -> Result<Page<Row>, Missing> {
        let meta = |name| lenient::id(self.meta.get(name));
        let current = meta("current-page");
        let next = meta("next-page").filter(|next| current.is_none_or(|current| current < *next));
        let within = match (current, meta("total-pages")) {
            (Some(current), Some(total)) => current < total,
            _ => true,
        };
        let has_next = next.is_some() && within && !self.data.is_empty();
        let total = meta("total-count").unwrap_or(self.data.len() as u64);
        let mut rows = Vec::with_capacity(self.data.len());
        for resource in &self.data {
            rows.push(row(resource)?);
        }
        Ok(Page {
            rows,
            total,
            has_next,
        })
    }
}

fn list<'a>(mut value: Tree<'a>, name: &'static str) -> Result<Vec<Tree<'a>>, Missing> {
    match &mut value {
        Tree::List(items) => Ok(core::mem::take(items)),
        _ => Err(Missing(name)),
    }
}

/// Reads a list. `at` names the answer for the error.
pub(crate) fn parse_many<'a>(body: &'a str, at: &str) -> Result<Many<'a>, GlueError> {
    Many::of(parse(body, at)?).map_err(|missing| missing.at(at))
}

/// Reads a single record.
pub(crate) fn parse_one<'a>(body: &'a str, at: &str) -> Result<Record<'a>, GlueError> {
    let data = parse(body, at)?.take("data").unwrap_or_default();
    Record::of(data).map_err(|missing| missing.at(at))
}

/// Reads a single record with what came along, beside it or inside it.
pub(crate) fn parse_one_with_included<'a>(
    body: &'a str,
    at: &str,
) -> Result<(Record<'a>, Included<'a>), GlueError> {
    let mut document = parse(body, at)?;
    let mut data = document.take("data").unwrap_or_default();
    let mut included = Vec::new();
    for of in [&mut document, &mut data] {
        if let Some(rows @ Tree::List(_)) = of.take("included") {
            included.extend(list(rows, "included").map_err(|missing| missing.at(at))?);
        }
    }
    let record = Record::of(data).map_err(|missing| missing.at(at))?;
    Ok((record, Included::of(included)))
}

/// An answer may have 10 MB (API reference, section 1.5). More than this is not read: a tree of it could take the memory
/// of the whole browser.
pub(crate) const MOST_BYTES: usize = 16 << 20;

/// Reads a document.
pub(crate) fn parse<'a>(body: &'a str, at: &str) -> Result<Tree<'a>, GlueError> {
    if body.len() > MOST_BYTES {
        return Err(GlueError::TooLarge);
    }
    Tree::parse(body).map_err(|wrong| match wrong.is_too_deep {
        true => GlueError::TooDeep,
        false => GlueError::Malformed {
            at: format!("{at}, line {} column {}", wrong.line, wrong.column),
        },
    })
}
