//! D04: names with spaces where none belong, or of kinds that nobody sees.

use super::View;
use crate::synthetic::questions::{Disaster, Draft, Page};
use crate::synthetic::world::World;

/// What is done to a clean name. None of it joins or parts words.
const DIRT: [fn(&str) -> String; 8] = [
    |name| format!("{name} "),
    |name| format!(" {name}"),
    |name| name.replace(' ', "  "),
    |name| name.replace(' ', "\u{a0}"),
    |name| name.replace(' ', "\u{2009}"),
    |name| name.replace(' ', " \u{200b}"),
    |name| name.replace(' ', "\t"),
    |name| format!("{name}\r\n"),
];

/// `organizations`: one, or two that differ in spaces alone; `words`: the clean name, and another dirty form of it.
pub(super) fn plant(world: &mut World) {
    for n in 0..world.size.scaled(160) {
        let clean = world.plain_name();
        let other = DIRT[(n + 3) % DIRT.len()](&clean);
        // A quarter is clean here and dirty on the page.
        let (kind, stored) = if n % 4 == 3 {
            ("dirty on the page", clean.clone())
        } else {
            ("dirty here", DIRT[(n - n / 4) % DIRT.len()](&clean))
        };
        let place = world.organization(&stored);
        world.plant(Disaster::D04, kind, &[place], &[], vec![clean, other]);
    }
    for n in 0..world.size.scaled(20) {
        let clean = world.plain_name();
        let dirty = DIRT[n % DIRT.len()](&clean);
        let other = DIRT[(n + 3) % DIRT.len()](&clean);
        let places = [world.organization(&clean), world.organization(&dirty)];
        world.plant(Disaster::D04, "twins", &places, &[], vec![clean, other]);
    }
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let one = |kind, case, word: usize| -> Vec<Draft> {
        view.planted(kind)
            .map(|plant| {
                Draft::organization(case, Page::of(&plant.words[word])).link(plant.organizations[0])
            })
            .collect()
    };
    let twins = |word: usize| -> Vec<Draft> {
        view.planted("twins")
            .map(|plant| {
                Draft::organization("twins", Page::of(&plant.words[word]))
                    .suggest(&plant.organizations)
            })
            .collect()
    };
    vec![
        one("dirty here", "dirty here, clean on the page", 0),
        one("dirty here", "dirty in two ways", 1),
        one("dirty on the page", "clean here, dirty on the page", 1),
        twins(0),
        twins(1),
    ]
}
