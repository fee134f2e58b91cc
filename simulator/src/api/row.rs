//! Rows as they go out. A page of a thousand is some fifty thousand attributes, so they are kept as lists in the order in
//! which they are named and written straight into the answer, without a tree of maps between.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// Attributes of a row, in the order in which they are told. A name stands once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attributes(Vec<(Cow<'static, str>, Value)>);

impl Attributes {
    /// Those of a literal; see `object!`.
    pub(crate) fn of<const N: usize>(named: [(&'static str, Value); N]) -> Self {
        Self(
            named
                .map(|(name, value)| (Cow::Borrowed(name), value))
                .into(),
        )
    }

    /// Sets one, whether it is there or not.
    pub(crate) fn insert(&mut self, name: impl Into<Cow<'static, str>>, value: Value) {
        let name = name.into();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.0.push((name, value)),
        }
    }

    /// Appends others, none of which is here yet.
    pub(crate) fn extend(&mut self, others: Self) {
        debug_assert!(
            others.0.iter().all(|(name, _)| self.get(name).is_none()),
            "an attribute is told twice"
        );
        self.0.extend(others.0);
    }

    /// The value of one.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// Leaves out those that are null.
    pub(crate) fn drop_nulls(&mut self) {
        self.0.retain(|(_, value)| !value.is_null());
    }
}

impl Serialize for Attributes {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Attributes written down as `json!` would have them; a value that is itself an object or a list of them is a `json!`.
macro_rules! object {
    ({ $($name:literal : $value:expr),* $(,)? }) => {
        $crate::api::row::Attributes::of([$(($name, ::serde_json::json!($value))),*])
    };
}
pub(crate) use object;

/// One row, told by id and type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Link {
    pub(crate) id: u64,
    /// JSON:API type, kebab-case.
    pub(crate) kind: &'static str,
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(2))?;
        map.serialize_entry("id", &self.id.to_string())?;
        map.serialize_entry("type", self.kind)?;
        map.end()
    }
}

/// What a relationship leads to.
#[derive(Debug)]
pub(crate) enum Linkage {
    One(Link),
    Many(Vec<Link>),
}

impl Serialize for Linkage {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(1))?;
        match self {
            Self::One(link) => map.serialize_entry("data", link)?,
            Self::Many(links) => map.serialize_entry("data", links)?,
        }
        map.end()
    }
}

/// A whole JSON:API row.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) link: Link,
    pub(crate) attributes: Attributes,
    /// By their names in kebab-case.
    pub(crate) relationships: Vec<(Cow<'static, str>, Linkage)>,
    pub(crate) meta: Option<Value>,
    /// The id does not stand beside the attributes, as the documents' sample of an interface has it.
    pub(crate) is_id_hidden: bool,
}

/// A row without relationships.
pub(crate) fn row(kind: &'static str, id: u64, attributes: Attributes) -> Row {
    Row {
        link: Link { id, kind },
        attributes,
        relationships: Vec::new(),
        meta: None,
        is_id_hidden: false,
    }
}

struct Relationships<'a>(&'a [(Cow<'static, str>, Linkage)]);

impl Serialize for Relationships<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(name, linkage)| (name, linkage)))
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        if !self.is_id_hidden {
            map.serialize_entry("id", &self.link.id.to_string())?;
        }
        map.serialize_entry("type", self.link.kind)?;
        map.serialize_entry("attributes", &self.attributes)?;
        map.serialize_entry("relationships", &Relationships(&self.relationships))?;
        if let Some(meta) = &self.meta {
            map.serialize_entry("meta", meta)?;
        }
        map.end()
    }
}

/// What an answer is about.
#[derive(Debug)]
pub(crate) enum Data {
    /// None where the row is no more.
    One(Option<Box<Row>>),
    Many(Vec<Row>),
}

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) data: Data,
    /// None where nothing was to come along.
    pub(crate) included: Option<Vec<Row>>,
    /// `meta` and `links` of a list.
    pub(crate) frame: Option<(Value, Value)>,
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        match &self.data {
            Data::One(row) => map.serialize_entry("data", row)?,
            Data::Many(rows) => map.serialize_entry("data", rows)?,
        }
        if let Some(included) = &self.included {
            map.serialize_entry("included", included)?;
        }
        if let Some((meta, links)) = &self.frame {
            map.serialize_entry("meta", meta)?;
            map.serialize_entry("links", links)?;
        }
        map.end()
    }
}
