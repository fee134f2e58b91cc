//! What is looked at before every commit: formatting, lints, core tests, JS types, invariants, licences.

use crate::process::{cargo, output, output_whatever, step};
use crate::suites::{self, Suite};
use crate::{build, invariants, licences, npm};
use anyhow::{Result, bail};

/// Packages whose tests take seconds.
const QUICK: [&str; 8] = [
    "gluepane-secret",
    "gluepane-protocol",
    "gluepane-wire",
    "gluepane-itglue",
    "gluepane-core",
    "gluepane-panel",
    "tenant",
    "xtask",
];

/// Everything; stops at the first thing that is not in order.
pub(crate) fn run() -> Result<()> {
    looks()?;
    let suites = native_tests("tests (quick)", &QUICK)?;
    println!("\n{}", suites::table(&suites));
    match suites.iter().any(|suite| suite.failed > 0) {
        true => bail!("tests failed"),
        false => Ok(()),
    }
}

/// All that runs no test; what it counts is one suite.
pub(crate) fn looks() -> Result<Vec<Suite>> {
    step("cargo fmt --check", || {
        let files =
            output_whatever(cargo().args(["fmt", "--all", "--check", "--", "--files-with-diff"]))?;
        if files.0 {
            Ok(())
        } else {
            bail!("not formatted, so run cargo fmt:\n{}", files.1)
        }
    })?;
    step("clippy", || {
        output(cargo().args([
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    step("clippy (wasm32)", || {
        let target = [
            "--target",
            "wasm32-unknown-unknown",
            "-p",
            "gluepane-background",
            "-p",
            "gluepane-panel",
        ];
        output(
            cargo()
                .args(["clippy", "--quiet"])
                .args(target)
                .args(["--", "-D", "warnings"]),
        )
    })?;
    // The types of what Rust exports are in pkg/*.d.ts.
    build::pkg()?;
    step("tsc --checkJs", || {
        output(npm::program("tsc").args(["--project", "tsconfig.json"]))
    })?;
    let n_rules = step("invariants", invariants::check)?;
    let notes = step("licences", licences::check)?;
    for note in notes {
        println!("    {note}");
    }
    let names = ["cargo fmt", "clippy", "clippy (wasm32)", "tsc", "licences"];
    let mut suites: Vec<Suite> = names.into_iter().map(Suite::single).collect();
    suites.push(Suite {
        passed: u32::try_from(n_rules)?,
        ..Suite::single("invariants")
    });
    Ok(suites)
}

/// What needs no compiler; every part is heard before it fails.
pub(crate) fn audit() -> Result<()> {
    let parts = [
        step("invariants", || {
            invariants::check().map(|n| vec![format!("{n} rules")])
        }),
        step("licences", licences::check),
        step("advisories", licences::advisories),
    ];
    let mut failed = Vec::new();
    for part in parts {
        match part {
            Ok(notes) => notes.iter().for_each(|note| println!("    {note}")),
            Err(error) => failed.push(format!("{error:#}")),
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("{}", failed.join("\n"))
    }
}

/// `cargo test` of some packages, or, if none is named, of all.
pub(crate) fn native_tests(name: &str, packages: &[&str]) -> Result<Vec<Suite>> {
    let (succeeded, text) = step(name, || {
        let mut test = cargo();
        test.args(["test", "--no-fail-fast"]);
        match packages {
            [] => test.arg("--workspace"),
            some => test.args(some.iter().flat_map(|package| ["-p", package])),
        };
        output_whatever(&mut test)
    })?;
    let suites = suites::of_cargo(&text);
    if !succeeded {
        println!("{text}");
        if !suites.iter().any(|suite| suite.failed > 0) {
            bail!("the tests don't compile, or one of their programs crashed");
        }
    }
    Ok(suites)
}
