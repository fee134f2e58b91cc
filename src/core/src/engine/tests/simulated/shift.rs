//! The technician: asks what a script says, and holds whatever comes against the tenant that the simulator serves.
//!
//! Each step ends in one of three ways. It is right; it fails with words, and is repeated as the words say; or it is wrong,
//! which ends the test: another client's organization, configuration, row or value, a list that is not whole, an answer
//! later than a page waits for it.

mod checks;

use super::super::day::virtual_time::Clock;
use super::super::day::{NINE_MS, SECOND_MS};
use super::super::desk::WINDOW;
use super::super::world::{FakePorts, World};
use super::wire::Wire;
use crate::engine::{Caller, Engine, Tab};
use crate::secrets::Secret;
use gluepane_protocol::{
    Answer, Ask, ChooseView, ConnectionForm, Failure, LinkedView, Observation, PanelState,
    PanelView, Phase, Place, ReaderAnswer, ReaderAsk, Reading, Region, Request, Response, Revision,
};
use simulator::Simulator;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use tenant::Tenant;

/// A page of ours waits no longer than this (`src/panel/src/background.rs`).
const DEADLINE_MS: u64 = 30_000;
/// No day is longer, whatever it has to wait for.
const LONGEST_MS: u64 = 7 * 24 * 60 * 60 * 1_000;
/// Nor in the time of this machine: then something goes round in circles without asking for anything.
const WATCH_S: u64 = 120;

/// Whom a tab is truly about.
#[derive(Clone, Copy, Default)]
pub(super) struct Truth {
    /// The one organization that may be linked.
    pub(super) organization: Option<u64>,
    /// The one configuration of it.
    pub(super) configuration: Option<u64>,
}

/// How often a step may fail with words before it must be right.
#[derive(Clone, Copy)]
pub(super) struct Patience {
    pub(super) failures: usize,
}

/// One technician's browser.
pub(super) struct Shift {
    pub(super) clock: Clock,
    pub(super) wire: Rc<Wire>,
    pub(super) world: Rc<World>,
    pub(super) tenant: Arc<Tenant>,
    engine: RefCell<Rc<Engine<FakePorts>>>,
    patience: Patience,
    truths: RefCell<BTreeMap<i64, Truth>>,
    /// What the technician was told instead of what they asked for, by step.
    pub(super) told: RefCell<Vec<(&'static str, Failure)>>,
    /// Values that were read; they may stand on no shelf.
    values: RefCell<BTreeSet<String>>,
}

impl Shift {
    fn new(clock: &Clock, wire: Rc<Wire>, patience: Patience) -> Self {
        let world = Rc::new(World::default());
        let tenant = wire.simulator.tenant().clone();
        world.network.replace(Some(wire.clone()));
        Self {
            clock: clock.clone(),
            tenant,
            wire,
            engine: RefCell::new(Rc::new(Engine::new(FakePorts(world.clone())))),
            world,
            patience,
            truths: RefCell::default(),
            told: RefCell::default(),
            values: RefCell::default(),
        }
    }

    /// The browser stops the background; the stores stay.
    pub(super) fn kill(&self) {
        let engine = Engine::new(FakePorts(self.world.clone()));
        self.engine.replace(Rc::new(engine));
    }

    pub(super) fn engine(&self) -> Rc<Engine<FakePorts>> {
        self.engine.borrow().clone()
    }

    pub(super) fn switch(&self, name: &str, position: &str) {
        self.wire
            .simulator
            .options_mut()
            .set(name, position)
            .unwrap();
    }

    pub(super) fn key(&self, name: &str) -> String {
        self.wire.simulator.access().key(name)
    }

    pub(super) async fn wait_s(&self, seconds: u64) {
        self.clock.sleep_ms(seconds * SECOND_MS).await;
    }

    /// Does something until it is right.
    pub(super) async fn step(
        &self,
        name: &'static str,
        work: impl AsyncFn() -> Result<(), Failure>,
    ) {
        self.wire.step.set(name);
        for _ in 0..=self.patience.failures {
            let failure = match work().await {
                Ok(()) => {
                    self.look_for_traces();
                    return self.wait_s(2).await;
                }
                Err(failure) => failure,
            };
            // Nothing of these is IT Glue's doing.
            let is_ours = matches!(
                failure,
                Failure::Internal | Failure::Refused | Failure::Store { .. } | Failure::Clipboard
            );
            assert!(
                !is_ours && failure.to_string().len() > 20,
                "{name}: {failure:?}"
            );
            // Whatever it was, it is over now.
            self.wire.simulator.faults().clear();
            self.clock.sleep_ms(told_to_wait_ms(&failure)).await;
            self.told.borrow_mut().push((name, failure));
        }
        panic!("{name}: {:?}", self.told.borrow().last());
    }

    pub(super) async fn ask(
        &self,
        caller: &Caller,
        place: Place,
        request: Request,
    ) -> Result<Response, Failure> {
        let asked = format!("{request:?}");
        let began_ms = self.clock.now_ms();
        let answer = self.engine().handle(caller, Ask { place, request }).await;
        let took_ms = self.clock.now_ms() - began_ms;
        assert!(took_ms < DEADLINE_MS, "{asked} took {took_ms} ms");
        match answer {
            Answer::Ok { response } => Ok(*response),
            Answer::Failed { failure } => Err(failure),
        }
    }

    pub(super) async fn in_options(&self, request: Request) -> Result<Response, Failure> {
        self.ask(&Caller::Options, Place::Here, request).await
    }

    /// The popup over a tab.
    pub(super) async fn in_popup(&self, tab: i64, request: Request) -> Result<Response, Failure> {
        self.world.active.borrow_mut().insert(WINDOW, tab);
        let place = Place::Window { window: WINDOW };
        self.ask(&Caller::TopPage, place, request).await
    }

    pub(super) async fn panel(&self, tab: i64, request: Request) -> Result<Response, Failure> {
        let caller = Caller::PanelInTab { tab, frame: 7 };
        self.ask(&caller, Place::Here, request).await
    }

    /// What a panel is answered, as far as it is no failure.
    pub(super) async fn shown(&self, tab: i64, request: Request) -> Result<PanelView, Failure> {
        let view = match self.panel(tab, request).await? {
            Response::Panel { view } => *view,
            other => panic!("{other:?}"),
        };
        match &view.state {
            PanelState::Failed { failure } => return Err(failure.clone()),
            PanelState::Linked { linked } => self.check(tab, linked),
            _ => {}
        }
        Ok(view)
    }

    /// An act, which is done once: where it worked and the panel after it doesn't, that is told and looked at again.
    pub(super) async fn acted(&self, tab: i64, request: Request) -> Result<(), Failure> {
        if let Response::Panel { view } = self.panel(tab, request).await?
            && let PanelState::Failed { failure } = view.state
        {
            self.wire.simulator.faults().clear();
            self.clock.sleep_ms(told_to_wait_ms(&failure)).await;
            self.told.borrow_mut().push((self.wire.step.get(), failure));
        }
        Ok(())
    }

    pub(super) async fn view(&self, tab: i64) -> Result<PanelView, Failure> {
        self.shown(tab, Request::View).await
    }

    pub(super) async fn revision(&self, tab: i64) -> Result<Revision, Failure> {
        Ok(self.view(tab).await?.revision)
    }

    pub(super) async fn linked(&self, tab: i64) -> Result<LinkedView, Failure> {
        match self.view(tab).await?.state {
            PanelState::Linked { linked } => Ok(linked),
            other => panic!("{}: not linked: {other:?}", self.wire.step.get()),
        }
    }

    pub(super) async fn choice(&self, tab: i64) -> Result<ChooseView, Failure> {
        match self.view(tab).await?.state {
            PanelState::Choose { choose } => Ok(choose),
            other => panic!("{}: no choice: {other:?}", self.wire.step.get()),
        }
    }

    /// The form, with the account's right web address.
    pub(super) fn form(&self, region: Region, key: &str) -> ConnectionForm {
        ConnectionForm {
            subdomain: self.wire.simulator.web_base(),
            region,
            api_address: String::new(),
            api_key: Secret::new(key.to_owned()),
        }
    }

    /// The region that the account lives in, and another.
    pub(super) fn regions(&self) -> (Region, Region) {
        match self.wire.simulator.options().get("region") {
            "us" => (Region::Us, Region::Eu),
            "eu" => (Region::Eu, Region::Au),
            _ => (Region::Au, Region::Us),
        }
    }

    /// The browser's tab goes to an address.
    pub(super) fn go(&self, tab: i64, url: &str) {
        let url = Some(url.to_owned());
        self.world
            .tabs
            .borrow_mut()
            .insert(tab, Tab { id: tab, url });
    }

    /// A page says this. Values by the place of the read in the product's recipe.
    pub(super) async fn observe(
        &self,
        tab: i64,
        plan: &str,
        url: &str,
        phase: Phase,
        values: &[(u16, &str)],
    ) {
        self.go(tab, url);
        let reading = |(read, value): &(u16, &str)| Reading {
            read: *read,
            values: vec![(*value).to_owned()],
        };
        let observation = Observation {
            plan: plan.to_owned(),
            url: url.to_owned(),
            phase,
            readings: values.iter().map(reading).collect(),
            place: None,
        };
        let answer = self
            .read(tab, url, ReaderAsk::Observe { observation })
            .await;
        assert_eq!(answer, ReaderAnswer::Noted);
    }

    pub(super) async fn read(&self, tab: i64, url: &str, ask: ReaderAsk) -> ReaderAnswer {
        let caller = Caller::Reader {
            tab,
            frame: 0,
            url: url.to_owned(),
        };
        self.engine().handle_reader(&caller, ask).await.unwrap()
    }
}

/// What was asked is refused, and that is right. Anything else is a failure like any other.
pub(super) fn is_refused(
    answer: Result<Response, Failure>,
    right: impl Fn(&Failure) -> bool,
) -> Result<(), Failure> {
    match answer {
        Err(failure) if right(&failure) => Ok(()),
        Err(failure) => Err(failure),
        Ok(response) => panic!("given: {response:?}"),
    }
}

/// How long the words say to wait.
fn told_to_wait_ms(failure: &Failure) -> u64 {
    match failure {
        Failure::RateLimited { wait_ms } => u64::from(wait_ms.unwrap_or(60_000)) + 500,
        Failure::TooManyChanges { wait_ms } => u64::from(*wait_ms),
        _ => 2_000,
    }
}

/// What a day came to.
pub(super) struct Report {
    pub(super) told: Vec<(&'static str, Failure)>,
    /// All requests.
    pub(super) asked: Vec<Asked>,
}

/// A request of a day.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) step: &'static str,
    /// With its query.
    pub(super) path: String,
    /// What it was answered with.
    pub(super) status: u16,
}

/// Runs a day to its end, or panics.
pub(super) fn run(
    simulator: &Arc<Simulator>,
    switches: &[(&str, &str)],
    patience: Patience,
    before: impl FnOnce(&Simulator),
    day: impl AsyncFnOnce(&Shift) + 'static,
) -> Report {
    let clock = Clock::at(NINE_MS);
    let wire = Rc::new(Wire::new(simulator, &clock, switches));
    before(simulator);
    let shift = Rc::new(Shift::new(&clock, wire, patience));
    let is_over = Rc::new(Cell::new(false));
    let (running, ended) = (shift.clone(), is_over.clone());
    let (finished, is_finished) = std::sync::mpsc::channel::<()>();
    std::thread::spawn(move || {
        let limit = std::time::Duration::from_secs(WATCH_S);
        if is_finished.recv_timeout(limit) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
            eprintln!("a day has gone round in circles for {WATCH_S} s");
            std::process::abort();
        }
    });
    clock.begin(async move {
        day(&running).await;
        ended.set(true);
    });
    clock.run_until(NINE_MS + LONGEST_MS);
    drop(finished);
    assert!(is_over.get(), "{}: it hangs", shift.wire.step.get());
    let statuses = simulator.journal().entries();
    let statuses = statuses
        .iter()
        .map(|entry| entry.status.unwrap_or_default());
    let asked = shift.wire.asked.take().into_iter().zip(statuses);
    let asked = asked.map(|((step, path), status)| Asked { step, path, status });
    let asked: Vec<_> = asked.collect();
    let told = shift.told.take();
    Report { told, asked }
}
