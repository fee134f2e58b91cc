//! pkg/ and the unpacked extensions.
//!
//! A browser loads dist/, never the repository: Chromium refuses an extension with a file whose name begins with `_`
//! at its root, and an extension should hold nothing that is not used.

use crate::bindgen::{self, ARTIFACTS};
use crate::process::{answer, cargo, command, output, root, state_dir, step};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Which hosts the manifest asks for.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Hosts {
    /// Those of manifest.json: what a technician installs.
    AsShipped,
    /// Every host, granted at installation.
    All,
}

/// A browser family and what its copy of the manifest leaves out.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    /// JSON pointer of a key, and why it is dropped.
    drops: &'static [(&'static str, &'static str)],
}

/// One manifest serves both; a key is dropped only where the other engine warns about it.
pub(crate) const TARGETS: [Target; 2] = [
    Target {
        name: "chrome",
        // Measured on Chromium 156 in developer mode; `browser_specific_settings` passes without a word.
        drops: &[
            (
                "/background/scripts",
                "an entry under Errors: it \"requires manifest version of 2 or lower\"",
            ),
            ("/sidebar_action", "an unrecognized key"),
        ],
    },
    Target {
        name: "firefox",
        // Measured: the last two in `Extension.warnings` of Firefox ESR 153, the first by the store's linter.
        drops: &[
            (
                "/background/service_worker",
                "ignored: `scripts` makes an event page",
            ),
            (
                "/permissions/=offscreen",
                "unknown permission; the clipboard is reached from the event page",
            ),
            ("/permissions/=sidePanel", "unknown permission"),
            ("/side_panel", "unexpected property"),
            (
                "/web_accessible_resources/0/use_dynamic_url",
                "unexpected property; addresses are random per profile anyway",
            ),
        ],
    },
];

/// The folder of an unpacked extension.
pub(crate) fn dist(target: &str, hosts: Hosts) -> PathBuf {
    let dist = root().join("dist");
    match hosts {
        Hosts::AsShipped => dist.join(target),
        Hosts::All => dist.join("test").join(target),
    }
}

/// Compiles the two WASM crates and writes pkg/.
pub(crate) fn pkg() -> Result<()> {
    step("cargo build (wasm32)", || {
        wasm(&["gluepane-background", "gluepane-panel"])
    })?;
    let dir = bindgen::pkg_dir();
    ARTIFACTS
        .iter()
        .try_for_each(|artifact| bindgen::generate(artifact, &dir))
}

/// What the benchmarks run in a page, made as what ships is; its folder.
pub(crate) fn bench_pkg() -> Result<PathBuf> {
    step("cargo build (wasm32, benchmarks)", || {
        wasm(&["gluepane-bench-parse"])
    })?;
    let dir = state_dir()?.join("bench");
    bindgen::generate(&bindgen::PARSE, &dir)?;
    Ok(dir)
}

/// Writes pkg/ and both extensions.
pub(crate) fn extensions(hosts: Hosts) -> Result<()> {
    pkg()?;
    let manifest =
        std::fs::read_to_string(root().join("manifest.json")).context("manifest.json")?;
    let manifest: Value = serde_json::from_str(&manifest).context("manifest.json is not JSON")?;
    for target in &TARGETS {
        let dir = dist(target.name, hosts);
        assemble(&dir, &for_target(manifest.clone(), target, hosts))?;
        println!("    {}", dir.strip_prefix(root()).unwrap_or(&dir).display());
    }
    Ok(())
}

fn wasm(packages: &[&str]) -> Result<()> {
    let target = "wasm32-unknown-unknown";
    let arguments = ["build", "--quiet", "--profile", "wasm", "--target", target];
    let packages = packages.iter().flat_map(|package| ["-p", package]);
    output(cargo().args(arguments).args(packages).env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        remapped_paths()?,
    ))
    .map(drop)
}

/// A panic's text names its source file. With these flags it names it the same on every machine.
fn remapped_paths() -> Result<String> {
    let cargo_home = match std::env::var("CARGO_HOME") {
        Ok(home) => home,
        Err(_) => format!(
            "{}/.cargo",
            std::env::var("HOME").context("neither CARGO_HOME nor HOME is set")?
        ),
    };
    let sysroot = answer(command("rustc").args(["--print", "sysroot"]))?;
    let root = root();
    let map = [
        (root.to_string_lossy().as_ref(), "."),
        (&cargo_home, "cargo"),
        (sysroot.trim(), "rust"),
    ]
    .map(|(from, to)| format!("--remap-path-prefix={from}={to}"));
    if map.iter().any(|flag| flag.contains(' ')) {
        bail!(
            "a space in the path of the repository or of CARGO_HOME: move it to a path without one"
        );
    }
    Ok(map.join(" "))
}

/// The manifest as one browser gets it.
fn for_target(mut manifest: Value, target: &Target, hosts: Hosts) -> Value {
    for (pointer, _why) in target.drops {
        remove(&mut manifest, pointer);
    }
    if hosts == Hosts::All {
        manifest["host_permissions"] = json!(["<all_urls>"]);
        remove(&mut manifest, "/optional_host_permissions");
    }
    manifest
}

/// Removes an object's key, or, where the last part is `=word`, that word from a list.
fn remove(value: &mut Value, pointer: &str) {
    let Some((parent, last)) = pointer.rsplit_once('/') else {
        return;
    };
    match (value.pointer_mut(parent), last.strip_prefix('=')) {
        (Some(Value::Array(list)), Some(word)) => list.retain(|item| item != word),
        (Some(Value::Object(map)), None) => {
            map.remove(last);
        }
        _ => {}
    }
}

/// Writes a fresh folder with manifest.json, extension/ and pkg/.
fn assemble(dir: &Path, manifest: &Value) -> Result<()> {
    if dir.exists() {
        std::fs::remove_dir_all(dir).with_context(|| format!("can't clear {}", dir.display()))?;
    }
    std::fs::create_dir_all(dir)?;
    std::fs::write(dir.join("manifest.json"), format!("{manifest:#}\n"))?;
    copy(&root().join("extension"), &dir.join("extension"))?;
    copy(&bindgen::pkg_dir(), &dir.join("pkg"))?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        std::fs::copy(root().join(licence), dir.join(licence))
            .with_context(|| licence.to_string())?;
    }
    Ok(())
}

/// Copies a folder, without what only a developer needs.
fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in
        std::fs::read_dir(from).with_context(|| format!("can't read {}", from.display()))?
    {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        let text = name.to_string_lossy();
        if text.ends_with(".d.ts") || text.ends_with(".md") || text.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            std::fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Target = Target {
        name: "any",
        drops: &[],
    };

    #[test]
    fn what_ships_keeps_its_hosts_and_the_test_build_gets_all() {
        let manifest = json!({"host_permissions": ["https://*.itglue.com/*"], "optional_host_permissions": ["https://*/*"]});
        assert_eq!(
            for_target(manifest.clone(), &PLAIN, Hosts::AsShipped),
            manifest
        );
        assert_eq!(
            for_target(manifest, &PLAIN, Hosts::All),
            json!({"host_permissions": ["<all_urls>"]})
        );
    }

    #[test]
    fn a_target_drops_keys_and_words_of_lists() {
        let target = Target {
            name: "any",
            drops: &[("/a/b", "test"), ("/list/=x", "test")],
        };
        let manifest = json!({"a": {"b": 1, "c": 2}, "list": ["x", "y"]});
        assert_eq!(
            for_target(manifest, &target, Hosts::AsShipped),
            json!({"a": {"c": 2}, "list": ["y"]})
        );
    }
}
