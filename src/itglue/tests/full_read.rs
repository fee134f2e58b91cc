//! A whole account is read in the background while technicians work: how many requests it takes, and how long they wait.
//! The clock is virtual; the client, its paging, the gate and the budget are the real ones.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop: that is what a failed test is; the long one prints its figures"
)]

mod virtual_time;

use axum::body::Body;
use axum::http::Request;
use gluepane_itglue::*;
use gluepane_secret::Secret;
use http_body_util::BodyExt;
use simulator::{Options, Simulator};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;
use tower::ServiceExt;
use virtual_time::Clock;

const NOW: u64 = 1_780_000_000_000;
const BASE: &str = "http://127.0.0.1:9";
/// A page of a thousand rows and a technician's question, both about what a public API takes; the page more.
const PAGE_MS: u64 = 400;
const QUESTION_MS: u64 = 80;
/// How long a technician may wait beyond that.
const MOST_WAITING_MS: u64 = 100;

const N_ORGANIZATIONS: u64 = 20_000;
const N_CONFIGURATIONS: u64 = 200_000;

/// Answers a path with its query.
type Server = Box<dyn Fn(&str) -> (u16, String)>;

struct Account {
    clock: Clock,
    gate: Gate,
    server: Server,
    base: ApiBase,
    key: Secret<String>,
    n_pages: Cell<u32>,
    /// How much longer than its own latency each technician's question took, and whether it failed.
    waited_ms: RefCell<Vec<u64>>,
    n_failed: Cell<u32>,
    is_read: Cell<bool>,
}

/// Beyond the gate.
struct Beyond<'a>(&'a Account);

impl Transport for Beyond<'_> {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        let account = self.0;
        let is_page = request.urgency == Urgency::Background;
        account
            .n_pages
            .set(account.n_pages.get() + u32::from(is_page));
        let (status, body) = (account.server)(request.url.strip_prefix(BASE).unwrap());
        let latency_ms = if is_page { PAGE_MS } else { QUESTION_MS };
        account.clock.sleep_ms(latency_ms).await;
        Ok(HttpResponse {
            headers: Vec::new(),
            status,
            content_type: "application/vnd.api+json".to_owned(),
            retry_after_s: None,
            body: Secret::new(body),
        })
    }
}

impl Transport for Account {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        self.gate.send(self, &Beyond(self), request).await
    }
}

impl Pace for Account {
    fn now_ms(&self) -> u64 {
        self.clock.now_ms()
    }

    fn sleep_ms(&self, ms: u64) -> Soon<'_> {
        Box::pin(self.clock.sleep_ms(ms))
    }

    fn roll(&self) -> u32 {
        7
    }

    fn keep(&self, _: Vec<u64>) -> Soon<'_> {
        Box::pin(async {})
    }
}

impl Account {
    fn of(server: Server, key: String) -> Rc<Self> {
        Rc::new(Self {
            clock: Clock::at(NOW),
            gate: Gate::default(),
            server,
            base: ApiBase::parse(BASE).unwrap(),
            key: Secret::new(key),
            n_pages: Cell::default(),
            waited_ms: RefCell::default(),
            n_failed: Cell::default(),
            is_read: Cell::default(),
        })
    }

    fn client(&self) -> Client<'_, Self> {
        Client::new(self, &self.base, Credential::ApiKey(&self.key))
    }

    /// Reads `read` in the background, and has a technician ask something new every so many milliseconds until that is
    /// done, whether the former question is answered or not.
    fn while_technicians_ask(
        self: &Rc<Self>,
        every_ms: u64,
        read: impl AsyncFnOnce(&Account) + 'static,
    ) {
        let account = self.clone();
        self.clock.begin(async move {
            read(&account).await;
            account.is_read.set(true);
        });
        let account = self.clone();
        self.clock.begin(async move {
            for number in 0_u32.. {
                if account.is_read.get() {
                    break;
                }
                let asking = account.clone();
                account.clock.begin(async move {
                    let began_ms = asking.clock.now_ms();
                    let serial = format!("5CG{number:07}");
                    let answer = asking.client().find_configurations_by_serial(&serial).await;
                    let took_ms = asking.clock.now_ms() - began_ms;
                    asking
                        .n_failed
                        .set(asking.n_failed.get() + u32::from(answer.is_err()));
                    asking.waited_ms.borrow_mut().push(took_ms - QUESTION_MS);
                });
                account.clock.sleep_ms(every_ms).await;
            }
        });
        self.clock.run();
        assert!(self.is_read.get(), "it came to its end");
    }

    /// The longest wait, once nothing failed and somebody asked.
    fn longest_wait_ms(&self) -> u64 {
        let waited_ms = self.waited_ms.borrow();
        assert!(waited_ms.len() > 10);
        assert_eq!(self.n_failed.get(), 0);
        waited_ms.iter().copied().max().unwrap()
    }
}

async fn read_organizations(account: &Account) {
    let client = account.client().urgent(Urgency::Background);
    let ask = async |number| client.list_organizations(number).await;
    let mut rows = Rows::of(100, ask, |row: &Organization| row.id.0);
    let mut ids = HashSet::new();
    while let Some(row) = rows.next().await.unwrap() {
        assert!(ids.insert(row.id));
    }
    assert!(rows.paging().is_whole());
    assert_eq!(ids.len() as u64, N_ORGANIZATIONS);
}

async fn read_configurations(account: &Account) {
    let client = account.client().urgent(Urgency::Background);
    let list = |number| List::<ConfigurationDetails>::all().sort("id").page(number);
    let ask = async |number| client.list(&list(number)).await;
    let mut rows = Rows::of(1_000, ask, |row: &ConfigurationDetails| row.id.0);
    let mut ids = HashSet::new();
    while let Some(row) = rows.next().await.unwrap() {
        assert!(ids.insert(row.id));
    }
    assert!(rows.paging().is_whole());
    assert_eq!(ids.len() as u64, N_CONFIGURATIONS);
}

/// Both lists with as little in each row as they can have, and nothing for whoever asks about a serial.
fn stand_in() -> Server {
    Box::new(|path| {
        let number = |name: &str| -> Option<u64> {
            let (_, rest) = path.split_once(&format!("page%5B{name}%5D="))?;
            rest.split('&').next()?.parse().ok()
        };
        let total = match path {
            _ if path.contains("filter") => 0,
            _ if path.starts_with("/organizations") => N_ORGANIZATIONS,
            _ => N_CONFIGURATIONS,
        };
        let (page, size) = (number("number").unwrap(), number("size").unwrap());
        let (from, to) = ((page - 1) * size, (page * size).min(total));
        let mut rows = String::new();
        for id in from + 1..=to {
            let comma = if id == from + 1 { "" } else { "," };
            write!(
                rows,
                r#"{comma}{{"id":"{id}","attributes":{{"organization-id":1,"name":"x"}}}}"#
            )
            .unwrap();
        }
        let next = if to < total {
            (page + 1).to_string()
        } else {
            "null".to_owned()
        };
        let n_pages = total.div_ceil(size);
        let meta = format!(
            r#"{{"current-page":{page},"next-page":{next},"total-pages":{n_pages},"total-count":{total}}}"#
        );
        (200, format!(r#"{{"data":[{rows}],"meta":{meta}}}"#))
    })
}

/// The simulator with a tenant of the full size.
fn full_size() -> (Server, String) {
    let size = tenant::synthetic::Size {
        organizations: N_ORGANIZATIONS as usize,
        configurations: N_CONFIGURATIONS as usize,
        passwords: 400_000,
    };
    let (tenant, _) = tenant::synthetic::tenant(tenant::synthetic::DEFAULT_SEED, size);
    let simulator = Arc::new(Simulator::new(tenant, Options::default()));
    let key = simulator.access().key("api_key");
    let sent_key = key.clone();
    let router = simulator::api_router(simulator);
    let server: Server = Box::new(move |path| {
        let request = Request::builder()
            .uri(path)
            .header("host", "127.0.0.1:9")
            .header("x-api-key", &sent_key)
            .body(Body::empty())
            .unwrap();
        pollster::block_on(async {
            let (head, body) = router.clone().oneshot(request).await.unwrap().into_parts();
            let bytes = body.collect().await.unwrap().to_bytes();
            (
                head.status.as_u16(),
                String::from_utf8(bytes.to_vec()).unwrap(),
            )
        })
    });
    (server, key)
}

#[test]
fn twenty_thousand_organizations_take_25_requests_at_most_and_no_technician_waits_for_them() {
    let account = Account::of(stand_in(), "ITG.invented".to_owned());
    account.while_technicians_ask(250, read_organizations);
    assert!(account.n_pages.get() <= 25, "{}", account.n_pages.get());
    assert!(account.longest_wait_ms() <= MOST_WAITING_MS);
}

#[test]
fn two_hundred_thousand_configurations_take_210_requests_at_most_and_no_technician_waits_for_them()
{
    let account = Account::of(stand_in(), "ITG.invented".to_owned());
    account.while_technicians_ask(250, read_configurations);
    assert!(account.n_pages.get() <= 210, "{}", account.n_pages.get());
    assert!(account.longest_wait_ms() <= MOST_WAITING_MS);
}

#[test]
fn a_full_read_comes_to_its_end_though_somebody_always_asks() {
    let account = Account::of(stand_in(), "ITG.invented".to_owned());
    // More often than an answer takes: there is no moment without a question under way.
    account.while_technicians_ask(60, read_organizations);
    assert!(account.n_pages.get() <= 25, "{}", account.n_pages.get());
    assert!(account.longest_wait_ms() <= MOST_WAITING_MS);
}

#[test]
#[ignore = "makes an account of the full size"]
fn a_whole_account_is_read_while_technicians_ask() {
    let (server, key) = full_size();
    let account = Account::of(server, key);
    for (what, most_requests) in [("organizations", 25), ("configurations", 210)] {
        let before = account.n_pages.replace(0);
        let asked = account.waited_ms.take().len();
        assert!(before == 0 || asked > 10);
        account.is_read.set(false);
        let began_ms = account.clock.now_ms();
        match what {
            "organizations" => account.while_technicians_ask(250, read_organizations),
            _ => account.while_technicians_ask(250, read_configurations),
        }
        let (n_pages, longest_ms) = (account.n_pages.get(), account.longest_wait_ms());
        println!(
            "{what}: {n_pages} requests in {} s, meanwhile {} questions, the longest wait {longest_ms} ms",
            (account.clock.now_ms() - began_ms) / 1_000,
            account.waited_ms.borrow().len(),
        );
        assert!(n_pages <= most_requests && longest_ms <= MOST_WAITING_MS);
    }
}
