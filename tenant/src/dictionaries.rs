//! The small lists every other record points into: types, statuses, categories, makers and models.

use serde::Serialize;

/// A row that is little more than a name.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Named {
    /// Record id.
    pub id: u64,
    /// Display name.
    pub name: String,
    /// A machine word where IT Glue has one (a configuration type's kind), else empty.
    pub kind: &'static str,
    /// The row that this one belongs to (a model's manufacturer).
    pub parent_id: Option<u64>,
    /// Creation time, ISO 8601.
    pub created_at: &'static str,
}

/// All dictionaries of a tenant.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Dictionaries {
    /// Customer, Prospect, Vendor, Internal.
    pub organization_types: Vec<Named>,
    /// Active, Inactive.
    pub organization_statuses: Vec<Named>,
    /// Managed Server, Managed Workstation, ...
    pub configuration_types: Vec<Named>,
    /// Active, Inactive, In stock.
    pub configuration_statuses: Vec<Named>,
    /// Administrative, Network, ...
    pub password_categories: Vec<Named>,
    /// Makers of hardware.
    pub manufacturers: Vec<Named>,
    /// Models, each with its maker as parent.
    pub models: Vec<Named>,
    /// Operating systems.
    pub operating_systems: Vec<Named>,
}

/// Finds a row by its name; an unknown name gives the first row's id, so a typo shows in the data, not as a crash.
pub fn id_of(rows: &[Named], name: &str) -> u64 {
    rows.iter()
        .find(|row| row.name == name)
        .or(rows.first())
        .map_or(0, |row| row.id)
}

/// The demo tenant's dictionaries.
pub fn demo() -> Dictionaries {
    let manufacturers = plain(
        510,
        &[
            "Dell",
            "HP",
            "Lenovo",
            "Apple",
            "Ubiquiti",
            "Fortinet",
            "Synology",
            "Brother",
            "VMware, Inc.",
        ],
    );
    Dictionaries {
        organization_types: plain(110, &["Customer", "Prospect", "Vendor", "Internal"]),
        organization_statuses: plain(210, &["Active", "Inactive"]),
        configuration_types: named(310, &CONFIGURATION_TYPES),
        configuration_statuses: plain(410, &["Active", "Inactive", "In stock"]),
        password_categories: plain(
            810,
            &[
                "Administrative",
                "Network",
                "Cloud services",
                "Line of business",
                "Email",
                "Vendor portal",
            ],
        ),
        models: models(&manufacturers),
        manufacturers,
        operating_systems: plain(
            710,
            &[
                "Windows Server 2022",
                "Windows Server 2019",
                "Windows 11 Pro",
                "Windows 10 Pro",
                "macOS 14",
                "Debian 12",
            ],
        ),
    }
}

const CONFIGURATION_TYPES: [(&str, &str); 8] = [
    ("Managed Server", "server"),
    ("Managed Workstation", "workstation"),
    ("Managed Laptop", "laptop"),
    ("Switch", "switch"),
    ("Firewall", "firewall"),
    ("Printer", "printer"),
    ("NAS", "storage"),
    ("Access Point", "access-point"),
];

const MODELS: [(&str, &str); 16] = [
    ("Dell", "PowerEdge R450"),
    ("Dell", "PowerEdge T350"),
    ("Dell", "OptiPlex 7010"),
    ("Dell", "Latitude 5440"),
    ("HP", "ProLiant DL360 Gen10"),
    ("HP", "EliteDesk 800 G6"),
    ("HP", "ProBook 450 G9"),
    ("Lenovo", "ThinkCentre M70q"),
    ("Lenovo", "ThinkPad T14"),
    ("Apple", "MacBook Air"),
    ("Ubiquiti", "USW-Pro-24"),
    ("Ubiquiti", "U6-Lite"),
    ("Fortinet", "FortiGate 60F"),
    ("Synology", "DS923+"),
    ("Brother", "MFC-L6900DW"),
    ("VMware, Inc.", "VMware Virtual Platform"),
];

fn plain(first_id: u64, names: &[&str]) -> Vec<Named> {
    let rows: Vec<(&str, &'static str)> = names.iter().map(|name| (*name, "")).collect();
    named(first_id, &rows)
}

fn named(first_id: u64, rows: &[(&str, &'static str)]) -> Vec<Named> {
    rows.iter()
        .zip(first_id..)
        .map(|((name, kind), id)| Named {
            id,
            name: (*name).to_owned(),
            kind,
            parent_id: None,
            created_at: "2020-03-02T09:00:00.000Z",
        })
        .collect()
}

fn models(manufacturers: &[Named]) -> Vec<Named> {
    MODELS
        .iter()
        .zip(610..)
        .map(|((maker, name), id)| Named {
            id,
            name: (*name).to_owned(),
            kind: "",
            parent_id: Some(id_of(manufacturers, maker)),
            created_at: "2020-03-02T09:00:00.000Z",
        })
        .collect()
}
