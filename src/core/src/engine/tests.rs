//! The engine at a technician's desk: whole jobs over fake ports, one file a subject, each test a sentence.

mod accounts;
mod callers;
mod clipboard;
mod clipboard_races;
mod connecting;
mod connecting_failures;
mod connection;
mod desk;
mod devices;
mod eyes;
mod frames;
mod glue;
mod hosts;
mod ids;
mod job;
mod names;
mod outdated;
mod page_frames;
mod pins;
mod shelves;
mod shortcuts;
mod sights;
mod stores;
mod values;
mod world;
mod writes;
