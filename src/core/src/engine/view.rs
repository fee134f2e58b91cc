//! What the panel of a tab shows.

use super::connection::Connection;
use super::memory::{Resolved, Sight, TabState};
use super::{Engine, Ports, TOP_FRAME, words};
use crate::page::recipes;
use gluepane_protocol::{
    ConfigurationState, Failure, LinkedView, PanelState, PanelView, Revision, ToReader,
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
                self.ports.tell_reader(tab, TOP_FRAME, &ToReader::Renew);
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
        let links = self.links(connection).await?;
        let now_ms = self.ports.now_ms();
        let known = state
            .resolved
            .as_ref()
            .filter(|resolved| resolved.is_fresh(connection, &links, now_ms));
        let found = match known {
            Some(resolved) => resolved.state.clone(),
            None => {
                let resolved = Box::pin(self.resolve(connection, context, tab, state, &links));
                let at = (tab, state.revision);
                let asked = self.while_current(connection, at, resolved).await;
                self.is_current(connection, tab, state.revision)?;
                let found = match asked {
                    Ok(found) => found,
                    Err(failure) => return Ok(PanelState::Failed { failure }),
                };
                let resolved = Resolved {
                    nonce: connection.nonce.clone(),
                    at_ms: now_ms,
                    state: found.state.clone(),
                    links: links.version,
                    evidence: found.evidence,
                    device_evidence: found.device_evidence,
                };
                self.set_resolved(tab, state.revision, resolved).await?;
                found.state
            }
        };
        Ok(match found {
            PanelState::Linked { linked } if state.is_changing => {
                let index = self.index(connection).await?;
                let recipe = recipes::by_key(&context.product).ok_or(Failure::Internal)?;
                let choose = words::change(&linked, recipe, context, &index, &self.ports);
                PanelState::Choose { choose }
            }
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
        let links = self.links(&connection).await?;
        let mut state = self.tab_at(tab, revision).await?;
        let now_ms = self.ports.now_ms();
        if state.is_changing {
            return Err(Failure::NotLinked);
        }
        if state.resolved.as_ref().is_some_and(|resolved| {
            resolved.nonce == connection.nonce && !resolved.is_fresh(&connection, &links, now_ms)
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
}

/// The linked configuration, if there is one.
pub(super) fn configuration_of(linked: &LinkedView) -> Option<gluepane_protocol::ConfigurationId> {
    match &linked.configuration {
        ConfigurationState::Linked { id, .. } => Some(*id),
        ConfigurationState::NotFound { .. } => None,
    }
}
