//! Domains, certificates, and what runs out. API reference, section 3.15.

use serde::Serialize;

use super::kinds::Ref;

/// One internet domain.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Domain {
    /// Record id.
    pub id: u64,
    /// Owner.
    pub organization_id: u64,
    /// The domain.
    pub name: String,
    /// Who registered it.
    pub registrar_name: Option<String>,
    /// A pure date.
    pub expires_on: Option<String>,
    /// HTML.
    pub notes: Option<String>,
    /// Only some people may see it.
    pub restricted: bool,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// One TLS certificate.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SslCertificate {
    /// Record id.
    pub id: u64,
    /// Owner.
    pub organization_id: u64,
    /// Name.
    pub name: String,
    /// A pure date.
    pub valid_until: Option<String>,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// A date that matters, of any record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Expiration {
    /// Record id.
    pub id: u64,
    /// Owner.
    pub organization_id: u64,
    /// What runs out, such as `Warranty`.
    pub description: String,
    /// A pure date.
    pub expiration_date: String,
    /// Of which record.
    pub resource: Ref,
    /// The record's name.
    pub resource_name: String,
    /// The record's type in words, such as `Managed Server`.
    pub resource_type_name: String,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}
