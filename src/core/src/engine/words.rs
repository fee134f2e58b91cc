//! The words for decisions and rows.

use super::index::Index;
use crate::matching::{Decision, Ranked, Why};
use crate::page::{Context, Recipe};
use gluepane_itglue::{Configuration, Organization, OrganizationId};
use gluepane_protocol as view;
use gluepane_protocol::{
    Candidate, ChooseKind, ChooseView, NotFoundCause, OrganizationView, SeenView,
};

/// What the page says.
pub(super) fn seen(recipe: &Recipe, context: &Context) -> SeenView {
    SeenView {
        product: recipe.name.to_owned(),
        client: context.client_names.first().cloned(),
        device: context.device_name.clone(),
    }
}

/// An organization with what tells it from its look-alikes.
pub(super) fn organization(row: &Organization, index: &Index) -> OrganizationView {
    let kind = [row.type_name.as_deref(), row.status_name.as_deref()];
    let mut detail = vec![kind.into_iter().flatten().collect::<Vec<_>>().join(", ")];
    if let Some(parent) = row.parent.and_then(|parent| index.get(parent)) {
        detail.push(format!("part of {}", parent.name));
    }
    if row.is_primary {
        detail.push("your own organization".to_owned());
    }
    detail.push(format!("id {}", row.id));
    detail.retain(|part| !part.is_empty());
    OrganizationView {
        id: view::OrganizationId(row.id.0),
        name: row.name.clone(),
        detail: detail.join(" · "),
    }
}

/// An organization that the index doesn't have yet.
pub(super) fn bare_organization(id: OrganizationId, name: &str) -> OrganizationView {
    OrganizationView {
        id: view::OrganizationId(id.0),
        name: name.to_owned(),
        detail: format!("id {id}"),
    }
}

/// Why an organization is linked: "by Datto RMM device id · site name agrees".
pub(super) fn linked_reason(recipe: &Recipe, why: &[Why]) -> String {
    let word = recipe.client_word;
    let mut parts = Vec::new();
    for (n, why) in why.iter().enumerate() {
        parts.push(match (n, why) {
            (_, Why::RecordId) => format!("by {} device id", recipe.name),
            (0, Why::NameWithoutForm) => {
                format!("by {} {word} name, legal form aside", recipe.name)
            }
            (0, _) => format!("by {} {word} name", recipe.name),
            _ => format!("{word} name agrees"),
        });
    }
    parts.join(" · ")
}

/// The view of a decision that is none.
pub(super) fn choose(
    decision: &Decision,
    recipe: &Recipe,
    context: &Context,
    index: &Index,
) -> ChooseView {
    let (kind, ranked): (ChooseKind, &[Ranked]) = match decision {
        Decision::Suggested(ranked) => (ChooseKind::Suggested, ranked),
        Decision::Ambiguous(ranked) => (ChooseKind::Ambiguous, ranked),
        Decision::Linked { .. } | Decision::Unknown => (ChooseKind::Unknown, &[]),
    };
    let candidates = ranked.iter().filter_map(|ranked| {
        let row = index.get(ranked.id)?;
        Some(Candidate {
            organization: organization(row, index),
            reason: candidate_reason(ranked.why, recipe),
            is_accepted: false,
        })
    });
    ChooseView {
        kind,
        seen: seen(recipe, context),
        reason: choose_reason(kind, ranked, recipe, context),
        candidates: candidates.collect(),
        is_change: false,
        remembers: String::new(),
    }
}

fn choose_reason(
    kind: ChooseKind,
    ranked: &[Ranked],
    recipe: &Recipe,
    context: &Context,
) -> String {
    let word = recipe.client_word;
    let has = |wanted: fn(&Why) -> bool| ranked.iter().any(|ranked| wanted(&ranked.why));
    match kind {
        ChooseKind::Unknown if context.client_names.is_empty() => {
            format!("this page names no {word}")
        }
        ChooseKind::Unknown => "no organization of this name in IT Glue".to_owned(),
        ChooseKind::Ambiguous if context.shows_two_records() => {
            "this page shows two records at once".to_owned()
        }
        ChooseKind::Ambiguous if context.client_names.len() > 1 => {
            format!("this page names two {word}s at once")
        }
        ChooseKind::Ambiguous if has(|why| matches!(why, Why::RecordId | Why::UnprovedId)) => {
            format!("device id and {word} name point to different organizations")
        }
        ChooseKind::Ambiguous => match ranked.len() {
            2 => "two organizations fit equally well".to_owned(),
            n => format!("{n} organizations fit equally well"),
        },
        ChooseKind::Suggested if has(|why| *why == Why::Primary) => {
            "this is your own organization; opening it takes a click".to_owned()
        }
        ChooseKind::Suggested if has(|why| *why == Why::Inactive) => {
            "the organization is inactive".to_owned()
        }
        ChooseKind::Suggested if has(|why| *why == Why::UnprovedId) => {
            "the device id may be of another integration".to_owned()
        }
        ChooseKind::Suggested => "similar, but not certain".to_owned(),
    }
}

fn candidate_reason(why: Why, recipe: &Recipe) -> String {
    match why {
        Why::RecordId => format!("{} device id", recipe.name),
        Why::UnprovedId => "device id, integration not proved".to_owned(),
        Why::SameName => "same name".to_owned(),
        Why::NameWithoutForm => "same name, legal form aside".to_owned(),
        Why::OtherForm => "same name, other legal form".to_owned(),
        Why::Inactive => "same name, inactive".to_owned(),
        Why::ShortName => "its short name".to_owned(),
        Why::Similar(percent) => format!("similar name · {percent} %"),
        Why::Primary => "your own organization".to_owned(),
    }
}

/// "PowerEdge R450 · 7XK3QW2"
pub(super) fn configuration_detail(row: &Configuration) -> String {
    let record = row.rmm_records.first();
    let serial = row
        .serial_number
        .as_deref()
        .or_else(|| record.and_then(|record| record.serial_number.as_deref()));
    let model = row.model_name.as_deref().or(row.type_name.as_deref());
    [model, serial]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The second line of *Configuration not found*.
pub(super) fn not_found(cause: NotFoundCause, context: &Context) -> String {
    match (cause, context.device_name.as_deref()) {
        (NotFoundCause::NoDevice, _) => "There is no device on this page.".to_owned(),
        (NotFoundCause::Several, _) => {
            "Several configurations fit this device, so none is chosen.".to_owned()
        }
        (NotFoundCause::NotSetUp, _) => {
            "IT Glue holds no configuration of this client: its set-up isn't finished.".to_owned()
        }
        (NotFoundCause::NotMatched, Some(name)) => {
            format!(
                "This device isn't matched: neither its id nor the name {name} is in IT Glue for this client."
            )
        }
        (NotFoundCause::NotMatched, None) => {
            "This device isn't matched: its id isn't in IT Glue.".to_owned()
        }
    }
}
