//! The public API: keys, limits and the way from a path to a resource.
//!
//! A resource is a table (`table::Resource`) in a file of its own and one line in `TABLES`.

mod asset_types;
mod body;
mod compare;
mod configurations;
mod contacts;
mod dictionaries;
mod documents;
mod domains;
pub(crate) mod errors;
mod files;
mod flexible;
pub(crate) mod index;
mod interfaces;
mod list;
mod office;
mod organizations;
mod passwords;
pub(crate) mod query;
mod records;
pub(crate) mod routes;
mod set;
pub(crate) mod table;
pub(crate) mod view;
pub(crate) mod write;

use std::time::Duration;

use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::faults::too_many_requests;
use crate::rights::Caller;
use crate::serve::Ask;
use crate::{Options, Simulator};
use routes::route;
use table::Table;

/// Every resource; the path word finds it.
pub(crate) static TABLES: &[&dyn Table] = &[
    &organizations::ORGANIZATIONS,
    &configurations::CONFIGURATIONS,
    &interfaces::INTERFACES,
    &passwords::PASSWORDS,
    &contacts::CONTACTS,
    &contacts::LOCATIONS,
    &documents::DOCUMENTS,
    &documents::DOCUMENT_FOLDERS,
    &documents::SECTIONS,
    &documents::DOCUMENT_IMAGES,
    &asset_types::ASSET_TYPES,
    &asset_types::ASSET_FIELDS,
    &flexible::FLEXIBLE_ASSETS,
    &files::ATTACHMENTS,
    &files::RELATED_ITEMS,
    &office::CHECKLISTS,
    &office::CHECKLIST_TEMPLATES,
    &office::PASSWORD_FOLDERS,
    &office::LOGS,
    &office::METRICS,
    &office::EXPORTS,
    &domains::DOMAINS,
    &domains::SSL_CERTIFICATES,
    &domains::EXPIRATIONS,
    &dictionaries::ORGANIZATION_TYPES,
    &dictionaries::ORGANIZATION_STATUSES,
    &dictionaries::CONFIGURATION_TYPES,
    &dictionaries::CONFIGURATION_STATUSES,
    &dictionaries::CONTACT_TYPES,
    &dictionaries::PASSWORD_CATEGORIES,
    &dictionaries::MANUFACTURERS,
    &dictionaries::MODELS,
    &dictionaries::OPERATING_SYSTEMS,
    &dictionaries::PLATFORMS,
    &dictionaries::COUNTRIES,
    &dictionaries::REGIONS,
];

/// Answers one request.
pub(crate) fn answer(simulator: &Simulator, ask: &Ask) -> Response {
    let options = simulator.options().clone();
    let mut answer = match gate(simulator, &options, ask) {
        Ok(caller) => route(simulator, &options, caller, ask),
        Err(refusal) => *refusal,
    };
    if options.is("cors", "any") {
        let headers = answer.headers_mut();
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        );
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("*"),
        );
    }
    answer
}

fn gate(simulator: &Simulator, options: &Options, ask: &Ask) -> Result<Caller, Box<Response>> {
    if ask.method == Method::OPTIONS && options.is("cors", "any") {
        return Err(Box::new(StatusCode::NO_CONTENT.into_response()));
    }
    let mut access = simulator.access();
    let caller = ask
        .header("x-api-key")
        .and_then(|key| access.caller(key, ask.host_name(), options.get("region")))
        .ok_or_else(|| Box::new(errors::bad_key(options)))?;
    let window = Duration::from_secs(options.number("rate_window_s"));
    if !access.take_slot(options.number("rate_limit"), window) {
        let retry_after_s = options.number("retry_after_s");
        return Err(Box::new(too_many_requests(
            (retry_after_s > 0).then_some(retry_after_s),
        )));
    }
    Ok(caller)
}
