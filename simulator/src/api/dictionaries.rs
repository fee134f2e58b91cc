//! The small resources: types, statuses, categories, makers, models, systems, platforms, countries, regions.

use serde_json::{Value, json};
use tenant::{Kind, Named, Ref, Tenant};

use super::compare::Test;
use super::configurations::CONFIGURATIONS;
use super::passwords::PASSWORDS;
use super::row::{Attributes, object};
use super::set::{Fresh, Set, Writes};
use super::table::{Detail, Key, Named as Names, Resource, Routes, base};
use super::view::{View, name_in};

/// Read, made and changed, never deleted (API reference, sections 3.2 and 3.5).
const WRITABLE: Routes = Routes::READ.and(Routes::CREATE).and(Routes::UPDATE);

/// A table of names that can be written: filter by name, sort by name and dates.
macro_rules! names {
    ($table:ident, $path:literal, $kind:literal, $rows:ident, $attributes:expr) => {
        pub(crate) static $table: Resource<Named> = Resource {
            routes: WRITABLE,
            writes: Some(&Writes {
                rows: |tenant| &mut tenant.dictionaries.$rows,
                ..WRITES
            }),
            ..read_only(
                $path,
                $kind,
                |tenant| &tenant.dictionaries.$rows,
                $attributes,
            )
        };
    };
}

names!(
    ORGANIZATION_TYPES,
    "organization_types",
    "organization-types",
    organization_types,
    |row, _, _| with(row, "synced", json!(row.synced))
);
names!(
    ORGANIZATION_STATUSES,
    "organization_statuses",
    "organization-statuses",
    organization_statuses,
    |row, _, _| with(row, "synced", json!(row.synced))
);
names!(
    CONFIGURATION_TYPES,
    "configuration_types",
    "configuration-types",
    configuration_types,
    |row, view, _| {
        let n_rows = CONFIGURATIONS.n_below(Ref::new(Kind::ConfigurationType, row.id), view);
        let name = view.options.get("configurations_count_name");
        with(row, name, json!(n_rows))
    }
);
names!(
    CONFIGURATION_STATUSES,
    "configuration_statuses",
    "configuration-statuses",
    configuration_statuses,
    |row, _, _| common(row)
);
names!(
    CONTACT_TYPES,
    "contact_types",
    "contact-types",
    contact_types,
    |row, _, _| common(row)
);
names!(
    PASSWORD_CATEGORIES,
    "password_categories",
    "password-categories",
    password_categories,
    |row, view, _| {
        let n_rows = PASSWORDS.n_below(Ref::new(Kind::PasswordCategory, row.id), view);
        with(row, "passwords-count", json!(n_rows))
    }
);
names!(
    MANUFACTURERS,
    "manufacturers",
    "manufacturers",
    manufacturers,
    |row, _, _| common(row)
);

pub(crate) static MODELS: Resource<Named> = Resource {
    routes: WRITABLE
        .and(Routes::NESTED)
        .and(Routes::CREATE_AT_TOP)
        .and(Routes::BULK_UPDATE),
    parents: &[Kind::Manufacturer],
    above: &[|row| Some(Ref::new(Kind::Manufacturer, row.parent_id?))],
    // Models cannot be filtered by name.
    filters: &[("id", Test::Id)],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("id", |row, _| Key::Number(row.id)),
        ("manufacturer_id", |row, _| {
            Key::Number(row.parent_id.unwrap_or(0))
        }),
        ("created_at", |row, _| Key::Text(row.created_at.to_string())),
        ("updated_at", |row, _| Key::Text(row.updated_at.to_string())),
    ],
    writes: Some(&Writes {
        rows: |tenant| &mut tenant.dictionaries.models,
        fields: &[
            ("name", Set::Text(|row| &mut row.name)),
            (
                "manufacturer_id",
                Set::MaybeLink(
                    |row| &mut row.parent_id,
                    |tenant, id| exists_in(&tenant.dictionaries.manufacturers, id),
                ),
            ),
        ],
        ..WRITES
    }),
    ..read_only(
        "models",
        "models",
        |tenant| &tenant.dictionaries.models,
        |row, view, _| {
            let manufacturers = &view.tenant.dictionaries.manufacturers;
            let mut attributes = with(row, "manufacturer-id", json!(row.parent_id));
            // Not in the documents, but `pytglue` from PyPI lives on it.
            let name = name_in(manufacturers, row.parent_id);
            attributes.insert("manufacturer-name", json!(name));
            attributes
        },
    )
};

pub(crate) static OPERATING_SYSTEMS: Resource<Named> = read_only(
    "operating_systems",
    "operating-systems",
    |tenant| &tenant.dictionaries.operating_systems,
    |row, view, _| {
        let platforms = &view.tenant.dictionaries.platforms;
        let mut attributes = with(row, "platform-id", json!(row.parent_id));
        attributes.insert("platform-name", json!(name_in(platforms, row.parent_id)));
        attributes
    },
);
pub(crate) static PLATFORMS: Resource<Named> = read_only(
    "platforms",
    "platforms",
    |tenant| &tenant.dictionaries.platforms,
    |row, _, _| common(row),
);
pub(crate) static COUNTRIES: Resource<Named> = Resource {
    filters: PLACE_FILTERS,
    ..read_only(
        "countries",
        "countries",
        |tenant| &tenant.dictionaries.countries,
        |row, _, _| with(row, "iso", json!(row.kind)),
    )
};
/// Clients use it to see whether a key works.
pub(crate) static REGIONS: Resource<Named> = Resource {
    routes: Routes::READ.and(Routes::NESTED),
    parents: &[Kind::Country],
    above: &[|row| Some(Ref::new(Kind::Country, row.parent_id?))],
    filters: &[
        ("id", Test::Id),
        ("name", Test::Name(|row, _| Some(&row.name))),
        ("iso", Test::Text(|row, _| Some(row.kind))),
        ("country_id", Test::Above(Kind::Country)),
    ],
    ..read_only(
        "regions",
        "regions",
        |tenant| &tenant.dictionaries.regions,
        |row, _, _| {
            let mut attributes = with(row, "iso", json!(row.kind));
            attributes.insert("country-id", json!(row.parent_id));
            attributes
        },
    )
};

const PLACE_FILTERS: Names<Test<Named>> = &[
    ("id", Test::Id),
    ("name", Test::Name(|row, _| Some(&row.name))),
    ("iso", Test::Text(|row, _| Some(row.kind))),
];

const WRITES: Writes<Named> = Writes {
    rows: |tenant| &mut tenant.dictionaries.organization_types,
    fresh,
    fields: &[("name", Set::Text(|row| &mut row.name))],
    required: &["name"],
    touch: |row, now| row.updated_at = now.to_owned().into(),
    synced: Some((|row| row.synced, &[])),
    after: |_, _| {},
};

fn fresh(fresh: &Fresh) -> Named {
    Named {
        id: fresh.id,
        name: String::new(),
        kind: "",
        parent_id: fresh.above.map(|above| above.id),
        created_at: fresh.now().into(),
        updated_at: fresh.now().into(),
        synced: false,
    }
}

const fn read_only(
    path: &'static str,
    kind: &'static str,
    rows: fn(&Tenant) -> &[Named],
    attributes: fn(&Named, &View, Detail) -> Attributes,
) -> Resource<Named> {
    Resource {
        filters: &[
            ("id", Test::Id),
            ("name", Test::Name(|row, _| Some(&row.name))),
        ],
        sorts: &[
            ("name", |row, _| Key::Text(row.name.to_lowercase())),
            ("id", |row, _| Key::Number(row.id)),
            ("created_at", |row, _| Key::Text(row.created_at.to_string())),
            ("updated_at", |row, _| Key::Text(row.updated_at.to_string())),
        ],
        ..base(path, kind, rows, |row| row.id, attributes)
    }
}

/// Whether a row of a dictionary exists.
pub(crate) fn exists_in(rows: &[Named], id: u64) -> bool {
    rows.iter().any(|row| row.id == id)
}

fn common(row: &Named) -> Attributes {
    object!({"name": row.name, "created-at": row.created_at, "updated-at": row.updated_at})
}

fn with(row: &Named, name: &str, value: Value) -> Attributes {
    let mut attributes = common(row);
    attributes.insert(name.to_owned(), value);
    attributes
}
