//! What the engine knows while it is awake: a copy of the stores.

use super::connection::Connection;
use super::index::{Index, Reading};
use super::links::{HeldLinks, HeldRows};
use super::page_frames::PageFrames;
use super::records::{
    BUDGET, CLIPBOARD, CONNECTION, ClipboardRecord, FRAMES, FramesRecord, HOSTS, HostsRecord,
    PANELS, PINS, PinsRecord, REFUSED, SHORTCUTS, Seat, ShortcutsRecord,
};
use super::standing::Refusal;
use super::{Engine, Ports, Shelf};
use crate::links::Evidence;
use crate::order::Table;
use crate::page::Context;
use gluepane_itglue::Stop;
use gluepane_protocol::{ConfigurationId, Event, Failure, OrganizationId, PanelState, Revision};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use std::task::Waker;

/// A copy of the stores.
#[derive(Default)]
pub(super) struct Memory {
    /// The stores have been read since the last wake.
    pub(super) is_awake: bool,
    /// The connection, while there is one.
    pub(super) connection: Option<Rc<Connection>>,
    /// Enabled hosts.
    pub(super) hosts: HostsRecord,
    /// Tabs that were asked about since the last wake.
    pub(super) tabs: Table<i64, TabState>,
    /// What the pages' frames last said, by tab.
    pub(super) pages: Table<i64, PageFrames>,
    /// The frames that panels were last heard from, by tab.
    pub(super) panels: Table<i64, i64>,
    /// Clients that panels stay with.
    pub(super) pins: PinsRecord,
    /// What is wrong with the panel's frame, by tab.
    pub(super) frames: FramesRecord,
    /// Tabs with a frame whose panel has not been heard from since the page loaded.
    pub(super) unheard: Table<i64, ()>,
    /// The panel's shortcuts that were changed.
    pub(super) shortcuts: ShortcutsRecord,
    /// What we put on the clipboard.
    pub(super) clipboard: Option<ClipboardRecord>,
    /// The connection's organizations.
    pub(super) index: Option<Rc<Index>>,
    /// Why IT Glue no longer takes the connection.
    pub(super) refused: Option<Refusal>,
    /// It has taken it since that was last looked at.
    pub(super) was_taken: bool,
    /// The links of the identity that was asked about last.
    pub(super) links: Option<HeldLinks>,
    /// The configurations that were read last for a tab; of a few tabs.
    pub(super) rows: Table<i64, Rc<HeldRows>>,
    /// When each tab's sights were last asked about, in milliseconds since the Unix epoch.
    pub(super) asked_ms: Table<i64, Vec<u64>>,
    /// The organizations, as far as they have been read since somebody first needed them.
    pub(super) reading: Option<Reading>,
    /// Who does something for a tab that is worth doing only while the tab stays as it is.
    pub(super) waiting: Vec<(i64, Waker)>,
    /// Ends the check of the account that is under way.
    pub(super) check: Option<Rc<Stop>>,
    /// When pages were last told of requests.
    pub(super) budget_told_ms: u64,
}

/// What a tab shows.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) enum Sight {
    /// A page of an enabled host that has not been read yet.
    Loading,
    /// Neither a client nor a device.
    Nothing,
    /// A client or a device.
    About(Box<Context>),
}

/// What a tab shows, and what that came to.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct TabState {
    /// Grows with every change of `sight` or `chosen`.
    pub(super) revision: Revision,
    pub(super) sight: Sight,
    /// Chosen by hand, for as long as the sight stays.
    pub(super) chosen: Option<OrganizationId>,
    /// The configuration chosen by hand, likewise.
    pub(super) chosen_configuration: Option<ConfigurationId>,
    /// Who chose: an id means nothing in another account.
    pub(super) chosen_by: Option<String>,
    /// *Change Match* was pressed: candidates are shown instead of what the sight came to.
    pub(super) is_changing: bool,
    /// What the sight came to.
    pub(super) resolved: Option<Resolved>,
}

impl TabState {
    /// A sight of which nothing is known yet.
    pub(super) fn new(revision: Revision, sight: Sight) -> Self {
        Self {
            revision,
            sight,
            chosen: None,
            chosen_configuration: None,
            chosen_by: None,
            is_changing: false,
            resolved: None,
        }
    }

    /// The organization chosen by hand, if this identity chose it.
    pub(super) fn chosen_by(&self, connection: &Connection) -> Option<OrganizationId> {
        self.chosen.filter(|_| self.is_chosen_by(connection))
    }

    /// The configuration chosen by hand, if this identity chose it.
    pub(super) fn configuration_by(&self, connection: &Connection) -> Option<ConfigurationId> {
        self.chosen_configuration
            .filter(|_| self.is_chosen_by(connection))
    }

    fn is_chosen_by(&self, connection: &Connection) -> bool {
        self.chosen_by.as_deref() == Some(connection.identity.as_str())
    }
}

/// What a sight came to. Kept so that a killed worker and a second look ask IT Glue for nothing.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Resolved {
    /// Which connection it was asked with: [`Connection::nonce`].
    pub(super) nonce: String,
    /// When, in milliseconds since the Unix epoch.
    pub(super) at_ms: u64,
    /// `Linked` or `Choose`.
    pub(super) state: PanelState,
    /// Under which links: [`crate::links::Links::version`].
    pub(super) links: u64,
    /// What on the page points to an organization.
    pub(super) evidence: Vec<Evidence>,
    /// What on the page points to a configuration of the linked organization.
    pub(super) device_evidence: Vec<Evidence>,
}

impl<P: Ports> Engine<P> {
    /// Reads the stores, if that has not been done since the last wake.
    pub(super) async fn wake(&self) -> Result<(), Failure> {
        if self.memory.borrow().is_awake {
            return Ok(());
        }
        self.check_schema().await?;
        let hosts = self.load(Shelf::Disk, HOSTS).await?.unwrap_or_default();
        let connection = match self.load(Shelf::Session, CONNECTION).await? {
            Some(record) => self.revive(record).await?,
            None => None,
        };
        let refused = self.load(Shelf::Session, REFUSED).await?;
        let clipboard = self.load(Shelf::Session, CLIPBOARD).await?;
        let panels = self.load(Shelf::Session, PANELS).await?.unwrap_or_default();
        let pins = self.load(Shelf::Session, PINS).await?.unwrap_or_default();
        let frames = self.load(Shelf::Session, FRAMES).await?.unwrap_or_default();
        let budget = self.load_numbers(Shelf::Session, BUDGET).await?;
        let shortcuts = self.load(Shelf::Disk, SHORTCUTS).await?.unwrap_or_default();
        let mut memory = self.memory.borrow_mut();
        // Two requests may wake the engine at once; what the first has changed since stays.
        if !memory.is_awake {
            memory.is_awake = true;
            memory.hosts = hosts;
            memory.connection = connection.map(Rc::new);
            memory.refused = refused;
            memory.clipboard = clipboard;
            memory.panels = panels;
            memory.pins = pins;
            memory.frames = frames;
            memory.shortcuts = shortcuts;
            self.gate.resume(&budget);
        }
        Ok(())
    }

    /// Remembers where a panel is, for [`Engine::tell`].
    pub(super) async fn remember_panel(&self, tab: i64, frame: i64) {
        if self.memory.borrow_mut().panels.insert(tab, frame) != Some(frame) {
            self.keep_panels().await;
        }
    }

    /// A full store: after a kill these panels ask only when somebody touches them.
    async fn keep_panels(&self) {
        let panels = self.memory.borrow().panels.clone();
        let _ = self.save(Shelf::Session, PANELS, &panels).await;
    }

    /// Tells every page of ours that it concerns.
    pub(super) fn tell(&self, event: &Event) {
        self.ports.tell_pages(event);
        let of_tab = match event {
            Event::ContextChanged { tab, .. } | Event::PanelChanged { tab } => Some(*tab),
            Event::ClipboardChanged
            | Event::ConnectionChanged
            | Event::HostsChanged
            | Event::PinsChanged
            | Event::BudgetChanged
            | Event::CheckProgressed { .. }
            | Event::ShortcutsChanged => None,
        };
        let memory = self.memory.borrow();
        // Of a pinned client the panel that it is pinned in is told, if it stands in a tab.
        let of_tab = match of_tab.and_then(|tab| memory.pins.seat_of(tab)) {
            Some(Seat::Tab(tab)) => Some(tab),
            Some(Seat::Window(_) | Seat::PopOut { .. }) | None => of_tab,
        };
        for (tab, frame) in &memory.panels {
            if of_tab.is_none_or(|of_tab| of_tab == *tab) {
                self.ports.tell_panel(*tab, *frame, event);
            }
        }
    }

    /// A tab's state: from memory, else from the session, else none.
    pub(super) async fn tab_state(&self, tab: i64) -> Result<Option<TabState>, Failure> {
        if let Some(state) = self.memory.borrow().tabs.get(&tab) {
            return Ok(Some(state.clone()));
        }
        let stored: Option<TabState> = self.load(Shelf::Session, &tab_key(tab)).await?;
        let mut memory = self.memory.borrow_mut();
        if let (Some(stored), None) = (stored, memory.tabs.get(&tab)) {
            memory.tabs.insert(tab, stored);
        }
        Ok(memory.tabs.get(&tab).cloned())
    }

    /// Replaces a tab's state, in memory at once and then in the session.
    pub(super) async fn set_tab_state(&self, tab: i64, state: TabState) -> Result<(), Failure> {
        self.memory.borrow_mut().tabs.insert(tab, state);
        self.wake_waiting(Some(tab));
        self.keep_tab_state(tab).await
    }

    /// Writes a tab's present state to the session. One that can't be written leaves none rather than a former one.
    pub(super) async fn keep_tab_state(&self, tab: i64) -> Result<(), Failure> {
        let state = self.memory.borrow().tabs.get(&tab).cloned();
        match state {
            Some(state) => {
                let kept = self.save(Shelf::Session, &tab_key(tab), &state).await;
                if kept.is_err() {
                    self.discard(Shelf::Session, &tab_key(tab)).await?;
                }
                kept
            }
            None => Ok(()),
        }
    }

    /// Keeps what a sight came to, if the tab still shows it.
    pub(super) async fn set_resolved(
        &self,
        tab: i64,
        revision: Revision,
        resolved: Resolved,
    ) -> Result<(), Failure> {
        {
            let mut memory = self.memory.borrow_mut();
            let state = memory
                .tabs
                .get_mut(&tab)
                .filter(|state| state.revision == revision);
            state.ok_or(Failure::Outdated)?.resolved = Some(resolved);
        }
        // A full store costs a second question to IT Glue later, no more.
        let _ = self.keep_tab_state(tab).await;
        Ok(())
    }

    /// Forgets a tab of our own making, whose id never comes back.
    pub(super) async fn forget_state(&self, tab: i64) -> Result<(), Failure> {
        self.memory.borrow_mut().tabs.remove(&tab);
        self.discard(Shelf::Session, &tab_key(tab)).await
    }

    /// Forgets a closed tab, all but its revision: should the id ever come back, its revisions go on from there. What was
    /// pinned in it ends, and so does a window of its own.
    pub(super) async fn forget_tab(&self, tab: i64) -> Result<(), Failure> {
        self.forget_frame(tab).await;
        self.end_pins(&|pin| match &pin.seat {
            Seat::Tab(of) => *of == tab,
            Seat::PopOut { tab: of, .. } => *of == Some(tab),
            Seat::Window(_) => false,
        })
        .await?;
        if self.memory.borrow_mut().panels.remove(&tab).is_some() {
            self.keep_panels().await;
        }
        self.forget_page(tab).await;
        self.memory.borrow_mut().pages.remove(&tab);
        let Some(TabState { revision, .. }) = self.tab_state(tab).await? else {
            return Ok(());
        };
        self.memory.borrow_mut().tabs.remove(&tab);
        self.wake_waiting(Some(tab));
        self.forget_rows(tab);
        let left = TabState::new(Revision(revision.0 + 1), Sight::Nothing);
        self.save(Shelf::Session, &tab_key(tab), &left).await
    }

    /// The tab's state under the revision that a request names.
    pub(super) async fn tab_at(&self, tab: i64, revision: Revision) -> Result<TabState, Failure> {
        let state = self
            .tab_state(tab)
            .await?
            .filter(|state| state.revision == revision);
        state.ok_or(Failure::Outdated)
    }

    /// The connection, or the failure that leads to the options page.
    pub(super) fn connection(&self) -> Result<Rc<Connection>, Failure> {
        self.memory
            .borrow()
            .connection
            .clone()
            .ok_or(Failure::NotConnected)
    }

    /// The connection is still the same.
    pub(super) fn is_connected(&self, connection: &Rc<Connection>) -> Result<(), Failure> {
        let memory = self.memory.borrow();
        let is_same = memory
            .connection
            .as_ref()
            .is_some_and(|now| Rc::ptr_eq(now, connection));
        if is_same {
            Ok(())
        } else {
            Err(Failure::Outdated)
        }
    }

    /// The tab is still at this revision.
    pub(super) fn is_at(&self, tab: i64, revision: Revision) -> Result<(), Failure> {
        let is_same = self
            .memory
            .borrow()
            .tabs
            .get(&tab)
            .is_some_and(|state| state.revision == revision);
        if is_same {
            Ok(())
        } else {
            Err(Failure::Outdated)
        }
    }

    /// Nothing has come in between: same connection, same revision.
    pub(super) fn is_current(
        &self,
        connection: &Rc<Connection>,
        tab: i64,
        revision: Revision,
    ) -> Result<(), Failure> {
        self.is_connected(connection)?;
        self.is_at(tab, revision)
    }
}

fn tab_key(tab: i64) -> String {
    format!("tab:{tab}")
}
