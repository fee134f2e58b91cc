//! D11: host names that were used again.

use super::{View, has_hostname, has_serial, hostname, serial, shows};
use crate::synthetic::questions::{Disaster, Draft, Mark};
use crate::synthetic::world::World;

/// `organizations`: one; `configurations`: the older, then the newer, of one host name and two serial numbers.
pub(super) fn plant(world: &mut World) {
    let (n_archived, n_active) = (world.size.scaled(300), world.size.scaled(100));
    let is_usable = |row: &_| has_serial(row) && has_hostname(row);
    let mut homes = world.quiet_with(2, is_usable).into_iter();
    for n in 0..n_archived + n_active {
        let Some((place, devices)) = homes.next() else {
            return;
        };
        let (older, newer) = (devices[0], devices[1]);
        let name = hostname(&world.configurations[older]).to_owned();
        for (device, created, updated) in [(older, 2018, 2021), (newer, 2024, 2026)] {
            let row = &mut world.configurations[device];
            row.hostname = Some(name.clone());
            row.name.clone_from(&name);
            row.created_at = format!("{created}-02-03T09:00:00.000Z");
            row.updated_at = format!("{updated}-01-05T09:00:00.000Z");
        }
        let kind = if n < n_archived {
            world.set_archived(older, true);
            "one active"
        } else {
            "two active"
        };
        world.plant(Disaster::D11, kind, &[place], &[older, newer], Vec::new());
    }
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let mut cases = vec![Vec::new(); 4];
    for kind in ["one active", "two active"] {
        for plant in view.planted(kind) {
            let rows: Vec<_> = view.devices(&plant.configurations).collect();
            let [older, newer] = rows[..] else { continue };
            let draft = |case, serial: &str| {
                let device = shows(hostname(newer), serial, "");
                Draft::configuration(case, view.name(plant.organizations[0]), device)
                    .never(&plant.configurations)
            };
            if kind == "two active" {
                cases[3].push(draft("two active", "").suggest(&[newer.id, older.id]));
                continue;
            }
            cases[0].push(draft("host name alone", "").link(newer.id));
            cases[1].push(draft("serial of the active", serial(newer)).link(newer.id));
            cases[2].push(
                draft("serial of the archived", serial(older))
                    .suggest(&[older.id])
                    .marked(Mark::Archived),
            );
        }
    }
    cases
}
