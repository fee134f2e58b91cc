//! The options page: the connection and the enabled hosts.

mod connected;
mod form;
mod hosts;
mod outcome;

use crate::background::{ask, listen};
use crate::icons::{Glyph, Icon};
use crate::parts::SkeletonRows;
use gluepane_protocol::{Event, Failure, OptionsView, Request, Response};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

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
            self.view.set(Some(view));
        }
    }
}

/// The whole page.
#[component]
pub(crate) fn Options() -> impl IntoView {
    let state = State {
        view: RwSignal::new(None),
        failure: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    listen(move |event| match event {
        Event::ConnectionChanged | Event::HostsChanged => state.refresh(),
        Event::ContextChanged { .. }
        | Event::PanelChanged { .. }
        | Event::ClipboardChanged
        | Event::PinsChanged
        | Event::ShortcutsChanged => {}
    });
    state.refresh();
    // Each part is drawn anew only when its own part of the view has changed.
    let connection = Memo::new(move |_| {
        state
            .view
            .with(|view| view.as_ref().map(|view| view.connection.clone()))
    });
    let hosts = Memo::new(move |_| {
        state.view.with(|view| {
            view.as_ref()
                .map(|view| (view.hosts.clone(), view.products.clone()))
        })
    });
    view! {
        <header class="page-head">
            <h1 class="brand"><Icon glyph=Glyph::Mark/>"Gluepane options"</h1>
        </header>
        <main class="page">
            <div role="alert">
                {move || state.failure.get().map(|failure| view! {
                    <div class="card failure">
                        <p>{failure.to_string()}</p>
                        <div class="btns">
                            <button type="button" class="btn" on:click=move |_| state.refresh()>"Try again"</button>
                        </div>
                    </div>
                })}
            </div>
            {move || match connection.get() {
                None => view! { <div class="card"><SkeletonRows/></div> }.into_any(),
                Some(None) => view! { <form::Connecting state/> }.into_any(),
                Some(Some(connection)) => view! { <connected::Connected state connection/> }.into_any(),
            }}
            {move || hosts.get().map(|(hosts, products)| view! { <hosts::Hosts state hosts products/> })}
        </main>
    }
}
