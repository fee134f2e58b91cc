//! What of the lines that start with "Invariant:" in docs/architecture.md a program can see.
//!
//! Shape: a rule is a function from the repository to complaints, and each has a test that shows it can fail.
//! The document names every rule by its id, so that neither grows without the other.

mod crates;
mod files;
mod javascript;
mod rust;
mod sources;

use crate::process::{answer, command, root};
use anyhow::{Result, bail};
pub(crate) use crates::Graph;
pub(crate) use sources::Source;

/// What the rules look at.
pub(crate) struct Repository {
    /// Every text file that is tracked, or would be by `git add .`.
    pub(crate) sources: Vec<Source>,
    /// Who depends on whom: on this machine and on wasm32.
    pub(crate) graphs: Vec<Graph>,
}

/// One rule. What it forbids is said in the complaint.
struct Rule {
    id: &'static str,
    complaints: fn(&Repository) -> Vec<String>,
}

const RULES: &[Rule] = &[
    Rule {
        id: "core-without-browser",
        complaints: crates::core_without_browser,
    },
    Rule {
        id: "panel-knows-protocol",
        complaints: crates::panel_knows_protocol,
    },
    Rule {
        id: "simulator-knows-tenant",
        complaints: crates::simulator_knows_tenant,
    },
    Rule {
        id: "bindgen-versions-agree",
        complaints: crates::bindgen_versions_agree,
    },
    Rule {
        id: "engine-on-top",
        complaints: rust::engine_on_top,
    },
    Rule {
        id: "no-clock-no-chance",
        complaints: rust::no_clock_no_chance,
    },
    Rule {
        id: "expose-has-reason",
        complaints: rust::expose_has_reason,
    },
    Rule {
        id: "javascript-without-traps",
        complaints: javascript::javascript_without_traps,
    },
    Rule {
        id: "javascript-stays-small",
        complaints: javascript::javascript_stays_small,
    },
    Rule {
        id: "one-door-to-the-network",
        complaints: rust::one_door_to_the_network,
    },
    Rule {
        id: "recipe-has-page",
        complaints: files::recipe_has_page,
    },
    Rule {
        id: "files-stay-short",
        complaints: files::files_stay_short,
    },
    Rule {
        id: "nothing-of-this-machine",
        complaints: files::nothing_of_this_machine,
    },
    Rule {
        id: "architecture-names-rules",
        complaints: architecture_names_rules,
    },
];

/// Checks all rules and says how many there are.
pub(crate) fn check() -> Result<usize> {
    let repository = read()?;
    let complaints: Vec<String> = RULES
        .iter()
        .flat_map(|rule| {
            (rule.complaints)(&repository)
                .into_iter()
                .map(|text| format!("{}: {text}", rule.id))
        })
        .collect();
    if complaints.is_empty() {
        return Ok(RULES.len());
    }
    bail!(
        "{} broken (what they are for: docs/architecture.md)\n  {}",
        complaints.len(),
        complaints.join("\n  ")
    );
}

fn read() -> Result<Repository> {
    let listed = answer(command("git").args([
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "-z",
    ]))?;
    let sources = listed
        .split('\0')
        .filter(|path| !path.is_empty())
        // A file that is no text (an icon), or that is listed but deleted, is passed over.
        .filter_map(|path| {
            Some(Source::new(
                path,
                &std::fs::read_to_string(root().join(path)).ok()?,
            ))
        })
        .collect();
    Ok(Repository {
        sources,
        graphs: Graph::read_all()?,
    })
}

fn architecture_names_rules(repository: &Repository) -> Vec<String> {
    let path = "docs/architecture.md";
    let Some(document) = repository.sources.iter().find(|source| source.path == path) else {
        return vec![format!("{path} is missing")];
    };
    let invariants: Vec<&str> = document
        .text
        .lines()
        .filter(|line| line.starts_with("Invariant:"))
        .collect();
    RULES
        .iter()
        .filter(|rule| !invariants.iter().any(|line| line.contains(rule.id)))
        .map(|rule| {
            format!(
                "{path}: no line that starts with \"Invariant:\" names {}",
                rule.id
            )
        })
        .collect()
}

#[cfg(test)]
pub(crate) fn repository_of(files: &[(&str, &str)]) -> Repository {
    Repository {
        sources: files
            .iter()
            .map(|(path, text)| Source::new(path, text))
            .collect(),
        graphs: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_the_architecture_does_not_name_is_reported() {
        let all: String = RULES
            .iter()
            .map(|rule| format!("Invariant: something ({}).\n", rule.id))
            .collect();
        assert!(
            architecture_names_rules(&repository_of(&[("docs/architecture.md", &all)])).is_empty()
        );
        let without = all.replace("engine-on-top", "");
        assert_eq!(
            architecture_names_rules(&repository_of(&[("docs/architecture.md", &without)])).len(),
            1
        );
        assert_eq!(
            architecture_names_rules(&repository_of(&[])),
            ["docs/architecture.md is missing"]
        );
    }

    #[test]
    fn rules_have_different_ids() {
        let mut ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), RULES.len());
    }
}
