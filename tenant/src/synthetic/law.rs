//! How many rows each organization has.
//!
//! Only the four operations that every machine rounds alike: the mathematical library's logarithms are not the same
//! everywhere, and one device more at one client would move every id behind it.

use crate::random::Random;

/// Median of configurations per organization.
const MEDIAN: f64 = 6.0;
/// Spread of the logarithm: puts the 99th percentile at 90.
const SIGMA: f64 = 1.164;

/// Points of the normal law: share below, deviations from the mean. Straight lines between them.
const NORMAL: [(f64, f64); 21] = [
    (0.0, -3.719),
    (0.001, -3.090),
    (0.01, -2.326),
    (0.025, -1.960),
    (0.05, -1.645),
    (0.1, -1.2816),
    (0.2, -0.8416),
    (0.3, -0.5244),
    (0.4, -0.2533),
    (0.5, 0.0),
    (0.6, 0.2533),
    (0.7, 0.5244),
    (0.8, 0.8416),
    (0.9, 1.2816),
    (0.95, 1.645),
    (0.975, 1.960),
    (0.99, 2.326),
    (0.995, 2.576),
    (0.999, 3.090),
    (0.9999, 3.719),
    (1.0, 3.719),
];

/// Sizes of `n` organizations by the log-normal law, `factor` times as large, in chance's order. Their sum is at most `budget`.
pub(super) fn sizes(n: usize, factor: f64, budget: usize, random: &mut Random) -> Vec<usize> {
    let mut sizes: Vec<usize> = (0..n)
        .map(|place| {
            let share = (place as f64 + 0.5) / n as f64;
            (MEDIAN * factor * exp(SIGMA * deviations(share))) as usize
        })
        .collect();
    let sum: usize = sizes.iter().sum();
    if sum > budget {
        for size in &mut sizes {
            *size = *size * budget / sum;
        }
    }
    shuffle(&mut sizes, random);
    sizes
}

/// Deals `total` over `n` places: `least` to each as far as that goes, the rest unevenly, at most `most` to one.
pub(super) fn deal(
    n: usize,
    total: usize,
    (least, most): (usize, usize),
    random: &mut Random,
) -> Vec<usize> {
    let least = least.min(total / n.max(1));
    let mut dealt = vec![least; n];
    let mut rest = total.min(n * most) - n * least;
    while rest > 0 {
        let place = random.below(n as u64) as usize;
        // In handfuls, so that a few have many.
        let handful = (1 + random.below(24)) as usize;
        let more = handful.min(rest).min(most - dealt[place]);
        dealt[place] += more;
        rest -= more;
    }
    dealt
}

/// Puts rows in chance's order.
pub(super) fn shuffle<T>(rows: &mut [T], random: &mut Random) {
    for end in (1..rows.len()).rev() {
        rows.swap(end, random.below(end as u64 + 1) as usize);
    }
}

fn deviations(share: f64) -> f64 {
    let next = NORMAL.partition_point(|(below, _)| *below <= share);
    let (Some((from, low)), Some((to, high))) =
        (NORMAL.get(next.wrapping_sub(1)), NORMAL.get(next))
    else {
        return 0.0;
    };
    low + (high - low) * (share - from) / (to - from)
}

/// e to the power of `x`, for -5 to 5.
fn exp(x: f64) -> f64 {
    let small = x / 16.0;
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..14 {
        term *= small / f64::from(n);
        sum += term;
    }
    let squared = |x: f64| x * x;
    squared(squared(squared(squared(sum))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_law_has_its_median_and_its_99th_percentile() {
        let mut sizes = sizes(17_000, 1.0, usize::MAX, &mut Random::new(1));
        sizes.sort_unstable();
        assert_eq!(sizes[8_500], 6);
        assert!((85..=95).contains(&sizes[16_830]), "{}", sizes[16_830]);
    }

    #[test]
    fn what_is_dealt_adds_up_and_keeps_its_limits() {
        let dealt = deal(1_000, 7_000, (5, 60), &mut Random::new(1));
        assert_eq!(dealt.iter().sum::<usize>(), 7_000);
        assert!(dealt.iter().all(|n| (5..=60).contains(n)));
        assert_eq!(
            deal(10, 7, (5, 60), &mut Random::new(1))
                .iter()
                .sum::<usize>(),
            7
        );
    }

    #[test]
    fn our_exponential_is_the_usual_one() {
        for x in [-4.3, -1.0, 0.0, 0.5, 1.0, 4.3] {
            assert!((exp(x) / f64::exp(x) - 1.0).abs() < 1e-9, "{x}");
        }
    }
}
