//! D05: legal forms dropped, spelled out and swapped, and pairs that differ in nothing else.

use super::View;
use crate::synthetic::names::family_trade;
use crate::synthetic::questions::{Disaster, Draft, Page};
use crate::synthetic::world::World;

/// A form, the same spelled out (or shortened), and another that is not the same.
const SPELLINGS: [(&str, &str, &str); 9] = [
    ("Ltd", "Limited", "LLC"),
    ("Limited", "Ltd", "Inc."),
    ("LLC", "Limited Liability Company", "GmbH"),
    ("Inc.", "Incorporated", "Ltd"),
    ("GmbH", "Gesellschaft mit beschränkter Haftung", "LLC"),
    ("S.A.", "Société Anonyme", "B.V."),
    ("Pty Ltd", "Proprietary Limited", "GmbH"),
    ("B.V.", "Besloten Vennootschap", "A/S"),
    ("A/S", "Aktieselskab", "S.A."),
];

/// `organizations`: one with a form, one without, or two that differ in it; `words`: the name without its form.
pub(super) fn plant(world: &mut World) {
    for n in 0..world.size.scaled(200).max(2) {
        // Every fourth has none.
        let (kind, form) = if n % 4 == 1 {
            ("without form", "")
        } else {
            ("with form", SPELLINGS[n % SPELLINGS.len()].0)
        };
        plant_formed(world, kind, &[form]);
    }
    for n in 0..world.size.scaled(50) {
        let (form, _, other) = SPELLINGS[n % SPELLINGS.len()];
        plant_formed(world, "pair", &[form, other]);
    }
}

/// One organization for each form, of one name otherwise.
fn plant_formed(world: &mut World, kind: &'static str, forms: &[&str]) {
    let (bare, stored) = loop {
        let bare = family_trade(&world.names.words, &mut world.random);
        let stored: Vec<String> = forms
            .iter()
            .map(|form| format!("{bare} {form}").trim_end().to_owned())
            .collect();
        let texts: Vec<&str> = stored.iter().map(String::as_str).collect();
        if world.names.claim(&texts) {
            break (bare, stored);
        }
    };
    let places: Vec<usize> = stored.iter().map(|name| world.organization(name)).collect();
    world.plant(Disaster::D05, kind, &places, &[], vec![bare]);
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let mut cases = vec![Vec::new(); 6];
    for plant in view.planted("with form") {
        let (id, bare) = (plant.organizations[0], &plant.words[0]);
        let form = view.name(id).strip_prefix(bare.as_str()).unwrap_or("");
        let Some((_, same, other)) = SPELLINGS.iter().find(|(known, ..)| *known == form.trim())
        else {
            continue;
        };
        let shown = |form: &str| Page::of(&format!("{bare} {form}"));
        cases[0].push(Draft::organization("dropped", Page::of(bare)).link(id));
        cases[1].push(Draft::organization("spelled out", shown(same)).link(id));
        cases[2].push(Draft::organization("swapped", shown(other)).suggest(&[id]));
    }
    for plant in view.planted("without form") {
        let page = Page::of(&plant.words[0].to_uppercase());
        cases[3].push(Draft::organization("without form", page).link(plant.organizations[0]));
    }
    for (plant, n) in view.planted("pair").zip(0..) {
        let both = plant.organizations.as_slice();
        let meant = both[n % both.len()];
        let exact = Page::of(view.name(meant));
        cases[4].push(
            Draft::organization("pair, exact form", exact)
                .link(meant)
                .never(both),
        );
        let bare = Page::of(&plant.words[0]);
        cases[5].push(Draft::organization("pair, no form", bare).suggest(both));
    }
    cases
}
