//! Autotask PSA: ticket, configuration item, organization; the classic pages, the Onyx shell around them, popup windows.
//!
//! Known from public third-party extensions and from the maker's help on LiveLinks, not from the product itself: the
//! URLs, the shell's `view-data`, the rows of label and value, the conversation's classes. Not known: whether the
//! Organization row always holds a link, and the Onyx pages' markup beyond their labels. Test pages:
//! `tests/pages/autotask/`.
//!
//! Trusted: ids in the URL, the Organization row of the details. Untrusted: titles, descriptions, conversations,
//! user-defined fields; a configuration item's host name and serial number come from its agent.

use crate::page::{
    Clean, Field, FieldRead, Frames, HostPattern, PLAIN, PageKind, PsaIds, Recipe, Screen, Shell,
    TakeOf, Zone,
};

pub(super) const RECIPE: Recipe = Recipe {
    key: "autotask",
    name: "Autotask",
    client_word: "organization",
    // One host a zone: ww1 to ww29 and more.
    hosts: &[HostPattern::Under("autotask.net")],
    frames: Frames::Nested,
    shells: &[
        Shell {
            at: "/AutotaskOnyx/LandingPage",
            parameter: "view-data",
            field: "url",
        },
        Shell {
            at: "/Autotask/AutotaskExtend/ExecuteCommand.aspx?Code={}",
            parameter: "",
            field: "",
        },
        Shell {
            at: "/Autotask/AutotaskExtend/AutotaskCommand.aspx?Code={}",
            parameter: "",
            field: "",
        },
    ],
    screens: &[
        screen(PageKind::Ticket, "/Mvc/ServiceDesk/TicketDetail.mvc?ticketId={}", Field::TicketId),
        screen(
            PageKind::Ticket,
            "/Mvc/ServiceDesk/TicketDetail.mvc/TicketByTicketNumber?ticketNumber={}",
            Field::TicketNumber,
        ),
        screen(PageKind::Ticket, "/Mvc/ServiceDesk/TicketEdit.mvc?ticketId={}", Field::TicketId),
        screen(PageKind::Ticket, "/Mvc/Projects/TaskDetail.mvc?taskId={}", Field::TicketId),
        screen(
            PageKind::Device,
            "/Mvc/CRM/InstalledProductDetail.mvc?installedProductId={}",
            Field::DeviceId,
        ),
        screen(PageKind::Client, "/Mvc/CRM/AccountDetail.mvc?accountId={}", Field::ClientId),
        // Windows that other programs open, before they go to one of the addresses above or show it in a frame.
        screen(
            PageKind::Ticket,
            "/Autotask/AutotaskExtend/ExecuteCommand.aspx?Code=OpenTicketDetail&TicketID={}",
            Field::TicketId,
        ),
        screen(
            PageKind::Ticket,
            "/Autotask/AutotaskExtend/ExecuteCommand.aspx?Code=OpenTicketDetail&TicketNumber={}",
            Field::TicketNumber,
        ),
        screen(
            PageKind::Client,
            "/Autotask/AutotaskExtend/ExecuteCommand.aspx?Code=OpenAccount&AccountID={}",
            Field::ClientId,
        ),
        screen(
            PageKind::Device,
            "/Autotask/AutotaskExtend/AutotaskCommand.aspx?Code=OpenInstalledProduct&InstalledProductID={}",
            Field::DeviceId,
        ),
    ],
    reads: &[
        FieldRead {
            field: Field::ClientName,
            zone: Zone::Trusted,
            only: None,
            selector: ROW,
            take: TakeOf::Row {
                label: LABEL,
                words: ORGANIZATION,
                values: VALUES,
                attribute: "",
            },
            clean: Clean::Whole,
        },
        FieldRead {
            field: Field::ClientId,
            zone: Zone::Trusted,
            only: None,
            selector: ROW,
            take: TakeOf::Row {
                label: LABEL,
                words: ORGANIZATION,
                values: &[".ReadOnlyValueContainer a[href]"],
                attribute: "href",
            },
            clean: Clean::IdInLink("/Mvc/CRM/AccountDetail.mvc?accountId={}"),
        },
        FieldRead {
            field: Field::ClientName,
            zone: Zone::Trusted,
            only: None,
            selector: ONYX_ROW,
            take: TakeOf::Row {
                label: ".o-label__text",
                words: ORGANIZATION,
                values: &[""],
                attribute: "",
            },
            clean: Clean::Whole,
        },
        device(Field::DeviceName, &["hostname", "host name", "reference title"], Clean::Whole),
        device(Field::Serial, &["serial number"], Clean::Serial),
        device(Field::Mac, &["mac address"], Clean::Mac),
        device(Field::Ip, &["internal ip address", "ip address"], Clean::Ip),
    ],
    psa: Some(PsaIds {
        integration_type: "autotask",
        control_type: "manage",
    }),
    ..PLAIN
};

/// What an organization has been called over the years; and who renames it in the settings has to pick by hand.
const ORGANIZATION: &[&str] = &[
    "organization",
    "organization name",
    "account",
    "account name",
    "company",
    "company name",
];

// Never a row inside another row's value or a title: a description may hold anything, an imitation of these too.
const ROW: &str = ".ReadOnlyData:not(:is(.ReadOnlyValueContainer, .Title, .Description, [class*=\"UserDefined\"]) *)";
const LABEL: &str = ".ReadOnlyLabelContainer .PrimaryText";
const VALUES: &[&str] = &[
    ".ReadOnlyValueContainer a",
    ".ReadOnlyValueContainer .Value",
    ".ReadOnlyValueContainer",
];
const ONYX_ROW: &str = ":is(.o-flex-child, [class*=\"LabelContainer\"]):not(:is(.o-rich-text, .Description) *)";

const fn screen(kind: PageKind, at: &'static str, id: Field) -> Screen {
    Screen {
        kind,
        at,
        id: Some(id),
        only_if_named: false,
    }
}

/// A row that an agent fills.
const fn device(field: Field, words: &'static [&'static str], clean: Clean) -> FieldRead {
    FieldRead {
        field,
        zone: Zone::Untrusted,
        only: None,
        selector: ROW,
        take: TakeOf::Row {
            label: LABEL,
            words,
            values: VALUES,
            attribute: "",
        },
        clean,
    }
}
