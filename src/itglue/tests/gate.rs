//! The gate on a virtual clock: who waits, who shares, who is asked again, and what is left when somebody goes.

mod virtual_time;

use gluepane_itglue::{
    Credential, Gate, HttpRequest, HttpResponse, Method, Pace, Soon, Transport, TransportError,
    Urgency, WINDOW_MS,
};
use gluepane_secret::Secret;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use virtual_time::Clock;

const NOW: u64 = 1_780_000_000_000;
const LATENCY_MS: u64 = 80;
const LIST: &str = "https://api.itglue.com/organizations?page%5Bnumber%5D=1";
const OTHER: &str = "https://api.itglue.com/passwords?filter%5Borganization_id%5D=501";
const VALUE: &str = "https://api.itglue.com/passwords/9001?show_password=true";

/// What the other side says to a request at a moment: status, and after how many seconds to come back.
type Server = Box<dyn Fn(&str, u64) -> Result<(u16, Option<u32>), TransportError>>;

struct World {
    clock: Clock,
    gate: Gate,
    server: Server,
    keys: [Secret<String>; 2],
    /// When each request left, and where to.
    sent: RefCell<Vec<(u64, String)>>,
    n_under_way: Cell<u32>,
    n_given_up: Cell<u32>,
    record: RefCell<Vec<u64>>,
    rolls: Cell<u32>,
    said: RefCell<Vec<Said>>,
}

#[derive(Clone, PartialEq, Debug)]
struct Said {
    to: &'static str,
    at_ms: u64,
    status: Result<u16, TransportError>,
    body: String,
    retry_after_s: Option<u32>,
}

struct UnderWay<'a>(&'a World, bool);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.n_under_way.set(self.0.n_under_way.get() - 1);
        if !self.1 {
            self.0.n_given_up.set(self.0.n_given_up.get() + 1);
        }
    }
}

impl World {
    /// What would be known after a kill at this moment holds the request that is about to leave.
    fn is_counted(&self) {
        let (kept, now_ms) = (Gate::default(), self.clock.now_ms());
        kept.resume(&self.record.borrow());
        let sent = self.sent.borrow();
        let recent = sent.iter().filter(|(at_ms, _)| now_ms - at_ms < WINDOW_MS);
        let used = kept.usage(now_ms).used as usize;
        assert!(used > recent.count(), "counted before it leaves");
    }
}

impl Transport for World {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        self.is_counted();
        self.sent
            .borrow_mut()
            .push((self.clock.now_ms(), request.url.clone()));
        self.n_under_way.set(self.n_under_way.get() + 1);
        let mut under_way = UnderWay(self, false);
        let answer = (self.server)(&request.url, self.clock.now_ms());
        self.clock.sleep_ms(LATENCY_MS).await;
        under_way.1 = true;
        let (status, retry_after_s) = answer?;
        Ok(HttpResponse {
            status,
            content_type: "application/vnd.api+json".into(),
            retry_after_s,
            headers: Vec::new(),
            body: Secret::new(format!("answer {}", self.sent.borrow().len())),
        })
    }
}

impl Pace for World {
    fn now_ms(&self) -> u64 {
        self.clock.now_ms()
    }

    fn sleep_ms(&self, ms: u64) -> Soon<'_> {
        Box::pin(self.clock.sleep_ms(ms))
    }

    fn roll(&self) -> u32 {
        self.rolls.set(
            self.rolls
                .get()
                .wrapping_mul(1_664_525)
                .wrapping_add(1_013_904_223),
        );
        self.rolls.get()
    }

    fn keep(&self, record: Vec<u64>) -> Soon<'_> {
        self.record.replace(record);
        Box::pin(async {})
    }
}

fn world(
    server: impl Fn(&str, u64) -> Result<(u16, Option<u32>), TransportError> + 'static,
) -> Rc<World> {
    Rc::new(World {
        clock: Clock::at(NOW),
        gate: Gate::default(),
        server: Box::new(server),
        keys: ["ITG.invented-1", "ITG.invented-2"].map(|key| Secret::new(key.to_owned())),
        sent: RefCell::default(),
        n_under_way: Cell::default(),
        n_given_up: Cell::default(),
        record: RefCell::default(),
        rolls: Cell::new(7),
        said: RefCell::default(),
    })
}

fn well() -> Rc<World> {
    world(|_, _| Ok((200, None)))
}

/// Somebody asks after a while; gives the number of the task.
fn ask(
    world: &Rc<World>,
    after_ms: u64,
    who: &'static str,
    url: &'static str,
    urgency: Urgency,
    key: usize,
) -> u64 {
    let asking = world.clone();
    world.clock.begin(async move {
        asking.clock.sleep_ms(after_ms).await;
        let request = HttpRequest {
            url: url.to_owned(),
            method: Method::Get,
            credential: Credential::ApiKey(&asking.keys[key]),
            body: None,
            urgency,
            wants_headers: false,
        };
        let answer = asking.gate.send(&*asking, &*asking, request).await;
        let said = Said {
            to: who,
            at_ms: asking.clock.now_ms() - NOW,
            status: answer
                .as_ref()
                .map(|answer| answer.status)
                .map_err(|error| *error),
            // EXPOSE: a test's own answer.
            body: answer
                .as_ref()
                .map(|answer| answer.body.expose().clone())
                .unwrap_or_default(),
            retry_after_s: answer.ok().and_then(|answer| answer.retry_after_s),
        };
        asking.said.borrow_mut().push(said);
    })
}

fn technician(world: &Rc<World>, after_ms: u64, who: &'static str, url: &'static str) -> u64 {
    ask(world, after_ms, who, url, Urgency::Interactive, 0)
}

fn n_sent(world: &World) -> usize {
    world.sent.borrow().len()
}

#[test]
fn equal_reads_in_flight_cost_one_request_and_everybody_gets_its_answer() {
    let world = well();
    for (n, who) in ["a", "b", "c", "d", "e"].into_iter().enumerate() {
        technician(&world, n as u64 * 10, who, LIST);
    }
    technician(&world, 0, "other", OTHER);
    world.clock.run();
    assert_eq!(n_sent(&world), 2, "{:?}", world.sent.borrow());
    let said = world.said.borrow();
    let of_list: Vec<&Said> = said.iter().filter(|said| said.to != "other").collect();
    assert_eq!(of_list.len(), 5);
    assert!(
        of_list
            .iter()
            .all(|said| said.body == of_list[0].body && said.at_ms == LATENCY_MS),
        "{said:?}"
    );
}

#[test]
fn what_is_asked_after_the_answer_is_asked_anew() {
    let world = well();
    technician(&world, 0, "a", LIST);
    technician(&world, LATENCY_MS + 1, "b", LIST);
    world.clock.run();
    assert_eq!(n_sent(&world), 2);
}

#[test]
fn another_key_s_answer_is_another_answer() {
    let world = well();
    ask(&world, 0, "a", LIST, Urgency::Interactive, 0);
    ask(&world, 0, "b", LIST, Urgency::Interactive, 1);
    world.clock.run();
    assert_eq!(n_sent(&world), 2);
}

#[test]
fn a_value_is_read_for_each_asker_alone() {
    let world = well();
    technician(&world, 0, "a", VALUE);
    technician(&world, 10, "b", VALUE);
    world.clock.run();
    assert_eq!(n_sent(&world), 2);
}

#[test]
fn when_everybody_has_gone_the_request_is_given_up_and_the_next_one_asks_anew() {
    let world = well();
    let tasks = [
        technician(&world, 0, "a", LIST),
        technician(&world, 10, "b", LIST),
    ];
    world.clock.run_until(NOW + 40);
    assert_eq!((n_sent(&world), world.n_under_way.get()), (1, 1));
    // Whoever came later goes first.
    world.clock.end(tasks[1]);
    assert_eq!(world.n_under_way.get(), 1);
    world.clock.end(tasks[0]);
    assert_eq!((world.n_under_way.get(), world.n_given_up.get()), (0, 1));
    technician(&world, 10, "c", LIST);
    world.clock.run();
    assert_eq!((n_sent(&world), world.said.borrow().len()), (2, 1));
}

#[test]
fn when_the_first_asker_has_gone_another_one_takes_its_place() {
    let world = well();
    let first = technician(&world, 0, "a", LIST);
    technician(&world, 10, "b", LIST);
    technician(&world, 20, "c", LIST);
    world.clock.run_until(NOW + 40);
    world.clock.end(first);
    world.clock.run();
    let said = world.said.borrow();
    assert_eq!((n_sent(&world), said.len()), (2, 2), "{said:?}");
    assert!(
        said.iter()
            .all(|said| said.status == Ok(200) && said.at_ms == 40 + LATENCY_MS),
        "{said:?}"
    );
}

#[test]
fn what_still_waits_for_its_turn_is_not_sent_once_nobody_waits_for_it() {
    let world = world(|_, now_ms| Ok((if now_ms < NOW + 5_000 { 429 } else { 200 }, Some(3))));
    technician(&world, 0, "first", OTHER);
    let waiting = technician(&world, 200, "second", LIST);
    world.clock.run_until(NOW + 1_000);
    world.clock.end(waiting);
    world.clock.run();
    assert!(
        world.sent.borrow().iter().all(|(_, url)| url == OTHER),
        "{:?}",
        world.sent.borrow()
    );
}

#[test]
fn a_refused_read_is_asked_again_when_it_glue_says_and_nobody_sees_it() {
    let world = world(|_, now_ms| Ok((if now_ms < NOW + 3_500 { 429 } else { 200 }, Some(4))));
    technician(&world, 0, "a", LIST);
    technician(&world, 1_000, "b", OTHER);
    world.clock.run();
    let said = world.said.borrow();
    assert!(said.iter().all(|said| said.status == Ok(200)), "{said:?}");
    let sent: Vec<u64> = world
        .sent
        .borrow()
        .iter()
        .map(|(at_ms, _)| at_ms - NOW)
        .collect();
    assert_eq!(
        sent.len(),
        3,
        "the second one waited for the first one's time: {sent:?}"
    );
    assert!(sent[1] >= 4_000 && sent[2] <= 5_200, "{sent:?}");
}

#[test]
fn without_retry_after_it_is_asked_again_at_growing_distances() {
    let world = world(|_, now_ms| Ok((if now_ms < NOW + 6_000 { 429 } else { 200 }, None)));
    technician(&world, 0, "a", LIST);
    world.clock.run();
    let sent: Vec<u64> = world
        .sent
        .borrow()
        .iter()
        .map(|(at_ms, _)| at_ms - NOW)
        .collect();
    let gaps: Vec<u64> = sent.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(sent.len() >= 4 && gaps[..3].is_sorted(), "{sent:?}");
    assert_eq!(world.said.borrow()[0].status, Ok(200));
}

#[test]
fn a_technician_is_told_in_time_that_it_glue_is_too_busy_and_how_long() {
    let world = world(|_, _| Ok((429, Some(9))));
    technician(&world, 0, "a", LIST);
    world.clock.run();
    let said = world.said.borrow()[0].clone();
    assert_eq!((said.status, said.retry_after_s), (Ok(429), Some(9)));
    assert!(said.at_ms <= 12_000 + LATENCY_MS, "{said:?}");
    assert_eq!(n_sent(&world), 2);
    drop(world.said.borrow_mut().drain(..));
    // And the next one is told at once, without asking.
    technician(&world, 0, "b", OTHER);
    world.clock.run_until(world.clock.now_ms() + 1);
    assert_eq!(n_sent(&world), 2);
}

#[test]
fn a_long_retry_after_is_told_at_once() {
    let world = world(|_, _| Ok((429, Some(240))));
    technician(&world, 0, "a", LIST);
    technician(&world, 5_000, "b", OTHER);
    world.clock.run();
    let said = world.said.borrow();
    assert_eq!(
        (said[0].at_ms, said[0].retry_after_s),
        (LATENCY_MS, Some(240))
    );
    assert_eq!((said[1].at_ms, said[1].status), (5_000, Ok(429)));
    assert!(
        said[1]
            .retry_after_s
            .is_some_and(|seconds| (235..=236).contains(&seconds)),
        "{said:?}"
    );
    assert_eq!(n_sent(&world), 1);
}

#[test]
fn what_failed_otherwise_is_the_asker_s_to_repeat() {
    for answer in [
        Ok((503, None)),
        Ok((403, None)),
        Err(TransportError::Unreachable),
        Err(TransportError::Redirected),
    ] {
        let world = world(move |_, _| answer);
        technician(&world, 0, "a", LIST);
        technician(&world, 10, "b", LIST);
        world.clock.run();
        assert_eq!(n_sent(&world), 1);
        let status = answer.map(|(status, _)| status);
        assert!(world.said.borrow().iter().all(|said| said.status == status));
    }
}

#[test]
fn a_killed_program_goes_on_with_its_count_and_with_what_it_glue_said() {
    let world = world(|_, now_ms| Ok((if now_ms < NOW + 100 { 200 } else { 429 }, Some(240))));
    technician(&world, 0, "a", LIST);
    technician(&world, 1_000, "b", OTHER);
    world.clock.run();
    let next = Gate::default();
    next.resume(&world.record.borrow());
    let (before, after) = (world.gate.usage(NOW + 2_000), next.usage(NOW + 2_000));
    assert_eq!(before, after);
    assert_eq!(after.used, 2);
    assert!(after.held_ms > 230_000);
}

/// Reads a long list in the background while a technician asks now and then; gives how long each of those took.
fn beside_a_sync(world: &Rc<World>, n_pages: u32) -> Vec<u64> {
    let sync = world.clone();
    world.clock.begin(async move {
        for page in 1..=n_pages {
            let url = format!("https://api.itglue.com/organizations?page={page}");
            let request = HttpRequest {
                url,
                method: Method::Get,
                credential: Credential::ApiKey(&sync.keys[0]),
                body: None,
                urgency: Urgency::Background,
                wants_headers: false,
            };
            assert!(sync.gate.send(&*sync, &*sync, request).await.is_ok());
        }
    });
    let took = Rc::new(RefCell::new(Vec::new()));
    for n in 0..40_u64 {
        let (asking, took) = (world.clone(), took.clone());
        world.clock.begin(async move {
            asking.clock.sleep_ms(n * 130).await;
            let began_ms = asking.clock.now_ms();
            let url = format!("https://api.itglue.com/passwords?n={n}");
            let request = HttpRequest {
                url,
                method: Method::Get,
                credential: Credential::ApiKey(&asking.keys[0]),
                body: None,
                urgency: Urgency::Interactive,
                wants_headers: false,
            };
            assert_eq!(
                asking
                    .gate
                    .send(&*asking, &*asking, request)
                    .await
                    .map(|answer| answer.status),
                Ok(200)
            );
            took.borrow_mut().push(asking.clock.now_ms() - began_ms);
        });
    }
    world.clock.run();
    took.take()
}

#[test]
fn a_technician_s_read_beside_a_sync_takes_its_own_time_and_no_more() {
    let world = well();
    let took = beside_a_sync(&world, 210);
    assert_eq!(took.len(), 40);
    assert!(took.iter().all(|ms| *ms == LATENCY_MS), "{took:?}");
    assert_eq!(n_sent(&world), 250);
}

#[test]
fn a_sync_begins_nothing_while_a_technician_waits() {
    let world = well();
    beside_a_sync(&world, 60);
    let sent = world.sent.borrow();
    let (syncs, technicians): (Vec<_>, Vec<_>) = sent
        .iter()
        .partition(|(_, url)| url.contains("organizations"));
    let is_amid = |at_ms: u64| {
        technicians
            .iter()
            .any(|(from_ms, _)| *from_ms < at_ms && at_ms < from_ms + LATENCY_MS)
    };
    let n_amid = syncs.iter().filter(|(at_ms, _)| is_amid(*at_ms)).count();
    assert_eq!(n_amid, 0, "{sent:?}");
}

#[test]
fn a_technician_does_not_wait_behind_what_the_background_has_yet_to_send() {
    let world = well();
    // Held back by the technician's first read.
    technician(&world, 0, "first", OTHER);
    ask(&world, 10, "sync", LIST, Urgency::Background, 0);
    technician(&world, 20, "second", LIST);
    world.clock.run();
    let said = world.said.borrow();
    let second = said.iter().find(|said| said.to == "second").unwrap();
    assert_eq!(second.at_ms, 20 + LATENCY_MS, "{said:?}");
}

#[test]
fn a_sync_slows_down_when_others_use_up_the_account() {
    let lasts = |n_refused: u64| {
        let world = world(move |_, now_ms| {
            let is_refused = (now_ms - NOW) / 10_000 < n_refused && (now_ms - NOW) % 10_000 < 2_000;
            Ok((if is_refused { 429 } else { 200 }, Some(3)))
        });
        let sync = world.clone();
        world.clock.begin(async move {
            for page in 0..300 {
                let url = format!("https://api.itglue.com/organizations?page={page}");
                let request = HttpRequest {
                    url,
                    method: Method::Get,
                    credential: Credential::ApiKey(&sync.keys[0]),
                    body: None,
                    urgency: Urgency::Background,
                    wants_headers: false,
                };
                let answer = sync.gate.send(&*sync, &*sync, request).await.unwrap();
                // Told to come back later, it does.
                let seconds = answer.retry_after_s.filter(|_| answer.status == 429);
                sync.clock
                    .sleep_ms(u64::from(seconds.unwrap_or(0)) * 1_000)
                    .await;
            }
        });
        world.clock.run();
        world.clock.now_ms() - NOW
    };
    let (calm, once, thrice) = (lasts(0), lasts(1), lasts(3));
    assert!(
        calm < 30_000 && once > 2 * calm && thrice > 2 * once,
        "{calm} {once} {thrice}"
    );
}
