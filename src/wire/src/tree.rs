//! Values that were read from JSON: stored records, and what a service answered.

use crate::{Source, Unreadable, from_node};
use serde::de::{DeserializeOwned, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use zeroize::Zeroize;

/// An object with more properties is refused: each name is compared with all others.
const MOST_PROPERTIES: usize = 4_096;

/// A value as JSON has it. Whatever its texts held is overwritten when it is dropped.
#[derive(Default)]
pub enum Tree {
    /// `null`, or what isn't there.
    #[default]
    Nothing,
    /// A flag.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Another number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// An object: its properties in their order, no name twice.
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// Reads JSON.
    ///
    /// # Errors
    /// It isn't any. The error may quote it.
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// Reads JSON into a type, as [`from_node`] reads it.
    ///
    /// # Errors
    /// It isn't one of that type.
    pub fn read<T: DeserializeOwned>(json: &str) -> Result<T, Unreadable> {
        from_node(Self::parse(json).map_err(|_| Unreadable)?)
    }

    /// A property; nothing, if there is none or this is no object.
    pub fn get(&self, name: &str) -> &Tree {
        const NOTHING: &Tree = &Tree::Nothing;
        let Tree::Object(fields) = self else {
            return NOTHING;
        };
        let found = fields.iter().find(|(known, _)| known == name);
        found.map_or(NOTHING, |(_, value)| value)
    }

    /// Takes a property out; none, if there is none or this is no object.
    pub fn take(&mut self, name: &str) -> Option<Tree> {
        let Tree::Object(fields) = self else {
            return None;
        };
        let found = fields.iter_mut().find(|(known, _)| known == name);
        found.map(|(_, value)| std::mem::take(value))
    }

    /// The text that it is.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Its items, if it is a list.
    pub fn list(&self) -> &[Tree] {
        match self {
            Tree::List(items) => items,
            _ => &[],
        }
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        if let Tree::Text(text) = self {
            text.zeroize();
        }
    }
}

impl Source for Tree {
    const KNOWS_MORE: bool = true;

    fn nothing() -> Self {
        Tree::Nothing
    }

    fn is_nothing(&self) -> bool {
        matches!(self, Tree::Nothing)
    }

    fn is_text(&self) -> bool {
        matches!(self, Tree::Text(_))
    }

    fn flag(&self) -> Option<bool> {
        match self {
            Tree::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Tree::Whole(number) => Some(*number as f64),
            Tree::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn whole(&self) -> Result<i64, Unreadable> {
        match self {
            Tree::Whole(number) => Ok(*number),
            _ => Err(Unreadable),
        }
    }

    fn text(mut self) -> Option<String> {
        match &mut self {
            Tree::Text(text) => Some(std::mem::take(text)),
            _ => None,
        }
    }

    fn items(mut self) -> Result<Vec<Self>, Unreadable> {
        match &mut self {
            Tree::List(items) => Ok(std::mem::take(items)),
            _ => Err(Unreadable),
        }
    }

    fn fields(mut self) -> Result<Vec<(String, Self)>, Unreadable> {
        match &mut self {
            Tree::Object(fields) => Ok(std::mem::take(fields)),
            _ => Err(Unreadable),
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Tree;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Nothing)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Tree, E> {
        Ok(Tree::Flag(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Whole(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Tree, E> {
        Ok(i64::try_from(number).map_or(Tree::Number(number as f64), Tree::Whole))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Tree, E> {
        Ok(Tree::Number(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Tree, A::Error> {
        let mut fields: Vec<(String, Tree)> = Vec::new();
        while let Some(name) = object.next_key::<String>()? {
            if fields.len() == MOST_PROPERTIES || fields.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom("a name twice, or too many"));
            }
            fields.push((name, object.next_value()?));
        }
        Ok(Tree::Object(fields))
    }
}
