//! The small resources: types, statuses, categories, makers, models, systems, regions.

use axum::response::Response;
use serde_json::json;
use tenant::{Named, Tenant};

use super::compare::Test;
use super::errors;
use super::query::Query;
use super::table::{Detail, Key, Resource};
use super::view::{Attributes, View, object};

pub(crate) static ORGANIZATION_TYPES: Resource<Named> = names(
    "organization_types",
    "organization-types",
    |tenant| &tenant.dictionaries.organization_types,
    |row, _, _| with(row, "synced", json!(false)),
);
pub(crate) static ORGANIZATION_STATUSES: Resource<Named> = names(
    "organization_statuses",
    "organization-statuses",
    |tenant| &tenant.dictionaries.organization_statuses,
    |row, _, _| with(row, "synced", json!(false)),
);
pub(crate) static CONFIGURATION_TYPES: Resource<Named> = names(
    "configuration_types",
    "configuration-types",
    |tenant| &tenant.dictionaries.configuration_types,
    |row, view, _| {
        let n_rows = view
            .tenant
            .configurations
            .iter()
            .filter(|other| other.type_id == row.id)
            .count();
        with(row, "configurations-count", json!(n_rows))
    },
);
pub(crate) static CONFIGURATION_STATUSES: Resource<Named> = names(
    "configuration_statuses",
    "configuration-statuses",
    |tenant| &tenant.dictionaries.configuration_statuses,
    |row, _, _| common(row),
);
pub(crate) static PASSWORD_CATEGORIES: Resource<Named> = names(
    "password_categories",
    "password-categories",
    |tenant| &tenant.dictionaries.password_categories,
    |row, view, _| {
        let n_rows = view
            .tenant
            .passwords
            .iter()
            .filter(|other| other.category_id == Some(row.id))
            .count();
        with(row, "passwords-count", json!(n_rows))
    },
);
pub(crate) static MANUFACTURERS: Resource<Named> = names(
    "manufacturers",
    "manufacturers",
    |tenant| &tenant.dictionaries.manufacturers,
    |row, _, _| common(row),
);
pub(crate) static MODELS: Resource<Named> = Resource {
    // Models cannot be filtered by name.
    filters: &[("id", Test::Number(|row| Some(row.id)))],
    ..names(
        "models",
        "models",
        |tenant| &tenant.dictionaries.models,
        |row, _, _| with(row, "manufacturer-id", json!(row.parent_id)),
    )
};
pub(crate) static OPERATING_SYSTEMS: Resource<Named> = names(
    "operating_systems",
    "operating-systems",
    |tenant| &tenant.dictionaries.operating_systems,
    |row, _, _| common(row),
);
/// Clients use it to see whether a key works; nobody reads the rows.
pub(crate) static REGIONS: Resource<Named> =
    names("regions", "regions", |_| &[], |row, _, _| common(row));

/// `/manufacturers/ID/relationships/models`.
pub(crate) fn models_of(manufacturer: &str, view: &View, query: &Query) -> Response {
    let dictionaries = &view.tenant.dictionaries;
    let Some(maker) = dictionaries
        .manufacturers
        .iter()
        .find(|row| row.id.to_string() == manufacturer)
    else {
        return errors::record_not_found();
    };
    let models = dictionaries
        .models
        .iter()
        .filter(|row| row.parent_id == Some(maker.id))
        .collect();
    MODELS.list_of(models, false, view, query)
}

/// A table of names: filter by name, sort by name and dates.
const fn names(
    path: &'static str,
    kind: &'static str,
    rows: fn(&Tenant) -> &[Named],
    attributes: fn(&Named, &View, Detail) -> Attributes,
) -> Resource<Named> {
    Resource {
        path,
        kind,
        rows,
        id: |row| row.id,
        owner: None,
        filters: &[
            ("id", Test::Number(|row| Some(row.id))),
            ("name", Test::Name(|row, _| Some(&row.name))),
        ],
        excludes: &[],
        ranges: &[],
        sorts: &[
            ("name", |row, _| Key::Text(row.name.to_lowercase())),
            ("id", |row, _| Key::Number(row.id)),
            ("created_at", |row, _| Key::Text(row.created_at.to_owned())),
            ("updated_at", |row, _| Key::Text(row.created_at.to_owned())),
        ],
        includes: &[],
        attributes,
        is_cacheable: false,
    }
}

fn common(row: &Named) -> Attributes {
    object(json!({"name": row.name, "created-at": row.created_at, "updated-at": row.created_at}))
}

fn with(row: &Named, name: &str, value: serde_json::Value) -> Attributes {
    let mut attributes = common(row);
    attributes.insert(name.to_owned(), value);
    attributes
}
