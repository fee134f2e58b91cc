//! What test runners say, read; and the table at the end.

/// Counts of one suite.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Suite {
    pub(crate) name: String,
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

impl Suite {
    /// For a check that is one thing: it passes or it ends everything.
    pub(crate) fn single(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            passed: 1,
            ..Self::default()
        }
    }

    pub(crate) fn total(&self) -> u32 {
        self.passed + self.failed + self.skipped
    }
}

/// Reads what `cargo test` printed: a suite for each program that ran any test.
pub(crate) fn of_cargo(output: &str) -> Vec<Suite> {
    let mut suites = Vec::new();
    let mut name = String::new();
    for line in output.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("Running ") {
            // Running unittests src/lib.rs (target/debug/deps/gluepane_core-0123456789abcdef)
            let file = rest
                .rsplit(['/', '('])
                .next()
                .unwrap_or(rest)
                .trim_end_matches(')');
            let program = file
                .rsplit_once('-')
                .map_or(file, |(program, _hash)| program);
            name = format!(
                "{program} ({})",
                rest.split(" (")
                    .next()
                    .unwrap_or_default()
                    .trim_start_matches("unittests ")
            );
        } else if let Some(package) = line.strip_prefix("Doc-tests ") {
            name = format!("{package} (examples in docs)");
        } else if let Some(counts) = line.strip_prefix("test result: ") {
            let number = |word: &str| number_before(counts, word);
            let suite = Suite {
                name: name.clone(),
                passed: number(" passed"),
                failed: number(" failed"),
                skipped: number(" ignored"),
            };
            if suite.total() > 0 {
                suites.push(suite);
            }
        }
    }
    suites
}

fn number_before(text: &str, word: &str) -> u32 {
    let before = text
        .find(word)
        .and_then(|at| text.get(..at))
        .unwrap_or_default();
    before
        .rsplit(|letter: char| !letter.is_ascii_digit())
        .next()
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

/// Reads the TAP of node's test runner. A file without a test counts as a passed test there; here it does not.
pub(crate) fn of_node(name: &str, tap: &str) -> Suite {
    let number = |key: &str| {
        let value = tap
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix(&format!("# {key} ")));
        value
            .and_then(|value| value.trim().parse::<u32>().ok())
            .unwrap_or(0)
    };
    let is_empty_file =
        |line: &&str| line.starts_with("ok ") && line.trim_end().ends_with(".test.mjs");
    let n_empty = u32::try_from(tap.lines().filter(is_empty_file).count()).unwrap_or(0);
    Suite {
        name: name.to_owned(),
        passed: number("pass").saturating_sub(n_empty),
        failed: number("fail") + number("cancelled"),
        skipped: number("skipped") + number("todo"),
    }
}

/// Reads what Python's unittest says at the end: `Ran 3 tests in 0.1s`, then `OK` or `FAILED (failures=1, skipped=1)`.
pub(crate) fn of_unittest(name: &str, output: &str) -> Suite {
    let last = |start: &str| {
        let mut lines = output.lines().rev();
        lines.find(|line| line.starts_with(start)).unwrap_or("")
    };
    let n_tests = number_before(last("Ran "), " test");
    let end = match last("FAILED (") {
        "" => last("OK ("),
        failed => failed,
    };
    let counts: Vec<(&str, u32)> = end
        .split(['(', ',', ')'])
        .filter_map(|count| count.trim().split_once('='))
        .filter_map(|(key, number)| Some((key, number.parse().ok()?)))
        .collect();
    let number = |key: &str| {
        counts
            .iter()
            .find(|(found, _)| *found == key)
            .map_or(0, |(_, n)| *n)
    };
    // A test of many parts fails once for each of them.
    let failed = number("failures") + number("errors") + number("unexpected successes");
    let skipped = number("skipped") + number("expected failures");
    Suite {
        name: name.to_owned(),
        passed: n_tests.saturating_sub(failed + skipped),
        failed,
        skipped,
    }
}

/// What failed, from the TAP of node's test runner, with what was said of it: for the end of a long run, where it is found.
/// A test that only holds one that failed is left out.
pub(crate) fn failures_of_node(tap: &str) -> Vec<String> {
    let mut failures = Vec::new();
    let mut lines = tap.lines();
    while let Some(line) = lines.next() {
        let Some(name) = line.trim_start().strip_prefix("not ok ") else {
            continue;
        };
        let details: Vec<&str> = lines
            .by_ref()
            .map(str::trim)
            .take_while(|line| *line != "...")
            .filter(|line| !line.is_empty() && *line != "---" && !line.contains("node:internal/"))
            .collect();
        if !details.contains(&"failureType: 'subtestsFailed'") {
            let text: String = details.iter().map(|line| format!("\n    {line}")).collect();
            failures.push(format!("{name}{text}"));
        }
    }
    failures
}

/// The table, and the closing line that other programs read.
pub(crate) fn table(suites: &[Suite]) -> String {
    let width = suites
        .iter()
        .map(|suite| suite.name.len())
        .max()
        .unwrap_or(0)
        .max(5);
    let mut text = format!("{:width$}  passed  failed  skipped\n", "suite");
    for Suite {
        name,
        passed,
        failed,
        skipped,
    } in suites
    {
        text.push_str(&format!(
            "{name:width$}  {passed:6}  {failed:6}  {skipped:7}\n"
        ));
    }
    let sum = |count: fn(&Suite) -> u32| suites.iter().map(count).sum::<u32>();
    let (passed, failed, skipped) = (sum(|s| s.passed), sum(|s| s.failed), sum(|s| s.skipped));
    text.push_str(&format!(
        "\n{passed} passed, {failed} failed, {skipped} skipped"
    ));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_output_is_read_program_by_program() {
        let output = "   Compiling a v0.1.0\n     Running unittests src/lib.rs (target/debug/deps/gluepane_core-0a1b)\n\
            \nrunning 2 tests\ntest a ... ok\ntest result: FAILED. 1 passed; 1 failed; 3 ignored; 0 measured; 12 filtered out\n\
            \x20    Running tests/demo.rs (target/debug/deps/demo-0a1b)\n\
            test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n\
            \x20  Doc-tests gluepane_itglue\ntest result: ok. 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n";
        let suites = of_cargo(output);
        assert_eq!(suites.len(), 2);
        assert_eq!(
            suites[0],
            Suite {
                name: "gluepane_core (src/lib.rs)".into(),
                passed: 1,
                failed: 1,
                skipped: 3
            }
        );
        assert_eq!(suites[1].name, "gluepane_itglue (examples in docs)");
    }

    #[test]
    fn an_empty_test_file_is_no_test() {
        let tap = "TAP version 13\nok 1 - /a/b/empty.test.mjs\nok 2 - copies a password\nnot ok 3 - types\n\
            # tests 3\n# pass 2\n# fail 1\n# cancelled 0\n# skipped 0\n# todo 0\n";
        assert_eq!(
            of_node("chromium", tap),
            Suite {
                name: "chromium".into(),
                passed: 1,
                failed: 1,
                skipped: 0
            }
        );
        assert_eq!(of_node("chromium", "").total(), 0);
    }

    #[test]
    fn pythons_last_lines_are_counted() {
        let counts = |output: &str| {
            let suite = of_unittest("a", output);
            (suite.passed, suite.failed, suite.skipped)
        };
        assert_eq!(counts("..\nRan 21 tests in 1.3s\n\nOK\n"), (21, 0, 0));
        assert_eq!(counts("Ran 1 test in 0.1s\n\nOK (skipped=1)\n"), (0, 0, 1));
        assert_eq!(
            counts("Ran 3 tests in 1s\n\nOK (expected failures=1)\n"),
            (2, 0, 1)
        );
        let failed = "Ran 9 tests in 1s\n\nFAILED (failures=1, errors=2, skipped=1)\n";
        assert_eq!(counts(failed), (5, 3, 1));
        assert_eq!(counts("Traceback (most recent call last):\n"), (0, 0, 0));
    }

    #[test]
    fn what_failed_is_told_with_its_reason_and_without_what_holds_it() {
        let tap = "TAP version 13\n# Subtest: the panel\n    # Subtest: opens\n    ok 1 - opens\n      ---\n      duration_ms: 1\n      ...\n\
            \x20   # Subtest: closes\n    not ok 2 - closes\n      ---\n      failureType: 'testCodeFailure'\n      error: 'never: gone'\n      ...\n\
            not ok 1 - the panel\n  ---\n  failureType: 'subtestsFailed'\n  error: '1 subtest failed'\n  ...\n";
        assert_eq!(
            failures_of_node(tap),
            ["2 - closes\n    failureType: 'testCodeFailure'\n    error: 'never: gone'"]
        );
    }

    #[test]
    fn the_last_line_counts_everything() {
        let suites = [
            Suite {
                name: "a".into(),
                passed: 2,
                failed: 0,
                skipped: 1,
            },
            Suite::single("b"),
        ];
        assert!(table(&suites).ends_with("\n3 passed, 0 failed, 1 skipped"));
    }
}
