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
    pub(crate) data: Vec<Record>,
    pub(crate) included: Vec<Tree>,
    meta: Tree,
}

/// A row.
#[doc(hidden)]
pub struct Record {
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

impl Record {
    fn of(mut row: Tree) -> Result<Self, Missing> {
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

impl Many {
    fn of(mut document: Tree) -> Result<Self, Missing> {
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
            included,
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
pub(crate) fn parse_one(body: &str, at: &str) -> Result<Record, GlueError> {
    let data = parse(body, at)?.take("data").unwrap_or_default();
    Record::of(data).map_err(|missing| missing.at(at))
}

/// Reads a single record with what came along, beside it or inside it.
pub(crate) fn parse_one_with_included(
    body: &str,
    at: &str,
) -> Result<(Record, Vec<Tree>), GlueError> {
    let mut document = parse(body, at)?;
    let mut data = document.take("data").unwrap_or_default();
    let mut included = Vec::new();
    for of in [&mut document, &mut data] {
        if let Some(rows @ Tree::List(_)) = of.take("included") {
            included.extend(list(rows, "included").map_err(|missing| missing.at(at))?);
        }
    }
    let record = Record::of(data).map_err(|missing| missing.at(at))?;
    Ok((record, included))
}

/// An answer may have 10 MB (API reference, section 1.5). More than this is not read: a tree of it could take the memory
/// of the whole browser.
const MOST_BYTES: usize = 16 << 20;

/// `serde_json` reads no deeper than this.
const MOST_DEPTH: usize = 127;

/// Reads a document. The parser's own message is dropped but for the line, because it may quote what it read.
pub(crate) fn parse(body: &str, at: &str) -> Result<Tree, GlueError> {
    if body.len() > MOST_BYTES {
        return Err(GlueError::TooLarge);
    }
    Tree::parse(body).map_err(|error| match depth(body) {
        0..=MOST_DEPTH => GlueError::Malformed {
            at: format!("{at}, line {} column {}", error.line(), error.column()),
        },
        _ => GlueError::TooDeep,
    })
}

/// How deep brackets are nested outside of texts.
fn depth(body: &str) -> usize {
    let (mut depth, mut deepest, mut is_text, mut is_escaped) = (0usize, 0, false, false);
    for byte in body.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b'{' | b'[' if !is_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
