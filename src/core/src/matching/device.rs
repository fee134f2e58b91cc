//! Which configuration a device is, within one organization that trusted evidence has decided.
//!
//! | what points to a configuration               | it is                                              |
//! |----------------------------------------------|----------------------------------------------------|
//! | a link by hand                               | Linked, unless the id, or MAC and serial together, |
//! |                                              | point to another: then Several, the link's first   |
//! | the proved id                                | Linked, unless anything else points to another     |
//! | MAC and serial, the same one                 | Linked                                             |
//! | MAC or serial alone, strong                  | Linked, unless its own serial is another, or the   |
//! |                                              | RMM knows it as another device                     |
//! | MAC or serial alone, weak                    | Linked if the host name alone would link it too    |
//! | the host name alone, once                    | Linked by name, with the same two exceptions, and  |
//! |                                              | not if an archived one bears the serial            |
//! | two of these, different ones                 | Several                                            |
//! | a host name that several bear, nothing else  | Several                                            |
//!
//! A value counts only if one active configuration of the organization bears it. Archived and inactive ones never link.

use super::identifiers::{Identifier, Worth, is_junk_host_name, macs, serial};
use crate::order::sort_by_key;
use gluepane_itglue::{Configuration, ConfigurationId};

/// What the page says of its device, made comparable.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct DeviceSeen {
    /// The device's id in the product, if it has one alone.
    pub device_id: Option<String>,
    /// The configuration of that id, where the id is proved.
    pub by_id: Option<ConfigurationId>,
    /// Serial numbers that count for something.
    pub serials: Vec<Identifier>,
    /// MAC addresses that count for something.
    pub macs: Vec<Identifier>,
    /// Host names.
    pub host_names: Vec<String>,
}

/// A configuration that a technician accepted for this device.
#[derive(Clone, PartialEq, Debug)]
pub struct AcceptedDevice {
    /// Which.
    pub id: ConfigurationId,
    /// Configurations whose id spoke against it then.
    pub overruled_ids: Vec<ConfigurationId>,
    /// Configurations whose MAC and serial spoke against it then.
    pub overruled_identifiers: Vec<ConfigurationId>,
}

/// What a configuration has in common with the page's device.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Agreement {
    /// The technician's own link.
    pub accepted: bool,
    /// The device's id.
    pub id: bool,
    /// A serial number.
    pub serial: bool,
    /// A MAC address.
    pub mac: bool,
    /// A host name.
    pub host_name: bool,
    /// It is archived or inactive.
    pub archived: bool,
}

impl Agreement {
    /// How much that is, for the order of candidates.
    pub fn rank(&self) -> u32 {
        let weighed = [
            (self.accepted, 64),
            (self.id, 32),
            (self.serial, 8),
            (self.mac, 4),
            (self.host_name, 2),
        ];
        weighed
            .iter()
            .filter(|(has, _)| *has)
            .map(|(_, weight)| weight)
            .sum()
    }
}

/// A configuration that may be meant, and why.
#[derive(Clone, PartialEq, Debug)]
pub struct DeviceCandidate<'a> {
    /// Which.
    pub row: &'a Configuration,
    /// Why.
    pub agreement: Agreement,
}

/// What a search among an organization's configurations came to.
#[derive(Clone, PartialEq, Debug)]
pub enum DeviceMatch<'a> {
    /// This one.
    One(DeviceCandidate<'a>),
    /// Several fit, or what the page says of the device contradicts itself. Best first.
    Several(Vec<DeviceCandidate<'a>>),
    /// None fits for sure. What fits a little, best first.
    None(Vec<DeviceCandidate<'a>>),
}

/// Reads the device id out of a link that an RMM record holds, if it is a link of the page's own product.
pub type IdOfLink<'f> = &'f dyn Fn(&str) -> Option<String>;

/// How many candidates are worth showing.
const MAX_CANDIDATES: usize = 5;

/// The configuration that the device is, by the table above.
pub fn find_device<'a>(
    rows: &'a [Configuration],
    seen: &DeviceSeen,
    accepted: Option<&AcceptedDevice>,
    id_of_link: IdOfLink<'_>,
) -> DeviceMatch<'a> {
    let active: Vec<&Configuration> = rows.iter().filter(|row| is_active(row)).collect();
    let candidate = |row: &'a Configuration| DeviceCandidate {
        row,
        agreement: agreement(row, seen, accepted),
    };
    let candidates = || {
        let mut all: Vec<_> = rows
            .iter()
            .map(candidate)
            .filter(|one| one.agreement.rank() > 0)
            .collect();
        sort_by_key(&mut all, |one| {
            (
                core::cmp::Reverse(one.agreement.rank()),
                one.agreement.archived,
                one.row.id,
            )
        });
        all.truncate(MAX_CANDIDATES);
        all
    };
    let serials = pointed(&active, &seen.serials, bears_serial);
    let macs = pointed(&active, &seen.macs, bears_mac);
    let both = |row: &Configuration| {
        serials.iter().any(|(id, _)| *id == row.id) && macs.iter().any(|(id, _)| *id == row.id)
    };
    let found = |id: ConfigurationId| active.iter().copied().find(|row| row.id == id);

    if let Some((accepted, row)) = accepted.and_then(|link| Some((link, found(link.id)?))) {
        let by_id = seen
            .by_id
            .filter(|id| *id != row.id && !accepted.overruled_ids.contains(id));
        let is_spoken_against = by_id.is_some()
            || active.iter().any(|other| {
                other.id != row.id
                    && both(other)
                    && !accepted.overruled_identifiers.contains(&other.id)
            });
        return if is_spoken_against {
            DeviceMatch::Several(candidates())
        } else {
            DeviceMatch::One(candidate(row))
        };
    }

    let named: Vec<&Configuration> = active
        .iter()
        .copied()
        .filter(|row| bears_host_name(row, seen))
        .collect();
    let contradicts = |row: &Configuration| {
        is_known_as_another(row, seen.device_id.as_deref(), id_of_link)
            || bears_another_serial(row, seen)
    };
    let archived_bears_serial = || {
        rows.iter().any(|row| {
            !is_active(row)
                && seen
                    .serials
                    .iter()
                    .any(|serial| serial.worth == Worth::Strong && bears_serial(row, serial))
        })
    };
    // Whom the host name alone points to.
    let by_name = match named.as_slice() {
        [row] if !contradicts(row) => Some(*row),
        _ => None,
    };
    let mut pointed_to: Vec<ConfigurationId> =
        serials.iter().chain(&macs).map(|(id, _)| *id).collect();
    sort_by_key(&mut pointed_to, |id| *id);
    pointed_to.dedup();

    if let Some(id) = seen.by_id {
        let is_contradicted =
            pointed_to.iter().any(|other| *other != id) || by_name.is_some_and(|row| row.id != id);
        return match rows.iter().find(|row| row.id == id && !row.is_archived) {
            _ if is_contradicted => DeviceMatch::Several(candidates()),
            Some(row) => DeviceMatch::One(candidate(row)),
            None => DeviceMatch::None(candidates()),
        };
    }
    match pointed_to.as_slice() {
        [] => match (by_name, named.len()) {
            (Some(row), _) if !archived_bears_serial() => DeviceMatch::One(candidate(row)),
            (None, 2..) => DeviceMatch::Several(candidates()),
            _ => DeviceMatch::None(candidates()),
        },
        [id] => {
            let Some(row) = found(*id) else {
                return DeviceMatch::None(candidates());
            };
            let is_strong = serials
                .iter()
                .chain(&macs)
                .any(|(_, worth)| *worth == Worth::Strong);
            if !named.is_empty() && named.iter().all(|one| one.id != *id) {
                DeviceMatch::Several(candidates())
            } else if both(row) || (is_strong && !contradicts(row)) || by_name.is_some() {
                DeviceMatch::One(candidate(row))
            } else {
                DeviceMatch::None(candidates())
            }
        }
        _ => DeviceMatch::Several(candidates()),
    }
}

/// The configurations whom one of these values points to: each borne by one active configuration alone.
fn pointed(
    active: &[&Configuration],
    values: &[Identifier],
    bears: fn(&Configuration, &Identifier) -> bool,
) -> Vec<(ConfigurationId, Worth)> {
    let mut pointed = Vec::new();
    for value in values {
        let mut bearers = active.iter().filter(|row| bears(row, value));
        if let (Some(row), None) = (bearers.next(), bearers.next()) {
            pointed.push((row.id, value.worth));
        }
    }
    pointed
}

/// What a configuration has in common with the page's device, whatever that is worth.
pub fn agreement(
    row: &Configuration,
    seen: &DeviceSeen,
    accepted: Option<&AcceptedDevice>,
) -> Agreement {
    Agreement {
        accepted: accepted.is_some_and(|link| link.id == row.id),
        id: seen.by_id == Some(row.id),
        serial: seen.serials.iter().any(|serial| bears_serial(row, serial)),
        mac: seen.macs.iter().any(|mac| bears_mac(row, mac)),
        host_name: bears_host_name(row, seen),
        archived: !is_active(row),
    }
}

/// All that the page says of its device stands in this configuration, so that no other need be looked at.
pub fn agrees_wholly(row: &Configuration, seen: &DeviceSeen) -> bool {
    seen.host_names.iter().all(|name| same_host_name(row, name))
        && seen.serials.iter().all(|serial| bears_serial(row, serial))
        && seen.macs.iter().all(|mac| bears_mac(row, mac))
}

/// The configuration that the page's MAC and serial point to together, if it is one.
pub fn by_mac_and_serial<'a>(
    rows: &'a [Configuration],
    seen: &DeviceSeen,
) -> Option<&'a Configuration> {
    let mut both = rows.iter().filter(|row| {
        let agreement = agreement(row, seen, None);
        agreement.mac && agreement.serial && !agreement.archived
    });
    both.next().filter(|_| both.next().is_none())
}

fn serials_of(row: &Configuration) -> impl Iterator<Item = Identifier> {
    let records = row
        .rmm_records
        .iter()
        .map(|record| record.serial_number.as_deref());
    core::iter::once(row.serial_number.as_deref())
        .chain(records)
        .flatten()
        .filter_map(serial)
}

/// The configuration bears this serial number, itself or in what an RMM says of it.
pub fn bears_serial(row: &Configuration, wanted: &Identifier) -> bool {
    serials_of(row).any(|serial| serial.text == wanted.text)
}

/// The configuration bears this MAC address, itself or in what an RMM says of it.
pub fn bears_mac(row: &Configuration, wanted: &Identifier) -> bool {
    let records = row
        .rmm_records
        .iter()
        .flat_map(|record| record.mac_addresses.iter().map(String::as_str));
    row.mac_address
        .as_deref()
        .into_iter()
        .chain(records)
        .flat_map(macs)
        .any(|mac| mac.text == wanted.text)
}

fn bears_host_name(row: &Configuration, seen: &DeviceSeen) -> bool {
    seen.host_names.iter().any(|name| same_host_name(row, name))
}

/// Both have serial numbers that name one device, and none in common.
fn bears_another_serial(row: &Configuration, seen: &DeviceSeen) -> bool {
    let is_strong = |serial: &Identifier| serial.worth == Worth::Strong;
    seen.serials.iter().any(is_strong)
        && serials_of(row).any(|serial| is_strong(&serial))
        && seen.serials.iter().all(|serial| !bears_serial(row, serial))
}

/// The RMM itself knows the configuration as another device.
fn is_known_as_another(
    row: &Configuration,
    device_id: Option<&str>,
    id_of_link: IdOfLink<'_>,
) -> bool {
    device_id.is_some_and(|id| {
        let mut known = device_ids(row, id_of_link).peekable();
        known.peek().is_some() && known.all(|other| other != id)
    })
}

/// The configuration bears this host name, in any of the places where IT Glue keeps one.
pub fn same_host_name(row: &Configuration, host_name: &str) -> bool {
    let wanted = short_host_name(host_name);
    let records = row
        .rmm_records
        .iter()
        .flat_map(|record| [record.name.as_deref(), record.hostname.as_deref()]);
    let own = [Some(row.name.as_str()), row.hostname.as_deref()];
    !wanted.is_empty()
        && !is_junk_host_name(&wanted)
        && own
            .into_iter()
            .chain(records)
            .flatten()
            .any(|name| short_host_name(name) == wanted)
}

/// The RMM's own record of this configuration links to the device of this id.
pub fn carries_device_id(row: &Configuration, device_id: &str, id_of_link: IdOfLink<'_>) -> bool {
    device_ids(row, id_of_link).any(|id| id == device_id)
}

fn device_ids(row: &Configuration, id_of_link: IdOfLink<'_>) -> impl Iterator<Item = String> {
    row.rmm_records
        .iter()
        .filter_map(move |record| id_of_link(record.external_url.as_deref()?))
}

/// NetBIOS or DNS, in any case: `HDG-DC01` is `hdg-dc01.harbour.example`.
fn short_host_name(name: &str) -> String {
    let name = name.trim();
    let is_address = name.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let label = if is_address {
        name
    } else {
        name.split('.').next().unwrap_or(name)
    };
    label.to_lowercase()
}

/// In use: neither archived nor inactive.
pub fn is_active(row: &Configuration) -> bool {
    !row.is_archived && !row.status_name.as_deref().is_some_and(is_inactive)
}

/// IT Glue's own status for what is no longer in use. Statuses of one's own count as active.
pub(super) fn is_inactive(status: &str) -> bool {
    status.trim().eq_ignore_ascii_case("inactive")
}

#[cfg(test)]
mod tests;
