//! Documents, their folders and sections (API reference, section 3.11).
//!
//! A list's rows come with whole bodies. They are dropped with the answer: [`Document`] has no room for one. A body is
//! read with one document alone, by [`Client::read_document`].

use crate::json_api::{Missing, parse_one_with_included};
use crate::list::{Check, List};
use crate::resource::{field, owned, resource};
use crate::resources::attachments::{Attachment, attachments};
use crate::resources::related_items::{RelatedItem, related_items};
use crate::value::words;
use crate::{
    Client, DocumentFolderId, DocumentId, DocumentSectionId, GlueError, OrganizationId, Query,
    Resource, Transport, UserId, lenient,
};
use gluepane_wire::Tree;

resource! {
    /// A document without its body (API reference, section 3.11).
    Document: DocumentId at "documents" with "attachments,related_items" {
        /// `organization-id`.
        organization: OrganizationId = "organization-id",
        /// `organization-name`.
        organization_name: String = "organization-name",
        /// `name`.
        name: String = "name",
        /// `document-folder-id`; none at the root.
        folder: Option<DocumentFolderId> = "document-folder-id",
        /// `public`.
        is_public: bool = "public",
        /// `is-uploaded`: a file instead of a text.
        is_uploaded: bool = "is-uploaded",
        /// `user-id`.
        user: Option<UserId> = "user-id",
        /// `published-by`.
        published_by: Option<UserId> = "published-by",
        /// `published-at`, ISO 8601.
        published_at: Option<String> = "published-at",
        /// `archived`.
        is_archived: bool = "archived",
        /// `restricted`.
        is_restricted: bool = "restricted",
        /// `my-glue`.
        is_in_my_glue: bool = "my-glue",
        /// `resource-url`: its page on the account's web site.
        resource_url: Option<String> = "resource-url",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
        /// `include=attachments`.
        attachments: Vec<Attachment> = (attachments),
        /// `include=related_items`, which a show alone has.
        related_items: Vec<RelatedItem> = (related_items),
    }
}

impl List<Document> {
    /// Those of an organization in all of its folders, where [`List::of`] lists those at the root alone.
    pub fn in_all_folders(organization: OrganizationId) -> Self {
        Self::of(organization).asking("document_folder_id", "null")
    }

    /// Those in one folder.
    #[must_use]
    pub fn in_folder(organization: OrganizationId, folder: DocumentFolderId) -> Self {
        const FOLDER: crate::Filter<Document> =
            crate::Filter::new("document_folder_id", Check::Text("document-folder-id"));
        Self::of(organization).with(&FOLDER, folder)
    }
}

/// What a document says.
#[derive(Clone, PartialEq, Debug)]
pub enum DocumentBody {
    /// Nothing: an uploaded file, or an answer that leaves it to the sections.
    Empty,
    /// One HTML text, of older documents. Not sanitised.
    Html(String),
    /// Blocks in their order.
    Blocks(Vec<DocumentBlock>),
}

/// A part of a document: an item of `content`.
#[derive(Clone, PartialEq, Debug)]
pub struct DocumentBlock {
    /// `resource_type`.
    pub kind: SectionKind,
    /// `resource.content`: HTML, not sanitised.
    pub content: String,
    /// `resource.level`: of a heading, 1 to 6.
    pub level: Option<u64>,
    /// `resource.duration`: of a step.
    pub duration: Option<f64>,
}

words! {
    /// What a part of a document is.
    SectionKind {
        /// Text.
        Text = "Document::Text",
        /// A heading.
        Heading = "Document::Heading",
        /// A step of a procedure.
        Step = "Document::Step",
        /// Pictures.
        Gallery = "Document::Gallery",
    }
}

/// A document with its body.
#[derive(Clone, PartialEq, Debug)]
pub struct ReadDocument {
    /// The record.
    pub document: Document,
    /// What it says.
    pub body: DocumentBody,
}

impl<T: Transport> Client<'_, T> {
    /// One document with its body.
    ///
    /// # Errors
    /// As [`GlueError`] says.
    pub async fn read_document(&self, id: DocumentId) -> Result<ReadDocument, GlueError> {
        let query = Query::one(Document::PATH, id.0).include(Document::INCLUDED);
        let answer = self.get(&query).await?;
        // EXPOSE: a document is read into a row and a body, both for the technician who asked for it.
        let (mut record, included) = parse_one_with_included(answer.expose(), "document")?;
        if record.id != id.0 {
            return Err(Missing("id").at("document"));
        }
        let content = record.attributes.0.take("content").unwrap_or_default();
        let read = Document::read(&record, &included).map_err(|missing| missing.at("document"))?;
        Ok(ReadDocument {
            document: read,
            body: body(&content),
        })
    }
}

fn body(content: &Tree) -> DocumentBody {
    match content {
        Tree::Text(html) if !html.trim().is_empty() => DocumentBody::Html(html.as_ref().to_owned()),
        Tree::List(items) if !items.is_empty() => {
            let mut items: Vec<&Tree> = items.iter().collect();
            items.sort_by_key(|item| lenient::id(item.get("sort")).unwrap_or(u64::MAX));
            DocumentBody::Blocks(items.into_iter().filter_map(block).collect())
        }
        _ => DocumentBody::Empty,
    }
}

/// Items have snake_case keys, unlike all else.
fn block(item: &Tree) -> Option<DocumentBlock> {
    let resource = item.get("resource");
    Some(DocumentBlock {
        kind: SectionKind::parse(item.get("resource_type").as_text()?),
        content: field(resource, "content").ok()?,
        level: lenient::id(resource.get("level")),
        duration: lenient::number(resource.get("duration")),
    })
}

resource! {
    /// A folder of documents: read below an organization alone; not every key may (API reference, section 3.11).
    DocumentFolder: DocumentFolderId at "document_folders" {
        /// `organization-id`.
        organization: OrganizationId = "organization-id",
        /// `organization-name`.
        organization_name: Option<String> = "organization-name",
        /// `name`.
        name: String = "name",
        /// `parent-id`.
        parent: Option<DocumentFolderId> = "parent-id",
        /// `ancestor-ids`, from the top.
        ancestors: Vec<DocumentFolderId> = "ancestor-ids",
        /// `documents-count`.
        n_documents: Option<u64> = "documents-count",
        /// `restricted`.
        is_restricted: bool = "restricted",
        /// `resource-url`: its page on the account's web site.
        resource_url: Option<String> = "resource-url",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
    }
}

resource! {
    /// A section of a document (API reference, section 3.11): where a document's own body is empty.
    DocumentSection: DocumentSectionId at "sections" {
        /// `document-id`.
        document: Option<DocumentId> = "document-id",
        /// `resource-type`.
        kind: Option<SectionKind> = "resource-type",
        /// `content`: HTML, not sanitised.
        content: Option<String> = "content",
        /// `rendered-content`: the same with the addresses of pictures resolved.
        rendered_content: Option<String> = "rendered-content",
        /// `level`: of a heading, 1 to 6.
        level: Option<u64> = "level",
        /// `duration`: of a step.
        duration: Option<f64> = "duration",
        /// `sort`: its place.
        place: Option<u64> = "sort",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
    }
}

impl List<DocumentSection> {
    /// A document's.
    pub fn of_document(document: DocumentId) -> Self {
        Self::below("documents", document.0)
    }
}

owned! { Document only below true, DocumentFolder only below true, }
