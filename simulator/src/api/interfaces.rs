//! `/configuration_interfaces`, also below a configuration (API reference, section 3.4).

use serde_json::json;
use tenant::records::InterfaceRow;
use tenant::{Interface, Kind, Ref, Tenant};

use super::compare::Test;
use super::row::{Attributes, object};
use super::set::{Set, Writes, text_in};
use super::table::{Key, Resource, Routes, base};
use super::view::View;

pub(crate) static INTERFACES: Resource<InterfaceRow> = Resource {
    routes: Routes::READ
        .and(Routes::NESTED)
        .and(Routes::CREATE)
        .and(Routes::UPDATE)
        .and(Routes::BULK_UPDATE)
        .and(Routes::DELETE),
    parents: &[Kind::Configuration],
    above: &[|row| Some(Ref::new(Kind::Configuration, row.configuration_id))],
    filters: &[
        ("id", Test::Id),
        (
            "ip_address",
            Test::Text(|row, _| row.interface.ip_address.as_deref()),
        ),
    ],
    sorts: &[
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    writes: Some(&WRITES),
    ..base(
        "configuration_interfaces",
        "configuration-interfaces",
        |tenant| &tenant.records.interfaces,
        |row| row.interface.id,
        |row, view, _| attributes(row, view),
    )
};

static WRITES: Writes<InterfaceRow> = Writes {
    rows: |tenant| &mut tenant.records.interfaces,
    fresh: |fresh| InterfaceRow {
        configuration_id: fresh.above_id(),
        interface: Interface {
            id: fresh.id,
            name: "".into(),
            ip_address: None,
            mac_address: None,
            primary: false,
        },
        notes: None,
        created_at: fresh.now(),
        updated_at: fresh.now(),
    },
    fields: &[
        (
            "name",
            Set::With(|row, value, _| {
                row.interface.name = text_in(value).unwrap_or_default().into();
                Ok(())
            }),
        ),
        (
            "ip_address",
            Set::Maybe(|row| &mut row.interface.ip_address),
        ),
        (
            "mac_address",
            Set::Maybe(|row| &mut row.interface.mac_address),
        ),
        ("primary", Set::Flag(|row| &mut row.interface.primary)),
        ("notes", Set::Maybe(|row| &mut row.notes)),
    ],
    required: &[],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |tenant, after| {
        let row = INTERFACES.find(after.id, tenant);
        if let Some(id) = row
            .filter(|row| row.interface.primary)
            .map(|row| row.configuration_id)
        {
            copy_primary(tenant, id);
        }
    },
};

fn attributes(row: &InterfaceRow, view: &View) -> Attributes {
    let interface = &row.interface;
    let mut attributes = object!({
        "name": interface.name,
        "ip-address": interface.ip_address,
        "mac-address": interface.mac_address,
        "primary": interface.primary,
        "notes": row.notes,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    });
    if !view.options.is("interface_id", "beside") {
        attributes.insert("id", json!(interface.id));
    }
    attributes
}

/// The configuration shows the address of its primary interface.
pub(crate) fn copy_primary(tenant: &mut Tenant, configuration_id: u64) {
    let primary = tenant
        .records
        .interfaces
        .iter()
        .find(|row| row.configuration_id == configuration_id && row.interface.primary);
    let Some(primary) = primary.map(|row| row.interface.clone()) else {
        return;
    };
    if let Some(row) = tenant
        .configurations
        .iter_mut()
        .find(|row| row.id == configuration_id)
    {
        row.primary_ip = primary.ip_address;
        row.mac_address = primary.mac_address;
    }
}

/// And the other way round.
pub(crate) fn follow_configuration(tenant: &mut Tenant, configuration_id: u64) {
    let Some(row) = tenant.configuration(configuration_id) else {
        return;
    };
    let (ip_address, mac_address) = (row.primary_ip.clone(), row.mac_address.clone());
    let interfaces = &mut tenant.records.interfaces;
    let primary = interfaces
        .iter_mut()
        .find(|row| row.configuration_id == configuration_id && row.interface.primary);
    if let Some(primary) = primary {
        primary.interface.ip_address = ip_address;
        primary.interface.mac_address = mac_address;
    }
}
