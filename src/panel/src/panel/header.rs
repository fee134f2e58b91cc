//! The head of the panel: whose page this is, and how that is known.

use super::linked::TABS;
use super::state::State;
use crate::browser;
use crate::icons::{Glyph, Icon};
use crate::parts::IconButton;
use gluepane_protocol::{
    ByHand, ChooseKind, ChooseView, ConfigurationState, LinkedView, NotFoundCause, OpenTarget,
    PanelState, PanelTab, SeenView,
};
use leptos::prelude::*;

/// The head that goes with what is shown.
pub(crate) fn draw(state: State) -> AnyView {
    match state.shown.get() {
        Some(PanelState::Linked { linked }) => view! { <OfLinked state linked/> }.into_any(),
        Some(PanelState::Choose { choose }) => view! { <OfChoose state choose/> }.into_any(),
        None | Some(PanelState::Reading) => view! { <Bones state/> }.into_any(),
        Some(PanelState::NotConnected | PanelState::NothingHere | PanelState::Failed { .. }) => {
            view! { <Plain state/> }.into_any()
        }
    }
}

/// One organization, for sure.
#[component]
fn OfLinked(state: State, linked: LinkedView) -> impl IntoView {
    let LinkedView {
        organization,
        seen,
        reason,
        by_hand,
        configuration,
        ..
    } = linked;
    let device_reason = match &configuration {
        ConfigurationState::Linked { reason: by, .. }
            if *by != reason && !reason.contains(by.as_str()) =>
        {
            Some(format!("device {by}"))
        }
        _ => None,
    };
    let (device, detail) = device_line(&seen, &configuration, &organization.detail);
    let whole = [device.clone(), detail.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let by_hand = by_hand != ByHand::No;
    let reason = if by_hand {
        "chosen by you".to_owned()
    } else {
        reason
    };
    view! {
        <header>
            <div class="top">
                <div class="who">
                    <h1 class="org" title=organization.name.clone()>{organization.name.clone()}</h1>
                    <p class="dev" title=whole>
                        {device.map(|name| view! { <b>{name}</b> })}
                        {detail.map(|detail| view! { <span class="dev-detail">{detail}</span> })}
                    </p>
                </div>
                <Tools state has_organization=true/>
            </div>
            <div class="whys">
                <span class="why"><Icon glyph=Glyph::Check/>{reason}</span>
                {device_reason.map(|reason| view! { <span class="why quiet">{reason}</span> })}
                {by_hand.then(|| view! {
                    <button type="button" class="link" on:click=move |_| state.unchoose()>"Change"</button>
                })}
            </div>
            <Tabs state/>
        </header>
    }
}

/// The device's name in bold, and what else there is to say about it.
fn device_line(
    seen: &SeenView,
    configuration: &ConfigurationState,
    organization_detail: &str,
) -> (Option<String>, Option<String>) {
    match configuration {
        ConfigurationState::Linked { name, detail, .. } => (Some(name.clone()), some(detail)),
        ConfigurationState::NotFound {
            cause: NotFoundCause::NotMatched | NotFoundCause::NotSetUp,
            ..
        } => (seen.device.clone(), Some("not in IT Glue".to_owned())),
        ConfigurationState::NotFound {
            cause: NotFoundCause::Several,
            ..
        } => (seen.device.clone(), Some("several in IT Glue".to_owned())),
        ConfigurationState::NotFound {
            cause: NotFoundCause::NoDevice,
            ..
        } => (None, some(organization_detail)),
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// No certain organization.
#[component]
fn OfChoose(state: State, choose: ChooseView) -> impl IntoView {
    let kind = match choose.kind {
        ChooseKind::Suggested => "Suggested",
        ChooseKind::Ambiguous => "Ambiguous",
        ChooseKind::Unknown => "Unknown",
    };
    let said = choose.seen.client.or(choose.seen.device);
    let product = choose.seen.product;
    view! {
        <header class="without-tabs">
            <div class="top">
                <div class="who">
                    <h1 class="org">"Which client is this?"</h1>
                    <p class="dev">
                        {match said {
                            Some(name) => view! {
                                "The page says "<b title=name.clone()>{name.clone()}</b>
                                {some(&product).map(|product| view! { <span class="dev-detail">{product}</span> })}
                            }.into_any(),
                            None => view! { "The page names no client" }.into_any(),
                        }}
                    </p>
                </div>
                <Tools state/>
            </div>
            <div class="whys">
                <span class="why warn"><Icon glyph=Glyph::Warn/><b>{kind}</b>" "{choose.reason}</span>
            </div>
        </header>
    }
}

/// Nothing in particular.
#[component]
fn Plain(state: State) -> impl IntoView {
    view! {
        <header class="plain">
            <div class="top">
                <div class="who"><h1 class="org brand"><Icon glyph=Glyph::Mark/>"Gluepane"</h1></div>
                <Tools state/>
            </div>
        </header>
    }
}

/// As high as the head that is to come, so that nothing jumps.
#[component]
fn Bones(state: State) -> impl IntoView {
    view! {
        <header>
            <div class="top">
                <div class="who" aria-hidden="true">
                    <p class="org"><span class="bone bone-org"></span></p>
                    <p class="dev"><span class="bone bone-dev"></span></p>
                </div>
                <Tools state/>
            </div>
            <div class="whys" aria-hidden="true"><span class="why quiet bone-why"></span></div>
            <Tabs state/>
        </header>
    }
}

#[component]
fn Tools(state: State, #[prop(optional)] has_organization: bool) -> impl IntoView {
    view! {
        <div class="tools">
            {has_organization.then(|| view! {
                <IconButton
                    glyph=Glyph::Out
                    name="Open Organization"
                    on_press=move |_| state.open(OpenTarget::Organization)
                />
            })}
            {state.in_frame.then(|| view! {
                <IconButton glyph=Glyph::Fold name="Collapse" on_press=move |_| state.set_collapsed(true)/>
            })}
        </div>
    }
}

/// The three tabs. Arrow keys walk, and choose as they go.
#[component]
fn Tabs(state: State) -> impl IntoView {
    let go = move |event: web_sys::KeyboardEvent| {
        let at = TABS
            .iter()
            .position(|(tab, ..)| *tab == state.chosen.get_untracked())
            .unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % TABS.len(),
            "ArrowLeft" => (at + TABS.len() - 1) % TABS.len(),
            "Home" => 0,
            "End" => TABS.len() - 1,
            _ => return,
        };
        event.prevent_default();
        if let Some((tab, id, _)) = TABS.get(to) {
            state.select(*tab);
            browser::focus(id);
        }
    };
    let tab = move |(tab, id, name): (PanelTab, &'static str, &'static str)| {
        let chosen = move || state.chosen.get() == tab;
        view! {
            <button
                type="button"
                class="tab"
                role="tab"
                id=id
                aria-selected=move || if chosen() { "true" } else { "false" }
                aria-controls="tab-content"
                tabindex=move || if chosen() { "0" } else { "-1" }
                on:click=move |_| state.select(tab)
                on:keydown=go
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label="What IT Glue knows">
            {TABS.into_iter().map(tab).collect_view()}
        </div>
    }
}
