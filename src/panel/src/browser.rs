//! The browser's odds and ends that the pages need: clock, timers, visibility, focus, permissions.

pub(crate) use crate::ui::sleep;
use crate::ui::{document, window};
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, VisibilityState};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["chrome", "permissions"], js_name = request, catch)]
    fn permissions_request(wanted: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "sidePanel"], js_name = open, catch)]
    fn side_panel_open(options: &JsValue) -> Result<JsValue, JsValue>;
}

/// Tells the page's script that the WASM is dead; it shows the static screen.
pub(crate) fn say_stumbled() {
    if let Ok(event) = web_sys::Event::new("gluepane-stumbled") {
        let _ = window().dispatch_event(&event);
    }
}

/// `panel`, `options` or `popup`.
pub(crate) fn page_name() -> String {
    document()
        .body()
        .and_then(|body| body.get_attribute("data-page"))
        .unwrap_or_default()
}

/// Milliseconds on the page's own clock, which never jumps.
pub(crate) fn now_ms() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Not in a frame: no other page can cover or dress up this document.
pub(crate) fn is_top_document() -> bool {
    match window().top() {
        Ok(Some(top)) => top == window(),
        _ => false,
    }
}

/// Somebody may be looking.
pub(crate) fn is_document_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// The keyboard is with this document.
pub(crate) fn has_focus() -> bool {
    document().has_focus().unwrap_or(false)
}

/// A text in lower case, as the browser writes it: its tables of letters needn't come with us. Natively, for tests, by ours.
pub(crate) fn lower_case(text: &str) -> String {
    if cfg!(target_arch = "wasm32") {
        js_sys::JsString::from(text).to_lower_case().into()
    } else {
        text.to_lowercase()
    }
}

/// A place at the foot of the window that nobody sees, above all else but a dialog.
pub(crate) fn mark_in_sight() -> web_sys::Element {
    let mark = crate::ui::el("div").class("mark").element();
    if let Some(body) = document().body() {
        let _ = body.append_child(&mark);
    }
    mark
}

/// A dialog of our own is open, above all else in this document.
pub(crate) fn is_dialog_open() -> bool {
    let open = document().query_selector(":modal");
    open.is_ok_and(|open| open.is_some())
}

/// Puts the focus on the element with this id, and has it in sight. False if there is none.
pub(crate) fn focus(id: &str) -> bool {
    if id.is_empty() {
        return false;
    }
    let Some(element) = element(id) else {
        return false;
    };
    let _ = element.focus();
    document()
        .active_element()
        .is_some_and(|active| active.is_same_node(Some(&element)))
}

/// Scrolls no further than is needed to have the whole element in sight. One that is stays where it is, even where
/// something may come to lie over it: nothing moves under the hand that presses it.
pub(crate) fn scroll_to(id: &str) {
    let Some(element) = element(id) else {
        return;
    };
    let scrolled = element.closest(".scroll").ok().flatten();
    let is_in_sight = scrolled.is_some_and(|scrolled| {
        let (own, around) = (
            element.get_bounding_client_rect(),
            scrolled.get_bounding_client_rect(),
        );
        let bottom = around.bottom().min(inner_height());
        own.top() >= around.top() - 1.0 && own.bottom() <= bottom + 1.0
    });
    if !is_in_sight {
        let how = ScrollIntoViewOptions::new();
        how.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&how);
    }
}

fn inner_height() -> f64 {
    let height = window().inner_height().ok();
    height
        .and_then(|height| height.as_f64())
        .unwrap_or(f64::MAX)
}

/// What is about to be drawn anew may hold the focus. Then the control of the same id gets it, or, where there is none any
/// more, the first of those that stand in for it.
pub(crate) fn keep_focus(instead: fn(&str) -> &'static [&'static str]) {
    let held = document().active_element();
    let Some(held) = held.map(|held| held.id()).filter(|id| !id.is_empty()) else {
        return;
    };
    crate::ui::after(0.0, move || {
        let is_lost = document()
            .active_element()
            .is_none_or(|active| active.tag_name() == "BODY");
        if is_lost && !focus(&held) {
            let _ = instead(&held).iter().any(|id| focus(id));
        }
    });
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Asks the browser for a host's permission. Must run inside the click's own handler, before anything is awaited.
pub(crate) fn request_permission(pattern: &str) -> js_sys::Promise {
    let wanted = js_sys::Object::new();
    let origins = js_sys::Array::of1(&JsValue::from_str(pattern));
    let _ = js_sys::Reflect::set(&wanted, &JsValue::from_str("origins"), &origins);
    match permissions_request(&wanted) {
        Ok(answer) => js_sys::Promise::resolve(&answer),
        Err(error) => js_sys::Promise::reject(&error),
    }
}

/// Opens the browser's own side panel beside this tab. Must run inside the click's own handler, before anything is
/// awaited. False where the browser can't from here: Firefox's sidebar opens from no frame in a page.
pub(crate) fn open_side_panel(tab: i64) -> bool {
    let options = Object::new();
    let _ = Reflect::set(&options, &"tabId".into(), &JsValue::from_f64(tab as f64));
    let Ok(opened) = side_panel_open(&options) else {
        return false;
    };
    wasm_bindgen_futures::spawn_local(async move {
        // Refused where the click is none of a person's; then nothing happens.
        let _ = wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(&opened)).await;
    });
    true
}

/// The browser has a side panel that a page of ours can open.
pub(crate) fn can_open_side_panel() -> bool {
    let global = js_sys::global();
    Reflect::get(&global, &"chrome".into())
        .and_then(|chrome| Reflect::get(&chrome, &"sidePanel".into()))
        .is_ok_and(|panel| panel.is_object())
}

/// The network is there, as far as the browser knows.
pub(crate) fn is_online() -> bool {
    Reflect::get(&window().navigator(), &"onLine".into()).map_or(true, |on| !on.is_falsy())
}

/// Shows a dialog above everything else, with the focus in it.
pub(crate) fn show_modal(dialog: &web_sys::Element) {
    call(dialog, "showModal");
}

/// Closes a dialog or a popover: the focus goes back to where it was.
pub(crate) fn call(element: &web_sys::Element, method: &str) {
    if let Ok(function) = Reflect::get(element, &method.into())
        && let Ok(function) = function.dyn_into::<js_sys::Function>()
    {
        let _ = function.call0(element);
    }
}

/// This document stands in a frame of a frame.
pub(crate) fn is_nested() -> bool {
    let same = |a: Option<web_sys::Window>, b: Option<web_sys::Window>| match (a, b) {
        (Some(a), Some(b)) => Object::is(&a, &b),
        _ => false,
    };
    !same(
        window().parent().ok().flatten(),
        window().top().ok().flatten(),
    )
}
