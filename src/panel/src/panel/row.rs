//! One password's row.

use super::secrets::Wish;
use super::state::State;
use crate::icons::{Glyph, icon};
use crate::observer::{Guard, ROW_ATTRIBUTE};
use crate::parts::{button, icon_button};
use crate::strokes::runs;
use crate::ui::{El, Memo, Readable, View, cleanup, el};
use gluepane_protocol::{OpenTarget, PasswordId, PasswordRow};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// The id of a row's element.
pub(crate) fn row_id(password: PasswordId) -> String {
    format!("row-{password}")
}

/// A row: its name, what tells it apart, its buttons, and its value while that is shown.
pub(crate) fn draw(
    state: State,
    row: PasswordRow,
    is_denied: bool,
    target: Memo<Option<u64>>,
    list_keys: impl Fn(KeyboardEvent, &PasswordRow) + 'static,
) -> El {
    let id = row.id;
    let shown = Memo::new(move || state.is_shown(id));
    let name_id = format!("name-{id}");
    let element = el("li")
        .class("row")
        .id(&row_id(id))
        .attr(ROW_ATTRIBUTE, &id.to_string())
        .attr("tabindex", "-1")
        .attr("aria-label", &row.name)
        .live_class("on", move || shown.get() || target.get() == Some(id.0))
        .live_attr("aria-busy", move || {
            (state.busy.get() == Some(id)).then_some("true")
        })
        .child(
            el("div")
                .class("t")
                .child(
                    el("span")
                        .class("line")
                        .child(
                            el("b")
                                .id(&name_id)
                                .attr("title", &row.name)
                                .text(&row.name),
                        )
                        .child(row.vaulted.then(|| el("span").class("tag v").text("vault")))
                        .child(row.has_otp.then(|| {
                            el("span")
                                .class("tag")
                                .attr("title", "One-time code")
                                .text("OTP")
                        })),
                )
                .child(detail(&row))
                .live(move || shown.get().then(|| value(state))),
        )
        .child(buttons(state, &row, is_denied, &name_id, shown));
    watch(state, id, &element);
    element.on_key(move |event| {
        // Only the row's own keys: Enter on one of its buttons is that button's.
        if id_of_target(&event) == row_id(id) {
            list_keys(event, &row);
        }
    })
}

fn buttons(
    state: State,
    row: &PasswordRow,
    is_denied: bool,
    name_id: &str,
    shown: Memo<bool>,
) -> El {
    let id = row.id;
    // The reason is said with each button that it concerns.
    let secret_described_by = if is_denied {
        format!("{name_id} why")
    } else {
        name_id.to_owned()
    };
    let username = row.username.as_ref().filter(|name| !name.is_empty());
    let act = |glyph, name, what: &str| Act {
        glyph,
        name,
        id: format!("{what}-{id}"),
        described_by: name_id,
    };
    let copy = if row.vaulted {
        act(Glyph::Key, "Copy Password from Vault", "vault")
            .draw(move |_| state.say_vaulted(id))
            .class("ib main")
    } else {
        let act = Act {
            described_by: &secret_described_by,
            ..act(Glyph::Key, "Copy Password", "copy")
        };
        act.draw(move |event| {
            if !is_denied {
                state.wish(id, Wish::Copy, event.is_trusted());
            }
        })
        .class("ib main")
        .attr_if("aria-disabled", is_denied.then_some("true"))
    };
    el("div")
        .class("acts")
        .child(username.map(|_| {
            act(Glyph::Person, "Copy Username", "user")
                .draw(move |event| state.copy_username(id, event.is_trusted()))
        }))
        .child((!row.vaulted).then(|| eye(state, id, shown, is_denied, &secret_described_by)))
        .child(copy)
        .child(
            act(Glyph::Out, "Open in IT Glue", "open")
                .draw(move |_| state.open(OpenTarget::Password { id })),
        )
}

/// A button of a row.
struct Act<'a> {
    glyph: Glyph,
    name: &'static str,
    id: String,
    described_by: &'a str,
}

impl Act<'_> {
    fn draw(&self, press: impl Fn(web_sys::Event) + 'static) -> El {
        icon_button(self.glyph, self.name, press)
            .id(&self.id)
            .attr("aria-describedby", self.described_by)
    }
}

/// *Show Password*, and *Hide Password* while it is shown. One button, so that the focus stays on it.
fn eye(state: State, id: PasswordId, shown: Memo<bool>, is_denied: bool, described_by: &str) -> El {
    let name = move || {
        Some(if shown.get() {
            "Hide Password"
        } else {
            "Show Password"
        })
    };
    button("ib", "", move |event| {
        if shown.get_untracked() {
            state.hide();
        } else if !is_denied {
            state.wish(id, Wish::Show, event.is_trusted());
        }
    })
    .id(&format!("show-{id}"))
    .live_attr("aria-label", name)
    .live_attr("title", name)
    .attr("aria-describedby", described_by)
    .attr_if("aria-disabled", is_denied.then_some("true"))
    .live(move || {
        icon(if shown.get() {
            Glyph::EyeOff
        } else {
            Glyph::Eye
        })
    })
}

/// Username, category and where it is embedded.
fn detail(row: &PasswordRow) -> El {
    let username = row.username.as_ref().filter(|name| !name.is_empty());
    let is_empty = username.is_none() && row.category.is_none() && row.parent.is_none();
    let part = |class: &str, text: &String| el("span").class(class).attr("title", text).text(text);
    el("span")
        .class("line detail")
        .child(username.map(|name| part("username", name)))
        .child(
            row.category
                .as_ref()
                .map(|category| part("category", category)),
        )
        .child(row.parent.as_ref().map(|parent| {
            part("tag parent", parent).attr("title", &format!("Embedded in {parent}"))
        }))
        .child(is_empty.then(|| el("span").class("category").text("no username")))
}

/// The value itself, in spans by kind of character. Not a live region: nothing reads it aloud unasked.
fn value(state: State) -> El {
    el("code").class("reveal").live(move || -> View {
        state.value.with(|shown| {
            shown
                .as_ref()
                .map(|shown| {
                    // EXPOSE: the technician pressed Show Password on this row; drawn until it is hidden.
                    runs(shown.value.expose())
                        .into_iter()
                        .map(|(kind, text)| el("span").class(kind.class()).text(text))
                        .collect::<Vec<_>>()
                })
                .unwrap_or_default()
                .into()
        })
    })
}

/// Has the row watched while it is drawn.
fn watch(state: State, id: PasswordId, element: &El) {
    let guard = state.guard;
    let number = guard.with_value(|guard: &Guard| guard.watch(id.0, &element.element()));
    cleanup(move || {
        let _ = guard.try_with_value(|guard: &Guard| guard.unwatch(id.0, number));
    });
}

fn id_of_target(event: &KeyboardEvent) -> String {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .map(|element| element.id())
        .unwrap_or_default()
}
