//! No certain organization: candidates and a search, and no passwords.

use super::search::{Found, Search, draw, list};
use super::state::State;
use crate::background::ask;
use crate::parts::button;
use crate::ui::{El, View, el};
use gluepane_protocol::{
    Candidate, ChooseView, Failure, OrganizationId, OrganizationView, Request, Response,
};
use std::rc::Rc;

/// Candidates, and a search over all organizations.
pub(crate) fn body(state: State, choose: ChooseView) -> El {
    let ChooseView {
        candidates,
        remembers,
        ..
    } = choose;
    let press: Rc<dyn Fn(u64)> = Rc::new(move |id| state.choose(OrganizationId(id)));
    let for_idle = Rc::clone(&press);
    // *Keep* is one of two answers: the other is *Change Match*.
    let is_contested = candidates.iter().any(|one| one.is_accepted);
    let other = if is_contested {
        "Change Match"
    } else {
        "This one"
    };
    let (field, results) = draw(Search {
        id: "search",
        label: "Search all organizations",
        heading: "Organizations",
        nothing: "No organization has a name like that.",
        asks_at_once: false,
        ask: Rc::new(move |query| {
            Box::pin(async move {
                match ask(Request::SearchOrganizations { query }).await {
                    Ok(Response::Organizations { found }) => {
                        Ok(found.into_iter().map(|one| row(one, None, other)).collect())
                    }
                    Ok(_) => Err(Failure::Internal),
                    Err(failure) => Err(failure),
                }
            })
        }),
        press,
        idle: Rc::new(move || suggestions(&candidates, other, &for_idle)),
    });
    let scroll = el("div")
        .class("scroll")
        .child(results)
        .child(el("p").class("remembers").text(&remembers))
        .child(
            el("div")
                .class("btns")
                .child(button("btn", "Go to IT Glue", move |_| state.open_home())),
        );
    el("main").child(field).child(scroll)
}

fn suggestions(candidates: &[Candidate], other: &'static str, press: &Rc<dyn Fn(u64)>) -> View {
    if candidates.is_empty() {
        return el("p")
            .class("lead")
            .text("Search for the organization that this page is about.")
            .into();
    }
    let rows = candidates
        .iter()
        .map(|one| {
            let act = if one.is_accepted { "Keep" } else { other };
            row(one.organization.clone(), Some(&one.reason), act)
        })
        .collect();
    list("Candidates", rows, press)
}

fn row(organization: OrganizationView, reason: Option<&str>, act: &'static str) -> Found {
    let OrganizationView { id, name, detail } = organization;
    Found::new(id.0, name, reason.unwrap_or_default(), &detail, act)
}
