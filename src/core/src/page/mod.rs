//! From what a page shows to what it is about: recipes (one file a product) and the context they yield.
//!
//! Invariant: what may be recognised on a product's page is data, one `const` recipe a product with a test page beside
//! it. No code here names a product.
//! Invariant: a value from an untrusted zone never stands in a field that can select an organization or a device.

mod address;
mod context;
mod frames;
mod origin;
mod recipe;
pub mod recipes;
mod values;

pub use context::{Context, PageKind};
pub use frames::{FrameReading, Merged, merge};
pub use origin::{PageUrl, match_pattern};
pub use recipe::{
    Clean, Field, FieldRead, Frames, HostPattern, PLAIN, PsaIds, Recipe, RmmIds, Screen, Shell,
    TakeOf, WRITTEN_BY_ANYBODY, Zone, plan,
};

#[cfg(test)]
mod tests;
