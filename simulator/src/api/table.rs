//! A resource as a table: what it is called, where its rows are, how they are filtered, sorted, joined, described and
//! changed. Reading is in `list`, changing in `write`.

use std::collections::HashSet;
use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tenant::{Kind, Ref, Tenant};

use super::compare::Test;
use super::errors::{self, MEDIA_TYPE};
use super::index::TableIndex;
use super::query::Query;
use super::records;
use super::row::{Attributes, Data, Document, Link, Linkage, Row, row};
use super::set::Writes;
use super::view::View;
use super::write::{Change, Desk};

/// What a sort compares.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Number(u64),
    Text(String),
}

/// Rows that come along.
pub(crate) struct Include<T: 'static> {
    /// Name in `include`, with underscores.
    pub(crate) name: &'static str,
    /// Not on lists.
    pub(crate) show_only: bool,
    /// The whole rows.
    pub(crate) rows: fn(&T, &View) -> Vec<Row>,
}

impl<T> Include<T> {
    /// One that is accepted, and for which nothing ever comes.
    pub(crate) const fn empty(name: &'static str, show_only: bool) -> Self {
        Self {
            name,
            show_only,
            rows: |_, _| Vec::new(),
        }
    }
}

/// Whether a row is one of many or the answer itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Detail {
    List,
    Show {
        show_password: bool,
        /// An older version of the value.
        version_id: Option<u64>,
    },
}

impl Detail {
    /// A show that tells no value.
    pub(crate) const QUIET: Self = Self::Show {
        show_password: false,
        version_id: None,
    };

    pub(crate) fn is_list(self) -> bool {
        self == Self::List
    }
}

/// Things by their names, with underscores.
pub(crate) type Named<X> = &'static [(&'static str, X)];

/// Which of a resource's addresses exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Routes(u16);

impl Routes {
    /// `GET /rows`.
    pub(crate) const LIST: Self = Self(1);
    /// `GET /rows/ID`.
    pub(crate) const SHOW: Self = Self(2);
    /// `GET /organizations/ID/relationships/rows[/ID]`, or below another parent.
    pub(crate) const NESTED: Self = Self(4);
    /// `POST`, wherever a list stands.
    pub(crate) const CREATE: Self = Self(8);
    /// `PATCH .../ID`.
    pub(crate) const UPDATE: Self = Self(16);
    /// `PATCH` with many rows, at the top.
    pub(crate) const BULK_UPDATE: Self = Self(32);
    /// `DELETE .../ID`.
    pub(crate) const DELETE: Self = Self(64);
    /// `DELETE` with many rows.
    pub(crate) const BULK_DELETE: Self = Self(128);
    /// `POST /rows` although there is no list.
    pub(crate) const CREATE_AT_TOP: Self = Self(256);
    /// The whole list at once, without pages.
    pub(crate) const UNPAGED: Self = Self(512);
    /// `GET /rows` and `GET /rows/ID`.
    pub(crate) const READ: Self = Self::LIST.and(Self::SHOW);

    /// These and those.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` are here.
    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// One resource.
pub(crate) struct Resource<T: 'static> {
    /// Path word, snake_case.
    pub(crate) path: &'static str,
    /// JSON:API type, kebab-case.
    pub(crate) kind: &'static str,
    /// The kind by which other rows point at these; it has the includes that most records share.
    pub(crate) record: Option<Kind>,
    pub(crate) routes: Routes,
    /// Parents besides the organization below which the rows are listed.
    pub(crate) parents: &'static [Kind],
    /// In the order of their ids.
    pub(crate) rows: fn(&Tenant) -> &[T],
    pub(crate) id: fn(&T) -> u64,
    /// The organization that owns a row; none for resources of the account.
    pub(crate) owner: Option<fn(&T) -> u64>,
    /// Other records that a row stands below. They are indexed, as the owner is.
    pub(crate) above: &'static [fn(&T) -> Option<Ref>],
    pub(crate) filters: Named<Test<T>>,
    pub(crate) excludes: Named<Test<T>>,
    pub(crate) ranges: Named<Test<T>>,
    pub(crate) sorts: Named<fn(&T, &View) -> Key>,
    pub(crate) includes: &'static [Include<T>],
    pub(crate) attributes: fn(&T, &View, Detail) -> Attributes,
    /// Shows carry headers that let a cache keep them.
    pub(crate) is_cacheable: bool,
    /// What stops a request before it is looked at, and what a list leaves out unless it is asked for.
    pub(crate) rules: Rules<T>,
    /// How rows are made and changed; none where nobody can.
    pub(crate) writes: Option<&'static Writes<T>>,
}

/// What a request wants of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    List,
    Show,
    Write,
}

/// Exceptions of one resource.
pub(crate) struct Rules<T: 'static> {
    /// A refusal of the whole resource.
    pub(crate) refuse: fn(&View, &Query, Way) -> Option<Response>,
    /// Whether a list shows a row although nobody asked for it.
    pub(crate) is_shown: Option<fn(&T, &View, &Query) -> bool>,
}

/// Rows that are only read, in one list and one by one, with nothing else said.
pub(crate) const fn base<T>(
    path: &'static str,
    kind: &'static str,
    rows: fn(&Tenant) -> &[T],
    id: fn(&T) -> u64,
    attributes: fn(&T, &View, Detail) -> Attributes,
) -> Resource<T> {
    Resource {
        path,
        kind,
        record: None,
        routes: Routes::READ,
        parents: &[],
        rows,
        id,
        owner: None,
        above: &[],
        filters: &[],
        excludes: &[],
        ranges: &[],
        sorts: &[],
        includes: &[],
        attributes,
        is_cacheable: false,
        rules: Rules {
            refuse: |_, _, _| None,
            is_shown: None,
        },
        writes: None,
    }
}

/// A resource without its row type.
pub(crate) trait Table: Sync {
    fn path(&self) -> &'static str;
    fn kind(&self) -> &'static str;
    fn routes(&self) -> Routes;
    fn is_owned(&self) -> bool;
    /// Whether a new row cannot do without a record that it stands below.
    fn needs_parent(&self) -> bool;
    /// Whether the rows are listed below records of this kind.
    fn is_below(&self, kind: Kind) -> bool;
    fn list(&self, above: Option<Ref>, view: &View, query: &Query) -> Response;
    fn show(&self, above: Option<Ref>, id: &str, view: &View, query: &Query) -> Response;
    /// Whether a row exists and the caller may know of it.
    fn knows(&self, id: u64, view: &View) -> bool;
    /// Makes, changes or deletes rows.
    fn write(&self, desk: &mut Desk, change: &Change) -> Response;
    /// Drops all rows that stand below records that are no more.
    fn drop_below(&self, tenant: &mut Tenant, gone: &HashSet<Ref>) -> bool;
    /// Builds the `nth` of the things that lists of the whole resource need; false when there is nothing left.
    fn warm(&self, nth: usize, view: &View) -> bool;
}

impl<T: Clone + Sync> Table for Resource<T> {
    fn path(&self) -> &'static str {
        self.path
    }

    fn kind(&self) -> &'static str {
        self.kind
    }

    fn routes(&self) -> Routes {
        self.routes
    }

    fn is_owned(&self) -> bool {
        self.owner.is_some()
    }

    fn needs_parent(&self) -> bool {
        !self.parents.is_empty()
    }

    fn is_below(&self, kind: Kind) -> bool {
        self.routes.has(Routes::NESTED)
            && (self.parents.contains(&kind) || kind == Kind::Organization && self.is_owned())
    }

    fn list(&self, above: Option<Ref>, view: &View, query: &Query) -> Response {
        self.list_all(above, view, query)
            .unwrap_or_else(|refusal| *refusal)
    }

    fn show(&self, above: Option<Ref>, id: &str, view: &View, query: &Query) -> Response {
        if let Some(refusal) = (self.rules.refuse)(view, query, Way::Show) {
            return refusal;
        }
        let found = id
            .parse()
            .ok()
            .and_then(|id| self.find(id, view.tenant))
            .filter(|row| above.is_none_or(|above| self.is_under(row, above)));
        match found {
            Some(found) => self.show_of(found, view, query),
            None => errors::record_not_found(),
        }
    }

    fn knows(&self, id: u64, view: &View) -> bool {
        self.find(id, view.tenant)
            .is_some_and(|row| self.is_visible(row, view))
    }

    fn write(&self, desk: &mut Desk, change: &Change) -> Response {
        self.change(desk, change).unwrap_or_else(|refusal| *refusal)
    }

    fn drop_below(&self, tenant: &mut Tenant, gone: &HashSet<Ref>) -> bool {
        let Some(writes) = self.writes else {
            return false;
        };
        let rows = (writes.rows)(tenant);
        let before = rows.len();
        rows.retain(|row| !self.refs_above(row).any(|above| gone.contains(&above)));
        rows.len() != before
    }

    fn warm(&self, nth: usize, view: &View) -> bool {
        let (index, rows) = (view.index.of(self.path), (self.rows)(view.tenant));
        self.positions_below(&index, Ref::organization(0), rows);
        let Some((name, _)) = self.sorts.get(nth / 2) else {
            return false;
        };
        let sort = if nth.is_multiple_of(2) {
            (*name).to_owned()
        } else {
            format!("-{name}")
        };
        let _ = self.whole_order(&index, &[sort], rows, view);
        true
    }
}

impl<T> Resource<T> {
    /// The row with this id.
    pub(crate) fn find<'a>(&self, id: u64, tenant: &'a Tenant) -> Option<&'a T> {
        let rows = (self.rows)(tenant);
        let at = rows.binary_search_by_key(&id, self.id).ok()?;
        rows.get(at)
    }

    /// The rows below a record.
    pub(crate) fn below<'a>(&self, above: Ref, view: &View<'a>) -> Vec<&'a T> {
        let rows = (self.rows)(view.tenant);
        let index = view.index.of(self.path);
        self.positions_below(&index, above, rows)
            .iter()
            .filter_map(|(_, at)| rows.get(*at as usize))
            .collect()
    }

    /// How many rows are below a record.
    pub(crate) fn n_below(&self, above: Ref, view: &View) -> usize {
        let index = view.index.of(self.path);
        self.positions_below(&index, above, (self.rows)(view.tenant))
            .len()
    }

    /// Positions of the rows below a record.
    pub(crate) fn positions_below<'i>(
        &self,
        index: &'i Arc<TableIndex>,
        above: Ref,
        rows: &[T],
    ) -> &'i [(Ref, u32)] {
        index.below(above, || {
            (0_u32..)
                .zip(rows)
                .flat_map(|(at, row)| self.refs_above(row).map(move |above| (above, at)))
                .collect()
        })
    }

    pub(crate) fn refs_above(&self, row: &T) -> impl Iterator<Item = Ref> {
        let owner = self.owner.map(|owner| Ref::organization(owner(row)));
        let others: Vec<Ref> = self.above.iter().filter_map(|above| above(row)).collect();
        owner.into_iter().chain(others)
    }

    /// Whether a row stands below a record.
    pub(crate) fn is_under(&self, row: &T, above: Ref) -> bool {
        match (self.owner, above.kind) {
            (Some(owner), Kind::Organization) if owner(row) == above.id => true,
            _ => self.above.iter().any(|of| of(row) == Some(above)),
        }
    }

    /// Whether the caller may know of this row.
    pub(crate) fn is_visible(&self, row: &T, view: &View) -> bool {
        let owner = self.owner.map(|owner_of| owner_of(row));
        view.sight.may_see(self.path, owner, (self.id)(row)) && self.is_parent_visible(row, view)
    }

    /// What has no owner of its own, such as an interface, is as visible as the record that it belongs to.
    fn is_parent_visible(&self, row: &T, view: &View) -> bool {
        if self.owner.is_some() || view.sight.user().is_none() {
            return true;
        }
        self.refs_above(row).all(|above| {
            records::owner_in(view.tenant, above).is_none_or(|owner| {
                view.sight
                    .may_see(&above.kind.path(), Some(owner), above.id)
            })
        })
    }

    /// One row as the answer itself.
    pub(crate) fn show_of(&self, found: &T, view: &View, query: &Query) -> Response {
        if !self.is_visible(found, view) {
            return errors::not_for_this_caller(view);
        }
        let detail = Detail::Show {
            show_password: query.show_password.unwrap_or(true),
            version_id: query.version_id,
        };
        let mut included = Included::default();
        match self.describe(found, view, query, detail, &mut included) {
            Ok(described) => {
                let body = Document {
                    data: Data::One(Some(Box::new(described))),
                    included: included.rows(query),
                    frame: None,
                };
                if self.is_cacheable {
                    cacheable(&body)
                } else {
                    json_api(StatusCode::OK, &body)
                }
            }
            Err(refusal) => *refusal,
        }
    }

    /// A row without anything that comes along.
    pub(crate) fn bare(&self, shown: &T, view: &View, detail: Detail) -> Row {
        view.index.work.note_description();
        let mut attributes = (self.attributes)(shown, view, detail);
        records::roughen(&mut attributes, (self.id)(shown), view);
        row(self.kind, (self.id)(shown), attributes)
    }

    /// A row with what was asked for.
    pub(crate) fn describe(
        &self,
        shown: &T,
        view: &View,
        query: &Query,
        detail: Detail,
        included: &mut Included,
    ) -> Result<Row, Box<Response>> {
        let mut relationships = Vec::with_capacity(query.include.len());
        for name in &query.include {
            match self.rows_of_include(name, shown, view, detail, query) {
                Some(mut rows) => {
                    rows.retain(|row| view.sight.may_see_row(row));
                    let links = included.add(rows);
                    relationships.push((name.replace('_', "-").into(), Linkage::Many(links)));
                }
                None if view.options.is("unknown_include", "400") => {
                    return Err(Box::new(errors::bad_request("unknown include")));
                }
                None => {}
            }
        }
        let mut described = self.bare(shown, view, detail);
        described.is_id_hidden = self.path == "configuration_interfaces"
            && view.options.is("interface_id", "attributes");
        described.relationships = relationships;
        Ok(described)
    }

    fn rows_of_include(
        &self,
        name: &str,
        shown: &T,
        view: &View,
        detail: Detail,
        query: &Query,
    ) -> Option<Vec<Row>> {
        let own = self
            .includes
            .iter()
            .find(|include| include.name == name)
            .filter(|include| !(include.show_only && detail.is_list()));
        if let Some(include) = own {
            return Some((include.rows)(shown, view));
        }
        let record = Ref::new(self.record?, (self.id)(shown));
        records::shared_include(name, record, view, detail, query)
    }
}

/// Included rows, each once.
#[derive(Default)]
pub(crate) struct Included {
    rows: Vec<Row>,
    seen: HashSet<Link>,
}

impl Included {
    fn add(&mut self, rows: Vec<Row>) -> Vec<Link> {
        rows.into_iter()
            .map(|row| {
                let link = row.link;
                if self.seen.insert(link) {
                    self.rows.push(row);
                }
                link
            })
            .collect()
    }

    /// All of them; none where nothing was asked for.
    pub(crate) fn rows(self, query: &Query) -> Option<Vec<Row>> {
        (!query.include.is_empty()).then_some(self.rows)
    }
}

/// An answer of JSON:API.
pub(crate) fn json_api(status: StatusCode, body: &impl Serialize) -> Response {
    // Straight to bytes: `to_string` would send every piece through a formatter.
    let bytes = serde_json::to_vec(body).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], bytes).into_response()
}

/// As the real API may answer: a client that does not say `no-store` leaves passwords in the browser's cache.
fn cacheable(body: &Document) -> Response {
    let bytes = serde_json::to_vec(body).unwrap_or_default();
    let tag = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let headers = [
        (header::CONTENT_TYPE, MEDIA_TYPE.to_owned()),
        (header::CACHE_CONTROL, "private, max-age=3600".to_owned()),
        (header::ETAG, format!("W/\"{tag:016x}\"")),
    ];
    (StatusCode::OK, headers, bytes).into_response()
}
