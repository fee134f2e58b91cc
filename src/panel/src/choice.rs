//! A list to choose one thing from.

use crate::ui::{El, el, value};

/// The browser's own list. `chosen` follows what it reads; each option is a value and its name.
pub(crate) fn choice(
    options: impl IntoIterator<Item = (String, String)>,
    chosen: impl Fn() -> String + 'static,
    choose: impl Fn(String) + 'static,
) -> El {
    let options = options
        .into_iter()
        .map(|(value, name)| el("option").attr("value", &value).text(&name));
    el("select")
        .class("in")
        .children(options)
        // After the options: a value that none of them has would be lost.
        .live_prop("value", chosen)
        .on("change", move |event| choose(value(&event)))
}
