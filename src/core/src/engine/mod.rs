//! The use cases: every request of a page comes in here, with who asks it, and leaves as a response or a failure.
//!
//! The engine is a function of its stores. It may be killed at any instant and comes back from them alone: what is in
//! [`memory`] is a copy, read at the first request after a wake.
//!
//! Invariant: no borrow of the memory is held across an await; whatever was awaited, the tab's revision and the
//! connection are compared again before anything is shown or done.

mod caller;
mod clipboard;
mod connecting;
mod connection;
mod devices;
mod grounds;
mod hosts;
mod index;
mod links;
mod memory;
mod observing;
mod opening;
mod page_frames;
mod passwords;
mod ports;
mod records;
mod resolve;
mod view;
mod words;

pub use caller::{Caller, Own, Sender};
pub use ports::{ClipboardError, Clock, Crypto, Effects, Ports, Shelf, Store, StoreError, Tab};

use core::cell::RefCell;
use gluepane_itglue::GlueError;
use gluepane_protocol::{
    Answer, Ask, Failure, PanelView, Place, ReaderAnswer, ReaderAsk, Request, Response,
};
use memory::Memory;

/// The one engine of a running background.
pub struct Engine<P> {
    ports: P,
    memory: RefCell<Memory>,
}

/// What the browser reports besides messages.
#[derive(Clone, PartialEq, Debug)]
pub enum Signal {
    /// The extension was installed or updated, or the browser started.
    Started,
    /// An alarm went off.
    Alarm(String),
    /// The technician granted access to a host (perhaps in a prompt that closed the popup).
    PermissionsAdded,
    /// Access to a host was withdrawn.
    PermissionsRemoved,
    /// A tab was closed.
    TabClosed(i64),
}

impl<P: Ports> Engine<P> {
    /// An engine that has yet to wake.
    pub fn new(ports: P) -> Self {
        Self {
            ports,
            memory: RefCell::new(Memory::default()),
        }
    }

    /// Answers a page of the extension.
    pub async fn handle(&self, caller: &Caller, ask: Ask) -> Answer {
        match self.answer(caller, ask).await {
            Ok(response) => Answer::Ok {
                response: Box::new(response),
            },
            Err(failure) => Answer::Failed { failure },
        }
    }

    async fn answer(&self, caller: &Caller, ask: Ask) -> Result<Response, Failure> {
        if !caller.may(&ask.request) {
            return Err(Failure::Refused);
        }
        self.wake().await?;
        if let Caller::Options = caller {
            return self.answer_options(ask.request).await;
        }
        let tab = self
            .tab_of(caller, ask.place)
            .await
            .ok_or(Failure::Refused)?;
        if let Caller::PanelInTab { tab, frame } = caller {
            self.remember_panel(*tab, *frame).await;
        }
        self.notice_departure(&tab).await?;
        self.answer_panel(&tab, ask.request).await
    }

    async fn answer_options(&self, request: Request) -> Result<Response, Failure> {
        match request {
            Request::TestConnection { form } => return self.test_connection(form).await,
            Request::Connect { form } => self.connect(form).await?,
            Request::Disconnect => self.disconnect().await?,
            Request::SetRevealWithKey { allowed } => self.set_reveal(allowed).await?,
            Request::SetHostProduct { origin, product } => {
                self.set_host_product(&origin, &product).await?
            }
            Request::RemoveHost { origin } => self.remove_host(&origin).await?,
            _ => {}
        }
        Ok(Response::Options {
            view: self.options_view().await?,
        })
    }

    async fn answer_panel(&self, tab: &Tab, request: Request) -> Result<Response, Failure> {
        let done = |()| Response::Done;
        match request {
            Request::View => self.view(tab.id).await.map(panel),
            Request::Passwords { revision } => self
                .password_lists(tab.id, revision)
                .await
                .map(|lists| Response::Passwords { lists }),
            Request::CopyUsername { revision, password } => {
                self.copy_username(tab.id, revision, password).await
            }
            Request::CopyPassword { revision, password } => {
                self.copy_password(tab.id, revision, password).await
            }
            Request::ShowPassword { revision, password } => {
                self.show_password(tab.id, revision, password).await
            }
            Request::ClearClipboard => self.clear_clipboard().await.map(done),
            Request::KeepClipboard => self.keep_clipboard().await.map(done),
            Request::SearchOrganizations { query } => {
                self.search_organizations(tab.id, &query).await
            }
            Request::Choose {
                revision,
                organization,
            } => {
                self.choose(tab.id, revision, organization).await?;
                self.view(tab.id).await.map(panel)
            }
            Request::Unchoose { revision } => {
                self.unchoose(tab.id, revision).await?;
                self.view(tab.id).await.map(panel)
            }
            Request::ChangeMatch { revision } => {
                self.change_match(tab.id, revision, true).await?;
                self.view(tab.id).await.map(panel)
            }
            Request::KeepMatch { revision } => {
                self.change_match(tab.id, revision, false).await?;
                self.view(tab.id).await.map(panel)
            }
            Request::SearchConfigurations { revision, query } => {
                self.search_configurations(tab.id, revision, &query).await
            }
            Request::ChooseConfiguration {
                revision,
                configuration,
            } => {
                self.choose_configuration(tab.id, revision, configuration)
                    .await?;
                self.view(tab.id).await.map(panel)
            }
            Request::UnchooseConfiguration { revision } => {
                self.unchoose_configuration(tab.id, revision).await?;
                self.view(tab.id).await.map(panel)
            }
            Request::Open { revision, target } => {
                self.open(tab.id, revision, target).await.map(done)
            }
            Request::SelectTab { tab: chosen } => self.select_tab(chosen).await.map(done),
            Request::SetCollapsed { collapsed } => {
                self.set_collapsed(tab, collapsed).await.map(done)
            }
            Request::OpenOptions => {
                self.ports.open_options().await;
                Ok(Response::Done)
            }
            Request::Popup => self
                .popup_view(tab)
                .await
                .map(|view| Response::Popup { view }),
            Request::EnableHost { product } => self.enable_host(tab, &product).await.map(done),
            _ => Err(Failure::Internal),
        }
    }

    /// The tab that a panel's request is about. A panel in a page is bound to its own.
    async fn tab_of(&self, caller: &Caller, place: Place) -> Option<Tab> {
        match (caller, place) {
            (Caller::PanelInTab { tab, .. }, _) => {
                Some(self.ports.tab(*tab).await.unwrap_or(Tab {
                    id: *tab,
                    url: None,
                }))
            }
            (Caller::TopPage, Place::Window { window }) => self.ports.active_tab(window).await,
            (Caller::TopPage, Place::Tab { tab }) => self.ports.tab(tab).await,
            _ => None,
        }
    }

    /// Answers a page reader. It learns its plan and nothing else. No answer where the stores can't be read: it will ask
    /// again.
    pub async fn handle_reader(&self, caller: &Caller, ask: ReaderAsk) -> Option<ReaderAnswer> {
        let Caller::Reader { tab, frame, url } = caller else {
            return Some(ReaderAnswer::Refused);
        };
        self.wake().await.ok()?;
        Some(match ask {
            ReaderAsk::Plan => ReaderAnswer::Plan {
                plan: self.plan(*tab, *frame, url).await,
            },
            ReaderAsk::Observe { observation } => {
                self.observe(*tab, *frame, url, &observation).await?
            }
            ReaderAsk::Frame { .. } => ReaderAnswer::Noted,
        })
    }

    /// Takes note of what the browser reports.
    pub async fn signal(&self, signal: Signal) -> Result<(), Failure> {
        self.wake().await?;
        match signal {
            Signal::Started => self.renew_readers().await,
            Signal::Alarm(name) => self.alarm(&name).await,
            Signal::PermissionsAdded => self.permissions_added().await,
            Signal::PermissionsRemoved => self.permissions_removed().await,
            Signal::TabClosed(tab) => self.forget_tab(tab).await,
        }
    }
}

fn panel(view: PanelView) -> Response {
    Response::Panel {
        view: Box::new(view),
    }
}

/// The technician's words for what the client reports, where nothing more is known.
fn failure(error: GlueError, host: &str) -> Failure {
    let host = host.to_owned();
    match error {
        GlueError::Refused { .. } => Failure::NotPermitted,
        GlueError::NotFound => Failure::NotFound,
        GlueError::RateLimited { retry_after_s } => Failure::RateLimited {
            wait_ms: retry_after_s.map(|s| s.saturating_mul(1000)),
        },
        GlueError::ServiceDown { status } => Failure::ServiceDown { status },
        GlueError::Rejected { status } => Failure::Malformed {
            at: format!("HTTP {status}"),
        },
        GlueError::NotItGlue => Failure::NotItGlue { host },
        GlueError::Malformed { at } => Failure::Malformed { at },
        GlueError::Unreachable => Failure::Unreachable { host },
        GlueError::Redirected => Failure::Redirected { host },
    }
}

/// The same for a list that every key may read: refused there, the key itself is no longer good.
fn list_failure(error: GlueError, host: &str) -> Failure {
    match error {
        GlueError::Refused { .. } => Failure::KeyRefused,
        error => failure(error, host),
    }
}

impl From<StoreError> for Failure {
    fn from(StoreError(detail): StoreError) -> Self {
        Failure::Store { detail }
    }
}

#[cfg(test)]
mod tests;
