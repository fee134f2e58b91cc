//! What records of all kinds share: names and pages by reference, includes, the log, and what is odd about attributes.

use serde_json::json;
use tenant::records::LogEntry;
use tenant::{Kind, Ref, Tenant};

use super::body::Sent;
use super::contacts::{CONTACTS, LOCATIONS};
use super::documents::{DOCUMENT_FOLDERS, DOCUMENTS};
use super::domains::{DOMAINS, SSL_CERTIFICATES};
use super::files::{ATTACHMENTS, related_rows};
use super::flexible::{FLEXIBLE_ASSETS, slug_of};
use super::office::{CHECKLIST_TEMPLATES, CHECKLISTS};
use super::passwords::{PASSWORDS, version_rows};
use super::people::access_rows;
use super::query::Query;
use super::row::{Attributes, Row};
use super::table::Detail;
use super::view::View;
use super::write::{Change, Desk};

/// The name of a record, as a Tag or a related item shows it; none if it is no more.
pub(crate) fn name_of(view: &View, record: Ref) -> Option<String> {
    known(view.tenant, record).map(|(name, _)| name)
}

/// The organization that owns a record.
pub(crate) fn owner_in(tenant: &Tenant, record: Ref) -> Option<u64> {
    known(tenant, record)?.1
}

/// Whether a record exists.
pub(crate) fn exists(tenant: &Tenant, record: Ref) -> bool {
    known(tenant, record).is_some()
}

/// Name and owner.
pub(crate) fn known(tenant: &Tenant, record: Ref) -> Option<(String, Option<u64>)> {
    let id = record.id;
    let owned = |name: &str, owner: u64| (name.to_owned(), Some(owner));
    let free = |name: String| (name, None);
    match record.kind {
        Kind::Organization => tenant.organization(id).map(|row| owned(&row.name, id)),
        Kind::Configuration => tenant
            .configuration(id)
            .map(|row| owned(&row.name, row.organization_id)),
        Kind::Password => tenant
            .password(id)
            .map(|row| owned(&row.name, row.organization_id)),
        Kind::Contact => CONTACTS
            .find(id, tenant)
            .map(|row| owned(&row.name(), row.organization_id)),
        Kind::Location => LOCATIONS
            .find(id, tenant)
            .map(|row| owned(&row.name, row.organization_id)),
        Kind::Document => DOCUMENTS
            .find(id, tenant)
            .map(|row| owned(&row.name, row.organization_id)),
        Kind::DocumentFolder => DOCUMENT_FOLDERS
            .find(id, tenant)
            .map(|row| owned(&row.name, row.organization_id)),
        Kind::FlexibleAsset => FLEXIBLE_ASSETS
            .find(id, tenant)
            .map(|row| owned(&row.name, row.organization_id)),
        Kind::Domain => DOMAINS
            .find(id, tenant)
            .map(|row| owned(&row.name, row.organization_id)),
        Kind::SslCertificate => SSL_CERTIFICATES
            .find(id, tenant)
            .map(|row| owned(&row.name, row.organization_id)),
        Kind::Checklist => CHECKLISTS
            .find(id, tenant)
            .map(|row| owned(&row.name, row.organization_id)),
        Kind::ChecklistTemplate => CHECKLIST_TEMPLATES
            .find(id, tenant)
            .map(|row| free(row.name.clone())),
        Kind::Ticket => tenant.ticket(id).map(|row| free(row.number.to_string())),
        Kind::DattoDevice => tenant.device(id).map(|(_, row)| free(row.hostname.clone())),
        Kind::User => tenant.people.user(id).map(|row| free(row.name.clone())),
        Kind::ConfigurationType
        | Kind::PasswordCategory
        | Kind::FlexibleAssetType
        | Kind::Manufacturer
        | Kind::Country => None,
    }
}

/// The web page of a record (API reference, section 3, web link forms).
pub(crate) fn page_of(view: &View, record: Ref) -> Option<String> {
    let (owner, id) = (owner_in(view.tenant, record)?, record.id);
    let rest = match record.kind {
        Kind::Organization => return Some(view.link(&id.to_string())),
        Kind::Configuration => "configurations",
        Kind::Password => "passwords",
        Kind::Contact => "contacts",
        Kind::Location => "locations",
        Kind::Document => "docs",
        Kind::Domain => "domains",
        Kind::SslCertificate => "ssl_certificates",
        Kind::Checklist => "checklists",
        Kind::DocumentFolder => return Some(view.link(&format!("{owner}/docs#folder={id}"))),
        Kind::FlexibleAsset => {
            let asset = FLEXIBLE_ASSETS.find(id, view.tenant)?;
            let slug = slug_of(view, asset.type_id);
            return Some(view.link(&format!("{owner}/assets/{slug}/records/{id}")));
        }
        _ => return None,
    };
    Some(view.link(&format!("{owner}/{rest}/{id}")))
}

/// Includes that most records have (API reference, section 3); none for a name that is not one of them.
pub(crate) fn shared_include(
    name: &str,
    record: Ref,
    view: &View,
    detail: Detail,
    _: &Query,
) -> Option<Vec<Row>> {
    let is_show = !detail.is_list();
    match name {
        "attachments" => Some(
            ATTACHMENTS
                .below(record, view)
                .into_iter()
                .map(|row| ATTACHMENTS.bare(row, view, Detail::List))
                .collect(),
        ),
        "passwords" if record.kind != Kind::Password => Some(
            PASSWORDS
                .below(record, view)
                .into_iter()
                // An organization is above all its passwords; only records have embedded ones.
                .filter(|row| row.parent() == Some(record))
                .map(|row| PASSWORDS.bare(row, view, Detail::List))
                .collect(),
        ),
        "related_items" if is_show => Some(related_rows(record, view)),
        "recent_versions" if is_show && record.kind == Kind::Password => {
            Some(version_rows(record.id, view))
        }
        "recent_versions" if is_show => Some(Vec::new()),
        "tickets" => Some(Vec::new()),
        _ => access_rows(name, record, detail, view),
    }
}

/// Some rows have attributes that no document names, some lack those that are null (API reference, section 8, entry 31).
pub(crate) fn roughen(attributes: &mut Attributes, id: u64, view: &View) {
    if view.options.is("odd_attributes", "none") {
        return;
    }
    if id % 7 == 3 {
        attributes.insert("glue-score", json!(17));
        attributes.insert(
            "future-thing",
            json!({"kind": "unknown", "values": [1, null]}),
        );
    }
    if id % 11 == 5 {
        attributes.drop_nulls();
    }
}

/// A line in the activity log.
pub(crate) fn note(desk: &mut Desk, action: &str, kind: &str, name: &str) {
    let user_id = match desk.caller {
        crate::rights::Caller::User { id } => Some(id),
        crate::rights::Caller::Key { .. } => None,
    };
    let resource_type =
        Kind::from_any(kind).map_or_else(|| kind.to_owned(), |kind| kind.title().to_owned());
    let logs = &mut desk.tenant.records.logs;
    logs.push(LogEntry {
        id: logs.last().map_or(1, |row| row.id + 1),
        created_at: desk.now.clone(),
        level: "info",
        user_id,
        action: action.to_owned(),
        resource_type,
        resource_name: name.to_owned(),
        ip_address: "127.0.0.1".to_owned(),
        ..LogEntry::default()
    });
    desk.index.forget("logs");
}

/// Rows of other tables that a new row may bring along in its relationships: the path of both, and the type.
const CHILDREN: [(&str, Kind, &str, &str); 2] = [
    (
        "configurations",
        Kind::Configuration,
        "configuration_interfaces",
        "configuration-interfaces",
    ),
    (
        "flexible_asset_types",
        Kind::FlexibleAssetType,
        "flexible_asset_fields",
        "flexible-asset-fields",
    ),
];

/// Makes those rows.
pub(crate) fn after_write(desk: &mut Desk, path: &str, id: u64, sent: &Sent, is_new: bool) {
    let found = CHILDREN
        .iter()
        .find(|(parent, ..)| *parent == path && is_new);
    let Some((_, parent, name, kind)) = found else {
        return;
    };
    let rows = sent
        .relationships
        .get(*name)
        .or(sent.relationships.get(*kind));
    let table = desk
        .tables
        .iter()
        .copied()
        .find(|table| table.path() == *name);
    let (Some(rows), Some(table)) = (rows, table) else {
        return;
    };
    if let Ok(body) = super::body::parse(rows, kind) {
        let above = Some(Ref::new(*parent, id));
        table.write(desk, &Change::Create { above, body });
    }
}
