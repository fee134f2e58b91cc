//! Running other programs: quiet when they succeed, complete when they fail; and one line a step.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The repository, wherever `cargo xtask` was called from.
pub(crate) fn root() -> PathBuf {
    // CARGO_MANIFEST_DIR of a running `cargo run` is that of this package: one below the root.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    match here.as_deref().and_then(Path::parent) {
        Some(root) => root.to_path_buf(),
        None => PathBuf::from("."),
    }
}

/// Where xtask keeps stamps and reports.
pub(crate) fn state_dir() -> Result<PathBuf> {
    let dir = target_dir().join("xtask");
    std::fs::create_dir_all(&dir).with_context(|| format!("can't create {}", dir.display()))?;
    Ok(dir)
}

/// Cargo's target folder.
pub(crate) fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Prints `==> name … 1.2s` around `work`.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    print!("==> {name} … ");
    std::io::stdout().flush().ok();
    let start = Instant::now();
    let result = work();
    let seconds = start.elapsed().as_secs_f64();
    match &result {
        Ok(_) => println!("{seconds:.1}s"),
        Err(_) => println!("failed after {seconds:.1}s"),
    }
    result
}

/// A command in the repository, without standard input: nothing here may wait for an answer.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// `cargo`, the same one that runs us.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs to the end; what it printed on both streams comes back, or, when it fails, is part of the error.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let (succeeded, text) = output_whatever(command)?;
    if !succeeded {
        bail!("{}\n{text}", describe(command));
    }
    Ok(text)
}

/// The same, for a program whose failure is an answer.
pub(crate) fn output_whatever(command: &mut Command) -> Result<(bool, String)> {
    // One pipe for both streams, so that what belongs together stays together.
    let (mut reader, writer) = std::io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut child = command
        .spawn()
        .with_context(|| format!("can't start {}", describe(command)))?;
    // Our own ends of the pipe live in the command: with them open the reading would never end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    Ok((
        child.wait()?.success(),
        String::from_utf8_lossy(&bytes).into_owned(),
    ))
}

/// Standard output alone, for answers that are parsed.
pub(crate) fn answer(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("can't start {}", describe(command)))?;
    if !output.status.success() {
        bail!(
            "{}\n{}",
            describe(command),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs with our own streams, for output that a person follows.
pub(crate) fn follow(command: &mut Command) -> Result<bool> {
    let status = command
        .status()
        .with_context(|| format!("can't start {}", describe(command)))?;
    Ok(status.success())
}

/// The command as one would type it.
pub(crate) fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first of `names` that is a file in PATH.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|candidate| candidate.is_file())
}

/// A fingerprint for stamps: it need not resist anybody, only change when the content does.
pub(crate) fn fingerprint(parts: &[&[u8]]) -> String {
    use std::hash::Hasher as _;
    let mut hasher = std::hash::DefaultHasher::new();
    for part in parts {
        hasher.write_usize(part.len());
        hasher.write(part);
    }
    format!("{:016x}", hasher.finish())
}

/// Whether the stamp called `name` says `value`.
pub(crate) fn stamp_is(path: &Path, value: &str) -> bool {
    std::fs::read_to_string(path).is_ok_and(|stamped| stamped == value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_tells_apart_where_one_part_ends() {
        assert_ne!(fingerprint(&[b"ab", b"c"]), fingerprint(&[b"a", b"bc"]));
        assert_eq!(fingerprint(&[b"ab"]), fingerprint(&[b"ab"]));
    }

    #[test]
    fn a_failing_program_hands_over_what_it_said() {
        let error = output(command("sh").args(["-c", "echo said; exit 3"])).unwrap_err();
        assert!(error.to_string().contains("said"));
    }
}
