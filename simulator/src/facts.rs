//! `GET /facts`: what a browser test needs to know about the tenant. Ids are text, because JavaScript rounds long numbers.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tenant::{Password, Tenant, fixtures};

/// The facts of `tenant`.
pub(crate) fn facts(tenant: &Tenant) -> Value {
    let mut organizations: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in &tenant.organizations {
        organizations
            .entry(&row.name)
            .or_default()
            .push(row.id.to_string());
    }
    let text = |id: Option<u64>| id.map(|id| id.to_string());
    let devices: Vec<Value> = tenant
        .sites
        .iter()
        .flat_map(|site| site.devices.iter().map(move |device| (site, device)))
        .map(|(site, device)| {
            json!({
                "datto_id": device.id,
                "uid": device.uid,
                "site_id": site.id,
                "site_name": site.name,
                "host_name": device.hostname,
                "organization_id": text(device.organization_id),
                "configuration_id": text(device.configuration_id),
            })
        })
        .collect();
    let sites: Vec<Value> = tenant
        .sites
        .iter()
        .map(|site| {
            json!({"id": site.id, "uid": site.uid, "name": site.name, "organization_id": text(site.organization_id)})
        })
        .collect();
    let alerts: Vec<Value> = tenant
        .alerts
        .iter()
        .map(|alert| json!({"id": alert.id, "datto_id": alert.device_id}))
        .collect();
    let company = |integration: &str, id: u64| {
        tenant
            .company_number(integration, id)
            .map(|number| number.to_string())
    };
    let companies: Vec<Value> = tenant
        .organizations
        .iter()
        .map(|row| {
            json!({
                "organization_id": row.id.to_string(),
                "name": row.name,
                "autotask": company("autotask", row.id),
                "connectwise": company("manage", row.id),
            })
        })
        .collect();
    let assets: Vec<Value> = tenant
        .assets
        .iter()
        .map(|row| {
            json!({
                "autotask": row.autotask_id,
                "connectwise": row.connectwise_id,
                "organization_id": row.organization_id.to_string(),
                "configuration_id": text(row.configuration_id),
                "host_name": row.hostname,
                "serial_number": row.serial_number,
                "mac_address": row.mac_address,
            })
        })
        .collect();
    let tickets: Vec<Value> = tenant
        .tickets
        .iter()
        .map(|row| {
            json!({"id": row.id, "number": row.number, "organization_id": row.organization_id.to_string(), "asset": row.asset})
        })
        .collect();
    let passwords_where = |keep: fn(&Password) -> bool| -> Vec<Value> {
        tenant
            .passwords
            .iter()
            .filter(|row| keep(row))
            .map(password)
            .collect()
    };
    json!({
        "organizations": organizations,
        "sites": sites,
        "devices": devices,
        "alerts": alerts,
        "psa": {"companies": companies, "assets": assets, "tickets": tickets},
        "hdg_dc01_passwords": passwords_where(|row| row.configuration_id == Some(fixtures::HDG_DC01)),
        "hdg_passwords": passwords_where(|row| row.organization_id == fixtures::HARBOUR_DENTAL),
        "summit_passwords": passwords_where(|row| row.organization_id == fixtures::SUMMIT_VETERINARY),
    })
}

fn password(row: &Password) -> Value {
    json!({
        "id": row.id.to_string(),
        "name": row.name,
        "username": row.username,
        "configuration_id": row.configuration_id.map(|id| id.to_string()),
        "otp_enabled": row.otp_enabled,
        "vaulted": row.is_vaulted(),
        "archived": row.archived,
    })
}
