//! The small lists of the synthetic tenant. Every device finds a maker, a model and a system in them, so that only texts
//! can be absent.

use crate::dictionaries::{Dictionaries, id_of, named, plain};

pub(super) const CATEGORIES: [&str; 6] = [
    "Administrative",
    "Network",
    "Cloud services",
    "Line of business",
    "Email",
    "Vendor portal",
];

const TYPES: [(&str, &str); 10] = [
    ("Managed Server", "server"),
    ("Managed Workstation", "workstation"),
    ("Managed Laptop", "laptop"),
    ("Switch", "switch"),
    ("Firewall", "firewall"),
    ("Access Point", "access-point"),
    ("Printer", "printer"),
    ("NAS", "storage"),
    ("UPS", "ups"),
    ("Phone", "phone"),
];

const MODELS: [(&str, &str); 20] = [
    ("Dell", "PowerEdge R450"),
    ("Dell", "OptiPlex 7010"),
    ("Dell", "Latitude 5440"),
    ("HP", "ProLiant DL360 Gen10"),
    ("HP", "EliteDesk 800 G6"),
    ("HP", "ProBook 450 G9"),
    ("HP", "LaserJet M507"),
    ("Lenovo", "ThinkSystem SR630"),
    ("Lenovo", "ThinkCentre M70q"),
    ("Lenovo", "ThinkPad T14"),
    ("Apple", "MacBook Air"),
    ("Ubiquiti", "USW-Pro-24"),
    ("Ubiquiti", "U6-Lite"),
    ("Fortinet", "FortiGate 60F"),
    ("Synology", "DS923+"),
    ("Brother", "MFC-L6900DW"),
    ("Cisco", "CBS350-24T"),
    ("APC", "Smart-UPS 1500"),
    ("Yealink", "T54W"),
    ("VMware, Inc.", "VMware Virtual Platform"),
];

#[allow(
    clippy::needless_update,
    reason = "the lists of other resources stay empty"
)]
pub(super) fn dictionaries() -> Dictionaries {
    let mut makers: Vec<(&str, &'static str)> = Vec::new();
    for (maker, _) in MODELS {
        if !makers.iter().any(|(known, _)| *known == maker) {
            makers.push((maker, ""));
        }
    }
    let manufacturers = named(51, &makers);
    let mut models = named(61, &MODELS.map(|(_, model)| (model, "")));
    for (model, (maker, _)) in models.iter_mut().zip(MODELS) {
        model.parent_id = Some(id_of(&manufacturers, maker));
    }
    Dictionaries {
        organization_types: plain(11, &["Customer", "Prospect", "Vendor", "Internal"]),
        organization_statuses: plain(21, &["Active", "Inactive"]),
        configuration_types: named(31, &TYPES),
        configuration_statuses: plain(42, &["Active", "Inactive", "In stock"]),
        password_categories: plain(101, &CATEGORIES),
        models,
        manufacturers,
        operating_systems: plain(
            91,
            &[
                "Windows Server 2022",
                "Windows Server 2019",
                "Windows 11 Pro",
                "Windows 10 Pro",
                "macOS 14",
                "Debian 12",
                "Firmware",
            ],
        ),
        ..Dictionaries::default()
    }
}
