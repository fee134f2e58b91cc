//! The popup of the toolbar button: enables the site in the active tab, shows and hides the panel.

use crate::background::{ask, listen, tell_now};
use crate::browser;
use crate::icons::{Glyph, Icon};
use gluepane_protocol::{Event, Failure, PopupView, Request, Response};
use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// What the popup knows; handles.
#[derive(Clone, Copy)]
struct State {
    view: RwSignal<Option<PopupView>>,
    failure: RwSignal<Option<Failure>>,
    product: RwSignal<String>,
    note: RwSignal<Option<&'static str>>,
}

impl State {
    fn refresh(self) {
        spawn_local(async move {
            match ask(Request::Popup).await {
                Ok(Response::Popup { view }) => {
                    if self.product.with_untracked(String::is_empty) {
                        self.product.set(view.guess.clone().unwrap_or_default());
                    }
                    self.failure.set(None);
                    self.view.set(Some(view));
                }
                Ok(_) => self.failure.set(Some(Failure::Internal)),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    fn send(self, request: Request) {
        spawn_local(async move {
            match ask(request).await {
                Ok(_) => self.refresh(),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    /// *Enable on this site*. The prompt may close the popup, so the wish goes to the background first; and the browser
    /// shows the prompt only in the click's own turn, so nothing is awaited before it.
    fn enable(self, pattern: &str) {
        tell_now(Request::EnableHost {
            product: self.product.get_untracked(),
        });
        let answer = browser::request_permission(pattern);
        spawn_local(async move {
            let granted = JsFuture::from(answer)
                .await
                .is_ok_and(|granted| granted.is_truthy());
            self.note.set(
                (!granted)
                    .then_some("The browser didn’t give the permission, so nothing was enabled."),
            );
            browser::sleep(300).await;
            self.refresh();
        });
    }
}

/// The whole page.
#[component]
pub(crate) fn Popup() -> impl IntoView {
    let state = State {
        view: RwSignal::new(None),
        failure: RwSignal::new(None),
        product: RwSignal::new(String::new()),
        note: RwSignal::new(None),
    };
    listen(move |event| match event {
        Event::ConnectionChanged | Event::HostsChanged | Event::PanelChanged { .. } => {
            state.refresh()
        }
        Event::ContextChanged { .. }
        | Event::ClipboardChanged
        | Event::PinsChanged
        | Event::ShortcutsChanged => {}
    });
    state.refresh();
    let to_options = move |_| state.send(Request::OpenOptions);
    view! {
        <header class="popup-head">
            <h1 class="brand"><Icon glyph=Glyph::Mark/>"Gluepane"</h1>
            <button type="button" class="link" on:click=to_options>"Options"</button>
        </header>
        <main class="popup-body">
            <div role="alert">
                {move || state.failure.get().map(|failure| view! {
                    <div class="message bad"><Icon glyph=Glyph::Warn/><p>{failure.to_string()}</p></div>
                })}
            </div>
            {move || match state.view.get() {
                None => view! { <p class="lead">"One moment…"</p> }.into_any(),
                Some(view) => view! {
                    <Connection state signed_in=view.signed_in.clone()/>
                    <Site state view/>
                }
                .into_any(),
            }}
            <p class="lead" role="status">{move || state.note.get()}</p>
        </main>
    }
}

#[component]
fn Connection(state: State, signed_in: Option<String>) -> impl IntoView {
    match signed_in {
        Some(who) => view! {
            <p class="connection"><Icon glyph=Glyph::Lock/><span>{format!("Signed in · {who}")}</span></p>
        }
        .into_any(),
        None => view! {
            <div class="connection">
                <span>"Not connected"</span>
                <button type="button" class="btn p" on:click=move |_| state.send(Request::OpenOptions)>
                    "Connect to IT Glue"
                </button>
            </div>
        }
        .into_any(),
    }
}

/// The page in the active tab.
#[component]
fn Site(state: State, view: PopupView) -> impl IntoView {
    let PopupView {
        origin,
        pattern,
        enabled,
        products,
        collapsed,
        ..
    } = view;
    let (Some(origin), Some(pattern)) = (origin, pattern) else {
        return view! {
            <p class="site">"Gluepane can’t run on this page. Open your RMM or PSA in this tab."</p>
        }
        .into_any();
    };
    let host = origin.trim_start_matches("https://").to_owned();
    if let Some(product) = enabled {
        // The view may hold the product's key or its name; a technician knows the name.
        let name = products
            .iter()
            .find(|one| one.key == product)
            .map_or(product, |one| one.name.clone());
        let word = if collapsed {
            "Show panel"
        } else {
            "Hide panel"
        };
        return view! {
            <div class="site">
                <p class="host" title=origin>{host}</p>
                <p class="enabled"><Icon glyph=Glyph::Check/>"Enabled for "{name}</p>
                <button
                    type="button"
                    class="btn wide"
                    on:click=move |_| state.send(Request::SetCollapsed { collapsed: !collapsed })
                >
                    {word}
                </button>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="site">
            <p class="host" title=origin>{host}</p>
            <label for="product">"Product"</label>
            <select
                id="product"
                class="in"
                required
                on:change=move |event| state.product.set(event_target_value(&event))
            >
                <option value="" disabled prop:selected=move || state.product.with(String::is_empty)>"Choose…"</option>
                {products.into_iter().map(|one| {
                    let key = one.key.clone();
                    view! { <option value=one.key prop:selected=move || state.product.get() == key>{one.name}</option> }
                }).collect_view()}
            </select>
            <button
                type="button"
                class="btn p wide"
                disabled=move || state.product.with(String::is_empty)
                on:click=move |_| state.enable(&pattern)
            >
                "Enable on this site"
            </button>
            <p class="hint">"The browser asks once whether Gluepane may read this site. It reads the client’s and the device’s name there, and nothing else."</p>
        </div>
    }
    .into_any()
}
