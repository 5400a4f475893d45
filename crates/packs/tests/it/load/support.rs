//! A pack made of a few files, and its problems where a `$` marks them.

use packs::{LoadOptions, Packs, Source};
use rules::Measure;
use yaml::Problems;

const HEAD: &str = "measure: m\nvalid: [2020-01-01, open]\n";

/// Stands before the character at which a problem is expected; no pack needs it.
const MARK: char = '$';

/// A pack called `t` with these files; a plain manifest is added where there is none.
pub fn source(files: &[(&str, &str)]) -> Source {
    let manifest = ("pack.yaml", "{pack: t, version: 0.1.0, title: T, purpose: test, prefix: own}");
    let all = std::iter::once(&manifest).chain(files);
    Source::new("t", all.map(|(path, text)| ((*path).into(), (*text).into())).collect())
}

/// Loads a pack of these files.
pub fn load(files: &[(&str, &str)]) -> Result<Packs, Problems> {
    packs::load(&[source(files)], &LoadOptions::default())
}

/// The measure `m` of these lines; its name and days of effect are added.
#[track_caller]
pub fn measure(lines: &str) -> Measure {
    let text = format!("{HEAD}{lines}");
    let packs = load(&[("measures/m.yaml", &text)]).unwrap_or_else(|problems| panic!("{problems}"));
    packs.measure("t", "m").unwrap().clone()
}

/// Checks that these lines of a measure have exactly the problems of these codes, each where a `$` marks it.
#[track_caller]
pub fn check(lines: &str, codes: &[&str]) {
    check_files(&[("measures/m.yaml", &format!("{HEAD}{lines}"))], codes);
}

/// Checks that a pack of these files has exactly the problems of these codes, each where a `$` marks it, in order of
/// files and places.
#[track_caller]
pub fn check_files(files: &[(&str, &str)], codes: &[&str]) {
    let mut sorted = files.to_vec();
    sorted.sort_unstable();
    let (plain, marks): (Vec<_>, Vec<_>) = sorted.iter().map(|(path, text)| unmarked(path, text)).unzip();
    let marks: Vec<String> = marks.concat();
    assert_eq!(marks.len(), codes.len(), "as many marks as codes");
    let expected: Vec<String> = marks.iter().zip(codes).map(|(mark, code)| format!("{mark} {code}")).collect();
    let plain: Vec<(&str, &str)> = sorted.iter().zip(&plain).map(|((path, _), text)| (*path, text.as_str())).collect();
    let problems = load(&plain).err().unwrap_or(Problems(Vec::new()));
    let found: Vec<_> = problems.0.iter().map(|d| format!("{}:{}:{} {}", d.file, d.line, d.column, d.code)).collect();
    assert_eq!(found, expected, "\n{problems}");
}

/// The text without its marks, and their places as `file:line:column`.
fn unmarked(path: &str, text: &str) -> (String, Vec<String>) {
    let (mut plain, mut marks, mut line, mut column) = (String::new(), Vec::new(), 1, 1);
    for c in text.chars() {
        match c {
            MARK => marks.push(format!("t/{path}:{line}:{column}")),
            '\n' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
        if c != MARK {
            plain.push(c);
        }
    }
    (plain, marks)
}
