//! The simulator, the demo pages and a browser with the extension on a device page, signed in.

use crate::process::{cargo, follow, output, root, step, target_dir};
use crate::setup::Browsers;
use crate::{build, npm};
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// Builds the simulator; its program comes back.
pub(crate) fn simulator() -> Result<PathBuf> {
    step("cargo build (simulator)", || {
        output(cargo().args(["build", "--quiet", "-p", "simulator"]))
    })?;
    Ok(target_dir()
        .join("debug")
        .join(format!("simulator{}", std::env::consts::EXE_SUFFIX)))
}

/// `node`, told where everything is. `browser` is chromium or firefox.
pub(crate) fn node_for(browser: &str, browsers: &Browsers, simulator: &PathBuf) -> Command {
    let dist = if browser == "firefox" {
        "firefox"
    } else {
        "chrome"
    };
    let mut node = npm::node();
    node.env("GLUEPANE_BROWSER", browser)
        .env("GLUEPANE_DIST", build::dist(dist, build::Hosts::All))
        .env("GLUEPANE_SIMULATOR", simulator)
        .env("GLUEPANE_CHROMIUM", &browsers.chromium)
        .env("GLUEPANE_FIREFOX", &browsers.firefox);
    node
}

/// Runs it: in a window in Chromium, headless in both browsers, or in the one that GLUEPANE_BROWSER names.
pub(crate) fn run(browsers: &Browsers, headless: bool) -> Result<()> {
    let script = root().join("tests/browser/demo.mjs");
    let simulator = simulator()?;
    let named = std::env::var("GLUEPANE_BROWSER").ok();
    let chosen = match &named {
        Some(name) => vec![name.as_str()],
        None if headless => vec!["chromium", "firefox"],
        None => vec!["chromium"],
    };
    for browser in chosen {
        let mut node = node_for(browser, browsers, &simulator);
        node.arg(&script);
        if headless {
            node.arg("--headless");
        }
        if !follow(&mut node)? {
            bail!("the demo failed in {browser}; what it did is above");
        }
    }
    Ok(())
}

/// Whether a window can be shown.
pub(crate) fn has_display() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
