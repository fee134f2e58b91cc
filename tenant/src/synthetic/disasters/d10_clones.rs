//! D10: virtual servers that were copied with their serial number.

use super::{View, has_hostname, has_serial, hostname, serial, shows};
use crate::dictionaries::id_of;
use crate::random::Random;
use crate::synthetic::devices::vmware_serial;
use crate::synthetic::questions::{Disaster, Draft};
use crate::synthetic::world::World;

/// `organizations`: one or two; `configurations`: the clones, one of the first organization first; `words`: the serial number.
pub(super) fn plant(world: &mut World) {
    let (n_within, n_across) = (world.size.scaled(200), world.size.scaled(50));
    let is_usable = |row: &_| has_serial(row) && has_hostname(row);
    let mut homes = world.quiet_with(2, is_usable).into_iter();
    for (n, (place, mut devices)) in homes.by_ref().take(n_within).enumerate() {
        devices.truncate(2 + n % 5);
        plant_clones(world, "within", &[place], &devices);
    }
    for n in 0..n_across {
        let (Some((first, mut devices)), Some((second, others))) = (homes.next(), homes.next())
        else {
            return;
        };
        devices.truncate(1 + n % 3);
        devices.extend(others.into_iter().take(1 + n % 2));
        plant_clones(world, "across", &[first, second], &devices);
    }
}

fn plant_clones(world: &mut World, kind: &'static str, places: &[usize], devices: &[usize]) {
    let serial = if world.random.percent(70) {
        vmware_serial(&mut world.random)
    } else {
        uuid(&mut world.random)
    };
    let dictionaries = &world.dictionaries;
    for device in devices {
        let row = &mut world.configurations[*device];
        row.serial_number = Some(serial.clone());
        row.type_id = id_of(&dictionaries.configuration_types, "Managed Server");
        row.manufacturer_id = Some(id_of(&dictionaries.manufacturers, "VMware, Inc."));
        row.model_id = Some(id_of(&dictionaries.models, "VMware Virtual Platform"));
        row.operating_system_id = Some(id_of(
            &dictionaries.operating_systems,
            "Windows Server 2022",
        ));
    }
    world.plant(Disaster::D10, kind, places, devices, vec![serial]);
}

fn uuid(random: &mut Random) -> String {
    let mut hex = |n: u32| {
        format!(
            "{:0width$x}",
            random.below(1 << (4 * n)),
            width = n as usize
        )
    };
    format!("{}-{}-4{}-a{}-{}", hex(8), hex(4), hex(3), hex(3), hex(12))
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let mut cases = vec![Vec::new(); 5];
    let all: Vec<_> = view
        .planted("within")
        .chain(view.planted("across"))
        .collect();
    let strangers = all.iter().cycle().skip(1);
    for ((n, plant), stranger) in all.iter().enumerate().zip(strangers) {
        let home = plant.organizations[0];
        let clones = plant.configurations.as_slice();
        let here: Vec<_> = view
            .devices(clones)
            .filter(|row| row.organization_id == home)
            .collect();
        let ids: Vec<u64> = here.iter().map(|row| row.id).collect();
        let row = here[n % here.len()];
        let is_across = usize::from(plant.kind == "across");
        let draft = |case, company, hostname: &str| {
            Draft::configuration(case, company, shows(hostname, serial(row), "")).never(clones)
        };
        let name = view.name(home);
        cases[is_across].push(draft("serial and host name", name, hostname(row)).link(row.id));
        cases[2 + is_across].push(draft("serial alone", name, "").suggest(&ids));
        let away = stranger.organizations[0];
        if all.len() > 1 && !plant.organizations.contains(&away) {
            cases[4].push(draft("all elsewhere", view.name(away), ""));
        }
    }
    cases
}
