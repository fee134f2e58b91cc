//! The public API: keys, limits and the way from a path to a resource.
//!
//! A resource is a table (`table::Resource`) in a file of its own and one line in `TABLES`.

mod compare;
mod configurations;
mod dictionaries;
mod errors;
mod organizations;
mod passwords;
mod query;
mod table;
mod view;

use std::time::Duration;

use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::access::Rights;
use crate::faults::too_many_requests;
use crate::rights::{Caller, Sight};
use crate::serve::Ask;
use crate::{Options, Simulator};
use query::Query;
use table::Table;
use view::View;

/// Every resource; the path word finds it.
const TABLES: &[&dyn Table] = &[
    &organizations::ORGANIZATIONS,
    &configurations::CONFIGURATIONS,
    &passwords::PASSWORDS,
    &dictionaries::ORGANIZATION_TYPES,
    &dictionaries::ORGANIZATION_STATUSES,
    &dictionaries::CONFIGURATION_TYPES,
    &dictionaries::CONFIGURATION_STATUSES,
    &dictionaries::PASSWORD_CATEGORIES,
    &dictionaries::MANUFACTURERS,
    &dictionaries::MODELS,
    &dictionaries::OPERATING_SYSTEMS,
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

fn route(simulator: &Simulator, options: &Options, caller: Caller, ask: &Ask) -> Response {
    let segments = ask.segments();
    let rights = match caller {
        Caller::Key {
            has_password_access: false,
            ..
        } => Rights::WithoutPasswords,
        Caller::Key { .. } | Caller::User { .. } => Rights::WithPasswords,
    };
    if segments.contains(&"passwords")
        && rights == Rights::WithoutPasswords
        && options.is("no_password_access", "forbidden_403")
    {
        return errors::forbidden();
    }
    let tenant = simulator.tenant();
    let web_base = simulator.web_base();
    let Some(sight) = Sight::of(caller, &tenant, options) else {
        return errors::unauthorized();
    };
    let view = View {
        tenant: &tenant,
        options,
        web_base: &web_base,
        rights,
        sight: &sight,
    };
    let query = match Query::read(ask, options) {
        Ok(query) => query,
        Err(refusal) => return *refusal,
    };
    let table = |word: &str| TABLES.iter().find(|table| table.path() == word);
    let found = match segments.as_slice() {
        ["organizations", owner, "relationships", word, rest @ ..] => table(word)
            .filter(|table| table.is_owned())
            .map(|table| nested(*table, owner, rest, &view, &query)),
        [
            "configurations",
            parent,
            "relationships",
            "configuration_interfaces",
            rest @ ..,
        ] => Some(configurations::interfaces(parent, rest, &view, &query)),
        ["manufacturers", parent, "relationships", "models"] => {
            Some(dictionaries::models_of(parent, &view, &query))
        }
        [word] => table(word).map(|table| table.list(None, &view, &query)),
        [word, id] => table(word).map(|table| table.show(None, id, &view, &query)),
        _ => None,
    };
    match found {
        None => errors::unknown_path(),
        Some(_) if ask.method != Method::GET && !view.sight.may_write(&ask.method) => {
            errors::unauthorized()
        }
        Some(_) if ask.method != Method::GET => errors::not_here_yet(),
        Some(answer) => answer,
    }
}

fn nested(table: &dyn Table, owner: &str, rest: &[&str], view: &View, query: &Query) -> Response {
    let Some(owner) = owner
        .parse()
        .ok()
        .filter(|id| view.tenant.organization(*id).is_some())
    else {
        return errors::record_not_found();
    };
    if !view.sight.may_see("organizations", None, owner) {
        return errors::not_for_this_caller(view);
    }
    match rest {
        [] => table.list(Some(owner), view, query),
        [id] => table.show(Some(owner), id, view, query),
        _ => errors::unknown_path(),
    }
}
