//! Passwords: what lists carry, embedded and vaulted ones, one-time codes (API reference, sections 3.6, 3.7 and 6). Never
//! a value: a show says `show_password=false`, and of the one list that is asked for values only whether they came is
//! kept.

use super::Question::{Asked, Compared};
use super::comparison::{Comparison, Form};
use super::known::Known;
use super::organizations::{compare_names, telling};
use super::reply::{Reply, Words, has, id_of, kind, kinds};
use super::{Question, Why};
use crate::value::is_spelling;
use crate::{Query, lenient};
use gluepane_wire::Tree;

const MOST_ROWS: u32 = 200;

static NAME: Comparison = Comparison {
    key: ["name_filter_passwords"],
    resource: "passwords",
    filter: "name",
    sample: |known| known.password.as_ref(),
    lacks: "no password with a plain name",
};

pub(super) static QUESTIONS: &[Question] = &[
    Asked {
        keys: &[
            "no_password_access",
            "password_attributes",
            "list_value",
            "resource_type_form",
            "vaulted_username",
        ],
        ask: |_| {
            let list = Query::list("passwords").show_password(false);
            Ok(list.sort("id").page(1, MOST_ROWS))
        },
        note: note_passwords,
    },
    Asked {
        keys: &["list_show_password"],
        ask: |_| Ok(Query::list("passwords").show_password(true).page(1, 1)),
        note: |known, reply| {
            if let Some(row) = reply.attributes().next() {
                let came = has(row, "password");
                known.found(
                    "list_show_password",
                    if came { "a value came" } else { "ignored" },
                );
            }
        },
    },
    Compared(&NAME, Form::Exact),
    Compared(&NAME, Form::MadeUp),
    Compared(&NAME, Form::Swapped),
    Compared(&NAME, Form::Part),
    Asked {
        keys: &["show_without_value", "cache_control"],
        ask: |known| {
            let of = known.password.as_ref().ok_or("no password")?;
            Ok(Query::one("passwords", of.id).show_password(false))
        },
        note: |known, reply| {
            let value = reply.attributes().next().filter(|row| has(row, "password"));
            let answer = value.map_or("absent", |row| kind(row.get("password")));
            known.found("show_without_value", answer);
            // A value of the same address would be kept by a browser that is allowed to.
            known.found("cache_control", reply.cache_control());
        },
    },
    Asked {
        keys: &["personal"],
        ask: |known| {
            let own = known
                .primary
                .ok_or("no organization is the account’s own")?;
            let list = Query::below("organizations", own, "passwords");
            Ok(list.show_password(false).page(1, MOST_ROWS))
        },
        note: |known, reply| {
            let rows = || reply.attributes().map(|row| row.get("personal"));
            known.found(
                "personal",
                match rows().any(lenient::flag) {
                    true => "shown",
                    false if rows().all(|value| matches!(value, Tree::Nothing)) => "not said",
                    false => "none seen",
                },
            );
        },
    },
    Asked {
        keys: &["otp"],
        ask: |known| code_of(known, 0),
        // Whether there is a code, and in what form; the code goes with the answer.
        note: |known, reply| known.found("otp", shape(reply)),
    },
    Asked {
        keys: &["otp_missing"],
        ask: |known| code_of(known, 1),
        note: |known, reply| known.found("otp_missing", shape(reply)),
    },
];

fn code_of(known: &Known, n: usize) -> Result<Query, Why> {
    let id = known.otp[n].ok_or("no such password")?;
    Ok(Query::part("passwords", id, "otp"))
}

/// The names in it.
fn shape(reply: &Reply) -> String {
    match reply.body.get("data").get("attributes") {
        attributes @ Tree::Object(_) => ["attributes ", &kinds(attributes)].concat(),
        _ => ["flat ", &kinds(&reply.body)].concat(),
    }
}

/// Attributes that the reference names (section 3.6).
const ATTRIBUTES: &str = "organization-id organization-name resource-url restricted my-glue name autofill-selectors username \
    url notes password-updated-at updated-by updated-by-type resource-id resource-type cached-resource-type-name \
    cached-resource-name password-category-id password-category-name password-folder-id parent-url otp-enabled vault-id \
    personal is-live rotation-permitted archived created-at updated-at";

/// What a password may be embedded in (section 3.6).
const PARENTS: [&str; 9] = [
    "configuration",
    "contact",
    "document",
    "domain",
    "location",
    "ssl-certificate",
    "flexible-asset",
    "flexible-asset-trait",
    "ticket",
];

/// How `resource-type` is spelled: only words of the API, in whichever of their spellings.
pub(super) fn note_spellings(
    known: &mut Known,
    key: &'static str,
    rows: &mut dyn Iterator<Item = &'_ Tree<'static>>,
) {
    let mut words = Words::default();
    for text in rows.filter_map(|row| row.get("resource-type").as_text()) {
        words.add(match is_spelling(text, &PARENTS) {
            true => text,
            false => "(another word)",
        });
    }
    if !words.is_empty() {
        known.found(key, words.text());
    }
}

fn note_passwords(known: &mut Known, reply: &Reply) {
    known.found("no_password_access", "list_ok");
    if reply.rows().is_empty() {
        return;
    }
    compare_names(known, "password_attributes", ATTRIBUTES, reply);
    let came = reply.attributes().any(|row| has(row, "password"));
    known.found("list_value", if came { "a value came" } else { "absent" });
    note_spellings(known, "resource_type_form", &mut reply.attributes());
    let is_vaulted = |row: &Tree| lenient::id(row.get("vault-id")).is_some();
    let mut names = Words::default();
    for row in reply.attributes().filter(|row| is_vaulted(row)) {
        names.add(kind(row.get("username")));
    }
    if !names.is_empty() {
        known.found("vaulted_username", names.text());
    }
    for row in reply.rows() {
        let Some(id) = id_of(row) else { continue };
        let attributes = row.get("attributes");
        if known.password.is_none() {
            known.password = telling(id, attributes.get("name"));
        }
        if !is_vaulted(attributes) {
            let without = usize::from(!lenient::flag(attributes.get("otp-enabled")));
            known.otp[without].get_or_insert(id);
        }
    }
}
