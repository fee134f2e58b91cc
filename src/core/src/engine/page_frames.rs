//! What the frames of a tab's page last said, and how often they may say something.

use super::memory::Sight;
use super::{Again, Engine, Ports, Shelf};
use crate::order::Table;
use crate::page::{FrameReading, Frames, Merged, Recipe, merge, recipes};
use core::pin::Pin;
use futures_util::future::join;
use gluepane_protocol::{Failure, ToReader};
use serde::{Deserialize, Serialize};

/// The top frame's id, in both browsers.
pub const TOP_FRAME: i64 = 0;
/// A page has no more frames of a record than this; who sends from more is ignored.
const MAX_FRAMES: usize = 24;
/// So many observations at once, and then one each interval.
const BURST: u64 = 20;
const INTERVAL_MS: u64 = 250;

/// The frames of one tab's page.
#[derive(Default)]
pub(super) struct PageFrames {
    /// The session has been looked at since the last wake.
    is_known: bool,
    readings: FrameReadings,
    /// The session holds some of this.
    is_stored: bool,
    /// By frame: when the next observation would be due, had they all come at the interval.
    due_ms: Table<i64, u64>,
}

type FrameReadings = Table<i64, FrameReading>;

/// As kept in the session. In JSON a map's key is text, so this is a list.
#[derive(Serialize, Deserialize)]
struct PageRecord(Vec<(i64, FrameReading)>);

impl<P: Ports> Engine<P> {
    /// A frame may say something now. One that says more than a reader does is told nothing, and a reader then asks
    /// again with the newest: so nothing is lost, and a page that floods costs little.
    pub(super) fn may_speak(&self, tab: i64, frame: i64) -> bool {
        let now_ms = self.ports.now_ms();
        let mut memory = self.memory.borrow_mut();
        let due = &mut memory.pages.get_or_default(tab).due_ms;
        if due.len() > 4 * MAX_FRAMES {
            due.retain(|_, due_ms| *due_ms > now_ms);
        }
        let due_ms = due.get_or_default(frame);
        let latest_ms = now_ms + BURST * INTERVAL_MS;
        // Beyond that only by a clock that was set back, which must not silence a page.
        let waited = if *due_ms > latest_ms {
            now_ms
        } else {
            now_ms.max(*due_ms)
        };
        if waited + INTERVAL_MS > latest_ms {
            return false;
        }
        *due_ms = waited + INTERVAL_MS;
        true
    }

    /// Replaces what a frame says (`None`: nothing that counts) and gives what the page comes to. A top frame that goes
    /// elsewhere takes all the others with it. Where a recipe reads the top frame alone nothing is kept: it says all
    /// again.
    pub(super) async fn set_reading(
        &self,
        tab: i64,
        frame: i64,
        reading: Option<FrameReading>,
        recipe: &Recipe,
        takes_others: bool,
    ) -> Sight {
        self.read_page(tab).await;
        let (merged, is_changed) = {
            let mut memory = self.memory.borrow_mut();
            let readings = &mut memory.pages.get_or_default(tab).readings;
            let before = readings.clone();
            if takes_others {
                readings.clear();
            }
            match reading {
                Some(reading) if readings.len() < MAX_FRAMES || readings.contains_key(&frame) => {
                    readings.insert(frame, reading);
                }
                _ => {
                    readings.remove(&frame);
                }
            }
            let (top, rest) = (readings.get(&TOP_FRAME), readings.iter());
            let rest = rest.filter(|(frame, _)| **frame != TOP_FRAME);
            let merged = merge(top, rest.map(|(_, reading)| reading));
            if top.is_none() && frame != TOP_FRAME {
                // Lost with a full store: all are asked again.
                self.ports.tell_reader(tab, TOP_FRAME, &ToReader::Renew);
            }
            (merged, before != *readings)
        };
        if is_changed && recipe.frames == Frames::Nested {
            self.keep_page(tab).await;
        }
        match merged {
            Merged::Loading => Sight::Loading,
            Merged::Nothing => Sight::Nothing,
            Merged::About(context) => Sight::About(context),
        }
    }

    /// All inner frames are to say again what they said: the top frame's new plan takes that away with it, and of those that
    /// stay none would repeat itself. Those that are gone don't hear it.
    pub(super) async fn renew_inner_frames(&self, tab: i64) {
        self.read_page(tab).await;
        let memory = self.memory.borrow();
        let frames = memory.pages.get(&tab).map(|page| page.readings.iter());
        for (frame, _) in frames.into_iter().flatten() {
            if *frame != TOP_FRAME {
                self.ports.tell_reader(tab, *frame, &ToReader::Renew);
            }
        }
    }

    /// The tab shows another page, or is gone.
    pub(super) async fn forget_page(&self, tab: i64) {
        self.read_page(tab).await;
        let is_stored = {
            let mut memory = self.memory.borrow_mut();
            let left = memory.pages.get_or_default(tab);
            left.readings.clear();
            core::mem::take(&mut left.is_stored)
        };
        if is_stored {
            let _ = self.discard(Shelf::Session, &page_key(tab)).await;
        }
    }

    /// What the page shows at this moment must be what it said last: a reader notices most changes a little later, and some
    /// not at all. All frames that count are asked at once.
    pub(super) async fn read_again(&self, tab: i64) -> Result<(), Failure> {
        self.read_page(tab).await;
        let frames: Vec<i64> = {
            let memory = self.memory.borrow();
            let frames = memory.pages.get(&tab).map(|page| page.readings.iter());
            let inner = frames
                .into_iter()
                .flatten()
                .filter(|(frame, reading)| **frame != TOP_FRAME && reading.context().is_some());
            let inner = inner.map(|(frame, _)| *frame);
            core::iter::once(TOP_FRAME).chain(inner).collect()
        };
        let answers = self.ask_all(tab, &frames).await;
        let is_same = answers.iter().all(|answer| *answer == Again::Same);
        for (frame, answer) in frames.into_iter().zip(answers) {
            if answer == Again::Gone && frame != TOP_FRAME {
                self.lose_frame(tab, frame).await;
            }
        }
        is_same.then_some(()).ok_or(Failure::Outdated)
    }

    /// All at once, so that the last answer isn't older than the first. `join_all` would be four times the code.
    fn ask_all<'a>(
        &'a self,
        tab: i64,
        frames: &'a [i64],
    ) -> Pin<Box<dyn Future<Output = Vec<Again>> + 'a>> {
        Box::pin(async move {
            let Some((last, others)) = frames.split_last() else {
                return Vec::new();
            };
            let last = self.ports.shows_the_same(tab, *last);
            let (mut answers, answer) = join(self.ask_all(tab, others), last).await;
            answers.push(answer);
            answers
        })
    }

    /// A frame is gone without a word.
    async fn lose_frame(&self, tab: i64, frame: i64) {
        let recipe = self.page_origin(tab).await.and_then(|origin| {
            let memory = self.memory.borrow();
            recipes::by_key(&memory.hosts.get(&origin)?.product)
        });
        if let Some(recipe) = recipe {
            let sight = self.set_reading(tab, frame, None, recipe, false).await;
            self.change_sight(tab, sight).await;
        }
    }

    /// After a wake: what the frames said before.
    async fn read_page(&self, tab: i64) {
        let is_known = self
            .memory
            .borrow()
            .pages
            .get(&tab)
            .is_some_and(|frames| frames.is_known);
        if is_known {
            return;
        }
        let stored: Option<PageRecord> = self
            .load(Shelf::Session, &page_key(tab))
            .await
            .unwrap_or_default();
        let mut memory = self.memory.borrow_mut();
        let frames = memory.pages.get_or_default(tab);
        if !frames.is_known {
            frames.is_known = true;
            frames.is_stored = stored.is_some();
            frames.readings = stored.map_or_else(Table::default, |PageRecord(list)| {
                list.into_iter().collect()
            });
        }
    }

    /// A store that is full holds no former reading rather than one that is no longer true.
    async fn keep_page(&self, tab: i64) {
        let record = {
            let memory = self.memory.borrow();
            let readings = memory.pages.get(&tab).map(|frames| frames.readings.clone());
            PageRecord(readings.unwrap_or_default().into_iter().collect())
        };
        let key = page_key(tab);
        if let Some(frames) = self.memory.borrow_mut().pages.get_mut(&tab) {
            frames.is_stored = true;
        }
        if record.0.is_empty() || self.save(Shelf::Session, &key, &record).await.is_err() {
            let _ = self.discard(Shelf::Session, &key).await;
        }
    }
}

fn page_key(tab: i64) -> String {
    format!("page:{tab}")
}
