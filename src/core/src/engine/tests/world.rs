//! The fake ports: a network with some IT Glues in it, two shelves, a clock, a clipboard, a browser that writes down all
//! that is done to it. A hook runs in the middle of a port's work, so that the world changes while the engine waits.

use super::glue::{Glue, Parameters};
use crate::engine::Again;
use crate::engine::{ClipboardError, Clock, Crypto, Effects, Shelf, StoreError, Tab};
use crate::matching::Normalize;
use crate::secrets::Secret;
use gluepane_itglue::{HttpRequest, HttpResponse, Transport, TransportError};
use gluepane_protocol::{Event, ToReader};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::rc::Rc;

/// A port at work: just before its effect, or just after it while the engine still waits.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum At {
    /// A request whose decoded URL holds this.
    Request(&'static str),
    /// A read of this key.
    Read(&'static str),
    /// A write of this key.
    Write(&'static str),
    /// The clipboard is read.
    ClipboardRead,
    /// A write of this key has landed.
    Written(&'static str),
    /// The clipboard is set.
    ClipboardSet,
    /// The clipboard has been set.
    ClipboardWasSet,
}

/// What comes instead of an answer.
#[derive(Clone)]
pub(super) enum Reply {
    /// Status, content type, body.
    Http(u16, &'static str, &'static str),
    /// 429 with `Retry-After`.
    Busy(u32),
    Unreachable,
    Redirected,
}

pub(super) struct Asked {
    /// Percent-decoded.
    pub(super) url: String,
    pub(super) key: String,
}

type Hook = Box<dyn FnOnce()>;
pub(super) type Soon<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A world outside that several browsers share: its time, and its IT Glue.
pub(super) trait Network {
    fn now_ms(&self) -> u64;
    fn sleep_ms(&self, ms: u64) -> Soon<'_, ()>;
    fn answer<'a>(
        &'a self,
        url: &'a str,
        key: &'a str,
    ) -> Soon<'a, Result<HttpResponse, TransportError>>;
}

#[derive(Default)]
pub(super) struct World {
    pub(super) now_ms: Cell<u64>,
    pub(super) glues: RefCell<BTreeMap<String, Glue>>,
    pub(super) asked: RefCell<Vec<Asked>>,
    pub(super) n_asked: Cell<usize>,
    /// Requests to the network that nobody waited for any longer.
    pub(super) n_given_up: Cell<usize>,
    /// In place of `now_ms` and `glues`, where there is one; then nothing is written down but what the shelves hold.
    pub(super) network: RefCell<Option<Rc<dyn Network>>>,
    /// While the URL holds this, the reply comes instead.
    pub(super) replies: RefCell<Vec<(&'static str, Reply)>>,
    hooks: RefCell<Vec<(At, Hook)>>,
    pub(super) shelves: RefCell<BTreeMap<(Shelf, String), String>>,
    /// Everything that ever stood on a shelf.
    pub(super) ever_stored: RefCell<Vec<(Shelf, String, String)>>,
    pub(super) n_writes: Cell<u32>,
    /// The n-th change of a shelf fails.
    pub(super) failing_write: Cell<Option<u32>>,
    /// A write of this key to this shelf fails.
    pub(super) failing_key: Cell<Option<(Shelf, &'static str)>>,
    pub(super) is_unreadable: Cell<bool>,
    /// The session shelf holds no more bytes than this.
    pub(super) session_bytes: Cell<Option<usize>>,
    pub(super) clipboard: RefCell<String>,
    pub(super) is_clipboard_refused: Cell<bool>,
    n_salts: Cell<u32>,
    pub(super) alarms: RefCell<BTreeMap<String, u64>>,
    pub(super) events: RefCell<Vec<Event>>,
    pub(super) told: RefCell<Vec<(i64, ToReader)>>,
    /// By tab and frame: what readers in frames below the top one were told.
    pub(super) told_inside: RefCell<Vec<(i64, i64, ToReader)>>,
    pub(super) opened: RefCell<Vec<String>>,
    /// Tokens of windows that were opened.
    pub(super) popouts: RefCell<Vec<String>>,
    /// The tab of the next such window; none where it can't be opened.
    pub(super) popout_tab: Cell<Option<i64>>,
    /// Tabs with their frames that are in plain sight.
    pub(super) seen: RefCell<BTreeSet<(i64, i64)>>,
    /// By tab and frame: what a reader that is asked whether its page still shows the same says. Else it does.
    pub(super) rereads: RefCell<BTreeMap<(i64, i64), Again>>,
    pub(super) badges: RefCell<BTreeMap<i64, String>>,
    pub(super) tabs: RefCell<BTreeMap<i64, Tab>>,
    pub(super) active: RefCell<BTreeMap<i64, i64>>,
    pub(super) permissions: RefCell<BTreeSet<String>>,
    pub(super) served: RefCell<Vec<String>>,
    pub(super) started: RefCell<Vec<String>>,
}

impl World {
    pub(super) fn when(&self, at: At, hook: impl FnOnce() + 'static) {
        self.hooks.borrow_mut().push((at, Box::new(hook)));
    }

    pub(super) fn happens(&self, fits: impl Fn(&At) -> bool) {
        let position = self.hooks.borrow().iter().position(|(at, _)| fits(at));
        if let Some(position) = position {
            let (_, hook) = self.hooks.borrow_mut().remove(position);
            hook();
        }
    }

    pub(super) fn n_hooks(&self) -> usize {
        self.hooks.borrow().len()
    }

    pub(super) fn change(&self, shelf: Shelf, key: &str) -> Result<(), StoreError> {
        self.happens(|at| matches!(at, At::Write(wanted) if *wanted == key));
        self.n_writes.set(self.n_writes.get() + 1);
        let is_failing = self.failing_write.get() == Some(self.n_writes.get())
            || self
                .failing_key
                .get()
                .is_some_and(|failing| failing == (shelf, key));
        if is_failing {
            return Err(StoreError("UnknownError".to_owned()));
        }
        Ok(())
    }
}

/// What an engine is given.
#[derive(Clone)]
pub(super) struct FakePorts(pub(super) Rc<World>);

impl Transport for FakePorts {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        let world = &self.0;
        world.n_asked.set(world.n_asked.get() + 1);
        let network = world.network.borrow().clone();
        if let Some(network) = network {
            let mut under_way = UnderWay(world, false);
            // EXPOSE: an invented key, to see who gets it.
            let answer = network.answer(&request.url, request.credential.secret().expose());
            let answer = answer.await;
            under_way.1 = true;
            return answer;
        }
        let url = percent_decode_str(&request.url)
            .decode_utf8()
            .unwrap()
            .into_owned();
        // EXPOSE: an invented key, to see who gets it.
        let key = request.credential.secret().expose().clone();
        world.asked.borrow_mut().push(Asked {
            url: url.clone(),
            key: key.clone(),
        });
        world.happens(|at| matches!(at, At::Request(part) if url.contains(part)));
        let reply = world
            .replies
            .borrow()
            .iter()
            .find(|(part, _)| url.contains(part))
            .map(|(_, r)| r.clone());
        let (status, content_type, retry_after_s, body) = match reply {
            Some(Reply::Unreachable) => return Err(TransportError::Unreachable),
            Some(Reply::Redirected) => return Err(TransportError::Redirected),
            Some(Reply::Http(status, kind, body)) => (status, kind, None, body.to_owned()),
            Some(Reply::Busy(seconds)) => (429, "text/plain", Some(seconds), String::new()),
            None => {
                let glues = world.glues.borrow();
                let Some(glue) = glues.get(base_of(&request.url)) else {
                    return Err(TransportError::Unreachable);
                };
                let (status, body) = if glue.key == key {
                    glue.answer_url(&request.url)
                } else {
                    (403, r#"{"message":"Forbidden"}"#.to_owned())
                };
                (status, "application/vnd.api+json", None, body)
            }
        };
        Ok(HttpResponse {
            status,
            content_type: content_type.to_owned(),
            retry_after_s,
            headers: Vec::new(),
            body: Secret::new(body),
        })
    }
}

/// A request under way, and whether it has been answered.
struct UnderWay<'a>(&'a World, bool);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        let n_given_up = self.0.n_given_up.get() + usize::from(!self.1);
        self.0.n_given_up.set(n_given_up);
    }
}

fn base_of(url: &str) -> &str {
    let after_scheme = url.find("://").unwrap() + 3;
    let base_len = url[after_scheme..].find('/').unwrap() + after_scheme;
    &url[..base_len]
}

impl Glue {
    /// Status and body for a request.
    pub(super) fn answer_url(&self, url: &str) -> (u16, String) {
        let rest = &url[base_of(url).len()..];
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        self.answer(path, &parameters(query))
    }
}

fn parameters(query: &str) -> Parameters {
    let decode = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(key, value)| (decode(key), decode(value)))
        .collect()
}

impl Clock for FakePorts {
    fn now_ms(&self) -> u64 {
        match &*self.0.network.borrow() {
            Some(network) => network.now_ms(),
            None => self.0.now_ms.get(),
        }
    }

    async fn sleep_ms(&self, ms: u64) {
        let network = self.0.network.borrow().clone();
        match network {
            Some(network) => network.sleep_ms(ms).await,
            None => self.0.now_ms.set(self.0.now_ms.get() + ms),
        }
    }
}

impl Crypto for FakePorts {
    fn salt(&self) -> String {
        self.0.n_salts.set(self.0.n_salts.get() + 1);
        format!("{:032x}", self.0.n_salts.get())
    }

    async fn digest(&self, salt: &str, value: &Secret<String>) -> String {
        // EXPOSE: what a digest is made of.
        let digest = Sha256::new()
            .chain_update(salt)
            .chain_update(value.expose())
            .finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Normalize for FakePorts {
    fn nfkc(&self, text: &str) -> String {
        text.to_owned()
    }
}

impl Effects for FakePorts {
    async fn set_clipboard(&self, value: &Secret<String>) -> Result<(), ClipboardError> {
        self.0.happens(|at| *at == At::ClipboardSet);
        if self.0.is_clipboard_refused.get() {
            return Err(ClipboardError);
        }
        // EXPOSE: the fake clipboard holds what a real one would.
        self.0.clipboard.replace(value.expose().clone());
        self.0.happens(|at| *at == At::ClipboardWasSet);
        Ok(())
    }

    async fn clipboard(&self) -> Result<Secret<String>, ClipboardError> {
        if self.0.is_clipboard_refused.get() {
            return Err(ClipboardError);
        }
        let held = self.0.clipboard.borrow().clone();
        // What is read here is on its way to the engine when the hook runs.
        self.0.happens(|at| *at == At::ClipboardRead);
        Ok(Secret::new(held))
    }

    fn tell_pages(&self, event: &Event) {
        if self.0.network.borrow().is_none() {
            self.0.events.borrow_mut().push(event.clone());
        }
    }

    fn tell_panel(&self, _: i64, _: i64, _: &Event) {}

    fn tell_reader(&self, tab: i64, frame: i64, message: &ToReader) {
        if frame == 0 {
            self.0.told.borrow_mut().push((tab, message.clone()));
        } else {
            let mut told = self.0.told_inside.borrow_mut();
            told.push((tab, frame, message.clone()));
        }
    }

    fn tell_readers(&self, pattern: &str, message: &ToReader) {
        let tabs = self.0.tabs.borrow().clone();
        for (id, tab) in tabs {
            let origin = tab
                .url
                .as_deref()
                .and_then(crate::page::PageUrl::parse)
                .map(|url| url.origin);
            if origin.and_then(crate::page::match_pattern).as_deref() == Some(pattern) {
                self.tell_reader(id, 0, message);
            }
        }
    }

    async fn open_tab(&self, url: &str) {
        self.0.opened.borrow_mut().push(url.to_owned());
    }

    async fn open_popout(&self, token: &str) -> Option<i64> {
        self.0.popouts.borrow_mut().push(token.to_owned());
        self.0.popout_tab.get()
    }

    async fn look(&self, tab: i64, frame: i64) -> bool {
        self.0.seen.borrow().contains(&(tab, frame))
    }

    async fn shows_the_same(&self, tab: i64, frame: i64) -> Again {
        let rereads = self.0.rereads.borrow();
        rereads.get(&(tab, frame)).copied().unwrap_or(Again::Same)
    }

    fn set_badge(&self, tab: i64, words: Option<&str>) {
        match words {
            Some(words) => self.0.badges.borrow_mut().insert(tab, words.to_owned()),
            None => self.0.badges.borrow_mut().remove(&tab),
        };
    }

    async fn open_options(&self) {
        self.0.opened.borrow_mut().push("options".to_owned());
    }

    fn set_alarm(&self, name: &str, at_ms: u64) {
        self.0.alarms.borrow_mut().insert(name.to_owned(), at_ms);
    }

    fn clear_alarm(&self, name: &str) {
        self.0.alarms.borrow_mut().remove(name);
    }

    async fn active_tab(&self, window: i64) -> Option<Tab> {
        let tab = *self.0.active.borrow().get(&window)?;
        self.0.tabs.borrow().get(&tab).cloned()
    }

    async fn tab(&self, tab: i64) -> Option<Tab> {
        self.0.tabs.borrow().get(&tab).cloned()
    }

    async fn has_permission(&self, pattern: &str) -> bool {
        self.0.permissions.borrow().contains(pattern)
    }

    async fn drop_permission(&self, pattern: &str) {
        self.0.permissions.borrow_mut().remove(pattern);
    }

    async fn serve_readers(&self, patterns: &[String]) {
        self.0.served.replace(patterns.to_vec());
    }

    async fn start_readers(&self, pattern: &str) {
        self.0.started.borrow_mut().push(pattern.to_owned());
    }
}
