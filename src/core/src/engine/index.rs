//! The organizations of the account: read when a name first needs them, then kept true by what changed.
//!
//! Shape: a thousand rows a request. Uniqueness of a name after normalisation can't be asked of IT Glue (its name
//! filter is exact), so it is decided here; whoever links by name asks once more by the exact name, see `resolve`.

use super::connection::Connection;
use super::resolve::SURE_MS;
use super::{Engine, Ports, Shelf, failure, words};
use crate::matching::{NameKey, similar};
use crate::order::sort_by_key;
use gluepane_itglue::{GlueError, Organization, OrganizationId, Page, Paging};
use gluepane_protocol::{Failure, Response};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Organizations that one request reads.
pub(super) const PAGE: u64 = 1_000;
/// After this long the index is asked what has changed.
const FRESH_MS: u64 = 10 * 60 * 1000;
/// After this long one that was read with gaps is read anew.
const GAP_MS: u64 = 60 * 1000;
/// After this long it is read anew: deleted organizations show in no list of changes.
const WHOLE_MS: u64 = 6 * 60 * 60 * 1000;
/// 29,000 organizations, and a bound against an endless list.
const MAX_PAGES: u32 = 30;
/// A list whose last page came longer ago is begun anew.
const RESUMED_MS: u64 = 60 * 1000;
/// What a search shows.
const MAX_FOUND: usize = 20;

/// All organizations that the connection sees.
pub(super) struct Index {
    /// Rows with their comparable names.
    pub(super) rows: Vec<(NameKey, Organization)>,
    /// When it was last asked what has changed.
    pub(super) asked_ms: u64,
    /// When it was last read whole.
    whole_ms: u64,
    /// There are more than were read: that a name stands in it once proves nothing.
    pub(super) is_cut_off: bool,
}

/// A list of all organizations under way. What has come is kept where the sight that needed it has passed, or IT Glue was
/// too busy: the next sight goes on from there.
pub(super) struct Reading {
    nonce: String,
    /// When its last page came.
    at_ms: u64,
    paging: Paging,
    rows: Vec<Organization>,
}

/// What became of a page.
enum Taken {
    /// This is the next one to ask for.
    Next(u32),
    /// It was the last.
    Whole(Rc<Index>),
}

/// The same, stored: rows only, keys are made on wake.
#[derive(Serialize, Deserialize)]
struct IndexRecord {
    asked_ms: u64,
    whole_ms: u64,
    is_cut_off: bool,
    rows: Vec<RowRecord>,
}

#[derive(Serialize, Deserialize)]
struct RowRecord(
    OrganizationId,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<OrganizationId>,
    bool,
    Option<String>,
);

pub(super) fn index_key(connection: &Connection) -> String {
    format!("index:{}:{}", connection.identity, connection.nonce)
}

impl Index {
    /// Rows that are enough for one decision, read just now.
    pub(super) fn of(rows: Vec<(NameKey, Organization)>, now_ms: u64) -> Self {
        Self {
            rows,
            asked_ms: now_ms,
            whole_ms: now_ms,
            is_cut_off: false,
        }
    }

    /// An organization by id.
    pub(super) fn get(&self, id: OrganizationId) -> Option<&Organization> {
        self.rows
            .iter()
            .map(|(_, row)| row)
            .find(|row| row.id == id)
    }
}

impl<P: Ports> Engine<P> {
    /// The index, fresh enough to decide by.
    pub(super) async fn index(&self, connection: &Rc<Connection>) -> Result<Rc<Index>, Failure> {
        let now_ms = self.ports.now_ms();
        self.holds_index(connection).await?;
        let held = self.memory.borrow().index.clone();
        let index = match held {
            // A clock that was set back makes an index look as if it came from the future: read it anew.
            // So does one with gaps: they may have closed.
            Some(index) if index.is_cut_off && now_ms.saturating_sub(index.asked_ms) > GAP_MS => {
                self.read_whole(connection).await?
            }
            Some(index)
                if index.asked_ms.max(index.whole_ms) > now_ms
                    || now_ms - index.whole_ms > WHOLE_MS =>
            {
                self.read_whole(connection).await?
            }
            Some(index) if now_ms - index.asked_ms <= FRESH_MS => {
                return Ok(self.hold(connection, index));
            }
            Some(index) => self.read_changes(connection, &index).await?,
            None => self.read_whole(connection).await?,
        };
        self.is_connected(connection)?;
        let held = self.memory.borrow().index.clone();
        if held.is_none_or(|held| !Rc::ptr_eq(&held, &index)) {
            self.hold(connection, index.clone());
            self.store_index(connection, &index).await;
        }
        Ok(index)
    }

    /// Whether there is one, in memory or in the session, however old.
    pub(super) async fn holds_index(&self, connection: &Rc<Connection>) -> Result<bool, Failure> {
        if self.memory.borrow().index.is_some() {
            return Ok(true);
        }
        let stored = self.stored_index(connection).await?;
        Ok(stored.is_some_and(|index| {
            self.hold(connection, index);
            true
        }))
    }

    /// Forgets the index: somebody saw that it is no longer true.
    pub(super) async fn drop_index(&self, connection: &Connection) -> Result<(), Failure> {
        {
            let mut memory = self.memory.borrow_mut();
            (memory.index, memory.reading) = (None, None);
        }
        self.discard(Shelf::Session, &index_key(connection)).await
    }

    fn hold(&self, connection: &Rc<Connection>, index: Rc<Index>) -> Rc<Index> {
        let mut memory = self.memory.borrow_mut();
        if memory
            .connection
            .as_ref()
            .is_some_and(|now| Rc::ptr_eq(now, connection))
        {
            memory.index = Some(index.clone());
        }
        index
    }

    /// Reads all organizations. Several sights that need them at once read one list.
    async fn read_whole(&self, connection: &Connection) -> Result<Rc<Index>, Failure> {
        let client = connection.client(self);
        let mut number = self.begin_or_resume(connection);
        loop {
            let page = client.list_organizations(number).await;
            let page = page.map_err(|error| failure(error, connection.host()))?;
            match self.take_page(connection, number, page) {
                Taken::Next(next) => number = next,
                Taken::Whole(index) => return Ok(index),
            }
        }
    }

    /// The page to ask for.
    fn begin_or_resume(&self, connection: &Connection) -> u32 {
        let now_ms = self.ports.now_ms();
        let mut memory = self.memory.borrow_mut();
        let former = memory.reading.as_ref().filter(|reading| {
            reading.nonce == connection.nonce
                && reading.at_ms <= now_ms
                && now_ms - reading.at_ms < RESUMED_MS
        });
        if let Some(number) = former.and_then(|reading| reading.paging.next_page()) {
            return number;
        }
        memory.reading = Some(Reading {
            nonce: connection.nonce.clone(),
            at_ms: now_ms,
            paging: Paging::new(MAX_PAGES),
            rows: Vec::new(),
        });
        1
    }

    /// Takes a page of the list under way, unless another sight that read the same has done so.
    fn take_page(&self, connection: &Connection, number: u32, page: Page<Organization>) -> Taken {
        let now_ms = self.ports.now_ms();
        let mut memory = self.memory.borrow_mut();
        let reading = memory.reading.take();
        let Some(mut reading) = reading.filter(|reading| reading.nonce == connection.nonce) else {
            let read = memory.index.clone();
            drop(memory);
            // The other one was faster by the last page, or what was read was found to be no longer true.
            return match read
                .filter(|read| read.whole_ms <= now_ms && now_ms - read.whole_ms < SURE_MS)
            {
                Some(index) => Taken::Whole(index),
                None => Taken::Next(self.begin_or_resume(connection)),
            };
        };
        if reading.paging.next_page() == Some(number) {
            reading
                .rows
                .extend(reading.paging.take(page, |row| row.id.0));
            reading.at_ms = now_ms;
        }
        if let Some(next) = reading.paging.next_page() {
            memory.reading = Some(reading);
            return Taken::Next(next);
        }
        drop(memory);
        // With a gap, what is left proves no name unique.
        let is_cut_off = !reading.paging.is_whole();
        let mut rows = reading.rows;
        sort_by_key(&mut rows, |row| row.id);
        Taken::Whole(Rc::new(Index {
            rows: self.keyed(rows),
            asked_ms: now_ms,
            whole_ms: now_ms,
            is_cut_off,
        }))
    }

    /// Reads what has changed since the newest change that is known, by IT Glue's own clock.
    async fn read_changes(
        &self,
        connection: &Connection,
        index: &Index,
    ) -> Result<Rc<Index>, Failure> {
        let Some(since) = index
            .rows
            .iter()
            .filter_map(|(_, row)| row.updated_at.as_deref())
            .max()
        else {
            return self.read_whole(connection).await;
        };
        let client = connection.client(self);
        let page = match client.list_organizations_since(since, 1).await {
            Ok(page) => page,
            // The filter, or what it brings, is at fault: without it all may be well.
            Err(GlueError::Rejected { .. } | GlueError::NotFound | GlueError::Malformed { .. }) => {
                return self.read_whole(connection).await;
            }
            // Whoever waits is told at once: a second question would meet the same, and wait as long.
            Err(error) => return Err(failure(error, connection.host())),
        };
        if page.has_next || page.rows.len() as u64 != page.total {
            return self.read_whole(connection).await;
        }
        let mut rows: Vec<Organization> = index.rows.iter().map(|(_, row)| row.clone()).collect();
        rows.retain(|row| page.rows.iter().all(|changed| changed.id != row.id));
        rows.extend(page.rows);
        Ok(Rc::new(Index {
            rows: self.keyed(rows),
            asked_ms: self.ports.now_ms(),
            whole_ms: index.whole_ms,
            is_cut_off: index.is_cut_off,
        }))
    }

    pub(super) fn keyed(&self, rows: Vec<Organization>) -> Vec<(NameKey, Organization)> {
        rows.into_iter()
            .map(|row| (NameKey::of(&row.name, &self.ports), row))
            .collect()
    }

    async fn stored_index(&self, connection: &Connection) -> Result<Option<Rc<Index>>, Failure> {
        let record: Option<IndexRecord> = self.load(Shelf::Session, &index_key(connection)).await?;
        Ok(record.map(
            |IndexRecord {
                 asked_ms,
                 whole_ms,
                 is_cut_off,
                 rows,
             }| {
                let rows = rows.into_iter().map(
                    |RowRecord(
                        id,
                        name,
                        short_name,
                        type_name,
                        status_name,
                        parent,
                        is_primary,
                        updated_at,
                    )| {
                        Organization {
                            id,
                            name,
                            short_name,
                            type_name,
                            status_name,
                            parent,
                            is_primary,
                            updated_at,
                            resource_url: None,
                        }
                    },
                );
                Rc::new(Index {
                    rows: self.keyed(rows.collect()),
                    asked_ms,
                    whole_ms,
                    is_cut_off,
                })
            },
        ))
    }

    /// Keeps the rows for the next wake. Where the session is full they are read again then.
    async fn store_index(&self, connection: &Connection, index: &Index) {
        let rows = index.rows.iter().map(|(_, row)| row.clone()).map(|row| {
            RowRecord(
                row.id,
                row.name,
                row.short_name,
                row.type_name,
                row.status_name,
                row.parent,
                row.is_primary,
                row.updated_at,
            )
        });
        let record = IndexRecord {
            asked_ms: index.asked_ms,
            whole_ms: index.whole_ms,
            is_cut_off: index.is_cut_off,
            rows: rows.collect(),
        };
        let _ = self
            .save(Shelf::Session, &index_key(connection), &record)
            .await;
    }

    /// Organizations by a part of their name: several words in any order, then similar ones.
    pub(super) async fn search_organizations(
        &self,
        tab: i64,
        query: &str,
    ) -> Result<Response, Failure> {
        let connection = self.connection()?;
        let state = self.tab_state(tab).await?.ok_or(Failure::Outdated)?;
        if !matches!(state.sight, super::memory::Sight::About(_)) {
            return Err(Failure::Refused);
        }
        let index = self.index(&connection).await?;
        self.is_connected(&connection)?;
        let wanted = NameKey::of(query, &self.ports);
        let words: Vec<&str> = wanted
            .whole
            .split(' ')
            .filter(|word| !word.is_empty())
            .collect();
        let mut found: Vec<&Organization> = Vec::new();
        if !words.is_empty() {
            let holds = |key: &NameKey, row: &Organization| {
                let short = row.short_name.as_deref().unwrap_or_default().to_lowercase();
                words
                    .iter()
                    .all(|word| key.whole.contains(word) || short.contains(word))
            };
            let mut holding: Vec<_> = index
                .rows
                .iter()
                .filter(|(key, row)| holds(key, row))
                .collect();
            sort_by_key(&mut holding, |(key, row)| {
                (
                    !key.whole.starts_with(&wanted.whole),
                    key.whole.len(),
                    row.id,
                )
            });
            found.extend(holding.into_iter().map(|(_, row)| row));
            let alike = similar(&wanted, &index.rows)
                .into_iter()
                .filter_map(|ranked| index.get(ranked.id));
            for row in alike {
                if found.iter().all(|known| known.id != row.id) {
                    found.push(row);
                }
            }
        }
        let found = found
            .into_iter()
            .take(MAX_FOUND)
            .map(|row| words::organization(row, &index))
            .collect();
        Ok(Response::Organizations { found })
    }
}
