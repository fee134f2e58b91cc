//! The words for decisions and rows.

use super::index::Index;
use crate::links::{ClientLink, LinkKey, Links, Subject};
use crate::matching::{Agreement, Decision, NameKey, Normalize, Ranked, Why, similar};
use crate::page::{Context, Recipe};
use gluepane_itglue::{Configuration, Organization, OrganizationId};
use gluepane_protocol as view;
use gluepane_protocol::{
    ByHand, Candidate, ChooseKind, ChooseView, ConfigurationView, LinkedView, NotFoundCause,
    OrganizationView, SeenView,
};

/// After *Change Match* this many candidates are shown, similar to this many names.
const MAX_CANDIDATES: usize = 5;
const MAX_NAMES: usize = 3;

/// What a PSA's client id is called, whatever the product calls its clients.
const COMPANY_ID: &str = "company id";

/// What the page says.
pub(super) fn seen(recipe: &Recipe, context: &Context) -> SeenView {
    let suggested = context
        .suggested_names
        .first()
        .filter(|_| context.is_generic);
    SeenView {
        product: recipe.name.to_owned(),
        client: context.client_names.first().or(suggested).cloned(),
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
pub(super) fn linked_reason(recipe: &Recipe, context: &Context, why: &[Why]) -> String {
    let (name, word) = (recipe.name, recipe.client_word);
    let id = context.client_ids.first().map_or("", String::as_str);
    let mut parts = Vec::new();
    for (n, why) in why.iter().enumerate() {
        parts.push(match (n, why) {
            (_, Why::Accepted) => "linked by you".to_owned(),
            (0, Why::ClientId) => format!("by {name} {COMPANY_ID} {id}"),
            (0, Why::RecordId) => format!("by {name} device id"),
            (0, Why::NameWithoutForm) => format!("by {name} {word} name, legal form aside"),
            (0, _) => format!("by {name} {word} name"),
            (_, Why::ClientId) => format!("{COMPANY_ID} agrees"),
            (_, Why::RecordId) => "device id agrees".to_owned(),
            _ => format!("{word} name agrees"),
        });
    }
    parts.join(" · ")
}

/// "sites", "companies".
fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{word}s"),
    }
}

/// "so is the site Harbour Dental North": who else of the product is linked by hand to the same organization.
pub(super) fn siblings(recipe: &Recipe, links: &Links, link: &ClientLink) -> Option<String> {
    let word = recipe.client_word;
    let mut siblings = links.siblings(link);
    let first = siblings.next()?;
    Some(match siblings.count() {
        0 if first.client_name.is_empty() => format!("so is another {word}"),
        0 => format!("so is the {word} {}", first.client_name),
        more => format!("so are {} other {}", more + 1, plural(word)),
    })
}

/// The link's own name points to somebody else; it is linked all the same.
pub(super) fn name_is_anothers(recipe: &Recipe) -> String {
    format!("the {} name is another organization’s", recipe.client_word)
}

/// What a choice holds for: "Your choice is remembered for the Datto RMM site Harbour Dental" or "… counts for this page only".
pub(super) fn remembers(recipe: &Recipe, context: &Context) -> String {
    let shown = match LinkKey::of_client(context) {
        None => return "Your choice counts for this page only".to_owned(),
        Some(key) => match (context.client_names.first(), key.subject) {
            (Some(name), _) => name.clone(),
            (None, Subject::ClientId(id) | Subject::DeviceId(id)) => id,
            (None, Subject::ClientField(text)) => text,
        },
    };
    format!(
        "Your choice is remembered for the {} {} {shown}",
        recipe.name, recipe.client_word
    )
}

/// The view of a decision that is none.
pub(super) fn choose(
    decision: &Decision,
    recipe: &Recipe,
    context: &Context,
    index: &Index,
    accepted: Option<OrganizationId>,
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
            is_accepted: accepted == Some(ranked.id),
        })
    });
    ChooseView {
        kind,
        seen: seen(recipe, context),
        reason: choose_reason(kind, ranked, recipe, context),
        candidates: candidates.collect(),
        is_change: false,
        remembers: remembers(recipe, context),
    }
}

/// The view after *Change Match*: what is linked first, then what is similar.
pub(super) fn change(
    linked: &LinkedView,
    recipe: &Recipe,
    context: &Context,
    index: &Index,
    tables: &impl Normalize,
) -> ChooseView {
    let mut candidates = vec![Candidate {
        organization: linked.organization.clone(),
        reason: format!("shown now · {}", linked.reason),
        is_accepted: false,
    }];
    let names = context.client_names.iter().chain(&context.suggested_names);
    for name in names.chain([&linked.organization.name]).take(MAX_NAMES) {
        for ranked in similar(&NameKey::of(name, tables), &index.rows) {
            let is_known = |known: &Candidate| known.organization.id.0 == ranked.id.0;
            if let Some(row) = index.get(ranked.id)
                && !candidates.iter().any(is_known)
                && candidates.len() < MAX_CANDIDATES
            {
                candidates.push(Candidate {
                    organization: organization(row, index),
                    reason: candidate_reason(ranked.why, recipe),
                    is_accepted: false,
                });
            }
        }
    }
    ChooseView {
        kind: ChooseKind::Suggested,
        seen: seen(recipe, context),
        reason: format!("{} is shown now; choose another", linked.organization.name),
        candidates,
        is_change: true,
        remembers: remembers(recipe, context),
    }
}

fn choose_reason(
    kind: ChooseKind,
    ranked: &[Ranked],
    recipe: &Recipe,
    context: &Context,
) -> String {
    let word = recipe.client_word;
    let n_by_id = ranked
        .iter()
        .filter(|ranked| matches!(ranked.why, Why::RecordId | Why::UnprovedId | Why::ClientId))
        .count();
    let has = |wanted: fn(&Why) -> bool| ranked.iter().any(|ranked| wanted(&ranked.why));
    match kind {
        ChooseKind::Unknown | ChooseKind::Suggested if context.is_generic => {
            "Gluepane has no recipe for this page, so nothing on it is certain".to_owned()
        }
        ChooseKind::Unknown if context.client_names.is_empty() => {
            format!("this page names no {word}")
        }
        ChooseKind::Unknown => "no organization of this name in IT Glue".to_owned(),
        ChooseKind::Ambiguous if context.shows_two_records() => {
            "this page shows two records at once".to_owned()
        }
        ChooseKind::Ambiguous if context.client_names.len() > 1 => {
            format!("this page names two {} at once", plural(word))
        }
        ChooseKind::Ambiguous if has(|why| *why == Why::Accepted) => {
            let what = match () {
                () if has(|why| *why == Why::MacAndSerial) => "MAC address and serial number",
                () if has(|why| *why == Why::ClientId) => COMPANY_ID,
                () => "device id",
            };
            format!("you linked one organization, and the {what} points to another")
        }
        ChooseKind::Ambiguous if n_by_id > 1 => match recipe.rmm.is_some() {
            true => "the device id points to different organizations".to_owned(),
            false => "the ids on this page point to different organizations".to_owned(),
        },
        ChooseKind::Ambiguous
            if has(|why| *why == Why::ClientId) || n_by_id > 0 && recipe.rmm.is_none() =>
        {
            format!("{COMPANY_ID} and {word} name point to different organizations")
        }
        ChooseKind::Ambiguous if n_by_id > 0 => {
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
            format!("the {} may be of another integration", id_word(recipe))
        }
        ChooseKind::Suggested => "similar, but not certain".to_owned(),
    }
}

fn candidate_reason(why: Why, recipe: &Recipe) -> String {
    match why {
        Why::Accepted => "linked by you".to_owned(),
        Why::ClientId => format!("{} {COMPANY_ID}", recipe.name),
        Why::RecordId if recipe.rmm.is_none() => format!("{} {}", recipe.name, id_word(recipe)),
        Why::RecordId => format!("{} device id", recipe.name),
        Why::UnprovedId => format!("{}, integration not proved", id_word(recipe)),
        Why::MacAndSerial => "MAC address and serial number of a device there".to_owned(),
        Why::Serial => "serial number of a device there".to_owned(),
        Why::SameName => "same name".to_owned(),
        Why::NameWithoutForm => "same name, legal form aside".to_owned(),
        Why::OtherForm => "same name, other legal form".to_owned(),
        Why::Inactive => "same name, inactive".to_owned(),
        Why::ShortName => "its short name".to_owned(),
        Why::Similar(percent) => format!("similar name · {percent} %"),
        Why::Primary => "your own organization".to_owned(),
    }
}

/// Whose ids the recipe's pages have: an RMM's the device's, a PSA's the client's.
fn id_word(recipe: &Recipe) -> &'static str {
    match recipe.rmm {
        Some(_) => "device id",
        None => COMPANY_ID,
    }
}

/// A configuration with what tells it from its look-alikes: "Managed Server, Active · PowerEdge R450 · 7XK3QW2".
pub(super) fn configuration(row: &Configuration) -> ConfigurationView {
    let kind = [row.type_name.as_deref(), row.status_name.as_deref()];
    let parts = [
        kind.into_iter().flatten().collect::<Vec<_>>().join(", "),
        configuration_detail(row),
    ];
    ConfigurationView {
        id: view::ConfigurationId(row.id.0),
        name: row.name.clone(),
        detail: parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
    }
}

/// Why a configuration is linked: "by MAC address and serial number".
pub(super) fn configuration_reason(
    agreement: Agreement,
    by_hand: ByHand,
    recipe: &Recipe,
) -> String {
    let Agreement {
        id,
        serial,
        mac,
        host_name,
        ..
    } = agreement;
    match (by_hand, id, mac, serial) {
        (ByHand::Remembered, ..) => "linked by you".to_owned(),
        (ByHand::ThisView, ..) => "chosen by you for this page".to_owned(),
        (ByHand::No, true, ..) => format!("by {} device id", recipe.name),
        (ByHand::No, _, true, true) => "by MAC address and serial number".to_owned(),
        (ByHand::No, _, true, false) if host_name => "by MAC address and name".to_owned(),
        (ByHand::No, _, false, true) if host_name => "by serial number and name".to_owned(),
        (ByHand::No, _, true, false) => "by MAC address".to_owned(),
        (ByHand::No, _, false, true) => "by serial number".to_owned(),
        (ByHand::No, _, false, false) => "by name".to_owned(),
    }
}

/// Why a configuration is listed: "same serial number · archived".
pub(super) fn configuration_candidate_reason(agreement: Agreement) -> String {
    let parts = [
        (agreement.accepted, "linked by you"),
        (agreement.id, "same device id"),
        (agreement.serial, "same serial number"),
        (agreement.mac, "same MAC address"),
        (agreement.host_name, "same name"),
        (agreement.archived, "no longer in use"),
    ];
    let parts: Vec<&str> = parts
        .iter()
        .filter(|(has, _)| *has)
        .map(|(_, text)| *text)
        .collect();
    parts.join(" · ")
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
    match cause {
        NotFoundCause::NoDevice => "There is no device on this page.".to_owned(),
        NotFoundCause::Several => {
            "Several configurations fit this device, so none is chosen.".to_owned()
        }
        NotFoundCause::NotSetUp => {
            "IT Glue holds no configuration of this client: its set-up isn’t finished.".to_owned()
        }
        NotFoundCause::NotMatched => not_matched(context),
    }
}

/// What was looked for in vain: "its id, its serial number and the name HDG-DC01".
fn not_matched(context: &Context) -> String {
    let name = context.device_name.as_ref();
    let mut looked_for = Vec::new();
    if !context.device_ids.is_empty() {
        looked_for.push("its id".to_owned());
    }
    if !context.serials.is_empty() {
        looked_for.push("its serial number".to_owned());
    }
    if !context.macs.is_empty() {
        looked_for.push("its MAC address".to_owned());
    }
    looked_for.extend(name.map(|name| format!("the name {name}")));
    let start = "This device isn’t matched:";
    match (looked_for.as_slice(), name) {
        ([], _) => format!("{start} the page says nothing to find it by."),
        ([one], None) => format!("{start} {one} isn’t in IT Glue."),
        ([one], Some(_)) => format!("{start} {one} isn’t in IT Glue for this client."),
        ([one, other], _) => {
            format!("{start} neither {one} nor {other} is in IT Glue for this client.")
        }
        (all, _) => format!(
            "{start} none of these finds it for this client: {}.",
            all.join(", ")
        ),
    }
}
