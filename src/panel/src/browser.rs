//! The browser's odds and ends that the pages need: clock, timers, visibility, focus, permissions.

use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, VisibilityState};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["chrome", "permissions"], js_name = request, catch)]
    fn permissions_request(wanted: &JsValue) -> Result<JsValue, JsValue>;
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

/// Runs something later, once; `None` if the browser has no timers left.
pub(crate) fn after(delay_ms: f64, run: impl FnOnce() + 'static) -> Option<TimeoutHandle> {
    let delay = Duration::from_millis(delay_ms.max(0.0).ceil() as u64);
    set_timeout_with_handle(run, delay).ok()
}

/// Waits.
pub(crate) async fn sleep(delay_ms: u32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        after(f64::from(delay_ms), move || {
            let _ = resolve.call0(&JsValue::NULL);
        });
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Puts the focus on the element with this id, and has it in sight.
pub(crate) fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Scrolls no further than is needed to have the whole element in sight.
pub(crate) fn scroll_to(id: &str) {
    if let Some(element) = element(id) {
        let how = ScrollIntoViewOptions::new();
        how.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&how);
    }
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

/// This document stands in a frame of a frame.
pub(crate) fn is_nested() -> bool {
    let same = |a: Option<web_sys::Window>, b: Option<web_sys::Window>| match (a, b) {
        (Some(a), Some(b)) => js_sys::Object::is(&a, &b),
        _ => false,
    };
    let window = leptos::prelude::window();
    !same(window.parent().ok().flatten(), window.top().ok().flatten())
}
