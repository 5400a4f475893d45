//! A lake made anew from the record, in the place of whatever is there.
//!
//! Rows come one after the other and wait in sealed spills until all are there; then the buckets are written beside what is there and the manifest is switched. So until the last step the old lake is what others read,
//! and one that is not finished leaves nothing but files that the next writer sweeps away. Refused: a person twice.

use std::collections::{BTreeMap, HashSet};

use model::{Id, Schema};

use super::MOST_BUCKETS;
use super::error::LakeError;
use super::manifest::LakeManifest;
use super::row::{FieldKind, LakeColumns, LakeRow};
use super::writer::{LakeWriter, Refreshed};
use crate::people::{Encoder, PeopleError, Scatter, recast};

/// Rows that wait in memory before they go to their buckets.
const WAITING: usize = 8192;

/// A lake on its way.
pub struct LakeRebuild<'w> {
    writer: &'w mut LakeWriter,
    columns: LakeColumns,
    fields: BTreeMap<String, FieldKind>,
    synthetic: bool,
    seen: HashSet<Id>,
    encoder: Encoder,
    /// The buckets of the rows in the encoder.
    bucket_of_each: Vec<usize>,
    scatter: Scatter,
}

impl LakeWriter {
    /// Makes a lake without people where there is none. `synthetic` says that only invented people will come in.
    pub fn create(&mut self, schema: &Schema, buckets: u16, synthetic: bool) -> Result<Refreshed, LakeError> {
        match self.lake() {
            Err(LakeError::Absent) => self.rebuild(schema, buckets, synthetic)?.finish(0),
            Err(other) => Err(other),
            Ok(_) => Err(LakeError::Present),
        }
    }

    /// Begins a new lake, whatever is there. People come by [`LakeRebuild::add`].
    pub fn rebuild(&mut self, schema: &Schema, buckets: u16, synthetic: bool) -> Result<LakeRebuild<'_>, LakeError> {
        if !(1..=MOST_BUCKETS).contains(&buckets) {
            return Err(LakeError::Buckets(buckets));
        }
        let columns = LakeColumns::of(schema);
        let scatter = Scatter::into(usize::from(buckets), &columns.arrow, self.folder.path().into())?;
        let encoder = Encoder::over(columns.arrow.clone());
        let (seen, bucket_of_each) = (HashSet::new(), vec![]);
        let fields = columns.fields(schema);
        Ok(LakeRebuild { writer: self, columns, fields, synthetic, seen, encoder, bucket_of_each, scatter })
    }
}

impl LakeRebuild<'_> {
    /// Takes in somebody, once.
    pub fn add(&mut self, row: &LakeRow) -> Result<(), LakeError> {
        if !self.seen.insert(row.person) {
            return Err(LakeError::Twice);
        }
        let (bucket, cells) = self.columns.cells(&self.writer.keys, self.scatter.buckets(), row);
        self.encoder.push(cells.into_iter()).map_err(PeopleError::from)?;
        self.bucket_of_each.push(bucket);
        if self.encoder.rows() < WAITING { Ok(()) } else { self.scatter() }
    }

    fn scatter(&mut self) -> Result<(), LakeError> {
        let rows = self.encoder.take().map_err(PeopleError::from)?;
        let bucket_of_each = std::mem::take(&mut self.bucket_of_each);
        Ok(self.scatter.scatter(&rows, |_| bucket_of_each)?)
    }

    /// Makes this the lake, which has then taken in the record up to entry `as_of` of the outbox.
    pub fn finish(mut self, as_of: u64) -> Result<Refreshed, LakeError> {
        self.scatter()?;
        let mut buckets = Vec::with_capacity(self.scatter.buckets());
        for (number, bucket) in self.scatter.finish()?.into_iter().enumerate() {
            let rows = recast(&bucket.rows()?, &self.columns.arrow)?;
            buckets.push(self.writer.put(number, &self.columns, &[rows])?);
        }
        let written = buckets.len();
        let manifest = LakeManifest { synthetic: self.synthetic, as_of, fields: self.fields, buckets };
        self.writer.switch(&manifest)?;
        Ok(Refreshed { people: manifest.people(), buckets: written })
    }
}
