//! D07: words in another order, and pairs where the order is the whole difference.

use super::View;
use crate::synthetic::names::family_trade;
use crate::synthetic::questions::{Disaster, Draft, Page};
use crate::synthetic::world::World;

const MIDDLES: [&str; 6] = [
    "Regional", "Valley", "Coastal", "Central", "County", "Heritage",
];
const DIRECTIONS: [&str; 12] = [
    "North", "South", "East", "West", "Upper", "Lower", "Inner", "Outer", "Great", "Little", "Old",
    "Far",
];

/// `organizations`: one, or a pair; `words`: the moved forms.
pub(super) fn plant(world: &mut World) {
    for _ in 0..world.size.scaled(60) {
        let name = world.names.fresh(&mut world.random, family_trade);
        let place = world.organization(&name);
        let moved = match name.split_once(' ') {
            Some((first, last)) => format!("{last}, {first}"),
            None => name,
        };
        world.plant(Disaster::D07, "comma", &[place], &[], vec![moved]);
    }
    for _ in 0..world.size.scaled(60) {
        let [name, moved] = world.names_on(|names, random| {
            let place = random.pick(&names.words.places).clone();
            let trade = *random.pick(&names.words.trades);
            let middle = random.pick(&MIDDLES);
            [
                format!("{place} {middle} {trade}"),
                format!("{trade} {place} {middle}"),
            ]
        });
        let place = world.organization(&name);
        world.plant(Disaster::D07, "moved", &[place], &[], vec![moved]);
    }
    for _ in 0..world.size.scaled(30) {
        let [name, moved] = world.names_on(|names, random| {
            let place = random.pick(&names.words.places);
            [
                format!("University of {place}"),
                format!("{place} University"),
            ]
        });
        let place = world.organization(&name);
        world.plant(Disaster::D07, "of", &[place], &[], vec![moved]);
    }
    for _ in 0..world.size.scaled(30) {
        let [name, other, moved] = world.names_on(|names, random| {
            let first = *random.pick(&DIRECTIONS);
            let second = *random.pick(&DIRECTIONS);
            // Two of the same would be no pair: then there is one more word.
            let second = if second == first { "Mid" } else { second };
            let trade = *random.pick(&names.words.trades);
            [
                format!("{first} {second} {trade}"),
                format!("{second} {first} {trade}"),
                format!("{trade} {first} {second}"),
            ]
        });
        let places = [world.organization(&name), world.organization(&other)];
        world.plant(Disaster::D07, "pair", &places, &[], vec![moved]);
    }
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let suggested = |kind: &'static str| -> Vec<Draft> {
        view.planted(kind)
            .map(|plant| {
                Draft::organization(kind, Page::of(&plant.words[0])).suggest(&plant.organizations)
            })
            .collect()
    };
    let comma = view.planted("comma").map(|plant| {
        Draft::organization("comma", Page::of(&plant.words[0])).link(plant.organizations[0])
    });
    let exact = |nth: usize| -> Vec<Draft> {
        view.planted("pair")
            .map(|plant| {
                let meant = plant.organizations[nth];
                Draft::organization("pair, exact order", Page::of(view.name(meant)))
                    .link(meant)
                    .never(&plant.organizations)
            })
            .collect()
    };
    vec![
        comma.collect(),
        suggested("moved"),
        suggested("of"),
        suggested("pair"),
        exact(0),
        exact(1),
    ]
}
