//! Readers for values whose JSON type varies from answer to answer (API reference, sections 2 and 2.3).

use gluepane_wire::Tree;

/// An id or nothing: `"501"`, `501`, `null`, `""`. Anything else counts as nothing.
pub(crate) fn id(value: &Tree) -> Option<u64> {
    match value {
        Tree::Whole(number) => u64::try_from(*number).ok(),
        Tree::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Text or nothing: `null`, `""` and anything that isn't text count as nothing; an id that is a number is text.
pub(crate) fn text(value: &Tree) -> Option<String> {
    match value {
        Tree::Text(text) if !text.is_empty() => Some(text.as_ref().to_owned()),
        Tree::Whole(_) => id(value).map(|number| number.to_string()),
        _ => None,
    }
}

/// A number or nothing: `7`, `7.5`, `"7.5"`.
pub(crate) fn number(value: &Tree) -> Option<f64> {
    match value {
        Tree::Whole(number) => Some(*number as f64),
        Tree::Number(number) => Some(*number),
        Tree::Text(text) => text
            .trim()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

/// A flag; `null` and anything that isn't a flag count as `false`.
pub(crate) fn flag(value: &Tree) -> bool {
    matches!(value, Tree::Flag(true))
}

/// A list of texts, some of which may be `null`; anything else counts as an empty one.
pub(crate) fn texts(value: &Tree) -> Vec<String> {
    let items = value.list();
    let are_texts = items
        .iter()
        .all(|item| matches!(item, Tree::Text(_) | Tree::Nothing));
    let texts = items.iter().filter(|_| are_texts).filter_map(Tree::as_text);
    texts.map(str::to_owned).collect()
}
