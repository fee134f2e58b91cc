//! D12: organizations that are inactive, or gone since they were read.

use super::View;
use crate::dictionaries::id_of;
use crate::synthetic::questions::{Disaster, Draft, Mark, Page};
use crate::synthetic::world::World;

/// "inactive": one organization. "inactive and active": both, the inactive first. "deleted": no row; `words`: its name and id.
pub(super) fn plant(world: &mut World) {
    let inactive = id_of(&world.dictionaries.organization_statuses, "Inactive");
    let (n_alone, n_borne) = (world.size.scaled(240), world.size.scaled(60));
    for n in 0..n_alone + n_borne {
        let name = world.plain_name();
        let place = world.organization(&name);
        world.organizations[place].status_id = inactive;
        if n < n_alone {
            world.plant(Disaster::D12, "inactive", &[place], &[], Vec::new());
        } else {
            let places = [place, world.organization(&name)];
            world.plant(
                Disaster::D12,
                "inactive and active",
                &places,
                &[],
                Vec::new(),
            );
        }
    }
    for _ in 0..world.size.scaled(100) {
        let name = world.plain_name();
        let Some(id) = world.deleted_organization(&name) else {
            return;
        };
        let words = vec![name, id.to_string()];
        world.plant(Disaster::D12, "deleted", &[], &[], words);
    }
}

pub(super) fn ask(view: &View) -> Vec<Vec<Draft>> {
    let inactive = view.planted("inactive").map(|plant| {
        let id = plant.organizations[0];
        Draft::organization("inactive", Page::of(view.name(id)))
            .suggest(&[id])
            .marked(Mark::Inactive)
    });
    let both = view.planted("inactive and active").map(|plant| {
        let active = plant.organizations[1];
        Draft::organization("inactive and active", Page::of(view.name(active)))
            .link(active)
            .never(&plant.organizations)
    });
    let mut cases = vec![inactive.collect(), both.collect(), Vec::new(), Vec::new()];
    for (plant, n) in view.planted("deleted").zip(0..) {
        let page = Page::of(&plant.words[0]);
        let Ok(id) = plant.words[1].parse() else {
            continue;
        };
        let linked = Page {
            company_id: Some((40_000 + n).to_string()),
            linked_to: Some(id),
            ..page.clone()
        };
        cases[2].push(Draft::organization("deleted", page).never(&[id]));
        cases[3].push(Draft::organization("deleted, with a stored link", linked).never(&[id]));
    }
    cases
}
