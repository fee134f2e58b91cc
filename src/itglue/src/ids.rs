//! Identifiers that can't be mixed up.
//!
//! Shape: positive integers of up to 18 digits (API reference, section 2), so `u64` here and never a JavaScript number.

use crate::lenient;
use crate::shown::Shown;
use crate::value::Value;
use core::fmt;
use gluepane_wire::Tree;
use serde::{Deserialize, Serialize};

/// Any of them.
pub trait Id: Copy + Eq + fmt::Display {
    /// From the plain number.
    fn new(number: u64) -> Self;
    /// The plain number.
    fn number(self) -> u64;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Id for $name {
            fn new(number: u64) -> Self {
                Self(number)
            }

            fn number(self) -> u64 {
                self.0
            }
        }

        impl Shown for $name {
            fn shown(&self) -> Tree<'_> {
                self.0.shown()
            }
        }

        impl Value for $name {
            fn some(value: &Tree) -> Option<Self> {
                lenient::id(value).map(Self)
            }
        }
    )*};
}

ids! {
    /// An organization.
    OrganizationId,
    /// An organization type.
    OrganizationTypeId,
    /// An organization status.
    OrganizationStatusId,
    /// A configuration.
    ConfigurationId,
    /// A configuration's interface.
    ConfigurationInterfaceId,
    /// A configuration type.
    ConfigurationTypeId,
    /// A configuration status.
    ConfigurationStatusId,
    /// What an RMM says of a configuration.
    RmmRecordId,
    /// What ties a record to another system's.
    AdaptersResourceId,
    /// A password record.
    PasswordId,
    /// A password category.
    PasswordCategoryId,
    /// A password folder.
    PasswordFolderId,
    /// A vault.
    VaultId,
    /// A contact.
    ContactId,
    /// A contact type.
    ContactTypeId,
    /// A location.
    LocationId,
    /// A document.
    DocumentId,
    /// A document folder.
    DocumentFolderId,
    /// A section of a document.
    DocumentSectionId,
    /// A flexible asset type.
    FlexibleAssetTypeId,
    /// A field of a flexible asset type.
    FlexibleAssetFieldId,
    /// A flexible asset.
    FlexibleAssetId,
    /// A flexible asset's trait, as a password's `resource-id` names it.
    TraitId,
    /// A link from one record to another.
    RelatedItemId,
    /// An attachment.
    AttachmentId,
    /// A checklist.
    ChecklistId,
    /// A domain.
    DomainId,
    /// An SSL certificate.
    SslCertificateId,
    /// An expiration.
    ExpirationId,
    /// A ticket.
    TicketId,
    /// A user.
    UserId,
    /// A group.
    GroupId,
    /// A manufacturer.
    ManufacturerId,
    /// A model.
    ModelId,
    /// An operating system.
    OperatingSystemId,
    /// A platform.
    PlatformId,
    /// A country.
    CountryId,
    /// A region of a country.
    RegionId,
}
