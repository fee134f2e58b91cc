//! Where our dependencies come from and what they ask of us. Works offline, from the lock files and what is installed.

use crate::process::{answer, cargo, command, find_program, output_whatever, root};
use crate::pypi;
use crate::spdx::satisfied;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// May be in what we ship: they ask for a notice at most.
const ALLOWED: [&str; 13] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "CC0-1.0",
    "0BSD",
    "Unlicense",
    "BSL-1.0",
];

/// May be in tools as well: file-level copyleft, which a tool does not hand on.
const ALLOWED_FOR_TOOLS: [&str; 3] = ["MPL-2.0", "Python-2.0", "BlueOak-1.0.0"];

/// Not even in a tool, without somebody deciding it.
const REFUSED_FOR_TOOLS: [&str; 3] = ["AGPL", "SSPL", "BUSL"];

/// npm packages whose `package.json` names no licence, and the one that their licence file grants. Read at this version.
const LICENCE_BY_FILE: [(&str, &str, &str); 2] = [
    ("node_modules/@seald-io/binary-search-tree", "1.0.3", "MIT"),
    ("node_modules/thirty-two", "1.0.2", "MIT"),
];

/// Checks crates, npm packages and what comes from PyPI; gives the lines to show.
pub(crate) fn check() -> Result<Vec<String>> {
    let metadata: Value = serde_json::from_str(&answer(cargo().args([
        "metadata",
        "--format-version",
        "1",
    ]))?)?;
    let shipped = shipped_crates()?;
    let mut complaints = crate_complaints(&metadata, &shipped);
    let lock: Value = serde_json::from_str(
        &std::fs::read_to_string(root().join("package-lock.json"))
            .context("package-lock.json is missing")?,
    )?;
    complaints.extend(npm_complaints(&lock));
    if !complaints.is_empty() {
        bail!("{}", complaints.join("\n"));
    }
    let mut lines = vec![format!(
        "{} crates ship, of {} in the lock file",
        shipped.len(),
        crates(&metadata).len()
    )];
    lines.extend(duplicates(&shipped));
    lines.push(format!("npm, tools only: {}", npm_counts(&lock)));
    lines.push(pypi::check()?);
    Ok(lines)
}

/// What a program that knows advisories says, where one is installed and reaches its database.
pub(crate) fn advisories() -> Result<Vec<String>> {
    let unreachable =
        |what: &str| format!("{what}: advisory database not reachable here: not checked");
    let mut lines = Vec::new();
    let (clean, text) =
        output_whatever(command("npm").args(["audit", "--omit=optional", "--json"]))?;
    let report: Value = serde_json::from_str(text.get(text.find('{').unwrap_or(0)..).unwrap_or(""))
        .unwrap_or_default();
    match report["metadata"]["vulnerabilities"]["total"].as_u64() {
        Some(0) => lines.push("npm audit: nothing known".to_owned()),
        Some(n) => lines.push(format!(
            "npm audit: {n} known in tools (none ships): npm audit tells"
        )),
        None if clean => lines.push("npm audit: nothing known".to_owned()),
        None => lines.push(unreachable("npm")),
    }
    if find_program(&["cargo-audit"]).is_none() {
        lines.push("crates: cargo-audit is not installed: not checked".to_owned());
        return Ok(lines);
    }
    let (clean, text) = output_whatever(cargo().args(["audit", "--quiet"]))?;
    match (clean, text.contains("vulnerabilit")) {
        (true, _) => lines.push("cargo audit: nothing known".to_owned()),
        (false, true) => bail!("cargo audit:\n{text}"),
        (false, false) => lines.push(unreachable("crates")),
    }
    Ok(lines)
}

/// `name version` of every crate in the two WASM files.
fn shipped_crates() -> Result<BTreeSet<String>> {
    let text = answer(
        cargo()
            .args([
                "tree",
                "--target",
                "wasm32-unknown-unknown",
                "--edges",
                "normal,no-proc-macro",
            ])
            .args([
                "--prefix",
                "none",
                "--format",
                "{p}",
                "-p",
                "gluepane-background",
                "-p",
                "gluepane-panel",
            ]),
    )?;
    let crates = text.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        Some(format!(
            "{} {}",
            words.next()?,
            words.next()?.trim_start_matches('v')
        ))
    });
    Ok(crates
        .filter(|name| !name.starts_with("gluepane-"))
        .collect())
}

/// Packages that are not ours.
fn crates(metadata: &Value) -> Vec<&Value> {
    let all = metadata["packages"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    all.iter()
        .filter(|package| !package["source"].is_null())
        .collect()
}

fn crate_complaints(metadata: &Value, shipped: &BTreeSet<String>) -> Vec<String> {
    let mut complaints = Vec::new();
    for package in crates(metadata) {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let name = format!("{} {}", text("name"), text("version"));
        if !text("source").starts_with("registry+") {
            complaints.push(format!(
                "{name} comes from {}: use a released version",
                text("source")
            ));
        }
        let is_tool = !shipped.contains(&name);
        let allowed =
            |id: &str| ALLOWED.contains(&id) || (is_tool && ALLOWED_FOR_TOOLS.contains(&id));
        if !satisfied(text("license"), &allowed) {
            complaints.push(format!(
                "{name} has the licence \"{}\", which is not on the list",
                text("license")
            ));
        }
    }
    complaints
}

/// A crate that ships twice, in two versions, costs its size twice.
fn duplicates(shipped: &BTreeSet<String>) -> Vec<String> {
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, version) in shipped.iter().filter_map(|each| each.split_once(' ')) {
        versions.entry(name).or_default().push(version);
    }
    let twice = versions
        .into_iter()
        .filter(|(_, versions)| versions.len() > 1);
    twice
        .map(|(name, versions)| {
            format!(
                "note: {name} ships in {} versions: {}",
                versions.len(),
                versions.join(", ")
            )
        })
        .collect()
}

/// Path and entry of every npm package but ourselves.
fn npm_packages(lock: &Value) -> impl Iterator<Item = (&String, &Value)> {
    lock["packages"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(path, _)| !path.is_empty())
}

/// What a package says of itself, or else what its licence file says; empty where neither is known.
fn npm_licence<'a>(path: &str, package: &'a Value) -> &'a str {
    package["license"].as_str().unwrap_or_else(|| {
        LICENCE_BY_FILE
            .iter()
            .find(|(known, version, _)| *known == path && package["version"] == *version)
            .map_or("", |(_, _, licence)| licence)
    })
}

fn npm_complaints(lock: &Value) -> Vec<String> {
    let mut complaints = Vec::new();
    for (path, package) in npm_packages(lock) {
        if !package["integrity"].is_string() {
            complaints.push(format!("package-lock.json: {path} has no integrity hash"));
        }
        if !package["resolved"].is_null() {
            complaints.push(format!("package-lock.json: {path} names a registry: npm install with this .npmrc removes it"));
        }
        if package["hasInstallScript"] == true {
            complaints.push(format!(
                "package-lock.json: {path} wants to run a script when installed"
            ));
        }
        let licence = npm_licence(path, package);
        if licence.is_empty()
            || REFUSED_FOR_TOOLS
                .iter()
                .any(|refused| licence.contains(refused))
        {
            complaints.push(format!(
                "package-lock.json: {path} has the licence \"{licence}\""
            ));
        }
    }
    complaints
}

fn npm_counts(lock: &Value) -> String {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (path, package) in npm_packages(lock) {
        *counts
            .entry(match npm_licence(path, package) {
                "" => "none",
                licence => licence,
            })
            .or_default() += 1;
    }
    counts
        .iter()
        .map(|(licence, n)| format!("{n} {licence}"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_crate_from_elsewhere_or_with_another_licence_is_refused() {
        let package = |source: &str, license: &str| json!({"packages": [{"name": "a", "version": "1.0.0", "source": source, "license": license}]});
        let none = BTreeSet::new();
        assert!(crate_complaints(&package("registry+x", "MIT"), &none).is_empty());
        assert_eq!(crate_complaints(&package("git+x", "MIT"), &none).len(), 1);
        assert_eq!(
            crate_complaints(&package("registry+x", "GPL-3.0"), &none).len(),
            1
        );
        assert!(crate_complaints(&package("registry+x", "MPL-2.0"), &none).is_empty());
        let shipped = BTreeSet::from(["a 1.0.0".to_owned()]);
        assert_eq!(
            crate_complaints(&package("registry+x", "MPL-2.0"), &shipped).len(),
            1
        );
    }

    #[test]
    fn an_npm_package_is_pinned_by_its_hash_and_runs_nothing() {
        let lock = |package: Value| json!({"packages": {"": {}, "node_modules/a": package}});
        assert!(npm_complaints(&lock(json!({"integrity": "x", "license": "MIT"}))).is_empty());
        assert_eq!(npm_complaints(&lock(json!({"license": "MIT"}))).len(), 1);
        assert_eq!(npm_complaints(&lock(json!({"integrity": "x"}))).len(), 1);
        assert_eq!(
            npm_complaints(&lock(json!({"integrity": "x", "license": "AGPL-3.0"}))).len(),
            1
        );
        assert_eq!(
            npm_complaints(&lock(
                json!({"integrity": "x", "license": "MIT", "hasInstallScript": true})
            ))
            .len(),
            1
        );
    }

    #[test]
    fn a_licence_read_in_a_file_counts_for_that_version_alone() {
        let complaints = |version: &str| {
            let package = json!({"integrity": "x", "version": version});
            npm_complaints(&json!({"packages": {"node_modules/thirty-two": package}})).len()
        };
        assert_eq!((complaints("1.0.2"), complaints("1.0.3")), (0, 1));
    }

    #[test]
    fn a_crate_in_two_versions_is_named() {
        let shipped = BTreeSet::from([
            "a 1.0.0".to_owned(),
            "a 2.0.0".to_owned(),
            "b 1.0.0".to_owned(),
        ]);
        assert_eq!(
            duplicates(&shipped),
            ["note: a ships in 2 versions: 1.0.0, 2.0.0"]
        );
    }
}
