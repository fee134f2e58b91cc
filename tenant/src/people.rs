//! People: who works at the MSP, in which groups, and what each of them may see.
//!
//! Shape:  users and groups with the organizations that they were granted, and lists for the exceptions: restricted
//!         records and personal passwords. What follows from them is the simulator's business.
//! Source: API reference, sections 3.15 and 6.

use serde::Serialize;

use crate::configurations::Configuration;
use crate::fixtures;
use crate::organizations::Organization;
use crate::passwords::{Password, password_value};
use crate::random::Random;

/// "Nora Lindqvist", Administrator; signs in with a one-time code and need not use SSO.
pub const ADMINISTRATOR: u64 = 1;
/// "Tomas Keel", Manager.
pub const MANAGER: u64 = 2;
/// "Robin Marsh", Editor of all organizations: the technician of tests and demo.
pub const TECHNICIAN: u64 = 3;
/// "Ines Okafor", Editor through the group "North team"; signs in with a one-time code and need not use SSO.
pub const NORTH_EDITOR: u64 = 4;
/// "Piet Vandam", Creator; his group must not see configurations.
pub const CREATOR: u64 = 5;
/// "June Albright", Read-only.
pub const READ_ONLY: u64 = 6;
/// "Leo Sandoval", Lite. 17 digits: a JavaScript number would round it.
pub const LITE: u64 = 70_120_034_500_670_089;

/// Group that may see what is restricted.
pub const SENIORS: u64 = 301;
/// Group that grants Harbour Dental and the Hartwell companies.
pub const NORTH_TEAM: u64 = 302;
/// Group whose members see no configurations.
pub const PURCHASING: u64 = 303;

/// Password "Door access controller" of Harbour Dental: restricted to the technician and the seniors.
pub const RESTRICTED_PASSWORD: u64 = 9_301_034;
/// Configuration HDG-SW01: restricted to the technician and the seniors, and so is its embedded password 9301007.
pub const RESTRICTED_CONFIGURATION: u64 = 8_801_041;
/// Personal password of the technician, kept at Pennine Print Works.
pub const PERSONAL_TECHNICIAN: u64 = 9_390_001;
/// Personal password of the administrator, kept at Northlane IT.
pub const PERSONAL_ADMINISTRATOR: u64 = 9_390_002;

/// What a user may do, as IT Glue names it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum Role {
    /// Everything, restricted records too.
    Administrator,
    /// Works in all granted organizations and manages people.
    Manager,
    /// Creates, edits and deletes.
    Editor,
    /// Creates and edits.
    Creator,
    /// Looks.
    ReadOnly,
    /// Looks, in at most five organizations.
    #[default]
    Lite,
}

impl Role {
    /// Every role, from the most rights to the fewest.
    pub const ALL: [Self; 6] = [
        Self::Administrator,
        Self::Manager,
        Self::Editor,
        Self::Creator,
        Self::ReadOnly,
        Self::Lite,
    ];

    /// Its name in `role-name`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "Administrator",
            Self::Manager => "Manager",
            Self::Editor => "Editor",
            Self::Creator => "Creator",
            Self::ReadOnly => "Read-only",
            Self::Lite => "Lite",
        }
    }
}

/// Which organizations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Scope {
    /// Every one, those of tomorrow too.
    All,
    /// These, by id.
    Only(Vec<u64>),
}

impl Default for Scope {
    fn default() -> Self {
        Self::Only(Vec::new())
    }
}

/// Somebody with a login.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct User {
    /// Record id.
    pub id: u64,
    /// First and last name.
    pub name: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Login.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Name of the account's own role that they have, if it has one: it lets them do what `role` does.
    pub custom_role: Option<String>,
    /// File name of their picture.
    pub avatar: Option<String>,
    /// Organizations granted to the person; groups grant more.
    pub organizations: Scope,
    /// Starred organizations.
    pub favorite_ids: Vec<u64>,
    /// The login asks for a one-time code.
    pub has_otp: bool,
    /// On the list of those who may use a password although SSO is enforced.
    pub is_sso_exempt: bool,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

impl User {
    /// What `role-name` says.
    pub fn role_name(&self) -> &str {
        self.custom_role.as_deref().unwrap_or(self.role.name())
    }
}

/// Users who share rights.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Record id.
    pub id: u64,
    /// Name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Its members.
    pub user_ids: Vec<u64>,
    /// Organizations that it grants.
    pub organizations: Scope,
    /// Resources that its members can neither search nor view, as path words such as `configurations`.
    pub denied_types: Vec<&'static str>,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// A restricted record and who may see it nevertheless.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResourceAccess {
    /// Path word of its resource.
    pub kind: &'static str,
    /// The record.
    pub id: u64,
    /// These users may.
    pub user_ids: Vec<u64>,
    /// Members of these groups may.
    pub group_ids: Vec<u64>,
}

/// A password that only one user sees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PersonalPassword {
    /// The record.
    pub password_id: u64,
    /// Its owner.
    pub user_id: u64,
}

/// Everybody, and what they may see.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct People {
    /// By id.
    pub users: Vec<User>,
    /// By id.
    pub groups: Vec<Group>,
    /// By kind and id.
    pub accesses: Vec<ResourceAccess>,
    /// By password.
    pub personal: Vec<PersonalPassword>,
}

impl People {
    /// The user with this id.
    pub fn user(&self, id: u64) -> Option<&User> {
        self.users.iter().find(|row| row.id == id)
    }

    /// The user with this login; case does not matter.
    pub fn user_by_email(&self, email: &str) -> Option<&User> {
        let is_theirs = |row: &&User| row.email.eq_ignore_ascii_case(email.trim());
        self.users.iter().find(is_theirs)
    }

    /// The groups that a user is in.
    pub fn groups_of(&self, user_id: u64) -> impl Iterator<Item = &Group> {
        let has_them = move |group: &&Group| group.user_ids.contains(&user_id);
        self.groups.iter().filter(has_them)
    }

    /// Who may see a restricted record; none for a record that is not restricted.
    pub fn access(&self, kind: &str, id: u64) -> Option<&ResourceAccess> {
        self.accesses
            .binary_search_by(|row| (row.kind, row.id).cmp(&(kind, id)))
            .ok()
            .map(|index| &self.accesses[index])
    }

    /// The user whose personal password this is; none for an ordinary one.
    pub fn owner_of(&self, password_id: u64) -> Option<u64> {
        self.personal
            .binary_search_by_key(&password_id, |row| row.password_id)
            .ok()
            .map(|index| self.personal[index].user_id)
    }
}

/// What a user types in to sign in. The technician's is that of record 0, which no password has.
pub fn login_password(seed: u64, user_id: u64) -> String {
    password_value(seed, if user_id == TECHNICIAN { 0 } else { user_id })
}

/// The people of a tenant with these records. Adds the personal passwords where the demo's own clients are among them, and
/// keeps the rows in the order of their ids.
pub fn staff(
    seed: u64,
    organizations: &[Organization],
    configurations: &[Configuration],
    passwords: &mut Vec<Password>,
) -> People {
    let personal = add_personal(organizations, passwords);
    let mut accesses: Vec<ResourceAccess> = passwords
        .iter()
        .filter(|row| row.restricted)
        .map(|row| access("passwords", row.id, &[]))
        .collect();
    if passwords.iter().any(|row| row.id == RESTRICTED_PASSWORD) {
        accesses.push(access("passwords", RESTRICTED_PASSWORD, &[TECHNICIAN]));
    }
    if configurations
        .iter()
        .any(|row| row.id == RESTRICTED_CONFIGURATION)
    {
        accesses.push(access(
            "configurations",
            RESTRICTED_CONFIGURATION,
            &[TECHNICIAN],
        ));
    }
    accesses.sort_by_key(|row| (row.kind, row.id));
    accesses.dedup_by_key(|row| (row.kind, row.id));
    People {
        users: users(seed, organizations),
        groups: groups(organizations),
        accesses,
        personal,
    }
}

fn access(kind: &'static str, id: u64, user_ids: &[u64]) -> ResourceAccess {
    ResourceAccess {
        kind,
        id,
        user_ids: user_ids.to_vec(),
        group_ids: vec![SENIORS],
    }
}

/// Those of `wanted` that this tenant has, or else its first few.
fn known(organizations: &[Organization], wanted: &[u64]) -> Vec<u64> {
    let ids = || organizations.iter().map(|row| row.id);
    let found: Vec<u64> = ids().filter(|id| wanted.contains(id)).collect();
    if found.is_empty() {
        ids().take(wanted.len()).collect()
    } else {
        found
    }
}

fn users(seed: u64, organizations: &[Organization]) -> Vec<User> {
    use fixtures::{HARBOUR_DENTAL, SUMMIT_VETERINARY};
    let both = Scope::Only(known(organizations, &[HARBOUR_DENTAL, SUMMIT_VETERINARY]));
    let one = Scope::Only(known(organizations, &[HARBOUR_DENTAL]));
    let none = Scope::Only(Vec::new());
    [
        (
            ADMINISTRATOR,
            "Nora Lindqvist",
            "admin",
            Role::Administrator,
            Scope::All,
        ),
        (MANAGER, "Tomas Keel", "manager", Role::Manager, Scope::All),
        (
            TECHNICIAN,
            "Robin Marsh",
            "technician",
            Role::Editor,
            Scope::All,
        ),
        (NORTH_EDITOR, "Ines Okafor", "editor", Role::Editor, none),
        (
            CREATOR,
            "Piet Vandam",
            "creator",
            Role::Creator,
            both.clone(),
        ),
        (READ_ONLY, "June Albright", "readonly", Role::ReadOnly, both),
        (LITE, "Leo Sandoval", "lite", Role::Lite, one),
    ]
    .into_iter()
    .map(|(id, name, local, role, scope)| {
        let mut random = Random::for_subject(seed, local);
        let (first, last) = name.split_once(' ').unwrap_or((name, ""));
        User {
            id,
            name: name.to_owned(),
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            email: format!("{local}@northlane.example"),
            role,
            custom_role: None,
            avatar: None,
            organizations: scope,
            favorite_ids: if id == TECHNICIAN {
                known(organizations, &[HARBOUR_DENTAL, SUMMIT_VETERINARY])
            } else {
                Vec::new()
            },
            has_otp: matches!(id, ADMINISTRATOR | NORTH_EDITOR),
            is_sso_exempt: matches!(id, ADMINISTRATOR | NORTH_EDITOR),
            created_at: crate::organizations::timestamp(2021, &mut random),
            updated_at: crate::organizations::timestamp(2025, &mut random),
        }
    })
    .collect()
}

fn groups(organizations: &[Organization]) -> Vec<Group> {
    let north = known(
        organizations,
        &[
            fixtures::HARBOUR_DENTAL,
            fixtures::HARTWELL_GROUP,
            fixtures::HARTWELL_LEEDS,
            fixtures::HARTWELL_RETAIL,
        ],
    );
    [
        (
            SENIORS,
            "Seniors",
            vec![MANAGER],
            Scope::Only(Vec::new()),
            vec![],
        ),
        (
            NORTH_TEAM,
            "North team",
            vec![NORTH_EDITOR],
            Scope::Only(north),
            vec![],
        ),
        (
            PURCHASING,
            "Purchasing",
            vec![CREATOR],
            Scope::Only(Vec::new()),
            vec!["configurations"],
        ),
    ]
    .into_iter()
    .map(|(id, name, user_ids, scope, denied_types)| Group {
        id,
        name: name.to_owned(),
        description: None,
        user_ids,
        organizations: scope,
        denied_types,
        created_at: "2021-03-01T09:00:00.000Z".to_owned(),
        updated_at: "2025-03-01T09:00:00.000Z".to_owned(),
    })
    .collect()
}

fn add_personal(
    organizations: &[Organization],
    passwords: &mut Vec<Password>,
) -> Vec<PersonalPassword> {
    // A whole row of somebody else's, so that a field that comes later has a sensible value.
    let Some(blank) = passwords.first().cloned() else {
        return Vec::new();
    };
    let lines = [
        (
            PERSONAL_TECHNICIAN,
            TECHNICIAN,
            fixtures::PENNINE,
            "My own test login",
        ),
        (
            PERSONAL_ADMINISTRATOR,
            ADMINISTRATOR,
            fixtures::NORTHLANE,
            "My own portal",
        ),
    ];
    let mut personal = Vec::new();
    for (id, user_id, organization_id, name) in lines {
        // A tenant made to a measure has exactly the passwords that were asked for.
        if !organizations.iter().any(|row| row.id == organization_id) {
            continue;
        }
        passwords.push(Password {
            id,
            organization_id,
            name: name.to_owned(),
            username: Some("northlane-own".to_owned()),
            url: Some("https://portal.northlane.example/login".to_owned()),
            notes: None,
            configuration_id: None,
            otp_enabled: false,
            vault_id: None,
            archived: false,
            restricted: false,
            ..blank.clone()
        });
        personal.push(PersonalPassword {
            password_id: id,
            user_id,
        });
    }
    passwords.sort_by_key(|row| row.id);
    personal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_somebody_and_all_rows_are_in_order() {
        let people = crate::demo().people;
        let mut roles: Vec<Role> = people.users.iter().map(|row| row.role).collect();
        roles.dedup();
        assert_eq!(roles, Role::ALL);
        assert!(people.users.is_sorted_by_key(|row| row.id));
        assert!(people.groups.is_sorted_by_key(|row| row.id));
        assert!(people.accesses.is_sorted_by_key(|row| (row.kind, row.id)));
        assert!(people.personal.is_sorted_by_key(|row| row.password_id));
    }

    #[test]
    fn who_may_see_a_restricted_record_is_known_for_each_of_them() {
        let tenant = crate::demo();
        let restricted = tenant.passwords.iter().filter(|row| row.restricted);
        assert!(restricted.clone().count() > 5);
        for row in restricted {
            assert!(tenant.people.access("passwords", row.id).is_some());
        }
        assert!(tenant.people.access("passwords", 9_301_001).is_none());
        let people = &tenant.people;
        assert_eq!(people.owner_of(PERSONAL_TECHNICIAN), Some(TECHNICIAN));
        assert!(tenant.password(PERSONAL_ADMINISTRATOR).is_some());
    }

    #[test]
    fn a_lite_user_has_five_organizations_at_most() {
        let people = crate::demo().people;
        let Some(Scope::Only(ids)) = people.user(LITE).map(|row| &row.organizations) else {
            panic!("a Lite user has chosen organizations");
        };
        assert!((1..=5).contains(&ids.len()));
    }
}
