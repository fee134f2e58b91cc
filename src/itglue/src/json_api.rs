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
pub(crate) struct Many {
    pub(crate) data: Vec<Resource>,
    pub(crate) included: Vec<Tree>,
    meta: Tree,
}

/// A row.
pub(crate) struct Resource {
    pub(crate) id: u64,
    pub(crate) attributes: Attributes,
    pub(crate) relationships: Tree,
}

/// A row's attributes.
pub(crate) struct Attributes(pub(crate) Tree);

impl Attributes {
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
pub(crate) struct Missing(pub(crate) &'static str);

impl Missing {
    /// `at` names the answer.
    pub(crate) fn at(self, at: &str) -> GlueError {
        GlueError::Malformed {
            at: format!("{at}, {}", self.0),
        }
    }
}

impl Resource {
    fn of(mut row: Tree) -> Result<Self, Missing> {
        Ok(Self {
            id: lenient::id(row.get("id")).ok_or(Missing("id"))?,
            attributes: match row.take("attributes") {
                Some(attributes @ Tree::Object(_)) => Attributes(attributes),
                _ => return Err(Missing("attributes")),
            },
            relationships: row.take("relationships").unwrap_or_default(),
        })
    }
}

impl Many {
    fn of(mut document: Tree) -> Result<Self, Missing> {
        let data = list(document.take("data").unwrap_or_default(), "data")?;
        let data: Result<_, _> = data.into_iter().map(Resource::of).collect();
        let included = match document.take("included").unwrap_or_default() {
            Tree::Nothing => Vec::new(),
            included => list(included, "included")?,
        };
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
            included,
            meta,
        })
    }

    /// Gives up the rows and says what follows (`meta`: API reference, section 2.1). A next page counts only where it lies
    /// behind the present one and within the total.
    pub(crate) fn into_page<Row>(
        self,
        mut row: impl FnMut(&Resource) -> Result<Row, Missing>,
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

fn list(mut value: Tree, name: &'static str) -> Result<Vec<Tree>, Missing> {
    match &mut value {
        Tree::List(items) => Ok(core::mem::take(items)),
        _ => Err(Missing(name)),
    }
}

/// Reads a list. `at` names the answer for the error.
pub(crate) fn parse_many(body: &str, at: &str) -> Result<Many, GlueError> {
    Many::of(parse(body, at)?).map_err(|missing| missing.at(at))
}

/// Reads a single record.
pub(crate) fn parse_one(body: &str, at: &str) -> Result<Resource, GlueError> {
    let data = parse(body, at)?.take("data").unwrap_or_default();
    Resource::of(data).map_err(|missing| missing.at(at))
}

/// Reads a document. The parser's own message is dropped but for the line, because it may quote what it read.
fn parse(body: &str, at: &str) -> Result<Tree, GlueError> {
    Tree::parse(body).map_err(|error| GlueError::Malformed {
        at: format!("{at}, line {} column {}", error.line(), error.column()),
    })
}
