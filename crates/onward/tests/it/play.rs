//! `onward play`: what is true after each step, and how the call ends.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::run::onward_in;

/// The folder of a reference pack.
fn pack(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../pathways/tests/fixtures").join(name).display().to_string()
}

#[test]
fn a_play_tells_what_is_true_after_each_step() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("case.yaml"), "play:\n- 2020-08-31 omar/OP: {start: {return.on: 2020-08-31, returnee.observe: true}}\n- 2020-09-11: {late: {cash: 2020-09-04, release: 2020-09-11}}\n").unwrap();
    let args = ["play", &pack("returnee"), "returnee", "case.yaml", "--format", "json"];
    let told = onward_in(dir.path(), &args).ends(0).json();
    assert_eq!(told[0]["at"], "2020-08-31");
    assert_eq!(told[0]["due"], json!({"cash": "2020-09-03", "release": "2020-09-10"}));
    assert_eq!(told[1]["escalated"], json!({"release": ["SU"]}));
    let keys: Vec<&str> = told[0].as_object().unwrap().keys().map(String::as_str).collect();
    let expected = "at stages open due late breached known_from stopped escalated refused outcome ends asks waiting sent missed issued";
    assert_eq!(keys.join(" "), expected);
    let table = onward_in(dir.path(), &args[..4]).ends(0);
    assert!(table.out.starts_with("2020-08-31\n  stages: [\"arrival\",\"stay\"]\n"), "{}", table.out);
}

#[test]
fn an_expectation_that_does_not_hold_ends_with_one_and_says_which() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("case.yaml"),
        "play:\n- 2020-08-31 omar/OP: {start: {return.on: 2020-08-31}}\n- 2020-09-11: {late: {}}\n",
    )
    .unwrap();
    let ran = onward_in(dir.path(), &["play", &pack("returnee"), "returnee", "case.yaml"]).ends(1);
    assert!(
        ran.err.contains("step 2 (2020-09-11), line 3: `late`: expected {}, found {cash: 2020-09-04}"),
        "{}",
        ran.err
    );
}

#[test]
fn what_cannot_be_played_ends_as_a_wrong_call_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("case.yaml"), "play:\n- 2020-08-31 omar/OP: {start: {}, do: cahs}\n").unwrap();
    let ran = onward_in(dir.path(), &["play", &pack("returnee"), "returnee", "case.yaml"]).ends(2);
    assert!(ran.err.contains("case.yaml:2:") && ran.err.contains("did you mean `cash`?"), "{}", ran.err);
    let ran = onward_in(dir.path(), &["play", &pack("returnee"), "returnees", "case.yaml"]).ends(2);
    assert!(ran.err.contains("did you mean `returnee`?"), "{}", ran.err);
    onward_in(dir.path(), &["play", &pack("returnee"), "returnee", "away.yaml"]).ends(2);
    onward_in(dir.path(), &["play", "no-such-pack", "returnee", "case.yaml"]).ends(2);
}

#[test]
fn a_refusal_that_no_step_speaks_of_is_told_and_is_no_failure() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("case.yaml"),
        "play:\n- 2020-08-31 omar/OP: {start: {return.on: 2020-08-31}}\n- 2020-09-01 omar/OP: {do: cash}\n",
    )
    .unwrap();
    let ran = onward_in(dir.path(), &["play", &pack("returnee"), "returnee", "case.yaml", "--format", "json"]).ends(0);
    assert_eq!(ran.json()[1]["refused"], "not-allowed");
    assert!(ran.err.contains("step 2"), "{}", ran.err);
}

#[test]
fn the_roles_that_a_pathway_may_name_are_those_of_the_table() {
    let table: Vec<&str> = casework::Role::ALL.iter().map(|role| role.code()).collect();
    assert_eq!(pathways::roles::ROLES.to_vec(), table);
}
