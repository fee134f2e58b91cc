//! The day, step by step: what a technician of Northlane IT does, and what must come of it.

mod by_hand;
mod clients;
mod connecting;
mod later;
mod pages;

use super::shift::Shift;

/// A tab with the RMM, and one with the PSA.
pub(super) const RMM_TAB: i64 = 5;
const PSA_TAB: i64 = 6;

/// From nine to five.
pub(super) async fn day(shift: &Shift) {
    connecting::connecting(shift).await;
    clients::devices(shift).await;
    clients::clipboard(shift).await;
    clients::tickets(shift).await;
    by_hand::by_hand(shift).await;
    later::identifiers(shift).await;
    later::pinned(shift).await;
    later::over_time(shift).await;
    later::the_end(shift).await;
}

/// The right key is tried; nothing is kept.
pub(super) async fn try_key(shift: &Shift) -> Result<(), gluepane_protocol::Failure> {
    connecting::tested(shift, "api_key").await.map(drop)
}
