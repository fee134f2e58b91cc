//! What stands below the head once the organization is known.

use super::configuration;
use super::rows;
use super::state::State;
use crate::icons::{Glyph, icon};
use crate::ui::{El, Readable, View, el, text};
use gluepane_protocol::{
    ConfigurationState, LinkedView, OpenTarget, PanelState, PanelTab, ValueAccess,
};
use web_sys::Event;

/// The tabs: which, the id of its button, and its name.
pub(crate) const TABS: [(PanelTab, &str, &str); 3] = [
    (PanelTab::Passwords, "tab-passwords", "Passwords"),
    (
        PanelTab::Documentation,
        "tab-documentation",
        "Documentation",
    ),
    (PanelTab::Organization, "tab-organization", "Organization"),
];

/// What the tabs lead to.
pub(crate) fn tab_content(state: State) -> El {
    el("div")
        .class("tab-content")
        .id("tab-content")
        .attr("role", "tabpanel")
        .live_attr("aria-labelledby", move || {
            TABS.iter()
                .find(|(tab, ..)| *tab == state.chosen.get())
                .map(|(_, id, _)| *id)
        })
}

/// Everything of the chosen tab.
pub(crate) fn body(state: State, linked: LinkedView) -> El {
    let name = linked.organization.name;
    let values = linked.values;
    let note = configuration::not_found(state, linked.configuration);
    let content = tab_content(state).live(move || match state.chosen.get() {
        PanelTab::Passwords => {
            let why = match &values {
                ValueAccess::Allowed => None,
                ValueAccess::Denied { why } => Some(why.as_str()),
            };
            rows::draw(state, why)
        }
        PanelTab::Documentation => pages(
            state,
            &format!("Documents of {name} open in IT Glue."),
            OpenTarget::Documentation,
        ),
        PanelTab::Organization => pages(
            state,
            &format!("Contacts, locations and everything else of {name} open in IT Glue."),
            OpenTarget::Organization,
        ),
    });
    el("main").child(note).child(content)
}

/// A tab that holds ways into IT Glue.
fn pages(state: State, words: &str, target: OpenTarget) -> View {
    let ways = [
        ("Passwords in IT Glue", OpenTarget::Passwords),
        ("Documents in IT Glue", OpenTarget::Documentation),
        ("Organization’s home page", OpenTarget::Organization),
    ];
    let way = |(name, other): (&str, OpenTarget)| {
        el("li").class("way").child(
            el("button")
                .attr("type", "button")
                .class("way-button")
                .child(el("span").text(name))
                .child(icon(Glyph::Out))
                .on("click", move |_| state.open(other)),
        )
    };
    el("div")
        .class("scroll")
        .child(el("p").class("lead").text(words))
        .child(
            el("ul").attr("aria-label", "Pages in IT Glue").children(
                ways.into_iter()
                    .filter(|(_, other)| *other != target)
                    .map(way),
            ),
        )
        .into()
}

/// The buttons at the bottom.
pub(crate) fn opens(state: State) -> Option<El> {
    if state.covered.get() {
        return None;
    }
    let configuration = match state.shown.get() {
        Some(PanelState::Linked { linked }) => match linked.configuration {
            ConfigurationState::Linked { id, .. } => Some(id),
            ConfigurationState::NotFound { .. } => None,
        },
        _ => return None,
    };
    let (name, target) = match state.chosen.get() {
        PanelTab::Passwords => ("Open Passwords", OpenTarget::Passwords),
        PanelTab::Documentation => ("Open Documentation", OpenTarget::Documentation),
        PanelTab::Organization => ("Open Organization", OpenTarget::Organization),
    };
    Some(
        el("div")
            .class("open")
            .child(out(name, move |_| state.open(target)))
            .child(configuration.map(|id| {
                out("Open Configuration", move |_| {
                    state.open(OpenTarget::Configuration { id })
                })
            })),
    )
}

fn out(name: &str, press: impl Fn(Event) + 'static) -> El {
    el("button")
        .attr("type", "button")
        .class("btn")
        .child(text(name))
        .child(icon(Glyph::Out))
        .on("click", press)
}
