//! Writes: rows are made, changed and deleted all together or not at all.

use std::cmp;
use std::collections::HashSet;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tenant::{Kind, Ref, Tenant};

use super::body::{Body, Sent};
use super::errors::{self, Problem};
use super::index::Index;
use super::query::Query;
use super::records;
use super::row::{Data, Document};
use super::set::{After, Fresh, Set, Writes};
use super::table::{Detail, Included, Resource, Table, Way, json_api};
use super::view::{Told, View};
use crate::pending::Pending;
use crate::rights::{Caller, Sight};
use crate::values::Written;
use crate::{Options, otp};

/// What is wanted of a table.
#[derive(Debug)]
pub(crate) enum Change {
    /// New rows below `above`, or as their attributes say.
    Create { above: Option<Ref>, body: Body },
    /// One row by its path, or many by the ids in the body.
    Update {
        above: Option<Ref>,
        id: Option<u64>,
        body: Body,
    },
    /// The same.
    Delete {
        above: Option<Ref>,
        id: Option<u64>,
        body: Body,
    },
}

/// Everything that a write may touch.
pub(crate) struct Desk<'a> {
    pub(crate) tenant: &'a mut Tenant,
    pub(crate) values: &'a mut Written,
    pub(crate) index: &'a Index,
    pub(crate) options: &'a Options,
    pub(crate) web_base: &'a str,
    pub(crate) rights: crate::access::Rights,
    pub(crate) caller: Caller,
    pub(crate) now: String,
    pub(crate) now_s: u64,
    pub(crate) query: &'a Query,
    pub(crate) pending: &'a Pending,
    pub(crate) tables: &'static [&'static dyn Table],
    /// The test's remote control: what a PSA keeps in step may be changed all the same.
    pub(crate) is_control: bool,
    pub(crate) told: &'a Told,
}

type Refused<T> = Result<T, Box<Response>>;

impl Desk<'_> {
    /// The tenant as the writer sees it, to describe what was written.
    pub(crate) fn look<R>(&self, look: impl FnOnce(&View) -> R) -> Option<R> {
        let sight = Sight::of(self.caller, self.tenant, self.options)?;
        let view = View {
            tenant: self.tenant,
            options: self.options,
            web_base: self.web_base,
            rights: self.rights,
            sight: &sight,
            index: self.index,
            values: self.values,
            now: &self.now,
            now_s: self.now_s,
            told: self.told,
        };
        Some(look(&view))
    }

    /// What stands below records that are no more goes with them.
    fn forget_below(&mut self, gone: &HashSet<Ref>) {
        for table in self.tables {
            if table.drop_below(self.tenant, gone) {
                self.index.forget(table.path());
            }
        }
    }
}

impl<T: Clone + Sync> Resource<T> {
    /// Does what is wanted.
    pub(crate) fn change(&self, desk: &mut Desk, change: &Change) -> Refused<Response> {
        let Some(writes) = self.writes else {
            return Err(Box::new(errors::unknown_path()));
        };
        let refusal = desk.look(|view| (self.rules.refuse)(view, desk.query, Way::Write));
        if let Some(refusal) = refusal.flatten().filter(|_| !desk.is_control) {
            return Err(Box::new(refusal));
        }
        match change {
            Change::Create { above, body } => self.create(desk, writes, *above, body),
            Change::Update { above, id, body } => self.update(desk, writes, *above, *id, body),
            Change::Delete { above, id, body } => self.delete(desk, writes, *above, *id, body),
        }
    }

    fn create(
        &self,
        desk: &mut Desk,
        writes: &Writes<T>,
        above: Option<Ref>,
        body: &Body,
    ) -> Refused<Response> {
        let sent = match body {
            Body::One(sent) => std::slice::from_ref(sent),
            Body::Many(sent) => sent.as_slice(),
        };
        let first_id = (self.rows)(desk.tenant)
            .last()
            .map_or(1, |row| (self.id)(row) + 1);
        let first_id = cmp::max(first_id, desk.tenant.records.highest_deleted_id + 1);
        let mut made = Vec::new();
        for (sent, id) in sent.iter().zip(first_id..) {
            let above = self.parent_of(sent, above, desk)?;
            let mut row = (writes.fresh)(&Fresh {
                id,
                above,
                now: &desk.now,
            });
            for name in writes.required {
                let is_blank = matches!(sent.attributes.get(*name), None | Some(Value::Null))
                    || sent.attributes.get(*name) == Some(&json!(""));
                if is_blank {
                    return Err(match *name {
                        // The words of the one refusal of a section that was seen (API reference, section 1.6).
                        "resource_type" => super::body::missing(name),
                        name => Problem::required(name).into(),
                    });
                }
            }
            set_all(writes, &mut row, sent, desk.tenant)?;
            made.push(row);
        }
        let ids: Vec<u64> = made.iter().map(self.id).collect();
        (writes.rows)(desk.tenant).extend(made);
        for (id, sent) in ids.iter().zip(sent) {
            self.settle(desk, writes, *id, sent, true);
        }
        self.note(desk, &ids, &[]);
        self.answer(
            desk,
            &ids,
            matches!(body, Body::Many(_)),
            StatusCode::CREATED,
        )
    }

    /// The record that a new row stands below: from the path, else from its attributes.
    fn parent_of(&self, sent: &Sent, above: Option<Ref>, desk: &Desk) -> Refused<Option<Ref>> {
        if above.is_some() || self.owner.is_none() {
            return Ok(above);
        }
        let asked = sent
            .attributes
            .get("organization_id")
            .and_then(super::set::number_in);
        asked
            .filter(|id| desk.tenant.organization(*id).is_some())
            .map(|id| Some(Ref::organization(id)))
            .ok_or_else(|| Problem::no_organization().into())
    }

    fn update(
        &self,
        desk: &mut Desk,
        writes: &Writes<T>,
        above: Option<Ref>,
        id: Option<u64>,
        body: &Body,
    ) -> Refused<Response> {
        let sent = match (id, body) {
            (Some(id), Body::One(sent)) => vec![(id, sent)],
            (None, Body::Many(sent)) => with_ids(sent)?,
            _ => return Err(super::body::missing("data")),
        };
        let mut changed = Vec::new();
        for (id, sent) in &sent {
            let row = self.writable(desk, above, *id)?;
            if !sent.relationships.is_empty() && self.record == Some(Kind::Configuration) {
                return Err(Problem::relationships().into());
            }
            if let Some((is_synced, may_change)) = writes.synced
                && is_synced(row)
                && !desk.is_control
            {
                let locked = sent
                    .attributes
                    .keys()
                    .find(|name| *name != "id" && !may_change.contains(&name.as_str()));
                if let Some(name) = locked {
                    return Err(Problem::synced(name).into());
                }
            }
            let mut row = row.clone();
            set_all(writes, &mut row, sent, desk.tenant)?;
            (writes.touch)(&mut row, &desk.now);
            changed.push(row);
        }
        let ids: Vec<u64> = sent.iter().map(|(id, _)| *id).collect();
        let left = self.places(desk.tenant, &ids);
        for row in changed {
            let rows = (writes.rows)(desk.tenant);
            if let Ok(at) = rows.binary_search_by_key(&(self.id)(&row), self.id) {
                rows[at] = row;
            }
        }
        for (id, sent) in &sent {
            self.settle(desk, writes, *id, sent, false);
        }
        self.note(desk, &ids, &left);
        self.answer(desk, &ids, id.is_none(), StatusCode::OK)
    }

    fn delete(
        &self,
        desk: &mut Desk,
        writes: &Writes<T>,
        above: Option<Ref>,
        id: Option<u64>,
        body: &Body,
    ) -> Refused<Response> {
        let ids = match (id, body) {
            (Some(id), _) => vec![id],
            (None, Body::Many(sent)) => with_ids(sent)?.into_iter().map(|(id, _)| id).collect(),
            _ => return Err(super::body::missing("data")),
        };
        for id in &ids {
            self.writable(desk, above, *id)?;
        }
        let answer = self.answer(desk, &ids, true, StatusCode::OK)?;
        let wait_s = desk.options.number("organization_delete_s");
        if wait_s > 0 && self.record == Some(Kind::Organization) && !desk.is_control {
            desk.pending.mark(&ids, desk.now_s.saturating_add(wait_s));
            return Ok(answer);
        }
        for id in &ids {
            let name = self.name_of(desk, *id);
            records::note(desk, "deleted", self.kind, &name);
        }
        let biggest = ids.iter().copied().max().unwrap_or(0);
        // An id is never given twice: who remembers the old record must not meet another one.
        desk.tenant.records.highest_deleted_id =
            cmp::max(desk.tenant.records.highest_deleted_id, biggest);
        let gone: HashSet<u64> = ids.iter().copied().collect();
        (writes.rows)(desk.tenant).retain(|row| !gone.contains(&(self.id)(row)));
        desk.index.forget(self.path);
        if let Some(kind) = self.record {
            let gone: HashSet<Ref> = ids.iter().map(|id| Ref::new(kind, *id)).collect();
            desk.forget_below(&gone);
        }
        Ok(match id {
            Some(_) => StatusCode::NO_CONTENT.into_response(),
            None => answer,
        })
    }

    /// Which records these rows stand below, with their positions.
    fn places(&self, tenant: &Tenant, ids: &[u64]) -> Vec<(Ref, u32)> {
        let rows = (self.rows)(tenant);
        let positions = ids
            .iter()
            .filter_map(|id| rows.binary_search_by_key(id, self.id).ok());
        positions
            .filter_map(|at| Some((rows.get(at)?, u32::try_from(at).ok()?)))
            .flat_map(|(row, at)| self.refs_above(row).map(move |above| (above, at)))
            .collect()
    }

    /// Tells the index that these rows were written; `left` is where they stood before.
    fn note(&self, desk: &Desk, ids: &[u64], left: &[(Ref, u32)]) {
        let came = self.places(desk.tenant, ids);
        if came != left {
            desk.index.move_below(self.path, left, &came);
        }
        let rows = (self.rows)(desk.tenant);
        let positions = ids
            .iter()
            .filter_map(|id| rows.binary_search_by_key(id, self.id).ok());
        let positions: Vec<u32> = positions.filter_map(|at| u32::try_from(at).ok()).collect();
        desk.index.note(self.path, &positions);
    }

    /// A row that exists, below the record that the path names, and that the caller may see.
    fn writable<'d>(&self, desk: &'d Desk, above: Option<Ref>, id: u64) -> Refused<&'d T> {
        let found = self
            .find(id, desk.tenant)
            .filter(|row| above.is_none_or(|above| self.is_under(row, above)));
        let is_visible = found.is_some_and(|row| {
            desk.look(|view| self.is_visible(row, view))
                .unwrap_or(false)
        });
        found
            .filter(|_| is_visible)
            .ok_or_else(|| Box::new(errors::record_not_found()))
    }

    /// What follows from a row that was written: its value, other rows, the log.
    fn settle(&self, desk: &mut Desk, writes: &Writes<T>, id: u64, sent: &Sent, is_new: bool) {
        let secret = writes
            .fields
            .iter()
            .find(|(_, set)| matches!(set, Set::Secret));
        let value = secret.and_then(|(name, _)| super::set::text_in(sent.attributes.get(*name)?));
        if let Some(value) = value {
            desk.values.set(desk.tenant.seed, id, value, is_new);
        }
        let secret = writes
            .fields
            .iter()
            .find(|(_, set)| matches!(set, Set::OtpSecret(_)));
        if let Some(sent) = secret.and_then(|(name, _)| sent.attributes.get(*name)) {
            desk.values.set_otp_secret(id, otp::secret_in(sent));
        }
        let after = After {
            id,
            sent: sent.attributes.keys().cloned().collect(),
            is_new,
            now: desk.now.clone(),
        };
        (writes.after)(desk.tenant, &after);
        records::after_write(desk, self.path, id, sent, is_new);
        let name = self.name_of(desk, id);
        records::note(
            desk,
            if is_new { "created" } else { "edited" },
            self.kind,
            &name,
        );
    }

    fn name_of(&self, desk: &Desk, id: u64) -> String {
        let name = desk.look(|view| {
            let row = self.find(id, view.tenant)?;
            let attributes = (self.attributes)(row, view, Detail::QUIET);
            super::set::text_in(attributes.get("name")?)
        });
        name.flatten().unwrap_or_default()
    }

    fn answer(
        &self,
        desk: &Desk,
        ids: &[u64],
        is_many: bool,
        status: StatusCode,
    ) -> Refused<Response> {
        let detail = Detail::Show {
            show_password: desk.query.show_password.unwrap_or(false),
            version_id: None,
        };
        let body = desk.look(|view| -> Refused<Document> {
            let mut included = Included::default();
            let mut rows = Vec::new();
            for id in ids {
                if let Some(row) = self.find(*id, view.tenant) {
                    rows.push(self.describe(row, view, desk.query, detail, &mut included)?);
                }
            }
            let data = if is_many {
                Data::Many(rows)
            } else {
                Data::One(rows.pop().map(Box::new))
            };
            Ok(Document {
                data,
                included: included.rows(desk.query),
                frame: None,
            })
        });
        let body = body.ok_or_else(|| Box::new(errors::unauthorized()))??;
        Ok(json_api(status, &body))
    }
}

fn with_ids(sent: &[Sent]) -> Refused<Vec<(u64, &Sent)>> {
    sent.iter()
        .map(|sent| Ok((sent.id.ok_or_else(|| super::body::missing("id"))?, sent)))
        .collect()
}

fn set_all<T>(writes: &Writes<T>, row: &mut T, sent: &Sent, tenant: &Tenant) -> Refused<()> {
    for (name, set) in writes.fields {
        if let Some(value) = sent.attributes.get(*name) {
            set.apply(row, name, value, tenant)?;
        }
    }
    Ok(())
}
