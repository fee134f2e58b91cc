//! D08: serial numbers that say nothing, on many rows. Only the host name counts.

use super::{JUNK_SERIALS, View, has_hostname, has_serial, hostname, serial, shows};
use crate::random::Random;
use crate::synthetic::law::shuffle;
use crate::synthetic::questions::{Disaster, Draft};
use crate::synthetic::world::World;

/// At most as many at one organization.
const MOST: usize = 40;

/// `organizations`: one; `configurations`: its rows with junk, those with a host name first.
pub(super) fn plant(world: &mut World) {
    let (n_organizations, n_devices) = (world.size.scaled(900), world.size.scaled(6_000));
    let mut homes = world.quiet_with(3, has_serial);
    homes.truncate(n_organizations);
    // One each, the rest by chance: the large ones come to have many.
    let mut n_here = vec![1; homes.len()];
    let mut room: Vec<usize> = homes
        .iter()
        .enumerate()
        .flat_map(|(home, (_, devices))| vec![home; devices.len().min(MOST) - 1])
        .collect();
    shuffle(&mut room, &mut world.random);
    let rest = n_devices.saturating_sub(homes.len());
    for home in room.into_iter().take(rest) {
        n_here[home] += 1;
    }
    for ((place, mut devices), n) in homes.into_iter().zip(n_here) {
        devices.truncate(n);
        // Often one image, so one text for all of them.
        let usual = *world.random.pick(&JUNK_SERIALS);
        for device in &devices {
            let junk = if world.random.percent(60) {
                usual
            } else {
                *world.random.pick(&JUNK_SERIALS)
            };
            let serial = rewritten(junk, &mut world.random);
            world.configurations[*device].serial_number = Some(serial);
        }
        devices.sort_by_key(|device| !has_hostname(&world.configurations[*device]));
        world.plant(Disaster::D08, "junk serial", &[place], &devices, Vec::new());
    }
}

/// In any case and spacing.
fn rewritten(junk: &str, random: &mut Random) -> String {
    match random.below(6) {
        0 => junk.to_uppercase(),
        1 => junk.to_lowercase(),
        2 => format!("{junk} "),
        3 => junk.replace(' ', "  "),
        _ => junk.to_owned(),
    }
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let mut cases = vec![Vec::new(); 3];
    let plants: Vec<_> = view
        .planted("junk serial")
        .filter_map(|plant| {
            let row = view.tenant.configuration(*plant.configurations.first()?)?;
            has_hostname(row).then_some((plant, row))
        })
        .collect();
    let elsewhere = plants.iter().cycle().skip(1);
    for ((n, (plant, row)), (_, other)) in plants.iter().enumerate().zip(elsewhere) {
        let company = view.name(plant.organizations[0]);
        let draft = |case, hostname: &str| {
            let device = shows(hostname, serial(row), "");
            Draft::configuration(case, company, device)
        };
        cases[0].push(
            draft("host name here", hostname(row))
                .link(row.id)
                .never(&plant.configurations),
        );
        // A role and a number alone may stand here as well: then this is no such question.
        let is_here = |name: &str| {
            view.tenant.configurations.iter().any(|row| {
                row.organization_id == plant.organizations[0]
                    && hostname(row).eq_ignore_ascii_case(name)
            })
        };
        let is_asked = cases[1].len() < super::QUESTIONS;
        if is_asked && !is_here(hostname(other)) {
            let mut never = plant.configurations.clone();
            never.push(other.id);
            cases[1].push(draft("host name elsewhere", hostname(other)).never(&never));
        }
        let unknown = format!("NEW-HOST-{n:03}");
        cases[2].push(draft("host name nowhere", &unknown).never(&plant.configurations));
    }
    cases
}
