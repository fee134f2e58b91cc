//! What the browser says of a message's sender.

use crate::browser;
use gluepane_core::engine::{Own, Sender};
use wasm_bindgen::JsValue;

/// `runtime.MessageSender`, taken apart.
pub(crate) fn sender(sender: &JsValue) -> Sender {
    let whole = |value: JsValue| value.as_f64().map(|number| number as i64);
    Sender {
        id: browser::get(sender, "id").as_string().unwrap_or_default(),
        url: browser::get(sender, "url").as_string().unwrap_or_default(),
        origin: browser::get(sender, "origin").as_string(),
        tab: whole(browser::get(&browser::get(sender, "tab"), "id")),
        frame: whole(browser::get(sender, "frameId")),
    }
}

/// Who we are.
pub(crate) fn own() -> Own {
    let origin = browser::get_url("");
    Own {
        id: browser::RUNTIME_ID.with(String::clone),
        origin: origin.trim_end_matches('/').to_owned(),
    }
}
