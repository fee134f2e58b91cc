//! What came back, and the words for its shape.

use crate::json_api::MOST_BYTES;
use crate::{HttpResponse, messages};
use gluepane_secret::Secret;
use gluepane_wire::Tree;
use std::borrow::Cow;

/// An answer, taken apart.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    /// Whatever it holds is overwritten when it is dropped, as soon as the answer is noted.
    pub(super) body: Tree<'static>,
    form: &'static str,
    names_an_address: bool,
}

impl Reply {
    pub(super) fn of(response: HttpResponse) -> Self {
        let HttpResponse {
            status,
            headers,
            body,
            content_type,
            ..
        } = response;
        let (body, form, names_an_address) = take_apart(&body, &content_type);
        Self {
            status,
            headers,
            body,
            form,
            names_an_address: names_an_address && status >= 400,
        }
    }

    /// A redirect that was not followed. The browser tells no more of it.
    pub(super) fn redirect() -> Self {
        Self {
            status: 302,
            headers: Vec::new(),
            body: Tree::Nothing,
            form: "empty",
            names_an_address: false,
        }
    }

    pub(super) fn is_json(&self) -> bool {
        matches!(self.body, Tree::Object(_) | Tree::List(_))
    }

    /// Status and form: "403 message", "404 html".
    pub(super) fn shape(&self) -> String {
        format!("{} {}", self.status, self.form)
    }

    pub(super) fn names_an_address(&self) -> Option<&'static str> {
        self.names_an_address.then_some(", names an address")
    }

    /// The directives of its `Cache-Control`.
    pub(super) fn cache_control(&self) -> String {
        let mut headers = self.headers.iter();
        match headers.find(|(name, _)| name == "cache-control") {
            None => "absent".to_owned(),
            Some((_, value)) => {
                let mut words = Words::default();
                for part in value.split(',') {
                    words.add(safe(part.split('=').next().unwrap_or_default().trim()));
                }
                words.text()
            }
        }
    }

    /// Its rows; a single record counts as one.
    pub(super) fn rows(&self) -> &[Tree<'static>] {
        match self.body.get("data") {
            one @ Tree::Object(_) => core::slice::from_ref(one),
            rows => rows.list(),
        }
    }

    /// Attributes of its rows.
    pub(super) fn attributes(&self) -> impl Iterator<Item = &Tree<'static>> {
        self.rows().iter().map(|row| row.get("attributes"))
    }

    /// Included rows of a type.
    pub(super) fn included(&self, kind: &str) -> impl Iterator<Item = &Tree<'static>> {
        let rows = self.body.get("included").list().iter();
        rows.filter(move |row| row.get("type").as_text() == Some(kind))
    }

    /// How many rows there are on all pages.
    pub(super) fn total(&self) -> Option<u64> {
        let total = crate::lenient::id(self.body.get("meta").get("total-count"));
        total.or_else(|| self.rows().len().try_into().ok())
    }

    /// Whether the only row is the one with this id.
    pub(super) fn has(&self, id: u64) -> bool {
        self.rows()
            .first()
            .is_some_and(|row| id_of(row) == Some(id))
    }
}

fn take_apart(body: &Secret<String>, content_type: &str) -> (Tree<'static>, &'static str, bool) {
    // EXPOSE: an answer's text: it is told what form it has, and its parts go into a tree that wipes itself.
    let text = body.expose();
    let names_an_address = messages::name_an_address(text);
    let tree = match text.len() {
        0..MOST_BYTES if !content_type.contains("html") => {
            Tree::parse(text).map_or(Tree::Nothing, |tree| tree.to_owned_texts())
        }
        _ => Tree::Nothing,
    };
    let form = match &tree {
        Tree::Object(_) if has(&tree, "errors") => "errors",
        Tree::Object(_) if has(&tree, "message") => "message",
        Tree::Object(_) if has(&tree, "error") => "error",
        Tree::Nothing if text.trim().is_empty() => "empty",
        Tree::Nothing if content_type.contains("html") => "html",
        Tree::Nothing => "text",
        _ => "json",
    };
    (tree, form, names_an_address)
}

/// A row's id.
pub(super) fn id_of(row: &Tree) -> Option<u64> {
    crate::lenient::id(row.get("id"))
}

/// It is an object with this property, `null` or not.
pub(super) fn has(tree: &Tree, name: &str) -> bool {
    fields(tree).iter().any(|(known, _)| known == name)
}

pub(super) fn fields<'a, 'b>(tree: &'a Tree<'b>) -> &'a [(Cow<'b, str>, Tree<'b>)] {
    match tree {
        Tree::Object(fields) => fields,
        _ => &[],
    }
}

/// The word for a JSON type.
pub(super) fn kind(value: &Tree) -> &'static str {
    match value {
        Tree::Nothing => "null",
        Tree::Flag(_) => "flag",
        Tree::Whole(_) | Tree::Number(_) => "number",
        Tree::Text(_) => "text",
        Tree::List(_) => "list",
        Tree::Object(_) => "object",
    }
}

/// The names of an object's properties, each with a word for what it holds: "otp-value:text". Only for objects whose
/// names the API gives: the traits of an asset are named by people.
pub(super) fn kinds(tree: &Tree) -> String {
    let mut words = Words::default();
    for (name, value) in fields(tree) {
        words.add(&[safe(name), ":", kind(value)].concat());
    }
    words.text()
}

/// The names that rows have, where `keep` says so.
pub(super) fn names<'a>(
    rows: &mut dyn Iterator<Item = &'a Tree<'static>>,
    keep: fn(&str) -> bool,
) -> String {
    let mut words = Words::default();
    for row in rows {
        for (name, _) in fields(row) {
            if keep(name) {
                words.add(safe(name));
            }
        }
    }
    words.text()
}

/// Words in their order, each once.
#[derive(Default)]
pub(super) struct Words(Vec<String>);

impl Words {
    pub(super) fn add(&mut self, word: &str) {
        // They are few, and a sort of its own would weigh more than all of this.
        let place = self.0.iter().position(|known| known.as_str() >= word);
        let place = place.unwrap_or(self.0.len());
        if self.0.get(place).is_none_or(|known| known != word) {
            self.0.insert(place, word.to_owned());
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// "none" where there are none.
    pub(super) fn text(&self) -> String {
        match self.is_empty() {
            true => "none".to_owned(),
            false => self.0.join(" "),
        }
    }
}

/// A name as APIs give them, or a word in its place: nothing that anybody typed has this form by chance and is not a
/// word, and ids have more digits.
pub(super) fn safe(name: &str) -> &str {
    let is_sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    let n_digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_name = (1..=40).contains(&name.len()) && name.bytes().all(is_sign) && n_digits <= 2;
    if is_name { name } else { "(odd name)" }
}

/// Headers whose values the check looks at. A transport that is asked for headers gives these and no others.
const HEADERS: [&str; 12] = [
    "access-control-allow-origin",
    "access-control-expose-headers",
    "cache-control",
    "content-type",
    "deprecation",
    "etag",
    "last-modified",
    "pragma",
    "retry-after",
    "sunset",
    "vary",
    "x-runtime",
];

/// Whether a header, in lower case, is one that a request for headers means: of a fixed list, or about rates.
pub fn is_noted_header(name: &str) -> bool {
    HEADERS.contains(&name) || is_about_rate(name)
}

pub(super) fn is_about_rate(name: &str) -> bool {
    let name = name.strip_prefix("x-").unwrap_or(name);
    (name.starts_with("ratelimit") || name.starts_with("rate-limit")) && safe(name) == name
}
