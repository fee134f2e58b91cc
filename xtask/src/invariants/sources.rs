//! The text of files, and what of it is code.

use super::Repository;

/// A text file of the repository.
pub(crate) struct Source {
    /// From the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    pub(super) fn is_under(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }

    pub(super) fn ends_in(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    pub(super) fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }

    /// Line numbers and lines of what runs outside tests: no comments, no `#[cfg(test)]` item.
    pub(super) fn code(&self) -> Vec<(usize, &str)> {
        let mut lines = self.text.lines().enumerate();
        let mut code = Vec::new();
        while let Some((index, line)) = lines.next() {
            if line.trim() == "#[cfg(test)]" {
                let indent = &line[..line.len() - line.trim_start().len()];
                // rustfmt puts an item's last line, `}` or `…;`, at the indent of its first.
                lines.by_ref().find(|(_, line)| {
                    line.strip_prefix(indent).is_some_and(|rest| {
                        rest.starts_with('}') || (rest.ends_with(';') && !rest.starts_with(' '))
                    })
                });
                continue;
            }
            code.push((index + 1, without_comment(line)));
        }
        code
    }

    pub(super) fn complain(&self, line: usize, text: &str) -> String {
        format!("{}:{line}: {text}", self.path)
    }
}

/// The line up to `//`, unless that is part of an address.
pub(super) fn without_comment(line: &str) -> &str {
    let is_comment = |&(at, _): &(usize, &str)| at == 0 || !line[..at].ends_with(':');
    let end = line
        .match_indices("//")
        .find(is_comment)
        .map_or(line.len(), |(at, _)| at);
    &line[..end]
}

/// Complaints about each line of code of some files that contains one of `words`.
pub(super) fn forbid(
    repository: &Repository,
    applies: impl Fn(&Source) -> bool,
    words: &[&str],
    why: &str,
) -> Vec<String> {
    let files = repository.sources.iter().filter(|source| applies(source));
    files
        .flat_map(|source| {
            source.code().into_iter().filter_map(move |(number, line)| {
                let word = words.iter().find(|word| line.contains(**word))?;
                Some(source.complain(number, &format!("`{word}` {why}")))
            })
        })
        .collect()
}

/// One complaint about the first text, none about the second.
#[cfg(test)]
pub(super) fn check_rule(rule: fn(&Repository) -> Vec<String>, path: &str, bad: &str, good: &str) {
    let complaints = rule(&super::repository_of(&[(path, bad)]));
    assert_eq!(complaints.len(), 1, "{complaints:?}");
    assert_eq!(
        rule(&super::repository_of(&[(path, good)])),
        Vec::<String>::new()
    );
}
