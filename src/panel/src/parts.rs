//! Small pieces that all three pages are built from.

use crate::icons::{Glyph, Icon};
use gluepane_protocol::Failure;
use leptos::prelude::*;

/// A button that is an icon; its name is heard and shown on hover.
#[component]
pub(crate) fn IconButton(
    glyph: Glyph,
    #[prop(into)] name: String,
    /// Drawn in the accent's colour: the one that is meant most often.
    #[prop(optional)]
    is_main: bool,
    /// Ids of what tells it apart from its namesakes.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// Can be reached and heard, but does nothing.
    #[prop(optional)]
    is_off: bool,
    on_press: impl Fn(web_sys::MouseEvent) + 'static,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="ib"
            class:main=is_main
            aria-label=name.clone()
            title=name
            aria-describedby=described_by
            aria-disabled=is_off.then_some("true")
            on:click=move |event| if !is_off { on_press(event) }
        >
            <Icon glyph=glyph/>
        </button>
    }
}

/// A calm sentence in the middle, with buttons below.
#[component]
pub(crate) fn Empty(
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <div class="empty">
            <h2 class="empty-title">{title}</h2>
            <p>{text}</p>
            <div class="btns">{children()}</div>
        </div>
    }
}

/// Rows that aren't there yet, of the size that they will have.
#[component]
pub(crate) fn SkeletonRows() -> impl IntoView {
    view! {
        <div class="skeleton" role="status" aria-label="Reading…">
            <span class="bone bone-heading"></span>
            <ul aria-hidden="true">
                {(0..5).map(|_| view! {
                    <li class="row"><span class="bone bone-name"></span><span class="bone bone-detail"></span></li>
                }).collect_view()}
            </ul>
        </div>
    }
}

/// Failures that the options page can do something about.
pub(crate) fn leads_to_options(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::NotConnected
            | Failure::KeyRefused
            | Failure::ValuesOff
            | Failure::NoPasswordAccess
            | Failure::NotItGlue { .. }
            | Failure::Redirected { .. }
            | Failure::WrongRegion { .. }
            | Failure::WrongSubdomain { .. }
    )
}
