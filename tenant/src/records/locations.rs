//! Locations: where a client is. API reference, section 3.10.

use serde::Serialize;

use crate::organizations::RemoteId;

/// One site.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Location {
    /// Record id.
    pub id: u64,
    /// Owner.
    pub organization_id: u64,
    /// Name.
    pub name: String,
    /// The main one.
    pub primary: bool,
    /// Street.
    pub address_1: Option<String>,
    /// Rest of the address.
    pub address_2: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Row in `regions`.
    pub region_id: Option<u64>,
    /// Row in `countries`.
    pub country_id: Option<u64>,
    /// Telephone.
    pub phone: Option<String>,
    /// Fax.
    pub fax: Option<String>,
    /// HTML.
    pub notes: Option<String>,
    /// Ids in PSAs.
    pub remote_ids: Vec<RemoteId>,
    /// Only some people may see it.
    pub restricted: bool,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}
