//! What is known of attachments; their content is never read (API reference, section 3.14).

use crate::json_api::{Included, Record};
use crate::resource::{field, related};
use crate::{AttachmentId, lenient};
use gluepane_wire::Tree;

/// A file that hangs at a record. It comes through `include=attachments` alone.
#[derive(Clone, PartialEq, Debug)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// `name`.
    pub name: Option<String>,
    /// `attachment-file-name`.
    pub file_name: Option<String>,
    /// `attachment-content-type`.
    pub content_type: Option<String>,
    /// `attachment-file-size`: bytes.
    pub file_size_bytes: Option<u64>,
    /// `ext`.
    pub extension: Option<String>,
    /// `viewable`: the web site can show it.
    pub is_viewable: bool,
    /// `download-url`: needs a session.
    pub download_url: Option<String>,
    /// `created-at`, ISO 8601.
    pub created_at: Option<String>,
    /// `updated-at`, ISO 8601.
    pub updated_at: Option<String>,
}

pub(crate) fn attachments(record: &Record, included: &Included) -> Vec<Attachment> {
    let attachment = |row: &&Tree| {
        let attributes = row.get("attributes");
        Some(Attachment {
            id: AttachmentId(lenient::id(row.get("id"))?),
            name: field(attributes, "name").ok()?,
            file_name: field(attributes, "attachment-file-name").ok()?,
            content_type: field(attributes, "attachment-content-type").ok()?,
            file_size_bytes: field(attributes, "attachment-file-size").ok()?,
            extension: field(attributes, "ext").ok()?,
            is_viewable: lenient::flag(attributes.get("viewable")),
            download_url: field(attributes, "download-url").ok()?,
            created_at: field(attributes, "created-at").ok()?,
            updated_at: field(attributes, "updated-at").ok()?,
        })
    };
    related(record, included, "attachments")
        .iter()
        .filter_map(attachment)
        .collect()
}
