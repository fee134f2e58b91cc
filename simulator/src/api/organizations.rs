//! `/organizations`.

use serde_json::{Value, json};
use tenant::{Group, Kind, Organization, RemoteId, Scope, Tenant};

use super::compare::{Hear, Test};
use super::dictionaries::exists_in;
use super::errors::Problem;
use super::row::{Attributes, Row, object, row};
use super::set::{After, Set, Writes, number_in};
use super::table::{Detail, Include, Key, Resource, Routes, base};
use super::view::{View, name_in};

/// How much of the quick notes a list keeps.
const LIST_NOTES: usize = 250;

pub(crate) static ORGANIZATIONS: Resource<Organization> = Resource {
    record: Some(Kind::Organization),
    routes: Routes::READ
        .and(Routes::CREATE)
        .and(Routes::UPDATE)
        .and(Routes::BULK_UPDATE)
        .and(Routes::BULK_DELETE),
    filters: &[
        ("id", Test::Id),
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
                ids: |row, _, hear| visit(&row.remote_ids, hear),
            },
        ),
        ("group_id", Test::Ids(granting_groups)),
        ("primary", Test::Flag(|row| row.primary)),
    ],
    excludes: &[
        ("id", Test::Id),
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
    ranges: &[(
        "my_glue_account_id",
        Test::Between(|row| row.my_glue_account_id),
    )],
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
            name: "rmm_companies",
            show_only: false,
            rows: rmm_companies,
        },
    ],
    writes: Some(&WRITES),
    ..base(
        "organizations",
        "organizations",
        |tenant| &tenant.organizations,
        |row| row.id,
        attributes,
    )
};

static WRITES: Writes<Organization> = Writes {
    rows: |tenant| &mut tenant.organizations,
    fresh: |fresh| Organization {
        id: fresh.id,
        name: String::new(),
        short_name: String::new(),
        alert: None,
        description: None,
        quick_notes: None,
        type_id: 0,
        status_id: 0,
        primary: false,
        parent_id: None,
        ancestor_ids: Vec::new(),
        psa_integration: None,
        remote_ids: Vec::new(),
        my_glue_account_id: None,
        created_at: fresh.now(),
        updated_at: fresh.now(),
    },
    fields: &[
        ("name", Set::Text(|row| &mut row.name)),
        ("alert", Set::Maybe(|row| &mut row.alert)),
        ("description", Set::Maybe(|row| &mut row.description)),
        ("quick_notes", Set::Maybe(|row| &mut row.quick_notes)),
        (
            "short_name",
            Set::With(|row, value, _| {
                value
                    .as_str()
                    .unwrap_or_default()
                    .clone_into(&mut row.short_name);
                Ok(())
            }),
        ),
        (
            "organization_type_id",
            Set::Link(
                |row| &mut row.type_id,
                |tenant, id| exists_in(&tenant.dictionaries.organization_types, id),
            ),
        ),
        (
            "organization_status_id",
            Set::Link(
                |row| &mut row.status_id,
                |tenant, id| exists_in(&tenant.dictionaries.organization_statuses, id),
            ),
        ),
        ("parent_id", Set::With(set_parent)),
    ],
    required: &["name"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    // API reference, section 3.1.
    synced: Some((
        |row| row.psa_integration.is_some(),
        &["alert", "description", "quick_notes"],
    )),
    after: settle,
};

fn set_parent(row: &mut Organization, value: &Value, tenant: &Tenant) -> Result<(), Problem> {
    let parent = number_in(value);
    let is_known = |id: u64| tenant.organization(id).is_some();
    if !value.is_null() && parent.is_none_or(|id| !is_known(id)) {
        return Err(Problem::must_exist("parent_id"));
    }
    row.parent_id = parent;
    Ok(())
}

/// A new organization without type and status gets the first of each; the ancestors follow from the parent.
fn settle(tenant: &mut Tenant, after: &After) {
    let first_of = |rows: &[tenant::Named]| rows.first().map_or(0, |row| row.id);
    let dictionaries = &tenant.dictionaries;
    let (kind, status) = (
        first_of(&dictionaries.organization_types),
        first_of(&dictionaries.organization_statuses),
    );
    let mut ancestor_ids = Vec::new();
    let mut above = tenant.organization(after.id).and_then(|row| row.parent_id);
    while let Some(id) = above.filter(|id| !ancestor_ids.contains(id)) {
        ancestor_ids.insert(0, id);
        above = tenant.organization(id).and_then(|row| row.parent_id);
    }
    if let Some(row) = tenant
        .organizations
        .iter_mut()
        .find(|row| row.id == after.id)
    {
        row.ancestor_ids = ancestor_ids;
        if after.is_new {
            row.type_id = if row.type_id == 0 { kind } else { row.type_id };
            row.status_id = if row.status_id == 0 {
                status
            } else {
                row.status_id
            };
        }
    }
}

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
    let mut attributes = object!({
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
        "psa-integration": view.psa_integration(row.psa_integration.is_some()),
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    });
    if view.options.is("org_resource_url", "present") {
        attributes.insert("resource-url", json!(view.link(&row.id.to_string())));
    }
    attributes
}

/// The groups that grant an organization.
fn granting_groups(row: &Organization, view: &View) -> Vec<u64> {
    let groups = view.tenant.people.groups.iter();
    let grants = |group: &&Group| match &group.organizations {
        Scope::All => true,
        Scope::Only(ids) => ids.contains(&row.id),
    };
    groups.filter(grants).map(|group| group.id).collect()
}

fn adapters(shown: &Organization, view: &View) -> Vec<Row> {
    adapter_rows(shown.id, &shown.remote_ids, view)
}

/// Their attributes are not documented; these are invented.
fn rmm_companies(shown: &Organization, view: &View) -> Vec<Row> {
    let sites = view.tenant.sites.iter();
    sites
        .filter(|site| site.organization_id == Some(shown.id))
        .map(|site| {
            let attributes = object!({"name": site.name, "remote-id": site.id.to_string()});
            row("rmm-companies", site.id, attributes)
        })
        .collect()
}

/// Tells every id that a record has in PSAs.
pub(crate) fn visit(remote_ids: &[RemoteId], hear: Hear) {
    for remote in remote_ids {
        hear(remote.integration, &remote.remote_id);
    }
}

/// Rows of `adapters-resources`. Only `remote-id` is known of the real ones; the other name is invented.
pub(crate) fn adapter_rows(id: u64, remote_ids: &[RemoteId], view: &View) -> Vec<Row> {
    let extra = match view.options.get("adapter_attributes") {
        "resource_type" => Some("resource-type"),
        "none" => None,
        _ => Some("adapter-type"),
    };
    remote_ids
        .iter()
        .zip(1_u64..)
        .map(|(remote, n)| {
            let mut attributes = object!({"remote-id": remote.remote_id});
            if let Some(name) = extra {
                attributes.insert(name.to_owned(), json!(remote.integration));
            }
            // Any number will do that no other row has.
            row(
                "adapters-resources",
                (id % 1_000_000_000_000_000) * 10 + n,
                attributes,
            )
        })
        .collect()
}
