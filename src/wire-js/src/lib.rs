//! Messages as JavaScript values.

use gluepane_wire::{MOST_FIELDS, MOST_ITEMS, Sink, Source, Unreadable, from_node, to_node};
use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Throws what a getter throws, which the binding of `js-sys` would let through.
    #[wasm_bindgen(js_namespace = Object, js_name = entries, catch)]
    fn entries(object: &JsValue) -> Result<Array, JsValue>;
}

/// Reads a message.
///
/// # Errors
/// It isn't one of that type.
pub fn read<T: DeserializeOwned>(value: &JsValue) -> Result<T, Unreadable> {
    from_node(Js(value.clone()))
}

/// Writes a message.
///
/// # Errors
/// See [`to_node`].
pub fn write<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, Unreadable> {
    to_node(value).map(|Js(value)| value)
}

/// A JavaScript value.
struct Js(JsValue);

impl Source for Js {
    fn nothing() -> Self {
        Self(JsValue::UNDEFINED)
    }

    fn is_nothing(&self) -> bool {
        self.0.is_undefined() || self.0.is_null()
    }

    fn is_text(&self) -> bool {
        self.0.is_string()
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn text(self) -> Option<String> {
        self.0.as_string()
    }

    fn items(self) -> Result<Vec<Self>, Unreadable> {
        if !Array::is_array(&self.0) {
            return Err(Unreadable);
        }
        let n_items = get(&self.0, &JsValue::from_str("length"))?.as_f64();
        let n_items = n_items.filter(|n_items| *n_items <= f64::from(MOST_ITEMS));
        let n_items = n_items.ok_or(Unreadable)? as u32;
        (0..n_items)
            .map(|at| get(&self.0, &JsValue::from_f64(at.into())).map(Self))
            .collect()
    }

    fn fields(self) -> Result<Vec<(String, Self)>, Unreadable> {
        if !self.0.is_object() || Array::is_array(&self.0) {
            return Err(Unreadable);
        }
        let entries = entries(&self.0).map_err(|_| Unreadable)?;
        if entries.length() > MOST_FIELDS {
            return Err(Unreadable);
        }
        let mut fields = Vec::new();
        for entry in 0..entries.length() {
            let entry: Array = entries.get(entry).unchecked_into();
            let value = entry.get(1);
            if !value.is_undefined() {
                fields.push((entry.get(0).as_string().ok_or(Unreadable)?, Self(value)));
            }
        }
        Ok(fields)
    }
}

impl Sink for Js {
    fn of_flag(flag: bool) -> Self {
        Self(JsValue::from_bool(flag))
    }

    fn of_number(number: f64) -> Self {
        Self(JsValue::from_f64(number))
    }

    fn of_text(text: &str) -> Self {
        Self(JsValue::from_str(text))
    }

    fn null() -> Self {
        Self(JsValue::NULL)
    }

    fn empty_list() -> Self {
        Self(Array::new().into())
    }

    fn empty_object() -> Self {
        Self(Object::new().into())
    }

    fn push(&mut self, item: Self) {
        self.0.unchecked_ref::<Array>().push(&item.0);
    }

    fn set(&mut self, name: &'static str, value: Self) {
        // Setting a plain property of a plain object can't fail.
        let _ = Reflect::set(&self.0, &JsValue::from_str(name), &value.0);
    }
}

fn get(object: &JsValue, name: &JsValue) -> Result<JsValue, Unreadable> {
    Reflect::get(object, name).map_err(|_| Unreadable)
}
