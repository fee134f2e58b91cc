//! The tenant while it is being made: rows so far, names and ids that are free, and what was planted where.

use std::collections::HashSet;
use std::vec;

use crate::configurations::Configuration;
use crate::dictionaries::{Dictionaries, id_of};
use crate::organizations::{Organization, timestamp};
use crate::random::Random;
use crate::synthetic::devices::Serials;
use crate::synthetic::law::shuffle;
use crate::synthetic::names::Names;
use crate::synthetic::questions::Disaster;
use crate::synthetic::{Size, dictionaries};

/// Rows that were planted together, and the words that questions about them need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plant {
    /// Whose.
    pub disaster: Disaster,
    /// Which case of it, in a word or two.
    pub kind: &'static str,
    /// Organizations, in an order that the disaster's file tells.
    pub organizations: Vec<u64>,
    /// Configurations, in an order that the disaster's file tells.
    pub configurations: Vec<u64>,
    /// What pages show.
    pub words: Vec<String>,
}

/// An organization's own list, beside its row.
#[derive(Debug, Default)]
pub(super) struct Home {
    pub(super) is_quiet: bool,
    /// Places in `World::configurations`.
    pub(super) devices: Vec<usize>,
    /// Host names that are in use here, in lower case.
    pub(super) hostnames: HashSet<String>,
}

/// Everything so far.
#[derive(Debug)]
pub(super) struct World {
    pub(super) size: Size,
    /// The stream of the part that is being made.
    pub(super) random: Random,
    pub(super) names: Names,
    pub(super) dictionaries: Dictionaries,
    pub(super) organizations: Vec<Organization>,
    /// Of the organization at the same place.
    pub(super) homes: Vec<Home>,
    pub(super) configurations: Vec<Configuration>,
    /// Configurations that a disaster has made its own, by place.
    pub(super) is_spoken_for: Vec<bool>,
    pub(super) serials: Serials,
    pub(super) plants: Vec<Plant>,
    /// Organizations of an older copy that are gone now.
    pub(super) deleted: Vec<Organization>,
    seed: u64,
    organization_ids: vec::IntoIter<u64>,
    deleted_ids: vec::IntoIter<u64>,
    configuration_ids: vec::IntoIter<u64>,
}

const FIRST_ORGANIZATION: u64 = 1_000_001;
const FIRST_CONFIGURATION: u64 = 5_000_001;
/// Deleted organizations stood on the first page of the older copy.
const PAGE: usize = 1_000;

impl World {
    pub(super) fn new(seed: u64, size: Size) -> Self {
        let mut random = Random::for_subject(seed, "ids");
        let n_deleted = size.scaled(100);
        let mut first_page: Vec<u64> = (FIRST_ORGANIZATION..)
            .take((size.organizations + n_deleted).min(PAGE))
            .collect();
        shuffle(&mut first_page, &mut random);
        let deleted_ids = first_page.split_off(first_page.len() - n_deleted);
        let mut organization_ids = first_page;
        organization_ids.extend((FIRST_ORGANIZATION + PAGE as u64..).take(size.organizations));
        organization_ids.truncate(size.organizations);
        shuffle(&mut organization_ids, &mut random);
        let mut configuration_ids: Vec<u64> =
            (FIRST_CONFIGURATION..).take(size.configurations).collect();
        shuffle(&mut configuration_ids, &mut random);
        Self {
            size,
            random,
            names: Names::default(),
            dictionaries: dictionaries::dictionaries(),
            organizations: Vec::with_capacity(size.organizations),
            homes: Vec::with_capacity(size.organizations),
            configurations: Vec::with_capacity(size.configurations),
            is_spoken_for: Vec::with_capacity(size.configurations),
            serials: Serials::default(),
            plants: Vec::new(),
            deleted: Vec::new(),
            seed,
            organization_ids: organization_ids.into_iter(),
            deleted_ids: deleted_ids.into_iter(),
            configuration_ids: configuration_ids.into_iter(),
        }
    }

    /// Starts a part: chance begins anew, so that a change in one part leaves the others' draws alone.
    pub(super) fn begin(&mut self, part: &str) {
        self.random = Random::for_subject(self.seed, part);
    }

    /// Adds an organization of this name, and gives its place.
    pub(super) fn organization(&mut self, name: &str) -> usize {
        let id = self.organization_ids.next().unwrap_or_default();
        let row = self.organization_row(id, name);
        self.organizations.push(row);
        self.homes.push(Home::default());
        self.organizations.len() - 1
    }

    /// Adds an organization to those that are gone, and gives its id; none when all of them are used.
    pub(super) fn deleted_organization(&mut self, name: &str) -> Option<u64> {
        let id = self.deleted_ids.next()?;
        let row = self.organization_row(id, name);
        self.deleted.push(row);
        Some(id)
    }

    fn organization_row(&mut self, id: u64, name: &str) -> Organization {
        let short_name = self.names.short_name(name);
        let random = &mut self.random;
        let absent = Absent::of_row(random);
        let type_name = *random.pick(&[
            "Customer", "Customer", "Customer", "Customer", "Customer", "Customer", "Customer",
            "Customer", "Prospect", "Vendor",
        ]);
        Organization {
            id,
            alert: absent.or(random.percent(4), || {
                "Call before any restart during opening hours.".to_owned()
            }),
            description: absent.or(random.percent(20), || {
                "A client since the first contract.".to_owned()
            }),
            quick_notes: absent.or(random.percent(30), || {
                "<p>Reception opens at 8. Keys are at the front desk.</p>".to_owned()
            }),
            name: name.to_owned(),
            short_name,
            type_id: id_of(&self.dictionaries.organization_types, type_name),
            status_id: id_of(&self.dictionaries.organization_statuses, "Active"),
            created_at: timestamp(2019 + random.below(4), random),
            updated_at: timestamp(2024 + random.below(2), random),
            ..Organization::default()
        }
    }

    /// Adds an ordinary device to the organization at `place`; none when all ids are used.
    pub(super) fn device(&mut self, place: usize) -> Option<usize> {
        let id = self.configuration_ids.next()?;
        let row = self.ordinary_device(id, place);
        self.configurations.push(row);
        self.is_spoken_for.push(false);
        let device = self.configurations.len() - 1;
        self.homes[place].devices.push(device);
        Some(device)
    }

    /// How many configurations are still to be made.
    pub(super) fn devices_left(&self) -> usize {
        self.configuration_ids.len()
    }

    /// How many organizations are still to be made.
    pub(super) fn organizations_left(&self) -> usize {
        self.organization_ids.len()
    }

    pub(super) fn id(&self, place: usize) -> u64 {
        self.organizations[place].id
    }

    pub(super) fn device_id(&self, place: usize) -> u64 {
        self.configurations[place].id
    }

    /// Notes what was planted; `organizations` and `devices` are places.
    pub(super) fn plant(
        &mut self,
        disaster: Disaster,
        kind: &'static str,
        organizations: &[usize],
        devices: &[usize],
        words: Vec<String>,
    ) {
        for device in devices {
            self.is_spoken_for[*device] = true;
        }
        self.plants.push(Plant {
            disaster,
            kind,
            organizations: organizations.iter().map(|place| self.id(*place)).collect(),
            configurations: devices.iter().map(|place| self.device_id(*place)).collect(),
            words,
        });
    }

    /// Quiet organizations in chance's order.
    pub(super) fn quiet_places(&mut self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.homes.len())
            .filter(|place| self.homes[*place].is_quiet && !self.organizations[*place].primary)
            .collect();
        shuffle(&mut places, &mut self.random);
        places
    }

    /// Devices of one organization that no disaster has, that are not archived, and that `keep` keeps.
    pub(super) fn free_devices(
        &self,
        place: usize,
        keep: impl Fn(&Configuration) -> bool,
    ) -> Vec<usize> {
        let is_free = |device: &&usize| {
            let row = &self.configurations[**device];
            !self.is_spoken_for[**device] && !row.archived && keep(row)
        };
        self.homes[place]
            .devices
            .iter()
            .filter(is_free)
            .copied()
            .collect()
    }
}

/// How one row says that it has nothing: null in half of the rows, an empty text in the others.
#[derive(Debug, Clone)]
pub(super) struct Absent(Option<String>);

impl Absent {
    pub(super) fn of_row(random: &mut Random) -> Self {
        Self((random.below(2) == 0).then(String::new))
    }

    /// The text if it is there.
    pub(super) fn or(&self, is_there: bool, text: impl FnOnce() -> String) -> Option<String> {
        if is_there {
            Some(text())
        } else {
            self.0.clone()
        }
    }
}

/// The text of an attribute that may be absent in two ways.
pub fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}
