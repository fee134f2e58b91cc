//! ConnectWise PSA (Manage): ticket, configuration, company.
//!
//! Known from public third-party extensions and UI tests, not from the product itself: the URLs, the class names of its
//! inputs and labels, and that it often leaves its URL unchanged when it goes to another record. So no id in a URL
//! counts: the page has to show it. Not known: the inputs of a configuration, and any place where a company's record id
//! stands on its page. Test pages: `tests/pages/connectwise/`.
//!
//! Trusted: the company's input, the ticket's number in its heading, the company's name on its own page. Untrusted: the
//! summary, discussion and notes, the contact and their mail address, a configuration's name and serial number.

use crate::page::{
    Clean, Field, FieldRead, HostPattern, PLAIN, PageKind, PsaIds, Recipe, Screen, TakeOf, Zone,
};

pub(super) const RECIPE: Recipe = Recipe {
    key: "connectwise",
    name: "ConnectWise PSA",
    client_word: "company",
    hosts: &[
        HostPattern::Under("myconnectwise.net"),
        HostPattern::Under("myconnectwise.com"),
        HostPattern::Under("connectwise.net"),
    ],
    marks: &[
        "*/ConnectWise.aspx",
        "*/services/system_io/router/openrecord.rails",
        "*/services/system_io/Service/fv_sr100_request.rails",
    ],
    screens: &[
        screen(PageKind::Client, "*/openrecord.rails?recordType=CompanyFV&recid={}"),
        screen(PageKind::Device, "*/openrecord.rails?recordType=ConfigFv&recid={}"),
        screen(PageKind::Ticket, "*/openrecord.rails?recordType=ServiceFv&recid={}"),
        screen(PageKind::Ticket, "*/fv_sr100_request.rails?service_recid={}"),
        // The application itself, whatever record it has gone to since.
        screen(PageKind::Ticket, "*/ConnectWise.aspx"),
    ],
    // The MSP's own login, not the client.
    tenant: "companyName",
    reads: &[
        FieldRead {
            field: Field::NoRecord,
            zone: Zone::Trusted,
            only: None,
            selector: ".pod_timeEntryDetails, input.cw_ChargeToTextBox, table.srboard-grid tr.cw-ml-row",
            take: TakeOf::Attribute("class"),
            clean: Clean::Whole,
        },
        FieldRead {
            field: Field::Kind(PageKind::Ticket),
            zone: Zone::Trusted,
            only: None,
            selector: HEADING,
            take: TakeOf::Text,
            clean: Clean::DigitsAfter("Service Ticket #"),
        },
        FieldRead {
            field: Field::TicketId,
            zone: Zone::Trusted,
            only: None,
            selector: HEADING,
            take: TakeOf::Text,
            clean: Clean::DigitsAfter("Service Ticket #"),
        },
        FieldRead {
            field: Field::ClientName,
            zone: Zone::Trusted,
            only: None,
            selector: COMPANY,
            take: TakeOf::Value,
            clean: Clean::Whole,
        },
        // On other pages such a label may hold a summary.
        FieldRead {
            field: Field::ClientName,
            zone: Zone::Trusted,
            only: Some(PageKind::Client),
            selector: ".cw_CwLabel.detailLabel:not([class*=\"note\" i] *, [class*=\"discussion\" i] *)",
            take: TakeOf::Text,
            clean: Clean::Whole,
        },
        // A summary may read like this too.
        FieldRead {
            field: Field::ClientName,
            zone: Zone::Untrusted,
            only: None,
            selector: HEADING,
            take: TakeOf::Text,
            clean: Clean::After("Company:"),
        },
        configuration(Field::DeviceName, &["configuration name", "name", "hostname", "device name"], Clean::Whole),
        configuration(Field::Serial, &["serial number", "serial #"], Clean::Serial),
        configuration(Field::Mac, &["mac address"], Clean::Mac),
        configuration(Field::Ip, &["ip address"], Clean::Ip),
    ],
    psa: Some(PsaIds {
        integration_type: "manage",
        control_type: "autotask",
    }),
    ..PLAIN
};

// What the pods of notes and discussions are called isn't known for sure.
const COMPANY: &str = "input.cw_company:not([class*=\"note\" i] *, [class*=\"discussion\" i] *)";
const HEADING: &str = ":is(.cw_CwLabel, .gwt-Label):not([class*=\"note\" i] *, [class*=\"discussion\" i] *)";

const fn screen(kind: PageKind, at: &'static str) -> Screen {
    Screen {
        kind,
        at,
        id: None,
        only_if_named: true,
    }
}

/// A row of a configuration's page.
const fn configuration(field: Field, words: &'static [&'static str], clean: Clean) -> FieldRead {
    FieldRead {
        field,
        zone: Zone::Untrusted,
        only: None,
        selector: ".pod-element-row:not([class*=\"note\" i] *, [class*=\"discussion\" i] *)",
        take: TakeOf::Row {
            label: ".mm_label",
            words,
            values: &["input"],
            attribute: "",
        },
        clean,
    }
}
