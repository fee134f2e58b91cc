//! Which configuration a device is, within one organization.

use gluepane_itglue::Configuration;

/// What a search among an organization's configurations came to.
#[derive(Clone, PartialEq, Debug)]
pub enum DeviceMatch<'a> {
    /// This one.
    One(&'a Configuration),
    /// Several fit.
    Several,
    /// None fits.
    None,
}

/// Reads the device id out of a link that an RMM record holds, if it is a link of the page's own product.
pub type IdOfLink<'f> = &'f dyn Fn(&str) -> Option<String>;

/// The active configuration of this host name, if it stands there once and nothing contradicts.
///
/// A configuration that the RMM itself knows as another device contradicts: host names are recycled.
pub fn find_by_host_name<'a>(
    configurations: &'a [Configuration],
    host_name: &str,
    device_id: Option<&str>,
    id_of_link: IdOfLink<'_>,
) -> DeviceMatch<'a> {
    let mut fitting = configurations
        .iter()
        .filter(|row| is_active(row) && same_host_name(row, host_name));
    let (Some(first), second) = (fitting.next(), fitting.next()) else {
        return DeviceMatch::None;
    };
    if second.is_some() {
        return DeviceMatch::Several;
    }
    let is_another = device_id.is_some_and(|id| {
        let mut known = device_ids(first, id_of_link).peekable();
        known.peek().is_some() && known.all(|other| other != id)
    });
    if is_another {
        DeviceMatch::None
    } else {
        DeviceMatch::One(first)
    }
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

fn is_active(row: &Configuration) -> bool {
    !row.is_archived && !row.status_name.as_deref().is_some_and(is_inactive)
}

/// IT Glue's own status for what is no longer in use. Statuses of one's own count as active.
pub(super) fn is_inactive(status: &str) -> bool {
    status.trim().eq_ignore_ascii_case("inactive")
}

#[cfg(test)]
mod tests {
    use super::{DeviceMatch, find_by_host_name};
    use gluepane_itglue::{Configuration, ConfigurationId, OrganizationId, RmmRecord};

    fn configuration(id: u64, name: &str) -> Configuration {
        Configuration {
            id: ConfigurationId(id),
            organization: OrganizationId(1),
            organization_name: "Harbour Dental Group".into(),
            name: name.into(),
            hostname: None,
            serial_number: None,
            mac_address: None,
            type_name: None,
            status_name: Some("Active".into()),
            manufacturer_name: None,
            model_name: None,
            is_archived: false,
            rmm_records: vec![],
        }
    }

    fn rmm_record(device_id: u64) -> RmmRecord {
        RmmRecord {
            name: None,
            hostname: None,
            serial_number: None,
            mac_addresses: vec![],
            external_url: Some(format!("https://rmm.example/device/{device_id}")),
        }
    }

    fn find<'a>(rows: &'a [Configuration], name: &str, id: &str) -> DeviceMatch<'a> {
        let id_of_link = |link: &str| {
            link.strip_prefix("https://rmm.example/device/")
                .map(str::to_owned)
        };
        find_by_host_name(rows, name, Some(id), &id_of_link)
    }

    #[test]
    fn a_host_name_that_stands_there_once_is_found_in_any_case_and_with_a_domain() {
        let rows = [configuration(1, "HDG-DC01"), configuration(2, "HDG-FS01")];
        assert_eq!(
            find(&rows, "hdg-dc01.harbour.example", "9"),
            DeviceMatch::One(&rows[0])
        );
    }

    #[test]
    fn a_host_name_that_stands_there_twice_is_not_chosen() {
        let rows = [configuration(1, "DC01"), configuration(2, "dc01")];
        assert_eq!(find(&rows, "DC01", "9"), DeviceMatch::Several);
    }

    #[test]
    fn archived_and_inactive_configurations_do_not_count() {
        let mut rows = [
            configuration(1, "DC01"),
            configuration(2, "DC01"),
            configuration(3, "DC01"),
        ];
        rows[0].is_archived = true;
        rows[1].status_name = Some("Inactive".into());
        assert_eq!(find(&rows, "DC01", "9"), DeviceMatch::One(&rows[2]));
    }

    #[test]
    fn a_configuration_that_the_rmm_knows_as_another_device_contradicts() {
        let mut rows = [configuration(1, "DC01")];
        rows[0].rmm_records = vec![rmm_record(41)];
        assert_eq!(find(&rows, "DC01", "42"), DeviceMatch::None);
        assert_eq!(find(&rows, "DC01", "41"), DeviceMatch::One(&rows[0]));
    }

    #[test]
    fn an_empty_name_finds_nothing() {
        assert_eq!(find(&[configuration(1, "")], " ", "9"), DeviceMatch::None);
    }
}
