//! A pack made of one measure, and its problems as one line each.

use packs::{LoadOptions, Measure, Packs, Problems, Source};

/// A pack called `t` with these files beside a plain manifest.
pub fn source(files: &[(&str, &str)]) -> Source {
    let manifest = ("pack.yaml", "{pack: t, version: 0.1.0, title: T, purpose: test, prefix: own}");
    let all = std::iter::once(&manifest).chain(files);
    Source { name: "t".into(), files: all.map(|(path, text)| ((*path).into(), (*text).into())).collect() }
}

/// Loads a pack of these files.
pub fn load(files: &[(&str, &str)]) -> Result<Packs, Problems> {
    packs::load(&[source(files)], &LoadOptions::default())
}

/// The measure `m` that these lines describe; `measure: m` and `valid` are added.
#[track_caller]
pub fn measure(lines: &str) -> Measure {
    let text = with_head(lines);
    let packs = load(&[("measures/m.yaml", &text)]).unwrap_or_else(|problems| panic!("{problems}"));
    packs.measure("t", "m").unwrap().clone()
}

/// Checks that these lines of a measure have exactly these problems, as `line:column code`; the first of them is
/// line 1.
#[track_caller]
pub fn check(lines: &str, expected: &[&str]) {
    let text = with_head(lines);
    check_files(&[("measures/m.yaml", &text)], expected, 1);
}

/// Checks the problems of files other than the manifest, `skip` lines taken off their places.
#[track_caller]
pub fn check_files(files: &[(&str, &str)], expected: &[&str], skip: usize) {
    let found = match load(files) {
        Ok(_) => Vec::new(),
        Err(Problems(found)) => found,
    };
    let shown: Vec<_> =
        found.iter().map(|d| format!("{}:{} {}", d.line - skip.min(d.line - 1), d.column, d.code)).collect();
    assert_eq!(shown, expected, "\n{}", Problems(found));
}

/// A condition under this expression alone, which stands in line 1 from column 9 on.
#[track_caller]
pub fn check_when(when: &str, expected: &[&str]) {
    assert!(!when.contains('"'), "the expression is put between double quotes");
    check(&format!("all: [{{when: \"{when}\", id: c, says: s}}]"), expected);
}

fn with_head(lines: &str) -> String {
    format!("{{}}\n{lines}").replacen("{}", "measure: m", 1)
        + if lines.contains("valid:") { "" } else { "\nvalid: [2020-01-01, open]\n" }
}
