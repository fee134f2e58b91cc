//! Copying and showing: the part of the panel that meets a value, and what is on the clipboard by our doing.

use super::state::State;
use crate::background::ask;
use crate::browser;
use crate::countdown::Countdown;
use crate::ui::{Readable, after, skip, spawn_local};
use crate::visibility::Verdict;
use gluepane_protocol::{
    ClipboardItem, ClipboardView, Failure, PasswordId, Request, Response, RevealedValue, Secret,
};

/// A username's toast goes by itself after this long.
const USERNAME_MS: f64 = 4_000.0;

/// What the toast says.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Copied {
    /// Username or password.
    pub(crate) item: ClipboardItem,
    /// Of which record.
    pub(crate) name: String,
    /// Of which organization: perhaps not the one on this page.
    pub(crate) organization: String,
    /// Until it is cleared; none for a username.
    pub(crate) countdown: Option<Countdown>,
    ticket: u32,
}

/// The value in sight. Wiped when it goes.
#[derive(Debug)]
pub(crate) struct Shown {
    /// Whose.
    pub(crate) password: PasswordId,
    /// The value.
    pub(crate) value: Secret<String>,
    ticket: u32,
}

/// What a secret button does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wish {
    /// To the clipboard.
    Copy,
    /// Into the row.
    Show,
}

impl State {
    /// A secret button was pressed: it goes through once the row has been seen for long enough.
    pub(crate) fn wish(self, password: PasswordId, wish: Wish, is_trusted: bool) {
        let revision = self.revision.get_untracked();
        browser::scroll_to(&super::row::row_id(password));
        self.notice.set(None);
        self.busy.set(Some(password));
        let guard = self.guard.get_value();
        guard.press(password.0, is_trusted, move |verdict| {
            if self.revision.get_untracked() != revision {
                return;
            }
            match verdict {
                Verdict::Go => self.grant(password, wish),
                Verdict::Covered => {
                    self.busy.set(None);
                    self.hide();
                    self.covered.set(true);
                }
                Verdict::Ignored | Verdict::Wait { .. } => self.busy.set(None),
            }
        });
    }

    fn grant(self, password: PasswordId, wish: Wish) {
        let revision = self.revision.get_untracked();
        let request = match wish {
            Wish::Copy => Request::CopyPassword { revision, password },
            Wish::Show => Request::ShowPassword { revision, password },
        };
        self.send(password, request);
    }

    /// A username is no secret, but a script may not put it on the clipboard all the same.
    pub(crate) fn copy_username(self, password: PasswordId, is_trusted: bool) {
        if is_trusted {
            self.notice.set(None);
            let revision = self.revision.get_untracked();
            self.send(password, Request::CopyUsername { revision, password });
        }
    }

    fn send(self, password: PasswordId, request: Request) {
        let revision = self.revision.get_untracked();
        spawn_local(async move {
            let answer = ask(request).await;
            if self.busy.get_untracked() == Some(password) {
                self.busy.set(None);
            }
            match answer {
                Ok(Response::Copied { clipboard }) => self.take_copied(clipboard),
                Ok(Response::Value { revealed }) => self.show(revealed),
                Ok(_) => {}
                // About a page that is no longer shown there is nothing to tell.
                Err(_) if self.revision.get_untracked() != revision => {}
                Err(failure) => self.complain(failure, Some(password)),
            }
        });
    }

    fn show(self, revealed: RevealedValue) {
        let unseen = !browser::is_document_visible()
            || self.collapsed.get_untracked()
            || self.shown.with_untracked(Option::is_none);
        if unseen || revealed.revision != self.revision.get_untracked() {
            return;
        }
        let ticket = self.next_ticket();
        self.value.set(Some(Shown {
            password: revealed.password,
            value: revealed.value,
            ticket,
        }));
        after(f64::from(revealed.hide_after_ms), move || {
            if self
                .value
                .with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.ticket == ticket))
            {
                self.hide();
            }
        });
    }

    /// Takes the shown value away and wipes it.
    pub(crate) fn hide(self) {
        if self.value.with_untracked(Option::is_some) {
            self.value.set(None);
        }
    }

    /// *Show Password* and *Hide Password* are one button.
    pub(crate) fn is_shown(self, password: PasswordId) -> bool {
        self.value.with(|shown| {
            shown
                .as_ref()
                .is_some_and(|shown| shown.password == password)
        })
    }

    /// The same without following it.
    pub(crate) fn is_shown_untracked(self, password: PasswordId) -> bool {
        skip(|| self.is_shown(password))
    }

    /// Something was put on the clipboard just now.
    pub(crate) fn take_copied(self, clipboard: ClipboardView) {
        let is_username = clipboard.clears_in_ms.is_none();
        self.take_clipboard(Some(clipboard));
        if is_username {
            let ticket = self.ticket.get_untracked();
            after(USERNAME_MS, move || {
                if self.copied.with_untracked(|copied| {
                    copied.as_ref().is_some_and(|held| held.ticket == ticket)
                }) {
                    self.copied.set(None);
                }
            });
        }
    }

    /// What is on the clipboard by our doing, as the background says. A username's toast stays for its own time.
    pub(super) fn take_clipboard(self, clipboard: Option<ClipboardView>) {
        let Some(clipboard) = clipboard else {
            let counts = self.copied.with_untracked(|copied| {
                copied.as_ref().is_some_and(|held| held.countdown.is_some())
            });
            if counts {
                self.copied.set(None);
            }
            return;
        };
        let now_ms = browser::now_ms();
        let countdown = clipboard
            .clears_in_ms
            .map(|left_ms| Countdown::new(now_ms, left_ms, clipboard.full_ms));
        let ticket = self.next_ticket();
        self.copied.set(Some(Copied {
            item: clipboard.item,
            name: clipboard.name,
            organization: clipboard.organization,
            countdown,
            ticket,
        }));
    }

    /// *Clear now*.
    pub(crate) fn clear_clipboard(self) {
        self.change_clipboard(Request::ClearClipboard);
    }

    /// *Keep longer*.
    pub(crate) fn keep_clipboard(self) {
        self.change_clipboard(Request::KeepClipboard);
    }

    fn change_clipboard(self, request: Request) {
        let clears = matches!(request, Request::ClearClipboard);
        spawn_local(async move {
            match ask(request).await {
                Ok(Response::Copied { clipboard }) => self.take_copied(clipboard),
                Ok(_) if clears => self.copied.set(None),
                Ok(_) => self.ask_view(),
                Err(failure) => self.complain(failure, None),
            }
        });
    }

    /// The vault keeps this value: only IT Glue can open it.
    pub(crate) fn say_vaulted(self, password: PasswordId) {
        self.complain(Failure::Vaulted, Some(password));
    }

    fn next_ticket(self) -> u32 {
        self.ticket.update(|ticket| *ticket += 1);
        self.ticket.get_untracked()
    }
}
