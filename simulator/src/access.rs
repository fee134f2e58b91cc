//! Who may ask, and how often.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use tenant::Random;

/// What a good key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rights {
    /// Everything that a key can.
    WithPasswords,
    /// No password values.
    WithoutPasswords,
}

/// The account's keys and its request window.
#[derive(Debug)]
pub struct Access {
    /// Key with Password Access.
    pub api_key: String,
    /// Key without.
    pub api_key_without_passwords: String,
    revoked: Vec<String>,
    sent: VecDeque<Instant>,
}

impl Access {
    /// The keys of the tenant made from `seed`.
    pub fn new(seed: u64) -> Self {
        let key = |subject: &str| {
            let mut random = Random::for_subject(seed, subject);
            format!(
                "ITG.{:016x}{:016x}.{:016x}",
                random.next_u64(),
                random.next_u64(),
                random.next_u64()
            )
        };
        Self {
            api_key: key("api key"),
            api_key_without_passwords: key("api key without passwords"),
            revoked: Vec::new(),
            sent: VecDeque::new(),
        }
    }

    /// What this key may do; none for a key that is wrong or revoked.
    pub fn rights(&self, key: &str) -> Option<Rights> {
        if self.revoked.iter().any(|revoked| revoked == key) {
            None
        } else if key == self.api_key {
            Some(Rights::WithPasswords)
        } else if key == self.api_key_without_passwords {
            Some(Rights::WithoutPasswords)
        } else {
            None
        }
    }

    /// Makes a key a bad key.
    pub fn revoke(&mut self, key: String) {
        self.revoked.push(key);
    }

    /// Takes one slot of the account's window; false when there is none.
    pub fn take_slot(&mut self, limit: u64, window: Duration) -> bool {
        let now = Instant::now();
        while self
            .sent
            .front()
            .is_some_and(|sent| now.duration_since(*sent) >= window)
        {
            self.sent.pop_front();
        }
        let is_free = (self.sent.len() as u64) < limit;
        if is_free {
            self.sent.push_back(now);
        }
        is_free
    }

    /// Forgets the requests of this window.
    pub fn clear_window(&mut self) {
        self.sent.clear();
    }
}
