//! Links that a technician accepted: what they stand under, and what they hold.
//!
//! Shape: one record an identity, all links of it. A client's link stands under its product, host, tenant and record id,
//! or the exact text of the place that the recipe trusts; a device's under its record id likewise. Hosts are shared by
//! many MSPs, so nothing shorter names a client.
//!
//! Invariant: a page without a recipe, or one that contradicts itself, gives no key: what is chosen there holds for its
//! view alone.

use crate::page::Context;
use gluepane_itglue::{ConfigurationId, OrganizationId};
use serde::{Deserialize, Serialize};

/// What a link stands under.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LinkKey {
    /// The recipe's key.
    pub product: String,
    /// The host's origin.
    pub origin: String,
    /// The product's tenant, where the page shows one.
    pub tenant: Option<String>,
    /// Whose link it is.
    pub subject: Subject,
}

/// Whose link it is, in the product's own terms.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The client of this record id.
    ClientId(String),
    /// The client of exactly this text, where the page shows no id.
    ClientField(String),
    /// The device of this record id.
    DeviceId(String),
}

impl LinkKey {
    /// The key of the page's client, if a trusted place names one client alone.
    pub fn of_client(context: &Context) -> Option<Self> {
        let subject = match (context.client_ids.as_slice(), &context.client_field) {
            ([id], _) => Subject::ClientId(id.clone()),
            ([], Some(text)) => Subject::ClientField(text.clone()),
            _ => return None,
        };
        let mut names = context.client_names.iter().map(|name| name.to_lowercase());
        let first = names.next();
        let names_one = names.all(|name| Some(name) == first);
        (names_one && !context.shows_two_records()).then(|| Self::of(context, subject))?
    }

    /// The key of the page's device, if it shows one record id alone.
    pub fn of_device(context: &Context) -> Option<Self> {
        match context.device_ids.as_slice() {
            [id] if !context.shows_two_records() => {
                Self::of(context, Subject::DeviceId(id.clone()))
            }
            _ => None,
        }
    }

    fn of(context: &Context, subject: Subject) -> Option<Self> {
        (!context.is_generic).then(|| Self {
            product: context.product.clone(),
            origin: context.origin.clone(),
            tenant: context.tenant.clone(),
            subject,
        })
    }

    fn is_of_same_place(&self, other: &Self) -> bool {
        (&self.product, &self.origin, &self.tenant)
            == (&other.product, &other.origin, &other.tenant)
    }
}

/// What can speak against a link.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// The device's record id.
    DeviceId,
    /// The client's record id.
    ClientId,
    /// MAC and serial together.
    MacAndSerial,
}

/// One thing on a page that points to an organization, or to a configuration.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// The id, or serial and MAC, as the page shows it.
    pub value: String,
    /// The id in IT Glue of what it points to.
    pub target: u64,
}

/// A client's link.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ClientLink {
    /// What it stands under.
    pub key: LinkKey,
    /// The organization.
    pub organization: OrganizationId,
    /// Its name when the link was accepted.
    pub organization_name: String,
    /// The client's name on the page then.
    pub client_name: String,
    /// When, in milliseconds since the Unix epoch.
    pub at_ms: u64,
    /// What pointed elsewhere then.
    pub overruled: Vec<Evidence>,
}

/// A device's link. It holds within its organization only.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DeviceLink {
    /// What it stands under.
    pub key: LinkKey,
    /// The organization that the configuration is of.
    pub organization: OrganizationId,
    /// The configuration.
    pub configuration: ConfigurationId,
    /// Its name when the link was accepted.
    pub configuration_name: String,
    /// When, in milliseconds since the Unix epoch.
    pub at_ms: u64,
    /// What pointed elsewhere then.
    pub overruled: Vec<Evidence>,
}

/// All links of one identity.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Links {
    /// Another one after each change, one that failed included: the time, or more.
    pub version: u64,
    /// Of clients.
    pub clients: Vec<ClientLink>,
    /// Of devices.
    pub devices: Vec<DeviceLink>,
}

/// Links under one key, to put back what was there.
#[derive(Clone, PartialEq, Debug)]
pub enum Former {
    /// A client's, if there was one.
    Client(LinkKey, Option<ClientLink>),
    /// A device's, if there was one.
    Device(LinkKey, Option<DeviceLink>),
}

impl Links {
    /// The client's link under a key.
    pub fn client(&self, key: &LinkKey) -> Option<&ClientLink> {
        self.clients.iter().find(|link| link.key == *key)
    }

    /// The device's link under a key.
    pub fn device(&self, key: &LinkKey) -> Option<&DeviceLink> {
        self.devices.iter().find(|link| link.key == *key)
    }

    /// Other clients of the same host that are linked to the same organization.
    pub fn siblings<'a>(&'a self, link: &'a ClientLink) -> impl Iterator<Item = &'a ClientLink> {
        self.clients.iter().filter(move |other| {
            other.organization == link.organization
                && other.key != link.key
                && other.key.is_of_same_place(&link.key)
        })
    }

    /// Puts links under a key, or none; gives back what was there.
    pub fn replace(&mut self, next: Former, now_ms: u64) -> Former {
        self.version = now_ms.max(self.version + 1);
        match next {
            Former::Client(key, link) => {
                let at = self.clients.iter().position(|known| known.key == key);
                let former = at.map(|at| self.clients.remove(at));
                self.clients.extend(link);
                Former::Client(key, former)
            }
            Former::Device(key, link) => {
                let at = self.devices.iter().position(|known| known.key == key);
                let former = at.map(|at| self.devices.remove(at));
                self.devices.extend(link);
                Former::Device(key, former)
            }
        }
    }
}

/// What of the evidence points elsewhere, and was not overruled.
pub fn against<'a>(
    evidence: &'a [Evidence],
    target: u64,
    overruled: &'a [Evidence],
) -> impl Iterator<Item = &'a Evidence> {
    evidence
        .iter()
        .filter(move |one| one.target != target && !overruled.contains(one))
}
