//! What a lake holds of people, and of which people.

use model::{Class, Compartment, FieldState, FieldType, Row, Value};

use super::*;
use crate::testing::schema_with_records;

#[test]
fn a_changed_person_replaces_their_row_and_moves_with_their_household() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    assert_eq!(seen(dir.path(), &schema, 17).unwrap(), BEFORE);
    let done = refresh(dir.path(), &schema).unwrap();
    assert_eq!(done.people, 3);
    assert_eq!(seen(dir.path(), &schema, 18).unwrap(), AFTER);
}

#[test]
fn the_last_of_several_changes_counts_and_who_is_gone_is_gone() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let changes = [
        LakeChange::Gone(id(1)),
        current(&schema, 3, None, &[("birth_date", "1950")]),
        current(&schema, 3, None, &[("birth_date", "1951")]),
        LakeChange::Gone(id(44)),
    ];
    LakeWriter::lock(dir.path(), &key()).unwrap().refresh(&schema, 17, changes, 20).unwrap();
    assert_eq!(seen(dir.path(), &schema, 20).unwrap(), ["1951/0", "2015-02/1"]);
}

#[test]
fn a_refresh_without_changes_writes_no_bucket_and_moves_the_lake_on() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let before = bucket_files(dir.path());
    let done = LakeWriter::lock(dir.path(), &key()).unwrap().refresh(&schema, 17, [], 30).unwrap();
    assert_eq!(done, Refreshed { people: 3, buckets: 0 });
    assert_eq!(bucket_files(dir.path()), before);
    assert_eq!(Lake::open(dir.path(), &key()).unwrap().as_of(), 30);
}

#[test]
fn names_protected_fields_and_plain_ids_are_not_even_inside() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let inside = unsealed(dir.path()).concat();
    assert!(has(&inside, "birth_date") && has(&inside, "2015-02"));
    for absent in ["Amina", "name.full", "child.care", "red", "north", &id(1).to_string()] {
        assert!(!has(&inside, absent), "{absent}");
    }
}

#[test]
fn records_go_along_without_what_they_seal_and_none_of_a_compartment() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema_with_records());
    let courses = r#"[{"hours":"3","from":"2020-05-07","place":"Clinic Lane","supported":"true"}]"#;
    let cells = [("course", courses), ("checkup", r#"[{"day":"2020-09-09"}]"#), ("lodging.complete", "true")];
    let mut writer = LakeWriter::lock(dir.path(), &key()).unwrap();
    writer.create(&schema, 1, false).unwrap();
    writer.refresh(&schema, 0, [current(&schema, 1, None, &cells)], 1).unwrap();
    let inside = unsealed(dir.path()).concat();
    assert!(has(&inside, "2020-05-07") && has(&inside, "hours"));
    for absent in ["Clinic Lane", "place", "supported", "checkup", "2020-09-09"] {
        assert!(!has(&inside, absent), "{absent}");
    }
    let people = writer.lake().unwrap().people(&schema, &LakeScope::controller("red"), 1).unwrap();
    let rows: Vec<Row> = people.rows(&schema).unwrap().map(Result::unwrap).collect();
    let list = |kind: &str| rows[0].records(schema.kind_id(kind).unwrap());
    assert_eq!((list("course").listed.len(), list("course").complete), (1, true));
    assert_eq!(list("course").listed[0].0.len(), 2);
    assert!(!list("checkup").complete && list("checkup").listed.is_empty(), "nothing is known, not that there is none");
    assert!(!list("lodging").complete, "of what was not told nothing is known");
}

#[test]
fn a_lake_is_written_anew_where_what_is_kept_of_a_record_changes() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let seen =
        |schema: &Schema| Lake::open(dir.path(), &key()).unwrap().people(schema, &LakeScope::everybody(), 17).is_ok();
    assert!(seen(&schema) && !seen(&schema_with_records()));
}

#[test]
fn whoever_reads_the_files_reads_nothing_in_them() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let outside = files(dir.path()).into_iter().flat_map(|(name, bytes)| [name.into_bytes(), bytes]).flatten();
    let outside: Vec<u8> = outside.collect();
    let pseudonym = LakeKeys::of(&key()).person(id(2));
    for absent in ["birth_date", "2015-02", "1990", "PAR1", &pseudonym] {
        assert!(!has(&outside, absent), "{absent}");
    }
    let sizes: std::collections::BTreeSet<usize> =
        bucket_files(dir.path()).iter().map(|name| files(dir.path())[name].len()).collect();
    assert_eq!(sizes.len(), 1, "a bucket of two people, one of one and an empty one look alike");
}

#[test]
fn all_states_survive_and_invented_people_stay_marked() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    let mut writer = LakeWriter::lock(dir.path(), &key()).unwrap();
    writer.create(&schema, 1, true).unwrap();
    let contested = current(&schema, 1, None, &[("birth_date", "1990 | 1991"), ("languages", "{}")]);
    writer.refresh(&schema, 0, [contested], 1).unwrap();
    let people = writer.lake().unwrap().people(&schema, &LakeScope::controller("red"), 1).unwrap();
    let rows: Vec<model::Row> = people.rows(&schema).unwrap().map(Result::unwrap).collect();
    let state = |name: &str| rows[0].get(schema.field(name).unwrap()).clone();
    assert!(matches!(state("birth_date"), FieldState::Contested(two) if matches!(two[0], Value::Partial(_))));
    assert!(matches!(state("languages"), FieldState::Known(Value::Codes(none)) if none.is_empty()));
    assert_eq!(state("sex"), FieldState::Unknown);
    assert!(people.synthetic() && writer.lake().unwrap().synthetic());
}

#[test]
fn a_rebuilt_lake_is_byte_for_byte_the_refreshed_one() {
    let schema = schema();
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    filled(one.path(), &schema);
    let mut writer = LakeWriter::lock(two.path(), &key()).unwrap();
    let mut rebuild = writer.rebuild(&schema, BUCKETS, false).unwrap();
    for row in three(&schema).iter().rev() {
        rebuild.add(row).unwrap();
    }
    assert_eq!(rebuild.finish(17).unwrap(), Refreshed { people: 3, buckets: BUCKETS.into() });
    assert_eq!(files(one.path()), files(two.path()));
}

#[test]
fn more_people_than_wait_in_memory_are_rebuilt_whole_and_leave_nothing_beside() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    let mut writer = LakeWriter::lock(dir.path(), &key()).unwrap();
    let mut rebuild = writer.rebuild(&schema, 2, false).unwrap();
    let invented = person(&schema, 0, None, &[("birth_date", "1990")]);
    for number in 0_u128..8300 {
        rebuild.add(&LakeRow { person: Id(number.to_be_bytes()), ..invented.clone() }).unwrap();
    }
    assert_eq!(rebuild.finish(1).unwrap().people, 8300);
    assert_eq!(seen(dir.path(), &schema, 1).unwrap().len(), 8300);
    assert_eq!(files(dir.path()).len(), 3);
}

#[test]
fn a_person_who_comes_twice_is_refused() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    let mut writer = LakeWriter::lock(dir.path(), &key()).unwrap();
    let mut rebuild = writer.rebuild(&schema, BUCKETS, false).unwrap();
    rebuild.add(&person(&schema, 1, None, &[])).unwrap();
    let again = rebuild.add(&person(&schema, 1, Some(9), &[]));
    assert!(matches!(again, Err(LakeError::Twice)));
}

/// Neither counted nor refreshed with these fields.
#[track_caller]
fn check_other_fields(change: impl Fn(&mut model::Field) -> bool) {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let mut other = Schema::default();
    for list in schema.lists() {
        other.add_list(list.clone()).unwrap();
    }
    for mut field in schema.fields().iter().rev().cloned() {
        if change(&mut field) {
            other.add_field(field).unwrap();
        }
    }
    let scope = LakeScope::controller("red");
    let people = Lake::open(dir.path(), &key()).unwrap().people(&other, &scope, 17);
    assert!(matches!(people, Err(LakeError::Fields)));
    let before = files(dir.path());
    let refused = LakeWriter::lock(dir.path(), &key()).unwrap().refresh(&other, 17, [], 18);
    assert!(matches!(refused, Err(LakeError::Fields)));
    assert_eq!(files(dir.path()), before);
}

#[test]
fn fields_that_came_went_were_protected_or_mean_something_else_are_refused() {
    check_other_fields(|field| field.name != "sex");
    check_other_fields(|field| {
        let sex = field.name == "sex";
        field.name.push_str(if sex { "_more" } else { "" });
        true
    });
    check_other_fields(|field| {
        let sex = field.name == "sex";
        field.class = if sex { Class::Protected(Compartment::Child) } else { field.class };
        true
    });
    check_other_fields(|field| {
        field.ty = if field.name == "care.hours" { FieldType::PartialDate } else { field.ty };
        true
    });
}

#[test]
fn the_same_fields_in_another_order_are_the_same() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let mut other = Schema::default();
    for list in schema.lists() {
        other.add_list(list.clone()).unwrap();
    }
    for field in schema.fields().iter().rev().cloned() {
        other.add_field(field).unwrap();
    }
    refresh(dir.path(), &other).unwrap();
    assert_eq!(seen(dir.path(), &schema, 18).unwrap(), AFTER);
}

#[test]
fn a_lake_has_neither_no_bucket_nor_more_than_can_be_held_open() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    let mut writer = LakeWriter::lock(dir.path(), &key()).unwrap();
    for buckets in [0, MOST_BUCKETS + 1] {
        assert!(matches!(writer.create(&schema, buckets, false), Err(LakeError::Buckets(named)) if named == buckets));
    }
}
