//! Keyboard shortcuts: the panel's own, changed here, and the browser's commands, changed in the browser.

use super::{State, card_title};
use crate::panel::shortcut_name;
use crate::parts::button;
use crate::ui::{El, Readable, RwSignal, el, spawn_local};
use gluepane_protocol::{Request, Shortcut, ShortcutAction};
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::KeyboardEvent;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["chrome", "commands"], js_name = getAll, catch)]
    fn get_commands() -> Result<JsValue, JsValue>;
    /// Firefox alone.
    #[wasm_bindgen(js_namespace = ["chrome", "commands"], js_name = openShortcutSettings, catch)]
    fn open_settings() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "tabs"], js_name = create, catch)]
    fn create_tab(properties: &JsValue) -> Result<JsValue, JsValue>;
}

/// Where Chromium has them; it can't be linked to, but a page of ours may open it.
const CHROMIUM_SETTINGS: &str = "chrome://extensions/shortcuts";

/// The card.
pub(super) fn draw(state: State) -> El {
    let note = RwSignal::new(None::<String>);
    let rows = ShortcutAction::DEFAULTS.map(|(action, _)| row(state, action, note));
    let reset = button("btn", "Reset all", move |_| {
        note.set(None);
        state.send(Request::ResetShortcuts);
    });
    el("section")
        .class("card")
        .attr("aria-labelledby", "shortcuts-title")
        .child(card_title("shortcuts-title", "Keyboard shortcuts"))
        .child(el("h3").text("In the panel"))
        .child(el("p").class("lead").id("shortcuts-help").text(
            "One key each, heard while the panel has the keyboard and nothing is being typed. To change one, go to its field and press the new key; Backspace turns it off.",
        ))
        .child(el("ul").class("keys").attr("aria-label", "Shortcuts in the panel").children(rows))
        .child(el("p").class("field-error").attr("role", "alert").live_text(move || {
            note.get().unwrap_or_default()
        }))
        .child(el("div").class("btns").child(reset.id("shortcuts-reset")))
        .child(el("h3").text("Everywhere in the browser"))
        .child(commands())
}

/// The key that an action has now.
fn key_of(shortcuts: &[Shortcut], action: ShortcutAction) -> String {
    let shortcut = shortcuts.iter().find(|one| one.action == action);
    shortcut.map(|one| one.key.clone()).unwrap_or_default()
}

/// What a key pressed in an action's field asks for.
#[derive(PartialEq, Debug)]
enum Wish {
    /// Nothing of ours: the browser has its way.
    None,
    /// This key, or none.
    Set(String),
    /// Another action has this key.
    Taken(ShortcutAction),
}

fn wish(action: ShortcutAction, key: &str, shortcuts: &[Shortcut]) -> Wish {
    if matches!(key, "Backspace" | "Delete") {
        return Wish::Set(String::new());
    }
    let mut signs = key.chars();
    match (signs.next(), signs.next()) {
        (Some(sign), None) if !sign.is_whitespace() => {}
        _ => return Wish::None,
    }
    let holder = shortcuts
        .iter()
        .find(|one| one.key == key && one.action != action);
    match holder {
        Some(holder) => Wish::Taken(holder.action),
        None => Wish::Set(key.to_owned()),
    }
}

fn row(state: State, action: ShortcutAction, note: RwSignal<Option<String>>) -> El {
    let id = format!("key-{}", action as u32);
    let press = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        let wish = state.view.with_untracked(|view| {
            let shortcuts = view.as_ref().map(|view| view.shortcuts.as_slice());
            wish(action, &key, shortcuts.unwrap_or_default())
        });
        match wish {
            Wish::None => return,
            Wish::Set(key) => {
                note.set(None);
                let shortcut = Shortcut { action, key };
                state.send(Request::SetShortcut { shortcut });
            }
            Wish::Taken(holder) => note.set(Some(format!(
                "“{key}” is the key for {} already. Choose another, or change that one first.",
                shortcut_name(holder)
            ))),
        }
        event.prevent_default();
    };
    let field = el("input")
        .id(&id)
        .class("in key")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", "none")
        .attr("aria-describedby", "shortcuts-help")
        .live_prop("value", move || {
            state.view.with(|view| {
                let shortcuts = view.as_ref().map(|view| view.shortcuts.as_slice());
                key_of(shortcuts.unwrap_or_default(), action)
            })
        })
        .on_key(press)
        // What is pasted or composed is no key.
        .on("beforeinput", |event| event.prevent_default());
    el("li")
        .class("row")
        .child(el("label").attr("for", &id).text(shortcut_name(action)))
        .child(field)
}

/// The browser's commands with their keys of now, and the way to change them.
fn commands() -> El {
    let is_firefox = can_open_settings();
    let lead = if is_firefox {
        "Firefox keeps these under Add-ons and themes (about:addons): press the gear, then Manage Extension Shortcuts."
    } else {
        "The browser keeps these at the address chrome://extensions/shortcuts."
    };
    let list = el("dl");
    let element = list.element();
    spawn_local(async move {
        for (name, key) in bound().await {
            let term = el("dt").text(&name).element();
            let key = if key.is_empty() { "none" } else { &key };
            let _ = element.append_child(&term);
            let _ = element.append_child(&el("dd").child(el("kbd").text(key)).element());
        }
    });
    let change = button("btn", "Change in the browser", move |_| {
        let opened = if is_firefox {
            open_settings()
        } else {
            let properties = Object::new();
            let _ = Reflect::set(&properties, &"url".into(), &CHROMIUM_SETTINGS.into());
            create_tab(&properties)
        };
        if let Ok(opened) = opened {
            spawn_local(async move {
                let _ = JsFuture::from(Promise::resolve(&opened)).await;
            });
        }
    });
    el("div")
        .child(el("p").class("lead").text(lead))
        .child(list)
        .child(el("div").class("btns").child(change))
}

fn can_open_settings() -> bool {
    let chrome = Reflect::get(&js_sys::global(), &"chrome".into());
    let commands = chrome.and_then(|chrome| Reflect::get(&chrome, &"commands".into()));
    commands
        .and_then(|commands| Reflect::get(&commands, &"openShortcutSettings".into()))
        .is_ok_and(|open| open.is_function())
}

/// The name and the key of each command.
async fn bound() -> Vec<(String, String)> {
    let Ok(asked) = get_commands() else {
        return Vec::new();
    };
    let Ok(all) = JsFuture::from(Promise::resolve(&asked)).await else {
        return Vec::new();
    };
    let text = |command: &JsValue, name: &str| {
        let text = Reflect::get(command, &name.into()).ok();
        text.and_then(|text| text.as_string()).unwrap_or_default()
    };
    Array::from(&all)
        .iter()
        .map(|command| {
            let described = text(&command, "description");
            let name = if described.is_empty() {
                "Open Gluepane’s popup".to_owned()
            } else {
                described
            };
            (name, text(&command, "shortcut"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Wish, key_of, wish};
    use gluepane_protocol::{Shortcut, ShortcutAction};

    fn shortcuts() -> Vec<Shortcut> {
        ShortcutAction::DEFAULTS
            .map(|(action, key)| Shortcut {
                action,
                key: key.to_owned(),
            })
            .to_vec()
    }

    fn pressed(key: &str) -> Wish {
        wish(ShortcutAction::CopyPassword, key, &shortcuts())
    }

    #[test]
    fn one_printable_key_is_a_shortcut() {
        for key in ["k", "K", "?", "é", "7"] {
            let is_free = !shortcuts().iter().any(|one| one.key == key);
            assert_eq!(pressed(key) == Wish::Set(key.to_owned()), is_free, "{key}");
        }
        assert_eq!(pressed("c"), Wish::Set("c".to_owned()), "its own");
    }

    #[test]
    fn keys_that_move_or_leave_stay_the_browsers() {
        for key in [
            "Tab",
            "Enter",
            "Escape",
            "ArrowDown",
            "Shift",
            "F5",
            "Dead",
            " ",
            "",
        ] {
            assert_eq!(pressed(key), Wish::None, "{key}");
        }
    }

    #[test]
    fn backspace_turns_a_shortcut_off() {
        assert_eq!(pressed("Backspace"), Wish::Set(String::new()));
        assert_eq!(pressed("Delete"), Wish::Set(String::new()));
    }

    #[test]
    fn a_key_that_another_action_has_is_not_taken_from_it() {
        assert_eq!(pressed("/"), Wish::Taken(ShortcutAction::Search));
        let mut all = shortcuts();
        all.iter_mut().for_each(|one| one.key.clear());
        let two_off = wish(ShortcutAction::Pin, "Backspace", &all);
        assert_eq!(two_off, Wish::Set(String::new()), "several may be off");
        assert_eq!(key_of(&all, ShortcutAction::Pin), "");
    }
}
