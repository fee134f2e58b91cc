//! Deciding without the list of all organizations, which may take twenty requests: where ids or a link name one
//! organization for sure, and the page's name for the client is its own, no other name changes the decision.

use super::connection::Connection;
use super::grounds::{ClientId, DeviceId};
use super::index::Index;
use super::{Engine, Ports, failure};
use crate::matching::NameKey;
use crate::page::Context;
use gluepane_itglue::{Organization, OrganizationId};
use gluepane_protocol::Failure;

impl<P: Ports> Engine<P> {
    /// An index of that organization and its parent alone. `None` where the others count too. `by_hand` is what a
    /// technician chose or linked; all that name an organization must name the same one.
    pub(super) async fn index_of_one(
        &self,
        connection: &Connection,
        context: &Context,
        (device_id, client_id): (&DeviceId, &ClientId),
        by_hand: &[OrganizationId],
    ) -> Result<Option<Index>, Failure> {
        let Some(id) = only_one(device_id, client_id, by_hand) else {
            return Ok(None);
        };
        if context.is_generic || context.shows_two_records() {
            return Ok(None);
        }
        let client = connection.client(self);
        let mut rows: Vec<Organization> = Vec::new();
        let mut wanted = Some(id);
        if let ClientId::One { row, .. } = client_id {
            wanted = row.parent;
            rows.push((**row).clone());
        }
        while let Some(id) = wanted.filter(|_| rows.len() < 2) {
            let found = client.find_organization(id).await;
            let found = found.map_err(|error| failure(error, connection.host()))?;
            wanted = found.as_ref().and_then(|row| row.parent);
            rows.extend(found);
        }
        let rows = self.keyed(rows);
        let is_its_name = |name: &String| {
            let key = NameKey::of(name, &self.ports);
            rows.first().is_some_and(|(own, _)| own.whole == key.whole)
        };
        if rows.is_empty() || !context.client_names.iter().all(is_its_name) {
            return Ok(None);
        }
        Ok(Some(Index::of(rows, self.ports.now_ms())))
    }
}

/// The one organization that everything names which names any.
fn only_one(
    device_id: &DeviceId,
    client_id: &ClientId,
    by_hand: &[OrganizationId],
) -> Option<OrganizationId> {
    let by_device = match device_id {
        DeviceId::None => None,
        DeviceId::One {
            row,
            is_proved: true,
        } => Some(row.organization),
        DeviceId::One { .. } | DeviceId::Several(_) => return None,
    };
    let by_client = match client_id {
        ClientId::None => None,
        ClientId::One {
            row,
            is_proved: true,
        } => Some(row.id),
        ClientId::One { .. } | ClientId::Several(_) => return None,
    };
    let named = by_device.into_iter().chain(by_client);
    let mut named = named.chain(by_hand.iter().copied());
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}
