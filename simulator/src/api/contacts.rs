//! `/contacts` and `/locations` (API reference, sections 3.9 and 3.10).

use serde_json::{Value, json};
use tenant::Kind;
use tenant::records::{Contact, Email, Location, Phone};

use super::compare::Test;
use super::errors::Problem;
use super::organizations::{adapter_rows, visit};
use super::row::{Attributes, Row, object};
use super::set::{Set, Writes, is_true, text_in};
use super::table::{Include, Key, Resource, Routes, base};
use super::view::{View, name_in};

const ROUTES: Routes = Routes::READ
    .and(Routes::NESTED)
    .and(Routes::CREATE)
    .and(Routes::UPDATE)
    .and(Routes::BULK_UPDATE)
    .and(Routes::BULK_DELETE);

pub(crate) static CONTACTS: Resource<Contact> = Resource {
    record: Some(Kind::Contact),
    routes: ROUTES,
    owner: Some(|row| row.organization_id),
    filters: &[
        ("id", Test::Id),
        ("first_name", Test::Name(|row, _| Some(&row.first_name))),
        ("last_name", Test::Name(|row, _| row.last_name.as_deref())),
        ("title", Test::Text(|row, _| row.title.as_deref())),
        ("contact_type_id", Test::Number(|row| row.type_id)),
        (
            "important",
            Test::Flag(|row| row.important.unwrap_or(false)),
        ),
        ("primary_email", Test::Text(|row, _| primary_email(row))),
        ("organization_id", Test::Above(Kind::Organization)),
        (
            "psa_id",
            Test::Remote {
                system: "psa_integration_type",
                ids: |row, _, hear| visit(&row.remote_ids, hear),
            },
        ),
    ],
    sorts: &[
        ("first_name", |row, _| {
            Key::Text(row.first_name.to_lowercase())
        }),
        ("last_name", |row, _| {
            Key::Text(row.last_name.clone().unwrap_or_default().to_lowercase())
        }),
        ("id", |row, _| Key::Number(row.id)),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    includes: &[
        Include {
            name: "adapters_resources",
            show_only: false,
            rows: |row, view| adapter_rows(row.id, &row.remote_ids, view),
        },
        Include {
            name: "location",
            show_only: false,
            rows: location_of,
        },
        Include::empty("distinct_remote_contacts", false),
        Include::empty("resource_fields", false),
    ],
    writes: Some(&CONTACT_WRITES),
    ..base(
        "contacts",
        "contacts",
        |tenant| &tenant.records.contacts,
        |row| row.id,
        |row, view, _| contact(row, view),
    )
};

static CONTACT_WRITES: Writes<Contact> = Writes {
    rows: |tenant| &mut tenant.records.contacts,
    fresh: |fresh| Contact {
        id: fresh.id,
        organization_id: fresh.owner(),
        created_at: fresh.now(),
        updated_at: fresh.now(),
        ..Contact::default()
    },
    fields: &[
        ("first_name", Set::Text(|row| &mut row.first_name)),
        ("last_name", Set::Maybe(|row| &mut row.last_name)),
        ("title", Set::Maybe(|row| &mut row.title)),
        (
            "contact_type_id",
            Set::MaybeLink(
                |row| &mut row.type_id,
                |tenant, id| {
                    tenant
                        .dictionaries
                        .contact_types
                        .iter()
                        .any(|row| row.id == id)
                },
            ),
        ),
        (
            "location_id",
            Set::MaybeLink(
                |row| &mut row.location_id,
                |tenant, id| LOCATIONS.find(id, tenant).is_some(),
            ),
        ),
        (
            "important",
            Set::With(|row, value, _| {
                row.important = (!value.is_null()).then(|| is_true(value));
                Ok(())
            }),
        ),
        ("notes", Set::Maybe(|row| &mut row.notes)),
        ("restricted", Set::Flag(|row| &mut row.restricted)),
        (
            "contact_emails",
            Set::With(|row, value, _| set_emails(row, value)),
        ),
        (
            "contact_phones",
            Set::With(|row, value, _| set_phones(row, value)),
        ),
    ],
    required: &["first_name"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

fn primary_email(row: &Contact) -> Option<&str> {
    let primary = row.emails.iter().find(|email| email.primary)?;
    Some(&primary.value)
}

fn location_of(row: &Contact, view: &View) -> Vec<Row> {
    let found = row
        .location_id
        .and_then(|id| LOCATIONS.find(id, view.tenant));
    found
        .map(|found| LOCATIONS.bare(found, view, super::table::Detail::List))
        .into_iter()
        .collect()
}

fn contact(row: &Contact, view: &View) -> Attributes {
    let location = row
        .location_id
        .and_then(|id| LOCATIONS.find(id, view.tenant));
    let emails: Vec<Value> = row
        .emails
        .iter()
        .map(|email| json!({"value": email.value, "primary": email.primary, "label-name": email.label}))
        .collect();
    let phones: Vec<Value> = row
        .phones
        .iter()
        .map(|phone| {
            json!({
                "value": phone.value,
                "extension": phone.extension,
                "primary": phone.primary,
                "label-name": phone.label,
                "label-type": if phone.is_fax { "fax" } else { "phone" },
                "formatted-value": phone.formatted,
            })
        })
        .collect();
    let mut attributes = view.owned(row.organization_id, "contacts", row.id, row.restricted);
    attributes.extend(object!({
        "psa-integration": view.psa_integration(!row.remote_ids.is_empty()),
        "name": row.name(),
        "first-name": row.first_name,
        "last-name": row.last_name,
        "title": row.title,
        "contact-type-id": row.type_id,
        "contact-type-name": name_in(&view.tenant.dictionaries.contact_types, row.type_id),
        "location-id": row.location_id,
        "location-name": location.map(|row| &row.name),
        "important": row.important,
        "notes": row.notes,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
        "contact-emails": emails,
        "contact-phones": phones,
    }));
    attributes
}

fn items<'v>(value: &'v Value, name: &str) -> Result<&'v [Value], Problem> {
    match value {
        Value::Null => Ok(&[]),
        Value::Array(items) => Ok(items),
        _ => Err(Problem::invalid(name, "is invalid")),
    }
}

/// An attribute of an item, in either spelling.
fn part(item: &Value, name: &str) -> Value {
    let found = item.get(name).or(item.get(name.replace('-', "_")));
    found.cloned().unwrap_or_default()
}

fn set_emails(row: &mut Contact, value: &Value) -> Result<(), Problem> {
    row.emails = items(value, "contact_emails")?
        .iter()
        .map(|item| Email {
            value: text_in(&part(item, "value")).unwrap_or_default(),
            primary: is_true(&part(item, "primary")),
            label: text_in(&part(item, "label-name")).unwrap_or_default(),
        })
        .collect();
    Ok(())
}

fn set_phones(row: &mut Contact, value: &Value) -> Result<(), Problem> {
    row.phones = items(value, "contact_phones")?
        .iter()
        .map(|item| {
            let value = text_in(&part(item, "value")).unwrap_or_default();
            Phone {
                formatted: value.clone(),
                value,
                extension: text_in(&part(item, "extension")),
                primary: is_true(&part(item, "primary")),
                label: text_in(&part(item, "label-name")).unwrap_or_default(),
                is_fax: part(item, "label-type") == "fax",
            }
        })
        .collect();
    Ok(())
}

pub(crate) static LOCATIONS: Resource<Location> = Resource {
    record: Some(Kind::Location),
    routes: ROUTES,
    owner: Some(|row| row.organization_id),
    filters: &[
        ("id", Test::Id),
        ("name", Test::Name(|row, _| Some(&row.name))),
        ("city", Test::Text(|row, _| row.city.as_deref())),
        ("region_id", Test::Number(|row| row.region_id)),
        ("country_id", Test::Number(|row| row.country_id)),
        ("organization_id", Test::Above(Kind::Organization)),
        (
            "psa_id",
            Test::Remote {
                system: "psa_integration_type",
                ids: |row, _, hear| visit(&row.remote_ids, hear),
            },
        ),
    ],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("id", |row, _| Key::Number(row.id)),
        ("primary", |row, _| Key::Number(row.primary.into())),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    includes: &[Include {
        name: "adapters_resources",
        show_only: false,
        rows: |row, view| adapter_rows(row.id, &row.remote_ids, view),
    }],
    writes: Some(&LOCATION_WRITES),
    ..base(
        "locations",
        "locations",
        |tenant| &tenant.records.locations,
        |row| row.id,
        |row, view, _| location(row, view),
    )
};

static LOCATION_WRITES: Writes<Location> = Writes {
    rows: |tenant| &mut tenant.records.locations,
    fresh: |fresh| Location {
        id: fresh.id,
        organization_id: fresh.owner(),
        created_at: fresh.now(),
        updated_at: fresh.now(),
        ..Location::default()
    },
    fields: &[
        ("name", Set::Text(|row| &mut row.name)),
        ("primary", Set::Flag(|row| &mut row.primary)),
        ("address_1", Set::Maybe(|row| &mut row.address_1)),
        ("address_2", Set::Maybe(|row| &mut row.address_2)),
        ("city", Set::Maybe(|row| &mut row.city)),
        ("postal_code", Set::Maybe(|row| &mut row.postal_code)),
        (
            "region_id",
            Set::MaybeLink(
                |row| &mut row.region_id,
                |tenant, id| tenant.dictionaries.regions.iter().any(|row| row.id == id),
            ),
        ),
        (
            "country_id",
            Set::MaybeLink(
                |row| &mut row.country_id,
                |tenant, id| tenant.dictionaries.countries.iter().any(|row| row.id == id),
            ),
        ),
        ("phone", Set::Maybe(|row| &mut row.phone)),
        ("fax", Set::Maybe(|row| &mut row.fax)),
        ("notes", Set::Maybe(|row| &mut row.notes)),
        ("restricted", Set::Flag(|row| &mut row.restricted)),
    ],
    required: &["name"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

fn location(row: &Location, view: &View) -> Attributes {
    let dictionaries = &view.tenant.dictionaries;
    let formatted = |number: &Option<String>| {
        let number = number.as_deref()?;
        Some(match number.split_at_checked(3) {
            Some((area, rest)) if !rest.is_empty() => format!("{area}-{rest}"),
            _ => number.to_owned(),
        })
    };
    let mut attributes = view.owned(row.organization_id, "locations", row.id, row.restricted);
    attributes.extend(object!({
        "psa-integration": view.psa_integration(!row.remote_ids.is_empty()),
        "name": row.name,
        "primary": row.primary,
        "address-1": row.address_1,
        "address-2": row.address_2,
        "city": row.city,
        "postal-code": row.postal_code,
        "region-id": row.region_id,
        "region-name": name_in(&dictionaries.regions, row.region_id),
        "country-id": row.country_id,
        "country-name": name_in(&dictionaries.countries, row.country_id),
        "phone": row.phone,
        "fax": row.fax,
        "formatted-phone": formatted(&row.phone),
        "formatted-fax": formatted(&row.fax),
        "notes": row.notes,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    }));
    attributes
}
