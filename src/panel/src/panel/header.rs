//! The head of the panel: whose page this is, and how that is known.

use super::linked::TABS;
use super::menu;
use super::state::State;
use crate::browser;
use crate::icons::{Glyph, icon};
use crate::parts::{button, icon_button};
use crate::ui::{El, Readable, View, el};
use gluepane_protocol::{
    ByHand, ChooseKind, ChooseView, ConfigurationState, LinkedView, NotFoundCause, OpenTarget,
    PanelState, PanelTab, SeenView, ShortcutAction,
};
use web_sys::KeyboardEvent;

/// The head that goes with what is shown.
pub(crate) fn draw(state: State) -> View {
    match state.shown.get() {
        Some(PanelState::Linked { linked }) => of_linked(state, linked),
        Some(PanelState::Choose { choose }) => of_choose(state, choose),
        None | Some(PanelState::Reading) => bones(state),
        Some(PanelState::NotConnected | PanelState::NothingHere | PanelState::Failed { .. }) => {
            plain(state)
        }
    }
    .into()
}

/// One organization, for sure.
fn of_linked(state: State, linked: LinkedView) -> El {
    let LinkedView {
        organization,
        seen,
        reason,
        by_hand,
        configuration,
        ..
    } = linked;
    let (device, detail) = device_line(&seen, &configuration, &organization.detail);
    let whole = [device.as_deref(), detail.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let title = title_line(&organization.name).attr("title", &organization.name);
    let dev = el("p")
        .class("dev")
        .attr("title", &whole)
        .child(device.map(|name| el("b").text(&name)))
        .child(detail.map(|detail| el("span").class("dev-detail").text(&detail)));
    let change = link(
        state,
        "Change Match",
        ShortcutAction::ChangeMatch,
        move || state.change_match(),
    );
    // Each *Undo* stands beside what it takes back.
    let whys = el("div")
        .class("whys")
        .child(
            el("span")
                .class("why")
                .id("why-organization")
                .child(icon(Glyph::Check))
                .text(&reason),
        )
        .child((by_hand != ByHand::No).then(|| {
            button("link", "Undo", move |_| state.unchoose())
                .id("undo")
                .attr("aria-describedby", "why-organization")
        }))
        .child(device_reason(&configuration, &reason))
        .child(undo_device(state, &configuration));
    el("header")
        .child(top(state, title, true))
        .child(second(dev, Some(change.id("change-match"))))
        .child(whys)
        .child(tabs(state))
}

/// The second line: what the page is about, and a way to change that.
fn second(dev: El, act: Option<El>) -> El {
    el("div").class("second").child(dev).child(act)
}

/// Said only where it adds something.
fn device_reason(configuration: &ConfigurationState, of_organization: &str) -> Option<El> {
    let ConfigurationState::Linked {
        reason, by_hand, ..
    } = configuration
    else {
        return None;
    };
    let adds = *by_hand != ByHand::No || !of_organization.contains(reason.as_str());
    adds.then(|| {
        el("span")
            .class("why quiet")
            .id("why-device")
            .text("device ")
            .text(reason)
    })
}

fn undo_device(state: State, configuration: &ConfigurationState) -> Option<El> {
    match configuration {
        ConfigurationState::Linked { by_hand, .. } if *by_hand != ByHand::No => Some(
            button("link", "Undo", move |_| state.unchoose_configuration())
                .id("undo-device")
                .attr("aria-describedby", "why-device"),
        ),
        _ => None,
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
fn of_choose(state: State, choose: ChooseView) -> El {
    let kind = match choose.kind {
        ChooseKind::Suggested => "Suggested",
        ChooseKind::Ambiguous => "Ambiguous",
        ChooseKind::Unknown => "Unknown",
    };
    let said = choose.seen.client.or(choose.seen.device);
    let dev = match said {
        Some(name) => el("p")
            .class("dev")
            .text("The page says ")
            .child(el("b").attr("title", &name).text(&name))
            .child(
                some(&choose.seen.product)
                    .map(|product| el("span").class("dev-detail").text(&product)),
            ),
        None => el("p").class("dev").text("The page names no client"),
    };
    let title = if choose.is_change {
        "Change Match"
    } else {
        "Which client is this?"
    };
    let why = if choose.is_change {
        el("span").class("why quiet").text(&choose.reason)
    } else {
        el("span")
            .class("why warn")
            .child(icon(Glyph::Warn))
            .child(el("b").text(kind))
            .text(" ")
            .text(&choose.reason)
    };
    let cancel = choose
        .is_change
        .then(|| button("btn small", "Cancel", move |_| state.keep_match()).id("cancel"));
    el("header")
        .class("without-tabs")
        .child(top(state, title_line(title), false))
        .child(second(dev, cancel))
        .child(el("div").class("whys").child(why))
}

/// Nothing in particular.
fn plain(state: State) -> El {
    let title = el("h1")
        .class("org brand")
        .id("title")
        .attr("tabindex", "-1")
        .child(icon(Glyph::Mark))
        .text("Gluepane");
    el("header").class("plain").child(top(state, title, false))
}

/// As high as the head that is to come, so that nothing jumps.
fn bones(state: State) -> El {
    let line = |tag, class, bone| {
        el(tag)
            .class(class)
            .child(el("span").class("bone").class_if(bone, true))
    };
    let title = line("h1", "org", "bone-org").attr("aria-label", "Gluepane");
    let dev = line("p", "dev", "bone-dev").attr("aria-hidden", "true");
    let whys = el("div")
        .class("whys")
        .attr("aria-hidden", "true")
        .child(el("span").class("why quiet bone-why"));
    el("header")
        .child(top(state, title, false))
        .child(second(dev, None))
        .child(whys)
        .child(tabs(state))
}

/// Gets the focus when what had it is gone.
fn title_line(name: &str) -> El {
    el("h1")
        .class("org")
        .id("title")
        .attr("tabindex", "-1")
        .text(name)
}

fn top(state: State, title: El, is_linked: bool) -> El {
    let tools = el("div")
        .class("tools")
        .live(move || pin_button(state, is_linked))
        .child(is_linked.then(|| {
            icon_button(Glyph::Out, "Open Organization", move |_| {
                state.open(OpenTarget::Organization)
            })
            .id("open-organization")
        }))
        .child(menu::draw(state, is_linked))
        .child(state.in_frame.then(|| {
            let fold = icon_button(Glyph::Fold, "Collapse", move |_| state.set_collapsed(true));
            hinted(
                state,
                fold.id("collapse").class("ib fold"),
                "Collapse",
                ShortcutAction::Collapse,
            )
        }));
    el("div").class("top").child(title).child(tools)
}

/// *Pin*, and *Unpin* while it is pinned. Not in a window of its own: that is always pinned.
fn pin_button(state: State, is_linked: bool) -> Option<El> {
    let pinned = state
        .surround
        .with(|surround| surround.pinned.as_ref().map(|pinned| pinned.popped_out));
    let name = match pinned {
        Some(true) => return None,
        Some(false) => "Unpin",
        None if is_linked => "Pin",
        None => return None,
    };
    let pin = icon_button(Glyph::Pin, name, move |_| state.toggle_pin())
        .id("pin")
        .class_if("on", pinned.is_some());
    Some(hinted(state, pin, name, ShortcutAction::Pin))
}

/// A link that a shortcut presses too.
fn link(state: State, name: &str, action: ShortcutAction, press: impl Fn() + 'static) -> El {
    hinted(state, button("link", name, move |_| press()), name, action)
}

/// Shows a control's shortcut on hover, and tells it to assistive technology.
pub(crate) fn hinted(state: State, control: El, name: &str, action: ShortcutAction) -> El {
    let name = name.to_owned();
    let key = move || {
        state
            .surround
            .with(|surround| surround.key_of(action).map(str::to_owned))
    };
    control
        .live_attr("title", move || {
            Some(match key() {
                Some(key) => format!("{name} ({key})"),
                None => name.clone(),
            })
        })
        .live_attr("aria-keyshortcuts", key)
}

/// The three tabs. Arrow keys walk, and choose as they go.
fn tabs(state: State) -> El {
    let go = move |event: KeyboardEvent| {
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
    let tab = |(tab, id, name): (PanelTab, &'static str, &'static str)| {
        let chosen = move || state.chosen.get() == tab;
        let action = match tab {
            PanelTab::Passwords => ShortcutAction::Passwords,
            PanelTab::Documentation => ShortcutAction::Documentation,
            PanelTab::Organization => ShortcutAction::Organization,
        };
        let control = button("tab", name, move |_| state.select(tab))
            .attr("role", "tab")
            .id(id)
            .attr("aria-controls", "tab-content")
            .live_attr("aria-selected", move || {
                Some(if chosen() { "true" } else { "false" })
            })
            .live_attr("tabindex", move || Some(if chosen() { "0" } else { "-1" }));
        hinted(state, control, name, action)
    };
    el("div")
        .class("tabs")
        .attr("role", "tablist")
        .attr("aria-label", "What IT Glue knows")
        .on_key(go)
        .children(TABS.into_iter().map(tab))
}
