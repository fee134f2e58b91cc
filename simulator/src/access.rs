//! The account's keys, and how often it may ask.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use tenant::Random;

use crate::rights::Caller;

/// What a caller may have of password values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rights {
    /// Those of every password that the caller may see.
    WithPasswords,
    /// None.
    WithoutPasswords,
}

/// Why a key works or does not. To the caller all that do not look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// Works.
    Active,
    /// An administrator stopped it for now.
    Paused,
    /// Gone for good.
    Revoked,
    /// Not used for 90 days, and therefore revoked by IT Glue itself (API reference, section 1.2).
    Idle,
}

/// One API key.
#[derive(Debug, Clone)]
pub struct Key {
    /// What control port and journal call it.
    pub name: &'static str,
    /// What goes into `x-api-key`.
    pub value: String,
    /// It was made with *Password Access*.
    pub has_password_access: bool,
    /// It belongs to an account of the next region.
    pub is_of_other_region: bool,
    /// Whether it works.
    pub state: KeyState,
}

/// Name, Password Access, of another region, state.
const KEYS: [(&str, bool, bool, KeyState); 6] = [
    ("api_key", true, false, KeyState::Active),
    ("api_key_without_passwords", false, false, KeyState::Active),
    ("paused", true, false, KeyState::Paused),
    ("revoked", true, false, KeyState::Revoked),
    ("idle", true, false, KeyState::Idle),
    ("other_region", true, true, KeyState::Active),
];

/// Regions by the word of the switch, with the host of the public API and the ends of the web API's hosts (API
/// reference, section 1.1).
const REGIONS: [(&str, &str, &[&str]); 3] = [
    (
        "us",
        "api.itglue.com",
        &[
            "itg-oregon-production-api-lb.itglue.com",
            "itg-api-prod-api-lb-us-west-2.itglue.com",
            "api-mobile-prod.itglue.com",
        ],
    ),
    (
        "eu",
        "api.eu.itglue.com",
        &[
            "itg-frankfurt-production-api-lb.eu.itglue.com",
            "itg-api-prod-eu-api-lb-eu-central-1.itglue.com",
        ],
    ),
    (
        "au",
        "api.au.itglue.com",
        &["itg-sydney-production-api-lb.au.itglue.com"],
    ),
];

/// The host is one of the public API's.
pub(crate) fn is_public_api(host: &str) -> bool {
    REGIONS.iter().any(|(_, public, _)| *public == host)
}

/// The host is one of the web API's or the mobile API's.
pub(crate) fn is_web_api(host: &str) -> bool {
    REGIONS.iter().any(|(_, _, web)| web.contains(&host))
}

/// The region of an API host; none for one without a region (loopback, a gateway), which serves any.
pub(crate) fn region_of(host: &str) -> Option<&'static str> {
    let row = REGIONS
        .iter()
        .find(|(_, public, web)| *public == host || web.contains(&host));
    row.map(|(region, ..)| *region)
}

fn next_region(region: &str) -> &'static str {
    let index = REGIONS.iter().position(|(word, ..)| *word == region);
    REGIONS[(index.unwrap_or(0) + 1) % REGIONS.len()].0
}

/// The account's keys and its request window.
#[derive(Debug)]
pub struct Access {
    keys: Vec<Key>,
    sent: VecDeque<Instant>,
}

impl Access {
    /// The keys of the tenant made from `seed`.
    pub fn new(seed: u64) -> Self {
        let value = |name: &str| {
            // The first two have always been drawn under these names.
            let mut random = Random::for_subject(seed, &name.replace('_', " "));
            format!(
                "ITG.{:016x}{:016x}.{:016x}",
                random.next_u64(),
                random.next_u64(),
                random.next_u64()
            )
        };
        let keys = KEYS.map(
            |(name, has_password_access, is_of_other_region, state)| Key {
                name,
                value: value(name),
                has_password_access,
                is_of_other_region,
                state,
            },
        );
        Self {
            keys: keys.into(),
            sent: VecDeque::new(),
        }
    }

    /// All keys.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The value of the key called `name`; empty if there is none.
    pub fn key(&self, name: &str) -> String {
        let found = self.keys.iter().find(|key| key.name == name);
        found.map(|key| key.value.clone()).unwrap_or_default()
    }

    /// Who a key belongs to, on `host` of an account in `region`; none for a key that does not work there.
    pub(crate) fn caller(&self, value: &str, host: &str, region: &str) -> Option<Caller> {
        let key = self.keys.iter().find(|key| key.value == value)?;
        let its_region = if key.is_of_other_region {
            next_region(region)
        } else {
            region
        };
        let is_good =
            key.state == KeyState::Active && region_of(host).unwrap_or(region) == its_region;
        is_good.then_some(Caller::Key {
            name: key.name,
            has_password_access: key.has_password_access,
        })
    }

    /// Pauses, revokes or revives a key; false if there is none of this name.
    pub fn set_state(&mut self, name: &str, state: KeyState) -> bool {
        let found = self.keys.iter_mut().find(|key| key.name == name);
        found.map(|key| key.state = state).is_some()
    }

    /// Takes one slot of the account's window; false when there is none.
    pub fn take_slot(&mut self, limit: u64, window: Duration) -> bool {
        self.forget_before(window);
        let is_free = (self.sent.len() as u64) < limit;
        if is_free {
            self.sent.push_back(Instant::now());
        }
        is_free
    }

    /// Requests in the window, and how long until the oldest of them leaves it.
    pub(crate) fn used(&mut self, window: Duration) -> (u64, Duration) {
        self.forget_before(window);
        let oldest = self.sent.front().map(Instant::elapsed).unwrap_or_default();
        (self.sent.len() as u64, window.saturating_sub(oldest))
    }

    fn forget_before(&mut self, window: Duration) {
        while self
            .sent
            .front()
            .is_some_and(|sent| sent.elapsed() >= window)
        {
            self.sent.pop_front();
        }
    }

    /// Forgets the requests of this window.
    pub fn clear_window(&mut self) {
        self.sent.clear();
    }
}
