//! What went wrong, and the way on. What may mend itself is tried again by itself, later each time.

use super::state::State;
use crate::browser;
use crate::icons::{Glyph, icon};
use crate::parts::{button, leads_to_options};
use crate::ui::{El, Readable, RwSignal, el, every, on_window};
use gluepane_protocol::{Failure, Request};
use std::cell::Cell;
use std::rc::Rc;

/// The first time it is tried again after this; twice as long each time ...
const FIRST_S: u32 = 5;
/// ... up to this.
const LAST_S: u32 = 60;

/// How to go on.
pub(super) struct Retry {
    /// *Try again*.
    pub(super) now: Rc<dyn Fn()>,
    /// The same without being asked.
    pub(super) quietly: Rc<dyn Fn()>,
}

/// A failure that fills its place. `title` is for those that have no better one.
pub(super) fn draw(state: State, failure: &Failure, title: &str, retry: Retry) -> El {
    let is_offline =
        !browser::is_online() && matches!(failure, Failure::Unreachable { .. } | Failure::NoAnswer);
    let n_failed = state.asking.with_untracked(|asking| asking.failed);
    let (glyph, title, words) = words(failure, title, is_offline);
    let to_options = leads_to_options(failure);
    let options = to_options.then(|| {
        button("btn p", "Open options", move |_| {
            state.tell(Request::OpenOptions)
        })
    });
    let again = Rc::clone(&retry.now);
    let class = if to_options { "btn" } else { "btn p" };
    let again = button(class, "Try again", move |_| again());
    let wait_s = if is_offline {
        None
    } else {
        wait_s(failure, n_failed)
    };
    let quietly = Rc::clone(&retry.quietly);
    on_window("online", move |_| quietly());
    el("div")
        .class("empty")
        .attr("role", "alert")
        .child(el("span").class("empty-icon").child(icon(glyph)))
        .child(el("h2").class("empty-title").text(title))
        .text(" ")
        .child(el("p").text(&words))
        .child(wait_s.map(|wait_s| countdown(wait_s, retry.quietly)))
        .child(el("div").class("btns").child(options).child(again))
}

fn words<'a>(failure: &Failure, title: &'a str, is_offline: bool) -> (Glyph, &'a str, String) {
    match failure {
        _ if is_offline => (
            Glyph::Cloud,
            "You’re offline",
            "Gluepane goes on by itself as soon as the network is back.".to_owned(),
        ),
        Failure::Unreachable { .. } => (Glyph::Cloud, "Can’t reach IT Glue", failure.to_string()),
        Failure::ServiceDown { status } => (
            Glyph::Cloud,
            "IT Glue has a problem",
            format!("It answers with an error (HTTP {status}). Gluepane goes on by itself."),
        ),
        Failure::RateLimited { .. } => (
            Glyph::Info,
            "IT Glue is busy",
            "Your account’s request limit is used up for the moment. Gluepane goes on by itself."
                .to_owned(),
        ),
        Failure::TooManyChanges { .. } => (
            Glyph::Info,
            "This page keeps changing",
            "Gluepane waits until it has come to rest.".to_owned(),
        ),
        Failure::KeyRefused | Failure::KeyRevoked => {
            (Glyph::Lock, "IT Glue refused the key", failure.to_string())
        }
        Failure::NotConnected => (Glyph::Lock, "Not connected", failure.to_string()),
        _ => (Glyph::Warn, title, failure.to_string()),
    }
}

/// After how many seconds it is worth another try.
fn wait_s(failure: &Failure, n_failed: u32) -> Option<u32> {
    let longer_s = FIRST_S
        .saturating_mul(1 << n_failed.saturating_sub(1).min(8))
        .min(LAST_S);
    match failure {
        Failure::RateLimited { wait_ms } => Some(
            wait_ms
                .map_or(LAST_S, |wait_ms| wait_ms.div_ceil(1000))
                .max(1),
        ),
        Failure::TooManyChanges { wait_ms } => Some(wait_ms.div_ceil(1000).max(1)),
        Failure::Unreachable { .. } | Failure::ServiceDown { .. } | Failure::NoAnswer => {
            Some(longer_s)
        }
        _ => None,
    }
}

/// Counts down and tries again. Not heard with every second.
fn countdown(wait_s: u32, quietly: Rc<dyn Fn()>) -> El {
    let until_ms = browser::now_ms() + f64::from(wait_s) * 1000.0;
    let left_s = RwSignal::new(wait_s);
    let is_done = Cell::new(false);
    every(500.0, move || {
        let left = ((until_ms - browser::now_ms()).max(0.0) / 1000.0).ceil() as u32;
        left_s.set(left);
        if left == 0 && browser::is_document_visible() && !is_done.replace(true) {
            quietly();
        }
    });
    el("p")
        .class("countdown")
        .attr("aria-live", "off")
        .live_text(move || match left_s.get() {
            0 => "Trying again…".to_owned(),
            left => format!("Trying again in {left} s"),
        })
}

#[cfg(test)]
mod tests {
    use super::wait_s;
    use gluepane_protocol::Failure;

    #[test]
    fn each_try_waits_longer_but_never_more_than_a_minute() {
        let down = Failure::ServiceDown { status: 503 };
        let waits: Vec<_> = (0..8).map(|n| wait_s(&down, n)).collect();
        assert_eq!(
            waits,
            [5, 5, 10, 20, 40, 60, 60, 60].map(Some),
            "by the number of failures so far"
        );
        assert_eq!(wait_s(&down, u32::MAX), Some(60));
    }

    #[test]
    fn a_used_up_limit_waits_as_long_as_it_glue_says() {
        let limited = |wait_ms| wait_s(&Failure::RateLimited { wait_ms }, 3);
        assert_eq!(limited(Some(12_001)), Some(13));
        assert_eq!(limited(None), Some(60));
        assert_eq!(limited(Some(0)), Some(1), "never at once");
    }

    #[test]
    fn what_cannot_mend_itself_is_left_to_the_technician() {
        assert_eq!(wait_s(&Failure::KeyRefused, 1), None);
        assert_eq!(wait_s(&Failure::Internal, 1), None);
    }
}
