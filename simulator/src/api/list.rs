//! Lists: which rows, in which order, and one page of them.
//!
//! Positions in the table stand for rows until the page is cut, so that nothing is described, cloned or compared that is
//! not needed. An order of the whole table is made once and kept by `index` until a row changes.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use tenant::Ref;

use super::compare::{Check, Test, prepare};
use super::errors;
use super::index::TableIndex;
use super::query::{Filter, Query};
use super::row::{Data, Document};
use super::table::{Detail, Included, Key, Resource, Routes, Way, json_api};
use super::view::View;

/// Below this many hits it is cheaper to sort them than to walk through the order of the whole table.
const FEW: usize = 4_000;

type Refused<T> = Result<T, Box<Response>>;

/// Which rows a list has, by position.
enum Hits {
    All(usize),
    Some(Vec<u32>),
}

impl<T> Resource<T> {
    /// A list, as asked.
    pub(crate) fn list_all(
        &self,
        above: Option<Ref>,
        view: &View,
        query: &Query,
    ) -> Refused<Response> {
        if query.show_password == Some(true)
            && self.path == "passwords"
            && view.options.is("list_show_password", "error")
        {
            return Err(Box::new(errors::bad_request(
                "show_password is not allowed on a list",
            )));
        }
        if view.sight.is_denied(self.path)
            && let Some(refusal) = errors::denied_type(view.options)
        {
            return Err(Box::new(refusal));
        }
        if let Some(refusal) = (self.rules.refuse)(view, query, Way::List) {
            return Err(Box::new(refusal));
        }
        let is_unpaged = self.routes.has(Routes::UNPAGED);
        if is_unpaged && query.asked_for_page && view.options.is("unpaged_lists", "400") {
            return Err(Box::new(errors::bad_request(
                "found unpermitted parameter: :page",
            )));
        }
        let index = view.index.of(self.path);
        let rows = (self.rows)(view.tenant);
        let hits = self.hits(&index, above, rows, view, query)?;
        let n_rows = match &hits {
            Hits::All(n_rows) => *n_rows,
            Hits::Some(hits) => hits.len(),
        };
        let size = if is_unpaged {
            n_rows.max(1)
        } else {
            query.size
        };
        let page = if is_unpaged { 1 } else { query.page };
        let first = (page - 1).saturating_mul(size).min(n_rows);
        let last = first.saturating_add(size).min(n_rows);
        let shown = self.page(&index, hits, first..last, rows, view, query)?;
        let mut included = Included::default();
        let mut data = Vec::with_capacity(shown.len());
        for shown in shown {
            data.push(self.describe(shown, view, query, Detail::List, &mut included)?);
        }
        let body = Document {
            data: Data::Many(data),
            included: included.rows(query),
            frame: Some(frame(n_rows, size, page, view, query)),
        };
        Ok(json_api(StatusCode::OK, &body))
    }

    fn hits(
        &self,
        index: &Arc<TableIndex>,
        above: Option<Ref>,
        rows: &[T],
        view: &View,
        query: &Query,
    ) -> Refused<Hits> {
        let below = |above: Ref| {
            self.positions_below(index, above, rows)
                .iter()
                .map(|(_, at)| *at)
        };
        let mut within: Option<Vec<u32>> = above.map(|above| below(above).collect());
        let mut checks: Vec<Check<T>> = Vec::new();
        let is_deaf = above.is_some() && view.options.is("nested_filters", "ignored");
        if !is_deaf {
            for filter in &query.filters {
                let Some((_, test)) = self.filters.iter().find(|(name, _)| *name == filter.name)
                else {
                    continue; // Unknown filters are ignored: the list stays whole.
                };
                match test {
                    // Operators mean something to documents alone.
                    _ if filter.is_negated && !matches!(test, Test::Own(_)) => {}
                    // An index answers these two without looking at every row.
                    Test::Above(kind) if within.is_none() => {
                        let found: BTreeSet<u32> = filter
                            .numbers()
                            .flat_map(|id| below(Ref::new(*kind, id)))
                            .collect();
                        within = Some(found.into_iter().collect());
                    }
                    Test::Id if within.is_none() => {
                        let found: BTreeSet<u32> = filter
                            .numbers()
                            .filter_map(|id| rows.binary_search_by_key(&id, self.id).ok())
                            .filter_map(|at| u32::try_from(at).ok())
                            .collect();
                        within = Some(found.into_iter().collect());
                    }
                    _ => checks.extend(self.check(test, filter, view, query)?),
                }
            }
            for (asked, known, keeps) in [
                (&query.excludes, self.excludes, false),
                (&query.ranges, self.ranges, true),
            ] {
                for filter in asked {
                    if let Some((_, test)) = known.iter().find(|(name, _)| *name == filter.name)
                        && let Some(check) = self.check(test, filter, view, query)?
                    {
                        checks.push(Box::new(move |row| check(row) == keeps));
                    }
                }
            }
            if let Some(is_shown) = self.rules.is_shown {
                checks.push(Box::new(move |row| is_shown(row, view, query)));
            }
        }
        if !view.sight.sees_all(self.path) {
            checks.push(Box::new(|row| self.is_visible(row, view)));
        }
        let is_hit = |row: &T| {
            view.index.work.note_look();
            checks.iter().all(|check| check(row))
        };
        Ok(match within {
            None if checks.is_empty() => Hits::All(rows.len()),
            None => Hits::Some(
                (0_u32..)
                    .zip(rows)
                    .filter(|(_, row)| is_hit(row))
                    .map(|(at, _)| at)
                    .collect(),
            ),
            Some(mut within) => {
                within.retain(|at| rows.get(*at as usize).is_some_and(&is_hit));
                Hits::Some(within)
            }
        })
    }

    fn check<'q>(
        &'q self,
        test: &'q Test<T>,
        filter: &'q Filter,
        view: &'q View,
        query: &'q Query,
    ) -> Refused<Option<Check<'q, T>>> {
        if let Test::Remote { system, .. } = test
            && query.values_of(system).is_none()
        {
            match view.options.get("unpaired_filter") {
                "422" => {
                    return Err(Box::new(errors::unprocessable(
                        "the integration type is missing",
                    )));
                }
                "ignored" => return Ok(None),
                _ => {}
            }
        }
        if let Test::Above(kind) = test {
            let ids: Vec<u64> = filter.numbers().collect();
            return Ok(Some(Box::new(move |row| {
                ids.iter()
                    .any(|id| self.is_under(row, Ref::new(*kind, *id)))
            })));
        }
        if let Test::Id = test {
            let ids: Vec<u64> = filter.numbers().collect();
            return Ok(Some(Box::new(move |row| ids.contains(&(self.id)(row)))));
        }
        Ok(Some(prepare(test, filter, view, query)))
    }

    fn page<'r>(
        &self,
        index: &TableIndex,
        hits: Hits,
        range: std::ops::Range<usize>,
        rows: &'r [T],
        view: &View,
        query: &Query,
    ) -> Refused<Vec<&'r T>> {
        let sort = self.known_sort(view, query)?;
        let at = |position: &u32| rows.get(*position as usize);
        Ok(match hits {
            Hits::All(_) if sort.is_empty() => rows[range].iter().collect(),
            Hits::All(_) => self.whole_order(index, &sort, rows, view)[range]
                .iter()
                .filter_map(at)
                .collect(),
            Hits::Some(hits) if sort.is_empty() => hits[range].iter().filter_map(at).collect(),
            Hits::Some(mut hits) if hits.len() <= FEW => {
                self.sort(&mut hits, &sort, rows, view);
                hits[range].iter().filter_map(at).collect()
            }
            Hits::Some(hits) => {
                let mut is_hit = vec![false; rows.len()];
                for position in hits {
                    is_hit[position as usize] = true;
                }
                let order = self.whole_order(index, &sort, rows, view);
                order
                    .iter()
                    .filter(|position| is_hit[**position as usize])
                    .skip(range.start)
                    .take(range.len())
                    .filter_map(at)
                    .collect()
            }
        })
    }

    /// The sorts that exist, each perhaps with its minus.
    fn known_sort(&self, view: &View, query: &Query) -> Refused<Vec<String>> {
        let is_known = |wanted: &String| {
            let name = wanted.strip_prefix('-').unwrap_or(wanted);
            self.sorts.iter().any(|(known, _)| *known == name)
        };
        let (known, unknown): (Vec<String>, Vec<String>) =
            query.sort.iter().cloned().partition(is_known);
        if !unknown.is_empty() && view.options.is("unknown_sort", "400") {
            return Err(Box::new(errors::bad_request("unknown sort")));
        }
        Ok(known)
    }

    /// All positions in the order of `sort`.
    pub(crate) fn whole_order(
        &self,
        index: &TableIndex,
        sort: &[String],
        rows: &[T],
        view: &View,
    ) -> Arc<[u32]> {
        let build = || {
            let mut all: Vec<u32> = (0_u32..).zip(rows).map(|(at, _)| at).collect();
            self.sort(&mut all, sort, rows, view);
            all
        };
        index.order(&sort.join(","), build, |others, at| {
            view.index.work.note_keys(1);
            others.partition_point(|other| self.compare(*other, at, sort, rows, view).is_lt())
        })
    }

    /// Which of two rows comes first.
    fn compare(&self, one: u32, other: u32, sort: &[String], rows: &[T], view: &View) -> Ordering {
        let by_sort = sort.iter().map(|wanted| {
            let (name, is_descending) = wanted
                .strip_prefix('-')
                .map_or((wanted.as_str(), false), |name| (name, true));
            let Some((_, key)) = self.sorts.iter().find(|(known, _)| *known == name) else {
                return Ordering::Equal;
            };
            let key_at = |at: u32| rows.get(at as usize).map(|row| key(row, view));
            let order = key_at(one).cmp(&key_at(other));
            if is_descending {
                order.reverse()
            } else {
                order
            }
        });
        let by_sort = by_sort.fold(Ordering::Equal, Ordering::then);
        by_sort.then(one.cmp(&other))
    }

    /// Rows that are equal stay in the order of their ids.
    fn sort(&self, positions: &mut [u32], sort: &[String], rows: &[T], view: &View) {
        view.index.work.note_keys(positions.len());
        for wanted in sort.iter().rev() {
            let (name, is_descending) = wanted
                .strip_prefix('-')
                .map_or((wanted.as_str(), false), |name| (name, true));
            let Some((_, key)) = self.sorts.iter().find(|(known, _)| *known == name) else {
                continue;
            };
            let key_at = |at: &u32| {
                rows.get(*at as usize)
                    .map_or(Key::Number(0), |row| key(row, view))
            };
            if is_descending {
                positions.sort_by_cached_key(|at| Reverse(key_at(at)));
            } else {
                positions.sort_by_cached_key(key_at);
            }
        }
    }
}

/// `meta` and `links` of one page.
fn frame(n_rows: usize, size: usize, page: usize, view: &View, query: &Query) -> (Value, Value) {
    let n_pages = n_rows.div_ceil(size).max(1);
    let next = (page < n_pages).then(|| page + 1);
    let previous = (page > 1).then(|| (page - 1).min(n_pages));
    let meta = json!({
        "current-page": page,
        "next-page": next,
        "prev-page": previous,
        "total-pages": n_pages,
        "total-count": n_rows,
        "filters": {},
    });
    let mut links = json!({
        "self": query.link(page),
        "first": query.link(1),
        "prev": previous.map(|page| query.link(page)),
        "next": next.map(|page| query.link(page)),
        "last": query.link(n_pages),
    });
    if view.options.is("links_at_the_end", "missing")
        && let Some(links) = links.as_object_mut()
    {
        links.retain(|_, link| !link.is_null());
    }
    (meta, links)
}
