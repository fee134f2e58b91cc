//! What a technician downloads and what a browser wakes: raw, gzip and brotli, beside a budget.

use crate::process::root;
use anyhow::{Context, Result, bail};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What a file is meant to weigh, and what it may weigh until it does; bytes of gzip.
struct Budget {
    path: &'static str,
    aim: usize,
    /// A little over what was measured last: a new dependency shows at once. Lower it whenever the file shrinks.
    most: usize,
}

const BUDGETS: [Budget; 2] = [
    // Compiled at every wake of the service worker.
    Budget {
        path: "pkg/background_bg.wasm",
        aim: 180 * 1_024,
        most: 261 * 1_024,
    },
    // Compiled whenever a panel opens.
    Budget {
        path: "pkg/panel_bg.wasm",
        aim: 80 * 1_024,
        most: 130 * 1_024,
    },
];

/// What one file weighs, in bytes.
pub(crate) struct Size {
    /// From the repository's root.
    pub(crate) path: String,
    pub(crate) raw: usize,
    pub(crate) gzip: usize,
    brotli: usize,
}

impl Size {
    /// What it is meant to weigh, in bytes of gzip.
    pub(crate) fn aim(&self) -> Option<usize> {
        budget(&self.path).map(|budget| budget.aim)
    }
}

/// Every artifact that is built already.
pub(crate) fn sizes() -> Result<Vec<Size>> {
    let mut sizes = Vec::new();
    for (folder, endings) in [
        ("pkg", &["wasm", "js"][..]),
        ("extension", &["js", "css", "html"][..]),
    ] {
        for path in files(&root().join(folder), endings)? {
            sizes.push(measure(folder, &path)?);
        }
    }
    Ok(sizes)
}

/// Prints the table; a file over its budget is an error.
pub(crate) fn report() -> Result<()> {
    let sizes = sizes()?;
    println!(
        "{:34}{:>9}{:>9}{:>9}  aim, most (gzip)",
        "file", "raw", "gzip", "brotli"
    );
    for Size {
        path,
        raw,
        gzip,
        brotli,
    } in &sizes
    {
        let budget = budget(path).map_or(String::new(), |budget| {
            let Budget { aim, most, .. } = budget;
            format!("  {aim:>7} {most:>7}  {:>3} % of the aim", gzip * 100 / aim)
        });
        println!("{path:34}{raw:>9}{gzip:>9}{brotli:>9}{budget}");
    }
    let sum = |part: fn(&Size) -> usize| sizes.iter().map(part).sum::<usize>();
    println!(
        "{:34}{:>9}{:>9}{:>9}",
        "all",
        sum(|size| size.raw),
        sum(|size| size.gzip),
        sum(|size| size.brotli)
    );
    let over: Vec<String> = sizes.iter().filter_map(complaint).collect();
    if over.is_empty() {
        Ok(())
    } else {
        bail!("{}", over.join("\n"))
    }
}

fn budget(path: &str) -> Option<&'static Budget> {
    BUDGETS.iter().find(|budget| budget.path == path)
}

fn complaint(size: &Size) -> Option<String> {
    let most = budget(&size.path)?.most;
    let over = size.gzip.checked_sub(most).filter(|over| *over > 0)?;
    Some(format!(
        "{} is {over} bytes over its budget of {most}: look for a new dependency with cargo tree",
        size.path
    ))
}

fn files(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("can't read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
    });
    paths.sort();
    Ok(paths)
}

fn measure(folder: &str, path: &Path) -> Result<Size> {
    let bytes = std::fs::read(path)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&bytes)?;
    let mut brotli = Vec::new();
    brotli::BrotliCompress(
        &mut bytes.as_slice(),
        &mut brotli,
        &brotli::enc::BrotliEncoderParams::default(),
    )?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Size {
        path: format!("{folder}/{name}"),
        raw: bytes.len(),
        gzip: gzip.finish()?.len(),
        brotli: brotli.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_over_its_budget_is_complained_about() {
        let size = |path: &str, gzip| Size {
            path: path.to_owned(),
            raw: 0,
            gzip,
            brotli: 0,
        };
        let most = budget("pkg/panel_bg.wasm").unwrap().most;
        assert!(complaint(&size("pkg/panel_bg.wasm", most)).is_none());
        assert!(complaint(&size("pkg/panel_bg.wasm", most + 1)).is_some());
        assert!(complaint(&size("extension/reader.js", usize::MAX)).is_none());
    }
}
