//! Every recipe, screen by screen, and what no untrusted place can do.

mod frames;
mod products;
mod zones;

use super::{Context, Field, PageUrl, Recipe, TakeOf, Zone, recipes};
use gluepane_protocol::{FramePlace, Observation, Phase, Reading};

pub(super) fn recipe(key: &str) -> &'static Recipe {
    recipes::by_key(key).unwrap()
}

/// The numbers of the recipe's reads that are taken for this.
pub(super) fn reads(recipe: &Recipe, field: Field, zone: Zone) -> Vec<u16> {
    let all = recipe.reads.iter().enumerate();
    all.filter(|(_, read)| read.field == field && read.zone == zone)
        .map(|(n, _)| n as u16)
        .collect()
}

/// The first read that takes this for that, and whose selector or value holds a text.
pub(super) fn read_of(key: &str, field: Field, part: &str) -> u16 {
    let holds = |take: &TakeOf, selector: &str| {
        selector.contains(part) || format!("{take:?}").contains(part)
    };
    let found = recipe(key)
        .reads
        .iter()
        .position(|read| read.field == field && holds(&read.take, read.selector));
    found.unwrap() as u16
}

pub(super) fn observation(
    key: &str,
    url: &str,
    phase: Phase,
    values: &[(u16, &str)],
) -> Observation {
    let readings = values.iter().map(|(read, value)| Reading {
        read: *read,
        values: vec![(*value).to_owned()],
    });
    Observation {
        plan: key.to_owned(),
        url: url.to_owned(),
        phase,
        readings: readings.collect(),
        place: None,
    }
}

pub(super) fn in_frame(around: &[&str]) -> Option<FramePlace> {
    Some(FramePlace {
        seen: true,
        around: around.iter().map(|url| (*url).to_owned()).collect(),
    })
}

/// A settled page.
pub(super) fn settled(key: &str, url: &str, values: &[(u16, &str)]) -> Option<Context> {
    let observation = observation(key, url, Phase::Settled, values);
    Context::read(recipe(key), &PageUrl::parse(url).unwrap(), &observation)
}
