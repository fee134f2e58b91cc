//! `/users` and `/groups`, and the includes that say who may see a restricted record (API reference, sections 3.14, 3.15).

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use tenant::{Group, Ref, Scope, User};

use super::compare::Test;
use super::errors::{self, Problem};
use super::files::file_in;
use super::organizations::ORGANIZATIONS;
use super::query::{Filter, Query};
use super::records::owner_in;
use super::row::{Attributes, Data, Document, Row, object, row};
use super::set::{Set, Writes, number_in, text_in};
use super::table::{Detail, Include, Key, Resource, Routes, Table, base, json_api};
use super::view::View;
use crate::rights::{Caller, Sight};
use crate::sessions::ACCOUNT_ID;

pub(crate) static USERS: Resource<User> = Resource {
    routes: Routes::READ.and(Routes::UPDATE),
    filters: &[
        ("id", Test::Id),
        ("name", Test::Name(|row, _| Some(&row.name))),
        ("email", Test::Text(|row, _| Some(&row.email))),
        ("role_name", Test::Text(|row, _| Some(row.role_name()))),
        ("salesforce_id", Test::Number(|_| None)),
    ],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("email", |row, _| Key::Text(row.email.clone())),
        ("reputation", |_, _| Key::Number(REPUTATION)),
        ("id", |row, _| Key::Number(row.id)),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    writes: Some(&USER_WRITES),
    ..base(
        "users",
        "users",
        |tenant| &tenant.people.users,
        |row| row.id,
        |row, _, _| user_attributes(row),
    )
};

/// Nobody here has ever earned more.
const REPUTATION: u64 = 0;

/// Name and picture may be changed, nothing else (documents of the API, `PATCH /users/:id`).
static USER_WRITES: Writes<User> = Writes {
    rows: |tenant| &mut tenant.people.users,
    // No address makes one.
    fresh: |fresh| User {
        id: fresh.id,
        ..User::default()
    },
    fields: &[
        (
            "first_name",
            Set::With(|row, value, _| {
                row.first_name = text_in(value).unwrap_or_default();
                rename(row)
            }),
        ),
        (
            "last_name",
            Set::With(|row, value, _| {
                row.last_name = text_in(value).unwrap_or_default();
                rename(row)
            }),
        ),
        (
            "avatar",
            Set::With(|row, value, _| {
                let is_taken_away = value.as_object().is_none_or(serde_json::Map::is_empty);
                let file = file_in(value);
                if !is_taken_away && file.is_none() {
                    return Err(Problem::invalid("avatar", "is invalid"));
                }
                row.avatar = file.map(|(name, _)| name);
                Ok(())
            }),
        ),
    ],
    required: &[],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

fn rename(row: &mut User) -> Result<(), Problem> {
    row.name = format!("{} {}", row.first_name, row.last_name)
        .trim()
        .to_owned();
    Ok(())
}

/// Attributes: API reference, section 3.15. `hide_from_my_glue` is accepted and shows nowhere.
static GROUP_WRITES: Writes<Group> = Writes {
    rows: |tenant| &mut tenant.people.groups,
    fresh: |fresh| Group {
        id: fresh.id,
        name: String::new(),
        description: None,
        user_ids: Vec::new(),
        organizations: Scope::Only(Vec::new()),
        denied_types: Vec::new(),
        created_at: fresh.now(),
        updated_at: fresh.now(),
    },
    fields: &[
        ("name", Set::Text(|row| &mut row.name)),
        ("description", Set::Maybe(|row| &mut row.description)),
        (
            "accounts_user_ids",
            Set::With(|row, value, tenant| {
                let asked = value.as_array().map_or(&[][..], Vec::as_slice);
                let known = asked.iter().map(|id| tenant.people.user(number_in(id)?));
                let known: Option<Vec<&User>> = known.collect();
                let known = known.ok_or_else(|| Problem::must_exist("accounts_user_ids"))?;
                row.user_ids = known.iter().map(|user| user.id).collect();
                Ok(())
            }),
        ),
    ],
    required: &["name"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

pub(crate) static GROUPS: Resource<Group> = Resource {
    routes: Routes::READ
        .and(Routes::CREATE)
        .and(Routes::UPDATE)
        .and(Routes::BULK_UPDATE)
        .and(Routes::DELETE),
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
    writes: Some(&GROUP_WRITES),
    ..base(
        "groups",
        "groups",
        |tenant| &tenant.people.groups,
        |row| row.id,
        |row, _, _| group_attributes(row),
    )
};

fn group_attributes(row: &Group) -> Attributes {
    object!({
        "name": row.name,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    })
}

fn user_attributes(row: &User) -> Attributes {
    object!({
        "first-name": row.first_name,
        "last-name": row.last_name,
        "name": row.name,
        "role-name": row.role_name(),
        "email": row.email,
        "avatar": row.avatar,
        "invitation-sent-at": row.created_at,
        "invitation-accepted-at": row.created_at,
        "current-sign-in-at": row.updated_at,
        "current-sign-in-ip": "192.0.2.10",
        "last-sign-in-at": row.updated_at,
        "last-sign-in-ip": "192.0.2.10",
        "reputation": REPUTATION,
        "my-glue": false,
        "my-glue-account-id": (),
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    })
}

fn members(shown: &Group, view: &View) -> Vec<Row> {
    let people = &view.tenant.people;
    let members = shown.user_ids.iter().filter_map(|id| people.user(*id));
    members.map(user).collect()
}

fn user(shown: &User) -> Row {
    row("users", shown.id, user_attributes(shown))
}

/// A group that grants every organization lists none.
fn granted(shown: &Group, view: &View) -> Vec<Row> {
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
fn restrictions(shown: &Group, _: &View) -> Vec<Row> {
    let numbered = (1_u64..).zip(&shown.denied_types);
    numbered
        .map(|(n, kind)| {
            let attributes = object!({"resource-type-name": kind});
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
        let attributes = object!({"name": "Northlane IT", "subdomain": view.tenant.subdomain});
        let body = Document {
            data: Data::Many(vec![row("accounts", ACCOUNT_ID, attributes)]),
            included: None,
            frame: None,
        };
        return Some(json_api(StatusCode::OK, &body));
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
) -> Option<Vec<Row>> {
    let (people, kind) = (&view.tenant.people, record.kind.path());
    let access = people.access(&kind, record.id);
    match name {
        "user_resource_accesses" => {
            let ids = access.map_or(&[][..], |access| &access.user_ids);
            let users = ids.iter().filter_map(|id| people.user(*id));
            let rows = users.map(|user| (user.id, user.name.as_str(), user.role_name()));
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
) -> Vec<Row> {
    let side = if accessor_type == "User" { 100 } else { 200 };
    (1_u64..)
        .zip(accessors)
        .map(|(n, (id, name, role))| {
            let attributes =
                object!({"accessor-id": id, "accessor-type": accessor_type, "name": name});
            // Any number will do that no other row has.
            let number = record.id % 1_000_000_000_000_000 * 1_000 + side + n;
            let mut described = row("resource-accesses", number, attributes);
            described.meta = Some(json!({"role-name": role}));
            described
        })
        .collect()
}
