//! The account's requests: used, left, and when they are free again.
//!
//! The background is asked when it says that something was asked of IT Glue, and now and then while a count runs down
//! and somebody may be looking: a page that is left open keeps nobody awake. Nothing of it is announced; it is there to
//! be read.

use super::card_title;
use crate::background::ask;
use crate::browser;
use crate::countdown::Countdown;
use crate::ui::{El, Readable, RwSignal, after, el, every, spawn_local};
use gluepane_protocol::{BudgetView, Request, Response};

/// The background tells of requests once a second at most: after this long all are counted that it told of.
const SETTLED_MS: f64 = 1_500.0;
/// IT Glue's window.
const WINDOW_S: u32 = 5 * 60;
/// Old requests are forgotten a few at a time.
const AGAIN_MS: f64 = 30_000.0;

/// What the card knows; a handle, copied around freely.
#[derive(Clone, Copy)]
pub(super) struct Budget {
    heard: RwSignal<Option<Heard>>,
    now_ms: RwSignal<f64>,
    is_asking: RwSignal<bool>,
}

/// A line of the card at a moment.
type Words = fn(&Heard, f64) -> String;

/// What was heard, and when.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Heard {
    view: BudgetView,
    at_ms: f64,
    resets: Countdown,
    held: Countdown,
}

impl Heard {
    fn new(view: BudgetView, at_ms: f64) -> Self {
        let countdown = |ms| Countdown::new(at_ms, ms, ms);
        Self {
            view,
            at_ms,
            resets: countdown(view.resets_in_ms),
            held: countdown(view.held_ms),
        }
    }

    /// What was heard is old by now.
    fn is_old(&self, now_ms: f64) -> bool {
        let ended = |ms: u32, countdown: &Countdown| ms > 0 && countdown.is_over(now_ms);
        ended(self.view.resets_in_ms, &self.resets)
            || ended(self.view.held_ms, &self.held)
            || (self.view.used > 0 && now_ms - self.at_ms >= AGAIN_MS)
    }

    fn used(&self) -> String {
        number(self.view.used)
    }

    fn left(&self, now_ms: f64) -> String {
        match self.held.is_over(now_ms) {
            true if self.view.held_ms == 0 => number(self.view.left),
            true => number(self.view.limit.saturating_sub(self.view.used)),
            false => "0".to_owned(),
        }
    }

    fn resets(&self, now_ms: f64) -> String {
        // Requests are counted in slots, so that the last is free a few seconds after the window.
        match self.resets.seconds_left(now_ms).min(WINDOW_S) {
            0 => "nothing is used".to_owned(),
            seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
        }
    }

    fn note(&self, now_ms: f64) -> String {
        let by_whom = match self.view.crowded {
            true => "Your colleagues, or other programs, have used up the account’s requests.",
            false => "The account’s requests are used up.",
        };
        match (self.held.seconds_left(now_ms), self.view.crowded) {
            (0, false) => String::new(),
            (0, true) => format!("{by_whom} IT Glue answers again; Gluepane goes easy on it."),
            (seconds, _) => {
                format!("{by_whom} Gluepane asks again in {seconds} s; nothing is lost.")
            }
        }
    }
}

impl Budget {
    pub(super) fn new() -> Self {
        Self {
            heard: RwSignal::new(None),
            now_ms: RwSignal::new(browser::now_ms()),
            is_asking: RwSignal::new(false),
        }
    }

    /// Something was asked of IT Glue.
    pub(super) fn changed(self) {
        self.ask_after(SETTLED_MS);
    }

    fn ask_after(self, delay_ms: f64) {
        if self.is_asking.get_untracked() {
            return;
        }
        self.is_asking.set(true);
        after(delay_ms, move || {
            self.is_asking.set(false);
            spawn_local(async move {
                // Without an answer the card stays as it is; what matters is said by the rest of the page.
                if let Ok(Response::Budget { view }) = ask(Request::Budget).await {
                    let now_ms = browser::now_ms();
                    self.now_ms.set(now_ms);
                    self.heard.set(Some(Heard::new(view, now_ms)));
                }
            });
        });
    }

    fn tick(self) {
        if !browser::is_document_visible() {
            return;
        }
        let now_ms = browser::now_ms();
        self.now_ms.set(now_ms);
        let is_old = self
            .heard
            .with_untracked(|heard| heard.is_some_and(|heard| heard.is_old(now_ms)));
        if is_old {
            self.ask_after(0.0);
        }
    }

    /// A line of the card, kept up to date.
    fn line(self, words: Words) -> impl Fn() -> String {
        move || {
            let now_ms = self.now_ms.get();
            let heard = self.heard.get();
            heard.map_or_else(String::new, |heard| words(&heard, now_ms))
        }
    }
}

/// The card.
pub(super) fn draw(budget: Budget) -> El {
    budget.ask_after(0.0);
    every(1_000.0, move || budget.tick());
    let facts: [(&str, &str, Words); 3] = [
        ("used", "Used by you", |heard, _| heard.used()),
        ("left", "Left", Heard::left),
        ("resets", "Resets in", Heard::resets),
    ];
    let rows = facts.into_iter().flat_map(|(id, name, words)| {
        let what = el("dd").id(&format!("budget-{id}"));
        let line = budget.line(words);
        let figure = move || match budget.heard.with(Option::is_some) {
            true => line(),
            false => "…".to_owned(),
        };
        [el("dt").text(name), what.live_text(figure)]
    });
    el("section")
        .class("card")
        .attr("aria-labelledby", "budget-title")
        .child(card_title("budget-title", "Requests to IT Glue"))
        .child(el("p").class("lead").text(
            "IT Glue answers 3,000 requests in five minutes. Everybody in your account is taken to share them.",
        ))
        .child(el("dl").class("budget").children(rows))
        .child(
            el("p")
                .class("doing")
                .id("budget-note")
                .live_text(budget.line(Heard::note)),
        )
}

/// With commas between thousands.
fn number(number: u32) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", number / 1_000, number % 1_000),
    }
}

#[cfg(test)]
mod tests {
    use super::{Heard, number};
    use gluepane_protocol::BudgetView;

    const IDLE: BudgetView = BudgetView {
        used: 0,
        left: 3_000,
        limit: 3_000,
        resets_in_ms: 0,
        held_ms: 0,
        crowded: false,
    };

    #[test]
    fn used_left_and_resets_in_are_said_and_count_down() {
        let view = BudgetView {
            used: 42,
            left: 2_958,
            resets_in_ms: 252_000,
            ..IDLE
        };
        let heard = Heard::new(view, 1_000.0);
        assert_eq!(
            (heard.used(), heard.left(1_000.0)),
            ("42".into(), "2,958".into())
        );
        assert_eq!(heard.resets(1_000.0), "4 min 12 s");
        assert_eq!(heard.resets(8_000.0), "4 min 05 s");
        assert_eq!(heard.note(1_000.0), "");
    }

    #[test]
    fn nobody_reads_more_than_the_window_s_five_minutes() {
        let view = BudgetView {
            used: 1,
            resets_in_ms: 304_900,
            ..IDLE
        };
        assert_eq!(Heard::new(view, 0.0).resets(0.0), "5 min 00 s");
    }

    #[test]
    fn an_idle_account_says_so_and_is_not_asked_about_again() {
        let heard = Heard::new(IDLE, 0.0);
        assert_eq!(heard.resets(0.0), "nothing is used");
        assert!(!heard.is_old(86_400_000.0));
    }

    #[test]
    fn while_it_glue_refuses_nothing_is_left_and_it_says_who_and_when() {
        let view = BudgetView {
            used: 12,
            left: 0,
            resets_in_ms: 300_000,
            held_ms: 9_500,
            crowded: true,
            ..IDLE
        };
        let heard = Heard::new(view, 0.0);
        assert_eq!(heard.left(0.0), "0");
        let note = heard.note(500.0);
        assert!(
            note.contains("colleagues") && note.contains("in 9 s"),
            "{note}"
        );
        assert!(!heard.is_old(9_000.0) && heard.is_old(9_500.0));
        assert_eq!(heard.left(9_500.0), "2,988");
        assert!(!heard.note(9_500.0).contains("in 0 s"));
    }

    #[test]
    fn what_is_used_is_asked_for_again_every_half_minute_until_it_is_free() {
        let view = BudgetView {
            used: 1,
            left: 2_999,
            resets_in_ms: 20_000,
            ..IDLE
        };
        let heard = Heard::new(view, 0.0);
        assert!(!heard.is_old(19_999.0) && heard.is_old(20_000.0));
        let longer = Heard::new(
            BudgetView {
                resets_in_ms: 200_000,
                ..view
            },
            0.0,
        );
        assert!(!longer.is_old(29_999.0) && longer.is_old(30_000.0));
    }

    #[test]
    fn thousands_have_a_comma() {
        assert_eq!(
            [0, 7, 999, 1_000, 2_958].map(number),
            ["0", "7", "999", "1,000", "2,958"]
        );
    }
}
