//! Records of people from the command line: opened, amended, listed, closed, and refused in words.

use std::path::Path;

use serde_json::{Value, json};

use crate::run::{Ran, instance, onward_in, onward_told};

const REGISTER: &str = "external.id,name.full,sex\nN-1,Amina Diallo,F\nN-2,Omar Diallo,M\n";

fn record(dir: &Path, args: &[&str]) -> Ran {
    onward_in(dir, &[&["record"], args, &["--dir", "here", "--format", "json"]].concat())
}

fn with_people(dir: &Path) {
    instance(dir);
    std::fs::write(dir.join("r.csv"), REGISTER).unwrap();
    std::fs::write(dir.join("map.yaml"), "source: camp\n").unwrap();
    onward_in(dir, &["import", "r.csv", "--map", "map.yaml", "--dir", "here", "--synthetic"]).ends(0);
}

fn opened(dir: &Path, of: &str, set: &[&str]) -> String {
    let said: Vec<&str> = set.iter().flat_map(|pair| ["--set", pair]).collect();
    let made = record(dir, &[&["open", "paper", "--of", of][..], &said].concat()).ends(0).json();
    made["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_record_is_opened_amended_put_into_hands_closed_and_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    with_people(dir);
    let id = opened(dir, "camp/N-1", &["paper.what=passport", "paper.expires_on=2021-03-01"]);
    let shown = record(dir, &["show", "paper", &id]).ends(0).json();
    assert_eq!((&shown["open"], &shown["fields"]["paper.what"]), (&json!(true), &json!("passport")));
    assert_eq!(shown["fields"]["paper.number"], Value::Null);
    let version = shown["version"].to_string();

    let amended = onward_told(
        dir,
        &["record", "amend", "paper", &id, "--fields", "-", "--seen", &version, "--dir", "here", "--format", "json"],
        r#"{"paper.number": "AB 123456", "paper.seen": "copy"}"#,
    );
    let amended = amended.ends(0).json();
    assert_eq!(amended["fields"]["paper.number"], json!("AB 123456"));
    assert_eq!(amended["fields"]["paper.expires_on"], json!("2021-03-01"), "what was not named stays");
    let late = record(dir, &["amend", "paper", &id, "--set", "paper.seen=original", "--seen", &version]).ends(2);
    assert!(late.err.contains("somebody else has said something"), "{}", late.err);

    let handed = record(dir, &["step", "paper", &id, "--assign", "caseworker"]).ends(0).json();
    assert_eq!(handed["assignee"], json!("caseworker"));
    let closed = record(dir, &["step", "paper", &id, "--close", "given back"]).ends(0).json();
    assert_eq!(closed["open"], json!(false));
    let refused = record(dir, &["amend", "paper", &id, "--set", "paper.seen=told"]).ends(2);
    assert!(refused.err.contains("the record is closed"), "{}", refused.err);
    let twice = record(dir, &["step", "paper", &id, "--close", "it ran out"]).ends(2);
    assert!(twice.err.contains("the record is closed already"), "{}", twice.err);
    record(dir, &["step", "paper", &id, "--reopen", "it was needed"]).ends(0);
    let twice = record(dir, &["step", "paper", &id, "--reopen", "it came back"]).ends(2);
    assert!(twice.err.contains("the record is open already"), "{}", twice.err);
    let shown = record(dir, &["show", "paper", &id]).ends(0).json();
    let by: Vec<&str> = shown["history"].as_array().unwrap().iter().map(|note| note["by"].as_str().unwrap()).collect();
    assert_eq!(by, ["supervisor"; 8], "who said it, not by which form");
    let did: Vec<&str> =
        shown["history"].as_array().unwrap().iter().map(|note| note["did"].as_str().unwrap()).collect();
    assert_eq!(did, ["reopened", "closed", "assigned", "said", "said", "opened", "said", "said"]);
    onward_in(dir, &["journal", "verify", "--views", "--dir", "here"]).ends(0);
}

#[test]
fn records_are_listed_by_kind_and_by_person_and_sealed_fields_stand_on_no_list() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    with_people(dir);
    let first = opened(dir, "camp/N-1", &["paper.what=passport", "paper.number=AB 123456"]);
    let second = opened(dir, "camp/N-2", &["paper.what=identity_card"]);
    record(dir, &["step", "paper", &second, "--close", "given back"]).ends(0);
    let ids = |args: &[&str]| {
        let rows = record(dir, &[&["list", "paper"], args].concat()).ends(0);
        assert!(!rows.out.contains("AB 123456"), "{}", rows.out);
        let rows = rows.json();
        rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&[]), std::slice::from_ref(&first));
    assert_eq!(ids(&["--closed"]), std::slice::from_ref(&second));
    assert_eq!(ids(&["--says", "paper.what=passport"]), std::slice::from_ref(&first));
    assert_eq!(ids(&["--says", "paper.what=identity_card"]), Vec::<String>::new(), "closed");
    assert_eq!(ids(&["--says", "paper.what=identity_card", "--closed"]), std::slice::from_ref(&second));
    for (says, why) in [
        ("paper.number=AB", "not listed by"),
        ("paper.what=elephant", "expected a code"),
        ("paper.what=", "expected one value"),
        ("paper.what=n/a", "expected one value"),
        ("x", "FIELD"),
    ] {
        let refused = record(dir, &["list", "paper", "--says", says]).ends(2);
        assert!(refused.err.contains(why), "{}", refused.err);
    }
    assert_eq!(ids(&["--of", "camp/N-1"]), [first]);
    assert_eq!(ids(&["--of", "camp/N-2"]), [second]);
}

#[test]
fn a_wrong_call_says_what_is_wrong_and_repeats_nothing_sealed() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    with_people(dir);
    let id = opened(dir, "camp/N-1", &["paper.what=passport"]);
    for (args, says) in [
        (&["open", "papers", "--of", "camp/N-1"][..], "there is no kind of record called `papers`"),
        (&["open", "paper", "--of", "camp/N-9"], "nobody here is known by that id"),
        (&["open", "paper", "--of", "nobody"], "no person"),
        (&["open", "paper", "--of", "camp/N-1", "--set", "paper.waht=passport"], "did you mean `paper.what`?"),
        (&["open", "paper", "--of", "camp/N-1", "--set", "paper.what=pasport"], "`paper.what`: "),
        (&["open", "paper", "--of", "camp/N-1", "--set", "paper.expires_on=soon"], "`paper.expires_on`: "),
        (&["open", "paper", "--of", "camp/N-1", "--set", "paper.what"], "expected `FIELD=VALUE`"),
        (&["amend", "paper", &id], "nothing is said of it"),
        (&["show", "conversation", &id], "no such record"),
        (&["show", "paper", "00000000000000000000000000000001"], "no such record"),
        (&["step", "paper", &id, "--assign", "nobody"], "nobody of this name works at this office"),
        (&["step", "paper", &id, "--close", " "], "a reason says why"),
    ] {
        let refused = record(dir, args).ends(2);
        assert!(refused.err.contains(says), "{args:?}: {}", refused.err);
    }
}

#[test]
fn work_is_asked_for_by_view_pathway_and_day() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    with_people(dir);
    for view in ["mine", "office", "nobodys", "yes", "late"] {
        assert_eq!(record(dir, &["work", "--view", view, "--until", "2030-01-01"]).ends(0).json(), json!([]), "{view}");
    }
    let refused = record(dir, &["work", "--until", "soon"]).ends(2);
    assert!(refused.err.contains("`--until`: expected a day such as `2026-11-30`, found `soon`"), "{}", refused.err);
    let refused = record(dir, &["work", "--kind", "paper"]).ends(2);
    assert!(refused.err.contains("no pathway in force is run by records of the kind `paper`"), "{}", refused.err);
}

#[test]
fn what_a_household_has_is_opened_through_one_of_it_and_found_through_all() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    instance(dir);
    let register = "external.id,name.full,household.id,household.role\nN-1,Amina Diallo,H-1,child\n\
                    N-2,Omar Diallo,H-1,head\nN-3,Nadia Sarr,,\n";
    std::fs::write(dir.join("r.csv"), register).unwrap();
    std::fs::write(dir.join("map.yaml"), "source: camp\n").unwrap();
    onward_in(dir, &["import", "r.csv", "--map", "map.yaml", "--dir", "here", "--synthetic"]).ends(0);
    let visit = |of: &str| record(dir, &["open", "home_visit", "--of", of, "--set", "home_visit.on=2020-04-02"]);
    let id = visit("camp/N-1").ends(0).json()["id"].as_str().unwrap().to_owned();
    let alone = visit("camp/N-3").ends(2);
    assert!(alone.err.contains("it is not known to which household they belong"), "{}", alone.err);
    for of in ["camp/N-1", "camp/N-2"] {
        let listed = record(dir, &["list", "home_visit", "--of", of]).ends(0).json();
        assert_eq!((&listed[0]["id"], &listed[0]["household"]), (&json!(id), &json!(true)), "{of}");
    }
    assert_eq!(record(dir, &["list", "home_visit", "--of", "camp/N-3"]).ends(0).json(), json!([]));
    record(dir, &["amend", "home_visit", &id, "--set", "home_visit.needs=water"]).ends(0);
    let shown = record(dir, &["list", "home_visit", "--says", "home_visit.needs=water"]).ends(0).json();
    assert_eq!(shown[0]["id"], json!(id));
    let omar = onward_in(dir, &["record", "show", "home_visit", &id, "--dir", "here"]).ends(0);
    assert!(omar.out.contains("home_visit of the household of person"), "{}", omar.out);
    onward_in(dir, &["journal", "verify", "--views", "--dir", "here"]).ends(0);
}
