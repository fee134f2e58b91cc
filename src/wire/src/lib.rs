//! Messages and stored records: serde to and from trees of values, in as few bytes of WASM as that takes.
//!
//! What `serde_json` reads of the JSON of a value, [`from_node`] reads of the value itself (a JavaScript value in
//! `gluepane-wire-js`, or a [`Tree`]), for the shapes that we use: structs and externally tagged enums with named fields,
//! lists, options, texts, flags, numbers. It is stricter in a few ways, each with its test:
//!
//! - every struct denies unknown fields, and is an object, never a list of its fields;
//! - a whole number lies within ±2⁵³, where a JavaScript number is exact; no number is NaN or infinite;
//! - only own, enumerable properties count;
//! - lists and objects end somewhere ([`MOST_ITEMS`], [`MOST_FIELDS`]).
//!
//! Not supported are `serde(default)`, `alias`, `flatten`, `untagged` and `tag`: an [`Option`] is what may be missing. Maps
//! are read only. A test reads every type of the protocol both ways, so that one which needs more is noticed.
//!
//! A [`Tree`] is read as records are: unknown fields are passed over, and numbers are as large as JSON has them.
//!
//! Errors say nothing ([`Unreadable`]): whoever gets a message that it can't read refuses it, and a message may hold a
//! secret.
//!
//! Invariant: a text of a message is moved, never copied. One of JSON is copied once, out of the JSON itself, and a [`Tree`]
//! wipes what it had to make anew (`\"`, `\u0026`); so a value read into a `Secret` stands there and in the JSON alone, which
//! its owner wipes.

mod de;
mod json;
mod node;
mod ser;
mod tree;

pub use de::from_node;
pub use json::NotJson;
pub use node::{MOST_FIELDS, MOST_ITEMS, Sink, Source};
pub use ser::to_node;
pub use tree::Tree;

/// It isn't of the shape that was asked for. No more than that is known of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unreadable;

impl core::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("not of the expected shape")
    }
}

impl core::error::Error for Unreadable {}
