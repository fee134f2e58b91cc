//! Connecting with an API key: tested first, kept only then.
//!
//! Invariant: the key lives in its input field alone; it is read from there for each question and never shown again.

use super::State;
use super::outcome::Outcome;
use crate::background::ask;
use crate::browser::request_permission;
use gluepane_protocol::{ConnectionForm, Failure, Region, Request, Response, Secret, TestedView};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

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
    key: NodeRef<html::Input>,
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
            api_key: Secret::new(
                self.key
                    .get_untracked()
                    .map(|input| input.value())
                    .unwrap_or_default(),
            ),
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
            if self.edits.get_untracked() != edits {
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
            let _ = self.doing.try_set(None);
            match answer {
                Ok(Response::Options { view }) => {
                    if let Some(Some(input)) = self.key.try_get_untracked() {
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

/// The card with the form.
#[component]
pub(crate) fn Connecting(state: State) -> impl IntoView {
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
        key: NodeRef::new(),
        tested: RwSignal::new(None),
        failure: RwSignal::new(None),
        doing: RwSignal::new(None),
        edits: RwSignal::new(0),
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if form.tested.with_untracked(Option::is_some) {
            form.connect()
        } else {
            form.test()
        }
    };
    let is_busy = move || form.doing.with(Option::is_some);
    view! {
        <section class="card" aria-labelledby="connect-title">
            <h2 id="connect-title">"Connect to IT Glue"</h2>
            <p class="lead">"Gluepane talks to IT Glue and to nothing else. Connect it with an API key."</p>
            <form on:submit=submit autocomplete="off" novalidate>
                <Field form name="subdomain" label="Subdomain" value=form.subdomain
                    hint="Your IT Glue web address, such as https://company.itglue.com, or just its first part."/>
                <label for="region">"Region"</label>
                <select
                    id="region"
                    class="in"
                    on:change=move |event| {
                        let chosen = event_target_value(&event);
                        if let Some((region, ..)) = REGIONS.iter().find(|(_, key, _)| *key == chosen) {
                            form.edited();
                            form.region.set(*region);
                        }
                    }
                >
                    {REGIONS.into_iter().map(|(region, key, name)| view! {
                        <option value=key prop:selected=move || form.region.get() == region>{name}</option>
                    }).collect_view()}
                </select>
                {move || (form.region.get() == Region::Custom).then(|| view! {
                    <Field form name="api_address" label="API address" value=form.api_address
                        hint="HTTPS, or HTTP on this computer. For a proxy or a simulator."/>
                })}
                <KeyField form/>
                <Outcome form/>
                <div class="btns">
                    <button
                        type="button"
                        class="btn"
                        class:p=move || form.tested.with(Option::is_none)
                        aria-disabled=move || is_busy().then_some("true")
                        on:click=move |_| form.test()
                    >
                        "Test connection"
                    </button>
                    <button
                        type="button"
                        class="btn"
                        class:p=move || form.tested.with(Option::is_some)
                        disabled=move || form.tested.with(Option::is_none) || is_busy()
                        on:click=move |_| form.connect()
                    >
                        "Connect"
                    </button>
                    <span class="doing" role="status">{move || form.doing.get()}</span>
                </div>
            </form>
        </section>
    }
}

/// A field for a line of text.
#[component]
fn Field(
    form: Form,
    name: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    hint: &'static str,
) -> impl IntoView {
    let described_by = format!("{name}-hint {name}-error");
    view! {
        <label for=name>{label}</label>
        <input
            id=name
            class="in"
            type="text"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-describedby=described_by
            aria-invalid=move || form.field_error(name).map(|_| "true")
            prop:value=move || value.get()
            on:input=move |event| { form.edited(); value.set(event_target_value(&event)); }
        />
        <p class="hint" id=format!("{name}-hint")>{hint}</p>
        <p class="field-error" id=format!("{name}-error") role="alert">{move || form.field_error(name)}</p>
    }
}

/// The key's own field.
#[component]
fn KeyField(form: Form) -> impl IntoView {
    view! {
        <label for="api_key">"API key"</label>
        <input
            id="api_key"
            class="in"
            type="password"
            autocomplete="off"
            spellcheck="false"
            aria-describedby="api_key-hint api_key-error"
            aria-invalid=move || form.field_error("api_key").map(|_| "true")
            node_ref=form.key
            on:input=move |_| form.edited()
        />
        <p class="hint" id="api_key-hint">
            "Made in IT Glue under Account > Settings > API Keys, which shows it only once. Gluepane keeps it until the browser closes and never shows it again. The test reads one password record to learn what the key may do, and drops its value unread."
        </p>
        <p class="field-error" id="api_key-error" role="alert">{move || form.field_error("api_key")}</p>
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
