//! Organizations: the first question of all, and what their rows show (API reference, sections 3.1 and 4.2).

use super::Question::{Asked, Compared};
use super::comparison::{Comparison, Form, is_telling};
use super::known::{Known, Sample};
use super::reply::{Reply, Words, fields, has, id_of, kind, names, safe};
use super::{Question, Why};
use crate::{Query, lenient};
use gluepane_wire::Tree;

/// Enough to see what there is; no more than one answer's worth.
const MOST_ROWS: u32 = 200;
/// A list cuts quick notes to so many characters.
const CUT_AT: usize = 250;

/// What any credential may ask.
pub(super) fn first() -> Query {
    Query::list("organizations").page(1, 1)
}

static NAME: Comparison = Comparison {
    key: ["name_filter"],
    resource: "organizations",
    filter: "name",
    sample: |known| known.organization.as_ref(),
    lacks: "no organization with a plain name",
};

pub(super) static QUESTIONS: &[Question] = &[
    Asked {
        keys: &["connection"],
        ask: |_| Ok(first()),
        note: |known, _| known.found("connection", "accepted"),
    },
    Asked {
        keys: &[
            "organizations_list",
            "organization_attributes",
            "org_resource_url",
            "web_base",
            "parent_id_form",
            "ancestor_ids_form",
            "psa_integration",
            "list_quick_notes",
            "links_at_the_end",
            "links_base",
            "adapter_attributes",
            "rmm_company_attributes",
        ],
        ask: |_| {
            let list = Query::list("organizations").include("adapters_resources,rmm_companies");
            Ok(list.sort("id").page(1, MOST_ROWS))
        },
        note: note_organizations,
    },
    Compared(&NAME, Form::Exact),
    Compared(&NAME, Form::MadeUp),
    Compared(&NAME, Form::Swapped),
    Compared(&NAME, Form::Part),
    Asked {
        keys: &["unpaired_filter"],
        ask: |known| {
            Ok(unpaired(known)?
                .1
                .filter("psa_id", "gluepane-check")
                .page(1, 1))
        },
        note: |known, reply| {
            if known.remote.as_ref().is_some_and(|of| reply.has(of.id)) {
                known.found("unpaired_filter", "ignored");
            }
        },
    },
    Asked {
        keys: &["unpaired_filter"],
        ask: |known| {
            let (of, query) = unpaired(known)?;
            Ok(query.filter("psa_id", &of.text).page(1, 1))
        },
        note: |known, reply| {
            let is_hit = known.remote.as_ref().is_some_and(|of| reply.has(of.id));
            let answer = if is_hit { "match_any" } else { "never matches" };
            known.found("unpaired_filter", answer);
        },
    },
];

fn unpaired(known: &Known) -> Result<(&Sample, Query), Why> {
    let of = known.remote.as_ref().ok_or("no organization of a PSA")?;
    Ok((
        of,
        Query::list("organizations").filter("id", &of.id.to_string()),
    ))
}

/// Attributes that the reference names (section 3.1).
const ATTRIBUTES: &str = "name alert description organization-type-id organization-type-name organization-status-id \
    organization-status-name my-glue-account-id primary logo quick-notes short-name parent-id ancestor-ids psa-integration \
    created-at updated-at resource-url";

fn note_organizations(known: &mut Known, reply: &Reply) {
    known.found("organizations_list", "accepted");
    let links = reply.body.get("links");
    known.found(
        "links_at_the_end",
        match (has(links, "prev"), links.get("prev")) {
            (true, value) => kind(value),
            (false, _) => "missing",
        },
    );
    let first = links.get("first").as_text();
    let host = first.and_then(|url| url.split_once("://")?.1.split('/').next());
    known.found(
        "links_base",
        match host {
            None => "absent",
            Some(host) if host == known.host => "the address that was asked",
            Some(_) => "another address",
        },
    );
    if reply.rows().is_empty() {
        return;
    }
    compare_names(known, "organization_attributes", ATTRIBUTES, reply);
    let urls = || reply.attributes().map(|row| row.get("resource-url"));
    let is_there = urls().any(|url| !matches!(url, Tree::Nothing));
    known.found(
        "org_resource_url",
        if is_there { "present" } else { "absent" },
    );
    if let Some(url) = urls().find_map(Tree::as_text) {
        known.found("web_base", web_base(url));
    }
    note_kinds(known, "parent_id_form", "parent-id", reply);
    note_kinds(known, "ancestor_ids_form", "ancestor-ids", reply);
    let mut psa = Words::default();
    for row in reply.attributes() {
        psa.add(match row.get("psa-integration") {
            Tree::Text(text) if text == "enabled" => "enabled",
            Tree::Text(text) if text == "disabled" => "disabled",
            value => kind(value),
        });
    }
    known.found("psa_integration", psa.text());
    let notes = reply
        .attributes()
        .filter_map(|row| row.get("quick-notes").as_text());
    match notes
        .map(|text| text.chars().count())
        .max()
        .unwrap_or_default()
    {
        0..CUT_AT => {}
        CUT_AT => known.found("list_quick_notes", "cut"),
        _ => known.found("list_quick_notes", "whole"),
    }
    note_included(known, "adapter_attributes", "adapters-resources", reply);
    note_included(known, "rmm_company_attributes", "rmm-companies", reply);
    for row in reply.rows() {
        let Some(id) = id_of(row) else { continue };
        let attributes = row.get("attributes");
        if known.other_organization.is_none() {
            known.other_organization = Some(id);
        }
        if known.organization.is_none() {
            known.organization = telling(id, attributes.get("name"));
        }
        if lenient::flag(attributes.get("primary")) {
            known.primary = Some(id);
        }
        if known.remote.is_none() {
            let remote = linked(row, "adapters-resources", reply)
                .filter_map(|row| lenient::text(row.get("attributes").get("remote-id")))
                .find(|remote| remote != "0");
            known.remote = remote.map(|text| Sample { id, text });
        }
    }
    let first = known.organization.as_ref().map(|of| of.id);
    if known.other_organization == first {
        known.other_organization = reply
            .rows()
            .iter()
            .filter_map(id_of)
            .find(|id| Some(*id) != first);
    }
}

fn web_base(url: &str) -> &'static str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    match host.ends_with(".itglue.com") {
        true => "itglue.com",
        false => "another host",
    }
}

/// A record with a name that can be tried in all spellings.
pub(super) fn telling(id: u64, name: &Tree) -> Option<Sample> {
    let text = name.as_text().filter(|text| is_telling(text))?;
    Some(Sample {
        id,
        text: text.to_owned(),
    })
}

/// The included rows that a row is linked with.
pub(super) fn linked<'a>(
    row: &'a Tree<'static>,
    name: &'a str,
    reply: &'a Reply,
) -> impl Iterator<Item = &'a Tree<'static>> {
    let links = row.get("relationships").get(name).get("data").list();
    let rows = reply.included(name);
    rows.filter(move |row| links.iter().any(|link| id_of(link) == id_of(row)))
}

/// The JSON types of an attribute, where it is not `null`.
pub(super) fn note_kinds(known: &mut Known, key: &'static str, name: &str, reply: &Reply) {
    let mut kinds = Words::default();
    for row in reply.attributes() {
        match row.get(name) {
            Tree::Nothing => {}
            value => kinds.add(kind(value)),
        }
    }
    if !kinds.is_empty() {
        known.found(key, kinds.text());
    }
}

/// The names of the attributes that included rows of a type have.
pub(super) fn note_included(known: &mut Known, key: &'static str, of: &str, reply: &Reply) {
    let mut attributes = reply.included(of).map(|row| row.get("attributes"));
    note_names(known, key, &mut attributes);
}

/// The names that rows have, if there are any.
pub(super) fn note_names(
    known: &mut Known,
    key: &'static str,
    rows: &mut dyn Iterator<Item = &'_ Tree<'static>>,
) {
    let names = names(rows, |_| true);
    if names != "none" {
        known.found(key, names);
    }
}

/// Which attributes no document names, and which of the named ones no row has.
pub(super) fn compare_names(
    known: &mut Known,
    key: &'static str,
    documented: &'static str,
    reply: &Reply,
) {
    let (mut unknown, mut missing) = (Words::default(), Words::default());
    for (name, _) in reply.attributes().flat_map(fields) {
        if documented.split(' ').all(|known| known != name) {
            unknown.add(safe(name));
        }
    }
    for name in documented.split(' ') {
        if !reply.attributes().any(|row| has(row, name)) {
            missing.add(name);
        }
    }
    let (unknown, missing) = (unknown.text(), missing.text());
    known.found(
        key,
        ["unknown: ", &unknown, "; missing: ", &missing].concat(),
    );
}
