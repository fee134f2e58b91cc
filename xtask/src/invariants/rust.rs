//! Rules about what Rust code may say where.

use super::Repository;
use super::sources::{Source, forbid};

pub(super) fn engine_on_top(repository: &Repository) -> Vec<String> {
    let below = ["page", "matching", "links", "notes"];
    let is_below = |source: &Source| {
        below.iter().any(|module| {
            source.is_under(&[
                &format!("src/core/src/{module}/"),
                &format!("src/core/src/{module}.rs"),
            ])
        })
    };
    forbid(
        repository,
        is_below,
        &["crate::engine", "super::engine"],
        "turns the arrow around: engine knows this module",
    )
}

pub(super) fn no_clock_no_chance(repository: &Repository) -> Vec<String> {
    let pure = [
        "src/core/src/",
        "src/itglue/src/",
        "src/protocol/src/",
        "src/secret/src/",
    ];
    let applies = |source: &Source| source.is_under(&pure) && !source.is_test();
    let words = [
        "SystemTime",
        "time::Instant",
        "Instant::now",
        "rand::",
        "getrandom",
    ];
    forbid(
        repository,
        applies,
        &words,
        "comes in through a port, or as an argument",
    )
}

/// Whether the lines above a value's exposure give its reason: in the three before it, or before the statement that it
/// is part of, which a formatter may have laid out over many lines.
fn has_reason(above: &[&str]) -> bool {
    let is_reason = |line: &str| line.starts_with("// EXPOSE:");
    let upwards = || above.iter().rev().map(|line| line.trim());
    let of_statement = |line: &&str| !line.is_empty() && !line.ends_with(';');
    upwards().take(3).any(is_reason) || upwards().take(12).take_while(of_statement).any(is_reason)
}

pub(super) fn expose_has_reason(repository: &Repository) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in repository
        .sources
        .iter()
        .filter(|source| source.is_under(&["src/"]) && !source.is_test())
    {
        let lines: Vec<&str> = source.text.lines().collect();
        for (number, line) in source.code() {
            if line.contains(".expose()") && !has_reason(&lines[..number - 1]) {
                complaints.push(source.complain(
                    number,
                    "`.expose()` without a line `// EXPOSE: why` just above",
                ));
            }
        }
    }
    complaints
}

pub(super) fn one_door_to_the_network(repository: &Repository) -> Vec<String> {
    let applies = |source: &Source| {
        source.is_under(&["src/", "extension/"])
            && !source.is_under(&["src/background/"])
            && source.ends_in(&[".rs", ".js", ".html"])
            && !source.is_test()
    };
    let words = [
        "fetch(",
        "fetch_with_",
        "XMLHttpRequest",
        "XmlHttpRequest",
        "WebSocket",
        "EventSource",
        "sendBeacon",
        "gloo_net",
    ];
    forbid(
        repository,
        applies,
        &words,
        "opens a second door: requests leave through src/background alone",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invariants::repository_of;
    use crate::invariants::sources::check_rule;

    #[test]
    fn the_matching_may_not_know_the_engine() {
        check_rule(
            engine_on_top,
            "src/core/src/matching/mod.rs",
            "use crate::engine::Port;",
            "use crate::page::Context;",
        );
        check_rule(
            engine_on_top,
            "src/core/src/links.rs",
            "use crate::engine;",
            "// crate::engine uses this",
        );
    }

    #[test]
    fn the_core_has_no_clock_outside_its_tests() {
        let good = "#[cfg(test)]\nmod tests {\n    use std::time::Instant;\n}\nfn f() {}\n";
        check_rule(
            no_clock_no_chance,
            "src/core/src/a.rs",
            "fn f() { std::time::SystemTime::now(); }",
            good,
        );
        check_rule(
            no_clock_no_chance,
            "src/core/src/a.rs",
            &good.replace("f() {}", "f() { rand::random() }"),
            good,
        );
    }

    #[test]
    fn a_test_module_in_a_file_of_its_own_hides_nothing_after_it() {
        let bad = "#[cfg(test)]\nmod tests;\n\nfn f() { Instant::now(); }\n";
        check_rule(
            no_clock_no_chance,
            "src/itglue/src/a.rs",
            bad,
            "#[cfg(test)]\nmod tests;\n",
        );
    }

    #[test]
    fn an_exposure_gives_its_reason() {
        let good = "// EXPOSE: it goes to the clipboard.\nlet a = b\n    .expose();\n";
        check_rule(
            expose_has_reason,
            "src/core/src/a.rs",
            "let a = b.expose();",
            good,
        );
        let laid_out =
            "// EXPOSE: it is parsed.\nlet One {\n a,\n b,\n c,\n} = parse(body.expose());";
        let of_another = laid_out.replace("b,", "b;");
        check_rule(
            expose_has_reason,
            "src/core/src/a.rs",
            &of_another,
            laid_out,
        );
    }

    #[test]
    fn the_panel_does_not_fetch() {
        check_rule(
            one_door_to_the_network,
            "src/panel/src/a.rs",
            "window.fetch(url)",
            "// fetch(url) is elsewhere",
        );
        assert!(
            one_door_to_the_network(&repository_of(&[(
                "src/background/src/transport.rs",
                "fetch(url)"
            )]))
            .is_empty()
        );
    }
}
