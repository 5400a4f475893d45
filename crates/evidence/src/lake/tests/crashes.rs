//! Whatever a writer was cut off from: others read the state before or the state after, and the next writer clears up.

use super::*;

/// The folders that a crash can leave on the way from one lake to the next, before and after the manifest was switched:
/// some of the new files there, the next of them half written, the old ones not yet all deleted.
fn on_the_way(before: &Files, after: &Files) -> (Vec<Files>, Vec<Files>) {
    let coming: Vec<(&String, &Vec<u8>)> =
        after.iter().filter(|(name, _)| *name != "manifest" && !before.contains_key(*name)).collect();
    let going: Vec<&String> = before.keys().filter(|name| !after.contains_key(*name)).collect();
    let manifest = &after["manifest"];
    let half = |name: &str, bytes: &[u8]| (format!("{name}.part"), bytes[..bytes.len() / 2].to_vec());
    let with = |files: &Files, more: Vec<(String, Vec<u8>)>| {
        files.iter().map(|(a, b)| (a.clone(), b.clone())).chain(more).collect()
    };
    let put = |number: usize| coming[..number].iter().map(|(name, bytes)| ((*name).clone(), (*bytes).clone()));
    let mut not_yet: Vec<Files> = (0..=coming.len()).map(|number| with(before, put(number).collect())).collect();
    for (number, (name, bytes)) in coming.iter().enumerate() {
        not_yet.push(with(before, put(number).chain([half(name, bytes)]).collect()));
    }
    let all: Files = with(before, put(coming.len()).collect());
    not_yet.push(with(&all, vec![half("manifest", manifest)]));
    not_yet.push(with(&all, vec![("manifest.part".into(), manifest.clone())]));
    let switched: Files = with(&all, vec![("manifest".into(), manifest.clone())]);
    let swept = |number: usize| {
        let mut files = switched.clone();
        going[..number].iter().for_each(|name| drop(files.remove(*name)));
        files
    };
    (not_yet, (0..=going.len()).map(swept).collect())
}

/// Every folder in between reads as before or after; `again` then comes to the very folder of after.
#[track_caller]
fn check(dir: &Path, before: &Files, after: &Files, is_before: impl Fn() -> bool, again: impl Fn()) {
    let schema = schema();
    let (not_yet, switched) = on_the_way(before, after);
    assert!(not_yet.len() > 4);
    for files in &not_yet {
        restore(dir, files);
        assert!(is_before(), "{:?}", files.keys());
    }
    for left in not_yet.iter().chain(&switched) {
        restore(dir, left);
        again();
        assert_eq!(files(dir), *after, "{:?}", left.keys());
    }
    for files in &switched {
        restore(dir, files);
        assert_eq!(seen(dir, &schema, 18).unwrap(), AFTER, "{:?}", files.keys());
    }
}

#[test]
fn an_interrupted_refresh_leaves_the_old_state_or_the_new_one_and_is_simply_done_again() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let before = files(dir.path());
    refresh(dir.path(), &schema).unwrap();
    let after = files(dir.path());
    let is_before = || seen(dir.path(), &schema, 17).unwrap() == BEFORE;
    check(dir.path(), &before, &after, is_before, || {
        refresh(dir.path(), &schema).unwrap();
    });
}

/// Rebuilds what stands after the refresh over whatever is there.
fn rebuild(dir: &Path) {
    let schema = schema();
    let mut writer = LakeWriter::lock(dir, &key()).unwrap();
    let mut rebuild = writer.rebuild(&schema, BUCKETS, false).unwrap();
    let [first, _, third] = three(&schema);
    for row in [first, person(&schema, 2, Some(8), &[("birth_date", "2015-03")]), third] {
        rebuild.add(&row).unwrap();
    }
    rebuild.finish(18).unwrap();
}

#[track_caller]
fn check_rebuild(before: impl FnOnce(&Path), is_before: impl Fn(Result<Vec<String>, LakeError>) -> bool) {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    before(dir.path());
    let before = files(dir.path());
    rebuild(dir.path());
    let after = files(dir.path());
    check(dir.path(), &before, &after, || is_before(seen(dir.path(), &schema, 17)), || rebuild(dir.path()));
}

#[test]
fn an_interrupted_rebuild_leaves_the_lake_that_was_there() {
    check_rebuild(|dir| filled(dir, &schema()), |seen| seen.unwrap() == BEFORE);
}

#[test]
fn an_interrupted_rebuild_over_damage_leaves_it_damaged() {
    let damage = |dir: &Path| {
        filled(dir, &schema());
        std::fs::write(dir.join("manifest"), "[]").unwrap();
    };
    check_rebuild(damage, |seen| matches!(seen, Err(LakeError::Damaged(_))));
}

#[test]
fn an_interrupted_rebuild_over_the_first_form_leaves_it_of_the_first_form() {
    let first = |dir: &Path| {
        std::fs::write(dir.join("manifest.json"), "{}").unwrap();
        std::fs::write(dir.join("bucket-00001-1.parquet"), "PAR1").unwrap();
    };
    check_rebuild(first, |seen| matches!(seen, Err(LakeError::Form)));
}

#[test]
fn an_interrupted_first_build_is_no_lake_and_calls_for_a_rebuild() {
    check_rebuild(|_| (), |seen| matches!(seen, Err(LakeError::Absent | LakeError::Damaged(_))));
}

#[test]
fn a_rebuild_that_is_given_up_changes_nothing() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let before = files(dir.path());
    let mut writer = LakeWriter::lock(dir.path(), &key()).unwrap();
    let mut rebuild = writer.rebuild(&schema, BUCKETS, false).unwrap();
    rebuild.add(&person(&schema, 1, None, &[])).unwrap();
    drop(rebuild);
    assert_eq!(files(dir.path()), before);
}

#[test]
fn leftovers_are_not_touched_by_readers_and_files_of_others_by_nobody() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let (left, other) = (dir.path().join("00001-0123.bucket"), dir.path().join("notes.txt"));
    std::fs::write(&left, "half a file").unwrap();
    std::fs::write(&other, "not ours").unwrap();
    assert_eq!(seen(dir.path(), &schema, 17).unwrap(), BEFORE);
    assert!(left.exists());
    refresh(dir.path(), &schema).unwrap();
    assert!(!left.exists() && other.exists());
}

#[cfg(unix)]
#[test]
fn a_link_that_somebody_laid_is_not_written_through() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let outside = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(outside.path(), "somebody's").unwrap();
    std::os::unix::fs::symlink(outside.path(), dir.path().join("aside.part")).unwrap();
    LakeWriter::lock(dir.path(), &key()).unwrap().folder.put("aside", b"ours").unwrap();
    assert_eq!(std::fs::read(outside.path()).unwrap(), b"somebody's");
    assert_eq!(std::fs::read(dir.path().join("aside")).unwrap(), b"ours");
}
