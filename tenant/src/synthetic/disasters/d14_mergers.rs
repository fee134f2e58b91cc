//! D14: clients that have become one.

use super::{View, has_serial, hostname, serial, shows};
use crate::synthetic::questions::{Disaster, Draft, Mark, Page};
use crate::synthetic::world::World;

/// Devices that came with each client that was taken over.
const MOVED: usize = 2;

/// `organizations`: the one that lives on, and, where only half was done, the other; `configurations`: devices of the other
/// that stand here now; `words`: the two old names.
pub(super) fn plant(world: &mut World) {
    for (kind, n_full) in [
        ("A + B", 40),
        ("A incl. B", 40),
        ("B in the short name", 20),
        ("A only", 20),
        ("half", 40),
    ] {
        for _ in 0..world.size.scaled(n_full) {
            let (a, b, name) = loop {
                let (a, b) = (world.plain_name(), world.plain_name());
                let name = match kind {
                    "A + B" => format!("{a} + {b}"),
                    "A incl. B" => format!("{a} incl. {b}"),
                    _ => break (a.clone(), b, a),
                };
                if world.names.claim(&[&name]) {
                    break (a, b, name);
                }
            };
            let mut places = vec![world.organization(&name)];
            if kind == "half" {
                places.push(world.organization(&b));
            }
            if kind == "B in the short name" {
                world.organizations[places[0]].short_name.clone_from(&b);
            }
            let short = world.names.short_name(&b);
            let devices: Vec<usize> = (1..=MOVED)
                .filter_map(|n| {
                    let device = world.device_with_serial(places[0])?;
                    let row = &mut world.configurations[device];
                    row.hostname = Some(format!("{short}-PC{n:02}"));
                    row.name = format!("{short}-PC{n:02}");
                    Some(device)
                })
                .collect();
            world.plant(Disaster::D14, kind, &places, &devices, vec![a, b]);
        }
    }
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let mut cases = vec![Vec::new(); 8];
    for plant in &view.plants {
        let (a, b) = (&plant.words[0], &plant.words[1]);
        let here = plant.organizations[0];
        let named = |case, name: &str| Draft::organization(case, Page::of(name));
        let device = view
            .devices(&plant.configurations)
            .find(|row| has_serial(row));
        let device_under = |case, company: &str| {
            device.map(|row| {
                let shown = shows(hostname(row), serial(row), "");
                (Draft::configuration(case, company, shown), row.id)
            })
        };
        match plant.kind {
            "half" => {
                let there = plant.organizations[1];
                let both = plant.organizations.as_slice();
                cases[0].push(named("half: A", a).link(here).never(both));
                cases[1].push(named("half: B", b).link(there).never(both));
                // It stands at another organization than the page's.
                let moved = device_under("half: device of B on B's page", b);
                cases[7].extend(moved.map(|(draft, id)| draft.never(&[id])));
                continue;
            }
            "A only" => {
                cases[2].push(named("A lives on", a).link(here));
                cases[3].push(named("B is gone", b).never(&[here]));
            }
            "B in the short name" => {
                cases[2].push(named("A lives on", a).link(here));
                cases[4].push(named("B in the short name", b).suggest(&[here]));
            }
            marked => cases[5].push(named(marked, b).suggest(&[here])),
        }
        // Half of them on a page that still says B, half on one that says what IT Glue does.
        let says_b = cases[6].len() % 2 == 0;
        let company = if says_b { b } else { view.name(here) };
        let case = if says_b {
            "device on B's page"
        } else {
            "device of B under A"
        };
        cases[6].extend(
            device_under(case, company).map(|(draft, id)| draft.link(id).marked(Mark::Merged)),
        );
    }
    cases
}
