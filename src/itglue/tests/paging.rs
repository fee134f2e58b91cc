//! Lists read page by page while somebody else changes them.

use gluepane_itglue::{GlueError, Page, Paging, Rows};
use pollster::block_on;
use proptest::prelude::*;
use std::cell::RefCell;

/// A list on the other side: ids in the order that it is sorted by.
#[derive(Clone, Debug)]
struct Server {
    rows: Vec<u64>,
    /// The most rows that it puts on a page, whatever was asked.
    cap: usize,
}

/// How many rows page 1, 2, … is asked for.
fn asked(number: u32) -> usize {
    1000 - (number as usize - 1).min(20)
}

impl Server {
    fn of(n: u64) -> Self {
        Self {
            rows: (1..=n).collect(),
            cap: usize::MAX,
        }
    }

    fn page(&self, number: u32) -> Page<u64> {
        let size = asked(number).min(self.cap);
        let start = (number as usize - 1) * size;
        let rows: Vec<u64> = self.rows.iter().skip(start).take(size).copied().collect();
        Page {
            has_next: !rows.is_empty() && start + size < self.rows.len(),
            rows,
            total: self.rows.len() as u64,
        }
    }
}

/// Reads a list; before page `n`, `meanwhile(n)` happens to it.
fn read(
    server: &mut Server,
    max: u32,
    meanwhile: &mut dyn FnMut(u32, &mut Server),
) -> (Vec<u64>, Paging) {
    let (mut paging, mut rows) = (Paging::new(max), Vec::new());
    let mut former = 0;
    while let Some(number) = paging.next_page() {
        assert!(number > former, "numbers only grow");
        former = number;
        meanwhile(number, server);
        rows.extend(paging.take(server.page(number), |row| *row));
    }
    (rows, paging)
}

fn nothing(_: u32, _: &mut Server) {}

#[test]
fn a_list_that_stands_still_is_read_whole_and_in_its_order() {
    for n in [
        0, 1, 999, 1_000, 1_001, 1_998, 1_999, 2_000, 5_000, 20_000, 21_000, 25_000,
    ] {
        let mut server = Server::of(n);
        let (rows, paging) = read(&mut server, 30, &mut nothing);
        assert_eq!(rows, server.rows, "{n}");
        assert!(paging.is_whole(), "{n}");
    }
}

#[test]
fn twenty_thousand_rows_take_21_requests_and_two_hundred_thousand_205() {
    for (n, expected) in [(20_000, 21), (200_000, 205)] {
        let mut n_pages = 0;
        let (rows, paging) = read(&mut Server::of(n), 300, &mut |_, _| n_pages += 1);
        assert_eq!(
            (rows.len() as u64, n_pages, paging.is_whole()),
            (n, expected, true)
        );
    }
}

#[test]
fn a_server_with_pages_of_its_own_size_is_read_whole_too() {
    for cap in [1, 7, 50, 979, 990, 999] {
        let mut server = Server::of(cap as u64 * 3 + 1);
        server.cap = cap;
        let (rows, paging) = read(&mut server, 30, &mut nothing);
        assert_eq!((rows, paging.is_whole()), (server.rows, true), "{cap}");
    }
}

#[test]
fn a_row_deleted_and_another_made_between_two_pages_is_noticed_though_the_total_stays() {
    let mut server = Server::of(2_500);
    let (rows, paging) = read(&mut server, 30, &mut |number, server| {
        if number == 2 {
            server.rows.drain(4..6);
            server.rows.extend([9_998, 9_999]);
        }
    });
    assert!(!rows.contains(&1_001), "so it would be missed");
    assert_eq!(server.rows.len(), 2_500, "and the total says nothing");
    assert!(!paging.is_whole());
}

#[test]
fn a_row_that_is_renamed_from_a_later_page_into_a_former_one_is_noticed() {
    let mut server = Server::of(2_500);
    let (rows, paging) = read(&mut server, 30, &mut |number, server| {
        if number == 2 {
            let moved = server.rows.remove(2_000);
            server.rows.insert(10, moved);
        }
    });
    assert!(!rows.contains(&2_001) && !paging.is_whole());
}

#[test]
fn a_row_that_stands_on_two_pages_comes_once() {
    let mut server = Server::of(2_500);
    let (mut rows, paging) = read(&mut server, 30, &mut |number, server| {
        if number == 2 {
            server.rows.insert(0, 9_999);
        }
    });
    let n = rows.len();
    rows.sort_unstable();
    rows.dedup();
    assert_eq!(rows.len(), n);
    assert!(!paging.is_whole());
}

#[test]
fn more_pages_than_may_be_read_are_said_to_be_there() {
    let (rows, paging) = read(&mut Server::of(3_000), 2, &mut nothing);
    assert_eq!(rows.len(), 1_998);
    assert!(paging.is_cut_off() && !paging.is_whole());
    let (_, paging) = read(&mut Server::of(1_998), 2, &mut nothing);
    assert!(!paging.is_cut_off() && paging.is_whole());
}

#[test]
fn a_server_that_gives_the_same_page_for_ever_is_left_and_not_believed() {
    let (mut paging, mut n_pages) = (Paging::new(1_000), 0);
    while paging.next_page().is_some() {
        n_pages += 1;
        let page = Page {
            rows: (1..=1_000).collect(),
            total: 3_000,
            has_next: true,
        };
        paging.take(page, |row| *row);
    }
    assert_eq!(
        (n_pages, paging.is_whole(), paging.is_cut_off()),
        (2, false, false)
    );
}

#[test]
fn pages_that_promise_more_and_hold_nothing_end_it() {
    let mut paging = Paging::new(1_000);
    let page = Page {
        rows: Vec::<u64>::new(),
        total: 3_000,
        has_next: true,
    };
    paging.take(page, |row| *row);
    assert_eq!((paging.next_page(), paging.is_whole()), (None, false));
}

#[test]
fn a_stream_asks_for_a_page_when_its_first_row_is_wanted_and_stops_when_nobody_wants_more() {
    let server = Server::of(5_000);
    let asked = RefCell::new(Vec::new());
    let ask = async |number| {
        asked.borrow_mut().push(number);
        Ok(server.page(number))
    };
    let mut rows = Rows::of(30, ask, |row: &u64| *row);
    for expected in 1..=1_000 {
        assert_eq!(block_on(rows.next()), Ok(Some(expected)));
    }
    assert_eq!(*asked.borrow(), [1]);
    assert_eq!(block_on(rows.next()), Ok(Some(1_001)));
    drop(rows);
    assert_eq!(*asked.borrow(), [1, 2]);
}

#[test]
fn after_an_error_a_stream_goes_on_with_the_same_page() {
    let server = Server::of(1_500);
    let fails = RefCell::new(vec![false, true, true, false]);
    let ask = async |number| match fails.borrow_mut().remove(0) {
        true => Err(GlueError::Unreachable),
        false => Ok(server.page(number)),
    };
    let mut rows = Rows::of(30, ask, |row: &u64| *row);
    let (mut read, mut n_errors) = (Vec::new(), 0);
    loop {
        match block_on(rows.next()) {
            Ok(Some(row)) => read.push(row),
            Ok(None) => break,
            Err(error) => {
                assert_eq!(error, GlueError::Unreachable);
                n_errors += 1;
            }
        }
    }
    assert_eq!((read, n_errors), (server.rows.clone(), 2));
    assert!(rows.paging().is_whole());
}

/// What happens to the list before a page is asked for.
#[derive(Clone, Debug)]
enum Change {
    Append,
    Delete(prop::sample::Index),
    Insert(prop::sample::Index),
    Move(prop::sample::Index, prop::sample::Index),
}

fn changes(may_move: bool) -> impl Strategy<Value = Vec<Vec<Change>>> {
    let index = any::<prop::sample::Index>;
    let by_id = prop_oneof![Just(Change::Append), index().prop_map(Change::Delete)];
    let any_order = prop_oneof![
        index().prop_map(Change::Insert),
        index().prop_map(Change::Delete),
        (index(), index()).prop_map(|(from, to)| Change::Move(from, to)),
    ];
    let change = if may_move {
        any_order.boxed()
    } else {
        by_id.boxed()
    };
    prop::collection::vec(prop::collection::vec(change, 0..3), 0..6)
}

impl Server {
    fn change(&mut self, change: &Change, next_id: &mut u64) {
        match change {
            Change::Append => self.rows.push(*next_id),
            Change::Insert(at) => self.rows.insert(at.index(self.rows.len() + 1), *next_id),
            Change::Delete(at) if !self.rows.is_empty() => {
                let at = at.index(self.rows.len());
                self.rows.remove(at);
            }
            Change::Move(from, to) if !self.rows.is_empty() => {
                let row = self.rows.remove(from.index(self.rows.len()));
                self.rows.insert(to.index(self.rows.len() + 1), row);
            }
            Change::Delete(_) | Change::Move(..) => {}
        }
        *next_id += 1;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn sorted_by_id_no_row_that_was_there_all_the_time_is_lost_unnoticed(
        n in 0_u64..4_200, changes in changes(false)
    ) {
        let mut server = Server::of(n);
        let mut next_id = 100_000;
        let mut always: Vec<u64> = server.rows.clone();
        let (rows, paging) = read(&mut server, 30, &mut |number, server| {
            for change in changes.get((number as usize).wrapping_sub(2)).into_iter().flatten() {
                server.change(change, &mut next_id);
                always.retain(|row| server.rows.contains(row));
            }
        });
        let mut sorted = rows.clone();
        sorted.dedup();
        prop_assert_eq!(&sorted, &rows, "once, and in their order");
        prop_assert!(rows.is_sorted());
        if paging.is_whole() {
            prop_assert!(always.iter().all(|row| rows.binary_search(row).is_ok()));
            prop_assert_eq!(rows.len(), server.rows.len());
        }
    }

    #[test]
    fn in_any_order_no_row_comes_twice_and_reading_ends(
        n in 0_u64..4_200, cap in prop_oneof![Just(usize::MAX), 200_usize..1_000], changes in changes(true)
    ) {
        let mut server = Server::of(n);
        server.cap = cap;
        let mut next_id = 100_000;
        let (mut rows, _) = read(&mut server, 30, &mut |number, server| {
            for change in changes.get((number as usize).wrapping_sub(2)).into_iter().flatten() {
                server.change(change, &mut next_id);
            }
        });
        let n_rows = rows.len();
        rows.sort_unstable();
        rows.dedup();
        prop_assert_eq!(rows.len(), n_rows);
    }

    #[test]
    fn whatever_a_server_answers_reading_ends(
        pages in prop::collection::vec((prop::collection::vec(0_u64..50, 0..20), any::<u64>(), any::<bool>()), 1..20)
    ) {
        let mut paging = Paging::new(40);
        let (mut seen, mut n_pages) = (Vec::new(), 0_usize);
        while paging.next_page().is_some() {
            let (rows, total, has_next) = pages[n_pages % pages.len()].clone();
            seen.extend(paging.take(Page { rows, total, has_next }, |row| *row));
            n_pages += 1;
            prop_assert!(n_pages <= 40);
        }
        let n = seen.len();
        seen.sort_unstable();
        seen.dedup();
        prop_assert_eq!(seen.len(), n);
    }
}
