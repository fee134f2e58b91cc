//! The pages' own view layer: elements of the browser, and signals (`signal`) that keep them up to
//! date.
//!
//! Shape:  `el("button").class("btn").text("Copy").on("click", …)` makes an element; what may change later is given as a
//!         closure (`live_text`, `live_attr`, `live`), which is run again when a signal that it has read changes.
//! Why:    each closure is boxed where it comes in, so one copy of every function serves all views. Typed views cost
//!         three times the rest of the WASM (docs/decisions.md).
//!
//! Invariant: no text ever becomes markup. There is no `innerHTML` here, and no way to it.
//! Invariant: what an element needs (listeners, effects, timers) ends with the part of the page it was made for: each
//!            run of a `live` part, and each row of a `keyed` list, has an owner that is cleaned up before the next.

mod element;
mod events;
mod graph;
mod live;
mod signal;

pub(crate) use element::{El, View, el, svg_el, text};
pub(crate) use events::{
    Timer, after, checked, every, key_event, on_document, on_window, sleep, value,
};
pub(crate) use live::{cleanup, live, mount, rendered, skip};

pub(crate) use signal::{Memo, Readable, RwSignal, StoredValue};
pub(crate) use wasm_bindgen_futures::spawn_local;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static WINDOW: web_sys::Window;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: web_sys::Document;
}

/// The page's window.
pub(crate) fn window() -> web_sys::Window {
    WINDOW.with(Clone::clone)
}

/// The page's document.
pub(crate) fn document() -> web_sys::Document {
    DOCUMENT.with(Clone::clone)
}
