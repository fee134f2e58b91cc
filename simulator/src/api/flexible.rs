//! `/flexible_assets` and how their traits are read and written (API reference, section 3.13).

use serde_json::{Map, Value, json};
use tenant::records::{
    AssetField, FieldKind, FlexibleAsset, TagTarget, Trait, TraitFile, TraitValue,
};
use tenant::{Kind, Ref, Tenant};

use super::asset_types::ASSET_TYPES;
use super::compare::Test;
use super::errors::{self, Problem};
use super::files::file_in;
use super::records;
use super::row::{Attributes, object};
use super::set::{After, Set, Writes, is_true, number_in, text_in};
use super::table::{Include, Key, Resource, Routes, Rules, Way, base};
use super::view::View;

pub(crate) static FLEXIBLE_ASSETS: Resource<FlexibleAsset> = Resource {
    record: Some(Kind::FlexibleAsset),
    routes: Routes::READ
        .and(Routes::CREATE)
        .and(Routes::UPDATE)
        .and(Routes::BULK_UPDATE)
        .and(Routes::DELETE)
        .and(Routes::BULK_DELETE),
    owner: Some(|row| row.organization_id),
    above: &[|row| Some(Ref::new(Kind::FlexibleAssetType, row.type_id))],
    filters: &[
        ("id", Test::Id),
        (
            "flexible_asset_type_id",
            Test::Above(Kind::FlexibleAssetType),
        ),
        ("name", Test::Name(|row, _| Some(&row.name))),
        ("organization_id", Test::Above(Kind::Organization)),
    ],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("id", |row, _| Key::Number(row.id)),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    includes: &[
        Include::empty("adapters_resources", false),
        Include::empty("distinct_remote_assets", false),
    ],
    rules: Rules {
        refuse: |view, query, way| {
            let is_lost = way == Way::List && !query.has_filter("flexible_asset_type_id");
            is_lost
                .then(|| errors::by_word(view.options.get("flexible_assets_without_type")))
                .flatten()
        },
        is_shown: None,
    },
    writes: Some(&WRITES),
    ..base(
        "flexible_assets",
        "flexible-assets",
        |tenant| &tenant.records.flexible_assets,
        |row| row.id,
        |row, view, _| attributes(row, view),
    )
};

static WRITES: Writes<FlexibleAsset> = Writes {
    rows: |tenant| &mut tenant.records.flexible_assets,
    fresh: |fresh| FlexibleAsset {
        id: fresh.id,
        organization_id: fresh.owner(),
        created_at: fresh.now(),
        updated_at: fresh.now(),
        ..FlexibleAsset::default()
    },
    // The type comes first: traits are checked against its fields.
    fields: &[
        (
            "flexible_asset_type_id",
            Set::Link(
                |row| &mut row.type_id,
                |tenant, id| ASSET_TYPES.find(id, tenant).is_some(),
            ),
        ),
        ("traits", Set::With(set_traits)),
        ("archived", Set::Flag(|row| &mut row.archived)),
        ("restricted", Set::Flag(|row| &mut row.restricted)),
    ],
    required: &["flexible_asset_type_id", "traits"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: rename,
};

/// `33-email`: the type in a web address.
pub(crate) fn slug_of(view: &View, type_id: u64) -> String {
    let name = ASSET_TYPES
        .find(type_id, view.tenant)
        .map_or("", |row| row.name.as_str());
    format!("{type_id}-{}", name.to_lowercase().replace(' ', "-"))
}

fn fields_of(tenant: &Tenant, type_id: u64) -> impl Iterator<Item = &AssetField> {
    let fields = tenant.records.asset_fields.iter();
    fields.filter(move |field| field.type_id == type_id)
}

fn attributes(row: &FlexibleAsset, view: &View) -> Attributes {
    let slug = slug_of(view, row.type_id);
    let kind = ASSET_TYPES.find(row.type_id, view.tenant);
    let mut traits = Map::new();
    for value in &row.traits {
        let field = fields_of(view.tenant, row.type_id).find(|field| field.name_key == value.key);
        if let Some(shown) = read(value, field, view) {
            traits.insert(value.key.clone(), shown);
        }
    }
    let mut attributes = view.owned(
        row.organization_id,
        &format!("assets/{slug}/records"),
        row.id,
        row.restricted,
    );
    attributes.extend(object!({
        "flexible-asset-type-id": row.type_id,
        "flexible-asset-type-name": kind.map(|kind| &kind.name),
        "name": row.name,
        "archived": row.archived,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    }));
    attributes.insert("traits", Value::Object(traits));
    attributes
}

fn read(value: &Trait, field: Option<&AssetField>, view: &View) -> Option<Value> {
    Some(match &value.value {
        TraitValue::Text(text) => json!(text),
        TraitValue::Flag(flag) => json!(flag),
        // Whole numbers have no point.
        TraitValue::Number(number) if number.fract() == 0.0 => json!(*number as i64),
        TraitValue::Number(number) => json!(number),
        TraitValue::Files(files) => files
            .iter()
            .map(|file| json!({"id": file.id, "name": file.name, "size": file.size, "url": view.link(&format!("attachments/{}", file.id))}))
            .collect(),
        TraitValue::Password(id) => password(*id, view)?,
        TraitValue::Tag(refs) => {
            let word = match field.and_then(|field| field.tag) {
                Some(TagTarget::Assets(_)) => "FlexibleAssets".to_owned(),
                Some(target) => target.word(),
                None => String::new(),
            };
            let values: Vec<Value> = refs.iter().filter_map(|record| tagged(*record, view)).collect();
            json!({"type": word, "values": values})
        }
    })
}

/// The shape is not known; the value is never in it.
fn password(id: u64, view: &View) -> Option<Value> {
    let name = &view.tenant.password(id)?.name;
    match view.options.get("password_trait") {
        "object" => Some(json!({"id": id, "name": name})),
        "id" => Some(json!(id)),
        "absent" => None,
        _ => Some(json!({"type": "Passwords", "values": [{"id": id, "name": name}]})),
    }
}

/// One record of a Tag; some kinds say more of themselves.
fn tagged(record: Ref, view: &View) -> Option<Value> {
    let mut shown = json!({
        "id": record.id,
        "name": records::name_of(view, record)?,
        "resource-url": view.page_of(record),
    });
    if let Some(owner) = records::owner_in(view.tenant, record) {
        shown["organization-name"] = json!(view.organization_name(owner));
    }
    if record.kind == Kind::Configuration {
        let row = view.tenant.configuration(record.id)?;
        let types = &view.tenant.dictionaries.configuration_types;
        shown["hostname"] = json!(row.hostname);
        shown["configuration-type-name"] = json!(super::view::name_in(types, Some(row.type_id)));
    }
    Some(shown)
}

/// All traits at once: what is not named is gone, null clears.
fn set_traits(row: &mut FlexibleAsset, value: &Value, tenant: &Tenant) -> Result<(), Problem> {
    let sent = value.as_object().ok_or_else(|| Problem::blank("traits"))?;
    let fields: Vec<&AssetField> = fields_of(tenant, row.type_id).collect();
    let key = |name: &str| name.replace('_', "-");
    let is_known = |name: &String| fields.iter().any(|field| field.name_key == key(name));
    if !sent.keys().all(is_known) {
        return Err(Problem::unknown_trait());
    }
    let mut traits = Vec::new();
    for (n, field) in (1_u64..).zip(fields) {
        let sent = sent.iter().find(|(name, _)| key(name) == field.name_key);
        let value = sent
            .map(|(_, value)| value)
            .filter(|value| !value.is_null());
        match value {
            None if field.required => return Err(Problem::blank(&field.name_key)),
            None => {}
            Some(value) => {
                let known = row.traits.iter().find(|known| known.key == field.name_key);
                traits.push(Trait {
                    id: known.map_or(row.id.wrapping_mul(100).wrapping_add(n), |known| known.id),
                    key: field.name_key.clone(),
                    value: written(field, value, tenant)?,
                });
            }
        }
    }
    row.traits = traits;
    Ok(())
}

fn written(field: &AssetField, value: &Value, tenant: &Tenant) -> Result<TraitValue, Problem> {
    let invalid = || Problem::invalid(&field.name_key, "is invalid");
    Ok(match field.kind {
        FieldKind::Checkbox => TraitValue::Flag(is_true(value)),
        FieldKind::Number | FieldKind::Percent => {
            let number = value.as_f64().or_else(|| value.as_str()?.parse().ok());
            TraitValue::Number(number.ok_or_else(invalid)?)
        }
        FieldKind::Tag => {
            let ids = match value {
                Value::Array(ids) => ids.iter().map(number_in).collect::<Option<Vec<u64>>>(),
                one => number_in(one).map(|id| vec![id]),
            };
            let kind = field.tag.map_or(Kind::Organization, TagTarget::kind);
            let refs: Vec<Ref> = ids
                .ok_or_else(invalid)?
                .into_iter()
                .map(|id| Ref::new(kind, id))
                .collect();
            if !refs.iter().all(|record| records::exists(tenant, *record)) {
                return Err(Problem::must_exist(&field.name_key));
            }
            TraitValue::Tag(refs)
        }
        FieldKind::Password => TraitValue::Password(number_in(value).ok_or_else(invalid)?),
        FieldKind::Upload => {
            let (name, size) = file_in(value).ok_or_else(invalid)?;
            TraitValue::Files(vec![TraitFile {
                id: field.id,
                name,
                size,
            }])
        }
        FieldKind::Header
        | FieldKind::Date
        | FieldKind::Select
        | FieldKind::Text
        | FieldKind::Textbox => TraitValue::Text(text_in(value).ok_or_else(invalid)?),
    })
}

/// The name is made of the fields that are used for the title.
fn rename(tenant: &mut Tenant, after: &After) {
    let Some(row) = FLEXIBLE_ASSETS.find(after.id, tenant) else {
        return;
    };
    let titles: Vec<String> = fields_of(tenant, row.type_id)
        .filter(|field| field.use_for_title)
        .filter_map(|field| {
            let value = row
                .traits
                .iter()
                .find(|known| known.key == field.name_key)?;
            match &value.value {
                TraitValue::Text(text) => Some(text.clone()),
                _ => None,
            }
        })
        .collect();
    let name = titles.join(" ");
    if let Some(row) = tenant
        .records
        .flexible_assets
        .iter_mut()
        .find(|row| row.id == after.id)
    {
        row.name = name;
    }
}
