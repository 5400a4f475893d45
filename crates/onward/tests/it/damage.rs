//! What a call stands on is gone or damaged: it is said what, and the way out that is said is one.

use std::fs;
use std::path::{Path, PathBuf};

use sqlx::{Connection, SqliteConnection};

use crate::run::{instance, live, onward_in, open};
use crate::serving::Serving;

/// Changes the database behind the program's back.
pub fn tamper(dir: &Path, sql: &'static str) {
    let address = format!("sqlite:{}", dir.join("here/journal.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut conn = SqliteConnection::connect(&address).await.unwrap();
        assert!(sqlx::query(sql).execute(&mut conn).await.unwrap().rows_affected() > 0, "{sql}");
        conn.close().await.unwrap();
    });
}

/// A trial with people on record and a lake.
fn peopled(dir: &Path) {
    instance(dir);
    fill(dir);
}

fn fill(dir: &Path) {
    let here = "here".to_owned();
    let people =
        "external.id,name.full,application.status\n7,Amina Yusuf,submitted\n8,Omar Keita,granted\n9,Lucia Rey,\n";
    fs::write(dir.join("people.csv"), people).unwrap();
    fs::write(dir.join("map.yaml"), "source: register\nid: external.id\n").unwrap();
    onward_in(dir, &["import", "people.csv", "--map", "map.yaml", "--synthetic", "--dir", &here]).ends(0);
    onward_in(dir, &["pack", "install", "portugal-pending-regular", "--dir", &here]).ends(0);
    count(dir).ends(0);
}

fn count(dir: &Path) -> crate::run::Ran {
    onward_in(dir, &["simulate", "--pack", "portugal-pending-regular", "--dir", "here", "--on", "2020-11-30"])
}

/// Each way of damage: what it is by its name, and whether nothing opens with it.
const DAMAGE: [(&str, &str, bool); 5] = [
    (
        "UPDATE instance SET sealed = zeroblob(64) WHERE place = (SELECT min(place) FROM instance)",
        "of the instance",
        true,
    ),
    ("DELETE FROM instance WHERE place = (SELECT max(place) FROM instance)", "of the instance", true),
    ("DELETE FROM pack_file", "of the instance", true),
    (
        "UPDATE person SET sealed = zeroblob(64) WHERE number = (SELECT min(number) FROM person)",
        "the row of person",
        false,
    ),
    ("DELETE FROM token WHERE number = (SELECT min(number) FROM person)", "what people are found by", false),
];

#[test]
fn what_lies_beside_the_facts_is_made_anew_also_where_the_instance_does_not_open_without_it() {
    let dir = tempfile::tempdir().unwrap();
    peopled(dir.path());
    let verify = || onward_in(dir.path(), &["journal", "verify", "--views", "--dir", "here"]);
    let rebuild = || onward_in(dir.path(), &["journal", "rebuild-views", "--dir", "here"]);
    for (sql, differs, closes) in DAMAGE {
        tamper(dir.path(), sql);
        let found = verify().ends(if closes { 3 } else { 1 });
        assert!(found.err.contains("`onward journal rebuild-views`"), "{sql}: {}", found.err);
        let done = rebuild().ends(0).err;
        assert!(done.contains("before: ") && done.contains(differs) && done.contains("made anew"), "{sql}: {done}");
        verify().ends(0);
        count(dir.path()).ends(0);
    }
    assert!(rebuild().ends(0).err.contains("everything was what follows"));
}

/// What follows from altered facts would look sound.
#[test]
fn nothing_is_made_anew_from_facts_that_are_not_what_was_written() {
    let dir = tempfile::tempdir().unwrap();
    peopled(dir.path());
    tamper(dir.path(), "UPDATE fact SET link = zeroblob(32) WHERE seq = 3");
    let refused = onward_in(dir.path(), &["journal", "rebuild-views", "--dir", "here"]).ends(3).err;
    assert!(refused.contains("fact `3`") && refused.contains("`onward journal verify`"), "{refused}");
}

fn buckets(dir: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(dir.join("here/lake")).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|kind| kind == "bucket")).collect()
}

#[test]
fn after_damage_to_the_lake_the_help_is_the_lake_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    peopled(dir.path());
    let lake = dir.path().join("here/lake");
    let damages: [&dyn Fn(); 2] = [&|| fs::remove_dir_all(&lake).unwrap(), &|| {
        for path in buckets(dir.path()) {
            let mut bytes = fs::read(&path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(&path, bytes).unwrap();
        }
    }];
    for damage in damages {
        damage();
        let ran = count(dir.path()).ends(3);
        assert!(ran.err.contains("`onward lake rebuild`") && !ran.err.contains("journal verify"), "{}", ran.err);
        onward_in(dir.path(), &["lake", "rebuild", "--dir", "here"]).ends(0);
        count(dir.path()).ends(0);
    }
}

#[test]
fn keys_that_are_missing_are_said_to_be_and_brought_back_from_their_backup() {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    let verify = || onward_in(dir.path(), &["journal", "verify", "--dir", "here"]);
    for name in ["instance.key", "keys.db"] {
        let (file, away) = (dir.path().join("here").join(name), dir.path().join("away"));
        fs::rename(&file, &away).unwrap();
        let said = verify().ends(3).err;
        assert!(said.contains("the keys are not here") && said.contains(name) && said.contains("backup"), "{said}");
        assert!(!said.contains("database answers") && !said.contains("cannot be reached"), "{said}");
        assert!(!file.exists(), "none is made in its place");
        fs::rename(&away, &file).unwrap();
        verify().ends(0);
    }
}

/// An older copy of the keys, put back beside a newer journal.
#[test]
fn nobody_is_left_out_whose_keys_are_not_there_unless_their_number_is_named() {
    let dir = tempfile::tempdir().unwrap();
    instance(dir.path());
    let (keys, older, newer) = (dir.path().join("here/keys.db"), dir.path().join("older"), dir.path().join("newer"));
    fs::copy(&keys, &older).unwrap();
    fill(dir.path());
    fs::copy(&keys, &newer).unwrap();
    fs::copy(&older, &keys).unwrap();
    let run = |words: &str| onward_in(dir.path(), &words.split(' ').collect::<Vec<_>>());
    let found = run("journal verify --views --dir here").ends(1).err;
    assert!(found.contains("backup of the keys") && !found.contains("rebuild-views"), "{found}");
    for named in ["", " --give-up 2", " --give-up 4"] {
        let refused = run(&format!("journal rebuild-views --dir here{named}")).ends(3).err;
        assert!(refused.contains("3 key ring(s)") && refused.contains("of 3 people and 0 households"), "{refused}");
        assert!(refused.contains("nothing was changed") && refused.contains("`--give-up 3`"), "{refused}");
    }
    fs::copy(&newer, &keys).unwrap();
    run("journal verify --views --dir here").ends(0);
    fs::copy(&older, &keys).unwrap();
    run("journal rebuild-views --dir here --give-up 3").ends(0);
    run("journal verify --views --dir here").ends(0);
    run("journal rebuild-views --dir here").ends(0);
}

#[test]
fn health_is_looked_at_anew_told_to_strangers_without_a_cause_and_to_the_log_once() {
    let dir = tempfile::tempdir().unwrap();
    live(dir.path());
    open(dir.path(), "sven", "SU");
    let mut browser = Serving::start(dir.path());
    browser.post("/sign-in", &format!("&account=sven&password={}", crate::run::password("sven").replace(' ', "+")));
    assert!(browser.ask("GET", "/healthz", "").ends_with("\r\n\r\nok\n"));
    assert!(browser.ask("GET", "/desk", "").starts_with("HTTP/1.1 200"));
    tamper(dir.path(), "UPDATE instance SET sealed = zeroblob(64) WHERE place = (SELECT min(place) FROM instance)");
    for _ in 0..3 {
        std::thread::sleep(std::time::Duration::from_millis(1100));
        let answer = browser.ask("GET", "/healthz", "");
        assert!(answer.starts_with("HTTP/1.1 503") && answer.ends_with("\r\n\r\nnot available\n"), "{answer}");
    }
    let log = fs::read_to_string(dir.path().join("log")).unwrap();
    assert_eq!(log.matches("the instance cannot be read").count(), 1, "{log}");
    onward_in(dir.path(), &["journal", "rebuild-views", "--dir", "here"]).ends(0);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(browser.ask("GET", "/healthz", "").starts_with("HTTP/1.1 200"));
    assert!(browser.ask("GET", "/desk", "").starts_with("HTTP/1.1 200"), "and the pages are there again");
}
