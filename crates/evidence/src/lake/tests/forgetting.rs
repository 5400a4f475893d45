//! Somebody forgotten is in no file when the call returns, whatever lay in the folder.

use super::*;

const CANARY: &str = "1923-04-05";

/// A lake in which person 5 has a birth date that nobody else has, at 18.
fn with_canary(dir: &Path, schema: &Schema) {
    filled(dir, schema);
    let canary = current(schema, 5, Some(9), &[("birth_date", CANARY)]);
    LakeWriter::lock(dir, &key()).unwrap().refresh(schema, 17, [canary], 18).unwrap();
}

/// How many files of the folder open under the key and hold person 5 or what only they have.
fn holding(dir: &Path) -> usize {
    let pseudonym = LakeKeys::of(&key()).person(id(5));
    let opened = unsealed(dir);
    assert!(opened.len() >= usize::from(BUCKETS));
    opened.iter().filter(|parquet| has(parquet, &pseudonym) || has(parquet, CANARY)).count()
}

#[test]
fn forgetting_leaves_no_row_in_any_file() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    with_canary(dir.path(), &schema);
    let before = files(dir.path());
    assert_eq!(holding(dir.path()), 1);
    // What a crash left: the very files of a state in which the person was there, and one half written.
    let mut writer = LakeWriter::lock(dir.path(), &key()).unwrap();
    writer.refresh(&schema, 18, [current(&schema, 1, Some(9), &[("birth_date", "1991")])], 19).unwrap();
    for (name, bytes) in before.iter().filter(|(name, _)| *name != "manifest") {
        std::fs::write(dir.path().join(name), bytes).unwrap();
        std::fs::write(dir.path().join(format!("{name}.part")), bytes).unwrap();
    }
    assert!(holding(dir.path()) > 2);
    let done = writer.refresh(&schema, 19, [LakeChange::Gone(id(5))], 20).unwrap();
    assert_eq!(done, Refreshed { people: 3, buckets: 1 });
    assert_eq!(holding(dir.path()), 0);
    assert_eq!(files(dir.path()).len(), usize::from(BUCKETS) + 1);
    assert_eq!(seen(dir.path(), &schema, 20).unwrap(), ["1991/2", "2015-02/2", "n/a/0"]);
}

#[test]
fn a_folder_of_before_that_is_put_back_is_behind() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    with_canary(dir.path(), &schema);
    let before = files(dir.path());
    LakeWriter::lock(dir.path(), &key()).unwrap().refresh(&schema, 18, [LakeChange::Gone(id(5))], 19).unwrap();
    restore(dir.path(), &before);
    assert!(matches!(seen(dir.path(), &schema, 19), Err(LakeError::Behind { lake: 18, record: 19 })));
}

#[test]
fn forgetting_somebody_who_is_not_there_writes_no_bucket() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let before = bucket_files(dir.path());
    let done =
        LakeWriter::lock(dir.path(), &key()).unwrap().refresh(&schema, 17, [LakeChange::Gone(id(77))], 18).unwrap();
    assert_eq!((done.buckets, bucket_files(dir.path())), (0, before));
}
