//! One file for resources that belong together: their attributes, and the requests that are theirs alone.

pub(crate) mod attachments;
pub(crate) mod catalogue;
pub(crate) mod configuration_details;
pub(crate) mod configurations;
pub(crate) mod contacts;
pub(crate) mod dated;
pub(crate) mod documents;
pub(crate) mod flexible_assets;
pub(crate) mod locations;
pub(crate) mod one_time_codes;
pub(crate) mod organization_details;
pub(crate) mod organizations;
pub(crate) mod password_details;
pub(crate) mod passwords;
pub(crate) mod people;
pub(crate) mod related_items;
pub(crate) mod traits;
