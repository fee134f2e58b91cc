//! Passwords: who may log on where. Values are not stored, they are computed.

use serde::Serialize;

use crate::random::Random;
use crate::records::{Kind, Ref};

/// One password record, without its value.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Password {
    /// Record id.
    pub id: u64,
    /// Owner.
    pub organization_id: u64,
    /// Name; repeats between and within clients.
    pub name: String,
    /// Account name; null for keys and Wi-Fi.
    pub username: Option<String>,
    /// Where it is typed in.
    pub url: Option<String>,
    /// HTML.
    pub notes: Option<String>,
    /// Row in `password_categories`.
    pub category_id: Option<u64>,
    /// The configuration that this password is embedded in.
    pub configuration_id: Option<u64>,
    /// The other record that it is embedded in: a contact, a domain, a flexible asset, ...
    pub embedded_in: Option<Ref>,
    /// The trait of the flexible asset that it is embedded in.
    pub trait_id: Option<u64>,
    /// Row in `password_folders`.
    pub folder_id: Option<u64>,
    /// IT Glue can make one-time codes for it.
    pub otp_enabled: bool,
    /// Set when the value is encrypted in the browser: no API gives it.
    pub vault_id: Option<u64>,
    /// Archived.
    pub archived: bool,
    /// Only some people may see it.
    pub restricted: bool,
    /// When the value last changed.
    pub password_updated_at: String,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

impl Password {
    /// The record that it is embedded in; none for a general password.
    pub fn parent(&self) -> Option<Ref> {
        self.configuration_id
            .map(|id| Ref::new(Kind::Configuration, id))
            .or(self.embedded_in)
    }

    /// True when the value is in a vault.
    pub fn is_vaulted(&self) -> bool {
        self.vault_id.is_some()
    }
}

/// The value of password `id` in the tenant made from `seed`: 16 to 22 characters with all four kinds.
///
/// No character needs an escape in JSON or HTML, so a test can search whole bodies for it.
pub fn password_value(seed: u64, id: u64) -> String {
    const KINDS: [&[u8]; 4] = [
        b"abcdefghijkmnopqrstuvwxyz",
        b"ABCDEFGHJKLMNPQRSTUVWXYZ",
        b"23456789",
        b"!#$*-=?@^_~",
    ];
    let mut random = Random::for_subject(seed ^ id.rotate_left(17), "password value");
    let n_signs = 16 + random.below(7);
    let first_kind = random.below(4);
    (0..n_signs)
        .map(|position| {
            // The first four characters bring one of each kind, the rest lean towards letters.
            let kind = if position < 4 {
                (first_kind + position) % 4
            } else {
                *random.pick(&[0, 0, 0, 1, 1, 2, 3])
            };
            char::from(*random.pick(KINDS[kind as usize]))
        })
        .collect()
}
