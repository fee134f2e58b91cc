//! The panel: what IT Glue knows about the page beside it.
//!
//! Invariant: what is drawn belongs to one revision. When the page moves on, rows and shown values go at once.

mod band;
mod choose;
mod configuration;
mod dialogs;
mod focus;
mod follow;
mod header;
mod keys;
mod linked;
mod menu;
mod resize;
mod row;
mod rows;
mod search;
mod secrets;
mod state;
mod toast;
mod trouble;

use crate::icons::{Glyph, icon};
use crate::parts::{button, empty, skeleton_rows};
use crate::ui::{El, Readable, View, el, live};
pub(crate) use dialogs::name_of as shortcut_name;
use gluepane_protocol::{Failure, PanelState, Request};
use state::State;
use std::rc::Rc;
use trouble::Retry;

/// The whole page.
pub(crate) fn draw() -> View {
    let state = State::new();
    state.keep_focus();
    state.hear_keys();
    state.start();
    live(move || {
        if state.collapsed.get() {
            edge(state).into()
        } else {
            opened(state)
        }
    })
}

/// Collapsed: a slim tab at the edge, nothing else.
fn edge(state: State) -> El {
    let open = button("edge", "", move |_| state.set_collapsed(false))
        .id("edge")
        .attr("aria-label", "Open Gluepane")
        .attr("title", "Open Gluepane")
        .child(icon(Glyph::Mark))
        .child(
            el("span")
                .class("edge-word")
                .attr("aria-hidden", "true")
                .text("Gluepane"),
        );
    el("main")
        .class("folded")
        .child(el("h1").class("unseen").text("Gluepane"))
        .child(open)
}

fn opened(state: State) -> View {
    View::from(vec![
        // Always there, so that what appears in it is heard.
        View::from(
            el("div")
                .attr("role", "status")
                .live(move || band::draw(state)),
        ),
        live(move || header::draw(state)),
        live(move || body(state)),
        View::from(toast::notices(state)),
        live(move || linked::opens(state)),
        View::from(footer(state)),
        live(move || dialogs::draw(state)),
    ])
}

/// What stands between the header and the footer.
fn body(state: State) -> El {
    if state.covered.get() {
        return covered(state);
    }
    match state.shown.get() {
        None | Some(PanelState::Reading) => el("main").child(
            linked::tab_content(state)
                .child(el("div").class("find").attr("aria-hidden", "true"))
                .child(skeleton_rows()),
        ),
        Some(PanelState::Linked { linked }) => linked::body(state, linked),
        Some(PanelState::Choose { choose }) => choose::body(state, choose),
        Some(PanelState::NothingHere) => {
            let home = button("btn", "Go to IT Glue", move |_| state.open_home());
            el("main").child(empty(
                "Nothing to show here",
                "This page shows neither a client nor a device. Open one, and its passwords appear here.",
                [home],
            ))
        }
        Some(PanelState::NotConnected) => welcome(state),
        Some(PanelState::Failed { failure }) => failed(state, &failure),
    }
}

/// The first run: three steps, of which the first is to be done now.
fn welcome(state: State) -> El {
    let step = |title: &str, words: &str| {
        el("li").child(
            el("div")
                .child(el("b").text(title))
                .text(" ")
                .child(el("span").text(words)),
        )
    };
    el("main").child(
        el("div")
            .class("welcome")
            .child(el("h2").class("empty-title").text("Welcome to Gluepane"))
            .child(el("p").text("Connect it to IT Glue once, and the passwords of the client on the page are one click away."))
            .child(el("ol").class("steps").children([
                step(
                    "Connect.",
                    "With an API key of your account.",
                ),
                step(
                    "Open a client, a device or a ticket.",
                    "Gluepane finds the same one in IT Glue.",
                ),
                step(
                    "Copy what you need.",
                    "It leaves the clipboard again by itself.",
                ),
            ]))
            .child(button("btn p wide", "Connect to IT Glue", move |_| {
                state.tell(Request::OpenOptions)
            })),
    )
}

fn failed(state: State, failure: &Failure) -> El {
    let retry = Retry {
        now: Rc::new(move || state.try_again()),
        quietly: Rc::new(move || state.try_quietly()),
    };
    el("main").child(trouble::draw(state, failure, "That didn’t work", retry))
}

fn covered(state: State) -> El {
    let open = button("btn p", "Open the side panel", move |_| {
        state.open_side_panel()
    });
    let again = button("btn", "Try again", move |_| {
        state.covered.set(false);
        state.then_focus("search");
        state.return_focus();
    });
    let words = empty(
        "This page is covering Gluepane",
        "Something on the page lies over this panel or makes it see-through, so nothing secret is copied or shown from here. No page can touch the browser’s own side panel.",
        [open.id("open-side-panel"), again],
    );
    el("main").child(linked::tab_content(state).child(words.attr("role", "alert")))
}

fn footer(state: State) -> El {
    let words = move || match state.signed_in.get() {
        Some(who) => format!("Signed in · {who}"),
        None if state.known.get() => "Not connected".to_owned(),
        None => String::new(),
    };
    el("footer")
        .child(icon(Glyph::Lock))
        .child(
            el("span")
                .class("footer-text")
                .live_attr("title", move || Some(words()))
                .live_text(words),
        )
        // Last for the keyboard, and within a landmark; it stands along the whole edge.
        .child(resize::draw(state))
}
