//! One lake of three people, or of any, in a folder that every test may tamper with.

mod crashes;
mod forgetting;
mod held;
mod random;
mod refusals;
mod scopes;
mod writers;

use std::collections::BTreeMap;
use std::path::Path;

use journal::Key;
use model::{Id, Schema};

use super::bucket::place;
use super::keys::LakeKeys;
use super::*;
use crate::people::PeopleError;
use crate::seal::unseal;
use crate::testing::{row, schema};

const BUCKETS: u16 = 4;

fn key() -> Key {
    Key::from_bytes([7; 32])
}

fn id(number: u8) -> Id {
    Id([number; 16])
}

/// Somebody of the office `north` of the controller `red`.
fn person(schema: &Schema, person: u8, household: Option<u8>, cells: &[(&str, &str)]) -> LakeRow {
    LakeRow {
        person: id(person),
        household: household.map(id),
        controller: "red".into(),
        office: "north".into(),
        row: row(schema, cells),
    }
}

fn current(schema: &Schema, number: u8, household: Option<u8>, cells: &[(&str, &str)]) -> LakeChange {
    LakeChange::Current(person(schema, number, household, cells))
}

fn three(schema: &Schema) -> [LakeRow; 3] {
    [
        person(schema, 1, Some(9), &[("birth_date", "1990"), ("name.full", "Amina Example")]),
        person(schema, 2, Some(9), &[("birth_date", "2015-02"), ("child.care", "parent")]),
        person(schema, 3, None, &[("birth_date", "n/a")]),
    ]
}

/// A lake of the three that stands at 17.
fn filled(dir: &Path, schema: &Schema) {
    let mut writer = LakeWriter::lock(dir, &key()).unwrap();
    writer.create(schema, BUCKETS, false).unwrap();
    writer.refresh(schema, 0, three(schema).map(LakeChange::Current), 17).unwrap();
}

/// Moves the second of the three to a household of their own, from 17 to 18.
fn refresh(dir: &Path, schema: &Schema) -> Result<Refreshed, LakeError> {
    let moved = current(schema, 2, Some(8), &[("birth_date", "2015-03")]);
    LakeWriter::lock(dir, &key())?.refresh(schema, 17, [moved], 18)
}

const BEFORE: [&str; 3] = ["1990/2", "2015-02/2", "n/a/0"];
const AFTER: [&str; 3] = ["1990/1", "2015-03/1", "n/a/0"];

/// Birth dates in a scope with the number of members of each household, sorted; or why there are none.
fn seen_in(dir: &Path, schema: &Schema, scope: &LakeScope, as_of: u64) -> Result<Vec<String>, LakeError> {
    let people = Lake::open(dir, &key())?.people(schema, scope, as_of)?;
    let fields = ["household.id", "birth_date"].map(|name| schema.field(name).unwrap());
    let rows: Vec<Vec<Option<String>>> = people.cells(schema, &fields, 64)?.collect::<Result<_, PeopleError>>()?;
    let members = |of: &Option<String>| rows.iter().filter(|row| of.is_some() && row[0] == *of).count();
    let text = |row: &Vec<Option<String>>| format!("{}/{}", row[1].clone().unwrap_or_default(), members(&row[0]));
    let mut seen: Vec<String> = rows.iter().map(text).collect();
    seen.sort();
    Ok(seen)
}

/// The same of everybody of the controller `red`.
fn seen(dir: &Path, schema: &Schema, as_of: u64) -> Result<Vec<String>, LakeError> {
    seen_in(dir, schema, &LakeScope::controller("red"), as_of)
}

type Files = BTreeMap<String, Vec<u8>>;

/// All files of a folder but the lock.
fn files(dir: &Path) -> Files {
    let entries = std::fs::read_dir(dir).unwrap().map(Result::unwrap);
    let file =
        |entry: std::fs::DirEntry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap());
    entries.map(file).filter(|(name, _)| name != "lock").collect()
}

/// Makes these all the files of a folder but the lock.
fn restore(dir: &Path, wanted: &Files) {
    for name in files(dir).keys() {
        std::fs::remove_file(dir.join(name)).unwrap();
    }
    for (name, bytes) in wanted {
        std::fs::write(dir.join(name), bytes).unwrap();
    }
}

fn bucket_files(dir: &Path) -> Vec<String> {
    files(dir).into_keys().filter(|name| name.ends_with(".bucket")).collect()
}

/// Parquet of every bucket file in a folder, the current ones and all others that open under the key.
fn unsealed(dir: &Path) -> Vec<Vec<u8>> {
    let keys = LakeKeys::of(&key());
    let open = |bytes: &Vec<u8>| (0..BUCKETS.into()).find_map(|number| unseal(&keys.files, &place(number), bytes));
    files(dir).values().filter_map(open).map(|parquet| parquet.to_vec()).collect()
}

fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
