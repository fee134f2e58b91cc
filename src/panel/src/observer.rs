//! Feeds [`Watch`] with what the browser sees of the rows, and holds back a press until it is decided.

use crate::background::ask;
use crate::browser;
use crate::ui::{Timer, after, on_document, on_window, sleep, spawn_local};
use crate::visibility::{BEATS_MS, Look, Press, Proof, Sight, Verdict, Watch, Watched};
use gluepane_protocol::{Request, Response};
use js_sys::Reflect;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver};

#[wasm_bindgen]
extern "C" {
    /// web-sys knows neither `trackVisibility` nor `delay`.
    #[wasm_bindgen(js_name = IntersectionObserver)]
    type TrackingObserver;
    #[wasm_bindgen(constructor, js_class = "IntersectionObserver", catch)]
    fn new(hear: &JsValue, options: &JsValue) -> Result<TrackingObserver, JsValue>;
}

/// The attribute that names a watched row by its password's id.
pub(crate) const ROW_ATTRIBUTE: &str = "data-row";

/// Between two looks at the frame from outside, while a press waits for them ...
const NAP_MS: u32 = 60;
/// ... and so many times that else.
const NAPS: u32 = 3;
/// So long after the last movement over the panel, or key in it, it is looked at.
const ACTIVE_MS: f64 = 3_000.0;

/// Nobody holds a button down for longer.
const LONGEST_PRESS_MS: f64 = 3_000.0;

/// What is to happen with a press in the end.
type Run = Box<dyn FnOnce(Verdict)>;

/// The rows of one panel under watch.
#[derive(Clone)]
pub(crate) struct Guard {
    inner: Rc<RefCell<Inner>>,
    observer: Option<IntersectionObserver>,
}

struct Inner {
    watch: Watch,
    watched: HashMap<u64, (u32, Element)>,
    number: u32,
    run: Option<Run>,
    timer: Option<Timer>,
    /// When the mouse button or a key last went down here.
    begun_ms: f64,
    /// When somebody last did something here.
    active_ms: f64,
    /// Looks are being asked for.
    is_looking: bool,
}

impl Guard {
    /// Starts watching; nothing is watched yet.
    pub(crate) fn new() -> Self {
        let inner = Rc::new(RefCell::new(Inner {
            watch: Watch::new(Proof::NotNeeded),
            watched: HashMap::new(),
            number: 0,
            run: None,
            timer: None,
            begun_ms: 0.0,
            active_ms: 0.0,
            is_looking: false,
        }));
        if browser::is_top_document() {
            return Self {
                inner,
                observer: None,
            };
        }
        for event in ["pointerdown", "keydown"] {
            let inner = Rc::clone(&inner);
            on_document(event, move |event| {
                if event.is_trusted() {
                    // When it happened, not when it came here.
                    inner.borrow_mut().begun_ms = event.time_stamp().min(browser::now_ms());
                }
            });
        }
        let observer = watch_rows(&inner);
        inner.borrow_mut().watch = if watch_frame(&inner) {
            Watch::new(Proof::Observed)
        } else {
            look_while_active(&inner);
            Watch::new(Proof::Looked)
        };
        Self { inner, observer }
    }

    /// A row was drawn: watches it. Gives the number to end it with.
    pub(crate) fn watch(&self, row: u64, element: &Element) -> u32 {
        let Some(observer) = &self.observer else {
            return 0;
        };
        let mut inner = self.inner.borrow_mut();
        inner.number += 1;
        let number = inner.number;
        if let Some((_, old)) = inner.watched.insert(row, (number, element.clone())) {
            observer.unobserve(&old);
            inner
                .watch
                .report(Watched::Row(row), Sight::Away, browser::now_ms());
        }
        observer.observe(element);
        number
    }

    /// A row is gone. One drawn meanwhile for the same password stays under watch.
    pub(crate) fn unwatch(&self, row: u64, number: u32) {
        let Some(observer) = &self.observer else {
            return;
        };
        let mut inner = self.inner.borrow_mut();
        if inner
            .watched
            .get(&row)
            .is_some_and(|(held, _)| *held == number)
            && let Some((_, element)) = inner.watched.remove(&row)
        {
            observer.unobserve(&element);
            inner
                .watch
                .report(Watched::Row(row), Sight::Away, browser::now_ms());
        }
    }

    /// Another tab came in front or went, or a dialog of our own was closed.
    pub(crate) fn begin_anew(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.watch.begin_anew(browser::now_ms());
    }

    /// Another client, another list: a press that waits is void. Rows end their own watch when they go.
    pub(crate) fn forget(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.watch.drop_press();
        inner.run = None;
        if let Some(timer) = inner.timer.take() {
            timer.cancel();
        }
    }

    /// A secret button of this row was pressed: `run` learns what becomes of it, now or a little later.
    pub(crate) fn press(&self, row: u64, is_trusted: bool, run: impl FnOnce(Verdict) + 'static) {
        let at_ms = browser::now_ms();
        let begun_ms = self.inner.borrow().begun_ms;
        // A screen reader presses a button without either.
        let is_of_this = at_ms - begun_ms < LONGEST_PRESS_MS;
        let press = Press {
            at_ms,
            begun_ms: if is_of_this { begun_ms } else { at_ms },
            is_trusted,
            is_attended: browser::is_document_visible() && browser::has_focus(),
        };
        let verdict = self.inner.borrow_mut().watch.press(row, press);
        settle(&self.inner, verdict, Some(Box::new(run)));
    }
}

/// Carries a verdict out, or sets the alarm for the next look.
fn settle(inner: &Rc<RefCell<Inner>>, verdict: Verdict, run: Option<Run>) {
    let mut state = inner.borrow_mut();
    if let Some(timer) = state.timer.take() {
        timer.cancel();
    }
    let run = run.or_else(|| state.run.take());
    if let Verdict::Wait { for_ms } = verdict {
        let again = Rc::clone(inner);
        state.run = run;
        state.timer = Some(after(for_ms.max(1.0), move || decide(&again)));
        return;
    }
    state.run = None;
    drop(state);
    if let Some(run) = run {
        run(verdict);
    }
}

fn decide(inner: &Rc<RefCell<Inner>>) {
    let (waits, verdict) = {
        let mut state = inner.borrow_mut();
        (state.run.is_some(), state.watch.decide(browser::now_ms()))
    };
    if waits {
        settle(inner, verdict, None);
    }
}

/// Where the browser can't tell what lies over the frame: has it looked at from outside while somebody is busy here, and
/// at once when something is pressed.
fn look_while_active(inner: &Rc<RefCell<Inner>>) {
    for event in ["pointermove", "pointerdown", "keydown", "focusin", "click"] {
        let inner = Rc::clone(inner);
        on_document(event, move |event| {
            if event.is_trusted() {
                be_active(&inner);
            }
        });
    }
    let inner = Rc::clone(inner);
    on_window("focus", move |_| be_active(&inner));
}

fn be_active(inner: &Rc<RefCell<Inner>>) {
    let mut state = inner.borrow_mut();
    state.active_ms = browser::now_ms();
    if !state.is_looking {
        state.is_looking = true;
        spawn_local(look_on(Rc::clone(inner)));
    }
}

async fn look_on(inner: Rc<RefCell<Inner>>) {
    loop {
        let asked_ms = browser::now_ms();
        let is_clear = matches!(
            ask(Request::Look).await,
            Ok(Response::Looked { clear: true })
        );
        let told_ms = browser::now_ms();
        let mut n_naps = {
            let mut state = inner.borrow_mut();
            state.watch.look(Look {
                asked_ms,
                told_ms,
                is_clear,
            });
            if state.watch.wants_looks() {
                1
            } else if told_ms - state.active_ms < ACTIVE_MS && browser::is_document_visible() {
                NAPS
            } else {
                state.is_looking = false;
                0
            }
        };
        decide(&inner);
        if n_naps == 0 {
            return;
        }
        while n_naps > 0 {
            sleep(NAP_MS).await;
            n_naps -= 1;
            if inner.borrow().watch.wants_looks() {
                break;
            }
        }
    }
}

/// Tells which rows are in sight within this document.
fn watch_rows(inner: &Rc<RefCell<Inner>>) -> Option<IntersectionObserver> {
    // Several thresholds, so that a report comes whenever that changes.
    let thresholds = js_sys::Array::of3(&0.0.into(), &0.5.into(), &FULL.into());
    let options = [("threshold", thresholds.into())];
    observe(inner, &options, |entry| {
        let row = entry.element.get_attribute(ROW_ATTRIBUTE)?;
        let sight = if entry.ratio >= FULL {
            Sight::Visible
        } else {
            Sight::Away
        };
        Some((Watched::Row(row.parse().ok()?), sight))
    })
}

/// Tells whether anything of the page lies over the frame, if the browser can. Whatever lies over a part of it, or changes
/// how it is drawn, the browser says of all that is in it: so one place is watched, which no menu of ours reaches, in every
/// beat.
fn watch_frame(inner: &Rc<RefCell<Inner>>) -> bool {
    let mark = browser::mark_in_sight();
    BEATS_MS.into_iter().enumerate().all(|(beat, beat_ms)| {
        // 100 ms is the shortest delay that the browser takes together with `trackVisibility`.
        let options = [
            ("trackVisibility", JsValue::TRUE),
            ("delay", beat_ms.into()),
        ];
        let observer = observe(inner, &options, move |entry| {
            let sight = if entry.is_visible {
                Sight::Visible
            } else if browser::is_document_visible() && !browser::is_dialog_open() {
                Sight::Covered
            } else {
                // Another tab is in front, or a dialog of our own: that covers nothing.
                Sight::Away
            };
            Some((Watched::Frame(beat), sight))
        });
        let tracks = |observer: &IntersectionObserver| {
            Reflect::get(observer, &JsValue::from_str("trackVisibility"))
                .is_ok_and(|tracks| tracks.is_truthy())
        };
        let observer = observer.filter(tracks);
        if let Some(observer) = &observer {
            observer.observe(&mark);
        }
        observer.is_some()
    })
}

/// What an observer reports of one element.
struct Entry {
    element: Element,
    /// So much of it is in sight, 0 to 1.
    ratio: f64,
    /// Nothing lies over it; `false` where that isn't tracked.
    is_visible: bool,
    at_ms: f64,
}

impl Entry {
    fn read(entry: &JsValue) -> Option<Self> {
        let get = |name: &str| Reflect::get(entry, &JsValue::from_str(name)).ok();
        Some(Self {
            element: get("target")?.dyn_into().ok()?,
            ratio: get("intersectionRatio")?.as_f64()?,
            is_visible: get("isVisible")?.is_truthy(),
            at_ms: get("time")?.as_f64()?,
        })
    }
}

/// An observer whose reports are noted as `sight` reads them.
fn observe(
    inner: &Rc<RefCell<Inner>>,
    options: &[(&str, JsValue)],
    sight: impl Fn(&Entry) -> Option<(Watched, Sight)> + 'static,
) -> Option<IntersectionObserver> {
    let heard = Rc::clone(inner);
    let hear = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
        for entry in entries.iter() {
            if let Some(entry) = Entry::read(&entry)
                && let Some((what, sight)) = sight(&entry)
            {
                heard.borrow_mut().watch.report(what, sight, entry.at_ms);
            }
        }
        decide(&heard);
    });
    let given = js_sys::Object::new();
    for (name, value) in options {
        let _ = Reflect::set(&given, &JsValue::from_str(name), value);
    }
    let observer: JsValue = TrackingObserver::new(&hear.into_js_value(), &given)
        .ok()?
        .into();
    Some(observer.unchecked_into())
}

/// So much of a row must be in sight; the rest are fractions of pixels.
const FULL: f64 = 0.95;
