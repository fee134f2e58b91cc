//! The one door to the background: questions with a deadline, and the events that it tells.
//!
//! Errors: every way in which an answer can stay away is [`Failure::NoAnswer`]. A worker killed half-way is asked once
//! more, but only for what may be done twice.

use crate::browser;
use gluepane_protocol::{Answer, Ask, Event, Failure, Place, Request, Response, Told};
use js_sys::{Promise, Reflect};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Longer than anything in the background takes on purpose: a request that waits its turn, and then for its answer.
const DEADLINE_MS: f64 = 30_000.0;
/// The check of an account ends by itself after a minute.
const CHECK_DEADLINE_MS: f64 = 75_000.0;

#[wasm_bindgen]
extern "C" {
    /// `extension/page.js`: through a port that the background alone hears.
    #[wasm_bindgen(js_name = gluepaneAsk, catch)]
    fn send_message(message: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "runtime", "onMessage"], js_name = addListener, catch)]
    fn add_message_listener(listener: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "windows"], js_name = getCurrent, catch)]
    fn get_current_window() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "tabs", "onActivated"], js_name = addListener, catch)]
    fn add_activated_listener(listener: &JsValue) -> Result<(), JsValue>;
}

thread_local! {
    /// Where this page stands does not change while it is open.
    static PLACE: Cell<Option<Place>> = const { Cell::new(None) };
}

/// How one exchange of messages ended.
enum Outcome {
    /// With an answer. It may hold a value: the browser's garbage then, since what JavaScript holds can't be wiped.
    Answered(JsValue),
    /// Nobody was there to hear it, so surely nothing was done.
    Unheard,
    /// It was heard, perhaps, and the answer got lost.
    Lost,
    /// The time is up.
    Late,
}

/// Asks, and waits for the answer.
pub(crate) async fn ask(request: Request) -> Result<Response, Failure> {
    let repeatable = may_be_repeated(&request);
    let place = place().await;
    let deadline_ms = match request {
        Request::CheckAccount => CHECK_DEADLINE_MS,
        _ => DEADLINE_MS,
    };
    let message = write(Ask { place, request })?;
    let until = browser::now_ms() + deadline_ms;
    let outcome = match exchange(&message, until).await {
        Outcome::Unheard => {
            browser::sleep(150).await;
            exchange(&message, until).await
        }
        Outcome::Lost if repeatable => exchange(&message, until).await,
        other => other,
    };
    match outcome {
        Outcome::Answered(answer) => read(&answer),
        Outcome::Unheard | Outcome::Lost | Outcome::Late => Err(Failure::NoAnswer),
    }
}

/// Says something without waiting for anything, in this very turn: for what must come before the browser's prompt.
/// Only after a first [`ask`], which has found out where this page stands.
pub(crate) fn tell_now(request: Request) {
    let place = PLACE.with(Cell::get).unwrap_or(Place::Here);
    if let Ok(message) = write(Ask { place, request })
        && let Ok(promise) = send_message(&message)
    {
        // Nobody waits for it, but a refusal must not end up as an error of the page.
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(Promise::resolve(&promise)).await;
        });
    }
}

/// Runs `hear` for each event that the background tells. Never answers a message.
pub(crate) fn listen(hear: impl Fn(Event) + 'static) {
    let listener =
        Closure::<dyn Fn(JsValue, JsValue)>::new(move |message: JsValue, sender: JsValue| {
            // Other pages' questions pass by here too and are not looked into. The background stands in no tab: who does, a
            // page's reader perhaps, tells us nothing.
            let is_event = Reflect::has(&message, &JsValue::from_str("event")).unwrap_or(false);
            let is_from_tab = !Reflect::get(&sender, &JsValue::from_str("tab"))
                .is_ok_and(|tab| tab.is_undefined());
            if !is_event || is_from_tab {
                return;
            }
            if let Ok(Told { event }) = gluepane_wire_js::read(&message) {
                hear(event);
            }
        });
    let _ = add_message_listener(&listener.into_js_value());
}

/// Runs `hear` when another tab comes to the front. Only a page that goes with its window's active tab cares.
pub(crate) fn listen_activated(hear: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(hear);
    let _ = add_activated_listener(&listener.into_js_value());
}

/// Where this page stands.
pub(crate) async fn place() -> Place {
    if let Some(known) = PLACE.with(Cell::get) {
        return known;
    }
    let found = find_place().await;
    PLACE.with(|place| place.set(Some(found)));
    found
}

async fn find_place() -> Place {
    let search = crate::ui::window().location().search().unwrap_or_default();
    let named = search
        .trim_start_matches('?')
        .split('&')
        .find_map(|pair| pair.strip_prefix("tab=")?.parse().ok());
    if let Some(tab) = named {
        return Place::Tab { tab };
    }
    if browser::page_name() == "options" || !browser::is_top_document() {
        return Place::Here;
    }
    window()
        .await
        .map_or(Place::Here, |window| Place::Window { window })
}

/// The browser's id of the window that this page stands in.
pub(crate) async fn window() -> Option<i64> {
    let asked = get_current_window().ok()?;
    let window = JsFuture::from(Promise::resolve(&asked)).await.ok()?;
    let id = Reflect::get(&window, &JsValue::from_str("id")).ok()?;
    id.as_f64().map(|id| id as i64)
}

/// Asking these twice is the same as asking once.
fn may_be_repeated(request: &Request) -> bool {
    match request {
        Request::View
        | Request::Passwords { .. }
        | Request::SearchOrganizations { .. }
        | Request::Options
        | Request::Budget
        | Request::CheckConnection
        | Request::SearchConfigurations { .. }
        | Request::Look
        | Request::Popup => true,
        Request::CopyUsername { .. }
        | Request::CopyPassword { .. }
        | Request::ShowPassword { .. }
        | Request::ClearClipboard
        | Request::KeepClipboard
        | Request::Choose { .. }
        | Request::Unchoose { .. }
        | Request::Open { .. }
        | Request::SelectTab { .. }
        | Request::SetCollapsed { .. }
        | Request::ChangeMatch { .. }
        | Request::KeepMatch { .. }
        | Request::ChooseConfiguration { .. }
        | Request::UnchooseConfiguration { .. }
        | Request::SetSide { .. }
        | Request::SetWidth { .. }
        | Request::SetPlace { .. }
        | Request::Pin { .. }
        | Request::Unpin
        | Request::PopOut { .. }
        | Request::OpenOptions
        | Request::EnableHost { .. }
        | Request::CheckAccount
        | Request::CancelCheck
        | Request::TestConnection { .. }
        | Request::Connect { .. }
        | Request::Disconnect
        | Request::SetRevealWithKey { .. }
        | Request::SetHostProduct { .. }
        | Request::SetHostPlace { .. }
        | Request::SetShortcut { .. }
        | Request::ResetShortcuts
        | Request::RemoveHost { .. } => false,
    }
}

/// The API key in it, if the form is being tested, goes straight from its `Secret` into the message.
fn write(ask: Ask) -> Result<JsValue, Failure> {
    gluepane_wire_js::write(&ask).map_err(|_| Failure::Internal)
}

/// A value in it, if the technician pressed *Show Password*, goes straight from the message into a `Secret`.
fn read(answer: &JsValue) -> Result<Response, Failure> {
    match gluepane_wire_js::read(answer) {
        Ok(Answer::Ok { response }) => Ok(*response),
        Ok(Answer::Failed { failure }) => Err(failure),
        Err(_) => Err(Failure::Internal),
    }
}

async fn exchange(message: &JsValue, until_ms: f64) -> Outcome {
    let answer = match send_message(message) {
        Ok(answer) => Promise::resolve(&answer),
        Err(error) => return lost(&error),
    };
    let late = JsValue::symbol(Some("late"));
    let timer: Cell<Option<crate::ui::Timer>> = Cell::new(None);
    let deadline = Promise::new(&mut |resolve, _| {
        let late = late.clone();
        timer.set(Some(crate::ui::after(
            until_ms - browser::now_ms(),
            move || {
                let _ = resolve.call1(&JsValue::NULL, &late);
            },
        )));
    });
    let first = JsFuture::from(Promise::race(&js_sys::Array::of2(&answer, &deadline))).await;
    if let Some(timer) = timer.take() {
        timer.cancel();
    }
    match first {
        Ok(value) if value == late => Outcome::Late,
        Ok(value) if value.is_undefined() || value.is_null() => Outcome::Lost,
        Ok(value) => Outcome::Answered(value),
        Err(error) => lost(&error),
    }
}

/// Both browsers say it in the same words: "Could not establish connection. Receiving end does not exist."
fn lost(error: &JsValue) -> Outcome {
    let text = Reflect::get(error, &JsValue::from_str("message"))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default();
    if text.contains("Receiving end does not exist") {
        Outcome::Unheard
    } else {
        Outcome::Lost
    }
}
