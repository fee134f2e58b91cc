//! Autotask PSA: `tests/pages/autotask`. Classic pages, the newer shell with its frames, popup windows, a list.

use axum::response::Response;
use serde_json::Value;
use tenant::{Asset, Organization, Tenant, Ticket};

use super::plant::{Other, company_number};
use super::{Sight, encode, escape, escape_some, fill, html, piece, script, style};

const LAYOUT: &str = include_str!("../../../tests/pages/autotask/layout.html");
const TICKET: &str = include_str!("../../../tests/pages/autotask/ticket.html");
const TICKET_ONYX: &str = include_str!("../../../tests/pages/autotask/ticket_onyx.html");
const ITEM: &str = include_str!("../../../tests/pages/autotask/item.html");
const ACCOUNT: &str = include_str!("../../../tests/pages/autotask/account.html");
const LIST: &str = include_str!("../../../tests/pages/autotask/list.html");
const LAUNCHER: &str = include_str!("../../../tests/pages/autotask/launcher.html");
const EXECUTE: &str = include_str!("../../../tests/pages/autotask/execute.html");
const SHELL: &str = include_str!("../../../tests/pages/autotask/shell.html");
const FRAME: &str = include_str!("../../../tests/pages/autotask/frame.html");
const PLANT: &str = include_str!("../../../tests/pages/autotask/plant.html");
const SCRIPT: &str = include_str!("../../../tests/pages/autotask/app.js");
const STYLE: &str = include_str!("../../../tests/pages/autotask/app.css");

/// IT Glue's word for it.
const INTEGRATION: &str = "autotask";
/// Where a frame of another origin comes from: another zone, with other clients under the same numbers.
const ELSEWHERE: &str = "https://ww6.autotask.net";

/// Answers a request to one of its hosts.
pub(super) fn answer(sight: &Sight) -> Option<Response> {
    // The product takes its addresses in any case.
    let path = sight.ask.path.to_ascii_lowercase();
    let document = match path.as_str() {
        "/app.js" => return Some(script(SCRIPT)),
        "/app.css" => return Some(style(STYLE)),
        "/" | "/mvc/servicedesk/ticketgridsearch.mvc" => list(sight),
        "/launcher" => layout(
            "Another system",
            "",
            &fill(
                piece(LAUNCHER),
                &[("ticket", escape(sight.ask.parameter("ticket")?))],
            ),
        ),
        "/mvc/servicedesk/ticketdetail.mvc" => {
            ticket(sight, sight.tenant.ticket(number(sight, "ticketid")?)?)?
        }
        "/mvc/servicedesk/ticketdetail.mvc/ticketbyticketnumber" => {
            let wanted = parameter(sight, "ticketnumber")?;
            let found = sight.tenant.tickets.iter();
            ticket(sight, found.clone().find(|row| row.number == wanted)?)?
        }
        "/mvc/crm/installedproductdetail.mvc" => item(
            sight,
            sight.tenant.asset(number(sight, "installedproductid")?)?,
        )?,
        "/mvc/crm/accountdetail.mvc" => account(
            sight,
            sight
                .tenant
                .company(INTEGRATION, number(sight, "accountid")?)?,
        )?,
        "/autotask/autotaskextend/executecommand.aspx" => execute(sight)?,
        "/autotaskonyx/landingpage" => shell(sight)?,
        "/autotaskonyx/frame" => {
            let address = parameter(sight, "url").filter(|url| url.starts_with('/'))?;
            fill(FRAME, &[("address", escape(address))])
        }
        _ => return None,
    };
    Some(html(document))
}

/// A parameter, whatever the case of its name.
fn parameter<'a>(sight: &'a Sight, name: &str) -> Option<&'a str> {
    let parameters = sight.ask.parameters.iter();
    parameters
        .clone()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

fn number(sight: &Sight, name: &str) -> Option<u64> {
    parameter(sight, name)?.parse().ok()
}

fn layout(document_title: &str, planted: &str, record: &str) -> String {
    fill(
        LAYOUT,
        &[
            ("document_title", escape(document_title)),
            ("planted", planted.to_owned()),
            ("record", record.to_owned()),
        ],
    )
}

fn ticket_address(id: u64) -> String {
    format!("/Mvc/ServiceDesk/TicketDetail.mvc?ticketId={id}")
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
                ("item", other.asset.autotask_id.to_string()),
                ("number", "T20260114.9999".to_owned()),
                ("hostname", escape(&other.asset.hostname)),
                ("serial_number", escape(other.serial())),
                ("mac_address", escape(other.mac())),
            ],
        );
        Some(Self {
            record: ticket_address(other.ticket),
            other,
            imitation,
        })
    }

    fn name(&self) -> &'a str {
        &self.other.organization.name
    }

    fn body(&self, sight: &Sight, zone: &str) -> String {
        let elsewhere = format!("{ELSEWHERE}{}", self.record);
        sight
            .plant
            .body(zone, &self.imitation, &self.record, &elsewhere)
    }

    fn unseen(&self, sight: &Sight) -> String {
        let plant = &sight.plant;
        plant.hidden(&self.imitation) + &plant.hidden_frame(&self.record)
    }

    /// A field that the MSP's administrator has made and that a script may fill; planted, it bears the label of the
    /// product's own field.
    fn user_field(&self, sight: &Sight) -> [(&'static str, String); 2] {
        let is_planted = sight.plant.at("udf");
        let (label, value) = match is_planted {
            true => ("Organization", self.name()),
            false => ("Door code", ""),
        };
        [("udf_label", escape(label)), ("udf_value", escape(value))]
    }
}

fn ticket(sight: &Sight, ticket: &Ticket) -> Option<String> {
    let tenant = sight.tenant;
    let owner = tenant.organization(ticket.organization_id)?;
    let planted = Planted::on(tenant, owner.id)?;
    let plant = &sight.plant;
    let asset = ticket.asset.and_then(|id| tenant.asset(id));
    let item_row = asset.map_or_else(String::new, |asset| {
        let name = plant.text("item-name", &asset.hostname, &planted.other.asset.hostname);
        format!(
            "<div class=\"ReadOnlyData\"><div class=\"ReadOnlyLabelContainer\"><span class=\"PrimaryText\">Configuration Item</span></div>\
             <div class=\"ReadOnlyValueContainer\"><div class=\"Value\"><a href=\"/Mvc/CRM/InstalledProductDetail.mvc?installedProductId={}\">{name}</a></div></div></div>",
            asset.autotask_id
        )
    });
    let is_onyx = parameter(sight, "dom") == Some("onyx");
    let notes: String = ticket
        .notes
        .iter()
        .map(|note| escape(note))
        .chain([planted.body(sight, "conversation")])
        .filter(|note| !note.is_empty())
        .map(|note| {
            format!("<div class=\"ConversationItem\"><div class=\"Message\">{note}</div></div>")
        })
        .collect();
    let mut description = escape(ticket.description);
    if plant.at("description") {
        description.push_str(&planted.imitation);
    }
    let title = plant.text("title", ticket.title, planted.name());
    let mut places = vec![
        ("number", escape(&ticket.number)),
        ("title", title),
        ("company", company_number(tenant, INTEGRATION, owner.id)),
        ("organization", escape(&owner.name)),
        (
            "contact",
            plant.text("contact", ticket.contact, planted.name()),
        ),
        ("description", description),
        ("notes", notes),
    ];
    if !is_onyx {
        places.push(("item_row", item_row));
        places.extend(planted.user_field(sight));
    }
    let document_title = match (plant.at("document-title"), is_onyx) {
        (true, _) => format!("Ticket ({})", planted.name()),
        (false, true) => format!("Autotask - {}", ticket.number),
        (false, false) => format!("Ticket - {} - {}", ticket.number, ticket.title),
    };
    let template = if is_onyx { TICKET_ONYX } else { TICKET };
    Some(layout(
        &document_title,
        &planted.unseen(sight),
        &fill(piece(template), &places),
    ))
}

fn item(sight: &Sight, asset: &Asset) -> Option<String> {
    let tenant = sight.tenant;
    let owner = tenant.organization(asset.organization_id)?;
    let planted = Planted::on(tenant, owner.id)?;
    let (plant, other) = (&sight.plant, &planted.other);
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let mut places = vec![
        ("company", company_number(tenant, INTEGRATION, owner.id)),
        ("organization", escape(&owner.name)),
        ("contact", plant.text("contact", "", planted.name())),
        (
            "reference_title",
            plant.text("title", &asset.hostname, planted.name()),
        ),
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
        ("description", planted.body(sight, "description")),
    ];
    places.extend(planted.user_field(sight));
    let document_title = match plant.at("document-title") {
        true => format!("Configuration Item ({})", planted.name()),
        false => format!("Configuration Item - {}", asset.hostname),
    };
    Some(layout(
        &document_title,
        &planted.unseen(sight),
        &fill(piece(ITEM), &places),
    ))
}

fn account(sight: &Sight, owner: &Organization) -> Option<String> {
    let planted = Planted::on(sight.tenant, owner.id)?;
    let mut places = vec![
        ("organization", escape(&owner.name)),
        ("description", planted.body(sight, "description")),
    ];
    places.extend(planted.user_field(sight));
    let document_title = match sight.plant.at("document-title") {
        true => format!("Organization ({})", planted.name()),
        false => "Organization".to_owned(),
    };
    Some(layout(
        &document_title,
        &planted.unseen(sight),
        &fill(piece(ACCOUNT), &places),
    ))
}

fn list(sight: &Sight) -> String {
    let rows: String = sight
        .tenant
        .tickets
        .iter()
        .map(|ticket| {
            let owner = sight.tenant.organization(ticket.organization_id);
            format!(
                "<tr class=\"Display\" data-row-key=\"{}\"><td><a href=\"{}\">{}</a></td><td>{}</td><td>{}</td></tr>",
                ticket.id,
                ticket_address(ticket.id),
                escape(&ticket.number),
                escape(ticket.title),
                escape(owner.map_or("", |row| &row.name)),
            )
        })
        .collect();
    layout("My Tickets", "", &fill(piece(LIST), &[("rows", rows)]))
}

fn execute(sight: &Sight) -> Option<String> {
    let address = match parameter(sight, "code")?.to_ascii_lowercase().as_str() {
        "openticketdetail" => match number(sight, "ticketid") {
            Some(id) => ticket_address(id),
            None => format!(
                "/Mvc/ServiceDesk/TicketDetail.mvc/TicketByTicketNumber?ticketNumber={}",
                encode(parameter(sight, "ticketnumber")?)
            ),
        },
        "openaccount" => format!(
            "/Mvc/CRM/AccountDetail.mvc?accountId={}",
            number(sight, "accountid")?
        ),
        _ => return None,
    };
    Some(fill(EXECUTE, &[("address", escape(&address))]))
}

/// `former=URL` leaves another page behind, hidden.
fn shell(sight: &Sight) -> Option<String> {
    let decoded = from_base64(parameter(sight, "view-data")?)?;
    let data: Value = serde_json::from_slice(&decoded).ok()?;
    let address = data["url"].as_str().filter(|url| url.starts_with('/'))?;
    let frame = |address: &str| escape(&format!("/AutotaskOnyx/Frame?url={}", encode(address)));
    let former = parameter(sight, "former").map_or_else(String::new, |former| {
        format!(
            "<div class=\"View\" hidden><iframe title=\"Record\" src=\"{}\"></iframe></div>",
            frame(former)
        )
    });
    let recent: String = sight
        .tenant
        .tickets
        .iter()
        .map(|ticket| {
            format!(
                "<a href=\"#\" data-view=\"{}\">{}</a>",
                escape(&ticket_address(ticket.id)),
                escape(&ticket.number)
            )
        })
        .take(5)
        .collect();
    // The shell names no client: what is planted in it is another than Harbour Dental, whose records tests show in it.
    let planted = Planted::on(sight.tenant, tenant::fixtures::HARBOUR_DENTAL)?;
    Some(fill(
        SHELL,
        &[
            ("recent", recent),
            ("planted", planted.unseen(sight)),
            ("former", former),
            ("address", encode(address)),
        ],
    ))
}

/// Base64 with or without padding; none for anything else.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let value = |sign: u8| match sign {
        b'A'..=b'Z' => Some(sign - b'A'),
        b'a'..=b'z' => Some(sign - b'a' + 26),
        b'0'..=b'9' => Some(sign - b'0' + 52),
        b'+' | b'-' | b' ' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(text.len());
    let (mut bits, mut n_bits) = (0_u32, 0_u32);
    for sign in text.trim_end_matches('=').bytes() {
        bits = (bits << 6 | u32::from(value(sign)?)) & 0xffff;
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits & 0xff) as u8);
        }
    }
    Some(bytes)
}
