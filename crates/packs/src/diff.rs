//! How two versions of a pack differ, file by file: what installing one in place of the other would change.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// A file that is not the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileChange {
    /// Its path in the pack.
    pub path: String,
    /// Line from which the two differ, from 1.
    pub line: usize,
    /// Lines that only the old side has.
    pub removed: Vec<String>,
    /// Lines that only the new side has.
    pub added: Vec<String>,
}

/// Files that differ, in order of their paths; a file that one side lacks is empty there.
pub fn changes(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<FileChange> {
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let text = |side: &BTreeMap<String, String>, path: &String| side.get(path).cloned().unwrap_or_default();
    paths.into_iter().filter_map(|path| change(path, &text(old, path), &text(new, path))).collect()
}

/// What lies between the lines with which both begin and those with which both end.
fn change(path: &str, old: &str, new: &str) -> Option<FileChange> {
    if old == new {
        return None;
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let shorter = old.len().min(new.len()).saturating_sub(start);
    let end = old.iter().rev().zip(new.iter().rev()).take(shorter).take_while(|(a, b)| a == b).count();
    let between = |lines: &[&str]| {
        let last = lines.len().saturating_sub(end);
        lines.iter().take(last).skip(start).map(|line| (*line).to_owned()).collect()
    };
    Some(FileChange { path: path.to_owned(), line: start + 1, removed: between(&old), added: between(&new) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let old = files(&[("a", "1\n2\n3\n"), ("b", "same"), ("gone", "x\n")]);
        let new = files(&[("a", "1\n2b\n3\n"), ("b", "same"), ("new", "y\nz\n")]);
        let changes = changes(&old, &new);
        let shown: Vec<_> = changes.iter().map(|c| (c.path.as_str(), c.line, c.removed.len(), c.added.len())).collect();
        assert_eq!(shown, [("a", 2, 1, 1), ("gone", 1, 1, 0), ("new", 1, 0, 2)]);
        assert_eq!(changes[0].added, ["2b"]);
    }

    #[test]
    fn a_line_that_repeats_is_counted_once() {
        let changes = changes(&files(&[("a", "x\nx\n")]), &files(&[("a", "x\nx\nx\n")]));
        assert_eq!((changes[0].removed.len(), changes[0].added.len()), (0, 1));
    }
}
