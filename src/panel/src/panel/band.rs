//! The band of a pinned panel: it must never be taken for the page's.

use super::state::State;
use crate::icons::{Glyph, icon};
use crate::parts::button;
use crate::ui::{El, Readable, el};

/// There while the panel is pinned.
pub(crate) fn draw(state: State) -> Option<El> {
    let pinned = state.surround.with(|surround| surround.pinned.clone())?;
    let (what, more) = if pinned.popped_out {
        (
            "Popped out",
            "A window of its own: it stays with this client.".to_owned(),
        )
    } else {
        let more = match &pinned.page {
            Some(page) => format!("The page shows {page}"),
            None => "The page shows the same, or nothing that Gluepane knows".to_owned(),
        };
        ("Pinned · not following the page", more)
    };
    let back = (!pinned.popped_out).then(|| {
        button("btn small", "Back to this page", move |_| {
            state.toggle_pin()
        })
        .id("unpin")
    });
    Some(
        el("section")
            .class("band")
            .attr("aria-label", "Pinned")
            .child(icon(Glyph::Pin))
            .child(el("b").text(what))
            .child(el("span").attr("title", &more).text(&more))
            .child(back),
    )
}
