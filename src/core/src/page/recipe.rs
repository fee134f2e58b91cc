//! What a recipe is: data about one product's pages.

use super::address::{id_in_url, parameter};
use super::{PageKind, PageUrl};
use base64ct::{Base64Unpadded, Encoding};
use gluepane_protocol::{PanelFrame, Read, ReadingPlan, Take};
use gluepane_wire::Tree;

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
    /// URL patterns by which an installation on any host shows itself. They guess, no more.
    pub marks: &'static [&'static str],
    /// Which frames are read.
    pub frames: Frames,
    /// Pages that show another page of the same origin in a frame.
    pub shells: &'static [Shell],
    /// Which URLs are about what. The first that fits counts; a URL that fits none is about nothing.
    pub screens: &'static [Screen],
    /// The parameter, in a query or a route, that names the product's own tenant; may be empty.
    pub tenant: &'static str,
    /// What to read on every screen.
    pub reads: &'static [FieldRead],
    /// Where anybody may have written: nothing inside is read at all; a selector.
    pub skip: &'static str,
    /// What is visible only while the page is loading; a selector.
    pub busy: &'static str,
    /// How long a page may go on showing its former record after its URL has changed, in milliseconds.
    pub patience_ms: u32,
    /// Which IT Glue integration its device ids belong to, if there is one.
    pub rmm: Option<RmmIds>,
    /// Which IT Glue integration its client ids belong to, if there is one.
    pub psa: Option<PsaIds>,
    /// It knows no product: whatever is read is a suggestion, and every URL may be about a client.
    pub is_generic: bool,
}

/// What most recipes have in common.
pub const PLAIN: Recipe = Recipe {
    key: "",
    name: "",
    client_word: "client",
    hosts: &[],
    marks: &[],
    frames: Frames::Top,
    shells: &[],
    screens: &[],
    tenant: "",
    reads: &[],
    skip: WRITTEN_BY_ANYBODY,
    busy: "[aria-busy=\"true\"]",
    patience_ms: 2_000,
    rmm: None,
    psa: None,
    is_generic: false,
};

/// Where pages of many products show what outsiders have written: mails, chats, notes, histories.
pub const WRITTEN_BY_ANYBODY: &str = concat!(
    ".ConversationItem, .ConversationChunk, [class*=\"conv-\"][class*=\"thread\"], .thread, .ticket-thread, ",
    ".transaction, .history, .messagebody, .message-stanza, [data-test-id*=\"comment\"], ",
    "[data-test-id*=\"conversation\"], .ql-editor, .fr-element, .ck-content, ",
    "[contenteditable]:not([contenteditable=\"false\"]), article, [role=\"article\"], [role=\"log\"], [role=\"feed\"], ",
    "blockquote, pre, code"
);

/// A host name that belongs to a product.
#[derive(Debug)]
pub enum HostPattern {
    /// Any host under this domain, such as `rmm.datto.com`.
    Under(&'static str),
}

/// Which frames of a page are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Frames {
    /// The top frame alone.
    Top,
    /// Frames of the same origin too, if a person can see them and they don't stand inside a record's page.
    Nested,
}

/// A page that shows another of the same origin in a frame.
#[derive(Debug)]
pub struct Shell {
    /// Its URL, see [`Screen::at`].
    pub at: &'static str,
    /// The parameter that tells which page: Base64 of a JSON object; empty where the URL itself is a screen's.
    pub parameter: &'static str,
    /// The field of that object that holds the page's URL.
    pub field: &'static str,
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
    /// What such a page is about, unless the page itself shows another kind ([`Field::Kind`]).
    pub kind: PageKind,
    /// A path, query and route with `{}` in the place of the record's id: `/device/{}`, `/TicketDetail.mvc?ticketId={}`,
    /// `#/tickets/{}`. Compared without case; parameters in any order; `*` before a path: at the end of any.
    pub at: &'static str,
    /// What that id is the id of. `None` where it is none that counts, as in products that leave their URL unchanged when
    /// they go to another record: there the page has to show the id itself.
    pub id: Option<Field>,
    /// The URL alone doesn't make it a record's page: it is one where it names a client or shows its kind.
    pub only_if_named: bool,
}

/// What a reading is taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// The client's name (the RMM's site, the PSA's company). Untrusted it is a suggestion.
    ClientName,
    /// The client's record id in the product.
    ClientId,
    /// The device's record id in the product.
    DeviceId,
    /// The device's name.
    DeviceName,
    /// The ticket's record id.
    TicketId,
    /// The ticket's number. It contradicts no id.
    TicketNumber,
    /// The device's serial number.
    Serial,
    /// A MAC address of the device.
    Mac,
    /// An IP address of the device.
    Ip,
    /// That anything of this kind is visible makes the page one of this kind, whatever its URL says.
    Kind(PageKind),
    /// That anything of this kind is visible makes the page one about nothing: a list, a time entry.
    NoRecord,
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
    /// On pages of this kind alone.
    pub only: Option<PageKind>,
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
    /// What stands in a form control.
    Value,
    /// An attribute's value.
    Attribute(&'static str),
    /// The document's title.
    Title,
    /// A row of label and value.
    Row {
        /// The label in the row; empty for the row's own text.
        label: &'static str,
        /// The words that the label may be.
        words: &'static [&'static str],
        /// The value in the row; an empty selector stands for what follows the row. The first that finds something counts.
        values: &'static [&'static str],
        /// Its attribute; empty for its text or value.
        attribute: &'static str,
    },
    /// What stands beside one of these words, anywhere.
    Labelled(&'static [&'static str]),
}

/// How a value is cut out of a text.
#[derive(Clone, Copy, Debug)]
pub enum Clean {
    /// The whole text, spaces collapsed.
    Whole,
    /// The record's id in a link to the page's own host, by a pattern as in [`Screen::at`].
    IdInLink(&'static str),
    /// A title: the product's own name at the end is dropped, and a title that is nothing else counts as none.
    TitleWithout(&'static str),
    /// What follows this text, which must be there.
    After(&'static str),
    /// The digits that follow this text, which must be there.
    DigitsAfter(&'static str),
    /// Without the page's client and a dash at the end.
    WithoutClient,
    /// A serial number; others are dropped. Those that say nothing of one machine always are.
    Serial,
    /// A MAC address; others are dropped, always.
    Mac,
    /// An IP address; others are dropped, always.
    Ip,
    /// A host name; others are dropped.
    HostName,
}

/// Four readings a second at most, but for a page's first seconds.
const MIN_INTERVAL_MS: u32 = 250;
/// Routers render within a few frames after they push a URL; data comes later and starts the clock anew.
const SETTLE_MS: u32 = 120;
/// Names in IT Glue have at most 255 characters.
const MAX_CHARS: u32 = 300;
/// A shell's parameter that is longer than this is not looked into.
const MAX_PARAMETER_CHARS: usize = 16 * 1024;

/// What a URL is about.
pub(super) struct Found {
    pub(super) screen: &'static Screen,
    pub(super) id: String,
}

impl Recipe {
    /// This host is surely this product's.
    pub fn knows_host(&self, host: &str) -> bool {
        self.hosts.iter().any(|HostPattern::Under(domain)| {
            host.strip_suffix(domain)
                .is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
        })
    }

    /// The page looks like this product's on a host of the MSP's own.
    pub fn is_marked(&self, url: &PageUrl<'_>) -> bool {
        self.marks.iter().any(|mark| id_in_url(mark, url).is_some())
    }

    /// The host and the device's id in a link to this product's page of it.
    pub fn device_link<'a>(&self, link: &'a str) -> Option<(&'a str, String)> {
        let url = PageUrl::parse(link).filter(|url| self.knows_host(url.host))?;
        let (screen, id) = self.screen(&url)?;
        (screen.id == Some(Field::DeviceId)).then_some((url.host, id))
    }

    /// The device's id in a link, if that is to the host that the page is on. Another host is another platform, with ids
    /// of its own.
    pub fn device_id_of_link(&self, link: &str, page_host: &str) -> Option<String> {
        let (host, id) = self.device_link(link)?;
        (host == page_host).then_some(id)
    }

    /// The page of this URL shows a record itself: what stands in frames inside it is that record's content.
    pub(super) fn is_record(&self, url: &PageUrl<'_>) -> bool {
        self.shell(url).is_none() && self.screen(url).is_some()
    }

    /// The page of this URL shows others in frames.
    pub(super) fn shell(&self, url: &PageUrl<'_>) -> Option<&'static Shell> {
        let mut shells = self.shells.iter();
        shells.find(|shell| id_in_url(shell.at, url).is_some())
    }

    /// What a URL is about; a shell's is about what it shows.
    pub(super) fn find(&self, url: &PageUrl<'_>) -> Option<Found> {
        let inner = match self.shell(url) {
            Some(shell) if !shell.parameter.is_empty() => Some(shown_by(shell, url)?),
            _ => None,
        };
        let shown = match &inner {
            Some(inner) => PageUrl::parse(inner)?,
            None => *url,
        };
        let (screen, id) = self.screen(&shown)?;
        Some(Found { screen, id })
    }

    /// The screen that a URL belongs to, and the record id in it.
    fn screen(&self, url: &PageUrl<'_>) -> Option<(&'static Screen, String)> {
        self.screens
            .iter()
            .find_map(|screen| Some((screen, id_in_url(screen.at, url)?)))
    }

    /// The product's own tenant, as a URL names it.
    pub(super) fn tenant_in(&self, url: &PageUrl<'_>) -> Option<String> {
        if self.tenant.is_empty() {
            return None;
        }
        let route = url.fragment.split_once('?').map_or("", |(_, query)| query);
        parameter(url.query, self.tenant)
            .or_else(|| parameter(route, self.tenant))
            .filter(|tenant| !tenant.trim().is_empty() && tenant.len() <= 100)
    }
}

/// The URL of the page that a shell shows, of the same origin.
fn shown_by(shell: &Shell, url: &PageUrl<'_>) -> Option<String> {
    let text = parameter(url.query, shell.parameter)?;
    if text.len() > MAX_PARAMETER_CHARS {
        return None;
    }
    // Both alphabets, with and without padding; a `+` that came through a form is a space.
    let text: String = text
        .trim_end_matches('=')
        .chars()
        .map(|c| match c {
            '-' | ' ' => '+',
            '_' => '/',
            c => c,
        })
        .collect();
    let bytes = Base64Unpadded::decode_vec(&text).ok()?;
    let value = Tree::parse(std::str::from_utf8(&bytes).ok()?).ok()?;
    in_origin(value.get(shell.field).as_text()?, url.origin)
}

/// A link's absolute URL, if it leads to this origin.
pub(super) fn in_origin(link: &str, origin: &str) -> Option<String> {
    let link = link.trim();
    // A browser takes `\` for `/`, and drops tabs and line ends.
    if link.contains(['\\', '\t', '\n', '\r']) {
        return None;
    }
    match PageUrl::parse(link) {
        Some(url) => (url.origin == origin).then(|| link.to_owned()),
        None => {
            (link.starts_with('/') && !link.starts_with("//")).then(|| format!("{origin}{link}"))
        }
    }
}

/// What a reader is told to read for a recipe.
pub fn plan(recipe: &Recipe, panel: Option<PanelFrame>) -> ReadingPlan {
    let read = |(n, read): (usize, &FieldRead)| Read {
        read: n as u16,
        selector: read.selector.to_owned(),
        follows: recipe.is_generic || read.zone == Zone::Trusted,
        take: take(read.take),
    };
    ReadingPlan {
        plan: recipe.key.to_owned(),
        reads: recipe.reads.iter().enumerate().map(read).collect(),
        skip: recipe.skip.to_owned(),
        // A recipe's trusted places are named by selectors that can't see where a shadow root stands.
        shadow: recipe.is_generic,
        min_interval_ms: MIN_INTERVAL_MS,
        settle_ms: SETTLE_MS,
        patience_ms: recipe.patience_ms,
        busy: recipe.busy.to_owned(),
        max_chars: MAX_CHARS,
        panel,
    }
}

fn take(take: TakeOf) -> Take {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match take {
        TakeOf::Text => Take::Text,
        TakeOf::Value => Take::Value,
        TakeOf::Attribute(name) => Take::Attribute {
            name: name.to_owned(),
        },
        TakeOf::Title => Take::Title,
        TakeOf::Row {
            label,
            words,
            values,
            attribute,
        } => Take::Row {
            label: label.to_owned(),
            words: owned(words),
            values: owned(values),
            attribute: (!attribute.is_empty()).then(|| attribute.to_owned()),
        },
        TakeOf::Labelled(words) => Take::Labelled {
            words: owned(words),
        },
    }
}
