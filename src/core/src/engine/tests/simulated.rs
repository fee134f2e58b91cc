//! A scripted day of one technician: the whole engine over fake ports, with the real simulator as its network, on a
//! virtual clock. Each answer of each step is held against the tenant that the simulator serves.
//!
//! | File | What it is |
//! |---|---|
//! | `wire.rs` | the network: the simulator without a port, and what the browser's `fetch` makes of its answers |
//! | `shift.rs` | the technician: asks, and checks whatever comes against the tenant |
//! | `script.rs`, `script/` | the day, step by step |
//! | `switches.rs` | the day in each position of each switch, and the few that change what is shown |
//! | `faults.rs` | the day with each fault at each of its requests |

mod faults;
mod script;
mod shift;
mod switches;
mod wire;
