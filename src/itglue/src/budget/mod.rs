//! The request budget: may IT Glue be asked now, and if not, when?
//!
//! Shape:  requests counted in slots of five seconds, oldest first, as far as they lie within the window.
//! Units:  milliseconds since the Unix epoch; time is an argument.
//! Errors: none. `Err(wait_ms)` is an answer.
//! Source: 3,000 requests in five minutes, then 429 (API reference, section 1.5). Whether a key or the whole account has
//!         them isn't documented; the account is assumed, so that there are others whose requests nobody here can count.
//!         `Retry-After` isn't documented either: honoured where it comes.

mod gate;

pub use gate::{Gate, Pace, Soon};

/// The length of the window.
pub const WINDOW_MS: u64 = 5 * 60 * 1_000;
/// How many requests it has.
pub const LIMIT: u32 = 3_000;

const SLOT_MS: u64 = 5_000;
/// The wait after a first refusal that doesn't say how long; twice as long after the second and the third. No longer: a
/// technician waits for it, and the background has a pace besides.
const BACKOFF_MS: u64 = 1_000;
const MAX_STRIKES: u64 = 3;
/// Nothing shorter is believed, nor anything longer.
const MIN_HELD_MS: u64 = 500;
const MAX_HELD_MS: u64 = 60 * 60 * 1_000;
/// Between two requests of a background whose pace was halved once.
const GAP_MS: u64 = 400;
const MAX_HALVINGS: u64 = 8;

/// Who waits for an answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Urgency {
    /// A technician.
    #[default]
    Interactive,
    /// Nobody in particular: at most half of what is left is used, and everybody else goes first.
    Background,
}

/// How much is used, for showing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Usage {
    /// Our requests within the window.
    pub used: u32,
    /// What is left of [`LIMIT`], as far as we know; nothing while IT Glue refuses.
    pub left: u32,
    /// In milliseconds: until all that is used is free again. 0: nothing is used.
    pub resets_in_ms: u64,
    /// In milliseconds: until IT Glue is asked again, after a refusal.
    pub held_ms: u64,
    /// IT Glue has refused within the window, though we had not used up the limit: somebody else has.
    pub is_crowded: bool,
}

/// What was asked of an account, and what that means for the next request.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Budget {
    slots: Vec<Slot>,
    /// Nothing is asked before.
    held_until_ms: u64,
    /// The last refusal, or whole windows after it.
    struck_ms: u64,
    /// Refusals since an answer.
    strikes: u64,
    /// How often the background's pace was halved; each window without a refusal doubles it again.
    halvings: u64,
    /// We had used less than the limit when it came.
    is_crowded: bool,
    /// The background's last request.
    background_ms: u64,
}

#[derive(Clone, Copy, PartialEq, Debug)]
struct Slot {
    start_ms: u64,
    interactive: u32,
    background: u32,
}

impl Slot {
    /// When its last request may be forgotten.
    fn end_ms(&self) -> u64 {
        self.start_ms + SLOT_MS + WINDOW_MS
    }
}

impl Budget {
    /// Counts a request that is sent now, or says how long until it may be tried again.
    pub fn admit(&mut self, now_ms: u64, urgency: Urgency) -> Result<(), u64> {
        self.forget(now_ms);
        let wait_ms = self.wait_ms(now_ms, urgency);
        if wait_ms > 0 {
            return Err(wait_ms);
        }
        let start_ms = now_ms - now_ms % SLOT_MS;
        if self
            .slots
            .last()
            .is_none_or(|slot| slot.start_ms != start_ms)
        {
            self.slots.push(Slot {
                start_ms,
                interactive: 0,
                background: 0,
            });
        }
        if let Some(slot) = self.slots.last_mut() {
            match urgency {
                Urgency::Interactive => slot.interactive += 1,
                Urgency::Background => slot.background += 1,
            }
        }
        if urgency == Urgency::Background {
            self.background_ms = now_ms;
        }
        Ok(())
    }

    /// A request that was sent then was answered.
    pub fn answered(&mut self, sent_ms: u64) {
        if sent_ms > self.struck_ms {
            self.strikes = 0;
        }
    }

    /// A request that was sent then was refused (429). `roll` is any random number: many browsers that are refused at
    /// once must not come back at once.
    pub fn refused(&mut self, now_ms: u64, sent_ms: u64, retry_after_s: Option<u32>, roll: u32) {
        self.forget(now_ms);
        // Several under way at once are refused together: that counts once.
        if sent_ms > self.struck_ms {
            self.strikes = (self.strikes + 1).min(MAX_STRIKES);
            self.halvings = (self.halvings + 1).min(MAX_HALVINGS);
            self.struck_ms = now_ms;
            self.is_crowded = self.used() < LIMIT;
        }
        let roll = u64::from(roll);
        let held_ms = match retry_after_s {
            Some(seconds) => u64::from(seconds) * 1_000 + roll % 500,
            None => {
                let most_ms = BACKOFF_MS << self.strikes.saturating_sub(1);
                most_ms / 2 + roll % (most_ms / 2 + 1)
            }
        };
        let until_ms = now_ms + held_ms.clamp(MIN_HELD_MS, MAX_HELD_MS);
        self.held_until_ms = self.held_until_ms.max(until_ms);
    }

    /// For showing.
    pub fn usage(&self, now_ms: u64) -> Usage {
        let mut now = self.clone();
        now.forget(now_ms);
        let (used, held_ms) = (now.used(), now.held_until_ms.saturating_sub(now_ms));
        let left = LIMIT.saturating_sub(used);
        Usage {
            used,
            left: if held_ms > 0 { 0 } else { left },
            resets_in_ms: now.slots.last().map_or(0, |slot| slot.end_ms() - now_ms),
            held_ms,
            is_crowded: now.is_crowded,
        }
    }

    /// A small record, to be kept for the next wake: [`Budget::of_record`].
    pub fn record(&self) -> Vec<u64> {
        let mut record = vec![
            self.held_until_ms,
            self.struck_ms,
            self.strikes,
            self.halvings,
            u64::from(self.is_crowded),
            self.background_ms,
        ];
        for slot in &self.slots {
            let counts = [slot.interactive, slot.background].map(u64::from);
            record.extend([slot.start_ms, counts[0], counts[1]]);
        }
        record
    }

    /// What [`Budget::record`] made. One that makes no sense counts as none.
    pub fn of_record(record: &[u64]) -> Self {
        let Some((
            [
                held_until_ms,
                struck_ms,
                strikes,
                halvings,
                is_crowded,
                background_ms,
            ],
            slots,
        )) = record.split_first_chunk()
        else {
            return Self::default();
        };
        let count = |count: u64| u32::try_from(count).unwrap_or(LIMIT).min(LIMIT);
        let slots = slots.as_chunks().0.iter().map(|[start_ms, a, b]| Slot {
            start_ms: *start_ms,
            interactive: count(*a),
            background: count(*b),
        });
        Self {
            slots: slots.collect(),
            held_until_ms: *held_until_ms,
            struck_ms: *struck_ms,
            strikes: (*strikes).min(MAX_STRIKES),
            halvings: (*halvings).min(MAX_HALVINGS),
            is_crowded: *is_crowded != 0,
            background_ms: *background_ms,
        }
    }

    /// Drops what no longer counts. What lies in the future was written before the clock was set back.
    fn forget(&mut self, now_ms: u64) {
        self.slots
            .retain(|slot| slot.start_ms <= now_ms && now_ms < slot.end_ms());
        self.background_ms = self.background_ms.min(now_ms);
        if self.struck_ms > now_ms || self.held_until_ms > now_ms + MAX_HELD_MS {
            (self.struck_ms, self.held_until_ms) = (now_ms, now_ms);
        }
        let n_windows = (now_ms - self.struck_ms) / WINDOW_MS;
        if n_windows > 0 {
            self.struck_ms += n_windows * WINDOW_MS;
            self.halvings = self.halvings.saturating_sub(n_windows);
            (self.strikes, self.is_crowded) = (0, false);
        }
    }

    fn used(&self) -> u32 {
        let counts = self.slots.iter();
        counts.map(|slot| slot.interactive + slot.background).sum()
    }

    /// 0: now.
    fn wait_ms(&self, now_ms: u64, urgency: Urgency) -> u64 {
        let held_ms = self.held_until_ms.saturating_sub(now_ms);
        let room_ms = self.slots.first().map_or(0, |slot| slot.end_ms() - now_ms);
        let background: u32 = self.slots.iter().map(|slot| slot.background).sum();
        let used = self.used();
        let is_full = match urgency {
            Urgency::Interactive => used >= LIMIT,
            Urgency::Background => {
                let left = LIMIT.saturating_sub(used - background);
                background >= ((left / 2) >> self.halvings).max(1) || used >= LIMIT
            }
        };
        let gap_ms = match (urgency, self.halvings) {
            (Urgency::Interactive, _) | (_, 0) => 0,
            (Urgency::Background, halvings) => {
                let next_ms = self.background_ms + (GAP_MS << (halvings - 1));
                next_ms.saturating_sub(now_ms)
            }
        };
        let full_ms = if is_full { room_ms } else { 0 };
        held_ms.max(full_ms).max(gap_ms)
    }
}
