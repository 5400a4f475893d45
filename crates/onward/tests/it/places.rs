//! Places from the command line: kept, waited for, filled, offered and shut, by codes and never by names; and what is refused,
//! in words.

use std::path::Path;

use serde_json::{Value, json};

use crate::run::{Ran, instance, onward_in};

const REGISTER: &str = "external.id,name.full,sex\nN-1,Amina Diallo,F\nN-2,Omar Diallo,M\nN-3,Sara Diallo,F\n";

fn record(dir: &Path, args: &[&str]) -> Ran {
    onward_in(dir, &[&["record"], args, &["--dir", "here", "--format", "json"]].concat())
}

/// A house of one bed, and a lodging there of each of three people.
fn house(dir: &Path) -> (String, [String; 3]) {
    instance(dir);
    std::fs::write(dir.join("r.csv"), REGISTER).unwrap();
    std::fs::write(dir.join("map.yaml"), "source: camp\n").unwrap();
    onward_in(dir, &["import", "r.csv", "--map", "map.yaml", "--dir", "here", "--synthetic"]).ends(0);
    onward_in(dir, &["pack", "install", "reception-places", "--dir", "here"]).ends(0);
    let id = |made: Value| made["id"].as_str().unwrap().to_owned();
    let beds = ["--set", "facility.called=Bay house", "--set", "facility.beds=1"];
    let house = id(record(dir, &[&["open", "facility"][..], &beds].concat()).ends(0).json());
    let lodging = |person: &str| {
        let to = format!("lodging.facility={house}");
        let said =
            ["--set", "lodging.from=2199-01-01", "--set", "lodging.until=2199-01-04", "--set", "lodging.people=1"];
        id(record(dir, &[&["open", "lodging", "--of", person, "--set", &to][..], &said].concat()).ends(0).json())
    };
    let lodgings = ["camp/N-1", "camp/N-2", "camp/N-3"].map(lodging);
    (house, lodgings)
}

fn code(shown: &Value) -> &str {
    shown["place"]["line"]["code"].as_str().unwrap()
}

#[test]
fn a_bed_is_kept_waited_for_offered_and_told_by_codes_alone() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let (house, [first, second, third]) = house(dir);
    let place = |of: &str, word: &str| record(dir, &["place", "lodging", of, word]);
    let kept = place(&first, "--reserve").ends(0).json();
    assert_eq!(kept["place"]["line"]["state"], json!("held"));
    let full = place(&second, "--reserve").ends(2);
    assert!(full.err.contains("there is no place on all of these nights"), "{}", full.err);
    assert_eq!(place(&second, "--wait").ends(0).json()["place"]["line"]["state"], json!("waits"));
    let lines = |args: &[&str]| record(dir, &[&["lines", "facility", &house][..], args].concat());
    let nobody = lines(&["--offer", "1"]).ends(2);
    assert!(nobody.err.contains("nobody who waits fits"), "{}", nobody.err);
    lines(&["--free", code(&kept)]).ends(0);
    let passed = place(&third, "--reserve").ends(2);
    assert!(passed.err.contains("due to others, who wait longer"), "{}", passed.err);
    lines(&["--offer", "1"]).ends(0);
    assert_eq!(record(dir, &["show", "lodging", &second]).ends(0).json()["place"]["line"]["state"], json!("held"));
    let many = lines(&["--block", "2", "--from", "2199-02-01", "--why", "broken pipe"]).ends(2);
    assert!(many.err.contains("`units` does not say"), "{}", many.err);
    lines(&["--block", "1", "--from", "2199-02-01", "--why", "broken pipe"]).ends(0);
    let board = onward_in(dir, &["record", "board", "--from", "2199-01-03", "--nights", "2", "--dir", "here"]).ends(0);
    assert!(board.out.contains("Bay house (facility.beds): 2199-01-03 0, 2199-01-04 1"), "{}", board.out);
    let page = onward_in(dir, &["record", "show", "facility", &house, "--dir", "here"]).ends(0);
    assert!(page.out.contains("held 1, 2199-01-01 to 2199-01-04") && page.out.contains("broken pipe"), "{}", page.out);
    assert!(!page.out.contains("Diallo") && !board.out.contains("Diallo"), "{}", page.out);
    onward_in(dir, &["journal", "verify", "--views", "--dir", "here"]).ends(0);
}

#[test]
fn what_leads_to_a_house_is_listed_and_a_closed_one_takes_nobody_in() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let (house, lodgings) = house(dir);
    let rows = record(dir, &["list", "lodging", "--at", &house]).ends(0).json();
    assert_eq!(rows.as_array().unwrap().len(), 3);
    assert_eq!(record(dir, &["list", "lodging", "--at", &lodgings[0]]).ends(0).json(), json!([]));
    let away = record(dir, &["list", "lodging", "--at", "00000000000000000000000000000001"]).ends(2);
    assert!(away.err.contains("no such record"), "{}", away.err);
    record(dir, &["step", "facility", &house, "--close", "the season is over"]).ends(0);
    let closed = record(dir, &["place", "lodging", &lodgings[0], "--reserve"]).ends(2);
    assert!(closed.err.contains("it was closed and takes nobody in"), "{}", closed.err);
    let backwards = record(dir, &["amend", "lodging", &lodgings[0], "--set", "lodging.until=2198-12-31"]).ends(2);
    assert!(backwards.err.contains("`lodging.until` cannot be with `lodging.from`"), "{}", backwards.err);
    let note =
        ["step", "lodging", &lodgings[0], "--note", "She called: the baby is well.", "--at", "2020-01-05T10:00Z"];
    let noted = record(dir, &note).ends(0).json();
    assert_eq!(noted["history"][0]["did"], json!("noted"));
    assert_eq!(noted["history"][0]["happened"], json!("2020-01-05T10:00:00Z"));
    let ahead = record(dir, &["step", "lodging", &lodgings[0], "--note", "x", "--at", "2199-01-05T10:00Z"]).ends(2);
    assert!(ahead.err.contains("that moment has not come yet"), "{}", ahead.err);
}
