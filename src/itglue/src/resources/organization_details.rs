//! All of an organization, its types and statuses, and what ties records to other systems (API reference, sections 3.1,
//! 3.2 and 4.2).

use crate::json_api::{Included, Record};
use crate::list::Check;
use crate::resource::{related, resource};
use crate::value::Value;
use crate::{
    AdaptersResourceId, OrganizationId, OrganizationStatusId, OrganizationTypeId, lenient,
};
use gluepane_wire::Tree;

resource! {
    /// All that IT Glue says of an organization (API reference, section 3.1). [`crate::Organization`] is the part of it
    /// that is kept for every one.
    OrganizationDetails: OrganizationId at "organizations" with "adapters_resources,attachments" {
        /// `name`.
        name: String = "name",
        /// `short-name`.
        short_name: Option<String> = "short-name",
        /// `alert`: the banner's text.
        alert: Option<String> = "alert",
        /// `description`.
        description: Option<String> = "description",
        /// `quick-notes`: HTML, not sanitised. A list cuts it after 250 characters; a show has all of it.
        quick_notes: Option<String> = "quick-notes",
        /// `organization-type-id`.
        kind: Option<OrganizationTypeId> = "organization-type-id",
        /// `organization-type-name`, such as "Customer".
        type_name: Option<String> = "organization-type-name",
        /// `organization-status-id`.
        status: Option<OrganizationStatusId> = "organization-status-id",
        /// `organization-status-name`, such as "Active".
        status_name: Option<String> = "organization-status-name",
        /// `my-glue-account-id`.
        my_glue_account: Option<u64> = "my-glue-account-id",
        /// `primary`: the account's own organization.
        is_primary: bool = "primary",
        /// `logo`: an address.
        logo: Option<String> = "logo",
        /// `parent-id`: a string or a number.
        parent: Option<OrganizationId> = "parent-id",
        /// `ancestor-ids`: a list, or the text of one.
        ancestors: Ancestors = "ancestor-ids",
        /// `psa-integration`: its values are not documented, "enabled" is one.
        psa_integration: Option<String> = (psa_integration),
        /// `resource-url`: not in the documented sample of this resource.
        resource_url: Option<String> = "resource-url",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
        /// `include=adapters_resources`: the ids that other systems know it by.
        remote_ids: Vec<RemoteId> = (remote_ids),
    }
    filters {
        /// By id.
        ID = "id" is Check::Id,
        /// By name: exact, with its case, no wildcards (API reference, section 2.2).
        NAME = "name" is Check::Text("name"),
        /// By type.
        TYPE = "organization_type_id" is Check::Text("organization-type-id"),
        /// By status.
        STATUS = "organization_status_id" is Check::Text("organization-status-id"),
        /// The account's own one, `true` or `false`.
        PRIMARY = "primary" is Check::Flag("primary"),
        /// By when they were created.
        CREATED = "created_at" is Check::Text("created-at"),
        /// By when they were changed.
        UPDATED = "updated_at" is Check::Text("updated-at"),
        /// By MyGlue account.
        MY_GLUE_ACCOUNT = "my_glue_account_id" is Check::Text("my-glue-account-id"),
        /// By a group that may see them.
        GROUP = "group_id" is Check::Nothing,
    }
}

/// The organizations above one, from the top.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ancestors(pub Vec<OrganizationId>);

impl Value for Ancestors {
    fn some(value: &Tree) -> Option<Self> {
        if let Tree::Text(text) = value {
            let ids = text
                .trim_matches(|c| matches!(c, '[' | ']' | ' '))
                .split(',');
            let ids = ids.filter_map(|id| id.trim().trim_matches('"').parse().ok());
            return Some(Self(ids.map(OrganizationId).collect()));
        }
        Vec::some(value).map(Self)
    }

    fn missing() -> Option<Self> {
        Some(Self::default())
    }
}

resource! {
    /// A type of organizations (API reference, section 3.2).
    OrganizationType: OrganizationTypeId at "organization_types" {
        /// `name`.
        name: String = "name",
        /// `synced`: kept by a PSA.
        is_synced: bool = "synced",
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
    /// A status of organizations (API reference, section 3.2).
    OrganizationStatus: OrganizationStatusId at "organization_statuses" {
        /// `name`.
        name: String = "name",
        /// `synced`: kept by a PSA.
        is_synced: bool = "synced",
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

/// An id that another system knows a record by (API reference, section 4.2). Of which system it is isn't said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RemoteId {
    /// The row that ties the two together.
    pub id: AdaptersResourceId,
    /// `remote-id`.
    pub remote_id: String,
}

/// A record's ids in other systems. An empty one and "0" stand for none.
pub(crate) fn remote_ids(record: &Record, included: &Included) -> Vec<RemoteId> {
    let of_row = |row: &&Tree| {
        Some(RemoteId {
            id: AdaptersResourceId(lenient::id(row.get("id"))?),
            remote_id: lenient::text(row.get("attributes").get("remote-id"))
                .filter(|id| id != "0")?,
        })
    };
    related(record, included, "adapters-resources")
        .iter()
        .filter_map(of_row)
        .collect()
}

/// `psa-integration`: a word, or only a flag that stands for "enabled" (API reference, section 10, question 9).
pub(crate) fn psa_integration(record: &Record, _: &Included) -> Option<String> {
    match record.attributes.0.get("psa-integration") {
        Tree::Flag(true) => Some("enabled".to_owned()),
        word => lenient::text(word),
    }
}
