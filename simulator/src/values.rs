//! Password values and secrets of one-time codes that were written through the API. All others are computed and stored nowhere.

use std::collections::HashMap;
use std::fmt;

use tenant::{password_otp_secret, password_value};

/// What passwords were set to, oldest first.
#[derive(Default)]
pub(crate) struct Written {
    written: HashMap<u64, Vec<String>>,
    otp_secrets: HashMap<u64, Vec<u8>>,
}

impl fmt::Debug for Written {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Values of {} passwords", self.written.len())
    }
}

impl Written {
    /// Sets a value; the one before becomes an older version.
    pub(crate) fn set(&mut self, seed: u64, id: u64, value: String, is_new: bool) {
        self.written
            .entry(id)
            .or_insert_with(|| {
                if is_new {
                    Vec::new()
                } else {
                    original(seed, id).into()
                }
            })
            .push(value);
    }

    /// The value as it is now.
    pub(crate) fn now(&self, seed: u64, id: u64) -> String {
        self.written
            .get(&id)
            .and_then(|values| values.last().cloned())
            .unwrap_or_else(|| password_value(seed, id))
    }

    /// Sets the secret of one-time codes, or takes it away.
    pub(crate) fn set_otp_secret(&mut self, id: u64, secret: Option<Vec<u8>>) {
        match secret {
            Some(secret) => self.otp_secrets.insert(id, secret),
            None => self.otp_secrets.remove(&id),
        };
    }

    /// The secret of one-time codes.
    pub(crate) fn otp_secret(&self, seed: u64, id: u64) -> Vec<u8> {
        let written = self.otp_secrets.get(&id).cloned();
        written.unwrap_or_else(|| password_otp_secret(seed, id).into())
    }

    /// How many versions there are; the last is the value as it is now.
    pub(crate) fn n_versions(&self, id: u64) -> usize {
        self.written.get(&id).map_or(2, Vec::len)
    }

    /// Version `n`, counted from 1.
    pub(crate) fn version(&self, seed: u64, id: u64, n: usize) -> Option<String> {
        let n = n.checked_sub(1)?;
        match self.written.get(&id) {
            Some(values) => values.get(n).cloned(),
            None => original(seed, id).get(n).cloned(),
        }
    }
}

/// A password that nobody wrote has been changed once, long ago.
fn original(seed: u64, id: u64) -> [String; 2] {
    [password_value(!seed, id), password_value(seed, id)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_value_makes_the_old_one_a_version() {
        let mut values = Written::default();
        let old = values.now(1, 5);
        assert_eq!(values.version(1, 5, 2).as_ref(), Some(&old));
        values.set(1, 5, "fresh".to_owned(), false);
        assert_eq!(values.now(1, 5), "fresh");
        assert_eq!(
            (values.n_versions(5), values.version(1, 5, 2)),
            (3, Some(old))
        );
        assert_eq!(format!("{values:?}"), "Values of 1 passwords");
    }
}
