//! Two PSAs beside IT Glue: Autotask, and ConnectWise PSA, which the MSP has used before. Both know the same clients,
//! devices and tickets, under small numbers of their own that mean something else in the other.

use serde::Serialize;

use crate::configurations::Configuration;
use crate::fixtures;
use crate::organizations::{Organization, RemoteId};

/// A device as a PSA keeps it: an Autotask configuration item, a ConnectWise configuration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asset {
    /// Number in Autotask.
    pub autotask_id: u64,
    /// Number in ConnectWise PSA.
    pub connectwise_id: u64,
    /// The client on its page.
    pub organization_id: u64,
    /// The configuration that it is, if IT Glue knows it.
    pub configuration_id: Option<u64>,
    /// Host name as synced from an agent.
    pub hostname: String,
    /// Serial number as synced from an agent.
    pub serial_number: Option<String>,
    /// MAC address as synced from an agent.
    pub mac_address: Option<String>,
    /// Address.
    pub ip_address: Option<String>,
}

/// A ticket. Title, description and notes are an outsider's; both PSAs show it under the same number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ticket {
    /// Record id in both PSAs. It may be the number of a company, too.
    pub id: u64,
    /// Number that people say, as Autotask forms it.
    pub number: String,
    /// The client.
    pub organization_id: u64,
    /// The device, by its number in Autotask.
    pub asset: Option<u64>,
    /// Subject.
    pub title: &'static str,
    /// Who asked.
    pub contact: &'static str,
    /// First text.
    pub description: &'static str,
    /// Notes, the oldest first.
    pub notes: &'static [&'static str],
}

/// Gives every client its number in both PSAs. Neighbours in the list have each other's: taken for one of the other
/// PSA, every such number is a wrong client.
pub(crate) fn number_companies(organizations: &mut [Organization]) {
    for organization in organizations {
        let Some(place) = crate::organizations::place_of(&organization.short_name) else {
            continue;
        };
        let (autotask, manage) = company_numbers(place, &organization.short_name);
        let mut ids = vec![RemoteId {
            integration: "autotask",
            remote_id: autotask.to_string(),
        }];
        if let Some(manage) = manage {
            ids.push(RemoteId {
                integration: "manage",
                remote_id: manage.to_string(),
            });
        }
        ids.append(&mut organization.remote_ids);
        organization.remote_ids = ids;
    }
}

/// In Autotask the MSP itself is company 0.
fn company_numbers(place: u64, short_name: &str) -> (u64, Option<u64>) {
    const FIRST: u64 = 173;
    match (place, short_name) {
        (0, _) => (0, None),
        // These two have one number in both.
        (_, "CSA" | "LPS") => (FIRST + place, Some(FIRST + place)),
        _ if place % 2 == 1 => (FIRST + place, Some(FIRST + place + 1)),
        _ => (FIRST + place, Some(FIRST + place - 1)),
    }
}

/// Gives devices their numbers in both PSAs: the fixtures' all of them, the others as they were drawn.
pub(crate) fn number_devices(configurations: &mut [Configuration]) {
    for (short, first, other) in [
        (fixtures::HARBOUR_DENTAL, 1_000, 2_000),
        (fixtures::SUMMIT_VETERINARY, 2_000, 1_000),
    ] {
        let of_client = configurations
            .iter_mut()
            .filter(|row| row.organization_id == short);
        for (row, n) in of_client.zip(1..) {
            row.remote_ids = both(first + n, other + n);
        }
    }
    for row in configurations {
        if let [RemoteId { remote_id, .. }] = row.remote_ids.as_slice()
            && let Ok(number) = remote_id.parse::<u64>()
        {
            row.remote_ids = both(number, number + 200_000);
        }
    }
}

fn both(autotask: u64, manage: u64) -> Vec<RemoteId> {
    let row = |integration, number: u64| RemoteId {
        integration,
        remote_id: number.to_string(),
    };
    vec![row("autotask", autotask), row("manage", manage)]
}

/// All devices that the PSAs know: those of IT Glue that have a number there, and some that IT Glue doesn't know.
pub(crate) fn assets(configurations: &[Configuration]) -> Vec<Asset> {
    let number = |row: &Configuration, integration: &str| {
        let remote = row
            .remote_ids
            .iter()
            .find(|id| id.integration == integration)?;
        remote.remote_id.parse::<u64>().ok()
    };
    let mut rows: Vec<Asset> = configurations
        .iter()
        .filter_map(|row| {
            let record = row.rmm_records.first();
            Some(Asset {
                autotask_id: number(row, "autotask")?,
                connectwise_id: number(row, "manage")?,
                organization_id: row.organization_id,
                configuration_id: Some(row.id),
                hostname: row.hostname.clone().unwrap_or_else(|| row.name.clone()),
                serial_number: row
                    .serial_number
                    .clone()
                    .or_else(|| record?.serial_number.clone()),
                mac_address: record
                    .and_then(|record| record.mac_addresses.first().cloned())
                    .or_else(|| row.mac_address.clone()),
                ip_address: row.primary_ip.clone(),
            })
        })
        .collect();
    let unknown = |ids: (u64, u64), organization_id, hostname: &str, serial: &str| Asset {
        autotask_id: ids.0,
        connectwise_id: ids.1,
        organization_id,
        configuration_id: None,
        hostname: hostname.to_owned(),
        serial_number: Some(serial.to_owned()),
        mac_address: None,
        ip_address: None,
    };
    rows.push(unknown(
        (fixtures::ASSET_FRONTDESK_3, 2_090),
        fixtures::HARBOUR_DENTAL,
        "FRONTDESK-3",
        "GP410090",
    ));
    // A loan from another client, whose configuration has this serial number.
    rows.push(unknown(
        (fixtures::ASSET_LOAN, 1_095),
        fixtures::SUMMIT_VETERINARY,
        "SVC-LOAN1",
        fixtures::HDG_DC01_SERIAL,
    ));
    rows.sort_by_key(|row| row.autotask_id);
    rows
}

/// The demo's tickets: some by hand, and one of each client that a fixture names.
pub(crate) fn tickets(assets: &[Asset]) -> Vec<Ticket> {
    let asset = |configuration: u64| {
        let row = assets
            .iter()
            .find(|row| row.configuration_id == Some(configuration))?;
        Some(row.autotask_id)
    };
    let mut rows = vec![
        Ticket {
            id: fixtures::TICKET_HDG_DC01,
            organization_id: fixtures::HARBOUR_DENTAL,
            asset: asset(fixtures::HDG_DC01),
            ..ticket(
                "Server slow since this morning",
                "Priya Nair",
                &["Restarted the imaging service, it comes back."],
            )
        },
        Ticket {
            id: fixtures::TICKET_SVC_DC01,
            organization_id: fixtures::SUMMIT_VETERINARY,
            asset: asset(fixtures::SVC_DC01),
            ..ticket(
                "Backup job failed twice",
                "Owen Marsh",
                &["Looked at the log: the disk is full."],
            )
        },
        // Its number is Summit's company in Autotask.
        Ticket {
            id: fixtures::TICKET_LIKE_COMPANY,
            organization_id: fixtures::HARBOUR_DENTAL,
            ..ticket("Chair 4 has no network", "Lena Fischer", &[])
        },
        Ticket {
            id: fixtures::TICKET_FRONTDESK_3,
            organization_id: fixtures::HARBOUR_DENTAL,
            asset: Some(fixtures::ASSET_FRONTDESK_3),
            ..ticket("New front desk machine", "Priya Nair", &[])
        },
    ];
    for (id, (short, organization_id)) in (9_101..).zip(fixtures::ORGANIZATION_IDS) {
        // The MSP's own machines have tickets too.
        let title = if short == "NLN" {
            "Renew our own certificate"
        } else {
            "Printer out of toner"
        };
        rows.push(Ticket {
            id,
            organization_id,
            ..ticket(title, "Robin Hale", &["Sent the usual instructions."])
        });
    }
    for (row, n) in rows.iter_mut().zip(1..) {
        row.number = format!("T20260114.{n:04}");
    }
    rows.sort_by_key(|row| row.id);
    rows
}

fn ticket(title: &'static str, contact: &'static str, notes: &'static [&'static str]) -> Ticket {
    Ticket {
        id: 0,
        number: String::new(),
        organization_id: 0,
        asset: None,
        title,
        contact,
        description: "Please have a look when you are next on site.",
        notes,
    }
}

/// What tests of devices need at one client: values that prove nothing, and devices that look alike.
pub(crate) fn twist_devices(configurations: &mut [Configuration]) {
    for row in configurations {
        let (serial, mac): (Option<&str>, Option<&str>) = match row.name.as_str() {
            "SVC-LT01" => (None, Some(fixtures::DOCK_MAC)),
            "SVC-LT02" => (None, Some(fixtures::DOCK_MAC)),
            "SVC-PC21" | "SVC-PC22" => (Some(fixtures::SHARED_SERIAL), None),
            "SVC-PC23" | "SVC-PC24" => (Some("To be filled by O.E.M."), None),
            "SVC-VM01" | "SVC-VM01 (clone)" => {
                row.hostname = Some("SVC-VM01".to_owned());
                (Some(fixtures::CLONE_SERIAL), Some(fixtures::CLONE_MAC))
            }
            _ => continue,
        };
        for record in &mut row.rmm_records {
            if let Some(hostname) = &row.hostname {
                record.hostname.clone_from(hostname);
            }
            if let Some(serial) = serial {
                record.serial_number = Some(serial.to_owned());
            }
            if let Some(mac) = mac {
                record.mac_addresses = vec![mac.to_owned()];
            }
        }
        if let Some(serial) = serial {
            row.serial_number = Some(serial.to_owned());
        }
        if mac.is_some() {
            row.mac_address = mac.map(str::to_owned);
        }
    }
}
