//! From grounds to a decision: which organization, which configuration, and why.
//!
//! Invariant: nothing here asks, stores or shows; it compares what it is given.

mod decision;
mod device;
mod names;

pub use decision::{
    Decision, Grounds, IdGround, NameGround, Ranked, Why, decide, name_ground, similar,
};
pub use device::{DeviceMatch, IdOfLink, carries_device_id, find_by_host_name, same_host_name};
pub use names::{NameKey, Normalize, similarity};
