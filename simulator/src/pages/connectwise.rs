//! ConnectWise PSA: `tests/pages/connectwise`. One address form for every record, and records that come without one.

use axum::response::Response;
use tenant::{Asset, Organization, Tenant, Ticket};

use super::plant::{Other, company_number};
use super::{Sight, escape, escape_some, fill, html, piece, script, style};

const LAYOUT: &str = include_str!("../../../tests/pages/connectwise/layout.html");
const TICKET: &str = include_str!("../../../tests/pages/connectwise/ticket.html");
const CONFIG: &str = include_str!("../../../tests/pages/connectwise/config.html");
const COMPANY: &str = include_str!("../../../tests/pages/connectwise/company.html");
const TIME: &str = include_str!("../../../tests/pages/connectwise/time.html");
const BOARD: &str = include_str!("../../../tests/pages/connectwise/board.html");
const PLANT: &str = include_str!("../../../tests/pages/connectwise/plant.html");
const SCRIPT: &str = include_str!("../../../tests/pages/connectwise/app.js");
const STYLE: &str = include_str!("../../../tests/pages/connectwise/app.css");

/// IT Glue's word for it.
const INTEGRATION: &str = "manage";
/// The MSP's own login: no client.
const LOGIN: &str = "northlane";
const ROUTER: &str = "/v4_6_release/services/system_io/router/openrecord.rails";
/// Where a frame of another origin comes from.
const ELSEWHERE: &str = "https://eu.myconnectwise.net";

/// Answers a request to one of its hosts.
pub(super) fn answer(sight: &Sight) -> Option<Response> {
    match sight.ask.path.as_str() {
        "/app.js" => Some(script(SCRIPT)),
        "/app.css" => Some(style(STYLE)),
        "/" => Some(html(page(Record::bare(board(sight.tenant))))),
        // What the page's script fetches after a click; the address stays.
        "/__page" => {
            let record = record(sight)?;
            Some(html(record.planted + &record.html))
        }
        "/v4_6_release/services/system_io/Service/fv_sr100_request.rails" => {
            let id = sight.ask.parameter("service_recid")?.parse().ok()?;
            Some(html(page(ticket(sight, sight.tenant.ticket(id)?)?)))
        }
        ROUTER => Some(html(page(record(sight)?))),
        _ => None,
    }
}

/// One record, and what is planted around it.
struct Record {
    document_title: String,
    planted: String,
    html: String,
}

impl Record {
    fn bare(html: String) -> Self {
        Self {
            document_title: format!("Manage: {LOGIN}"),
            planted: String::new(),
            html,
        }
    }
}

fn page(record: Record) -> String {
    fill(
        LAYOUT,
        &[
            ("document_title", escape(&record.document_title)),
            ("planted", record.planted),
            ("record", record.html),
        ],
    )
}

fn record(sight: &Sight) -> Option<Record> {
    let tenant = sight.tenant;
    let parameter = |name: &str| {
        let parameters = sight.ask.parameters.iter();
        let found = parameters
            .clone()
            .find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    };
    let id: u64 = parameter("recid")?.parse().ok()?;
    match parameter("recordType")?.to_ascii_lowercase().as_str() {
        "servicefv" => ticket(sight, tenant.ticket(id)?),
        "configfv" => config(
            sight,
            tenant.assets.iter().find(|row| row.connectwise_id == id)?,
        ),
        "companyfv" => company(sight, tenant.company(INTEGRATION, id)?),
        "timeentryfv" => time(tenant, tenant.ticket(id)?),
        "boardlist" => Some(Record::bare(board(tenant))),
        _ => None,
    }
}

/// What of another client is planted on a page about this organization.
struct Planted<'a> {
    other: Other<'a>,
    imitation: String,
    record: String,
}

impl<'a> Planted<'a> {
    fn on(tenant: &'a Tenant, organization_id: u64) -> Option<Self> {
        let other = Other::than(tenant, organization_id)?;
        let imitation = fill(
            PLANT,
            &[
                ("organization", escape(&other.organization.name)),
                ("company", other.company(tenant, INTEGRATION)),
                ("ticket", other.ticket.to_string()),
                ("hostname", escape(&other.asset.hostname)),
                ("serial_number", escape(other.serial())),
                ("mac_address", escape(other.mac())),
            ],
        );
        Some(Self {
            record: format!(
                "{ROUTER}?recordType=ServiceFv&recid={}&companyName={LOGIN}",
                other.ticket
            ),
            other,
            imitation,
        })
    }

    fn name(&self) -> &'a str {
        &self.other.organization.name
    }

    fn notes(&self, sight: &Sight, own: &[&str]) -> String {
        let elsewhere = format!("{ELSEWHERE}{}", self.record);
        let planted = sight
            .plant
            .body("notes", &self.imitation, &self.record, &elsewhere);
        own.iter()
            .map(|note| escape(note))
            .chain([planted])
            .filter(|note| !note.is_empty())
            .map(|note| format!("<div class=\"note\">{note}</div>"))
            .collect()
    }

    fn record(&self, sight: &Sight, html: String) -> Record {
        let plant = &sight.plant;
        Record {
            document_title: match plant.at("document-title") {
                true => format!("Manage: {}", self.name()),
                false => format!("Manage: {LOGIN}"),
            },
            planted: plant.hidden(&self.imitation) + &plant.hidden_frame(&self.record),
            html,
        }
    }
}

fn ticket(sight: &Sight, ticket: &Ticket) -> Option<Record> {
    let tenant = sight.tenant;
    let owner = tenant.organization(ticket.organization_id)?;
    let planted = Planted::on(tenant, owner.id)?;
    let plant = &sight.plant;
    let item_rows: String =
        ticket
            .asset
            .and_then(|id| tenant.asset(id))
            .map_or_else(String::new, |asset| {
                let name = plant.text("item-name", &asset.hostname, &planted.other.asset.hostname);
                format!(
                    "<a href=\"#\" data-open=\"ConfigFv:{}\">{name}</a>",
                    asset.connectwise_id
                )
            });
    let mut description = escape(ticket.description);
    if plant.at("discussion") {
        description.push_str(&planted.imitation);
    }
    let places = [
        ("id", ticket.id.to_string()),
        ("title", plant.text("title", ticket.title, planted.name())),
        ("organization", escape(&owner.name)),
        ("company", company_number(tenant, INTEGRATION, owner.id)),
        (
            "contact",
            plant.text("contact", ticket.contact, planted.name()),
        ),
        (
            "email",
            plant.text(
                "email",
                &format!("office@{}.example", owner.short_name.to_lowercase()),
                &format!(
                    "office@{}.example",
                    planted.other.organization.short_name.to_lowercase()
                ),
            ),
        ),
        ("item_rows", item_rows),
        ("description", description),
        ("notes", planted.notes(sight, ticket.notes)),
    ];
    Some(planted.record(sight, fill(piece(TICKET), &places)))
}

fn config(sight: &Sight, asset: &Asset) -> Option<Record> {
    let tenant = sight.tenant;
    let owner = tenant.organization(asset.organization_id)?;
    let planted = Planted::on(tenant, owner.id)?;
    let (plant, other) = (&sight.plant, &planted.other);
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let places = [
        ("organization", escape(&owner.name)),
        ("company", company_number(tenant, INTEGRATION, owner.id)),
        ("contact", plant.text("contact", "", planted.name())),
        (
            "hostname",
            plant.text("hostname", &asset.hostname, &other.asset.hostname),
        ),
        (
            "serial_number",
            plant.text("serial", &text(&asset.serial_number), other.serial()),
        ),
        (
            "mac_address",
            plant.text("mac", &text(&asset.mac_address), other.mac()),
        ),
        ("ip_address", escape_some(asset.ip_address.as_ref())),
        ("notes", planted.notes(sight, &[])),
    ];
    Some(planted.record(sight, fill(piece(CONFIG), &places)))
}

fn company(sight: &Sight, owner: &Organization) -> Option<Record> {
    let planted = Planted::on(sight.tenant, owner.id)?;
    let places = [
        ("organization", escape(&owner.name)),
        ("notes", planted.notes(sight, &[])),
    ];
    Some(planted.record(sight, fill(piece(COMPANY), &places)))
}

fn time(tenant: &Tenant, ticket: &Ticket) -> Option<Record> {
    let owner = tenant.organization(ticket.organization_id)?;
    let places = [
        ("id", ticket.id.to_string()),
        ("organization", escape(&owner.name)),
    ];
    Some(Record::bare(fill(piece(TIME), &places)))
}

fn board(tenant: &Tenant) -> String {
    let rows: String = tenant
        .tickets
        .iter()
        .map(|ticket| {
            let owner = tenant.organization(ticket.organization_id);
            format!(
                "<tr class=\"cw-ml-row\"><td><a href=\"#\" data-open=\"ServiceFV:{0}\">{0}</a></td><td>{1}</td><td>{2}</td></tr>",
                ticket.id,
                escape(ticket.title),
                escape(owner.map_or("", |row| &row.name)),
            )
        })
        .collect();
    fill(piece(BOARD), &[("rows", rows)])
}
