//! The browser's own side panel (Chromium) or sidebar (Firefox), opened from a page that stands in no frame.

use crate::background;
use js_sys::{Object, Promise, Reflect};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["chrome", "sidePanel"], js_name = open, catch)]
    fn open_panel(options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "sidebarAction"], js_name = open, catch)]
    fn open_sidebar() -> Result<JsValue, JsValue>;
}

thread_local! {
    /// Found out beforehand: nothing may be awaited between a click and the panel.
    static WINDOW: Cell<Option<i64>> = const { Cell::new(None) };
}

/// Which of the two this browser has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum SidePanel {
    /// Chromium's.
    Panel,
    /// Firefox's.
    Sidebar,
}

/// The one that is there.
pub(crate) fn there_is() -> Option<SidePanel> {
    let chrome = Reflect::get(&js_sys::global(), &"chrome".into()).ok()?;
    let has = |name: &str| Reflect::get(&chrome, &name.into()).is_ok_and(|api| api.is_object());
    match (has("sidePanel"), has("sidebarAction")) {
        (true, _) => Some(SidePanel::Panel),
        (_, true) => Some(SidePanel::Sidebar),
        _ => None,
    }
}

/// Finds out what [`open`] needs to know.
pub(crate) fn prepare() {
    spawn_local(async {
        let window = background::window().await;
        WINDOW.with(|known| known.set(window));
    });
}

/// Opens it in this window. Must run inside the click's own handler, before anything is awaited.
pub(crate) fn open(which: SidePanel) {
    let opened = match which {
        SidePanel::Sidebar => open_sidebar(),
        SidePanel::Panel => {
            let options = Object::new();
            if let Some(window) = WINDOW.with(Cell::get) {
                let window = JsValue::from_f64(window as f64);
                let _ = Reflect::set(&options, &"windowId".into(), &window);
            }
            open_panel(&options)
        }
    };
    if let Ok(opened) = opened {
        spawn_local(async move {
            // Refused where the click is none of a person's; then nothing happens.
            let _ = JsFuture::from(Promise::resolve(&opened)).await;
        });
    }
}
