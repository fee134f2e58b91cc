//! The panel's own shortcuts: single keys, heard while nothing is being typed and no menu or dialog is open.

use super::menu;
use super::row::row_id;
use super::rows;
use super::secrets::Wish;
use super::state::{Dialog, Lists, State};
use crate::browser;
use crate::filter::Filter;
use crate::ui::{Readable, document, key_event, on_document};
use gluepane_protocol::{
    OpenTarget, PanelState, PanelTab, PasswordRow, ShortcutAction, ValueAccess,
};
use web_sys::KeyboardEvent;

impl State {
    /// Hears the keyboard for as long as the page is open.
    pub(super) fn hear_keys(self) {
        on_document("keydown", move |event| self.key(&key_event(event)));
    }

    fn key(self, event: &KeyboardEvent) {
        let is_other = event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat();
        let is_busy = self.dialog.get_untracked().is_some() || menu::is_open();
        if is_other || is_busy || event.default_prevented() || is_typing() {
            return;
        }
        let key = event.key();
        let action = self.surround.with_untracked(|surround| {
            let found = surround.shortcuts.iter().find(|one| one.key == key);
            found.map(|one| one.action)
        });
        if let Some(action) = action
            && !self.collapsed.get_untracked()
            && self.run(action, event.is_trusted())
        {
            event.prevent_default();
        }
    }

    /// False if there is nothing here that it could be meant for.
    fn run(self, action: ShortcutAction, is_trusted: bool) -> bool {
        let is_linked = self.is_linked() && !self.covered.get_untracked();
        match action {
            ShortcutAction::Search => return browser::focus("search"),
            ShortcutAction::Help => self.dialog.set(Some(Dialog::Shortcuts)),
            ShortcutAction::Collapse if self.in_frame => self.set_collapsed(true),
            ShortcutAction::Pin => self.toggle_pin(),
            ShortcutAction::Passwords if is_linked => self.select(PanelTab::Passwords),
            ShortcutAction::Documentation if is_linked => self.select(PanelTab::Documentation),
            ShortcutAction::Organization if is_linked => self.select(PanelTab::Organization),
            ShortcutAction::ChangeMatch if is_linked => self.change_match(),
            ShortcutAction::CopyPassword
            | ShortcutAction::CopyUsername
            | ShortcutAction::ShowPassword
            | ShortcutAction::OpenRow
                if is_linked =>
            {
                return self
                    .row_meant()
                    .is_some_and(|row| self.run_on(&row, action, is_trusted));
            }
            _ => return false,
        }
        true
    }

    fn run_on(self, row: &PasswordRow, action: ShortcutAction, is_trusted: bool) -> bool {
        let id = row.id;
        match action {
            ShortcutAction::CopyPassword => {
                browser::focus(&row_id(id));
                rows::copy(self, row, self.is_denied(), is_trusted);
            }
            ShortcutAction::CopyUsername if row.username.is_some() => {
                self.copy_username(id, is_trusted);
            }
            ShortcutAction::ShowPassword if !row.vaulted && !self.is_denied() => {
                if self.is_shown_untracked(id) {
                    self.hide();
                } else {
                    self.wish(id, Wish::Show, is_trusted);
                }
            }
            ShortcutAction::OpenRow => self.open(OpenTarget::Password { id }),
            _ => return false,
        }
        true
    }

    /// The row that has the focus, or one of whose buttons has it; else the first.
    fn row_meant(self) -> Option<PasswordRow> {
        if self.chosen.get_untracked() != PanelTab::Passwords {
            return None;
        }
        let Lists::Ready(lists) = self.lists.get_untracked() else {
            return None;
        };
        let rows = || lists.device.iter().chain(&lists.client);
        let focused: Option<u64> = document()
            .active_element()
            .and_then(|element| element.closest("[data-row]").ok().flatten())
            .and_then(|row| row.get_attribute("data-row")?.parse().ok());
        match focused {
            Some(focused) => rows().find(|row| row.id.0 == focused).cloned(),
            None => {
                let filter = Filter::new(&self.search.get_untracked());
                rows().find(|row| filter.fits(row)).cloned()
            }
        }
    }

    fn is_denied(self) -> bool {
        self.shown.with_untracked(|shown| match shown {
            Some(PanelState::Linked { linked }) => linked.values != ValueAccess::Allowed,
            _ => true,
        })
    }
}

fn is_typing() -> bool {
    document()
        .active_element()
        .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "SELECT"))
}
