use std::fmt::Write;

use crate::run::{instance, onward_in};

/// A register as offices really keep them: other headers, semicolons, Windows-1252, day first, trailing blanks.
fn register(rows: usize, bad: usize, city: &str) -> Vec<u8> {
    let mut text = String::from("Dossier;Nom complet;Né(e) le;Sexe;Nationalité;Dépôt de la demande;Remarque\r\n");
    for row in 1..=rows {
        let date = if row <= bad { "31/02/2020".into() } else { format!("{:02}/03/2020", row % 28 + 1) };
        let sex = if row % 2 == 0 { "féminin" } else { "masculin" };
        write!(text, "D-{row};José Ñandú{row} ;{}/01/1990;{sex};PRT;{date};{city}  \r\n", row % 28 + 1).unwrap();
    }
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

const MAP: &str = "\
source: prefecture
id: Dossier
dates: dmy
columns:
  Nom complet: name.full
  Né(e) le: birth_date
  Sexe: {field: sex, values: {féminin: F, masculin: M}}
  Nationalité: nationalities
  Dépôt de la demande: application.lodged_on
  Remarque: ignore
";

fn import(dir: &std::path::Path, more: &[&str]) -> crate::run::Ran {
    let mut args = vec!["import", "r.csv", "--dir", "here", "--map", "map.yaml", "--synthetic", "--format", "json"];
    args.extend(more);
    onward_in(dir, &args)
}

#[test]
fn a_messy_register_is_stored_but_for_its_bad_rows_and_again_adds_nothing() {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    std::fs::write(dir.path().join("r.csv"), register(1000, 37, "Porto")).unwrap();
    std::fs::write(dir.path().join("map.yaml"), MAP).unwrap();

    let first = import(dir.path(), &[]).ends(1).json();
    assert_eq!((&first["rows"], &first["stored"], &first["rejected"]), (&1000.into(), &963.into(), &37.into()));
    let rejects = std::fs::read_to_string(dir.path().join(first["rejects"].as_str().unwrap())).unwrap();
    assert_eq!(rejects.lines().count(), 38, "a header and one line for each row handed back");
    assert!(rejects.contains("F2"), "the cell is named");

    let again = import(dir.path(), &[]).ends(1).json();
    assert_eq!((&again["stored"], &again["amended"], &again["unchanged"]), (&0.into(), &0.into(), &963.into()));

    let mended = String::from_utf8_lossy(&register(1000, 37, "Porto")).into_owned();
    assert!(mended.contains("D-500"));
    let changed: Vec<u8> = {
        let mut bytes = register(1000, 37, "Porto");
        let at = bytes.windows(6).position(|w| w == b"D-500;").unwrap();
        let sex = bytes[at..].windows(8).position(|w| w == b"f\xe9minin;").unwrap() + at;
        bytes.splice(sex..sex + 7, b"masculin".iter().copied());
        bytes
    };
    std::fs::write(dir.path().join("r.csv"), changed).unwrap();
    let amended = import(dir.path(), &[]).ends(1).json();
    assert_eq!((&amended["stored"], &amended["amended"], &amended["unchanged"]), (&0.into(), &1.into(), &962.into()));
    onward_in(dir.path(), &["journal", "verify", "--dir", "here", "--format", "json"]).ends(0);
}

#[test]
fn a_dry_run_writes_down_that_somebody_looked_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    std::fs::write(dir.path().join("r.csv"), register(50, 3, "Porto")).unwrap();
    std::fs::write(dir.path().join("map.yaml"), MAP).unwrap();
    let facts = |dir| {
        let verified = onward_in(dir, &["journal", "verify", "--dir", "here", "--format", "json"]).json();
        verified["facts"].as_u64().unwrap()
    };
    let before = facts(dir.path());
    let tried = import(dir.path(), &["--dry-run"]).ends(1).json();
    assert_eq!(facts(dir.path()), before + 1);
    let run = import(dir.path(), &[]).ends(1).json();
    assert_eq!((&tried["stored"], &tried["rejected"]), (&run["stored"], &run["rejected"]), "nobody was entered before");
}

#[test]
fn dates_that_could_be_read_both_ways_are_refused_whole() {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    std::fs::write(dir.path().join("r.csv"), "birth_date,sex\n01/02/1990,F\n03/04/1991,M\n").unwrap();
    let ran = onward_in(dir.path(), &["import", "r.csv", "--dir", "here", "--synthetic"]).ends(2);
    assert!(ran.err.contains("birth_date"), "{}", ran.err);
}

#[test]
fn real_people_are_refused_on_a_trial_instance() {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    std::fs::write(dir.path().join("r.csv"), "birth_date,sex\n1990-01-02,F\n").unwrap();
    let ran = onward_in(dir.path(), &["import", "r.csv", "--dir", "here"]).ends(2);
    assert!(ran.err.contains("synthetic"), "{}", ran.err);
}

/// An instance beside a file of this text.
fn beside(text: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    std::fs::write(dir.path().join("r.csv"), text).unwrap();
    dir
}

/// Imports that file.
fn take(dir: &std::path::Path, more: &[&str]) -> crate::run::Ran {
    let call = ["import", "r.csv", "--dir", "here", "--synthetic", "--format", "json"];
    onward_in(dir, &[&call[..], more].concat())
}

#[track_caller]
fn counts(ran: &serde_json::Value, [stored, amended, unchanged, rejected]: [u64; 4]) {
    let told = ["stored", "amended", "unchanged", "rejected"].map(|key| ran[key].as_u64().unwrap());
    assert_eq!(told, [stored, amended, unchanged, rejected], "{ran}");
}

#[test]
fn a_family_under_one_number_is_handed_back_whole_and_the_dry_run_says_the_same() {
    let family = "H-17,Amina Karimi,F\nH-17,Yusuf Karimi,M\nH-18,Omar Said,M\nH-18,Omar Said,M\n";
    let dir = beside(&format!("external.id,name.full,sex\n{family}"));
    let dry = take(dir.path(), &["--dry-run"]).ends(1).json();
    counts(&dry, [1, 0, 1, 2]);
    counts(&take(dir.path(), &[]).ends(1).json(), [1, 0, 1, 2]);
    let rejects = std::fs::read_to_string(dir.path().join("r.csv.rejects.csv")).unwrap();
    assert!(rejects.contains("rows 2, 3 have one id"), "{rejects}");
    counts(&take(dir.path(), &[]).ends(1).json(), [0, 0, 2, 2]);
}

#[test]
fn rows_without_an_id_are_known_as_they_stand_and_others_are_asked_about() {
    let dir = beside("name.full,birth_date\nAmina Karimi,1990-05-17\nYusuf Karimi,31/02/1988\n");
    let first = take(dir.path(), &[]).ends(1);
    assert!(first.err.contains("no id"), "{}", first.err);
    let first = first.json();
    counts(&first, [1, 0, 0, 1]);
    assert_eq!(first["again"], false);
    counts(&take(dir.path(), &[]).ends(1).json(), [0, 0, 1, 1]);
    let mended = "name.full,birth_date\nAmina Karimi,1990-05-17\nYusuf Karimi,1988-02-28\n";
    std::fs::write(dir.path().join("r.csv"), mended).unwrap();
    for call in [&[][..], &["--dry-run"]] {
        let asked = take(dir.path(), call).ends(2);
        assert!(asked.err.contains("nothing was written") && asked.err.contains("--without-ids"), "{}", asked.err);
    }
    counts(&take(dir.path(), &["--without-ids"]).ends(0).json(), [1, 0, 1, 0]);
    assert!(!dir.path().join("r.csv.rejects.csv").exists(), "an older file of rejects is removed");
    assert!(!dir.path().join("r.csv.rejects.2.csv").exists(), "and none is made for nothing");
}

#[test]
fn rows_handed_back_are_corrected_and_imported_as_they_are() {
    let people = "external.id,name.full,birth_date\nP1,Amina Karimi,1990-05-17\nP2,\"Karimi, Yusuf\",31/02/1988\n";
    let dir = beside(people);
    counts(&take(dir.path(), &[]).ends(1).json(), [1, 0, 0, 1]);
    let rejects = dir.path().join("r.csv.rejects.csv");
    let text = std::fs::read_to_string(&rejects).unwrap();
    assert!(text.contains("\"Karimi, Yusuf\""), "every cell is kept: {text}");
    let call = ["import", "r.csv.rejects.csv", "--dir", "here", "--synthetic", "--format", "json"];
    let still = onward_in(dir.path(), &call).ends(1).json();
    counts(&still, [0, 0, 0, 1]);
    let again = std::fs::read_to_string(dir.path().join("r.csv.rejects.csv.rejects.csv")).unwrap();
    assert_eq!(again.lines().next(), text.lines().next(), "its own columns do not add up");
    std::fs::write(&rejects, text.replace("31/02/1988", "1988-02-28")).unwrap();
    counts(&onward_in(dir.path(), &call).ends(0).json(), [1, 0, 0, 0]);
}

#[test]
fn the_last_page_says_what_was_read_as_what_and_what_to_look_at() {
    let dir = beside("id,name.full,birth_date,Notes\n1001,N/A,31/12/1990,x\n");
    std::fs::write(dir.path().join("map.yaml"), "source: north\ncolumns: {Notes: ignore}\n").unwrap();
    let call = ["import", "r.csv", "--dir", "here", "--synthetic", "--map", "map.yaml"];
    let page = onward_in(dir.path(), &call).ends(0).out;
    for said in [
        "1 rows: 1 stored, 0 amended, 0 unchanged, 0 rejected",
        "said by `north`",
        "column A: external.id (the id of the register)",
        "column C: birth_date (day first)",
        "not read: column D",
        "look at 1 cells (read-as-empty), B2",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    assert!(!page.contains("1001") && !page.contains("Notes"), "no cell and no header is repeated: {page}");
}

/// Two clerks import the same file at the same moment.
#[test]
fn one_file_imported_twice_at_once_stores_each_person_once() {
    let mut rows = "external.id,name.full\n".to_owned();
    for row in 0..300 {
        writeln!(rows, "S{row},Person {row}").unwrap();
    }
    let dir = beside(&rows);
    let both = std::thread::scope(|scope| {
        let one = scope.spawn(|| take(dir.path(), &[]).ends(0).json());
        let other = scope.spawn(|| take(dir.path(), &[]).ends(0).json());
        [one.join().unwrap(), other.join().unwrap()]
    });
    let sum = |key: &str| both.iter().map(|ran| ran[key].as_u64().unwrap()).sum::<u64>();
    assert_eq!((sum("stored"), sum("unchanged"), sum("rejected")), (300, 300, 0), "{both:?}");
}

#[test]
fn what_a_file_does_not_tell_is_asked_for_and_taken_where_it_is_said() {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    std::fs::write(dir.path().join("r.csv"), b"external.id,name.full\nK1,Ay\xfee Y\xfdld\xfdz\n").unwrap();
    let import = |more: &[&str]| {
        let args = ["import", "r.csv", "--dir", "here", "--synthetic", "--format", "json"];
        onward_in(dir.path(), &[&args[..], more].concat())
    };
    let asked = import(&[]).ends(2);
    assert!(asked.err.contains("`--encoding windows-1254` if `Ayşe"), "{}", asked.err);
    let read = import(&["--encoding", "windows-1254", "--separator", ","]).ends(0).json();
    assert_eq!((&read["stored"], &read["encoding"]), (&1.into(), &"windows-1254".into()));
    let wrong = import(&["--sheet", "People"]).ends(2);
    assert!(wrong.err.contains("`--sheet` is of a workbook"), "{}", wrong.err);
}

#[test]
fn a_mark_that_is_not_closed_stores_nobody() {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    std::fs::write(dir.path().join("r.csv"), "external.id,name.full\nd0,Zero\nd1,\"One\nd2,Two\n").unwrap();
    let args = ["import", "r.csv", "--dir", "here", "--synthetic"];
    let refused = onward_in(dir.path(), &args).ends(2);
    assert!(refused.err.contains("opened in line 3 is never closed"), "{}", refused.err);
    std::fs::write(dir.path().join("r.csv"), "external.id,name.full\nd0,Zero\n").unwrap();
    let args = ["import", "r.csv", "--dir", "here", "--synthetic", "--format", "json"];
    assert_eq!(onward_in(dir.path(), &args).ends(0).json()["stored"], 1, "nobody was there before");
}
