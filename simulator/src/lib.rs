//! IT Glue on this machine, and the demo host pages.
//!
//! Shape:  every stand-in is a [`Router`] over one [`Simulator`], so tests need no port.
//! Units:  milliseconds and seconds are in the names.
//! Errors: each in the form that the real system uses; see `api::errors`.
//!
//! Invariant: knows HTTP and `tenant`, nothing else of ours, so that a mistake in the client is not repeated here.

mod access;
mod api;
mod clock;
mod control;
mod facts;
mod faults;
mod journal;
mod jwt;
mod options;
pub mod otp;
mod pages;
mod pending;
mod refusals;
mod rights;
mod serve;
mod sessions;
mod state;
mod tls;
mod values;
mod web;

use std::sync::{
    Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
};

use axum::Router;
use axum::extract::Request;
use data_encoding::BASE32_NOPAD;
use tenant::Tenant;

use crate::api::index::Index;
use crate::pending::Pending;
use crate::values::Written;

pub use access::{Access, Key, KeyState, Rights};
pub use api::index::Work;
pub use clock::{Clock, iso};
pub use faults::{Fault, Faults, Filling, Kind};
pub use journal::{Entry, Journal};
pub use options::{Options, SWITCHES, Switch, Values};
pub use rights::Caller;
pub use serve::Surface;
pub use sessions::{COOKIE, Sessions};
pub use state::TenantMut;
pub use tls::server_config;

/// Everything that the stand-ins share.
#[derive(Debug)]
pub struct Simulator {
    pristine: Arc<Tenant>,
    tenant: RwLock<Arc<Tenant>>,
    values: RwLock<Written>,
    index: Index,
    clock: Arc<Clock>,
    started_with: Options,
    options: RwLock<Options>,
    journal: Mutex<Journal>,
    faults: Mutex<Faults>,
    access: Mutex<Access>,
    sessions: Mutex<Sessions>,
    pending: Pending,
    web_url: OnceLock<String>,
}

impl Simulator {
    /// A simulator of `tenant`.
    pub fn new(mut tenant: Tenant, options: Options) -> Self {
        let clock = Arc::new(Clock::default());
        state::settle(&mut tenant, &clock);
        let tenant = Arc::new(tenant);
        Self {
            access: Mutex::new(Access::new(tenant.seed)),
            tenant: RwLock::new(tenant.clone()),
            pristine: tenant,
            values: RwLock::default(),
            index: Index::default(),
            started_with: options.clone(),
            options: RwLock::new(options),
            journal: Mutex::default(),
            faults: Mutex::default(),
            sessions: Mutex::new(Sessions::by(clock.clone())),
            pending: Pending::default(),
            clock,
            web_url: OnceLock::new(),
        }
    }

    /// Tells where the web stand-in listens; only the first call counts.
    pub fn set_web_url(&self, url: String) {
        let _ = self.web_url.set(url);
    }

    /// Base of `resource-url`.
    pub fn web_base(&self) -> String {
        let set = self
            .options()
            .get("web_base")
            .trim_end_matches('/')
            .to_owned();
        if !set.is_empty() {
            return set;
        }
        self.web_url
            .get()
            .cloned()
            .unwrap_or_else(|| format!("https://{}.itglue.com", self.pristine.subdomain))
    }

    /// Everything as it was at the start; the journal's count goes on.
    pub fn reset(&self) {
        self.restore_tenant();
        self.clock.reset();
        *self.options_mut() = self.started_with.clone();
        *self.access() = Access::new(self.pristine.seed);
        *self.sessions() = Sessions::by(self.clock.clone());
        self.pending.clear();
        self.faults().clear();
        self.journal().clear();
    }

    /// The switches.
    pub fn options(&self) -> RwLockReadGuard<'_, Options> {
        self.options.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The switches, to change them.
    pub fn options_mut(&self) -> RwLockWriteGuard<'_, Options> {
        self.options.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The journal.
    pub fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The faults that wait.
    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who is signed in. Where the tenant is needed too, it comes first, or two requests could wait for each other.
    pub fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The keys and the request window.
    pub fn access(&self) -> MutexGuard<'_, Access> {
        self.access.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the program says at its start, besides its addresses: who may sign in, and with what.
pub fn credentials(simulator: &Simulator) -> serde_json::Value {
    let tenant = simulator.tenant();
    let access = simulator.access();
    let users: Vec<serde_json::Value> = tenant
        .people
        .users
        .iter()
        .map(|user| {
            let secret = tenant::login_otp_secret(tenant.seed, user.id);
            serde_json::json!({
                "id": user.id.to_string(),
                "email": user.email,
                "role": user.role.name(),
                "password": tenant::people::login_password(tenant.seed, user.id),
                "otp_secret": user.has_otp.then(|| BASE32_NOPAD.encode(&secret)),
                "is_sso_exempt": user.is_sso_exempt,
            })
        })
        .collect();
    let keys: serde_json::Map<String, serde_json::Value> = access
        .keys()
        .iter()
        .map(|key| (key.name.to_owned(), key.value.clone().into()))
        .collect();
    serde_json::json!({"users": users, "keys": keys})
}

/// The public API.
pub fn api_router(simulator: Arc<Simulator>) -> Router {
    router(simulator, Some(Surface::Api), "http")
}

/// The web site.
pub fn web_router(simulator: Arc<Simulator>) -> Router {
    router(simulator, Some(Surface::Web), "http")
}

/// The demo host pages.
pub fn pages_router(simulator: Arc<Simulator>) -> Router {
    router(simulator, Some(Surface::Pages), "http")
}

/// All of them, told apart by the Host header, as the TLS listener serves them.
pub fn tls_router(simulator: Arc<Simulator>) -> Router {
    router(simulator, None, "https")
}

/// The test's remote control.
pub fn control_router(simulator: Arc<Simulator>) -> Router {
    control::router(simulator)
}

fn router(simulator: Arc<Simulator>, surface: Option<Surface>, scheme: &'static str) -> Router {
    Router::new()
        .fallback(move |request: Request| serve::serve(simulator.clone(), surface, scheme, request))
}
