//! From cargo's .wasm to pkg/: the glue by wasm-bindgen, the bytes by wasm-opt.

use crate::npm;
use crate::process::{fingerprint, output, root, stamp_is, state_dir, step, target_dir};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// A crate that becomes a WASM file of the extension.
pub(crate) struct Artifact {
    /// The file that cargo writes, without its ending.
    crate_name: &'static str,
    /// The name of what is generated.
    pub(crate) name: &'static str,
    /// Whether the glue offers `__wbg_reset_state()`: a fresh instance after a panic, without a reload.
    /// The background needs it, since a service worker can't reload itself; a page reloads.
    reset_state: bool,
    /// What wasm-opt does to it: whatever leaves the least after gzip, measured file by file. Its own list for size (-Oz)
    /// makes files smaller that compress worse.
    passes: &'static [&'static str],
}

pub(crate) const ARTIFACTS: [Artifact; 2] = [
    Artifact {
        crate_name: "gluepane_background",
        name: "background",
        reset_state: true,
        passes: &["-O1"],
    },
    Artifact {
        crate_name: "gluepane_panel",
        name: "panel",
        reset_state: false,
        passes: &["-O1", "--dae-optimizing", "--simplify-locals-nostructure"],
    },
];

/// What the benchmarks run in a page, made as what ships is.
pub(crate) const PARSE: Artifact = Artifact {
    crate_name: "gluepane_bench_parse",
    name: "parse",
    reset_state: false,
    passes: &["-O1"],
};

/// What wasm-opt may assume of a browser, and no more: with `--all-features` it writes a type encoding that
/// Chromium 156 refuses ("Invalid import kind 127"). These six are what rustc already emits or both browsers have had
/// for years.
const WASM_OPT: [&str; 10] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--strip-debug",
    "--strip-producers",
];

/// Where the generated files of what ships go.
pub(crate) fn pkg_dir() -> PathBuf {
    root().join("pkg")
}

/// Writes NAME.js, NAME.d.ts and NAME_bg.wasm into a folder, unless cargo's file is the one they were made of.
pub(crate) fn generate(artifact: &Artifact, dir: &Path) -> Result<()> {
    let input = target_dir()
        .join("wasm32-unknown-unknown/wasm")
        .join(format!("{}.wasm", artifact.crate_name));
    let bytes =
        std::fs::read(&input).with_context(|| format!("cargo left no {}", input.display()))?;
    let stamp = state_dir()?.join(format!("{}.stamp", artifact.name));
    let made_of = fingerprint(&[
        &bytes,
        WASM_OPT.join(" ").as_bytes(),
        artifact.passes.join(" ").as_bytes(),
        include_bytes!("bindgen.rs"),
    ]);
    let wasm = dir.join(format!("{}_bg.wasm", artifact.name));
    if stamp_is(&stamp, &made_of) && wasm.is_file() {
        return Ok(());
    }
    std::fs::remove_file(&stamp).ok();
    step(&format!("wasm-bindgen {}", artifact.name), || {
        glue(artifact, &input, dir)
    })?;
    step(&format!("wasm-opt {}", artifact.name), || {
        optimise(artifact, &wasm)
    })?;
    std::fs::write(&stamp, made_of)?;
    Ok(())
}

fn glue(artifact: &Artifact, input: &Path, dir: &Path) -> Result<()> {
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.web(true)?;
    bindgen
        .input_path(input)
        .out_name(artifact.name)
        .typescript(true)
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .reset_state_function(artifact.reset_state)
        .generate(dir)
        .with_context(|| format!("wasm-bindgen refused {}", input.display()))
}

fn optimise(artifact: &Artifact, wasm: &Path) -> Result<()> {
    let smaller = wasm.with_extension("opt.wasm");
    output(
        npm::program("wasm-opt")
            .args(WASM_OPT)
            .args(artifact.passes)
            .arg(wasm)
            .arg("-o")
            .arg(&smaller),
    )?;
    std::fs::rename(&smaller, wasm)?;
    Ok(())
}
