//! The connection that stands.

use super::outcome::{account_wide, message};
use super::{State, card_title};
use crate::icons::{Glyph, icon};
use crate::parts::button;
use crate::ui::{El, Readable, checked, el, text};
use gluepane_protocol::{ConnectionView, KeyAccess, Request};

/// The card with the connection, and what it may do.
pub(super) fn draw(state: State, connection: ConnectionView) -> El {
    let ConnectionView {
        web_address,
        api_address,
        access,
        reveal_allowed,
        refused,
    } = connection;
    let words = match access {
        KeyAccess::WithPasswords => "API key with Password Access",
        KeyAccess::WithoutPasswords => {
            "API key without Password Access: everything works but password values"
        }
        KeyAccess::Unknown => "API key; whether it has Password Access isn’t known yet",
    };
    let facts = [
        ("Web address", web_address.as_str()),
        ("API address", &api_address),
        ("Access", words),
    ]
    .into_iter()
    .flat_map(|(name, what)| [el("dt").text(name), el("dd").text(what)]);
    let may_reveal = access != KeyAccess::WithoutPasswords;
    let badge = match refused {
        None => el("span")
            .class("badge")
            .child(icon(Glyph::Check))
            .text("Connected"),
        Some(_) => el("span").class("badge off").text("Disconnected"),
    };
    let why =
        refused.map(|failure| message("bad", el("p").text(&failure.to_string()).into(), None));
    let again = why.is_some().then(|| {
        button("btn p", "Check again", move |_| {
            state.send(Request::CheckConnection)
        })
        .id("check-again")
        .live_flag("disabled", move || state.busy.get())
    });
    let disconnect = button("btn", "Disconnect", move |_| {
        state.send(Request::Disconnect)
    });
    el("section")
        .class("card")
        .attr("aria-labelledby", "connection-title")
        .child(
            el("div")
                .class("card-head")
                .child(card_title("connection-title", "Connection to IT Glue"))
                .child(badge),
        )
        .child(el("div").attr("role", "status").child(why))
        .child(el("dl").children(facts))
        .child((access == KeyAccess::WithPasswords).then(account_wide))
        .child(may_reveal.then(|| reveal(state, reveal_allowed)))
        .child(
            el("div")
                .class("btns")
                .child(again)
                .child(
                    disconnect
                        .id("disconnect")
                        .live_flag("disabled", move || state.busy.get()),
                )
                .child(
                    el("span")
                        .class("doing")
                        .text("Forgets the key. To use another one, disconnect and connect again."),
                ),
        )
}

/// The switch for values of an account-wide key.
fn reveal(state: State, is_allowed: bool) -> El {
    el("label")
        .class("switch")
        .child(
            el("input")
                .id("reveal")
                .attr("type", "checkbox")
                .attr("role", "switch")
                .attr("aria-labelledby", "reveal-label")
                .attr("aria-describedby", "reveal-help")
                .attr_if("checked", is_allowed.then_some(""))
                .on("change", move |event| {
                    let allowed = checked(&event);
                    state.send(Request::SetRevealWithKey { allowed });
                }),
        )
        .child(
            el("span")
                .child(
                    el("span")
                        .id("reveal-label")
                        .child(text("Read password values with this key")),
                )
                .child(el("small").id("reveal-help").text(
                    "Off: names, usernames and pages still work; Copy Password and Show Password don’t.",
                )),
        )
}
