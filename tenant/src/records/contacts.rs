//! Contacts: the people at a client. API reference, section 3.9.

use serde::Serialize;

use crate::organizations::RemoteId;

/// One person.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Contact {
    /// Record id.
    pub id: u64,
    /// Owner.
    pub organization_id: u64,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Job title.
    pub title: Option<String>,
    /// Row in `contact_types`.
    pub type_id: Option<u64>,
    /// Row in `locations`.
    pub location_id: Option<u64>,
    /// VIP; null where nobody said.
    pub important: Option<bool>,
    /// HTML.
    pub notes: Option<String>,
    /// Addresses; one at most is primary.
    pub emails: Vec<Email>,
    /// Numbers; one at most is primary.
    pub phones: Vec<Phone>,
    /// Ids in PSAs.
    pub remote_ids: Vec<RemoteId>,
    /// Only some people may see it.
    pub restricted: bool,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

impl Contact {
    /// First and last name, as IT Glue shows them.
    pub fn name(&self) -> String {
        match &self.last_name {
            Some(last) => format!("{} {last}", self.first_name),
            None => self.first_name.clone(),
        }
    }
}

/// One e-mail address.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Email {
    /// The address.
    pub value: String,
    /// The one to use.
    pub primary: bool,
    /// Work, Home, ...
    pub label: String,
}

/// One telephone or fax number.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Phone {
    /// Digits.
    pub value: String,
    /// Extension.
    pub extension: Option<String>,
    /// The one to call.
    pub primary: bool,
    /// Work, Mobile, ...
    pub label: String,
    /// A fax, not a telephone.
    pub is_fax: bool,
    /// As people write it.
    pub formatted: String,
}
