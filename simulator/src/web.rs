//! A stand-in for IT Glue's web site: pages that say what they are, so that links lead somewhere. No values.

use axum::http::{Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use tenant::Tenant;

use crate::Simulator;
use crate::pages::escape;
use crate::serve::Ask;

/// Answers a request for a page.
pub(crate) fn answer(simulator: &Simulator, ask: &Ask) -> Response {
    if ask.method != Method::GET {
        return page(StatusCode::NOT_FOUND, "Not found", "");
    }
    let tenant = simulator.tenant();
    match content(&tenant, &ask.segments()) {
        Some((heading, body)) => page(StatusCode::OK, &heading, &body),
        None => page(StatusCode::NOT_FOUND, "Not found", ""),
    }
}

fn content(tenant: &Tenant, segments: &[&str]) -> Option<(String, String)> {
    let [organization_id, rest @ ..] = segments else {
        return Some(("Organizations".to_owned(), organizations(tenant)));
    };
    let organization = tenant.organization(organization_id.parse().ok()?)?;
    let (id, name) = (organization.id, escape(&organization.name));
    match rest {
        [] => {
            let links: Vec<String> = [
                "configurations",
                "passwords",
                "docs",
                "contacts",
                "locations",
                "domains",
                "assets",
            ]
            .iter()
            .map(|kind| format!("<li><a href=\"/{id}/{kind}\">{kind}</a></li>"))
            .collect();
            Some((name, format!("<ul>{}</ul>", links.concat())))
        }
        ["passwords", password] => {
            let row = tenant
                .password(password.parse().ok()?)
                .filter(|row| row.organization_id == id)?;
            Some((
                format!("Password: {}", escape(&row.name)),
                format!("<p>{name}</p>"),
            ))
        }
        ["configurations", configuration] => {
            let row = tenant
                .configuration(configuration.parse().ok()?)
                .filter(|row| row.organization_id == id)?;
            Some((
                format!("Configuration: {}", escape(&row.name)),
                format!("<p>{name}</p>"),
            ))
        }
        [kind] | [kind, ..] => Some((escape(kind), format!("<p>{name}</p>"))),
    }
}

fn organizations(tenant: &Tenant) -> String {
    let mut rows: Vec<_> = tenant.organizations.iter().collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let items: Vec<String> = rows
        .iter()
        .map(|row| format!("<li><a href=\"/{}\">{}</a></li>", row.id, escape(&row.name)))
        .collect();
    format!("<ul>{}</ul>", items.concat())
}

fn page(status: StatusCode, heading: &str, body: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{heading} - IT Glue stand-in</title>\
         <style>body{{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}}</style>\
         <p><a href=\"/\">IT Glue stand-in</a></p><h1>{heading}</h1>{body}"
    );
    (status, Html(html)).into_response()
}
