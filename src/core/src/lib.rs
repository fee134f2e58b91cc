//! What Gluepane decides, free of any browser.
//!
//! One way through: a page's [`page::Context`] (from an observation, by a recipe) → grounds asked of IT Glue →
//! [`matching::Decision`] → a view → the technician's action → an effect. [`engine`] holds the use cases and is the
//! only module that knows the ports; the others are plain functions over plain data.

pub mod engine;
pub mod links;
pub mod matching;
mod order;
pub mod page;
pub mod secrets;
