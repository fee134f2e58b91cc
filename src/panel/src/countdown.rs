//! The arithmetic of the countdown in the toast. Times are milliseconds of the page's clock.

/// A countdown as it was heard of: how much was left, and when.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Countdown {
    ends_at_ms: f64,
    full_ms: f64,
}

impl Countdown {
    /// `left_ms` of `full_ms` were left at `now_ms`.
    pub(crate) fn new(now_ms: f64, left_ms: u32, full_ms: u32) -> Self {
        let full_ms = f64::from(full_ms.max(left_ms).max(1));
        Self {
            ends_at_ms: now_ms + f64::from(left_ms),
            full_ms,
        }
    }

    /// Whole seconds as a person counts them: 1 until the very end, then 0.
    pub(crate) fn seconds_left(&self, now_ms: f64) -> u32 {
        ((self.ends_at_ms - now_ms).max(0.0) / 1000.0).ceil() as u32
    }

    /// For the bar, in thousandths of the full time.
    pub(crate) fn permille_left(&self, now_ms: f64) -> u32 {
        // Not `clamp`: its panic writes numbers, which weighs 9 KB gzip.
        let left = (self.ends_at_ms - now_ms).max(0.0).min(self.full_ms);
        (left / self.full_ms * 1000.0).round() as u32
    }

    /// Nothing is left.
    pub(crate) fn is_over(&self, now_ms: f64) -> bool {
        now_ms >= self.ends_at_ms
    }
}

#[cfg(test)]
mod tests {
    use super::Countdown;

    #[test]
    fn it_counts_down_from_what_is_left() {
        let countdown = Countdown::new(1_000.0, 28_000, 30_000);
        assert_eq!(countdown.seconds_left(1_000.0), 28);
        assert_eq!(countdown.seconds_left(1_001.0), 28);
        assert_eq!(countdown.seconds_left(2_000.0), 27);
        assert_eq!(countdown.seconds_left(28_999.0), 1);
        assert!(!countdown.is_over(28_999.0));
        assert_eq!(countdown.seconds_left(29_000.0), 0);
        assert!(countdown.is_over(29_000.0));
    }

    #[test]
    fn the_bar_is_full_at_the_start_and_empty_at_the_end() {
        let countdown = Countdown::new(0.0, 30_000, 30_000);
        assert_eq!(countdown.permille_left(0.0), 1000);
        assert_eq!(countdown.permille_left(15_000.0), 500);
        assert_eq!(countdown.permille_left(99_000.0), 0);
    }

    #[test]
    fn odd_numbers_do_no_harm() {
        let countdown = Countdown::new(0.0, 0, 0);
        assert!(countdown.is_over(0.0));
        assert_eq!(countdown.permille_left(0.0), 0);
        assert_eq!(Countdown::new(0.0, 60_000, 30_000).permille_left(0.0), 1000);
    }
}
