//! A measure of a few lines, and its problems where a `$` marks them.

use std::collections::BTreeMap;

use model::Date;
use rules::Measure;
use rules::read::{Shared, measure::read};
use yaml::{Diagnostic, Report};

use super::fields::vocabulary;

const HEAD: &str = "measure: m\nvalid: [2020-01-01, open]\n";

/// Stands before the character at which a problem is expected; no measure needs it.
const MARK: char = '$';

/// Reads a measure of the pack `t`, with everything that was noted.
pub fn read_on(text: &str, today: Option<Date>) -> (Option<Measure>, Vec<Diagnostic>) {
    let vocabulary = vocabulary();
    let (params, tables, calendars) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let jurisdiction = None;
    let shared =
        Shared { pack: "t", law: None, jurisdiction, vocabulary: &vocabulary, today, params, tables, calendars };
    let mut report = Report::new("m.yaml");
    let root = yaml::read(text, &mut report);
    let map = root.as_ref().and_then(|root| root.map("a measure", &mut report));
    let found = map.and_then(|map| read(map, &shared, &mut report));
    (found, report.finish())
}

/// The measure `m` of these lines; its name and days of effect are added.
#[track_caller]
pub fn measure(lines: &str) -> Measure {
    let (found, problems) = read_on(&format!("{HEAD}{lines}"), None);
    assert!(problems.is_empty(), "{problems:?}");
    found.unwrap()
}

/// Checks that these lines of a measure have exactly the problems of these codes, each where a `$` marks it.
#[track_caller]
pub fn check(lines: &str, codes: &[&str]) {
    check_file(&format!("{HEAD}{lines}"), codes);
}

/// Checks the problems of one expression as a condition, each where a `$` marks it.
#[track_caller]
pub fn check_when(when: &str, codes: &[&str]) {
    check(&format!("all: [{{when: \"{when}\", id: c, says: s}}]"), codes);
}

/// Checks the problems of a whole file.
#[track_caller]
pub fn check_file(text: &str, codes: &[&str]) {
    let (plain, marks) = unmarked(text);
    assert_eq!(marks.len(), codes.len(), "as many marks as codes");
    let expected: Vec<String> = marks.iter().zip(codes).map(|(mark, code)| format!("{mark} {code}")).collect();
    let (_, problems) = read_on(&plain, None);
    let found: Vec<_> =
        problems.iter().map(|found| format!("{}:{} {}", found.line, found.column, found.code)).collect();
    assert_eq!(found, expected, "\n{problems:?}");
}

/// The text without its marks, and their places as `line:column`.
fn unmarked(text: &str) -> (String, Vec<String>) {
    let (mut plain, mut marks, mut line, mut column) = (String::new(), Vec::new(), 1, 1);
    for c in text.chars() {
        match c {
            MARK => marks.push(format!("{line}:{column}")),
            '\n' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
        if c != MARK {
            plain.push(c);
        }
    }
    (plain, marks)
}
