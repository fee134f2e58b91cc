//! What configurations choose from: manufacturers, models, operating systems, platforms (API reference, section 3.15).

use crate::list::{Check, List};
use crate::resource::resource;
use crate::{ManufacturerId, ModelId, OperatingSystemId, PlatformId};

resource! {
    /// A manufacturer (API reference, section 3.15).
    Manufacturer: ManufacturerId at "manufacturers" {
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

resource! {
    /// A model (API reference, section 3.15).
    Model: ModelId at "models" {
        /// `name`.
        name: String = "name",
        /// `manufacturer-id`: not documented.
        manufacturer: Option<ManufacturerId> = "manufacturer-id",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
    }
    filters {
        /// By id; there is no other filter.
        ID = "id" is Check::Id,
    }
}

impl List<Model> {
    /// A manufacturer's.
    pub fn of_manufacturer(manufacturer: ManufacturerId) -> Self {
        Self::below("manufacturers", manufacturer.0)
    }
}

resource! {
    /// An operating system (API reference, section 3.15).
    OperatingSystem: OperatingSystemId at "operating_systems" {
        /// `name`.
        name: String = "name",
        /// `platform-id`.
        platform: Option<PlatformId> = "platform-id",
        /// `platform-name`.
        platform_name: Option<String> = "platform-name",
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
    /// A platform (API reference, section 3.15).
    Platform: PlatformId at "platforms" {
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
