//! The popup of the toolbar button: enables the site in the active tab, shows and hides the panel, and says why that can't
//! be seen.

use crate::background::{ask, listen, tell_now};
use crate::browser;
use crate::choice::choice;
use crate::icons::{Glyph, icon};
use crate::options::place_key;
use crate::parts::button;
use crate::side_panel;
use crate::ui::{El, Readable, RwSignal, View, el, spawn_local};
use gluepane_protocol::{Event, Failure, PanelPlace, PopupView, Request, Response};
use wasm_bindgen_futures::JsFuture;

/// What the popup knows; handles.
#[derive(Clone, Copy)]
struct State {
    view: RwSignal<Option<PopupView>>,
    failure: RwSignal<Option<Failure>>,
    product: RwSignal<String>,
    note: RwSignal<Option<&'static str>>,
}

impl State {
    fn refresh(self) {
        spawn_local(async move {
            match ask(Request::Popup).await {
                Ok(Response::Popup { view }) => {
                    if self.product.with_untracked(String::is_empty) {
                        self.product.set(view.guess.clone().unwrap_or_default());
                    }
                    self.failure.set(None);
                    if self
                        .view
                        .with_untracked(|held| held.as_ref() != Some(&view))
                    {
                        browser::keep_focus(|_| &["show-or-hide", "enable", "options"]);
                        self.view.set(Some(view));
                    }
                }
                Ok(_) => self.failure.set(Some(Failure::Internal)),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    fn send(self, request: Request) {
        spawn_local(async move {
            match ask(request).await {
                Ok(_) => self.refresh(),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    /// *Enable on this site*. The prompt may close the popup, so the wish goes to the background first; and the browser
    /// shows the prompt only in the click's own turn, so nothing is awaited before it.
    fn enable(self, pattern: &str) {
        tell_now(Request::EnableHost {
            product: self.product.get_untracked(),
        });
        let answer = browser::request_permission(pattern);
        spawn_local(async move {
            let granted = JsFuture::from(answer)
                .await
                .is_ok_and(|granted| granted.is_truthy());
            self.note.set(
                (!granted)
                    .then_some("The browser didn’t give the permission, so nothing was enabled."),
            );
            browser::sleep(300).await;
            self.refresh();
        });
    }
}

/// The whole page.
pub(crate) fn draw() -> View {
    let state = State {
        view: RwSignal::new(None),
        failure: RwSignal::new(None),
        product: RwSignal::new(String::new()),
        note: RwSignal::new(None),
    };
    side_panel::prepare();
    listen(move |event| match event {
        Event::ConnectionChanged | Event::HostsChanged | Event::PanelChanged { .. } => {
            state.refresh()
        }
        Event::ContextChanged { .. }
        | Event::ClipboardChanged
        | Event::PinsChanged
        | Event::BudgetChanged
        | Event::CheckProgressed { .. }
        | Event::ShortcutsChanged => {}
    });
    state.refresh();
    let options = button("link", "Options", move |_| state.send(Request::OpenOptions));
    let head = el("header")
        .class("popup-head")
        .child(
            el("h1")
                .class("brand")
                .child(icon(Glyph::Mark))
                .text("Gluepane"),
        )
        .child(options.id("options"));
    let body = el("main")
        .class("popup-body")
        .child(el("div").attr("role", "alert").live(move || {
            let failure = state.failure.get();
            failure.map(|failure| message("bad", &failure.to_string()))
        }))
        .live(move || match state.view.get() {
            None => View::from(el("p").class("lead").text("One moment…")),
            Some(view) => {
                let signed_in = connection(state, view.signed_in.as_deref());
                View::from(vec![signed_in, site(state, view)])
            }
        })
        .child(
            el("p")
                .class("lead")
                .attr("role", "status")
                .live_text(move || state.note.get().unwrap_or_default()),
        );
    View::from(vec![head, body])
}

fn message(kind: &str, text: &str) -> El {
    el("div")
        .class("message")
        .class_if(kind, true)
        .child(icon(Glyph::Warn))
        .child(el("p").text(text))
}

fn connection(state: State, signed_in: Option<&str>) -> El {
    match signed_in {
        Some(who) => el("p")
            .class("connection")
            .child(icon(Glyph::Lock))
            .child(el("span").text(&format!("Signed in · {who}"))),
        None => el("div")
            .class("connection")
            .child(el("span").text("Not connected"))
            .child(button("btn p", "Connect to IT Glue", move |_| {
                state.send(Request::OpenOptions)
            })),
    }
}

/// The page in the active tab.
fn site(state: State, view: PopupView) -> El {
    let (Some(origin), Some(pattern)) = (&view.origin, &view.pattern) else {
        return el("p")
            .class("site")
            .text("Gluepane can’t run on this page. Open your RMM or PSA in this tab.");
    };
    let host = origin.trim_start_matches("https://");
    let site = el("div")
        .class("site")
        .child(el("p").class("host").attr("title", origin).text(host));
    match &view.enabled {
        Some(product) => {
            // The view may hold the product's key or its name; a technician knows the name.
            let known = view.products.iter().find(|one| one.key == *product);
            let name = known.map_or(product, |one| &one.name);
            enabled(state, &view, name, site)
        }
        None => not_enabled(state, &view, pattern.clone(), site),
    }
}

fn enabled(state: State, view: &PopupView, product: &str, site: El) -> El {
    let (collapsed, place) = (view.collapsed, view.place);
    let word = if collapsed {
        "Show panel"
    } else {
        "Hide panel"
    };
    let show = button("btn wide", word, move |_| {
        state.send(Request::SetCollapsed {
            collapsed: !collapsed,
        })
    });
    // What leads on comes first where the page itself can't show it.
    let is_aside = place == PanelPlace::SidePanel || view.trouble.is_some();
    let side = side_panel::there_is().map(|which| {
        button("btn wide", "Open side panel", move |_| {
            side_panel::open(which)
        })
        .id("open-side")
        .class_if("p", is_aside)
    });
    let trouble = view.trouble.as_deref();
    site.child(
        el("p")
            .class("enabled")
            .child(icon(Glyph::Check))
            .text("Enabled for ")
            .text(product),
    )
    .child(trouble.map(|trouble| message("warn", trouble).attr("role", "status")))
    .child((place == PanelPlace::InPage).then(|| show.id("show-or-hide")))
    .child(side)
    .child(el("label").attr("for", "place").text("Show the panel in"))
    .child(places(state, place).id("place"))
}

/// Where the panel stands on this host.
fn places(state: State, place: PanelPlace) -> El {
    let places = [
        (PanelPlace::InPage, "Page"),
        (PanelPlace::SidePanel, "Side panel"),
    ];
    choice(
        places.map(|(place, name)| (place_key(place).to_owned(), name.to_owned())),
        move || place_key(place).to_owned(),
        move |chosen| {
            let place = places.iter().find(|(one, _)| place_key(*one) == chosen);
            let place = place.map(|(place, _)| *place).unwrap_or_default();
            state.send(Request::SetPlace { place });
        },
    )
}

fn not_enabled(state: State, view: &PopupView, pattern: String, site: El) -> El {
    let products = view
        .products
        .iter()
        .map(|one| (one.key.clone(), one.name.clone()));
    let none = (String::new(), "Choose…".to_owned());
    let product = choice(
        std::iter::once(none).chain(products),
        move || state.product.get(),
        move |product| state.product.set(product),
    );
    site.child(el("label").attr("for", "product").text("Product"))
        .child(product.id("product").attr("required", ""))
        .child(
            button("btn p wide", "Enable on this site", move |_| {
                state.enable(&pattern)
            })
            .id("enable")
            .live_flag("disabled", move || state.product.with(String::is_empty)),
        )
        .child(el("p").class("hint").text(
            "The browser asks once whether Gluepane may read this site. It reads the client’s and the device’s name there, and nothing else.",
        ))
}
