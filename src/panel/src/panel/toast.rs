//! What was just copied, with its countdown, and what just went wrong. Stands between the list and the buttons, never
//! over a row: a row that something lies over can't be used (see `visibility`).

use super::secrets::Copied;
use super::state::{Notice, State};
use crate::browser;
use crate::icons::Glyph;
use crate::parts::{IconButton, leads_to_options};
use gluepane_protocol::{ClipboardItem, Failure, OpenTarget, Request};
use leptos::prelude::*;
use std::time::Duration;

/// Both, if there are both. The regions are always there, so that what appears in them is heard.
#[component]
pub(crate) fn Notices(state: State) -> impl IntoView {
    let said_history = StoredValue::new(None);
    view! {
        <div class="notices">
            <div role="alert">{move || state.notice.get().map(|notice| failure(state, notice))}</div>
            <div role="status">
                {move || state.copied.get().map(|copied| toast(state, copied, said_history))}
            </div>
        </div>
    }
}

fn failure(state: State, notice: Notice) -> AnyView {
    let Notice { failure, password } = notice;
    let to_options = leads_to_options(&failure);
    // Not a fault: it says where to go on.
    let is_hint = matches!(
        failure,
        Failure::Vaulted | Failure::ValuesOff | Failure::NoPasswordAccess
    );
    let to_password = password.filter(|_| {
        matches!(
            failure,
            Failure::Vaulted
                | Failure::ValuesOff
                | Failure::NotPermitted
                | Failure::NoPasswordAccess
        )
    });
    view! {
        <div class=if is_hint { "toast hint-only" } else { "toast failure" }>
            <div class="toast-words">
                <p>{failure.to_string()}</p>
                <div class="toast-acts">
                    {to_password.map(|id| view! {
                        <button type="button" class="link" on:click=move |_| state.open(OpenTarget::Password { id })>
                            "Open in IT Glue"
                        </button>
                    })}
                    {to_options.then(|| view! {
                        <button type="button" class="link" on:click=move |_| state.tell(Request::OpenOptions)>
                            "Open options"
                        </button>
                    })}
                </div>
            </div>
            <IconButton glyph=Glyph::Cross name="Dismiss" on_press=move |_| state.notice.set(None)/>
        </div>
    }
    .into_any()
}

fn toast(state: State, copied: Copied, said_history: StoredValue<Option<String>>) -> AnyView {
    let Copied {
        item,
        name,
        organization,
        countdown,
        ..
    } = copied;
    let Some(countdown) = countdown else {
        let what = match item {
            ClipboardItem::Username => "Username",
            ClipboardItem::Password => "Password",
        };
        return view! {
            <div class="toast"><p class="toast-words">{what}" of "<b>{name}</b>" copied"</p></div>
        }
        .into_any();
    };
    // Said with the first password that is copied while this panel is open, for as long as its toast is there.
    let says_history =
        said_history.with_value(|said| said.as_ref().is_none_or(|said| *said == name));
    if says_history {
        said_history.set_value(Some(name.clone()));
    }
    let now = RwSignal::new(browser::now_ms());
    let ticker = set_interval_with_handle(
        move || {
            let at_ms = browser::now_ms();
            now.set(at_ms);
            if countdown.is_over(at_ms) {
                state.copied.set(None);
                state.ask_view();
            }
        },
        Duration::from_millis(250),
    );
    on_cleanup(move || {
        if let Ok(ticker) = ticker {
            ticker.clear();
        }
    });
    let seconds = Memo::new(move |_| countdown.seconds_left(now.get()));
    view! {
        <div class="toast">
            <div class="toast-words">
                <p>
                    "Password of "<b>{name}</b>" copied. "
                    // Not heard again with every second.
                    <span class="seconds" aria-live="off">"Clears in "{move || seconds.get()}" s"</span>
                </p>
                <p class="fine">{organization}</p>
                {says_history.then(|| view! {
                    <p class="fine">"Your system’s clipboard history may keep a copy."</p>
                })}
            </div>
            <div class="toast-acts">
                <button type="button" class="link" on:click=move |_| state.clear_clipboard()>"Clear now"</button>
                <button type="button" class="link" on:click=move |_| state.keep_clipboard()>"Keep longer"</button>
            </div>
            <progress
                class="bar"
                max="1000"
                value=move || countdown.permille_left(now.get()).to_string()
                aria-hidden="true"
            ></progress>
        </div>
    }
    .into_any()
}
