//! D02: a parent, its children, and one of almost the parent's name that is no relation.

use super::View;
use crate::synthetic::questions::{Disaster, Draft, Page};
use crate::synthetic::world::World;

const SECTORS: [&str; 6] = [
    "Retail",
    "Wholesale",
    "Holdings",
    "Property",
    "Overseas",
    "Services",
];

/// `organizations`: group, child by place, child by sector, the one without the word Group; `words`: a child that is not there.
pub(super) fn plant(world: &mut World) {
    for _ in 0..world.size.scaled(150) {
        let [group, by_place, by_sector, bare, absent] = world.names_on(|names, random| {
            let family = random.pick(&names.words.families).clone();
            let place = random.pick(&names.words.places).clone();
            let other = random.pick(&names.words.places);
            let sector = random.pick(&SECTORS);
            [
                format!("{family} Group"),
                format!("{family} Group - {place}"),
                format!("{family} Group ({sector})"),
                family.clone(),
                // Drawn alike, the two would be one.
                if *other == place {
                    format!("{family} Group - {place} North")
                } else {
                    format!("{family} Group - {other}")
                },
            ]
        });
        let places = [group, by_place, by_sector, bare].map(|name| world.organization(&name));
        let parent = world.id(places[0]);
        for child in [places[1], places[2]] {
            let row = &mut world.organizations[child];
            row.parent_id = Some(parent);
            row.ancestor_ids = vec![parent];
        }
        world.plant(Disaster::D02, "family", &places, &[], vec![absent]);
    }
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    const CASES: [&str; 4] = ["parent", "child by place", "child by sector", "no relation"];
    let mut cases = vec![Vec::new(); CASES.len() + 1];
    for plant in view.planted("family") {
        for ((id, case), drafts) in plant.organizations.iter().zip(CASES).zip(&mut cases) {
            let page = Page::of(view.name(*id));
            drafts.push(
                Draft::organization(case, page)
                    .link(*id)
                    .never(&plant.organizations),
            );
        }
        if let Some(drafts) = cases.last_mut() {
            drafts.extend(plant.words.iter().map(|absent| {
                Draft::organization("child not there", Page::of(absent))
                    .suggest(&plant.organizations[..1])
                    .never(&plant.organizations)
            }));
        }
    }
    cases
}
