//! The demo host pages: replicas from `tests/pages`, filled from the tenant.

use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;
use tenant::{Alert, Device, Site, Tenant};

use crate::Simulator;
use crate::serve::Ask;

const SITE: &str = include_str!("../../tests/pages/datto-rmm/site.html");
const DEVICE: &str = include_str!("../../tests/pages/datto-rmm/device.html");
const ALERT: &str = include_str!("../../tests/pages/datto-rmm/alert.html");
const SCRIPT: &str = include_str!("../../tests/pages/datto-rmm/app.js");
const STYLE: &str = include_str!("../../tests/pages/datto-rmm/app.css");

const STRICT_POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'none'";

/// Answers a request for a page, its data, or its files.
pub(crate) fn answer(simulator: &Simulator, ask: &Ask) -> Response {
    if ask.method != Method::GET {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let tenant = simulator.tenant();
    let mut answer = match ask.segments().as_slice() {
        [] => Html(index(&tenant)).into_response(),
        ["app.js"] => file("text/javascript; charset=utf-8", SCRIPT),
        // Browsers ask by themselves; a 404 would be noise in a test's console.
        ["favicon.ico"] => StatusCode::NO_CONTENT.into_response(),
        ["app.css"] => file("text/css; charset=utf-8", STYLE),
        ["__page", rest @ ..] => page(&tenant, rest).map_or_else(not_found, |page| page.data()),
        segments => page(&tenant, segments)
            .map_or_else(not_found, |page| Html(page.document()).into_response()),
    };
    let headers = answer.headers_mut();
    if ask.parameter("csp") == Some("strict") {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(STRICT_POLICY),
        );
    }
    if ask.parameter("pp") == Some("1") {
        headers.insert(
            "permissions-policy",
            HeaderValue::from_static("clipboard-write=()"),
        );
    }
    for policy in ["require-corp", "credentialless"] {
        if ask.parameter("coep") == Some(policy) {
            headers.insert(
                "cross-origin-embedder-policy",
                HeaderValue::from_static(policy),
            );
        }
    }
    answer
}

/// Text as HTML shows it, in content and in attributes.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
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
        let shared = [
            ("site_name", escape(&self.site_name)),
            ("site_uid", escape(&self.site_uid)),
            ("title", escape(&self.title)),
            ("crumbs", self.crumbs.clone()),
        ];
        // One pass from left to right, so that text of the tenant is never taken for a place.
        let mut document = String::with_capacity(self.template.len() * 2);
        let mut rest = self.template;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}").unwrap_or((after, ""));
            document.push_str(before);
            let value = shared
                .iter()
                .chain(&self.places)
                .find(|(place, _)| *place == name);
            document.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        document.push_str(rest);
        document
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

fn page(tenant: &Tenant, segments: &[&str]) -> Option<Page> {
    match segments {
        ["site", id] | ["site", id, _] => Some(site_page(tenant, tenant.site(id.parse().ok()?)?)),
        ["device", id] | ["device", id, _] => {
            let (site, device) = tenant.device(id.parse().ok()?)?;
            Some(device_page(tenant, site, device))
        }
        ["alert", id] => {
            let id: u64 = id.parse().ok()?;
            let alert = tenant.alerts.iter().find(|alert| alert.id == id)?;
            let (site, device) = tenant.device(alert.device_id)?;
            Some(alert_page(alert, site, device))
        }
        _ => None,
    }
}

fn site_page(tenant: &Tenant, site: &Site) -> Page {
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
    let alerts: Vec<&Alert> = tenant.alerts.iter().filter(is_here).collect();
    Page {
        template: SITE,
        view: "site",
        title: site.name.clone(),
        site_name: site.name.clone(),
        site_uid: site.uid.clone(),
        crumbs: crumbs(site, None),
        places: vec![
            ("device_count", site.devices.len().to_string()),
            ("server_count", n_servers.to_string()),
            ("alert_count", alerts.len().to_string()),
            ("device_rows", rows.join("\n")),
            ("alert_rows", alert_rows(&alerts)),
        ],
    }
}

fn device_page(tenant: &Tenant, site: &Site, device: &Device) -> Page {
    let alerts: Vec<&Alert> = tenant
        .alerts
        .iter()
        .filter(|alert| alert.device_id == device.id)
        .collect();
    let text = |value: &Option<String>| escape(value.as_deref().unwrap_or(""));
    Page {
        template: DEVICE,
        view: "device",
        title: device.hostname.clone(),
        site_name: site.name.clone(),
        site_uid: site.uid.clone(),
        crumbs: crumbs(site, Some(device)),
        places: vec![
            ("hostname", escape(&device.hostname)),
            ("device_type", escape(&device.device_type)),
            ("description", escape(&device.description)),
            ("device_uid", escape(&device.uid)),
            ("serial_number", text(&device.serial_number)),
            ("mac_address", text(&device.mac_address)),
            ("ip_address", text(&device.ip_address)),
            ("operating_system", escape(&device.operating_system)),
            ("last_user", text(&device.last_user)),
            ("last_seen", escape(&device.last_seen)),
            ("alert_count", alerts.len().to_string()),
            ("alert_rows", alert_rows(&alerts)),
        ],
    }
}

fn alert_page(alert: &Alert, site: &Site, device: &Device) -> Page {
    Page {
        template: ALERT,
        view: "alert",
        title: format!("Alert {}", alert.id),
        site_name: site.name.clone(),
        site_uid: site.uid.clone(),
        crumbs: crumbs(site, Some(device)),
        places: vec![
            ("alert_id", alert.id.to_string()),
            ("priority", alert.priority.to_owned()),
            ("hostname", escape(&device.hostname)),
            ("device_link", device_link(device)),
            ("site_link", site_link(site)),
            ("message_html", alert.message_html.clone()),
        ],
    }
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
    let text = |value: &Option<String>| escape(value.as_deref().unwrap_or(""));
    format!(
        "<tr><td><a href=\"{}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        device_link(device),
        escape(&device.hostname),
        escape(&device.device_type),
        text(&device.ip_address),
        text(&device.last_user),
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

fn slug(name: &str) -> String {
    let words: Vec<String> = name
        .to_lowercase()
        .split(|sign: char| !sign.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.join("-")
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

fn file(media_type: &'static str, content: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type)], content).into_response()
}

fn not_found() -> Response {
    (
        StatusCode::NOT_FOUND,
        Html("<!doctype html><title>Datto RMM</title><h1>Not found</h1>"),
    )
        .into_response()
}
