//! Every performance figure, beside its floor or as a ratio, and beside its aim. What is measured and how: docs/benchmarks.md.
//!
//! Shape:  `tests/bench/run.mjs` measures in one browser and writes rows; here they are gathered, judged and printed.
//! Errors: something could not be measured. A slow figure is none.

use crate::process::{answer, command, follow, state_dir, step, target_dir};
use crate::{build, demo, setup, size};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What may be measured alone.
pub(crate) const NAMES: [&str; 7] = [
    "navigation",
    "clipboard",
    "load",
    "cpu",
    "memory",
    "parse",
    "size",
];
/// The percentiles are promised over so many host pages.
pub(crate) const PAGES: u32 = 40;
/// The one that needs no browser.
const SIZE: &str = "size";

/// One line of the table. `tests/bench/figures.mjs` writes the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Row {
    bench: String,
    what: String,
    /// Of the figures and the aim. `×` is a ratio.
    unit: String,
    /// Samples.
    n: u32,
    p50: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    p95: Option<f64>,
    /// The floor or what a ratio is of, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    beside: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    aim: Option<f64>,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    also: Value,
}

#[derive(Deserialize)]
struct Failed {
    bench: String,
    why: String,
}

#[derive(Deserialize)]
struct Measured {
    rows: Vec<Row>,
    failed: Vec<Failed>,
}

/// Measures `name`, or everything, over so many host pages.
pub(crate) fn run(name: Option<&str>, pages: u32) -> Result<()> {
    let begun = surroundings()?;
    let mut tables = Vec::new();
    let mut missing = Vec::new();
    if name == Some(SIZE) {
        setup::for_build()?;
        build::pkg()?;
    } else {
        let browsers = setup::for_browsers()?;
        build::extensions(build::Hosts::All)?;
        let bench_pkg = build::bench_pkg()?;
        let simulator = demo::simulator()?;
        let chosen = std::env::var("GLUEPANE_BROWSER").ok();
        for browser in ["chromium", "firefox"] {
            if chosen.as_deref().is_some_and(|chosen| chosen != browser) {
                continue;
            }
            let mut node = demo::node_for(browser, &browsers, &simulator);
            node.env("GLUEPANE_BENCH_PKG", &bench_pkg);
            let measured = in_browser(browser, node, name, pages)?;
            let failed = measured.failed.into_iter();
            missing
                .extend(failed.map(|Failed { bench, why }| format!("{bench} in {browser}: {why}")));
            tables.push((browser, measured.rows));
        }
    }
    if name.is_none_or(|name| name == SIZE) {
        tables.push(("sizes", sizes(&size::sizes()?)));
    }
    let file = target_dir().join("bench.json");
    write(&file, &begun, &surroundings()?, &tables)?;
    for (title, rows) in &tables {
        println!("\n{}", table(title, rows));
    }
    println!("{}\n{}", describe(&begun), file.display());
    if missing.is_empty() {
        Ok(())
    } else {
        bail!("not everything could be measured\n{}", missing.join("\n"))
    }
}

fn in_browser(
    browser: &str,
    mut node: std::process::Command,
    name: Option<&str>,
    pages: u32,
) -> Result<Measured> {
    let out: PathBuf = state_dir()?.join(format!("bench-{browser}.json"));
    std::fs::remove_file(&out).ok();
    node.env("GLUEPANE_BENCH_OUT", &out)
        .arg(crate::process::root().join("tests/bench/run.mjs"))
        .arg(format!("--pages={pages}"))
        .args(name);
    let succeeded = follow(&mut node)?;
    let text = std::fs::read_to_string(&out)
        .with_context(|| format!("{browser}: the measuring ended before its end; see above"))?;
    if !succeeded {
        bail!("{browser}: the measuring failed; see above");
    }
    serde_json::from_str(&text).with_context(|| format!("{} is not as expected", out.display()))
}

/// The two WASM files beside their aims, and all JavaScript of ours and of wasm-bindgen's.
fn sizes(sizes: &[size::Size]) -> Vec<Row> {
    #[allow(clippy::cast_precision_loss, reason = "sizes are far below 2^52 bytes")]
    let kib = |bytes: usize| bytes as f64 / 1_024.0;
    let row = |what: String, gzip: usize, raw: usize, n: usize, aim: Option<usize>| Row {
        bench: SIZE.to_owned(),
        what,
        unit: "KiB gzip".to_owned(),
        n: u32::try_from(n).unwrap_or(u32::MAX),
        p50: kib(gzip),
        p95: None,
        beside: format!("{:.0} KiB raw", kib(raw)),
        aim: aim.map(kib),
        also: Value::Null,
    };
    let with_aim = sizes.iter().filter(|size| size.aim().is_some());
    let mut rows: Vec<Row> = with_aim
        .map(|size| row(size.path.clone(), size.gzip, size.raw, 1, size.aim()))
        .collect();
    let scripts: Vec<&size::Size> = sizes
        .iter()
        .filter(|size| size.path.ends_with(".js"))
        .collect();
    rows.push(row(
        "all JavaScript".to_owned(),
        scripts.iter().map(|size| size.gzip).sum(),
        scripts.iter().map(|size| size.raw).sum(),
        scripts.len(),
        None,
    ));
    rows
}

/// Of a ratio the median is judged: the ratio of two tails says more about the machine.
fn verdict(row: &Row) -> &'static str {
    let Some(aim) = row.aim else { return "" };
    let judged = match row.p95 {
        Some(p95) if row.unit != "×" => p95,
        _ => row.p50,
    };
    match (judged <= aim, row.p50 <= aim) {
        (true, _) => "met",
        (false, true) => "p50 only",
        (false, false) => "missed",
    }
}

/// As many digits as the figure deserves.
fn figure(value: f64, unit: &str) -> String {
    match unit {
        "×" => format!("{value:.2}"),
        "% of a core" => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

fn table(title: &str, rows: &[Row]) -> String {
    let widest = rows.iter().map(|row| row.what.chars().count()).max();
    let width = widest.unwrap_or(0);
    let mut lines = vec![format!(
        "{title:width$}  {:>7} {:>7}  {:11} {:>3} {:>6}  {:8}  floor, or what it is a ratio of",
        "p50", "p95", "unit", "n", "aim", "verdict"
    )];
    for row in rows {
        let optional =
            |value: Option<f64>| value.map_or("-".to_owned(), |value| figure(value, &row.unit));
        lines.push(format!(
            "{:width$}  {:>7} {:>7}  {:11} {:>3} {:>6}  {:8}  {}",
            row.what,
            figure(row.p50, &row.unit),
            optional(row.p95),
            row.unit,
            row.n,
            optional(row.aim),
            verdict(row),
            row.beside
        ));
    }
    lines.join("\n") + "\n"
}

/// The day, the machine and how busy it is: without them a figure says nothing.
fn surroundings() -> Result<Value> {
    let file = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    Ok(json!({
        "when": answer(command("date").args(["-u", "+%Y-%m-%d %H:%M UTC"]))?.trim(),
        "processor": value_of(&file("/proc/cpuinfo"), "model name"),
        "processors": processors,
        "memory": value_of(&file("/proc/meminfo"), "MemTotal"),
        "load": file("/proc/loadavg").split(' ').next().and_then(|load| load.parse::<f64>().ok()),
    }))
}

/// The value of a line `name : value`.
fn value_of(text: &str, name: &str) -> String {
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    let found = lines.find(|(key, _)| key.trim() == name);
    found.map_or(String::new(), |(_, value)| value.trim().to_owned())
}

fn describe(surroundings: &Value) -> String {
    let text = |key: &str| surroundings[key].as_str().unwrap_or("unknown").to_owned();
    let load = surroundings["load"].as_f64().unwrap_or(0.0);
    let busy = if load > 0.7 {
        ": others were busy, so compare with care"
    } else {
        ""
    };
    format!(
        "{}, {} × {}, {}, load {load:.1} at the start{busy}",
        text("when"),
        surroundings["processors"],
        text("processor"),
        text("memory"),
    )
}

fn write(file: &Path, begun: &Value, ended: &Value, tables: &[(&str, Vec<Row>)]) -> Result<()> {
    let rows: Vec<Value> = tables
        .iter()
        .flat_map(|(title, rows)| {
            rows.iter()
                .map(move |row| json!({"in": title, "verdict": verdict(row), "row": row}))
        })
        .collect();
    let whole = json!({"began": begun, "ended": ended, "rows": rows});
    step("target/bench.json", || {
        std::fs::write(file, format!("{whole:#}\n"))
            .with_context(|| format!("can't write {}", file.display()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(unit: &str, p50: f64, p95: Option<f64>, aim: Option<f64>) -> Row {
        Row {
            bench: "navigation".to_owned(),
            what: "shown".to_owned(),
            unit: unit.to_owned(),
            n: 40,
            p50,
            p95,
            beside: String::new(),
            aim,
            also: Value::Null,
        }
    }

    #[test]
    fn a_figure_meets_its_aim_with_its_tail_and_a_ratio_with_its_median() {
        assert_eq!(verdict(&row("ms", 100.0, Some(200.0), Some(200.0))), "met");
        assert_eq!(
            verdict(&row("ms", 100.0, Some(201.0), Some(200.0))),
            "p50 only"
        );
        assert_eq!(
            verdict(&row("ms", 201.0, Some(300.0), Some(200.0))),
            "missed"
        );
        assert_eq!(verdict(&row("×", 1.0, Some(1.4), Some(1.05))), "met");
        assert_eq!(verdict(&row("MiB", 9.0, None, None)), "");
    }

    #[test]
    fn a_row_is_read_as_the_scripts_write_it() {
        let text = r#"{"rows": [{"bench": "load", "what": "to load", "unit": "×", "n": 40, "p50": 1.01, "p95": 1.2,
            "beside": "100 ms with", "aim": 1.05, "also": {"with_p50": 100}}], "failed": [{"bench": "cpu", "why": "gone"}]}"#;
        let measured: Measured = serde_json::from_str(text).unwrap();
        assert!(table("chromium", &measured.rows).contains("1.01    1.20"));
        assert_eq!(measured.failed.len(), 1);
    }

    #[test]
    fn the_machine_is_described_by_what_linux_says_of_it() {
        let text = value_of("vendor_id\t: A\nmodel name\t: A processor\n", "model name");
        assert_eq!(text, "A processor");
    }
}
