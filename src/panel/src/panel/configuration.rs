//! *Configuration not found*: why, what may be meant, and a search over the client's configurations.

use super::search::{Found, Search, draw, rows_of};
use super::state::{Dialog, State};
use crate::background::ask;
use crate::parts::button;
use crate::ui::{El, Readable, View, el};
use gluepane_protocol::{
    ConfigurationCandidate, ConfigurationId, ConfigurationState, ConfigurationView, Failure,
    NotFoundCause, Request, Response,
};
use std::rc::Rc;

/// More candidates than these stand in the search alone.
const FIRST: usize = 2;

/// The note above the rows. A page without a device is nothing to worry about.
pub(crate) fn not_found(state: State, configuration: ConfigurationState) -> Option<El> {
    let ConfigurationState::NotFound {
        cause,
        text,
        candidates,
    } = configuration
    else {
        return None;
    };
    let can_match = matches!(cause, NotFoundCause::NotMatched | NotFoundCause::Several);
    let is_contested = candidates.iter().any(|one| one.is_accepted);
    let rows: Vec<Found> = candidates
        .into_iter()
        .take(FIRST)
        .map(|one| candidate(one, is_contested))
        .collect();
    let press: Rc<dyn Fn(u64)> = Rc::new(move |id| state.choose_configuration(ConfigurationId(id)));
    let acts = el("div")
        .class("note-acts")
        .child(can_match.then(|| {
            button("btn small", "Match…", move |_| {
                state.dialog.set(Some(Dialog::Match))
            })
            .id("match")
            .attr("aria-haspopup", "dialog")
        }))
        .child(button("btn small", "Go to IT Glue", move |_| {
            state.open_home()
        }));
    Some(
        el("section")
            .class("note")
            .class_if("quiet", cause == NotFoundCause::NoDevice)
            .attr("aria-labelledby", "not-found")
            .child(
                el("div")
                    .class("note-words")
                    .child(el("b").id("not-found").text("Configuration not found"))
                    // The browsers' own text has no space between the two else.
                    .text(" ")
                    .child(el("span").text(&text)),
            )
            .child(acts)
            .child(
                (!rows.is_empty())
                    .then(|| rows_of("Configurations that may be meant", rows, &press)),
            ),
    )
}

fn candidate(one: ConfigurationCandidate, is_contested: bool) -> Found {
    let act = match one.is_accepted {
        true => "Keep",
        false if is_contested => "Change Match",
        false => "Match",
    };
    row(one.configuration, &one.reason, act)
}

fn row(configuration: ConfigurationView, reason: &str, act: &'static str) -> Found {
    let ConfigurationView { id, name, detail } = configuration;
    Found::new(id.0, name, reason, &detail, act)
}

/// The search over the client's configurations, as the content of a dialog.
pub(crate) fn search(state: State) -> View {
    let revision = state.revision.get_untracked();
    let (field, results) = draw(Search {
        id: "search-configurations",
        label: "Search configurations",
        heading: "Configurations",
        nothing: "No configuration of this client has a name, host name, serial number or MAC like that.",
        asks_at_once: true,
        ask: Rc::new(move |query| {
            Box::pin(async move {
                match ask(Request::SearchConfigurations { revision, query }).await {
                    Ok(Response::Configurations { found }) => {
                        Ok(found.into_iter().map(|one| row(one, "", "Match")).collect())
                    }
                    Ok(_) => Err(Failure::Internal),
                    Err(failure) => Err(failure),
                }
            })
        }),
        press: Rc::new(move |id| state.choose_configuration(ConfigurationId(id))),
        idle: Rc::new(View::default),
    });
    View::from(vec![field, el("div").class("scroll").child(results)])
}
