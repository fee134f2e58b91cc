//! Whether a press of a secret button may go through: was it the technician's own, on a row that could be seen?
//!
//! Shape:  one record of when each row in the panel became visible, and at most one press that waits.
//! Units:  milliseconds of the page's clock (`performance.now()`).
//! Source: design section 6, measured: with `trackVisibility` every attack that can dress up our frame (opacity,
//!         transform, clip-path, blend, modal dialog, popover, fullscreen above) turns `isVisible` false within 0.1 s.
//!
//! Invariant: no clock and no browser in here. Nothing goes through that wasn't proven; in doubt the answer is no.

use std::collections::HashMap;

/// A row must have been seen this long.
pub(crate) const REST_MS: f64 = 500.0;
/// A press on a row that isn't visible waits this long for it to become so.
const PATIENCE_MS: f64 = 1_000.0;
/// ... and this long in all, however often it comes and goes.
const LIMIT_MS: f64 = 2_500.0;

/// How this document can know that it is seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Proof {
    /// A document of its own: no page reaches it.
    NotNeeded,
    /// The browser reports for each row whether anything lies over it.
    Observed,
    /// The browser can't (Firefox has no `trackVisibility`). A press counts if it is trusted and this document is visible
    /// and has the focus, which doesn't prove that nothing lies over it.
    Unsupported,
}

/// What the browser says about the press and the document at that moment.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Press {
    /// When.
    pub(crate) at_ms: f64,
    /// `event.isTrusted`: made by a person, not by a script.
    pub(crate) is_trusted: bool,
    /// The document is visible and has the focus.
    pub(crate) is_attended: bool,
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

/// The state of it all.
#[derive(Debug)]
pub(crate) struct Watch {
    proof: Proof,
    visible_since_ms: HashMap<u64, f64>,
    waiting: Option<Waiting>,
}

impl Watch {
    /// Nothing seen yet.
    pub(crate) fn new(proof: Proof) -> Self {
        Self {
            proof,
            visible_since_ms: HashMap::new(),
            waiting: None,
        }
    }

    /// The browser says whether a row is visible in full.
    pub(crate) fn report(&mut self, row: u64, is_visible: bool, at_ms: f64) {
        if is_visible {
            self.visible_since_ms.entry(row).or_insert(at_ms);
        } else {
            self.visible_since_ms.remove(&row);
        }
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
            Proof::Unsupported if press.is_attended => Verdict::Go,
            Proof::Unsupported => Verdict::Ignored,
            Proof::Observed => {
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
        let verdict = match self.visible_since_ms.get(&waiting.row) {
            Some(since_ms) if at_ms - since_ms >= REST_MS => Verdict::Go,
            _ if waited_ms >= LIMIT_MS => Verdict::Covered,
            Some(since_ms) => Verdict::Wait {
                for_ms: REST_MS - (at_ms - since_ms),
            },
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
}

#[cfg(test)]
mod tests {
    use super::{Press, Proof, Verdict, Watch};

    fn by_hand(at_ms: f64) -> Press {
        Press {
            at_ms,
            is_trusted: true,
            is_attended: true,
        }
    }

    #[test]
    fn a_row_seen_long_enough_goes_through_at_once() {
        let mut watch = Watch::new(Proof::Observed);
        watch.report(1, true, 100.0);
        assert_eq!(watch.press(1, by_hand(600.0)), Verdict::Go);
    }

    #[test]
    fn an_early_press_waits_and_then_goes_through() {
        let mut watch = Watch::new(Proof::Observed);
        watch.report(1, true, 100.0);
        assert_eq!(
            watch.press(1, by_hand(400.0)),
            Verdict::Wait { for_ms: 200.0 }
        );
        assert_eq!(watch.decide(600.0), Verdict::Go);
        assert_eq!(
            watch.decide(601.0),
            Verdict::Ignored,
            "it goes through once"
        );
    }

    #[test]
    fn a_press_before_the_first_report_waits_for_it() {
        let mut watch = Watch::new(Proof::Observed);
        assert_eq!(
            watch.press(1, by_hand(50.0)),
            Verdict::Wait { for_ms: 1_000.0 }
        );
        watch.report(1, true, 150.0);
        assert_eq!(watch.decide(150.0), Verdict::Wait { for_ms: 500.0 });
        assert_eq!(watch.decide(650.0), Verdict::Go);
    }

    #[test]
    fn a_covered_row_is_refused_after_a_second() {
        let mut watch = Watch::new(Proof::Observed);
        watch.report(1, true, 0.0);
        watch.report(1, false, 700.0);
        assert_eq!(
            watch.press(1, by_hand(1_000.0)),
            Verdict::Wait { for_ms: 1_000.0 }
        );
        assert_eq!(watch.decide(2_000.0), Verdict::Covered);
    }

    #[test]
    fn a_row_covered_while_the_press_waits_starts_again() {
        let mut watch = Watch::new(Proof::Observed);
        watch.report(1, true, 0.0);
        watch.press(1, by_hand(100.0));
        watch.report(1, false, 200.0);
        watch.report(1, true, 400.0);
        assert_eq!(watch.decide(500.0), Verdict::Wait { for_ms: 400.0 });
        assert_eq!(watch.decide(900.0), Verdict::Go);
    }

    #[test]
    fn a_row_that_flickers_is_refused_in_the_end() {
        let mut watch = Watch::new(Proof::Observed);
        watch.press(1, by_hand(0.0));
        for step in 1..=9 {
            watch.report(1, step % 2 == 1, f64::from(step) * 280.0);
        }
        assert_eq!(watch.decide(9.0 * 280.0), Verdict::Covered);
    }

    #[test]
    fn the_sight_of_one_row_proves_nothing_for_another() {
        let mut watch = Watch::new(Proof::Observed);
        watch.report(1, true, 0.0);
        assert!(matches!(
            watch.press(2, by_hand(900.0)),
            Verdict::Wait { .. }
        ));
    }

    #[test]
    fn another_list_makes_a_waiting_press_void() {
        let mut watch = Watch::new(Proof::Observed);
        watch.report(1, true, 0.0);
        watch.press(1, by_hand(100.0));
        watch.drop_press();
        assert_eq!(watch.decide(900.0), Verdict::Ignored);
    }

    #[test]
    fn a_row_that_is_gone_has_not_been_seen() {
        let mut watch = Watch::new(Proof::Observed);
        watch.report(1, true, 0.0);
        watch.report(1, false, 100.0);
        assert!(matches!(
            watch.press(1, by_hand(900.0)),
            Verdict::Wait { .. }
        ));
    }

    #[test]
    fn a_script_presses_nothing() {
        for proof in [Proof::NotNeeded, Proof::Observed, Proof::Unsupported] {
            let mut watch = Watch::new(proof);
            watch.report(1, true, 0.0);
            let press = Press {
                is_trusted: false,
                ..by_hand(900.0)
            };
            assert_eq!(watch.press(1, press), Verdict::Ignored);
            assert_eq!(watch.decide(9_000.0), Verdict::Ignored);
        }
    }

    #[test]
    fn without_the_proof_the_document_must_be_attended() {
        let mut watch = Watch::new(Proof::Unsupported);
        assert_eq!(watch.press(1, by_hand(0.0)), Verdict::Go);
        assert_eq!(
            watch.press(
                1,
                Press {
                    is_attended: false,
                    ..by_hand(0.0)
                }
            ),
            Verdict::Ignored
        );
    }

    #[test]
    fn a_document_of_its_own_needs_no_proof() {
        assert_eq!(
            Watch::new(Proof::NotNeeded).press(1, by_hand(0.0)),
            Verdict::Go
        );
    }
}
