//! From a context to what the panel shows: the grounds asked, the decision made, and made sure of.

use super::connection::Connection;
use super::devices::Inquiry;
use super::grounds::{
    ClientId, DeviceId, accepted_ground, ask_client_id, ask_device_id, ask_serial, device_seen,
    evidence, grounds, mac_and_serial,
};
use super::index::Index;
use super::links::by_hand;
use super::memory::{Resolved, TabState};
use super::{Engine, Ports, failure, words};
use crate::links::{ClientLink, Evidence, LinkKey, Links};
use crate::matching::{
    AcceptedGround, Decision, Grounds, NameGround, Ranked, Why, Worth, bears_serial, decide,
    put_first,
};
use crate::page::{Context, Recipe, recipes};
use futures_util::future::join3;
use gluepane_itglue::{Organization, OrganizationId};
use gluepane_protocol::{ByHand, Failure, LinkedView, OrganizationView, PanelState};
use std::rc::Rc;

/// What a sight came to is asked again after this long.
pub(super) const RESOLVED_MS: u64 = 10 * 60 * 1000;
/// An index read this recently needs no second question before a link by name.
pub(super) const SURE_MS: u64 = 30 * 1000;
/// This many sights of a tab are asked about in this long: a page that changes all the time must not use up the account's
/// requests.
const MAX_ASKED: usize = 20;
const ASKED_MS: u64 = 60 * 1000;

impl Resolved {
    /// Still to be shown without asking again.
    pub(super) fn is_fresh(&self, connection: &Connection, links: &Links, now_ms: u64) -> bool {
        self.nonce == connection.nonce
            && self.links == links.version
            && self.at_ms <= now_ms
            && now_ms - self.at_ms < RESOLVED_MS
    }
}

/// What a sight came to, and what on the page pointed where.
pub(super) struct Found {
    pub(super) state: PanelState,
    pub(super) evidence: Vec<Evidence>,
    pub(super) device_evidence: Vec<Evidence>,
}

/// What is resolved, and for which tab.
struct Sought<'a> {
    recipe: &'static Recipe,
    context: &'a Context,
    tab: i64,
    state: &'a TabState,
    links: &'a Links,
}

impl<P: Ports> Engine<P> {
    /// What a tab's context comes to.
    pub(super) async fn resolve(
        &self,
        connection: &Rc<Connection>,
        context: &Context,
        tab: i64,
        state: &TabState,
        links: &Links,
    ) -> Result<Found, Failure> {
        self.count_question(tab)?;
        let sought = Sought {
            recipe: recipes::by_key(&context.product).ok_or(Failure::Internal)?,
            context,
            tab,
            state,
            links,
        };
        match self.resolve_once(connection, &sought).await? {
            Some(found) => Ok(found),
            None => {
                // The index was no longer true and has been dropped: once more, with a new one.
                let again = self.resolve_once(connection, &sought).await?;
                again.ok_or(Failure::NotFound)
            }
        }
    }

    /// Counts a sight that is asked about, or refuses until there is room for one again.
    fn count_question(&self, tab: i64) -> Result<(), Failure> {
        let now_ms = self.ports.now_ms();
        let mut memory = self.memory.borrow_mut();
        let asked = memory.asked_ms.get_or_default(tab);
        asked.retain(|at_ms| *at_ms <= now_ms && now_ms - at_ms < ASKED_MS);
        match asked.first() {
            Some(first) if asked.len() >= MAX_ASKED => Err(Failure::TooManyChanges {
                wait_ms: (first + ASKED_MS - now_ms) as u32,
            }),
            _ => {
                asked.push(now_ms);
                Ok(())
            }
        }
    }

    /// `None` where the index turned out to be no longer true.
    async fn resolve_once(
        &self,
        connection: &Rc<Connection>,
        sought: &Sought<'_>,
    ) -> Result<Option<Found>, Failure> {
        let Sought {
            recipe,
            context,
            state,
            links,
            ..
        } = *sought;
        let key = LinkKey::of_client(context);
        let link = key.as_ref().and_then(|key| links.client(key));
        let chosen = state.chosen_by(connection).map(|id| OrganizationId(id.0));
        let is_read_anyway = !connection.has_many || self.holds_index(connection).await?;
        let mut index = Box::pin(self.index(connection));
        let (device_id, client_id, read) = join3(
            ask_device_id(self, connection, recipe, context),
            ask_client_id(self, connection, recipe, context),
            async {
                match is_read_anyway {
                    true => Some(index.as_mut().await),
                    false => None,
                }
            },
        )
        .await;
        let refused = |error| failure(error, connection.host());
        let (device_id, client_id) = (device_id.map_err(refused)?, client_id.map_err(refused)?);
        let index = match read {
            Some(read) => read?,
            None => {
                let by_hand = link.map(|link| link.organization);
                let by_hand: Vec<_> = by_hand.into_iter().chain(chosen).collect();
                let ids = (&device_id, &client_id);
                let one = self
                    .index_of_one(connection, context, ids, &by_hand)
                    .await?;
                match one {
                    Some(one) => Rc::new(one),
                    None => index.await?,
                }
            }
        };
        if let ClientId::One { row, .. } = &client_id
            && !self.is_new(&index)
            && !is_as_known(row, &index)
        {
            self.drop_index(connection).await?;
            return Ok(None);
        }
        let mut evidence = evidence(context, &device_id, &client_id);
        // A link to what is gone counts as none, and stays.
        let link = link.filter(|link| index.get(link.organization).is_some());
        let accepted = link.map(|link| accepted_ground(link, &evidence));
        let found = grounds(
            &self.ports,
            context,
            (&device_id, &client_id),
            accepted,
            &index,
        );
        let mut decision = match chosen {
            Some(id) => Decision::Linked { id, why: vec![] },
            None => decide(&found, &index.rows),
        };
        if chosen.is_none() {
            let asked = self
                .ask_identifiers(connection, sought, &device_id, link, &decision)
                .await?;
            if let Some(one) = asked {
                decision = self.weigh(decision, link, &one, &mut evidence);
            }
        }
        let Decision::Linked { id, why } = &decision else {
            let accepted = found.accepted.as_ref().map(|accepted| accepted.id);
            let choose = words::choose(&decision, recipe, context, &index, accepted);
            return Ok(Some(Found {
                state: PanelState::Choose { choose },
                evidence,
                device_evidence: vec![],
            }));
        };
        // Created since the index was read: it is read anew.
        if index.get(*id).is_none() {
            self.drop_index(connection).await?;
            return Ok(None);
        }
        let by_hand = by_hand(
            chosen.map(|id| id.0),
            link.map(|link| link.organization.0),
            id.0,
        );
        let is_device_proved = matches!(
            device_id,
            DeviceId::One {
                is_proved: true,
                ..
            }
        );
        let is_client_proved = matches!(
            client_id,
            ClientId::One {
                is_proved: true,
                ..
            }
        );
        let is_proved = (is_device_proved && why.contains(&Why::RecordId))
            || (is_client_proved && why.contains(&Why::ClientId));
        // What a technician chose is chosen by its id: only that it is still there must be sure.
        let names: &[String] = match by_hand {
            ByHand::No => &context.client_names,
            ByHand::ThisView | ByHand::Remembered => &[],
        };
        if !is_proved && !self.is_still_so(connection, names, *id, &index).await? {
            self.drop_index(connection).await?;
            return Ok(None);
        }
        let inquiry = Inquiry {
            recipe,
            context,
            tab: sought.tab,
            state,
            device_id: &device_id,
            links,
            organization: *id,
        };
        let (configuration, device_evidence) =
            self.find_configuration(connection, &inquiry).await?;
        let linked = LinkedView {
            organization: organization_view(*id, &device_id, &index),
            seen: words::seen(recipe, context),
            reason: reason(sought, &found, by_hand, link, *id, why),
            by_hand,
            configuration,
            values: connection.value_access(),
        };
        Ok(Some(Found {
            state: PanelState::Linked { linked },
            evidence,
            device_evidence,
        }))
    }

    /// One more question, where the page names a serial number: whom it points to where nobody is linked, or whether it
    /// points away, with a MAC, from what is linked by hand alone.
    async fn ask_identifiers(
        &self,
        connection: &Rc<Connection>,
        sought: &Sought<'_>,
        device_id: &DeviceId,
        link: Option<&ClientLink>,
        decision: &Decision,
    ) -> Result<Option<Pointed>, Failure> {
        let seen = device_seen(sought.context, device_id);
        let is_strong = |one: &crate::matching::Identifier| one.worth == Worth::Strong;
        if !seen.serials.iter().all(is_strong) || seen.serials.is_empty() {
            return Ok(None);
        }
        if let Decision::Linked { id, why } = decision {
            let is_by_link_alone = why.first() == Some(&Why::Accepted)
                && !why.contains(&Why::RecordId)
                && !why.contains(&Why::ClientId);
            if !is_by_link_alone || !seen.macs.iter().any(is_strong) {
                return Ok(None);
            }
            let held = self
                .rows_of(connection, sought.tab, sought.context, *id, false)
                .await?;
            let is_here = |serial| held.rows.iter().any(|row| bears_serial(row, serial));
            if seen.serials.iter().any(is_here) {
                return Ok(None);
            }
        } else if link.is_some() {
            // It is the link that is asked about; nothing is to be put before it.
            return Ok(None);
        }
        let asked = ask_serial(self, connection, sought.context, &seen).await;
        let pointed = asked.map_err(|error| failure(error, connection.host()))?;
        Ok(pointed.map(|(organization, bears_both)| Pointed {
            organization,
            evidence: bears_both.then(|| mac_and_serial(&seen, organization.0)),
        }))
    }

    /// What identifiers change: the order of suggestions; and a link by hand is in doubt where MAC and serial together
    /// point elsewhere and were not overruled.
    fn weigh(
        &self,
        decision: Decision,
        link: Option<&ClientLink>,
        pointed: &Pointed,
        evidence: &mut Vec<Evidence>,
    ) -> Decision {
        let Decision::Linked { .. } = decision else {
            return put_first(decision, pointed.organization);
        };
        let (Some(link), Some(one)) = (link, &pointed.evidence) else {
            return decision;
        };
        evidence.push(one.clone());
        let AcceptedGround { id, against } = accepted_ground(link, core::slice::from_ref(one));
        match against.as_slice() {
            [] => decision,
            _ => {
                let itself = Ranked {
                    id,
                    why: Why::Accepted,
                };
                Decision::Ambiguous(core::iter::once(itself).chain(against).collect())
            }
        }
    }

    fn is_new(&self, index: &Index) -> bool {
        let now_ms = self.ports.now_ms();
        index.asked_ms <= now_ms && now_ms - index.asked_ms <= SURE_MS
    }

    /// Before a link that no id proves: the organization's own name, and the page's spelling of it, are borne now by whom
    /// the index says and nobody else.
    async fn is_still_so(
        &self,
        connection: &Connection,
        names: &[String],
        id: OrganizationId,
        index: &Index,
    ) -> Result<bool, Failure> {
        let Some(row) = index.get(id) else {
            return Ok(false);
        };
        if self.is_new(index) {
            return Ok(true);
        }
        let client = connection.client(self);
        let others = names.iter().filter(|name| **name != row.name);
        for name in core::iter::once(&row.name).chain(others) {
            let found = client.find_organizations_named(name).await;
            let found = found.map_err(|error| failure(error, connection.host()))?;
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
}

/// What a serial number points to.
struct Pointed {
    organization: OrganizationId,
    /// MAC and serial together point there.
    evidence: Option<Evidence>,
}

fn is_as_known(row: &Organization, index: &Index) -> bool {
    index.get(row.id).is_some_and(|known| {
        known.name == row.name
            && known.status_name == row.status_name
            && known.is_primary == row.is_primary
    })
}

/// Why an organization is linked, in words.
fn reason(
    sought: &Sought<'_>,
    found: &Grounds,
    by_hand: ByHand,
    link: Option<&ClientLink>,
    id: OrganizationId,
    why: &[Why],
) -> String {
    let recipe = sought.recipe;
    let mut reason = match (by_hand, why.is_empty()) {
        (ByHand::ThisView, _) => "chosen by you for this page".to_owned(),
        (ByHand::Remembered, true) => "linked by you".to_owned(),
        (ByHand::Remembered | ByHand::No, _) => words::linked_reason(recipe, sought.context, why),
    };
    let Some(link) = link.filter(|_| by_hand == ByHand::Remembered) else {
        return reason;
    };
    let is_anothers = matches!(found.name, NameGround::One { id: named, .. } if named != id);
    let more = [
        is_anothers.then(|| words::name_is_anothers(recipe)),
        words::siblings(recipe, sought.links, link),
    ];
    for part in more.into_iter().flatten() {
        reason.push_str(" · ");
        reason.push_str(&part);
    }
    reason
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
