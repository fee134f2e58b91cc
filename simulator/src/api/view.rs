//! What a row needs to know to describe itself: the other rows, the switches, and who is asking.

use std::cell::Cell;

use axum::response::Response;
use serde_json::{Value, json};
use tenant::{Named, Ref, Tenant};

use super::index::Index;
use super::row::{Attributes, object};
use crate::Options;
use crate::access::Rights;
use crate::rights::{Caller, Sight};
use crate::serve::Made;
use crate::values::Written;

/// The tenant as one caller sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) tenant: &'a Tenant,
    pub(crate) options: &'a Options,
    pub(crate) web_base: &'a str,
    pub(crate) rights: Rights,
    pub(crate) index: &'a Index,
    pub(crate) values: &'a Written,
    /// The clock's time, as text.
    pub(crate) now: &'a str,
    /// The same in seconds since 1970.
    pub(crate) now_s: u64,
    pub(crate) sight: &'a Sight<'a>,
    pub(crate) told: &'a Told,
}

/// Whether an answer holds a password value or a one-time code, for the journal.
#[derive(Debug, Default)]
pub(crate) struct Told {
    value: Cell<bool>,
    code: Cell<bool>,
}

impl Told {
    /// Notes it on the answer, together with who asked.
    pub(crate) fn note(&self, caller: Caller, mut answer: Response) -> Response {
        let is_good = answer.status().is_success();
        Made {
            caller,
            value: self.value.get() && is_good,
            code: self.code.get() && is_good,
        }
        .note(&mut answer);
        answer
    }
}

impl<'a> View<'a> {
    /// Name of an organization.
    pub(crate) fn organization_name(&self, id: u64) -> &'a str {
        self.tenant
            .organization(id)
            .map_or("", |row| row.name.as_str())
    }

    /// A web link.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{}/{path}", self.web_base)
    }

    /// The attributes that everything owned by an organization has.
    pub(crate) fn owned(
        &self,
        organization_id: u64,
        kind: &str,
        id: u64,
        restricted: bool,
    ) -> Attributes {
        object!({
            "organization-id": organization_id,
            "organization-name": self.organization_name(organization_id),
            "resource-url": self.link(&format!("{organization_id}/{kind}/{id}")),
            "restricted": restricted || self.tenant.people.access(kind, id).is_some(),
            "my-glue": false,
        })
    }

    /// What `psa-integration` says of a record that a PSA keeps, or does not keep, in step.
    pub(crate) fn psa_integration(&self, is_synced: bool) -> Value {
        match self.options.get("psa_integration") {
            "flag" => json!(is_synced),
            "null" => Value::Null,
            _ => json!(is_synced.then_some("enabled")),
        }
    }

    /// The value of a password, or of an older version of it, noted as told.
    pub(crate) fn reveal(&self, password_id: u64, version_id: Option<u64>) -> Option<Value> {
        let seed = self.tenant.seed;
        let value = match version_id {
            None => self.values.now(seed, password_id),
            Some(version_id) => {
                let n = super::passwords::version_number(password_id, version_id)?;
                self.values.version(seed, password_id, n)?
            }
        };
        self.told.value.set(true);
        Some(json!(value))
    }

    /// A one-time code, noted as told.
    pub(crate) fn code(&self, code: String) -> Value {
        self.told.code.set(true);
        json!(code)
    }

    /// The web page of a record, whatever its kind.
    pub(crate) fn page_of(&self, record: Ref) -> Option<String> {
        super::records::page_of(self, record)
    }
}

/// Name of the row with this id.
pub(crate) fn name_in(rows: &[Named], id: Option<u64>) -> Option<&str> {
    let id = id?;
    rows.iter()
        .find(|row| row.id == id)
        .map(|row| row.name.as_str())
}
