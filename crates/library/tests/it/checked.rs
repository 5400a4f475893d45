//! Whether a pack runs a practice is found out by its tests.

use library::{Checked, Library, PackState};
use packs::{Source, skeleton};

const LIBRARY: &str = "actor: Land\niso3: [PRT]\nreported_by: Land\npractices:\n";

/// A library of one practice called `land/p`, whose last line is given.
fn library(last: &str) -> Library {
    let practice = format!(
        "{LIBRARY}- {{id: p, text: T, quote: Q, status: ended, kind: rule, gcm: [7], sdg: [], groups: [all], phase: immediate, where: [proceedings paragraph 14], {last}}}\n"
    );
    let files = [("codes.yaml", "gcm: {7: Vulnerability}\nsdg: {}\n"), ("practices/land.yaml", &practice)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
    Library::read(&Source::new("library", files)).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The skeleton, whose first test cites what is given.
fn pack(cites: &str) -> Source {
    let mut pack = skeleton("our-practice");
    let tests = pack.files.get_mut("tests/welcome-visit.yaml").unwrap();
    *tests = tests.replacen("\n  on: ", &format!("\n  cites: [{cites}]\n  on: "), 1);
    assert!(tests.contains("cites"), "{tests}");
    pack
}

fn state(library: Library, pack: Option<&Source>) -> (PackState, String) {
    let checked = Checked::of(library, &pack.cloned().into_iter().collect::<Vec<_>>());
    let (_, held) = checked.practice("land/p").unwrap();
    (held.state, held.reason.clone())
}

const NAMED: &str = "pack: our-practice";

#[test]
fn a_pack_runs_a_practice_where_its_tests_that_cite_it_pass() {
    assert_eq!(state(library(NAMED), Some(&pack("land/p"))), (PackState::Runs, String::new()));
}

/// What passes shows only that the rule runs: what else belongs to the practice is named, and it never says `runs`.
#[test]
fn a_practice_of_which_something_is_missing_runs_partly_at_most() {
    let partly = || library(&format!("{NAMED}, missing: [payment, places]"));
    let expect = (PackState::Partly, "missing: payment, places".to_owned());
    assert_eq!(state(partly(), Some(&pack("land/p"))), expect);
    let (state, reason) = state(partly(), Some(&pack("land/other")));
    assert_eq!((state, reason.as_str()), (PackState::Fails, "no test of pack `our-practice` cites this practice"));
}

#[test]
fn a_pack_without_a_test_that_cites_the_practice_does_not_run_it() {
    let (state, reason) = state(library(NAMED), Some(&pack("land/other")));
    assert_eq!((state, reason.as_str()), (PackState::Fails, "no test of pack `our-practice` cites this practice"));
}

#[test]
fn a_failing_test_is_named_with_its_line() {
    let mut pack = pack("land/p");
    let tests = pack.files.get_mut("tests/welcome-visit.yaml").unwrap();
    *tests = tests.replacen("verdict: yes", "verdict: no", 1);
    let (state, reason) = state(library(NAMED), Some(&pack));
    assert_eq!(state, PackState::Fails);
    assert!(reason.contains("measure `welcome-visit`, test in line"), "{reason}");
    assert!(reason.contains("`verdict` is yes, expected no"), "{reason}");
}

#[test]
fn a_failing_test_that_cites_something_else_does_not_count() {
    let mut pack = pack("land/p");
    let tests = pack.files.get_mut("tests/welcome-visit.yaml").unwrap();
    let last = tests.rfind("verdict: ").unwrap();
    let end = tests[last..].find([',', '}', '\n']).unwrap() + last;
    let other = if tests[last..end].contains("yes") { "verdict: no" } else { "verdict: yes" };
    tests.replace_range(last..end, other);
    assert_eq!(state(library(NAMED), Some(&pack)), (PackState::Runs, String::new()));
}

#[test]
fn a_pack_that_is_missing_or_does_not_load_fails_and_says_why() {
    assert_eq!(state(library(NAMED), None), (PackState::Fails, "no pack `our-practice` is shipped".into()));
    let mut broken = pack("land/p");
    let manifest = broken.files.get_mut("pack.yaml").unwrap();
    *manifest = format!("nothing: reads-this\n{manifest}");
    let (state, reason) = state(library(NAMED), Some(&broken));
    assert_eq!(state, PackState::Fails);
    assert!(reason.starts_with("pack `our-practice` does not load: our-practice/pack.yaml:1:1"), "{reason}");
}

#[test]
fn a_practice_without_a_pack_keeps_its_reason() {
    assert_eq!(state(library("reason: not a rule"), None), (PackState::None, "not a rule".into()));
}

#[test]
fn a_broken_pack_takes_no_other_down() {
    let good = pack("land/p");
    let mut broken = skeleton("broken");
    broken.files.remove("pack.yaml");
    let second = "- {id: q, text: T, quote: Q, status: ended, kind: rule, gcm: [7], sdg: [], groups: [all], phase: immediate, where: [proceedings paragraph 14], pack: broken}\n";
    let first = second.replace("id: q", "id: p").replace("broken", "our-practice");
    let text = format!("{LIBRARY}{first}{second}");
    let files = [("codes.yaml", "gcm: {7: V}\nsdg: {}\n"), ("practices/land.yaml", &text)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
    let library = Library::read(&Source::new("library", files)).unwrap();
    let checked = Checked::of(library, &[good, broken]);
    let states: Vec<_> = checked.practices().map(|(_, held)| held.state).collect();
    assert_eq!(states, [PackState::Runs, PackState::Fails]);
}
