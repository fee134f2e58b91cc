//! Small pieces that all three pages are built from.

use crate::icons::{Glyph, Icon, icon};
use crate::ui::{El, el};
use gluepane_protocol::Failure;
use leptos::prelude::*;
use web_sys::Event;

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
