//! Clients that others wrote, run against the simulator: that it is like IT Glue, not only like our idea of it.

use crate::process::{cargo, command, output, output_whatever, step, target_dir};
use crate::suites::{self, Suite};
use crate::{demo, npm, pypi};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const FOLDER: &str = "tests/clients";

/// Package, and its test. `itglue` and `py-itglue` install modules of one name, so each has an environment of its own.
const PYTHON: [(&str, &str); 3] = [
    ("itglue", "test_itglue.py"),
    ("py-itglue", "test_py_itglue.py"),
    ("pytglue", "test_pytglue.py"),
];

/// What is tested, and its file.
const NODE: [(&str, &str); 2] = [
    ("node-itglue", "node-itglue.test.mjs"),
    ("agreement with ours", "agreement.test.mjs"),
];

/// One program that tests and says how many.
struct Run {
    name: String,
    command: Command,
    count: fn(&str, &str) -> Suite,
}

/// All of them side by side; a suite each. What failed has been printed.
pub(crate) fn run(simulator: &Path) -> Result<Vec<Suite>> {
    let pythons: Vec<PathBuf> = PYTHON
        .iter()
        .map(|(package, _)| pypi::environment(package))
        .collect::<Result<_>>()?;
    let dump = dump()?;
    let mut runs = Vec::new();
    for ((package, file), python) in PYTHON.iter().zip(&pythons) {
        let mut command = command(python);
        // No compiled copies beside the sources.
        command.arg("-B").arg(format!("{FOLDER}/{file}"));
        runs.push(Run {
            name: format!("third-party clients, {package}"),
            command,
            count: suites::of_unittest,
        });
    }
    for (name, file) in NODE {
        let mut command = npm::node();
        command.args(["--test", "--test-reporter=tap"]);
        command.arg(format!("{FOLDER}/{file}"));
        runs.push(Run {
            name: format!("third-party clients, {name}"),
            command,
            count: suites::of_node,
        });
    }
    for run in &mut runs {
        run.command
            .env("GLUEPANE_SIMULATOR", simulator)
            .env("GLUEPANE_DUMP", &dump)
            // No proxy of this machine has a part in it.
            .env("NO_PROXY", "127.0.0.1")
            .env("no_proxy", "127.0.0.1");
        for ((package, _), python) in PYTHON.iter().zip(&pythons) {
            let variable = package.to_uppercase().replace('-', "_");
            run.command
                .env(format!("GLUEPANE_PYTHON_{variable}"), python);
        }
    }
    step("third-party clients", || side_by_side(runs))
}

/// Nothing but them.
pub(crate) fn alone() -> Result<()> {
    let suites = run(&demo::simulator()?)?;
    println!("\n{}", suites::table(&suites));
    if suites.iter().any(|suite| suite.failed > 0) {
        bail!("tests failed; their output is above");
    }
    Ok(())
}

/// Our client's program that prints all it reads.
fn dump() -> Result<PathBuf> {
    step("cargo build (dump)", || {
        let package = ["-p", "gluepane-itglue", "--example", "dump"];
        output(cargo().args(["build", "--quiet"]).args(package))
    })?;
    let name = format!("dump{}", std::env::consts::EXE_SUFFIX);
    Ok(target_dir().join("debug/examples").join(name))
}

fn side_by_side(runs: Vec<Run>) -> Result<Vec<Suite>> {
    std::thread::scope(|scope| {
        let started: Vec<_> = runs
            .into_iter()
            .map(|run| scope.spawn(move || finish(run)))
            .collect();
        started
            .into_iter()
            .map(|thread| match thread.join() {
                Ok(suite) => suite,
                Err(_) => bail!("a test of third-party clients could not be followed"),
            })
            .collect()
    })
}

fn finish(mut run: Run) -> Result<Suite> {
    let (succeeded, text) = output_whatever(&mut run.command)?;
    let suite = judge((run.count)(&run.name, &text), succeeded);
    if suite.failed > 0 {
        println!("\nFAILED: {}\n{text}", suite.name);
    }
    Ok(suite)
}

/// Nothing of it may be left out: a program that ran no test, skipped one or ended badly has failed.
fn judge(mut suite: Suite, succeeded: bool) -> Suite {
    if suite.failed == 0 && (!succeeded || suite.passed == 0 || suite.skipped > 0) {
        suite.failed = 1;
    }
    suite
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ran_nothing_or_left_something_out_has_failed() {
        let suite = |passed, skipped| Suite {
            passed,
            skipped,
            ..Suite::default()
        };
        assert_eq!(judge(suite(2, 0), true).failed, 0);
        assert_eq!(judge(suite(2, 0), false).failed, 1);
        assert_eq!(judge(suite(0, 0), true).failed, 1);
        assert_eq!(judge(suite(2, 1), true).failed, 1);
    }
}
