//! Rules about files, whatever is in them.

use super::Repository;
use super::sources::Source;

pub(super) fn recipe_has_page(repository: &Repository) -> Vec<String> {
    let recipes = repository.sources.iter().filter_map(|source| {
        let name = source
            .path
            .strip_prefix("src/core/src/page/recipes/")?
            .strip_suffix(".rs")?;
        (name != "mod" && !name.contains('/')).then(|| name.replace('_', "-"))
    });
    recipes
        .filter(|name| {
            let folder = format!("tests/pages/{name}/");
            // Better than a replica: the program itself.
            let test = format!("tests/browser/{name}.test.mjs");
            !repository.sources.iter().any(|source| {
                source.is_under(&[&folder]) && source.ends_in(&[".html"]) || source.path == test
            })
        })
        .map(|name| {
            format!("the recipe {name} has no page in tests/pages/{name}/ and no tests/browser/{name}.test.mjs")
        })
        .collect()
}

const FILE_LINES: usize = 600;

pub(super) fn files_stay_short(repository: &Repository) -> Vec<String> {
    let applies = |source: &&Source| {
        source.is_under(&[
            "src/",
            "simulator/",
            "tenant/",
            "xtask/",
            "extension/",
            "tests/browser/",
            "tests/clients/",
        ]) && source.ends_in(&[".rs", ".js", ".mjs", ".py", ".html", ".css"])
    };
    let lengths = repository
        .sources
        .iter()
        .filter(applies)
        .map(|source| (source, source.text.lines().count()));
    lengths
        .filter(|(_, n_lines)| *n_lines > FILE_LINES)
        .map(|(source, n_lines)| {
            format!(
                "{} has {n_lines} lines, {FILE_LINES} are allowed",
                source.path
            )
        })
        .collect()
}

/// Written in two halves, or this file would break its own rule.
const THIS_MACHINE: [&str; 9] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/tmp/bash", "_jobs"),
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("registry.npm", "js.org"),
    concat!("deb.deb", "ian.org"),
    concat!("pypi", ".org"),
    concat!("proxy.gol", "ang.org"),
];

pub(super) fn nothing_of_this_machine(repository: &Repository) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in &repository.sources {
        for (index, line) in source.text.lines().enumerate() {
            for word in THIS_MACHINE.iter().filter(|word| line.contains(**word)) {
                complaints.push(source.complain(
                    index + 1,
                    &format!("`{word}` is of one machine or one registry"),
                ));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invariants::repository_of;
    use crate::invariants::sources::check_rule;

    #[test]
    fn a_recipe_without_a_page_is_a_rumour() {
        let recipe = ("src/core/src/page/recipes/datto_rmm.rs", "");
        assert_eq!(recipe_has_page(&repository_of(&[recipe])).len(), 1);
        assert!(
            recipe_has_page(&repository_of(&[
                recipe,
                ("tests/pages/datto-rmm/device.html", "")
            ]))
            .is_empty()
        );
        assert!(
            recipe_has_page(&repository_of(&[
                ("src/core/src/page/recipes/meshcentral.rs", ""),
                ("tests/browser/meshcentral.test.mjs", "")
            ]))
            .is_empty()
        );
        assert!(
            recipe_has_page(&repository_of(&[("src/core/src/page/recipes/mod.rs", "")])).is_empty()
        );
    }

    #[test]
    fn a_long_file_is_noticed() {
        check_rule(
            files_stay_short,
            "src/core/src/a.rs",
            &"\n".repeat(FILE_LINES + 1),
            &"\n".repeat(FILE_LINES),
        );
    }

    #[test]
    fn paths_of_this_machine_and_names_of_registries_stay_out() {
        check_rule(
            nothing_of_this_machine,
            "README.md",
            concat!("see /wo", "rk/main"),
            "see the repository",
        );
        check_rule(
            nothing_of_this_machine,
            "a.json",
            concat!("https://registry.npm", "js.org/a"),
            "https://example.org",
        );
    }
}
