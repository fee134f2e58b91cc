//! Asking IT Glue for the grounds of a decision: the device's record id, and the client's name.

use super::Ports;
use super::connection::Connection;
use super::index::Index;
use crate::matching::{
    Grounds, IdGround, NameGround, NameKey, Ranked, Why, carries_device_id, name_ground,
    same_host_name, similar,
};
use crate::page::{Context, Recipe, RmmIds};
use gluepane_itglue::{Configuration, GlueError, OrganizationId};

/// More rows than this for one device id mean that the filter was ignored.
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

/// Asks for the configuration of the page's device id.
///
/// IT Glue ignores filters that it doesn't know, and an account may have two integrations with the same small ids. So a
/// row counts as proved only if its own RMM record links to this device on this host, or its organization and its host
/// name are the page's, or the same id asked with another integration's type does not give it. A row that is archived, or
/// whose record links to another platform of the product, is never proved.
pub(super) async fn ask_device_id<P: Ports>(
    ports: &P,
    connection: &Connection,
    recipe: &Recipe,
    context: &Context,
) -> Result<DeviceId, GlueError> {
    let (Some(rmm), [device_id]) = (recipe.rmm, context.device_ids.as_slice()) else {
        return Ok(DeviceId::None);
    };
    let RmmIds {
        integration_type,
        control_type,
    } = rmm;
    let client = connection.client(ports);
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
            organizations.sort_unstable();
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
    } else if links_here || names_agree(ports, &row, context) {
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

/// All grounds for the organization.
pub(super) fn grounds<P: Ports>(
    ports: &P,
    context: &Context,
    device_id: &DeviceId,
    index: &Index,
) -> Grounds {
    let id = match device_id {
        DeviceId::None => IdGround::None,
        DeviceId::One { row, is_proved } => IdGround::One {
            id: row.organization,
            is_proved: *is_proved,
        },
        DeviceId::Several(organizations) => match organizations.as_slice() {
            [one] => IdGround::One {
                id: *one,
                is_proved: false,
            },
            _ => IdGround::Several(organizations.clone()),
        },
    };
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
    Grounds {
        id,
        similar: if name == NameGround::None {
            keys.iter()
                .flat_map(|key| similar(key, &index.rows))
                .collect()
        } else {
            vec![]
        },
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
