//! Identifiers that can't be mixed up. IT Glue's reach 18 digits, beyond what a JavaScript number holds, so they
//! travel as strings (`itglue-api` section 2: resource ids are strings, foreign keys are numbers).

use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                text.parse().map(Self).map_err(|_| de::Error::custom("an id is a string of digits"))
            }
        }
    };
}

id!(
    /// An IT Glue organization.
    OrganizationId
);
id!(
    /// An IT Glue configuration.
    ConfigurationId
);
id!(
    /// An IT Glue password record (never its value).
    PasswordId
);

/// The number of a tab's context. It grows with every change of what the page shows; a request that acts names the
/// revision it was shown under and is refused once that has passed. Small enough for a JavaScript number.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Revision(pub u32);
