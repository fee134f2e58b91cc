//! What the engine does to the browser.

use crate::browser::{self, get, let_run, object, texts, wait};
use crate::{Browser, encode};
use gluepane_core::engine::{Again, ClipboardError, Effects, TOP_FRAME, Tab};
use gluepane_core::secrets::Secret;
use gluepane_protocol::{Event, ToReader, Told};
use js_sys::Array;
use wasm_bindgen::JsValue;

/// The one registration of the page reader, with what hosts the panel's frame.
const SCRIPT_ID: &str = "reader";
/// A popped-out panel, in CSS pixels.
const POPOUT_SIZE: (f64, f64) = (420.0, 720.0);
/// What is seen later than this was not seen when it was asked. Shorter than the longest gap between two looks that count.
const LOOK_MS: f64 = 700.0;
/// A page that takes longer to be read is busy with something else.
const READ_MS: f64 = 2_000.0;
const SCRIPTS: [&str; 2] = ["extension/frame.js", "extension/reader.js"];

impl Effects for Browser {
    async fn set_clipboard(&self, value: &Secret<String>) -> Result<(), ClipboardError> {
        // EXPOSE: the technician pressed Copy (or its time is over and it is emptied); the value goes to the browser's
        // clipboard through the background's own document, past every page.
        wait(browser::clipboard_write(value.expose()))
            .await
            .map(drop)
            .map_err(|_| ClipboardError)
    }

    async fn clipboard(&self) -> Result<Secret<String>, ClipboardError> {
        let text = wait(browser::clipboard_read())
            .await
            .map_err(|_| ClipboardError)?;
        text.as_string().map(Secret::new).ok_or(ClipboardError)
    }

    fn tell_pages(&self, event: &Event) {
        let_run(browser::send_message(&encode(&Told {
            event: event.clone(),
        })));
    }

    fn tell_panel(&self, tab: i64, frame: i64, event: &Event) {
        // In Firefox a message to the extension's pages doesn't reach those in frames of tabs (measured); in Chromium it
        // does. What tells them apart here is the background's document.
        if !get(&js_sys::global(), "document").is_undefined() {
            let told = encode(&Told {
                event: event.clone(),
            });
            let_run(browser::send_to_tab(tab as f64, &told, &in_frame(frame)));
        }
    }

    fn tell_reader(&self, tab: i64, frame: i64, message: &ToReader) {
        send_to_reader(tab as f64, frame, message);
    }

    fn tell_readers(&self, pattern: &str, message: &ToReader) {
        let (pattern, message) = (pattern.to_owned(), message.clone());
        wasm_bindgen_futures::spawn_local(async move {
            for id in tabs_of(&pattern).await {
                if let Some(id) = id.as_f64() {
                    send_to_reader(id, TOP_FRAME, &message);
                }
            }
        });
    }

    async fn open_tab(&self, url: &str) {
        let _ = wait(browser::create_tab(&object(&[(
            "url",
            JsValue::from_str(url),
        )])))
        .await;
    }

    async fn open_popout(&self, token: &str) -> Option<i64> {
        let url = browser::get_url(&format!("extension/panel.html?popout={token}"));
        let window = object(&[
            ("url", JsValue::from_str(&url)),
            ("type", JsValue::from_str("popup")),
            ("width", JsValue::from_f64(POPOUT_SIZE.0)),
            ("height", JsValue::from_f64(POPOUT_SIZE.1)),
        ]);
        let opened = wait(browser::create_window(&window)).await.ok()?;
        let tab = Array::from(&get(&opened, "tabs")).get(0);
        Some(get(&tab, "id").as_f64()? as i64)
    }

    async fn look(&self, tab: i64, frame: i64) -> bool {
        let message = encode(&ToReader::Look { frame });
        let asked = browser::send_to_tab(tab as f64, &message, &in_frame(TOP_FRAME));
        let seen = browser::wait_at_most(asked, LOOK_MS).await;
        seen.is_ok_and(|seen| seen.as_bool() == Some(true))
    }

    async fn shows_the_same(&self, tab: i64, frame: i64) -> Again {
        let message = encode(&ToReader::Again);
        let asked = browser::send_to_tab(tab as f64, &message, &in_frame(frame));
        match browser::wait_at_most(asked, READ_MS).await {
            Ok(same) if same.as_bool() == Some(true) => Again::Same,
            Ok(_) => Again::Other,
            // Nobody there to hear it.
            Err(_) => Again::Gone,
        }
    }

    fn set_badge(&self, tab: i64, words: Option<&str>) {
        let tab = ("tabId", JsValue::from_f64(tab as f64));
        let mark = words.map_or("", |_| "!");
        let title = words.map_or_else(
            || "Gluepane".to_owned(),
            |words| format!("Gluepane: {words}"),
        );
        let text = ("text", JsValue::from_str(mark));
        let title = ("title", JsValue::from_str(&title));
        let_run(browser::set_badge_text(&object(&[tab.clone(), text])));
        let_run(browser::set_action_title(&object(&[tab, title])));
    }

    async fn open_options(&self) {
        let _ = wait(browser::open_options_page()).await;
    }

    fn set_alarm(&self, name: &str, at_ms: u64) {
        let _ = browser::create_alarm(name, &object(&[("when", JsValue::from_f64(at_ms as f64))]));
    }

    fn clear_alarm(&self, name: &str) {
        let _ = browser::clear_alarm(name);
    }

    async fn active_tab(&self, window: i64) -> Option<Tab> {
        let query = object(&[
            ("active", JsValue::TRUE),
            ("windowId", JsValue::from_f64(window as f64)),
        ]);
        let found = Array::from(&wait(browser::query_tabs(&query)).await.ok()?);
        tab(&found.get(0))
    }

    async fn tab(&self, id: i64) -> Option<Tab> {
        tab(&wait(browser::get_tab(id as f64)).await.ok()?)
    }

    async fn has_permission(&self, pattern: &str) -> bool {
        wait(browser::contains_permissions(&origins(pattern)))
            .await
            .is_ok_and(|has| has.is_truthy())
    }

    async fn drop_permission(&self, pattern: &str) {
        let _ = wait(browser::remove_permissions(&origins(pattern))).await;
    }

    async fn serve_readers(&self, patterns: &[String]) {
        if patterns.is_empty() {
            let ids = object(&[("ids", texts(&[SCRIPT_ID.to_owned()]))]);
            // Refused where there is no such registration, which is as well.
            let _ = wait(browser::unregister_content_scripts(&ids)).await;
            return;
        }
        let script = object(&[
            ("id", JsValue::from_str(SCRIPT_ID)),
            ("js", texts(&SCRIPTS.map(str::to_owned))),
            ("matches", texts(patterns)),
            ("allFrames", JsValue::TRUE),
            ("matchOriginAsFallback", JsValue::TRUE),
            ("runAt", JsValue::from_str("document_end")),
            ("persistAcrossSessions", JsValue::TRUE),
        ]);
        let scripts = Array::of1(&script);
        // Changed in one step where there is one already, so that no kill in between leaves none.
        if wait(browser::update_content_scripts(&scripts))
            .await
            .is_err()
        {
            let _ = wait(browser::register_content_scripts(&scripts)).await;
        }
    }

    async fn start_readers(&self, pattern: &str) {
        for id in tabs_of(pattern).await {
            let target = object(&[("tabId", id), ("allFrames", JsValue::TRUE)]);
            let injection = object(&[
                ("target", target),
                ("files", texts(&SCRIPTS.map(str::to_owned))),
            ]);
            // A tab that is closing or shows an error page refuses.
            let _ = wait(browser::execute_script(&injection)).await;
        }
    }
}

fn send_to_reader(tab: f64, frame: i64, message: &ToReader) {
    let_run(browser::send_to_tab(
        tab,
        &encode(message),
        &in_frame(frame),
    ));
}

fn in_frame(frame: i64) -> JsValue {
    object(&[("frameId", JsValue::from_f64(frame as f64))])
}

/// The ids of all tabs whose page is of this pattern.
async fn tabs_of(pattern: &str) -> Vec<JsValue> {
    let query = object(&[("url", texts(&[pattern.to_owned()]))]);
    match wait(browser::query_tabs(&query)).await {
        Ok(tabs) => Array::from(&tabs)
            .iter()
            .map(|tab| get(&tab, "id"))
            .collect(),
        Err(_) => Vec::new(),
    }
}

fn tab(tab: &JsValue) -> Option<Tab> {
    Some(Tab {
        id: get(tab, "id").as_f64()? as i64,
        url: get(tab, "url").as_string(),
    })
}

fn origins(pattern: &str) -> JsValue {
    object(&[("origins", texts(&[pattern.to_owned()]))])
}
