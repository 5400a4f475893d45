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
fn a_dry_run_writes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    std::fs::write(dir.path().join("r.csv"), register(50, 3, "Porto")).unwrap();
    std::fs::write(dir.path().join("map.yaml"), MAP).unwrap();
    let facts =
        |dir| onward_in(dir, &["journal", "verify", "--dir", "here", "--format", "json"]).json()["facts"].clone();
    let before = facts(dir.path());
    import(dir.path(), &["--dry-run"]).ends(1);
    assert_eq!(facts(dir.path()), before);
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
