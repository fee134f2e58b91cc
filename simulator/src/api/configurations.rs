//! `/configurations`.

use serde_json::json;
use tenant::{Configuration, Details, Kind, Ref, RemoteId, RmmRecord};

use super::compare::{Hear, Test};
use super::contacts::{CONTACTS, LOCATIONS};
use super::dictionaries::exists_in;
use super::interfaces::INTERFACES;
use super::organizations::{adapter_rows, visit};
use super::row::{Attributes, Link, Linkage, Row, object, row};
use super::set::{Set, Writes};
use super::table::{Detail, Include, Key, Resource, Routes, base};
use super::view::{View, name_in};

pub(crate) static CONFIGURATIONS: Resource<Configuration> = Resource {
    record: Some(Kind::Configuration),
    routes: Routes::READ
        .and(Routes::NESTED)
        .and(Routes::CREATE)
        .and(Routes::UPDATE)
        .and(Routes::BULK_UPDATE)
        .and(Routes::BULK_DELETE),
    owner: Some(|row| row.organization_id),
    above: &[|row| Some(Ref::new(Kind::ConfigurationType, row.type_id))],
    filters: &[
        ("id", Test::Id),
        ("name", Test::Name(|row, _| Some(&row.name))),
        ("organization_id", Test::Above(Kind::Organization)),
        (
            "configuration_type_id",
            Test::Above(Kind::ConfigurationType),
        ),
        (
            "configuration_status_id",
            Test::Number(|row| Some(row.status_id)),
        ),
        ("contact_id", Test::Number(|row| row.details.contact_id)),
        (
            "serial_number",
            Test::Text(|row, _| row.serial_number.as_deref()),
        ),
        ("mac_address", Test::Mac(|row| row.mac_address.as_deref())),
        ("asset_tag", Test::Text(|row, _| row.asset_tag.as_deref())),
        (
            "psa_id",
            Test::Remote {
                system: "psa_integration_type",
                ids: |row, _, hear| visit(&row.remote_ids, hear),
            },
        ),
        (
            "rmm_id",
            Test::Remote {
                system: "rmm_integration_type",
                ids: rmm_ids,
            },
        ),
        ("archived", Test::Flag(|row| row.archived)),
    ],
    excludes: &[],
    ranges: &[],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("id", |row, _| Key::Number(row.id)),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    includes: &[
        Include {
            name: "adapters_resources",
            show_only: false,
            rows: adapters,
        },
        Include {
            name: "rmm_adapters_resources",
            show_only: true,
            rows: |row, view| adapter_rows(row.id, &numbers(row), view),
        },
        Include {
            name: "rmm_records",
            show_only: false,
            rows: rmm_records,
        },
        Include {
            name: "configuration_interfaces",
            show_only: false,
            rows: interface_rows,
        },
        Include::empty("dnet_fa_remote_assets", false),
        Include::empty("adapters_resources_errors", true),
        Include::empty("rmm_adapters_resources_errors", true),
        Include::empty("active_network_glue_network_devices", true),
        Include::empty("to_configuration_connections", true),
        Include::empty("from_configuration_connections", true),
    ],
    writes: Some(&WRITES),
    ..base(
        "configurations",
        "configurations",
        |tenant| &tenant.configurations,
        |row| row.id,
        attributes,
    )
};

static WRITES: Writes<Configuration> = Writes {
    rows: |tenant| &mut tenant.configurations,
    fresh: |fresh| Configuration {
        id: fresh.id,
        organization_id: fresh.owner(),
        name: String::new(),
        hostname: None,
        primary_ip: None,
        mac_address: None,
        default_gateway: None,
        serial_number: None,
        asset_tag: None,
        notes: None,
        type_id: 0,
        status_id: 0,
        manufacturer_id: None,
        model_id: None,
        operating_system_id: None,
        warranty_expires_at: None,
        archived: false,
        details: Details::default(),
        interfaces: Vec::new(),
        rmm_records: Vec::new(),
        remote_ids: Vec::new(),
        created_at: fresh.now(),
        updated_at: fresh.now(),
    },
    fields: &[
        ("name", Set::Text(|row| &mut row.name)),
        ("hostname", Set::Maybe(|row| &mut row.hostname)),
        ("primary_ip", Set::Maybe(|row| &mut row.primary_ip)),
        ("mac_address", Set::Maybe(|row| &mut row.mac_address)),
        (
            "default_gateway",
            Set::Maybe(|row| &mut row.default_gateway),
        ),
        ("serial_number", Set::Maybe(|row| &mut row.serial_number)),
        ("asset_tag", Set::Maybe(|row| &mut row.asset_tag)),
        ("position", Set::Maybe(|row| &mut row.details.position)),
        (
            "installed_by",
            Set::Maybe(|row| &mut row.details.installed_by),
        ),
        (
            "purchased_by",
            Set::Maybe(|row| &mut row.details.purchased_by),
        ),
        ("notes", Set::Maybe(|row| &mut row.notes)),
        (
            "operating_system_notes",
            Set::Maybe(|row| &mut row.details.operating_system_notes),
        ),
        (
            "warranty_expires_at",
            Set::Maybe(|row| &mut row.warranty_expires_at),
        ),
        (
            "installed_at",
            Set::Maybe(|row| &mut row.details.installed_at),
        ),
        (
            "purchased_at",
            Set::Maybe(|row| &mut row.details.purchased_at),
        ),
        (
            "mitp_device_expiration_date",
            Set::Maybe(|row| &mut row.details.device_expires_at),
        ),
        (
            "mitp_end_of_life_date",
            Set::Maybe(|row| &mut row.details.end_of_life_at),
        ),
        ("restricted", Set::Flag(|row| &mut row.details.restricted)),
        ("archived", Set::Flag(|row| &mut row.archived)),
        (
            "configuration_type_id",
            Set::Link(
                |row| &mut row.type_id,
                |tenant, id| exists_in(&tenant.dictionaries.configuration_types, id),
            ),
        ),
        (
            "configuration_status_id",
            Set::Link(
                |row| &mut row.status_id,
                |tenant, id| exists_in(&tenant.dictionaries.configuration_statuses, id),
            ),
        ),
        (
            "manufacturer_id",
            Set::MaybeLink(
                |row| &mut row.manufacturer_id,
                |tenant, id| exists_in(&tenant.dictionaries.manufacturers, id),
            ),
        ),
        (
            "model_id",
            Set::MaybeLink(
                |row| &mut row.model_id,
                |tenant, id| exists_in(&tenant.dictionaries.models, id),
            ),
        ),
        (
            "operating_system_id",
            Set::MaybeLink(
                |row| &mut row.operating_system_id,
                |tenant, id| exists_in(&tenant.dictionaries.operating_systems, id),
            ),
        ),
        (
            "location_id",
            Set::MaybeLink(
                |row| &mut row.details.location_id,
                |tenant, id| LOCATIONS.find(id, tenant).is_some(),
            ),
        ),
        (
            "contact_id",
            Set::MaybeLink(
                |row| &mut row.details.contact_id,
                |tenant, id| CONTACTS.find(id, tenant).is_some(),
            ),
        ),
    ],
    required: &["name", "configuration_type_id"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    // API reference, section 3.3.
    synced: Some((
        |row| !row.remote_ids.is_empty(),
        &[
            "archived",
            "asset_tag",
            "notes",
            "purchased_at",
            "restricted",
            "serial_number",
            "warranty_expires_at",
            "mitp_device_expiration_date",
            "mitp_end_of_life_date",
        ],
    )),
    after: |tenant, after| {
        let first = tenant
            .dictionaries
            .configuration_statuses
            .first()
            .map(|row| row.id);
        if after.is_new
            && let Some(row) = tenant
                .configurations
                .iter_mut()
                .find(|row| row.id == after.id && row.status_id == 0)
        {
            row.status_id = first.unwrap_or(0);
        }
        if after.has("primary_ip") || after.has("mac_address") {
            super::interfaces::follow_configuration(tenant, after.id);
        }
    },
};

/// Ids in RMMs. Datto RMM has two per device; which of them IT Glue means is not documented.
fn rmm_ids(row: &Configuration, view: &View, hear: Hear) {
    if row.rmm_records.is_empty() {
        return;
    }
    let form = view.options.get("datto_rmm_id");
    for record in &row.rmm_records {
        if form != "uid" || record.remote_uid.is_none() {
            hear(record.integration, &record.remote_id);
        }
        if let Some(uid) = record.remote_uid.as_deref().filter(|_| form != "number") {
            hear(record.integration, uid);
        }
    }
}

fn numbers(row: &Configuration) -> Vec<RemoteId> {
    row.rmm_records
        .iter()
        .map(|record| RemoteId {
            integration: record.integration,
            remote_id: record.remote_id.clone(),
        })
        .collect()
}

fn adapters(shown: &Configuration, view: &View) -> Vec<Row> {
    let mut remote_ids = shown.remote_ids.clone();
    if view.options.is("configuration_adapters", "psa_and_rmm") {
        remote_ids.extend(numbers(shown));
    }
    adapter_rows(shown.id, &remote_ids, view)
}

fn interface_rows(shown: &Configuration, view: &View) -> Vec<Row> {
    INTERFACES
        .below(Ref::new(Kind::Configuration, shown.id), view)
        .into_iter()
        .map(|interface| INTERFACES.bare(interface, view, Detail::List))
        .collect()
}

fn rmm_records(shown: &Configuration, view: &View) -> Vec<Row> {
    shown
        .rmm_records
        .iter()
        .map(|record| {
            let mut described = row(
                "rmm-records",
                record.id,
                rmm_attributes(record, shown, view),
            );
            let configuration = Link {
                id: shown.id,
                kind: "configurations",
            };
            described
                .relationships
                .push(("configuration".into(), Linkage::One(configuration)));
            described
        })
        .collect()
}

fn rmm_attributes(record: &RmmRecord, shown: &Configuration, view: &View) -> Attributes {
    let dictionaries = &view.tenant.dictionaries;
    object!({
        "name": record.hostname,
        "hostname": record.hostname,
        "cpu": (),
        "device-type": record.device_type,
        "disks": json!([{"name": "C:", "used": 120_000_000_000_u64, "total": 480_000_000_000_u64}]),
        "external-url": record.external_url,
        "ip-addresses": record.ip_addresses,
        "mac-addresses": record.mac_addresses,
        "last-login-user": record.last_login_user,
        "last-reboot": (),
        "last-seen-online": record.last_seen_online,
        "manufacturer-name": name_in(&dictionaries.manufacturers, shown.manufacturer_id),
        "manufacturer-model-name": name_in(&dictionaries.models, shown.model_id),
        "memory-total": 17_179_869_184_u64,
        "ms-office-version": (),
        "operating-system": record.operating_system,
        "patches-applied": 41,
        "patches-total": 42,
        "serial-number": record.serial_number,
    })
}

fn attributes(row: &Configuration, view: &View, _: Detail) -> Attributes {
    let dictionaries = &view.tenant.dictionaries;
    let kind = dictionaries
        .configuration_types
        .iter()
        .find(|kind| kind.id == row.type_id)
        .map(|kind| kind.kind);
    let details = &row.details;
    let location = details
        .location_id
        .and_then(|id| LOCATIONS.find(id, view.tenant));
    let contact = details
        .contact_id
        .and_then(|id| CONTACTS.find(id, view.tenant));
    let mut attributes = view.owned(
        row.organization_id,
        "configurations",
        row.id,
        details.restricted,
    );
    attributes.extend(object!({
        "psa-integration": view.psa_integration(!row.remote_ids.is_empty()),
        "organization-short-name": view.tenant.organization(row.organization_id).map(|owner| &owner.short_name),
        "name": row.name,
        "hostname": row.hostname,
        "primary-ip": row.primary_ip,
        "mac-address": row.mac_address,
        "default-gateway": row.default_gateway,
        "serial-number": row.serial_number,
        "asset-tag": row.asset_tag,
        "position": details.position,
        "installed-by": details.installed_by,
        "purchased-by": details.purchased_by,
        "notes": row.notes,
        "operating-system-notes": details.operating_system_notes,
        "warranty-expires-at": row.warranty_expires_at,
        "installed-at": details.installed_at,
        "purchased-at": details.purchased_at,
        "mitp-device-expiration-date": details.device_expires_at,
        "mitp-end-of-life-date": details.end_of_life_at,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
        "archived": row.archived,
    }));
    attributes.extend(object!({
        "configuration-type-id": row.type_id,
        "configuration-type-name": name_in(&dictionaries.configuration_types, Some(row.type_id)),
        "configuration-type-kind": kind,
        "configuration-status-id": row.status_id,
        "configuration-status-name": name_in(&dictionaries.configuration_statuses, Some(row.status_id)),
        "manufacturer-id": row.manufacturer_id,
        "manufacturer-name": name_in(&dictionaries.manufacturers, row.manufacturer_id),
        "model-id": row.model_id,
        "model-name": name_in(&dictionaries.models, row.model_id),
        "operating-system-id": row.operating_system_id,
        "operating-system-name": name_in(&dictionaries.operating_systems, row.operating_system_id),
        "location-id": details.location_id,
        "location-name": location.map(|row| &row.name),
        "contact-id": details.contact_id,
        "contact-name": contact.map(tenant::records::Contact::name),
    }));
    attributes
}
