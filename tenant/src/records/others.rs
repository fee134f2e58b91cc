//! Interfaces, folders of passwords, the log, metrics, exports. API reference, sections 3.4, 3.8 and 3.15.

use std::mem;

use serde::Serialize;

use super::Records;
use crate::configurations::{Configuration, Interface};

/// A network interface as a row of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InterfaceRow {
    /// Its device.
    pub configuration_id: u64,
    /// What it is.
    pub interface: Interface,
    /// Plain text.
    pub notes: Option<String>,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

impl Records {
    /// Moves the interfaces out of their configurations, where generators put them, into one list by id.
    pub fn take_interfaces(&mut self, configurations: &mut [Configuration]) {
        for configuration in configurations {
            let rows = mem::take(&mut configuration.interfaces)
                .into_iter()
                .map(|interface| InterfaceRow {
                    configuration_id: configuration.id,
                    interface,
                    notes: None,
                    created_at: configuration.created_at.clone(),
                    updated_at: configuration.updated_at.clone(),
                });
            self.interfaces.extend(rows);
        }
        self.interfaces.sort_by_key(|row| row.interface.id);
    }
}

/// A folder of passwords.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PasswordFolder {
    /// Record id.
    pub id: u64,
    /// Owner.
    pub organization_id: u64,
    /// Name.
    pub name: String,
    /// The folder above.
    pub parent_id: Option<u64>,
    /// Only some people may see it.
    pub restricted: bool,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// One line of the activity log.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LogEntry {
    /// Record id.
    pub id: u64,
    /// Age at the simulator's start, because nobody here has a clock.
    pub minutes_ago: u64,
    /// Time; the simulator writes it.
    pub created_at: String,
    /// `info`, `warning`.
    pub level: &'static str,
    /// Who did it.
    pub user_id: Option<u64>,
    /// Where.
    pub organization_id: Option<u64>,
    /// `viewed`, `created`, ...
    pub action: String,
    /// Such as `Password`.
    pub resource_type: String,
    /// The record's name.
    pub resource_name: String,
    /// From which address.
    pub ip_address: String,
}

/// What one user did on one day in one organization with one type.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Metric {
    /// Record id.
    pub id: u64,
    /// Age in days at the simulator's start.
    pub days_ago: u64,
    /// A pure date; the simulator writes it.
    pub date: String,
    /// Who.
    pub user_id: u64,
    /// Where.
    pub organization_id: u64,
    /// Such as `Password`.
    pub resource_type: &'static str,
    /// How many were created.
    pub created: u64,
    /// How many were viewed.
    pub viewed: u64,
    /// How many were changed.
    pub edited: u64,
    /// How many were deleted.
    pub deleted: u64,
}

/// An export of an account or of one organization.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Export {
    /// Record id.
    pub id: u64,
    /// Of one organization, or of the account.
    pub organization_id: Option<u64>,
    /// With the activity log.
    pub include_logs: bool,
    /// Its ZIP file has a password.
    pub is_encrypted: bool,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}
