//! Where the keyboard is, and where it goes when what it was on has gone.
//!
//! Invariant: the focus moves only if it is ours (this document has it) and is lost (nothing has it), or if something was
//! pressed here that leads to another place. The page beside us never loses it to us.

use super::state::{Lists, State};
use crate::browser;
use crate::ui::{Readable, after, document, on_document, on_window, rendered};
use gluepane_protocol::PanelState;
use wasm_bindgen::JsCast;

/// A focus that follows a press of the mouse within this time is the mouse's.
const MOUSE_MS: f64 = 500.0;

/// What is known of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Focus {
    /// The control that had it last, by its id.
    last: String,
    /// The control that is to have it next, by its id.
    next: String,
    /// When the mouse was pressed last.
    pressed_ms: f64,
}

impl State {
    /// Notes where the focus goes, and takes it to the search when the keyboard comes in.
    pub(super) fn keep_focus(self) {
        let change = move |change: &dyn Fn(&mut Focus)| {
            let mut focus = self.focus.get_value();
            change(&mut focus);
            self.focus.set_value(focus);
        };
        on_document("focusin", move |event| {
            let id = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .map(|element| element.id())
                .unwrap_or_default();
            if !id.is_empty() {
                change(&|focus| focus.last.clone_from(&id));
            }
        });
        on_document("pointerdown", move |_| {
            let now_ms = browser::now_ms();
            change(&|focus| focus.pressed_ms = now_ms);
        });
        on_window("focus", move |_| {
            after(0.0, move || {
                let pressed_ms = self.focus.get_value().pressed_ms;
                let by_mouse = pressed_ms > 0.0 && browser::now_ms() - pressed_ms < MOUSE_MS;
                if !by_mouse && is_lost() && !browser::focus("search") {
                    browser::focus("title");
                }
            });
        });
    }

    /// What was just pressed leads there.
    pub(super) fn then_focus(self, id: &str) {
        let mut focus = self.focus.get_value();
        focus.next = id.to_owned();
        self.focus.set_value(focus);
    }

    /// Part of the panel was drawn anew: the focus goes back to where it was, or to where it is to go.
    pub(super) fn return_focus(self) {
        rendered(move || {
            if !is_lost() {
                return;
            }
            let mut focus = self.focus.get_value();
            if browser::focus(&focus.next) || browser::focus(&focus.last) {
                focus.next.clear();
                self.focus.set_value(focus);
                return;
            }
            let comes_more = self.lists.with_untracked(|lists| *lists == Lists::Awaited)
                && self.is_linked()
                || self
                    .shown
                    .with_untracked(|shown| matches!(shown, None | Some(PanelState::Reading)));
            if !comes_more {
                browser::focus("title");
            }
        });
    }
}

/// This document has the keyboard, and nothing in it does.
fn is_lost() -> bool {
    let is_nowhere = document()
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY");
    is_nowhere && browser::has_focus()
}
