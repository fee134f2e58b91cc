//! A day of an MSP on a virtual clock: a technician is a browser with an engine of its own, and all of them use one
//! account, which answers 3,000 requests in five minutes and refuses the rest.

use super::desk::{KEY, PSA, WEB, form, ticket};
use super::glue::Glue;
use super::world::{FakePorts, Network, Soon, World};
use crate::engine::memory::Sight;
use crate::engine::{Caller, Engine, Shelf, Tab};
use crate::secrets::Secret;
use gluepane_itglue::{HttpResponse, LIMIT, TransportError, WINDOW_MS};
use gluepane_protocol::{
    Answer, Ask, Failure, PanelState, PasswordId, Place, Request, Response, Revision,
};
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;
use virtual_time::Clock;

#[path = "../../../../itglue/tests/virtual_time/mod.rs"]
pub(super) mod virtual_time;

pub(super) const NINE_MS: u64 = 1_780_045_200_000;
pub(super) const MINUTE_MS: u64 = 60_000;
pub(super) const SECOND_MS: u64 = 1_000;
/// The browser stops a background that has nothing to do.
const IDLE_MS: u64 = 30 * SECOND_MS;
/// Every so often IT Glue refuses everybody for a while, as a gateway does when too much comes at once.
const HICCUP_EVERY_MS: u64 = 7 * MINUTE_MS;
const HICCUP_MS: u64 = 6 * SECOND_MS;
const N_TABS: i64 = 5;
const N_TICKETS: u64 = 40;

/// How large it all is.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    technicians: u64,
    organizations: u64,
    /// Rows on a page of the account's.
    page: usize,
    /// Requests in five minutes.
    limit: usize,
}

/// 300 technicians, and a large account: its list is five requests.
const WHOLE: Scale = Scale {
    technicians: 300,
    organizations: 5_000,
    page: 1_000,
    limit: LIMIT as usize,
};
/// A tenth of everything, so that it is as crowded.
const TENTH: Scale = Scale {
    technicians: 30,
    organizations: 1_250,
    page: 250,
    limit: LIMIT as usize / 10,
};
/// An account whose list is always read.
pub(super) const SMALL: Scale = Scale {
    organizations: 120,
    page: 100,
    ..TENTH
};

/// The one account that all use.
pub(super) struct Account {
    clock: Clock,
    glue: Glue,
    limit: usize,
    /// When the requests of the last five minutes were answered.
    answered: RefCell<VecDeque<u64>>,
    n_answered: Cell<u64>,
    n_refused: Cell<u64>,
    per_minute: RefCell<Vec<u32>>,
    most_in_window: Cell<usize>,
    /// The account doesn't change, so each answer is made once.
    answers: RefCell<HashMap<String, (u16, String)>>,
    chance: Chance,
}

/// Numbers that look random and are the same in each run.
#[derive(Clone)]
struct Chance(Rc<Cell<u64>>);

impl Chance {
    fn of(seed: u64) -> Self {
        Self(Rc::new(Cell::new(seed)))
    }

    fn below(&self, end: u64) -> u64 {
        let mut state = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(state);
        state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (state ^ (state >> 31)) % end
    }

    fn between(&self, start: u64, end: u64) -> u64 {
        start + self.below(end - start)
    }
}

impl Network for Account {
    fn now_ms(&self) -> u64 {
        self.clock.now_ms()
    }

    fn sleep_ms(&self, ms: u64) -> Soon<'_, ()> {
        Box::pin(self.clock.sleep_ms(ms))
    }

    fn answer<'a>(
        &'a self,
        url: &'a str,
        key: &'a str,
    ) -> Soon<'a, Result<HttpResponse, TransportError>> {
        let answer = |(status, body)| HttpResponse {
            headers: Vec::new(),
            status,
            content_type: "application/vnd.api+json".to_owned(),
            retry_after_s: None,
            body: Secret::new(body),
        };
        Box::pin(async move {
            self.clock.sleep_ms(self.chance.between(60, 350)).await;
            let now_ms = self.clock.now_ms();
            let minute = ((now_ms - NINE_MS) / MINUTE_MS) as usize;
            let mut per_minute = self.per_minute.borrow_mut();
            let n_minutes = per_minute.len().max(minute + 1);
            per_minute.resize(n_minutes, 0);
            per_minute[minute] += 1;
            let mut answered = self.answered.borrow_mut();
            while answered
                .front()
                .is_some_and(|at_ms| now_ms - at_ms >= WINDOW_MS)
            {
                answered.pop_front();
            }
            let is_hiccup = (now_ms - NINE_MS) % HICCUP_EVERY_MS > HICCUP_EVERY_MS - HICCUP_MS;
            if is_hiccup || answered.len() >= self.limit {
                self.n_refused.set(self.n_refused.get() + 1);
                return Ok(answer((429, String::new())));
            }
            answered.push_back(now_ms);
            self.n_answered.set(self.n_answered.get() + 1);
            self.most_in_window
                .set(self.most_in_window.get().max(answered.len()));
            assert_eq!(key, self.glue.key);
            let mut answers = self.answers.borrow_mut();
            let made = answers
                .entry(url.to_owned())
                .or_insert_with(|| self.glue.answer_url(url));
            Ok(answer(made.clone()))
        })
    }
}

pub(super) fn name(organization: u64) -> String {
    let first = [
        "Harbour", "Kestrel", "Orchard", "Granite", "Willow", "Beacon", "Cobalt",
    ];
    let second = ["Dental", "Logistics", "Law", "Foods", "Motors", "Clinic"];
    let first = first[organization as usize % 7];
    let second = second[organization as usize / 7 % 6];
    format!("{first} {second} {organization}")
}

pub(super) fn account(scale: Scale, clock: &Clock) -> Rc<Account> {
    let mut glue = Glue::empty(WEB, KEY);
    glue.page_cap = scale.page;
    glue.add_org(500, "Northlane IT").primary = true;
    glue.add_pass(499, 500, "of the MSP");
    for n in 0..scale.organizations {
        let id = 1_000 + n;
        let org = glue.add_org(id, &name(n));
        org.psa = vec![("autotask", n.to_string())];
        org.updated = format!("2025-01-01T00:00:{:02}.{:03}Z", n / 1_000, n % 1_000);
        for one in 0..3 {
            glue.add_pass(id * 10 + one, id, "invented");
        }
    }
    Rc::new(Account {
        clock: clock.clone(),
        glue,
        limit: scale.limit,
        answered: RefCell::default(),
        n_answered: Cell::default(),
        n_refused: Cell::default(),
        per_minute: RefCell::default(),
        most_in_window: Cell::default(),
        answers: RefCell::default(),
        chance: Chance::of(9),
    })
}

/// What a day came to.
#[derive(Default)]
pub(super) struct Report {
    /// Requests that each ticket made, from its page to its password's value.
    per_ticket: RefCell<Vec<usize>>,
    /// How long each view of a new ticket took.
    view_ms: RefCell<Vec<u64>>,
    /// Whatever a technician was told instead of what they asked for.
    pub(super) failures: RefCell<Vec<Failure>>,
}

/// A browser with its engine.
pub(super) struct Technician {
    pub(super) clock: Clock,
    pub(super) world: Rc<World>,
    engine: RefCell<Rc<Engine<FakePorts>>>,
    used_ms: Cell<u64>,
    chance: Chance,
    pub(super) report: Rc<Report>,
}

impl Technician {
    pub(super) fn new(n: u64, account: &Rc<Account>, report: &Rc<Report>) -> Self {
        let world = Rc::new(World::default());
        world.network.replace(Some(account.clone()));
        let hosts = format!(
            r#"{{"{PSA}":{{"product":"autotask","layout":{{"collapsed":false,"side":"right","width":380}},"place":"in_page"}}}}"#
        );
        let key = (Shelf::Disk, "hosts".to_owned());
        world.shelves.borrow_mut().insert(key, hosts);
        for id in 1..=N_TABS {
            let url = Some(format!("{PSA}/"));
            world.tabs.borrow_mut().insert(id, Tab { id, url });
        }
        Self {
            clock: account.clock.clone(),
            engine: RefCell::new(Rc::new(Engine::new(FakePorts(world.clone())))),
            world,
            used_ms: Cell::default(),
            chance: Chance::of(n * 7_919 + 3),
            report: report.clone(),
        }
    }

    /// The engine; a new one if the browser has stopped the former meanwhile.
    pub(super) fn engine(&self) -> Rc<Engine<FakePorts>> {
        let now_ms = self.clock.now_ms();
        if now_ms - self.used_ms.replace(now_ms) > IDLE_MS {
            let engine = Engine::new(FakePorts(self.world.clone()));
            self.engine.replace(Rc::new(engine));
        }
        self.engine.borrow().clone()
    }

    pub(super) async fn ask(&self, caller: &Caller, request: Request) -> Option<Response> {
        let engine = self.engine();
        let ask = Ask {
            place: Place::Here,
            request,
        };
        let failure = match engine.handle(caller, ask).await {
            Answer::Ok { response } => match *response {
                Response::Panel { view } => match view.state {
                    PanelState::Failed { failure } => failure,
                    _ => return Some(Response::Panel { view }),
                },
                response => return Some(response),
            },
            Answer::Failed { failure } => failure,
        };
        self.report.failures.borrow_mut().push(failure);
        None
    }

    async fn panel(&self, tab: i64, request: Request) -> Option<Response> {
        self.ask(&Caller::PanelInTab { tab, frame: 7 }, request)
            .await
    }

    pub(super) async fn view(&self, tab: i64) -> Option<Revision> {
        match self.panel(tab, Request::View).await? {
            Response::Panel { view } => {
                assert!(
                    matches!(view.state, PanelState::Linked { .. }),
                    "{:?}",
                    view.state
                );
                Some(view.revision)
            }
            other => panic!("{other:?}"),
        }
    }

    async fn pause(&self, from_s: u64, to_s: u64) {
        let ms = self.chance.between(from_s * SECOND_MS, to_s * SECOND_MS);
        self.clock.sleep_ms(ms).await;
    }

    /// Opens a ticket in a tab, reads who it is about, and looks a password up.
    async fn work_on(&self, tab: i64, organizations: u64) {
        let n = self.chance.below(organizations);
        let before = self.world.n_asked.get();
        // Every fourth page shows no company id.
        let id = if self.chance.below(4) == 0 {
            String::new()
        } else {
            n.to_string()
        };
        self.show(tab, n, &id).await;
        let began_ms = self.clock.now_ms();
        let Some(revision) = self.view(tab).await else {
            return;
        };
        self.report
            .view_ms
            .borrow_mut()
            .push(self.clock.now_ms() - began_ms);
        self.panel(tab, Request::Passwords { revision }).await;
        self.pause(3, 20).await;
        let password = PasswordId((1_000 + n) * 10);
        self.panel(tab, Request::ShowPassword { revision, password })
            .await;
        let n_requests = self.world.n_asked.get() - before;
        self.report.per_ticket.borrow_mut().push(n_requests);
    }

    pub(super) async fn connect(&self) {
        let options = &Caller::Options;
        self.ask(options, Request::Connect { form: form(KEY) })
            .await;
        self.ask(options, Request::SetRevealWithKey { allowed: true })
            .await;
    }

    /// A tab's page is this ticket from now on.
    pub(super) async fn show(&self, tab: i64, organization: u64, id: &str) {
        let sight = Sight::About(Box::new(ticket(&name(organization), id)));
        self.engine().wake().await.unwrap();
        self.engine().change_sight(tab, sight).await;
    }

    /// From nine to five.
    async fn day(self, organizations: u64) {
        let minutes = self.chance.below(10 * 60);
        self.clock.sleep_ms(minutes * SECOND_MS).await;
        self.connect().await;
        for n in 0..N_TICKETS {
            let tab = 1 + n as i64 % N_TABS;
            self.work_on(tab, organizations).await;
            if (n as i64) < N_TABS - 1 {
                self.pause(90, 270).await;
            } else {
                // Now and then back to a ticket in another tab.
                self.pause(200, 500).await;
                self.view(1 + self.chance.below(N_TABS as u64) as i64).await;
                self.pause(200, 500).await;
            }
        }
    }
}

fn simulate(scale: Scale) {
    let clock = Clock::at(NINE_MS);
    let account = account(scale, &clock);
    let report = Rc::new(Report::default());
    for n in 0..scale.technicians {
        let technician = Technician::new(n, &account, &report);
        clock.begin(technician.day(scale.organizations));
    }
    clock.run();
    let middle = |numbers: &[u64], permille: usize| {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        numbers[(numbers.len() - 1) * permille / 1_000]
    };
    let per_ticket: Vec<u64> = report
        .per_ticket
        .borrow()
        .iter()
        .map(|n| *n as u64)
        .collect();
    let view_ms = report.view_ms.borrow();
    let failures = report.failures.borrow();
    let n_shown = failures
        .iter()
        .filter(|one| matches!(one, Failure::RateLimited { .. }))
        .count();
    println!(
        "{} technicians, {} tickets, until {} min after nine: {} requests answered, {} refused; at most {} of {} in five minutes",
        scale.technicians,
        per_ticket.len(),
        (clock.now_ms() - NINE_MS) / MINUTE_MS,
        account.n_answered.get(),
        account.n_refused.get(),
        account.most_in_window.get(),
        scale.limit,
    );
    println!(
        "requests a ticket: median {}, 95 % {}, most {}; its view: median {} ms, 99 % {} ms, most {} ms; 429s shown: {n_shown}",
        middle(&per_ticket, 500),
        middle(&per_ticket, 950),
        middle(&per_ticket, 1_000),
        middle(&view_ms, 500),
        middle(&view_ms, 990),
        middle(&view_ms, 1_000),
    );
    let minute = |n: usize| {
        account
            .per_minute
            .borrow()
            .get(n)
            .copied()
            .unwrap_or_default()
    };
    println!(
        "minute by minute: {:?}",
        (0..30).map(minute).collect::<Vec<_>>()
    );
    assert_eq!(*failures, []);
    assert_eq!(per_ticket.len() as u64, scale.technicians * N_TICKETS);
    assert!(
        middle(&per_ticket, 500) <= 4,
        "{}",
        middle(&per_ticket, 500)
    );
    assert!(account.n_refused.get() > 0, "or it shows nothing");
    assert!(
        account.most_in_window.get() > scale.limit / 2,
        "a crowd it must be"
    );
}

#[test]
fn a_tenth_of_the_day_shows_no_429_and_a_ticket_costs_four_requests_at_most() {
    simulate(TENTH);
}

#[test]
#[ignore = "takes minutes: cargo xtask soak day"]
fn three_hundred_technicians_all_day_see_no_429_and_a_ticket_costs_four_requests_at_most() {
    simulate(WHOLE);
}
