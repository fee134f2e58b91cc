//! The engine at a technician's desk: whole jobs over fake ports, one file a subject, each test a sentence.

mod callers;
mod clipboard;
mod connecting;
mod connection;
mod desk;
mod devices;
mod glue;
mod hosts;
mod ids;
mod job;
mod names;
mod outdated;
mod sights;
mod stores;
mod values;
mod world;
