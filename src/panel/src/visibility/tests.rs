//! A press, and what was seen before it.

use super::{BEATS_MS, Look, Press, Proof, Sight, Verdict, Watch, Watched};
use Sight::{Away, Covered, Visible};

const ROW: Watched = Watched::Row(1);
/// One of the beats.
const FRAME: Watched = Watched::Frame(0);

fn by_hand(at_ms: f64) -> Press {
    Press {
        at_ms,
        begun_ms: at_ms - 90.0,
        is_trusted: true,
        is_attended: true,
    }
}

/// A frame that has been in sight for long.
fn observed() -> Watch {
    let mut watch = Watch::new(Proof::Observed);
    for beat in 0..BEATS_MS.len() {
        watch.report(Watched::Frame(beat), Visible, -9_000.0);
    }
    watch
}

#[test]
fn a_veil_that_one_beat_alone_meets_is_a_cover() {
    for beat in 0..BEATS_MS.len() {
        let mut watch = observed();
        watch.report(ROW, Visible, 0.0);
        watch.report(Watched::Frame(beat), Covered, 1_000.0);
        assert_eq!(watch.press(1, by_hand(2_000.0)), Verdict::Covered);
        watch.report(Watched::Frame(beat), Visible, 3_000.0);
        assert_eq!(watch.press(1, by_hand(3_400.0)), Verdict::Covered);
        assert_eq!(watch.press(1, by_hand(3_700.0)), Verdict::Go);
    }
}

#[test]
fn a_veil_that_a_beat_meets_again_and_again_for_moments_is_one_too() {
    let mut watch = observed();
    watch.report(ROW, Visible, 0.0);
    for step in 0..30 {
        let sight = if step % 2 == 0 { Covered } else { Visible };
        watch.report(Watched::Frame(3), sight, f64::from(step) * 150.0);
    }
    assert_eq!(watch.press(1, by_hand(4_500.0)), Verdict::Covered);
}

#[test]
fn a_row_seen_long_enough_goes_through_at_once() {
    let mut watch = observed();
    watch.report(ROW, Visible, 100.0);
    assert_eq!(watch.press(1, by_hand(600.0)), Verdict::Go);
}

#[test]
fn an_early_press_waits_and_then_goes_through() {
    let mut watch = observed();
    watch.report(ROW, Visible, 100.0);
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
    let mut watch = observed();
    assert_eq!(
        watch.press(1, by_hand(50.0)),
        Verdict::Wait { for_ms: 1_000.0 }
    );
    watch.report(ROW, Visible, 150.0);
    assert_eq!(watch.decide(150.0), Verdict::Wait { for_ms: 500.0 });
    assert_eq!(watch.decide(650.0), Verdict::Go);
}

#[test]
fn a_row_that_is_not_seen_is_refused_after_a_second() {
    let mut watch = observed();
    watch.report(ROW, Visible, 0.0);
    watch.report(ROW, Away, 700.0);
    assert_eq!(
        watch.press(1, by_hand(1_000.0)),
        Verdict::Wait { for_ms: 1_000.0 }
    );
    assert_eq!(watch.decide(2_000.0), Verdict::Covered);
}

/// A row that has been in sight for long, in a frame that was covered from a moment on.
fn covered(from_ms: f64) -> Watch {
    let mut watch = observed();
    watch.report(ROW, Visible, 0.0);
    watch.report(FRAME, Covered, from_ms);
    watch
}

#[test]
fn a_covered_frame_is_refused_at_once_and_does_not_wait_to_be_uncovered() {
    let mut watch = covered(700.0);
    assert_eq!(watch.press(1, by_hand(1_100.0)), Verdict::Covered);
    watch.report(FRAME, Visible, 1_150.0);
    assert_eq!(watch.decide(2_000.0), Verdict::Ignored);
}

#[test]
fn another_tab_in_front_covers_nothing() {
    let mut watch = covered(0.0);
    watch.begin_anew(4_900.0);
    watch.report(FRAME, Visible, 5_000.0);
    assert_eq!(
        watch.press(1, by_hand(5_200.0)),
        Verdict::Wait { for_ms: 300.0 },
        "it is new in sight, and waits"
    );
}

#[test]
fn a_cover_that_stands_through_another_tab_or_a_dialog_of_our_own_is_one_afterwards() {
    // Put there before, and while nothing could be seen; the browser doesn't say again what stays as it is.
    for sight in [Covered, Away] {
        let mut watch = observed();
        watch.report(ROW, Visible, 0.0);
        watch.report(FRAME, sight, 700.0);
        watch.begin_anew(2_000.0);
        assert_eq!(watch.press(1, by_hand(3_000.0)), Verdict::Covered);
    }
}

#[test]
fn a_frame_that_was_covered_twice_in_short_time_was_covered_however_shortly() {
    let mut watch = observed();
    watch.report(ROW, Visible, 0.0);
    for at_ms in [2_000.0, 2_100.0] {
        watch.report(FRAME, Covered, at_ms);
        watch.report(FRAME, Visible, at_ms + 50.0);
    }
    assert_eq!(watch.press(1, by_hand(2_680.0)), Verdict::Covered);
    assert_eq!(watch.press(1, by_hand(2_800.0)), Verdict::Go);
}

#[test]
fn a_frame_uncovered_just_before_or_during_a_press_is_refused() {
    for (uncovered_ms, at_ms) in [(5_000.0, 5_400.0), (5_000.0, 5_020.0)] {
        let mut watch = covered(0.0);
        watch.report(FRAME, Visible, uncovered_ms);
        assert_eq!(watch.press(1, by_hand(at_ms)), Verdict::Covered);
    }
    // However long the button is held down.
    let mut watch = covered(0.0);
    watch.report(FRAME, Visible, 5_000.0);
    let held = Press {
        begun_ms: 4_950.0,
        ..by_hand(6_500.0)
    };
    assert_eq!(watch.press(1, held), Verdict::Covered);
}

#[test]
fn a_frame_uncovered_long_before_a_press_goes_through() {
    let mut watch = covered(0.0);
    watch.report(FRAME, Visible, 5_000.0);
    assert_eq!(watch.press(1, by_hand(5_600.0)), Verdict::Go);
}

#[test]
fn a_frame_that_is_laid_out_anew_may_be_called_covered_for_a_moment() {
    let mut watch = covered(100.0);
    watch.report(FRAME, Visible, 200.0);
    assert_eq!(
        watch.press(1, by_hand(400.0)),
        Verdict::Wait { for_ms: 300.0 }
    );
    assert_eq!(watch.decide(700.0), Verdict::Go);
}

#[test]
fn a_row_that_goes_out_of_sight_while_the_press_waits_starts_again() {
    let mut watch = observed();
    watch.report(ROW, Visible, 0.0);
    watch.press(1, by_hand(100.0));
    watch.report(ROW, Away, 200.0);
    watch.report(ROW, Visible, 400.0);
    assert_eq!(watch.decide(500.0), Verdict::Wait { for_ms: 400.0 });
    assert_eq!(watch.decide(900.0), Verdict::Go);
}

#[test]
fn a_frame_that_flickers_is_refused_in_the_end() {
    let mut watch = observed();
    watch.report(ROW, Visible, 0.0);
    watch.press(1, by_hand(0.0));
    for step in 1..=9 {
        let sight = if step % 2 == 1 { Visible } else { Covered };
        watch.report(FRAME, sight, f64::from(step) * 280.0);
    }
    assert_eq!(watch.decide(9.0 * 280.0), Verdict::Covered);
}

#[test]
fn the_sight_of_one_row_proves_nothing_for_another() {
    let mut watch = observed();
    watch.report(ROW, Visible, 0.0);
    assert!(matches!(
        watch.press(2, by_hand(900.0)),
        Verdict::Wait { .. }
    ));
}

#[test]
fn another_list_makes_a_waiting_press_void() {
    let mut watch = observed();
    watch.report(ROW, Visible, 0.0);
    watch.press(1, by_hand(100.0));
    watch.drop_press();
    assert_eq!(watch.decide(900.0), Verdict::Ignored);
}

#[test]
fn a_row_that_is_gone_has_not_been_seen() {
    let mut watch = observed();
    watch.report(ROW, Visible, 0.0);
    watch.report(ROW, Away, 100.0);
    assert!(matches!(
        watch.press(1, by_hand(900.0)),
        Verdict::Wait { .. }
    ));
}

#[test]
fn a_script_presses_nothing() {
    for proof in [Proof::NotNeeded, Proof::Observed, Proof::Looked] {
        let mut watch = Watch::new(proof);
        watch.report(ROW, Visible, 0.0);
        let press = Press {
            is_trusted: false,
            ..by_hand(900.0)
        };
        assert_eq!(watch.press(1, press), Verdict::Ignored);
        assert_eq!(watch.decide(9_000.0), Verdict::Ignored);
    }
}

/// Clear looks every 200 ms, each answered after 10 ms.
fn look_clear(watch: &mut Watch, from_ms: f64, to_ms: f64) {
    let mut asked_ms = from_ms;
    while asked_ms <= to_ms {
        look(watch, asked_ms, true);
        asked_ms += 200.0;
    }
}

fn look(watch: &mut Watch, asked_ms: f64, is_clear: bool) {
    watch.look(Look {
        asked_ms,
        told_ms: asked_ms + 10.0,
        is_clear,
    });
}

/// A row that has been in sight for long.
fn looked() -> Watch {
    let mut watch = Watch::new(Proof::Looked);
    watch.report(ROW, Visible, 0.0);
    watch
}

#[test]
fn after_clear_looks_a_press_goes_through_with_the_next_look() {
    let mut watch = looked();
    look_clear(&mut watch, 1_000.0, 1_600.0);
    assert_eq!(
        watch.press(1, by_hand(1_650.0)),
        Verdict::Wait { for_ms: 50.0 }
    );
    assert!(watch.wants_looks());
    look(&mut watch, 1_651.0, true);
    assert_eq!(watch.decide(1_661.0), Verdict::Go);
    assert!(!watch.wants_looks());
}

#[test]
fn a_look_that_was_asked_for_before_the_press_proves_nothing_about_it() {
    let mut watch = looked();
    look_clear(&mut watch, 1_000.0, 1_600.0);
    assert!(matches!(
        watch.press(1, by_hand(1_605.0)),
        Verdict::Wait { .. }
    ));
    look(&mut watch, 1_604.0, true);
    assert!(matches!(watch.decide(1_614.0), Verdict::Wait { .. }));
}

#[test]
fn a_press_without_looks_waits_for_half_a_second_of_them() {
    let mut watch = looked();
    assert!(matches!(
        watch.press(1, by_hand(1_000.0)),
        Verdict::Wait { .. }
    ));
    look_clear(&mut watch, 1_000.0, 1_400.0);
    assert!(matches!(watch.decide(1_410.0), Verdict::Wait { .. }));
    look(&mut watch, 1_510.0, true);
    assert_eq!(watch.decide(1_520.0), Verdict::Go);
}

#[test]
fn one_look_that_is_not_clear_begins_all_anew() {
    let mut watch = looked();
    look_clear(&mut watch, 1_000.0, 1_600.0);
    watch.press(1, by_hand(1_650.0));
    look(&mut watch, 1_651.0, false);
    look(&mut watch, 1_700.0, true);
    assert!(matches!(watch.decide(1_710.0), Verdict::Wait { .. }));
    look(&mut watch, 2_210.0, true);
    assert_eq!(watch.decide(2_220.0), Verdict::Go);
}

#[test]
fn looks_that_are_never_clear_end_in_covered() {
    let mut watch = looked();
    watch.press(1, by_hand(1_000.0));
    for step in 0..10 {
        look(&mut watch, 1_000.0 + f64::from(step) * 100.0, false);
    }
    assert!(matches!(watch.decide(1_999.0), Verdict::Wait { .. }));
    assert_eq!(watch.decide(2_000.0), Verdict::Covered);
}

#[test]
fn looks_with_a_gap_between_them_prove_nothing_of_the_gap() {
    let mut watch = looked();
    look_clear(&mut watch, 1_000.0, 1_600.0);
    look(&mut watch, 3_000.0, true);
    assert!(matches!(
        watch.press(1, by_hand(2_990.0)),
        Verdict::Wait { .. }
    ));
    assert!(matches!(watch.decide(3_020.0), Verdict::Wait { .. }));
}

#[test]
fn a_row_out_of_sight_is_not_pressed_however_clear_the_frame_is() {
    let mut watch = looked();
    watch.report(ROW, Away, 900.0);
    look_clear(&mut watch, 1_000.0, 1_600.0);
    watch.press(1, by_hand(1_650.0));
    look_clear(&mut watch, 1_651.0, 2_800.0);
    assert_eq!(watch.decide(2_900.0), Verdict::Covered);
}

#[test]
fn without_attention_a_press_is_ignored_where_the_frame_is_looked_at() {
    let mut watch = looked();
    look_clear(&mut watch, 1_000.0, 1_600.0);
    let press = Press {
        is_attended: false,
        ..by_hand(1_650.0)
    };
    assert_eq!(watch.press(1, press), Verdict::Ignored);
}

#[test]
fn a_document_of_its_own_needs_no_proof() {
    assert_eq!(
        Watch::new(Proof::NotNeeded).press(1, by_hand(0.0)),
        Verdict::Go
    );
}
