//! Pages of records: they say what they are, so that links lead somewhere. No values.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use tenant::{Kind, Ref, Tenant};

use super::{Visit, not_found, page};
use crate::api::records::known;
use crate::pages::escape;
use crate::rights::Sight;

/// Kinds of an organization's records, by their word in the address.
const KINDS: [(&str, Kind); 9] = [
    ("configurations", Kind::Configuration),
    ("passwords", Kind::Password),
    ("docs", Kind::Document),
    ("contacts", Kind::Contact),
    ("locations", Kind::Location),
    ("domains", Kind::Domain),
    ("ssl_certificates", Kind::SslCertificate),
    ("checklists", Kind::Checklist),
    ("assets", Kind::FlexibleAsset),
];

/// The smallest picture there is: one transparent dot.
const DOT: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// `/ORG/docs/DOCUMENT/images/ID`: what the relative addresses in documents lead to (API reference, section 3.11).
pub(super) fn image(visit: &Visit, organization_id: &str, document_id: &str, id: &str) -> Response {
    visit.seen(|sight| {
        let number = |text: &str| text.parse::<u64>().ok();
        let found = (|| {
            let (owner, document) = (number(organization_id)?, number(document_id)?);
            let images = &sight.tenant().records.document_images;
            let image = images.iter().find(|row| Some(row.id) == number(id))?;
            let (_, real_owner) = known(sight.tenant(), Ref::new(Kind::Document, document))?;
            let is_theirs = real_owner == Some(owner)
                && image.document_id == document
                && sight.may_see("documents", real_owner, document);
            is_theirs.then_some(())
        })();
        match found {
            Some(()) => ([(header::CONTENT_TYPE, "image/gif")], DOT).into_response(),
            None => not_found(),
        }
    })
}

/// Answers a request for a page of a record or of a list.
pub(super) fn answer(visit: &Visit) -> Response {
    visit.seen(
        |sight| match content(sight.tenant(), sight, &visit.ask.segments()) {
            Some((heading, body)) => page(StatusCode::OK, &heading, &body),
            None => not_found(),
        },
    )
}

fn content(tenant: &Tenant, sight: &Sight, segments: &[&str]) -> Option<(String, String)> {
    let [organization_id, rest @ ..] = segments else {
        return Some((
            "Organizations".to_owned(),
            signed_in_as(sight) + &organizations(tenant, sight),
        ));
    };
    let organization = tenant.organization(organization_id.parse().ok()?)?;
    let (id, name) = (organization.id, escape(&organization.name));
    sight.may_see("organizations", None, id).then_some(())?;
    let [word, rest @ ..] = rest else {
        let links: Vec<String> = KINDS
            .iter()
            .filter(|(_, kind)| !sight.is_denied(&kind.path()))
            .map(|(word, _)| format!("<li><a href=\"/{id}/{word}\">{word}</a></li>"))
            .collect();
        return Some((name, format!("<ul>{}</ul>", links.concat())));
    };
    let (_, kind) = KINDS.iter().find(|(known, _)| known == word)?;
    (!sight.is_denied(&kind.path())).then_some(())?;
    let place = format!("<p><a href=\"/{id}\">{name}</a></p>");
    // A flexible asset stands at /{org}/assets/{type}-{slug}/records/{id}.
    let record = match rest {
        [] => return Some((escape(word), place)),
        [_, "records", record] if *word == "assets" => record.parse().ok()?,
        [_] if *word == "assets" => return Some((escape(word), place)),
        [record] => record.parse().ok()?,
        _ => return None,
    };
    let (name, owner) = known(tenant, Ref::new(*kind, record))?;
    let is_theirs = owner == Some(id) && sight.may_see(&kind.path(), owner, record);
    is_theirs.then(|| (format!("{}: {}", kind.title(), escape(&name)), place))
}

fn signed_in_as(sight: &Sight) -> String {
    sight.user().map_or_else(String::new, |user| {
        format!(
            "<p>Signed in as {} ({}). <a href=\"/logout\">Sign out</a></p>",
            escape(&user.name),
            escape(&user.email)
        )
    })
}

fn organizations(tenant: &Tenant, sight: &Sight) -> String {
    let mut rows: Vec<_> = tenant
        .organizations
        .iter()
        .filter(|row| sight.may_see("organizations", None, row.id))
        .collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let items: Vec<String> = rows
        .iter()
        .map(|row| format!("<li><a href=\"/{}\">{}</a></li>", row.id, escape(&row.name)))
        .collect();
    format!("<ul>{}</ul>", items.concat())
}
