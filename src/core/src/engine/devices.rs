//! The device of the page within its organization: found by evidence, by a link by hand, or looked for.

use super::connection::Connection;
use super::grounds::{DeviceId, device_seen, mac_and_serial};
use super::links::{HeldRows, by_hand};
use super::memory::TabState;
use super::resolve::RESOLVED_MS;
use super::{Engine, Ports, failure, words};
use crate::links::{DeviceLink, Evidence, EvidenceKind, LinkKey, Links};
use crate::matching::{
    AcceptedDevice, Agreement, DeviceCandidate, DeviceMatch, DeviceSeen, agreement, agrees_wholly,
    by_mac_and_serial, find_device, plain,
};
use crate::order::sort_by_key;
use crate::page::{Context, PageKind, Recipe};
use gluepane_itglue::{Configuration, ConfigurationId, OrganizationId, Paging};
use gluepane_protocol::{
    self as protocol, ByHand, ConfigurationCandidate, ConfigurationState, Failure, NotFoundCause,
    Response, Revision,
};
use std::rc::Rc;

/// An organization with more configurations than this many thousands is not searched for a device.
const MAX_PAGES: u32 = 5;
/// The configurations of this many tabs are kept at a time.
const MAX_HELD: usize = 4;
/// What a search shows.
const MAX_FOUND: usize = 20;

/// What is asked about one device.
pub(super) struct Inquiry<'a> {
    pub(super) recipe: &'static Recipe,
    pub(super) context: &'a Context,
    pub(super) tab: i64,
    pub(super) state: &'a TabState,
    pub(super) device_id: &'a DeviceId,
    pub(super) links: &'a Links,
    pub(super) organization: OrganizationId,
}

impl<P: Ports> Engine<P> {
    /// The device of the page within an organization, and what on the page points to a configuration of it.
    pub(super) async fn find_configuration(
        &self,
        connection: &Connection,
        asked: &Inquiry<'_>,
    ) -> Result<(ConfigurationState, Vec<Evidence>), Failure> {
        let Inquiry {
            recipe,
            context,
            state,
            organization,
            ..
        } = *asked;
        let seen = device_seen(context, asked.device_id);
        let link = LinkKey::of_device(context)
            .and_then(|key| asked.links.device(&key))
            .filter(|link| link.organization == organization);
        let by_id = match asked.device_id {
            DeviceId::One {
                row,
                is_proved: true,
            } if row.organization == organization && !row.is_archived => Some(row.as_ref()),
            _ => None,
        };
        let seen = DeviceSeen {
            by_id: by_id.map(|row| row.id),
            ..seen
        };
        let mut evidence: Vec<Evidence> = by_id
            .map(|row| Evidence {
                kind: EvidenceKind::DeviceId,
                value: context.device_ids.join(" "),
                target: row.id.0,
            })
            .into_iter()
            .collect();
        let chosen = state.configuration_by(connection);
        let chosen = chosen.map(|id| ConfigurationId(id.0));
        let not_found = |cause| not_found(cause, context, vec![]);
        let says_nothing = seen.host_names.is_empty()
            && seen.serials.is_empty()
            && seen.macs.is_empty()
            && context.device_ids.is_empty();
        let is_of_client = context.kind == PageKind::Client
            || (says_nothing && (context.kind == PageKind::Ticket || context.is_generic));
        let is_by_hand = chosen.is_some() || link.is_some();
        if is_of_client && !is_by_hand {
            return Ok((not_found(NotFoundCause::NoDevice), evidence));
        }
        let has_several_ids =
            matches!(asked.device_id, DeviceId::Several(_)) || context.device_ids.len() > 1;
        if has_several_ids && !is_by_hand {
            return Ok((not_found(NotFoundCause::Several), evidence));
        }
        // One ground and nothing on the page that could speak against it: no other row need be looked at.
        if let Some(row) = by_id.filter(|row| !is_by_hand && agrees_wholly(row, &seen)) {
            let agreement = agreement(row, &seen, None);
            return Ok((linked(row, agreement, ByHand::No, recipe), evidence));
        }
        let has_names =
            !(seen.host_names.is_empty() && seen.serials.is_empty() && seen.macs.is_empty());
        if !is_by_hand && !has_names {
            return Ok((not_found(NotFoundCause::NotMatched), evidence));
        }
        let held = self
            .rows_of(connection, asked.tab, context, organization, false)
            .await?;
        let joined;
        let mut rows: &[Configuration] = &held.rows;
        if let Some(row) = by_id.filter(|row| held.rows.iter().all(|known| known.id != row.id)) {
            joined = [held.rows.as_slice(), core::slice::from_ref(row)].concat();
            rows = &joined;
        }
        if let Some(row) = by_mac_and_serial(rows, &seen).filter(|_| held.is_whole) {
            evidence.push(mac_and_serial(&seen, row.id.0));
        }
        let accepted = link.map(|link| AcceptedDevice {
            id: link.configuration,
            overruled_ids: overruled(link, &evidence, EvidenceKind::DeviceId),
            overruled_identifiers: overruled(link, &evidence, EvidenceKind::MacAndSerial),
        });
        let chosen_row = chosen.and_then(|id| rows.iter().find(|row| row.id == id));
        if let Some(row) = chosen_row {
            let linked_to = link.map(|link| link.configuration.0);
            let hand = by_hand(Some(row.id.0), linked_to, row.id.0);
            return Ok((linked(row, Agreement::default(), hand, recipe), evidence));
        }
        if is_of_client {
            return Ok((not_found(NotFoundCause::NoDevice), evidence));
        }
        if has_several_ids && accepted.is_none() {
            return Ok((not_found(NotFoundCause::Several), evidence));
        }
        if rows.is_empty() && held.is_whole {
            return Ok((not_found(NotFoundCause::NotSetUp), evidence));
        }
        // Rows with gaps prove nothing unique: then the id and the technician alone count.
        let seen = if held.is_whole {
            seen
        } else {
            DeviceSeen {
                host_names: vec![],
                serials: vec![],
                macs: vec![],
                ..seen
            }
        };
        let found = find_device(rows, &seen, accepted.as_ref(), &|link| {
            recipe.device_id_of_link(link, context.host())
        });
        let shown = match found {
            DeviceMatch::One(one) => {
                let linked_to = link.map(|link| link.configuration.0);
                let hand = by_hand(None, linked_to, one.row.id.0);
                linked(one.row, one.agreement, hand, recipe)
            }
            DeviceMatch::Several(candidates) => {
                self::not_found(NotFoundCause::Several, context, candidates)
            }
            DeviceMatch::None(candidates) => {
                self::not_found(NotFoundCause::NotMatched, context, candidates)
            }
        };
        Ok((shown, evidence))
    }

    /// An organization's configurations, read anew for each sight. `may_be_former`: those that a former sight of the tab
    /// was decided by will do.
    pub(super) async fn rows_of(
        &self,
        connection: &Connection,
        tab: i64,
        context: &Context,
        organization: OrganizationId,
        may_be_former: bool,
    ) -> Result<Rc<HeldRows>, Failure> {
        let now_ms = self.ports.now_ms();
        let held = self.memory.borrow().rows.get(&tab).cloned();
        let held = held.filter(|held| {
            held.nonce == connection.nonce
                && held.organization == organization
                && (may_be_former || held.context == *context)
                && held.at_ms <= now_ms
                && now_ms - held.at_ms < RESOLVED_MS
        });
        if let Some(held) = held {
            return Ok(held);
        }
        let client = connection.client(self);
        let (mut paging, mut rows) = (Paging::new(MAX_PAGES), Vec::new());
        while let Some(number) = paging.next_page() {
            let page = client.list_configurations_of(organization, number).await;
            let page = page.map_err(|error| failure(error, connection.host()))?;
            rows.extend(paging.take(page, |row| row.id.0));
        }
        sort_by_key(&mut rows, |row: &Configuration| row.id);
        let held = Rc::new(HeldRows {
            nonce: connection.nonce.clone(),
            organization,
            context: context.clone(),
            at_ms: now_ms,
            rows,
            is_whole: paging.is_whole(),
        });
        let mut memory = self.memory.borrow_mut();
        memory.rows.insert(tab, held.clone());
        while memory.rows.len() > MAX_HELD {
            let others = memory.rows.iter().filter(|(id, _)| **id != tab);
            let Some(oldest) = others.min_by_key(|(_, held)| held.at_ms).map(|(id, _)| *id) else {
                break;
            };
            memory.rows.remove(&oldest);
        }
        Ok(held)
    }

    /// Configurations of the linked organization by parts of a name, host name, serial number or MAC, in any order.
    pub(super) async fn search_configurations(
        &self,
        tab: i64,
        revision: Revision,
        query: &str,
    ) -> Result<Response, Failure> {
        let linked = self.linked_at(tab, revision).await?;
        let connection = self.connection()?;
        let (state, context) = self.context_at(tab, revision).await?;
        let organization = OrganizationId(linked.organization.id.0);
        let held = self
            .rows_of(&connection, tab, &context, organization, true)
            .await?;
        self.is_current(&connection, tab, revision)?;
        let by_id = state
            .resolved
            .iter()
            .flat_map(|known| &known.device_evidence);
        let seen = DeviceSeen {
            by_id: by_id
                .filter(|one| one.kind == EvidenceKind::DeviceId)
                .map(|one| ConfigurationId(one.target))
                .next(),
            ..device_seen(&context, &DeviceId::None)
        };
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        let mut found: Vec<&Configuration> = held
            .rows
            .iter()
            .filter(|row| !row.is_archived && words.iter().all(|word| holds(row, word)))
            .collect();
        let first = words.first().cloned().unwrap_or_default();
        sort_by_key(&mut found, |row| {
            let name = row.name.to_lowercase();
            (
                !name.starts_with(&first),
                core::cmp::Reverse(agreement(row, &seen, None).rank()),
                name,
                row.id,
            )
        });
        found.truncate(MAX_FOUND);
        Ok(Response::Configurations {
            found: found.into_iter().map(words::configuration).collect(),
        })
    }
}

/// A part of a name, host name, serial number or MAC; of the latter two with any separators.
fn holds(row: &Configuration, word: &str) -> bool {
    let records = row.rmm_records.iter();
    let names = records
        .clone()
        .flat_map(|record| [record.name.as_deref(), record.hostname.as_deref()]);
    let mut names = [Some(row.name.as_str()), row.hostname.as_deref()]
        .into_iter()
        .chain(names)
        .flatten();
    let values = records.flat_map(|record| {
        let macs = record.mac_addresses.iter().map(String::as_str);
        record.serial_number.as_deref().into_iter().chain(macs)
    });
    let mut values = [row.serial_number.as_deref(), row.mac_address.as_deref()]
        .into_iter()
        .flatten()
        .chain(values);
    let wanted = plain(word);
    names.any(|name| name.to_lowercase().contains(word))
        || (!wanted.is_empty() && values.any(|value| plain(value).contains(&wanted)))
}

/// What a link overrules of the page's present evidence.
fn overruled(link: &DeviceLink, evidence: &[Evidence], kind: EvidenceKind) -> Vec<ConfigurationId> {
    let known = link.overruled.iter();
    known
        .filter(|one| one.kind == kind && evidence.contains(one))
        .map(|one| ConfigurationId(one.target))
        .collect()
}

fn linked(
    row: &Configuration,
    agreement: Agreement,
    by_hand: ByHand,
    recipe: &Recipe,
) -> ConfigurationState {
    ConfigurationState::Linked {
        id: protocol::ConfigurationId(row.id.0),
        name: row.name.clone(),
        detail: words::configuration_detail(row),
        reason: words::configuration_reason(agreement, by_hand, recipe),
        by_hand,
    }
}

fn not_found(
    cause: NotFoundCause,
    context: &Context,
    candidates: Vec<DeviceCandidate<'_>>,
) -> ConfigurationState {
    let candidate = |one: DeviceCandidate<'_>| ConfigurationCandidate {
        configuration: words::configuration(one.row),
        reason: words::configuration_candidate_reason(one.agreement),
        is_accepted: one.agreement.accepted,
    };
    ConfigurationState::NotFound {
        cause,
        text: words::not_found(cause, context),
        candidates: candidates.into_iter().map(candidate).collect(),
    }
}
