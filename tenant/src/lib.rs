//! Invented MSP tenants, for the simulator and for tests.
//!
//! Shape:  a [`Tenant`] is plain data; the same seed makes the same tenant everywhere.
//! Units:  times are ISO 8601 text, because nobody here may look at a clock.
//! Errors: none. A tenant can always be made.
//!
//! Invariant: no I/O but into a writer that is given, no clock, no randomness but the seed. All names are invented.

pub mod configurations;
pub mod dictionaries;
pub mod fixtures;
mod fleet;
mod keyring;
mod one_time;
pub mod organizations;
pub mod passwords;
pub mod people;
mod plans;
pub mod psa;
mod random;
pub mod records;
pub mod showcase;
pub mod sites;
pub mod synthetic;

use serde::Serialize;

pub use configurations::{Configuration, Details, Interface, RmmRecord};
pub use dictionaries::{Dictionaries, Named};
pub use fleet::{DATTO_HOST, JUNK_SERIALS};
pub use one_time::{login_otp_secret, password_otp_secret};
pub use organizations::{Organization, RemoteId};
pub use passwords::{Password, password_value};
pub use people::{Group, People, ResourceAccess, Role, Scope, User};
pub use psa::{Asset, Ticket};
pub use random::Random;
pub use records::{Kind, Records, Ref};
pub use sites::{Alert, Device, Site};

/// One MSP's IT Glue account and the RMM beside it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Tenant {
    /// What it was made from; password values depend on it too.
    pub seed: u64,
    /// Subdomain of the account's web site.
    pub subdomain: String,
    /// Types, statuses, makers and so on.
    pub dictionaries: Dictionaries,
    /// Clients, by id.
    pub organizations: Vec<Organization>,
    /// Devices, by id.
    pub configurations: Vec<Configuration>,
    /// Passwords, by id.
    pub passwords: Vec<Password>,
    /// Everything else in the account.
    pub records: Records,
    /// Users, groups and what they may see.
    pub people: People,
    /// Datto RMM's sites with their devices.
    pub sites: Vec<Site>,
    /// Datto RMM's alerts.
    pub alerts: Vec<Alert>,
    /// The devices of the two PSAs.
    pub assets: Vec<Asset>,
    /// The tickets of the two PSAs.
    pub tickets: Vec<Ticket>,
}

/// The demo tenant that documents and tests speak of.
pub fn demo() -> Tenant {
    demo_with_seed(fixtures::DEMO_SEED)
}

/// The demo tenant with other fillings: the fixtures stay, drawn ids, serials and password values change.
pub fn demo_with_seed(seed: u64) -> Tenant {
    let dictionaries = dictionaries::demo();
    let mut organizations = organizations::demo(seed, &dictionaries);
    psa::number_companies(&mut organizations);
    let mut numbers = fleet::Numbers::default();
    let mut ids = random::Ids::default();
    keyring::reserve(&mut ids);
    let (mut configurations, mut passwords) = (Vec::new(), Vec::new());
    for (index, organization) in organizations.iter().enumerate() {
        let devices = fleet::devices(seed, index, organization, &dictionaries, &mut numbers);
        passwords.extend(keyring::passwords(
            seed,
            organization,
            &devices,
            &dictionaries,
            &mut ids,
        ));
        configurations.extend(devices);
    }
    configurations.sort_by_key(|row| row.id);
    passwords.sort_by_key(|row| row.id);
    psa::twist_devices(&mut configurations);
    psa::number_devices(&mut configurations);
    let people = people::staff(seed, &organizations, &configurations, &mut passwords);
    let assets = psa::assets(&configurations);
    let mut tenant = Tenant {
        seed,
        subdomain: fixtures::SUBDOMAIN.to_owned(),
        sites: sites::demo(seed, &organizations, &configurations),
        alerts: sites::alerts(),
        tickets: psa::tickets(&assets),
        assets,
        people,
        dictionaries,
        organizations,
        configurations,
        passwords,
        records: Records::default(),
    };
    showcase::fill(&mut tenant);
    tenant
}

impl Tenant {
    /// The organization with this id.
    pub fn organization(&self, id: u64) -> Option<&Organization> {
        by_id(&self.organizations, id, |row| row.id)
    }

    /// The configuration with this id.
    pub fn configuration(&self, id: u64) -> Option<&Configuration> {
        by_id(&self.configurations, id, |row| row.id)
    }

    /// The password with this id.
    pub fn password(&self, id: u64) -> Option<&Password> {
        by_id(&self.passwords, id, |row| row.id)
    }

    /// The Datto site with this number.
    pub fn site(&self, id: u64) -> Option<&Site> {
        self.sites.iter().find(|site| site.id == id)
    }

    /// The organization with this number in a PSA: `autotask` or `manage`.
    pub fn company(&self, integration: &str, number: u64) -> Option<&Organization> {
        let wanted = number.to_string();
        self.organizations.iter().find(|row| {
            row.remote_ids
                .iter()
                .any(|id| id.integration == integration && id.remote_id == wanted)
        })
    }

    /// An organization's number in a PSA: `autotask` or `manage`.
    pub fn company_number(&self, integration: &str, organization_id: u64) -> Option<u64> {
        let row = self.organization(organization_id)?;
        let id = row
            .remote_ids
            .iter()
            .find(|id| id.integration == integration)?;
        id.remote_id.parse().ok()
    }

    /// The ticket with this id, in either PSA.
    pub fn ticket(&self, id: u64) -> Option<&Ticket> {
        by_id(&self.tickets, id, |row| row.id)
    }

    /// The device with this number in Autotask.
    pub fn asset(&self, autotask_id: u64) -> Option<&Asset> {
        by_id(&self.assets, autotask_id, |row| row.autotask_id)
    }

    /// The Datto device with this number, with its site.
    pub fn device(&self, id: u64) -> Option<(&Site, &Device)> {
        self.sites
            .iter()
            .find_map(|site| Some((site, site.devices.iter().find(|device| device.id == id)?)))
    }
}

/// Rows are kept in the order of their ids.
fn by_id<T>(rows: &[T], id: u64, id_of: fn(&T) -> u64) -> Option<&T> {
    rows.binary_search_by_key(&id, id_of)
        .ok()
        .map(|index| &rows[index])
}
