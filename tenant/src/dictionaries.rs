//! The small lists every other record points into: types, statuses, categories, makers and models.

use std::borrow::Cow;

use serde::Serialize;

/// A row that is little more than a name.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Named {
    /// Record id.
    pub id: u64,
    /// Display name.
    pub name: String,
    /// A machine word where IT Glue has one (a configuration type's kind, a country's ISO code), else empty.
    pub kind: &'static str,
    /// The row that this one belongs to (a model's manufacturer, a region's country, a system's platform).
    pub parent_id: Option<u64>,
    /// Creation time, ISO 8601.
    pub created_at: Cow<'static, str>,
    /// Last change, ISO 8601.
    pub updated_at: Cow<'static, str>,
    /// A PSA keeps this row in step, so that it cannot be changed here.
    pub synced: bool,
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
    /// Operating systems, each with its platform as parent.
    pub operating_systems: Vec<Named>,
    /// Approver, Decision maker, ...
    pub contact_types: Vec<Named>,
    /// Windows, macOS, ...
    pub platforms: Vec<Named>,
    /// Countries.
    pub countries: Vec<Named>,
    /// Regions, each with its country as parent.
    pub regions: Vec<Named>,
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
    let platforms = plain(760, &["Windows", "macOS", "Linux"]);
    let countries = named(1_010, &COUNTRIES);
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
        operating_systems: below(710, &SYSTEMS, &platforms),
        contact_types: plain(910, &["Approver", "Decision maker", "End user", "Champion"]),
        regions: below(1_110, &REGIONS, &countries),
        platforms,
        countries,
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

/// Name and platform.
const SYSTEMS: [(&str, &str, &str); 6] = [
    ("Windows Server 2022", "", "Windows"),
    ("Windows Server 2019", "", "Windows"),
    ("Windows 11 Pro", "", "Windows"),
    ("Windows 10 Pro", "", "Windows"),
    ("macOS 14", "", "macOS"),
    ("Debian 12", "", "Linux"),
];

/// Name and ISO code.
const COUNTRIES: [(&str, &str); 6] = [
    ("Austria", "AT"),
    ("Denmark", "DK"),
    ("Germany", "DE"),
    ("Switzerland", "CH"),
    ("United Kingdom", "GB"),
    ("United States", "US"),
];

/// Name, ISO code and country.
const REGIONS: [(&str, &str, &str); 8] = [
    ("Wien", "9", "Austria"),
    ("Hovedstaden", "84", "Denmark"),
    ("Bayern", "BY", "Germany"),
    ("Baden-Württemberg", "BW", "Germany"),
    ("Zürich", "ZH", "Switzerland"),
    ("England", "ENG", "United Kingdom"),
    ("Scotland", "SCT", "United Kingdom"),
    ("Massachusetts", "MA", "United States"),
];

/// When the account was set up.
const SINCE: &str = "2020-03-02T09:00:00.000Z";

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

/// Rows of these names, numbered from here.
pub(crate) fn plain(first_id: u64, names: &[&str]) -> Vec<Named> {
    let rows: Vec<(&str, &'static str)> = names.iter().map(|name| (*name, "")).collect();
    named(first_id, &rows)
}

/// The same, each with its machine word.
pub(crate) fn named(first_id: u64, rows: &[(&str, &'static str)]) -> Vec<Named> {
    rows.iter()
        .zip(first_id..)
        .map(|((name, kind), id)| Named {
            id,
            name: (*name).to_owned(),
            kind,
            parent_id: None,
            created_at: SINCE.into(),
            updated_at: SINCE.into(),
            synced: false,
        })
        .collect()
}

fn models(manufacturers: &[Named]) -> Vec<Named> {
    let rows = MODELS.map(|(maker, name)| (name, "", maker));
    below(610, &rows, manufacturers)
}

/// Rows with a parent: name, machine word, the parent's name.
fn below(first_id: u64, rows: &[(&str, &'static str, &str)], parents: &[Named]) -> Vec<Named> {
    let words: Vec<(&str, &'static str)> =
        rows.iter().map(|(name, word, _)| (*name, *word)).collect();
    let mut made = named(first_id, &words);
    for (row, (_, _, parent)) in made.iter_mut().zip(rows) {
        row.parent_id = Some(id_of(parents, parent));
    }
    made
}
