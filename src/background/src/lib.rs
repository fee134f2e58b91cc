//! The background of the extension: Gluepane's ports on top of the browser, and the exports that `background.js` calls.
//!
//! Nothing is decided here. An export decodes, calls the engine, encodes.

mod browser;
mod crypto;
mod disk;
mod effects;
mod fetch;
mod sender;
mod session;

use gluepane_core::engine::{Caller, Engine, Signal};
use gluepane_protocol::{Answer, Ask, Failure, ReaderAnswer, ReaderAsk};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// All ports, implemented by the browser.
#[derive(Default)]
pub(crate) struct Browser {
    disk: disk::Disk,
}

thread_local! {
    /// The one engine. Gone with the instance when that is rebuilt after a panic.
    static ENGINE: Rc<Engine<Browser>> = Rc::new(Engine::new(Browser::default()));
}

fn engine() -> Rc<Engine<Browser>> {
    ENGINE.with(Rc::clone)
}

/// Answers one message. What isn't a message of ours is refused in the shape its sender expects.
#[wasm_bindgen]
pub async fn answer(message: JsValue, sender: JsValue) -> JsValue {
    let caller = Caller::of(&sender::sender(&sender), &sender::own());
    match caller {
        Some(caller @ Caller::Reader { .. }) => {
            let answer = match decode::<ReaderAsk>(&message) {
                Some(ask) => engine().handle_reader(&caller, ask).await,
                None => Some(ReaderAnswer::Refused),
            };
            answer.map_or(JsValue::UNDEFINED, |answer| encode(&answer))
        }
        Some(caller) => {
            let answer = match decode::<Ask>(&message) {
                Some(ask) => engine().handle(&caller, ask).await,
                None => Answer::Failed {
                    failure: Failure::Refused,
                },
            };
            encode(&answer)
        }
        None => encode(&Answer::Failed {
            failure: Failure::Refused,
        }),
    }
}

/// Takes note of what the browser reports.
#[wasm_bindgen]
pub async fn signal(kind: String, detail: Option<String>) {
    let detail = detail.unwrap_or_default();
    let id = detail.parse();
    let signal = match kind.as_str() {
        "started" => Signal::Started,
        "alarm" => Signal::Alarm(detail),
        "permissions-added" => Signal::PermissionsAdded,
        "permissions-removed" => Signal::PermissionsRemoved,
        kind => match (kind, id) {
            ("tab-closed", Ok(tab)) => Signal::TabClosed(tab),
            ("window-closed", Ok(window)) => Signal::WindowClosed(window),
            ("toggle-panel", Ok(tab)) => Signal::TogglePanel(tab),
            _ => return,
        },
    };
    // Nobody waits for this; what failed is tried again by the next event that needs it.
    let _ = engine().signal(signal).await;
}

fn decode<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    gluepane_wire_js::read(value).ok()
}

fn encode<T: Serialize>(value: &T) -> JsValue {
    gluepane_wire_js::write(value).unwrap_or(JsValue::UNDEFINED)
}
