//! The panel's own shortcuts: what they come with, and what the technician made of them.

use super::records::SHORTCUTS;
use super::{Engine, Ports, Shelf};
use gluepane_protocol::{Event, Failure, Shortcut, ShortcutAction};

impl<P: Ports> Engine<P> {
    /// All shortcuts, in the order in which they are listed.
    pub(super) fn shortcuts(&self) -> Vec<Shortcut> {
        let changed = &self.memory.borrow().shortcuts;
        let all = ShortcutAction::DEFAULTS.iter();
        all.map(|(action, key)| Shortcut {
            action: *action,
            key: changed.get(action).map_or(*key, String::as_str).to_owned(),
        })
        .collect()
    }

    /// Changes one. A key that another one has is not taken from it.
    pub(super) async fn set_shortcut(&self, shortcut: Shortcut) -> Result<(), Failure> {
        let bad = |text: String| Failure::BadForm {
            field: "shortcut".to_owned(),
            text,
        };
        let Shortcut { action, key } = shortcut;
        let is_printable = |sign: char| !sign.is_control() && !sign.is_whitespace();
        if key.chars().count() > 1 || !key.chars().all(is_printable) {
            return Err(bad(
                "A shortcut is one letter, digit or sign. Leave it empty to turn it off."
                    .to_owned(),
            ));
        }
        let others = self.shortcuts();
        let holder = others
            .iter()
            .find(|other| !key.is_empty() && other.key == key && other.action != action);
        if let Some(holder) = holder {
            return Err(bad(format!(
                "“{key}” is the shortcut for {}. Choose another key, or change that one first.",
                name(holder.action)
            )));
        }
        let mut changed = self.memory.borrow().shortcuts.clone();
        changed.insert(action, key);
        self.save(Shelf::Disk, SHORTCUTS, &changed).await?;
        self.memory.borrow_mut().shortcuts = changed;
        self.tell(&Event::ShortcutsChanged);
        Ok(())
    }

    /// All of them as they came.
    pub(super) async fn reset_shortcuts(&self) -> Result<(), Failure> {
        self.discard(Shelf::Disk, SHORTCUTS).await?;
        self.memory.borrow_mut().shortcuts.clear();
        self.tell(&Event::ShortcutsChanged);
        Ok(())
    }
}

/// As the panel and the options name it.
fn name(action: ShortcutAction) -> &'static str {
    match action {
        ShortcutAction::Search => "Search",
        ShortcutAction::CopyPassword => "Copy Password",
        ShortcutAction::CopyUsername => "Copy Username",
        ShortcutAction::ShowPassword => "Show Password",
        ShortcutAction::OpenRow => "Open in IT Glue",
        ShortcutAction::Passwords => "Passwords",
        ShortcutAction::Documentation => "Documentation",
        ShortcutAction::Organization => "Organization",
        ShortcutAction::ChangeMatch => "Change Match",
        ShortcutAction::Pin => "Pin",
        ShortcutAction::Collapse => "Collapse",
        ShortcutAction::Help => "all shortcuts",
    }
}
