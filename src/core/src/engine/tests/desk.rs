//! The desk that every test sits at: one account, one RMM, one tab, and short words for what a technician does.

use super::glue::Glue;
use super::world::{At, FakePorts, World};
use crate::engine::memory::Sight;
use crate::engine::records::HostRecord;
use crate::engine::{Caller, Engine, Shelf, Signal, Tab};
use crate::page::{Context, PageKind};
use crate::secrets::Secret;
use gluepane_protocol::{
    Answer, Ask, ConfigurationId, ConnectionForm, Failure, FrameLayout, Observation,
    OrganizationId, PanelPlace, Phase, Place, ReaderAnswer, ReaderAsk, Reading, Region, Request,
    Response,
};
use pollster::block_on;
use std::cell::RefCell;
use std::rc::Rc;

pub(super) const US: &str = "https://api.itglue.com";
pub(super) const EU: &str = "https://api.eu.itglue.com";
pub(super) const WEB: &str = "https://northlane.itglue.com";
pub(super) const KEY: &str = "ITG.key-of-northlane-6b1f";
pub(super) const RMM: &str = "https://pinotage.rmm.datto.com";
pub(super) const PSA: &str = "https://ww5.autotask.net";
pub(super) const OTHER: &str = "https://tickets.example";
pub(super) const PATTERN: &str = "https://pinotage.rmm.datto.com/*";
pub(super) const DC01: &str = "https://pinotage.rmm.datto.com/device/410001/HDG-DC01";
pub(super) const HARBOUR: &str = "Harbour Dental Group";
/// Values of the records 9001, 9002 (Harbour) and 9010 (Kestrel).
pub(super) const VALUES: [&str; 3] = ["Corr3ct-Horse-9001", "Tr0ub4dor-9002", "Kestr3l-9010"];
pub(super) const TAB: i64 = 5;
pub(super) const WINDOW: i64 = 1;
pub(super) const START_MS: u64 = 1_780_000_000_000;

/// The account of every test: three clients and the MSP itself.
pub(super) fn northlane() -> Glue {
    let mut glue = Glue::empty(WEB, KEY);
    glue.add_org(500, "Northlane IT").primary = true;
    glue.add_org(501, HARBOUR);
    glue.add_org(502, "Kestrel Logistics");
    glue.add_org(503, "Orchard Ltd");
    glue.add_conf(7001, 501, "HDG-DC01", "410001");
    glue.add_conf(7002, 501, "HDG-FS01", "410002");
    glue.add_conf(7010, 502, "KES-SRV1", "420001");
    glue.add_conf(7020, 500, "NL-MGMT", "400001");
    glue.add_pass(9001, 501, VALUES[0]).conf = Some(7001);
    glue.add_pass(9002, 501, VALUES[1]);
    glue.add_pass(9003, 501, "in the vault").vaulted = true;
    let empty = glue.add_pass(9004, 501, "");
    (empty.username, empty.value) = (None, None);
    glue.add_pass(9005, 501, "old").archived = true;
    glue.add_pass(9010, 502, VALUES[2]);
    glue.add_pass(9000, 500, "of the MSP");
    glue
}

#[derive(Clone)]
pub(super) struct Desk {
    pub(super) world: Rc<World>,
    engine: Rc<RefCell<Rc<Engine<FakePorts>>>>,
    /// Every answer, as it went out and as it would be logged; those to *Show Password* as logged alone.
    pub(super) said: Rc<RefCell<Vec<String>>>,
}

impl Desk {
    /// Nothing connected, nothing enabled; the account exists, and a tab shows the RMM.
    pub(super) fn bare() -> Self {
        let world = Rc::new(World::default());
        world.now_ms.set(START_MS);
        world.glues.borrow_mut().insert(US.to_owned(), northlane());
        let engine = Rc::new(Engine::new(FakePorts(world.clone())));
        let desk = Self {
            world,
            engine: Rc::new(RefCell::new(engine)),
            said: Rc::default(),
        };
        desk.go(TAB, DC01);
        desk.world.active.borrow_mut().insert(WINDOW, TAB);
        desk.world.popout_tab.set(Some(90));
        desk
    }

    /// Connected, values allowed, the RMM enabled.
    pub(super) fn ready() -> Self {
        let desk = Self::bare();
        desk.options(Request::Connect { form: form(KEY) }).unwrap();
        desk.options(Request::SetRevealWithKey { allowed: true })
            .unwrap();
        desk.world
            .permissions
            .borrow_mut()
            .insert(PATTERN.to_owned());
        desk.top(Request::EnableHost {
            product: "datto-rmm".into(),
        })
        .unwrap();
        desk.forget_requests();
        desk
    }

    /// Ready, and the tab shows Harbour's domain controller.
    pub(super) fn at_device() -> Self {
        let desk = Self::ready();
        desk.look(TAB, DC01, HARBOUR, "HDG-DC01");
        desk
    }

    /// The browser kills the worker; the stores stay.
    pub(super) fn kill(&self) {
        self.engine
            .replace(Rc::new(Engine::new(FakePorts(self.world.clone()))));
    }

    pub(super) fn engine(&self) -> Rc<Engine<FakePorts>> {
        self.engine.borrow().clone()
    }

    pub(super) fn ask(
        &self,
        caller: &Caller,
        place: Place,
        request: Request,
    ) -> Result<Response, Failure> {
        let is_show = matches!(request, Request::ShowPassword { .. });
        let answer = block_on(self.engine().handle(caller, Ask { place, request }));
        self.said.borrow_mut().push(format!("{answer:?}"));
        if !is_show {
            self.said
                .borrow_mut()
                .push(serde_json::to_string(&answer).unwrap());
        }
        match answer {
            Answer::Ok { response } => Ok(*response),
            Answer::Failed { failure } => Err(failure),
        }
    }

    pub(super) fn options(&self, request: Request) -> Result<Response, Failure> {
        self.ask(&Caller::Options, Place::Here, request)
    }

    pub(super) fn panel(&self, request: Request) -> Result<Response, Failure> {
        self.panel_in(TAB, request)
    }

    pub(super) fn panel_in(&self, tab: i64, request: Request) -> Result<Response, Failure> {
        self.ask(&Caller::PanelInTab { tab, frame: 7 }, Place::Here, request)
    }

    /// The popup over the active tab.
    pub(super) fn top(&self, request: Request) -> Result<Response, Failure> {
        self.ask(&Caller::TopPage, Place::Window { window: WINDOW }, request)
    }

    pub(super) fn try_read(
        &self,
        tab: i64,
        frame: i64,
        url: &str,
        ask: ReaderAsk,
    ) -> Option<ReaderAnswer> {
        let caller = Caller::Reader {
            tab,
            frame,
            url: url.to_owned(),
        };
        block_on(self.engine().handle_reader(&caller, ask))
    }

    pub(super) fn read(&self, tab: i64, frame: i64, url: &str, ask: ReaderAsk) -> ReaderAnswer {
        self.try_read(tab, frame, url, ask).expect("an answer")
    }

    pub(super) fn plan(&self, tab: i64, url: &str) -> Option<gluepane_protocol::ReadingPlan> {
        match self.read(tab, 0, url, ReaderAsk::Plan) {
            ReaderAnswer::Plan { plan } => plan,
            other => panic!("{other:?}"),
        }
    }

    /// The browser's tab goes to an address.
    pub(super) fn go(&self, tab: i64, url: &str) {
        self.world.tabs.borrow_mut().insert(
            tab,
            Tab {
                id: tab,
                url: Some(url.to_owned()),
            },
        );
    }

    /// A settled page of the RMM that names a site and a device.
    pub(super) fn look(&self, tab: i64, url: &str, site: &str, device: &str) {
        self.go(tab, url);
        let path = url.strip_prefix(RMM).unwrap_or_default();
        let mut values = vec![(0, site)];
        if path.starts_with("/device/") {
            values.extend([(2, path), (4, device)]);
        }
        self.observe(tab, url, Phase::Settled, &values);
    }

    pub(super) fn observe(&self, tab: i64, url: &str, phase: Phase, values: &[(u16, &str)]) {
        let readings = values.iter().filter(|(_, value)| !value.is_empty());
        let readings = readings.map(|(read, value)| Reading {
            read: *read,
            values: vec![(*value).to_owned()],
        });
        let observation = Observation {
            plan: "datto-rmm".to_owned(),
            url: url.to_owned(),
            phase,
            readings: readings.collect(),
            place: None,
        };
        let answer = self.read(tab, 0, url, ReaderAsk::Observe { observation });
        assert_eq!(answer, ReaderAnswer::Noted);
    }

    /// The tab's page says this, as a recipe has read it; its host is enabled.
    pub(super) fn show_in(&self, tab: i64, context: Context) {
        block_on(self.engine().wake()).unwrap();
        let host = HostRecord {
            product: context.product.clone(),
            layout: FrameLayout::default(),
            place: PanelPlace::default(),
        };
        let origin = context.origin.clone();
        self.go(tab, &format!("{origin}/"));
        let mut hosts = self.engine().memory.borrow().hosts.clone();
        hosts.insert(origin, host);
        let record = serde_json::to_string(&hosts).unwrap();
        let key = (Shelf::Disk, "hosts".to_owned());
        self.world.shelves.borrow_mut().insert(key, record);
        self.engine().memory.borrow_mut().hosts = hosts;
        block_on(
            self.engine()
                .change_sight(tab, Sight::About(Box::new(context))),
        );
    }

    pub(super) fn show(&self, context: Context) {
        self.show_in(TAB, context);
    }

    pub(super) fn choose(&self, organization: u64) -> Result<Response, Failure> {
        self.panel(Request::Choose {
            revision: self.revision(),
            organization: OrganizationId(organization),
        })
    }

    pub(super) fn undo(&self) -> Result<Response, Failure> {
        self.panel(Request::Unchoose {
            revision: self.revision(),
        })
    }

    pub(super) fn choose_configuration(&self, id: u64) -> Result<Response, Failure> {
        self.panel(Request::ChooseConfiguration {
            revision: self.revision(),
            configuration: ConfigurationId(id),
        })
    }

    pub(super) fn signal(&self, signal: Signal) -> Result<(), Failure> {
        block_on(self.engine().signal(signal))
    }

    /// The alarm of the clipboard goes off at its time, if it is set.
    pub(super) fn ring(&self) {
        let alarm = self.world.alarms.borrow_mut().remove("clear-clipboard");
        let Some(at_ms) = alarm else { return };
        self.world.now_ms.set(at_ms.max(self.world.now_ms.get()));
        self.signal(Signal::Alarm("clear-clipboard".into()))
            .unwrap();
    }

    pub(super) fn wait_ms(&self, ms: u64) {
        self.world.now_ms.set(self.world.now_ms.get() + ms);
    }

    /// All that was asked of IT Glue since the last look, each without its base address.
    pub(super) fn requests(&self) -> Vec<String> {
        self.world
            .asked
            .borrow()
            .iter()
            .map(|asked| asked.url.replace(US, ""))
            .collect()
    }

    pub(super) fn forget_requests(&self) {
        self.world.asked.borrow_mut().clear();
    }

    /// Changes the account.
    pub(super) fn glue(&self, change: impl FnOnce(&mut Glue)) {
        change(self.world.glues.borrow_mut().get_mut(US).unwrap());
    }

    /// While the engine waits for an answer, this happens.
    pub(super) fn meanwhile(&self, at: At, hook: impl FnOnce(&Desk) + 'static) {
        let desk = self.clone();
        self.world.when(at, move || hook(&desk));
    }

    pub(super) fn clipboard(&self) -> String {
        self.world.clipboard.borrow().clone()
    }

    /// Everything that was ever stored, said, logged, told or put into a URL, but for the clipboard itself.
    pub(super) fn traces(&self) -> String {
        let world = &self.world;
        let mut all: Vec<String> = self.said.borrow().clone();
        all.extend(
            world
                .ever_stored
                .borrow()
                .iter()
                .map(|stored| format!("{stored:?}")),
        );
        all.extend(
            world
                .events
                .borrow()
                .iter()
                .map(|event| format!("{event:?}")),
        );
        all.extend(world.told.borrow().iter().map(|told| format!("{told:?}")));
        all.extend(world.opened.borrow().iter().cloned());
        all.extend(world.asked.borrow().iter().map(|asked| asked.url.clone()));
        all.join("\n")
    }
}

/// The form of every test, with this key.
pub(super) fn form(key: &str) -> ConnectionForm {
    ConnectionForm {
        subdomain: "northlane".into(),
        region: Region::Us,
        api_address: String::new(),
        api_key: Secret::new(key.to_owned()),
    }
}

/// A page of the RMM about this device of this site; ids are empty where the page shows none.
pub(super) fn device_page(site: &str, site_id: &str, device_id: &str, name: &str) -> Context {
    let list = |text: &str| -> Vec<String> {
        let text = Some(text.to_owned()).filter(|text| !text.is_empty());
        text.into_iter().collect()
    };
    Context {
        product: "datto-rmm".into(),
        origin: RMM.into(),
        kind: PageKind::Device,
        is_ready: true,
        client_names: list(site),
        client_ids: list(site_id),
        device_ids: list(device_id),
        ticket_ids: vec![],
        device_name: list(name).pop(),
        device_names: list(name),
        serials: vec![],
        macs: vec![],
        ips: vec![],
        tenant: None,
        record: None,
        client_field: list(site).pop(),
        suggested_names: vec![],
        is_generic: false,
        is_mixed: false,
    }
}

/// A ticket of the PSA for this client.
pub(super) fn ticket(client: &str, company_id: &str) -> Context {
    Context {
        product: "autotask".into(),
        origin: PSA.into(),
        kind: PageKind::Ticket,
        ..device_page(client, company_id, "", "")
    }
}

/// A page of no recipe, where this name stands somewhere.
pub(super) fn generic_page(name: &str) -> Context {
    Context {
        product: "generic".into(),
        origin: OTHER.into(),
        client_names: vec![],
        client_field: None,
        suggested_names: vec![name.to_owned()],
        is_generic: true,
        ..device_page("", "", "", "")
    }
}
