//! `/domains`, `/ssl_certificates` and `/expirations` (API reference, section 3.15).

use serde_json::json;
use tenant::Kind;
use tenant::records::{Domain, Expiration, SslCertificate};

use super::compare::{Test, is_in_time};
use super::errors;
use super::row::{Attributes, object};
use super::set::Writes;
use super::table::{Key, Resource, Routes, Rules, Way, base};
use super::view::View;

pub(crate) static DOMAINS: Resource<Domain> = Resource {
    record: Some(Kind::Domain),
    routes: Routes::READ.and(Routes::NESTED),
    owner: Some(|row| row.organization_id),
    filters: &[
        ("id", Test::Id),
        ("organization_id", Test::Above(Kind::Organization)),
    ],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.clone())),
        ("id", |row, _| Key::Number(row.id)),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    rules: Rules {
        // The documents name no show.
        refuse: |view, _, way| {
            (way == Way::Show && view.options.is("domain_show", "absent"))
                .then(errors::unknown_path)
        },
        is_shown: None,
    },
    writes: Some(&DOMAIN_WRITES),
    ..base(
        "domains",
        "domains",
        |tenant| &tenant.records.domains,
        |row| row.id,
        |row, view, _| domain(row, view),
    )
};

/// Nobody writes domains through the API; they go with their organization.
static DOMAIN_WRITES: Writes<Domain> = Writes {
    rows: |tenant| &mut tenant.records.domains,
    fresh: |fresh| Domain {
        id: fresh.id,
        organization_id: fresh.owner(),
        created_at: fresh.now(),
        updated_at: fresh.now(),
        ..Domain::default()
    },
    fields: &[
        ("name", super::set::Set::Text(|row| &mut row.name)),
        ("notes", super::set::Set::Maybe(|row| &mut row.notes)),
        (
            "registrar_name",
            super::set::Set::Maybe(|row| &mut row.registrar_name),
        ),
        (
            "expires_on",
            super::set::Set::Maybe(|row| &mut row.expires_on),
        ),
    ],
    required: &["name"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

fn domain(row: &Domain, view: &View) -> Attributes {
    let mut attributes = view.owned(row.organization_id, "domains", row.id, row.restricted);
    attributes.extend(object!({
        "name": row.name,
        "screenshot": (),
        "registrar-name": row.registrar_name,
        "notes": row.notes,
        "expires-on": row.expires_on,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    }));
    attributes
}

pub(crate) static SSL_CERTIFICATES: Resource<SslCertificate> = Resource {
    record: Some(Kind::SslCertificate),
    routes: Routes::NESTED,
    owner: Some(|row| row.organization_id),
    filters: &[("id", Test::Id)],
    sorts: &[("id", |row, _| Key::Number(row.id))],
    rules: Rules {
        // Named in a change request only.
        refuse: |view, _, _| {
            view.options
                .is("ssl_certificates", "absent")
                .then(errors::unknown_path)
        },
        is_shown: None,
    },
    ..base(
        "ssl_certificates",
        "ssl-certificates",
        |tenant| &tenant.records.ssl_certificates,
        |row| row.id,
        |row, view, _| {
            let mut attributes = view.owned(row.organization_id, "ssl_certificates", row.id, false);
            attributes.extend(object!({
                "name": row.name,
                "valid-until": row.valid_until,
                "created-at": row.created_at,
                "updated-at": row.updated_at,
            }));
            attributes
        },
    )
};

pub(crate) static EXPIRATIONS: Resource<Expiration> = Resource {
    routes: Routes::READ.and(Routes::NESTED),
    owner: Some(|row| row.organization_id),
    above: &[|row| Some(row.resource)],
    filters: &[
        ("id", Test::Id),
        ("resource_id", Test::Number(|row| Some(row.resource.id))),
        (
            "resource_name",
            Test::Text(|row, _| Some(&row.resource_name)),
        ),
        (
            "resource_type_name",
            Test::Text(|row, _| Some(&row.resource_type_name)),
        ),
        ("description", Test::Text(|row, _| Some(&row.description))),
        (
            "expiration_date",
            Test::Text(|row, _| Some(&row.expiration_date)),
        ),
        ("organization_id", Test::Above(Kind::Organization)),
    ],
    ranges: &[(
        "expiration_date",
        Test::Own(|row, filter, _| is_in_time(&row.expiration_date, &filter.values)),
    )],
    sorts: &[
        ("id", |row, _| Key::Number(row.id)),
        ("organization_id", |row, _| Key::Number(row.organization_id)),
        ("expiration_date", |row, _| {
            Key::Text(row.expiration_date.clone())
        }),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    ..base(
        "expirations",
        "expirations",
        |tenant| &tenant.records.expirations,
        |row| row.id,
        |row, view, _| expiration(row, view),
    )
};

fn expiration(row: &Expiration, view: &View) -> Attributes {
    let mut attributes = view.owned(row.organization_id, "expirations", row.id, false);
    attributes.insert("resource-url", json!(view.page_of(row.resource)));
    attributes.extend(object!({
        "description": row.description,
        "expiration-date": row.expiration_date,
        "resource-id": row.resource.id,
        "resource-type": row.resource.kind.title(),
        "resource-type-name": row.resource_type_name,
        "resource-name": row.resource_name,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    }));
    attributes
}
