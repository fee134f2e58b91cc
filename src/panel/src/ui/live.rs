//! What is kept up to date, and how it ends.

use super::element::{El, View, append, mark};
use super::graph::{self, Owner, untrack};
use std::borrow::Cow;
use std::cell::RefCell;
use web_sys::{Element, Node};

/// Draws a page into a place, for as long as the page is open.
pub(crate) fn mount(place: &Element, make: impl FnOnce() -> View) {
    let owner = Owner::new(None);
    let view = owner.with(make);
    if let Some(node) = view.node() {
        append(place, node);
    }
    std::mem::forget(owner);
}

/// Runs now, and again (in a later turn) whenever a signal changes that it read, until its owner is cleaned up.
pub(crate) fn effect(run: impl Fn() + 'static) {
    graph::effect(Box::new(run));
}

/// Runs when the present part of the page goes, or is made anew.
pub(crate) fn cleanup(run: impl FnOnce() + 'static) {
    graph::on_cleanup(Box::new(run));
}

/// Runs in a moment, when what is being made stands in the document.
pub(crate) fn rendered(run: impl FnOnce() + 'static) {
    wasm_bindgen_futures::spawn_local(async move { run() });
}

/// Reads signals without following them.
pub(crate) fn skip<T>(read: impl FnOnce() -> T) -> T {
    untrack(read)
}

/// A part that is made anew whenever what it reads changes.
pub(crate) fn live<V: Into<View>>(make: impl Fn() -> V + 'static) -> View {
    region(Box::new(move || make().into()))
}

fn region(make: Box<dyn Fn() -> View>) -> View {
    let (start, end) = (mark(), mark());
    let view = View::of_nodes(&[&start, &end]);
    effect(move || {
        // What was made before is out of sight before the new is made: it may be about another client.
        while let Some(node) = start.next_sibling() {
            if node.is_same_node(Some(&end)) {
                break;
            }
            remove(&node);
        }
        if let (Some(parent), Some(node)) = (end.parent_node(), make().node()) {
            let _ = parent.insert_before(node, Some(&end));
        }
    });
    view
}

/// Keeps a text up to date.
pub(super) fn follow(read: Box<dyn Fn() -> Cow<'static, str>>, node: Node) {
    effect(move || node.set_text_content(Some(&read())));
}

/// Keeps the rows of a list up to date.
pub(super) fn keyed(list: Element, keys: Box<dyn Fn() -> Vec<u64>>, make: Box<dyn Fn(u64) -> El>) {
    // Rows outlive a run of the effect, so they belong to who made the list.
    let Some(owner) = Owner::current() else {
        return;
    };
    let rows: RefCell<Vec<Row>> = RefCell::default();
    effect(move || {
        let keys = keys();
        let mut rows = rows.borrow_mut();
        rows.retain(|row| {
            let stays = keys.contains(&row.key);
            if !stays {
                row.owner.clean();
                remove(&row.element);
            }
            stays
        });
        let mut before = list.first_child();
        for key in keys {
            let at = rows.iter().position(|row| row.key == key);
            let at = at.unwrap_or_else(|| {
                let owner = Owner::new(Some(&owner));
                let element = untrack(|| owner.with(|| make(key))).element();
                rows.push(Row {
                    key,
                    owner,
                    element,
                });
                rows.len() - 1
            });
            let row = &rows[at].element;
            match &before {
                Some(node) if node.is_same_node(Some(row)) => before = node.next_sibling(),
                place => {
                    let _ = list.insert_before(row, place.as_ref());
                }
            }
        }
    });
}

/// A row of a list. Few enough are in sight to be looked for one by one.
struct Row {
    key: u64,
    owner: Owner,
    element: Element,
}

fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}
