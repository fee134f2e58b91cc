//! The window of the whole account, on a virtual clock.

use gluepane_itglue::{Budget, LIMIT, Urgency, WINDOW_MS};
use proptest::prelude::*;

const NOW: u64 = 1_780_000_000_000;
const MINUTE: u64 = 60_000;
use Urgency::{Background, Interactive};

fn admit(budget: &mut Budget, n: u32, urgency: Urgency) {
    for _ in 0..n {
        assert_eq!(budget.admit(NOW, urgency), Ok(()));
    }
}

#[test]
fn the_documented_number_goes_through_and_the_next_one_waits_until_the_first_is_forgotten() {
    let mut budget = Budget::default();
    admit(&mut budget, LIMIT, Interactive);
    let wait_ms = budget.admit(NOW, Interactive).unwrap_err();
    assert!(
        (WINDOW_MS..WINDOW_MS + 5_001).contains(&wait_ms),
        "{wait_ms}"
    );
    assert_eq!(budget.admit(NOW + wait_ms, Interactive), Ok(()));
}

#[test]
fn a_sync_gets_at_most_half_of_what_is_left_and_leaves_the_rest_to_technicians() {
    let mut budget = Budget::default();
    admit(&mut budget, 1_000, Interactive);
    admit(&mut budget, 1_000, Background);
    assert!(budget.admit(NOW, Background).is_err());
    admit(&mut budget, 1_000, Interactive);
}

#[test]
fn a_first_refusal_holds_everybody_for_about_a_second_and_further_ones_for_longer() {
    let mut budget = Budget::default();
    let mut now_ms = NOW;
    let mut waits = Vec::new();
    for _ in 0..8 {
        assert_eq!(budget.admit(now_ms, Interactive), Ok(()));
        budget.refused(now_ms + 80, now_ms, None, u32::MAX);
        now_ms += 80;
        let wait_ms = budget.admit(now_ms, Interactive).unwrap_err();
        waits.push(wait_ms);
        now_ms += wait_ms;
    }
    assert!(waits[0] >= 500 && waits[0] <= 1_000, "{waits:?}");
    assert!(
        waits.windows(2).take(2).all(|pair| pair[0] < pair[1]),
        "{waits:?}"
    );
    assert!(waits.iter().all(|wait| *wait <= 4_000), "{waits:?}");
}

#[test]
fn an_answer_ends_the_row_of_refusals() {
    let mut budget = Budget::default();
    for n in 0..4 {
        budget.refused(NOW + n * MINUTE, NOW + n * MINUTE, None, 0);
    }
    budget.answered(NOW + 4 * MINUTE);
    budget.refused(NOW + 4 * MINUTE + 1, NOW + 4 * MINUTE + 1, None, u32::MAX);
    assert!(budget.usage(NOW + 4 * MINUTE + 1).held_ms <= 1_000);
}

#[test]
fn browsers_that_are_refused_together_do_not_come_back_together() {
    let held: Vec<u64> = (0..50)
        .map(|roll| {
            let mut budget = Budget::default();
            for n in 1..=4 {
                budget.refused(NOW + n, NOW + n, None, roll * 77_777_777);
            }
            budget.usage(NOW + 4).held_ms
        })
        .collect();
    let mut distinct = held.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert!(distinct.len() > 40, "{held:?}");
}

#[test]
fn retry_after_is_honoured_to_the_second_and_not_cut_short_by_another_refusal() {
    let mut budget = Budget::default();
    budget.refused(NOW, NOW, Some(90), 7);
    budget.refused(NOW + 10, NOW, None, 7);
    let held_ms = budget.usage(NOW + 10).held_ms;
    assert!((89_990..90_500).contains(&held_ms), "{held_ms}");
    assert_eq!(budget.admit(NOW + 10, Interactive), Err(held_ms));
}

#[test]
fn several_that_were_under_way_together_and_refused_together_count_once() {
    let mut budget = Budget::default();
    for n in 0..6 {
        budget.refused(NOW + 100 + n, NOW + n, None, u32::MAX);
    }
    assert!(budget.usage(NOW + 105).held_ms <= 1_000);
}

#[test]
fn each_refusal_halves_the_pace_of_the_background_and_quiet_windows_bring_it_back() {
    let mut budget = Budget::default();
    let gap = |budget: &Budget, from_ms: u64| {
        let mut budget = budget.clone();
        assert_eq!(budget.admit(from_ms, Background), Ok(()));
        budget.admit(from_ms, Background).err().unwrap_or(0)
    };
    assert_eq!(gap(&budget, NOW), 0);
    let mut gaps = Vec::new();
    for n in 1..=3 {
        budget.refused(NOW + n * MINUTE, NOW + n * MINUTE, None, 0);
        gaps.push(gap(&budget, NOW + n * MINUTE + 40_000));
    }
    assert_eq!(gaps, [400, 800, 1_600]);
    let last_ms = NOW + 3 * MINUTE;
    let later: Vec<u64> = (1..=3)
        .map(|n| gap(&budget, last_ms + n * WINDOW_MS))
        .collect();
    assert_eq!(later, [800, 400, 0]);
}

#[test]
fn a_refusal_though_we_used_little_means_that_somebody_else_used_the_rest() {
    let mut budget = Budget::default();
    admit(&mut budget, 12, Interactive);
    budget.refused(NOW + 50, NOW, Some(9), 0);
    let usage = budget.usage(NOW + 50);
    assert!(usage.is_crowded);
    assert_eq!((usage.used, usage.left), (12, 0));
    let later = budget.usage(NOW + 20_000);
    assert_eq!(
        (later.left, later.held_ms, later.is_crowded),
        (LIMIT - 12, 0, true)
    );
    assert!(!budget.usage(NOW + WINDOW_MS + 50).is_crowded);
}

#[test]
fn what_is_used_is_free_again_after_the_window() {
    let mut budget = Budget::default();
    assert_eq!(budget.usage(NOW).resets_in_ms, 0);
    admit(&mut budget, 3, Interactive);
    let usage = budget.usage(NOW + 1_000);
    assert_eq!((usage.used, usage.left), (3, LIMIT - 3));
    let free = budget.usage(NOW + 1_000 + usage.resets_in_ms);
    assert_eq!((free.used, free.resets_in_ms), (0, 0));
}

#[test]
fn a_clock_that_is_set_back_holds_nobody() {
    let mut budget = Budget::default();
    admit(&mut budget, LIMIT, Interactive);
    budget.refused(NOW, NOW, Some(600), 0);
    assert_eq!(budget.admit(NOW - 24 * 60 * MINUTE, Interactive), Ok(()));
}

#[test]
fn a_record_that_makes_no_sense_holds_nobody_for_ever() {
    for record in [vec![], vec![1, 2], vec![u64::MAX; 9], vec![u64::MAX; 10]] {
        let mut budget = Budget::of_record(&record);
        assert_eq!(budget.admit(NOW, Interactive), Ok(()), "{record:?}");
    }
}

#[derive(Clone, Debug)]
enum Step {
    Ask(Urgency),
    Wait(u64),
    Refuse(Option<u32>, u32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let urgency = prop_oneof![Just(Interactive), Just(Background)];
    let step = prop_oneof![
        40 => urgency.prop_map(Step::Ask),
        6 => (0_u64..20_000).prop_map(Step::Wait),
        1 => (prop::option::of(0_u32..30), any::<u32>()).prop_map(|(after, roll)| Step::Refuse(after, roll)),
    ];
    // Each step many times, so that the limit is reached.
    prop::collection::vec((step, 1_usize..400), 1..60).prop_map(|runs| {
        runs.into_iter()
            .flat_map(|(step, n)| {
                let n = if matches!(step, Step::Ask(_)) { n } else { 1 };
                vec![step; n]
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn never_more_than_the_limit_never_a_technician_held_by_a_sync_and_the_same_after_a_kill(steps in steps()) {
        let (mut budget, mut now_ms) = (Budget::default(), NOW);
        let mut sent: Vec<(u64, Urgency)> = Vec::new();
        for step in steps {
            match step {
                Step::Wait(ms) => now_ms += ms,
                Step::Refuse(after, roll) => budget.refused(now_ms, now_ms, after, roll),
                Step::Ask(urgency) => {
                    let count = |of: Urgency, sent: &[(u64, Urgency)]| {
                        let recent = sent.iter().filter(|(at_ms, by)| now_ms - at_ms <= WINDOW_MS && *by == of);
                        recent.count() as u32
                    };
                    // A slot of five seconds is forgotten as a whole.
                    sent.retain(|(at_ms, _)| now_ms < at_ms - at_ms % 5_000 + 5_000 + WINDOW_MS);
                    let all = sent.len() as u32;
                    let is_held = budget.usage(now_ms).held_ms > 0;
                    let admitted = budget.admit(now_ms, urgency);
                    if urgency == Interactive {
                        prop_assert_eq!(admitted.is_ok(), !is_held && all < LIMIT);
                    }
                    if admitted.is_ok() {
                        sent.push((now_ms, urgency));
                        prop_assert!(count(Interactive, &sent) + count(Background, &sent) <= LIMIT);
                        if urgency == Background {
                            let technicians = sent.iter().filter(|(_, by)| *by == Interactive).count() as u32;
                            let syncs = sent.len() as u32 - technicians;
                            prop_assert!(syncs <= ((LIMIT - technicians) / 2).max(1));
                        }
                    }
                }
            }
            prop_assert_eq!(&Budget::of_record(&budget.record()), &budget);
        }
    }
}
