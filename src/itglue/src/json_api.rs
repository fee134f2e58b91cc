//! JSON:API documents as IT Glue writes them: leniently read, since samples and live answers differ in detail.

use crate::{GlueError, lenient};
use serde::Deserialize;
use serde::de::DeserializeOwned;

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

#[derive(Deserialize)]
pub(crate) struct Many<A> {
    pub(crate) data: Vec<Resource<A>>,
    #[serde(default, deserialize_with = "lenient::present")]
    pub(crate) included: Vec<Included>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    meta: Meta,
}

#[derive(Deserialize)]
pub(crate) struct One<A> {
    pub(crate) data: Resource<A>,
}

#[derive(Deserialize)]
pub(crate) struct Resource<A> {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) id: u64,
    pub(crate) attributes: A,
}

/// A row that came along. Its attributes are read by whoever knows its type.
#[derive(Deserialize)]
pub(crate) struct Included {
    #[serde(rename = "type", default, deserialize_with = "lenient::or_default")]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) attributes: serde_json::Value,
    #[serde(default)]
    pub(crate) relationships: serde_json::Value,
}

/// `meta` of a list (API reference, section 2.1).
#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
struct Meta {
    #[serde(default, deserialize_with = "lenient::optional_id")]
    next_page: Option<u64>,
    #[serde(default, deserialize_with = "lenient::optional_id")]
    current_page: Option<u64>,
    #[serde(default, deserialize_with = "lenient::optional_id")]
    total_pages: Option<u64>,
    #[serde(default, deserialize_with = "lenient::optional_id")]
    total_count: Option<u64>,
}

impl<A> Many<A> {
    /// Gives up the rows and says what follows. A next page counts only while it lies within the total.
    pub(crate) fn into_page<Row>(self, row: impl FnMut(Resource<A>) -> Row) -> Page<Row> {
        let within = match (self.meta.current_page, self.meta.total_pages) {
            (Some(current), Some(total)) => current < total,
            _ => true,
        };
        let has_next = self.meta.next_page.is_some() && within && !self.data.is_empty();
        let total = self.meta.total_count.unwrap_or(self.data.len() as u64);
        Page {
            rows: self.data.into_iter().map(row).collect(),
            total,
            has_next,
        }
    }
}

/// Reads a document. `at` names the answer for the error; the parser's own message is dropped but for the line,
/// because it may quote what it read.
pub(crate) fn parse<D: DeserializeOwned>(body: &str, at: &str) -> Result<D, GlueError> {
    serde_json::from_str(body).map_err(|error| GlueError::Malformed {
        at: format!("{at}, line {} column {}", error.line(), error.column()),
    })
}
