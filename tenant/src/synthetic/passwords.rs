//! Passwords: those embedded in devices, and the general ones of each organization.

use crate::dictionaries::id_of;
use crate::organizations::timestamp;
use crate::passwords::Password;
use crate::random::Random;
use crate::synthetic::law::{deal, shuffle};
use crate::synthetic::world::{Absent, World};

const FIRST_PASSWORD: u64 = 9_000_001;
/// At most as many in one device.
const MOST_EMBEDDED: usize = 12;
/// General ones of one organization.
const GENERAL: (usize, usize) = (5, 60);

const EMBEDDED: [(&str, &str); 8] = [
    ("Local administrator", "administrator"),
    ("Out-of-band management", "root"),
    ("BIOS", ""),
    ("Service account", "svc-backup"),
    ("Admin", "admin"),
    ("Monitoring", "monitor"),
    ("Database", "sa"),
    ("Encryption PIN", ""),
];

/// Name, user, category.
const OF_ORGANIZATION: [(&str, &str, &str); 14] = [
    ("Domain admin", "adm-support", "Administrative"),
    ("Firewall", "fwadmin", "Network"),
    (
        "Microsoft 365 global admin",
        "admin@tenant.example",
        "Cloud services",
    ),
    ("Wi-Fi", "", "Network"),
    ("Guest Wi-Fi", "", "Network"),
    (
        "Line of business application",
        "sysadmin",
        "Line of business",
    ),
    ("Accounts package", "support", "Line of business"),
    ("Scanner mailbox", "scan@client.example", "Email"),
    ("Shared mailbox", "office@client.example", "Email"),
    ("Domain registrar", "hostmaster", "Vendor portal"),
    ("Broadband portal", "client", "Vendor portal"),
    ("Antivirus console", "security", "Cloud services"),
    ("Backup console", "backup", "Cloud services"),
    ("Directory restore mode", "", "Administrative"),
];

/// All passwords, in the order of their ids.
pub(super) fn passwords(world: &mut World) -> Vec<Password> {
    world.begin("passwords");
    let total = world.size.passwords;
    let mut random = world.random.clone();
    let mut ids: Vec<u64> = (FIRST_PASSWORD..).take(total).collect();
    shuffle(&mut ids, &mut random);
    let mut ids = ids.into_iter();
    let mut rows = Vec::with_capacity(total);
    let n_organizations = world.organizations.len();
    let mut embedded = Vec::with_capacity(world.configurations.len());
    embedded.resize_with(world.configurations.len(), || n_embedded(&mut random));
    let n_general = total.saturating_sub(embedded.iter().sum());
    // More than usual only where there are too many passwords for the organizations.
    let most = GENERAL.1.max(n_general.div_ceil(n_organizations.max(1)));
    let general = deal(n_organizations, n_general, (GENERAL.0, most), &mut random);
    for (device, n) in world.configurations.iter().zip(embedded) {
        for (id, n) in ids.by_ref().take(n).zip(random.below(8)..) {
            let (name, user) = EMBEDDED[(n as usize) % EMBEDDED.len()];
            let kind = Kind {
                name,
                user,
                category: "Administrative",
            };
            let mut row = password(world, id, device.organization_id, &kind, &mut random);
            row.configuration_id = Some(device.id);
            rows.push(row);
        }
    }
    for (organization, n) in world.organizations.iter().zip(general) {
        for (id, n) in ids.by_ref().take(n).zip(0..) {
            let (name, user, category) = OF_ORGANIZATION[n % OF_ORGANIZATION.len()];
            let kind = Kind {
                name,
                user,
                category,
            };
            rows.push(password(world, id, organization.id, &kind, &mut random));
        }
    }
    rows.sort_unstable_by_key(|row| row.id);
    rows
}

/// None at three devices of ten, else one and, more and more rarely, another.
fn n_embedded(random: &mut Random) -> usize {
    if random.percent(30) {
        return 0;
    }
    let mut n = 1;
    while n < MOST_EMBEDDED && random.percent(46) {
        n += 1;
    }
    n
}

struct Kind {
    name: &'static str,
    user: &'static str,
    category: &'static str,
}

fn password(
    world: &World,
    id: u64,
    organization_id: u64,
    kind: &Kind,
    random: &mut Random,
) -> Password {
    let absent = Absent::of_row(random);
    let is_vaulted = random.percent(2);
    Password {
        id,
        organization_id,
        name: kind.name.to_owned(),
        username: absent.or(!kind.user.is_empty(), || kind.user.to_owned()),
        url: absent.or(random.percent(20), || "https://portal.example/".to_owned()),
        notes: absent.or(random.percent(6), || {
            "<p>Changed after the audit.</p>".to_owned()
        }),
        category_id: Some(id_of(
            &world.dictionaries.password_categories,
            kind.category,
        )),
        // A vault keeps the secret of a code, too.
        otp_enabled: !is_vaulted && random.below(980) < 50,
        vault_id: is_vaulted.then(|| 1 + random.below(9)),
        archived: random.percent(3),
        restricted: random.percent(4),
        password_updated_at: timestamp(2024 + random.below(2), random),
        created_at: timestamp(2020 + random.below(4), random),
        updated_at: timestamp(2024 + random.below(2), random),
        ..Password::default()
    }
}
