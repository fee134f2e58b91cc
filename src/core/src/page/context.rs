//! What a page is about: the fields of a recipe, filled from the URL and an observation.

use super::PageUrl;
use super::recipe::{Clean, Field, FieldRead, Recipe, Zone, id_in_path};
use gluepane_protocol::{Observation, Phase};
use serde::{Deserialize, Serialize};

/// What a page is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// A client (an RMM's site, a PSA's company).
    Client,
    /// A device.
    Device,
    /// An alert of a device.
    Alert,
    /// A ticket of a client, perhaps about a device.
    Ticket,
}

/// What a page is about, as far as it says. Two contexts that are equal are the same sight to the technician.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Context {
    /// The recipe's key.
    pub product: String,
    /// The host's origin.
    pub origin: String,
    /// What kind of page.
    pub kind: PageKind,
    /// Everything needed for a decision has been read, or the page has settled without it.
    pub is_ready: bool,
    /// The client's name from trusted places: one, unless the page contradicts itself.
    pub client_names: Vec<String>,
    /// The client's record ids from trusted places.
    pub client_ids: Vec<String>,
    /// The device's record id from trusted places: one, unless the page still shows the former device.
    pub device_ids: Vec<String>,
    /// The device's name. Untrusted: the machine reports it itself. The first of `device_names`.
    pub device_name: Option<String>,
    /// All names that the page gives its device, in the order read. Untrusted.
    pub device_names: Vec<String>,
    /// Serial numbers as the page writes them, without those that say nothing. Untrusted.
    pub serials: Vec<String>,
    /// MAC addresses: twelve upper-case hexadecimal digits. Untrusted.
    pub macs: Vec<String>,
    /// IP addresses as the page writes them. Untrusted; the same ones stand in many clients' networks.
    pub ips: Vec<String>,
    /// The product's own tenant, where the URL or a trusted place shows one: hosts are shared by many MSPs.
    pub tenant: Option<String>,
    /// What tells this page from another about the same client and device: a ticket's id, else a URL. Selects nothing.
    pub record: Option<String>,
    /// The exact text of the trusted place that names the client, if there is one alone.
    pub client_field: Option<String>,
    /// Names that a client of IT Glue's may bear, from places that anybody may have written. They order suggestions and
    /// do nothing else.
    pub suggested_names: Vec<String>,
    /// Read without a recipe: everything on the page is a suggestion.
    pub is_generic: bool,
}

impl Context {
    /// Reads an observation by a recipe. `None` where the URL is about neither a client nor a device.
    pub fn read(recipe: &Recipe, url: &PageUrl<'_>, observation: &Observation) -> Option<Self> {
        let (screen, id) = recipe.screen(url.path)?;
        let mut context = Self {
            product: recipe.key.to_owned(),
            origin: url.origin.to_owned(),
            kind: screen.kind,
            is_ready: false,
            client_names: Vec::new(),
            client_ids: Vec::new(),
            device_ids: Vec::new(),
            device_name: None,
            device_names: Vec::new(),
            serials: Vec::new(),
            macs: Vec::new(),
            ips: Vec::new(),
            tenant: None,
            record: None,
            client_field: None,
            suggested_names: Vec::new(),
            is_generic: false,
        };
        if let Some(field) = screen.id {
            context.add(field, Zone::Trusted, id.to_owned());
        }
        for reading in &observation.readings {
            let Some(read) = recipe.reads.get(usize::from(reading.read)) else {
                continue;
            };
            for value in reading.values.iter().filter_map(|value| clean(read, value)) {
                context.add(read.field, read.zone, value);
            }
        }
        context.is_ready = match observation.phase {
            Phase::Navigating => false,
            // A page whose ids disagree with its own URL may still show what was there before.
            Phase::Changing => context.is_complete() && !context.shows_two_records(),
            Phase::Settled => true,
        };
        Some(context)
    }

    /// The page's ids, its URL's among them, are of two clients or two devices.
    pub fn shows_two_records(&self) -> bool {
        self.client_ids.len() > 1 || self.device_ids.len() > 1
    }

    fn is_complete(&self) -> bool {
        !self.client_names.is_empty()
            && (self.kind != PageKind::Device || self.device_name.is_some())
    }

    /// Takes a value for a field. A field that selects takes trusted values only; the device's name takes the first.
    fn add(&mut self, field: Field, zone: Zone, value: String) {
        let is_about_a_device = self.kind != PageKind::Client;
        let values = match (field, zone) {
            (Field::ClientName, Zone::Trusted) => &mut self.client_names,
            (Field::ClientId, Zone::Trusted) => &mut self.client_ids,
            (Field::DeviceId, Zone::Trusted) if is_about_a_device => &mut self.device_ids,
            (Field::DeviceName, _) if is_about_a_device => {
                self.device_name.get_or_insert(value);
                return;
            }
            _ => return,
        };
        if !values.contains(&value) {
            values.push(value);
        }
    }

    /// The page's host, without a port.
    pub fn host(&self) -> &str {
        PageUrl::parse(&self.origin).map_or("", |url| url.host)
    }
}

fn clean(read: &FieldRead, value: &str) -> Option<String> {
    let text = tidy(value);
    let text = match read.clean {
        Clean::Whole => text,
        Clean::IdInPath(pattern) => id_in_path(pattern, &text)?.to_owned(),
        Clean::TitleWithout(product) => {
            let title = text.strip_suffix(product).unwrap_or(&text);
            title.trim_end_matches([' ', '-', '–', '|']).to_owned()
        }
    };
    (!text.is_empty()).then_some(text)
}

/// Spaces collapsed, and nothing left that would turn the text's direction around or hide in it.
fn tidy(text: &str) -> String {
    let shown = |c: &char| c.is_whitespace() || !(c.is_control() || is_direction_mark(*c));
    let kept: String = text.chars().filter(shown).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Unicode's bidirectional controls (UAX 9, section 2).
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests;
