//! `/organizations`.

use serde_json::{Value, json};
use tenant::Organization;

use super::compare::Test;
use super::table::{Detail, Include, Key, Resource};
use super::view::{Attributes, View, name_in, object, row};

/// How much of the quick notes a list keeps.
const LIST_NOTES: usize = 250;

pub(crate) static ORGANIZATIONS: Resource<Organization> = Resource {
    path: "organizations",
    kind: "organizations",
    rows: |tenant| &tenant.organizations,
    id: |row| row.id,
    owner: None,
    filters: &[
        ("id", Test::Number(|row| Some(row.id))),
        ("name", Test::Name(|row, _| Some(&row.name))),
        (
            "organization_type_id",
            Test::Number(|row| Some(row.type_id)),
        ),
        (
            "organization_status_id",
            Test::Number(|row| Some(row.status_id)),
        ),
        ("created_at", Test::Date(|row| &row.created_at)),
        ("updated_at", Test::Date(|row| &row.updated_at)),
        (
            "my_glue_account_id",
            Test::Number(|row| row.my_glue_account_id),
        ),
        (
            "psa_id",
            Test::Remote {
                system: "psa_integration_type",
                ids: |row, _| row.remote_ids.clone(),
            },
        ),
        ("primary", Test::Flag(|row| row.primary)),
    ],
    excludes: &[
        ("id", Test::Number(|row| Some(row.id))),
        ("name", Test::Name(|row, _| Some(&row.name))),
        (
            "organization_type_id",
            Test::Number(|row| Some(row.type_id)),
        ),
        (
            "organization_status_id",
            Test::Number(|row| Some(row.status_id)),
        ),
    ],
    ranges: &[("my_glue_account_id", |row| row.my_glue_account_id)],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("id", |row, _| Key::Number(row.id)),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
        ("short_name", |row, _| {
            Key::Text(row.short_name.to_lowercase())
        }),
        ("organization_status_name", |row, view| {
            Key::Text(status(row, view).to_owned())
        }),
        ("organization_type_name", |row, view| {
            Key::Text(kind(row, view).to_owned())
        }),
        ("my_glue_account_id", |row, _| {
            Key::Number(row.my_glue_account_id.unwrap_or(0))
        }),
    ],
    includes: &[
        Include {
            name: "adapters_resources",
            show_only: false,
            rows: adapters,
        },
        Include {
            name: "attachments",
            show_only: false,
            rows: |_, _| Vec::new(),
        },
        Include {
            name: "rmm_companies",
            show_only: false,
            rows: |_, _| Vec::new(),
        },
    ],
    attributes,
    is_cacheable: false,
};

fn status<'a>(row: &Organization, view: &View<'a>) -> &'a str {
    name_in(
        &view.tenant.dictionaries.organization_statuses,
        Some(row.status_id),
    )
    .unwrap_or("")
}

fn kind<'a>(row: &Organization, view: &View<'a>) -> &'a str {
    name_in(
        &view.tenant.dictionaries.organization_types,
        Some(row.type_id),
    )
    .unwrap_or("")
}

fn attributes(row: &Organization, view: &View, detail: Detail) -> Attributes {
    let quick_notes = row.quick_notes.as_ref().map(|notes| match detail {
        Detail::List => notes.chars().take(LIST_NOTES).collect(),
        Detail::Show { .. } => notes.clone(),
    });
    let parent_id = match row.parent_id {
        Some(id) if view.options.is("parent_id_form", "string") => json!(id.to_string()),
        other => json!(other),
    };
    let ancestor_ids = match row.ancestor_ids.as_slice() {
        [] => Value::Null,
        ids if view.options.is("ancestor_ids_form", "text") => json!(json!(ids).to_string()),
        ids => json!(ids),
    };
    let mut attributes = object(json!({
        "name": row.name,
        "alert": row.alert,
        "description": row.description,
        "organization-type-id": row.type_id,
        "organization-type-name": kind(row, view),
        "organization-status-id": row.status_id,
        "organization-status-name": status(row, view),
        "my-glue-account-id": row.my_glue_account_id,
        "primary": row.primary,
        "logo": "",
        "quick-notes": quick_notes,
        "short-name": row.short_name,
        "parent-id": parent_id,
        "ancestor-ids": ancestor_ids,
        "psa-integration": row.psa_integration,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    }));
    if view.options.is("org_resource_url", "present") {
        attributes.insert(
            "resource-url".to_owned(),
            json!(view.link(&row.id.to_string())),
        );
    }
    attributes
}

fn adapters(shown: &Organization, _: &View) -> Vec<Value> {
    adapter_rows(shown.id, &shown.remote_ids)
}

/// Rows of `adapters-resources`. Only `remote-id` is known of the real ones; the other name is invented.
pub(crate) fn adapter_rows(id: u64, remote_ids: &[tenant::RemoteId]) -> Vec<Value> {
    remote_ids
        .iter()
        .zip(1_u64..)
        .map(|(remote, n)| {
            let attributes =
                object(json!({"remote-id": remote.remote_id, "adapter-type": remote.integration}));
            // Any number will do that no other row has.
            row(
                "adapters-resources",
                (id % 1_000_000_000_000_000) * 10 + n,
                attributes,
            )
        })
        .collect()
}
