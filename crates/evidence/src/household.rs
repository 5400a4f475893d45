//! Members who stand together: batches cut where households end, and where each household begins in a batch.
//!
//! People come sorted by household, so one pass over neighbouring rows counts members; a join over a million people
//! would cost four times all the rest. Rows without `household.id` are households of their own.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use arrow::array::{Array, ArrayRef, StringArray};
use arrow::compute::{cast, concat};
use arrow::datatypes::{DataType, SchemaRef};
use arrow::record_batch::RecordBatch;

use crate::kleene::Bits;
use crate::people::{PeopleError, household_ids, id_at};

/// Position of the first row of every household, then the number of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Runs {
    starts: Vec<usize>,
}

impl Runs {
    /// The households of a batch that holds each of its households whole; without the column all stand alone.
    pub(crate) fn of(batch: &RecordBatch) -> Self {
        let rows = batch.num_rows();
        let ids = household_ids(batch);
        let begins = |row: &usize| *row == 0 || !ids.is_some_and(|ids| together(ids, row - 1, ids, *row));
        Self { starts: (0..rows).filter(begins).chain([rows]).collect() }
    }

    /// Every row a household of its own.
    pub(crate) fn alone(rows: usize) -> Self {
        Self { starts: (0..=rows).collect() }
    }

    /// The rows of each household.
    pub(crate) fn iter(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        self.starts.windows(2).filter_map(|pair| match pair {
            [start, end] => Some(*start..*end),
            _ => None,
        })
    }

    /// All rows of households of which some row is among these.
    pub(crate) fn holding(&self, some: &Bits) -> Bits {
        let mut all = Bits::none(self.starts.last().copied().unwrap_or_default());
        for run in self.iter().filter(|run| run.clone().any(|row| some.has(row))) {
            run.for_each(|row| all.insert(row));
        }
        all
    }

    /// The households among these rows of the batch, which hold each of theirs whole and in order.
    pub(crate) fn among(&self, rows: &[usize]) -> Self {
        let begins = |(_, row): &(usize, &usize)| self.starts.binary_search(row).is_ok();
        let starts = rows.iter().enumerate().filter(begins).map(|(at, _)| at);
        Self { starts: starts.chain([rows.len()]).collect() }
    }

    fn last(&self) -> usize {
        self.starts.iter().rev().nth(1).copied().unwrap_or_default()
    }
}

/// The households of a batch that have a name, each once as far as its members stand together.
pub(crate) fn named(batch: &RecordBatch) -> impl Iterator<Item = &str> {
    let ids = household_ids(batch);
    let of = move |ids, row| id_at(ids, row).filter(|_| row == 0 || !together(ids, row - 1, ids, row));
    (0..batch.num_rows()).filter_map(move |row| of(ids?, row))
}

/// Whether two rows name the same household; an empty cell and `n/a` name none.
fn together(a: &StringArray, row_a: usize, b: &StringArray, row_b: usize) -> bool {
    id_at(a, row_a).is_some_and(|id| id_at(b, row_b) == Some(id))
}

/// A few rows of several batches as one batch. Their dictionaries hold a whole row group's texts, so they are
/// made anew from the texts of these rows.
fn join(schema: &SchemaRef, parts: &[RecordBatch]) -> Result<RecordBatch, PeopleError> {
    let column = |index: usize, kind: &DataType| {
        let plain = if matches!(kind, DataType::Dictionary(_, _)) { &DataType::Utf8 } else { kind };
        let plain: Vec<ArrayRef> =
            parts.iter().map(|part| cast(part.column(index), plain)).collect::<Result<_, _>>()?;
        let plain: Vec<&dyn Array> = plain.iter().map(AsRef::as_ref).collect();
        cast(&concat(&plain)?, kind)
    };
    let columns = schema.fields().iter().enumerate().map(|(index, field)| column(index, field.data_type()));
    Ok(RecordBatch::try_new(SchemaRef::clone(schema), columns.collect::<Result<_, _>>()?)?)
}

/// Cuts batches so that no household is split between two of them.
pub(crate) struct Aligner {
    /// Rows of the last household so far, which the next batch may continue.
    open: Vec<RecordBatch>,
    /// Hashes of the households that have ended: one that comes again was scattered. A collision of two hashes
    /// only has the file sorted in vain.
    ended: HashSet<u64>,
    hasher: RandomState,
}

impl Aligner {
    fn new() -> Self {
        Self { open: vec![], ended: HashSet::new(), hasher: RandomState::new() }
    }

    /// The same rows in batches that hold their households whole.
    pub(crate) fn align(
        batches: impl Iterator<Item = Result<RecordBatch, PeopleError>>,
    ) -> impl Iterator<Item = Result<RecordBatch, PeopleError>> {
        let mut aligner = Self::new();
        let batches = batches.map(Some).chain([None]);
        batches.flat_map(move |next| {
            let whole = match next {
                Some(batch) => batch.and_then(|batch| aligner.push(&batch)),
                None => aligner.finish().map(|last| last.into_iter().collect()),
            };
            let (whole, error) = whole.map_or_else(|error| (vec![], Some(error)), |whole| (whole, None));
            whole.into_iter().map(Ok).chain(error.map(Err))
        })
    }

    /// Takes the next batch and gives back what is complete.
    fn push(&mut self, batch: &RecordBatch) -> Result<Vec<RecordBatch>, PeopleError> {
        let runs = Runs::of(batch);
        let mut whole = vec![];
        let mut rest = 0;
        if let Some(first) = runs.iter().next().filter(|_| !self.open.is_empty()) {
            if self.continues(batch) {
                rest = first.end;
                self.open.push(batch.slice(0, rest));
            }
            if rest == batch.num_rows() {
                return Ok(whole);
            }
            whole.extend(self.finish()?);
        }
        let last = runs.last().max(rest);
        whole.extend((last > rest).then(|| batch.slice(rest, last - rest)));
        self.end_households(batch, &runs, rest)?;
        self.open.push(batch.slice(last, batch.num_rows() - last));
        Ok(whole)
    }

    /// The last household, once no batch follows.
    fn finish(&mut self) -> Result<Option<RecordBatch>, PeopleError> {
        let open = std::mem::take(&mut self.open);
        let Some(first) = open.first() else { return Ok(None) };
        join(&first.schema(), &open).map(Some)
    }

    fn continues(&self, batch: &RecordBatch) -> bool {
        let before = self.open.last().and_then(|open| Some((household_ids(open)?, open.num_rows().checked_sub(1)?)));
        let here = household_ids(batch);
        before.zip(here).is_some_and(|((before, row), here)| together(before, row, here, 0))
    }

    /// Notes every household that begins in the batch; none may have been there before.
    fn end_households(&mut self, batch: &RecordBatch, runs: &Runs, from: usize) -> Result<(), PeopleError> {
        let Some(ids) = household_ids(batch) else { return Ok(()) };
        for run in runs.iter().filter(|run| run.start >= from) {
            let Some(id) = id_at(ids, run.start) else { continue };
            if !self.ended.insert(self.hasher.hash_one(id)) {
                return Err(PeopleError::Scattered);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use model::core::HOUSEHOLD_ID;

    fn batch(ids: &[&str]) -> RecordBatch {
        let ids: ArrayRef = Arc::new(ids.iter().map(|id| (!id.is_empty()).then_some(*id)).collect::<StringArray>());
        RecordBatch::try_from_iter_with_nullable([(HOUSEHOLD_ID.name, ids, true)]).unwrap()
    }

    /// Households as they come out when `ids` are cut into batches of `size`.
    fn aligned(ids: &[&str], size: usize) -> Result<Vec<usize>, PeopleError> {
        let out: Vec<RecordBatch> =
            Aligner::align(ids.chunks(size).map(|part| Ok(batch(part)))).collect::<Result<_, _>>()?;
        Ok(out.iter().flat_map(|batch| Runs::of(batch).iter().map(|run| run.len()).collect::<Vec<_>>()).collect())
    }

    #[test]
    fn households_stay_whole_whatever_the_batch_size() {
        let ids = ["a", "a", "a", "", "", "b", "c", "c", "c", "c", "n/a", "n/a", "d"];
        for size in 1..=ids.len() {
            assert_eq!(aligned(&ids, size).unwrap(), [3, 1, 1, 1, 4, 1, 1, 1], "batches of {size}");
        }
    }

    #[test]
    fn a_household_that_comes_again_is_noticed() {
        for size in 1..=4 {
            let error = aligned(&["a", "b", "b", "a"], size).unwrap_err();
            assert!(matches!(error, PeopleError::Scattered), "batches of {size}");
        }
    }
}
