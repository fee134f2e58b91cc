//! What is decided by hand: which devices a client has, and which of them the fixtures name.

use crate::fixtures;
use crate::organizations::{Organization, Size, size_of};
use crate::random::Random;

/// What is decided about a device before chance fills in the rest.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) id: Option<u64>,
    pub(crate) name: String,
    pub(crate) class: Class,
    pub(crate) serial: Option<String>,
    pub(crate) datto: Agent,
}

/// Whether Datto RMM has the device, and under which number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Agent {
    None,
    Drawn,
    Fixed(u64),
}

/// What kind of device it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Class {
    Server,
    Desktop,
    Laptop,
    Switch,
    Firewall,
    Nas,
    Printer,
    AccessPoint,
}

impl Class {
    /// Name of the type, host name part, RMM word (empty: no agent runs on it), makers and models.
    pub(crate) fn facts(
        self,
    ) -> (
        &'static str,
        &'static str,
        &'static str,
        &'static [(&'static str, &'static str)],
    ) {
        match self {
            Self::Server => (
                "Managed Server",
                "SRV",
                "Server",
                &[
                    ("Dell", "PowerEdge R450"),
                    ("Dell", "PowerEdge T350"),
                    ("HP", "ProLiant DL360 Gen10"),
                    ("VMware, Inc.", "VMware Virtual Platform"),
                ],
            ),
            Self::Desktop => (
                "Managed Workstation",
                "PC",
                "Desktop",
                &[
                    ("Dell", "OptiPlex 7010"),
                    ("HP", "EliteDesk 800 G6"),
                    ("Lenovo", "ThinkCentre M70q"),
                ],
            ),
            Self::Laptop => (
                "Managed Laptop",
                "LT",
                "Laptop",
                &[
                    ("Dell", "Latitude 5440"),
                    ("HP", "ProBook 450 G9"),
                    ("Lenovo", "ThinkPad T14"),
                    ("Apple", "MacBook Air"),
                ],
            ),
            Self::Switch => ("Switch", "SW", "", &[("Ubiquiti", "USW-Pro-24")]),
            Self::Firewall => ("Firewall", "FW", "", &[("Fortinet", "FortiGate 60F")]),
            Self::Nas => ("NAS", "NAS", "", &[("Synology", "DS923+")]),
            Self::Printer => ("Printer", "PRN", "", &[("Brother", "MFC-L6900DW")]),
            Self::AccessPoint => ("Access Point", "AP", "", &[("Ubiquiti", "U6-Lite")]),
        }
    }
}
fn plan(id: Option<u64>, name: String, class: Class, datto: Agent) -> Plan {
    Plan {
        id,
        name,
        class,
        serial: None,
        datto,
    }
}

/// The devices of one client, in the order in which they are numbered.
pub(crate) fn plans(organization: &Organization, random: &mut Random) -> Vec<Plan> {
    let short = organization.short_name.as_str();
    match short {
        "HDG" => return harbour_dental(),
        "SVC" => return summit(),
        _ => {}
    }
    let n_clients = match size_of(short) {
        Size::ByHand | Size::Small => 5 + random.below(6),
        Size::Medium => 15 + random.below(10),
        Size::Large => 40 + random.below(16),
        Size::Huge => 170 + random.below(30),
    };
    let mut rows = Vec::new();
    let mut add = |class: Class, n_of: u64, random: &mut Random| {
        let (_, part, rmm_word, _) = class.facts();
        for n in 1..=n_of {
            let has_agent = !rmm_word.is_empty() && random.percent(88);
            let agent = if has_agent { Agent::Drawn } else { Agent::None };
            rows.push(plan(None, format!("{short}-{part}{n:02}"), class, agent));
        }
    };
    add(Class::Server, 1 + n_clients / 16, random);
    add(Class::Desktop, n_clients / 2, random);
    add(Class::Laptop, n_clients - n_clients / 2, random);
    add(Class::Switch, 1 + n_clients / 20, random);
    add(Class::Firewall, 1, random);
    add(Class::Nas, u64::from(n_clients > 8), random);
    add(Class::Printer, 1 + n_clients / 15, random);
    add(Class::AccessPoint, n_clients / 10, random);
    if fixtures::SHARED_HOST_NAME_AT.contains(&short)
        && let Some(first) = rows.first_mut()
    {
        first.name = fixtures::SHARED_HOST_NAME.to_owned();
        first.datto = Agent::Drawn;
    }
    match short {
        "CSA" => rows.push(plan(
            Some(fixtures::CEDAR_CONTRADICTION),
            "CSA-LT77".to_owned(),
            Class::Laptop,
            Agent::Fixed(fixtures::DATTO_CONTRADICTION),
        )),
        "PPW" => rows.push(plan(
            Some(fixtures::PENNINE_CLASH),
            "PPW-PC77".to_owned(),
            Class::Desktop,
            Agent::Fixed(fixtures::DATTO_CLASH),
        )),
        "TWL" => rows.push(plan(
            Some(fixtures::TIDEWATER_CLASH),
            "TWL-PC777".to_owned(),
            Class::Desktop,
            Agent::None,
        )),
        _ => {}
    }
    rows
}

fn harbour_dental() -> Vec<Plan> {
    use Agent::{Fixed, None as NoAgent};
    let mut rows = vec![
        Plan {
            serial: Some(fixtures::HDG_DC01_SERIAL.to_owned()),
            ..plan(
                Some(fixtures::HDG_DC01),
                "HDG-DC01".into(),
                Class::Server,
                Fixed(fixtures::DATTO_HDG_DC01),
            )
        },
        plan(
            Some(fixtures::HDG_FS01),
            "HDG-FS01".into(),
            Class::Server,
            Fixed(fixtures::DATTO_HDG_FS01),
        ),
        plan(
            Some(fixtures::HDG_APP02),
            "HDG-APP02".into(),
            Class::Server,
            NoAgent,
        ),
    ];
    for n in 1..=12 {
        rows.push(plan(
            Some(8_801_010 + n),
            format!("HDG-PC{n:02}"),
            Class::Desktop,
            Fixed(410_010 + n),
        ));
    }
    for n in 1..=3 {
        rows.push(plan(
            Some(8_801_030 + n),
            format!("HDG-LT{n:02}"),
            Class::Laptop,
            Fixed(410_030 + n),
        ));
    }
    rows.push(plan(
        Some(8_801_041),
        "HDG-SW01".into(),
        Class::Switch,
        NoAgent,
    ));
    rows.push(plan(
        Some(8_801_042),
        "HDG-FW01".into(),
        Class::Firewall,
        NoAgent,
    ));
    rows.push(plan(
        Some(8_801_043),
        "HDG-NAS01".into(),
        Class::Nas,
        NoAgent,
    ));
    rows.push(plan(
        Some(8_801_044),
        "HDG-PRN01".into(),
        Class::Printer,
        NoAgent,
    ));
    rows
}

fn summit() -> Vec<Plan> {
    use Agent::{Fixed, None as NoAgent};
    let mut rows = vec![plan(
        Some(fixtures::SVC_DC01),
        "SVC-DC01".into(),
        Class::Server,
        Fixed(fixtures::DATTO_SVC_DC01),
    )];
    for n in 1..=8 {
        rows.push(plan(
            Some(8_802_010 + n),
            format!("SVC-PC{n:02}"),
            Class::Desktop,
            Fixed(420_010 + n),
        ));
    }
    rows.push(plan(
        Some(8_802_041),
        "SVC-FW01".into(),
        Class::Firewall,
        NoAgent,
    ));
    // What these have in common with each other, `psa::twist_devices` says.
    let alike = [
        ("SVC-LT01", Class::Laptop),
        ("SVC-LT02", Class::Laptop),
        ("SVC-PC21", Class::Desktop),
        ("SVC-PC22", Class::Desktop),
        ("SVC-PC23", Class::Desktop),
        ("SVC-PC24", Class::Desktop),
        ("SVC-VM01", Class::Server),
        ("SVC-VM01 (clone)", Class::Server),
    ];
    for ((name, class), n) in alike.into_iter().zip(51..) {
        rows.push(plan(
            Some(8_802_000 + n),
            name.to_owned(),
            class,
            Fixed(420_000 + n),
        ));
    }
    rows
}
