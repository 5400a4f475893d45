//! Versions of a pathway from the command line: what another one changes for a case, and its move to that, by as many people
//! as it takes.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::run::{Ran, onward_in, onward_told};

const PATHWAY: &str = "
pathway: paper-check
sees: {scope: office}
by: [CW]
opens: {by: [CW, SU]}
law: illustrative
stages: [{id: first, tasks: [{id: papers, due: 10 days}, {id: photo, due: 10 days}]}]
ends: {gone: {leaves: true}}
";

/// The pack as a folder, with the first deadline so many days long.
fn version(dir: &Path, number: &str, days: u32) {
    let pack = dir.join("papers");
    fs::create_dir_all(pack.join("pathways")).unwrap();
    let manifest =
        format!("pack: papers\nversion: {number}\ntitle: {{en: P}}\npurpose: assistance\nlicence: CC0-1.0\n");
    fs::write(pack.join("pack.yaml"), manifest).unwrap();
    let text = PATHWAY.replace("papers, due: 10 days", &format!("papers, due: {days} days"));
    fs::write(pack.join("pathways/paper-check.yaml"), text).unwrap();
}

fn here(dir: &Path, args: &[&str]) -> Ran {
    onward_in(dir, &[args, &["--dir", "here"]].concat())
}

/// The same as an account, whose first password is in `ACCOUNT.password`.
fn by(dir: &Path, account: &str, args: &[&str]) -> Ran {
    let password = fs::read_to_string(dir.join(format!("{account}.password"))).unwrap();
    onward_told(dir, &[args, &["--dir", "here", "--as", account]].concat(), &format!("{password}\n"))
}

fn moves(dir: &Path, case: &str, more: &[&str]) -> Ran {
    here(dir, &[&["pathway", "move", case, "--format", "json"], more].concat())
}

/// A case of somebody, on the version with ten days.
fn case(dir: &Path) -> String {
    let made = onward_in(dir, &["init", "here", "--jurisdiction", "PRT"]).ends(0).out;
    for account in ["caseworker", "supervisor", "administrator"] {
        let line = made.lines().find(|line| line.starts_with(account)).unwrap();
        fs::write(dir.join(format!("{account}.password")), line.split_whitespace().last().unwrap()).unwrap();
    }
    fs::write(dir.join("r.csv"), "external.id,sex\nN-1,F\n").unwrap();
    fs::write(dir.join("map.yaml"), "source: camp\n").unwrap();
    here(dir, &["import", "r.csv", "--map", "map.yaml", "--synthetic"]).ends(0);
    version(dir, "1.0.0", 10);
    here(dir, &["pack", "install", "papers"]).ends(0);
    let made = here(dir, &["record", "open", "paper_check", "--of", "camp/N-1", "--format", "json"]).ends(0).json();
    made["id"].as_str().unwrap().to_owned()
}

fn shown(dir: &Path, case: &str) -> Value {
    here(dir, &["record", "show", "paper_check", case, "--format", "json"]).ends(0).json()
}

#[test]
fn a_case_is_shown_under_both_versions_and_moved() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let case = case(dir);
    let on_the_latest = moves(dir, &case, &["--dry-run"]).ends(2);
    assert!(on_the_latest.err.contains("runs the version that is in force"), "{}", on_the_latest.err);
    let before = shown(dir, &case);
    assert_eq!(before["newer"], Value::Null);
    version(dir, "2.0.0", 4);
    here(dir, &["pack", "install", "papers"]).ends(0);
    let stays = shown(dir, &case);
    assert_eq!(stays["case"], before["case"]);
    assert!(stays["newer"].is_string());
    let told = here(dir, &["record", "show", "paper_check", &case]).ends(0);
    assert!(told.out.contains("a newer version is in force"), "{}", told.out);
    let looked = moves(dir, &case, &["--dry-run"]).ends(0).json();
    assert_eq!((&looked["became"], &looked["two_people"]), (&json!("shown"), &json!(false)));
    assert_eq!((&looked["stages"], &looked["undone"], &looked["dropped"]), (&json!([]), &json!([]), &json!([])));
    let [papers] = looked["items"].as_array().unwrap().as_slice() else { panic!("{looked}") };
    assert_eq!(papers["id"], json!("papers"));
    assert_ne!(papers["from"]["due"], papers["to"]["due"]);
    assert_eq!(shown(dir, &case)["case"], before["case"], "it was looked at and not moved");
    let unsaid = moves(dir, &case, &[]).ends(2);
    assert!(unsaid.err.contains("--reason"), "{}", unsaid.err);
    let worker = by(dir, "caseworker", &["pathway", "move", &case, "--reason", "The law."]).ends(2);
    assert!(worker.err.contains("a supervisor moves cases"), "{}", worker.err);
    assert_eq!(moves(dir, &case, &["--reason", "The law."]).ends(0).json()["became"], json!("moved"));
    let after = shown(dir, &case);
    assert_eq!(after["case"]["items"][0]["due"], papers["to"]["due"]);
    assert_eq!(after["history"][0]["did"], json!("moved"));
    here(dir, &["journal", "verify", "--views"]).ends(0);
    here(dir, &["journal", "rebuild-views"]).ends(0);
    assert_eq!(shown(dir, &case)["case"], after["case"]);
}

#[test]
fn what_is_owed_less_takes_two_people_for_the_pack_and_for_the_case() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let case = case(dir);
    version(dir, "2.0.0", 30);
    here(dir, &["pack", "install", "papers"]).ends(1);
    let proposal = here(dir, &["pack", "propose", "papers", "--reason", "The law."]).ends(0).out;
    by(dir, "administrator", &["proposal", "approve", proposal.trim(), "--reason", "Seen."]).ends(0);
    let looked = moves(dir, &case, &["--dry-run"]).ends(0).json();
    assert_eq!((&looked["loosens"], &looked["two_people"]), (&json!(["`papers` may take longer"]), &json!(true)));
    let go = ["pathway", "move", &case, "--reason", "The law.", "--format", "json"];
    let alone = by(dir, "supervisor", &go).ends(2);
    assert!(alone.err.contains("two people move the case"), "{}", alone.err);
    let ask = ["pathway", "move", &case, "--reason", "She asked for it.", "--propose", "--format", "json"];
    assert_eq!(by(dir, "caseworker", &ask).ends(0).json()["became"], json!("asked"));
    let lines = here(dir, &["pathway", "move", &case, "--dry-run"]).ends(0).out;
    assert!(lines.contains("caseworker asked for it") && lines.contains("owed less"), "{lines}");
    let unasked = here(dir, &go).ends(2);
    assert!(unasked.err.contains("name who you are"), "{}", unasked.err);
    assert_eq!(by(dir, "supervisor", &go).ends(0).json()["became"], json!("moved"));
}

/// Consent that is said with anything but a referral would be lost, and is refused.
#[test]
fn consent_is_said_with_the_referral_that_it_is_for_and_with_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    case(dir);
    let pack = dir.join("visits");
    fs::create_dir_all(pack.join("pathways")).unwrap();
    let manifest = "pack: visits\nversion: 1.0.0\ntitle: {en: V}\npurpose: assistance\nlicence: CC0-1.0\n";
    fs::write(pack.join("pack.yaml"), manifest).unwrap();
    let text = PATHWAY.replace("paper-check", "clinic-visit").replace("\nby: [CW]", "\nby: [CW, SU]").replace(
        "{id: photo, due: 10 days}]",
        "{id: photo, due: 10 days}], referrals: [{id: clinic, kind: health, isp: health, consent: true}]",
    );
    fs::write(pack.join("pathways/clinic-visit.yaml"), text).unwrap();
    here(dir, &["pack", "install", "visits"]).ends(0);
    let made = here(dir, &["record", "open", "clinic_visit", "--of", "camp/N-1", "--format", "json"]).ends(0).json();
    let id = made["id"].as_str().unwrap();
    let step = |args: &[&str]| here(dir, &[&["record", "step", "clinic_visit", id], args].concat());
    let refused = step(&["--refer", "clinic=harbour clinic"]).ends(2);
    assert!(refused.err.contains("has not agreed") && refused.err.contains("--agreed"), "{}", refused.err);
    let lost = step(&["--do", "papers", "--agreed"]).ends(2);
    assert!(lost.err.contains("what the person agreed to is a referral"), "{}", lost.err);
    let done = step(&["--refer", "clinic=harbour clinic", "--agreed", "--format", "json"]).ends(0).json();
    let steps: Vec<&str> =
        done["history"].as_array().unwrap().iter().map(|note| note["did"].as_str().unwrap()).collect();
    let once = |word: &str| steps.iter().filter(|did| **did == word).count() == 1;
    assert!(once("consented") && once("referred"), "both, and nothing of what was refused: {steps:?}");
}
