//! From grounds to a decision: which organization, which configuration, and why.
//!
//! Invariant: nothing here asks, stores or shows; it compares what it is given.

mod decision;
mod device;
mod identifiers;
mod names;

pub use decision::{
    AcceptedGround, Decision, Grounds, IdGround, IdKind, NameGround, Ranked, Why, decide,
    is_active_organization, name_ground, put_first, similar,
};
pub use device::{
    AcceptedDevice, Agreement, DeviceCandidate, DeviceMatch, DeviceSeen, IdOfLink, agreement,
    agrees_wholly, bears_mac, bears_serial, by_mac_and_serial, carries_device_id, find_device,
    is_active, same_host_name,
};
pub use identifiers::{Identifier, Worth, mac, macs, plain, serial};
pub use names::{NameKey, Normalize, similarity};
