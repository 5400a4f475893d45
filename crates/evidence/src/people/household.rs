//! Which household a row of a batch names; an empty cell and `n/a` name none.

use arrow::array::{Array, AsArray, StringArray};
use arrow::record_batch::RecordBatch;
use model::core::HOUSEHOLD_ID;

/// The household that a row names.
pub(crate) fn household_at(batch: &RecordBatch, row: usize) -> Option<&str> {
    id_at(household_ids(batch)?, row)
}

/// The column of households, where the batch has one.
pub(crate) fn household_ids(batch: &RecordBatch) -> Option<&StringArray> {
    batch.column_by_name(HOUSEHOLD_ID.name).and_then(|ids| ids.as_string_opt::<i32>())
}

/// What a row of the column names.
pub(crate) fn id_at(ids: &StringArray, row: usize) -> Option<&str> {
    (row < ids.len() && ids.is_valid(row)).then(|| ids.value(row)).filter(|id| !matches!(*id, "" | "n/a"))
}
