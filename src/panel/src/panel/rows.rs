//! The tab *Passwords*: the search, and the two lists.

use super::row::{Row, row_id};
use super::secrets::Wish;
use super::state::{Lists, State};
use crate::browser;
use crate::filter::Filter;
use crate::icons::{Glyph, Icon};
use crate::parts::SkeletonRows;
use gluepane_protocol::{PasswordId, PasswordLists, PasswordRow};
use leptos::prelude::*;

/// More rows than this are drawn only on request.
const FIRST: usize = 100;
/// The id of the search field.
const SEARCH: &str = "search";

/// The whole tab. `why` says why values can't be read, if they can't.
#[component]
pub(crate) fn Passwords(state: State, why: Option<String>) -> impl IntoView {
    let is_denied = why.is_some();
    let filter = Memo::new(move |_| Filter::new(&state.search.get()));
    let device = Memo::new(move |_| fitting(state, filter, |lists| &lists.device));
    let client = Memo::new(move |_| fitting(state, filter, |lists| &lists.client));
    let first = Memo::new(move |_| {
        device
            .with(|rows| rows.first().cloned())
            .or_else(|| client.with(|rows| rows.first().cloned()))
    });
    // What Enter in the search field would copy, shown as soon as something was typed.
    let target = Memo::new(move |_| {
        if filter.with(Filter::is_empty) {
            None
        } else {
            first.with(|row| row.as_ref().map(|row| row.id))
        }
    });
    let press_first = move |is_trusted: bool| {
        if let Some(row) = first.get_untracked() {
            copy(state, &row, is_denied, is_trusted);
        }
    };
    // The slash works from everywhere in the panel but a text field.
    let slash = window_event_listener(leptos::ev::keydown, move |event| {
        let has_modifier = event.ctrl_key() || event.alt_key() || event.meta_key();
        if event.key() == "/" && !has_modifier && !is_typing() {
            event.prevent_default();
            browser::focus(SEARCH);
        }
    });
    on_cleanup(move || slash.remove());
    let field_keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" => {
            event.prevent_default();
            step(device, client, None, 1);
        }
        "Enter" => {
            event.prevent_default();
            press_first(event.is_trusted());
        }
        "Escape" if !state.search.get_untracked().is_empty() => {
            event.prevent_default();
            state.search.set(String::new());
        }
        _ => {}
    };
    let list_keys =
        move |event: web_sys::KeyboardEvent, row: PasswordRow| match event.key().as_str() {
            "ArrowDown" => {
                event.prevent_default();
                step(device, client, Some(row.id), 1);
            }
            "ArrowUp" => {
                event.prevent_default();
                step(device, client, Some(row.id), -1);
            }
            "Enter" => {
                event.prevent_default();
                copy(state, &row, is_denied, event.is_trusted());
            }
            _ => {}
        };
    view! {
        {why.map(|why| view! { <p class="banner" id="why"><Icon glyph=Glyph::Warn/><span>{why}</span></p> })}
        <div class="find">
            <Icon glyph=Glyph::Lens/>
            <input
                id=SEARCH
                type="search"
                placeholder="Search passwords"
                aria-label="Search passwords"
                aria-keyshortcuts="/"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || state.search.get()
                on:input=move |event| state.search.set(event_target_value(&event))
                on:keydown=field_keys
            />
            <kbd aria-hidden="true">"/"</kbd>
        </div>
        <div class="scroll">
            {move || match state.lists.get() {
                Lists::Awaited => view! { <SkeletonRows/> }.into_any(),
                Lists::Failed(failure) => view! {
                    <div class="empty" role="alert">
                        <h2 class="empty-title">"The passwords couldn’t be read"</h2>
                        <p>{failure.to_string()}</p>
                        <div class="btns">
                            <button type="button" class="btn p" on:click=move |_| state.ask_lists()>"Try again"</button>
                        </div>
                    </div>
                }.into_any(),
                Lists::Ready(lists) => view! {
                    <Section
                        state
                        rows=device
                        heading="Device Passwords".to_owned()
                        total=lists.device.len()
                        is_denied
                        target
                        list_keys
                    />
                    <Section
                        state
                        rows=client
                        heading=format!("{} Passwords", lists.client_name)
                        total=lists.client.len()
                        is_denied
                        target
                        list_keys
                    />
                    <Ending lists device client state/>
                }.into_any(),
            }}
        </div>
    }
}

/// The rows of one list that the search leaves.
fn fitting(
    state: State,
    filter: Memo<Filter>,
    pick: fn(&PasswordLists) -> &Vec<PasswordRow>,
) -> Vec<PasswordRow> {
    state.lists.with(|lists| match lists {
        Lists::Ready(lists) => filter.with(|filter| filter.choose(pick(lists))),
        Lists::Awaited | Lists::Failed(_) => Vec::new(),
    })
}

/// Enter on a row does what its key-shaped button does.
fn copy(state: State, row: &PasswordRow, is_denied: bool, is_trusted: bool) {
    if row.vaulted {
        state.say_vaulted(row.id);
    } else if !is_denied {
        state.wish(row.id, Wish::Copy, is_trusted);
    }
}

/// From a row (or the search field) to the next; upwards from the first it goes back to the field.
fn step(
    device: Memo<Vec<PasswordRow>>,
    client: Memo<Vec<PasswordRow>>,
    from: Option<PasswordId>,
    by: isize,
) {
    let ids: Vec<PasswordId> = device
        .with_untracked(|rows| rows.iter().map(|row| row.id).collect::<Vec<_>>())
        .into_iter()
        .chain(client.with_untracked(|rows| rows.iter().map(|row| row.id).collect::<Vec<_>>()))
        .collect();
    let at = from.and_then(|from| ids.iter().position(|id| *id == from));
    let to = match at {
        None => Some(0),
        Some(at) => at.checked_add_signed(by),
    };
    match to {
        None => browser::focus(SEARCH),
        Some(to) => {
            if let Some(id) = ids.get(to) {
                browser::focus(&row_id(*id));
            }
        }
    }
}

fn is_typing() -> bool {
    document()
        .active_element()
        .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "SELECT"))
}

/// One list under its heading. Not there if it holds nothing at all.
#[component]
fn Section(
    state: State,
    rows: Memo<Vec<PasswordRow>>,
    heading: String,
    total: usize,
    is_denied: bool,
    target: Memo<Option<PasswordId>>,
    list_keys: impl Fn(web_sys::KeyboardEvent, PasswordRow) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let all = RwSignal::new(false);
    let n_rows = Memo::new(move |_| rows.with(Vec::len));
    let drawn = move || {
        let limit = if all.get() { usize::MAX } else { FIRST };
        rows.with(|rows| rows.iter().take(limit).cloned().collect::<Vec<_>>())
    };
    let label = heading.clone();
    view! {
        <section hidden=move || n_rows.get() == 0>
            <h2>
                <span class="heading">{heading}</span>
                <span class="count">
                    {move || match n_rows.get() {
                        n if n == total => total.to_string(),
                        n => format!("{n} of {total}"),
                    }}
                </span>
            </h2>
            <ul aria-label=label>
                <For each=drawn key=|row| row.id let:row>
                    <Row state row is_denied target list_keys/>
                </For>
            </ul>
            {move || (n_rows.get() > FIRST && !all.get()).then(|| view! {
                <button type="button" class="btn wide" on:click=move |_| all.set(true)>
                    {format!("Show all {}", n_rows.get())}
                </button>
            })}
        </section>
    }
}

/// What stands below the lists, and instead of them.
#[component]
fn Ending(
    state: State,
    lists: PasswordLists,
    device: Memo<Vec<PasswordRow>>,
    client: Memo<Vec<PasswordRow>>,
) -> impl IntoView {
    let n_all = lists.device.len() + lists.client.len();
    let name = lists.client_name;
    let none_fit = move || n_all > 0 && device.with(Vec::is_empty) && client.with(Vec::is_empty);
    view! {
        {(n_all == 0).then(|| view! {
            <div class="empty">
                <h2 class="empty-title">"No passwords"</h2>
                <p>{format!("IT Glue has no passwords of {name} that you can see.")}</p>
            </div>
        })}
        {move || none_fit().then(|| view! {
            <div class="empty" role="status">
                <h2 class="empty-title">"Nothing fits"</h2>
                <p>"No password of this client has all of these words."</p>
                <div class="btns">
                    <button
                        type="button"
                        class="btn"
                        on:click=move |_| {
                            state.search.set(String::new());
                            browser::focus(SEARCH);
                        }
                    >
                        "Clear search"
                    </button>
                </div>
            </div>
        })}
        {lists.cut_off.then(|| view! {
            <p class="lead">"There are more passwords than are listed here. Open Passwords shows all of them in IT Glue."</p>
        })}
    }
}
