//! What was just copied, with its countdown, and what just went wrong. Lies over the foot of the list, which keeps room for
//! it: what comes and goes by itself must not move a row under the hand.

use super::secrets::Copied;
use super::state::{Notice, State};
use crate::browser;
use crate::icons::Glyph;
use crate::parts::{button, icon_button, leads_to_options};
use crate::ui::{El, Memo, Readable, RwSignal, View, el, every};
use gluepane_protocol::{ClipboardItem, Failure, OpenTarget, Request};
use std::cell::RefCell;
use std::rc::Rc;

/// Both, if there are both. The regions are always there, so that what appears in them is heard.
pub(crate) fn notices(state: State) -> El {
    let said_history = Rc::new(RefCell::new(None));
    el("div")
        .class("notices")
        .child(el("div").attr("role", "alert").live(move || {
            state.return_focus();
            state.notice.get().map(|notice| told(state, notice))
        }))
        .child(el("div").attr("role", "status").live(move || {
            state.return_focus();
            state
                .copied
                .get()
                .map(|copied| toast(state, copied, &said_history))
        }))
}

fn told(state: State, notice: Notice) -> El {
    let dismiss = icon_button(Glyph::Cross, "Dismiss", move |_| state.notice.set(None));
    let (failure, password) = match notice {
        Notice::Failure { failure, password } => (failure, password),
        Notice::HowToOpenSidebar => {
            return el("div")
                .class("toast hint-only")
                .child(el("p").class("toast-words").text(
                    "In this browser a panel in a page can’t open the sidebar. Press Alt+Shift+U, or press Gluepane’s button in the browser’s toolbar and choose Open side panel.",
                ))
                .child(dismiss);
        }
    };
    // Not a fault: it says where to go on.
    let is_hint = matches!(
        failure,
        Failure::Vaulted | Failure::ValuesOff | Failure::NoPasswordAccess
    );
    let to_password = password.filter(|_| is_hint || matches!(failure, Failure::NotPermitted));
    let acts = el("div")
        .class("toast-acts")
        .child(to_password.map(|id| {
            button("link", "Open in IT Glue", move |_| {
                state.open(OpenTarget::Password { id })
            })
        }))
        .child(leads_to_options(&failure).then(|| {
            button("link", "Open options", move |_| {
                state.tell(Request::OpenOptions)
            })
        }));
    el("div")
        .class(if is_hint {
            "toast hint-only"
        } else {
            "toast failure"
        })
        .child(
            el("div")
                .class("toast-words")
                .child(el("p").text(&failure.to_string()))
                .child(acts),
        )
        .child(dismiss)
}

fn toast(state: State, copied: Copied, said_history: &RefCell<Option<String>>) -> View {
    let Copied {
        item,
        name,
        organization,
        countdown,
        ..
    } = copied;
    let Some(countdown) = countdown else {
        let what = match item {
            ClipboardItem::Username => "Username of ",
            ClipboardItem::Password => "Password of ",
        };
        let words = el("p")
            .class("toast-words")
            .text(what)
            .child(el("b").text(&name))
            .text(" copied");
        return el("div").class("toast").child(words).into();
    };
    // Said with the first password that is copied while this panel is open, for as long as its toast is there.
    let mut said = said_history.borrow_mut();
    let says_history = said.get_or_insert_with(|| name.clone()) == &name;
    let now = RwSignal::new(browser::now_ms());
    every(250.0, move || {
        let at_ms = browser::now_ms();
        now.set(at_ms);
        if countdown.is_over(at_ms) {
            state.copied.set(None);
            state.ask_view();
        }
    });
    let seconds = Memo::new(move || u64::from(countdown.seconds_left(now.get())));
    let words = el("div")
        .class("toast-words")
        .child(
            el("p")
                .text("Password of ")
                .child(el("b").text(&name))
                .text(" copied. ")
                .child(
                    // Not heard again with every second.
                    el("span")
                        .class("seconds")
                        .attr("aria-live", "off")
                        .live_text(move || format!("Clears in {} s", seconds.get())),
                ),
        )
        .child(el("p").class("fine").text(&organization))
        .child(says_history.then(|| {
            el("p")
                .class("fine")
                .text("Your system’s clipboard history may keep a copy.")
        }));
    el("div")
        .class("toast")
        .child(words)
        .child(
            el("div")
                .class("toast-acts")
                .child(button("link", "Clear now", move |_| {
                    state.clear_clipboard()
                }))
                .child(button("link", "Keep longer", move |_| {
                    state.keep_clipboard()
                })),
        )
        .child(
            el("progress")
                .class("bar")
                .attr("max", "1000")
                .attr("aria-hidden", "true")
                .live_prop("value", move || {
                    f64::from(countdown.permille_left(now.get()))
                }),
        )
        .into()
}
