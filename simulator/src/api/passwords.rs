//! `/passwords`: lists never carry values; a show does, unless it is told not to.

use serde_json::Value;
use tenant::{Kind, Password, Ref, Tenant};

use super::compare::{Check, Test, comparison};
use super::dictionaries::exists_in;
use super::errors::Problem;
use super::office::PASSWORD_FOLDERS;
use super::query::Filter;
use super::records;
use super::row::{Attributes, Row, object, row};
use super::set::{Set, Writes, number_in};
use super::table::{Detail, Include, Key, Resource, Routes, base};
use super::view::{View, name_in};
use crate::access::Rights;

pub(crate) static PASSWORDS: Resource<Password> = Resource {
    record: Some(Kind::Password),
    routes: Routes::READ
        .and(Routes::NESTED)
        .and(Routes::CREATE)
        .and(Routes::UPDATE)
        .and(Routes::BULK_UPDATE)
        .and(Routes::DELETE)
        .and(Routes::BULK_DELETE),
    owner: Some(|row| row.organization_id),
    above: &[Password::parent, |row| {
        Some(Ref::new(Kind::PasswordCategory, row.category_id?))
    }],
    filters: &[
        ("id", Test::Id),
        ("name", Test::Name(|row, _| Some(&row.name))),
        ("organization_id", Test::Above(Kind::Organization)),
        ("password_category_id", Test::Above(Kind::PasswordCategory)),
        ("url", Test::Text(|row, _| row.url.as_deref())),
        ("cached_resource_name", Test::Prepared(has_parent_called)),
        ("archived", Test::Flag(|row| row.archived)),
    ],
    excludes: &[],
    ranges: &[],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("username", |row, _| {
            Key::Text(row.username.clone().unwrap_or_default().to_lowercase())
        }),
        ("url", |row, _| {
            Key::Text(row.url.clone().unwrap_or_default())
        }),
        ("id", |row, _| Key::Number(row.id)),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    includes: &[
        Include::empty("network_glue_networks", false),
        Include::empty("rotatable_password", false),
        Include::empty("updater", false),
        Include::empty("shared_links", false),
        Include::empty("active_shared_links", false),
    ],
    is_cacheable: true,
    writes: Some(&WRITES),
    ..base(
        "passwords",
        "passwords",
        |tenant| &tenant.passwords,
        |row| row.id,
        attributes,
    )
};

static WRITES: Writes<Password> = Writes {
    rows: |tenant| &mut tenant.passwords,
    fresh: |fresh| Password {
        id: fresh.id,
        organization_id: fresh.owner(),
        name: String::new(),
        username: None,
        url: None,
        notes: None,
        category_id: None,
        configuration_id: None,
        embedded_in: None,
        trait_id: None,
        folder_id: None,
        otp_enabled: false,
        vault_id: None,
        archived: false,
        restricted: false,
        password_updated_at: fresh.now(),
        created_at: fresh.now(),
        updated_at: fresh.now(),
    },
    fields: &[
        ("name", Set::Text(|row| &mut row.name)),
        ("password", Set::Secret),
        ("username", Set::Maybe(|row| &mut row.username)),
        ("url", Set::Maybe(|row| &mut row.url)),
        ("notes", Set::Maybe(|row| &mut row.notes)),
        ("archived", Set::Flag(|row| &mut row.archived)),
        ("restricted", Set::Flag(|row| &mut row.restricted)),
        (
            "password_category_id",
            Set::MaybeLink(
                |row| &mut row.category_id,
                |tenant, id| exists_in(&tenant.dictionaries.password_categories, id),
            ),
        ),
        (
            "password_folder_id",
            Set::MaybeLink(
                |row| &mut row.folder_id,
                |tenant, id| PASSWORD_FOLDERS.find(id, tenant).is_some(),
            ),
        ),
        ("otp_secret", Set::OtpSecret(|row| &mut row.otp_enabled)),
        ("resource_type", Set::With(set_resource_type)),
        ("resource_id", Set::With(set_resource_id)),
    ],
    required: &["name", "password"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |tenant, after| {
        if after.has("password")
            && let Some(row) = tenant.passwords.iter_mut().find(|row| row.id == after.id)
        {
            after.now.clone_into(&mut row.password_updated_at);
        }
    },
};

/// What a password can be embedded in (API reference, section 3.6).
const PARENTS: [Kind; 8] = [
    Kind::Configuration,
    Kind::Contact,
    Kind::Document,
    Kind::Domain,
    Kind::Location,
    Kind::SslCertificate,
    Kind::FlexibleAsset,
    Kind::Ticket,
];

/// The kind comes before the id in the list of fields, so the id can be checked against it.
fn set_resource_type(row: &mut Password, value: &Value, _: &Tenant) -> Result<(), Problem> {
    if value.is_null() {
        row.configuration_id = None;
        row.embedded_in = None;
        return Ok(());
    }
    let kind = value.as_str().and_then(Kind::from_any);
    let kind = kind.filter(|kind| PARENTS.contains(kind));
    let kind =
        kind.ok_or_else(|| Problem::invalid("resource_type", "is not included in the list"))?;
    let id = row.parent().map_or(0, |parent| parent.id);
    embed(row, Ref::new(kind, id));
    Ok(())
}

fn set_resource_id(row: &mut Password, value: &Value, tenant: &Tenant) -> Result<(), Problem> {
    let Some(id) = number_in(value) else {
        row.configuration_id = None;
        row.embedded_in = None;
        return Ok(());
    };
    // One without the other means nothing (API reference, section 5).
    let kind = row
        .parent()
        .map(|parent| parent.kind)
        .ok_or_else(|| Problem::blank("resource_type"))?;
    let parent = Ref::new(kind, id);
    if records::owner_in(tenant, parent) != Some(row.organization_id) {
        return Err(Problem::must_exist("resource_id"));
    }
    embed(row, parent);
    Ok(())
}

fn embed(row: &mut Password, parent: Ref) {
    let is_configuration = parent.kind == Kind::Configuration;
    row.configuration_id = is_configuration.then_some(parent.id);
    row.embedded_in = (!is_configuration).then_some(parent);
}

/// What Datto RMM's pane filters by. The configurations of this name are looked for once; other parents are few.
fn has_parent_called<'q>(filter: &'q Filter, view: &'q View<'q>) -> Check<'q, Password> {
    let is_name = comparison(view.options.get("name_filter"));
    let is_asked = move |name: &str| filter.values.iter().any(|asked| is_name(name, asked));
    let mut called: Vec<u64> = Vec::new();
    for configuration in &view.tenant.configurations {
        if is_asked(&configuration.name) {
            called.push(configuration.id);
        }
    }
    Box::new(move |row| match (row.configuration_id, row.embedded_in) {
        (Some(id), _) => called.binary_search(&id).is_ok(),
        (None, Some(parent)) => records::name_of(view, parent).is_some_and(|name| is_asked(&name)),
        (None, None) => false,
    })
}

/// Ids of the versions of a password count its changes.
const VERSIONS: u64 = 1_000;

fn version_id(password_id: u64, n: usize) -> u64 {
    (password_id % 1_000_000_000_000_000) * VERSIONS + n as u64
}

/// Which version of the password an id means, counted from 1.
pub(crate) fn version_number(password_id: u64, version_id: u64) -> Option<usize> {
    let n = version_id.checked_sub((password_id % 1_000_000_000_000_000) * VERSIONS)?;
    usize::try_from(n)
        .ok()
        .filter(|n| (1..VERSIONS as usize).contains(n))
}

/// Rows of `include=recent_versions`, newest first. Their attributes are not documented; these are invented.
pub(crate) fn version_rows(password_id: u64, view: &View) -> Vec<Row> {
    (1..=view.values.n_versions(password_id))
        .rev()
        .map(|n| {
            let attributes =
                object!({"event": "update", "item-type": "Password", "item-id": password_id});
            row("versions", version_id(password_id, n), attributes)
        })
        .collect()
}

fn attributes(row: &Password, view: &View, detail: Detail) -> Attributes {
    let parent = row.parent();
    let is_trait = row.trait_id.is_some();
    let is_title = view.options.is("resource_type_form", "title");
    let resource_type = parent.map(|parent| match (is_trait, is_title) {
        (true, true) => "flexible-asset-trait".to_owned(),
        (true, false) => "flexible-asset-traits".to_owned(),
        (false, true) => parent.kind.title().to_owned(),
        (false, false) => parent.kind.path().replace('_', "-"),
    });
    let resource_id = match row.trait_id {
        Some(trait_id) if view.options.is("trait_resource_id", "trait") => Some(trait_id),
        _ => parent.map(|parent| parent.id),
    };
    let is_hidden = row.is_vaulted() && view.options.is("vaulted_username", "absent");
    let mut attributes = view.owned(row.organization_id, "passwords", row.id, row.restricted);
    attributes.extend(object!({
        "name": row.name,
        "autofill-selectors": (),
        "username": row.username.as_ref().filter(|_| !is_hidden),
        "url": row.url,
        "notes": row.notes,
        "password-updated-at": row.password_updated_at,
        "updated-by": 3,
        "updated-by-type": "User",
        "resource-id": resource_id,
        "resource-type": resource_type,
        "cached-resource-type-name": parent.map(|parent| parent.kind.title()),
        "cached-resource-name": parent.and_then(|parent| records::name_of(view, parent)),
        "password-category-id": row.category_id,
        "password-category-name": name_in(&view.tenant.dictionaries.password_categories, row.category_id),
        "password-folder-id": row.folder_id,
        "parent-url": parent.and_then(|parent| view.page_of(parent)),
        "otp-enabled": row.otp_enabled,
        "vault-id": row.vault_id,
        "personal": view.tenant.people.owner_of(row.id).is_some(),
        "is-live": true,
        "rotation-permitted": false,
        "archived": row.archived,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    }));
    if let Detail::Show {
        show_password: true,
        version_id,
    } = detail
        && view.rights == Rights::WithPasswords
        && !row.is_vaulted()
        && let Some(value) = view.reveal(row.id, version_id)
    {
        attributes.insert("password", value);
    }
    attributes
}
