//! The options page: the connection, its requests, the enabled hosts, the keyboard shortcuts, the check of the account.

mod budget;
mod check;
mod connected;
mod form;
mod hosts;
mod outcome;
mod shortcuts;

use crate::background::{ask, listen};
use crate::browser;
use crate::icons::{Glyph, icon};
use crate::parts::{button, skeleton_rows};
use crate::ui::{El, Memo, Readable, RwSignal, View, el, live, spawn_local};
use gluepane_protocol::{Event, Failure, OptionsView, Request, Response};

pub(crate) use hosts::key as place_key;

/// What the page knows; handles, copied around freely.
#[derive(Clone, Copy)]
pub(crate) struct State {
    /// What to show, once known.
    view: RwSignal<Option<OptionsView>>,
    /// What went wrong with something outside the form.
    failure: RwSignal<Option<Failure>>,
    /// Something is under way.
    busy: RwSignal<bool>,
}

impl State {
    /// Asks for what to show.
    fn refresh(self) {
        self.send(Request::Options);
    }

    /// Sends something that is answered with the options.
    fn send(self, request: Request) {
        self.busy.set(true);
        spawn_local(async move {
            let answer = ask(request).await;
            self.busy.set(false);
            match answer {
                Ok(Response::Options { view }) => self.take(view),
                Ok(_) => self.failure.set(Some(Failure::Internal)),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    /// Shows the options as they are now.
    fn take(self, view: OptionsView) {
        self.failure.set(None);
        // Nothing typed into the form is lost over an event that changed nothing.
        if self
            .view
            .with_untracked(|held| held.as_ref() != Some(&view))
        {
            browser::keep_focus(|lost| match lost.starts_with("host-") {
                true => &["hosts-title"],
                false => &["connection-title", "connect-title"],
            });
            self.view.set(Some(view));
        }
    }
}

/// The whole page.
pub(crate) fn draw() -> View {
    let state = State {
        view: RwSignal::new(None),
        failure: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let budget = budget::Budget::new();
    let check = check::Check::new();
    listen(move |event| match event {
        Event::ConnectionChanged | Event::HostsChanged | Event::ShortcutsChanged => state.refresh(),
        Event::BudgetChanged => budget.changed(),
        Event::CheckProgressed { done, of } => check.heard(done, of),
        Event::ContextChanged { .. }
        | Event::PanelChanged { .. }
        | Event::ClipboardChanged
        | Event::PinsChanged => {}
    });
    state.refresh();
    // Each part is drawn anew only when its own part of the view has changed.
    let connection = Memo::new(move || {
        state
            .view
            .with(|view| view.as_ref().map(|view| view.connection.clone()))
    });
    let hosts = Memo::new(move || {
        state.view.with(|view| {
            view.as_ref()
                .map(|view| (view.hosts.clone(), view.products.clone()))
        })
    });
    let is_connected = Memo::new(move || connection.with(|one| matches!(one, Some(Some(_)))));
    let is_known = Memo::new(move || state.view.with(Option::is_some));
    let head = el("header").class("page-head").child(
        el("h1")
            .class("brand")
            .child(icon(Glyph::Mark))
            .text("Gluepane options"),
    );
    let connection = live(move || match connection.get() {
        None => el("div").class("card").child(skeleton_rows()),
        Some(None) => form::draw(state),
        Some(Some(connection)) => connected::draw(state, connection),
    });
    let requests = live(move || is_connected.get().then(|| budget::draw(budget)));
    let check = live(move || is_connected.get().then(|| check::draw(check)));
    let hosts = live(move || {
        let hosts = hosts.get();
        hosts.map(|(hosts, products)| hosts::draw(state, hosts, &products))
    });
    let shortcuts = live(move || is_known.get().then(|| shortcuts::draw(state)));
    let failure = el("div")
        .attr("role", "alert")
        .live(move || state.failure.get().map(|failure| failed(state, &failure)));
    let page = el("main")
        .class("page")
        .child(failure)
        .child(connection)
        .child(requests)
        .child(hosts)
        .child(shortcuts)
        .child(check);
    View::from(vec![head, page])
}

fn failed(state: State, failure: &Failure) -> El {
    let again = button("btn", "Try again", move |_| state.refresh());
    el("div")
        .class("card failure")
        .child(el("p").text(&failure.to_string()))
        .child(el("div").class("btns").child(again.id("try-again")))
}

/// A card's heading, which takes the focus when the control that had it is gone.
fn card_title(id: &str, title: &str) -> El {
    el("h2").id(id).attr("tabindex", "-1").text(title)
}
