//! Configurations with their RMM records (API reference, section 3.3).
//!
//! RMM data arrives only through `include=rmm_records`; serial, MAC and host name may stand there alone.

use crate::json_api::{Included, Many, Resource, parse};
use crate::query::MAX_PAGE_SIZE;
use crate::{Client, ConfigurationId, GlueError, OrganizationId, Page, Query, Transport, lenient};
use serde::Deserialize;

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
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RmmRecord {
    /// `name`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: Option<String>,
    /// `hostname`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub hostname: Option<String>,
    /// `serial-number`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub serial_number: Option<String>,
    /// `mac-addresses`.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub mac_addresses: Vec<String>,
    /// `external-url`: opens the device in the RMM.
    #[serde(default, deserialize_with = "lenient::text")]
    pub external_url: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Attributes {
    #[serde(deserialize_with = "lenient::id")]
    organization_id: u64,
    #[serde(default, deserialize_with = "lenient::text")]
    organization_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    hostname: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    serial_number: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    mac_address: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    configuration_type_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    configuration_status_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    manufacturer_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    model_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::flag")]
    archived: bool,
}

fn row(resource: Resource<Attributes>, included: &[Included]) -> Configuration {
    let Resource { id, attributes } = resource;
    Configuration {
        id: ConfigurationId(id),
        organization: OrganizationId(attributes.organization_id),
        organization_name: attributes.organization_name.unwrap_or_default(),
        name: attributes.name.unwrap_or_default(),
        hostname: attributes.hostname,
        serial_number: attributes.serial_number,
        mac_address: attributes.mac_address,
        type_name: attributes.configuration_type_name,
        status_name: attributes.configuration_status_name,
        manufacturer_name: attributes.manufacturer_name,
        model_name: attributes.model_name,
        is_archived: attributes.archived,
        rmm_records: included
            .iter()
            .filter(|included| belongs_to(included, id))
            .filter_map(rmm_record)
            .collect(),
    }
}

/// An included row names its configuration itself; ids there are strings or numbers.
fn belongs_to(included: &Included, configuration: u64) -> bool {
    let id = &included.relationships["configuration"]["data"]["id"];
    let same_text = id
        .as_str()
        .is_some_and(|text| text.parse() == Ok(configuration));
    included.kind == "rmm-records" && (same_text || id.as_u64() == Some(configuration))
}

fn rmm_record(included: &Included) -> Option<RmmRecord> {
    RmmRecord::deserialize(&included.attributes).ok()
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
            .page(page, MAX_PAGE_SIZE);
        let mut page = self.configurations(query).await?;
        page.rows.retain(|row| row.organization == organization);
        Ok(page)
    }

    async fn configurations(&self, query: Query) -> Result<Page<Configuration>, GlueError> {
        let body = self.get(&query).await?;
        // EXPOSE: a list of configurations is read into rows; it holds names and serials, no value.
        let mut many: Many<Attributes> = parse(body.expose(), "configurations")?;
        let included = core::mem::take(&mut many.included);
        Ok(many.into_page(|resource| row(resource, &included)))
    }
}
