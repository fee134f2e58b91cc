//! The menu *More*: what is needed now and then.

use super::state::{Dialog, State};
use crate::browser;
use crate::icons::{Glyph, icon};
use crate::parts::icon_button;
use crate::ui::{El, Readable, View, document, el, text};
use gluepane_protocol::{PanelPlace, Request, Side};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The id of the menu.
const MENU: &str = "more-menu";

/// The button, and the menu that it opens. The browser's own popover: it closes by itself, and gives the focus back.
pub(crate) fn draw(state: State, is_linked: bool) -> View {
    let menu = el("div").class("menu").id(MENU);
    let list = menu.element();
    let more = icon_button(Glyph::More, "More", |_| {})
        .id("more")
        .attr("aria-haspopup", "menu")
        .attr("aria-expanded", "false")
        .attr("aria-controls", MENU)
        .attr("popovertarget", MENU)
        // It is open a little before its first item has the focus.
        .on_key({
            let list = list.clone();
            move |event| {
                if is_open() {
                    walk(&list, &event);
                }
            }
        });
    let button = more.element();
    let menu = menu
        .attr("role", "menu")
        .attr("popover", "auto")
        .attr("aria-label", "More")
        .on("toggle", {
            let list = list.clone();
            move |_| {
                let is_open = list.matches(":popover-open").unwrap_or(false);
                let _ =
                    button.set_attribute("aria-expanded", if is_open { "true" } else { "false" });
                if is_open && !list.matches(":focus-within").unwrap_or(false) {
                    focus_item(&list, 0);
                }
            }
        })
        .on_key({
            let list = list.clone();
            move |event| walk(&list, &event)
        })
        .live(move || items(state, is_linked));
    View::from(vec![View::from(more), View::from(menu)])
}

/// The menu is open: single keys are its own.
pub(crate) fn is_open() -> bool {
    document()
        .get_element_by_id(MENU)
        .is_some_and(|menu| menu.matches(":popover-open").unwrap_or(false))
}

fn items(state: State, is_linked: bool) -> View {
    let (popped_out, place, side, has_page) = state.surround.with(|surround| {
        let popped_out = surround
            .pinned
            .as_ref()
            .is_some_and(|pinned| pinned.popped_out);
        let layout = surround.layout;
        (
            popped_out,
            surround.place,
            layout.side,
            surround.page_tab.is_some(),
        )
    });
    let mut items = Vec::new();
    if is_linked && !popped_out {
        items.push(item("Pop out", None, move || state.pop_out()));
    }
    if state.in_frame {
        items.push(item("Open side panel", None, move || {
            state.open_side_panel()
        }));
        let to = match side {
            Side::Right => "Move to the left",
            Side::Left => "Move to the right",
        };
        items.push(item(to, None, move || state.switch_side()));
    }
    if has_page && !popped_out {
        let is_aside = place == PanelPlace::SidePanel;
        items.push(item(
            "Side panel only on this site",
            Some(is_aside),
            move || change_place(state, is_aside),
        ));
    }
    if !items.is_empty() {
        items.push(el("hr").class("menu-line"));
    }
    items.push(item("Keyboard shortcuts", None, move || {
        state.dialog.set(Some(Dialog::Shortcuts))
    }));
    items.push(item("Options", None, move || {
        state.tell(Request::OpenOptions)
    }));
    items.into()
}

/// Where the panel leaves the page, it is to stand in the side panel already.
fn change_place(state: State, is_aside: bool) {
    if is_aside {
        return state.set_place(PanelPlace::InPage);
    }
    if state.in_frame && browser::can_open_side_panel() {
        state.open_side_panel();
    }
    state.set_place(PanelPlace::SidePanel);
}

fn item(name: &str, checked: Option<bool>, press: impl Fn() + 'static) -> El {
    let role = match checked {
        Some(_) => "menuitemcheckbox",
        None => "menuitem",
    };
    let is_checked = checked.unwrap_or(false);
    el("button")
        .attr("type", "button")
        .class("menu-item")
        .attr("role", role)
        .attr("tabindex", "-1")
        .attr_if(
            "aria-checked",
            checked.map(|is| if is { "true" } else { "false" }),
        )
        .child(is_checked.then(|| icon(Glyph::Check)))
        .child(text(name))
        .on("click", move |_| {
            close();
            press();
        })
}

fn close() {
    if let Some(menu) = document().get_element_by_id(MENU)
        && menu.matches(":popover-open").unwrap_or(false)
    {
        browser::call(&menu, "hidePopover");
    }
}

/// Arrow keys walk around, letters jump; Tab leaves.
fn walk(list: &Element, event: &KeyboardEvent) {
    let items = all(list);
    let active = document().active_element();
    let at = items
        .iter()
        .position(|one| {
            active
                .as_ref()
                .is_some_and(|active| one.is_same_node(Some(active)))
        })
        .unwrap_or(0);
    let n = items.len().max(1);
    let key = event.key();
    let to = match key.as_str() {
        "ArrowDown" => (at + 1) % n,
        "ArrowUp" => (at + n - 1) % n,
        "Home" => 0,
        "End" => n - 1,
        "Tab" => return close(),
        letter if letter.chars().count() == 1 && letter != " " => {
            let begins = |one: &Element| {
                let name = one.text_content().unwrap_or_default();
                browser::lower_case(&name).starts_with(&browser::lower_case(letter))
            };
            let next = (1..=n).map(|step| (at + step) % n);
            match next
                .into_iter()
                .find(|to| items.get(*to).is_some_and(begins))
            {
                Some(to) => to,
                None => return,
            }
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    focus_item(list, to);
}

fn all(list: &Element) -> Vec<Element> {
    let Ok(found) = list.query_selector_all("[role^=menuitem]") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into().ok())
        .collect()
}

fn focus_item(list: &Element, at: usize) {
    if let Some(item) = all(list).into_iter().nth(at)
        && let Ok(item) = item.dyn_into::<web_sys::HtmlElement>()
    {
        let _ = item.focus();
    }
}
