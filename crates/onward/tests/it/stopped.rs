//! Imports that are killed in the middle, on both databases: nothing is lost, nobody is there twice, a dry run says what is
//! still to do, and the next run does it.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::postgres::Cluster;
use crate::run::{Ran, onward_in};

const ROWS: u64 = 3500;

fn register(ids: bool) -> String {
    let mut text =
        String::from(if ids { "external.id,name.full,household.id,sex\n" } else { "name.full,household.id,sex\n" });
    for row in 1..=ROWS {
        if ids {
            write!(text, "N{row},").unwrap();
        }
        writeln!(text, "Amina {row},{},{}", row / 4, if row == 3000 { "woman" } else { "F" }).unwrap();
    }
    text
}

/// The arguments of an import of `r.csv`.
fn import<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["import", "r.csv", "--dir", "here", "--synthetic", "--format", "json"], more].concat()
}

/// What a run says of all rows: stored, unchanged, handed back.
fn counts(ran: Ran) -> (u64, u64, u64) {
    let report = ran.ends(1).json();
    let count = |what: &str| report[what].as_u64().unwrap();
    assert_eq!(count("amended"), 0);
    (count("stored"), count("unchanged"), count("rejected"))
}

fn people(dir: &Path, database: &[&str]) -> Value {
    let args = "simulate --dir here --on 2020-12-01 --format json --pack bangladesh-returnee-cash";
    let args: Vec<&str> = args.split(' ').chain(database.iter().copied()).collect();
    onward_in(dir, &args).ends(0).json()["people"].clone()
}

/// Kills an import some time after it began.
fn kill_after(dir: &Path, args: &[&str], wait: Duration) {
    let mut importing = Command::new(env!("CARGO_BIN_EXE_onward"));
    importing.args(args).current_dir(dir).stdout(Stdio::null()).stderr(Stdio::null());
    let mut importing = importing.spawn().unwrap();
    std::thread::sleep(wait);
    importing.kill().unwrap();
    importing.wait().unwrap();
}

/// Kills imports, later and later, until one of them had stored some rows and not all; says how many. How long one takes
/// is told by a dry run, which writes nothing and so is the shorter.
fn killed_midway(dir: &Path, database: &[&str]) -> u64 {
    let began = Instant::now();
    onward_in(dir, &import(&[&["--dry-run"], database].concat())).ends(1);
    let whole = began.elapsed();
    for eighths in 4..64 {
        // One that was killed before it stored a row leaves nothing by which its file is known: that is asked about.
        kill_after(dir, &import(&[&["--without-ids"], database].concat()), whole * eighths / 8);
        let (stored, unchanged, rejected) =
            counts(onward_in(dir, &import(&[&["--dry-run", "--without-ids"], database].concat())));
        assert_eq!((stored + unchanged, rejected), (ROWS - 1, 1));
        // On a machine that stalls it may be over before it is killed: then nothing is left to store, and all else is held.
        if unchanged > 0 {
            return unchanged;
        }
    }
    panic!("no wait was long enough")
}

/// Kills imports into an empty instance, and then lets one end.
fn check(dir: &Path, database: &[&str], ids: bool) {
    onward_in(dir, &[&["init", "here"], database].concat()).ends(0);
    std::fs::write(dir.join("r.csv"), register(ids)).unwrap();
    let there = killed_midway(dir, database);
    assert_eq!(people(dir, database), there, "as many people as the dry run knows again");
    assert_eq!(counts(onward_in(dir, &import(database))), (ROWS - 1 - there, there, 1), "as the dry run said");
    let rejects = std::fs::read_to_string(dir.join("r.csv.rejects.csv")).unwrap();
    assert_eq!(rejects.lines().count(), 2, "{rejects}");
    assert_eq!(people(dir, database), ROWS - 1);
    assert_eq!(counts(onward_in(dir, &import(database))), (0, ROWS - 1, 1), "and again adds nobody");
    onward_in(dir, &[&["journal", "verify", "--views", "--dir", "here"], database].concat()).ends(0);
}

#[test]
fn an_import_that_is_killed_goes_on_where_it_stopped_on_sqlite() {
    check(tempfile::tempdir().unwrap().path(), &[], true);
}

#[test]
fn an_import_that_is_killed_goes_on_where_it_stopped_on_postgresql() {
    let Some(cluster) = Cluster::start() else { return };
    let address = cluster.database("stopped");
    check(tempfile::tempdir().unwrap().path(), &["--database", &address], true);
}

#[test]
fn rows_without_ids_go_on_too_where_the_file_is_the_one_that_was_stopped() {
    let dir = tempfile::tempdir().unwrap();
    check(dir.path(), &[], false);
    std::fs::write(dir.path().join("r.csv"), register(false).replace("Amina 7,", "Amina the seventh,")).unwrap();
    let asked = onward_in(dir.path(), &import(&[])).ends(2).err;
    assert!(asked.contains("1 rows have no id and are not known"), "{asked}");
}
