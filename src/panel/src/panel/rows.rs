//! The tab *Passwords*: the search, and the two lists.

use super::row::{self, row_id};
use super::secrets::Wish;
use super::state::{Lists, State};
use super::trouble::{self, Retry};
use crate::browser;
use crate::filter::Filter;
use crate::icons::{Glyph, icon};
use crate::parts::{button, empty, skeleton_rows};
use crate::ui::{El, Memo, Readable, RwSignal, View, el, value};
use gluepane_protocol::{Failure, PasswordId, PasswordLists, PasswordRow, Request, ShortcutAction};
use std::rc::Rc;
use std::sync::Arc;
use web_sys::KeyboardEvent;

/// More rows than this are drawn only on request.
const FIRST: usize = 100;
/// The id of the search field.
const SEARCH: &str = "search";

/// The whole tab. `why` says why values can't be read, if they can't.
pub(crate) fn draw(state: State, why: Option<&str>) -> View {
    let is_denied = why.is_some();
    let note = why.map(|why| {
        el("div")
            .class("banner quiet")
            .child(icon(Glyph::Info))
            .child(
                el("div")
                    .child(el("span").id("why").text(why))
                    .text(" ")
                    .child(button("link", "Open options", move |_| {
                        state.tell(Request::OpenOptions)
                    })),
            )
    });
    let lists = el("div")
        .class("scroll")
        .live(move || match state.lists.get() {
            Lists::Awaited => skeleton_rows().into(),
            // Said above already, and no error: it is how this key is.
            Lists::Failed(Failure::NoPasswordAccess) if is_denied => empty(
                "No passwords are listed",
                "IT Glue doesn’t list them for this key. Everything else works.",
                [],
            )
            .into(),
            Lists::Failed(failure) => View::from(trouble::draw(
                state,
                &failure,
                "The passwords couldn’t be read",
                Retry {
                    now: Rc::new(move || state.ask_lists()),
                    quietly: Rc::new(move || state.ask_lists_quietly()),
                },
            )),
            Lists::Ready(lists) => of_client(state, &lists, is_denied),
        });
    View::from(vec![
        View::from(note),
        View::from(field(state, is_denied)),
        View::from(lists),
    ])
}

fn field(state: State, is_denied: bool) -> El {
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" => {
            event.prevent_default();
            step(state, None, 1);
        }
        "Enter" => {
            event.prevent_default();
            if let Some(row) = fitting(state).into_iter().next() {
                copy(state, &row, is_denied, event.is_trusted());
            }
        }
        "Escape" if !state.search.with_untracked(String::is_empty) => {
            event.prevent_default();
            state.search.set(String::new());
        }
        _ => {}
    };
    let key = move || {
        state
            .surround
            .with(|surround| surround.key_of(ShortcutAction::Search).map(str::to_owned))
    };
    el("div")
        .class("find")
        .child(icon(Glyph::Lens))
        .child(
            el("input")
                .id(SEARCH)
                .attr("type", "search")
                .attr("placeholder", "Search passwords")
                .attr("aria-label", "Search passwords")
                .live_attr("aria-keyshortcuts", key)
                .attr("autocomplete", "off")
                .attr("spellcheck", "false")
                .live_prop("value", move || state.search.get())
                .on("input", move |event| state.search.set(value(&event)))
                .on_key(keys),
        )
        .live(move || key().map(|key| el("kbd").attr("aria-hidden", "true").text(&key)))
}

fn of_client(state: State, lists: &Arc<PasswordLists>, is_denied: bool) -> View {
    // What Enter in the search field would copy, shown as soon as something was typed.
    let held = Arc::clone(lists);
    let target = Memo::new(move || {
        let filter = Filter::new(&state.search.get());
        if filter.is_empty() {
            return None;
        }
        let first = held
            .device
            .iter()
            .chain(&held.client)
            .find(|row| filter.fits(row));
        first.map(|row| row.id.0)
    });
    let part = |heading: &str, pick: fn(&PasswordLists) -> &Vec<PasswordRow>| {
        Part {
            state,
            lists: Arc::clone(lists),
            pick,
            is_denied,
            target,
        }
        .draw(heading)
    };
    View::from(vec![
        View::from(part("Device Passwords", |lists| &lists.device)),
        View::from(part(&format!("{} Passwords", lists.client_name), |lists| {
            &lists.client
        })),
        ending(state, lists),
    ])
}

/// All rows that the search leaves, in their order.
fn fitting(state: State) -> Vec<PasswordRow> {
    let filter = Filter::new(&state.search.get_untracked());
    state.lists.with_untracked(|lists| match lists {
        Lists::Ready(lists) => [&lists.device, &lists.client]
            .into_iter()
            .flat_map(|rows| filter.choose(rows))
            .collect(),
        Lists::Awaited | Lists::Failed(_) => Vec::new(),
    })
}

/// Enter on a row does what its key-shaped button does.
pub(super) fn copy(state: State, row: &PasswordRow, is_denied: bool, is_trusted: bool) {
    if row.vaulted {
        state.say_vaulted(row.id);
    } else if !is_denied {
        state.wish(row.id, Wish::Copy, is_trusted);
    }
}

/// From a row (or the search field) to the next; upwards from the first it goes back to the field.
fn step(state: State, from: Option<PasswordId>, by: isize) {
    let rows = fitting(state);
    let at = from.and_then(|from| rows.iter().position(|row| row.id == from));
    let to = match at {
        None => Some(0),
        Some(at) => at.checked_add_signed(by),
    };
    match to {
        None => {
            browser::focus(SEARCH);
        }
        Some(to) => {
            if let Some(row) = rows.get(to) {
                browser::focus(&row_id(row.id));
            }
        }
    }
}

/// One list under its heading. Not there if it holds nothing at all.
struct Part {
    state: State,
    lists: Arc<PasswordLists>,
    pick: fn(&PasswordLists) -> &Vec<PasswordRow>,
    is_denied: bool,
    target: Memo<Option<u64>>,
}

impl Part {
    fn draw(self, heading: &str) -> El {
        let Self {
            state,
            lists,
            pick,
            is_denied,
            target,
        } = self;
        let n_all = pick(&lists).len();
        let all = RwSignal::new(false);
        let held = Arc::clone(&lists);
        let left = Memo::new(move || {
            let filter = Filter::new(&state.search.get());
            let rows = pick(&held).iter().filter(|row| filter.fits(row));
            rows.map(|row| row.id.0).collect::<Vec<_>>()
        });
        let n_left = move || left.with(Vec::len);
        let list_keys = move |event: KeyboardEvent, row: &PasswordRow| {
            match event.key().as_str() {
                "ArrowDown" => step(state, Some(row.id), 1),
                "ArrowUp" => step(state, Some(row.id), -1),
                "Enter" => copy(state, row, is_denied, event.is_trusted()),
                _ => return,
            }
            event.prevent_default();
        };
        let title = el("h2")
            .child(el("span").class("heading").text(heading))
            .child(el("span").class("count").live_text(move || match n_left() {
                n if n == n_all => n_all.to_string(),
                n => format!("{n} of {n_all}"),
            }));
        let list = el("ul").attr("aria-label", heading).keyed(
            move || {
                let limit = if all.get() { usize::MAX } else { FIRST };
                left.with(|left| left.iter().take(limit).copied().collect())
            },
            move |id| match pick(&lists).iter().find(|row| row.id.0 == id) {
                Some(row) => row::draw(state, row.clone(), is_denied, target, list_keys),
                None => el("li"),
            },
        );
        el("section")
            .live_flag("hidden", move || n_left() == 0)
            .child(title)
            .child(list)
            .live(move || {
                (n_left() > FIRST && !all.get()).then(|| {
                    let name = format!("Show all {}", n_left());
                    button("btn wide", &name, move |_| all.set(true))
                })
            })
    }
}

/// What stands below the lists, and instead of them.
fn ending(state: State, lists: &Arc<PasswordLists>) -> View {
    let n_all = lists.device.len() + lists.client.len();
    let none = (n_all == 0).then(|| {
        let name = &lists.client_name;
        let words = format!("IT Glue has no passwords of {name} that you can see.");
        empty("No passwords", &words, [])
    });
    let held = Arc::clone(lists);
    let none_fit = Memo::new(move || {
        let filter = Filter::new(&state.search.get());
        let mut rows = held.device.iter().chain(&held.client);
        n_all > 0 && !rows.any(|row| filter.fits(row))
    });
    let nothing = move || {
        none_fit.get().then(|| {
            let clear = button("btn", "Clear search", move |_| {
                state.search.set(String::new());
                browser::focus(SEARCH);
            });
            empty(
                "Nothing fits",
                "No password of this client has all of these words.",
                [clear],
            )
            .attr("role", "status")
        })
    };
    let more = lists.cut_off.then(|| {
        el("p").class("lead").text(
            "There are more passwords than are listed here. Open Passwords shows all of them in IT Glue.",
        )
    });
    View::from(vec![
        View::from(none),
        crate::ui::live(nothing),
        View::from(more),
    ])
}
