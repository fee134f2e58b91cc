//! Rules about the JavaScript that ships.

use super::Repository;
use super::sources::{Source, forbid, without_comment};

fn is_our_javascript(source: &Source) -> bool {
    source.is_under(&["extension/"]) && source.ends_in(&[".js"])
}

pub(super) fn javascript_without_traps(repository: &Repository) -> Vec<String> {
    let words = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "setInterval",
    ];
    forbid(
        repository,
        is_our_javascript,
        &words,
        "has no place in extension/",
    )
}

const JAVASCRIPT_LINES: usize = 600;

pub(super) fn javascript_stays_small(repository: &Repository) -> Vec<String> {
    let scripts = repository
        .sources
        .iter()
        .filter(|source| is_our_javascript(source));
    let n_lines: usize = scripts
        .map(|source| lines_of_javascript(&source.text))
        .sum();
    if n_lines <= JAVASCRIPT_LINES {
        return Vec::new();
    }
    vec![format!(
        "extension/*.js have {n_lines} lines, {JAVASCRIPT_LINES} are allowed: move decisions to Rust"
    )]
}

/// Lines with code on them.
fn lines_of_javascript(text: &str) -> usize {
    let mut in_comment = false;
    let mut n_lines = 0;
    for line in text.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !without_comment(line).trim().is_empty() {
            n_lines += 1;
        }
        in_comment &= !line.ends_with("*/");
    }
    n_lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invariants::sources::check_rule;

    #[test]
    fn javascript_parses_no_markup_and_does_not_poll() {
        let rule = javascript_without_traps;
        check_rule(
            rule,
            "extension/reader.js",
            "node.innerHTML = text;",
            "node.textContent = text; // not innerHTML",
        );
        check_rule(
            rule,
            "extension/reader.js",
            "setInterval(f, 1);",
            "setTimeout(f, 1);",
        );
    }

    #[test]
    fn only_lines_of_code_count_as_javascript() {
        assert_eq!(
            lines_of_javascript("// a\n\n/**\n * b\n */\nlet c = 1; // d\n/* e */\n}\n"),
            2
        );
        let bad = "a();\n".repeat(JAVASCRIPT_LINES + 1);
        check_rule(
            javascript_stays_small,
            "extension/reader.js",
            &bad,
            &"// a\n".repeat(JAVASCRIPT_LINES + 1),
        );
    }
}
