//! Links by hand: accepting, undoing, and *Change Match*.
//!
//! Shape: a choice holds for its view at once, and is remembered as a link where the page names its client (or device) in
//! a trusted place. Links of one identity are one record, written whole; memory is changed first, so that two choices at
//! once both stand in what is written last, and is put back if the store refuses.
//! Errors: a store that refuses a new link leaves the choice for its view and says so; one that refuses an *Undo* leaves
//! everything as it was.

use super::connection::Connection;
use super::memory::{Resolved, Sight, TabState};
use super::records::links_key;
use super::{Engine, Ports, Shelf};
use crate::links::{ClientLink, DeviceLink, Evidence, Former, LinkKey, Links};
use crate::matching::is_active;
use crate::page::Context;
use gluepane_itglue::{Configuration, ConfigurationId as RowId, OrganizationId as OwnerId};
use gluepane_protocol::{ByHand, ConfigurationId, Event, Failure, OrganizationId, Revision};
use gluepane_wire::Tree;
use std::rc::Rc;

/// Links in memory.
pub(super) struct HeldLinks {
    /// Whose they are.
    identity: String,
    /// What is stored can't be read: it is left as it is, and nothing can be added.
    is_unreadable: bool,
    links: Rc<Links>,
}

/// The configurations of an organization, as they were read for a tab's sight.
pub(super) struct HeldRows {
    /// Which connection read them: [`Connection::nonce`].
    pub(super) nonce: String,
    pub(super) organization: OwnerId,
    /// For which sight.
    pub(super) context: Context,
    /// When, in milliseconds since the Unix epoch.
    pub(super) at_ms: u64,
    pub(super) rows: Vec<Configuration>,
    /// These are all, without gaps: else no name and no value is sure.
    pub(super) is_whole: bool,
}

impl<P: Ports> Engine<P> {
    /// The identity's links. A record that makes no sense counts as none, and stays.
    pub(super) async fn links(&self, connection: &Connection) -> Result<Rc<Links>, Failure> {
        if let Some(links) = self.held_links(connection) {
            return Ok(links);
        }
        let key = links_key(&connection.identity);
        let text = self.ports.read(Shelf::Disk, &key).await?;
        // EXPOSE: links hold names and ids; every stored text is held as a secret.
        let stored = text.map(|text| Tree::read::<Links>(text.expose()));
        let (is_unreadable, links) = match stored {
            None => (false, Links::default()),
            Some(Ok(links)) => (false, links),
            Some(Err(_)) => (true, Links::default()),
        };
        // Two requests may read at once; what the first has changed since stays.
        if let Some(links) = self.held_links(connection) {
            return Ok(links);
        }
        let links = Rc::new(links);
        self.memory.borrow_mut().links = Some(HeldLinks {
            identity: connection.identity.clone(),
            is_unreadable,
            links: links.clone(),
        });
        Ok(links)
    }

    fn held_links(&self, connection: &Connection) -> Option<Rc<Links>> {
        let memory = self.memory.borrow();
        let held = memory.links.as_ref()?;
        (held.identity == connection.identity).then(|| held.links.clone())
    }

    /// Changes a link, if the page names what it stands under, and turns the other tabs that it concerns. `false` where
    /// there is nothing to remember.
    async fn keep_link(
        &self,
        connection: &Connection,
        tab: i64,
        context: &Context,
        next: Option<Former>,
    ) -> Result<bool, Failure> {
        let Some(next) = next else { return Ok(false) };
        self.change_links(connection, next).await?;
        self.turn_others(tab, context).await;
        Ok(true)
    }

    /// Changes one link and writes all. Put back in memory if the store refuses.
    async fn change_links(&self, connection: &Connection, next: Former) -> Result<(), Failure> {
        self.links(connection).await?;
        let former = self.replace_link(connection, next)?;
        let key = links_key(&connection.identity);
        loop {
            let links = self.held_links(connection).ok_or(Failure::Outdated)?;
            if let Err(failure) = self.save(Shelf::Disk, &key, &*links).await {
                self.replace_link(connection, former)?;
                return Err(failure);
            }
            // Another choice came in between: what is written last must hold both.
            let now = self.held_links(connection);
            if now.is_none_or(|now| now.version == links.version) {
                return Ok(());
            }
        }
    }

    fn replace_link(&self, connection: &Connection, next: Former) -> Result<Former, Failure> {
        let mut memory = self.memory.borrow_mut();
        let held = memory.links.as_mut();
        let held = held
            .filter(|held| held.identity == connection.identity)
            .ok_or(Failure::Outdated)?;
        if held.is_unreadable {
            return Err(Failure::Store {
                detail: "the links there can’t be read".to_owned(),
            });
        }
        let now_ms = self.ports.now_ms();
        Ok(Rc::make_mut(&mut held.links).replace(next, now_ms))
    }

    /// Accepts an organization for what the tab shows: for this view at once, and for the client where the page names it.
    pub(super) async fn choose(
        &self,
        tab: i64,
        revision: Revision,
        organization: OrganizationId,
    ) -> Result<(), Failure> {
        let connection = self.connection()?;
        self.context_at(tab, revision).await?;
        self.links(&connection).await?;
        let index = self.index(&connection).await?;
        let row = index
            .get(OwnerId(organization.0))
            .ok_or(Failure::NotFound)?;
        self.is_current(&connection, tab, revision)?;
        let (state, context) = self.context_at(tab, revision).await?;
        let link = LinkKey::of_client(&context).map(|key| ClientLink {
            organization: row.id,
            organization_name: row.name.clone(),
            client_name: context.client_names.first().cloned().unwrap_or_default(),
            at_ms: self.ports.now_ms(),
            overruled: overruled(&connection, &state, organization.0, |known| &known.evidence),
            key,
        });
        let next = link.map(|link| Former::Client(link.key.clone(), Some(link)));
        let kept = self.keep_link(&connection, tab, &context, next).await;
        let turned = self
            .turn(&connection, tab, revision, &mut |state| {
                if state.chosen_by(&connection) != Some(organization) {
                    state.chosen_configuration = None;
                }
                state.chosen = Some(organization);
                state.chosen_by = Some(connection.identity.clone());
            })
            .await;
        said(kept, turned)
    }

    /// *Undo*: takes a choice back, and the link that was remembered for it.
    pub(super) async fn unchoose(&self, tab: i64, revision: Revision) -> Result<(), Failure> {
        let connection = self.connection()?;
        let (state, context) = self.context_at(tab, revision).await?;
        let links = self.links(&connection).await?;
        self.is_current(&connection, tab, revision)?;
        let link = LinkKey::of_client(&context).and_then(|key| links.client(&key).cloned());
        // A choice that could not be remembered goes alone: the link before it was not what was shown.
        let link = link.filter(|link| {
            state
                .chosen_by(&connection)
                .is_none_or(|chosen| chosen.0 == link.organization.0)
        });
        let next = link.map(|link| Former::Client(link.key, None));
        self.keep_link(&connection, tab, &context, next).await?;
        self.turn(&connection, tab, revision, &mut |state| {
            state.chosen = None;
            state.chosen_configuration = None;
        })
        .await
    }

    /// *Change Match* and its *Cancel*: candidates instead of what is linked, and back.
    pub(super) async fn change_match(
        &self,
        tab: i64,
        revision: Revision,
        is_changing: bool,
    ) -> Result<(), Failure> {
        let connection = self.connection()?;
        if is_changing {
            self.linked_at(tab, revision).await?;
        }
        let (state, _) = self.context_at(tab, revision).await?;
        if state.is_changing == is_changing {
            return Ok(());
        }
        let mut known = state.resolved;
        self.turn(&connection, tab, revision, &mut |state| {
            state.is_changing = is_changing;
            // What the sight came to is still true; it is only not shown.
            state.resolved = known.take();
        })
        .await
    }

    /// *Match*: accepts a configuration of the linked organization for the device on the page.
    pub(super) async fn choose_configuration(
        &self,
        tab: i64,
        revision: Revision,
        configuration: ConfigurationId,
    ) -> Result<(), Failure> {
        let connection = self.connection()?;
        let linked = self.linked_at(tab, revision).await?;
        let owner = OwnerId(linked.organization.id.0);
        self.links(&connection).await?;
        let (_, context) = self.context_at(tab, revision).await?;
        let held = self
            .rows_of(&connection, tab, &context, owner, true)
            .await?;
        self.is_current(&connection, tab, revision)?;
        let row = held
            .rows
            .iter()
            .find(|row| row.id.0 == configuration.0)
            .ok_or(Failure::NotFound)?;
        let (state, context) = self.context_at(tab, revision).await?;
        // One that is no longer in use may be looked at, but is no link for the next time.
        let key = LinkKey::of_device(&context).filter(|_| is_active(row));
        let link = key.map(|key| DeviceLink {
            organization: owner,
            configuration: RowId(configuration.0),
            configuration_name: row.name.clone(),
            at_ms: self.ports.now_ms(),
            overruled: overruled(&connection, &state, configuration.0, |known| {
                &known.device_evidence
            }),
            key,
        });
        let next = link.map(|link| Former::Device(link.key.clone(), Some(link)));
        let kept = self.keep_link(&connection, tab, &context, next).await;
        let turned = self
            .turn(&connection, tab, revision, &mut |state| {
                // What another account chose before goes with it.
                state.chosen = state.chosen_by(&connection);
                state.chosen_configuration = Some(configuration);
                state.chosen_by = Some(connection.identity.clone());
            })
            .await;
        said(kept, turned)
    }

    /// *Undo* for a configuration.
    pub(super) async fn unchoose_configuration(
        &self,
        tab: i64,
        revision: Revision,
    ) -> Result<(), Failure> {
        let connection = self.connection()?;
        let (state, context) = self.context_at(tab, revision).await?;
        let links = self.links(&connection).await?;
        self.is_current(&connection, tab, revision)?;
        let link = LinkKey::of_device(&context).and_then(|key| links.device(&key).cloned());
        let link = link.filter(|link| {
            state
                .configuration_by(&connection)
                .is_none_or(|chosen| chosen.0 == link.configuration.0)
        });
        let next = link.map(|link| Former::Device(link.key, None));
        self.keep_link(&connection, tab, &context, next).await?;
        self.turn(&connection, tab, revision, &mut |state| {
            state.chosen_configuration = None;
        })
        .await
    }

    /// What a tab shows under a revision, if it is about something.
    pub(super) async fn context_at(
        &self,
        tab: i64,
        revision: Revision,
    ) -> Result<(TabState, Context), Failure> {
        let state = self.tab_at(tab, revision).await?;
        match &state.sight {
            Sight::About(context) => {
                let context = Context::clone(context);
                Ok((state, context))
            }
            Sight::Nothing | Sight::Loading => Err(Failure::Refused),
        }
    }

    /// A tab's next revision after an act of the technician's: what was shown before can't be acted on any more.
    async fn turn(
        &self,
        connection: &Rc<Connection>,
        tab: i64,
        revision: Revision,
        change: &mut dyn FnMut(&mut TabState),
    ) -> Result<(), Failure> {
        self.is_connected(connection)?;
        let (mut state, _) = self.context_at(tab, revision).await?;
        state.revision = Revision(revision.0 + 1);
        state.is_changing = false;
        state.resolved = None;
        change(&mut state);
        let next = state.revision;
        // A full store loses the choice when the worker is killed, no more.
        let _ = self.set_tab_state(tab, state).await;
        self.tell(&Event::ContextChanged {
            tab,
            revision: next,
        });
        Ok(())
    }

    /// Tabs that are awake and about the same client or device: a link that changed changes them. Those that sleep find
    /// another [`Links::version`] than they were resolved under.
    async fn turn_others(&self, tab: i64, context: &Context) {
        let keys = [LinkKey::of_client(context), LinkKey::of_device(context)];
        let is_alike = |other: &Context| {
            let others = [LinkKey::of_client(other), LinkKey::of_device(other)];
            let mut pairs = keys.iter().zip(&others);
            pairs.any(|(key, other)| key.is_some() && key == other)
        };
        let mut turned = Vec::new();
        for (id, state) in self.memory.borrow_mut().tabs.iter_mut() {
            let is_meant = matches!(&state.sight, Sight::About(other) if is_alike(other));
            if *id != tab && is_meant {
                state.revision = Revision(state.revision.0 + 1);
                state.is_changing = false;
                state.resolved = None;
                turned.push((*id, state.revision));
            }
        }
        for (tab, revision) in turned {
            self.tell(&Event::ContextChanged { tab, revision });
            // A full store costs a second question to IT Glue later, no more.
            let _ = self.keep_tab_state(tab).await;
        }
    }

    /// Forgets what was read for a closed tab.
    pub(super) fn forget_rows(&self, tab: i64) {
        let mut memory = self.memory.borrow_mut();
        memory.rows.remove(&tab);
        memory.asked_ms.remove(&tab);
    }
}

/// What to tell of a choice: a store that failed first; and a page that moved on while a link was being kept takes nothing
/// of that back.
fn said(kept: Result<bool, Failure>, turned: Result<(), Failure>) -> Result<(), Failure> {
    match (kept, turned) {
        (Ok(true), Err(Failure::Outdated)) => Ok(()),
        (Ok(_), turned) => turned,
        (Err(failure), _) => Err(failure),
    }
}

/// What pointed elsewhere when something was accepted.
fn overruled(
    connection: &Connection,
    state: &TabState,
    target: u64,
    of: fn(&Resolved) -> &[Evidence],
) -> Vec<Evidence> {
    let known = state
        .resolved
        .as_ref()
        .filter(|known| known.nonce == connection.nonce);
    let evidence = known.map(of).unwrap_or_default();
    let elsewhere = evidence.iter().filter(|one| one.target != target);
    elsewhere.cloned().collect()
}

/// How much of a choice stays: remembered if the link that is kept says the same.
pub(super) fn by_hand(chosen: Option<u64>, linked: Option<u64>, shown: u64) -> ByHand {
    match (chosen, linked) {
        (_, Some(linked)) if linked == shown => ByHand::Remembered,
        (Some(_), _) => ByHand::ThisView,
        (None, _) => ByHand::No,
    }
}
