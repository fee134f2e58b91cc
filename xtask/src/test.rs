//! Every test: native, the add-on linter, clients of others, and both browsers side by side; and the long ones by name.

use crate::process::{cargo, follow, output_whatever, root, state_dir, step};
use crate::setup::{self, Browsers};
use crate::suites::{self, Suite};
use crate::{build, check, clients, demo, licences, npm};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Warnings of the linter that we know: code, file, and why they stay.
const KNOWN_WARNINGS: &[(&str, &str, &str)] = &[
    (
        "UNSUPPORTED_API",
        "extension/clipboard.js",
        "chrome.offscreen is asked for only where it exists; Firefox's event page reaches the clipboard itself",
    ),
    (
        "UNSUPPORTED_API",
        "extension/background.js",
        "chrome.sidePanel is asked for only where it exists; Firefox has its sidebar",
    ),
    (
        "UNSUPPORTED_API",
        "pkg/panel.js",
        "chrome.sidePanel is asked for only where it exists; Firefox's popup opens the sidebar",
    ),
    (
        "UNSUPPORTED_API",
        "extension/frame.js",
        "chrome.dom is asked for only where it exists; Firefox has openOrClosedShadowRoot on each element",
    ),
];

/// Runs all of it; the table at the end says what ran.
pub(crate) fn run(browsers: &Browsers) -> Result<()> {
    let mut suites = check::looks()?;
    for note in step("advisories", licences::advisories)? {
        println!("    {note}");
    }
    suites.extend(check::native_tests("tests (native, all)", &[])?);
    build::extensions(build::Hosts::AsShipped)?;
    build::extensions(build::Hosts::All)?;
    step("addons-linter", lint)?;
    suites.push(Suite::single("addons-linter"));
    let simulator = demo::simulator()?;
    suites.extend(clients::run(&simulator)?);
    let mut empty = Vec::new();
    for (browser, suite) in in_browsers(browsers, &simulator, &test_files("tests/browser")?)? {
        if suite.passed + suite.failed == 0 {
            empty.push(browser);
        }
        suites.push(suite);
    }
    print_failures();
    println!("\n{}", suites::table(&suites));
    if let [browser, ..] = empty.as_slice() {
        bail!("no test ran in {browser}: that is no success");
    }
    if suites.iter().any(|suite| suite.failed > 0) {
        bail!("tests failed; their output is above");
    }
    Ok(())
}

/// Native tests that take too long for every change, marked `#[ignore]`: the name for `soak`, the package, the test.
const LONG_TESTS: &[(&str, &str, &str)] = &[
    ("day", "gluepane-core", "three_hundred_technicians_all_day"),
    ("faults", "gluepane-core", "each_fault_at_each_request"),
    ("fuzz", "gluepane-itglue", "broken_answers_for_minutes"),
    (
        "full-read",
        "gluepane-itglue",
        "a_whole_account_is_read_while_technicians_ask",
    ),
];

/// What takes too long for every change: all of it, or one by its name. Only what runs in a browser needs one.
pub(crate) fn soak(name: Option<&str>) -> Result<()> {
    let files = test_files("tests/browser/soak")?;
    let meant = meant(name, &files)?;
    let mut suites = Vec::new();
    for (name, package, test) in meant.native {
        let args = ["test", "--release", "-p", package, test];
        let (succeeded, text) = step(&format!("{name} (native)"), || {
            let shown = ["--", "--ignored", "--nocapture"];
            output_whatever(cargo().args(args).args(shown))
        })?;
        println!("{text}");
        let native = suites::of_cargo(&text);
        if native.is_empty() || !succeeded && native.iter().all(|suite| suite.failed == 0) {
            bail!("{name}: no test ran to its end");
        }
        suites.extend(native);
    }
    if !meant.files.is_empty() {
        let browsers = setup::for_browsers()?;
        build::extensions(build::Hosts::All)?;
        let simulator = demo::simulator()?;
        let in_browsers = in_browsers(&browsers, &simulator, &meant.files)?;
        suites.extend(in_browsers.map(|(_, suite)| suite));
        print_failures();
    }
    println!("\n{}", suites::table(&suites));
    if suites
        .iter()
        .any(|suite| suite.failed > 0 || suite.passed == 0)
    {
        bail!("not all of it passed; the output is above");
    }
    Ok(())
}

/// What a name means; all of it without one.
#[derive(Debug)]
struct Meant {
    native: Vec<&'static (&'static str, &'static str, &'static str)>,
    files: Vec<PathBuf>,
}

fn meant(name: Option<&str>, files: &[PathBuf]) -> Result<Meant> {
    let is_meant = |one: &str| name.is_none_or(|name| name == one);
    let native = LONG_TESTS.iter().filter(|one| is_meant(one.0)).collect();
    let meant = Meant {
        native,
        files: files
            .iter()
            .filter(|file| is_meant(&name_of(file)))
            .cloned()
            .collect(),
    };
    if meant.files.is_empty() && meant.native.is_empty() {
        let mut names: Vec<String> = files.iter().map(|file| name_of(file)).collect();
        names.extend(LONG_TESTS.iter().map(|one| one.0.to_owned()));
        let unknown = name.unwrap_or_default();
        bail!(
            "no long test is called {unknown:?}; there are: {}",
            names.join(", ")
        );
    }
    Ok(meant)
}

/// `tests/browser/soak/clicks.test.mjs` is called "clicks".
fn name_of(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.trim_end_matches(".test.mjs").to_owned()
}

/// Side by side: each waits for its pages most of the time. What Firefox says is printed when Chromium is done.
fn in_browsers(
    browsers: &Browsers,
    simulator: &PathBuf,
    files: &[PathBuf],
) -> Result<[(&'static str, Suite); 2]> {
    println!("==> tests in Chromium and Firefox, side by side; Firefox's are printed afterwards");
    let spec = state_dir()?.join("firefox.spec");
    std::thread::scope(|scope| {
        let firefox = scope.spawn(|| in_browser("firefox", browsers, simulator, files, &spec));
        let stdout = PathBuf::from("stdout");
        let chromium = in_browser("chromium", browsers, simulator, files, &stdout);
        let Ok(firefox) = firefox.join() else {
            bail!("the tests in Firefox could not be followed");
        };
        println!("==> tests in Firefox");
        println!("{}", std::fs::read_to_string(&spec).unwrap_or_default());
        Ok([("chromium", chromium?), ("firefox", firefox?)])
    })
}

/// `spec`: where its words for people go, a file or `stdout`.
fn in_browser(
    browser: &str,
    browsers: &Browsers,
    simulator: &PathBuf,
    files: &[PathBuf],
    spec: &Path,
) -> Result<Suite> {
    let tap = tap_of(browser)?;
    std::fs::remove_file(&tap).ok();
    let mut node = demo::node_for(browser, browsers, simulator);
    node.args(["--test", "--test-concurrency=1"])
        .args([
            "--test-reporter=spec".to_owned(),
            format!("--test-reporter-destination={}", spec.display()),
            "--test-reporter=tap".to_owned(),
        ])
        .arg(format!("--test-reporter-destination={}", tap.display()));
    let name = format!("browser tests, {browser}");
    if files.is_empty() {
        return Ok(suites::of_node(&name, ""));
    }
    let succeeded = follow(node.args(files))?;
    let mut suite = suites::of_node(&name, &std::fs::read_to_string(&tap).unwrap_or_default());
    if !succeeded && suite.failed == 0 {
        // It ended before it could count.
        suite.failed = 1;
    }
    Ok(suite)
}

/// Where a browser's results are kept for counting.
fn tap_of(browser: &str) -> Result<PathBuf> {
    Ok(state_dir()?.join(format!("{browser}.tap")))
}

/// Once more at the end, where whoever looks for them looks first.
fn print_failures() {
    for browser in ["chromium", "firefox"] {
        let tap = tap_of(browser).and_then(|path| Ok(std::fs::read_to_string(path)?));
        for failure in suites::failures_of_node(&tap.unwrap_or_default()) {
            println!("\nFAILED in {browser}: {failure}");
        }
    }
}

/// Named one by one: node's own patterns came after version 20.
fn test_files(folder: &str) -> Result<Vec<PathBuf>> {
    let folder = root().join(folder);
    let entries =
        std::fs::read_dir(&folder).with_context(|| format!("can't read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    Ok(files)
}

/// What the Firefox store will say about the extension.
fn lint() -> Result<()> {
    let dist = build::dist("firefox", build::Hosts::AsShipped);
    let (_, text) = output_whatever(
        npm::program("addons-linter")
            .args(["--output", "json"])
            .arg(&dist),
    )?;
    let start = text
        .find('{')
        .with_context(|| format!("addons-linter said no JSON:\n{text}"))?;
    let report: Value =
        serde_json::from_str(&text[start..]).with_context(|| format!("addons-linter:\n{text}"))?;
    let complaints = lint_complaints(&report);
    if complaints.is_empty() {
        Ok(())
    } else {
        bail!("{}", complaints.join("\n"))
    }
}

fn lint_complaints(report: &Value) -> Vec<String> {
    let list = |key: &str| report[key].as_array().cloned().unwrap_or_default();
    let is_known = |message: &Value| {
        KNOWN_WARNINGS
            .iter()
            .any(|(code, file, _why)| message["code"] == *code && message["file"] == *file)
    };
    let warnings = list("warnings")
        .into_iter()
        .filter(|message| !is_known(message));
    list("errors")
        .into_iter()
        .chain(warnings)
        .map(|message| {
            let text = |key: &str| message[key].as_str().unwrap_or_default().to_owned();
            format!(
                "{}: {} ({}) {}",
                text("code"),
                text("message"),
                text("file"),
                text("description")
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_long_test_is_found_by_its_name_and_an_unknown_name_is_named() {
        let files = [PathBuf::from("tests/browser/soak/clicks.test.mjs")];
        let found = |name| meant(name, &files).map(|meant| (meant.native.len(), meant.files.len()));
        assert_eq!(found(Some("day")).unwrap(), (1, 0));
        assert_eq!(found(Some("clicks")).unwrap(), (0, 1));
        assert_eq!(found(None).unwrap(), (LONG_TESTS.len(), 1));
        let error = found(Some("licks")).unwrap_err().to_string();
        assert!(
            error.contains("\"licks\"") && error.contains("clicks, day, faults, fuzz"),
            "{error}"
        );
    }

    #[test]
    fn the_linters_errors_and_unknown_warnings_count() {
        assert!(
            lint_complaints(&json!({"errors": [], "warnings": [], "notices": [{"code": "A"}]}))
                .is_empty()
        );
        assert_eq!(
            lint_complaints(&json!({"errors": [{"code": "A"}], "warnings": [{"code": "B"}]})).len(),
            2
        );
    }
}
