//! How a filter compares: the same record is asked for by its id together with a text in several spellings. It comes or
//! it doesn't; nothing else is in the answer.

use super::Why;
use super::known::{Known, Sample};
use super::reply::Reply;
use crate::Query;

/// A filter to find out about.
pub(super) struct Comparison {
    pub(super) key: [&'static str; 1],
    pub(super) resource: &'static str,
    pub(super) filter: &'static str,
    /// The record that it is tried on.
    pub(super) sample: fn(&Known) -> Option<&Sample>,
    /// Where there is none.
    pub(super) lacks: Why,
}

/// In which spelling.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As it stands. It must be found, or the rest says nothing.
    Exact,
    /// Something else altogether. It must not be found, or the filter is not looked at.
    MadeUp,
    /// In the other case.
    Swapped,
    /// Without its last letter.
    Part,
    /// A MAC address with other separators and in the other case.
    Respelled,
}

/// No record is called so.
const MADE_UP: &str = "gluepane check, no such name";

impl Comparison {
    pub(super) fn query(&self, form: Form, known: &Known) -> Result<Query, Why> {
        let sample = (self.sample)(known).ok_or(self.lacks)?;
        let text = &sample.text;
        let asked = match form {
            Form::Exact => text.clone(),
            Form::MadeUp => MADE_UP.to_owned(),
            Form::Swapped => swapped(text),
            Form::Part => {
                // Plain letters: `is_telling`.
                text.get(..text.len().saturating_sub(1))
                    .unwrap_or_default()
                    .to_owned()
            }
            Form::Respelled => {
                let separator = if text.contains('-') { ':' } else { '-' };
                let mut respelled = String::new();
                for digit in text.chars().filter(char::is_ascii_hexdigit) {
                    if respelled.len() % 3 == 2 {
                        respelled.push(separator);
                    }
                    respelled.push(digit);
                }
                swapped(&respelled)
            }
        };
        let query = Query::list(self.resource)
            .filter("id", &sample.id.to_string())
            .filter(self.filter, &asked)
            .page(1, 1);
        Ok(match self.resource {
            "passwords" => query.show_password(false),
            _ => query,
        })
    }

    pub(super) fn note(&self, form: Form, known: &mut Known, reply: &Reply) {
        let is_hit = (self.sample)(known).is_some_and(|sample| reply.has(sample.id));
        let answer = match (form, is_hit) {
            (Form::Exact, false) => "not found as it stands",
            (Form::MadeUp, true) => "ignored",
            (Form::Swapped, _) => {
                known.is_case_blind = is_hit;
                return;
            }
            (Form::Part, _) => match (known.is_case_blind, is_hit) {
                (false, false) => "exact",
                (true, false) => "exact_ci",
                (false, true) => "substring_cs",
                (true, true) => "substring_ci",
            },
            (Form::Respelled, false) => "raw",
            (Form::Respelled, true) => "normalised",
            (Form::Exact, true) | (Form::MadeUp, false) => return,
        };
        known.found(self.key[0], answer);
    }
}

fn swapped(text: &str) -> String {
    match text.bytes().any(|b| b.is_ascii_lowercase()) {
        true => text.to_ascii_uppercase(),
        false => text.to_ascii_lowercase(),
    }
}

/// Fit to be tried in all spellings: letters whose case is plain, and enough of them.
pub(super) fn is_telling(text: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-' | b'.');
    text.len() >= 4
        && text.bytes().all(is_plain)
        && text.bytes().any(|b| b.is_ascii_alphabetic())
        && text
            .as_bytes()
            .first()
            .is_some_and(u8::is_ascii_alphanumeric)
        && text
            .as_bytes()
            .last()
            .is_some_and(u8::is_ascii_alphanumeric)
}
