//! `/flexible_asset_types` and `/flexible_asset_fields` (API reference, section 3.12).

use serde_json::Value;
use tenant::records::{AssetField, AssetType, FieldKind, TagTarget};
use tenant::{Kind, Ref};

use super::compare::Test;
use super::errors::Problem;
use super::row::{Attributes, object};
use super::set::{Set, Writes, number_in};
use super::table::{Detail, Include, Key, Resource, Routes, base};
use super::view::View;

pub(crate) static ASSET_TYPES: Resource<AssetType> = Resource {
    record: Some(Kind::FlexibleAssetType),
    routes: Routes::READ.and(Routes::CREATE).and(Routes::UPDATE),
    filters: &[
        ("id", Test::Id),
        ("name", Test::Name(|row, _| Some(&row.name))),
        ("icon", Test::Text(|row, _| Some(&row.icon))),
        ("enabled", Test::Flag(|row| row.enabled)),
    ],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("id", |row, _| Key::Number(row.id)),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    includes: &[Include {
        name: "flexible_asset_fields",
        show_only: false,
        rows: |row, view| {
            ASSET_FIELDS
                .below(Ref::new(Kind::FlexibleAssetType, row.id), view)
                .into_iter()
                .map(|field| ASSET_FIELDS.bare(field, view, Detail::List))
                .collect()
        },
    }],
    writes: Some(&TYPE_WRITES),
    ..base(
        "flexible_asset_types",
        "flexible-asset-types",
        |tenant| &tenant.records.asset_types,
        |row| row.id,
        |row, _, _| {
            object!({
                "name": row.name,
                "description": row.description,
                "icon": row.icon,
                "enabled": row.enabled,
                "show-in-menu": row.show_in_menu,
                "created-at": row.created_at,
                "updated-at": row.updated_at,
            })
        },
    )
};

static TYPE_WRITES: Writes<AssetType> = Writes {
    rows: |tenant| &mut tenant.records.asset_types,
    fresh: |fresh| AssetType {
        id: fresh.id,
        enabled: true,
        created_at: fresh.now(),
        updated_at: fresh.now(),
        ..AssetType::default()
    },
    fields: &[
        ("name", Set::Text(|row| &mut row.name)),
        ("description", Set::Maybe(|row| &mut row.description)),
        ("icon", Set::Text(|row| &mut row.icon)),
        ("enabled", Set::Flag(|row| &mut row.enabled)),
        ("show_in_menu", Set::Flag(|row| &mut row.show_in_menu)),
    ],
    required: &["name"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

pub(crate) static ASSET_FIELDS: Resource<AssetField> = Resource {
    routes: Routes::SHOW
        .and(Routes::NESTED)
        .and(Routes::CREATE)
        .and(Routes::CREATE_AT_TOP)
        .and(Routes::UPDATE)
        .and(Routes::BULK_UPDATE)
        .and(Routes::DELETE),
    parents: &[Kind::FlexibleAssetType],
    above: &[|row| Some(Ref::new(Kind::FlexibleAssetType, row.type_id))],
    filters: &[
        ("id", Test::Id),
        ("name", Test::Name(|row, _| Some(&row.name))),
        ("icon", Test::Own(|_, _, _| true)),
    ],
    sorts: &[
        ("id", |row, _| Key::Number(row.id)),
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("order", |row, _| Key::Number(row.order)),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    writes: Some(&FIELD_WRITES),
    ..base(
        "flexible_asset_fields",
        "flexible-asset-fields",
        |tenant| &tenant.records.asset_fields,
        |row| row.id,
        |row, view, _| field(row, view),
    )
};

static FIELD_WRITES: Writes<AssetField> = Writes {
    rows: |tenant| &mut tenant.records.asset_fields,
    fresh: |fresh| AssetField {
        id: fresh.id,
        type_id: fresh.above_id(),
        created_at: fresh.now(),
        updated_at: fresh.now(),
        ..AssetField::default()
    },
    fields: &[
        (
            "flexible_asset_type_id",
            Set::Link(
                |row| &mut row.type_id,
                |tenant, id| ASSET_TYPES.find(id, tenant).is_some(),
            ),
        ),
        (
            "name",
            Set::With(|row, value, _| {
                let name = value.as_str().filter(|name| !name.is_empty());
                name.ok_or_else(|| Problem::blank("name"))?
                    .clone_into(&mut row.name);
                if row.name_key.is_empty() {
                    row.name_key = row.name.to_lowercase().replace(' ', "-");
                }
                Ok(())
            }),
        ),
        (
            "kind",
            Set::With(|row, value, tenant| {
                let kind = value.as_str().and_then(FieldKind::from_word);
                let kind =
                    kind.ok_or_else(|| Problem::invalid("kind", "is not included in the list"))?;
                let assets = &tenant.records.flexible_assets;
                let is_used = assets.iter().any(|asset| {
                    asset.type_id == row.type_id
                        && asset.traits.iter().any(|known| known.key == row.name_key)
                });
                if is_used && kind != row.kind {
                    return Err(Problem::invalid(
                        "kind",
                        "cannot be changed once it is used",
                    ));
                }
                row.kind = kind;
                Ok(())
            }),
        ),
        (
            "tag_type",
            Set::With(|row, value, _| {
                row.tag = value.as_str().and_then(TagTarget::from_word);
                if row.tag.is_none() && !value.is_null() {
                    return Err(Problem::invalid("tag_type", "is not included in the list"));
                }
                Ok(())
            }),
        ),
        (
            "order",
            Set::With(|row, value, _| {
                row.order = number_in(value).unwrap_or(row.order);
                Ok(())
            }),
        ),
        ("hint", Set::Maybe(|row| &mut row.hint)),
        (
            "decimals",
            Set::With(|row, value, _| {
                row.decimals = number_in(value);
                Ok(())
            }),
        ),
        ("required", Set::Flag(|row| &mut row.required)),
        ("use_for_title", Set::Flag(|row| &mut row.use_for_title)),
        ("expiration", Set::Flag(|row| &mut row.expiration)),
        ("show_in_list", Set::Flag(|row| &mut row.show_in_list)),
        ("default_value", Set::Maybe(|row| &mut row.default_value)),
    ],
    required: &["name", "kind"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

fn field(row: &AssetField, view: &View) -> Attributes {
    let default_value =
        row.default_value
            .as_ref()
            .map(|text| match view.options.get("select_options") {
                "commas" => text.replace('\n', ","),
                _ => text.clone(),
            });
    object!({
        "order": row.order,
        "name": row.name,
        "name-key": row.name_key,
        "kind": row.kind.word(),
        "hint": row.hint,
        "decimals": row.decimals,
        "tag-type": row.tag.map(TagTarget::word),
        "required": row.required,
        "use-for-title": row.use_for_title,
        "expiration": row.expiration,
        "show-in-list": row.show_in_list,
        "default-value": default_value,
        "flexible-asset-type-id": row.type_id,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    })
}

/// Fields inside the attributes of a type break IT Glue; they belong into the relationships.
pub(crate) fn has_fields_inside(attributes: &serde_json::Map<String, Value>) -> bool {
    attributes.contains_key("flexible_asset_fields")
}
