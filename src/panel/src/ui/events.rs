//! Events, and time. What is listened to and what is awaited ends with its owner.

use super::live::cleanup;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget, KeyboardEvent};

#[wasm_bindgen]
extern "C" {
    // Bound without `catch`: they don't throw.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(run: &JsValue, delay_ms: f64) -> f64;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(number: f64);
    #[wasm_bindgen(js_name = setInterval)]
    fn set_interval(run: &JsValue, delay_ms: f64) -> f64;
    #[wasm_bindgen(js_name = clearInterval)]
    fn clear_interval(number: f64);
}

/// Hears events of a target until the present owner is cleaned up.
pub(super) fn listen(target: &EventTarget, event: &'static str, hear: Box<dyn Fn(Event)>) {
    let hear = Closure::<dyn Fn(Event)>::wrap(hear);
    let function = hear.as_ref().unchecked_ref::<js_sys::Function>();
    let _ = target.add_event_listener_with_callback(event, function);
    let target = target.clone();
    cleanup(move || {
        let function = hear.as_ref().unchecked_ref::<js_sys::Function>();
        let _ = target.remove_event_listener_with_callback(event, function);
    });
}

/// Hears an event of the window until the present owner is cleaned up.
pub(crate) fn on_window(event: &'static str, hear: impl Fn(Event) + 'static) {
    listen(&super::window(), event, Box::new(hear));
}

/// Hears an event of the document until the present owner is cleaned up.
pub(crate) fn on_document(event: &'static str, hear: impl Fn(Event) + 'static) {
    listen(&super::document(), event, Box::new(hear));
}

/// The event of a key, for listeners of `keydown`.
pub(crate) fn key_event(event: Event) -> KeyboardEvent {
    event.unchecked_into()
}

/// The value of the field or list that an event is about.
pub(crate) fn value(event: &Event) -> String {
    property(event, "value").as_string().unwrap_or_default()
}

/// Whether the box that an event is about is checked.
pub(crate) fn checked(event: &Event) -> bool {
    property(event, "checked").is_truthy()
}

fn property(event: &Event, name: &str) -> JsValue {
    event
        .target()
        .and_then(|target| js_sys::Reflect::get(&target, &JsValue::from_str(name)).ok())
        .unwrap_or(JsValue::UNDEFINED)
}

/// Something that is to run once, later.
#[derive(Clone, Debug)]
pub(crate) struct Timer {
    number: f64,
}

impl Timer {
    /// Not any more.
    pub(crate) fn cancel(&self) {
        clear_timeout(self.number);
    }
}

/// Runs once, later, whatever has become of the page's parts by then. Given up with [`Timer::cancel`].
pub(crate) fn after(delay_ms: f64, run: impl FnOnce() + 'static) -> Timer {
    let run: Box<dyn FnOnce()> = Box::new(run);
    let number = set_timeout(&Closure::once_into_js(run), delay_ms.max(0.0).ceil());
    Timer { number }
}

/// Runs again and again until the present owner is cleaned up.
pub(crate) fn every(delay_ms: f64, run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    let run = Closure::<dyn Fn()>::wrap(run);
    let number = set_interval(run.as_ref(), delay_ms);
    cleanup(move || {
        clear_interval(number);
        drop(run);
    });
}

/// Waits.
pub(crate) async fn sleep(delay_ms: u32) {
    let done = Rc::new(Cell::new(None));
    let promise = js_sys::Promise::new(&mut |resolve, _| done.set(Some(resolve)));
    after(f64::from(delay_ms), move || {
        if let Some(resolve) = done.take() {
            let _ = js_sys::Function::call0(&resolve, &JsValue::NULL);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
