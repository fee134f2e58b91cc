//! An MSP's account of any size, from a seed: mostly quiet, with fifteen kinds of disaster planted in it, and for each the
//! questions whose one right outcome is known.
//!
//! Shape:  [`tenant`] gives the rows, sorted by id, and the [`Truth`] about them.
//! Units:  a [`Size`] counts rows. The full size is 20,000 organizations, 200,000 configurations, 400,000 passwords.
//! Errors: none. From [`Size::LEAST_WITH_DISASTERS`] organizations on each disaster is planted at least once; below that
//!         there are none, and no questions about them.
//!
//! Invariant: the same seed and size give the same bytes on every machine. So chance is SplitMix64 alone, in a fixed
//! order within each part, and no part uses a function that machines round differently.
//!
//! A value that is absent is null in half of the rows and an empty text in the others: `None` and `Some("")`. [`given`]
//! reads both as absent.

mod devices;
mod dictionaries;
mod disasters;
mod law;
pub mod names;
mod passwords;
pub mod questions;
mod quiet;
mod truth;
pub mod words;
mod world;

pub use disasters::JUNK_SERIALS;
pub use questions::{Asks, Disaster, Mark, Outcome, Page, PageDevice, Place, Question};
pub use truth::Truth;
pub use world::{Plant, given};

use crate::Tenant;
use world::World;

/// Seed of the tenant that documents and figures speak of.
pub const DEFAULT_SEED: u64 = 20_260_101;
/// Subdomain of the account's web site.
pub const SUBDOMAIN: &str = "synthetic";

/// How many rows to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Organizations, those of the disasters included.
    pub organizations: usize,
    /// Configurations.
    pub configurations: usize,
    /// Passwords.
    pub passwords: usize,
}

impl Size {
    /// Everything that the specification of the tenant asks for.
    pub const FULL: Self = Self {
        organizations: 20_000,
        configurations: 200_000,
        passwords: 400_000,
    };

    /// With fewer organizations there are no disasters: they would be most of the tenant.
    pub const LEAST_WITH_DISASTERS: usize = 200;

    /// This many organizations, with ten configurations and twenty passwords each on average, as at full size.
    pub const fn of(organizations: usize) -> Self {
        Self {
            organizations,
            configurations: 10 * organizations,
            passwords: 20 * organizations,
        }
    }

    /// As many configurations, and two passwords for each.
    pub const fn with_configurations(self, configurations: usize) -> Self {
        Self {
            configurations,
            passwords: 2 * configurations,
            ..self
        }
    }

    /// What `n` of the full size are here: at least one.
    fn scaled(self, n: usize) -> usize {
        let full = Self::FULL.organizations;
        ((n * self.organizations + full / 2) / full).max(1)
    }

    fn has_disasters(self) -> bool {
        self.organizations >= Self::LEAST_WITH_DISASTERS
    }
}

/// The tenant of this seed and size, and what is true about it.
pub fn tenant(seed: u64, size: Size) -> (Tenant, Truth) {
    let mut world = World::new(seed, size);
    if size.has_disasters() {
        disasters::plant_names(&mut world);
    }
    quiet::plant(&mut world);
    if size.has_disasters() {
        disasters::plant_devices(&mut world);
    }
    world.begin("names that exist nowhere");
    let nowhere = quiet::names_nowhere(&mut world);
    let passwords = passwords::passwords(&mut world);
    let quiet_ids = quiet::ids(&mut world);
    let World {
        dictionaries,
        mut organizations,
        mut configurations,
        plants,
        mut deleted,
        ..
    } = world;
    organizations.sort_unstable_by_key(|row| row.id);
    configurations.sort_unstable_by_key(|row| row.id);
    deleted.sort_unstable_by_key(|row| row.id);
    let tenant = Tenant {
        seed,
        subdomain: SUBDOMAIN.to_owned(),
        dictionaries,
        organizations,
        configurations,
        passwords,
        ..Tenant::default()
    };
    let mut questions = quiet::questions(&tenant, size, &quiet_ids, &nowhere);
    if size.has_disasters() {
        questions.extend(disasters::questions(&tenant, &plants));
    }
    let truth = Truth {
        questions,
        plants,
        deleted,
    };
    (tenant, truth)
}
