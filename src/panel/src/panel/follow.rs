//! How the panel keeps up with its page: what it hears, when it asks, and which answers count.
//!
//! Invariant: rows and shown values belong to one revision; whatever answers for another one is dropped.
//! Invariant: while nobody can see the panel (hidden or collapsed) it asks for nothing.

use super::state::{Lists, State, Surround};
use crate::background::{ask, listen, listen_activated, place};
use crate::browser;
use crate::observer::Guard;
use crate::ui::{Readable, RwSignal, after, on_document, on_window, sleep, spawn_local};
use gluepane_protocol::{
    ClipboardItem, Event, Failure, PanelState, PanelView, Place, Request, Response, Revision,
};
use std::sync::Arc;

/// So long after the width was changed here, the background's word on it may be older.
const RESIZED_MS: f64 = 1_000.0;

/// Which answers count.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Asking {
    /// Counts the questions for the view; the answer to an older one never replaces that to a newer one.
    number: u32,
    /// The number of the newest answer that was taken.
    answered: u32,
    /// The newest revision heard of for the tab that is shown, be it in an event.
    newest: Revision,
    /// Something changed while nobody could see the panel.
    pub(super) due: bool,
    /// Consecutive answers that were out of date when they came.
    outdated: u32,
    /// Consecutive failures: each waits longer before the next try.
    pub(super) failed: u32,
}

impl State {
    /// Listens, and asks for the first time.
    pub(crate) fn start(self) {
        listen(move |event| self.hear(event));
        on_document("visibilitychange", move |_| self.visibility_changed());
        on_window("pagehide", move |_| self.hide());
        spawn_local(async move {
            if let Place::Window { .. } = place().await {
                listen_activated(move || self.go_along());
            }
        });
        self.ask_view();
    }

    fn hear(self, event: Event) {
        match event {
            Event::ContextChanged { tab, revision } => match self.tab.get_untracked() {
                // A pinned panel stays, and says what its page shows meanwhile.
                Some(ours) if ours != tab => {
                    if self.page_tab() == Some(tab) {
                        self.ask_view();
                    }
                }
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
                let is_ours = self.tab.get_untracked().is_none_or(|ours| ours == tab);
                if is_ours || self.page_tab() == Some(tab) {
                    self.ask_view_anyway();
                }
            }
            Event::ConnectionChanged => self.move_on(),
            Event::ClipboardChanged
            | Event::PinsChanged
            | Event::HostsChanged
            | Event::ShortcutsChanged => self.ask_view(),
            Event::BudgetChanged | Event::CheckProgressed { .. } => {}
        }
    }

    fn page_tab(self) -> Option<i64> {
        self.surround.with_untracked(|surround| surround.page_tab)
    }

    /// Another tab of this window is in front. A pinned panel stays; any other shows that tab now, whose revisions have
    /// nothing to do with those of the former.
    fn go_along(self) {
        if self
            .surround
            .with_untracked(|surround| surround.pinned.is_some())
        {
            return self.ask_view();
        }
        self.tab.set(None);
        self.asking.update(|asking| {
            asking.newest = Revision::default();
            asking.outdated = 0;
            asking.answered = asking.number + 1;
        });
        self.move_on();
    }

    pub(super) fn is_linked(self) -> bool {
        self.shown
            .with_untracked(|shown| matches!(shown, Some(PanelState::Linked { .. })))
    }

    fn visibility_changed(self) {
        self.guard.with_value(Guard::begin_anew);
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
        self.dialog.set(None);
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
        self.asking.update(|asking| asking.due = false);
        let number = self.next_number();
        spawn_local(async move {
            let answer = ask(Request::View).await;
            self.take_view(number, answer).await;
        });
    }

    /// Of a question that is answered with a view.
    pub(super) fn next_number(self) -> u32 {
        self.asking.update(|asking| asking.number += 1);
        self.asking.with_untracked(|asking| asking.number)
    }

    async fn take_view(self, number: u32, answer: Result<Response, Failure>) {
        let asking = self.asking.get_untracked();
        if number < asking.answered {
            return;
        }
        let is_newest = number == asking.number;
        match answer {
            Ok(Response::Panel { view }) if self.is_current(&view) => {
                self.asking.update(|asking| asking.answered = number);
                self.accept(*view);
            }
            Ok(Response::Panel { .. }) | Err(Failure::Outdated) if !is_newest => {}
            Ok(Response::Panel { .. }) | Err(Failure::Outdated) if asking.outdated < 3 => {
                self.asking.update(|asking| asking.outdated += 1);
                sleep(250).await;
                if self.asking.with_untracked(|asking| asking.number) == number {
                    self.ask_view();
                }
            }
            Ok(_) => self.fail(Failure::Internal),
            Err(failure) if is_newest => self.fail(failure),
            Err(_) => {}
        }
    }

    /// A view that answers something pressed.
    pub(super) fn take_told(self, number: u32, view: PanelView) {
        if number >= self.asking.with_untracked(|asking| asking.answered) && self.is_current(&view)
        {
            self.asking.update(|asking| asking.answered = number);
            self.accept(view);
        }
    }

    /// Not older than what was heard of. Revisions of two tabs can't be compared.
    fn is_current(self, view: &PanelView) -> bool {
        self.tab.get_untracked() != Some(view.tab)
            || view.revision >= self.asking.with_untracked(|asking| asking.newest)
    }

    fn fail(self, failure: Failure) {
        self.drop_rows();
        self.asking.update(|asking| asking.failed += 1);
        self.shown.set(Some(PanelState::Failed { failure }));
        self.return_focus();
    }

    /// *Try again*, after a failure: whatever the background says now counts.
    pub(crate) fn try_again(self) {
        self.forget_newest();
        self.move_on();
    }

    /// The same without being asked: what is said stays until there is something better.
    pub(crate) fn try_quietly(self) {
        self.forget_newest();
        self.ask_view();
    }

    fn forget_newest(self) {
        self.asking.update(|asking| {
            asking.newest = Revision::default();
            asking.outdated = 0;
        });
    }

    /// Draws a view that is up to date.
    fn accept(self, view: PanelView) {
        self.asking.update(|asking| {
            asking.newest = view.revision;
            asking.outdated = 0;
        });
        match view.state {
            PanelState::Failed { .. } => self.asking.update(|asking| asking.failed += 1),
            // It counts as a success when its rows are there.
            PanelState::Linked { .. } => {}
            _ => self.asking.update(|asking| asking.failed = 0),
        }
        let tab = self.tab.get_untracked();
        // Pinned just now: the same client under another number.
        let same_tab = tab == Some(view.tab) || (view.pinned.is_some() && tab == view.page_tab);
        let same = same_tab
            && self.revision.get_untracked() == view.revision
            && !matches!(view.state, PanelState::Failed { .. })
            && self
                .shown
                .with_untracked(|shown| shown.as_ref() == Some(&view.state));
        let was_collapsed = self.collapsed.get_untracked();
        let mut collapsed = view.layout.collapsed && self.in_frame;
        // An older word on what was just done here: the newer one follows.
        if collapsed != was_collapsed && browser::now_ms() - self.folded_ms.get_value() < RESIZED_MS
        {
            collapsed = was_collapsed;
            after(RESIZED_MS, move || self.ask_view_anyway());
        }
        let mut surround = Surround::of(&view);
        if browser::now_ms() - self.resized_ms.get_value() < RESIZED_MS {
            surround.layout.width = self.surround.with_untracked(|held| held.layout.width);
        }
        set_if_other(self.surround, surround);
        set_if_other(self.tab, Some(view.tab));
        set_if_other(self.signed_in, view.signed_in);
        set_if_other(self.chosen, view.chosen_tab);
        set_if_other(self.known, true);
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
        self.return_focus();
        let awaited = self.lists.with_untracked(|lists| *lists == Lists::Awaited);
        if awaited && self.is_linked() && !collapsed {
            self.ask_lists();
        }
    }

    /// Asks for the rows.
    pub(crate) fn ask_lists(self) {
        self.lists.set(Lists::Awaited);
        self.ask_lists_quietly();
    }

    /// Asks for the rows; what is there stays until they come.
    pub(crate) fn ask_lists_quietly(self) {
        let revision = self.revision.get_untracked();
        spawn_local(async move {
            let answer = ask(Request::Passwords { revision }).await;
            if self.revision.get_untracked() != revision || !self.is_linked() {
                return;
            }
            let failed = match answer {
                Ok(Response::Passwords { lists }) if lists.revision == revision => {
                    self.asking.update(|asking| asking.failed = 0);
                    self.lists.set(Lists::Ready(Arc::new(lists)));
                    return self.return_focus();
                }
                Ok(Response::Passwords { .. }) | Err(Failure::Outdated) => return self.ask_view(),
                Ok(_) => Failure::Internal,
                Err(failure) => failure,
            };
            self.asking.update(|asking| asking.failed += 1);
            self.lists.set(Lists::Failed(failed));
            self.return_focus();
        });
    }
}

/// Leaves a signal alone that already holds it, so that nothing is drawn again.
fn set_if_other<T: PartialEq + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|held| *held != value) {
        signal.set(value);
    }
}
