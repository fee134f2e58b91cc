//! From a context to what the panel shows: the grounds asked, the decision made, and made sure of.

use super::connection::Connection;
use super::grounds::{DeviceId, ask_device_id, grounds};
use super::index::Index;
use super::memory::{Resolved, TabState};
use super::{Engine, Ports, list_failure, words};
use crate::matching::{Decision, DeviceMatch, Why, decide, find_by_host_name, same_host_name};
use crate::page::{Context, PageKind, Recipe, recipes};
use futures_util::future::join;
use gluepane_itglue::{Configuration, Organization, OrganizationId};
use gluepane_protocol::{
    self as protocol, ByHand, ConfigurationState, Failure, LinkedView, NotFoundCause,
    OrganizationView, PanelState,
};
use std::rc::Rc;

/// What a sight came to is asked again after this long.
const RESOLVED_MS: u64 = 10 * 60 * 1000;
/// An index read this recently needs no second question before a link by name.
const SURE_MS: u64 = 30 * 1000;
/// An organization with more configurations than this many thousands is not searched for a host name.
const MAX_CONFIGURATION_PAGES: u32 = 5;

impl Resolved {
    /// Still to be shown without asking again.
    pub(super) fn is_fresh(&self, connection: &Connection, now_ms: u64) -> bool {
        self.nonce == connection.nonce && self.at_ms <= now_ms && now_ms - self.at_ms < RESOLVED_MS
    }
}

impl<P: Ports> Engine<P> {
    /// What a tab's context comes to.
    pub(super) async fn resolve(
        &self,
        connection: &Rc<Connection>,
        context: &Context,
        tab: &TabState,
    ) -> Result<PanelState, Failure> {
        let recipe = recipes::by_key(&context.product).ok_or(Failure::Internal)?;
        match self.resolve_once(connection, recipe, context, tab).await? {
            Some(state) => Ok(state),
            None => {
                // The index was no longer true and has been dropped: once more, with a new one.
                let again = self.resolve_once(connection, recipe, context, tab).await?;
                again.ok_or(Failure::NotFound)
            }
        }
    }

    /// `None` where the index turned out to be no longer true.
    async fn resolve_once(
        &self,
        connection: &Rc<Connection>,
        recipe: &Recipe,
        context: &Context,
        tab: &TabState,
    ) -> Result<Option<PanelState>, Failure> {
        let asked = join(
            ask_device_id(&self.ports, connection, recipe, context),
            self.index(connection),
        )
        .await;
        let (device_id, index) = (
            asked
                .0
                .map_err(|error| list_failure(error, connection.host()))?,
            asked.1?,
        );
        let chosen = tab.chosen.map(|id| OrganizationId(id.0));
        let decision = match chosen {
            Some(id) => Decision::Linked { id, why: vec![] },
            None => decide(
                &grounds(&self.ports, context, &device_id, &index),
                &index.rows,
            ),
        };
        let Decision::Linked { id, why } = &decision else {
            return Ok(Some(PanelState::Choose {
                choose: words::choose(&decision, recipe, context, &index),
            }));
        };
        // Created since the index was read: it is read anew.
        if index.get(*id).is_none() {
            self.drop_index(connection).await?;
            return Ok(None);
        }
        let is_proved = matches!(
            device_id,
            DeviceId::One {
                is_proved: true,
                ..
            }
        ) && why.contains(&Why::RecordId);
        if !is_proved && !self.is_still_so(connection, context, *id, &index).await? {
            self.drop_index(connection).await?;
            return Ok(None);
        }
        let configuration = self
            .find_configuration(connection, recipe, context, &device_id, *id)
            .await?;
        let linked = LinkedView {
            organization: organization_view(*id, &device_id, &index),
            seen: words::seen(recipe, context),
            reason: if chosen.is_some() {
                "chosen by you for this page".to_owned()
            } else {
                words::linked_reason(recipe, why)
            },
            by_hand: if chosen.is_some() {
                ByHand::ThisView
            } else {
                ByHand::No
            },
            configuration,
            values: connection.value_access(),
        };
        Ok(Some(PanelState::Linked { linked }))
    }

    /// Before a link by name: the organization's own name, and the page's spelling of it, are borne now by whom the
    /// index says and nobody else.
    async fn is_still_so(
        &self,
        connection: &Connection,
        context: &Context,
        id: OrganizationId,
        index: &Index,
    ) -> Result<bool, Failure> {
        let now_ms = self.ports.now_ms();
        let is_new = index.asked_ms <= now_ms && now_ms - index.asked_ms <= SURE_MS;
        let Some(row) = index.get(id) else {
            return Ok(false);
        };
        if is_new {
            return Ok(true);
        }
        let client = connection.client(&self.ports);
        let others = context
            .client_names
            .iter()
            .filter(|name| **name != row.name);
        for name in core::iter::once(&row.name).chain(others) {
            let found = client.find_organizations_named(name).await;
            let found = found.map_err(|error| list_failure(error, connection.host()))?;
            let mut bearers = index
                .rows
                .iter()
                .map(|(_, known)| known)
                .filter(|known| known.name == *name);
            let is_known = |now: &Organization| {
                index.get(now.id).is_some_and(|known| {
                    known.name == now.name && known.status_name == now.status_name
                })
            };
            if !found.iter().all(is_known)
                || !bearers.all(|known| found.iter().any(|now| now.id == known.id))
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The device of the page within an organization.
    async fn find_configuration(
        &self,
        connection: &Connection,
        recipe: &Recipe,
        context: &Context,
        device_id: &DeviceId,
        organization: OrganizationId,
    ) -> Result<ConfigurationState, Failure> {
        let not_found = |cause| ConfigurationState::NotFound {
            cause,
            text: words::not_found(cause, context),
            candidates: Vec::new(),
        };
        if context.kind == PageKind::Client {
            return Ok(not_found(NotFoundCause::NoDevice));
        }
        let by_id = match device_id {
            DeviceId::One {
                row,
                is_proved: true,
            } if row.organization == organization && !row.is_archived => Some(row.as_ref()),
            DeviceId::Several(_) => return Ok(not_found(NotFoundCause::Several)),
            _ => None,
        };
        let by_id_reason = format!("by {} device id", recipe.name);
        let Some(host_name) = context.device_name.as_deref() else {
            return Ok(by_id.map_or_else(
                || not_found(NotFoundCause::NotMatched),
                |row| linked(row, by_id_reason),
            ));
        };
        if let Some(row) = by_id.filter(|row| same_host_name(row, host_name)) {
            return Ok(linked(row, by_id_reason));
        }
        // No id, or one whose configuration bears another name: what bears the name must not be a third.
        let rows = self.configurations_of(connection, organization).await?;
        let id_on_page = context.device_ids.first().map(String::as_str);
        let by_name = match &rows {
            Some(rows) => find_by_host_name(rows, host_name, id_on_page, &|link| {
                recipe.device_id_of_link(link, context.host())
            }),
            None => DeviceMatch::None,
        };
        Ok(match (by_id, by_name) {
            (Some(row), DeviceMatch::One(other)) if other.id != row.id => {
                not_found(NotFoundCause::Several)
            }
            (Some(row), _) => linked(row, by_id_reason),
            (None, DeviceMatch::One(row)) => linked(row, "by name".to_owned()),
            (None, DeviceMatch::Several) => not_found(NotFoundCause::Several),
            (None, DeviceMatch::None) => not_found(NotFoundCause::NotMatched),
        })
    }

    /// All configurations of an organization; `None` where there are too many, or gaps, so that no name is sure.
    async fn configurations_of(
        &self,
        connection: &Connection,
        organization: OrganizationId,
    ) -> Result<Option<Vec<Configuration>>, Failure> {
        let client = connection.client(&self.ports);
        let mut rows = Vec::new();
        for number in 1..=MAX_CONFIGURATION_PAGES {
            let page = client.list_configurations_of(organization, number).await;
            let page = page.map_err(|error| list_failure(error, connection.host()))?;
            let (has_next, total) = (page.has_next, page.total);
            rows.extend(page.rows);
            if !has_next {
                // A row that moved between two pages came twice, and another is missing.
                rows.sort_by_key(|row: &Configuration| row.id);
                rows.dedup_by_key(|row| row.id);
                return Ok(Some(rows).filter(|rows| rows.len() as u64 == total));
            }
        }
        Ok(None)
    }
}

fn linked(row: &Configuration, reason: String) -> ConfigurationState {
    ConfigurationState::Linked {
        id: protocol::ConfigurationId(row.id.0),
        name: row.name.clone(),
        detail: words::configuration_detail(row),
        reason,
        by_hand: ByHand::No,
    }
}

fn organization_view(id: OrganizationId, device_id: &DeviceId, index: &Index) -> OrganizationView {
    let name_by_id = match device_id {
        DeviceId::One { row, .. } if row.organization == id => row.organization_name.as_str(),
        _ => "",
    };
    match index.get(id) {
        Some(row) => words::organization(row, index),
        None => words::bare_organization(id, name_by_id),
    }
}
