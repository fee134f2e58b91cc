//! D01: active organizations with equal names. Only a link by hand tells them apart.

use super::{View, serial, shows};
use crate::dictionaries::id_of;
use crate::synthetic::names::place_trade;
use crate::synthetic::questions::{Disaster, Draft, Page};
use crate::synthetic::world::World;

/// `organizations`: those of one name; `configurations`: one of each, with a serial number of its own.
pub(super) fn plant(world: &mut World) {
    let (n_pairs, n_triples) = (world.size.scaled(100), world.size.scaled(20));
    for n in 0..n_pairs + n_triples {
        let n_equal = if n < n_pairs { 2 } else { 3 };
        let name = world.names.fresh(&mut world.random, place_trade);
        let places: Vec<usize> = (0..n_equal).map(|_| world.organization(&name)).collect();
        for (place, nth) in places.iter().zip(0..) {
            tell_apart(world, *place, n % 3, nth);
        }
        let devices: Vec<usize> = places
            .iter()
            .filter_map(|place| world.device_with_serial(*place))
            .collect();
        world.plant(Disaster::D01, "same name", &places, &devices, Vec::new());
    }
}

/// Other types, other cities, or nothing but other ids.
fn tell_apart(world: &mut World, place: usize, how: usize, nth: usize) {
    match how {
        0 => {
            let type_name = ["Customer", "Prospect", "Vendor"][nth % 3];
            world.organizations[place].type_id =
                id_of(&world.dictionaries.organization_types, type_name);
        }
        1 => {
            let city = world.random.pick(&world.names.words.places);
            world.organizations[place].description = Some(format!("Office in {city}."));
        }
        _ => {}
    }
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let mut cases = vec![Vec::new(), Vec::new(), Vec::new()];
    for (plant, n) in view.planted("same name").zip(0..) {
        let all = plant.organizations.as_slice();
        let name = view.name(all[0]);
        let meant = all[n % all.len()];
        cases[0].push(Draft::organization("bare name", Page::of(name)).suggest(all));
        let linked = Page {
            company_id: Some((400 + n).to_string()),
            linked_to: Some(meant),
            ..Page::of(name)
        };
        cases[1].push(
            Draft::organization("stored link", linked)
                .link(meant)
                .never(all)
                .untrusted(all),
        );
        let mut meant_first = vec![meant];
        meant_first.extend(all.iter().copied().filter(|id| *id != meant));
        let device = plant.configurations.get(n % all.len());
        if let Some(row) = device.and_then(|id| view.tenant.configuration(*id)) {
            let page = Page::of(name).with_device(shows("", serial(row), ""));
            cases[2].push(Draft::organization("serial of one", page).suggest(&meant_first));
        }
    }
    cases
}
