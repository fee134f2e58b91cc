//! A value that is shown to nobody by accident.
//!
//! [`Secret`] has no `Serialize`, `Clone`, `Display` or `PartialEq`, its `Debug` is a fixed word, and its memory is
//! overwritten when it is dropped. The one way in is [`Secret::expose`]; each call stands under a line that starts
//! with `// EXPOSE:` and says why (checked by `cargo xtask check`).

use serde::{Deserialize, Deserializer};
use zeroize::Zeroize;

/// A password value, an API key, a token or a one-time code.
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes a value into custody.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Opens the secret. The caller says why in a `// EXPOSE:` line above.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> core::fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Reading one from a message is safe; writing one needs a function that says why (see `gluepane-protocol`).
impl<'de, T: Zeroize + Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn debug_never_shows_the_value() {
        let secret = Secret::new("hunter2".to_owned());
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }
}
