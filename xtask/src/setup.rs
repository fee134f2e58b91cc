//! What a bare machine lacks, installed: the wasm32 target, Node, the npm tools, the two browsers.
//!
//! As root on Debian everything is installed without a question; elsewhere one command is named and that is all.
//! Where nothing is missing it costs the start of two small programs.

use crate::npm;
use crate::process::{answer, command, find_program, output, output_whatever, root, step};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Node 20 is the oldest with a test runner that has everything used here.
const NODE_MAJOR: u32 = 20;

const CHROMIUM: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const FIREFOX: &[&str] = &["firefox-esr", "firefox"];

/// The two browsers, as files.
pub(crate) struct Browsers {
    pub(crate) chromium: PathBuf,
    pub(crate) firefox: PathBuf,
}

/// Rust's wasm32 target, Node and its packages.
pub(crate) fn for_build() -> Result<()> {
    wasm_target()?;
    node()?;
    npm::install()
}

/// All that, and Chromium and Firefox. `GLUEPANE_CHROMIUM` and `GLUEPANE_FIREFOX` name others.
pub(crate) fn for_browsers() -> Result<Browsers> {
    for_build()?;
    let missing: Vec<&str> = [(chromium(), "chromium"), (firefox(), "firefox-esr")]
        .iter()
        .filter(|(found, _)| found.is_none())
        .map(|(_, package)| *package)
        .collect();
    if !missing.is_empty() {
        // Without recommended packages Chromium may end up with no font at all.
        let packages: Vec<&str> = missing.into_iter().chain(["fonts-dejavu-core"]).collect();
        debian_packages(&packages)?;
    }
    Ok(Browsers {
        chromium: chromium()
            .context("no chromium in PATH: install it, or set GLUEPANE_CHROMIUM to its file")?,
        firefox: firefox()
            .context("no firefox in PATH: install it, or set GLUEPANE_FIREFOX to its file")?,
    })
}

fn chromium() -> Option<PathBuf> {
    named("GLUEPANE_CHROMIUM").or_else(|| find_program(CHROMIUM))
}

fn firefox() -> Option<PathBuf> {
    named("GLUEPANE_FIREFOX").or_else(|| find_program(FIREFOX))
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
}

fn wasm_target() -> Result<()> {
    let sysroot = answer(command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib/wasm32-unknown-unknown/lib")
        .is_dir()
    {
        return Ok(());
    }
    if find_program(&["rustup"]).is_none() {
        bail!(
            "this Rust has no wasm32-unknown-unknown target: install it with your package manager, or use rustup"
        );
    }
    step("rustup target add wasm32-unknown-unknown", || {
        output(command("rustup").args(["target", "add", "wasm32-unknown-unknown"])).map(drop)
    })
}

fn node() -> Result<()> {
    if find_program(&["node", "nodejs"]).is_none() || find_program(&["npm"]).is_none() {
        debian_packages(&["nodejs", "npm"])?;
    }
    let version = answer(npm::node().arg("--version"))?;
    match node_major(&version) {
        Some(major) if major >= NODE_MAJOR => Ok(()),
        _ => bail!(
            "Node {} is too old: install Node {NODE_MAJOR} or newer",
            version.trim()
        ),
    }
}

/// A Python that can make virtual environments.
pub(crate) fn python() -> Result<PathBuf> {
    if let Some(python) = able_python()? {
        return Ok(python);
    }
    debian_packages(&["python3", "python3-venv"])?;
    able_python()?.context("no python3 in PATH can make a virtual environment (venv, ensurepip)")
}

fn able_python() -> Result<Option<PathBuf>> {
    // A Python of one's own may stand before the system's, for which Debian has the package.
    let system = Some(PathBuf::from("/usr/bin/python3")).filter(|path| path.is_file());
    for python in find_program(&["python3", "python"])
        .into_iter()
        .chain(system)
    {
        if output_whatever(command(&python).args(["-c", "import ensurepip, venv"]))?.0 {
            return Ok(Some(python));
        }
    }
    Ok(None)
}

/// `v20.20.2` is 20.
fn node_major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn debian_packages(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    let by_hand = format!("apt-get update && apt-get install -y --no-install-recommends {list}");
    if !Path::new("/etc/debian_version").exists() {
        bail!("missing: {list}. Install them with your package manager and run this again");
    }
    if answer(command("id").arg("-u"))?.trim() != "0" {
        bail!("missing: {list}. Run this, then try again:\n    sudo sh -c '{by_hand}'");
    }
    step(&format!("apt-get install {list}"), || {
        output(command("apt-get").arg("update"))?;
        let mut install = command("apt-get");
        install.env("DEBIAN_FRONTEND", "noninteractive");
        output(
            install
                .args(["install", "-y", "--no-install-recommends"])
                .args(packages),
        )
        .map(drop)
    })
    .with_context(|| {
        format!(
            "apt-get failed; by hand, in {}: {by_hand}",
            root().display()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_major_version_is_read() {
        assert_eq!(node_major("v20.20.2\n"), Some(20));
        assert_eq!(node_major("20"), None);
    }
}
