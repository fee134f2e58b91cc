//! The part of the tenant where everything is as it should be: most of it.

use crate::Tenant;
use crate::dictionaries::id_of;
use crate::random::Random;
use crate::synthetic::law::{shuffle, sizes};
use crate::synthetic::names::Names;
use crate::synthetic::questions::{Disaster, Draft, Page, PageDevice, Question};
use crate::synthetic::world::{World, given};
use crate::synthetic::{Size, disasters};

/// Configurations of the one very large client.
const LARGEST: usize = 4_000;

/// Fills the tenant up to its size with organizations and devices that are as they should be.
pub(super) fn plant(world: &mut World) {
    world.begin("quiet organizations");
    let first = world.organizations.len();
    for n in 0..world.organizations_left() {
        let name = {
            let World { names, random, .. } = world;
            Names::quiet(names, random)
        };
        let place = world.organization(&name);
        world.homes[place].is_quiet = true;
        if n == 0 {
            // The MSP itself.
            let row = &mut world.organizations[place];
            row.primary = true;
            row.type_id = id_of(&world.dictionaries.organization_types, "Internal");
        }
    }
    world.begin("quiet devices");
    let n_quiet = world.organizations.len() - first;
    let size = world.size;
    let largest = (LARGEST * size.configurations / Size::FULL.configurations).max(1);
    let factor = size.configurations as f64 / (10 * size.organizations) as f64;
    let budget = world.devices_left().saturating_sub(largest);
    let mut n_devices = sizes(n_quiet, factor, budget, &mut world.random);
    if let Some(one) = n_devices.last_mut() {
        *one = largest;
    }
    for (place, n) in (first..).zip(n_devices) {
        for _ in 0..n {
            world.device(place);
        }
    }
    // What the law leaves goes to the organizations of the disasters, which are small.
    let others = if first == 0 {
        world.organizations.len()
    } else {
        first
    };
    for place in (0..others).cycle() {
        if world.device(place).is_none() {
            break;
        }
    }
}

/// Ids of what the quiet questions may ask for.
pub(super) struct Ids {
    organizations: Vec<u64>,
    configurations: Vec<u64>,
}

/// The quiet organizations and their devices that no disaster has, in chance's order.
pub(super) fn ids(world: &mut World) -> Ids {
    world.begin("quiet questions");
    let places = world.quiet_places();
    let mut devices: Vec<usize> = places
        .iter()
        .flat_map(|place| world.free_devices(*place, |row| given(&row.serial_number).is_some()))
        .collect();
    shuffle(&mut devices, &mut world.random);
    devices.truncate(world.size.scaled(4_000));
    Ids {
        organizations: places.iter().map(|place| world.id(*place)).collect(),
        configurations: devices
            .iter()
            .map(|device| world.device_id(*device))
            .collect(),
    }
}

/// Names that no organization has.
pub(super) fn names_nowhere(world: &mut World) -> Vec<String> {
    let World {
        names,
        random,
        size,
        ..
    } = world;
    (0..size.scaled(2_000))
        .map(|_| names.nowhere(random))
        .collect()
}

/// 5,000 exact names, 2,000 with other case or spacing, 2,000 that exist nowhere, 4,000 devices; in proportion to the size.
pub(super) fn questions(
    tenant: &Tenant,
    size: Size,
    ids: &Ids,
    nowhere: &[String],
) -> Vec<Question> {
    let named: Vec<(u64, &str)> = ids
        .organizations
        .iter()
        .filter_map(|id| Some((*id, tenant.organization(*id)?.name.as_str())))
        .collect();
    let organization = |case, shown: &str| Draft::organization(case, Page::of(shown));
    let exact = named
        .iter()
        .take(size.scaled(5_000))
        .map(|(id, name)| organization("exact name", name).link(*id));
    let mut random = Random::for_subject(tenant.seed, "changed names");
    let changed = named
        .iter()
        .rev()
        .take(size.scaled(2_000))
        .map(|(id, name)| {
            organization("case or spacing", &recased(name, random.below(4))).link(*id)
        });
    let unknown = nowhere.iter().map(|name| organization("nowhere", name));
    let devices = ids.configurations.iter().filter_map(|id| {
        let row = tenant.configuration(*id)?;
        let company = &tenant.organization(row.organization_id)?.name;
        let device = PageDevice {
            hostname: given(&row.hostname).map(str::to_owned),
            serial_number: given(&row.serial_number).map(str::to_owned),
            mac_address: None,
        };
        Some(Draft::configuration("true serial", company, device).link(*id))
    });
    let drafts = exact.chain(changed).chain(unknown).chain(devices);
    disasters::numbered(Disaster::Quiet, drafts)
}

fn recased(name: &str, how: u64) -> String {
    match how {
        0 => name.to_uppercase(),
        1 => name.to_lowercase(),
        2 => name.replace(' ', "  ") + " ",
        _ => format!("  {} ", name.to_lowercase()),
    }
}
