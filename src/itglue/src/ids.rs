//! Identifiers that can't be mixed up.
//!
//! Shape: positive integers of up to 18 digits (API reference, section 2), so `u64` here and never a JavaScript number.

use core::fmt;
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// An organization.
    OrganizationId
);
id!(
    /// A configuration.
    ConfigurationId
);
id!(
    /// A password record.
    PasswordId
);
