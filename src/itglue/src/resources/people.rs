//! Users and groups (API reference, section 3.15).

use crate::list::Check;
use crate::resource::resource;
use crate::value::words;
use crate::{GroupId, UserId};

resource! {
    /// A user of the account (API reference, section 3.15). Where they last signed in from is left out.
    User: UserId at "users" {
        /// `name`.
        name: String = "name",
        /// `first-name`.
        first_name: Option<String> = "first-name",
        /// `last-name`.
        last_name: Option<String> = "last-name",
        /// `email`.
        email: Option<String> = "email",
        /// `role-name`.
        role: Option<Role> = "role-name",
        /// `avatar`: an address.
        avatar: Option<String> = "avatar",
        /// `invitation-sent-at`, ISO 8601.
        invited_at: Option<String> = "invitation-sent-at",
        /// `invitation-accepted-at`, ISO 8601.
        accepted_at: Option<String> = "invitation-accepted-at",
        /// `current-sign-in-at`, ISO 8601.
        current_sign_in_at: Option<String> = "current-sign-in-at",
        /// `last-sign-in-at`, ISO 8601.
        last_sign_in_at: Option<String> = "last-sign-in-at",
        /// `reputation`.
        reputation: Option<f64> = "reputation",
        /// `my-glue`: a client's user.
        is_in_my_glue: bool = "my-glue",
        /// `my-glue-account-id`.
        my_glue_account: Option<u64> = "my-glue-account-id",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
    }
    filters {
        /// By id.
        ID = "id" is Check::Id,
        /// By name.
        NAME = "name" is Check::Text("name"),
        /// By e-mail address.
        EMAIL = "email" is Check::Text("email"),
        /// By role.
        ROLE = "role_name" is Check::Text("role-name"),
    }
}

words! {
    /// What a user may do (`role-name`: API reference, sections 3.15 and 6). An account may have roles of its own.
    Role {
        /// All data.
        Administrator = "Administrator",
        /// Manages users.
        Manager = "Manager",
        /// Changes what is there.
        Editor = "Editor",
        /// Creates and changes.
        Creator = "Creator",
        /// Sees at most five organizations.
        Lite = "Lite",
        /// Sees.
        ReadOnly = "Read-only",
    }
}

resource! {
    /// A group of users (API reference, section 3.15).
    Group: GroupId at "groups" {
        /// `name`.
        name: String = "name",
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
