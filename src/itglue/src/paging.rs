//! Reading a list page by page, and knowing afterwards whether that was all of it.
//!
//! IT Glue's pages are counted by offset (API reference, section 2.1): where a row is deleted while somebody reads, the
//! rows after it move up, and one of them is on no page any more. So pages overlap a little: each asks for a row less
//! than the one before, and begins with rows that end the former. If they aren't the same rows, something has moved.
//!
//! Shape:  numbers from 1; a thousand rows on the first page, 980 from the 21st on, which don't overlap any more.
//! Errors: none. What can't be sure to be whole says so: [`Paging::is_whole`].
//!
//! Invariant: numbers only grow, an answer can't choose the next one, and a page without a new row is the last.

use crate::{GlueError, Page};
use std::collections::VecDeque;

/// The most rows a page may have (API reference, section 2.1).
pub(crate) const MAX_PAGE_SIZE: u32 = 1000;
/// Pages overlap by as many rows as lie before them, up to this many. More would take more requests for a long list:
/// with 20, 20,000 rows take 21 and 200,000 take 205.
const MAX_OVERLAP: u32 = 20;

/// How many rows the page of this number is asked for.
pub(crate) fn page_size(number: u32) -> u32 {
    MAX_PAGE_SIZE - number.saturating_sub(1).min(MAX_OVERLAP)
}

/// What is known of a list while its pages come in. Sort it by `id`: then new rows come last, and no row can be missed
/// unseen.
#[derive(Clone, PartialEq, Debug)]
pub struct Paging {
    /// The page to ask for.
    next: Option<u32>,
    max_pages: u32,
    /// What the pages so far say.
    total: Option<u64>,
    /// The ids of all rows, in their order.
    seen: Vec<u64>,
    /// The ids of the former page.
    former: Vec<u64>,
    /// How many rows of the whole list lie before the end of the former page; `None` where the other side makes pages
    /// of a size of its own.
    read_to: Option<u64>,
    /// Something moved, or is missing.
    is_unsure: bool,
    /// There are more pages than may be read.
    is_cut_off: bool,
}

impl Paging {
    /// A list of which at most this many pages are read.
    pub fn new(max_pages: u32) -> Self {
        Self {
            next: (max_pages > 0).then_some(1),
            max_pages,
            total: None,
            seen: Vec::new(),
            former: Vec::new(),
            read_to: Some(0),
            is_unsure: false,
            is_cut_off: max_pages == 0,
        }
    }

    /// The number of the page to ask for next. `None`: that was the last.
    pub fn next_page(&self) -> Option<u32> {
        self.next
    }

    /// Takes the page that was asked for and gives those of its rows that are new, in their order.
    pub fn take<Row>(&mut self, page: Page<Row>, id: fn(&Row) -> u64) -> Vec<Row> {
        let ids: Vec<u64> = page.rows.iter().map(id).collect();
        let mut is_new = self.judge(&ids, page.total, page.has_next).into_iter();
        let mut rows = page.rows;
        rows.retain(|_| is_new.next().unwrap_or_default());
        rows
    }

    /// Every row of the list has been read, once, and nothing has moved meanwhile.
    pub fn is_whole(&self) -> bool {
        self.next.is_none()
            && !self.is_cut_off
            && !self.is_unsure
            && self.total == Some(self.seen.len() as u64)
    }

    /// There is more than was read.
    pub fn is_cut_off(&self) -> bool {
        self.is_cut_off
    }

    /// Which rows are new; what the page says of the list is remembered.
    fn judge(&mut self, ids: &[u64], total: u64, has_next: bool) -> Vec<bool> {
        let Some(number) = self.next.take() else {
            return vec![false; ids.len()];
        };
        self.is_unsure |= self.total.is_some_and(|known| known != total);
        self.total = Some(total);
        let start = u64::from(number - 1) * u64::from(page_size(number));
        if let Some(read_to) = self.read_to {
            let overlap = read_to.saturating_sub(start) as usize;
            let ends_with = self.former.len().checked_sub(overlap);
            let expected = ends_with.map(|from| &self.former[from..]);
            self.is_unsure |= expected != ids.get(..overlap);
        }
        let is_full = ids.len() as u64 == u64::from(page_size(number));
        let goes_on = self.read_to.is_some() && (is_full || !has_next);
        self.read_to = goes_on.then(|| start + ids.len() as u64);
        let is_new: Vec<bool> = ids.iter().map(|id| self.is_new(*id)).collect();
        let may_follow = has_next && is_new.contains(&true);
        // More is said to follow a page that has nothing new: nobody knows where that would end.
        self.is_unsure |= has_next && !may_follow;
        self.is_cut_off = may_follow && number >= self.max_pages;
        self.next = (may_follow && !self.is_cut_off).then(|| number + 1);
        self.former = ids.to_vec();
        is_new
    }

    fn is_new(&mut self, id: u64) -> bool {
        match self.seen.binary_search(&id) {
            Ok(_) => false,
            Err(place) => {
                self.seen.insert(place, id);
                true
            }
        }
    }
}

/// The rows of a list, one after the other; a page is asked for when its first row is.
pub struct Rows<Row, Ask> {
    ask: Ask,
    id: fn(&Row) -> u64,
    ready: VecDeque<Row>,
    paging: Paging,
}

impl<Row, Ask: AsyncFnMut(u32) -> Result<Page<Row>, GlueError>> Rows<Row, Ask> {
    /// The rows of the list that `ask` reads pages of: `Rows::of(30, async |page| client.list_organizations(page).await,
    /// |row| row.id.0)`.
    pub fn of(max_pages: u32, ask: Ask, id: fn(&Row) -> u64) -> Self {
        Self {
            ask,
            id,
            ready: VecDeque::new(),
            paging: Paging::new(max_pages),
        }
    }

    /// The next row; `None` after the last. After an error the same page is asked for again.
    pub async fn next(&mut self) -> Result<Option<Row>, GlueError> {
        while self.ready.is_empty()
            && let Some(number) = self.paging.next_page()
        {
            let page = (self.ask)(number).await?;
            self.ready.extend(self.paging.take(page, self.id));
        }
        Ok(self.ready.pop_front())
    }

    /// What is known of the list so far.
    pub fn paging(&self) -> &Paging {
        &self.paging
    }
}
