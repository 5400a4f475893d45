//! Rights are taken away by two people and by nobody alone (invariant 14): on the command line and in the browser.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::run::{self, Ran, live, onward_in, open, password};
use crate::serving::Serving;

const PACK: &str = "portugal-pending-regular";
const PARAMS: &str = "params/decree.yaml";
/// A field of the relief family, as it is and as one that arises for almost nobody.
const FIELD: &str = "no_food:\n  type: bool\n";
const NARROWED: &str = "no_food:\n  type: bool\n  relevant: sex in {X}\n";
const CASH: &str = "measures/cash-on-return.yaml";
const MEASURE: &str = "measures/pending-counts-as-regular.yaml";
const TESTS: &str = "tests/pending-counts-as-regular.yaml";

/// Accounts beside those of the officer and the administrator, with their roles.
const ACCOUNTS: [(&str, &str); 4] = [("author", "PA"), ("helpdesk", "HD"), ("analyst", "AY"), ("supervisor", "SU")];

/// Opens these of them.
fn others(dir: &Path, accounts: &[&str]) {
    ACCOUNTS
        .iter()
        .filter(|(account, _)| accounts.contains(account))
        .for_each(|(account, role)| open(dir, account, role));
}

/// An instance without people in which one shipped pack is in force, and that pack as a folder beside it, with some
/// texts of its files replaced.
fn varied(pack: &str, replace: &[(&str, &str, &str)]) -> TempDir {
    let dir = with_pack(pack);
    vary(dir.path(), pack, "ours", replace);
    dir
}

fn with_pack(pack: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    live(dir.path());
    by(dir.path(), "officer", &format!("pack install {pack}")).ends(0);
    dir
}

fn vary(dir: &Path, pack: &str, folder: &str, replace: &[(&str, &str, &str)]) {
    let shipped = packs::Source::shipped(pack).unwrap();
    for (path, text) in &shipped.files {
        let mine: Vec<_> = replace.iter().filter(|(file, ..)| file == path).collect();
        assert!(mine.iter().all(|(_, from, _)| text.contains(from)), "{path} is not as it was: {replace:?}");
        let text = mine.iter().fold(text.clone(), |text, (_, from, to)| text.replace(from, to));
        let path = dir.join(folder).join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    assert!(replace.iter().all(|(file, ..)| shipped.files.contains_key(*file)), "{replace:?}");
}

fn onward(dir: &Path, line: &str) -> Ran {
    onward_in(dir, &line.split_whitespace().collect::<Vec<_>>())
}

/// The same as an account that looks after packs.
fn by(dir: &Path, account: &str, line: &str) -> Ran {
    run::by(dir, account, &line.split_whitespace().collect::<Vec<_>>())
}

fn hash(dir: &Path, pack: &str) -> String {
    let listed = onward(dir, "pack list --dir here --format json").ends(0).json();
    let found = listed.as_array().unwrap().iter().find(|listed| listed["pack"] == pack).unwrap();
    found["hash"].as_str().unwrap().to_owned()
}

/// One person alone is refused, nothing is in force and nothing proposed; what is said names the measure.
#[track_caller]
fn refused_alone(pack: &str, replace: &[(&str, &str, &str)], said: &str) {
    let dir = varied(pack, replace);
    let before = hash(dir.path(), pack);
    for account in ["officer", "administrator"] {
        let ran = by(dir.path(), account, "pack install ours").ends(1);
        assert!(ran.out.contains(said), "{}", ran.out);
        assert!(ran.err.contains("nothing was proposed"), "{}", ran.err);
    }
    assert_eq!(hash(dir.path(), pack), before);
    let proposed = onward(dir.path(), "proposal list --dir here --format json").ends(0).json();
    assert!(proposed.as_array().unwrap().iter().all(|made| made["kind"] != "pack"), "{proposed}");
}

#[test]
fn somebody_who_loses_a_yes_needs_a_second_person_though_the_instance_is_empty() {
    refused_alone(PACK, &[(PARAMS, "value: 2020-10-15", "value: 2020-09-01")], "somebody's yes");
}

/// Too little for a population to meet: those at the edge lose.
#[test]
fn a_day_less_and_a_code_less_are_found_at_the_edges() {
    let dir = varied(PACK, &[(PARAMS, "value: 2020-10-15", "value: 2020-10-14")]);
    let codes = [(MEASURE, "{submitted, under_review, booked}", "{submitted, under_review}")];
    vary(dir.path(), PACK, "codes", &codes);
    let cash = "bangladesh-returnee-cash";
    by(dir.path(), "officer", &format!("pack install {cash}")).ends(0);
    vary(dir.path(), cash, "larger", &[(CASH, "household.size >= 3", "household.size >= 4")]);
    for folder in ["ours", "codes", "larger"] {
        let ran = by(dir.path(), "officer", &format!("pack install {folder}")).ends(1);
        assert!(ran.out.contains("somebody's yes"), "{folder}: {}", ran.out);
    }
}

#[test]
fn a_change_that_takes_effect_later_is_looked_at_on_that_day() {
    let row = "  - {from: 2020-11-08, decided: 2020-11-08, value: 2020-10-15";
    let later = format!("  - {{from: 2031-01-01, decided: 2026-01-01, value: 2020-01-01, law: illustrative}}\n{row}");
    let until = "value: 2021-03-31";
    // In force for long, so that there is something to lose in 2031.
    let dir = varied(PACK, &[(PARAMS, until, "value: 2040-12-31")]);
    by(dir.path(), "officer", "pack install ours").ends(0);
    vary(dir.path(), PACK, "then", &[(PARAMS, until, "value: 2040-12-31"), (PARAMS, row, &later)]);
    let ran = by(dir.path(), "officer", "pack install then").ends(1);
    assert!(ran.out.contains("somebody's yes") && ran.out.contains("2031-01-01"), "{}", ran.out);
}

#[test]
fn an_earlier_end_and_a_right_less_need_a_second_person_whoever_they_concern() {
    let ends = "valid: [2020-03-27, param(decree.until)]";
    // What waited for the parameter in the pack's own tests has nothing to wait for.
    let shorter = [
        (MEASURE, ends, "valid: [2020-03-27, 2021-03-30]"),
        (TESTS, "{verdict: needs, awaits: [decree.until]}", "{verdict: yes}"),
    ];
    refused_alone(PACK, &shorter, "shorter, or gives less");
    refused_alone(PACK, &[(MEASURE, ", cash.housing]", "]")], "shorter, or gives less");
}

#[test]
fn a_measure_that_disappears_needs_a_second_person() {
    let renamed = [(MEASURE, "measure: pending-counts-as-regular", "measure: pending-counts-as-regular-2")];
    let dir = varied(PACK, &renamed);
    fs::remove_dir_all(dir.path().join("ours/tests")).unwrap();
    let ran = by(dir.path(), "officer", "pack install ours").ends(1);
    assert!(ran.out.contains("it is gone"), "{}", ran.out);
}

#[test]
fn a_change_that_only_adds_is_put_in_force_by_one_person() {
    let dir = varied(PACK, &[(PARAMS, "value: 2020-10-15", "value: 2020-11-07")]);
    others(dir.path(), &["author", "helpdesk"]);
    let before = hash(dir.path(), PACK);
    by(dir.path(), "author", "pack install ours").ends(1);
    assert_eq!(hash(dir.path(), PACK), before, "an author proposes, whatever it changes");
    by(dir.path(), "helpdesk", "pack install ours").ends(2);
    let put = by(dir.path(), "officer", "pack install ours").ends(0);
    let named = "it fails a test of its own: pending-counts-as-regular, test in line 31";
    assert!(put.err.contains(named), "a cut-off that its tests do not know of: {}", put.err);
    assert_ne!(hash(dir.path(), PACK), before);
    assert!(by(dir.path(), "officer", "pack install ours").ends(0).err.contains("was in force already"));
}

/// The first pack of a family brings the fields of all: a new base under which an adaptation's field may not arise.
#[test]
fn a_new_base_pack_whose_fields_change_an_adaptation_counts_as_a_change_of_the_adaptation() {
    let (base, adaptation) = ("relief-for-people-on-the-move", "relief-for-people-on-the-move-algeria");
    let dir = with_pack(adaptation);
    vary(dir.path(), base, "same", &[]);
    vary(dir.path(), base, "ours", &[("fields.yaml", FIELD, NARROWED)]);
    let ran = by(dir.path(), "officer", "pack install ours").ends(1);
    assert!(ran.out.contains(&format!("{adaptation}/")), "{}", ran.out);
    let same = by(dir.path(), "officer", "pack install same").ends(0);
    assert!(!same.err.contains("a test of its own"), "it passes them: {}", same.err);
}

#[test]
fn one_proposes_another_in_another_role_approves_and_it_is_in_force() {
    let dir = varied(PACK, &[(PARAMS, "value: 2020-10-15", "value: 2020-09-01")]);
    others(dir.path(), &["author", "helpdesk", "analyst", "supervisor"]);
    let before = hash(dir.path(), PACK);
    let propose = || by(dir.path(), "officer", "pack install ours --propose --reason read-anew");
    let proposal = propose().ends(0).out.trim().to_owned();
    let decide =
        |verb: &str, account: &str| by(dir.path(), account, &format!("proposal {verb} {proposal} --reason I-read-it"));
    assert!(propose().ends(2).err.contains("proposed or decided already"));
    for account in ["officer", "author", "helpdesk", "analyst", "supervisor"] {
        decide("approve", account).ends(2);
    }
    decide("decline", "helpdesk").ends(2);
    assert_eq!(hash(dir.path(), PACK), before);
    decide("approve", "administrator").ends(0);
    let now = hash(dir.path(), PACK);
    let listed = onward(dir.path(), "proposal list --dir here --format json").ends(0).json();
    let made = listed.as_array().unwrap().iter().find(|made| made["kind"] == "pack").unwrap();
    assert_eq!((&made["pack"]["hash"], &made["state"]), (&now.into(), &"approved".into()));
    assert_eq!((&made["by"], &made["votes"][0]["by"]), (&"officer".into(), &"administrator".into()));
    assert_eq!(made["takes_away"], serde_json::json!(["portugal-pending-regular/pending-counts-as-regular"]));
    assert!(decide("approve", "administrator").ends(2).err.contains("decided already"));
    onward(dir.path(), "journal verify --dir here --format json").ends(0);
}

#[test]
fn a_proposal_is_stale_where_another_version_came_into_force_and_can_be_declined() {
    let dir = varied(PACK, &[(PARAMS, "value: 2020-10-15", "value: 2020-09-01")]);
    others(dir.path(), &["author"]);
    let proposal = by(dir.path(), "author", "pack propose ours --reason why").ends(0).out;
    vary(dir.path(), PACK, "wider", &[(PARAMS, "value: 2020-10-15", "value: 2020-11-07")]);
    by(dir.path(), "officer", "pack install wider").ends(0);
    let decide =
        |verb: &str| by(dir.path(), "administrator", &format!("proposal {verb} {} --reason seen", proposal.trim()));
    assert!(decide("approve").ends(2).err.contains("changed meanwhile"));
    decide("decline").ends(0);
    let listed = onward(dir.path(), "proposal list --dir here").ends(0).out;
    assert!(listed.contains("declined"), "{listed}");
}

/// Whoever may write a pack learns from a look at it nothing of who is on record.
#[test]
fn a_look_at_a_change_shows_figures_of_invented_people_alone() {
    let pack = "bangladesh-returnee-cash";
    let dir = with_pack(pack);
    others(dir.path(), &["supervisor"]);
    let row = |number| format!("{number},2020-06-17,{},true,F", if number == 7 { 37 } else { 3 });
    let real = (0..60).map(row).collect::<Vec<_>>().join("\n");
    let head = "external.id,return.on,household.size,work.lost_income,sex\n";
    fs::write(dir.path().join("real.csv"), format!("{head}{real}")).unwrap();
    fs::write(dir.path().join("map.yaml"), "source: register\nid: external.id\n").unwrap();
    let assisting = "--dir here --token supervisor.token --purpose assistance --basis public_interest";
    onward(dir.path(), &format!("import real.csv --map map.yaml {assisting}")).ends(0);
    vary(dir.path(), pack, "ours", &[(CASH, "household.size >= 3", "household.size >= 30")]);
    let ran = by(dir.path(), "officer", "pack install ours").ends(1);
    assert!(ran.out.contains("synthetic people"), "{}", ran.out);
    assert!(!ran.out.contains("60 people") && !ran.out.contains("on record"), "{}", ran.out);
}

#[test]
fn in_the_browser_one_proposes_and_another_approves() {
    let dir = varied(PACK, &[(PARAMS, "value: 2020-10-15", "value: 2020-11-07")]);
    // A wider version is in force: taking over the shipped one takes away again.
    by(dir.path(), "officer", "pack install ours").ends(0);
    let adopt = format!("/studio/library/packs/{PACK}");

    let mut officer = Serving::start(dir.path());
    officer.post("/sign-in", &format!("&account=officer&password={}", password("officer").replace(' ', "+")));
    let page = officer.settled(&adopt);
    assert!(page.contains("Somebody loses by this") && page.contains("Propose it to a second person"), "{page}");
    assert!(!page.contains("Put it in force"), "{page}");
    assert!(page.contains("made-up people on whom every change is tried"), "nobody is on record: {page}");
    assert!(officer.post(&adopt, "").starts_with("HTTP/1.1 403"), "not by sending the form all the same");
    let sent = officer.post_to(&adopt, &format!("{adopt}/propose"), "&reason=the+order+itself");
    let proposal = sent.lines().find_map(|line| line.strip_prefix("location: ")).unwrap_or_else(|| panic!("{sent}"));
    let own = officer.settled(proposal);
    assert!(own.contains("the order itself") && own.contains("You proposed it"), "{own}");
    assert!(officer.post(proposal, "&decision=approve&reason=mine").starts_with("HTTP/1.1 403"));

    let mut administrator = officer.another();
    administrator
        .post("/sign-in", &format!("&account=administrator&password={}", password("administrator").replace(' ', "+")));
    assert!(administrator.ask("GET", "/studio", "").contains("waits for a second person"));
    let page = administrator.settled(proposal);
    assert!(page.contains("Approve and put in force"), "{page}");
    let done = administrator.post(proposal, "&decision=approve&reason=agreed");
    assert!(done.starts_with("HTTP/1.1 303"), "{done}");
    assert!(administrator.settled(&adopt).contains("It is in force here, exactly as shipped."));
    drop(administrator);
    drop(officer);
    assert_eq!(hash(dir.path(), PACK), packs::Source::shipped(PACK).unwrap().hash());
}
