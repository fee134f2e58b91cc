//! Python programs that tests run: an environment for each under target/, made of a requirements file that pins every
//! package by its hashes. Nothing of it ships or is linked.

use crate::process::{command, fingerprint, output, root, stamp_is, step, target_dir};
use crate::setup;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Where the requirements files lie.
const FOLDER: &str = "tests/clients/requirements";

/// What each pinned package asks of us, read at this version: pip has no list of it.
const LICENCES: [(&str, &str, &str); 15] = [
    ("annotated-types", "0.8.0", "MIT"),
    ("certifi", "2026.10.18", "MPL-2.0"),
    ("charset-normalizer", "3.5.2", "MIT"),
    ("idna", "3.20", "BSD-3-Clause"),
    ("itglue", "0.2.0", "MIT"),
    ("py-itglue", "0.2.6", "MIT"),
    ("pydantic", "2.14.3", "MIT"),
    ("pydantic-core", "2.50.4", "MIT"),
    // Run as a program of its own by a test; see docs/decisions.md.
    ("pytglue", "1.0.2", "GPL-3.0"),
    ("requests", "2.34.2", "Apache-2.0"),
    ("structlog", "26.1.0", "MIT OR Apache-2.0"),
    ("tenacity", "9.2.1", "Apache-2.0"),
    ("typing-extensions", "4.16.0", "PSF-2.0"),
    ("typing-inspection", "0.4.5", "MIT"),
    ("urllib3", "2.8.0", "MIT"),
];

/// The `python` of the environment called `name`, made anew when its requirements have changed.
pub(crate) fn environment(name: &str) -> Result<PathBuf> {
    let requirements = root().join(FOLDER).join(format!("{name}.txt"));
    let content = std::fs::read(&requirements)
        .with_context(|| format!("can't read {}", requirements.display()))?;
    let folder = target_dir().join("python").join(name);
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let stamp = folder.join(".gluepane-requirements");
    let wanted = fingerprint(&[&content]);
    if python.exists() && stamp_is(&stamp, &wanted) {
        return Ok(python);
    }
    let system = setup::python()?;
    step(&format!("pip install ({name})"), || {
        output(command(system).args(["-m", "venv", "--clear"]).arg(&folder))?;
        // Wheels alone: what is built on the spot could run anything.
        let flags = ["--quiet", "--disable-pip-version-check", "--no-deps"];
        let pins = ["--require-hashes", "--only-binary=:all:", "--requirement"];
        let mut pip = command(&python);
        pip.args(["-m", "pip", "install"]).args(flags).args(pins);
        output(pip.arg(&requirements))?;
        std::fs::write(&stamp, &wanted)?;
        Ok(())
    })?;
    Ok(python)
}

/// Checks the pins of all environments; gives the line to show.
pub(crate) fn check() -> Result<String> {
    let folder = root().join(FOLDER);
    let mut complaints = Vec::new();
    let mut pins = Vec::new();
    for entry in
        std::fs::read_dir(&folder).with_context(|| format!("can't read {}", folder.display()))?
    {
        let path = entry?.path();
        let text = std::fs::read_to_string(&path)?;
        complaints.extend(complaints_of(&name_of(&path), &text));
        pins.extend(pins_of(&text).map(|(name, _)| name.to_owned()));
    }
    let stale = LICENCES
        .iter()
        .filter(|(name, ..)| !pins.iter().any(|pin| pin == name));
    complaints.extend(stale.map(|(name, ..)| format!("xtask/src/pypi.rs: nobody needs {name}")));
    if !complaints.is_empty() {
        bail!("{}", complaints.join("\n"));
    }
    let licences = LICENCES.map(|(name, _, licence)| format!("{name} {licence}"));
    Ok(format!("PyPI, tests only: {}", licences.join(", ")))
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Name and what stands behind it, of each package: `requests==2.34.2 \`, then a line for each hash.
fn pins_of(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines()
        .filter(|line| !line.starts_with([' ', '#']) && !line.is_empty())
        .map(|line| line.split_once("==").unwrap_or((line, "")))
}

fn complaints_of(file: &str, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for (name, rest) in pins_of(text) {
        let Some(version) = rest.strip_suffix(" \\") else {
            complaints.push(format!("{file}: {name} is not pinned by version and hash"));
            continue;
        };
        let is_listed = |(known, read, _): &&(&str, &str, &str)| *known == name && *read == version;
        if !LICENCES.iter().any(|row| is_listed(&row)) {
            complaints.push(format!(
                "{file}: the licence of {name} {version} is not in xtask/src/pypi.rs"
            ));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_python_package_is_pinned_by_hash_and_its_licence_was_read() {
        let complaints = |text: &str| complaints_of("a.txt", text).len();
        assert_eq!(complaints("idna==3.20 \\\n    --hash=sha256:0\n"), 0);
        assert_eq!(complaints("idna==3.20\n"), 1);
        assert_eq!(complaints("idna\n"), 1);
        assert_eq!(complaints("idna==3.21 \\\n    --hash=sha256:0\n"), 1);
        assert_eq!(complaints("other==1.0 \\\n    --hash=sha256:0\n"), 1);
    }
}
