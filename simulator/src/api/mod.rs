//! The public API, and the web API beside it: keys, limits and the way from a path to a resource.
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
mod gate;
pub(crate) mod index;
mod interfaces;
mod list;
mod multipart;
mod office;
mod organizations;
mod otp;
mod passwords;
mod people;
pub(crate) mod query;
pub(crate) mod records;
pub(crate) mod routes;
pub(crate) mod row;
mod set;
pub(crate) mod table;
pub(crate) mod view;
pub(crate) mod write;

use axum::response::Response;

use crate::serve::Ask;
use crate::{Options, Simulator, refusals};
pub(crate) use gate::bearer;
use gate::gate;
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
    &people::USERS,
    &people::GROUPS,
];

/// The path word of a resource, if there is one of this name.
pub(crate) fn path_word(word: &str) -> Option<&'static str> {
    let mut words = TABLES.iter().map(|table| table.path());
    words.find(|known| *known == word)
}

/// Answers one request to the public API or, below `/api`, to the web API.
pub(crate) fn answer(simulator: &Simulator, options: &Options, ask: &Ask) -> Response {
    match gate(simulator, options, ask) {
        Ok(caller) => {
            let mut answer = route(simulator, options, caller, ask);
            refusals::tell_rate(&mut answer, simulator, options);
            answer
        }
        Err(refusal) => *refusal,
    }
}
