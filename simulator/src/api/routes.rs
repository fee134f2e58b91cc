//! From a path and a method to a table.

use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tenant::{Kind, Ref};

use super::body::{self, Body};
use super::query::Query;
use super::table::{Routes, Table};
use super::view::{Told, View};
use super::write::{Change, Desk};
use super::{TABLES, asset_types, documents, errors, otp, people};
use crate::access::Rights;
use crate::rights::{Caller, Sight};
use crate::serve::{Ask, Surface};
use crate::{Options, Simulator};

/// Where a path leads.
struct Target<'a> {
    table: &'static dyn Table,
    above: Option<Ref>,
    id: Option<&'a str>,
    /// `/documents/ID/publish`.
    is_publishing: bool,
}

fn table(word: &str) -> Option<&'static dyn Table> {
    TABLES.iter().copied().find(|table| table.path() == word)
}

/// None where no address is made like this one.
fn find<'a>(segments: &[&'a str]) -> Option<Target<'a>> {
    let (above, word, id, is_publishing) = match *segments {
        [word] => (None, word, None, false),
        [word, id] => (None, word, Some(id), false),
        ["documents", id, "publish"] => (None, "documents", Some(id), true),
        [parent, parent_id, "relationships", word] => {
            (Some((parent, parent_id)), word, None, false)
        }
        [parent, parent_id, "relationships", word, id] => {
            (Some((parent, parent_id)), word, Some(id), false)
        }
        _ => return None,
    };
    let above = match above {
        None => None,
        // An id that is no number is that of no record.
        Some((parent, id)) => Some(Ref::new(Kind::from_path(parent)?, id.parse().unwrap_or(0))),
    };
    Some(Target {
        table: table(word)?,
        above,
        id,
        is_publishing,
    })
}

impl Target<'_> {
    /// What is here to be read.
    fn read(&self, view: &View, query: &Query) -> Response {
        if let Some(refusal) = self.above.and_then(|above| refuse_parent(above, view)) {
            return refusal;
        }
        match self.id {
            None => self.table.list(self.above, view, query),
            Some(id) => self.table.show(self.above, id, view, query),
        }
    }

    /// Whether this is for users alone: a key makes no checklists (API reference, section 1.3).
    fn needs_user(&self, method: &Method, options: &Options) -> bool {
        self.table.path() == "checklists"
            && *method == Method::POST
            && options.is("checklist_create", "users_only")
    }

    /// Whether this method is known at this address.
    fn takes(&self, method: &Method) -> bool {
        let routes = self.table.routes();
        let is_at_top = routes.has(Routes::LIST) || routes.has(Routes::SHOW);
        let is_below = self
            .above
            .is_some_and(|above| self.table.is_below(above.kind));
        let is_in_place = match self.above {
            Some(_) => is_below,
            None => is_at_top,
        };
        match (method.as_str(), self.id.is_some()) {
            _ if self.is_publishing => *method == Method::PATCH,
            ("GET", false) if self.above.is_none() => routes.has(Routes::LIST),
            ("GET", true) if self.above.is_none() => routes.has(Routes::SHOW),
            ("GET", _) => is_below,
            ("POST", false) => {
                // Many rows at once are sent below an organization even where nothing is listed there.
                let is_in_place = match self.above {
                    Some(above) => {
                        is_below || above.kind == Kind::Organization && self.table.is_owned()
                    }
                    None => {
                        routes.has(Routes::CREATE_AT_TOP)
                            || routes.has(Routes::LIST) && !self.table.needs_parent()
                    }
                };
                routes.has(Routes::CREATE) && is_in_place
            }
            ("PATCH", true) => routes.has(Routes::UPDATE) && is_in_place,
            ("PATCH", false) => routes.has(Routes::BULK_UPDATE) && self.above.is_none(),
            ("DELETE", true) => routes.has(Routes::DELETE) && is_in_place,
            ("DELETE", false) => routes.has(Routes::BULK_DELETE) && is_in_place,
            _ => false,
        }
    }
}

/// Answers a request of `caller`, whose credential is good.
pub(crate) fn route(
    simulator: &Simulator,
    options: &Options,
    caller: Caller,
    ask: &Ask,
) -> Response {
    let segments = ask.segments();
    let segments = match (ask.surface, segments.as_slice()) {
        (Surface::WebApi, ["api", rest @ ..]) => rest,
        (Surface::WebApi, _) => return errors::unknown_path(),
        // Two samples of the documents have it (API reference, section 1.1).
        (_, ["api", rest @ ..]) if options.is("public_api_prefix", "present") => rest,
        (_, segments) => segments,
    };
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
    let query = match Query::read(ask, options) {
        Ok(query) => query,
        Err(refusal) => return *refusal,
    };
    if ask.method == Method::GET {
        return read(simulator, options, (caller, rights), |view| {
            special(segments, ask, view, &query).unwrap_or_else(|| {
                match find(segments).filter(|target| target.takes(&ask.method)) {
                    Some(target) => target.read(view, &query),
                    None => errors::unknown_path(),
                }
            })
        });
    }
    let Some(target) = find(segments).filter(|target| target.takes(&ask.method)) else {
        return errors::unknown_path();
    };
    write(simulator, options, (caller, rights), &target, &query, ask)
}

/// Addresses that no table stands behind.
fn special(segments: &[&str], ask: &Ask, view: &View, query: &Query) -> Option<Response> {
    match *segments {
        ["passwords", id, "otp"] if otp::is_here(view, ask.surface) => Some(otp::answer(id, view)),
        ["users", id, "relationships", word] => people::below_user(id, word, view, query),
        [organization_id, "docs", id, "versions", "draft"]
            if ask.surface == Surface::WebApi && view.sight.user().is_some() =>
        {
            let owner = Ref::organization(organization_id.parse().unwrap_or(0));
            Some(documents::draft(owner, id, view, query))
        }
        _ => None,
    }
}

fn read(
    simulator: &Simulator,
    options: &Options,
    (caller, rights): (Caller, Rights),
    look: impl FnOnce(&View) -> Response,
) -> Response {
    let tenant = simulator.tenant();
    let values = simulator.values();
    let (web_base, now) = (simulator.web_base(), simulator.clock().now());
    let Some(sight) = Sight::of(caller, &tenant, options) else {
        return errors::unauthorized();
    };
    let told = Told::default();
    let view = View {
        tenant: &tenant,
        options,
        web_base: &web_base,
        rights,
        sight: &sight,
        index: simulator.index(),
        values: &values,
        now: &now,
        now_s: simulator.clock().unix_s(),
        told: &told,
    };
    told.note(caller, look(&view))
}

/// A record that does not exist, or that this caller may not know of, has nothing below it.
fn refuse_parent(above: Ref, view: &View) -> Option<Response> {
    let is_known = match table(&above.kind.path()) {
        Some(parents) => parents.knows(above.id, view),
        // Tickets have no addresses of their own.
        None => super::records::exists(view.tenant, above),
    };
    (!is_known).then(|| {
        if super::records::exists(view.tenant, above) {
            errors::not_for_this_caller(view)
        } else {
            errors::record_not_found()
        }
    })
}

fn write(
    simulator: &Simulator,
    options: &Options,
    (caller, rights): (Caller, Rights),
    target: &Target,
    query: &Query,
    ask: &Ask,
) -> Response {
    let body = if target.is_publishing && ask.body.is_empty() {
        Body::One(body::Sent::default())
    } else {
        match body::read(ask, options, target.table.kind()) {
            Ok(body) => body,
            Err(refusal) => return *refusal,
        }
    };
    if let Body::One(sent) = &body
        && target.table.path() == "flexible_asset_types"
        && asset_types::has_fields_inside(&sent.attributes)
    {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    simulator.at_desk(options, (caller, rights), query, |desk| {
        let may_write = desk.look(|view| {
            let may_write = view.sight.may_write(&ask.method)
                && !(target.needs_user(&ask.method, options) && view.sight.user().is_none());
            let refusal = (!may_write).then(errors::unauthorized);
            refusal.or_else(|| target.above.and_then(|above| refuse_parent(above, view)))
        });
        match may_write {
            None => return errors::unauthorized(),
            Some(Some(refusal)) => return refusal,
            Some(None) => {}
        }
        let id = match target.id.map(str::parse) {
            None => None,
            Some(Ok(id)) => Some(id),
            Some(Err(_)) => return errors::record_not_found(),
        };
        let Some(change) = change(&ask.method, target.above, id, body, options) else {
            return errors::unprocessable("parent_id cannot be set");
        };
        let answer = target.table.write(desk, &change);
        if target.is_publishing
            && answer.status().is_success()
            && let Some(id) = id
        {
            let now = desk.now.clone();
            documents::publish(desk.tenant, id, &now);
            desk.index.forget("documents");
            return desk
                .look(|view| target.table.show(None, &id.to_string(), view, query))
                .unwrap_or_else(errors::unauthorized);
        }
        cascade(desk, target.table, &change, &answer);
        answer
    })
}

/// None if the body asks for something that a switch forbids.
fn change(
    method: &Method,
    above: Option<Ref>,
    id: Option<u64>,
    mut body: Body,
    options: &Options,
) -> Option<Change> {
    let sent = match &mut body {
        Body::One(sent) => std::slice::from_mut(sent),
        Body::Many(sent) => sent.as_mut_slice(),
    };
    // Whether an organization's parent can be set is not known (API reference, section 5).
    let has_parent = |sent: &body::Sent| {
        sent.relationships.is_empty() && sent.attributes.contains_key("parent_id")
    };
    match options.get("parent_id_write") {
        "422" if above.is_none() && sent.iter().any(has_parent) => return None,
        "ignored" if above.is_none() => {
            for sent in sent {
                sent.attributes.remove("parent_id");
            }
        }
        _ => {}
    }
    Some(match *method {
        Method::POST => Change::Create { above, body },
        Method::PATCH => Change::Update { above, id, body },
        _ => Change::Delete { above, id, body },
    })
}

/// Names, owners and counts of other tables may show what has changed in these.
fn cascade(desk: &Desk, table: &dyn Table, change: &Change, answer: &Response) {
    let is_shown_elsewhere = !table.is_owned();
    if answer.status().is_success()
        && (is_shown_elsewhere || matches!(change, Change::Delete { .. }))
    {
        desk.index.forget_all();
    }
}

/// What a test does through the control port: the same writes, where no credential, no address and no PSA is in the way.
pub(crate) fn control(
    simulator: &Simulator,
    method: &Method,
    word: &str,
    id: Option<u64>,
    asked: Value,
) -> Response {
    let Some(table) = table(word) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let options = simulator.options().clone();
    let row = json!({"data": {"attributes": asked}});
    let body = match body::parse(&row, table.kind()) {
        Ok(body) => body,
        Err(refusal) => return *refusal,
    };
    let change = match *method {
        Method::POST => Change::Create { above: None, body },
        Method::PATCH => Change::Update {
            above: None,
            id,
            body,
        },
        _ => Change::Delete {
            above: None,
            id,
            body,
        },
    };
    let caller = Caller::Key {
        name: "control",
        has_password_access: true,
    };
    let query = Query::default();
    simulator.at_desk(&options, (caller, Rights::WithPasswords), &query, |desk| {
        desk.is_control = true;
        let answer = table.write(desk, &change);
        desk.index.forget_all();
        answer
    })
}
