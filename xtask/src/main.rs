//! The one way in: `cargo xtask check | build | test | clients | soak | demo | bench | size`.
//!
//! Every verb works from a bare machine: it installs what it needs (see [`setup`]) or names the one command to run.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool speaks on its standard streams"
)]

mod bench;
mod bindgen;
mod build;
mod check;
mod clients;
mod demo;
mod invariants;
mod licences;
mod npm;
mod process;
mod pypi;
mod setup;
mod size;
mod spdx;
mod suites;
mod test;

use anyhow::bail;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Checks, builds, tests and shows Gluepane."
)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// In under a minute: formatting, lints, core tests, JS types, invariants, licences
    Check,
    /// Only what needs no compiler: invariants, licences, and advisories where their databases are reached
    Audit,
    /// pkg/ and the unpacked extensions dist/chrome and dist/firefox
    Build {
        /// Grant every host in the manifest (dist/test/…): an automated browser can't answer a permission prompt
        #[arg(long)]
        test_hosts: bool,
    },
    /// Every test: native and both browsers
    Test,
    /// Of those, clients of others against the simulator alone: no browser is needed
    Clients,
    /// What takes too long for every change: the files of tests/browser/soak in both browsers, and long native tests
    Soak {
        /// One of them alone, by its name, such as clicks, day, fuzz or full-read; what is native needs no browser
        name: Option<String>,
    },
    /// A device page beside a signed-in panel, in a fresh browser
    Demo {
        /// Without a window: does the main job by itself, prints each step, saves screenshots
        #[arg(long)]
        headless: bool,
    },
    /// Every performance figure in both browsers, beside its floor and its aim; about ten minutes
    Bench {
        /// One of them alone
        #[arg(value_parser = bench::NAMES)]
        name: Option<String>,
        /// Over so many host pages; fewer than 40 are for a quick look only
        #[arg(long, default_value_t = bench::PAGES)]
        pages: u32,
    },
    /// Every artifact raw, gzip and brotli, beside its budget
    Size,
}

fn run(verb: &Verb) -> anyhow::Result<()> {
    match verb {
        Verb::Check => {
            setup::for_build()?;
            check::run()
        }
        Verb::Audit => {
            setup::for_build()?;
            check::audit()
        }
        Verb::Build { test_hosts } => {
            setup::for_build()?;
            build::extensions(if *test_hosts {
                build::Hosts::All
            } else {
                build::Hosts::AsShipped
            })
        }
        Verb::Test => test::run(&setup::for_browsers()?),
        Verb::Clients => {
            setup::for_build()?;
            clients::alone()
        }
        Verb::Soak { name } => test::soak(name.as_deref()),
        Verb::Demo { headless } => {
            if !headless && !demo::has_display() {
                bail!("no display to show a window on. Without one: cargo xtask demo --headless");
            }
            let browsers = setup::for_browsers()?;
            build::extensions(build::Hosts::All)?;
            demo::run(&browsers, *headless)
        }
        Verb::Bench { name, pages } => bench::run(name.as_deref(), *pages),
        Verb::Size => {
            setup::for_build()?;
            build::pkg()?;
            size::report()
        }
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
