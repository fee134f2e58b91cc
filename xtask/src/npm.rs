//! The tools that come from npm: binaryen, typescript, the add-on linter, puppeteer-core, node-itglue. None of it ships.

use crate::process::{command, find_program, fingerprint, output, root, stamp_is, step};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// `npm ci`, when node_modules is missing or is not of this lock file.
pub(crate) fn install() -> Result<()> {
    let lock = root().join("package-lock.json");
    let content = std::fs::read(&lock)
        .context("package-lock.json is missing: git checkout package-lock.json")?;
    let wanted = fingerprint(&[&content]);
    let stamp = root().join("node_modules/.gluepane-lock");
    if stamp_is(&stamp, &wanted) {
        return Ok(());
    }
    step("npm ci", || {
        // No package of ours needs an install script; what needs one tomorrow shall be noticed.
        output(command("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
        std::fs::write(&stamp, &wanted)?;
        Ok(())
    })
}

/// A program of an installed package.
pub(crate) fn program(name: &str) -> Command {
    command(root().join("node_modules/.bin").join(name))
}

/// `node`, whose presence [`crate::setup`] has seen to.
pub(crate) fn node() -> Command {
    command(find_program(&["node", "nodejs"]).unwrap_or_else(|| PathBuf::from("node")))
}
