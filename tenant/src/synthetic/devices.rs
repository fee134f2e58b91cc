//! One ordinary device: type, maker, serial number, MAC address, host name, address.

use std::collections::HashSet;

use crate::configurations::Configuration;
use crate::dictionaries::id_of;
use crate::organizations::timestamp;
use crate::random::Random;
use crate::synthetic::words::FIRST_NAMES;
use crate::synthetic::world::{Absent, World};

/// Serial numbers and MAC addresses that are in use: an ordinary device shares neither with any other.
#[derive(Debug, Default)]
pub(super) struct Serials {
    used: HashSet<String>,
}

/// What devices of one type are like.
struct Class {
    /// Row in `configuration_types`.
    name: &'static str,
    /// Of 1,000 devices.
    share: u64,
    /// Percent that have a host name; 75 over all.
    named: u64,
    /// Percent of the host names that are a role and a number alone; 30 over all.
    roled: u64,
    /// What stands in host names.
    roles: &'static [&'static str],
    /// Maker, model and system.
    models: &'static [(&'static str, &'static str, &'static str)],
}

const CLASSES: [Class; 10] = [
    Class {
        name: "Managed Workstation",
        share: 330,
        named: 80,
        roled: 20,
        roles: &["PC", "WS", "RECEPTION"],
        models: &[
            ("Dell", "OptiPlex 7010", "Windows 11 Pro"),
            ("HP", "EliteDesk 800 G6", "Windows 10 Pro"),
            ("Lenovo", "ThinkCentre M70q", "Windows 11 Pro"),
        ],
    },
    Class {
        name: "Managed Laptop",
        share: 290,
        named: 80,
        roled: 20,
        roles: &["LT", "LAPTOP"],
        models: &[
            ("Dell", "Latitude 5440", "Windows 11 Pro"),
            ("HP", "ProBook 450 G9", "Windows 10 Pro"),
            ("Lenovo", "ThinkPad T14", "Windows 11 Pro"),
            ("Apple", "MacBook Air", "macOS 14"),
        ],
    },
    Class {
        name: "Managed Server",
        share: 120,
        named: 92,
        roled: 60,
        roles: &[
            "DC", "SRV", "DC", "SRV", "DC", "SRV", "FS", "SQL", "RDS", "HV",
        ],
        models: &[
            ("Dell", "PowerEdge R450", "Windows Server 2022"),
            ("HP", "ProLiant DL360 Gen10", "Windows Server 2019"),
            ("Lenovo", "ThinkSystem SR630", "Debian 12"),
            (
                "VMware, Inc.",
                "VMware Virtual Platform",
                "Windows Server 2022",
            ),
        ],
    },
    Class {
        name: "Switch",
        share: 50,
        named: 60,
        roled: 42,
        roles: &["SW"],
        models: &[
            ("Ubiquiti", "USW-Pro-24", "Firmware"),
            ("Cisco", "CBS350-24T", "Firmware"),
        ],
    },
    Class {
        name: "Firewall",
        share: 25,
        named: 60,
        roled: 42,
        roles: &["FW"],
        models: &[("Fortinet", "FortiGate 60F", "Firmware")],
    },
    Class {
        name: "Access Point",
        share: 25,
        named: 60,
        roled: 42,
        roles: &["AP"],
        models: &[("Ubiquiti", "U6-Lite", "Firmware")],
    },
    Class {
        name: "Printer",
        share: 80,
        named: 50,
        roled: 42,
        roles: &["PRN"],
        models: &[
            ("Brother", "MFC-L6900DW", "Firmware"),
            ("HP", "LaserJet M507", "Firmware"),
        ],
    },
    Class {
        name: "NAS",
        share: 30,
        named: 60,
        roled: 42,
        roles: &["NAS"],
        models: &[("Synology", "DS923+", "Firmware")],
    },
    Class {
        name: "Phone",
        share: 30,
        named: 50,
        roled: 42,
        roles: &["TEL"],
        models: &[("Yealink", "T54W", "Firmware")],
    },
    Class {
        name: "UPS",
        share: 20,
        named: 50,
        roled: 42,
        roles: &["UPS"],
        models: &[("APC", "Smart-UPS 1500", "Firmware")],
    },
];

impl World {
    /// A device as most are.
    pub(super) fn ordinary_device(&mut self, id: u64, place: usize) -> Configuration {
        let random = &mut self.random;
        let class = class(random);
        let (maker, model, system) = *random.pick(class.models);
        let owner = &self.organizations[place];
        let home = &mut self.homes[place];
        let hostname = random.percent(class.named).then(|| {
            let hostname = hostname(class, &owner.short_name, random, &mut home.hostnames);
            home.hostnames.insert(hostname.to_lowercase());
            hostname
        });
        let name = hostname
            .clone()
            .unwrap_or_else(|| format!("{} {}", class.name, home.devices.len() + 1));
        let absent = Absent::of_row(random);
        let has_serial = random.percent(70);
        let serial_number = absent.or(has_serial, || self.serials.serial(maker, random));
        let has_mac = random.percent(60);
        let mac_address = absent.or(has_mac, || {
            let mac = self.serials.mac(maker, random);
            spelled(&mac, random.below(10))
        });
        let archived = random.percent(12);
        let status = if archived { "Inactive" } else { "Active" };
        let dictionaries = &self.dictionaries;
        Configuration {
            id,
            organization_id: owner.id,
            name,
            hostname: absent.or(hostname.is_some(), || hostname.unwrap_or_default()),
            primary_ip: absent.or(random.percent(50), || address(random)),
            mac_address,
            default_gateway: absent.or(false, String::new),
            serial_number,
            asset_tag: absent.or(random.percent(25), || {
                format!("A{:05}", random.below(100_000))
            }),
            notes: absent.or(random.percent(8), || {
                "<p>Moved during the office refit.</p>".to_owned()
            }),
            type_id: id_of(&dictionaries.configuration_types, class.name),
            status_id: id_of(&dictionaries.configuration_statuses, status),
            manufacturer_id: Some(id_of(&dictionaries.manufacturers, maker)),
            model_id: Some(id_of(&dictionaries.models, model)),
            operating_system_id: Some(id_of(&dictionaries.operating_systems, system)),
            archived,
            created_at: timestamp(2020 + random.below(4), random),
            updated_at: timestamp(2024 + random.below(2), random),
            ..Configuration::default()
        }
    }
}

fn class(random: &mut Random) -> &'static Class {
    let mut drawn = random.below(1_000);
    for class in &CLASSES {
        match drawn.checked_sub(class.share) {
            Some(rest) => drawn = rest,
            None => return class,
        }
    }
    &CLASSES[0]
}

/// A host name that nobody here has yet.
fn hostname(
    class: &Class,
    short_name: &str,
    random: &mut Random,
    used: &mut HashSet<String>,
) -> String {
    let role = *random.pick(class.roles);
    let is_free = |name: &String| !used.contains(&name.to_lowercase());
    let first_free = |make: &dyn Fn(usize) -> String| (1..).map(make).find(is_free);
    let is_roled = random.percent(class.roled);
    // Of the 70 in 100 that are left over all: 40 with the short name, 20 from Windows, 10 people's.
    let style = random.below(70);
    let by_style = match style {
        _ if is_roled => first_free(&|n| format!("{role}{n:02}")),
        0..40 => first_free(&|n| format!("{short_name}-{role}{n:02}")),
        40..60 => Some(format!("DESKTOP-{}", letters(7, random))).filter(is_free),
        _ => {
            let person = random.pick(&FIRST_NAMES).to_uppercase();
            first_free(&|n| match n {
                1 => format!("{person}-{role}"),
                n => format!("{person}{n}-{role}"),
            })
        }
    };
    by_style.unwrap_or_else(|| format!("DESKTOP-{}", letters(7, random)))
}

/// Capital letters and digits, without those that are taken for each other; never digits alone.
fn letters(n: usize, random: &mut Random) -> String {
    const SIGNS: &[u8] = b"BCDFGHJKLMNPQRSTVWXYZ23456789";
    const LETTERS: &[u8] = b"BCDFGHJKLMNPQRSTVWXYZ";
    (0..n)
        .map(|place| {
            let signs = if place == 1 { LETTERS } else { SIGNS };
            char::from(*random.pick(signs))
        })
        .collect()
}

fn address(random: &mut Random) -> String {
    let host = 10 + random.below(240);
    match random.below(3) {
        0 => format!("192.168.{}.{host}", random.below(10)),
        1 => format!("10.0.{}.{host}", random.below(10)),
        _ => format!("172.16.{}.{host}", random.below(10)),
    }
}

impl Serials {
    /// A new serial number as this maker forms them.
    pub(super) fn serial(&mut self, maker: &str, random: &mut Random) -> String {
        loop {
            let serial = match maker {
                "Dell" => letters(7, random),
                "HP" => format!(
                    "{}{}",
                    random.pick(&["CZC", "5CG", "MXL"]),
                    letters(7, random)
                ),
                "Lenovo" => format!("{}{}", random.pick(&["PF", "MJ"]), letters(6, random)),
                "VMware, Inc." => vmware_serial(random),
                "Apple" => format!("C0{}", letters(10, random)),
                "Fortinet" => format!("FGT60F{}", letters(10, random)),
                "Cisco" => format!("FOC{}", letters(8, random)),
                _ => letters(12, random),
            };
            if self.used.insert(serial.clone()) {
                return serial;
            }
        }
    }

    /// A new MAC address: unicast, not locally administered, of a maker's own block; twelve hexadecimal digits.
    pub(super) fn mac(&mut self, maker: &str, random: &mut Random) -> String {
        let block = match maker {
            "Dell" => "F8BC12",
            "HP" => "3CD92B",
            "Lenovo" => "54EE75",
            "Apple" => "A483E7",
            "Ubiquiti" => "24A43C",
            "Fortinet" => "704CA5",
            "Synology" => "001132",
            "Brother" => "008077",
            "Cisco" => "001B54",
            "APC" => "00C0B7",
            "Yealink" => "805EC0",
            "VMware, Inc." => "000C29",
            _ => "0060B0",
        };
        loop {
            let mac = format!("{block}{:06X}", random.below(1 << 24));
            if self.used.insert(mac.clone()) {
                return mac;
            }
        }
    }
}

/// A serial number as VMware makes them of a machine's UUID.
pub(super) fn vmware_serial(random: &mut Random) -> String {
    let byte = |random: &mut Random| format!("{:02x}", random.below(256));
    let mut half = |first: Vec<String>| {
        let mut bytes = first;
        while bytes.len() < 8 {
            bytes.push(byte(random));
        }
        bytes.join(" ")
    };
    let start = half(vec!["56".to_owned(), "4d".to_owned()]);
    format!("VMware-{start}-{}", half(Vec::new()))
}

/// Twelve hexadecimal digits as somebody typed them: six of ten with colons.
pub(super) fn spelled(mac: &str, style: u64) -> String {
    let pairs = |separator: &str| {
        let pairs: Vec<&str> = (0..mac.len())
            .step_by(2)
            .filter_map(|start| mac.get(start..start + 2))
            .collect();
        pairs.join(separator)
    };
    match style {
        0..6 => pairs(":"),
        6 | 7 => pairs("-"),
        8 => mac.to_lowercase(),
        _ => pairs(":").to_lowercase(),
    }
}
