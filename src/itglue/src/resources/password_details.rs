//! All of a password's record but its value, its categories and folders (API reference, sections 3.6 and 3.8).

use crate::json_api::{Included, Record};
use crate::list::Check;
use crate::resource::{owned, resource};
use crate::value::Value;
use crate::{
    ConfigurationId, ContactId, DocumentId, DomainId, FlexibleAssetId, LocationId, OrganizationId,
    PasswordCategoryId, PasswordFolderId, PasswordId, RecordKind, SslCertificateId, TicketId,
    TraitId, VaultId, WebLink, lenient,
};

resource! {
    /// All that IT Glue says of a password, but its value (API reference, section 3.6). [`crate::Password`] is the part of
    /// it that is listed.
    PasswordDetails: PasswordId at "passwords" {
        /// `organization-id`.
        organization: OrganizationId = "organization-id",
        /// `organization-name`.
        organization_name: String = "organization-name",
        /// `name`.
        name: String = "name",
        /// `username`.
        username: Option<String> = "username",
        /// `url`.
        url: Option<String> = "url",
        /// `notes`: may be HTML, not sanitised.
        notes: Option<String> = "notes",
        /// `password-updated-at`, ISO 8601.
        password_updated_at: Option<String> = "password-updated-at",
        /// `updated-by`: whose id it is says `updated-by-type`.
        updated_by: Option<u64> = "updated-by",
        /// `updated-by-type`.
        updated_by_type: Option<RecordKind> = "updated-by-type",
        /// `password-category-id`.
        category: Option<PasswordCategoryId> = "password-category-id",
        /// `password-category-name`.
        category_name: Option<String> = "password-category-name",
        /// `password-folder-id`.
        folder: Option<PasswordFolderId> = "password-folder-id",
        /// `resource-type` and `resource-id`: what it is embedded in; none, if it is general.
        parent: Option<PasswordParent> = (parent),
        /// `cached-resource-name`: the parent's name.
        parent_name: Option<String> = "cached-resource-name",
        /// `cached-resource-type-name`: the parent's kind, as shown.
        parent_type_name: Option<String> = "cached-resource-type-name",
        /// `parent-url`: the parent's page on the account's web site.
        parent_url: Option<String> = "parent-url",
        /// `autofill-selectors`.
        autofill_selectors: Option<String> = "autofill-selectors",
        /// `otp-enabled`.
        has_otp: bool = "otp-enabled",
        /// `vault-id`: sealed in this vault, its value never comes by API.
        vault: Option<VaultId> = "vault-id",
        /// `restricted`.
        is_restricted: bool = "restricted",
        /// `my-glue`.
        is_in_my_glue: bool = "my-glue",
        /// `archived`.
        is_archived: bool = "archived",
        /// `personal`: its owner's alone.
        is_personal: bool = "personal",
        /// `is-live`.
        is_live: bool = "is-live",
        /// `rotation-permitted`.
        may_be_rotated: bool = "rotation-permitted",
        /// `resource-url`: its page on the account's web site.
        resource_url: Option<String> = "resource-url",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
    }
    filters {
        /// By id.
        ID = "id" is Check::Id,
        /// By name.
        NAME = "name" is Check::Text("name"),
        /// By category.
        CATEGORY = "password_category_id" is Check::Text("password-category-id"),
        /// By address.
        URL = "url" is Check::Text("url"),
        /// By what they are embedded in, its name: the way to a device's (API reference, section 3.6).
        PARENT_NAME = "cached_resource_name" is Check::Text("cached-resource-name"),
        /// Archived ones, `true` or `false`.
        ARCHIVED = "archived" is Check::Flag("archived"),
    }
}

/// What a password is embedded in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PasswordParent {
    /// A configuration.
    Configuration(ConfigurationId),
    /// A contact.
    Contact(ContactId),
    /// A document.
    Document(DocumentId),
    /// A domain.
    Domain(DomainId),
    /// A location.
    Location(LocationId),
    /// An SSL certificate.
    SslCertificate(SslCertificateId),
    /// A flexible asset.
    FlexibleAsset(FlexibleAssetId),
    /// A flexible asset's trait. `resource-id` seems to be the trait's, so the asset is taken from `parent-url`.
    Trait {
        /// `resource-id`.
        id: TraitId,
        /// Of `parent-url`, if it has one.
        asset: Option<FlexibleAssetId>,
    },
    /// A ticket.
    Ticket(TicketId),
    /// Something else.
    Other {
        /// `resource-type`, as it came.
        kind: String,
        /// `resource-id`.
        id: u64,
    },
}

fn parent(record: &Record, _: &Included) -> Option<PasswordParent> {
    let attribute = |name| record.attributes.0.get(name);
    let id = lenient::id(attribute("resource-id"))?;
    let kind = RecordKind::some(attribute("resource-type"))?;
    Some(match kind {
        RecordKind::Configuration => PasswordParent::Configuration(ConfigurationId(id)),
        RecordKind::Contact => PasswordParent::Contact(ContactId(id)),
        RecordKind::Document => PasswordParent::Document(DocumentId(id)),
        RecordKind::Domain => PasswordParent::Domain(DomainId(id)),
        RecordKind::Location => PasswordParent::Location(LocationId(id)),
        RecordKind::SslCertificate => PasswordParent::SslCertificate(SslCertificateId(id)),
        RecordKind::FlexibleAsset => PasswordParent::FlexibleAsset(FlexibleAssetId(id)),
        RecordKind::FlexibleAssetTrait => PasswordParent::Trait {
            id: TraitId(id),
            asset: attribute("parent-url")
                .as_text()
                .and_then(|url| match WebLink::parse_any_host(url)? {
                    WebLink::FlexibleAsset { asset, .. } => Some(asset),
                    _ => None,
                }),
        },
        RecordKind::Ticket => PasswordParent::Ticket(TicketId(id)),
        other => PasswordParent::Other {
            kind: other.as_str().to_owned(),
            id,
        },
    })
}

resource! {
    /// A category of passwords (API reference, section 3.8).
    PasswordCategory: PasswordCategoryId at "password_categories" {
        /// `name`.
        name: String = "name",
        /// `passwords-count`.
        n_passwords: Option<u64> = "passwords-count",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
    }
    filters {
        /// By name.
        NAME = "name" is Check::Text("name"),
    }
}

resource! {
    /// A folder of passwords: read below an organization alone, perhaps by a user's token alone (API reference, section
    /// 3.8).
    PasswordFolder: PasswordFolderId at "password_folders" {
        /// `organization-id`.
        organization: OrganizationId = "organization-id",
        /// `name`.
        name: String = "name",
        /// `parent-id`, or `relationships.parent`.
        parent: Option<PasswordFolderId> = (parent_folder),
        /// `restricted`.
        is_restricted: bool = "restricted",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
    }
    filters {
        /// By id.
        ID = "id" is Check::Id,
    }
}

owned! { PasswordDetails, PasswordFolder only below true, }

fn parent_folder(record: &Record, _: &Included) -> Option<PasswordFolderId> {
    let related = || lenient::id(record.relationships.get("parent").get("data").get("id"));
    let id = record.attributes.id("parent-id").or_else(related);
    id.map(PasswordFolderId)
}
