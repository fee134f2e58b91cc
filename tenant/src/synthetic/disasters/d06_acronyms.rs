//! D06: acronyms on pages. They are of four letters and more, so that nobody else has them by accident.

use super::View;
use crate::random::Random;
use crate::synthetic::names::{Names, initials};
use crate::synthetic::questions::{Disaster, Draft, Page};
use crate::synthetic::world::World;

const REGIONS: [&str; 12] = [
    "Regional",
    "Northern",
    "Valley",
    "Coastal",
    "United",
    "Metropolitan",
    "County",
    "Central",
    "Eastern",
    "Independent",
    "Joint",
    "Federated",
];
const UNIONS: [&str; 12] = [
    "Alliance",
    "Partnership",
    "Trust",
    "Federation",
    "Society",
    "Union",
    "Cooperative",
    "League",
    "Network",
    "Guild",
    "Bureau",
    "Institute",
];

/// `organizations`: those whose initials are the acronym, the one that bears it as its name first; `words`: the acronym.
/// "two letters" are names like all others, with their two initials.
pub(super) fn plant(world: &mut World) {
    for (kind, n_full, n_alike) in [
        ("short name", 60, 1),
        ("initials", 60, 1),
        ("whole name", 30, 1),
        ("same initials", 20, 2),
        ("same initials", 20, 3),
    ] {
        for _ in 0..world.size.scaled(n_full) {
            plant_one(world, kind, n_alike);
        }
    }
}

fn plant_one(world: &mut World, kind: &'static str, n_alike: usize) {
    let (acronym, names) = loop {
        let Some((acronym, names)) = alike(&world.names, n_alike, &mut world.random) else {
            continue;
        };
        let texts: Vec<&str> = names.iter().map(String::as_str).collect();
        if world.names.claim(&texts) && world.names.reserve_acronym(&acronym) {
            break (acronym, names);
        }
    };
    let mut places = Vec::new();
    if kind == "whole name" {
        places.push(world.organization(&acronym));
    }
    for name in &names {
        let place = world.organization(name);
        if kind == "short name" {
            world.organizations[place].short_name.clone_from(&acronym);
        }
        places.push(place);
    }
    world.plant(Disaster::D06, kind, &places, &[], vec![acronym]);
}

/// Names of the same four initials; none if chance gives one twice.
fn alike(names: &Names, n: usize, random: &mut Random) -> Option<(String, Vec<String>)> {
    let words = &names.words;
    let first = random.pick(&words.places).clone();
    let (region, trade, union) = (
        *random.pick(&REGIONS),
        *random.pick(&words.trades),
        *random.pick(&UNIONS),
    );
    let mut alike = vec![format!("{first} {region} {trade} {union}")];
    while alike.len() < n {
        let begins = |word: &&String| word.chars().next() == first.chars().next();
        let others: Vec<&String> = words.places.iter().filter(begins).collect();
        let other = format!("{} {region} {trade} {union}", random.pick(&others));
        if alike.contains(&other) {
            return None;
        }
        alike.push(other);
    }
    let [_, _, acronym] = initials(&alike[0]);
    Some((acronym, alike))
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let suggested = |kind: &'static str| -> Vec<Draft> {
        view.planted(kind)
            .map(|plant| {
                Draft::organization(kind, Page::of(&plant.words[0])).suggest(&plant.organizations)
            })
            .collect()
    };
    let whole = view.planted("whole name").map(|plant| {
        Draft::organization("whole name", Page::of(&plant.words[0]))
            .link(plant.organizations[0])
            .never(&plant.organizations)
    });
    // Two letters of an organization that is here: they fit hundreds.
    let two = view.planted("initials").map(|plant| {
        let letters: String = plant.words[0].chars().take(2).collect();
        Draft::organization("two letters", Page::of(&letters)).never(&plant.organizations)
    });
    vec![
        suggested("short name"),
        suggested("initials"),
        whole.collect(),
        suggested("same initials"),
        two.collect(),
    ]
}
