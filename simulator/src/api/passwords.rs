//! `/passwords`: lists never carry values; a show does, unless it is told not to.

use serde_json::json;
use tenant::{Password, password_value};

use super::compare::Test;
use super::table::{Detail, Include, Key, Resource};
use super::view::{Attributes, View, name_in, object};
use crate::access::Rights;

pub(crate) static PASSWORDS: Resource<Password> = Resource {
    path: "passwords",
    kind: "passwords",
    rows: |tenant| &tenant.passwords,
    id: |row| row.id,
    owner: Some(|row| row.organization_id),
    filters: &[
        ("id", Test::Number(|row| Some(row.id))),
        ("name", Test::Name(|row, _| Some(&row.name))),
        (
            "organization_id",
            Test::Number(|row| Some(row.organization_id)),
        ),
        ("password_category_id", Test::Number(|row| row.category_id)),
        ("url", Test::Text(|row, _| row.url.as_deref())),
        ("cached_resource_name", Test::Name(parent_name)),
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
        Include {
            name: "attachments",
            show_only: false,
            rows: |_, _| Vec::new(),
        },
        Include {
            name: "related_items",
            show_only: true,
            rows: |_, _| Vec::new(),
        },
    ],
    attributes,
    is_cacheable: true,
};

/// Name of the device that a password is embedded in.
fn parent_name<'a>(row: &'a Password, view: &View<'a>) -> Option<&'a str> {
    let parent = view.tenant.configuration(row.configuration_id?)?;
    Some(&parent.name)
}

fn attributes(row: &Password, view: &View, detail: Detail) -> Attributes {
    let is_title = view.options.is("resource_type_form", "title");
    let resource_type = if is_title {
        "Configuration"
    } else {
        "configurations"
    };
    let parent_url = row
        .configuration_id
        .map(|id| view.link(&format!("{}/configurations/{id}", row.organization_id)));
    let mut attributes = view.owned(row.organization_id, "passwords", row.id, row.restricted);
    attributes.extend(object(json!({
        "name": row.name,
        "autofill-selectors": null,
        "username": row.username,
        "url": row.url,
        "notes": row.notes,
        "password-updated-at": row.password_updated_at,
        "updated-by": 3,
        "updated-by-type": "User",
        "resource-id": row.configuration_id,
        "resource-type": row.configuration_id.map(|_| resource_type),
        "cached-resource-type-name": row.configuration_id.map(|_| "Configuration"),
        "cached-resource-name": parent_name(row, view),
        "password-category-id": row.category_id,
        "password-category-name": name_in(&view.tenant.dictionaries.password_categories, row.category_id),
        "password-folder-id": null,
        "parent-url": parent_url,
        "otp-enabled": row.otp_enabled,
        "vault-id": row.vault_id,
        "personal": view.tenant.people.owner_of(row.id).is_some(),
        "is-live": true,
        "archived": row.archived,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    })));
    let may_show = view.rights == Rights::WithPasswords && !row.is_vaulted();
    if may_show
        && detail
            == (Detail::Show {
                show_password: true,
            })
    {
        attributes.insert(
            "password".to_owned(),
            json!(password_value(view.tenant.seed, row.id)),
        );
    }
    attributes
}
