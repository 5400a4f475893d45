use model::Lang;
use rules::Measure;

use super::*;
use crate::load::{LoadOptions, load};

const MANIFEST: &str = "pack: p\nversion: 0.1.0\ntitle: P\nsummary: A rule.\njurisdiction: PRT\npurpose: entitlement\n\
                        licence: CC-BY-4.0\ngcm: [7]\n";
const MEASURE: &str = "measure: m
unit: person
title: M
source: ours
valid: [2020-01-01, open]
all:
- id: lost
  when: work.lost_income
  says: an income was lost
  law: {cite: Order 7, checked_by: M. Costa, checked_on: 2026-10-01}
# What follows is asked of everybody.
- id: here
  when: in_country
  says: the person is in the country
  law: as above
  if_unknown: presume_yes
- any:
  - id: young
    when: age(birth_date) < 18
    says: the person is young
  - id: woman
    when: sex = F
    says: the person is a woman
    law: Order 9
gives: [social.support]
gcm: [7]
";
const TESTS: &str = "measure: m
tests:
- title: nobody young
  on: 2020-04-01
  person: {work.lost_income: true, in_country: true, birth_date: 1990-01-01, sex: M}
  expect: {verdict: no, because: [young, woman]}
- title: elsewhere
  on: 2020-04-01
  person: {work.lost_income: true, in_country: false, sex: F}
  expect: {verdict: no, because: [here]}
";

fn source() -> Source {
    let files = [("pack.yaml", MANIFEST), ("measures/m.yaml", MEASURE), ("tests/m.yaml", TESTS)];
    Source::new("p", files.map(|(path, text)| (path.to_owned(), text.to_owned())).into())
}

fn new(id: &str, when: &str) -> NewCondition {
    NewCondition { id: id.into(), when: when.into(), says: Text::english(format!("now {id}")), law: "tried".into() }
}

fn changes(drop: &[&str], replace: &[NewCondition], add: &[NewCondition]) -> ConditionChanges {
    let drop = drop.iter().map(|id| (*id).to_owned()).collect();
    ConditionChanges { measure: "m".into(), drop, replace: replace.to_vec(), add: add.to_vec() }
}

#[track_caller]
fn measure(source: &Source) -> Measure {
    let loaded = load(std::slice::from_ref(source), &LoadOptions::default());
    loaded.unwrap_or_else(|found| panic!("{found:?}\n{:#?}", source.files)).packs.remove(0).measures.remove(0)
}

/// What is left reads as before, to the citation and to what is done with what is unknown.
#[track_caller]
fn check(changes: &ConditionChanges, expected: &[&str], tests_left_out: usize) {
    let (before, reformed) = (measure(&source()), source().reformed(changes).unwrap());
    let after = measure(&reformed.source);
    let ids: Vec<&str> = after.conditions.iter().skip(1).map(|condition| condition.id.as_str()).collect();
    assert_eq!(ids, expected, "{}", reformed.source.files["measures/m.yaml"]);
    assert_eq!(reformed.tests_left_out, tests_left_out);
    let new = |id: &str| changes.replace.iter().chain(&changes.add).any(|new| new.id == id);
    for condition in after.conditions.iter().filter(|condition| !new(&condition.id)) {
        let old = before.conditions.iter().find(|old| old.id == condition.id).unwrap();
        let told =
            |one: &rules::measure::Condition| (one.when.clone(), one.says.clone(), one.law.clone(), one.if_unknown);
        assert_eq!(told(condition), told(old), "{}", condition.id);
    }
}

#[test]
fn a_dropped_condition_takes_nothing_else_with_it_and_its_citation_stays_where_it_was_carried_on() {
    check(&changes(&["lost"], &[], &[]), &["here", "young", "woman"], 0);
    check(&changes(&["here"], &[], &[]), &["lost", "young", "woman"], 1);
    check(&changes(&["young"], &[], &[]), &["lost", "here", "woman"], 1);
    check(&changes(&["young", "woman"], &[], &[]), &["lost", "here"], 1);
    check(&changes(&["lost", "here"], &[], &[]), &["young", "woman"], 1);
}

#[test]
fn a_condition_reads_otherwise_in_its_place_and_does_the_same_with_what_is_unknown() {
    let wider = changes(&[], &[new("here", "in_country or sex = \"F\"")], &[]);
    assert!(load(&[source().reformed(&wider).unwrap().source], &LoadOptions::default()).is_err(), "no such code");
    let wider = changes(&[], &[new("here", "in_country or work.lost_income")], &[]);
    check(&wider, &["lost", "here", "young", "woman"], 0);
    let reformed = source().reformed(&wider).unwrap();
    let here = measure(&reformed.source).conditions.remove(2);
    assert_eq!(here.if_unknown, rules::measure::IfUnknown::PresumeYes);
    assert_eq!((here.law.cite.as_str(), here.says.in_lang(&Lang::en())), ("tried", Some("now here")));
}

#[test]
fn a_condition_is_added_to_those_that_all_must_hold() {
    let added = changes(&["young"], &[], &[new("added_1", "sex != M"), new("added_2", "age(birth_date) >= 60")]);
    check(&added, &["lost", "here", "woman", "added_1", "added_2"], 1);
    let any = MEASURE.replace("all:\n", "any:\n").replace("- any:", "- all:");
    let mut source = source();
    source.files.insert("measures/m.yaml".into(), any);
    source.files.remove("tests/m.yaml");
    let refused = source.reformed(&changes(&[], &[], &[new("added_1", "sex = F")])).unwrap_err();
    assert_eq!(refused, ReformError::NotAll);
}

#[test]
fn a_condition_is_added_to_a_file_that_ends_without_a_line_break() {
    let (begins, conditions) = MEASURE.split_once("all:").unwrap();
    let conditions = conditions.replace("gives: [social.support]\ngcm: [7]\n", "");
    let last = format!("{begins}gives: [social.support]\ngcm: [7]\nall:{}", conditions.trim_end());
    let mut source = source();
    source.files.insert("measures/m.yaml".into(), last);
    let reformed = source.reformed(&changes(&[], &[], &[new("added_1", "sex != M")])).unwrap().source;
    let ids: Vec<String> = measure(&reformed).conditions.into_iter().map(|one| one.id).collect();
    assert_eq!(ids, ["in_force", "lost", "here", "young", "woman", "added_1"]);
}

#[test]
fn the_place_of_a_new_expression_is_told_so_that_what_is_wrong_in_it_is_shown_there() {
    let reformed = source().reformed(&changes(&[], &[new("woman", "not sexx = F")], &[])).unwrap();
    let found = load(std::slice::from_ref(&reformed.source), &LoadOptions::default()).unwrap_err();
    let (wrong, other) = reformed.sorted(found);
    let wrong: Vec<_> = wrong.iter().map(|one| (one.condition.as_str(), one.letter)).collect();
    assert_eq!((wrong, other), (vec![("woman", 4)], vec![]));
}

#[test]
fn what_is_not_there_and_a_rule_without_a_condition_are_refused() {
    let refused = |changes: ConditionChanges| source().reformed(&changes).unwrap_err();
    assert_eq!(refused(changes(&["nothing"], &[], &[])), ReformError::Condition("nothing".into()));
    assert_eq!(refused(changes(&[], &[new("in_force", "true")], &[])), ReformError::Condition("in_force".into()));
    assert_eq!(refused(changes(&["lost", "here", "young", "woman"], &[], &[])), ReformError::Last);
    let other = ConditionChanges { measure: "n".into(), ..changes(&["lost"], &[], &[]) };
    assert_eq!(refused(other), ReformError::Measure("n".into()));
}

#[test]
fn changes_are_read_as_data_and_what_is_wrong_in_them_is_told() {
    let text = "measure: m\ndrop: [lost]\nreplace:\n- {id: here, when: sex = F, says: now here, law: tried}\n";
    let mut report = Report::new("reform.yaml");
    assert_eq!(ConditionChanges::read(text, &mut report), Some(changes(&["lost"], &[new("here", "sex = F")], &[])));
    assert!(report.finish().is_empty());
    let mut report = Report::new("reform.yaml");
    ConditionChanges::read("measure: m\nadd:\n- {id: a, wenn: sex = F, says: s, law: l}\n", &mut report);
    let codes: Vec<_> = report.finish().iter().map(|found| found.code).collect();
    assert_eq!(codes, ["missing-key", "unknown-key"], "in the order of the file: the item, then its key");
}

/// One condition of every ninth pack: each takes a pack to be loaded three times.
#[test]
fn a_single_condition_of_a_shipped_rule_can_be_dropped_and_nothing_else_changes() {
    let mut tried = 0;
    for name in Source::shipped_names().into_iter().filter(|name| name != "core").step_by(9) {
        let source = Source::shipped(&name).unwrap();
        let before = load(std::slice::from_ref(&source), &LoadOptions::default()).unwrap();
        let Some(measure) = before.packs[0].measures.first() else { continue };
        let Some(dropped) = measure.conditions.get(1).filter(|_| measure.conditions.len() > 2) else { continue };
        let drop = BTreeSet::from([dropped.id.clone()]);
        let changes = ConditionChanges { measure: measure.id.clone(), drop, ..Default::default() };
        let reformed = source.reformed(&changes).unwrap_or_else(|error| panic!("{name}/{}: {error}", dropped.id));
        let after = load(&[reformed.source], &LoadOptions::default());
        let after = after.unwrap_or_else(|found| panic!("{name}/{}: {found:?}", dropped.id));
        let after = after.packs[0].measures.iter().find(|other| other.id == measure.id).unwrap();
        let told =
            |one: &rules::measure::Condition| (one.id.clone(), one.when.clone(), one.says.clone(), one.law.clone());
        let left: Vec<_> = measure.conditions.iter().filter(|one| one.id != dropped.id).map(told).collect();
        assert_eq!(after.conditions.iter().map(told).collect::<Vec<_>>(), left, "{name}/{}", dropped.id);
        tried += 1;
    }
    assert!(tried >= 5, "{tried}");
}

/// An adaptation may do without a condition of its base, and what is installed is the whole.
#[test]
fn an_adaptation_changes_single_conditions_of_its_base() {
    let dir = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    for (path, text) in &source().files {
        write(&format!("p/{path}"), text);
    }
    let manifest = MANIFEST.replace("pack: p", "pack: q\nadapts: p");
    write("q/pack.yaml", &manifest);
    write("q/changes/m.yaml", "measure: m\ndrop: [young]\n");
    let whole = Source::open(&dir.path().join("q")).unwrap();
    let ids: Vec<String> = measure(&whole).conditions.into_iter().map(|condition| condition.id).collect();
    assert_eq!(ids, ["in_force", "lost", "here", "woman"]);
    assert!(!whole.files.keys().any(|path| path.starts_with("changes/")));
    write("q/changes/m.yaml", "measure: m\ndrop: [yung]\n");
    let refused = Source::open(&dir.path().join("q")).unwrap_err().0;
    assert_eq!((refused[0].code, refused[0].file.as_str()), ("changes", "q/changes/m.yaml"));
    assert!(refused[0].message.contains("there is no condition `yung`"), "{}", refused[0].message);
}
