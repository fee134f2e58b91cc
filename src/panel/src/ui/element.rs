//! Elements, built step by step.

use super::live;
use std::borrow::Cow;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, KeyboardEvent, Node};

#[wasm_bindgen]
extern "C" {
    // Bound without `catch`: none of these throws for the names that stand in our own code.
    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    fn create_element(tag: &str) -> Element;
    #[wasm_bindgen(js_namespace = document, js_name = createElementNS)]
    fn create_element_ns(namespace: &str, tag: &str) -> Element;
    #[wasm_bindgen(js_namespace = document, js_name = createTextNode)]
    fn create_text(text: &str) -> Node;
    #[wasm_bindgen(js_namespace = document, js_name = createDocumentFragment)]
    fn create_fragment() -> Node;
    #[wasm_bindgen(js_namespace = document, js_name = createComment)]
    fn create_comment(text: &str) -> Node;
}

/// An element under construction. A handle: clones are the same element.
#[derive(Clone, Debug)]
pub(crate) struct El(Element);

/// What can stand inside an element: an element, a text, several of them, or nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct View(Option<Node>);

/// An HTML element.
pub(crate) fn el(tag: &str) -> El {
    El(create_element(tag))
}

/// An SVG element.
pub(crate) fn svg_el(tag: &str) -> El {
    El(create_element_ns("http://www.w3.org/2000/svg", tag))
}

/// A text.
pub(crate) fn text(text: &str) -> View {
    View(Some(create_text(text)))
}

/// An empty node that marks a place.
pub(super) fn mark() -> Node {
    create_comment("")
}

impl El {
    /// Sets an attribute.
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        set_attribute(&self.0, name, Some(value));
        self
    }

    /// Sets an attribute if there is a value for it.
    pub(crate) fn attr_if(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets the class attribute: one class or several.
    pub(crate) fn class(self, classes: &str) -> Self {
        self.attr("class", classes)
    }

    /// Adds a class if that is so.
    pub(crate) fn class_if(self, class: &str, is_so: bool) -> Self {
        toggle(&self.0, class, is_so);
        self
    }

    /// Sets the id.
    pub(crate) fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    /// Appends a text.
    pub(crate) fn text(self, text: &str) -> Self {
        append(&self.0, &create_text(text));
        self
    }

    /// Appends something, or nothing.
    pub(crate) fn child(self, child: impl Into<View>) -> Self {
        if let View(Some(node)) = child.into() {
            append(&self.0, &node);
        }
        self
    }

    /// Appends several.
    pub(crate) fn children(self, children: impl IntoIterator<Item = El>) -> Self {
        for El(child) in children {
            append(&self.0, &child);
        }
        self
    }

    /// Hears an event of this element.
    pub(crate) fn on(self, event: &'static str, hear: impl Fn(Event) + 'static) -> Self {
        super::events::listen(&self.0, event, Box::new(hear));
        self
    }

    /// Hears the keyboard while this element, or one inside it, has the focus.
    pub(crate) fn on_key(self, hear: impl Fn(KeyboardEvent) + 'static) -> Self {
        self.on("keydown", move |event| hear(event.unchecked_into()))
    }

    /// Appends a text that follows what it reads.
    pub(crate) fn live_text<T: Into<Cow<'static, str>>>(
        self,
        read: impl Fn() -> T + 'static,
    ) -> Self {
        let node = create_text("");
        append(&self.0, &node);
        live::follow(Box::new(move || read().into()), node);
        self
    }

    /// An attribute that follows what it reads; not there while that is `None`.
    pub(crate) fn live_attr<T: Into<Cow<'static, str>>>(
        self,
        name: &'static str,
        read: impl Fn() -> Option<T> + 'static,
    ) -> Self {
        let element = self.0.clone();
        live::effect(move || {
            let value = read().map(Into::into);
            set_attribute(&element, name, value.as_deref());
        });
        self
    }

    /// An attribute without a value (`hidden`, `disabled`) that is there while this is so.
    pub(crate) fn live_flag(self, name: &'static str, read: impl Fn() -> bool + 'static) -> Self {
        self.live_attr(name, move || read().then_some(""))
    }

    /// A class that is there while this is so.
    pub(crate) fn live_class(self, class: &'static str, read: impl Fn() -> bool + 'static) -> Self {
        let element = self.0.clone();
        live::effect(move || toggle(&element, class, read()));
        self
    }

    /// A property, such as `value` of a field or `checked` of a box, that follows what it reads.
    pub(crate) fn live_prop<T: Into<JsValue>>(
        self,
        name: &'static str,
        read: impl Fn() -> T + 'static,
    ) -> Self {
        let element = self.0.clone();
        live::effect(move || set_property(&element, name, &read().into()));
        self
    }

    /// Appends a part that is made anew whenever what it reads changes.
    pub(crate) fn live<V: Into<View>>(self, make: impl Fn() -> V + 'static) -> Self {
        self.child(live::live(make))
    }

    /// Fills this element with one row for each key, in that order. A row is made once for its key, goes when the key
    /// goes, and moves when the order changes. Nothing else may stand in the element.
    pub(crate) fn keyed(
        self,
        keys: impl Fn() -> Vec<u64> + 'static,
        make: impl Fn(u64) -> El + 'static,
    ) -> Self {
        live::keyed(self.0.clone(), Box::new(keys), Box::new(make));
        self
    }

    /// The element itself.
    pub(crate) fn element(&self) -> Element {
        self.0.clone()
    }
}

/// Appends a node to another.
pub(super) fn append(parent: &Node, child: &Node) {
    let _ = parent.append_child(child);
}

fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn toggle(element: &Element, class: &str, is_so: bool) {
    let _ = element.class_list().toggle_with_force(class, is_so);
}

fn set_property(element: &Element, name: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(element, &JsValue::from_str(name), value);
}

impl View {
    /// Of nodes that stand side by side.
    pub(super) fn of_nodes(nodes: &[&Node]) -> Self {
        let fragment = create_fragment();
        for node in nodes {
            append(&fragment, node);
        }
        Self(Some(fragment))
    }

    /// The node, if there is one.
    pub(super) fn node(&self) -> Option<&Node> {
        self.0.as_ref()
    }
}

impl From<El> for View {
    fn from(El(element): El) -> Self {
        Self(Some(element.into()))
    }
}

impl From<Option<El>> for View {
    fn from(element: Option<El>) -> Self {
        element.map(Self::from).unwrap_or_default()
    }
}

impl From<Vec<El>> for View {
    fn from(elements: Vec<El>) -> Self {
        let fragment = create_fragment();
        for El(element) in elements {
            append(&fragment, &element);
        }
        Self(Some(fragment))
    }
}

impl From<Vec<View>> for View {
    fn from(views: Vec<View>) -> Self {
        let fragment = create_fragment();
        for node in views.iter().filter_map(View::node) {
            append(&fragment, node);
        }
        Self(Some(fragment))
    }
}

impl From<Option<View>> for View {
    fn from(view: Option<View>) -> Self {
        view.unwrap_or_default()
    }
}
