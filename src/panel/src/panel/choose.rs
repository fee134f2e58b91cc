//! No certain organization: candidates and a search, and no passwords.

use super::state::State;
use crate::background::ask;
use crate::browser;
use crate::icons::{Glyph, Icon};
use gluepane_protocol::{Candidate, ChooseView, Failure, OrganizationView, Request, Response};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// After the last key, before anything is asked.
const PAUSE_MS: u32 = 150;

/// What the search has come to.
#[derive(Clone, PartialEq, Debug)]
enum Found {
    /// Nothing was typed.
    Idle,
    /// Under way, and nothing older to show.
    Awaited,
    /// These.
    Here(Vec<OrganizationView>),
    /// Not to be had.
    Failed(Failure),
}

/// Candidates, and a search over all organizations.
#[component]
pub(crate) fn Choose(state: State, choose: ChooseView) -> impl IntoView {
    let found = RwSignal::new(Found::Idle);
    let number = RwSignal::new(0_u32);
    let look_for = move |typed: String| {
        let query = typed.trim().to_owned();
        let mine = number.get_untracked() + 1;
        number.set(mine);
        if query.is_empty() {
            found.set(Found::Idle);
            return;
        }
        if !found.with_untracked(|found| matches!(found, Found::Here(_))) {
            found.set(Found::Awaited);
        }
        spawn_local(async move {
            let is_stale = move || number.try_get_untracked() != Some(mine);
            browser::sleep(PAUSE_MS).await;
            if is_stale() {
                return;
            }
            let answer = ask(Request::SearchOrganizations { query }).await;
            if is_stale() {
                return;
            }
            found.set(match answer {
                Ok(Response::Organizations { found }) => Found::Here(found),
                Ok(_) => Found::Failed(Failure::Internal),
                Err(failure) => Found::Failed(failure),
            });
        });
    };
    let candidates = choose.candidates;
    view! {
        <main>
            <div class="find">
                <Icon glyph=Glyph::Lens/>
                <input
                    id="search"
                    type="search"
                    placeholder="Search all organizations"
                    aria-label="Search all organizations"
                    autocomplete="off"
                    spellcheck="false"
                    on:input=move |event| look_for(event_target_value(&event))
                />
            </div>
            <div class="scroll">
                {move || match found.get() {
                    Found::Idle => suggestions(state, candidates.clone()),
                    Found::Awaited => view! { <p class="lead" role="status">"Searching…"</p> }.into_any(),
                    Found::Failed(failure) => view! {
                        <p class="banner" role="alert">{failure.to_string()}</p>
                    }.into_any(),
                    Found::Here(found) if found.is_empty() => view! {
                        <p class="lead" role="status">"No organization has a name like that."</p>
                    }.into_any(),
                    Found::Here(found) => {
                        list(state, "Organizations", found.into_iter().map(|one| (one, None)).collect())
                    }
                }}
                <div class="btns">
                    <button type="button" class="btn" on:click=move |_| state.open_home()>"Go to IT Glue"</button>
                </div>
            </div>
        </main>
    }
}

fn suggestions(state: State, candidates: Vec<Candidate>) -> AnyView {
    if candidates.is_empty() {
        return view! { <p class="lead">"Search for the organization that this page is about."</p> }.into_any();
    }
    let rows = candidates
        .into_iter()
        .map(|one| (one.organization, Some(one.reason)))
        .collect();
    list(state, "Candidates", rows)
}

fn list(
    state: State,
    heading: &'static str,
    rows: Vec<(OrganizationView, Option<String>)>,
) -> AnyView {
    let row = move |(organization, reason): (OrganizationView, Option<String>)| {
        let OrganizationView { id, name, detail } = organization;
        let name_id = format!("organization-{id}");
        let detail = [reason, (!detail.is_empty()).then_some(detail)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ");
        view! {
            <li class="row candidate" aria-label=name.clone()>
                <div class="t">
                    <span class="line"><b id=name_id.clone() title=name.clone()>{name.clone()}</b></span>
                    <span class="line detail"><span class="category" title=detail.clone()>{detail.clone()}</span></span>
                </div>
                <button type="button" class="btn small" aria-describedby=name_id on:click=move |_| state.choose(id)>
                    "This one"
                </button>
            </li>
        }
    };
    view! {
        <h2><span class="heading">{heading}</span></h2>
        <ul aria-label=heading>{rows.into_iter().map(row).collect_view()}</ul>
    }
    .into_any()
}
