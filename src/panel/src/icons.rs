//! The panel's icons: one path each on a 16 by 16 grid, drawn with the colour of the text.

use crate::ui::{El, svg_el};

/// What an icon shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Glyph {
    /// Copy Password.
    Key,
    /// Copy Username.
    Person,
    /// Show Password.
    Eye,
    /// Hide Password.
    EyeOff,
    /// Opens something in a new tab.
    Out,
    /// A search.
    Lens,
    /// Collapses to the edge.
    Fold,
    /// All is well.
    Check,
    /// Look here.
    Warn,
    /// Signed in.
    Lock,
    /// Takes something away.
    Cross,
    /// Stays with this client.
    Pin,
    /// More to choose from.
    More,
    /// No network, or nobody there.
    Cloud,
    /// Something to know.
    Info,
    /// Gluepane's own mark: a pane with a drop of glue.
    Mark,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Key => {
                "M7.6 11a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0zM6.9 9.1L13.2 2.8M10.4 5.6l2.1 2.1"
            }
            Self::Person => {
                "M10.6 5a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0zM3 13.8c.5-2.9 2.4-4.3 5-4.3s4.5 1.4 5 4.3"
            }
            Self::Eye => {
                "M1.5 8S4 3.7 8 3.7 14.5 8 14.5 8 12 12.3 8 12.3 1.5 8 1.5 8zM9.9 8a1.9 1.9 0 1 1-3.8 0 1.9 1.9 0 0 1 3.8 0z"
            }
            Self::EyeOff => {
                "M6.3 4C6.8 3.8 7.4 3.7 8 3.7c4 0 6.5 4.3 6.5 4.3s-.7 1.2-1.9 2.3M4.2 5.1C2.5 6.3 1.5 8 1.5 8S4 12.3 8 12.3c1.3 0 2.5-.5 3.4-1.1M2.5 2.5l11 11"
            }
            Self::Out => "M9.5 2.8h3.7v3.7M13.2 2.8L7.5 8.5M11 9.7v3.5H2.8V5h3.5",
            Self::Lens => "M11.2 6.9a4.3 4.3 0 1 1-8.6 0 4.3 4.3 0 0 1 8.6 0zM10 10l3.7 3.7",
            Self::Fold => "M6 3.2L10.8 8 6 12.8",
            Self::Check => "M3 8.5l3.2 3.2L13 4.8",
            Self::Warn => "M8 2.5l6 10.8H2zM8 6.5v3M8 11.4v.1",
            Self::Lock => {
                "M4.2 7h7.6c.7 0 1.2.5 1.2 1.2v4.1c0 .7-.5 1.2-1.2 1.2H4.2c-.7 0-1.2-.5-1.2-1.2V8.2C3 7.5 3.5 7 4.2 7zM5.3 7V5a2.7 2.7 0 0 1 5.4 0v2"
            }
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Pin => "M5.5 2.2h5l-.8 4.3 2.8 2.6h-9l2.8-2.6zM8 9.1v4.7",
            Self::More => {
                "M3.6 8a.5.5 0 1 1-1 0 .5.5 0 0 1 1 0zM8.5 8a.5.5 0 1 1-1 0 .5.5 0 0 1 1 0zM13.4 8a.5.5 0 1 1-1 0 .5.5 0 0 1 1 0z"
            }
            Self::Cloud => {
                "M4.7 12.4h6.6a2.6 2.6 0 0 0 .4-5.2 3.8 3.8 0 0 0-7.3-.6A2.9 2.9 0 0 0 4.7 12.4zM2.5 2.5l11 11"
            }
            Self::Info => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 7.3v3.6M8 5.1v.1",
            Self::Mark => {
                "M4 2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zM8 4.7c1.4 1.9 2.2 3 2.2 4.1a2.2 2.2 0 0 1-4.4 0C5.8 7.7 6.6 6.6 8 4.7z"
            }
        }
    }
}

/// An icon. Never the only thing that says something: the name stands on the button.
pub(crate) fn icon(glyph: Glyph) -> El {
    svg_el("svg")
        .class("icon")
        .attr("viewBox", "0 0 16 16")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(svg_el("path").attr("d", glyph.path()))
}
