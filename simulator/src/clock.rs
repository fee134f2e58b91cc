//! The simulator's clock: the machine's, moved by as much as a test wants. It never shows one moment twice.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

const DAY_MS: i64 = 86_400_000;

/// A clock that a test may move.
#[derive(Debug, Default)]
pub struct Clock {
    ahead_ms: AtomicI64,
    last_ms: AtomicI64,
}

impl Clock {
    /// Milliseconds since 1970, always later than the moment before: two changes never share their time.
    pub fn now_ms(&self) -> i64 {
        let now = self.at_ms();
        let later = |last: i64| now.max(last.saturating_add(1));
        self.last_ms
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| {
                Some(later(last))
            })
            .map_or(now, later)
    }

    /// Milliseconds since 1970; the same moment may come twice.
    pub(crate) fn at_ms(&self) -> i64 {
        let real = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| {
                i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
            });
        real.saturating_add(self.ahead_ms.load(Ordering::Relaxed))
    }

    /// Seconds since 1970, as tokens and one-time codes count them; none before.
    pub fn unix_s(&self) -> u64 {
        u64::try_from(self.at_ms() / 1_000).unwrap_or(0)
    }

    /// Moves on (or, negative, back).
    pub fn advance_ms(&self, by_ms: i64) {
        let moved = |ahead: i64| Some(ahead.saturating_add(by_ms));
        let _ = self
            .ahead_ms
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, moved);
        self.last_ms.store(0, Ordering::Relaxed);
    }

    /// Back to the machine's time.
    pub fn reset(&self) {
        self.ahead_ms.store(0, Ordering::Relaxed);
        self.last_ms.store(0, Ordering::Relaxed);
    }

    /// Now as IT Glue writes it.
    pub fn now(&self) -> String {
        iso(self.now_ms())
    }
}

/// `2024-05-03T11:20:00.000Z`.
pub fn iso(at_ms: i64) -> String {
    let (year, month, day) = date_of(at_ms.div_euclid(DAY_MS));
    let of_day = at_ms.rem_euclid(DAY_MS);
    let (hour, minute) = (of_day / 3_600_000, of_day / 60_000 % 60);
    let (second, milli) = (of_day / 1_000 % 60, of_day % 1_000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
}

/// Year, month and day of a day counted from 1970.
fn date_of(day: i64) -> (i64, i64, i64) {
    // Howard Hinnant's civil_from_days: years begin in March, so that the leap day comes last.
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// The day (counted from 1970) of a date such as `2026-02-28`, with or without a time behind it.
pub(crate) fn day_of(date: &str) -> Option<i64> {
    let mut parts = date.get(..10)?.split('-');
    let mut part = || parts.next()?.parse::<i64>().ok();
    let (year, month, day) = (part()?, part()?, part()?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_it_glue_writes_it() {
        assert_eq!(iso(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(iso(1_714_735_200_007), "2024-05-03T11:20:00.007Z");
        assert_eq!(iso(951_782_400_000), "2000-02-29T00:00:00.000Z");
    }

    #[test]
    fn a_date_leads_back_to_its_day() {
        for day in [-1, 0, 59, 11_016, 19_846, 20_788] {
            assert_eq!(day_of(&iso(day * DAY_MS)), Some(day));
        }
        assert_eq!((day_of("soon"), day_of("2026-13-01")), (None, None));
    }

    #[test]
    fn no_moment_comes_twice_and_a_test_may_move_the_clock() {
        let clock = Clock::default();
        let first = clock.now_ms();
        assert!(clock.now_ms() > first);
        clock.advance_ms(DAY_MS);
        assert!(clock.now_ms() >= first + DAY_MS);
        clock.reset();
        assert!(clock.now_ms() < first + DAY_MS);
    }

    #[test]
    fn a_clock_moved_beyond_all_time_stands_and_breaks_nothing() {
        let clock = Clock::default();
        clock.advance_ms(i64::MAX);
        clock.advance_ms(i64::MAX);
        assert_eq!((clock.now_ms(), clock.now_ms()), (i64::MAX, i64::MAX));
        clock.advance_ms(i64::MIN);
        clock.advance_ms(i64::MIN);
        assert_eq!(clock.unix_s(), 0);
    }
}
