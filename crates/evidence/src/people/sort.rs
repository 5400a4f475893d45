//! Brings together the members of households that a file holds scattered.
//!
//! Rows go into buckets by the hash of their household, each a file without a name in the system's temporary directory
//! that is gone with the scan; then one bucket after the other is sorted in memory. So a population of any size costs
//! the memory of its largest bucket, and members meet because a household has but one bucket. The order of households
//! means nothing; members keep the order of their rows. Refused: nothing but what cannot be read or written.

use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufReader, BufWriter, Seek};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, StringArray, UInt64Array};
use arrow::compute::{SortColumn, cast, concat_batches, lexsort_to_indices, take_record_batch};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::ipc::reader::StreamReader;
use arrow::ipc::writer::StreamWriter;
use arrow::record_batch::RecordBatch;

use super::{PeopleError, ROW, Scan};
use crate::core_field::HOUSEHOLD_ID;

/// Ten million people of a simulation's columns make buckets of some five megabytes.
const BUCKETS: usize = 256;
/// Rows that a bucket gathers before they are written out.
const PIECE: usize = 4096;

/// The same rows, members of a household together and in their order, in batches of about `batch` rows.
pub(crate) fn by_household(
    scan: Scan,
    batch: usize,
) -> Result<impl Iterator<Item = Result<RecordBatch, PeopleError>>, PeopleError> {
    let coded = Arc::clone(scan.schema());
    let mut buckets = Buckets::new(&coded);
    for rows in scan {
        buckets.scatter(&rows?)?;
    }
    let sorted = buckets.finish()?.into_iter().map(move |bucket| sorted(bucket, &coded));
    Ok(sorted.flat_map(move |rows| in_batches(rows, batch)))
}

/// Scattered rows on their way into buckets, as plain texts: a dictionary would hold a whole row group's in every piece.
struct Buckets {
    plain: SchemaRef,
    hasher: RandomState,
    open: Vec<Option<Bucket>>,
}

struct Bucket {
    waiting: Vec<RecordBatch>,
    rows: usize,
    out: StreamWriter<BufWriter<File>>,
}

impl Buckets {
    fn new(coded: &SchemaRef) -> Self {
        let fields = coded.fields().iter().map(|field| match field.data_type() {
            DataType::Dictionary(_, texts) => Field::new(field.name(), (**texts).clone(), field.is_nullable()),
            _ => (**field).clone(),
        });
        let plain = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        Self { plain, hasher: RandomState::new(), open: (0..BUCKETS).map(|_| None).collect() }
    }

    fn scatter(&mut self, rows: &RecordBatch) -> Result<(), PeopleError> {
        let rows = recast(rows, &self.plain)?;
        let mut places: Vec<Vec<u64>> = vec![vec![]; BUCKETS];
        for (at, bucket) in (0..).zip(self.bucket_of_each(&rows)) {
            if let Some(places) = places.get_mut(bucket) {
                places.push(at);
            }
        }
        for (bucket, places) in self.open.iter_mut().zip(places).filter(|(_, places)| !places.is_empty()) {
            let taken = take_record_batch(&rows, &UInt64Array::from(places))?;
            let bucket = match bucket {
                Some(bucket) => bucket,
                None => bucket.insert(Bucket::open(&self.plain)?),
            };
            bucket.push(taken, &self.plain)?;
        }
        Ok(())
    }

    /// Rows without a household stand alone and may lie anywhere: by their number.
    fn bucket_of_each(&self, rows: &RecordBatch) -> Vec<usize> {
        let ids = rows.column_by_name(HOUSEHOLD_ID).and_then(|ids| ids.as_string_opt::<i32>());
        let named = |ids: &StringArray, at| {
            (ids.is_valid(at) && !matches!(ids.value(at), "" | "n/a")).then(|| self.hasher.hash_one(ids.value(at)))
        };
        let of = |at: usize| ids.and_then(|ids| named(ids, at)).unwrap_or(at as u64);
        let bucket = |hash: u64| usize::try_from(hash % (BUCKETS as u64)).unwrap_or_default();
        (0..rows.num_rows()).map(of).map(bucket).collect()
    }

    fn finish(self) -> Result<Vec<File>, PeopleError> {
        let plain = self.plain;
        self.open.into_iter().flatten().map(|bucket| bucket.close(&plain)).collect()
    }
}

impl Bucket {
    fn open(plain: &SchemaRef) -> Result<Self, PeopleError> {
        let file = tempfile::tempfile().map_err(spilled)?;
        let out = StreamWriter::try_new(BufWriter::new(file), plain)?;
        Ok(Self { waiting: vec![], rows: 0, out })
    }

    fn push(&mut self, rows: RecordBatch, plain: &SchemaRef) -> Result<(), PeopleError> {
        self.rows += rows.num_rows();
        self.waiting.push(rows);
        if self.rows < PIECE { Ok(()) } else { self.write(plain) }
    }

    fn write(&mut self, plain: &SchemaRef) -> Result<(), PeopleError> {
        self.rows = 0;
        let piece = concat_batches(plain, &std::mem::take(&mut self.waiting))?;
        Ok(self.out.write(&piece)?)
    }

    fn close(mut self, plain: &SchemaRef) -> Result<File, PeopleError> {
        self.write(plain)?;
        self.out.finish()?;
        let file = self.out.into_inner()?.into_inner().map_err(|error| spilled(error.into_error()))?;
        (&file).rewind().map_err(spilled)?;
        Ok(file)
    }
}

/// One bucket, read back and sorted by household and row.
fn sorted(bucket: File, coded: &SchemaRef) -> Result<RecordBatch, PeopleError> {
    let reader = StreamReader::try_new(BufReader::new(bucket), None)?;
    let plain = reader.schema();
    let rows = concat_batches(&plain, &reader.collect::<Result<Vec<_>, _>>()?)?;
    let keys = [HOUSEHOLD_ID, ROW].into_iter().filter_map(|name| rows.column_by_name(name));
    let keys: Vec<SortColumn> = keys.map(|key| SortColumn { values: ArrayRef::clone(key), options: None }).collect();
    let order = lexsort_to_indices(&keys, None)?;
    recast(&take_record_batch(&rows, &order)?, coded)
}

/// The same rows with their texts coded or plain, as wanted.
fn recast(rows: &RecordBatch, wanted: &SchemaRef) -> Result<RecordBatch, PeopleError> {
    let columns = rows.columns().iter().zip(wanted.fields()).map(|(column, field)| cast(column, field.data_type()));
    Ok(RecordBatch::try_new(Arc::clone(wanted), columns.collect::<Result<_, _>>()?)?)
}

fn in_batches(
    rows: Result<RecordBatch, PeopleError>,
    batch: usize,
) -> impl Iterator<Item = Result<RecordBatch, PeopleError>> {
    let (rows, error) = rows.map_or_else(|error| (None, Some(error)), |rows| (Some(rows), None));
    let cut = rows.into_iter().flat_map(move |rows| super::scan::slices(rows, batch));
    cut.chain(error.map(Err))
}

fn spilled(source: std::io::Error) -> PeopleError {
    PeopleError::File { path: std::env::temp_dir(), source }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::io::Write;

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
            let ids = cast(rows.column_by_name(HOUSEHOLD_ID).unwrap(), &DataType::Utf8).unwrap();
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
