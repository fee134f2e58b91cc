//! Asking IT Glue for the grounds of a decision: the record ids of device and client, and the client's name.

use super::connection::Connection;
use super::index::Index;
use super::{Engine, Ports};
use crate::links::{ClientLink, Evidence, EvidenceKind, against};
use crate::matching::{
    AcceptedGround, DeviceSeen, Grounds, IdGround, IdKind, NameGround, NameKey, Ranked, Why,
    by_mac_and_serial, carries_device_id, is_active, mac, name_ground, same_host_name, serial,
    similar,
};
use crate::order::sort_by_key;
use crate::page::{Context, PsaIds, Recipe, RmmIds};
use gluepane_itglue::{Configuration, GlueError, Organization, OrganizationId};

/// More names than this from places that anybody may have written are not looked at.
const MAX_SUGGESTED_NAMES: usize = 5;
/// More rows than this for one id mean that the filter was ignored.
const MAX_ROWS_OF_ID: u64 = 5;

/// What the device's record id came to.
pub(super) enum DeviceId {
    /// No id on the page, or none that IT Glue knows.
    None,
    /// One configuration.
    One {
        /// Which.
        row: Box<Configuration>,
        /// The id belongs to this product's integration for sure.
        is_proved: bool,
    },
    /// Several configurations, of these organizations.
    Several(Vec<OrganizationId>),
}

/// What the client's record id came to.
pub(super) enum ClientId {
    /// No id on the page, or none that IT Glue knows.
    None,
    /// One organization.
    One {
        /// Which, as it is now.
        row: Box<Organization>,
        /// The id belongs to this product's integration for sure.
        is_proved: bool,
    },
    /// Several organizations.
    Several(Vec<OrganizationId>),
}

/// Asks for the organization of the page's client id, as a PSA integration knows it.
///
/// Proved like a device's id: the name is the page's, or the same id asked with another integration's type does not give
/// the row. An account may have an old and a new PSA with the same small ids.
pub(super) async fn ask_client_id<P: Ports>(
    engine: &Engine<P>,
    connection: &Connection,
    recipe: &Recipe,
    context: &Context,
) -> Result<ClientId, GlueError> {
    let (Some(psa), [client_id], false) = (
        recipe.psa,
        context.client_ids.as_slice(),
        context.is_generic,
    ) else {
        return Ok(ClientId::None);
    };
    let PsaIds {
        integration_type,
        control_type,
    } = psa;
    let client = connection.client(engine);
    let page = client
        .find_organizations_by_psa_id(integration_type, client_id)
        .await?;
    if page.total > MAX_ROWS_OF_ID {
        return Ok(ClientId::None);
    }
    let mut rows = page.rows;
    let row = match rows.len() {
        0 => return Ok(ClientId::None),
        1 => rows.remove(0),
        _ => return Ok(ClientId::Several(rows.iter().map(|row| row.id).collect())),
    };
    let whole = |name: &str| NameKey::of(name, &engine.ports).whole;
    let is_proved = match context.client_names.as_slice() {
        [name] if whole(name) == whole(&row.name) => true,
        _ => {
            let control = client
                .find_organizations_by_psa_id(control_type, client_id)
                .await?;
            control.total <= MAX_ROWS_OF_ID && control.rows.iter().all(|other| other.id != row.id)
        }
    };
    Ok(ClientId::One {
        row: Box::new(row),
        is_proved,
    })
}

/// Asks which organization the page's serial number points to, and whether that device bears the page's MAC too. A page
/// that names several, or a serial that several active configurations bear, points to nobody.
pub(super) async fn ask_serial<P: Ports>(
    engine: &Engine<P>,
    connection: &Connection,
    context: &Context,
    seen: &DeviceSeen,
) -> Result<Option<(OrganizationId, bool)>, GlueError> {
    let ([_], Some(written)) = (
        seen.serials.as_slice(),
        context.serials.iter().find(|text| serial(text).is_some()),
    ) else {
        return Ok(None);
    };
    let client = connection.client(engine);
    let page = client.find_configurations_by_serial(written).await?;
    if page.total > MAX_ROWS_OF_ID {
        return Ok(None);
    }
    let mut active = page.rows.iter().filter(|row| is_active(row));
    let (Some(row), None) = (active.next(), active.next()) else {
        return Ok(None);
    };
    let bears_both = by_mac_and_serial(core::slice::from_ref(row), seen).is_some();
    Ok(Some((row.organization, bears_both)))
}

/// What the page says of its device, made comparable.
pub(super) fn device_seen(context: &Context, device_id: &DeviceId) -> DeviceSeen {
    let names = match context.device_names.as_slice() {
        [] => context.device_name.iter().cloned().collect(),
        names => names.to_vec(),
    };
    let mut serials: Vec<_> = context
        .serials
        .iter()
        .filter_map(|text| serial(text))
        .collect();
    serials.dedup();
    DeviceSeen {
        device_id: match context.device_ids.as_slice() {
            [id] => Some(id.clone()),
            _ => None,
        },
        by_id: match device_id {
            DeviceId::One {
                row,
                is_proved: true,
            } if !row.is_archived => Some(row.id),
            _ => None,
        },
        serials,
        macs: context.macs.iter().filter_map(|text| mac(text)).collect(),
        host_names: names,
    }
}

/// What on the page points to an organization by itself, so that it can speak against a link by hand.
pub(super) fn evidence(
    context: &Context,
    device_id: &DeviceId,
    client_id: &ClientId,
) -> Vec<Evidence> {
    let of = |kind, ids: &[String], targets: Vec<OrganizationId>| -> Vec<Evidence> {
        let value = ids.join(" ");
        let evidence = targets.into_iter().map(|target| Evidence {
            kind,
            value: value.clone(),
            target: target.0,
        });
        evidence.collect()
    };
    let by_device = match device_id {
        DeviceId::None => vec![],
        DeviceId::One { row, .. } => vec![row.organization],
        DeviceId::Several(organizations) => organizations.clone(),
    };
    let by_client = match client_id {
        ClientId::None => vec![],
        ClientId::One { row, .. } => vec![row.id],
        ClientId::Several(organizations) => organizations.clone(),
    };
    let mut all = of(EvidenceKind::ClientId, &context.client_ids, by_client);
    all.extend(of(EvidenceKind::DeviceId, &context.device_ids, by_device));
    all
}

/// MAC and serial of the page, as they are kept with what they point to.
pub(super) fn mac_and_serial(seen: &DeviceSeen, target: u64) -> Evidence {
    let texts = seen.serials.iter().chain(&seen.macs);
    Evidence {
        kind: EvidenceKind::MacAndSerial,
        value: texts
            .map(|one| one.text.as_str())
            .collect::<Vec<_>>()
            .join(" "),
        target,
    }
}

/// A link by hand, and what speaks against it.
pub(super) fn accepted_ground(link: &ClientLink, evidence: &[Evidence]) -> AcceptedGround {
    let against = against(evidence, link.organization.0, &link.overruled);
    AcceptedGround {
        id: link.organization,
        against: against
            .map(|one| Ranked {
                id: OrganizationId(one.target),
                why: match one.kind {
                    EvidenceKind::DeviceId => Why::RecordId,
                    EvidenceKind::ClientId => Why::ClientId,
                    EvidenceKind::MacAndSerial => Why::MacAndSerial,
                },
            })
            .collect(),
    }
}

/// Asks for the configuration of the page's device id.
///
/// IT Glue ignores filters that it doesn't know, and an account may have two integrations with the same small ids. So a
/// row counts as proved only if its own RMM record links to this device on this host, or its organization and its host
/// name are the page's, or the same id asked with another integration's type does not give it. A row that is archived, or
/// whose record links to another platform of the product, is never proved.
pub(super) async fn ask_device_id<P: Ports>(
    engine: &Engine<P>,
    connection: &Connection,
    recipe: &Recipe,
    context: &Context,
) -> Result<DeviceId, GlueError> {
    let (Some(rmm), [device_id], false) = (
        recipe.rmm,
        context.device_ids.as_slice(),
        context.is_generic,
    ) else {
        return Ok(DeviceId::None);
    };
    let RmmIds {
        integration_type,
        control_type,
    } = rmm;
    let client = connection.client(engine);
    let page = client
        .find_configurations_by_rmm_id(integration_type, device_id)
        .await?;
    if page.total > MAX_ROWS_OF_ID {
        return Ok(DeviceId::None);
    }
    let mut rows = page.rows;
    if rows.iter().any(|row| !row.is_archived) {
        rows.retain(|row| !row.is_archived);
    }
    let row = match rows.len() {
        0 => return Ok(DeviceId::None),
        1 => rows.remove(0),
        _ => {
            let mut organizations: Vec<OrganizationId> =
                rows.iter().map(|row| row.organization).collect();
            sort_by_key(&mut organizations, |id| *id);
            organizations.dedup();
            return Ok(DeviceId::Several(organizations));
        }
    };
    let host = context.host();
    let links_here = carries_device_id(&row, device_id, &|link| {
        recipe.device_id_of_link(link, host)
    });
    let is_proved = if row.is_archived || (!links_here && links_elsewhere(&row, recipe, host)) {
        false
    } else if links_here || names_agree(&engine.ports, &row, context) {
        true
    } else {
        let control = client
            .find_configurations_by_rmm_id(control_type, device_id)
            .await?;
        control.total <= MAX_ROWS_OF_ID && control.rows.iter().all(|other| other.id != row.id)
    };
    Ok(DeviceId::One {
        row: Box::new(row),
        is_proved,
    })
}

/// The row's RMM record is of the same product, but of another platform.
fn links_elsewhere(row: &Configuration, recipe: &Recipe, host: &str) -> bool {
    let links = row
        .rmm_records
        .iter()
        .filter_map(|record| record.external_url.as_deref());
    links
        .filter_map(|link| recipe.device_link(link))
        .any(|(other, _)| other != host)
}

/// The row's organization and host name are those of the page.
fn names_agree<P: Ports>(ports: &P, row: &Configuration, context: &Context) -> bool {
    let [client_name] = context.client_names.as_slice() else {
        return false;
    };
    let same_client =
        NameKey::of(client_name, ports).whole == NameKey::of(&row.organization_name, ports).whole;
    same_client
        && context
            .device_name
            .as_deref()
            .is_some_and(|name| same_host_name(row, name))
}

/// Both ids as one ground.
fn id_ground(device_id: &DeviceId, client_id: &ClientId) -> IdGround {
    let device = match device_id {
        DeviceId::None => IdGround::None,
        DeviceId::One { row, is_proved } => IdGround::One {
            id: row.organization,
            is_proved: *is_proved,
            by: IdKind::Device,
        },
        DeviceId::Several(organizations) => match organizations.as_slice() {
            [one] => IdGround::One {
                id: *one,
                is_proved: false,
                by: IdKind::Device,
            },
            _ => IdGround::Several(organizations.clone()),
        },
    };
    let client = match client_id {
        ClientId::None => IdGround::None,
        ClientId::One { row, is_proved } => IdGround::One {
            id: row.id,
            is_proved: *is_proved,
            by: IdKind::Client,
        },
        ClientId::Several(organizations) => IdGround::Several(organizations.clone()),
    };
    match (client, device) {
        (IdGround::None, only) | (only, IdGround::None) => only,
        (
            IdGround::One { id, is_proved, .. },
            IdGround::One {
                id: other,
                is_proved: other_proved,
                ..
            },
        ) if id == other => IdGround::One {
            id,
            is_proved: is_proved || other_proved,
            by: IdKind::Both,
        },
        (client, device) => {
            let ids = |ground| match ground {
                IdGround::None => vec![],
                IdGround::One { id, .. } => vec![id],
                IdGround::Several(ids) => ids,
            };
            let mut all = ids(client);
            for id in ids(device) {
                if !all.contains(&id) {
                    all.push(id);
                }
            }
            IdGround::Several(all)
        }
    }
}

/// Organizations that bear one of the names that anybody may have written.
fn suggested<P: Ports>(ports: &P, context: &Context, index: &Index) -> Vec<Ranked> {
    let mut ranked = Vec::new();
    for name in context.suggested_names.iter().take(MAX_SUGGESTED_NAMES) {
        let key = NameKey::of(name, ports);
        let same = |id| Ranked {
            id,
            why: Why::SameName,
        };
        match name_ground(&key, &index.rows) {
            NameGround::One { id, without_form } => ranked.push(Ranked {
                id,
                why: if without_form {
                    Why::NameWithoutForm
                } else {
                    Why::SameName
                },
            }),
            NameGround::Several(ids) => ranked.extend(ids.into_iter().map(same)),
            NameGround::Weak(weak) => ranked.extend(weak),
            NameGround::None => ranked.extend(similar(&key, &index.rows)),
        }
    }
    // The same name first, whatever was read first.
    sort_by_key(&mut ranked, |one| matches!(one.why, Why::Similar(_)));
    ranked
}

/// All grounds for the organization.
pub(super) fn grounds<P: Ports>(
    ports: &P,
    context: &Context,
    ids: (&DeviceId, &ClientId),
    accepted: Option<AcceptedGround>,
    index: &Index,
) -> Grounds {
    if context.is_generic {
        return Grounds {
            accepted: None,
            id: IdGround::None,
            name: NameGround::None,
            similar: suggested(ports, context, index),
            page_contradicts: false,
        };
    }
    let keys: Vec<NameKey> = context
        .client_names
        .iter()
        .map(|name| NameKey::of(name, ports))
        .collect();
    let found: Vec<NameGround> = keys
        .iter()
        .map(|key| name_ground(key, &index.rows))
        .collect();
    let is_twofold = keys.len() > 1 && keys.iter().any(|key| key.whole != keys[0].whole);
    let name = if is_twofold {
        all_of(found)
    } else {
        found.into_iter().next().unwrap_or(NameGround::None)
    };
    let name = match name {
        // Another of that name may stand where the index was cut off.
        NameGround::One { id, .. } if index.is_cut_off => NameGround::Weak(vec![Ranked {
            id,
            why: Why::SameName,
        }]),
        name => name,
    };
    let similar = match name {
        NameGround::None => keys
            .iter()
            .flat_map(|key| similar(key, &index.rows))
            .chain(suggested(ports, context, index))
            .collect(),
        _ => vec![],
    };
    Grounds {
        accepted,
        id: id_ground(ids.0, ids.1),
        similar,
        name,
        page_contradicts: is_twofold || context.shows_two_records(),
    }
}

/// Whom a page that names two clients may mean.
fn all_of(grounds: Vec<NameGround>) -> NameGround {
    let mut ids = Vec::new();
    for ground in grounds {
        match ground {
            NameGround::One { id, .. } => ids.push(id),
            NameGround::Several(several) => ids.extend(several),
            NameGround::None | NameGround::Weak(_) => {}
        }
    }
    if ids.is_empty() {
        NameGround::None
    } else {
        NameGround::Several(ids)
    }
}
