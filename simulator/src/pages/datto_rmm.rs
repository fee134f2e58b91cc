//! Datto RMM: `tests/pages/datto-rmm`.

use axum::response::{IntoResponse, Response};
use serde_json::json;
use tenant::{Alert, Device, Site, Tenant};

use super::plant::Other;
use super::{Sight, escape, escape_some, fill, html, script, slug, style};

const SITE: &str = include_str!("../../../tests/pages/datto-rmm/site.html");
const DEVICE: &str = include_str!("../../../tests/pages/datto-rmm/device.html");
const ALERT: &str = include_str!("../../../tests/pages/datto-rmm/alert.html");
const PLANT: &str = include_str!("../../../tests/pages/datto-rmm/plant.html");
const SCRIPT: &str = include_str!("../../../tests/pages/datto-rmm/app.js");
const STYLE: &str = include_str!("../../../tests/pages/datto-rmm/app.css");

/// Where a frame of another origin comes from.
const ELSEWHERE: &str = "https://concord.rmm.datto.com";

/// Answers a request to one of its hosts.
pub(super) fn answer(sight: &Sight) -> Option<Response> {
    match sight.ask.segments().as_slice() {
        [] => Some(html(index(sight.tenant))),
        ["app.js"] => Some(script(SCRIPT)),
        ["app.css"] => Some(style(STYLE)),
        ["__page", rest @ ..] => Some(page(sight, rest)?.data()),
        segments => Some(html(page(sight, segments)?.document())),
    }
}

/// A replica with what goes into its places. Values are HTML already.
struct Page {
    template: &'static str,
    view: &'static str,
    /// Title after the load, plain text.
    title: String,
    site_name: String,
    site_uid: String,
    crumbs: String,
    places: Vec<(&'static str, String)>,
}

impl Page {
    fn document(&self) -> String {
        let mut places = vec![
            ("site_name", escape(&self.site_name)),
            ("site_uid", escape(&self.site_uid)),
            ("title", escape(&self.title)),
            ("crumbs", self.crumbs.clone()),
        ];
        places.extend(self.places.iter().cloned());
        fill(self.template, &places)
    }

    /// What the page's script fetches after a click.
    fn data(&self) -> Response {
        let document = self.document();
        let main = document
            .split_once("<!--main-->")
            .and_then(|(_, rest)| rest.rsplit_once("<!--/main-->"))
            .map_or("", |(main, _)| main);
        axum::Json(json!({
            "view": self.view,
            "title": self.title,
            "site_name": self.site_name,
            "site_uid": self.site_uid,
            "crumbs": self.crumbs,
            "main": main,
        }))
        .into_response()
    }
}

fn page(sight: &Sight, segments: &[&str]) -> Option<Page> {
    let tenant = sight.tenant;
    match segments {
        ["site", id] | ["site", id, _] => site_page(sight, tenant.site(id.parse().ok()?)?),
        ["device", id] | ["device", id, _] => {
            let (site, device) = tenant.device(id.parse().ok()?)?;
            device_page(sight, site, device)
        }
        ["alert", id] => {
            let id: u64 = id.parse().ok()?;
            let alert = tenant.alerts.iter().find(|alert| alert.id == id)?;
            let (site, device) = tenant.device(alert.device_id)?;
            alert_page(sight, alert, site, device)
        }
        _ => None,
    }
}

/// What of another client is planted: where its pages are, an imitation of this page, and the client.
struct Planted<'a> {
    other: Other<'a>,
    /// Its device's page.
    record: String,
    imitation: String,
}

impl<'a> Planted<'a> {
    fn on(tenant: &'a Tenant, site: &Site) -> Option<Self> {
        let other = Other::than(tenant, site.organization_id.unwrap_or(0))?;
        let configuration = other.asset.configuration_id;
        let (its_site, device) = tenant.sites.iter().find_map(|site| {
            let device = site
                .devices
                .iter()
                .find(|device| device.configuration_id == configuration)?;
            Some((site, device))
        })?;
        let imitation = fill(
            PLANT,
            &[
                ("site_name", escape(&its_site.name)),
                ("site_uid", escape(&its_site.uid)),
                ("crumbs", crumbs(its_site, Some(device))),
                ("hostname", escape(&device.hostname)),
                ("serial_number", escape(other.serial())),
                ("mac_address", escape(other.mac())),
            ],
        );
        Some(Self {
            record: device_link(device),
            other,
            imitation,
        })
    }

    fn body(&self, sight: &Sight, zone: &str) -> String {
        let elsewhere = format!("{ELSEWHERE}{}", self.record);
        sight
            .plant
            .body(zone, &self.imitation, &self.record, &elsewhere)
    }

    /// What stands, unseen, where the page's own record stands.
    fn unseen(&self, sight: &Sight) -> String {
        let plant = &sight.plant;
        plant.hidden(&self.imitation) + &plant.hidden_frame(&self.record)
    }
}

fn site_page(sight: &Sight, site: &Site) -> Option<Page> {
    let planted = Planted::on(sight.tenant, site)?;
    let rows: Vec<String> = site.devices.iter().map(device_row).collect();
    let n_servers = site
        .devices
        .iter()
        .filter(|device| device.device_type == "Server")
        .count();
    let is_here = |alert: &&Alert| {
        site.devices
            .iter()
            .any(|device| device.id == alert.device_id)
    };
    let alerts: Vec<&Alert> = sight.tenant.alerts.iter().filter(is_here).collect();
    let other_name = &planted.other.organization.name;
    Some(Page {
        template: SITE,
        view: "site",
        title: match sight.plant.at("document-title") {
            true => other_name.clone(),
            false => site.name.clone(),
        },
        site_name: site.name.clone(),
        site_uid: site.uid.clone(),
        crumbs: crumbs(site, None),
        places: vec![
            ("planted", planted.unseen(sight)),
            ("notes", planted.body(sight, "notes")),
            ("device_count", site.devices.len().to_string()),
            ("server_count", n_servers.to_string()),
            ("alert_count", alerts.len().to_string()),
            ("device_rows", rows.join("\n")),
            ("alert_rows", alert_rows(&alerts)),
        ],
    })
}

fn device_page(sight: &Sight, site: &Site, device: &Device) -> Option<Page> {
    let planted = Planted::on(sight.tenant, site)?;
    let (plant, other) = (&sight.plant, &planted.other);
    let other_name = &other.organization.name;
    let alerts: Vec<&Alert> = sight
        .tenant
        .alerts
        .iter()
        .filter(|alert| alert.device_id == device.id)
        .collect();
    let shown = Device {
        hostname: match plant.at("hostname") {
            true => other.asset.hostname.clone(),
            false => device.hostname.clone(),
        },
        ..device.clone()
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Some(Page {
        template: DEVICE,
        view: "device",
        title: match plant.at("document-title") {
            true => other_name.clone(),
            false => shown.hostname.clone(),
        },
        site_name: site.name.clone(),
        site_uid: site.uid.clone(),
        crumbs: crumbs(site, Some(&shown)),
        places: vec![
            ("planted", planted.unseen(sight)),
            ("hostname", escape(&shown.hostname)),
            ("device_type", escape(&device.device_type)),
            (
                "description",
                plant.text("description", &device.description, other_name),
            ),
            ("device_uid", escape(&device.uid)),
            (
                "serial_number",
                plant.text("serial", &text(&device.serial_number), other.serial()),
            ),
            (
                "mac_address",
                plant.text("mac", &text(&device.mac_address), other.mac()),
            ),
            ("ip_address", escape_some(device.ip_address.as_ref())),
            ("operating_system", escape(&device.operating_system)),
            (
                "last_user",
                plant.text("last-user", &text(&device.last_user), other_name),
            ),
            ("last_seen", escape(&device.last_seen)),
            ("udf", planted.body(sight, "udf")),
            ("alert_count", alerts.len().to_string()),
            ("alert_rows", alert_rows(&alerts)),
        ],
    })
}

fn alert_page(sight: &Sight, alert: &Alert, site: &Site, device: &Device) -> Option<Page> {
    let planted = Planted::on(sight.tenant, site)?;
    Some(Page {
        template: ALERT,
        view: "alert",
        title: match sight.plant.at("document-title") {
            true => planted.other.organization.name.clone(),
            false => format!("Alert {}", alert.id),
        },
        site_name: site.name.clone(),
        site_uid: site.uid.clone(),
        crumbs: crumbs(site, Some(device)),
        places: vec![
            ("planted", planted.unseen(sight)),
            ("alert_id", alert.id.to_string()),
            ("priority", alert.priority.to_owned()),
            ("hostname", escape(&device.hostname)),
            ("device_link", device_link(device)),
            ("site_link", site_link(site)),
            (
                "message_html",
                alert.message_html.clone() + &planted.body(sight, "message"),
            ),
        ],
    })
}

fn crumbs(site: &Site, device: Option<&Device>) -> String {
    let mut crumbs = format!(
        "<a href=\"/\">Sites</a> / <a href=\"{}\">{}</a>",
        site_link(site),
        escape(&site.name)
    );
    if let Some(device) = device {
        crumbs.push_str(&format!(
            " / <a href=\"{}\">{}</a>",
            device_link(device),
            escape(&device.hostname)
        ));
    }
    crumbs
}

fn device_row(device: &Device) -> String {
    format!(
        "<tr><td><a href=\"{}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        device_link(device),
        escape(&device.hostname),
        escape(&device.device_type),
        escape_some(device.ip_address.as_ref()),
        escape_some(device.last_user.as_ref()),
        escape(&device.last_seen),
    )
}

fn alert_rows(alerts: &[&Alert]) -> String {
    alerts
        .iter()
        .map(|alert| {
            format!(
                "<li><a href=\"/alert/{0}\">Alert {0}</a> ({1})</li>",
                alert.id, alert.priority
            )
        })
        .collect()
}

fn site_link(site: &Site) -> String {
    format!("/site/{}/{}", site.id, slug(&site.name))
}

fn device_link(device: &Device) -> String {
    format!("/device/{}/{}", device.id, escape(&device.hostname))
}

fn index(tenant: &Tenant) -> String {
    let mut sites: Vec<&Site> = tenant.sites.iter().collect();
    sites.sort_by_key(|site| site.name.to_lowercase());
    let items: Vec<String> = sites
        .iter()
        .map(|site| {
            format!(
                "<li><a href=\"{}\">{}</a> ({} devices)</li>",
                site_link(site),
                escape(&site.name),
                site.devices.len()
            )
        })
        .collect();
    let alerts: Vec<&Alert> = tenant.alerts.iter().collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>RMM demo: all sites</title>\
         <link rel=\"stylesheet\" href=\"/app.css\"></head><body><div class=\"index\"><h1>All sites</h1>\
         <p>A stand-in for an RMM, with invented clients. Pick a site, then a device.</p><ul>{}</ul>\
         <h2>Open alerts</h2><ul>{}</ul></div></body></html>",
        items.concat(),
        alert_rows(&alerts),
    )
}
