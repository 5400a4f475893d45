//! Tests of another rule: those that expect something of a condition that is dropped.

use std::collections::BTreeSet;

use yaml::{At, Node, NodeKind};

use super::super::Source;
use super::ConditionChanges;
use super::edits::Lines;
use super::parts::{listed, mapping, text_of, tree, word};

/// Leaves out the tests that expect something of a dropped condition; tells how many they were.
pub(super) fn leave_out_tests(source: &mut Source, changes: &ConditionChanges) -> Option<usize> {
    let mut left_out = 0;
    for (path, text) in source.files.clone() {
        let Some((tests, whole)) = tests(&path, &text, &changes.measure) else { continue };
        let gone: Vec<At> = tests.iter().filter(|test| expects(test, &changes.drop)).map(|test| test.at).collect();
        if gone.is_empty() {
            continue;
        }
        left_out += gone.len();
        source.taken.remove(&path);
        if whole && gone.len() == tests.len() {
            source.files.remove(&path);
            continue;
        }
        let lines = Lines::of(&text);
        let edits = gone.iter().map(|at| lines.without(*at)).collect::<Option<Vec<_>>>()?;
        source.files.insert(path, lines.edited(edits));
    }
    Some(left_out)
}

/// The tests of a measure in a file, and whether the file holds nothing else.
fn tests(path: &str, text: &str, measure: &str) -> Option<(Vec<Node>, bool)> {
    let (folder, name) = path.split_once('/')?;
    let whole = folder == "tests";
    (whole || folder == "measures").then_some(())?;
    let root = tree(text)?;
    let list = match &root.kind {
        NodeKind::List(list) if whole && name.split('.').next() == Some(measure) => list.clone(),
        NodeKind::Map(map) if word(map, "measure") == Some(measure) => listed(map.get("tests")?)?.to_vec(),
        NodeKind::List(_) | NodeKind::Map(_) | NodeKind::Scalar(_) => return None,
    };
    Some((list, whole))
}

fn expects(test: &Node, dropped: &BTreeSet<String>) -> bool {
    let expect = mapping(test).and_then(|map| mapping(map.get("expect")?));
    let named = ["because", "presumed"].into_iter().filter_map(|key| expect?.get(key)).filter_map(listed).flatten();
    named.filter_map(text_of).any(|name| dropped.contains(name))
}
