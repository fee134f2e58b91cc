//! Documents in every form, in nested folders.

use super::{CHANGED, HOSTILE_HTML, MADE, ids, text};
use crate::fixtures;
use crate::records::{Block, Body, Document, DocumentImage, Folder, Records, Section};

/// Folders, documents, sections.
pub(super) fn fill(records: &mut Records) {
    for (id, name, ancestor_ids) in [
        (ids::FOLDER_TOP, "Betrieb", vec![]),
        (ids::FOLDER_MIDDLE, "Netzwerk", vec![ids::FOLDER_TOP]),
        (
            ids::FOLDER_DEEP,
            "VLANs, intern",
            vec![ids::FOLDER_TOP, ids::FOLDER_MIDDLE],
        ),
    ] {
        records.document_folders.push(Folder {
            id,
            organization_id: fixtures::MUELLER,
            name: name.to_owned(),
            parent_id: ancestor_ids.last().copied(),
            ancestor_ids,
            restricted: id == ids::FOLDER_DEEP,
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
        });
    }
    let row = |id, name: &str, folder_id| Document {
        id,
        organization_id: fixtures::MUELLER,
        name: name.to_owned(),
        folder_id,
        user_id: Some(3),
        published_by: Some(3),
        published_at: text(CHANGED),
        created_at: MADE.to_owned(),
        updated_at: CHANGED.to_owned(),
        ..Document::default()
    };
    records.documents.extend([
        row(ids::DOCUMENT_BLOCKS, "Backup & Restore", None),
        Document {
            body: Body::Html(format!("<h1>Altes Handbuch</h1>{HOSTILE_HTML}")),
            ..row(ids::DOCUMENT_HTML, "Altes Handbuch", Some(ids::FOLDER_TOP))
        },
        row(ids::DOCUMENT_EMPTY, "Leer", None),
        Document {
            public: true,
            ..row(ids::DOCUMENT_DEEP, "VLAN-Plan", Some(ids::FOLDER_DEEP))
        },
        Document {
            published_by: None,
            published_at: None,
            ..row(ids::DOCUMENT_DRAFT, "Entwurf", None)
        },
        Document {
            is_uploaded: true,
            archived: true,
            ..row(ids::DOCUMENT_FILE, "Lizenz.pdf", None)
        },
    ]);
    let blocks = [
        // The places are not in the order of the ids: who shows them must sort.
        (3, Block::Text, HOSTILE_HTML),
        (1, Block::Heading(1), "Restore"),
        (
            2,
            Block::Step(Some(15)),
            "<p>Open the console, then <em>wait</em>.</p>",
        ),
        (4, Block::Gallery, ""),
        (5, Block::Heading(2), "Afterwards"),
        (6, Block::Step(None), "<p>Tell Jörg.</p>"),
    ];
    let deep = [(
        1,
        Block::Text,
        "<table><tr><td>VLAN 10</td><td>Büro</td></tr></table>",
    )];
    let of = |document_id, first_id: u64, rows: &[(u64, Block, &str)]| -> Vec<Section> {
        rows.iter()
            .zip(first_id..)
            .map(|((sort, block, content), id)| Section {
                id,
                document_id,
                sort: *sort,
                block: *block,
                content: (*content).to_owned(),
                created_at: MADE.to_owned(),
                updated_at: CHANGED.to_owned(),
            })
            .collect()
    };
    records
        .sections
        .extend(of(ids::DOCUMENT_BLOCKS, 100_001, &blocks));
    records
        .sections
        .extend(of(ids::DOCUMENT_DEEP, 100_101, &deep));
    records.document_images.push(DocumentImage {
        id: 670_001,
        document_id: ids::DOCUMENT_BLOCKS,
        in_gallery: true,
        file_name: "rack.jpg".to_owned(),
        size: 90_210,
        created_at: MADE.to_owned(),
        updated_at: CHANGED.to_owned(),
    });
}
