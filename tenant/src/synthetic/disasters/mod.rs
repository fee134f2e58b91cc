//! The fifteen disasters. Each file plants its rows, and asks its questions once all rows stand.
//!
//! Names come first, because the quiet part must keep clear of them; devices come last, because they are taken from
//! quiet organizations, whose names leave no doubt.

mod d01_same_name;
mod d02_family;
mod d03_renamed;
mod d04_spaces;
mod d05_legal_forms;
mod d06_acronyms;
mod d07_word_order;
mod d08_junk_serial;
mod d09_dock_mac;
mod d10_clones;
mod d11_recycled_hostname;
mod d12_inactive;
mod d13_look_alikes;
mod d14_mergers;
mod d15_common_words;
mod junk;

pub use junk::JUNK_SERIALS;

use crate::Tenant;
use crate::configurations::Configuration;
use crate::dictionaries::id_of;
use crate::random::Random;
use crate::synthetic::names::Names;
use crate::synthetic::questions::{Disaster, Draft, PageDevice, Question};
use crate::synthetic::world::{Plant, World, given};

/// Questions of each disaster, not counting their twins.
const QUESTIONS: usize = 200;

/// Organizations without a disaster of names, between whose devices some of the devices' disasters happen.
const HOMES: usize = 130;

type Planting = fn(&mut World);
type Asking = fn(&View) -> Vec<Vec<Draft>>;

const NAMES: [(Disaster, Planting, Asking); 11] = [
    // First, because every later name keeps clear of its acronyms.
    (Disaster::D06, d06_acronyms::plant, d06_acronyms::ask),
    (
        Disaster::D15,
        d15_common_words::plant,
        d15_common_words::ask,
    ),
    (Disaster::D01, d01_same_name::plant, d01_same_name::ask),
    (Disaster::D02, d02_family::plant, d02_family::ask),
    (Disaster::D03, d03_renamed::plant, d03_renamed::ask),
    (Disaster::D04, d04_spaces::plant, d04_spaces::ask),
    (Disaster::D05, d05_legal_forms::plant, d05_legal_forms::ask),
    (Disaster::D07, d07_word_order::plant, d07_word_order::ask),
    (Disaster::D12, d12_inactive::plant, d12_inactive::ask),
    (Disaster::D13, d13_look_alikes::plant, d13_look_alikes::ask),
    (Disaster::D14, d14_mergers::plant, d14_mergers::ask),
];

const DEVICES: [(Disaster, Planting, Asking); 4] = [
    (Disaster::D10, d10_clones::plant, d10_clones::ask),
    (Disaster::D09, d09_dock_mac::plant, d09_dock_mac::ask),
    (
        Disaster::D11,
        d11_recycled_hostname::plant,
        d11_recycled_hostname::ask,
    ),
    (Disaster::D08, d08_junk_serial::plant, d08_junk_serial::ask),
];

/// Plants the disasters of names.
pub(super) fn plant_names(world: &mut World) {
    for (disaster, plant, _) in NAMES {
        world.begin(&format!("{disaster:?}"));
        plant(world);
    }
    world.begin("homes");
    for _ in 0..world.size.scaled(HOMES) {
        let name = world.plain_name();
        world.organization(&name);
    }
}

/// Plants the disasters of devices among the rows that are there.
pub(super) fn plant_devices(world: &mut World) {
    for (disaster, plant, _) in DEVICES {
        world.begin(&format!("{disaster:?}"));
        plant(world);
    }
}

/// What the questions are made of.
pub(super) struct View<'a> {
    tenant: &'a Tenant,
    plants: Vec<&'a Plant>,
}

impl<'a> View<'a> {
    /// What was planted in this case.
    fn planted(&self, kind: &'static str) -> impl Iterator<Item = &'a Plant> {
        self.plants
            .iter()
            .copied()
            .filter(move |plant| plant.kind == kind)
    }

    /// The name of an organization.
    fn name(&self, id: u64) -> &'a str {
        self.tenant
            .organization(id)
            .map_or("", |row| row.name.as_str())
    }

    /// The configurations with these ids.
    fn devices(&self, ids: &'a [u64]) -> impl Iterator<Item = &'a Configuration> {
        ids.iter().filter_map(|id| self.tenant.configuration(*id))
    }
}

/// All questions about disasters, in the order of their numbers.
pub(super) fn questions(tenant: &Tenant, plants: &[Plant]) -> Vec<Question> {
    let mut asked: Vec<(Disaster, Asking)> = NAMES
        .iter()
        .chain(&DEVICES)
        .map(|(disaster, _, ask)| (*disaster, *ask))
        .collect();
    asked.sort_unstable_by_key(|(disaster, _)| *disaster);
    asked
        .into_iter()
        .flat_map(|(disaster, ask)| {
            let view = View {
                tenant,
                plants: plants
                    .iter()
                    .filter(|plant| plant.disaster == disaster)
                    .collect(),
            };
            let drafts = interleaved(ask(&view)).into_iter().take(QUESTIONS);
            numbered(disaster, drafts)
        })
        .collect()
}

/// Numbers questions and gives each its twin.
pub(super) fn numbered(
    disaster: Disaster,
    drafts: impl IntoIterator<Item = Draft>,
) -> Vec<Question> {
    drafts
        .into_iter()
        .zip(1..)
        .flat_map(|(draft, number)| draft.numbered(disaster, number))
        .collect()
}

/// One of each case in turn, so that a part of the questions has all cases.
fn interleaved(cases: Vec<Vec<Draft>>) -> Vec<Draft> {
    let mut cases: Vec<_> = cases.into_iter().map(Vec::into_iter).collect();
    let mut drafts = Vec::new();
    loop {
        let n_before = drafts.len();
        drafts.extend(cases.iter_mut().filter_map(Iterator::next));
        if drafts.len() == n_before {
            return drafts;
        }
    }
}

impl World {
    /// A plain name that nobody else has.
    fn plain_name(&mut self) -> String {
        self.names.plain(&mut self.random)
    }

    /// Names built on one drawn basis, all of them free.
    fn names_on<const N: usize>(
        &mut self,
        mut make: impl FnMut(&Names, &mut Random) -> [String; N],
    ) -> [String; N] {
        loop {
            let names = make(&self.names, &mut self.random);
            let texts: Vec<&str> = names.iter().map(String::as_str).collect();
            if self.names.claim(&texts) {
                return names;
            }
        }
    }

    /// A new active device that surely has a serial number.
    fn device_with_serial(&mut self, place: usize) -> Option<usize> {
        let device = self.device(place)?;
        let serial = self.serials.serial("Dell", &mut self.random);
        self.configurations[device].serial_number = Some(serial);
        self.set_archived(device, false);
        Some(device)
    }

    /// Archives a device, or takes it back.
    fn set_archived(&mut self, device: usize, archived: bool) {
        let status = if archived { "Inactive" } else { "Active" };
        let row = &mut self.configurations[device];
        row.archived = archived;
        row.status_id = id_of(&self.dictionaries.configuration_statuses, status);
    }

    /// Quiet organizations with at least `n` free devices that `keep` keeps, with these devices.
    fn quiet_with(
        &mut self,
        n: usize,
        keep: impl Fn(&Configuration) -> bool,
    ) -> Vec<(usize, Vec<usize>)> {
        self.quiet_places()
            .into_iter()
            .map(|place| (place, self.free_devices(place, &keep)))
            .filter(|(_, devices)| devices.len() >= n)
            .collect()
    }
}

fn has_serial(row: &Configuration) -> bool {
    given(&row.serial_number).is_some()
}

fn has_hostname(row: &Configuration) -> bool {
    given(&row.hostname).is_some()
}

/// A page's device that shows this host name, serial number and MAC address; an empty text is not shown.
fn shows(hostname: &str, serial_number: &str, mac_address: &str) -> PageDevice {
    let shown = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    PageDevice {
        hostname: shown(hostname),
        serial_number: shown(serial_number),
        mac_address: shown(mac_address),
    }
}

fn hostname(row: &Configuration) -> &str {
    given(&row.hostname).unwrap_or_default()
}

fn serial(row: &Configuration) -> &str {
    given(&row.serial_number).unwrap_or_default()
}
