//! One password's row.

use super::secrets::Wish;
use super::state::State;
use crate::icons::{Glyph, Icon};
use crate::observer::Guard;
use crate::parts::IconButton;
use crate::strokes::runs;
use gluepane_protocol::{OpenTarget, PasswordId, PasswordRow};
use leptos::html;
use leptos::prelude::*;

/// The id of a row's element.
pub(crate) fn row_id(password: PasswordId) -> String {
    format!("row-{password}")
}

/// A row: its name, what tells it apart, its buttons, and its value while that is shown.
#[component]
pub(crate) fn Row(
    state: State,
    row: PasswordRow,
    is_denied: bool,
    target: Memo<Option<PasswordId>>,
    list_keys: impl Fn(web_sys::KeyboardEvent, PasswordRow) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let id = row.id;
    let element = NodeRef::<html::Li>::new();
    watch(state, id, element);
    let shown = Memo::new(move |_| state.is_shown(id));
    let name_id = format!("name-{id}");
    let described_by = name_id.clone();
    // The reason is said with each button that it concerns.
    let secret_described_by = if is_denied {
        format!("{name_id} why")
    } else {
        name_id.clone()
    };
    let has_username = row.username.as_ref().is_some_and(|name| !name.is_empty());
    let is_vaulted = row.vaulted;
    let for_keys = row.clone();
    let keys = move |event: web_sys::KeyboardEvent| {
        // Only the row's own keys: Enter on one of its buttons is that button's.
        let own = event
            .target()
            .as_ref()
            .map(|target| element_of(target) == row_id(id));
        if own == Some(true) {
            list_keys(event, for_keys.clone());
        }
    };
    view! {
        <li
            class="row"
            class:on=move || shown.get() || target.get() == Some(id)
            id=row_id(id)
            data-row=id.to_string()
            tabindex="-1"
            aria-label=row.name.clone()
            aria-busy=move || (state.busy.get() == Some(id)).then_some("true")
            node_ref=element
            on:keydown=keys
        >
            <div class="t">
                <span class="line">
                    <b id=name_id title=row.name.clone()>{row.name.clone()}</b>
                    {is_vaulted.then(|| view! { <span class="tag v">"vault"</span> })}
                    {row.has_otp.then(|| view! { <span class="tag">"one-time code"</span> })}
                </span>
                <Detail row=row.clone()/>
                {move || shown.get().then(|| view! { <Value state/> })}
            </div>
            <div class="acts">
                {has_username.then(|| view! {
                    <IconButton
                        glyph=Glyph::Person
                        name="Copy Username"
                        described_by=described_by.clone()
                        on_press=move |event| state.copy_username(id, event.is_trusted())
                    />
                })}
                {(!is_vaulted).then(|| view! {
                    <Eye state id shown is_denied described_by=secret_described_by.clone()/>
                })}
                {if is_vaulted {
                    view! {
                        <IconButton
                            glyph=Glyph::Key
                            is_main=true
                            name="Copy Password from Vault"
                            described_by=described_by.clone()
                            on_press=move |_| state.say_vaulted(id)
                        />
                    }.into_any()
                } else {
                    view! {
                        <IconButton
                            glyph=Glyph::Key
                            is_main=true
                            is_off=is_denied
                            name="Copy Password"
                            described_by=secret_described_by
                            on_press=move |event| state.wish(id, Wish::Copy, event.is_trusted())
                        />
                    }.into_any()
                }}
                <IconButton
                    glyph=Glyph::Out
                    name="Open in IT Glue"
                    described_by=described_by.clone()
                    on_press=move |_| state.open(OpenTarget::Password { id })
                />
            </div>
        </li>
    }
}

/// *Show Password*, and *Hide Password* while it is shown. One button, so that the focus stays on it.
#[component]
fn Eye(
    state: State,
    id: PasswordId,
    shown: Memo<bool>,
    is_denied: bool,
    described_by: String,
) -> impl IntoView {
    let name = move || {
        if shown.get() {
            "Hide Password"
        } else {
            "Show Password"
        }
    };
    let press = move |event: web_sys::MouseEvent| {
        if shown.get_untracked() {
            state.hide();
        } else if !is_denied {
            state.wish(id, Wish::Show, event.is_trusted());
        }
    };
    view! {
        <button
            type="button"
            class="ib"
            aria-label=name
            title=name
            aria-describedby=described_by
            aria-disabled=is_denied.then_some("true")
            on:click=press
        >
            {move || {
                let glyph = if shown.get() { Glyph::EyeOff } else { Glyph::Eye };
                view! { <Icon glyph=glyph/> }
            }}
        </button>
    }
}

/// Username, category and where it is embedded.
#[component]
fn Detail(row: PasswordRow) -> impl IntoView {
    let username = row.username.filter(|name| !name.is_empty());
    let is_empty = username.is_none() && row.category.is_none() && row.parent.is_none();
    view! {
        <span class="line detail">
            {username.map(|name| view! { <span class="username" title=name.clone()>{name.clone()}</span> })}
            {row.category.map(|category| view! {
                <span class="category" title=category.clone()>{category.clone()}</span>
            })}
            {row.parent.map(|parent| view! {
                <span class="tag parent" title=format!("Embedded in {parent}")>{parent.clone()}</span>
            })}
            {is_empty.then(|| view! { <span class="category">"no username"</span> })}
        </span>
    }
}

/// The value itself, in spans by kind of character. Not a live region: nothing reads it aloud unasked.
#[component]
fn Value(state: State) -> impl IntoView {
    let spans = move || {
        state.value.with(|shown| {
            shown.as_ref().map(|shown| {
                // EXPOSE: the technician pressed Show Password on this row; drawn until it is hidden.
                runs(shown.value.expose())
                    .into_iter()
                    .map(|(kind, text)| view! { <span class=kind.class()>{text.to_owned()}</span> })
                    .collect_view()
            })
        })
    };
    view! { <code class="reveal">{spans}</code> }
}

/// Has the row watched while it is drawn.
fn watch(state: State, id: PasswordId, element: NodeRef<html::Li>) {
    let number = StoredValue::new(0);
    let guard = state.guard;
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            number.set_value(guard.with_value(|guard: &Guard| guard.watch(id.0, &element)));
        }
    });
    on_cleanup(move || {
        let ended = number.try_get_value().unwrap_or_default();
        let _ = guard.try_with_value(|guard: &Guard| guard.unwatch(id.0, ended));
    });
}

fn element_of(target: &web_sys::EventTarget) -> String {
    use wasm_bindgen::JsCast;
    target
        .dyn_ref::<web_sys::Element>()
        .map(web_sys::Element::id)
        .unwrap_or_default()
}
