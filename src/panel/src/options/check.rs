//! *Check this account*: what it does, how far it is, what it found, and the report to save.

use super::card_title;
use crate::background::{ask, tell_now};
use crate::parts::button;
use crate::ui::{El, Readable, RwSignal, View, cleanup, el, spawn_local};
use gluepane_protocol::{CheckFinding, CheckReport, Failure, Request, Response};
use js_sys::{Array, JSON};
use wasm_bindgen::JsValue;
use web_sys::{Blob, Url};

/// What the card knows; a handle, copied around freely.
#[derive(Clone, Copy)]
pub(super) struct Check {
    stage: RwSignal<Stage>,
    /// How many questions lie behind, and how many there are.
    progress: RwSignal<(u32, u32)>,
}

#[derive(Clone, PartialEq, Debug)]
enum Stage {
    Idle,
    Running,
    Failed(Failure),
    Done(CheckReport),
}

impl Check {
    pub(super) fn new() -> Self {
        Self {
            stage: RwSignal::new(Stage::Idle),
            progress: RwSignal::new((0, 0)),
        }
    }

    /// The background is this far.
    pub(super) fn heard(self, done: u32, of: u32) {
        self.progress.set((done, of));
    }

    fn start(self) {
        self.progress.set((0, 0));
        self.set(Stage::Running);
        spawn_local(async move {
            self.set(match ask(Request::CheckAccount).await {
                Ok(Response::Checked { report }) => Stage::Done(report),
                Ok(_) => Stage::Failed(Failure::Internal),
                Err(failure) => Stage::Failed(failure),
            });
        });
    }

    /// The button that was pressed goes: its place has the focus.
    fn set(self, stage: Stage) {
        crate::browser::keep_focus(|lost| match lost.starts_with("check-") {
            true => &["check-start", "check-cancel", "check-save"],
            false => &[],
        });
        self.stage.set(stage);
    }
}

const WORDS: &str = "IT Glue’s documents leave open how its API behaves in places, and we have no account to look at. This \
    asks your account some sixty short questions, within a minute. It only reads. The report says in what form IT Glue \
    answers: statuses, names of fields, formats. No password, no one-time code, and no name, number or address of yours or \
    your clients’ is in it. It stays here unless you save it and send it to us.";

const TRACES: &str =
    "IT Glue’s log may show that records were looked at, and one request with a made-up API key.";

/// The card.
pub(super) fn draw(check: Check) -> El {
    el("section")
        .class("card")
        .attr("aria-labelledby", "check-title")
        .child(card_title("check-title", "Check this account"))
        .child(el("p").class("lead").text(WORDS))
        .child(el("p").class("doing").text(TRACES))
        .live(move || check.stage.with(|stage| draw_stage(check, stage)))
}

fn draw_stage(check: Check, stage: &Stage) -> View {
    let start = |name| button("btn", name, move |_| check.start()).id("check-start");
    let buttons = |all: Vec<El>| el("div").class("btns").children(all);
    match stage {
        Stage::Idle => buttons(vec![start("Check now")]).into(),
        Stage::Running => {
            let cancel = button("btn", "Cancel", |_| tell_now(Request::CancelCheck));
            let far = move || match check.progress.get() {
                (_, 0) => "Starting…".to_owned(),
                (done, of) => format!("{done} of {of}"),
            };
            let how_far = el("span").class("doing").id("check-progress");
            buttons(vec![cancel.id("check-cancel"), how_far.live_text(far)]).into()
        }
        Stage::Failed(failure) => {
            let words = el("p").class("message bad").attr("role", "alert");
            let words = words.text(&failure.to_string());
            vec![words, buttons(vec![start("Check again")])].into()
        }
        Stage::Done(report) => {
            let said = el("p").class("outcome").attr("role", "status");
            let rows = report.findings.iter().flat_map(row);
            let list = el("dl").class("findings").children(rows);
            let list = list.attr("tabindex", "0").attr("aria-label", "Findings");
            let save = save(report).into_iter();
            let all = save.chain([start("Check again")]).collect();
            vec![said.text(&summary(report)), list, buttons(all)].into()
        }
    }
}

fn row(finding: &CheckFinding) -> [El; 2] {
    let answer = el("dd").text(&finding.answer);
    let name = el("dt").text(&finding.key.replace('_', " "));
    [name, answer.class_if("none", !finding.is_answered)]
}

fn summary(report: &CheckReport) -> String {
    let of = report.findings.len();
    let findings = report.findings.iter();
    let n = findings.filter(|finding| finding.is_answered).count();
    match &report.ended {
        None => format!("Done: {n} of {of} answered."),
        Some(why) => format!("Ended early, {why}: {n} of {of} answered."),
    }
}

/// The link that saves the report. Made of a blob, which needs no permission.
fn save(report: &CheckReport) -> Option<El> {
    let plain = gluepane_wire_js::write(report).ok()?;
    let text = JSON::stringify_with_replacer_and_space(&plain, &JsValue::NULL, &2.into()).ok()?;
    let blob = Blob::new_with_str_sequence(&Array::of1(&text)).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link = el("a")
        .class("btn")
        .id("check-save")
        .attr("download", "gluepane-account-check.json")
        .attr("href", &url)
        .text("Save report");
    cleanup(move || drop(Url::revoke_object_url(&url)));
    Some(link)
}

#[cfg(test)]
mod tests {
    use super::summary;
    use gluepane_protocol::{CheckFinding, CheckReport, KeyAccess};

    #[test]
    fn how_much_was_answered_is_said_and_why_it_ended_early() {
        let finding = |is_answered| CheckFinding {
            key: "bad_key".to_owned(),
            is_answered,
            answer: "403 message".to_owned(),
        };
        let mut report = CheckReport {
            version: "1".to_owned(),
            access: KeyAccess::Unknown,
            requests: 2,
            ended: None,
            findings: vec![finding(true), finding(false)],
        };
        assert_eq!(summary(&report), "Done: 1 of 2 answered.");
        report.ended = Some("cancelled".to_owned());
        assert_eq!(summary(&report), "Ended early, cancelled: 1 of 2 answered.");
    }
}
