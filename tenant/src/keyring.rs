//! Makes the passwords of one client after another.

use crate::configurations::Configuration;
use crate::dictionaries::{Dictionaries, Named, id_of};
use crate::fixtures;
use crate::organizations::{Organization, timestamp};
use crate::passwords::Password;
use crate::random::{Ids, Random};
use crate::showcase;

/// Name, account (`@` is filled in with the client's domain, `\` with its short name), category, has one-time codes.
const GENERAL: [(&str, &str, &str, bool); 30] = [
    ("Domain admin", "\\adm-northlane", "Administrative", false),
    (
        "Microsoft 365 global admin",
        "admin@",
        "Cloud services",
        true,
    ),
    ("Firewall", "fwadmin", "Network", false),
    ("Wi-Fi controller", "unifi", "Network", false),
    ("Backup console", "backup-admin", "Administrative", false),
    ("DNS registrar", "dns@", "Vendor portal", true),
    ("Web hosting panel", "hosting@", "Vendor portal", false),
    ("VPN pre-shared key", "", "Network", false),
    ("Guest Wi-Fi", "", "Network", false),
    ("Staff Wi-Fi", "", "Network", false),
    ("Phone system", "pbx-admin", "Line of business", false),
    ("CCTV recorder", "admin", "Line of business", false),
    (
        "Door access controller",
        "installer",
        "Line of business",
        false,
    ),
    ("Printer admin", "admin", "Network", false),
    (
        "Directory services restore mode",
        "administrator",
        "Administrative",
        false,
    ),
    ("Antivirus portal", "security@", "Cloud services", true),
    (
        "Directory sync account",
        "svc-aadsync",
        "Cloud services",
        false,
    ),
    ("Broadband router", "admin", "Network", false),
    ("Broadband account", "office@", "Vendor portal", false),
    ("Hypervisor root", "root", "Administrative", false),
    ("Accounting software", "owner@", "Line of business", false),
    ("Scan to mail", "scanner@", "Email", false),
    ("Shared mailbox info", "info@", "Email", false),
    ("UPS management card", "apc", "Network", false),
    ("Remote access gateway", "gateway", "Administrative", true),
    ("Break-glass admin", "breakglass@", "Administrative", true),
    ("SQL Server sa", "sa", "Line of business", false),
    ("Payroll portal", "payroll@", "Vendor portal", false),
    (
        "Domain admin (old)",
        "\\administrator",
        "Administrative",
        false,
    ),
    ("Parcel service", "versand@", "Vendor portal", false),
];

/// General passwords of Harbour Dental: id, name, account, category.
const HARBOUR: [(u64, &str, &str, &str); 21] = [
    (
        fixtures::HDG_DOMAIN_ADMIN,
        "Domain admin",
        "HARBOUR\\adm-northlane",
        "Administrative",
    ),
    (
        fixtures::HDG_M365,
        "Microsoft 365 global admin",
        "admin@harbourdental.example",
        "Cloud services",
    ),
    (fixtures::HDG_FIREWALL, "Firewall", "fwadmin", "Network"),
    (
        fixtures::HDG_PAYROLL,
        "Payroll server",
        "svc-payroll",
        "Line of business",
    ),
    (fixtures::HDG_WIFI, "Wi-Fi controller", "unifi", "Network"),
    (
        9_301_025,
        "Backup console",
        "backup-admin",
        "Administrative",
    ),
    (
        9_301_026,
        "DNS registrar",
        "dns@harbourdental.example",
        "Vendor portal",
    ),
    (
        9_301_027,
        "Web hosting panel",
        "hosting@harbourdental.example",
        "Vendor portal",
    ),
    (9_301_028, "VPN pre-shared key", "", "Network"),
    (
        9_301_029,
        "Practice management software",
        "practice-admin",
        "Line of business",
    ),
    (
        9_301_030,
        "X-ray imaging server",
        "imaging",
        "Line of business",
    ),
    (
        9_301_031,
        "Card terminal portal",
        "owner@harbourdental.example",
        "Vendor portal",
    ),
    (9_301_032, "Phone system", "pbx-admin", "Line of business"),
    (9_301_033, "CCTV recorder", "admin", "Line of business"),
    (
        9_301_034,
        "Door access controller",
        "installer",
        "Line of business",
    ),
    (9_301_035, "Printer admin", "admin", "Network"),
    (9_301_036, "Guest Wi-Fi", "", "Network"),
    (
        9_301_037,
        "Directory services restore mode",
        "administrator",
        "Administrative",
    ),
    (
        9_301_038,
        "Antivirus portal",
        "security@harbourdental.example",
        "Cloud services",
    ),
    (
        9_301_039,
        "Directory sync account",
        "svc-aadsync",
        "Cloud services",
    ),
    (HARBOUR_ROUTER, "Broadband router (old)", "admin", "Network"),
];
const HARBOUR_ROUTER: u64 = 9_301_040;

/// Ids no draw may give away.
pub(crate) fn reserve(ids: &mut Ids) {
    for id in 9_301_001..=9_301_099 {
        ids.reserve(id);
    }
    ids.reserve(fixtures::HDG_DOMAIN_ADMIN);
    for id in showcase::ids::PASSWORDS {
        ids.reserve(id);
    }
}

/// All passwords of one client.
pub(crate) fn passwords(
    seed: u64,
    organization: &Organization,
    configurations: &[Configuration],
    dictionaries: &Dictionaries,
    ids: &mut Ids,
) -> Vec<Password> {
    let mut random = Random::for_subject(seed, &format!("keyring {}", organization.short_name));
    if organization.id == fixtures::HARBOUR_DENTAL {
        return harbour_dental(configurations, dictionaries, &mut random);
    }
    let mut rows = Vec::new();
    let n_general = if configurations.len() > 60 {
        GENERAL.len() as u64
    } else {
        16 + random.below(12)
    };
    for (name, account, category, has_otp) in GENERAL.iter().take(n_general as usize) {
        let mut row = blank(ids.draw(&mut random), organization.id, name, &mut random);
        row.username = username(account, organization);
        row.category_id = category_id(dictionaries, category);
        row.otp_enabled = *has_otp && random.percent(70);
        row.vault_id = random.percent(4).then_some(VAULT);
        row.archived = name.ends_with("(old)") || random.percent(2);
        row.restricted = random.percent(3);
        row.url = random
            .percent(25)
            .then(|| format!("https://{}/login", domain(organization)));
        rows.push(row);
    }
    for configuration in configurations {
        for (name, account) in embedded_names(configuration, dictionaries) {
            if name == "Local administrator" && random.percent(12) {
                continue;
            }
            let mut row = blank(ids.draw(&mut random), organization.id, name, &mut random);
            row.username = username(account, organization);
            row.category_id = category_id(dictionaries, "Administrative");
            row.configuration_id = Some(configuration.id);
            row.vault_id = random.percent(2).then_some(VAULT);
            row.archived = configuration.archived;
            rows.push(row);
        }
    }
    rows
}

/// The one vault of the account.
const VAULT: u64 = 61;

fn harbour_dental(
    configurations: &[Configuration],
    dictionaries: &Dictionaries,
    random: &mut Random,
) -> Vec<Password> {
    let embedded: [(u64, &str, &str, &str); 13] = [
        (
            fixtures::HDG_DC01_LOCAL_ADMIN,
            "HDG-DC01",
            "Local administrator",
            "administrator",
        ),
        (fixtures::HDG_DC01_IDRAC, "HDG-DC01", "iDRAC", "root"),
        (
            9_301_003,
            "HDG-FS01",
            "Local administrator",
            "administrator",
        ),
        (9_301_004, "HDG-FS01", "iDRAC", "root"),
        (
            9_301_005,
            "HDG-APP02",
            "Local administrator",
            "administrator",
        ),
        (9_301_006, "HDG-APP02", "SQL Server sa", "sa"),
        (9_301_007, "HDG-SW01", "Switch admin", "admin"),
        (9_301_008, "HDG-NAS01", "NAS admin", "nasadmin"),
        (
            9_301_011,
            "HDG-PC01",
            "Local administrator",
            "administrator",
        ),
        (
            9_301_012,
            "HDG-PC02",
            "Local administrator",
            "administrator",
        ),
        (
            9_301_013,
            "HDG-PC03",
            "Local administrator",
            "administrator",
        ),
        (
            9_301_014,
            "HDG-PC04",
            "Local administrator",
            "administrator",
        ),
        (
            9_301_015,
            "HDG-PC05",
            "Local administrator",
            "administrator",
        ),
    ];
    let mut rows: Vec<Password> = embedded
        .into_iter()
        .map(|(id, device, name, account)| Password {
            username: Some(account.to_owned()),
            category_id: category_id(dictionaries, "Administrative"),
            configuration_id: configurations
                .iter()
                .find(|row| row.name == device)
                .map(|row| row.id),
            otp_enabled: id == fixtures::HDG_DC01_IDRAC,
            ..blank(id, fixtures::HARBOUR_DENTAL, name, random)
        })
        .collect();
    rows.extend(
        HARBOUR
            .iter()
            .map(|(id, name, account, category)| Password {
                username: (!account.is_empty()).then(|| (*account).to_owned()),
                category_id: category_id(dictionaries, category),
                otp_enabled: matches!(*id, fixtures::HDG_M365 | 9_301_038),
                vault_id: (*id == fixtures::HDG_PAYROLL).then_some(VAULT),
                archived: *id == HARBOUR_ROUTER,
                ..blank(*id, fixtures::HARBOUR_DENTAL, name, random)
            }),
    );
    rows
}

fn blank(id: u64, organization_id: u64, name: &str, random: &mut Random) -> Password {
    Password {
        id,
        organization_id,
        name: name.to_owned(),
        username: None,
        url: None,
        notes: random
            .percent(10)
            .then(|| "<p>Changed after the last audit.</p>".to_owned()),
        category_id: None,
        configuration_id: None,
        embedded_in: None,
        trait_id: None,
        folder_id: None,
        otp_enabled: false,
        vault_id: None,
        archived: false,
        restricted: false,
        password_updated_at: timestamp(2025, random),
        created_at: timestamp(2022, random),
        updated_at: timestamp(2025, random),
    }
}

fn embedded_names(
    configuration: &Configuration,
    dictionaries: &Dictionaries,
) -> Vec<(&'static str, &'static str)> {
    let kind = dictionaries
        .configuration_types
        .iter()
        .find(|row: &&Named| row.id == configuration.type_id)
        .map_or("", |row| row.kind);
    match kind {
        "server" => vec![
            ("Local administrator", "administrator"),
            ("iDRAC", "root"),
            ("Service account", "\\svc-backup"),
        ],
        "workstation" | "laptop" => vec![("Local administrator", "administrator")],
        "switch" => vec![("Switch admin", "admin")],
        "firewall" => vec![("Firewall", "fwadmin"), ("Firewall (read-only)", "auditor")],
        "storage" => vec![("NAS admin", "nasadmin")],
        "printer" => vec![("Printer admin", "admin")],
        _ => vec![("Device admin", "ubnt")],
    }
}

fn category_id(dictionaries: &Dictionaries, name: &str) -> Option<u64> {
    Some(id_of(&dictionaries.password_categories, name))
}

fn username(account: &str, organization: &Organization) -> Option<String> {
    if account.is_empty() {
        None
    } else if let Some(local) = account.strip_suffix('@') {
        Some(format!("{local}@{}", domain(organization)))
    } else if account.starts_with('\\') {
        Some(format!("{}{account}", organization.short_name))
    } else {
        Some(account.to_owned())
    }
}

fn domain(organization: &Organization) -> String {
    format!("{}.example", organization.short_name.to_lowercase())
}
