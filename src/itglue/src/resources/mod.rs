//! One file a resource: its attributes, and the requests that read it.

pub(crate) mod configurations;
pub(crate) mod organizations;
pub(crate) mod passwords;
