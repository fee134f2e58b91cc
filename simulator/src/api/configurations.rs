//! `/configurations` and the interfaces below a configuration.

use axum::response::Response;
use serde_json::{Value, json};
use tenant::{Configuration, Interface, RemoteId, RmmRecord};

use super::compare::Test;
use super::errors;
use super::organizations::adapter_rows;
use super::passwords::PASSWORDS;
use super::query::Query;
use super::table::{Detail, Include, Key, Resource};
use super::view::{Attributes, View, name_in, object, row};

pub(crate) static CONFIGURATIONS: Resource<Configuration> = Resource {
    path: "configurations",
    kind: "configurations",
    rows: |tenant| &tenant.configurations,
    id: |row| row.id,
    owner: Some(|row| row.organization_id),
    filters: &[
        ("id", Test::Number(|row| Some(row.id))),
        ("name", Test::Name(|row, _| Some(&row.name))),
        (
            "organization_id",
            Test::Number(|row| Some(row.organization_id)),
        ),
        (
            "configuration_type_id",
            Test::Number(|row| Some(row.type_id)),
        ),
        (
            "configuration_status_id",
            Test::Number(|row| Some(row.status_id)),
        ),
        ("contact_id", Test::Number(|_| None)),
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
                ids: |row, _| row.remote_ids.clone(),
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
            rows: |row, _| adapter_rows(row.id, &numbers(row)),
        },
        Include {
            name: "rmm_records",
            show_only: false,
            rows: rmm_records,
        },
        Include {
            name: "passwords",
            show_only: false,
            rows: passwords,
        },
        Include {
            name: "configuration_interfaces",
            show_only: false,
            rows: interface_rows,
        },
        Include {
            name: "attachments",
            show_only: false,
            rows: |_, _| Vec::new(),
        },
        Include {
            name: "tickets",
            show_only: false,
            rows: |_, _| Vec::new(),
        },
        Include {
            name: "related_items",
            show_only: true,
            rows: |_, _| Vec::new(),
        },
    ],
    attributes,
    is_cacheable: false,
};

static INTERFACES: Resource<Interface> = Resource {
    path: "configuration_interfaces",
    kind: "configuration-interfaces",
    rows: |_| &[],
    id: |row| row.id,
    owner: None,
    filters: &[
        ("id", Test::Number(|row| Some(row.id))),
        ("ip_address", Test::Text(|row, _| row.ip_address.as_deref())),
    ],
    excludes: &[],
    ranges: &[],
    sorts: &[],
    includes: &[],
    attributes: |row, _, _| interface_attributes(row),
    is_cacheable: false,
};

/// `/configurations/ID/relationships/configuration_interfaces[/ID]`.
pub(crate) fn interfaces(parent: &str, rest: &[&str], view: &View, query: &Query) -> Response {
    let Some(parent) = parent
        .parse()
        .ok()
        .and_then(|id| view.tenant.configuration(id))
        .filter(|row| CONFIGURATIONS.is_visible(row, view))
    else {
        return errors::record_not_found();
    };
    match rest {
        [] => INTERFACES.list_of(parent.interfaces.iter().collect(), false, view, query),
        [id] => parent
            .interfaces
            .iter()
            .find(|row| row.id.to_string() == *id)
            .map_or_else(errors::record_not_found, |found| {
                INTERFACES.show_of(found, view, query)
            }),
        _ => errors::unknown_path(),
    }
}

/// Ids in RMMs. Datto RMM has two per device; which of them IT Glue means is not documented.
fn rmm_ids(row: &Configuration, view: &View) -> Vec<RemoteId> {
    let form = view.options.get("datto_rmm_id");
    row.rmm_records
        .iter()
        .flat_map(|record| {
            let uid = record.remote_uid.clone().filter(|_| form != "number");
            let number = Some(record.remote_id.clone())
                .filter(|_| form != "uid" || record.remote_uid.is_none());
            [number, uid]
                .into_iter()
                .flatten()
                .map(|remote_id| RemoteId {
                    integration: record.integration,
                    remote_id,
                })
        })
        .collect()
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

fn adapters(shown: &Configuration, view: &View) -> Vec<Value> {
    let mut remote_ids = shown.remote_ids.clone();
    if view.options.is("configuration_adapters", "psa_and_rmm") {
        remote_ids.extend(numbers(shown));
    }
    adapter_rows(shown.id, &remote_ids)
}

fn passwords(shown: &Configuration, view: &View) -> Vec<Value> {
    view.tenant
        .passwords
        .iter()
        .filter(|password| password.configuration_id == Some(shown.id))
        .map(|password| {
            row(
                "passwords",
                password.id,
                (PASSWORDS.attributes)(password, view, Detail::List),
            )
        })
        .collect()
}

fn interface_rows(shown: &Configuration, _: &View) -> Vec<Value> {
    shown
        .interfaces
        .iter()
        .map(|interface| {
            row(
                "configuration-interfaces",
                interface.id,
                interface_attributes(interface),
            )
        })
        .collect()
}

fn interface_attributes(interface: &Interface) -> Attributes {
    object(json!({
        "name": interface.name,
        "ip-address": interface.ip_address,
        "mac-address": interface.mac_address,
        "primary": interface.primary,
        "notes": null,
        "created-at": "2022-01-05T08:00:00.000Z",
        "updated-at": "2025-01-05T08:00:00.000Z",
    }))
}

fn rmm_records(shown: &Configuration, view: &View) -> Vec<Value> {
    shown
        .rmm_records
        .iter()
        .map(|record| {
            let mut described = row("rmm-records", record.id, rmm_attributes(record, shown, view));
            described["relationships"] =
                json!({"configuration": {"data": {"id": shown.id.to_string(), "type": "configurations"}}});
            described
        })
        .collect()
}

fn rmm_attributes(record: &RmmRecord, shown: &Configuration, view: &View) -> Attributes {
    let dictionaries = &view.tenant.dictionaries;
    object(json!({
        "name": record.hostname,
        "hostname": record.hostname,
        "cpu": null,
        "device-type": record.device_type,
        "disks": [{"name": "C:", "used": 120_000_000_000_u64, "total": 480_000_000_000_u64}],
        "external-url": record.external_url,
        "ip-addresses": record.ip_addresses,
        "mac-addresses": record.mac_addresses,
        "last-login-user": record.last_login_user,
        "last-reboot": null,
        "last-seen-online": record.last_seen_online,
        "manufacturer-name": name_in(&dictionaries.manufacturers, shown.manufacturer_id),
        "manufacturer-model-name": name_in(&dictionaries.models, shown.model_id),
        "memory-total": 17_179_869_184_u64,
        "ms-office-version": null,
        "operating-system": record.operating_system,
        "patches-applied": 41,
        "patches-total": 42,
        "serial-number": record.serial_number,
    }))
}

fn attributes(row: &Configuration, view: &View, _: Detail) -> Attributes {
    let dictionaries = &view.tenant.dictionaries;
    let kind = dictionaries
        .configuration_types
        .iter()
        .find(|kind| kind.id == row.type_id)
        .map(|kind| kind.kind);
    let mut attributes = view.owned(row.organization_id, "configurations", row.id, false);
    attributes.extend(object(json!({
        "psa-integration": (!row.remote_ids.is_empty()).then_some("enabled"),
        "organization-short-name": view.tenant.organization(row.organization_id).map(|owner| &owner.short_name),
        "name": row.name,
        "hostname": row.hostname,
        "primary-ip": row.primary_ip,
        "mac-address": row.mac_address,
        "default-gateway": row.default_gateway,
        "serial-number": row.serial_number,
        "asset-tag": row.asset_tag,
        "position": null,
        "installed-by": null,
        "purchased-by": null,
        "notes": row.notes,
        "operating-system-notes": null,
        "warranty-expires-at": row.warranty_expires_at,
        "installed-at": null,
        "purchased-at": null,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
        "archived": row.archived,
    })));
    attributes.extend(object(json!({
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
        "location-id": null,
        "location-name": null,
        "contact-id": null,
        "contact-name": null,
    })));
    attributes
}
