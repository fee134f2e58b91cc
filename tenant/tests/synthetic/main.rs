//! The synthetic tenant, at a tenth of its full size (`cargo run --release -p tenant --example synthetic` tells of the whole).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop: that is what a failed test is"
)]

mod device_disasters;
mod name_disasters;
mod questions;
mod rows;

use std::sync::OnceLock;

use tenant::synthetic::{self, DEFAULT_SEED, Disaster, Plant, Size, Truth, given};
use tenant::{Configuration, Organization, Tenant};

const SIZE: Size = Size::of(2_000);

/// Made once for all tests.
fn made() -> &'static (Tenant, Truth) {
    static MADE: OnceLock<(Tenant, Truth)> = OnceLock::new();
    MADE.get_or_init(|| synthetic::tenant(DEFAULT_SEED, SIZE))
}

fn tenant() -> &'static Tenant {
    &made().0
}

fn truth() -> &'static Truth {
    &made().1
}

/// What was planted in one case of a disaster; never nothing.
fn planted(disaster: Disaster, kind: &str) -> Vec<&'static Plant> {
    let plants: Vec<&Plant> = truth()
        .plants
        .iter()
        .filter(|plant| plant.disaster == disaster && plant.kind == kind)
        .collect();
    assert!(!plants.is_empty(), "{disaster:?} {kind}");
    plants
}

fn organizations(plant: &Plant) -> Vec<&'static Organization> {
    let rows = plant
        .organizations
        .iter()
        .map(|id| tenant().organization(*id).unwrap());
    rows.collect()
}

fn configurations(plant: &Plant) -> Vec<&'static Configuration> {
    let rows = plant
        .configurations
        .iter()
        .map(|id| tenant().configuration(*id).unwrap());
    rows.collect()
}

fn status(row: &Organization) -> &'static str {
    let rows = &tenant().dictionaries.organization_statuses;
    let status = rows.iter().find(|status| status.id == row.status_id);
    &status.unwrap().name
}

fn hostname(row: &Configuration) -> Option<String> {
    given(&row.hostname).map(str::to_lowercase)
}

/// Hexadecimal digits alone.
fn mac(row: &Configuration) -> Option<String> {
    let digits = given(&row.mac_address)?
        .chars()
        .filter(char::is_ascii_hexdigit);
    Some(digits.collect::<String>().to_lowercase())
}
