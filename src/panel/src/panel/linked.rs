//! What stands below the head once the organization is known.

use super::rows::Passwords;
use super::state::State;
use crate::icons::{Glyph, Icon};
use gluepane_protocol::{
    ConfigurationState, LinkedView, NotFoundCause, OpenTarget, PanelState, PanelTab, ValueAccess,
};
use leptos::prelude::*;

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

/// Everything of the chosen tab.
#[component]
pub(crate) fn Linked(state: State, linked: LinkedView) -> impl IntoView {
    let name = linked.organization.name;
    let values = linked.values;
    let note = not_found(state, linked.configuration);
    let labelled_by = move || {
        TABS.iter()
            .find(|(tab, ..)| *tab == state.chosen.get())
            .map(|(_, id, _)| *id)
    };
    view! {
        <main id="tab-content" role="tabpanel" aria-labelledby=labelled_by>
            {note}
            {move || match state.chosen.get() {
                PanelTab::Passwords => {
                    let why = match values.clone() {
                        ValueAccess::Allowed => None,
                        ValueAccess::Denied { why } => Some(why),
                    };
                    view! { <Passwords state why/> }.into_any()
                }
                PanelTab::Documentation => view! {
                    <Pages state text=format!("Documents of {name} open in IT Glue.") target=OpenTarget::Documentation/>
                }.into_any(),
                PanelTab::Organization => view! {
                    <Pages
                        state
                        text=format!("Contacts, locations and everything else of {name} open in IT Glue.")
                        target=OpenTarget::Organization
                    />
                }.into_any(),
            }}
        </main>
    }
}

/// A tab that holds ways into IT Glue.
#[component]
fn Pages(state: State, text: String, target: OpenTarget) -> impl IntoView {
    let others = [
        ("Passwords in IT Glue", OpenTarget::Passwords),
        ("Documents in IT Glue", OpenTarget::Documentation),
        ("Organization’s home page", OpenTarget::Organization),
    ];
    view! {
        <div class="scroll">
            <p class="lead">{text}</p>
            <ul aria-label="Pages in IT Glue">
                {others.into_iter().filter(|(_, other)| *other != target).map(|(name, other)| view! {
                    <li class="way">
                        <button type="button" class="way-button" on:click=move |_| state.open(other)>
                            <span>{name}</span><Icon glyph=Glyph::Out/>
                        </button>
                    </li>
                }).collect_view()}
            </ul>
        </div>
    }
}

/// *Configuration not found*, and why. A page without a device is nothing to worry about.
fn not_found(state: State, configuration: ConfigurationState) -> Option<AnyView> {
    let ConfigurationState::NotFound { cause, text, .. } = configuration else {
        return None;
    };
    let is_quiet = cause == NotFoundCause::NoDevice;
    Some(
        view! {
            <section class="note" class:quiet=is_quiet aria-labelledby="not-found">
                <div class="note-words">
                    <b id="not-found">"Configuration not found"</b>
                    <span>{text}</span>
                </div>
                <button type="button" class="btn small" on:click=move |_| state.open_home()>"Go to IT Glue"</button>
            </section>
        }
        .into_any(),
    )
}

/// The buttons at the bottom.
pub(crate) fn opens(state: State) -> Option<AnyView> {
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
        view! {
            <div class="open">
                <button type="button" class="btn" on:click=move |_| state.open(target)>
                    {name}<Icon glyph=Glyph::Out/>
                </button>
                {configuration.map(|id| view! {
                    <button
                        type="button"
                        class="btn"
                        on:click=move |_| state.open(OpenTarget::Configuration { id })
                    >
                        "Open Configuration"<Icon glyph=Glyph::Out/>
                    </button>
                })}
            </div>
        }
        .into_any(),
    )
}
