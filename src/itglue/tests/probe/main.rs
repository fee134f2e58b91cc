//! *Check this account* against the simulator: what it reports by default, that it tells the switches apart, that nothing
//! of the tenant is in the report, and that whatever goes wrong on the way costs only what it concerns.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop: that is what a failed test is"
)]

#[path = "../virtual_time/mod.rs"]
mod virtual_time;

mod defaults;
mod failures;
mod privacy;
mod simulated;
mod switches;
