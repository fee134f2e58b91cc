//! Connecting with an API key: tested first, kept only then.
//!
//! Invariant: the key lives in its input field alone; it is read from there for each question and never shown again.

use super::{State, card_title, outcome};
use crate::background::ask;
use crate::browser::request_permission;
use crate::choice::choice;
use crate::parts::button;
use crate::ui::{El, Readable, RwSignal, View, document, el, spawn_local, value};
use gluepane_protocol::{ConnectionForm, Failure, Region, Request, Response, Secret, TestedView};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// The regions, by their names in the form.
const REGIONS: [(Region, &str, &str); 4] = [
    (Region::Us, "us", "United States"),
    (Region::Eu, "eu", "Europe"),
    (Region::Au, "au", "Australia"),
    (Region::Custom, "custom", "Custom"),
];

/// The form's state; handles.
#[derive(Clone, Copy)]
pub(super) struct Form {
    page: State,
    subdomain: RwSignal<String>,
    region: RwSignal<Region>,
    api_address: RwSignal<String>,
    pub(super) tested: RwSignal<Option<TestedView>>,
    pub(super) failure: RwSignal<Option<Failure>>,
    /// "Testing…", while something is under way.
    doing: RwSignal<Option<&'static str>>,
    /// Counts the edits: an answer about what stood there before counts for nothing.
    edits: RwSignal<u32>,
}

impl Form {
    fn edited(self) {
        self.edits.update(|edits| *edits += 1);
        self.tested.set(None);
        self.failure.set(None);
    }

    fn read(self) -> ConnectionForm {
        let region = self.region.get_untracked();
        let is_custom = region == Region::Custom;
        ConnectionForm {
            subdomain: self.subdomain.get_untracked(),
            region,
            api_address: if is_custom {
                self.api_address.get_untracked()
            } else {
                String::new()
            },
            api_key: Secret::new(key_field().map(|input| input.value()).unwrap_or_default()),
        }
    }

    fn test(self) {
        if self.doing.get_untracked().is_some() {
            return;
        }
        let edits = self.edits.get_untracked();
        self.tested.set(None);
        self.failure.set(None);
        self.doing.set(Some("Testing…"));
        let permission = self.ask_permission();
        spawn_local(async move {
            if let Some(permission) = permission
                && !JsFuture::from(permission)
                    .await
                    .is_ok_and(|granted| granted.is_truthy())
            {
                self.doing.set(None);
                return self.refused(no_permission());
            }
            let answer = ask(Request::TestConnection { form: self.read() }).await;
            self.doing.set(None);
            // Edited since, or gone: connected in another tab.
            if self.edits.try_get_untracked() != Some(edits) {
                return;
            }
            match answer {
                Ok(Response::Tested { tested }) => self.tested.set(Some(tested)),
                Ok(_) => self.failure.set(Some(Failure::Internal)),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    /// An address of one's own needs the browser's permission to be reached at all. The prompt shows only in the click's
    /// own turn, so this comes before anything is awaited.
    fn ask_permission(self) -> Option<js_sys::Promise> {
        if self.region.get_untracked() != Region::Custom {
            return None;
        }
        let pattern = self
            .api_address
            .with_untracked(|address| pattern_of(address))?;
        Some(request_permission(&pattern))
    }

    fn connect(self) {
        if self.doing.get_untracked().is_some() || self.tested.with_untracked(Option::is_none) {
            return;
        }
        self.failure.set(None);
        self.doing.set(Some("Connecting…"));
        spawn_local(async move {
            let answer = ask(Request::Connect { form: self.read() }).await;
            // The form may be gone by now: connected in another tab.
            self.doing.set(None);
            match answer {
                Ok(Response::Options { view }) => {
                    if let Some(input) = key_field() {
                        input.set_value("");
                    }
                    self.page.take(view);
                }
                Ok(_) => self.refused(Failure::Internal),
                Err(failure) => self.refused(failure),
            }
        });
    }

    fn refused(self, failure: Failure) {
        self.tested.set(None);
        self.failure.set(Some(failure));
    }

    /// The message of a failure that belongs to this field.
    fn field_error(self, field: &'static str) -> Option<String> {
        self.failure.with(|failure| match failure {
            Some(Failure::BadForm { field: named, text }) if named == field => Some(text.clone()),
            _ => None,
        })
    }

    pub(super) fn use_region(self, region: Region) {
        self.edited();
        self.region.set(region);
        self.test();
    }

    pub(super) fn use_subdomain(self, found: String) {
        self.edited();
        self.subdomain.set(found);
        self.test();
    }
}

/// The match pattern of an address as typed; `None` where the engine is about to refuse it anyway.
fn pattern_of(address: &str) -> Option<String> {
    let (scheme, rest) = address.trim().split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let host = rest
        .split([':', '/', '?', '#'])
        .next()
        .filter(|host| !host.is_empty())?;
    matches!(scheme.as_str(), "http" | "https").then(|| format!("{scheme}://{host}/*"))
}

fn no_permission() -> Failure {
    Failure::BadForm {
        field: "api_address".to_owned(),
        text: "The browser didn’t let Gluepane reach this address. Test again, and allow it."
            .to_owned(),
    }
}

/// The key's own field, while the form is there.
fn key_field() -> Option<HtmlInputElement> {
    document().get_element_by_id("api_key")?.dyn_into().ok()
}

/// The card with the form.
pub(super) fn draw(state: State) -> El {
    let (subdomain, region, api_address) = state
        .view
        .with_untracked(|view| {
            view.as_ref().map(|view| {
                (
                    view.subdomain.clone(),
                    view.region,
                    view.api_address.clone(),
                )
            })
        })
        .unwrap_or((String::new(), Region::Us, String::new()));
    let form = Form {
        page: state,
        subdomain: RwSignal::new(subdomain),
        region: RwSignal::new(region),
        api_address: RwSignal::new(api_address),
        tested: RwSignal::new(None),
        failure: RwSignal::new(None),
        doing: RwSignal::new(None),
        edits: RwSignal::new(0),
    };
    let subdomain = Field {
        name: "subdomain",
        label: "Subdomain",
        hint: "Your IT Glue web address, such as https://company.itglue.com, or just its first part.",
    };
    let drawn = el("form")
        .attr("autocomplete", "off")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            if form.tested.with_untracked(Option::is_some) {
                form.connect()
            } else {
                form.test()
            }
        })
        .children(subdomain.draw(form, text_field(form, form.subdomain)))
        .child(el("label").attr("for", "region").text("Region"))
        .child(regions(form))
        .live(move || {
            (form.region.get() == Region::Custom).then(|| {
                let field = Field {
                    name: "api_address",
                    label: "API address",
                    hint: "HTTPS, or HTTP on this computer. For a proxy or a simulator.",
                };
                View::from(Vec::from(field.draw(form, text_field(form, form.api_address))))
            })
        })
        .children(
            Field {
                name: "api_key",
                label: "API key",
                hint: "Made in IT Glue under Account > Settings > API Keys, which shows it only once. Gluepane keeps it until the browser closes and never shows it again. The test reads one password record to learn what the key may do, and drops its value unread.",
            }
            .draw(
                form,
                el("input")
                    .attr("type", "password")
                    .on("input", move |_| form.edited()),
            ),
        )
        .children(outcome::draw(form))
        .child(buttons(form));
    el("section")
        .class("card")
        .attr("aria-labelledby", "connect-title")
        .child(card_title("connect-title", "Connect to IT Glue"))
        .child(
            el("p")
                .class("lead")
                .text("Gluepane talks to IT Glue and to nothing else. Connect it with an API key."),
        )
        .child(drawn)
}

fn regions(form: Form) -> El {
    let key_of = |region: Region| {
        let found = REGIONS.iter().find(|(one, ..)| *one == region);
        found.map_or("", |(_, key, _)| *key).to_owned()
    };
    choice(
        REGIONS.map(|(_, key, name)| (key.to_owned(), name.to_owned())),
        move || key_of(form.region.get()),
        move |chosen| {
            if let Some((region, ..)) = REGIONS.iter().find(|(_, key, _)| *key == chosen) {
                form.edited();
                form.region.set(*region);
            }
        },
    )
    .id("region")
}

fn buttons(form: Form) -> El {
    let is_busy = move || form.doing.with(Option::is_some);
    let is_tested = move || form.tested.with(Option::is_some);
    el("div")
        .class("btns")
        .child(
            button("btn", "Test connection", move |_| form.test())
                .id("test")
                .live_class("p", move || !is_tested())
                .live_attr("aria-disabled", move || is_busy().then_some("true")),
        )
        .child(
            button("btn", "Connect", move |_| form.connect())
                .id("connect")
                .live_class("p", is_tested)
                .live_flag("disabled", move || !is_tested() || is_busy()),
        )
        .child(
            el("span")
                .class("doing")
                .attr("role", "status")
                .live_text(move || form.doing.get().unwrap_or_default()),
        )
}

fn text_field(form: Form, held: RwSignal<String>) -> El {
    el("input")
        .attr("type", "text")
        .attr("autocapitalize", "none")
        .live_prop("value", move || held.get())
        .on("input", move |event| {
            form.edited();
            held.set(value(&event));
        })
}

/// A field's label, its hint, and the place for what is wrong with it.
struct Field {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
}

impl Field {
    fn draw(self, form: Form, input: El) -> [El; 4] {
        let Self { name, label, hint } = self;
        let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
        [
            el("label").attr("for", name).text(label),
            input
                .id(name)
                .class("in")
                .attr("autocomplete", "off")
                .attr("spellcheck", "false")
                .attr("aria-describedby", &format!("{hint_id} {error_id}"))
                .live_attr("aria-invalid", move || {
                    form.field_error(name).map(|_| "true")
                }),
            el("p").class("hint").id(&hint_id).text(hint),
            el("p")
                .class("field-error")
                .id(&error_id)
                .attr("role", "alert")
                .live_text(move || form.field_error(name).unwrap_or_default()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::pattern_of;

    #[test]
    fn an_address_is_asked_for_without_its_port() {
        assert_eq!(
            pattern_of(" HTTP://127.0.0.1:4100/ ").as_deref(),
            Some("http://127.0.0.1/*")
        );
        assert_eq!(
            pattern_of("https://proxy.example").as_deref(),
            Some("https://proxy.example/*")
        );
        assert_eq!(pattern_of("proxy.example"), None);
    }
}
