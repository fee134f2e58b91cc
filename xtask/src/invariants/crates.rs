//! Rules about which crate may need which, from what cargo resolved.

use super::Repository;
use crate::process::{answer, cargo, command};
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Normal dependencies (what is compiled in, not what builds or tests it) for one target.
pub(crate) struct Graph {
    pub(crate) target: String,
    /// Package name to the names of what it needs directly. Two versions of one crate count as one here.
    pub(crate) needs: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    /// For this machine and for wasm32.
    pub(crate) fn read_all() -> Result<Vec<Self>> {
        let version = answer(command("rustc").arg("-vV"))?;
        let host = version
            .lines()
            .find_map(|line| line.strip_prefix("host: "))
            .context("rustc -vV names no host")?;
        [host, "wasm32-unknown-unknown"]
            .into_iter()
            .map(Self::read)
            .collect()
    }

    fn read(target: &str) -> Result<Self> {
        let text = answer(cargo().args([
            "metadata",
            "--format-version",
            "1",
            "--filter-platform",
            target,
        ]))?;
        let metadata: Value = serde_json::from_str(&text)?;
        Ok(Self {
            target: target.to_owned(),
            needs: needs(&metadata),
        })
    }

    /// Everything that `package` needs, directly or not.
    pub(crate) fn all_needs(&self, package: &str) -> BTreeSet<&str> {
        let mut seen = BTreeSet::new();
        let mut open = vec![package];
        while let Some(name) = open.pop() {
            for next in self.needs.get(name).into_iter().flatten() {
                if seen.insert(next.as_str()) {
                    open.push(next);
                }
            }
        }
        seen
    }
}

fn needs(metadata: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let names: BTreeMap<String, String> = array(&metadata["packages"])
        .iter()
        .filter_map(|package| {
            Some((
                package["id"].as_str()?.to_owned(),
                package["name"].as_str()?.to_owned(),
            ))
        })
        .collect();
    let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for node in array(&metadata["resolve"]["nodes"]) {
        let Some(name) = node["id"].as_str().and_then(|id| names.get(id)) else {
            continue;
        };
        let normal = array(&node["deps"]).into_iter().filter(|dependency| {
            array(&dependency["dep_kinds"])
                .iter()
                .any(|kind| kind["kind"].is_null())
        });
        let entry = needs.entry(name.clone()).or_default();
        entry.extend(
            normal.filter_map(|dependency| names.get(dependency["pkg"].as_str()?).cloned()),
        );
    }
    needs
}

/// The crates that know no browser.
const BROWSER_FREE: [&str; 5] = [
    "gluepane-secret",
    "gluepane-wire",
    "gluepane-protocol",
    "gluepane-itglue",
    "gluepane-core",
];

fn is_browser_crate(name: &str) -> bool {
    name == "web-sys"
        || name == "js-sys"
        || name == "idb"
        || ["wasm-bindgen", "gloo", "leptos"]
            .iter()
            .any(|start| name.starts_with(start))
}

pub(super) fn core_without_browser(repository: &Repository) -> Vec<String> {
    let mut complaints = Vec::new();
    for graph in &repository.graphs {
        for package in BROWSER_FREE {
            for found in graph
                .all_needs(package)
                .into_iter()
                .filter(|name| is_browser_crate(name))
            {
                complaints.push(format!(
                    "{package} depends on {found} (for {})",
                    graph.target
                ));
            }
        }
    }
    complaints
}

/// Ours are the packages of this workspace that end up in the extension or serve its tests.
fn ours<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let is_ours = |name: &&str| {
        name.starts_with("gluepane-") || ["tenant", "simulator", "xtask"].contains(name)
    };
    names.into_iter().filter(is_ours).collect()
}

pub(super) fn panel_knows_protocol(repository: &Repository) -> Vec<String> {
    may_need(
        repository,
        "gluepane-panel",
        &["gluepane-protocol", "gluepane-wire-js"],
        &[
            "gluepane-protocol",
            "gluepane-secret",
            "gluepane-wire",
            "gluepane-wire-js",
        ],
    )
}

pub(super) fn simulator_knows_tenant(repository: &Repository) -> Vec<String> {
    may_need(repository, "simulator", &["tenant"], &["tenant"])
}

fn may_need(
    repository: &Repository,
    package: &str,
    directly: &[&str],
    at_all: &[&str],
) -> Vec<String> {
    let mut complaints = Vec::new();
    for graph in &repository.graphs {
        let direct = graph
            .needs
            .get(package)
            .into_iter()
            .flatten()
            .map(String::as_str);
        for (found, allowed) in [
            (ours(direct), directly),
            (ours(graph.all_needs(package)), at_all),
        ] {
            for name in found.into_iter().filter(|name| !allowed.contains(name)) {
                complaints.push(format!(
                    "{package} depends on {name} (for {})",
                    graph.target
                ));
            }
        }
    }
    complaints
}

/// The glue is generated by a library that must be of the same version as the crate in the WASM.
pub(super) fn bindgen_versions_agree(repository: &Repository) -> Vec<String> {
    let Some(lock) = repository
        .sources
        .iter()
        .find(|source| source.path == "Cargo.lock")
    else {
        return vec!["Cargo.lock is missing".to_owned()];
    };
    let lines: Vec<&str> = lock.text.lines().collect();
    let versions: BTreeSet<&str> = lines
        .windows(2)
        .filter(|pair| {
            [
                "wasm-bindgen",
                "wasm-bindgen-cli-support",
                "wasm-bindgen-shared",
            ]
            .iter()
            .any(|name| pair[0] == format!("name = \"{name}\""))
        })
        .map(|pair| pair[1])
        .collect();
    match versions.len() {
        1 => Vec::new(),
        n => vec![format!(
            "Cargo.lock has {n} versions of wasm-bindgen and its parts: {versions:?}"
        )],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invariants::repository_of;

    fn repository(needs: &[(&str, &[&str])]) -> Repository {
        let needs = needs
            .iter()
            .map(|(name, list)| {
                (
                    (*name).to_owned(),
                    list.iter().map(|&each| each.to_owned()).collect(),
                )
            })
            .collect();
        Repository {
            sources: Vec::new(),
            graphs: vec![Graph {
                target: "any".to_owned(),
                needs,
            }],
        }
    }

    #[test]
    fn a_browser_crate_behind_another_is_found() {
        let bad = repository(&[("gluepane-core", &["chrono"]), ("chrono", &["js-sys"])]);
        assert_eq!(
            core_without_browser(&bad),
            ["gluepane-core depends on js-sys (for any)"]
        );
        assert!(core_without_browser(&repository(&[("gluepane-core", &["serde"])])).is_empty());
    }

    #[test]
    fn the_panel_reaches_nothing_but_the_protocol() {
        let good = repository(&[
            ("gluepane-panel", &["gluepane-protocol", "leptos"]),
            ("gluepane-protocol", &["gluepane-secret"]),
        ]);
        assert!(panel_knows_protocol(&good).is_empty());
        let bad = repository(&[("gluepane-panel", &["gluepane-secret"])]);
        assert_eq!(panel_knows_protocol(&bad).len(), 1);
    }

    #[test]
    fn the_simulator_may_not_use_our_client() {
        assert!(
            simulator_knows_tenant(&repository(&[("simulator", &["tenant", "axum"])])).is_empty()
        );
        assert!(
            !simulator_knows_tenant(&repository(&[("simulator", &["gluepane-itglue"])])).is_empty()
        );
    }

    #[test]
    fn only_normal_dependencies_count() {
        let metadata = serde_json::json!({
            "packages": [{"id": "1", "name": "a"}, {"id": "2", "name": "b"}, {"id": "3", "name": "c"}],
            "resolve": {"nodes": [{"id": "1", "deps": [
                {"pkg": "2", "dep_kinds": [{"kind": null}]},
                {"pkg": "3", "dep_kinds": [{"kind": "dev"}]},
            ]}]},
        });
        assert_eq!(needs(&metadata)["a"], BTreeSet::from(["b".to_owned()]));
    }

    #[test]
    fn two_versions_of_wasm_bindgen_are_one_too_many() {
        let lock = "name = \"wasm-bindgen\"\nversion = \"1\"\nname = \"wasm-bindgen-cli-support\"\nversion = \"2\"\n";
        assert_eq!(
            bindgen_versions_agree(&repository_of(&[("Cargo.lock", lock)])).len(),
            1
        );
        assert!(
            bindgen_versions_agree(&repository_of(&[("Cargo.lock", &lock.replace('2', "1"))]))
                .is_empty()
        );
    }
}
