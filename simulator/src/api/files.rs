//! Attachments and related items below records of many kinds (API reference, section 3.14).

use serde_json::Value;
use tenant::records::{Attachment, RelatedItem};
use tenant::{Kind, Ref};

use super::errors::{self, Problem};
use super::records;
use super::row::{Attributes, Row, object, row};
use super::set::{Set, Writes, number_in, text_in};
use super::table::{Resource, Routes, Rules, Way, base};
use super::view::View;

/// Records that have files and links beside them.
const HOLDERS: &[Kind] = &[
    Kind::Checklist,
    Kind::ChecklistTemplate,
    Kind::Configuration,
    Kind::Contact,
    Kind::Document,
    Kind::Domain,
    Kind::DocumentFolder,
    Kind::Location,
    Kind::Password,
    Kind::SslCertificate,
    Kind::FlexibleAsset,
    Kind::Ticket,
    Kind::Organization,
];

pub(crate) static ATTACHMENTS: Resource<Attachment> = Resource {
    routes: Routes::NESTED
        .and(Routes::CREATE)
        .and(Routes::UPDATE)
        .and(Routes::BULK_DELETE),
    parents: HOLDERS,
    above: &[|row| Some(row.resource)],
    rules: Rules {
        refuse: |view, _, way| {
            (way == Way::List && view.options.is("attachments_list", "absent"))
                .then(errors::unknown_path)
        },
        is_shown: None,
    },
    writes: Some(&ATTACHMENT_WRITES),
    ..base(
        "attachments",
        "attachments",
        |tenant| &tenant.records.attachments,
        |row| row.id,
        |row, view, _| attachment(row, view),
    )
};

static ATTACHMENT_WRITES: Writes<Attachment> = Writes {
    rows: |tenant| &mut tenant.records.attachments,
    fresh: |fresh| Attachment {
        id: fresh.id,
        resource: fresh.above.unwrap_or(Ref::organization(0)),
        name: String::new(),
        file_name: String::new(),
        content_type: "application/octet-stream".to_owned(),
        size: 0,
        created_at: fresh.now(),
        updated_at: fresh.now(),
    },
    fields: &[
        (
            "attachment",
            Set::With(|row, value, _| {
                let (name, size) = file_in(value).ok_or_else(|| Problem::blank("attachment"))?;
                row.name.clone_from(&name);
                row.file_name = name;
                row.size = size;
                Ok(())
            }),
        ),
        ("name", Set::Text(|row| &mut row.name)),
    ],
    required: &["attachment"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

/// Name and length of a file that was sent as base64.
pub(crate) fn file_in(value: &Value) -> Option<(String, u64)> {
    let name = value.get("file_name").or(value.get("file-name"));
    let content = value["content"].as_str()?;
    let n_signs = content.trim_end_matches('=').len() as u64;
    Some((text_in(name?)?, n_signs * 3 / 4))
}

fn attachment(row: &Attachment, view: &View) -> Attributes {
    let ext = row.file_name.rsplit_once('.').map_or("", |(_, ext)| ext);
    object!({
        "name": row.name,
        "attachment-file-name": row.file_name,
        "attachment-content-type": row.content_type,
        "attachment-file-size": row.size,
        "ext": ext,
        "viewable": row.content_type.starts_with("image/"),
        "download-url": view.link(&format!("attachments/{}", row.id)),
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    })
}

/// There is no list of related items: they come with the record that they are shown on.
pub(crate) static RELATED_ITEMS: Resource<RelatedItem> = Resource {
    routes: Routes::NESTED
        .and(Routes::CREATE)
        .and(Routes::UPDATE)
        .and(Routes::BULK_DELETE),
    parents: HOLDERS,
    above: &[|row| Some(row.source), |row| Some(row.destination)],
    rules: Rules {
        refuse: |_, _, way| (way != Way::Write).then(errors::unknown_path),
        is_shown: None,
    },
    writes: Some(&RELATED_WRITES),
    ..base(
        "related_items",
        "related-items",
        |tenant| &tenant.records.related_items,
        |row| row.id,
        |row, view, _| related(row, view),
    )
};

static RELATED_WRITES: Writes<RelatedItem> = Writes {
    rows: |tenant| &mut tenant.records.related_items,
    fresh: |fresh| RelatedItem {
        id: fresh.id,
        source: fresh.above.unwrap_or(Ref::organization(0)),
        destination: Ref::organization(0),
        notes: None,
        from_tag: false,
        created_at: fresh.now(),
        updated_at: fresh.now(),
    },
    fields: &[
        (
            "destination_type",
            Set::With(|row, value, _| {
                let kind = value.as_str().and_then(Kind::from_any);
                let missing =
                    || Problem::invalid("destination_type", "is not included in the list");
                row.destination = Ref::new(kind.ok_or_else(missing)?, row.destination.id);
                Ok(())
            }),
        ),
        (
            "destination_id",
            Set::With(|row, value, tenant| {
                let destination = number_in(value).map(|id| Ref::new(row.destination.kind, id));
                row.destination = destination
                    .filter(|destination| records::exists(tenant, *destination))
                    .ok_or_else(|| Problem::must_exist("destination_id"))?;
                Ok(())
            }),
        ),
        ("notes", Set::Maybe(|row| &mut row.notes)),
    ],
    required: &["destination_type", "destination_id"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

fn related(item: &RelatedItem, view: &View) -> Attributes {
    let record = item.destination;
    let mut attributes = object!({
        "asset-type": record.kind.word(),
        "resource-id": record.id,
    });
    if view.options.is("related_item_attributes", "full") {
        attributes.extend(object!({
            "name": records::name_of(view, record),
            "notes": item.notes,
            "resource-url": view.page_of(record),
            "resource-type-name": record.kind.title(),
            "created-at": item.created_at,
            "updated-at": item.updated_at,
        }));
    }
    attributes
}

/// Rows of `include=related_items`: what leads away from a record, links that a Tag made perhaps under another type.
pub(crate) fn related_rows(record: Ref, view: &View) -> Vec<Row> {
    let tags = match view.options.get("tag_links") {
        "related-items" => "related-items",
        _ => "tags",
    };
    RELATED_ITEMS
        .below(record, view)
        .into_iter()
        .filter(|item| item.source == record)
        .map(|item| {
            let kind = if item.from_tag { tags } else { "related-items" };
            row(kind, item.id, related(item, view))
        })
        .collect()
}
