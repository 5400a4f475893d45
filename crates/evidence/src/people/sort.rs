//! Brings together the members of households that a file holds scattered.
//!
//! Rows go into buckets by the hash of their household, each a sealed spill in the system's temporary directory that is
//! gone with the scan; then one bucket after the other is sorted in memory. So a population of any size costs the
//! memory of its largest bucket, and members meet because a household has but one bucket. The order of households
//! means nothing; members keep the order of their rows. Refused: nothing but what cannot be read or written.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use arrow::array::ArrayRef;
use arrow::compute::{SortColumn, lexsort_to_indices, take_record_batch};
use arrow::datatypes::SchemaRef;
use arrow::record_batch::RecordBatch;
use model::core::HOUSEHOLD_ID;

use super::household::{household_ids, id_at};
use super::scatter::{Scatter, Scattered, recast};
use super::{PeopleError, ROW, Scan};

/// Ten million people of a simulation's columns make buckets of some five megabytes.
const BUCKETS: usize = 256;

/// The same rows, members of a household together and in their order, in batches of about `batch` rows.
pub(crate) fn by_household(
    scan: Scan,
    batch: usize,
) -> Result<impl Iterator<Item = Result<RecordBatch, PeopleError>>, PeopleError> {
    let coded = Arc::clone(scan.schema());
    let mut buckets = Scatter::into(BUCKETS, &coded, std::env::temp_dir())?;
    let hasher = RandomState::new();
    for rows in scan {
        buckets.scatter(&rows?, |rows| bucket_of_each(rows, &hasher))?;
    }
    let sorted = buckets.finish()?.into_iter().map(move |bucket| sorted(bucket, &coded));
    Ok(sorted.flat_map(move |rows| in_batches(rows, batch)))
}

/// Rows without a household stand alone and may lie anywhere: by their number.
fn bucket_of_each(rows: &RecordBatch, hasher: &RandomState) -> Vec<usize> {
    let ids = household_ids(rows);
    let of = |at: usize| ids.and_then(|ids| id_at(ids, at)).map_or(at as u64, |id| hasher.hash_one(id));
    let bucket = |hash: u64| usize::try_from(hash % (BUCKETS as u64)).unwrap_or_default();
    (0..rows.num_rows()).map(of).map(bucket).collect()
}

/// One bucket, read back and sorted by household and row.
fn sorted(bucket: Scattered, coded: &SchemaRef) -> Result<RecordBatch, PeopleError> {
    let rows = bucket.rows()?;
    let keys = [HOUSEHOLD_ID.name, ROW].into_iter().filter_map(|name| rows.column_by_name(name));
    let keys: Vec<SortColumn> = keys.map(|key| SortColumn { values: ArrayRef::clone(key), options: None }).collect();
    let order = lexsort_to_indices(&keys, None)?;
    recast(&take_record_batch(&rows, &order)?, coded)
}

fn in_batches(
    rows: Result<RecordBatch, PeopleError>,
    batch: usize,
) -> impl Iterator<Item = Result<RecordBatch, PeopleError>> {
    let (rows, error) = rows.map_or_else(|error| (None, Some(error)), |rows| (Some(rows), None));
    let cut = rows.into_iter().flat_map(move |rows| super::scan::slices(rows, batch));
    cut.chain(error.map(Err))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::io::Write;

    use arrow::array::AsArray;
    use arrow::compute::cast;
    use arrow::datatypes::DataType;

    use super::*;
    use crate::people::People;

    /// Households and row numbers as they come out, batch by batch.
    fn scattered(ids: &[&str], batch: usize) -> Vec<Vec<(String, u64)>> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "sex,household.id").unwrap();
        for id in ids {
            writeln!(file, "F,{id}").unwrap();
        }
        let names = ["household.id".to_owned(), "sex".to_owned()];
        let scan = People::open(file.path()).unwrap().scan_columns(&names, 7).unwrap();
        let out = by_household(scan, batch).unwrap().map(|rows| {
            let rows = rows.unwrap();
            let ids = cast(rows.column_by_name(HOUSEHOLD_ID.name).unwrap(), &DataType::Utf8).unwrap();
            let numbers = rows.column_by_name(ROW).unwrap().as_primitive::<arrow::datatypes::UInt64Type>().clone();
            let texts = ids.as_string::<i32>().iter().map(|id| id.unwrap_or_default().to_owned());
            texts.zip(numbers.values().iter().copied()).collect()
        });
        out.collect()
    }

    #[test]
    fn every_row_comes_out_once_and_members_stand_together_in_their_order() {
        let ids: Vec<String> = (0..20_000)
            .map(|row| if row % 5 == 0 { String::new() } else { format!("H{}", row * 7919 % 611) })
            .collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let out: Vec<(String, u64)> = scattered(&ids, 100).concat();
        let mut numbers: Vec<u64> = out.iter().map(|(_, number)| *number).collect();
        let mut last_of: HashMap<&str, (usize, u64)> = HashMap::new();
        for (at, (id, number)) in out.iter().enumerate().filter(|(_, (id, _))| !id.is_empty()) {
            if let Some((before, earlier)) = last_of.insert(id, (at, *number)) {
                assert_eq!(before + 1, at, "household {id} stands apart");
                assert!(earlier < *number, "household {id} is out of order");
            }
            assert_eq!(ids[usize::try_from(*number).unwrap()], id);
        }
        numbers.sort_unstable();
        assert!(numbers.iter().copied().eq(0..20_000));
    }

    #[test]
    fn batches_are_of_the_size_asked_for_and_nobody_gives_none() {
        assert!(scattered(&["a", "b", "a", "b", "a"], 2).iter().all(|batch| batch.len() <= 2));
        assert!(scattered(&[], 2).is_empty());
    }
}
