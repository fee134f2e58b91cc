//! D09: docking stations, whose MAC address every laptop reports that ever stood in them.

use super::{View, has_serial, serial, shows};
use crate::configurations::Configuration;
use crate::dictionaries::id_of;
use crate::synthetic::devices::spelled;
use crate::synthetic::questions::{Disaster, Draft};
use crate::synthetic::world::{World, given};

/// Laptops of one dock.
const LAPTOPS: (usize, usize) = (2, 15);

/// "dock": `organizations`: one; `configurations`: another device of it with a serial number, then the laptops.
/// "moved dock": two organizations; the same, the other device and at least one laptop of the first.
/// `words`: the MAC address.
pub(super) fn plant(world: &mut World) {
    let computers = [
        id_of(&world.dictionaries.configuration_types, "Managed Laptop"),
        id_of(
            &world.dictionaries.configuration_types,
            "Managed Workstation",
        ),
    ];
    let is_computer =
        |row: &Configuration| computers.contains(&row.type_id) && given(&row.mac_address).is_some();
    let (n_docks, n_moved) = (world.size.scaled(270), world.size.scaled(30));
    let mut homes = world
        .quiet_with(4, is_computer)
        .into_iter()
        .filter_map(|(place, mut laptops)| {
            // The other device of the question: any that can be told apart.
            let at = laptops
                .iter()
                .position(|device| has_serial(&world.configurations[*device]))?;
            let other = laptops.swap_remove(at);
            // Most docks stand with few, some go round the whole office.
            let n = LAPTOPS.0 + (other * 7) % (LAPTOPS.1 - 1);
            laptops.truncate(n.min(LAPTOPS.1));
            Some((place, other, laptops))
        })
        .collect::<Vec<_>>()
        .into_iter();
    for (place, other, laptops) in homes.by_ref().take(n_docks) {
        plant_dock(world, "dock", &[place], other, &laptops);
    }
    for _ in 0..n_moved {
        let (Some((first, other, mut laptops)), Some((second, _, moved))) =
            (homes.next(), homes.next())
        else {
            return;
        };
        laptops.truncate(4);
        laptops.extend(moved.into_iter().take(3));
        plant_dock(world, "moved dock", &[first, second], other, &laptops);
    }
}

fn plant_dock(
    world: &mut World,
    kind: &'static str,
    places: &[usize],
    other: usize,
    laptops: &[usize],
) {
    let mac = world.serials.mac("Dell", &mut world.random);
    let laptop = id_of(&world.dictionaries.configuration_types, "Managed Laptop");
    for device in laptops {
        let style = world.random.below(10);
        let row = &mut world.configurations[*device];
        row.mac_address = Some(spelled(&mac, style));
        row.type_id = laptop;
    }
    let mut devices = vec![other];
    devices.extend(laptops);
    world.plant(
        Disaster::D09,
        kind,
        places,
        &devices,
        vec![spelled(&mac, 0)],
    );
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let mut cases = vec![Vec::new(); 4];
    for kind in ["dock", "moved dock"] {
        for plant in view.planted(kind) {
            let ([other, laptops @ ..], mac) = (plant.configurations.as_slice(), &plant.words[0])
            else {
                continue;
            };
            let home = plant.organizations[0];
            let company = view.name(home);
            let here: Vec<u64> = view
                .devices(laptops)
                .filter(|row| row.organization_id == home)
                .map(|row| row.id)
                .collect();
            let alone = Draft::configuration("MAC alone", company, shows("", "", mac));
            let case = usize::from(kind == "moved dock");
            cases[case].push(alone.suggest(&here).never(laptops));
            let own = view
                .devices(laptops)
                .find(|row| row.organization_id == home && has_serial(row));
            if let Some(row) = own {
                let device = shows("", serial(row), mac);
                cases[2].push(
                    Draft::configuration("MAC and serial agree", company, device)
                        .link(row.id)
                        .never(laptops),
                );
            }
            if let Some(row) = view.tenant.configuration(*other) {
                let device = shows("", serial(row), mac);
                cases[3].push(
                    Draft::configuration("serial of another", company, device)
                        .suggest(&[row.id])
                        .never(laptops),
                );
            }
        }
    }
    cases
}
