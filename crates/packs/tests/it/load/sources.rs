//! Packs from folders and archives: what is opened, and what is refused before anything is read.

use std::io::Write;
use std::path::{Path, PathBuf};

use packs::{LoadOptions, Source};
use yaml::Problems;
use zip::write::SimpleFileOptions;

const MANIFEST: &str = "{pack: t, version: 0.1.0, title: T, purpose: test}";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = dir.path().join("my-pack").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    dir
}

#[track_caller]
fn check_folder(files: &[(&str, &str)], expected: &[&str]) {
    let dir = folder(files);
    compare(Source::open(&dir.path().join("my-pack")), expected);
}

#[track_caller]
fn compare(opened: Result<Source, Problems>, expected: &[&str]) {
    let found = opened.err().map(|problems| problems.0).unwrap_or_default();
    let shown: Vec<_> = found.iter().map(|d| format!("{}:{}:{} {}", d.file, d.line, d.column, d.code)).collect();
    assert_eq!(shown, expected, "\n{}", Problems(found));
}

/// An archive in a folder of its own, with these entries.
fn archive(entries: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("my-pack.zip");
    let mut writer = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap();
    (dir, path)
}

#[track_caller]
fn check_archive(entries: &[(&str, &[u8])], expected: &[&str]) {
    let (_dir, path) = archive(entries);
    compare(Source::open(&path), expected);
}

#[test]
fn a_folder_and_an_archive_of_it_are_the_same_pack() {
    let dir = folder(&[("pack.yaml", MANIFEST), ("lists/a.yaml", "l: {codes: [a]}"), ("LICENSE", "x")]);
    let opened = Source::open(&dir.path().join("my-pack")).unwrap();
    let entries: [(&str, &[u8]); 3] =
        [("pack.yaml", MANIFEST.as_bytes()), ("lists/a.yaml", b"l: {codes: [a]}"), ("LICENSE", b"x")];
    let (_kept, path) = archive(&entries);
    assert_eq!(Source::open(&path).unwrap(), opened);
    let within = entries.map(|(name, bytes)| (format!("outer/{name}"), bytes));
    let within: Vec<_> = within.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let (_kept, path) = archive(&within);
    assert_eq!(Source::open(&path).unwrap(), opened);
    assert!(packs::load(&[opened], &LoadOptions::default()).is_ok());
}

#[test]
fn code_is_refused_by_name() {
    check_folder(
        &[("pack.yaml", MANIFEST), ("run.sh", "#!/bin/sh"), ("hooks/x.py", "")],
        &["my-pack/hooks/x.py:1:1 not-data", "my-pack/run.sh:1:1 not-data"],
    );
    check_archive(&[("pack.yaml", MANIFEST.as_bytes()), ("a.wasm", b"")], &["my-pack/a.wasm:1:1 not-data"]);
}

#[test]
fn long_lines_and_large_files_are_refused() {
    check_folder(&[("pack.yaml", &format!("a: 1\n# {}", "x".repeat(9000)))], &["my-pack/pack.yaml:2:8193 long-line"]);
    check_folder(&[("README.md", &"short\n".repeat(200_000))], &["my-pack/README.md:1:1 large-file"]);
}

#[test]
fn more_files_than_a_pack_holds_are_refused() {
    let names: Vec<String> = (0..501).map(|n| format!("docs/{n:03}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "x")).collect();
    check_folder(&files, &["my-pack/docs/500.md:1:1 too-many-files"]);
}

#[test]
fn a_pack_that_is_not_there_is_refused() {
    compare(Source::open(Path::new("/nowhere/my-pack")), &["my-pack:1:1 unreadable"]);
    compare(Source::open(Path::new("/nowhere/my-pack.zip")), &["my-pack:1:1 unreadable"]);
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("my-pack")).unwrap();
    compare(Source::open(&dir.path().join("my-pack")), &["my-pack:1:1 empty"]);
}

#[cfg(unix)]
#[test]
fn links_are_refused_for_they_may_lead_out() {
    let dir = folder(&[("pack.yaml", MANIFEST)]);
    let pack = dir.path().join("my-pack");
    std::os::unix::fs::symlink("/etc/passwd", pack.join("a.yaml")).unwrap();
    std::os::unix::fs::symlink("/etc", pack.join("measures")).unwrap();
    compare(Source::open(&pack), &["my-pack/a.yaml:1:1 link", "my-pack/measures:1:1 link"]);
}

#[test]
fn links_in_an_archive_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("my-pack.zip");
    let mut writer = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    writer.add_symlink("a.yaml", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    writer.finish().unwrap();
    compare(Source::open(&path), &["my-pack/a.yaml:1:1 link"]);
}

#[test]
fn paths_that_leave_the_pack_are_refused() {
    for name in ["../a.yaml", "/etc/a.yaml", "x/../../a.yaml", "C:\\a.yaml"] {
        check_archive(&[(name, b"a: 1")], &["my-pack:1:1 path"]);
    }
}

#[test]
fn an_archive_that_unfolds_into_far_more_than_it_is_gets_refused() {
    let text = "a: 1\n".repeat(200_000);
    let entries: Vec<(String, &[u8])> = (0..8).map(|n| (format!("docs/{n}.md"), text.as_bytes())).collect();
    let entries: Vec<(&str, &[u8])> = entries.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let (_dir, path) = archive(&entries);
    let size = std::fs::metadata(&path).unwrap().len();
    assert!(size * 100 < 8_000_000, "the archive has {size} bytes");
    let problems = Source::open(&path).unwrap_err();
    assert_eq!(problems.0[0].code, "large-pack");
}

#[test]
fn what_is_not_an_archive_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("my-pack.zip");
    std::fs::write(&path, "not a zip").unwrap();
    compare(Source::open(&path), &["my-pack:1:1 archive"]);
}
