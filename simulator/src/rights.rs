//! Who asks, and what they may see.
//!
//! A key acts for the whole account and ignores groups; a user sees what IT Glue's web site would show them (API
//! reference, section 6). Every list, show and include asks [`Sight::may_see`], and nothing else decides.

use std::collections::HashSet;

use axum::http::Method;
use serde_json::Value;
use tenant::{Password, Role, Scope, Tenant, User};

use crate::Options;
use crate::api::row::Row;

/// Who a credential belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// One of the account's API keys, by its name in `access::KEYS`.
    Key {
        /// Its name, never the key itself.
        name: &'static str,
        /// It was made with *Password Access*.
        has_password_access: bool,
    },
    /// A signed-in user.
    User {
        /// Row in `users`.
        id: u64,
    },
}

/// What one caller sees of a tenant.
#[derive(Debug)]
pub(crate) struct Sight<'a> {
    tenant: &'a Tenant,
    /// None for a key.
    user: Option<UserSight<'a>>,
    keys_see_personal: bool,
}

#[derive(Debug)]
struct UserSight<'a> {
    user: &'a User,
    /// None: all.
    organization_ids: Option<HashSet<u64>>,
    group_ids: Vec<u64>,
    denied_types: Vec<&'static str>,
}

impl<'a> Sight<'a> {
    /// The sight of `caller`; none if that user is no more.
    pub(crate) fn of(caller: Caller, tenant: &'a Tenant, options: &Options) -> Option<Self> {
        let user = match caller {
            Caller::Key { .. } => None,
            Caller::User { id } => Some(UserSight::of(tenant.people.user(id)?, tenant)),
        };
        Some(Self {
            tenant,
            user,
            keys_see_personal: options.is("personal_for_keys", "shown"),
        })
    }

    /// The tenant as a whole.
    pub(crate) fn tenant(&self) -> &'a Tenant {
        self.tenant
    }

    /// The user who asks; none for a key.
    pub(crate) fn user(&self) -> Option<&'a User> {
        self.user.as_ref().map(|sight| sight.user)
    }

    /// Whether the caller may know of every row of a resource, so that nobody need ask row by row.
    pub(crate) fn sees_all(&self, kind: &str) -> bool {
        let has_personal = kind == "passwords" && !self.tenant.people.personal.is_empty();
        match &self.user {
            None => !has_personal || self.keys_see_personal,
            Some(sight) => !has_personal && sight.user.role == Role::Administrator,
        }
    }

    /// Whether the caller may know of this record. `kind` is the path word of its resource, `owner` its organization.
    pub(crate) fn may_see(&self, kind: &str, owner: Option<u64>, id: u64) -> bool {
        let people = &self.tenant.people;
        let personal_owner = (kind == "passwords").then(|| people.owner_of(id)).flatten();
        let Some(sight) = &self.user else {
            return personal_owner.is_none() || self.keys_see_personal;
        };
        if let Some(personal_owner) = personal_owner {
            return personal_owner == sight.user.id && !self.is_denied(kind);
        }
        if sight.user.role == Role::Administrator {
            return true;
        }
        let organization_id = if kind == "organizations" {
            Some(id)
        } else {
            owner
        };
        !self.is_denied(kind)
            && organization_id.is_none_or(|organization_id| sight.is_granted(organization_id))
            && people.access(kind, id).is_none_or(|access| {
                access.user_ids.contains(&sight.user.id)
                    || access
                        .group_ids
                        .iter()
                        .any(|group| sight.group_ids.contains(group))
            })
            && self.may_see_parent(kind, owner, id)
    }

    /// An embedded password has the permissions of what it is embedded in.
    fn may_see_parent(&self, kind: &str, owner: Option<u64>, id: u64) -> bool {
        if kind != "passwords" {
            return true;
        }
        self.tenant
            .password(id)
            .and_then(Password::parent)
            .is_none_or(|parent| self.may_see(&parent.kind.path(), owner, parent.id))
    }

    /// The same for a row that is already described, such as one of an include.
    pub(crate) fn may_see_row(&self, row: &Row) -> bool {
        // A key sees everything but what is personal.
        if self.user.is_none() && row.link.kind != "passwords" {
            return true;
        }
        let owner = row
            .attributes
            .get("organization-id")
            .and_then(Value::as_u64);
        self.may_see(&row.link.kind.replace('-', "_"), owner, row.link.id)
    }

    /// One of the caller's groups denies the whole resource.
    pub(crate) fn is_denied(&self, kind: &str) -> bool {
        self.user.as_ref().is_some_and(|sight| {
            sight.user.role != Role::Administrator && sight.denied_types.contains(&kind)
        })
    }

    /// Whether the caller's role lets them write with this method.
    pub(crate) fn may_write(&self, method: &Method) -> bool {
        match self.user().map(|user| user.role) {
            None | Some(Role::Administrator | Role::Manager | Role::Editor) => true,
            Some(Role::Creator) => *method != Method::DELETE,
            Some(Role::ReadOnly | Role::Lite) => false,
        }
    }
}

impl<'a> UserSight<'a> {
    fn of(user: &'a User, tenant: &'a Tenant) -> Self {
        let groups = || tenant.people.groups_of(user.id);
        let scopes = groups().map(|group| &group.organizations);
        let mut organization_ids = Some(HashSet::new());
        for scope in scopes.chain([&user.organizations]) {
            organization_ids = match (organization_ids, scope) {
                (Some(mut known), Scope::Only(ids)) => {
                    known.extend(ids);
                    Some(known)
                }
                _ => None,
            };
        }
        Self {
            user,
            organization_ids,
            group_ids: groups().map(|group| group.id).collect(),
            denied_types: groups()
                .flat_map(|group| group.denied_types.iter().copied())
                .collect(),
        }
    }

    fn is_granted(&self, organization_id: u64) -> bool {
        self.organization_ids
            .as_ref()
            .is_none_or(|ids| ids.contains(&organization_id))
    }
}
