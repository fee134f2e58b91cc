//! Contacts (API reference, section 3.9).

use crate::list::Check;
use crate::resource::{owned, part, resource};
use crate::resources::attachments::{Attachment, attachments};
use crate::resources::organization_details::{RemoteId, psa_integration, remote_ids};
use crate::value::words;
use crate::{ContactId, ContactTypeId, LocationId, OrganizationId};

resource! {
    /// A contact (API reference, section 3.9).
    Contact: ContactId at "contacts" with "adapters_resources,attachments" {
        /// `organization-id`.
        organization: OrganizationId = "organization-id",
        /// `organization-name`.
        organization_name: String = "organization-name",
        /// `name`: made of the two others.
        name: String = "name",
        /// `first-name`.
        first_name: Option<String> = "first-name",
        /// `last-name`.
        last_name: Option<String> = "last-name",
        /// `title`.
        title: Option<String> = "title",
        /// `contact-type-id`.
        kind: Option<ContactTypeId> = "contact-type-id",
        /// `contact-type-name`, such as "Approver".
        type_name: Option<String> = "contact-type-name",
        /// `location-id`.
        location: Option<LocationId> = "location-id",
        /// `location-name`.
        location_name: Option<String> = "location-name",
        /// `important`.
        is_important: bool = "important",
        /// `notes`: may be HTML, not sanitised.
        notes: Option<String> = "notes",
        /// `contact-emails`.
        emails: Vec<ContactEmail> = "contact-emails",
        /// `contact-phones`.
        phones: Vec<ContactPhone> = "contact-phones",
        /// `psa-integration`.
        psa_integration: Option<String> = (psa_integration),
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
        /// `include=adapters_resources`: the ids that other systems know it by.
        remote_ids: Vec<RemoteId> = (remote_ids),
        /// `include=attachments`.
        attachments: Vec<Attachment> = (attachments),
    }
    filters {
        /// By id.
        ID = "id" is Check::Id,
        /// By first name.
        FIRST_NAME = "first_name" is Check::Text("first-name"),
        /// By last name.
        LAST_NAME = "last_name" is Check::Text("last-name"),
        /// By title.
        TITLE = "title" is Check::Text("title"),
        /// By type.
        TYPE = "contact_type_id" is Check::Text("contact-type-id"),
        /// Important ones, `true` or `false`.
        IMPORTANT = "important" is Check::Flag("important"),
        /// By primary e-mail address. There is no filter by any other.
        PRIMARY_EMAIL = "primary_email" is Check::ValueIn("contact-emails"),
    }
}

part! {
    /// An e-mail address: an item of `contact-emails`.
    ContactEmail {
        /// `value`.
        value: String = "value",
        /// `primary`.
        is_primary: bool = "primary",
        /// `label-name`, such as "Work".
        label: Option<String> = "label-name",
    }
}

part! {
    /// A phone number: an item of `contact-phones`.
    ContactPhone {
        /// `value`: digits.
        value: String = "value",
        /// `extension`.
        extension: Option<String> = "extension",
        /// `primary`.
        is_primary: bool = "primary",
        /// `label-name`, such as "Mobile".
        label: Option<String> = "label-name",
        /// `label-type`.
        kind: Option<PhoneKind> = "label-type",
        /// `formatted-value`: as people write it.
        formatted: Option<String> = "formatted-value",
    }
}

words! {
    /// What a number is for (`label-type`).
    PhoneKind {
        /// Calls.
        Phone = "phone",
        /// Faxes.
        Fax = "fax",
    }
}

resource! {
    /// A type of contacts (API reference, section 3.5).
    ContactType: ContactTypeId at "contact_types" {
        /// `name`.
        name: String = "name",
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

owned! { Contact, }
