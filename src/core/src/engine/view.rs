//! What the panel of a tab shows.

use super::connection::Connection;
use super::memory::{Resolved, Sight, TabState};
use super::{Engine, Ports};
use gluepane_protocol::{
    ConfigurationState, Failure, LinkedView, OrganizationId, PanelState, PanelView, Revision,
    ToReader,
};
use std::rc::Rc;

impl<P: Ports> Engine<P> {
    /// The panel of a tab. Asks IT Glue if what the tab shows has not been asked yet.
    pub(super) async fn view(&self, tab: i64) -> Result<PanelView, Failure> {
        let (page_tab, pinned) = self.beside(tab).await?;
        let (layout, place) = self.standing_of(page_tab.unwrap_or(tab)).await;
        let tab_state = self.tab_state(tab).await?;
        let revision = tab_state
            .as_ref()
            .map_or(Revision::default(), |state| state.revision);
        let connection = self.memory.borrow().connection.clone();
        let state = match (&connection, &tab_state) {
            (None, _) => PanelState::NotConnected,
            (Some(_), None) => {
                // Lost with a full store: if a reader is there, it tells again.
                self.ports.tell_reader(tab, &ToReader::Renew);
                PanelState::NothingHere
            }
            (Some(connection), Some(state)) => self.state_of(connection, tab, state).await?,
        };
        // Nothing is awaited from here on: what is said together was true together.
        match &connection {
            Some(connection) => self.is_connected(connection)?,
            None if self.memory.borrow().connection.is_some() => return Err(Failure::Outdated),
            None => {}
        }
        if tab_state.is_some() {
            self.is_at(tab, revision)?;
        }
        Ok(PanelView {
            tab,
            revision,
            signed_in: connection.as_ref().map(|connection| connection.signed_in()),
            chosen_tab: connection
                .map(|connection| connection.settings.borrow().chosen_tab)
                .unwrap_or_default(),
            layout,
            page_tab,
            pinned,
            place,
            shortcuts: self.shortcuts(),
            clipboard: self.clipboard_view(),
            state,
        })
    }

    async fn state_of(
        &self,
        connection: &Rc<Connection>,
        tab: i64,
        state: &TabState,
    ) -> Result<PanelState, Failure> {
        let context = match &state.sight {
            Sight::Nothing => return Ok(PanelState::NothingHere),
            Sight::Loading => return Ok(PanelState::Reading),
            Sight::About(context) if !context.is_ready => return Ok(PanelState::Reading),
            Sight::About(context) => context,
        };
        let now_ms = self.ports.now_ms();
        let known = state
            .resolved
            .as_ref()
            .filter(|resolved| resolved.is_fresh(connection, now_ms));
        let found = match known {
            Some(resolved) => resolved.state.clone(),
            None => {
                let asked = self.resolve(connection, context, state).await;
                self.is_current(connection, tab, state.revision)?;
                let found = match asked {
                    Ok(found) => found,
                    Err(failure) => return Ok(PanelState::Failed { failure }),
                };
                let resolved = Resolved {
                    nonce: connection.nonce.clone(),
                    at_ms: now_ms,
                    state: found.clone(),
                };
                self.set_resolved(tab, state.revision, resolved).await?;
                found
            }
        };
        Ok(match found {
            // What may be read is not kept with what was found: it changes by a click in the options.
            PanelState::Linked { linked } => PanelState::Linked {
                linked: LinkedView {
                    values: connection.value_access(),
                    ..linked
                },
            },
            found => found,
        })
    }

    /// What the tab is linked to under this revision; a failure where it isn't.
    pub(super) async fn linked_at(
        &self,
        tab: i64,
        revision: Revision,
    ) -> Result<LinkedView, Failure> {
        let connection = self.connection()?;
        let mut state = self.tab_at(tab, revision).await?;
        let now_ms = self.ports.now_ms();
        if state.resolved.as_ref().is_some_and(|resolved| {
            resolved.nonce == connection.nonce && !resolved.is_fresh(&connection, now_ms)
        }) {
            // Shown too long ago to act on: asked again first.
            self.view(tab).await?;
            state = self.tab_at(tab, revision).await?;
        }
        match state.resolved {
            Some(Resolved {
                nonce,
                state: PanelState::Linked { linked },
                ..
            }) if nonce == connection.nonce => Ok(linked),
            _ => Err(Failure::NotLinked),
        }
    }

    /// Chooses an organization by hand for this view, or takes the choice back. A new revision: what was shown under the
    /// former one can't be acted on any more.
    pub(super) async fn choose(
        &self,
        tab: i64,
        revision: Revision,
        chosen: Option<OrganizationId>,
    ) -> Result<(), Failure> {
        let connection = self.connection()?;
        let mut state = self.tab_at(tab, revision).await?;
        if !matches!(state.sight, Sight::About(_)) {
            return Err(Failure::Refused);
        }
        if let Some(id) = chosen {
            let index = self.index(&connection).await?;
            index
                .get(gluepane_itglue::OrganizationId(id.0))
                .ok_or(Failure::NotFound)?;
            self.is_current(&connection, tab, revision)?;
        }
        state.revision = Revision(revision.0 + 1);
        state.chosen = chosen;
        state.resolved = None;
        // A full store loses the choice when the worker is killed, no more.
        let _ = self.set_tab_state(tab, state.clone()).await;
        self.tell(&gluepane_protocol::Event::ContextChanged {
            tab,
            revision: state.revision,
        });
        Ok(())
    }
}

/// The linked configuration, if there is one.
pub(super) fn configuration_of(linked: &LinkedView) -> Option<gluepane_protocol::ConfigurationId> {
    match &linked.configuration {
        ConfigurationState::Linked { id, .. } => Some(*id),
        ConfigurationState::NotFound { .. } => None,
    }
}
