//! Flexible asset types with every kind of field, and assets with every kind of trait.

use super::{CHANGED, HOSTILE_HTML, MADE, ids};
use crate::records::{
    AssetField, AssetType, FieldKind, FlexibleAsset, Kind, Records, Ref, TagTarget, Trait,
    TraitFile, TraitValue,
};
use crate::{Tenant, fixtures};

/// Types and fields.
pub(super) fn types(records: &mut Records) {
    for (id, name, icon, enabled) in [
        (ids::TYPE_EMAIL, "Email", "envelope", true),
        (ids::TYPE_EVERYTHING, "Everything", "cubes", true),
        (ids::TYPE_FAX, "Fax", "fax", false),
    ] {
        records.asset_types.push(AssetType {
            id,
            name: name.to_owned(),
            description: enabled.then(|| format!("{name}, as we document it.")),
            icon: icon.to_owned(),
            enabled,
            show_in_menu: enabled,
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
        });
    }
    let email = [
        ("Type", FieldKind::Select, None),
        ("Webmail URL", FieldKind::Text, None),
        (
            "Servers",
            FieldKind::Tag,
            Some(TagTarget::Records(Kind::Configuration)),
        ),
        ("MFA", FieldKind::Checkbox, None),
    ];
    fields(records, ids::TYPE_EMAIL, 330_100, &email);
    let mut everything = vec![
        ("Title", FieldKind::Text, None),
        ("Notes", FieldKind::Textbox, None),
        ("Type", FieldKind::Select, None),
        ("Renewal", FieldKind::Date, None),
        ("In use", FieldKind::Checkbox, None),
        ("Seats", FieldKind::Number, None),
        ("Share", FieldKind::Percent, None),
        ("Access", FieldKind::Header, None),
        ("Diagram", FieldKind::Upload, None),
        ("Admin login", FieldKind::Password, None),
    ];
    everything.extend(TAGS.map(|(name, target, _)| (name, FieldKind::Tag, Some(target))));
    fields(records, ids::TYPE_EVERYTHING, 330_200, &everything);
    fields(
        records,
        ids::TYPE_FAX,
        330_300,
        &[("Number", FieldKind::Text, None)],
    );
}

/// Label, target, and the record that the full asset points at (0: one of the client's own, found later).
const TAGS: [(&str, TagTarget, u64); 13] = [
    ("Owners", TagTarget::Records(Kind::User), 3),
    (
        "Checklists",
        TagTarget::Records(Kind::Checklist),
        ids::CHECKLIST,
    ),
    (
        "Templates",
        TagTarget::Records(Kind::ChecklistTemplate),
        5_601,
    ),
    (
        "People",
        TagTarget::Records(Kind::Contact),
        ids::CONTACT_JOERG,
    ),
    ("Servers", TagTarget::Records(Kind::Configuration), 0),
    (
        "Manuals",
        TagTarget::Records(Kind::Document),
        ids::DOCUMENT_BLOCKS,
    ),
    ("Domains", TagTarget::Records(Kind::Domain), ids::DOMAIN),
    (
        "Logins",
        TagTarget::Records(Kind::Password),
        ids::PASSWORD_IN_FOLDER,
    ),
    (
        "Sites",
        TagTarget::Records(Kind::Location),
        ids::LOCATION_STORE,
    ),
    (
        "Partners",
        TagTarget::Records(Kind::Organization),
        fixtures::SUMMIT_VETERINARY,
    ),
    (
        "Certificates",
        TagTarget::Records(Kind::SslCertificate),
        7_801,
    ),
    (
        "Tickets",
        TagTarget::Records(Kind::Ticket),
        fixtures::TICKET_HDG_DC01,
    ),
    (
        "Mail",
        TagTarget::Assets(ids::TYPE_EMAIL),
        ids::ASSET_SPARSE,
    ),
];

fn fields(
    records: &mut Records,
    type_id: u64,
    first_id: u64,
    rows: &[(&str, FieldKind, Option<TagTarget>)],
) {
    for ((name, kind, tag), (order, id)) in rows.iter().zip((1..).zip(first_id..)) {
        records.asset_fields.push(AssetField {
            id,
            type_id,
            order,
            name: (*name).to_owned(),
            name_key: name.to_lowercase().replace(' ', "-"),
            kind: *kind,
            tag: *tag,
            hint: (order == 1).then(|| "As the client calls it".to_owned()),
            decimals: (*kind == FieldKind::Number).then_some(0),
            required: order == 1,
            use_for_title: order == 1,
            expiration: *kind == FieldKind::Date,
            show_in_list: order < 4,
            default_value: (*kind == FieldKind::Select)
                .then(|| "Hosted\nOn premises\nNone".to_owned()),
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
        });
    }
}

/// The asset with everything and the one with nearly nothing.
pub(super) fn fill(tenant: &Tenant, records: &mut Records) {
    let own_device = tenant
        .configurations
        .iter()
        .find(|row| row.organization_id == fixtures::MUELLER)
        .map_or(0, |row| row.id);
    let mut values = vec![
        ("title", TraitValue::Text("Alles, auf einmal".to_owned())),
        ("notes", TraitValue::Text(HOSTILE_HTML.to_owned())),
        ("type", TraitValue::Text("On premises".to_owned())),
        ("renewal", TraitValue::Text("2026-12-31".to_owned())),
        ("in-use", TraitValue::Flag(true)),
        ("seats", TraitValue::Number(25.0)),
        ("share", TraitValue::Number(12.5)),
        (
            "diagram",
            TraitValue::Files(vec![TraitFile {
                id: 8_301,
                name: "Übersicht.png".to_owned(),
                size: 48_211,
            }]),
        ),
        ("admin-login", TraitValue::Password(ids::PASSWORD_OF_TRAIT)),
    ];
    let keys = TAGS.map(|(name, _, _)| name.to_lowercase());
    for ((_, target, id), key) in TAGS.iter().zip(&keys) {
        let id = if *id == 0 { own_device } else { *id };
        values.push((key, TraitValue::Tag(vec![Ref::new(target.kind(), id)])));
    }
    let traits = values
        .into_iter()
        .zip(8_101_001..)
        .map(|((key, value), id)| Trait {
            id: if key == "admin-login" {
                ids::TRAIT_LOGIN
            } else {
                id
            },
            key: key.to_owned(),
            value,
        })
        .collect();
    records
        .flexible_assets
        .push(asset(ids::ASSET_EVERYTHING, "Alles, auf einmal", traits));
    let only_title = Trait {
        id: 8_101_100,
        key: "title".to_owned(),
        value: TraitValue::Text("Sparse".to_owned()),
    };
    records
        .flexible_assets
        .push(asset(ids::ASSET_SPARSE, "Sparse", vec![only_title]));
}

fn asset(id: u64, name: &str, traits: Vec<Trait>) -> FlexibleAsset {
    FlexibleAsset {
        id,
        organization_id: fixtures::MUELLER,
        type_id: ids::TYPE_EVERYTHING,
        name: name.to_owned(),
        traits,
        archived: false,
        restricted: false,
        created_at: MADE.to_owned(),
        updated_at: CHANGED.to_owned(),
    }
}
