//! Configurations: the devices a client owns, with what an RMM reports about them.

use std::borrow::Cow;

use serde::Serialize;

use crate::organizations::RemoteId;

/// What an RMM knows about a device. IT Glue shows it beside the row, never in the row.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RmmRecord {
    /// Record id.
    pub id: u64,
    /// IT Glue's word for the RMM: `aem` is Datto RMM.
    pub integration: &'static str,
    /// The device's id in the RMM.
    pub remote_id: String,
    /// The device's second id in the RMM, where it has one.
    pub remote_uid: Option<String>,
    /// Host name as the agent reports it.
    pub hostname: String,
    /// `Server`, `Desktop`, `Laptop`.
    pub device_type: &'static str,
    /// Opens the device in the RMM.
    pub external_url: String,
    /// Addresses, the first is the main one.
    pub ip_addresses: Vec<String>,
    /// MAC addresses, in the RMM's spelling.
    pub mac_addresses: Vec<String>,
    /// Serial number from the BIOS: may be junk.
    pub serial_number: Option<String>,
    /// Who was logged on last. The machine's owner decides what stands here.
    pub last_login_user: Option<String>,
    /// Operating system caption.
    pub operating_system: String,
    /// Last contact.
    pub last_seen_online: String,
}

/// One network interface.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Interface {
    /// Record id.
    pub id: u64,
    /// Name.
    pub name: Cow<'static, str>,
    /// Address.
    pub ip_address: Option<String>,
    /// MAC address.
    pub mac_address: Option<String>,
    /// The one whose values the row repeats.
    pub primary: bool,
}

/// One device as IT Glue keeps it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Configuration {
    /// Record id.
    pub id: u64,
    /// Owner.
    pub organization_id: u64,
    /// Name.
    pub name: String,
    /// Host name; null on devices nobody logs on to.
    pub hostname: Option<String>,
    /// Main address.
    pub primary_ip: Option<String>,
    /// MAC address in whatever spelling it was typed; null on many rows.
    pub mac_address: Option<String>,
    /// Gateway.
    pub default_gateway: Option<String>,
    /// Serial number; null on many rows although the RMM knows it.
    pub serial_number: Option<String>,
    /// Sticker.
    pub asset_tag: Option<String>,
    /// HTML.
    pub notes: Option<String>,
    /// Row in `configuration_types`.
    pub type_id: u64,
    /// Row in `configuration_statuses`.
    pub status_id: u64,
    /// Row in `manufacturers`.
    pub manufacturer_id: Option<u64>,
    /// Row in `models`.
    pub model_id: Option<u64>,
    /// Row in `operating_systems`.
    pub operating_system_id: Option<u64>,
    /// End of warranty, a pure date.
    pub warranty_expires_at: Option<String>,
    /// Archived rows stay in lists unless filtered out.
    pub archived: bool,
    /// What most rows leave empty.
    pub details: Details,
    /// Interfaces, as generators make them; the simulator keeps them as rows of their own.
    pub interfaces: Vec<Interface>,
    /// RMM records, of one or several RMMs.
    pub rmm_records: Vec<RmmRecord>,
    /// Ids in PSAs.
    pub remote_ids: Vec<RemoteId>,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// What most configurations leave empty. API reference, section 3.3.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Details {
    /// Place, such as a rack unit.
    pub position: Option<String>,
    /// Who installed it.
    pub installed_by: Option<String>,
    /// Who bought it.
    pub purchased_by: Option<String>,
    /// A pure date.
    pub installed_at: Option<String>,
    /// A pure date.
    pub purchased_at: Option<String>,
    /// Plain text.
    pub operating_system_notes: Option<String>,
    /// `mitp-device-expiration-date`, a pure date.
    pub device_expires_at: Option<String>,
    /// `mitp-end-of-life-date`, a pure date.
    pub end_of_life_at: Option<String>,
    /// Row in `locations`.
    pub location_id: Option<u64>,
    /// Row in `contacts`.
    pub contact_id: Option<u64>,
    /// Only some people may see it.
    pub restricted: bool,
}

impl Configuration {
    /// Its Datto RMM record, if there is one.
    pub fn datto(&self) -> Option<&RmmRecord> {
        self.rmm_records
            .iter()
            .find(|record| record.integration == "aem")
    }
}
