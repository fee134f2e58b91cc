//! The separator at the frame's inner edge: the panel is made wider or narrower by pointer or keyboard.

use super::state::State;
use crate::browser;
use crate::ui::{El, Readable, StoredValue, after, el, window};
use gluepane_protocol::{FrameLayout, Request, Side};
use web_sys::{Element, Event, KeyboardEvent};

/// The frame is laid out no more often than this.
const EVERY_MS: f64 = 60.0;
/// One press of an arrow key.
const STEP: i32 = 16;

/// There while the panel stands in a page.
pub(crate) fn draw(state: State) -> Option<El> {
    if !state.in_frame {
        return None;
    }
    // `Some(last)`: it is being dragged, and was last laid out then.
    let dragged = StoredValue::new(None::<f64>);
    // So far inside the frame's edge it was taken hold of: there the pointer stays, within the frame.
    let grip = StoredValue::new(0);
    let bar = el("div")
        .class("edge-handle")
        .id("resize")
        .attr("role", "separator")
        .attr("aria-label", "Width")
        .attr("aria-orientation", "vertical")
        .attr("aria-controls", "app")
        .attr("tabindex", "0")
        .attr("aria-valuemin", &FrameLayout::MIN_WIDTH.to_string())
        .attr("aria-valuemax", &FrameLayout::MAX_WIDTH.to_string())
        .live_attr("aria-valuenow", move || {
            Some(
                state
                    .surround
                    .with(|surround| surround.layout.width)
                    .to_string(),
            )
        })
        .live_attr("aria-valuetext", move || {
            let width = state.surround.with(|surround| surround.layout.width);
            Some(format!("{width} pixels"))
        })
        .live_class("left", move || side(state) == Side::Left);
    let element = bar.element();
    let end = move |_| {
        if dragged.get_value().is_some() {
            dragged.set_value(None);
            send(state);
        }
    };
    Some(
        bar.on("pointerdown", move |event| {
            event.prevent_default();
            capture(&element, &event);
            grip.set_value(inner_width() - wanted(state, &event));
            dragged.set_value(Some(0.0));
        })
        .on("pointermove", move |event| {
            let Some(last_ms) = dragged.get_value() else {
                return;
            };
            set_width(state, wanted(state, &event) + grip.get_value());
            let now_ms = browser::now_ms();
            if now_ms - last_ms >= EVERY_MS {
                dragged.set_value(Some(now_ms));
                send(state);
            }
        })
        .on("pointerup", end)
        .on("lostpointercapture", end)
        .on_key(move |event| by_key(state, &event)),
    )
}

fn side(state: State) -> Side {
    state.surround.with(|surround| surround.layout.side)
}

/// As wide as the pointer says: measured within the frame as it stands at this moment, so that it doesn't matter how the
/// page is zoomed or how late the last change came.
fn wanted(state: State, event: &Event) -> i32 {
    let x = number(event, "clientX").round() as i32;
    let layout = state.surround.with_untracked(|surround| surround.layout);
    match layout.side {
        Side::Right => inner_width() - x,
        Side::Left => x,
    }
}

fn inner_width() -> i32 {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    width.unwrap_or_default().round() as i32
}

fn by_key(state: State, event: &KeyboardEvent) {
    let layout = state.surround.with_untracked(|surround| surround.layout);
    let width = i32::from(layout.width);
    let (wider, narrower) = match layout.side {
        Side::Right => ("ArrowLeft", "ArrowRight"),
        Side::Left => ("ArrowRight", "ArrowLeft"),
    };
    let width = match event.key() {
        key if key == wider => width + STEP,
        key if key == narrower => width - STEP,
        key if key == "Home" => FrameLayout::MIN_WIDTH.into(),
        key if key == "End" => FrameLayout::MAX_WIDTH.into(),
        _ => return,
    };
    event.prevent_default();
    set_width(state, width);
    // A key that is held down repeats faster than a frame can follow.
    let wanted = state
        .surround
        .with_untracked(|surround| surround.layout.width);
    after(EVERY_MS, move || {
        if state
            .surround
            .with_untracked(|surround| surround.layout.width)
            == wanted
        {
            send(state);
        }
    });
}

fn set_width(state: State, width: i32) {
    state.resized_ms.set_value(browser::now_ms());
    let layout = state.surround.with_untracked(|surround| surround.layout);
    let width = width.clamp(FrameLayout::MIN_WIDTH.into(), FrameLayout::MAX_WIDTH.into());
    state.set_layout(FrameLayout {
        width: u16::try_from(width).unwrap_or(layout.width),
        ..layout
    });
}

fn send(state: State) {
    let width = state
        .surround
        .with_untracked(|surround| surround.layout.width);
    state.tell(Request::SetWidth { width });
}

/// The pointer stays ours while it leaves the frame.
fn capture(element: &Element, event: &Event) {
    let number = number(event, "pointerId");
    let _ = element.set_pointer_capture(number as i32);
}

fn number(event: &Event, name: &str) -> f64 {
    js_sys::Reflect::get(event, &name.into())
        .ok()
        .and_then(|number| number.as_f64())
        .unwrap_or_default()
}
