//! The panel's own dialogs. They are the browser's: it keeps the keyboard inside, and gives it back at the end.

use super::configuration;
use super::state::{Dialog, State};
use crate::browser;
use crate::icons::Glyph;
use crate::observer::Guard;
use crate::parts::icon_button;
use crate::ui::{El, Readable, View, el, rendered};
use gluepane_protocol::ShortcutAction;

/// The dialog that is open, if one is.
pub(crate) fn draw(state: State) -> Option<El> {
    let open = state.dialog.get()?;
    let (title, content) = match open {
        Dialog::Shortcuts => ("Keyboard shortcuts", shortcuts(state)),
        Dialog::Match => ("Match this device", configuration::search(state)),
    };
    let dialog = el("dialog").class("dialog");
    let element = dialog.element();
    let to_close = element.clone();
    let dialog = dialog
        .attr("aria-labelledby", "dialog-title")
        .on("close", move |_| {
            state.guard.with_value(Guard::begin_anew);
            if state.dialog.get_untracked() == Some(open) {
                state.dialog.set(None);
            }
            state.return_focus();
        })
        .child(
            el("div")
                .class("dialog-head")
                .child(el("h2").id("dialog-title").text(title))
                .child(icon_button(Glyph::Cross, "Close", move |_| {
                    browser::call(&to_close, "close")
                })),
        )
        .child(content);
    rendered(move || browser::show_modal(&element));
    Some(dialog)
}

/// What a shortcut does, in the words of its control.
pub(crate) fn name_of(action: ShortcutAction) -> &'static str {
    match action {
        ShortcutAction::Search => "Go to the search",
        ShortcutAction::CopyPassword => "Copy Password",
        ShortcutAction::CopyUsername => "Copy Username",
        ShortcutAction::ShowPassword => "Show or hide the password",
        ShortcutAction::OpenRow => "Open in IT Glue",
        ShortcutAction::Passwords => "Passwords",
        ShortcutAction::Documentation => "Documentation",
        ShortcutAction::Organization => "Organization",
        ShortcutAction::ChangeMatch => "Change Match",
        ShortcutAction::Pin => "Pin or unpin",
        ShortcutAction::Collapse => "Collapse",
        ShortcutAction::Help => "Keyboard shortcuts",
    }
}

fn shortcuts(state: State) -> View {
    let line = |name: &str, key: &str| {
        el("div")
            .child(el("dt").text(name))
            .child(el("dd").child(el("kbd").text(key)))
    };
    let own = state.surround.with(|surround| {
        surround
            .shortcuts
            .iter()
            .filter(|one| !one.key.is_empty())
            .map(|one| line(name_of(one.action), &one.key))
            .collect::<Vec<_>>()
    });
    let fixed = [
        line("Next or previous row", "↓ ↑"),
        line("Copy the row’s password", "Enter"),
        line("Clear the search", "Esc"),
    ];
    View::from(vec![
        el("dl").class("keys").children(own).children(fixed),
        el("p").class("hint").text(
            "They work while the panel has the keyboard and nothing is being typed. A row’s keys act on the row that has the focus, else on the first. Change them in Gluepane’s options.",
        ),
    ])
}
