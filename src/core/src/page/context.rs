//! What a page is about: the fields of a recipe, filled from the URL and an observation.

use super::address::id_in_url;
use super::recipe::{Clean, Field, FieldRead, Found, Recipe, Zone, in_origin};
use super::{PageUrl, values};
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
    /// The ticket's ids or numbers from trusted places. They select nothing.
    pub ticket_ids: Vec<String>,
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
    /// What else tells this page from another: a ticket's number; without a recipe, the URL. Selects nothing.
    pub record: Option<String>,
    /// The exact text of the trusted place that names the client, if there is one alone.
    pub client_field: Option<String>,
    /// Names that a client of IT Glue's may bear, from places that anybody may have written. They order suggestions and
    /// do nothing else.
    pub suggested_names: Vec<String>,
    /// Read without a recipe: everything on the page is a suggestion.
    pub is_generic: bool,
    /// Frames side by side show pages of two kinds.
    pub is_mixed: bool,
}

/// A page says no more than this of any one field, and a name isn't longer.
const MAX_VALUES: usize = 20;
const MAX_SUGGESTION_CHARS: usize = 120;

impl Context {
    /// Reads an observation of one frame by a recipe. `None` where the page is about neither a client nor a device.
    pub fn read(recipe: &Recipe, url: &PageUrl<'_>, observation: &Observation) -> Option<Self> {
        let Found { screen, id, .. } = recipe.find(url)?;
        let mut context = Self::about(recipe, url, screen.kind);
        let mut cleaned: Vec<(&FieldRead, String)> = observation
            .readings
            .iter()
            .filter_map(|reading| {
                let read = recipe.reads.get(usize::from(reading.read))?;
                Some(reading.values.iter().map(move |value| (read, value)))
            })
            .flatten()
            .filter_map(|(read, value)| Some((read, clean(read, value, url.origin)?)))
            .collect();
        for (read, _) in &cleaned {
            match read.field {
                Field::NoRecord => return None,
                Field::Kind(kind) => context.kind = kind,
                _ => {}
            }
        }
        cleaned.retain(|(read, _)| read.only.is_none_or(|only| only == context.kind));
        let has_kind = cleaned
            .iter()
            .any(|(read, _)| matches!(read.field, Field::Kind(_)));
        if let Some(field) = screen.id.filter(|_| !id.is_empty()) {
            context.add(field, Zone::Trusted, id);
        }
        for (read, value) in cleaned {
            // Told by the recipe's order: a client is read before what stands in front of it.
            let value = match (read.clean, context.client_names.as_slice()) {
                (Clean::WithoutClient, [client]) => without_client(value, client),
                _ => value,
            };
            context.add(read.field, read.zone, value);
        }
        context.finish();
        if screen.only_if_named
            && observation.phase == Phase::Settled
            && !has_kind
            && !context.names_a_client()
        {
            return None;
        }
        context.is_ready = match observation.phase {
            Phase::Navigating | Phase::Gone => false,
            // A page whose ids disagree with its own URL may still show what was there before.
            Phase::Changing => context.is_complete() && !context.shows_two_records(),
            Phase::Settled => true,
        };
        Some(context)
    }

    fn about(recipe: &Recipe, url: &PageUrl<'_>, kind: PageKind) -> Self {
        Self {
            product: recipe.key.to_owned(),
            origin: url.origin.to_owned(),
            kind,
            is_ready: false,
            client_names: Vec::new(),
            client_ids: Vec::new(),
            device_ids: Vec::new(),
            ticket_ids: Vec::new(),
            device_name: None,
            device_names: Vec::new(),
            serials: Vec::new(),
            macs: Vec::new(),
            ips: Vec::new(),
            tenant: recipe.tenant_in(url),
            record: recipe
                .is_generic
                .then(|| format!("{}?{}#{}", url.path, url.query, url.fragment)),
            client_field: None,
            suggested_names: Vec::new(),
            is_generic: recipe.is_generic,
            is_mixed: false,
        }
    }

    /// What follows from the fields.
    fn finish(&mut self) {
        self.device_name = self.device_names.first().cloned();
        self.client_field = match self.client_names.as_slice() {
            [name] => Some(name.clone()),
            _ => None,
        };
        let is_of_a_device =
            !(self.device_names.is_empty() && self.serials.is_empty() && self.macs.is_empty());
        if self.is_generic && !is_of_a_device {
            self.kind = PageKind::Client;
        }
    }

    /// The same page's other frame says this too.
    pub(super) fn join(&mut self, other: Self) {
        self.is_mixed |= other.is_mixed || (self.kind != other.kind && !self.is_generic);
        if self.is_generic && other.kind == PageKind::Device {
            self.kind = PageKind::Device;
        }
        self.is_ready &= other.is_ready;
        self.tenant = self.tenant.take().or(other.tenant);
        self.record = self.record.take().or(other.record);
        for (mine, theirs) in [
            (&mut self.client_names, other.client_names),
            (&mut self.client_ids, other.client_ids),
            (&mut self.device_ids, other.device_ids),
            (&mut self.ticket_ids, other.ticket_ids),
            (&mut self.device_names, other.device_names),
            (&mut self.serials, other.serials),
            (&mut self.macs, other.macs),
            (&mut self.ips, other.ips),
            (&mut self.suggested_names, other.suggested_names),
        ] {
            for value in theirs {
                push_new(mine, value);
            }
        }
        self.finish();
    }

    /// The page's ids, its URL's among them, are of two clients, devices or tickets, or its frames show two records.
    pub fn shows_two_records(&self) -> bool {
        self.client_ids.len() > 1
            || self.device_ids.len() > 1
            || self.ticket_ids.len() > 1
            || self.is_mixed
    }

    /// It says whose it is.
    pub(super) fn names_a_client(&self) -> bool {
        !(self.client_names.is_empty() && self.client_ids.is_empty())
    }

    fn is_complete(&self) -> bool {
        !self.client_names.is_empty()
            && (self.kind != PageKind::Device || self.device_name.is_some())
    }

    /// Takes a value for a field. A field that selects takes trusted values only.
    fn add(&mut self, field: Field, zone: Zone, value: String) {
        let is_about_a_device = self.kind != PageKind::Client;
        let values = match (field, zone) {
            (Field::ClientName, Zone::Trusted) => &mut self.client_names,
            (Field::ClientName, Zone::Untrusted) => {
                if value.chars().count() > MAX_SUGGESTION_CHARS {
                    return;
                }
                &mut self.suggested_names
            }
            (Field::ClientId, Zone::Trusted) => &mut self.client_ids,
            (Field::TicketId, Zone::Trusted) => &mut self.ticket_ids,
            (Field::TicketNumber, Zone::Trusted) => {
                self.record.get_or_insert(value);
                return;
            }
            (Field::DeviceId, Zone::Trusted) if is_about_a_device => &mut self.device_ids,
            (Field::DeviceName, _) if is_about_a_device => &mut self.device_names,
            (Field::Serial, _) if is_about_a_device => &mut self.serials,
            (Field::Mac, _) if is_about_a_device => &mut self.macs,
            (Field::Ip, _) if is_about_a_device => &mut self.ips,
            _ => return,
        };
        push_new(values, value);
    }

    /// The page's host, without a port.
    pub fn host(&self) -> &str {
        PageUrl::parse(&self.origin).map_or("", |url| url.host)
    }
}

fn push_new(values: &mut Vec<String>, value: String) {
    if values.len() < MAX_VALUES && !values.contains(&value) {
        values.push(value);
    }
}

fn clean(read: &FieldRead, value: &str, origin: &str) -> Option<String> {
    let text = tidy(value);
    let text = match read.clean {
        Clean::Whole | Clean::WithoutClient => text,
        Clean::IdInLink(pattern) => {
            let link = in_origin(&text, origin)?;
            id_in_url(pattern, &PageUrl::parse(&link)?)?
        }
        Clean::TitleWithout(product) => {
            let title = text.strip_suffix(product).unwrap_or(&text);
            title.trim_end_matches([' ', '-', '–', '|']).to_owned()
        }
        Clean::After(mark) => text.strip_prefix(mark)?.trim().to_owned(),
        Clean::DigitsAfter(mark) => {
            let rest = text.strip_prefix(mark)?;
            rest.chars().take_while(char::is_ascii_digit).collect()
        }
        Clean::Serial => values::serial(&text)?,
        Clean::Mac => values::mac(&text)?,
        Clean::Ip => values::ip(&text)?,
        Clean::HostName => values::host_name(&text)?,
    };
    // Whatever a recipe says of them: what is none of these is taken for none.
    let text = match read.field {
        Field::Serial => values::serial(&text)?,
        Field::Mac => values::mac(&text)?,
        Field::Ip => values::ip(&text)?,
        _ => text,
    };
    (!text.is_empty()).then_some(text)
}

fn without_client(text: String, client: &str) -> String {
    match text.strip_suffix(client).map(str::trim_end) {
        Some(rest) => match rest.strip_suffix('-') {
            Some(name) if !name.trim().is_empty() => name.trim().to_owned(),
            _ => text,
        },
        None => text,
    }
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
