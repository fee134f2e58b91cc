//! The panel: what IT Glue knows about the page beside it.
//!
//! Invariant: what is drawn belongs to one revision. When the page moves on, rows and shown values go at once.

mod choose;
mod follow;
mod header;
mod linked;
mod row;
mod rows;
mod secrets;
mod state;
mod toast;

use crate::icons::{Glyph, Icon};
use crate::parts::{Empty, SkeletonRows, leads_to_options};
use gluepane_protocol::{Failure, PanelState, Request};
use leptos::prelude::*;
use state::State;

/// The whole page.
#[component]
pub(crate) fn Panel() -> impl IntoView {
    let state = State::new();
    state.start();
    move || {
        if state.collapsed.get() {
            view! { <Edge state/> }.into_any()
        } else {
            view! { <Opened state/> }.into_any()
        }
    }
}

/// Collapsed: a slim tab at the edge, nothing else.
#[component]
fn Edge(state: State) -> impl IntoView {
    view! {
        <button
            type="button"
            class="edge"
            aria-label="Open Gluepane"
            title="Open Gluepane"
            on:click=move |_| state.set_collapsed(false)
        >
            <Icon glyph=Glyph::Mark/>
            <span class="edge-word" aria-hidden="true">"Gluepane"</span>
        </button>
    }
}

#[component]
fn Opened(state: State) -> impl IntoView {
    view! {
        {move || header::draw(state)}
        {move || body(state)}
        <toast::Notices state/>
        {move || linked::opens(state)}
        <Footer state/>
    }
}

/// What stands between the header and the footer.
fn body(state: State) -> AnyView {
    if state.covered.get() {
        return covered(state);
    }
    match state.shown.get() {
        None | Some(PanelState::Reading) => view! { <main><SkeletonRows/></main> }.into_any(),
        Some(PanelState::Linked { linked }) => view! { <linked::Linked state linked/> }.into_any(),
        Some(PanelState::Choose { choose }) => view! { <choose::Choose state choose/> }.into_any(),
        Some(PanelState::NothingHere) => view! {
            <main>
                <Empty
                    title="Nothing to show here"
                    text="This page shows neither a client nor a device. Open one, and its passwords appear here."
                >
                    <button type="button" class="btn" on:click=move |_| state.open_home()>"Go to IT Glue"</button>
                </Empty>
            </main>
        }
        .into_any(),
        Some(PanelState::NotConnected) => view! {
            <main>
                <Empty
                    title="Welcome to Gluepane"
                    text="Connect it to IT Glue once, and the passwords of the client on this page appear here."
                >
                    <button type="button" class="btn p" on:click=move |_| state.tell(Request::OpenOptions)>
                        "Connect to IT Glue"
                    </button>
                </Empty>
            </main>
        }
        .into_any(),
        Some(PanelState::Failed { failure }) => failed(state, failure),
    }
}

fn failed(state: State, failure: Failure) -> AnyView {
    let to_options = leads_to_options(&failure);
    view! {
        <main>
            <div role="alert">
                <Empty title="That didn’t work" text=failure.to_string()>
                    <button type="button" class="btn p" on:click=move |_| state.try_again()>"Try again"</button>
                    {to_options.then(|| view! {
                        <button type="button" class="btn" on:click=move |_| state.tell(Request::OpenOptions)>
                            "Open options"
                        </button>
                    })}
                </Empty>
            </div>
        </main>
    }
    .into_any()
}

fn covered(state: State) -> AnyView {
    view! {
        <main>
            <div role="alert">
                <Empty
                    title="This page is covering Gluepane"
                    text="Something on the page lies over this panel, so nothing secret is copied or shown from here. Close what covers it, or press Gluepane’s button in the browser’s toolbar."
                >
                    <button type="button" class="btn p" on:click=move |_| state.covered.set(false)>"Try again"</button>
                </Empty>
            </div>
        </main>
    }
    .into_any()
}

#[component]
fn Footer(state: State) -> impl IntoView {
    let words = move || match state.signed_in.get() {
        Some(who) => format!("Signed in · {who}"),
        None if state.known.get() => "Not connected".to_owned(),
        None => String::new(),
    };
    view! {
        <footer>
            <Icon glyph=Glyph::Lock/>
            <span class="footer-text" title=words>{words}</span>
        </footer>
    }
}
