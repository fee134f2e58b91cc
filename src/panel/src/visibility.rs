//! Whether a press of a secret button may go through: was it the technician's own, on a row that could be seen?
//!
//! Shape:  one record of when each row in the panel became visible, one of the looks at the frame from outside, and at
//!         most one press that waits.
//! Units:  milliseconds of the page's clock (`performance.now()`).
//! Source: design section 6, measured: with `trackVisibility` every attack that can dress up our frame (opacity,
//!         transform, clip-path, blend, modal dialog, popover, fullscreen above) turns `isVisible` false within 0.1 s;
//!         but it is looked at once in that time only, so that a veil away for each sixth picture may go unseen for long.
//!         Firefox has nothing of the kind: there the page's reader looks at the frame from outside, when it is asked.
//!
//! Invariant: no clock and no browser in here. Nothing goes through that wasn't proven; in doubt the answer is no.

use std::collections::HashMap;

/// A row must have been seen this long.
pub(crate) const REST_MS: f64 = 500.0;
/// A press on a row that isn't visible waits this long for it to become so.
const PATIENCE_MS: f64 = 1_000.0;
/// ... and this long in all, however often it comes and goes.
const LIMIT_MS: f64 = 2_500.0;
/// A frame that something lay over for so long was covered. What is shorter comes with laying it out anew.
const COVER_MS: f64 = 250.0;
/// Covered twice within this time, however short, is no laying out anew.
const BLINK_MS: f64 = 700.0;
const NEVER: [f64; 2] = [f64::NEG_INFINITY; 2];
/// How often the browser is to say whether anything lies over the frame as a whole, in milliseconds: a veil that comes and
/// goes in step with one such beat is met by the others.
pub(crate) const BEATS_MS: [f64; 5] = [100.0, 117.0, 133.0, 150.0, 183.0];
/// Between two looks further apart than this anything may have happened.
const GAP_MS: f64 = 800.0;

/// How this document can know that it is seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Proof {
    /// A document of its own: no page reaches it.
    NotNeeded,
    /// The browser reports whether anything lies over the frame.
    Observed,
    /// The browser reports only that a row is scrolled into sight; whether anything lies over the frame is looked at from
    /// outside, again and again. A press counts only while this document is visible and has the focus.
    Looked,
}

/// What the browser says about the press and the document at that moment.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Press {
    /// When.
    pub(crate) at_ms: f64,
    /// When it began: the mouse button or the key went down. What was seen then is what was meant.
    pub(crate) begun_ms: f64,
    /// `event.isTrusted`: made by a person, not by a script.
    pub(crate) is_trusted: bool,
    /// The document is visible and has the focus.
    pub(crate) is_attended: bool,
}

/// What is watched: a row by its password's id, or the frame as a whole in one of [`BEATS_MS`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Watched {
    /// A row.
    Row(u64),
    /// The frame.
    Frame(usize),
}

/// What the browser says of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sight {
    /// Seen in full.
    Visible,
    /// Scrolled away, not drawn yet, or gone.
    Away,
    /// Where it could be seen, something of the page lies over it or changes it. Said of the frame alone: nothing of the
    /// page reaches into it, and whatever lies over a part of it the browser says of all of it.
    Covered,
}

/// A look at the frame from outside. It was made at some moment between the two times.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Look {
    /// When it was asked for.
    pub(crate) asked_ms: f64,
    /// When its answer came.
    pub(crate) told_ms: f64,
    /// The frame was in plain sight.
    pub(crate) is_clear: bool,
}

/// What becomes of a press.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Verdict {
    /// It goes through.
    Go,
    /// Ask again after this long, or when something was reported.
    Wait {
        /// Milliseconds.
        for_ms: f64,
    },
    /// Something lies over the row.
    Covered,
    /// Not a person's press, or nobody is looking: nothing happens.
    Ignored,
}

/// A press that waits for its row.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Waiting {
    row: u64,
    since_ms: f64,
}

/// Looks one after another that were all clear: surely from the first's answer to the last's question.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Clear {
    from_ms: f64,
    to_ms: f64,
}

/// The state of it all.
#[derive(Debug)]
pub(crate) struct Watch {
    proof: Proof,
    /// How each is seen, and since when.
    seen: HashMap<Watched, (Sight, f64)>,
    /// When what was covered no longer was.
    uncovered_ms: HashMap<Watched, f64>,
    /// When each beat met a cover, the last time and the time before.
    covered_before_ms: HashMap<Watched, [f64; 2]>,
    clear: Option<Clear>,
    waiting: Option<Waiting>,
}

impl Watch {
    /// Nothing seen yet.
    pub(crate) fn new(proof: Proof) -> Self {
        Self {
            proof,
            seen: HashMap::new(),
            uncovered_ms: HashMap::new(),
            covered_before_ms: HashMap::new(),
            clear: None,
            waiting: None,
        }
    }

    /// The browser says how a row, or the frame, is seen from now on.
    pub(crate) fn report(&mut self, what: Watched, sight: Sight, at_ms: f64) {
        if sight == Sight::Covered {
            let [last_ms, _] = self.covered_before_ms.get(&what).unwrap_or(&NEVER);
            let times = [at_ms, *last_ms];
            self.covered_before_ms.insert(what, times);
        }
        let former = self.seen.get(&what).copied();
        if former.is_some_and(|(former, _)| former == sight) {
            return;
        }
        if matches!((what, sight), (Watched::Row(_), Sight::Away)) {
            // Most such rows never come back.
            self.seen.remove(&what);
        } else {
            self.seen.insert(what, (sight, at_ms));
        }
        if let Some((Sight::Covered, since_ms)) = former
            && at_ms - since_ms >= COVER_MS
        {
            self.uncovered_ms.insert(what, at_ms);
        }
    }

    /// All that must be in sight for a press on a row.
    fn needed(&self, row: u64) -> impl Iterator<Item = Watched> + use<> {
        let n_beats = match self.proof {
            Proof::Observed => BEATS_MS.len(),
            Proof::NotNeeded | Proof::Looked => 0,
        };
        (0..n_beats).map(Watched::Frame).chain([Watched::Row(row)])
    }

    /// Another tab came in front of this one or went, or a dialog of our own was closed: what was hidden by that was not
    /// covered. What is out of sight from now on is: the browser says nothing more of what stays as it was. How long
    /// something has been seen still counts.
    pub(crate) fn begin_anew(&mut self, at_ms: f64) {
        self.uncovered_ms.clear();
        self.covered_before_ms.clear();
        for (what, seen) in &mut self.seen {
            if matches!(what, Watched::Frame(_)) && seen.0 != Sight::Visible {
                *seen = (Sight::Covered, at_ms);
            }
        }
    }

    /// The frame was covered at this moment, or shortly before: nobody can have meant a press then. A cover that comes and
    /// goes is one as well.
    fn was_covered(&self, at_ms: f64) -> bool {
        let mut seen = self.seen.values();
        let mut uncovered = self.uncovered_ms.values();
        let mut blinked = self.covered_before_ms.values();
        seen.any(|(sight, since_ms)| *sight == Sight::Covered && at_ms - since_ms >= COVER_MS)
            || uncovered.any(|until_ms| at_ms - until_ms < REST_MS)
            || blinked.any(|[_, before_ms]| at_ms - before_ms < BLINK_MS)
    }

    /// How long until the row, and all of the frame, has been in sight for long enough, if all stays as it is; `None` while
    /// something is in the way.
    fn seen_in_ms(&self, row: u64, at_ms: f64) -> Option<f64> {
        let left_ms = |what| match self.seen.get(&what) {
            Some((Sight::Visible, since_ms)) => Some(REST_MS - (at_ms - since_ms)),
            _ => None,
        };
        self.needed(row)
            .try_fold(f64::MIN, |most_ms, what| Some(most_ms.max(left_ms(what)?)))
    }

    /// Somebody has looked at the frame from outside. One that is not clear, or late, ends all that was known.
    pub(crate) fn look(&mut self, look: Look) {
        self.clear = match self.clear {
            _ if !look.is_clear => None,
            Some(clear) if look.told_ms - clear.to_ms <= GAP_MS => Some(Clear {
                to_ms: look.asked_ms.max(clear.to_ms),
                ..clear
            }),
            _ => Some(Clear {
                from_ms: look.told_ms,
                to_ms: look.asked_ms,
            }),
        };
    }

    /// A press waits: looks are wanted, one after another.
    pub(crate) fn wants_looks(&self) -> bool {
        self.proof == Proof::Looked && self.waiting.is_some()
    }

    /// The list is another one now: a press that waits is void.
    pub(crate) fn drop_press(&mut self) {
        self.waiting = None;
    }

    /// A secret button of a row was pressed. A new press replaces one that waits.
    pub(crate) fn press(&mut self, row: u64, press: Press) -> Verdict {
        self.waiting = None;
        if !press.is_trusted {
            return Verdict::Ignored;
        }
        match self.proof {
            Proof::NotNeeded => Verdict::Go,
            Proof::Looked if !press.is_attended => Verdict::Ignored,
            _ if self.was_covered(press.begun_ms) || self.was_covered(press.at_ms) => {
                Verdict::Covered
            }
            Proof::Looked | Proof::Observed => {
                self.waiting = Some(Waiting {
                    row,
                    since_ms: press.at_ms,
                });
                self.decide(press.at_ms)
            }
        }
    }

    /// What becomes of the press that waits, now. `Ignored` if none does.
    pub(crate) fn decide(&mut self, at_ms: f64) -> Verdict {
        let Some(waiting) = self.waiting else {
            return Verdict::Ignored;
        };
        let waited_ms = at_ms - waiting.since_ms;
        let row_ms = self.seen_in_ms(waiting.row, at_ms);
        let left_ms = match self.proof {
            Proof::Looked => row_ms.zip(self.clear_in_ms(waiting.since_ms)).map(max),
            Proof::NotNeeded | Proof::Observed => row_ms,
        };
        let verdict = match left_ms {
            Some(left_ms) if left_ms <= 0.0 => Verdict::Go,
            _ if waited_ms >= LIMIT_MS => Verdict::Covered,
            Some(left_ms) => Verdict::Wait { for_ms: left_ms },
            None if waited_ms >= PATIENCE_MS => Verdict::Covered,
            None => Verdict::Wait {
                for_ms: PATIENCE_MS - waited_ms,
            },
        };
        if !matches!(verdict, Verdict::Wait { .. }) {
            self.waiting = None;
        }
        verdict
    }

    /// The last look must have been asked for after the press, and the clear ones must reach back far enough.
    fn clear_in_ms(&self, pressed_ms: f64) -> Option<f64> {
        let clear = self.clear?;
        let rest_ms = REST_MS - (clear.to_ms - clear.from_ms);
        let fresh_ms = if clear.to_ms >= pressed_ms {
            0.0
        } else {
            NEXT_MS
        };
        Some(rest_ms.max(fresh_ms))
    }
}

/// When to see whether another look has come.
const NEXT_MS: f64 = 50.0;

fn max((a, b): (f64, f64)) -> f64 {
    a.max(b)
}

#[cfg(test)]
mod tests;
