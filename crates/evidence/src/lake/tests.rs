use std::path::Path;

use model::{FieldState, Value};

use super::*;
use crate::testing::{row, schema};

fn key() -> LakeKey {
    LakeKey::new([7; 32])
}

fn id(number: u8) -> Id {
    Id([number; 16])
}

fn current(schema: &Schema, person: u8, household: Option<u8>, cells: &[(&str, &str)]) -> LakeChange {
    LakeChange::Current { person: id(person), household: household.map(id), row: row(schema, cells) }
}

/// Birth dates in the lake with the number of members of each household, sorted.
fn seen(lake: &Lake, schema: &Schema) -> Vec<String> {
    let fields = ["household.id", "birth_date"].map(|name| schema.field(name).unwrap());
    let cells = lake.people().unwrap().cells(schema, &fields, 64).unwrap();
    let rows: Vec<Vec<Option<String>>> = cells.map(Result::unwrap).collect();
    let members = |of: &Option<String>| rows.iter().filter(|row| of.is_some() && row[0] == *of).count();
    let mut seen: Vec<String> =
        rows.iter().map(|row| format!("{}/{}", row[1].clone().unwrap_or_default(), members(&row[0]))).collect();
    seen.sort();
    seen
}

fn bytes_of(dir: &Path) -> Vec<u8> {
    let files = std::fs::read_dir(dir).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
    files.flatten().collect()
}

fn filled(dir: &Path, schema: &Schema) -> Lake {
    let mut lake = Lake::create(dir, &key(), 4, false).unwrap();
    let people = [
        current(schema, 1, Some(9), &[("birth_date", "1990"), ("name.full", "Amina Example")]),
        current(schema, 2, Some(9), &[("birth_date", "2015-02"), ("child.care", "parent")]),
        current(schema, 3, None, &[("birth_date", "n/a")]),
    ];
    lake.refresh(schema, &key(), people, 17).unwrap();
    lake
}

#[test]
fn a_changed_person_replaces_their_row_and_moves_with_their_household() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    let mut lake = filled(dir.path(), &schema);
    assert_eq!(seen(&lake, &schema), ["1990/2", "2015-02/2", "n/a/0"]);
    let moved = current(&schema, 2, Some(8), &[("birth_date", "2015-03")]);
    let done = lake.refresh(&schema, &key(), [moved], 18).unwrap();
    assert_eq!((done.people, lake.as_of()), (3, 18));
    assert_eq!(seen(&lake, &schema), ["1990/1", "2015-03/1", "n/a/0"]);
}

#[test]
fn names_and_protected_fields_and_plain_ids_are_not_in_any_file() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    filled(dir.path(), &schema);
    let bytes = bytes_of(dir.path());
    let has = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(has("birth_date"));
    for absent in ["Amina", "name.full", "child.care", &id(1).to_string()] {
        assert!(!has(absent), "{absent}");
    }
}

#[test]
fn somebody_forgotten_is_in_no_file() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    let mut lake = filled(dir.path(), &schema);
    let pseudonym = key().person(id(2));
    let holds = || bytes_of(dir.path()).windows(pseudonym.len()).any(|window| window == pseudonym.as_bytes());
    assert!(holds());
    lake.forget(&schema, &key(), &[id(2)]).unwrap();
    assert!(!holds());
    assert_eq!(seen(&lake, &schema), ["1990/1", "n/a/0"]);
}

#[test]
fn what_an_interrupted_refresh_left_is_cleared_away_and_not_read() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    let before = seen(&filled(dir.path(), &schema), &schema);
    let left = dir.path().join(LakeManifest::file_name(3, 99));
    std::fs::write(&left, "half a file").unwrap();
    let lake = Lake::open(dir.path()).unwrap();
    assert_eq!(seen(&lake, &schema), before);
    assert!(!left.exists());
}

#[test]
fn another_key_is_refused_before_anything_is_written() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    let mut lake = filled(dir.path(), &schema);
    let before = bytes_of(dir.path()).len();
    let refused = lake.refresh(&schema, &LakeKey::new([8; 32]), [LakeChange::Gone(id(1))], 18);
    assert!(matches!(refused, Err(LakeError::Key)));
    assert_eq!(bytes_of(dir.path()).len(), before);
}

#[test]
fn all_states_survive_in_the_lake() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    let mut lake = Lake::create(dir.path(), &key(), 1, true).unwrap();
    let contested = current(&schema, 1, None, &[("birth_date", "1990 | 1991"), ("languages", "{}")]);
    lake.refresh(&schema, &key(), [contested], 1).unwrap();
    let field = schema.field("birth_date").unwrap();
    let cells = lake.people().unwrap().cells(&schema, &[field], 8).unwrap().next().unwrap().unwrap();
    let state = crate::people::from_cell(&schema, field, cells[0].as_deref().unwrap()).unwrap();
    assert!(matches!(state, FieldState::Contested(two) if matches!(two[0], Value::Partial(_))));
    assert!(lake.people().unwrap().synthetic());
}
