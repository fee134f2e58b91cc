//! The use cases: every request of a page comes in here, with who asks it, and leaves as a response or a failure.
//!
//! The engine is a function of its stores. It may be killed at any instant and comes back from them alone: what is in
//! [`memory`] is a copy, read at the first request after a wake.
//!
//! Invariant: no borrow of the memory is held across an await; whatever was awaited, the tab's revision and the
//! connection are compared again before anything is shown or done.

mod budget;
mod caller;
mod check;
mod clipboard;
mod connecting;
mod connection;
mod devices;
mod frames;
mod grounds;
mod hosts;
mod index;
mod known;
mod links;
mod memory;
mod observing;
mod opening;
mod page_frames;
mod passwords;
mod pins;
mod ports;
mod records;
mod resolve;
mod shortcuts;
mod standing;
mod view;
mod words;

pub use caller::{Caller, Own, Sender};
pub use page_frames::TOP_FRAME;
pub use ports::{
    Again, ClipboardError, Clock, Crypto, Effects, Ports, Shelf, Store, StoreError, Tab,
};

use core::cell::RefCell;
use gluepane_itglue::{Gate, GlueError};
use gluepane_protocol::{
    Answer, Ask, Failure, FrameLayout, ReaderAnswer, ReaderAsk, Request, Response,
};
use memory::Memory;
use pins::Stand;
use records::Seat;

/// The one engine of a running background.
pub struct Engine<P> {
    ports: P,
    gate: Gate,
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
    /// A browser window was closed.
    WindowClosed(i64),
    /// The browser's command that opens or collapses the panel in this tab.
    TogglePanel(i64),
}

impl<P: Ports> Engine<P> {
    /// An engine that has yet to wake.
    pub fn new(ports: P) -> Self {
        Self {
            ports,
            gate: Gate::default(),
            memory: RefCell::new(Memory::default()),
        }
    }

    /// Answers a page of the extension.
    pub async fn handle(&self, caller: &Caller, ask: Ask) -> Answer {
        let answer = match self.answer(caller, ask).await {
            Ok(response) => Answer::Ok {
                response: Box::new(response),
            },
            Err(failure) => Answer::Failed { failure },
        };
        if let Some(kept) = self.note_standing(&answer) {
            let _ = kept.await;
        }
        answer
    }

    async fn answer(&self, caller: &Caller, ask: Ask) -> Result<Response, Failure> {
        if !caller.may(&ask.request) {
            return Err(Failure::Refused);
        }
        self.wake().await?;
        if let Caller::Options = caller {
            return self.answer_options(ask.request).await;
        }
        let stand = self.stand(caller, ask.place).await?;
        if let Caller::PanelInTab { tab, frame } = caller {
            self.remember_panel(*tab, *frame).await;
            self.heard_panel(*tab).await;
        }
        self.answer_panel(caller, &stand, ask.request).await
    }

    async fn answer_options(&self, request: Request) -> Result<Response, Failure> {
        match request {
            Request::TestConnection { form } => return self.test_connection(form).await,
            Request::CheckAccount => return self.check_account().await,
            Request::CancelCheck => {
                self.end_check(None);
                return Ok(Response::Done);
            }
            Request::Budget => {
                return Ok(Response::Budget {
                    view: self.budget_view(),
                });
            }
            Request::Connect { form } => self.connect(form).await?,
            Request::Disconnect => self.disconnect().await?,
            Request::CheckConnection => self.check_connection().await?,
            Request::SetRevealWithKey { allowed } => self.set_reveal(allowed).await?,
            Request::SetHostProduct { origin, product } => {
                self.set_host_product(&origin, &product).await?
            }
            Request::SetHostPlace { origin, place } => self.set_host_place(&origin, place).await?,
            Request::SetShortcut { shortcut } => self.set_shortcut(shortcut).await?,
            Request::ResetShortcuts => self.reset_shortcuts().await?,
            Request::RemoveHost { origin } => self.remove_host(&origin).await?,
            _ => {}
        }
        Ok(Response::Options {
            view: self.options_view().await?,
        })
    }

    async fn answer_panel(
        &self,
        caller: &Caller,
        stand: &Stand,
        request: Request,
    ) -> Result<Response, Failure> {
        let tab = stand.tab;
        // The tab that the panel shows once the request is done; without it, the answer is `Done`.
        let mut shown = Some(tab);
        match request {
            Request::View => {}
            Request::Choose {
                revision,
                organization,
            } => self.choose(tab, revision, organization).await?,
            Request::Unchoose { revision } => self.unchoose(tab, revision).await?,
            Request::ChangeMatch { revision } => self.change_match(tab, revision, true).await?,
            Request::KeepMatch { revision } => self.change_match(tab, revision, false).await?,
            Request::ChooseConfiguration {
                revision,
                configuration,
            } => {
                self.choose_configuration(tab, revision, configuration)
                    .await?
            }
            Request::UnchooseConfiguration { revision } => {
                self.unchoose_configuration(tab, revision).await?
            }
            Request::Pin { revision } => shown = Some(self.pin(stand, revision).await?),
            Request::Unpin => shown = Some(self.unpin(stand).await?),
            request => {
                if let Some(response) = self.answer_unseen(caller, stand, request).await? {
                    return Ok(response);
                }
                shown = None;
            }
        }
        match shown {
            Some(tab) => Ok(Response::Panel {
                view: Box::new(self.view(tab).await?),
            }),
            None => Ok(Response::Done),
        }
    }

    /// Answers a panel's requests that leave what it shows as it is; `None` where there is nothing to say.
    async fn answer_unseen(
        &self,
        caller: &Caller,
        stand: &Stand,
        request: Request,
    ) -> Result<Option<Response>, Failure> {
        let tab = stand.tab;
        let response = match request {
            Request::Passwords { revision } => Response::Passwords {
                lists: self.password_lists(tab, revision).await?,
            },
            Request::CopyUsername { revision, password } => {
                self.copy_username(tab, revision, password).await?
            }
            Request::CopyPassword { revision, password } => {
                self.copy_password(tab, revision, password).await?
            }
            Request::ShowPassword { revision, password } => {
                self.show_password(tab, revision, password).await?
            }
            Request::SearchOrganizations { query } => {
                self.search_organizations(tab, &query).await?
            }
            Request::SearchConfigurations { revision, query } => {
                self.search_configurations(tab, revision, &query).await?
            }
            Request::Look => Response::Looked {
                // Nothing of a page reaches a document that stands in none.
                clear: match caller {
                    Caller::PanelInTab { tab, frame } => self.ports.look(*tab, *frame).await,
                    _ => true,
                },
            },
            Request::Popup => Response::Popup {
                view: self.popup_view(stand.page()?).await?,
            },
            request => {
                self.act(stand, request).await?;
                return Ok(None);
            }
        };
        Ok(Some(response))
    }

    /// What a panel asks for and needs no answer to.
    async fn act(&self, stand: &Stand, request: Request) -> Result<(), Failure> {
        let tab = stand.tab;
        match request {
            Request::ClearClipboard => self.clear_clipboard().await,
            Request::KeepClipboard => self.keep_clipboard().await,
            Request::Open { revision, target } => self.open(tab, revision, target).await,
            Request::SelectTab { tab: chosen } => self.select_tab(chosen).await,
            Request::SetPlace { place } => self.set_place(stand.page()?.id, place).await,
            Request::PopOut { revision } => self.pop_out(tab, revision).await,
            Request::EnableHost { product } => self.enable_host(stand.page()?, &product).await,
            Request::OpenOptions => {
                self.ports.open_options().await;
                Ok(())
            }
            request => self.lay_out(stand, &request).await,
        }
    }

    /// Another layout of the frame.
    async fn lay_out(&self, stand: &Stand, request: &Request) -> Result<(), Failure> {
        let change: &dyn Fn(&mut FrameLayout) = match request {
            Request::SetCollapsed { collapsed } => &|layout| layout.collapsed = *collapsed,
            Request::SetSide { side } => &|layout| layout.side = *side,
            Request::SetWidth { width } => &|layout| {
                layout.width = (*width).clamp(FrameLayout::MIN_WIDTH, FrameLayout::MAX_WIDTH);
            },
            _ => return Err(Failure::Internal),
        };
        self.change_layout(stand.page()?.id, false, change).await
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
            ReaderAsk::Frame { fact } => {
                if *frame == TOP_FRAME && self.is_enabled(url) {
                    self.note_frame(*tab, fact).await;
                }
                ReaderAnswer::Noted
            }
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
            Signal::WindowClosed(window) => {
                self.end_pins(&|pin| pin.seat == Seat::Window(window)).await
            }
            Signal::TogglePanel(tab) => self.toggle_panel(tab).await,
        }
    }
}

/// The technician's words for what the client reports.
fn failure(error: GlueError, host: &str) -> Failure {
    let host = host.to_owned();
    match error {
        GlueError::KeyRefused => Failure::KeyRefused,
        GlueError::KeyRevoked => Failure::KeyRevoked,
        GlueError::NoPasswordAccess => Failure::NoPasswordAccess,
        GlueError::NotPermitted => Failure::NotPermitted,
        GlueError::AddressNotAllowed => Failure::AddressNotAllowed,
        GlueError::NotEnabled => Failure::NotEnabled,
        GlueError::NotFound => Failure::NotFound,
        GlueError::RateLimited { retry_after_s } => Failure::RateLimited {
            wait_ms: retry_after_s.map(|s| s.saturating_mul(1000)),
        },
        GlueError::ServiceDown { status } => Failure::ServiceDown { status },
        GlueError::Unreachable => Failure::Unreachable { host },
        GlueError::Redirected => Failure::Redirected { host },
        GlueError::SignedOut => Failure::SignedOut,
        GlueError::Rejected { status, messages } => Failure::Rejected {
            status,
            messages: messages.join("; "),
        },
        GlueError::NotItGlue => Failure::NotItGlue { host },
        GlueError::Malformed { at } => Failure::Malformed { at },
        error @ (GlueError::TooLarge | GlueError::TooDeep) => Failure::Malformed {
            at: error.to_string(),
        },
        GlueError::Unconfirmed => Failure::Unconfirmed,
        GlueError::NotAsSent { id, what } => Failure::NotAsSent {
            id: id.to_string(),
            what: what.to_owned(),
        },
    }
}

impl From<StoreError> for Failure {
    fn from(StoreError(detail): StoreError) -> Self {
        Failure::Store { detail }
    }
}

#[cfg(test)]
mod tests;
