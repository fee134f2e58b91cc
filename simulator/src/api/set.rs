//! How attributes are written: one line for each that may be.

use serde_json::Value;
use tenant::{Ref, Tenant};

use super::errors::Problem;
use super::table::Named;
use crate::otp;

/// How rows of one resource are made and changed.
pub(crate) struct Writes<T: 'static> {
    pub(crate) rows: fn(&mut Tenant) -> &mut Vec<T>,
    /// A row with nothing in it.
    pub(crate) fresh: fn(&Fresh) -> T,
    /// What may be written, snake_case; everything else is ignored, as IT Glue does.
    pub(crate) fields: Named<Set<T>>,
    /// What a new row must have.
    pub(crate) required: &'static [&'static str],
    pub(crate) touch: fn(&mut T, &str),
    /// Rows that a PSA keeps in step, and what may be changed of them all the same.
    pub(crate) synced: Option<Synced<T>>,
    /// Sees to other rows after rows of this table have changed.
    pub(crate) after: fn(&mut Tenant, &After),
}

/// Which rows a PSA keeps in step, and what may be changed of them.
pub(crate) type Synced<T> = (fn(&T) -> bool, &'static [&'static str]);

/// What a new row starts with.
#[derive(Debug)]
pub(crate) struct Fresh<'a> {
    pub(crate) id: u64,
    /// The organization, or the other parent, that it stands below.
    pub(crate) above: Option<Ref>,
    pub(crate) now: &'a str,
}

impl Fresh<'_> {
    /// The owner; resources without one have none.
    pub(crate) fn owner(&self) -> u64 {
        self.above_id()
    }

    /// The parent's id.
    pub(crate) fn above_id(&self) -> u64 {
        self.above.map_or(0, |above| above.id)
    }

    /// Now, for a new row.
    pub(crate) fn now(&self) -> String {
        self.now.to_owned()
    }
}

/// What has been done, for `Writes::after`.
#[derive(Debug)]
pub(crate) struct After {
    /// The row.
    pub(crate) id: u64,
    /// The attributes that were sent.
    pub(crate) sent: Vec<String>,
    /// The row is new.
    pub(crate) is_new: bool,
    /// When.
    pub(crate) now: String,
}

impl After {
    /// Whether an attribute was sent.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.sent.iter().any(|sent| sent == name)
    }
}

/// How one attribute is written.
pub(crate) enum Set<T: 'static> {
    /// Text that cannot be missing.
    Text(fn(&mut T) -> &mut String),
    /// Text or null.
    Maybe(fn(&mut T) -> &mut Option<String>),
    Flag(fn(&mut T) -> &mut bool),
    /// A record that must exist.
    Link(fn(&mut T) -> &mut u64, Exists),
    /// A record that must exist, or null.
    MaybeLink(fn(&mut T) -> &mut Option<u64>, Exists),
    /// Anything else.
    With(With<T>),
    /// A password's value: goes to `values`, not into the row.
    Secret,
    /// The secret of one-time codes: goes there too; the row knows whether there is one.
    OtpSecret(fn(&mut T) -> &mut bool),
}

/// Whether a record exists.
pub(crate) type Exists = fn(&Tenant, u64) -> bool;
/// Writes one attribute by itself.
pub(crate) type With<T> = fn(&mut T, &Value, &Tenant) -> Result<(), Problem>;

impl<T> Set<T> {
    /// Writes `value`, sent as `name`.
    pub(crate) fn apply(
        &self,
        row: &mut T,
        name: &str,
        value: &Value,
        tenant: &Tenant,
    ) -> Result<(), Problem> {
        match self {
            Self::Text(field) => {
                let text = text_in(value).filter(|text| !text.is_empty());
                *field(row) = text.ok_or_else(|| Problem::blank(name))?;
            }
            Self::Maybe(field) => *field(row) = text_in(value),
            Self::Flag(field) => *field(row) = is_true(value),
            Self::Link(field, exists) => {
                let id = number_in(value).filter(|id| exists(tenant, *id));
                *field(row) = id.ok_or_else(|| Problem::must_exist(name))?;
            }
            Self::MaybeLink(field, exists) => {
                let id = number_in(value);
                if !value.is_null() && id.is_none_or(|id| !exists(tenant, id)) {
                    return Err(Problem::must_exist(name));
                }
                *field(row) = id;
            }
            Self::With(with) => with(row, value, tenant)?,
            Self::Secret => {}
            Self::OtpSecret(field) => {
                let is_given = text_in(value).is_some_and(|text| !text.is_empty());
                let secret = otp::secret_in(value);
                if is_given && secret.is_none() {
                    return Err(Problem::invalid(name, "is invalid"));
                }
                *field(row) = secret.is_some();
            }
        }
        Ok(())
    }
}

/// Text; numbers are written as text.
pub(crate) fn text_in(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// An id, as a number or as text.
pub(crate) fn number_in(value: &Value) -> Option<u64> {
    value
        .as_u64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

/// true, 1, "true", "1".
pub(crate) fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.as_u64() == Some(1),
        Value::String(text) => matches!(text.as_str(), "true" | "1"),
        _ => false,
    }
}
