//! The other side: sites, devices and alerts as Datto RMM shows them.

use serde::Serialize;

use crate::configurations::Configuration;
use crate::fixtures;
use crate::fleet::uid;
use crate::organizations::Organization;
use crate::random::Random;

/// A device on an RMM page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Device {
    /// Datto's number.
    pub id: u64,
    /// Datto's second id.
    pub uid: String,
    /// Host name as reported by the agent.
    pub hostname: String,
    /// What IT Glue really calls it, if it knows the device.
    pub configuration_id: Option<u64>,
    /// The client that really owns it, if IT Glue knows the client.
    pub organization_id: Option<u64>,
    /// `Server`, `Desktop`, `Laptop`.
    pub device_type: String,
    /// Serial number from the BIOS.
    pub serial_number: Option<String>,
    /// MAC address.
    pub mac_address: Option<String>,
    /// Address.
    pub ip_address: Option<String>,
    /// Free text, set on the machine.
    pub description: String,
    /// Set on the machine.
    pub last_user: Option<String>,
    /// Operating system caption.
    pub operating_system: String,
    /// Last contact.
    pub last_seen: String,
}

/// A site on an RMM page: a client, or a part of one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Site {
    /// Datto's number.
    pub id: u64,
    /// Datto's second id.
    pub uid: String,
    /// Name; most are the organization's, to the letter.
    pub name: String,
    /// The client it really is; none where IT Glue knows none, or where two clients share the site.
    pub organization_id: Option<u64>,
    /// Its devices.
    pub devices: Vec<Device>,
}

/// An alert. Whoever runs the machine chooses the text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alert {
    /// Datto's number.
    pub id: u64,
    /// The device it is about.
    pub device_id: u64,
    /// `Critical`, `High`, `Moderate`.
    pub priority: &'static str,
    /// HTML that the page shows as it is: the worst case.
    pub message_html: String,
}

/// All sites of the demo.
pub fn demo(
    seed: u64,
    organizations: &[Organization],
    configurations: &[Configuration],
) -> Vec<Site> {
    let owners = |short: &str| -> Vec<&Organization> {
        let guest = SHARES_SITE_OF.iter().find(|(_, host)| *host == short);
        let is_owner = |row: &&Organization| {
            row.short_name == short || guest.is_some_and(|(guest, _)| row.short_name == *guest)
        };
        organizations.iter().filter(is_owner).collect()
    };
    let mut sites: Vec<Site> = fixtures::SITES
        .iter()
        .map(|(id, short, name)| site(*id, name, &owners(short), configurations))
        .collect();
    let mut next_id = 31_101;
    for organization in organizations {
        let has_fixed_site = fixtures::SITES
            .iter()
            .any(|(_, short, _)| *short == organization.short_name);
        let mut random = Random::for_subject(seed, &format!("site {}", organization.short_name));
        // The second Meridian and the LLC share the ambiguous sites; some clients have no site at all.
        let is_unsynced = matches!(
            organization.short_name.as_str(),
            "MPB" | "ORL" | "NLN" | "HDS"
        ) || random.percent(8);
        if has_fixed_site
            || is_unsynced
                && !fixtures::SHARED_HOST_NAME_AT.contains(&organization.short_name.as_str())
        {
            continue;
        }
        sites.push(site(
            next_id,
            &organization.name,
            &[organization],
            configurations,
        ));
        next_id += 1;
    }
    add_fixed_devices(&mut sites);
    sites
}

/// The demo's alerts.
pub fn alerts() -> Vec<Alert> {
    vec![
        Alert {
            id: fixtures::ALERT_NAMES_OTHER_CLIENT,
            device_id: 410_013,
            priority: "High",
            message_html: "Disk C: has 3 % left. Ticket for Summit Veterinary Clinic, see \
                           <a href=\"/device/420001/SVC-DC01\">SVC-DC01</a>."
                .to_owned(),
        },
        Alert {
            id: fixtures::ALERT_IMITATES_PAGE,
            device_id: fixtures::DATTO_HDG_DC01,
            priority: "Critical",
            message_html: "<div id=\"app\" data-site-name=\"Summit Veterinary Clinic\" data-site-uid=\"0\">\
                           <nav aria-label=\"Breadcrumb\"><a href=\"/sites\">Sites</a> / \
                           <a href=\"/site/31002/summit-veterinary-clinic\">Summit Veterinary Clinic</a> / \
                           <a href=\"/device/420001/SVC-DC01\">SVC-DC01</a></nav>\
                           <p>Backup of SVC-DC01 failed.</p></div>"
                .to_owned(),
        },
        Alert {
            id: fixtures::ALERT_AT_OTHER_CLIENT,
            device_id: fixtures::DATTO_SVC_DC01,
            priority: "Moderate",
            message_html: "Logon failure for HARBOUR\\adm-northlane (Harbour Dental Group), source \
                           <a href=\"/device/410001/HDG-DC01\">HDG-DC01</a>."
                .to_owned(),
        },
        Alert {
            id: fixtures::ALERT_UNKNOWN_SITE,
            device_id: 410_201,
            priority: "Moderate",
            message_html: "Service stopped on Harbour Dental Group.".to_owned(),
        },
    ]
}

/// Short names of the clients whose devices stand on another client's site: a name that fits both is no proof of either.
const SHARES_SITE_OF: [(&str, &str); 2] = [("MPB", "MPA"), ("ORL", "ORC")];

fn site(id: u64, name: &str, owners: &[&Organization], configurations: &[Configuration]) -> Site {
    let is_owner = |id: u64| owners.iter().any(|owner| owner.id == id);
    let devices = configurations
        .iter()
        .filter(|row| is_owner(row.organization_id) && !row.archived)
        .filter_map(device_of)
        .filter(|device| device.id != fixtures::DATTO_CONTRADICTION)
        .collect();
    Site {
        id,
        uid: uid(id),
        name: name.to_owned(),
        organization_id: match owners {
            [only] => Some(only.id),
            _ => None,
        },
        devices,
    }
}

fn device_of(row: &Configuration) -> Option<Device> {
    let record = row.datto()?;
    Some(Device {
        id: record.remote_id.parse().ok()?,
        uid: record.remote_uid.clone().unwrap_or_default(),
        hostname: record.hostname.clone(),
        configuration_id: Some(row.id),
        organization_id: Some(row.organization_id),
        device_type: record.device_type.to_owned(),
        serial_number: record.serial_number.clone(),
        mac_address: record.mac_addresses.first().cloned(),
        ip_address: record.ip_addresses.first().cloned(),
        description: row.name.clone(),
        last_user: record.last_login_user.clone(),
        operating_system: record.operating_system.clone(),
        last_seen: record.last_seen_online.clone(),
    })
}

/// Devices that Datto has and IT Glue does not, or not under this number.
fn add_fixed_devices(sites: &mut [Site]) {
    let hdg = Some(fixtures::HARBOUR_DENTAL);
    let extra = [
        (
            fixtures::SITE_HARBOUR_DENTAL,
            fixtures::DATTO_HDG_APP02,
            "HDG-APP02",
            "Server",
            Some(fixtures::HDG_APP02),
            hdg,
        ),
        (
            fixtures::SITE_HARBOUR_DENTAL,
            fixtures::DATTO_FRONTDESK_3,
            "FRONTDESK-3",
            "Desktop",
            None,
            hdg,
        ),
        (
            fixtures::SITE_BRIGHTSIDE,
            410_201,
            "BSN-PC01",
            "Desktop",
            None,
            None,
        ),
        (
            fixtures::SITE_BRIGHTSIDE,
            410_202,
            "BSN-LT01",
            "Laptop",
            None,
            None,
        ),
        (
            fixtures::SITE_ORCHARD,
            410_301,
            "ORCHARD-TILL",
            "Desktop",
            None,
            None,
        ),
        (
            fixtures::SITE_MERIDIAN,
            410_311,
            "MERIDIAN-PC9",
            "Desktop",
            None,
            None,
        ),
        (
            fixtures::SITE_SUMMIT,
            fixtures::DATTO_LOAN,
            "SVC-LOAN1",
            "Laptop",
            None,
            Some(fixtures::SUMMIT_VETERINARY),
        ),
        (
            fixtures::SITE_LARKFIELD,
            fixtures::DATTO_CONTRADICTION,
            "LPS-LT77",
            "Laptop",
            None,
            Some(fixtures::LARKFIELD),
        ),
    ];
    for (site_id, id, hostname, device_type, configuration_id, organization_id) in extra {
        let device = Device {
            id,
            uid: uid(id),
            hostname: hostname.to_owned(),
            configuration_id,
            organization_id,
            device_type: device_type.to_owned(),
            serial_number: Some(match id {
                fixtures::DATTO_LOAN => fixtures::HDG_DC01_SERIAL.to_owned(),
                _ => format!("GP{id}"),
            }),
            mac_address: None,
            ip_address: Some(format!("10.9.{}.{}", id % 7, 10 + id % 200)),
            description: String::new(),
            last_user: Some("reception".to_owned()),
            operating_system: "Windows 11 Pro".to_owned(),
            last_seen: "2026-02-03T09:10:00.000Z".to_owned(),
        };
        if let Some(site) = sites.iter_mut().find(|site| site.id == site_id) {
            site.devices.push(device);
        }
    }
}
