//! Documents and their folders (API reference, section 3.11). Their lists come with their bodies: few rows are asked for,
//! and of a body nothing but its JSON type is looked at.

use super::Question;
use super::Question::Asked;
use super::Why;
use super::known::Known;
use super::organizations::{note_kinds, note_names, telling};
use super::reply::{Reply, id_of, names};
use crate::{Query, lenient};

const FOLDER: &str = "document_folder_id";
const NAME: Why = "no document with a plain name";
const ACCESS: &[&str] = &["folders_access", "folder_attributes"];
const FILTERS: &[&str] = &["folder_filter", "documents_default"];

pub(super) static QUESTIONS: &[Question] = &[
    // One place after another, until there is a folder.
    Asked {
        keys: ACCESS,
        ask: |known| folders_of(known.asset.map(|(_, owner)| owner)),
        note: |known, reply| note_folders(known, known.asset.map(|(_, owner)| owner), reply),
    },
    Asked {
        keys: ACCESS,
        ask: |known| folders_of(known.primary),
        note: |known, reply| note_folders(known, known.primary, reply),
    },
    Asked {
        keys: ACCESS,
        ask: |known| folders_of(known.configuration_owner),
        note: |known, reply| note_folders(known, known.configuration_owner, reply),
    },
    Asked {
        keys: &[
            "documents_access",
            "document_attributes",
            "published_form",
            "document_content",
        ],
        ask: |known| Ok(documents(known)?.page(1, 5)),
        note: note_documents,
    },
    Asked {
        keys: FILTERS,
        ask: |known| {
            let folder = known.folder.ok_or("no folder of documents")?;
            Ok(documents(known)?
                .filter(FOLDER, &folder.to_string())
                .page(1, 1))
        },
        note: |known, reply| known.n_documents[1] = reply.total(),
    },
    Asked {
        keys: FILTERS,
        ask: |known| Ok(documents(known)?.filter(FOLDER, "null").page(1, 1)),
        note: |known, reply| known.n_documents[2] = reply.total(),
    },
    Asked {
        keys: FILTERS,
        ask: |known| {
            Ok(documents(known)?
                .filter("document_folder_id][ne", "")
                .page(1, 1))
        },
        note: |known, reply| known.n_documents[3] = reply.total(),
    },
    Asked {
        keys: FILTERS,
        ask: |known| {
            Ok(documents(known)?
                .filter("document-folder-id][ne", "null")
                .page(1, 1))
        },
        note: |known, reply| {
            known.n_documents[4] = reply.total();
            conclude(known);
        },
    },
    Asked {
        keys: &["documents_name_filter"],
        ask: |known| {
            documents(known).map(|list| {
                list.filter("name", "gluepane check, no such name")
                    .page(1, 1)
            })
        },
        note: |known, reply| {
            if !reply.rows().is_empty() {
                known.found("documents_name_filter", "ignored");
            }
        },
    },
    Asked {
        keys: &["documents_name_filter"],
        ask: |known| {
            let of = known.document.as_ref().ok_or(NAME)?;
            let part = of.text.get(1..).unwrap_or_default();
            Ok(documents(known)?.filter("name", part).page(1, 1))
        },
        note: |known, reply| {
            let is_hit = !reply.rows().is_empty();
            known.found(
                "documents_name_filter",
                if is_hit { "substring" } else { "exact" },
            );
        },
    },
    Asked {
        keys: &["unpaged_lists"],
        ask: |known| {
            let of = known.document.as_ref().ok_or(NAME)?;
            Ok(Query::below("documents", of.id, "sections").page(1, 1))
        },
        note: |known, reply| {
            let n_rows = reply.rows().len();
            known.found(
                "unpaged_lists",
                if n_rows > 1 { "ignored" } else { "accepted" },
            );
        },
    },
];

fn folders_of(organization: Option<u64>) -> Result<Query, Why> {
    let of = organization.ok_or("no organization to look at")?;
    Ok(Query::below("organizations", of, "document_folders").page(1, 20))
}

fn note_folders(known: &mut Known, of: Option<u64>, reply: &Reply) {
    known.found("folders_access", "on");
    let n_documents = |row: &&_| {
        let row: &gluepane_wire::Tree = row;
        lenient::id(row.get("attributes").get("documents-count"))
    };
    let Some(row) = reply.rows().iter().max_by_key(n_documents) else {
        return;
    };
    known.folder = id_of(row);
    known.documents_of = of;
    note_names(known, "folder_attributes", &mut reply.attributes());
}

/// Where a folder was seen, else anywhere.
fn documents(known: &Known) -> Result<Query, Why> {
    let of = known.documents_of.or(known.asset.map(|(_, owner)| owner));
    let of = of.or(known.primary).or(known.configuration_owner);
    let of = of.ok_or("no organization to look at")?;
    Ok(Query::below("organizations", of, "documents"))
}

fn note_documents(known: &mut Known, reply: &Reply) {
    known.found("documents_access", "on");
    known.n_documents[0] = reply.total();
    if reply.rows().is_empty() {
        return;
    }
    note_names(known, "document_attributes", &mut reply.attributes());
    let is_about_it = |name: &str| name.starts_with("publish") || name == "draft";
    known.found(
        "published_form",
        names(&mut reply.attributes(), is_about_it),
    );
    note_kinds(known, "document_content", "content", reply);
    let rows = reply.rows().iter();
    known.document = rows
        .filter_map(|row| telling(id_of(row)?, row.get("attributes").get("name")))
        .next();
}

/// From how many documents each list has. Without a filter it has those at the root, or all; `null` and `[ne]=` mean all,
/// `[ne]=null` those in folders, where these forms are known (seen live in 2026), else they are not looked at.
fn conclude(known: &mut Known) {
    let [
        Some(plain),
        in_folder,
        Some(null),
        Some(ne_nothing),
        Some(ne_null),
    ] = known.n_documents
    else {
        return;
    };
    let default = match plain {
        _ if plain < null || plain < ne_nothing => Some("root"),
        _ if plain > null || (ne_null > 0 && ne_null != plain) => Some("all"),
        _ if in_folder.unwrap_or_default() > 0 => Some("root"),
        // None is in a folder: it says nothing.
        _ => None,
    };
    let against = |n: u64| match n.cmp(&plain) {
        core::cmp::Ordering::Less => "fewer",
        core::cmp::Ordering::Equal => "as many",
        core::cmp::Ordering::Greater => "more",
    };
    let of = [null, ne_nothing, ne_null].map(against);
    if let Some(default) = default {
        known.found("documents_default", default);
    }
    known.found(
        "folder_filter",
        ["null: ", of[0], ", [ne]=: ", of[1], ", [ne]=null: ", of[2]].concat(),
    );
}
