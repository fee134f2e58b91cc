//! Links from one record to another (API reference, section 3.14). They come with a show alone, and go one way.

use crate::json_api::{Included, Record};
use crate::resource::{field, related};
use crate::value::{Value, words};
use crate::{RelatedItemId, lenient};
use gluepane_wire::Tree;

words! {
    /// A kind of record, in each of its spellings: a password's `resource-type` (API reference, section 3.6), a related
    /// item's `asset-type` (3.14) and `destination_type` (5), a hit's `class` (1.3).
    RecordKind {
        /// An organization.
        Organization = "Organization",
        /// A configuration.
        Configuration = "Configuration",
        /// A password.
        Password = "Password",
        /// A contact.
        Contact = "Contact",
        /// A location.
        Location = "Location",
        /// A document.
        Document = "Document",
        /// A folder of documents.
        DocumentFolder = "Document Folder" | "Folder",
        /// A flexible asset.
        FlexibleAsset = "Flexible Asset",
        /// A flexible asset's trait.
        FlexibleAssetTrait = "Flexible Asset Trait",
        /// A domain.
        Domain = "Domain",
        /// An SSL certificate.
        SslCertificate = "SSL Certificate",
        /// A checklist.
        Checklist = "Checklist",
        /// What checklists are made from.
        ChecklistTemplate = "Checklist Template",
        /// A ticket.
        Ticket = "Ticket",
        /// A user.
        User = "User" | "Accounts User",
        /// A Datto device.
        DattoDevice = "Datto Device",
    }
}

/// A link to another record. How complete the links of a record are isn't known.
#[derive(Clone, PartialEq, Debug)]
pub struct RelatedItem {
    /// Its own id.
    pub id: RelatedItemId,
    /// `asset-type`, or a tag's `resource-type-name`.
    pub kind: Option<RecordKind>,
    /// `resource-id`: the other record's.
    pub resource: Option<u64>,
    /// `name`, or `resource-name`: not documented.
    pub name: Option<String>,
    /// `notes`: not documented.
    pub notes: Option<String>,
    /// `resource-url`: not documented.
    pub resource_url: Option<String>,
}

/// Links are included as `related-items`, and those that a *Tag* trait makes as `tags`.
pub(crate) fn related_items(record: &Record, included: &Included) -> Vec<RelatedItem> {
    let item = |row: &Tree| {
        let attributes = row.get("attributes");
        let either = |one: &'static str, other: &'static str| {
            lenient::text(attributes.get(one)).or_else(|| lenient::text(attributes.get(other)))
        };
        Some(RelatedItem {
            id: RelatedItemId(lenient::id(row.get("id"))?),
            kind: RecordKind::some(attributes.get("asset-type"))
                .or_else(|| RecordKind::some(attributes.get("resource-type-name"))),
            resource: field(attributes, "resource-id").ok()?,
            name: either("name", "resource-name"),
            notes: field(attributes, "notes").ok()?,
            resource_url: field(attributes, "resource-url").ok()?,
        })
    };
    let links = related(record, included, "related-items");
    let tags = related(record, included, "tags");
    links.into_iter().chain(tags).filter_map(item).collect()
}
