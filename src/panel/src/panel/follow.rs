//! How the panel keeps up with its page: what it hears, when it asks, and which answers count.
//!
//! Invariant: rows and shown values belong to one revision; whatever answers for another one is dropped.
//! Invariant: while nobody can see the panel (hidden or collapsed) it asks for nothing.

use super::state::{Lists, State};
use crate::background::{ask, listen, listen_activated, place};
use crate::browser;
use crate::observer::Guard;
use gluepane_protocol::{
    ClipboardItem, Event, Failure, PanelState, PanelView, Place, Request, Response, Revision,
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Which answers count.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Asking {
    /// Counts the questions for the view; the answer to an older one never replaces that to a newer one.
    number: u32,
    /// The number of the newest answer that was taken.
    answered: u32,
    /// The newest revision heard of, be it in an event.
    pub(super) newest: Revision,
    /// Something changed while nobody could see the panel.
    pub(super) due: bool,
    /// Consecutive answers that were out of date when they came.
    outdated: u32,
}

impl State {
    /// Listens, and asks for the first time.
    pub(crate) fn start(self) {
        listen(move |event| self.hear(event));
        let _ =
            window_event_listener_untyped("visibilitychange", move |_| self.visibility_changed());
        let _ = window_event_listener_untyped("pagehide", move |_| self.hide());
        spawn_local(async move {
            if let Place::Window { .. } = place().await {
                listen_activated(move || self.move_on());
            }
        });
        self.ask_view();
    }

    fn hear(self, event: Event) {
        match event {
            Event::ContextChanged { tab, revision } => match self.tab.get_untracked() {
                Some(ours) if ours != tab => {}
                Some(_) if revision == self.revision.get_untracked() && self.is_linked() => {
                    self.ask_view()
                }
                Some(_) if revision < self.asking.with_untracked(|asking| asking.newest) => {}
                Some(_) => {
                    self.asking
                        .update(|asking| asking.newest = asking.newest.max(revision));
                    self.move_on();
                }
                None => self.ask_view(),
            },
            Event::PanelChanged { tab } => {
                if self.tab.get_untracked().is_none_or(|ours| ours == tab) {
                    self.ask_view_anyway();
                }
            }
            Event::ClipboardChanged => self.ask_view(),
            Event::ConnectionChanged => self.move_on(),
            Event::PinsChanged => self.ask_view(),
            Event::HostsChanged | Event::ShortcutsChanged => {}
        }
    }

    pub(super) fn is_linked(self) -> bool {
        self.shown
            .with_untracked(|shown| matches!(shown, Some(PanelState::Linked { .. })))
    }

    fn visibility_changed(self) {
        if browser::is_document_visible() {
            if self.asking.with_untracked(|asking| asking.due) {
                self.ask_view();
            }
        } else {
            self.hide();
        }
    }

    /// The page shows something else, or is about to: nothing of before stays.
    fn move_on(self) {
        self.drop_rows();
        self.shown.set(None);
        self.ask_view();
    }

    fn drop_rows(self) {
        self.hide();
        self.guard.with_value(Guard::forget);
        self.lists.set(Lists::Awaited);
        self.search.set(String::new());
        self.notice.set(None);
        self.covered.set(false);
        self.busy.set(None);
    }

    /// Asks for the view, or as soon as somebody can see it.
    pub(crate) fn ask_view(self) {
        let unseen = !browser::is_document_visible() || self.collapsed.get_untracked();
        if unseen {
            self.asking.update(|asking| asking.due = true);
        } else {
            self.ask_view_anyway();
        }
    }

    pub(super) fn ask_view_anyway(self) {
        let number = self
            .asking
            .try_update(|asking| {
                asking.due = false;
                asking.number += 1;
                asking.number
            })
            .unwrap_or_default();
        spawn_local(async move {
            let answer = ask(Request::View).await;
            self.take_view(number, answer).await;
        });
    }

    async fn take_view(self, number: u32, answer: Result<Response, Failure>) {
        let asking = self.asking.get_untracked();
        if number < asking.answered {
            return;
        }
        let is_newest = number == asking.number;
        match answer {
            Ok(Response::Panel { view }) if view.revision >= asking.newest => {
                self.asking.update(|asking| asking.answered = number);
                self.accept(*view);
            }
            Ok(Response::Panel { .. }) | Err(Failure::Outdated) if !is_newest => {}
            Ok(Response::Panel { .. }) | Err(Failure::Outdated) if asking.outdated < 3 => {
                self.asking.update(|asking| asking.outdated += 1);
                browser::sleep(250).await;
                if self.asking.with_untracked(|asking| asking.number) == number {
                    self.ask_view();
                }
            }
            Ok(_) => self.fail(Failure::Internal),
            Err(failure) if is_newest => self.fail(failure),
            Err(_) => {}
        }
    }

    fn fail(self, failure: Failure) {
        self.drop_rows();
        self.shown.set(Some(PanelState::Failed { failure }));
    }

    /// *Try again*, after a failure: whatever the background says now counts.
    pub(crate) fn try_again(self) {
        self.asking.update(|asking| {
            asking.newest = Revision::default();
            asking.outdated = 0;
        });
        self.move_on();
    }

    /// Draws a view that is up to date.
    pub(super) fn accept(self, view: PanelView) {
        self.asking.update(|asking| {
            asking.newest = view.revision;
            asking.outdated = 0;
        });
        let same = self.tab.get_untracked() == Some(view.tab)
            && self.revision.get_untracked() == view.revision
            && self
                .shown
                .with_untracked(|shown| shown.as_ref() == Some(&view.state));
        let was_collapsed = self.collapsed.get_untracked();
        let collapsed = view.layout.collapsed && self.in_frame;
        self.tab.set(Some(view.tab));
        set_if_other(self.signed_in, view.signed_in);
        set_if_other(self.chosen, view.chosen_tab);
        self.known.set(true);
        self.take_clipboard(
            view.clipboard
                .filter(|held| held.item == ClipboardItem::Password),
        );
        if !same {
            self.drop_rows();
            self.revision.set(view.revision);
            self.shown.set(Some(view.state));
        }
        if collapsed && !was_collapsed {
            self.hide();
        }
        set_if_other(self.collapsed, collapsed);
        let awaited = self.lists.with_untracked(|lists| *lists == Lists::Awaited);
        if awaited && self.is_linked() && !collapsed {
            self.ask_lists();
        }
    }

    /// Asks for the rows.
    pub(crate) fn ask_lists(self) {
        let revision = self.revision.get_untracked();
        self.lists.set(Lists::Awaited);
        spawn_local(async move {
            let answer = ask(Request::Passwords { revision }).await;
            if self.revision.get_untracked() != revision || !self.is_linked() {
                return;
            }
            match answer {
                Ok(Response::Passwords { lists }) if lists.revision == revision => {
                    self.lists.set(Lists::Ready(lists));
                }
                Ok(Response::Passwords { .. }) | Err(Failure::Outdated) => self.ask_view(),
                Ok(_) => self.lists.set(Lists::Failed(Failure::Internal)),
                Err(failure) => self.lists.set(Lists::Failed(failure)),
            }
        });
    }
}

/// Leaves a signal alone that already holds it, so that nothing is drawn again.
fn set_if_other<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|held| *held != value) {
        signal.set(value);
    }
}
