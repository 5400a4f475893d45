//! What a call is given to read is a file: a pipe would let it wait for ever, a device would have no end.

use std::path::Path;
use std::process::Command;

use crate::run::{instance, onward_in};

/// A pipe, a folder and a device in a folder.
fn others(dir: &Path) -> [(&'static str, &'static str); 3] {
    assert!(Command::new("mkfifo").arg("pipe").current_dir(dir).status().unwrap().success());
    std::fs::create_dir(dir.join("folder")).unwrap();
    [("pipe", "a pipe"), ("folder", "a folder"), ("/dev/zero", "or a device")]
}

#[test]
fn a_pipe_a_folder_and_a_device_are_refused_wherever_a_file_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let here = instance(dir.path());
    std::fs::write(dir.path().join("r.csv"), "external.id,name.full\n1,Amina\n").unwrap();
    for (other, says) in others(dir.path()) {
        for call in [
            format!("import {other} --dir {here} --synthetic"),
            format!("import r.csv --map {other} --dir {here} --synthetic"),
            format!("import {other} --dir {here} --synthetic --dry-run"),
            format!("ask {other} --pack eu-child-guardian --on 2020-04-01"),
            format!("simulate --pack eu-child-guardian --people {other} --on 2020-04-01"),
            format!("journal verify --dir {here} --checkpoint {other}"),
        ] {
            let ran = onward_in(dir.path(), &call.split_whitespace().collect::<Vec<_>>()).ends(2);
            assert!(ran.err.contains("a file is expected, and this is"), "{call}: {}", ran.err);
            assert!(ran.err.contains(says), "{call}: {}", ran.err);
            assert_eq!(ran.out, "", "{call}");
        }
    }
}

#[test]
fn an_archive_that_is_a_pipe_is_no_pack() {
    let dir = tempfile::tempdir().unwrap();
    assert!(Command::new("mkfifo").arg("p.zip").current_dir(dir.path()).status().unwrap().success());
    let ran = onward_in(dir.path(), &["pack", "check", "p.zip"]).ends(1);
    assert!(ran.err.contains("expected a file"), "{}", ran.err);
}
