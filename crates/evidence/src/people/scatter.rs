//! Rows thrown into buckets that wait on disk: how a population of any size costs the memory of its largest bucket.
//!
//! A bucket gathers some rows in memory, then writes them to a spill of its own. On the way texts are plain: a
//! dictionary would hold a whole batch's in every piece.

use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::UInt64Array;
use arrow::compute::{cast, concat_batches, take_record_batch};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::record_batch::RecordBatch;

use super::PeopleError;
use super::spill::{Spill, Spills};

/// Rows that a bucket gathers before they are written out.
const PIECE: usize = 4096;

/// Buckets on their way.
pub(crate) struct Scatter {
    plain: SchemaRef,
    spills: Spills,
    buckets: Vec<WaitingRows>,
}

#[derive(Default)]
struct WaitingRows {
    waiting: Vec<RecordBatch>,
    rows: usize,
    spill: Option<Spill>,
}

/// All rows of a bucket.
pub(crate) struct Scattered {
    plain: SchemaRef,
    last: RecordBatch,
    spill: Option<Spill>,
}

impl Scatter {
    /// So many buckets of rows with these columns, their spills in this directory.
    pub(crate) fn into(buckets: usize, columns: &SchemaRef, dir: PathBuf) -> Result<Self, PeopleError> {
        let fields = columns.fields().iter().map(|field| match field.data_type() {
            DataType::Dictionary(_, texts) => Field::new(field.name(), (**texts).clone(), field.is_nullable()),
            _ => (**field).clone(),
        });
        let plain = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let buckets = (0..buckets).map(|_| WaitingRows::default()).collect();
        Ok(Self { plain, spills: Spills::under(dir)?, buckets })
    }

    pub(crate) fn buckets(&self) -> usize {
        self.buckets.len()
    }

    /// Throws each row into the bucket that is told of it, from the rows with their texts plain.
    pub(crate) fn scatter(
        &mut self,
        rows: &RecordBatch,
        bucket_of_each: impl FnOnce(&RecordBatch) -> Vec<usize>,
    ) -> Result<(), PeopleError> {
        let rows = recast(rows, &self.plain)?;
        let mut places: Vec<Vec<u64>> = vec![vec![]; self.buckets.len()];
        for (at, bucket) in (0..).zip(bucket_of_each(&rows)) {
            if let Some(places) = places.get_mut(bucket) {
                places.push(at);
            }
        }
        for (bucket, places) in self.buckets.iter_mut().zip(places).filter(|(_, places)| !places.is_empty()) {
            bucket.rows += places.len();
            bucket.waiting.push(take_record_batch(&rows, &UInt64Array::from(places))?);
            if bucket.rows >= PIECE {
                bucket.write(&self.plain, &mut self.spills)?;
            }
        }
        Ok(())
    }

    /// The buckets, in their order.
    pub(crate) fn finish(self) -> Result<Vec<Scattered>, PeopleError> {
        let plain = self.plain;
        let scattered = |bucket: WaitingRows| {
            let last = concat_batches(&plain, &bucket.waiting)?;
            Ok(Scattered { plain: Arc::clone(&plain), last, spill: bucket.spill })
        };
        self.buckets.into_iter().map(scattered).collect()
    }
}

impl WaitingRows {
    fn write(&mut self, plain: &SchemaRef, spills: &mut Spills) -> Result<(), PeopleError> {
        self.rows = 0;
        let piece = concat_batches(plain, &std::mem::take(&mut self.waiting))?;
        let spill = match &mut self.spill {
            Some(spill) => spill,
            none => none.insert(spills.open()?),
        };
        spill.write(&piece)
    }
}

impl Scattered {
    /// Its rows in the order in which they came, texts plain.
    pub(crate) fn rows(self) -> Result<RecordBatch, PeopleError> {
        let Some(spill) = self.spill else { return Ok(self.last) };
        let mut pieces = spill.read()?;
        pieces.push(self.last);
        Ok(concat_batches(&self.plain, &pieces)?)
    }
}

/// The same rows with their texts coded or plain, as wanted.
pub(crate) fn recast(rows: &RecordBatch, wanted: &SchemaRef) -> Result<RecordBatch, PeopleError> {
    let columns = rows.columns().iter().zip(wanted.fields()).map(|(column, field)| cast(column, field.data_type()));
    Ok(RecordBatch::try_new(Arc::clone(wanted), columns.collect::<Result<_, _>>()?)?)
}

#[cfg(test)]
mod tests {
    use arrow::array::{ArrayRef, AsArray, StringArray};
    use arrow::datatypes::UInt64Type;

    use super::*;
    use crate::people::coded;

    fn rows(numbers: std::ops::Range<u64>) -> RecordBatch {
        let texts: ArrayRef = Arc::new(numbers.clone().map(|n| Some(format!("t{}", n % 7))).collect::<StringArray>());
        let numbers: ArrayRef = Arc::new(UInt64Array::from_iter_values(numbers));
        RecordBatch::try_from_iter([("number", numbers), ("text", cast(&texts, &coded()).unwrap())]).unwrap()
    }

    #[test]
    fn rows_come_back_in_their_order_and_bucket_whether_they_were_written_out_or_not() {
        let columns = rows(0..0).schema();
        let mut scatter = Scatter::into(3, &columns, std::env::temp_dir()).unwrap();
        // One of a hundred goes to the last bucket, which stays in memory, nobody to the one in the middle.
        let bucket = |number: &u64| if number % 100 == 1 { 2 } else { 0 };
        for start in (0..10_000).step_by(1000) {
            let each =
                |rows: &RecordBatch| rows.column(0).as_primitive::<UInt64Type>().values().iter().map(bucket).collect();
            scatter.scatter(&rows(start..start + 1000), each).unwrap();
        }
        assert!(scatter.buckets[0].spill.is_some() && scatter.buckets[2].spill.is_none());
        let scattered: Vec<RecordBatch> =
            scatter.finish().unwrap().into_iter().map(|bucket| bucket.rows().unwrap()).collect();
        let wanted = |of: usize| (0..10_000_u64).filter(move |number| bucket(number) == of);
        for (of, found) in scattered.iter().enumerate() {
            let numbers = found.column(0).as_primitive::<UInt64Type>().values();
            assert!(numbers.iter().copied().eq(wanted(of)), "bucket {of}");
            let texts = found.column(1).as_string::<i32>().iter().map(|text| text.unwrap().to_owned());
            assert!(texts.eq(wanted(of).map(|number| format!("t{}", number % 7))), "bucket {of}");
        }
    }
}
