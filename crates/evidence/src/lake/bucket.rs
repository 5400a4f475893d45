//! One bucket: whole households, sorted, in a sealed file.

use std::collections::HashSet;

use arrow::array::{ArrayRef, AsArray, BooleanArray};
use arrow::compute::{SortColumn, concat_batches, filter_record_batch, lexsort_to_indices, take_record_batch};
use arrow::datatypes::SchemaRef;
use arrow::record_batch::RecordBatch;
use model::Id;
use model::core::{HOUSEHOLD_ID, ID};

use super::error::LakeError;
use super::keys::LakeKeys;
use super::manifest::BucketEntry;
use crate::people::{PeopleError, SealedFile, Unsealed, parquet};
use crate::seal::{Mark, mark, seal};

const ENDING: &str = ".bucket";

/// What a bucket's file is called. Content that differs lies under another name, so no file is ever written over.
pub(super) fn file_name(number: usize, mark: &Mark) -> String {
    let (start, _) = mark.split_first_chunk().unwrap_or((&[0; 16], &[]));
    format!("{number:05}-{}{ENDING}", Id(*start))
}

pub(super) fn is_file_name(name: &str) -> bool {
    name.ends_with(ENDING)
}

/// Where a bucket belongs: its file opens as this bucket and as no other.
pub(super) fn place(number: usize) -> Vec<u8> {
    [&b"onward lake 2 bucket"[..], &(number as u64).to_be_bytes()].concat()
}

/// The rows of a bucket, unsealed.
pub(super) struct Bucket<'a> {
    file: Unsealed,
    columns: &'a SchemaRef,
}

impl<'a> Bucket<'a> {
    pub(super) fn read(file: &SealedFile, columns: &'a SchemaRef) -> Result<Self, LakeError> {
        Ok(Self { file: file.unsealed()?, columns })
    }

    /// Whether it holds a row of any of these.
    pub(super) fn holds_any(&self, people: &HashSet<String>) -> Result<bool, LakeError> {
        let person = self.columns.index_of(ID.name).and_then(|index| self.columns.project(&[index]));
        let rows = self.file.rows(&person.map_err(PeopleError::from)?.into())?;
        Ok(names(&rows).any(|name| name.is_some_and(|name| people.contains(name))))
    }

    /// Its rows but for those of these people.
    pub(super) fn rows_without(&self, people: &HashSet<String>) -> Result<RecordBatch, LakeError> {
        let rows = self.file.rows(self.columns)?;
        let stays = names(&rows).map(|name| Some(!name.is_some_and(|name| people.contains(name))));
        let stays: BooleanArray = stays.collect();
        Ok(filter_record_batch(&rows, &stays).map_err(PeopleError::from)?)
    }
}

fn names(rows: &RecordBatch) -> impl Iterator<Item = Option<&str>> {
    let names = rows.column_by_name(ID.name).and_then(|names| names.as_string_opt::<i32>());
    names.into_iter().flatten()
}

/// Rows in their order, households together, as a sealed file.
pub(super) fn sealed(
    keys: &LakeKeys,
    number: usize,
    columns: &SchemaRef,
    rows: &[RecordBatch],
) -> Result<(BucketEntry, Vec<u8>), LakeError> {
    let rows = sorted(columns, rows).map_err(PeopleError::from)?;
    let sealed = seal(&keys.files, &place(number), &parquet(&rows)?);
    let entry = sealed.and_then(|sealed| {
        let mark = mark(&sealed)?;
        Some((BucketEntry { mark, people: u64::try_from(rows.num_rows()).ok()? }, sealed))
    });
    entry.ok_or_else(|| PeopleError::Engine("a bucket is too large".into()).into())
}

fn sorted(columns: &SchemaRef, rows: &[RecordBatch]) -> Result<RecordBatch, arrow::error::ArrowError> {
    let rows = concat_batches(columns, rows)?;
    let keys = [HOUSEHOLD_ID.name, ID.name].into_iter().filter_map(|name| rows.column_by_name(name));
    let keys: Vec<SortColumn> = keys.map(|key| SortColumn { values: ArrayRef::clone(key), options: None }).collect();
    take_record_batch(&rows, &lexsort_to_indices(&keys, None)?)
}
