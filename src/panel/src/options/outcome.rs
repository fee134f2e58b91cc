//! What a test of the connection has come to, in words and with what to do about it.

use super::form::Form;
use crate::icons::{Glyph, icon};
use crate::parts::button;
use crate::ui::{El, Readable, View, el};
use gluepane_protocol::{Failure, KeyAccess, Region, TestedView};

/// What the test has come to.
pub(super) fn draw(form: Form) -> [El; 2] {
    let refusal = move || {
        let failure = form.failure.get().filter(|failure| !has_field(failure));
        failure.map(|failure| refused(form, &failure))
    };
    let success = move || form.tested.get().map(|tested| verified(&tested));
    [
        el("div").attr("role", "alert").live(refusal),
        el("div").attr("role", "status").live(success),
    ]
}

/// Said at its field already.
fn has_field(failure: &Failure) -> bool {
    matches!(failure, Failure::BadForm { field, .. } if matches!(field.as_str(), "subdomain" | "api_address" | "api_key"))
}

fn refused(form: Form, failure: &Failure) -> El {
    let remedy = match failure {
        Failure::WrongRegion { region } => {
            let region = *region;
            let name = match region {
                Region::Us => "US",
                Region::Eu => "EU",
                Region::Au => "AU",
                Region::Custom => "custom",
            };
            let name = format!("Switch to {name} region");
            Some(button("btn small", &name, move |_| form.use_region(region)))
        }
        Failure::WrongSubdomain { found, .. } => {
            let name = format!("Use {found}");
            let found = found.clone();
            Some(button("btn small", &name, move |_| {
                form.use_subdomain(found.clone())
            }))
        }
        _ => None,
    };
    message("bad", el("p").text(&failure.to_string()).into(), remedy)
}

fn verified(tested: &TestedView) -> View {
    let n_organizations = match tested.organizations {
        1 => " · 1 organization".to_owned(),
        n => format!(" · {n} organizations"),
    };
    let access = match tested.access {
        KeyAccess::WithPasswords => "The key has Password Access.",
        KeyAccess::WithoutPasswords => {
            "The key has no Password Access. Everything works but password values."
        }
        KeyAccess::Unknown => {
            "The account holds no password yet, so it isn’t known whether the key has Password Access."
        }
    };
    let badge = el("span")
        .class("badge")
        .child(icon(Glyph::Check))
        .text("Verified");
    let words = el("div")
        .child(
            el("p")
                .child(el("b").text(&tested.web_address))
                .text(&n_organizations),
        )
        .child(el("p").text(access));
    let mut parts = vec![el("div").class("message good").child(badge).child(words)];
    if tested.access == KeyAccess::WithPasswords {
        parts.push(account_wide());
    }
    parts.into()
}

/// The plain warning about keys that read everything.
pub(super) fn account_wide() -> El {
    let words = vec![
        el("p").child(el("b").text("This key is account-wide.")),
        el("p").text(
            "It reads every password of the account, whatever you yourself are permitted to see in IT Glue. For a real account, use a key without Password Access.",
        ),
    ];
    message("warn", words.into(), None)
}

pub(super) fn message(kind: &str, words: View, remedy: Option<El>) -> El {
    el("div")
        .class("message")
        .class_if(kind, true)
        .child(icon(Glyph::Warn))
        .child(el("div").child(words).child(remedy))
}
