//! Adaptations: what a pack takes over from the one it adapts, and what it cannot.

use std::path::Path;

use packs::{LoadOptions, Packs, Source, test_pack};
use yaml::Problems;

const BASE: &str = "{pack: model, version: 0.1.0, title: M, purpose: test, prefix: model, law: the model rule}";
const FIELDS: &str = "enrolled: [bool, personal]\n";
const MEASURE: &str = "\
measure: m
valid: [param(run.from), open]
all: [{id: enrolled, when: model.enrolled, says: enrolled}]
";
const TESTS: &str = "\
- {on: 2020-03-01, person: {model.enrolled: true}, expect: {verdict: yes}}
- {on: 2020-03-01, person: {model.enrolled: false}, expect: {verdict: no, because: [enrolled]}}
- {on: 2020-03-01, person: {}, expect: {verdict: needs, ask: [model.enrolled]}}
";

/// A folder with the base pack `model`; more files are written with their pack's name before the path.
fn shelf(more: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let base = [
        ("model/pack.yaml", BASE),
        ("model/fields.yaml", FIELDS),
        ("model/params/run.yaml", "run.from: {type: date, values: [[2020-03-01, 2020-03-01]]}"),
        ("model/measures/m.yaml", MEASURE),
        ("model/tests/m.yaml", TESTS),
        ("model/README.md", "The model."),
    ];
    for (path, text) in base.iter().chain(more) {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    dir
}

fn manifest(name: &str, more: &str) -> String {
    format!("{{pack: {name}, adapts: model, version: 0.1.0, title: T, purpose: test, prefix: model{more}}}")
}

fn open(shelf: &Path, names: &[&str]) -> Vec<Source> {
    names.iter().map(|name| Source::open(&shelf.join(name)).unwrap()).collect()
}

fn load(shelf: &Path, names: &[&str]) -> Result<Packs, Problems> {
    packs::load(&open(shelf, names), &LoadOptions::default())
}

#[track_caller]
fn refused(shelf: &Path, name: &str) -> Vec<String> {
    let problems = Source::open(&shelf.join(name)).unwrap_err();
    problems.0.iter().map(|found| format!("{}:{}:{} {}", found.file, found.line, found.column, found.code)).collect()
}

#[test]
fn an_adaptation_takes_over_what_it_does_not_write_itself() {
    let later = "run.from: {type: date, values: [[2020-01-01, 2021-06-01]]}";
    let tests = "- {on: 2021-05-31, person: {model.enrolled: true}, expect: {verdict: no, because: [in_force]}}\n\
                 - {on: 2021-06-01, person: {model.enrolled: true}, expect: {verdict: yes}}\n\
                 - {on: 2021-06-01, person: {}, expect: {verdict: needs}}\n";
    let dir = shelf(&[
        ("here/pack.yaml", &manifest("here", ", law: our decree")),
        ("here/params/run.yaml", later),
        ("here/tests/m.yaml", tests),
    ]);
    let packs = load(dir.path(), &["here"]).unwrap();
    let pack = packs.pack("here").unwrap();
    assert_eq!(pack.adapts.as_deref(), Some("model"));
    let report = test_pack(&packs, pack);
    assert!(report.passed(), "{report:#?}");
    assert_eq!(report.cases.len(), 3);
    assert!(pack.measures[0].conditions.iter().all(|condition| condition.law.cite == "our decree"));
    assert!(!open(dir.path(), &["here"])[0].files.contains_key("README.md"));
}

#[test]
fn a_family_is_loaded_together_and_shares_its_fields() {
    let dir = shelf(&[("here/pack.yaml", &manifest("here", "")), ("there/pack.yaml", &manifest("there", ""))]);
    for names in [&["model", "here", "there"][..], &["there", "here"]] {
        let packs = load(dir.path(), names).unwrap();
        for pack in &packs.packs {
            assert!(test_pack(&packs, pack).passed(), "{}", pack.name);
        }
    }
    let stranger = "{pack: stranger, version: 0.1.0, title: T, purpose: test, prefix: model}";
    let dir = shelf(&[("stranger/pack.yaml", stranger)]);
    let problems = load(dir.path(), &["model", "stranger"]).unwrap_err();
    assert_eq!(problems.0[0].code, "prefix");
}

#[test]
fn the_base_lies_beside_or_is_shipped() {
    let text = "{pack: p, adapts: portugal-pending-regular, version: 0.1.0, title: T, purpose: test}";
    let dir = shelf(&[("p/pack.yaml", text)]);
    let packs = load(dir.path(), &["p"]).unwrap();
    assert!(packs.measure("p", "pending-counts-as-regular").is_some());
}

#[test]
fn an_unknown_base_an_adapted_base_and_own_fields_are_refused() {
    let dir = shelf(&[
        ("lost/pack.yaml", "{pack: lost, adapts: modell, version: 0.1.0, title: T, purpose: test}"),
        ("core-like/pack.yaml", "{pack: core-like, adapts: core, version: 0.1.0, title: T, purpose: test}"),
        ("here/pack.yaml", &manifest("here", "")),
        ("chained/pack.yaml", "{pack: chained, adapts: here, version: 0.1.0, title: T, purpose: test}"),
        ("own/pack.yaml", &manifest("own", "")),
        ("own/fields.yaml", FIELDS),
    ]);
    assert_eq!(refused(dir.path(), "lost"), ["lost/pack.yaml:1:22 adapts"]);
    assert_eq!(refused(dir.path(), "core-like"), ["core-like/pack.yaml:1:27 adapts"]);
    assert_eq!(refused(dir.path(), "chained"), ["chained/pack.yaml:1:25 adapts"]);
    assert_eq!(refused(dir.path(), "own"), ["own/pack.yaml:1:21 adapts"]);
}

#[test]
fn a_problem_in_a_file_taken_over_is_placed_in_the_base() {
    let dir = shelf(&[("here/pack.yaml", &manifest("here", "")), ("model/measures/m.yaml", "measure: m\nwhen: x\n")]);
    let problems = load(dir.path(), &["here"]).unwrap_err();
    assert!(problems.0.iter().any(|found| found.file == "model/measures/m.yaml"), "{problems}");
}

#[test]
fn the_hash_of_an_adaptation_follows_its_base() {
    let dir = shelf(&[("here/pack.yaml", &manifest("here", ""))]);
    let before = open(dir.path(), &["here"])[0].hash();
    std::fs::write(dir.path().join("model/measures/m.yaml"), MEASURE.replace("enrolled, when", "in, when")).unwrap();
    assert_ne!(open(dir.path(), &["here"])[0].hash(), before);
}
