//! The extension's own pages: panel, options and popup, drawn from the views of `gluepane-protocol`.
//!
//! Shape:  one WASM for three pages; `<body data-page>` says which of them is to be drawn.
//! Errors: a panic ends the page's WASM, so the hook hands over to the static screen that stands in the HTML.
//!
//! Invariant: no word about IT Glue is decided here, nothing is fetched, nothing is parsed from a page.
//! Invariant: no inline style and no inner HTML: the pages' CSP permits neither.

mod background;
mod browser;
mod choice;
mod countdown;
mod filter;
mod icons;
mod observer;
mod options;
mod panel;
mod parts;
mod popup;
mod side_panel;
mod strokes;
mod ui;
mod visibility;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

/// Draws the page that this is.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|_| browser::say_stumbled()));
    let Some(place) = ui::document()
        .get_element_by_id("app")
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    // A frame within a frame is not one of ours: somebody else has put it there.
    if browser::is_nested() {
        return;
    }
    // What stands there until now is the page's own skeleton.
    place.set_text_content(None);
    match browser::page_name().as_str() {
        "options" => ui::mount(&place, options::draw),
        "popup" => ui::mount(&place, popup::draw),
        _ => ui::mount(&place, panel::draw),
    }
}
