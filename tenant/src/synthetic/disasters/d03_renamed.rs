//! D03: renamed organizations, whose old name stands somewhere in the row, and may be another's by now.

use super::View;
use crate::synthetic::questions::{Disaster, Draft, Page};
use crate::synthetic::world::World;

const KINDS: [&str; 3] = ["short name", "description", "quick notes"];

/// `organizations`: the renamed one, then who bears the old name today, if anybody; `words`: the old name.
pub(super) fn plant(world: &mut World) {
    let n_borne = world.size.scaled(50);
    for n in 0..world.size.scaled(150).max(KINDS.len()) {
        let (new, old) = (world.plain_name(), world.plain_name());
        let kind = KINDS[n % KINDS.len()];
        let place = world.organization(&new);
        let row = &mut world.organizations[place];
        match kind {
            "short name" => row.short_name.clone_from(&old),
            "description" => row.description = Some(format!("Formerly {old}.")),
            _ => {
                let html = old.replace('&', "&amp;");
                row.quick_notes = Some(format!("<p>Renamed; was {html} before.</p>"));
            }
        }
        let mut places = vec![place];
        let kind = if n < n_borne {
            places.push(world.organization(&old));
            "borne by another"
        } else {
            kind
        };
        world.plant(Disaster::D03, kind, &places, &[], vec![old]);
    }
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let borne = view.planted("borne by another").map(|plant| {
        let newest_first: Vec<u64> = plant.organizations.iter().rev().copied().collect();
        Draft::organization("borne by another", Page::of(&plant.words[0])).suggest(&newest_first)
    });
    let of_kind = |kind: &'static str, shown: fn(&str) -> String| {
        view.planted(kind)
            .map(|plant| {
                let page = Page::of(&shown(&plant.words[0]));
                Draft::organization(kind, page).suggest(&plant.organizations)
            })
            .collect::<Vec<Draft>>()
    };
    let mut cases = vec![borne.collect()];
    for kind in KINDS {
        cases.push(of_kind(kind, str::to_owned));
        cases.push(of_kind(kind, str::to_uppercase));
    }
    cases
}
