//! Checklists, domains and expirations (API reference, section 3.15).

use crate::list::Check;
use crate::resource::{owned, resource};
use crate::resources::attachments::{Attachment, attachments};
use crate::{ChecklistId, DomainId, ExpirationId, OrganizationId, RecordKind};

resource! {
    /// A checklist (API reference, section 3.15). Its attributes aren't documented; these were guessed by others, so each
    /// may be missing.
    Checklist: ChecklistId at "checklists" with "attachments" {
        /// `organization-id`.
        organization: OrganizationId = "organization-id",
        /// `organization-name`.
        organization_name: Option<String> = "organization-name",
        /// `name`.
        name: String = "name",
        /// `description`.
        description: Option<String> = "description",
        /// `due-date`.
        due_date: Option<String> = "due-date",
        /// `completed-at`, ISO 8601.
        completed_at: Option<String> = "completed-at",
        /// `completed`.
        is_completed: bool = "completed",
        /// `archived`.
        is_archived: bool = "archived",
        /// `resource-url`: its page on the account's web site.
        resource_url: Option<String> = "resource-url",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
        /// `include=attachments`.
        attachments: Vec<Attachment> = (attachments),
    }
    filters {
        /// By id.
        ID = "id" is Check::Id,
    }
}

resource! {
    /// A domain (API reference, section 3.15). No show of one is documented.
    Domain: DomainId at "domains" with "attachments" {
        /// `organization-id`.
        organization: OrganizationId = "organization-id",
        /// `organization-name`.
        organization_name: Option<String> = "organization-name",
        /// `name`.
        name: String = "name",
        /// `registrar-name`.
        registrar_name: Option<String> = "registrar-name",
        /// `expires-on`: a date.
        expires_on: Option<String> = "expires-on",
        /// `screenshot`: an address.
        screenshot: Option<String> = "screenshot",
        /// `notes`: may be HTML, not sanitised.
        notes: Option<String> = "notes",
        /// `resource-url`: its page on the account's web site.
        resource_url: Option<String> = "resource-url",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
        /// `include=attachments`.
        attachments: Vec<Attachment> = (attachments),
    }
    filters {
        /// By id.
        ID = "id" is Check::Id,
    }
}

resource! {
    /// A date on which something of an organization ends (API reference, section 3.15).
    Expiration: ExpirationId at "expirations" {
        /// `organization-id`.
        organization: OrganizationId = "organization-id",
        /// `organization-name`.
        organization_name: Option<String> = "organization-name",
        /// `description`.
        description: Option<String> = "description",
        /// `expiration-date`.
        expiration_date: Option<String> = "expiration-date",
        /// `resource-id`: what ends.
        resource: Option<u64> = "resource-id",
        /// `resource-type`.
        resource_kind: Option<RecordKind> = "resource-type",
        /// `resource-type-name`, as shown.
        resource_type_name: Option<String> = "resource-type-name",
        /// `resource-name`.
        resource_name: Option<String> = "resource-name",
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
        /// By what ends.
        RESOURCE = "resource_id" is Check::Text("resource-id"),
        /// By its name.
        RESOURCE_NAME = "resource_name" is Check::Text("resource-name"),
        /// By its kind, as shown.
        RESOURCE_TYPE_NAME = "resource_type_name" is Check::Text("resource-type-name"),
        /// By description.
        DESCRIPTION = "description" is Check::Text("description"),
        /// By the day.
        DATE = "expiration_date" is Check::Text("expiration-date"),
        /// By days from one to another (API reference, section 2.2: a filter of its own).
        DATES = "range][expiration_date" is Check::Text("expiration-date"),
    }
}

owned! { Checklist, Domain, Expiration, }
