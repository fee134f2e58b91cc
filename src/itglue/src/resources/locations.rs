//! Locations, countries and regions (API reference, sections 3.10 and 3.15).

use crate::list::Check;
use crate::resource::{owned, resource};
use crate::resources::attachments::{Attachment, attachments};
use crate::resources::organization_details::{RemoteId, remote_ids};
use crate::{CountryId, LocationId, OrganizationId, RegionId};

resource! {
    /// A location (API reference, section 3.10).
    Location: LocationId at "locations" with "adapters_resources,attachments" {
        /// `organization-id`.
        organization: OrganizationId = "organization-id",
        /// `organization-name`.
        organization_name: String = "organization-name",
        /// `name`.
        name: String = "name",
        /// `primary`: the organization's main one.
        is_primary: bool = "primary",
        /// `address-1`.
        address_1: Option<String> = "address-1",
        /// `address-2`.
        address_2: Option<String> = "address-2",
        /// `city`.
        city: Option<String> = "city",
        /// `postal-code`: a text, or a number.
        postal_code: Option<String> = "postal-code",
        /// `region-id`.
        region: Option<RegionId> = "region-id",
        /// `region-name`.
        region_name: Option<String> = "region-name",
        /// `country-id`.
        country: Option<CountryId> = "country-id",
        /// `country-name`.
        country_name: Option<String> = "country-name",
        /// `phone`: digits.
        phone: Option<String> = "phone",
        /// `formatted-phone`: as people write it.
        formatted_phone: Option<String> = "formatted-phone",
        /// `fax`: digits.
        fax: Option<String> = "fax",
        /// `formatted-fax`: as people write it.
        formatted_fax: Option<String> = "formatted-fax",
        /// `notes`: may be HTML, not sanitised.
        notes: Option<String> = "notes",
        /// `restricted`.
        is_restricted: bool = "restricted",
        /// `my-glue`.
        is_in_my_glue: bool = "my-glue",
        /// `resource-url`: its page on the account's web site.
        resource_url: Option<String> = "resource-url",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
        /// `include=adapters_resources`: the ids that other systems know it by.
        remote_ids: Vec<RemoteId> = (remote_ids),
        /// `include=attachments`.
        attachments: Vec<Attachment> = (attachments),
    }
    filters {
        /// By id.
        ID = "id" is Check::Id,
        /// By name.
        NAME = "name" is Check::Text("name"),
        /// By city.
        CITY = "city" is Check::Text("city"),
        /// By region.
        REGION = "region_id" is Check::Text("region-id"),
        /// By country.
        COUNTRY = "country_id" is Check::Text("country-id"),
    }
}

owned! { Location, }

resource! {
    /// A country (API reference, section 3.15).
    Country: CountryId at "countries" {
        /// `name`.
        name: String = "name",
        /// `iso`: its two letters.
        iso: Option<String> = "iso",
    }
    filters {
        /// By name.
        NAME = "name" is Check::Text("name"),
        /// By its two letters.
        ISO = "iso" is Check::Text("iso"),
    }
}

resource! {
    /// A region of a country (API reference, section 3.15). Any key may list them.
    Region: RegionId at "regions" {
        /// `name`.
        name: String = "name",
        /// `iso`: its code within the country.
        iso: Option<String> = "iso",
        /// `country-id`.
        country: Option<CountryId> = "country-id",
    }
    filters {
        /// By name.
        NAME = "name" is Check::Text("name"),
        /// By code.
        ISO = "iso" is Check::Text("iso"),
        /// By country.
        COUNTRY = "country_id" is Check::Text("country-id"),
    }
}
