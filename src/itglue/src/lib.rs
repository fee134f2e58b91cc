//! A client for the IT Glue API over any transport.
//!
//! The crate does no I/O of its own: a [`Transport`] sends what a [`Client`] asks and gives back what came. Vendor JSON
//! stops here: out come typed rows ([`Resource`]) or a [`GlueError`].
//!
//! Invariant: every filtered answer is checked against its filter, because IT Glue ignores filters it doesn't know and
//! then answers with the unfiltered list (API reference, section 2.2).
//! Invariant: each request goes to the client's own base address, with a path built here; links that an answer holds
//! are never followed.
//! Invariant: nothing is written without a [`Writes`], nothing is sent twice, nothing is deleted.

mod base;
mod budget;
mod client;
mod error;
mod ids;
mod json_api;
mod judge;
mod lenient;
mod list;
mod messages;
mod paging;
mod probe;
mod query;
mod resource;
mod resources;
mod search;
mod shown;
mod transport;
mod value;
mod web_link;
mod writes;

pub use base::{ApiBase, BaseError};
pub use budget::{Budget, Gate, LIMIT, Pace, Soon, Urgency, Usage, WINDOW_MS};
pub use client::Client;
pub use error::GlueError;
pub use ids::{
    AdaptersResourceId, AttachmentId, ChecklistId, ConfigurationId, ConfigurationInterfaceId,
    ConfigurationStatusId, ConfigurationTypeId, ContactId, ContactTypeId, CountryId,
    DocumentFolderId, DocumentId, DocumentSectionId, DomainId, ExpirationId, FlexibleAssetFieldId,
    FlexibleAssetId, FlexibleAssetTypeId, GroupId, Id, LocationId, ManufacturerId, ModelId,
    OperatingSystemId, OrganizationId, OrganizationStatusId, OrganizationTypeId,
    PasswordCategoryId, PasswordFolderId, PasswordId, PlatformId, RegionId, RelatedItemId,
    RmmRecordId, SslCertificateId, TicketId, TraitId, UserId, VaultId,
};
pub use json_api::Page;
pub use list::{Filter, List};
pub use paging::{Paging, Rows};
pub use probe::{Finding, Report, Stop, is_noted_header};
pub use query::Query;
pub use resource::{Owned, Resource};
pub use resources::attachments::Attachment;
pub use resources::catalogue::{Manufacturer, Model, OperatingSystem, Platform};
pub use resources::configuration_details::{
    ConfigurationDetails, ConfigurationInterface, ConfigurationKind, ConfigurationStatus,
    ConfigurationType, Disk, RmmDetails,
};
pub use resources::configurations::{Configuration, RmmRecord};
pub use resources::contacts::{Contact, ContactEmail, ContactPhone, ContactType, PhoneKind};
pub use resources::dated::{Checklist, Domain, Expiration};
pub use resources::documents::{
    Document, DocumentBlock, DocumentBody, DocumentFolder, DocumentSection, ReadDocument,
    SectionKind,
};
pub use resources::flexible_assets::{
    FieldKind, FlexibleAsset, FlexibleAssetField, FlexibleAssetType, TagType,
};
pub use resources::locations::{Country, Location, Region};
pub use resources::one_time_codes::OneTimeCode;
pub use resources::organization_details::{
    Ancestors, OrganizationDetails, OrganizationStatus, OrganizationType, RemoteId,
};
pub use resources::organizations::Organization;
pub use resources::password_details::{
    PasswordCategory, PasswordDetails, PasswordFolder, PasswordParent,
};
pub use resources::passwords::{Password, PasswordValue};
pub use resources::people::{Group, Role, User};
pub use resources::related_items::{RecordKind, RelatedItem};
pub use resources::traits::{TaggedRecord, Trait, TraitFile, TraitValue};
pub use search::{Hit, Search};
#[doc(hidden)]
pub use shown::Shown;
pub use transport::{Credential, HttpRequest, HttpResponse, Method, Transport, TransportError};
pub use web_link::{RemoteKind, WebLink};
pub use writes::{
    NewConfiguration, NewOrganization, NewPassword, NewRelatedItem, RelatedFrom, Writes,
};
