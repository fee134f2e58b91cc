//! `/users` and `/groups`, and the includes that say who may see a restricted record (API reference, sections 3.14, 3.15).

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use tenant::{Group, Ref, Scope, User};

use super::compare::Test;
use super::errors;
use super::organizations::ORGANIZATIONS;
use super::query::{Filter, Query};
use super::records::owner_in;
use super::table::{Detail, Include, Key, Resource, Table, base, json_api};
use super::view::{Attributes, View, object, row};
use crate::rights::{Caller, Sight};
use crate::sessions::ACCOUNT_ID;

pub(crate) static USERS: Resource<User> = Resource {
    filters: &[
        ("id", Test::Id),
        ("name", Test::Name(|row, _| Some(&row.name))),
        ("email", Test::Text(|row, _| Some(&row.email))),
        ("role_name", Test::Text(|row, _| Some(row.role.name()))),
        ("salesforce_id", Test::Number(|_| None)),
    ],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("email", |row, _| Key::Text(row.email.clone())),
        ("id", |row, _| Key::Number(row.id)),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    ..base(
        "users",
        "users",
        |tenant| &tenant.people.users,
        |row| row.id,
        |row, _, _| user_attributes(row),
    )
};

pub(crate) static GROUPS: Resource<Group> = Resource {
    filters: &[
        ("id", Test::Id),
        ("name", Test::Name(|row, _| Some(&row.name))),
    ],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("id", |row, _| Key::Number(row.id)),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    includes: &[
        Include {
            name: "users",
            show_only: false,
            rows: members,
        },
        Include {
            name: "organizations",
            show_only: false,
            rows: granted,
        },
        Include {
            name: "resource_type_restrictions",
            show_only: false,
            rows: restrictions,
        },
        Include::empty("my_glue_account", false),
    ],
    ..base(
        "groups",
        "groups",
        |tenant| &tenant.people.groups,
        |row| row.id,
        |row, _, _| group_attributes(row),
    )
};

fn group_attributes(row: &Group) -> Attributes {
    object(json!({
        "name": row.name,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    }))
}

fn user_attributes(row: &User) -> Attributes {
    object(json!({
        "first-name": row.first_name,
        "last-name": row.last_name,
        "name": row.name,
        "role-name": row.role.name(),
        "email": row.email,
        "avatar": null,
        "invitation-sent-at": row.created_at,
        "invitation-accepted-at": row.created_at,
        "current-sign-in-at": row.updated_at,
        "current-sign-in-ip": "192.0.2.10",
        "last-sign-in-at": row.updated_at,
        "last-sign-in-ip": "192.0.2.10",
        "reputation": 0,
        "my-glue": false,
        "my-glue-account-id": null,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    }))
}

fn members(shown: &Group, view: &View) -> Vec<Value> {
    let people = &view.tenant.people;
    let members = shown.user_ids.iter().filter_map(|id| people.user(*id));
    members.map(user).collect()
}

fn user(shown: &User) -> Value {
    row("users", shown.id, user_attributes(shown))
}

/// A group that grants every organization lists none.
fn granted(shown: &Group, view: &View) -> Vec<Value> {
    let Scope::Only(ids) = &shown.organizations else {
        return Vec::new();
    };
    let found = ids.iter().filter_map(|id| view.tenant.organization(*id));
    let attributes = ORGANIZATIONS.attributes;
    found
        .map(|found| {
            row(
                "organizations",
                found.id,
                attributes(found, view, Detail::List),
            )
        })
        .collect()
}

/// Their attributes are not documented; this name is invented.
fn restrictions(shown: &Group, _: &View) -> Vec<Value> {
    let numbered = (1_u64..).zip(&shown.denied_types);
    numbered
        .map(|(n, kind)| {
            let attributes = object(json!({"resource-type-name": kind}));
            row("resource-type-restrictions", shown.id * 100 + n, attributes)
        })
        .collect()
}

/// `/users/ID/relationships/...`: a user's own, with a token only. None where there is no such path.
pub(super) fn below_user(id: &str, word: &str, view: &View, query: &Query) -> Option<Response> {
    if !matches!(word, "accounts" | "favorite_organizations") {
        return None;
    }
    let user = view.sight.user()?;
    if id.parse() != Ok(user.id) {
        return Some(errors::not_for_this_caller(view));
    }
    if word == "accounts" {
        let attributes =
            object(json!({"name": "Northlane IT", "subdomain": view.tenant.subdomain}));
        let rows = [row("accounts", ACCOUNT_ID, attributes)];
        return Some(json_api(StatusCode::OK, &json!({"data": rows})));
    }
    // As though only these had been asked for.
    let mut query = query.clone();
    query.filters.push(Filter {
        name: "id".to_owned(),
        values: user.favorite_ids.iter().map(u64::to_string).collect(),
        is_negated: false,
    });
    Some(ORGANIZATIONS.list(None, view, &query))
}

/// The rows of an include that every owned resource has; none for another name.
pub(super) fn access_rows(
    name: &str,
    record: Ref,
    detail: Detail,
    view: &View,
) -> Option<Vec<Value>> {
    let (people, kind) = (&view.tenant.people, record.kind.path());
    let access = people.access(&kind, record.id);
    match name {
        "user_resource_accesses" => {
            let ids = access.map_or(&[][..], |access| &access.user_ids);
            let users = ids.iter().filter_map(|id| people.user(*id));
            let rows = users.map(|user| (user.id, user.name.as_str(), user.role.name()));
            Some(resource_accesses(record, "User", rows))
        }
        "group_resource_accesses" => {
            let ids = access.map_or(&[][..], |access| &access.group_ids);
            let groups = people.groups.iter().filter(|group| ids.contains(&group.id));
            let rows = groups.map(|group| (group.id, group.name.as_str(), ""));
            Some(resource_accesses(record, "Group", rows))
        }
        "authorized_users" if !detail.is_list() => {
            let owner = owner_in(view.tenant, record);
            let may_see = |user: &&User| {
                let caller = Caller::User { id: user.id };
                Sight::of(caller, view.tenant, view.options)
                    .is_some_and(|sight| sight.may_see(&kind, owner, record.id))
            };
            Some(people.users.iter().filter(may_see).map(user).collect())
        }
        _ => None,
    }
}

fn resource_accesses<'a>(
    record: Ref,
    accessor_type: &str,
    accessors: impl Iterator<Item = (u64, &'a str, &'a str)>,
) -> Vec<Value> {
    let side = if accessor_type == "User" { 100 } else { 200 };
    (1_u64..)
        .zip(accessors)
        .map(|(n, (id, name, role))| {
            let attributes =
                object(json!({"accessor-id": id, "accessor-type": accessor_type, "name": name}));
            // Any number will do that no other row has.
            let number = record.id % 1_000_000_000_000_000 * 1_000 + side + n;
            let mut described = row("resource-accesses", number, attributes);
            described["meta"] = json!({"role-name": role});
            described
        })
        .collect()
}
