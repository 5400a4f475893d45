//! One writer, and readers who never see half of what it does.

use super::*;

#[test]
fn a_second_writer_is_refused_until_the_first_is_through_and_readers_need_no_lock() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let first = LakeWriter::lock(dir.path(), &key()).unwrap();
    assert!(matches!(LakeWriter::lock(dir.path(), &key()), Err(LakeError::Locked)));
    assert!(matches!(refresh(dir.path(), &schema), Err(LakeError::Locked)));
    assert_eq!(seen(dir.path(), &schema, 17).unwrap(), BEFORE);
    drop(first);
    assert!(refresh(dir.path(), &schema).is_ok());
}

#[test]
fn a_reader_in_the_middle_reads_the_old_state_to_its_end() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let people = Lake::open(dir.path(), &key()).unwrap().people(&schema, &LakeScope::controller("red"), 17).unwrap();
    let field = [schema.field("birth_date").unwrap()];
    let mut reading = people.cells(&schema, &field, 1).unwrap();
    let mut read = vec![reading.next().unwrap().unwrap()];
    refresh(dir.path(), &schema).unwrap();
    let mut writer = LakeWriter::lock(dir.path(), &key()).unwrap();
    writer.refresh(&schema, 18, [id(1), id(2)].map(LakeChange::Gone), 19).unwrap();
    read.extend(reading.map(Result::unwrap));
    let texts = |rows: Vec<Vec<Option<String>>>| {
        let mut texts: Vec<String> = rows.into_iter().flatten().flatten().collect();
        texts.sort();
        texts
    };
    assert_eq!(texts(read), ["1990", "2015-02", "n/a"]);
    let again = people.cells(&schema, &field, 64).unwrap().map(Result::unwrap).collect();
    assert_eq!(texts(again), ["1990", "2015-02", "n/a"]);
    assert_eq!(seen(dir.path(), &schema, 19).unwrap(), ["n/a/0"]);
}

#[test]
fn two_scans_of_the_same_people_do_not_disturb_each_other() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let people = Lake::open(dir.path(), &key()).unwrap().people(&schema, &LakeScope::controller("red"), 17).unwrap();
    let field = [schema.field("birth_date").unwrap()];
    let (one, two) = (people.cells(&schema, &field, 1).unwrap(), people.cells(&schema, &field, 1).unwrap());
    let pairs: Vec<_> = one.map(Result::unwrap).zip(two.map(Result::unwrap)).collect();
    assert!(pairs.len() == 3 && pairs.iter().all(|(one, two)| one == two));
}

#[test]
fn readers_who_open_while_a_writer_is_at_it_see_one_state_or_another() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let wrote = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut writer = LakeWriter::lock(dir.path(), &key()).unwrap();
            for as_of in 18..60 {
                let date = format!("{}", 1900 + as_of);
                let both = [1, 3].map(|number| current(&schema, number, None, &[("birth_date", &date)]));
                writer.refresh(&schema, as_of - 1, both, as_of).unwrap();
            }
            wrote.store(true, std::sync::atomic::Ordering::SeqCst);
        });
        while !wrote.load(std::sync::atomic::Ordering::SeqCst) {
            let lake = match Lake::open(dir.path(), &key()) {
                Err(LakeError::Locked) => continue,
                lake => lake.unwrap(),
            };
            let as_of = lake.as_of();
            let people = lake.people(&schema, &LakeScope::controller("red"), as_of).unwrap();
            let cells = people.cells(&schema, &[schema.field("birth_date").unwrap()], 64).unwrap();
            let mut dates: Vec<String> = cells.flat_map(Result::unwrap).flatten().collect();
            dates.sort();
            let date = format!("{}", 1900 + as_of);
            let whole = if as_of == 17 { ["1990", "2015-02", "n/a"] } else { [&date, &date, "2015-02"] };
            assert_eq!(dates, whole, "at {as_of}");
        }
    });
}
