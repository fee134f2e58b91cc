//! What a test of the connection has come to, in words and with what to do about it.

use super::form::Form;
use crate::icons::{Glyph, Icon};
use gluepane_protocol::{Failure, KeyAccess, Region, TestedView};
use leptos::prelude::*;

/// What the test has come to.
#[component]
pub(crate) fn Outcome(form: Form) -> impl IntoView {
    let failure = move || form.failure.get().filter(|failure| !has_field(failure));
    view! {
        <div role="alert">{move || failure().map(|failure| refused(form, failure))}</div>
        <div role="status">{move || form.tested.get().map(verified)}</div>
    }
}

/// Said at its field already.
fn has_field(failure: &Failure) -> bool {
    matches!(failure, Failure::BadForm { field, .. } if matches!(field.as_str(), "subdomain" | "api_address" | "api_key"))
}

fn refused(form: Form, failure: Failure) -> AnyView {
    let remedy = match &failure {
        Failure::WrongRegion { region } => {
            let region = *region;
            let name = match region {
                Region::Us => "US",
                Region::Eu => "EU",
                Region::Au => "AU",
                Region::Custom => "custom",
            };
            Some((
                format!("Switch to {name} region"),
                Callback::new(move |()| form.use_region(region)),
            ))
        }
        Failure::WrongSubdomain { found, .. } => {
            let found = found.clone();
            Some((
                format!("Use {found}"),
                Callback::new(move |()| form.use_subdomain(found.clone())),
            ))
        }
        _ => None,
    };
    view! {
        <div class="message bad">
            <Icon glyph=Glyph::Warn/>
            <div>
                <p>{failure.to_string()}</p>
                {remedy.map(|(name, run)| view! {
                    <button type="button" class="btn small" on:click=move |_| run.run(())>{name}</button>
                })}
            </div>
        </div>
    }
    .into_any()
}

fn verified(tested: TestedView) -> AnyView {
    let n_organizations = match tested.organizations {
        1 => "1 organization".to_owned(),
        n => format!("{n} organizations"),
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
    view! {
        <div class="message good">
            <span class="badge"><Icon glyph=Glyph::Check/>"Verified"</span>
            <div>
                <p><b>{tested.web_address}</b>" · "{n_organizations}</p>
                <p>{access}</p>
            </div>
        </div>
        {(tested.access == KeyAccess::WithPasswords).then(account_wide)}
    }
    .into_any()
}

/// The plain warning about keys that read everything.
pub(super) fn account_wide() -> AnyView {
    view! {
        <div class="message warn">
            <Icon glyph=Glyph::Warn/>
            <div>
                <p><b>"This key is account-wide."</b></p>
                <p>
                    "It reads every password of the account, whatever you yourself are permitted to see in IT Glue. For a real account, use a key without Password Access."
                </p>
            </div>
        </div>
    }
    .into_any()
}
