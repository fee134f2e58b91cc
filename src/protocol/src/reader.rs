//! What crosses between the background and the page reader (`extension/reader.js`). A hostile page may own the
//! reader's renderer: nothing here tells it a name, an id or a list of IT Glue's.

use serde::{Deserialize, Serialize};

/// What a reader may ask. Everything else from a page's origin is refused.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ReaderAsk {
    /// "What am I to read on this page?" Answered with [`ReaderAnswer::Plan`].
    Plan,
    /// What the reader read. Answered with [`ReaderAnswer::Noted`].
    Observe {
        /// The readings.
        observation: Observation,
    },
    /// What became of the panel's frame in the page. It can only lower trust. Answered with [`ReaderAnswer::Noted`].
    Frame {
        /// What.
        fact: FrameFact,
    },
}

/// The answers a reader gets.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ReaderAnswer {
    /// The plan, or `null` where this host isn't enabled: the reader then stops.
    Plan {
        /// What to read.
        plan: Option<ReadingPlan>,
    },
    /// Taken note of. Says nothing about what came of it.
    Noted,
    /// Not answered: the message was not one of a reader's, or its plan no longer counts in this frame and another has to
    /// be asked for.
    Refused,
}

/// What the reader is to read, how often, and whether it hosts the panel. Data: the reader decides nothing.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingPlan {
    /// Which recipe's plan this is; comes back in [`Observation::plan`].
    pub plan: String,
    /// What to read, in any order.
    pub reads: Vec<Read>,
    /// Elements that match this selector, and all inside them, are read by none of the reads; a frame that stands in one
    /// doesn't count as seen. May be empty.
    pub skip: String,
    /// Open shadow roots are read too.
    pub shadow: bool,
    /// At least this long between two readings, in milliseconds (four a second at most: 250), once a page has been there for a
    /// few seconds; a new one is read again as soon as it may have settled.
    pub min_interval_ms: u32,
    /// A page whose readings have stayed the same for this long counts as settled. After a history navigation nothing is
    /// reported before that, nor before a reading that follows the URL has changed ...
    pub settle_ms: u32,
    /// ... or this long has passed.
    pub patience_ms: u32,
    /// While a visible element matches this selector the page is still loading, however quiet it is. May be empty.
    pub busy: String,
    /// A text is cut at this many characters.
    pub max_chars: u32,
    /// How the panel's frame is to be shown; `null` in frames that host none.
    pub panel: Option<PanelFrame>,
}

/// The panel's frame in the page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelFrame {
    /// Path of the panel's page inside the extension, for `runtime.getURL`.
    pub path: String,
    /// How it is laid out.
    pub layout: FrameLayout,
}

/// How the panel's frame stands in the page; remembered for each host.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameLayout {
    /// Collapsed to a tab at the edge.
    pub collapsed: bool,
    /// At which edge of the page.
    pub side: Side,
    /// In CSS pixels, between [`FrameLayout::MIN_WIDTH`] and [`FrameLayout::MAX_WIDTH`]; never wider than the page.
    pub width: u16,
}

impl FrameLayout {
    /// Narrower than this no row is readable.
    pub const MIN_WIDTH: u16 = 300;
    /// Wider than this serves nobody.
    pub const MAX_WIDTH: u16 = 720;
}

impl Default for FrameLayout {
    fn default() -> Self {
        Self {
            collapsed: false,
            side: Side::Right,
            width: 380,
        }
    }
}

/// An edge of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Left.
    Left,
    /// Right.
    #[default]
    Right,
}

/// What became of the panel's frame in the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrameFact {
    /// It was put into the page a second ago: if no panel has been heard from since, the page keeps it out.
    Placed,
    /// The page's modal dialog makes it inert.
    Inert,
    /// It can be used again.
    Usable,
    /// The page keeps taking it away.
    Evicted,
}

/// One thing to read.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// Which read of the recipe this is; comes back in [`Reading::read`].
    pub read: u16,
    /// A CSS selector; empty for [`Take::Title`] and [`Take::Labelled`].
    pub selector: String,
    /// What of the element.
    pub take: Take,
    /// After a history navigation a change of this shows that the page has followed its URL.
    pub follows: bool,
}

/// What of an element to take.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Take {
    /// Its visible text.
    Text,
    /// What stands in a form control: a text or search field, any other field that can't be written to, a selection.
    /// Never a password, a hidden field or an editable element.
    Value,
    /// The element is a row of a label and a value: the value, where the label is one of these words.
    Row {
        /// A selector for the label inside the row; empty for the row's own text.
        label: String,
        /// Compared without case, accents, `:`, `*`, `?`.
        words: Vec<String>,
        /// Selectors for the value inside the row; an empty one stands for the element after the row. The first that
        /// finds something counts.
        values: Vec<String>,
        /// Its attribute instead of its text or value.
        attribute: Option<String>,
    },
    /// Anywhere on the page: what stands beside one of these words as a label does beside its value.
    Labelled {
        /// Compared without case, accents, `:`, `*`, `?`.
        words: Vec<String>,
    },
    /// The value of a named attribute, if the element is rendered.
    Attribute {
        /// The attribute's name.
        name: String,
    },
    /// The document's title; needs no element.
    Title,
}

/// What a frame shows at one moment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// [`ReadingPlan::plan`]: what the numbers of the readings mean.
    pub plan: String,
    /// The page's URL at that moment. The browser vouches for its origin only: what it says of a message's sender is the
    /// address that the document was loaded with, which a navigation inside the page doesn't change (measured).
    pub url: String,
    /// How far the page has come.
    pub phase: Phase,
    /// One entry a read that found something visible.
    pub readings: Vec<Reading>,
    /// Where the frame stands in its page; none for a top frame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<FramePlace>,
}

/// Where a frame stands in its page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FramePlace {
    /// A person can see it: it and all frames around it are rendered. Not where a frame around it is of another origin.
    pub seen: bool,
    /// The URLs of the frames around it, nearest first, as far as they are of its origin.
    pub around: Vec<String>,
}

/// How far a page has come, by its own changes alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The URL has just changed and the page not yet: earlier readings no longer count, these are empty.
    Navigating,
    /// It may still be loading.
    Changing,
    /// Its readings have stayed the same for [`ReadingPlan::settle_ms`] and nothing of it says that it is loading.
    Settled,
    /// The frame is being taken away.
    Gone,
}

/// What one read found.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// [`Read::read`].
    pub read: u16,
    /// The texts of all matching visible elements in document order, at most eight.
    pub values: Vec<String>,
}

/// What the background tells one reader.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ToReader {
    /// Ask for the plan again: the host was mapped to another product, or removed.
    Renew,
    /// Lay the panel's frame out like this.
    Frame {
        /// How.
        layout: FrameLayout,
        /// Give it the keyboard.
        focus: bool,
    },
    /// Take the panel's frame away: it can't work in this page.
    Withdraw,
    /// Is the panel's frame in plain sight at this moment? Answered with `true` or `false`; no answer counts as `false`.
    Look {
        /// Which frame asks (`sender.frameId`): a page may have put the panel into a frame of its own.
        frame: i64,
    },
    /// Does the page still show what was said of it last? Read at once, and answered with `true` or `false`; what differs is
    /// said as an observation. A value of a form field changes without any sign, and a large page is read seldom.
    Again,
}
