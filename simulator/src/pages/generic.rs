//! An invented tool without a recipe: `tests/pages/generic`.

use axum::response::Response;
use tenant::Asset;

use super::plant::Other;
use super::{Sight, escape, fill, html, style};

const ASSET: &str = include_str!("../../../tests/pages/generic/asset.html");
const PLANT: &str = include_str!("../../../tests/pages/generic/plant.html");
const STYLE: &str = include_str!("../../../tests/pages/generic/app.css");

/// Where a frame of another origin comes from.
const ELSEWHERE: &str = "https://other.toolshed.example";

/// What the fields are called: language, client, device, serial number, MAC address, IP address.
const LABELS: [(&str, [&str; 5]); 6] = [
    (
        "en",
        [
            "Customer",
            "Device name",
            "Serial number",
            "MAC address",
            "IP address",
        ],
    ),
    (
        "de",
        [
            "Kunde",
            "Gerätename",
            "Seriennummer",
            "MAC-Adresse",
            "IP-Adresse",
        ],
    ),
    (
        "fr",
        [
            "Société",
            "Nom de l’ordinateur",
            "Numéro de série",
            "Adresse MAC",
            "Adresse IP",
        ],
    ),
    (
        "es",
        [
            "Compañía",
            "Nombre del equipo",
            "Número de serie",
            "Dirección MAC",
            "Dirección IP",
        ],
    ),
    (
        "nl",
        [
            "Klant",
            "Apparaatnaam",
            "Serienummer",
            "MAC-adres",
            "IP-adres",
        ],
    ),
    (
        "it",
        [
            "Azienda",
            "Nome computer",
            "Numero di serie",
            "Indirizzo MAC",
            "Indirizzo IP",
        ],
    ),
];

/// Answers a request to one of its hosts.
pub(super) fn answer(sight: &Sight) -> Option<Response> {
    match sight.ask.segments().as_slice() {
        ["app.css"] => Some(style(STYLE)),
        [] => Some(html(index(sight))),
        ["assets", id] => {
            let asset = sight.tenant.asset(id.parse().ok()?)?;
            Some(html(page(sight, asset)?))
        }
        _ => None,
    }
}

fn index(sight: &Sight) -> String {
    let items: String = sight
        .tenant
        .assets
        .iter()
        .take(40)
        .map(|asset| {
            format!(
                "<li><a href=\"/assets/{}\">{}</a></li>",
                asset.autotask_id,
                escape(&asset.hostname)
            )
        })
        .collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Toolshed</title>\
         <link rel=\"stylesheet\" href=\"/app.css\"></head><body><main><h1>Assets</h1><ul>{items}</ul></main></body></html>"
    )
}

fn page(sight: &Sight, asset: &Asset) -> Option<String> {
    let tenant = sight.tenant;
    let owner = tenant.organization(asset.organization_id)?;
    let other = Other::than(tenant, owner.id)?;
    let other_name = &other.organization.name;
    let imitation = fill(
        PLANT,
        &[
            ("organization", escape(other_name)),
            ("hostname", escape(&other.asset.hostname)),
            ("serial_number", escape(other.serial())),
            ("mac_address", escape(other.mac())),
        ],
    );
    let record = format!("/assets/{}", other.asset.autotask_id);
    let elsewhere = format!("{ELSEWHERE}{record}");
    let plant = &sight.plant;
    let lang = sight.ask.parameter("lang").unwrap_or("en");
    let (_, labels) = LABELS.iter().find(|(language, _)| *language == lang)?;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let values = [
        plant.text("organization", &owner.name, other_name),
        plant.text("hostname", &asset.hostname, &other.asset.hostname),
        plant.text("serial", &text(&asset.serial_number), other.serial()),
        plant.text("mac", &text(&asset.mac_address), other.mac()),
        escape(&text(&asset.ip_address)),
    ];
    let form = sight.ask.parameter("form").unwrap_or("dl");
    let fields = fields(form, labels, &values)?;
    // A shadow root that the document itself brings along: open, as a page's script would make it.
    let is_shadowed = sight.ask.parameter("shadow") == Some("1");
    let (before, after) = match is_shadowed {
        true => (
            "<asset-card><template shadowrootmode=\"open\">",
            "</template></asset-card>",
        ),
        false => ("", ""),
    };
    Some(fill(
        ASSET,
        &[
            ("lang", escape(lang)),
            (
                "document_title",
                plant.text(
                    "document-title",
                    &format!("{} – Toolshed", asset.hostname),
                    other_name,
                ),
            ),
            (
                "planted",
                plant.hidden(&imitation) + &plant.hidden_frame(&record),
            ),
            ("before", before.to_owned()),
            ("after", after.to_owned()),
            ("fields", fields),
            (
                "description",
                format!(
                    "<p>Bought second-hand.</p>{}",
                    plant.body("description", &imitation, &record, &elsewhere)
                ),
            ),
        ],
    ))
}

/// Labels and values the way that one of many tools shows them.
fn fields(form: &str, labels: &[&str; 5], values: &[String; 5]) -> Option<String> {
    let pairs = labels.iter().zip(values).zip(0..);
    let all = |row: fn(&str, &str, i32) -> String| -> String {
        pairs
            .clone()
            .map(|((label, value), n)| row(&escape(label), value, n))
            .collect()
    };
    Some(match form {
        "dl" => format!(
            "<dl>{}</dl>",
            all(|label, value, _| format!("<dt>{label}:</dt><dd>{value}</dd>"))
        ),
        "table" => format!(
            "<table><tbody>{}</tbody></table>",
            all(|label, value, _| format!("<tr><th>{label}</th><td>{value}</td></tr>"))
        ),
        "inputs" => all(|label, value, n| {
            format!(
                "<div class=\"field\"><label for=\"f{n}\">{label}</label> <input id=\"f{n}\" readonly value=\"{value}\"></div>"
            )
        }),
        // The client and the device are headings; the rest stands beside its label.
        "headings" => {
            let [client, device, ..] = values;
            let rest: String = pairs
                .clone()
                .skip(2)
                .map(|((label, value), _)| {
                    format!(
                        "<div class=\"field\"><span>{}</span> <span>{value}</span></div>",
                        escape(label)
                    )
                })
                .collect();
            format!(
                "<nav aria-label=\"Breadcrumb\"><a href=\"/\">Assets</a> / <a href=\"#\">{client}</a> / <a href=\"#\">{device}</a></nav><h1>{device}</h1>{rest}"
            )
        }
        "text" => all(|label, value, _| format!("<p>{label}: {value}</p>")),
        _ => return None,
    })
}
