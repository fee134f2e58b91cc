//! Makes the devices of one client after another.

use crate::configurations::{Configuration, Details, Interface, RmmRecord};
use crate::dictionaries::{Dictionaries, id_of};
use crate::fixtures;
use crate::organizations::{Organization, RemoteId, timestamp};
use crate::plans::{Agent, Class, Plan, plans};
use crate::random::{Ids, Random};

/// The Datto platform the demo's device links point to.
pub const DATTO_HOST: &str = "pinotage.rmm.datto.com";

/// Serial numbers that mean nothing, as board makers and installers leave them.
pub const JUNK_SERIALS: [&str; 8] = [
    "To be filled by O.E.M.",
    "Default string",
    "System Serial Number",
    "0",
    "None",
    "123456789",
    "Not Specified",
    "XXXXXXX",
];

/// Counters shared by all clients.
#[derive(Debug)]
pub(crate) struct Numbers {
    ids: Ids,
    next_datto_id: u64,
    next_record_id: u64,
}

impl Default for Numbers {
    fn default() -> Self {
        let mut ids = Ids::default();
        // The hand-made devices take their ids from these two blocks and the list.
        for id in (8_801_001..=8_801_099).chain(8_802_001..=8_802_099) {
            ids.reserve(id);
        }
        for id in [
            fixtures::HDG_FS01,
            fixtures::CEDAR_CONTRADICTION,
            fixtures::TIDEWATER_CLASH,
            fixtures::PENNINE_CLASH,
        ] {
            ids.reserve(id);
        }
        Self {
            ids,
            next_datto_id: 430_001,
            next_record_id: 70_001,
        }
    }
}

/// The devices of one client. `index` only spreads the address ranges.
pub(crate) fn devices(
    seed: u64,
    index: usize,
    organization: &Organization,
    dictionaries: &Dictionaries,
    numbers: &mut Numbers,
) -> Vec<Configuration> {
    let mut random = Random::for_subject(seed, &format!("fleet {}", organization.short_name));
    let plans = plans(organization, &mut random);
    plans
        .into_iter()
        .zip(1..)
        .map(|(plan, position)| {
            let subnet = format!("10.{}.{}", 10 + index, position / 200);
            let address = Address {
                ip: format!("{subnet}.{}", 10 + position % 200),
                gateway: format!("{subnet}.1"),
            };
            build(
                plan,
                address,
                organization,
                dictionaries,
                &mut random,
                numbers,
            )
        })
        .collect()
}

struct Address {
    ip: String,
    gateway: String,
}

fn build(
    plan: Plan,
    address: Address,
    organization: &Organization,
    dictionaries: &Dictionaries,
    random: &mut Random,
    numbers: &mut Numbers,
) -> Configuration {
    let (type_name, _, rmm_word, models) = plan.class.facts();
    let drawn_id = numbers.ids.draw(random);
    let id = plan.id.unwrap_or(drawn_id);
    let is_fixture = plan.id.is_some();
    let (maker, model) = if is_fixture {
        models[0]
    } else {
        *random.pick(models)
    };
    let serial = plan
        .serial
        .clone()
        .unwrap_or_else(|| serial(maker, is_fixture, random));
    // IANA's own block: no maker's, and not marked as locally administered, which would make it weak.
    let mac = [0x00, 0x00, 0x5e]
        .into_iter()
        .chain((0..3).map(|_| random.below(256)))
        .collect::<Vec<u64>>();
    let os = match (plan.class, maker) {
        (_, "Apple") => "macOS 14",
        (Class::Server, _) => {
            *random.pick(&["Windows Server 2022", "Windows Server 2019", "Debian 12"])
        }
        (Class::Desktop | Class::Laptop, _) => *random.pick(&["Windows 11 Pro", "Windows 10 Pro"]),
        _ => "",
    };
    let remote_id = match plan.datto {
        Agent::None => None,
        Agent::Fixed(remote_id) => Some(("aem", remote_id)),
        Agent::Drawn => {
            numbers.next_datto_id += 1;
            Some(("aem", numbers.next_datto_id))
        }
    };
    // What is left of the RMM that Tidewater used before.
    let remote_id = if id == fixtures::TIDEWATER_CLASH {
        Some(("ninja-rmm", fixtures::DATTO_CLASH))
    } else {
        remote_id
    };
    let rmm_records: Vec<RmmRecord> = remote_id
        .map(|(integration, remote_id)| {
            numbers.next_record_id += 1;
            RmmRecord {
                id: numbers.next_record_id,
                integration,
                remote_id: remote_id.to_string(),
                remote_uid: (integration == "aem").then(|| uid(remote_id)),
                hostname: plan.name.clone(),
                device_type: rmm_word,
                external_url: external_url(integration, remote_id, &plan.name),
                ip_addresses: vec![address.ip.clone()],
                mac_addresses: vec![spell_mac(&mac, 0)],
                serial_number: Some(serial.clone()),
                last_login_user: Some(format!(
                    "{}\\{}",
                    organization.short_name,
                    random.pick(&USERS)
                )),
                operating_system: os.to_owned(),
                last_seen_online: timestamp(2025, random),
            }
        })
        .into_iter()
        .collect();
    let is_reported = !rmm_records.is_empty();
    let keeps_serial =
        id != fixtures::HDG_FS01 && !(is_reported && !is_fixture && random.percent(30));
    let row_mac =
        (!(is_reported && (is_fixture || random.percent(35)))).then(|| match random.below(12) {
            0 => "00:00:00:00:00:00".to_owned(),
            n => spell_mac(&mac, n),
        });
    numbers.next_record_id += 1;
    let interface = Interface {
        id: numbers.next_record_id,
        name: "Ethernet".into(),
        ip_address: Some(address.ip.clone()),
        mac_address: row_mac.clone(),
        primary: true,
    };
    let archived = !is_fixture && random.percent(6);
    Configuration {
        id,
        organization_id: organization.id,
        hostname: (!rmm_word.is_empty()).then(|| plan.name.clone()),
        primary_ip: Some(address.ip),
        mac_address: row_mac,
        default_gateway: Some(address.gateway),
        serial_number: keeps_serial.then_some(serial),
        asset_tag: random
            .percent(30)
            .then(|| format!("A{:05}", random.below(100_000))),
        notes: random
            .percent(12)
            .then(|| "<p>Moved during the office refit.</p>".to_owned()),
        type_id: id_of(&dictionaries.configuration_types, type_name),
        status_id: id_of(
            &dictionaries.configuration_statuses,
            if archived { "Inactive" } else { "Active" },
        ),
        manufacturer_id: Some(id_of(&dictionaries.manufacturers, maker)),
        model_id: Some(id_of(&dictionaries.models, model)),
        operating_system_id: (!os.is_empty()).then(|| id_of(&dictionaries.operating_systems, os)),
        warranty_expires_at: random
            .percent(60)
            .then(|| timestamp(2027, random)[..10].to_owned()),
        archived,
        details: Details::default(),
        interfaces: vec![interface],
        rmm_records,
        remote_ids: random
            .percent(50)
            .then(|| RemoteId {
                integration: "autotask",
                remote_id: (500_000 + numbers.next_record_id).to_string(),
            })
            .into_iter()
            .collect(),
        created_at: timestamp(2022, random),
        updated_at: timestamp(2025, random),
        name: plan.name,
    }
}

const USERS: [&str; 8] = [
    "reception",
    "m.ellis",
    "j.okafor",
    "s.varga",
    "administrator",
    "p.lindqvist",
    "k.brandt",
    "a.dunne",
];

fn serial(maker: &str, is_fixture: bool, random: &mut Random) -> String {
    if !is_fixture {
        if random.percent(5) {
            return (*random.pick(&JUNK_SERIALS)).to_owned();
        }
        if random.percent(2) {
            // One wrong label, copied many times: a serial number that several clients share.
            return "CN0DUPL1C8".to_owned();
        }
    }
    const SIGNS: &[u8] = b"0123456789BCDFGHJKLMNPQRSTVWXYZ";
    if maker == "VMware, Inc." {
        let bytes: Vec<String> = (0..16)
            .map(|_| format!("{:02x}", random.below(256)))
            .collect();
        return format!("VMware-{}-{}", bytes[..8].join(" "), bytes[8..].join(" "));
    }
    let n_signs = if maker == "Dell" { 7 } else { 10 };
    (0..n_signs)
        .map(|_| char::from(*random.pick(SIGNS)))
        .collect()
}

fn spell_mac(bytes: &[u64], style: u64) -> String {
    let pairs = |joint: &str| {
        bytes
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect::<Vec<_>>()
            .join(joint)
    };
    match style % 4 {
        0 => pairs(":"),
        1 => pairs("-"),
        2 => pairs("").to_lowercase(),
        _ => {
            let plain = pairs("").to_lowercase();
            format!("{}.{}.{}", &plain[..4], &plain[4..8], &plain[8..])
        }
    }
}

fn external_url(integration: &str, remote_id: u64, name: &str) -> String {
    match integration {
        "aem" => format!("https://{DATTO_HOST}/device/{remote_id}/{name}"),
        _ => format!("https://rmm.example/devices/{remote_id}"),
    }
}

/// A stable UUID for a Datto record.
pub(crate) fn uid(id: u64) -> String {
    let mut random = Random::for_subject(id, "uid");
    let (high, low) = (random.next_u64(), random.next_u64());
    format!(
        "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        low >> 52,
        low & 0xffff_ffff_ffff
    )
}
