//! All of a configuration, its interfaces, types and statuses (API reference, sections 3.3 to 3.5).

use crate::json_api::{Included, Record};
use crate::list::{Check, List};
use crate::resource::{field, owned, part, related, resource};
use crate::resources::attachments::{Attachment, attachments};
use crate::resources::organization_details::{RemoteId, psa_integration, remote_ids};
use crate::resources::related_items::{RelatedItem, related_items};
use crate::value::{Value, words};
use crate::{
    ConfigurationId, ConfigurationInterfaceId, ConfigurationStatusId, ConfigurationTypeId,
    ContactId, LocationId, ManufacturerId, ModelId, OperatingSystemId, OrganizationId, PasswordId,
    lenient,
};
use gluepane_wire::Tree;

resource! {
    /// All that IT Glue says of a configuration (API reference, section 3.3). [`crate::Configuration`] is the part of it
    /// that is kept for every one.
    ConfigurationDetails: ConfigurationId
        at "configurations"
        with "adapters_resources,configuration_interfaces,rmm_records,passwords,attachments,related_items" {
        /// `organization-id`.
        organization: OrganizationId = "organization-id",
        /// `organization-name`.
        organization_name: String = "organization-name",
        /// `organization-short-name`.
        organization_short_name: Option<String> = "organization-short-name",
        /// `name`.
        name: String = "name",
        /// `hostname`.
        hostname: Option<String> = "hostname",
        /// `primary-ip`.
        primary_ip: Option<String> = "primary-ip",
        /// `mac-address`, with any separator.
        mac_address: Option<String> = "mac-address",
        /// `default-gateway`; missing in older shapes.
        default_gateway: Option<String> = "default-gateway",
        /// `serial-number`.
        serial_number: Option<String> = "serial-number",
        /// `asset-tag`.
        asset_tag: Option<String> = "asset-tag",
        /// `position`.
        position: Option<String> = "position",
        /// `installed-by`.
        installed_by: Option<String> = "installed-by",
        /// `purchased-by`.
        purchased_by: Option<String> = "purchased-by",
        /// `notes`: HTML, not sanitised.
        notes: Option<String> = "notes",
        /// `operating-system-id`.
        operating_system: Option<OperatingSystemId> = "operating-system-id",
        /// `operating-system-name`.
        operating_system_name: Option<String> = "operating-system-name",
        /// `operating-system-notes`.
        operating_system_notes: Option<String> = "operating-system-notes",
        /// `warranty-expires-at`: a date, `YYYY-MM-DD`.
        warranty_expires_at: Option<String> = "warranty-expires-at",
        /// `installed-at`: a date.
        installed_at: Option<String> = "installed-at",
        /// `purchased-at`: a date.
        purchased_at: Option<String> = "purchased-at",
        /// `mitp-device-expiration-date`: a date.
        mitp_device_expiration_date: Option<String> = "mitp-device-expiration-date",
        /// `mitp-end-of-life-date`: a date.
        mitp_end_of_life_date: Option<String> = "mitp-end-of-life-date",
        /// `configuration-type-id`.
        kind: Option<ConfigurationTypeId> = "configuration-type-id",
        /// `configuration-type-name`, such as "Managed Server".
        type_name: Option<String> = "configuration-type-name",
        /// `configuration-type-kind`.
        type_kind: Option<ConfigurationKind> = "configuration-type-kind",
        /// `configuration-status-id`.
        status: Option<ConfigurationStatusId> = "configuration-status-id",
        /// `configuration-status-name`, such as "Active".
        status_name: Option<String> = "configuration-status-name",
        /// `manufacturer-id`.
        manufacturer: Option<ManufacturerId> = "manufacturer-id",
        /// `manufacturer-name`.
        manufacturer_name: Option<String> = "manufacturer-name",
        /// `model-id`.
        model: Option<ModelId> = "model-id",
        /// `model-name`.
        model_name: Option<String> = "model-name",
        /// `location-id`.
        location: Option<LocationId> = "location-id",
        /// `location-name`.
        location_name: Option<String> = "location-name",
        /// `contact-id`.
        contact: Option<ContactId> = "contact-id",
        /// `contact-name`.
        contact_name: Option<String> = "contact-name",
        /// `psa-integration`.
        psa_integration: Option<String> = (psa_integration),
        /// `restricted`.
        is_restricted: bool = "restricted",
        /// `my-glue`.
        is_in_my_glue: bool = "my-glue",
        /// `archived`.
        is_archived: bool = "archived",
        /// `resource-url`: its page on the account's web site.
        resource_url: Option<String> = "resource-url",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
        /// `include=configuration_interfaces`.
        interfaces: Vec<ConfigurationInterface> = (interfaces),
        /// `include=rmm_records`: what RMM systems say of it; serial, MAC and IP may stand there alone.
        rmm_records: Vec<RmmDetails> = (rmm_records),
        /// `include=adapters_resources`: the ids that other systems know it by.
        remote_ids: Vec<RemoteId> = (remote_ids),
        /// `include=passwords`: what is embedded in it.
        passwords: Vec<PasswordId> = (passwords),
        /// `include=attachments`.
        attachments: Vec<Attachment> = (attachments),
        /// `include=related_items`, which a show alone has.
        related_items: Vec<RelatedItem> = (related_items),
    }
    filters {
        /// By id.
        ID = "id" is Check::Id,
        /// By name.
        NAME = "name" is Check::Text("name"),
        /// By type.
        TYPE = "configuration_type_id" is Check::Text("configuration-type-id"),
        /// By status.
        STATUS = "configuration_status_id" is Check::Text("configuration-status-id"),
        /// By contact.
        CONTACT = "contact_id" is Check::Text("contact-id"),
        /// By serial number, as the row has it.
        SERIAL_NUMBER = "serial_number" is Check::Text("serial-number"),
        /// By MAC address; which separators fit isn't known.
        MAC_ADDRESS = "mac_address" is Check::Hex("mac-address"),
        /// By asset tag.
        ASSET_TAG = "asset_tag" is Check::Text("asset-tag"),
        /// Archived ones, `true` or `false`.
        ARCHIVED = "archived" is Check::Flag("archived"),
    }
}

words! {
    /// What sort of device a configuration type is for (`configuration-type-kind`). The set isn't documented; these were
    /// seen.
    ConfigurationKind {
        /// A server.
        Server = "server",
        /// A switch.
        Switch = "switch",
        /// A laptop.
        Laptop = "laptop",
        /// A workstation.
        Workstation = "workstation",
    }
}

part! {
    /// A disk, as an RMM reports it.
    Disk {
        /// `name`.
        name: Option<String> = "name",
        /// `used`: bytes.
        used: Option<f64> = "used",
        /// `total`: bytes.
        total: Option<f64> = "total",
    }
}

part! {
    /// All that an RMM says of a configuration: attributes of `rmm-records` (API reference, section 3.3).
    RmmDetails {
        /// `name`.
        name: Option<String> = "name",
        /// `hostname`.
        hostname: Option<String> = "hostname",
        /// `cpu`.
        cpu: Option<String> = "cpu",
        /// `device-type`.
        device_type: Option<String> = "device-type",
        /// `disks`.
        disks: Vec<Disk> = "disks",
        /// `external-url`: opens the device in the RMM.
        external_url: Option<String> = "external-url",
        /// `ip-addresses`.
        ip_addresses: Vec<String> = "ip-addresses",
        /// `mac-addresses`.
        mac_addresses: Vec<String> = "mac-addresses",
        /// `last-login-user`.
        last_login_user: Option<String> = "last-login-user",
        /// `last-reboot`, ISO 8601.
        last_reboot: Option<String> = "last-reboot",
        /// `last-seen-online`, ISO 8601.
        last_seen_online: Option<String> = "last-seen-online",
        /// `manufacturer-name`.
        manufacturer_name: Option<String> = "manufacturer-name",
        /// `manufacturer-model-name`.
        model_name: Option<String> = "manufacturer-model-name",
        /// `memory-total`: bytes.
        memory_total: Option<f64> = "memory-total",
        /// `ms-office-version`.
        ms_office_version: Option<String> = "ms-office-version",
        /// `operating-system`.
        operating_system: Option<String> = "operating-system",
        /// `patches-applied`.
        patches_applied: Option<u64> = "patches-applied",
        /// `patches-total`.
        patches_total: Option<u64> = "patches-total",
        /// `serial-number`.
        serial_number: Option<String> = "serial-number",
    }
}

resource! {
    /// A network interface of a configuration (API reference, section 3.4). Its id may stand among its attributes.
    ConfigurationInterface: ConfigurationInterfaceId at "configuration_interfaces" {
        /// `name`.
        name: Option<String> = "name",
        /// `ip-address`.
        ip_address: Option<String> = "ip-address",
        /// `mac-address`.
        mac_address: Option<String> = "mac-address",
        /// `primary`: the configuration's own IP and MAC address are this one's.
        is_primary: bool = "primary",
        /// `notes`.
        notes: Option<String> = "notes",
    }
    filters {
        /// By id.
        ID = "id" is Check::Id,
        /// By IP address.
        IP_ADDRESS = "ip_address" is Check::Text("ip-address"),
    }
}

impl List<ConfigurationInterface> {
    /// A configuration's.
    pub fn of_configuration(configuration: ConfigurationId) -> Self {
        Self::below("configurations", configuration.0)
    }
}

resource! {
    /// A type of configurations (API reference, section 3.5).
    ConfigurationType: ConfigurationTypeId at "configuration_types" {
        /// `name`.
        name: String = "name",
        /// `configurations-count`, or `configuration-count`.
        n_configurations: Option<u64> = (n_configurations),
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
    }
    filters {
        /// By name.
        NAME = "name" is Check::Text("name"),
    }
}

resource! {
    /// A status of configurations (API reference, section 3.5).
    ConfigurationStatus: ConfigurationStatusId at "configuration_statuses" {
        /// `name`.
        name: String = "name",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
    }
    filters {
        /// By name.
        NAME = "name" is Check::Text("name"),
    }
}

owned! { ConfigurationDetails, }

fn n_configurations(record: &Record, _: &Included) -> Option<u64> {
    let count = |name| record.attributes.id(name);
    count("configurations-count").or_else(|| count("configuration-count"))
}

fn rmm_records(record: &Record, included: &Included) -> Vec<RmmDetails> {
    let rows = included.rmm_records_of(record.id);
    rows.filter_map(|row| RmmDetails::some(row.get("attributes")))
        .collect()
}

fn interfaces(record: &Record, included: &Included) -> Vec<ConfigurationInterface> {
    let interface = |row: &&Tree| {
        let attributes = row.get("attributes");
        let id = lenient::id(row.get("id")).or_else(|| lenient::id(attributes.get("id")))?;
        Some(ConfigurationInterface {
            id: ConfigurationInterfaceId(id),
            name: field(attributes, "name").ok()?,
            ip_address: field(attributes, "ip-address").ok()?,
            mac_address: field(attributes, "mac-address").ok()?,
            is_primary: lenient::flag(attributes.get("primary")),
            notes: field(attributes, "notes").ok()?,
        })
    };
    related(record, included, "configuration-interfaces")
        .iter()
        .filter_map(interface)
        .collect()
}

/// The passwords that a relationship leads to: their ids alone, whatever came along.
pub(crate) fn passwords(record: &Record, _: &Included) -> Vec<PasswordId> {
    let links = record.relationships.get("passwords").get("data").list();
    let ids = links.iter().filter_map(|link| lenient::id(link.get("id")));
    ids.map(PasswordId).collect()
}
