//! Writing a lake: one process at a time, in steps that happened or did not.
//!
//! New bucket files are put beside the old ones, the manifest is switched, then the old ones are deleted; a crash
//! leaves the state before or after, and files that the next writer sweeps away. Refused: a lake that does not stand
//! where the record says, one that cannot be read, and another's lock.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::File;
use std::path::Path;

use arrow::record_batch::RecordBatch;
use journal::Key;
use model::{Id, Schema};

use super::bucket::{Bucket, file_name, sealed};
use super::error::LakeError;
use super::folder::LakeFolder;
use super::keys::LakeKeys;
use super::manifest::{BucketEntry, LakeManifest};
use super::reader::Lake;
use super::row::{LakeChange, LakeColumns};
use crate::people::{Encoder, PeopleError};

/// What a refresh did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Refreshed {
    /// People in the lake now.
    pub people: u64,
    /// Buckets that were written anew.
    pub buckets: usize,
}

/// The one writer of a lake, in all processes, for as long as this is held.
#[derive(Debug)]
pub struct LakeWriter {
    pub(super) folder: LakeFolder,
    pub(super) keys: LakeKeys,
    _lock: File,
}

impl LakeWriter {
    /// Takes the lock of the lake in this folder; whatever lies there is not looked at yet.
    pub fn lock(dir: &Path, key: &Key) -> Result<Self, LakeError> {
        let folder = LakeFolder::at(dir);
        let lock = folder.lock()?;
        Ok(Self { folder, keys: LakeKeys::of(key), _lock: lock })
    }

    /// The lake as it stands.
    pub fn lake(&self) -> Result<Lake, LakeError> {
        Lake::open_in(&self.folder, &self.keys)
    }

    /// Takes in what changed up to entry `as_of` of the outbox. `expected_as_of` is where the lake stands by the record; a lake
    /// that stands between the two was refreshed by somebody who could not say so any more, and takes the same in again.
    /// The last of several changes of one person counts.
    pub fn refresh(
        &mut self,
        schema: &Schema,
        expected_as_of: u64,
        changes: impl IntoIterator<Item = LakeChange>,
        as_of: u64,
    ) -> Result<Refreshed, LakeError> {
        let lake = self.lake()?;
        lake.manifest.stands(expected_as_of, as_of)?;
        lake.manifest.fits(schema)?;
        self.sweep(&lake.manifest)?;
        let coming = Coming::of(schema, &self.keys, lake.files.len(), changes)?;
        let mut next = LakeManifest { as_of, ..lake.manifest.clone() };
        let buckets = self.take_in(&lake, coming, &mut next)?;
        self.switch(&next)?;
        Ok(Refreshed { people: next.people(), buckets })
    }

    /// Writes the buckets anew that hold any of the people or get rows, and says how many those are.
    fn take_in(&self, lake: &Lake, mut coming: Coming, next: &mut LakeManifest) -> Result<usize, LakeError> {
        if coming.people.is_empty() {
            return Ok(0);
        }
        let mut written = 0;
        for ((number, file), entry) in lake.files.iter().enumerate().zip(&mut next.buckets) {
            let added = coming.rows.remove(&number);
            let bucket = Bucket::read(file, &coming.columns.arrow)?;
            if added.is_none() && !bucket.holds_any(&coming.people)? {
                continue;
            }
            let rows: Vec<RecordBatch> = [bucket.rows_without(&coming.people)?].into_iter().chain(added).collect();
            *entry = self.put(number, &coming.columns, &rows)?;
            written += 1;
        }
        Ok(written)
    }

    /// Writes a bucket, and says what the manifest says of it.
    pub(super) fn put(
        &self,
        number: usize,
        columns: &LakeColumns,
        rows: &[RecordBatch],
    ) -> Result<BucketEntry, LakeError> {
        let (entry, bytes) = sealed(&self.keys, number, &columns.arrow, rows)?;
        self.folder.put(&file_name(number, &entry.mark), &bytes)?;
        Ok(entry)
    }

    /// Makes this the lake, and deletes all that is no part of it.
    pub(super) fn switch(&self, manifest: &LakeManifest) -> Result<(), LakeError> {
        self.folder.switch(&manifest.to_bytes(&self.keys)?)?;
        self.sweep(manifest)
    }

    fn sweep(&self, manifest: &LakeManifest) -> Result<(), LakeError> {
        let entries = manifest.buckets.iter().enumerate();
        let named: BTreeSet<String> = entries.map(|(number, entry)| file_name(number, &entry.mark)).collect();
        self.folder.sweep(&named)
    }
}

/// What comes into a lake.
struct Coming {
    columns: LakeColumns,
    /// Everybody whose row is replaced or goes.
    people: HashSet<String>,
    /// New rows by their bucket.
    rows: BTreeMap<usize, RecordBatch>,
}

impl Coming {
    fn of(
        schema: &Schema,
        keys: &LakeKeys,
        buckets: usize,
        changes: impl IntoIterator<Item = LakeChange>,
    ) -> Result<Self, LakeError> {
        let latest: BTreeMap<Id, LakeChange> = changes.into_iter().map(|change| (change.person(), change)).collect();
        let columns = LakeColumns::of(schema);
        let mut encoders: BTreeMap<usize, Encoder> = BTreeMap::new();
        for change in latest.values() {
            let LakeChange::Current(row) = change else { continue };
            let (bucket, cells) = columns.cells(keys, buckets, row);
            let encoder = encoders.entry(bucket).or_insert_with(|| Encoder::over(columns.arrow.clone()));
            encoder.push(cells.into_iter()).map_err(PeopleError::from)?;
        }
        let people = latest.keys().map(|person| keys.person(*person)).collect();
        let rows = encoders.into_iter().map(|(bucket, mut encoder)| Ok((bucket, encoder.take()?)));
        let rows = rows.collect::<Result<_, arrow::error::ArrowError>>().map_err(PeopleError::from)?;
        Ok(Self { columns, people, rows })
    }
}
