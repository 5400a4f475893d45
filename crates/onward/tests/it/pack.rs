use std::fs;

use crate::run::onward_in;

#[test]
fn every_shipped_pack_passes_its_tests() {
    let dir = tempfile::tempdir().unwrap();
    onward_in(dir.path(), &["pack", "check"]).ends(0);
    let report = onward_in(dir.path(), &["pack", "test", "--format", "json"]).ends(0).json();
    assert!(report.as_array().unwrap().len() >= 6, "{report}");
}

#[test]
fn a_new_pack_passes_check_and_test() {
    let dir = tempfile::tempdir().unwrap();
    onward_in(dir.path(), &["pack", "new", "our-practice"]).ends(0);
    onward_in(dir.path(), &["pack", "check", "our-practice"]).ends(0);
    onward_in(dir.path(), &["pack", "test", "our-practice"]).ends(0);
    onward_in(dir.path(), &["pack", "new", "our-practice"]).ends(2);
}

#[test]
fn an_unknown_field_is_found_with_its_place_and_the_nearest_name() {
    let dir = tempfile::tempdir().unwrap();
    onward_in(dir.path(), &["pack", "new", "p"]).ends(0);
    let measures = fs::read_dir(dir.path().join("p/measures")).unwrap();
    let file = measures.map(|entry| entry.unwrap().path()).next().unwrap();
    let text = fs::read_to_string(&file).unwrap();
    let broken = text.replacen("application.status", "application.staus", 1);
    assert_ne!(text, broken, "the skeleton asks for the application's status");
    fs::write(&file, broken).unwrap();
    let ran = onward_in(dir.path(), &["pack", "check", "p"]).ends(1);
    let place = ran.err.lines().chain(ran.out.lines()).find(|line| line.contains("application.staus"));
    let place = place.unwrap_or_else(|| panic!("{}{}", ran.out, ran.err));
    assert!(place.contains(".yaml:"), "{place}");
    assert!(format!("{}{}", ran.out, ran.err).contains("application.status"));
}

#[test]
fn a_failing_test_ends_with_one_and_code_in_a_pack_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    onward_in(dir.path(), &["pack", "new", "p"]).ends(0);
    fs::write(dir.path().join("p/run.sh"), "echo").unwrap();
    let ran = onward_in(dir.path(), &["pack", "check", "p"]).ends(1);
    assert!(format!("{}{}", ran.out, ran.err).contains("run.sh"));
    onward_in(dir.path(), &["pack", "check", "no-such-folder"]).ends(2);
}

#[test]
fn how_many_tests_fail_and_how_many_pass_is_said_each_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    onward_in(dir.path(), &["pack", "new", "p"]).ends(0);
    let whole = onward_in(dir.path(), &["pack", "test", "p"]).ends(0).out;
    let all: usize = whole.split("passes: ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!(all > 1 && whole.contains(&format!("p passes: {all} of {all} tests")), "{whole}");
    let tests = fs::read_dir(dir.path().join("p/tests")).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&tests).unwrap();
    assert!(text.contains("verdict: yes"), "{text}");
    fs::write(&tests, text.replacen("verdict: yes", "verdict: no", 1)).unwrap();
    let ran = onward_in(dir.path(), &["pack", "test", "p"]).ends(1);
    assert!(ran.out.contains(&format!("p fails: of {all} tests 1 fail and {} pass", all - 1)), "{}", ran.out);
    fs::write(&tests, "[]").unwrap();
    let ran = onward_in(dir.path(), &["pack", "test", "p"]).ends(1);
    assert!(
        ran.out.contains("p fails: of 0 tests 0 fail and 0 pass; 3 that it should have are lacking"),
        "{}",
        ran.out
    );
}
