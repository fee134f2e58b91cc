//! Secrets: the type that holds them, and what is remembered of one that was put on the clipboard.

pub use gluepane_secret::Secret;

/// How long a copied password stays on the clipboard, in milliseconds. Long enough to paste, short enough to forget.
pub const CLIPBOARD_MS: u32 = 30_000;

/// How long a shown password stays in sight, in milliseconds.
pub const SHOWN_MS: u32 = 30_000;
