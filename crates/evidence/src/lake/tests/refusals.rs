//! Whatever is not the lake that was written, where the record says it stands, is refused by its name.

use super::*;

/// What becomes of a lake of the three whose folder was tampered with.
#[track_caller]
fn check(tamper: impl FnOnce(&Path), expected: impl FnOnce(&LakeError) -> bool) {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    tamper(dir.path());
    check_refused(dir.path(), &schema, expected);
}

/// It hands nobody out, is not created over, and is mended by a rebuild.
#[track_caller]
fn check_refused(dir: &Path, schema: &Schema, expected: impl FnOnce(&LakeError) -> bool) {
    let error = seen(dir, schema, 17).unwrap_err();
    assert!(expected(&error) && error.calls_for_rebuild(), "{error:?}");
    let mut writer = LakeWriter::lock(dir, &key()).unwrap();
    let before = files(dir);
    assert!(!matches!(writer.create(schema, BUCKETS, false), Ok(_) | Err(LakeError::Absent)));
    assert_eq!(files(dir), before, "what cannot be read is left as it is");
    let mut rebuild = writer.rebuild(schema, BUCKETS, false).unwrap();
    for row in three(schema) {
        rebuild.add(&row).unwrap();
    }
    rebuild.finish(17).unwrap();
    assert_eq!(seen(dir, schema, 17).unwrap(), BEFORE);
    assert_eq!(files(dir).len(), usize::from(BUCKETS) + 1, "nothing else is left");
}

fn damaged(error: &LakeError) -> bool {
    matches!(error, LakeError::Damaged(_))
}

#[test]
fn two_buckets_that_changed_places_are_refused() {
    check(
        |dir| {
            let names = bucket_files(dir);
            let [first, second] = [0, 1].map(|at| dir.join(&names[at]));
            std::fs::rename(&first, dir.join("aside")).unwrap();
            std::fs::rename(&second, &first).unwrap();
            std::fs::rename(dir.join("aside"), &second).unwrap();
        },
        damaged,
    );
}

#[test]
fn every_file_cut_anywhere_emptied_lengthened_or_gone_is_refused() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let whole = files(dir.path());
    for (name, bytes) in &whole {
        let path = dir.path().join(name);
        for length in [0, 1, 13, 14, 20, 30, 60, bytes.len() / 2, bytes.len() - 1] {
            std::fs::write(&path, &bytes[..length]).unwrap();
            let error = seen(dir.path(), &schema, 17).unwrap_err();
            assert!(damaged(&error), "{name} cut to {length}: {error:?}");
        }
        std::fs::write(&path, [bytes.as_slice(), &[0]].concat()).unwrap();
        assert!(damaged(&seen(dir.path(), &schema, 17).unwrap_err()), "{name} lengthened");
        std::fs::remove_file(&path).unwrap();
        assert!(damaged(&seen(dir.path(), &schema, 17).unwrap_err()), "{name} gone");
        restore(dir.path(), &whole);
    }
    assert_eq!(seen(dir.path(), &schema, 17).unwrap(), BEFORE);
}

/// Edits a file at every 97th offset; `read` says what becomes of each edit.
#[track_caller]
fn check_edited(path: &Path, read: impl Fn() -> Result<(), LakeError>) {
    let bytes = std::fs::read(path).unwrap();
    for at in (0..bytes.len()).step_by(97) {
        let mut edited = bytes.clone();
        edited[at] ^= 1;
        std::fs::write(path, &edited).unwrap();
        let error = read().unwrap_err();
        assert!(damaged(&error), "{} at {at}: {error:?}", path.display());
    }
    std::fs::write(path, &bytes).unwrap();
    read().unwrap();
}

#[test]
fn a_byte_edited_at_any_97th_offset_is_refused() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    check_edited(&dir.path().join("manifest"), || Lake::open(dir.path(), &key()).map(drop));
    let lake = Lake::open(dir.path(), &key()).unwrap();
    for (file, name) in lake.files.iter().zip(bucket_files(dir.path())) {
        check_edited(&dir.path().join(name), || Ok(file.unsealed().map(drop)?));
    }
    assert_eq!(seen(dir.path(), &schema, 17).unwrap(), BEFORE);
}

#[test]
fn every_edited_byte_at_the_front_of_the_manifest_is_refused() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let manifest = dir.path().join("manifest");
    let bytes = std::fs::read(&manifest).unwrap();
    for at in 0..80 {
        let mut edited = bytes.clone();
        edited[at] ^= 1;
        std::fs::write(&manifest, &edited).unwrap();
        let error = seen(dir.path(), &schema, 17).unwrap_err();
        // The form, then the check of the key, then what is sealed.
        let told = match at {
            12 => matches!(error, LakeError::Form),
            14..30 => matches!(error, LakeError::Key),
            _ => damaged(&error),
        };
        assert!(told, "at {at}: {error:?}");
    }
}

#[test]
fn an_older_lake_that_was_put_back_is_behind_and_never_refreshed() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let older = files(dir.path());
    refresh(dir.path(), &schema).unwrap();
    restore(dir.path(), &older);
    let behind = |error: &LakeError| matches!(error, LakeError::Behind { lake: 17, record: 18 });
    let error = seen(dir.path(), &schema, 18).unwrap_err();
    assert!(behind(&error) && error.calls_for_rebuild(), "{error:?}");
    let mut writer = LakeWriter::lock(dir.path(), &key()).unwrap();
    assert!(behind(&writer.refresh(&schema, 18, [], 25).unwrap_err()));
    assert_eq!(files(dir.path()), older);
}

#[test]
fn a_lake_ahead_of_the_record_is_refused() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let ahead = |error: &LakeError| matches!(error, LakeError::Ahead { lake: 17, record: 16 });
    assert!(ahead(&seen(dir.path(), &schema, 16).unwrap_err()));
    let mut writer = LakeWriter::lock(dir.path(), &key()).unwrap();
    assert!(ahead(&writer.refresh(&schema, 15, [], 16).unwrap_err()));
}

#[test]
fn an_older_bucket_under_the_name_of_the_new_one_is_refused() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let older = files(dir.path());
    refresh(dir.path(), &schema).unwrap();
    let newer = files(dir.path());
    let replaced = newer.keys().filter(|name| !older.contains_key(*name));
    let pairs: Vec<(&String, &String)> =
        replaced.map(|new| (new, older.keys().find(|old| old[..6] == new[..6]).unwrap())).collect();
    assert!(!pairs.is_empty());
    for (new, old) in pairs {
        std::fs::write(dir.path().join(new), &older[old]).unwrap();
        assert!(damaged(&seen(dir.path(), &schema, 18).unwrap_err()));
        restore(dir.path(), &newer);
    }
}

#[test]
fn a_bucket_of_another_lake_under_the_same_key_is_refused() {
    check(
        |dir| {
            let other = tempfile::tempdir().unwrap();
            let schema = schema();
            let mut writer = LakeWriter::lock(other.path(), &key()).unwrap();
            writer.create(&schema, BUCKETS, false).unwrap();
            let empty = files(other.path());
            // Empty buckets are the same everywhere; one with people is not.
            let name = bucket_files(dir).into_iter().find(|name| !empty.contains_key(name)).unwrap();
            let foreign = empty.iter().find(|(other, _)| other[..6] == name[..6]).unwrap().1;
            std::fs::write(dir.join(&name), foreign).unwrap();
        },
        damaged,
    );
}

#[test]
fn a_lake_of_another_key_is_refused_by_readers_and_writers() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let (other, before) = (Key::from_bytes([8; 32]), files(dir.path()));
    assert!(matches!(Lake::open(dir.path(), &other), Err(LakeError::Key)));
    let mut writer = LakeWriter::lock(dir.path(), &other).unwrap();
    assert!(matches!(writer.refresh(&schema, 17, [LakeChange::Gone(id(1))], 18), Err(LakeError::Key)));
    assert!(matches!(writer.create(&schema, BUCKETS, false), Err(LakeError::Key)));
    assert_eq!(files(dir.path()), before);
    drop(writer);
    writer = LakeWriter::lock(dir.path(), &key()).unwrap();
    assert!(writer.refresh(&schema, 17, [], 18).is_ok());
}

#[test]
fn a_lake_of_the_first_form_is_refused_and_swept_away_by_the_rebuild() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    std::fs::write(dir.path().join("manifest.json"), "{\"version\": 1}").unwrap();
    std::fs::write(dir.path().join("bucket-00003-1.parquet"), "PAR1 rows in clear PAR1").unwrap();
    check_refused(dir.path(), &schema, |error| matches!(error, LakeError::Form));
    assert!(!has(&files(dir.path()).into_values().flatten().collect::<Vec<u8>>(), "rows in clear"));
}

#[test]
fn a_manifest_that_is_none_is_damage_and_one_of_a_later_form_is_named() {
    check(|dir| std::fs::write(dir.join("manifest"), "[]").unwrap(), damaged);
    let later = |error: &LakeError| matches!(error, LakeError::Form);
    check(|dir| std::fs::write(dir.join("manifest"), "onward lake 3\n").unwrap(), later);
}

#[test]
fn where_nothing_is_the_lake_is_absent_and_may_be_created_once() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    for empty in [dir.path().to_path_buf(), dir.path().join("not/there")] {
        assert!(matches!(Lake::open(&empty, &key()), Err(LakeError::Absent)));
        let mut writer = LakeWriter::lock(&empty, &key()).unwrap();
        assert!(matches!(writer.refresh(&schema, 0, [], 1), Err(LakeError::Absent)));
        assert!(matches!(writer.lake(), Err(LakeError::Absent)));
        writer.create(&schema, BUCKETS, false).unwrap();
        assert!(matches!(writer.create(&schema, BUCKETS, false), Err(LakeError::Present)));
        assert_eq!(seen(&empty, &schema, 0).unwrap(), Vec::<String>::new());
    }
}

#[test]
fn a_folder_that_the_system_refuses_is_no_absent_lake() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    std::fs::write(&file, "no folder").unwrap();
    assert!(matches!(Lake::open(&file, &key()), Err(LakeError::Io { .. })));
    assert!(matches!(LakeWriter::lock(&file, &key()), Err(LakeError::Io { .. })));
    std::fs::create_dir(dir.path().join("manifest")).unwrap();
    let error = Lake::open(dir.path(), &key()).unwrap_err();
    assert!(matches!(error, LakeError::Io { .. }) && !error.calls_for_rebuild(), "{error:?}");
}

#[test]
fn people_of_a_lake_go_to_no_other_machine() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let people = Lake::open(dir.path(), &key()).unwrap().people(&schema, &LakeScope::controller("red"), 17).unwrap();
    assert!(matches!(people.slices(1), Err(PeopleError::Lake)));
    assert!(matches!(people.count(), Err(PeopleError::Lake)));
}
