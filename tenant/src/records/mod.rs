//! Everything in an account beside organizations, configurations and passwords: one small file of rows a resource.
//!
//! Shape: plain data, each list in the order of its ids. What a field means stands in the API reference, section 3.

mod checklists;
mod contacts;
mod documents;
mod domains;
mod files;
mod flexible;
mod kinds;
mod locations;
mod others;

use serde::Serialize;

pub use checklists::{Checklist, ChecklistTemplate, Task};
pub use contacts::{Contact, Email, Phone};
pub use documents::{Block, Body, Document, Folder, Section};
pub use domains::{Domain, Expiration, SslCertificate};
pub use files::{Attachment, DocumentImage, RelatedItem};
pub use flexible::{
    AssetField, AssetType, FieldKind, FlexibleAsset, TagTarget, Trait, TraitFile, TraitValue,
};
pub use kinds::{Kind, Ref};
pub use locations::Location;
pub use others::{Export, InterfaceRow, LogEntry, Metric, PasswordFolder};

/// The rows of the smaller resources.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Records {
    /// `/configurations/ID/relationships/configuration_interfaces`; filled from the configurations by [`Records::take_interfaces`].
    pub interfaces: Vec<InterfaceRow>,
    /// People at the clients.
    pub contacts: Vec<Contact>,
    /// Sites of the clients.
    pub locations: Vec<Location>,
    /// Documents.
    pub documents: Vec<Document>,
    /// Folders of documents.
    pub document_folders: Vec<Folder>,
    /// Sections of documents.
    pub sections: Vec<Section>,
    /// Images in documents.
    pub document_images: Vec<DocumentImage>,
    /// Flexible asset types.
    pub asset_types: Vec<AssetType>,
    /// Fields of flexible asset types.
    pub asset_fields: Vec<AssetField>,
    /// Flexible assets.
    pub flexible_assets: Vec<FlexibleAsset>,
    /// Checklists.
    pub checklists: Vec<Checklist>,
    /// What checklists are made from.
    pub checklist_templates: Vec<ChecklistTemplate>,
    /// Domains.
    pub domains: Vec<Domain>,
    /// Certificates.
    pub ssl_certificates: Vec<SslCertificate>,
    /// What runs out, and when.
    pub expirations: Vec<Expiration>,
    /// Folders of passwords.
    pub password_folders: Vec<PasswordFolder>,
    /// Files beside records.
    pub attachments: Vec<Attachment>,
    /// Links between records.
    pub related_items: Vec<RelatedItem>,
    /// The activity log.
    pub logs: Vec<LogEntry>,
    /// What users did, day by day.
    pub metrics: Vec<Metric>,
    /// Exports.
    pub exports: Vec<Export>,
    /// The highest id that was ever deleted: no id is given twice.
    pub highest_deleted_id: u64,
}
