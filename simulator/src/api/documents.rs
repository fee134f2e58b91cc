//! Documents, their folders, sections and images (API reference, section 3.11).

use axum::response::Response;
use serde_json::{Value, json};
use tenant::records::{Block, Body, Document, DocumentImage, Folder, Section};
use tenant::{Kind, Ref, Tenant};

use super::compare::Test;
use super::errors::{self, Problem};
use super::query::{Filter, Query};
use super::row::{Attributes, object};
use super::set::{Set, Writes, number_in, text_in};
use super::table::{Detail, Include, Key, Resource, Routes, Rules, Table, base};
use super::view::View;

pub(crate) static DOCUMENTS: Resource<Document> = Resource {
    record: Some(Kind::Document),
    // There is no list of all documents: only those of one organization.
    routes: Routes::SHOW
        .and(Routes::NESTED)
        .and(Routes::CREATE)
        .and(Routes::CREATE_AT_TOP)
        .and(Routes::UPDATE)
        .and(Routes::BULK_UPDATE)
        .and(Routes::BULK_DELETE),
    owner: Some(|row| row.organization_id),
    above: &[|row| Some(Ref::new(Kind::DocumentFolder, row.folder_id?))],
    filters: &[
        ("id", Test::Id),
        ("document_folder_id", Test::Own(is_in_folder)),
        ("name", Test::Own(is_named)),
    ],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("id", |row, _| Key::Number(row.id)),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    rules: Rules {
        refuse: |view, _, _| refuse("documents_access", view),
        // Without a filter by folder a list holds what lies at the root.
        is_shown: Some(|row, view, query| {
            row.folder_id.is_none()
                || query.has_filter("document_folder_id")
                || view.options.is("documents_default", "all")
        }),
    },
    writes: Some(&DOCUMENT_WRITES),
    ..base(
        "documents",
        "documents",
        |tenant| &tenant.records.documents,
        |row| row.id,
        |row, view, _| document(row, view),
    )
};

static DOCUMENT_WRITES: Writes<Document> = Writes {
    rows: |tenant| &mut tenant.records.documents,
    fresh: |fresh| Document {
        id: fresh.id,
        organization_id: fresh.owner(),
        created_at: fresh.now(),
        updated_at: fresh.now(),
        ..Document::default()
    },
    // `content` is accepted and not stored: that is what IT Glue does.
    fields: &[
        ("name", Set::Text(|row| &mut row.name)),
        ("archived", Set::Flag(|row| &mut row.archived)),
        ("restricted", Set::Flag(|row| &mut row.restricted)),
        ("public", Set::Flag(|row| &mut row.public)),
        ("document_folder_id", Set::With(set_folder)),
    ],
    required: &["name"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

/// `/ORGANIZATION/docs/ID/versions/draft` of the web API. Only the address is known (API reference, section 1.3): what
/// comes back is the document as it is, because nothing here is kept unpublished beside what is published.
pub(crate) fn draft(owner: Ref, id: &str, view: &View, query: &Query) -> Response {
    DOCUMENTS.show(Some(owner), id, view, query)
}

fn refuse(switch: &str, view: &View) -> Option<Response> {
    match view.options.get(switch) {
        "404" => Some(errors::unknown_path()),
        word => errors::by_word(word),
    }
}

/// Every form of the filter that was seen: an id, `null`, `[ne]=`, `[ne]=null`.
fn is_in_folder(row: &Document, filter: &Filter, view: &View) -> bool {
    let asks_for_nothing = filter
        .values
        .iter()
        .all(|value| value.is_empty() || value == "null");
    let form = view.options.get("folder_filter");
    match (filter.is_negated, asks_for_nothing) {
        _ if form == "ids_only" && (filter.is_negated || asks_for_nothing) => {
            row.folder_id.is_none()
        }
        // `=null` and `[ne]=` mean all documents.
        (false, true) => true,
        (true, true) if filter.values.iter().any(|value| value == "null") => {
            row.folder_id.is_some()
        }
        (true, true) => true,
        (is_negated, false) => {
            let is_asked = row
                .folder_id
                .is_some_and(|folder| filter.numbers().any(|id| id == folder));
            is_asked != is_negated
        }
    }
}

fn is_named(row: &Document, filter: &Filter, view: &View) -> bool {
    match view.options.get("documents_name_filter") {
        "substring" => filter
            .values
            .iter()
            .any(|value| row.name.contains(value.as_str())),
        _ => true,
    }
}

fn set_folder(row: &mut Document, value: &Value, tenant: &Tenant) -> Result<(), Problem> {
    let folder = number_in(value);
    let is_own = |id: u64| {
        DOCUMENT_FOLDERS
            .find(id, tenant)
            .is_some_and(|folder| folder.organization_id == row.organization_id)
    };
    if !value.is_null() && folder.is_none_or(|id| !is_own(id)) {
        return Err(Problem::other_organization("document_folder_id"));
    }
    row.folder_id = folder;
    Ok(())
}

/// `PATCH /documents/ID/publish`.
pub(crate) fn publish(tenant: &mut Tenant, id: u64, now: &str) {
    if let Some(row) = tenant.records.documents.iter_mut().find(|row| row.id == id) {
        row.published_at = Some(now.to_owned());
        row.published_by = row.user_id;
        now.clone_into(&mut row.updated_at);
    }
}

fn document(row: &Document, view: &View) -> Attributes {
    let content = match &row.body {
        Body::Html(html) => json!(html),
        Body::Sections => Value::Array(blocks(row.id, view)),
    };
    let mut attributes = view.owned(row.organization_id, "docs", row.id, row.restricted);
    attributes.extend(object!({
        "name": row.name,
        "public": row.public,
        "document-folder-id": row.folder_id,
        "is-uploaded": row.is_uploaded,
        "user-id": row.user_id,
        "published-by": row.published_by,
        "archived": row.archived,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    }));
    attributes.insert("content", content);
    let published = row.published_at.is_some();
    if view.options.is("published_form", "flags") {
        attributes.insert("published", json!(published));
        attributes.insert("draft", json!(!published));
    } else {
        attributes.insert("published-at", json!(row.published_at));
    }
    attributes
}

/// The items of `content`; unlike everything else their names have underscores.
fn blocks(document_id: u64, view: &View) -> Vec<Value> {
    SECTIONS
        .below(Ref::new(Kind::Document, document_id), view)
        .into_iter()
        .map(|section| {
            let mut resource = json!({
                "id": section.id,
                "content": section.content,
                "created_at": section.created_at,
                "updated_at": section.updated_at,
            });
            match section.block {
                Block::Heading(level) => resource["level"] = json!(level),
                Block::Step(duration) => resource["duration"] = json!(duration),
                Block::Text | Block::Gallery => {}
            }
            json!({
                "id": section.id,
                "document_id": document_id,
                "sort": section.sort,
                "ancestry": null,
                "resource_id": section.id,
                "resource_type": section.block.word(),
                "lock_version": 0,
                "created_at": section.created_at,
                "updated_at": section.updated_at,
                "resource": resource,
            })
        })
        .collect()
}

pub(crate) static DOCUMENT_FOLDERS: Resource<Folder> = Resource {
    record: Some(Kind::DocumentFolder),
    // The list of all is a way round for tenants where the nested one is not there yet.
    routes: Routes::LIST
        .and(Routes::NESTED)
        .and(Routes::CREATE)
        .and(Routes::UPDATE)
        .and(Routes::BULK_DELETE),
    owner: Some(|row| row.organization_id),
    filters: &[
        ("id", Test::Id),
        ("name", Test::Name(|row, _| Some(&row.name))),
        ("organization_id", Test::Above(Kind::Organization)),
        ("parent_id", Test::Own(is_below)),
    ],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("id", |row, _| Key::Number(row.id)),
    ],
    includes: &[Include {
        name: "ancestors",
        show_only: false,
        rows: |row, view| {
            let ancestors = row
                .ancestor_ids
                .iter()
                .filter_map(|id| DOCUMENT_FOLDERS.find(*id, view.tenant));
            ancestors
                .map(|above| DOCUMENT_FOLDERS.bare(above, view, Detail::List))
                .collect()
        },
    }],
    rules: Rules {
        refuse: |view, _, _| refuse("folders_access", view),
        is_shown: None,
    },
    writes: Some(&FOLDER_WRITES),
    ..base(
        "document_folders",
        "document-folders",
        |tenant| &tenant.records.document_folders,
        |row| row.id,
        |row, view, _| folder(row, view),
    )
};

static FOLDER_WRITES: Writes<Folder> = Writes {
    rows: |tenant| &mut tenant.records.document_folders,
    fresh: |fresh| Folder {
        id: fresh.id,
        organization_id: fresh.owner(),
        created_at: fresh.now(),
        updated_at: fresh.now(),
        ..Folder::default()
    },
    fields: &[
        ("name", Set::Text(|row| &mut row.name)),
        ("restricted", Set::Flag(|row| &mut row.restricted)),
        (
            "parent_id",
            Set::With(|row, value, tenant| {
                let above = number_in(value).and_then(|id| DOCUMENT_FOLDERS.find(id, tenant));
                let above = above.filter(|above| above.organization_id == row.organization_id);
                if !value.is_null() && above.is_none() {
                    return Err(Problem::other_organization("parent_id"));
                }
                row.parent_id = above.map(|above| above.id);
                row.ancestor_ids = above
                    .map(|above| {
                        above
                            .ancestor_ids
                            .iter()
                            .copied()
                            .chain([above.id])
                            .collect()
                    })
                    .unwrap_or_default();
                Ok(())
            }),
        ),
    ],
    required: &["name"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

fn is_below(row: &Folder, filter: &Filter, _: &View) -> bool {
    let is_asked = match row.parent_id {
        None => filter
            .values
            .iter()
            .any(|value| value.is_empty() || value == "null"),
        Some(above) => filter.numbers().any(|id| id == above),
    };
    is_asked != filter.is_negated
}

fn folder(row: &Folder, view: &View) -> Attributes {
    let documents = DOCUMENTS.n_below(Ref::new(Kind::DocumentFolder, row.id), view);
    let mut attributes = view.owned(row.organization_id, "docs", row.id, row.restricted);
    let page = view.page_of(Ref::new(Kind::DocumentFolder, row.id));
    attributes.insert("resource-url", json!(page));
    attributes.extend(object!({
        "name": row.name,
        "parent-id": row.parent_id,
        "ancestor-ids": row.ancestor_ids,
        "documents-count": documents,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    }));
    attributes
}

pub(crate) static SECTIONS: Resource<Section> = Resource {
    routes: Routes::NESTED
        .and(Routes::CREATE)
        .and(Routes::UPDATE)
        .and(Routes::DELETE)
        .and(Routes::UNPAGED),
    parents: &[Kind::Document],
    above: &[|row| Some(Ref::new(Kind::Document, row.document_id))],
    filters: &[("id", Test::Id)],
    sorts: &[("sort", |row, _| Key::Number(row.sort))],
    rules: Rules {
        refuse: |view, _, _| refuse("documents_access", view),
        is_shown: None,
    },
    writes: Some(&SECTION_WRITES),
    ..base(
        "sections",
        "document-sections",
        |tenant| &tenant.records.sections,
        |row| row.id,
        |row, _, _| section(row),
    )
};

static SECTION_WRITES: Writes<Section> = Writes {
    rows: |tenant| &mut tenant.records.sections,
    fresh: |fresh| Section {
        id: fresh.id,
        document_id: fresh.above_id(),
        sort: fresh.id,
        created_at: fresh.now(),
        updated_at: fresh.now(),
        ..Section::default()
    },
    fields: &[
        (
            "resource_type",
            Set::With(|row, value, _| {
                row.block = match value.as_str() {
                    Some("Document::Text") => Block::Text,
                    Some("Document::Heading") => Block::Heading(1),
                    Some("Document::Step") => Block::Step(None),
                    Some("Document::Gallery") => Block::Gallery,
                    _ => {
                        return Err(Problem::invalid(
                            "resource_type",
                            "is not included in the list",
                        ));
                    }
                };
                Ok(())
            }),
        ),
        (
            "content",
            Set::With(|row, value, _| {
                row.content = text_in(value).unwrap_or_default();
                Ok(())
            }),
        ),
        (
            "level",
            Set::With(|row, value, _| {
                let level = number_in(value).and_then(|level| u8::try_from(level).ok());
                let level = level.filter(|level| (1..=6).contains(level));
                row.block = Block::Heading(
                    level
                        .ok_or_else(|| Problem::invalid("level", "is not included in the list"))?,
                );
                Ok(())
            }),
        ),
        (
            "duration",
            Set::With(|row, value, _| {
                row.block = Block::Step(number_in(value));
                Ok(())
            }),
        ),
        (
            "sort",
            Set::With(|row, value, _| {
                row.sort = number_in(value).unwrap_or(row.sort);
                Ok(())
            }),
        ),
    ],
    required: &["resource_type"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

fn section(row: &Section) -> Attributes {
    let (level, duration) = match row.block {
        Block::Heading(level) => (Some(level), None),
        Block::Step(duration) => (None, duration),
        Block::Text | Block::Gallery => (None, None),
    };
    object!({
        "document-id": row.document_id,
        "resource-type": row.block.word(),
        "content": row.content,
        "rendered-content": row.content,
        "level": level,
        "duration": duration,
        "sort": row.sort,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    })
}

pub(crate) static DOCUMENT_IMAGES: Resource<DocumentImage> = Resource {
    routes: Routes::SHOW
        .and(Routes::CREATE)
        .and(Routes::CREATE_AT_TOP)
        .and(Routes::DELETE),
    above: &[|row| Some(Ref::new(Kind::Document, row.document_id))],
    writes: Some(&IMAGE_WRITES),
    ..base(
        "document_images",
        "document-images",
        |tenant| &tenant.records.document_images,
        |row| row.id,
        |row, _, _| {
            object!({
                "target": json!({"type": if row.in_gallery { "gallery" } else { "document" }, "id": row.document_id}),
                "file-name": row.file_name,
                "file-size": row.size,
                "created-at": row.created_at,
                "updated-at": row.updated_at,
            })
        },
    )
};

static IMAGE_WRITES: Writes<DocumentImage> = Writes {
    rows: |tenant| &mut tenant.records.document_images,
    fresh: |fresh| DocumentImage {
        id: fresh.id,
        document_id: 0,
        in_gallery: false,
        file_name: String::new(),
        size: 0,
        created_at: fresh.now(),
        updated_at: fresh.now(),
    },
    fields: &[
        (
            "target",
            Set::With(|row, value, tenant| {
                row.in_gallery = value["type"] == "gallery";
                let id = number_in(&value["id"]).filter(|id| DOCUMENTS.find(*id, tenant).is_some());
                row.document_id = id.ok_or_else(|| Problem::must_exist("target"))?;
                Ok(())
            }),
        ),
        (
            "image",
            Set::With(|row, value, _| {
                let (name, size) =
                    super::files::file_in(value).ok_or_else(|| Problem::blank("image"))?;
                row.file_name = name;
                row.size = size;
                Ok(())
            }),
        ),
    ],
    required: &["target", "image"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};
