//! Prints every organization, configuration and password of an account as this crate reads them, one JSON object a line:
//! `{"type", "id", "attributes"}` under IT Glue's own names. Never a value: they don't come in lists.
//!
//! For comparing with other clients (`tests/clients/agreement.test.mjs`). It knows plain HTTP, so the API is one on
//! loopback: `GLUEPANE_API` is its address and `GLUEPANE_API_KEY` the key.

use gluepane_itglue::{
    ApiBase, Client, Configuration, Credential, GlueError, HttpRequest, HttpResponse, Organization,
    Page, Password, Transport, TransportError,
};
use gluepane_secret::Secret;
use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufWriter, Read as _, Write};
use std::net::TcpStream;

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::var("GLUEPANE_API")?;
    let base = ApiBase::parse(&address).map_err(|error| format!("{address}: {error:?}"))?;
    let key = Secret::new(std::env::var("GLUEPANE_API_KEY")?);
    let wire = Loopback {
        host: base.host().to_owned(),
    };
    let out = &mut BufWriter::new(std::io::stdout().lock());
    pollster::block_on(dump(
        &Client::new(&wire, &base, Credential::ApiKey(&key)),
        out,
    ))?;
    out.flush()?;
    Ok(())
}

async fn dump(client: &Client<'_, Loopback>, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let organizations = whole(async |page| client.list_organizations(page).await).await?;
    for organization in organizations {
        let id = organization.id;
        writeln!(out, "{}", of_organization(&organization))?;
        for row in whole(async |page| client.list_configurations_of(id, page).await).await? {
            writeln!(out, "{}", of_configuration(&row))?;
        }
        for row in whole(async |page| client.list_passwords_of(id, page).await).await? {
            writeln!(out, "{}", of_password(&row))?;
        }
    }
    Ok(())
}

/// The rows of all pages.
async fn whole<Row>(
    list: impl AsyncFn(u32) -> Result<Page<Row>, GlueError>,
) -> Result<Vec<Row>, GlueError> {
    let mut rows = Vec::new();
    for number in 1.. {
        let page = list(number).await?;
        rows.extend(page.rows);
        if !page.has_next {
            break;
        }
    }
    Ok(rows)
}

fn line(kind: &str, id: impl ToString, attributes: Value) -> Value {
    json!({"type": kind, "id": id.to_string(), "attributes": attributes})
}

fn of_organization(row: &Organization) -> Value {
    line(
        "organizations",
        row.id,
        json!({
            "name": row.name,
            "short-name": row.short_name,
            "organization-type-name": row.type_name,
            "organization-status-name": row.status_name,
            "parent-id": row.parent.map(|id| id.to_string()),
            "primary": row.is_primary,
            "resource-url": row.resource_url,
            "updated-at": row.updated_at,
        }),
    )
}

fn of_configuration(row: &Configuration) -> Value {
    line(
        "configurations",
        row.id,
        json!({
            "organization-id": row.organization.to_string(),
            "organization-name": row.organization_name,
            "name": row.name,
            "hostname": row.hostname,
            "serial-number": row.serial_number,
            "mac-address": row.mac_address,
            "configuration-type-name": row.type_name,
            "configuration-status-name": row.status_name,
            "manufacturer-name": row.manufacturer_name,
            "model-name": row.model_name,
            "archived": row.is_archived,
        }),
    )
}

fn of_password(row: &Password) -> Value {
    line(
        "passwords",
        row.id,
        json!({
            "organization-id": row.organization.to_string(),
            "name": row.name,
            "username": row.username,
            "password-category-name": row.category_name,
            "cached-resource-name": row.parent_name,
            "resource-url": row.resource_url,
            "otp-enabled": row.has_otp,
            "is-vaulted": row.is_vaulted,
            "archived": row.is_archived,
            "configuration-id": row.configuration.map(|id| id.to_string()),
        }),
    )
}

/// HTTP/1.1 on a connection of its own for each request, which the other side closes.
struct Loopback {
    host: String,
}

impl Transport for Loopback {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        self.ask(&request).map_err(|_| TransportError::Unreachable)
    }
}

impl Loopback {
    fn ask(&self, request: &HttpRequest<'_>) -> std::io::Result<HttpResponse> {
        let origin = format!("http://{}", self.host);
        let path = request.url.strip_prefix(&origin).unwrap_or("/");
        let mut stream = TcpStream::connect(&self.host)?;
        // EXPOSE: the key goes into the header of a request to this machine.
        let key = request.credential.secret().expose();
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: {}\r\nx-api-key: {key}\r\nconnection: close\r\n\r\n",
            self.host
        );
        stream.write_all(head.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        read(&answer).ok_or_else(|| std::io::ErrorKind::InvalidData.into())
    }
}

/// An answer whose body is neither compressed nor in chunks.
fn read(answer: &str) -> Option<HttpResponse> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let header = |name: &str| {
        lines.clone().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    };
    Some(HttpResponse {
        status,
        content_type: header("content-type").unwrap_or_default().to_owned(),
        retry_after_s: header("retry-after").and_then(|text| text.parse().ok()),
        body: Secret::new(body.to_owned()),
    })
}
