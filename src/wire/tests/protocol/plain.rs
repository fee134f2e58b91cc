//! A value that plays a JavaScript value.

use gluepane_wire::{MOST_FIELDS, MOST_ITEMS, Sink, Source, Unreadable};
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// Cheap to clone, so that a cyclic or endless value can be played too.
#[derive(Clone)]
pub(crate) enum Plain {
    Undefined,
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Plain>),
    Object(Vec<(String, Plain)>),
    /// An object whose getter throws.
    Throws,
    /// An object that makes its properties when they are looked at.
    Lazy(Rc<dyn Fn() -> Vec<(String, Plain)>>),
    /// `new Array(n)`.
    Sparse(u32),
}

impl Plain {
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Flag(*flag),
            Value::Number(number) => Self::Number(number.as_f64().unwrap()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Object(fields) => Self::Object(
                fields
                    .iter()
                    .map(|(name, value)| (name.clone(), Self::of(value)))
                    .collect(),
            ),
        }
    }

    /// As `JSON.stringify` writes it.
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Undefined | Self::Null => Value::Null,
            Self::Flag(flag) => json!(flag),
            Self::Number(number) if number.fract() == 0.0 => json!(*number as i64),
            Self::Number(number) => json!(number),
            Self::Text(text) => json!(text),
            Self::List(items) => items.iter().map(Self::to_json).collect(),
            Self::Object(fields) => Value::Object(
                fields
                    .iter()
                    .map(|(name, value)| (name.clone(), value.to_json()))
                    .collect::<Map<_, _>>(),
            ),
            Self::Throws | Self::Lazy(_) | Self::Sparse(_) => panic!("not plain"),
        }
    }
}

impl Source for Plain {
    fn nothing() -> Self {
        Self::Undefined
    }

    fn is_nothing(&self) -> bool {
        matches!(self, Self::Undefined | Self::Null)
    }

    fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }

    fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    fn items(self) -> Result<Vec<Self>, Unreadable> {
        match self {
            Self::List(items) => Ok(items),
            Self::Sparse(n_items) if n_items <= MOST_ITEMS => {
                Ok((0..n_items).map(|_| Self::Undefined).collect())
            }
            _ => Err(Unreadable),
        }
    }

    fn fields(self) -> Result<Vec<(String, Self)>, Unreadable> {
        let mut fields = match self {
            Self::Object(fields) => fields,
            Self::Lazy(make) => make(),
            _ => return Err(Unreadable),
        };
        if fields.len() > MOST_FIELDS as usize {
            return Err(Unreadable);
        }
        fields.retain(|(_, value)| !matches!(value, Self::Undefined));
        Ok(fields)
    }
}

impl Sink for Plain {
    fn of_flag(flag: bool) -> Self {
        Self::Flag(flag)
    }

    fn of_number(number: f64) -> Self {
        Self::Number(number)
    }

    fn of_text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    fn null() -> Self {
        Self::Null
    }

    fn empty_list() -> Self {
        Self::List(Vec::new())
    }

    fn empty_object() -> Self {
        Self::Object(Vec::new())
    }

    fn push(&mut self, item: Self) {
        let Self::List(items) = self else {
            panic!("not a list");
        };
        items.push(item);
    }

    fn set(&mut self, name: &'static str, value: Self) {
        let Self::Object(fields) = self else {
            panic!("not an object");
        };
        fields.push((name.to_owned(), value));
    }
}
