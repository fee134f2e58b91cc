//! Values that were read from JSON: stored records, and what a service answered.

use crate::{NotJson, Source, Unreadable, from_node, json};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use zeroize::Zeroize;

/// A value as JSON has it. It borrows from the JSON all but texts with escapes, which are overwritten when it is dropped.
#[derive(Default)]
pub enum Tree<'a> {
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
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Tree<'a>>),
    /// An object: its properties in their order, no name twice.
    Object(Vec<(Cow<'a, str>, Tree<'a>)>),
}

impl<'a> Tree<'a> {
    /// Reads JSON: nested 127 deep at most, and with 4,096 properties in an object.
    ///
    /// # Errors
    /// It isn't any, or goes beyond that.
    pub fn parse(json: &'a str) -> Result<Self, NotJson> {
        json::parse(json)
    }

    /// Reads JSON into a type, as [`from_node`] reads it.
    ///
    /// # Errors
    /// It isn't one of that type.
    pub fn read<T: DeserializeOwned>(json: &'a str) -> Result<T, Unreadable> {
        from_node(Self::parse(json).map_err(|_| Unreadable)?)
    }

    /// A property; nothing, if there is none or this is no object.
    pub fn get(&self, name: &str) -> &Tree<'a> {
        static NOTHING: Tree<'static> = Tree::Nothing;
        let Tree::Object(fields) = self else {
            return &NOTHING;
        };
        let found = fields.iter().find(|(known, _)| known == name);
        found.map_or(&NOTHING, |(_, value)| value)
    }

    /// Takes a property out; none, if there is none or this is no object.
    pub fn take(&mut self, name: &str) -> Option<Tree<'a>> {
        let Tree::Object(fields) = self else {
            return None;
        };
        let found = fields.iter_mut().find(|(known, _)| known == name);
        found.map(|(_, value)| std::mem::take(value))
    }

    /// The same with texts of its own, all of which are overwritten when it is dropped: for what outlives its JSON.
    pub fn to_owned_texts(&self) -> Tree<'static> {
        let text = |text: &Cow<'a, str>| Cow::Owned(text.as_ref().to_owned());
        match self {
            Tree::Nothing => Tree::Nothing,
            Tree::Flag(flag) => Tree::Flag(*flag),
            Tree::Whole(number) => Tree::Whole(*number),
            Tree::Number(number) => Tree::Number(*number),
            Tree::Text(value) => Tree::Text(text(value)),
            Tree::List(items) => Tree::List(items.iter().map(Tree::to_owned_texts).collect()),
            Tree::Object(fields) => {
                let fields = fields.iter();
                let owned = fields.map(|(name, value)| (text(name), value.to_owned_texts()));
                Tree::Object(owned.collect())
            }
        }
    }

    /// The text that it is.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Its items, if it is a list.
    pub fn list(&self) -> &[Tree<'a>] {
        match self {
            Tree::List(items) => items,
            _ => &[],
        }
    }
}

impl Drop for Tree<'_> {
    fn drop(&mut self) {
        if let Tree::Text(Cow::Owned(text)) = self {
            text.zeroize();
        }
    }
}

impl Source for Tree<'_> {
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
            Tree::Text(text) => Some(std::mem::take(text).into_owned()),
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
            Tree::Object(fields) => {
                let fields = std::mem::take(fields).into_iter();
                Ok(fields.map(|(name, of)| (name.into_owned(), of)).collect())
            }
            _ => Err(Unreadable),
        }
    }
}
