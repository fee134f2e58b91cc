//! What a recipe is: data about one product's pages.

use super::{PageKind, PageUrl};
use gluepane_protocol::{PanelFrame, Read, ReadingPlan, Take};

/// All that is known of one product's pages.
#[derive(Debug)]
pub struct Recipe {
    /// Stable key, kept in settings.
    pub key: &'static str,
    /// Its name as its maker writes it.
    pub name: &'static str,
    /// What it calls a client: "site", "company".
    pub client_word: &'static str,
    /// Hosts that are surely this product's.
    pub hosts: &'static [HostPattern],
    /// Which URLs are about what. The first that fits counts; a URL that fits none is about nothing.
    pub screens: &'static [Screen],
    /// What to read on every screen.
    pub reads: &'static [FieldRead],
    /// What is visible only while the page is loading; a selector.
    pub busy: &'static str,
    /// Which IT Glue integration its device ids belong to, if there is one.
    pub rmm: Option<RmmIds>,
    /// Which IT Glue integration its client ids belong to, if there is one.
    pub psa: Option<PsaIds>,
}

/// A host name that belongs to a product.
#[derive(Debug)]
pub enum HostPattern {
    /// Any host under this domain, such as `rmm.datto.com`.
    Under(&'static str),
}

/// IT Glue's name for an RMM integration, and one that it can't be.
#[derive(Clone, Copy, Debug)]
pub struct RmmIds {
    /// `filter[rmm_integration_type]`.
    pub integration_type: &'static str,
    /// Another product's type. The same id asked with it must not give the same row; else the filter proves nothing.
    pub control_type: &'static str,
}

/// IT Glue's name for a PSA integration, and one that it can't be.
#[derive(Clone, Copy, Debug)]
pub struct PsaIds {
    /// `filter[psa_integration_type]`.
    pub integration_type: &'static str,
    /// Another product's type, see [`RmmIds::control_type`].
    pub control_type: &'static str,
}

/// URLs of one kind of page.
#[derive(Debug)]
pub struct Screen {
    /// What such a page is about.
    pub kind: PageKind,
    /// A path such as `/device/{}/…`: `{}` is the record's id (one segment of letters, digits, `-`), what follows it
    /// doesn't matter.
    pub path: &'static str,
    /// What the id in the path is the id of.
    pub id: Option<Field>,
}

/// What a reading is taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// The client's name (the RMM's site, the PSA's company).
    ClientName,
    /// The client's record id in the product.
    ClientId,
    /// The device's record id in the product.
    DeviceId,
    /// The device's name.
    DeviceName,
}

/// Who can write what stands there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Zone {
    /// The product or the MSP's own staff.
    Trusted,
    /// Whoever owns the machine, sends a mail, opens a chat.
    Untrusted,
}

/// One thing to read.
#[derive(Debug)]
pub struct FieldRead {
    /// What it is taken for.
    pub field: Field,
    /// Who can write it.
    pub zone: Zone,
    /// Where.
    pub selector: &'static str,
    /// What of it.
    pub take: TakeOf,
    /// How the value is cut out of the text.
    pub clean: Clean,
}

/// [`Take`], as a constant.
#[derive(Clone, Copy, Debug)]
pub enum TakeOf {
    /// Its visible text.
    Text,
    /// An attribute's value.
    Attribute(&'static str),
    /// The document's title.
    Title,
}

/// How a value is cut out of a text.
#[derive(Clone, Copy, Debug)]
pub enum Clean {
    /// The whole text, spaces collapsed.
    Whole,
    /// The record's id in a link, by the path of one of the recipe's screens.
    IdInPath(&'static str),
    /// A title: the product's own name at the end is dropped, and a title that is nothing else counts as none.
    TitleWithout(&'static str),
}

/// Four readings a second at most.
const MIN_INTERVAL_MS: u32 = 250;
/// Routers render within a few frames after they push a URL; data comes later and starts the clock anew.
const SETTLE_MS: u32 = 120;
/// A router that renders before it pushes the URL changes nothing afterwards. Long, because a page that shows what was
/// there before for longer than this is taken for the new one where no id of its own contradicts.
const PATIENCE_MS: u32 = 2_000;
/// Names in IT Glue have at most 255 characters.
const MAX_CHARS: u32 = 300;

impl Recipe {
    /// This host is surely this product's.
    pub fn knows_host(&self, host: &str) -> bool {
        self.hosts.iter().any(|HostPattern::Under(domain)| {
            host.strip_suffix(domain)
                .is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
        })
    }

    /// The host and the device's id in a link to this product's page of it.
    pub fn device_link<'a>(&self, link: &'a str) -> Option<(&'a str, &'a str)> {
        let url = PageUrl::parse(link).filter(|url| self.knows_host(url.host))?;
        let (screen, id) = self.screen(url.path)?;
        (screen.id == Some(Field::DeviceId)).then_some((url.host, id))
    }

    /// The device's id in a link, if that is to the host that the page is on. Another host is another platform, with ids
    /// of its own.
    pub fn device_id_of_link(&self, link: &str, page_host: &str) -> Option<String> {
        let (host, id) = self.device_link(link)?;
        (host == page_host).then(|| id.to_owned())
    }

    /// The screen that a path belongs to, and the record id in it.
    pub(super) fn screen<'a>(&self, path: &'a str) -> Option<(&Screen, &'a str)> {
        self.screens
            .iter()
            .find_map(|screen| Some((screen, id_in_path(screen.path, path)?)))
    }
}

/// The id that stands at `{}` in a pattern such as `/device/{}/…`.
pub(super) fn id_in_path<'a>(pattern: &str, path: &'a str) -> Option<&'a str> {
    let (before, _) = pattern.split_once("{}")?;
    let id = path.strip_prefix(before)?.split(['/', '?', '#']).next()?;
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    (!id.is_empty() && id.len() <= 64 && id.bytes().all(is_plain)).then_some(id)
}

/// What a reader is told to read for a recipe.
pub fn plan(recipe: &Recipe, panel: Option<PanelFrame>) -> ReadingPlan {
    let read = |(n, read): (usize, &FieldRead)| Read {
        read: n as u16,
        selector: read.selector.to_owned(),
        follows: read.zone == Zone::Trusted,
        take: match read.take {
            TakeOf::Text => Take::Text,
            TakeOf::Attribute(name) => Take::Attribute {
                name: name.to_owned(),
            },
            TakeOf::Title => Take::Title,
        },
    };
    ReadingPlan {
        reads: recipe.reads.iter().enumerate().map(read).collect(),
        min_interval_ms: MIN_INTERVAL_MS,
        settle_ms: SETTLE_MS,
        patience_ms: PATIENCE_MS,
        busy: recipe.busy.to_owned(),
        max_chars: MAX_CHARS,
        panel,
    }
}
