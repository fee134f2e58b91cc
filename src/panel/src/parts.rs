//! Small pieces that all three pages are built from.

use crate::icons::{Glyph, icon};
use crate::ui::{El, el};
use gluepane_protocol::Failure;
use web_sys::Event;

/// Failures that the options page can do something about.
pub(crate) fn leads_to_options(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::NotConnected
            | Failure::KeyRefused
            | Failure::KeyRevoked
            | Failure::SignedOut
            | Failure::ValuesOff
            | Failure::NoPasswordAccess
            | Failure::NotItGlue { .. }
            | Failure::Redirected { .. }
            | Failure::WrongRegion { .. }
            | Failure::WrongSubdomain { .. }
    )
}

/// A button with a text.
pub(crate) fn button(class: &str, name: &str, press: impl Fn(Event) + 'static) -> El {
    el("button")
        .attr("type", "button")
        .class(class)
        .text(name)
        .on("click", press)
}

/// A button that is an icon; its name is heard and shown on hover.
pub(crate) fn icon_button(glyph: Glyph, name: &str, press: impl Fn(Event) + 'static) -> El {
    button("ib", "", press)
        .attr("aria-label", name)
        .attr("title", name)
        .child(icon(glyph))
}

/// A calm sentence in the middle, with buttons below.
pub(crate) fn empty(title: &str, text: &str, buttons: impl IntoIterator<Item = El>) -> El {
    el("div")
        .class("empty")
        .child(el("h2").class("empty-title").text(title))
        .child(el("p").text(text))
        .child(el("div").class("btns").children(buttons))
}

/// Rows that aren't there yet, of the size that they will have.
pub(crate) fn skeleton_rows() -> El {
    let bone = |class| el("span").class("bone").class_if(class, true);
    let row = || {
        el("li")
            .class("row")
            .child(bone("bone-name"))
            .child(bone("bone-detail"))
    };
    el("div")
        .class("skeleton")
        .attr("role", "status")
        .attr("aria-label", "Reading…")
        .child(bone("bone-heading"))
        .child(
            el("ul")
                .attr("aria-hidden", "true")
                .children((0..5).map(|_| row())),
        )
}
