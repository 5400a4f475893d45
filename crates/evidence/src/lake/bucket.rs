//! One bucket: whole households, sorted, each person one row of texts.

use std::collections::HashSet;
use std::path::Path;

use arrow::array::AsArray;
use model::{Class, FieldId, FieldType, Schema};

use super::{LakeChange, LakeError, LakeKey};
use crate::core_field::{HOUSEHOLD_ID, ID};
use crate::people::{People, PeopleWriter, arrow_schema, to_cell};

const BATCH: usize = 8192;

/// Fields that the lake holds beside the two pseudonyms, in the schema's order.
pub(super) fn attributes(schema: &Schema) -> Vec<FieldId> {
    let may = |class: Class, ty: FieldType| match class {
        Class::Open | Class::Personal => ty != FieldType::Text,
        Class::Sealed | Class::Protected(_) => false,
    };
    schema.numbered().filter(|(_, field)| may(field.class, field.ty)).map(|(id, _)| id).collect()
}

/// The pseudonyms first: household, then person.
fn columns(schema: &Schema) -> Vec<FieldId> {
    let pseudonyms = [HOUSEHOLD_ID, ID].into_iter().filter_map(|name| schema.field(name));
    pseudonyms.chain(attributes(schema)).collect()
}

/// A row as it lies in a bucket: its household (empty for somebody alone), its person, then the attributes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StoredRow {
    household: Option<String>,
    person: String,
    attributes: Vec<Option<String>>,
}

impl StoredRow {
    /// What the lake keeps of a change; nothing of somebody who is gone.
    pub(super) fn of(schema: &Schema, key: &LakeKey, change: &LakeChange) -> Option<Self> {
        match change {
            LakeChange::Gone(_) => None,
            LakeChange::Current { person, household, row } => Some(Self {
                household: household.map(|household| key.household(household)),
                person: key.person(*person),
                attributes: attributes(schema).into_iter().map(|field| to_cell(row.get(field))).collect(),
            }),
        }
    }

    /// The bucket by the hash of the household, which its pseudonym is.
    pub(super) fn bucket(&self, buckets: u16) -> u16 {
        let name = self.household.as_ref().unwrap_or(&self.person);
        let number = name.get(..8).and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or_default();
        u16::try_from(number % u32::from(buckets)).unwrap_or_default()
    }

    fn from_cells(cells: Vec<Option<String>>) -> Option<Self> {
        let mut cells = cells.into_iter();
        let (household, person) = (cells.next()?, cells.next()??);
        Some(Self { household, person, attributes: cells.collect() })
    }
}

/// A bucket's file.
pub(super) struct Bucket {
    people: People,
}

impl Bucket {
    pub(super) fn open(path: &Path) -> Self {
        Self { people: People::of_files(&[path.into()], false) }
    }

    pub(super) fn holds_any(&self, schema: &Schema, people: &HashSet<String>) -> Result<bool, LakeError> {
        let column: Vec<FieldId> = schema.field(ID).into_iter().collect();
        for batch in self.people.scan(schema, &column, BATCH)? {
            let batch = batch?;
            let ids = batch.column_by_name(ID).and_then(|ids| ids.as_string_opt::<i32>());
            if ids.into_iter().flatten().flatten().any(|id| people.contains(id)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) fn rows_without(&self, schema: &Schema, people: &HashSet<String>) -> Result<Vec<StoredRow>, LakeError> {
        let cells = self.people.cells(schema, &columns(schema), BATCH)?;
        let stored = cells.map(|cells| cells.map(StoredRow::from_cells));
        let rows: Vec<Option<StoredRow>> = stored.collect::<Result<_, _>>()?;
        Ok(rows.into_iter().flatten().filter(|row| !people.contains(&row.person)).collect())
    }
}

/// Writes a bucket anew, sorted by household and person.
pub(super) fn write(path: &Path, schema: &Schema, mut rows: Vec<StoredRow>, synthetic: bool) -> Result<(), LakeError> {
    rows.sort();
    let mut writer = PeopleWriter::create(path, arrow_schema(schema, &columns(schema)), synthetic)?;
    let mut household = None;
    for row in &rows {
        if household.replace(&row.household) != Some(&row.household) {
            writer.end_household()?;
        }
        let pseudonyms = [row.household.as_deref(), Some(row.person.as_str())];
        writer.push(pseudonyms.into_iter().chain(row.attributes.iter().map(Option::as_deref)))?;
    }
    Ok(writer.finish()?)
}
