//! What outsiders write: with `plant=ZONE[,ZONE]` in a page's query another client's name, number, serial number and host
//! name stand in that zone, in the very markup that the page's own record has.

use std::cell::RefCell;
use std::collections::BTreeSet;

use tenant::{Asset, Organization, Tenant, fixtures};

use super::escape;
use crate::serve::Ask;

/// Ways to be in a document without being seen, each a zone of every page.
const HIDDEN: [(&str, &str); 9] = [
    ("hidden-display", "style=\"display:none\""),
    ("hidden-visibility", "style=\"visibility:hidden\""),
    ("hidden-opacity", "style=\"opacity:0\""),
    ("hidden-attribute", "hidden"),
    ("hidden-aria", "aria-hidden=\"true\""),
    (
        "hidden-left",
        "style=\"position:absolute;left:-9999px;top:0;width:900px\"",
    ),
    (
        "hidden-top",
        "style=\"position:absolute;top:-9999px;left:0;width:900px\"",
    ),
    (
        "hidden-clip",
        "style=\"position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)\"",
    ),
    ("hidden-size", "style=\"width:0;height:0;overflow:hidden\""),
];

/// What is to be planted, and what has been.
pub(super) struct Plant<'a> {
    wanted: BTreeSet<&'a str>,
    done: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Plant<'a> {
    pub(super) fn new(ask: &'a Ask) -> Self {
        let wanted = ask
            .parameters
            .iter()
            .filter(|(name, _)| name == "plant")
            .flat_map(|(_, value)| value.split(','))
            .filter(|zone| !zone.is_empty())
            .collect();
        Self {
            wanted,
            done: RefCell::default(),
        }
    }

    /// This zone is to be planted. Asking counts as doing it.
    pub(super) fn at(&self, zone: &str) -> bool {
        let found = self.wanted.get(zone);
        if let Some(zone) = found {
            self.done.borrow_mut().insert(zone);
        }
        found.is_some()
    }

    /// A zone that was wanted and that the page doesn't have.
    pub(super) fn left_over(&self) -> Option<&'a str> {
        self.wanted.difference(&self.done.borrow()).next().copied()
    }

    /// Text of a zone: the other client's, where it is planted. HTML.
    pub(super) fn text(&self, zone: &str, own: &str, planted: &str) -> String {
        escape(if self.at(zone) { planted } else { own })
    }

    /// Imitations of the record that nobody sees, for the place where the record itself stands.
    pub(super) fn hidden(&self, imitation: &str) -> String {
        HIDDEN
            .iter()
            .filter(|(zone, _)| self.at(zone))
            .map(|(_, how)| format!("<div {how}>{imitation}</div>"))
            .collect()
    }

    /// Imitations for a place that shows an outsider's HTML: plain, and in frames. `record` is the address of the other
    /// client's real page, `elsewhere` the same on another host.
    pub(super) fn body(
        &self,
        zone: &str,
        imitation: &str,
        record: &str,
        elsewhere: &str,
    ) -> String {
        let mut parts = String::new();
        if self.at(zone) {
            parts.push_str(imitation);
        }
        if self.at("frame-record") {
            parts.push_str(&format!(
                "<iframe title=\"Mail\" src=\"{}\"></iframe>",
                escape(record)
            ));
        }
        if self.at("frame-srcdoc") {
            parts.push_str(&format!(
                "<iframe title=\"Mail\" srcdoc=\"{}\"></iframe>",
                escape(imitation)
            ));
        }
        if self.at("frame-elsewhere") {
            parts.push_str(&format!(
                "<iframe title=\"Mail\" src=\"{}\"></iframe>",
                escape(elsewhere)
            ));
        }
        parts
    }

    /// A frame with the other client's real page outside the outsider's zones, but hidden: what a product leaves behind.
    pub(super) fn hidden_frame(&self, record: &str) -> String {
        if !self.at("frame-hidden") {
            return String::new();
        }
        format!(
            "<div style=\"display:none\"><iframe title=\"Former\" src=\"{}\"></iframe></div>",
            escape(record)
        )
    }
}

/// The other client, whose name is planted: Summit on every page but its own.
pub(super) struct Other<'a> {
    pub(super) organization: &'a Organization,
    pub(super) asset: &'a Asset,
    /// A ticket of it.
    pub(super) ticket: u64,
}

impl<'a> Other<'a> {
    pub(super) fn than(tenant: &'a Tenant, organization_id: u64) -> Option<Self> {
        let (id, asset, ticket) = if organization_id == fixtures::SUMMIT_VETERINARY {
            (
                fixtures::HARBOUR_DENTAL,
                fixtures::ASSET_HDG_DC01,
                fixtures::TICKET_HDG_DC01,
            )
        } else {
            (
                fixtures::SUMMIT_VETERINARY,
                fixtures::ASSET_SVC_DC01,
                fixtures::TICKET_SVC_DC01,
            )
        };
        Some(Self {
            organization: tenant.organization(id)?,
            asset: tenant.asset(asset)?,
            ticket,
        })
    }

    pub(super) fn serial(&self) -> &str {
        self.asset.serial_number.as_deref().unwrap_or("")
    }

    pub(super) fn mac(&self) -> &str {
        self.asset.mac_address.as_deref().unwrap_or("")
    }

    /// Its number in a PSA.
    pub(super) fn company(&self, tenant: &Tenant, integration: &str) -> String {
        company_number(tenant, integration, self.organization.id)
    }
}

/// An organization's number in a PSA, as a page writes it: empty where it has none.
pub(super) fn company_number(tenant: &Tenant, integration: &str, organization_id: u64) -> String {
    tenant
        .company_number(integration, organization_id)
        .map_or_else(String::new, |number| number.to_string())
}
