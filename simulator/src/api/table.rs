//! A resource as a table: what it is called, where its rows are, how they are filtered, sorted, joined and described.

use std::collections::BTreeSet;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use tenant::Tenant;

use super::compare::{Test, is_between, is_hit};
use super::errors::{self, MEDIA_TYPE};
use super::query::Query;
use super::view::{Attributes, View, row};

/// What a sort compares.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    pub(crate) rows: fn(&T, &View) -> Vec<Value>,
}

/// Whether a row is one of many or the answer itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Detail {
    List,
    Show { show_password: bool },
}

/// Things by their names, with underscores.
pub(crate) type Named<X> = &'static [(&'static str, X)];

/// One resource.
pub(crate) struct Resource<T: 'static> {
    /// Path word, snake_case.
    pub(crate) path: &'static str,
    /// JSON:API type, kebab-case.
    pub(crate) kind: &'static str,
    pub(crate) rows: fn(&Tenant) -> &[T],
    pub(crate) id: fn(&T) -> u64,
    /// The organization that owns a row; none for resources of the account.
    pub(crate) owner: Option<fn(&T) -> u64>,
    pub(crate) filters: Named<Test<T>>,
    pub(crate) excludes: Named<Test<T>>,
    pub(crate) ranges: Named<fn(&T) -> Option<u64>>,
    pub(crate) sorts: Named<fn(&T, &View) -> Key>,
    pub(crate) includes: &'static [Include<T>],
    pub(crate) attributes: fn(&T, &View, Detail) -> Attributes,
    /// Shows carry headers that let a cache keep them.
    pub(crate) is_cacheable: bool,
}

/// A resource without its row type.
pub(crate) trait Table: Sync {
    fn path(&self) -> &'static str;
    fn is_owned(&self) -> bool;
    fn list(&self, owner: Option<u64>, view: &View, query: &Query) -> Response;
    fn show(&self, owner: Option<u64>, id: &str, view: &View, query: &Query) -> Response;
}

impl<T: Sync> Table for Resource<T> {
    fn path(&self) -> &'static str {
        self.path
    }

    fn is_owned(&self) -> bool {
        self.owner.is_some()
    }

    fn list(&self, owner: Option<u64>, view: &View, query: &Query) -> Response {
        let is_within = |row: &&T| self.is_within(row, owner);
        let ignores_filters = owner.is_some() && view.options.is("nested_filters", "ignored");
        self.list_of(
            (self.rows)(view.tenant).iter().filter(is_within).collect(),
            ignores_filters,
            view,
            query,
        )
    }

    fn show(&self, owner: Option<u64>, id: &str, view: &View, query: &Query) -> Response {
        let found = id.parse::<u64>().ok().and_then(|id| {
            (self.rows)(view.tenant)
                .iter()
                .find(|row| (self.id)(row) == id && self.is_within(row, owner))
        });
        match found {
            Some(found) => self.show_of(found, view, query),
            None => errors::record_not_found(),
        }
    }
}

impl<T> Resource<T> {
    /// A list of these rows, for routes that are not simply "all" or "of one organization".
    pub(crate) fn list_of(
        &self,
        mut rows: Vec<&T>,
        ignores_filters: bool,
        view: &View,
        query: &Query,
    ) -> Response {
        if query.show_password == Some(true)
            && self.path == "passwords"
            && view.options.is("list_show_password", "error")
        {
            return errors::bad_request("show_password is not allowed on a list");
        }
        if view.sight.is_denied(self.path)
            && let Some(refusal) = errors::denied_type(view.options)
        {
            return refusal;
        }
        rows.retain(|row| self.is_visible(row, view));
        if !ignores_filters && let Err(refusal) = self.keep_asked(&mut rows, view, query) {
            return *refusal;
        }
        if let Err(refusal) = self.sort(&mut rows, view, query) {
            return *refusal;
        }
        let n_rows = rows.len();
        let n_pages = n_rows.div_ceil(query.size).max(1);
        let page = query.page;
        let shown: Vec<&T> = rows
            .into_iter()
            .skip((page - 1).saturating_mul(query.size))
            .take(query.size)
            .collect();
        let mut included = Included::default();
        let mut data = Vec::with_capacity(shown.len());
        for shown in shown {
            match self.describe(shown, view, query, Detail::List, &mut included) {
                Ok(described) => data.push(described),
                Err(refusal) => return *refusal,
            }
        }
        let next = (page < n_pages).then_some(page + 1);
        let previous = (page > 1).then(|| (page - 1).min(n_pages));
        let mut body = json!({
            "meta": {
                "current-page": page,
                "next-page": next,
                "prev-page": previous,
                "total-pages": n_pages,
                "total-count": n_rows,
                "filters": {},
            },
            "links": {
                "self": query.link(page),
                "first": query.link(1),
                "prev": previous.map(|page| query.link(page)),
                "next": next.map(|page| query.link(page)),
                "last": query.link(n_pages),
            },
        });
        body["data"] = Value::Array(data);
        included.join(&mut body, query);
        json_api(&body)
    }

    /// One row as the answer itself.
    pub(crate) fn show_of(&self, found: &T, view: &View, query: &Query) -> Response {
        if !self.is_visible(found, view) {
            return errors::not_for_this_caller(view);
        }
        let detail = Detail::Show {
            show_password: query.show_password.unwrap_or(true),
        };
        let mut included = Included::default();
        match self.describe(found, view, query, detail, &mut included) {
            Ok(described) => {
                let mut body = json!({"data": described});
                included.join(&mut body, query);
                if self.is_cacheable {
                    cacheable(&body)
                } else {
                    json_api(&body)
                }
            }
            Err(refusal) => *refusal,
        }
    }

    /// Whether the caller may know of this row.
    pub(crate) fn is_visible(&self, row: &T, view: &View) -> bool {
        let owner = self.owner.map(|owner_of| owner_of(row));
        view.sight.may_see(self.path, owner, (self.id)(row))
    }

    fn is_within(&self, row: &T, owner: Option<u64>) -> bool {
        owner.is_none() || self.owner.map(|owner_of| owner_of(row)) == owner
    }

    fn keep_asked(
        &self,
        rows: &mut Vec<&T>,
        view: &View,
        query: &Query,
    ) -> Result<(), Box<Response>> {
        for filter in &query.filters {
            let Some((_, test)) = self.filters.iter().find(|(name, _)| *name == filter.name) else {
                continue; // Unknown filters are ignored: the list stays whole.
            };
            if let Test::Remote { system, .. } = test
                && query.values_of(system).is_none()
            {
                match view.options.get("unpaired_filter") {
                    "422" => {
                        return Err(Box::new(errors::unprocessable(
                            "the integration type is missing",
                        )));
                    }
                    "ignored" => continue,
                    _ => {}
                }
            }
            rows.retain(|row| is_hit(test, row, filter, view, query));
        }
        for filter in &query.excludes {
            if let Some((_, test)) = self.excludes.iter().find(|(name, _)| *name == filter.name) {
                rows.retain(|row| !is_hit(test, row, filter, view, query));
            }
        }
        for filter in &query.ranges {
            if let Some((_, number)) = self.ranges.iter().find(|(name, _)| *name == filter.name) {
                rows.retain(|row| {
                    number(row).is_some_and(|number| is_between(number, &filter.values))
                });
            }
        }
        Ok(())
    }

    fn sort(&self, rows: &mut [&T], view: &View, query: &Query) -> Result<(), Box<Response>> {
        rows.sort_by_key(|row| (self.id)(row));
        for wanted in query.sort.iter().rev() {
            let (name, is_descending) = wanted
                .strip_prefix('-')
                .map_or((wanted.as_str(), false), |name| (name, true));
            match self.sorts.iter().find(|(known, _)| *known == name) {
                Some((_, key)) => {
                    rows.sort_by_cached_key(|row| key(row, view));
                    if is_descending {
                        rows.reverse();
                    }
                }
                None if view.options.is("unknown_sort", "400") => {
                    return Err(Box::new(errors::bad_request("unknown sort")));
                }
                None => {}
            }
        }
        Ok(())
    }

    fn describe(
        &self,
        shown: &T,
        view: &View,
        query: &Query,
        detail: Detail,
        included: &mut Included,
    ) -> Result<Value, Box<Response>> {
        let mut relationships = Map::new();
        for name in &query.include {
            let known = self.includes.iter().find(|include| {
                include.name == name && !(include.show_only && detail == Detail::List)
            });
            match known {
                Some(include) => {
                    let mut rows = (include.rows)(shown, view);
                    rows.retain(|row| view.sight.may_see_row(row));
                    let linkage = included.add(rows);
                    relationships.insert(include.name.replace('_', "-"), json!({"data": linkage}));
                }
                None if view.options.is("unknown_include", "400") => {
                    return Err(Box::new(errors::bad_request("unknown include")));
                }
                None => {}
            }
        }
        let mut described = row(
            self.kind,
            (self.id)(shown),
            (self.attributes)(shown, view, detail),
        );
        described["relationships"] = Value::Object(relationships);
        Ok(described)
    }
}

/// Included rows, each once.
#[derive(Default)]
struct Included {
    rows: Vec<Value>,
    seen: BTreeSet<(String, String)>,
}

impl Included {
    fn add(&mut self, rows: Vec<Value>) -> Vec<Value> {
        rows.into_iter()
            .map(|row| {
                let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
                let (id, kind) = (text("id"), text("type"));
                let link = json!({"id": &id, "type": &kind});
                if self.seen.insert((kind, id)) {
                    self.rows.push(row);
                }
                link
            })
            .collect()
    }

    fn join(self, body: &mut Value, query: &Query) {
        if !query.include.is_empty() {
            body["included"] = Value::Array(self.rows);
        }
    }
}

fn json_api(body: &Value) -> Response {
    (
        StatusCode::OK,
        [(header::CONTENT_TYPE, MEDIA_TYPE)],
        body.to_string(),
    )
        .into_response()
}

/// As the real API may answer: a client that does not say `no-store` leaves passwords in the browser's cache.
fn cacheable(body: &Value) -> Response {
    let text = body.to_string();
    let tag = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let headers = [
        (header::CONTENT_TYPE, MEDIA_TYPE.to_owned()),
        (header::CACHE_CONTROL, "private, max-age=3600".to_owned()),
        (header::ETAG, format!("W/\"{tag:016x}\"")),
    ];
    (StatusCode::OK, headers, text).into_response()
}
