//! A search that asks the background: one field, and what came of it. For organizations and for configurations.

use crate::icons::{Glyph, icon};
use crate::ui::{El, Readable, RwSignal, View, el, sleep, spawn_local, value};
use gluepane_protocol::Failure;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// After the last key, before anything is asked.
const PAUSE_MS: u32 = 150;

/// Something that was found.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found {
    /// Its id, within its kind.
    pub(super) id: u64,
    /// Its name.
    pub(super) name: String,
    /// What tells it apart.
    pub(super) detail: String,
    /// The name of its button.
    pub(super) act: &'static str,
}

impl Found {
    /// `reason`: why it is listed, before what tells it apart; either may be empty.
    pub(super) fn new(
        id: u64,
        name: String,
        reason: &str,
        detail: &str,
        act: &'static str,
    ) -> Self {
        let said = [reason, detail].into_iter().filter(|text| !text.is_empty());
        Self {
            id,
            name,
            detail: said.collect::<Vec<_>>().join(" · "),
            act,
        }
    }
}

/// What the search has come to.
#[derive(Clone, PartialEq, Debug)]
enum Outcome {
    /// Nothing was typed.
    Idle,
    /// Under way, and nothing older to show.
    Awaited,
    /// These.
    Here(Vec<Found>),
    /// Not to be had.
    Failed(Failure),
}

/// How a search is answered.
pub(super) type Answer = Pin<Box<dyn Future<Output = Result<Vec<Found>, Failure>>>>;

/// A search: its words, its question, and what a press does.
pub(super) struct Search {
    /// The id of its field.
    pub(super) id: &'static str,
    /// The name of its field.
    pub(super) label: &'static str,
    /// The heading over what was found.
    pub(super) heading: &'static str,
    /// Said when nothing was.
    pub(super) nothing: &'static str,
    /// An empty field is a question too.
    pub(super) asks_at_once: bool,
    /// Asks.
    pub(super) ask: Rc<dyn Fn(String) -> Answer>,
    /// The button of something was pressed.
    pub(super) press: Rc<dyn Fn(u64)>,
    /// What stands there while nothing was typed.
    pub(super) idle: Rc<dyn Fn() -> View>,
}

/// The field, and below it what was found, each in an element of its own.
pub(super) fn draw(search: Search) -> (El, View) {
    let Search {
        id,
        label,
        heading,
        nothing,
        asks_at_once,
        ask,
        press,
        idle,
    } = search;
    let outcome = RwSignal::new(Outcome::Idle);
    let typed = RwSignal::new(String::new());
    let number = RwSignal::new(0_u32);
    let look_for = Rc::new(move |text: &str| {
        let query = text.trim().to_owned();
        let mine = number.get_untracked() + 1;
        number.set(mine);
        if query.is_empty() && !asks_at_once {
            return outcome.set(Outcome::Idle);
        }
        if !outcome.with_untracked(|outcome| matches!(outcome, Outcome::Here(_))) {
            outcome.set(Outcome::Awaited);
        }
        let ask = Rc::clone(&ask);
        spawn_local(async move {
            sleep(if query.is_empty() { 0 } else { PAUSE_MS }).await;
            if number.try_get_untracked() != Some(mine) {
                return;
            }
            let answer = ask(query).await;
            if number.try_get_untracked() == Some(mine) {
                outcome.set(match answer {
                    Ok(found) => Outcome::Here(found),
                    Err(failure) => Outcome::Failed(failure),
                });
            }
        });
    });
    if asks_at_once {
        look_for("");
    }
    let for_keys = Rc::clone(&look_for);
    let clear = Rc::new(move || {
        typed.set(String::new());
        for_keys("");
        crate::browser::focus(id);
    });
    let by_escape = Rc::clone(&clear);
    let field = el("div").class("find").child(icon(Glyph::Lens)).child(
        el("input")
            .id(id)
            .attr("type", "search")
            .attr("placeholder", label)
            .attr("aria-label", label)
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            // In a dialog of its own the focus begins here.
            .attr_if("autofocus", asks_at_once.then_some(""))
            .live_prop("value", move || typed.get())
            .on("input", move |event| {
                let text = value(&event);
                look_for(&text);
                typed.set(text);
            })
            .on_key(move |event| {
                if event.key() == "Escape" && !typed.with_untracked(String::is_empty) {
                    event.prevent_default();
                    by_escape();
                }
            }),
    );
    let results = crate::ui::live(move || match outcome.get() {
        Outcome::Idle => idle(),
        Outcome::Awaited => el("p")
            .class("lead")
            .attr("role", "status")
            .text("Searching…")
            .into(),
        Outcome::Failed(failure) => el("p")
            .class("banner")
            .attr("role", "alert")
            .text(&failure.to_string())
            .into(),
        Outcome::Here(found) if found.is_empty() => {
            let clear = Rc::clone(&clear);
            let is_typed = typed.with(|typed| !typed.is_empty());
            el("div")
                .class("empty")
                .attr("role", "status")
                .child(el("h2").class("empty-title").text("Nothing fits"))
                .child(el("p").text(nothing))
                .child(is_typed.then(|| {
                    el("div").class("btns").child(crate::parts::button(
                        "btn",
                        "Clear search",
                        move |_| clear(),
                    ))
                }))
                .into()
        }
        Outcome::Here(found) => list(heading, found, &press),
    });
    (field, results)
}

/// Rows with a name, what tells them apart, and a button.
pub(super) fn list(heading: &str, rows: Vec<Found>, press: &Rc<dyn Fn(u64)>) -> View {
    View::from(vec![
        el("h2").child(el("span").class("heading").text(heading)),
        rows_of(heading, rows, press),
    ])
}

/// The same without a heading of its own.
pub(super) fn rows_of(label: &str, rows: Vec<Found>, press: &Rc<dyn Fn(u64)>) -> El {
    let row = |one: Found| {
        let name_id = format!("found-{}", one.id);
        let press = Rc::clone(press);
        el("li")
            .class("row candidate")
            .attr("aria-label", &one.name)
            .child(
                el("div")
                    .class("t")
                    .child(
                        el("span").class("line").child(
                            el("b")
                                .id(&name_id)
                                .attr("title", &one.name)
                                .text(&one.name),
                        ),
                    )
                    .child(
                        el("span").class("line detail").child(
                            el("span")
                                .class("category")
                                .attr("title", &one.detail)
                                .text(&one.detail),
                        ),
                    ),
            )
            .child(
                crate::parts::button("btn small", one.act, move |_| press(one.id))
                    .attr("aria-describedby", &name_id),
            )
    };
    el("ul")
        .attr("aria-label", label)
        .children(rows.into_iter().map(row))
}
