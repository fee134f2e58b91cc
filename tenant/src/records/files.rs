//! Files beside records, and links between records. API reference, sections 3.11 and 3.14.

use serde::Serialize;

use super::kinds::Ref;

/// A file beside a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attachment {
    /// Record id.
    pub id: u64,
    /// The record.
    pub resource: Ref,
    /// Label.
    pub name: String,
    /// File name.
    pub file_name: String,
    /// Media type.
    pub content_type: String,
    /// Length in bytes.
    pub size: u64,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// An image of a document or of a gallery.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentImage {
    /// Record id.
    pub id: u64,
    /// Its document.
    pub document_id: u64,
    /// It hangs in a gallery of the document, not in its text.
    pub in_gallery: bool,
    /// File name.
    pub file_name: String,
    /// Length in bytes.
    pub size: u64,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// A link from one record to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelatedItem {
    /// Record id.
    pub id: u64,
    /// Where it is shown.
    pub source: Ref,
    /// Where it leads.
    pub destination: Ref,
    /// Plain text.
    pub notes: Option<String>,
    /// A trait made it, not a person.
    pub from_tag: bool,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}
