//! Configurations with their RMM records (API reference, section 3.3).
//!
//! RMM data arrives only through `include=rmm_records`; serial, MAC and host name may stand there alone.

use crate::json_api::{Included, Missing, Record, parse_many};
use crate::{Client, ConfigurationId, GlueError, OrganizationId, Page, Query, Transport, lenient};
use gluepane_wire::Tree;

/// A configuration, as far as the product shows or matches it.
#[derive(Clone, PartialEq, Debug)]
pub struct Configuration {
    /// Its id.
    pub id: ConfigurationId,
    /// `organization-id`.
    pub organization: OrganizationId,
    /// `organization-name`.
    pub organization_name: String,
    /// `name`.
    pub name: String,
    /// `hostname`.
    pub hostname: Option<String>,
    /// `serial-number`.
    pub serial_number: Option<String>,
    /// `mac-address`, with any separator.
    pub mac_address: Option<String>,
    /// `configuration-type-name`, such as "Managed Server".
    pub type_name: Option<String>,
    /// `configuration-status-name`, such as "Active".
    pub status_name: Option<String>,
    /// `manufacturer-name`.
    pub manufacturer_name: Option<String>,
    /// `model-name`.
    pub model_name: Option<String>,
    /// `archived`.
    pub is_archived: bool,
    /// What RMM systems say of it.
    pub rmm_records: Vec<RmmRecord>,
}

/// What an RMM says of a configuration.
#[derive(Clone, PartialEq, Debug)]
pub struct RmmRecord {
    /// `name`.
    pub name: Option<String>,
    /// `hostname`.
    pub hostname: Option<String>,
    /// `serial-number`.
    pub serial_number: Option<String>,
    /// `mac-addresses`.
    pub mac_addresses: Vec<String>,
    /// `external-url`: opens the device in the RMM.
    pub external_url: Option<String>,
}

fn row(resource: &Record, included: &Included) -> Result<Configuration, Missing> {
    let Record { id, attributes, .. } = resource;
    let text = |name| attributes.text(name);
    Ok(Configuration {
        id: ConfigurationId(*id),
        organization: OrganizationId(attributes.organization()?),
        organization_name: text("organization-name").unwrap_or_default(),
        name: text("name").unwrap_or_default(),
        hostname: text("hostname"),
        serial_number: text("serial-number"),
        mac_address: text("mac-address"),
        type_name: text("configuration-type-name"),
        status_name: text("configuration-status-name"),
        manufacturer_name: text("manufacturer-name"),
        model_name: text("model-name"),
        is_archived: attributes.flag("archived"),
        rmm_records: included
            .rmm_records_of(*id)
            .filter_map(|included| rmm_record(included.get("attributes")))
            .collect(),
    })
}

fn rmm_record(attributes: &Tree) -> Option<RmmRecord> {
    let Tree::Object(_) = attributes else {
        return None;
    };
    let text = |name| lenient::text(attributes.get(name));
    Some(RmmRecord {
        name: text("name"),
        hostname: text("hostname"),
        serial_number: text("serial-number"),
        mac_addresses: lenient::texts(attributes.get("mac-addresses")),
        external_url: text("external-url"),
    })
}

impl<T: Transport> Client<'_, T> {
    /// The configurations that an RMM integration of this type knows by this device id; at most five rows are read.
    /// Whether the filter was honoured shows only in the total, so the page is given as it came.
    pub async fn find_configurations_by_rmm_id(
        &self,
        integration_type: &'static str,
        device_id: &str,
    ) -> Result<Page<Configuration>, GlueError> {
        let query = Query::list("configurations")
            .filter("rmm_id", device_id)
            .filter("rmm_integration_type", integration_type)
            .include("rmm_records")
            .page(1, 5);
        self.configurations(query).await
    }

    /// The configurations of this serial number in the whole account, each checked to bear it; at most five rows are read.
    /// Whether the filter was honoured shows only in the total.
    pub async fn find_configurations_by_serial(
        &self,
        serial: &str,
    ) -> Result<Page<Configuration>, GlueError> {
        let query = Query::list("configurations")
            .filter("serial_number", serial)
            .include("rmm_records")
            .page(1, 5);
        let mut page = self.configurations(query).await?;
        let plain = |text: &str| -> String {
            let kept = text.chars().filter(char::is_ascii_alphanumeric);
            kept.map(|c| c.to_ascii_uppercase()).collect()
        };
        let wanted = plain(serial);
        page.rows.retain(|row| {
            let records = row.rmm_records.iter().map(|record| &record.serial_number);
            core::iter::once(&row.serial_number)
                .chain(records)
                .flatten()
                .any(|serial| !wanted.is_empty() && plain(serial) == wanted)
        });
        Ok(page)
    }

    /// A page of an organization's configurations, archived ones included, each checked to be of it.
    pub async fn list_configurations_of(
        &self,
        organization: OrganizationId,
        page: u32,
    ) -> Result<Page<Configuration>, GlueError> {
        let query = Query::list("configurations")
            .filter("organization_id", &organization.to_string())
            .include("rmm_records")
            .sort("id")
            .nth_page(page);
        let mut page = self.configurations(query).await?;
        page.rows.retain(|row| row.organization == organization);
        Ok(page)
    }

    async fn configurations(&self, query: Query) -> Result<Page<Configuration>, GlueError> {
        let body = self.get(&query).await?;
        // EXPOSE: a list of configurations is read into rows; it holds names and serials, no value.
        let mut many = parse_many(body.expose(), "configurations")?;
        let included = core::mem::take(&mut many.included);
        many.into_page(|resource| row(resource, &included))
            .map_err(|missing| missing.at("configurations"))
    }
}
