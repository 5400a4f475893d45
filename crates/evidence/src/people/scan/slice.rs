//! Slices: people cut at the borders of row groups, so that several machines count them at once.
//!
//! A household belongs to the slice in which its first row stands: a slice leaves out leading rows that go on with the
//! household of the row before it, and reads on past its end while its last household does. Rows keep the numbers that
//! they have in the whole. Refused: people who are not in Parquet, those of a lake, which lie under a key that goes to no other
//! machine, and a file that is not the one that was cut.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::datatypes::{DataType, Field as ArrowField, Schema as ArrowSchema, SchemaRef};
use arrow::record_batch::RecordBatch;
use model::core::HOUSEHOLD_ID;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::parquet::OpenedFile;
use super::{Part, People, PeopleError, Scan};
use crate::people::household_at;

/// Rows read at a time past the end, where hardly any are wanted.
const BEYOND: usize = 1024;

/// Some row groups of one Parquet file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    path: PathBuf,
    /// Hash of the file's table of contents, which holds the place, size and extremes of everything in it.
    contents: [u8; 32],
    groups: Range<usize>,
    /// Number of its first row among all people.
    first_row: u64,
    rows: u64,
}

type Rows = Box<dyn Iterator<Item = Result<RecordBatch, PeopleError>>>;

impl People {
    /// Cuts people into slices of at least `rows` rows, one slice or more a file.
    pub fn slices(&self, rows: u64) -> Result<Vec<Slice>, PeopleError> {
        let mut slices = vec![];
        let mut first_row = 0;
        for part in &self.parts {
            let path = match part {
                Part::Parquet(path) => path,
                Part::Sealed(_) => return Err(PeopleError::Lake),
                Part::Sheet(..) | Part::Memory(_) => return Err(PeopleError::Uncut),
            };
            let path = path.canonicalize().map_err(|source| PeopleError::File { path: path.clone(), source })?;
            let groups = OpenedFile::at(&path)?.groups();
            let contents = contents(&path)?;
            for groups in cut(&groups, rows) {
                let slice = Slice { path: path.clone(), contents, first_row, ..groups };
                first_row += slice.rows;
                slices.push(slice);
            }
        }
        Ok(slices)
    }

    /// How many there are, where files say so by themselves.
    pub fn count(&self) -> Result<u64, PeopleError> {
        let rows = |part: &Part| match part {
            Part::Parquet(path) => Ok(OpenedFile::at(path)?.groups().iter().sum()),
            Part::Memory(rows) => Ok(u64::try_from(rows.num_rows()).unwrap_or_default()),
            Part::Sealed(_) => Err(PeopleError::Lake),
            Part::Sheet(..) => Err(PeopleError::Uncut),
        };
        self.parts.iter().map(rows).sum()
    }
}

/// Runs of row groups that hold at least `rows` rows each; only the last may hold fewer.
fn cut(groups: &[u64], rows: u64) -> Vec<Slice> {
    let empty =
        |start: usize| Slice { path: PathBuf::new(), contents: [0; 32], groups: start..start, first_row: 0, rows: 0 };
    let mut runs = vec![];
    let mut run = empty(0);
    for (group, held) in groups.iter().enumerate() {
        run.groups.end = group + 1;
        run.rows += held;
        if run.rows >= rows {
            runs.push(std::mem::replace(&mut run, empty(group + 1)));
        }
    }
    runs.extend((!run.groups.is_empty()).then_some(run));
    runs
}

/// SHA-256 of the end of a Parquet file, where it says what it holds.
fn contents(path: &Path) -> Result<[u8; 32], PeopleError> {
    let read = || -> std::io::Result<Vec<u8>> {
        let mut file = sheets::open_file(path)?;
        let mut tail = [0; 8];
        file.seek(SeekFrom::End(-8))?;
        file.read_exact(&mut tail)?;
        let [a, b, c, d, ..] = tail;
        let length = u64::from(u32::from_le_bytes([a, b, c, d])) + 8;
        let start = file.metadata()?.len().saturating_sub(length);
        let mut bytes = start.to_be_bytes().to_vec();
        file.seek(SeekFrom::Start(start))?;
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|source| PeopleError::File { path: path.into(), source })?;
    Ok(Sha256::digest(bytes).into())
}

impl Slice {
    /// Rows between its borders.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Its people in batches of at most `batch` rows; with `whole`, whole households and no others.
    pub(crate) fn scan(&self, wanted: &SchemaRef, batch: usize, whole: bool) -> Result<Rows, PeopleError> {
        if contents(&self.path)? != self.contents {
            return Err(PeopleError::Another(self.path.clone()));
        }
        let file = OpenedFile::at(&self.path)?;
        let own = file.batches(wanted, batch, self.groups.clone())?;
        let own = Scan::numbered(wanted, own, self.first_row);
        if !whole {
            return Ok(Box::new(own));
        }
        let beyond = file.batches(wanted, batch.min(BEYOND), self.groups.end..usize::MAX)?;
        let beyond = Scan::numbered(wanted, beyond, self.first_row + self.rows);
        Ok(Box::new(Whole { own, beyond, before: self.household_before(&file)?, last: None, ended: false }))
    }

    /// The household of the last row before the slice.
    fn household_before(&self, file: &OpenedFile<File>) -> Result<Option<String>, PeopleError> {
        let wanted = Arc::new(ArrowSchema::new(vec![ArrowField::new(HOUSEHOLD_ID.name, DataType::Utf8, true)]));
        for group in (0..self.groups.start).rev() {
            let batches = file.batches(&wanted, usize::MAX >> 1, group..group + 1)?;
            if let Some(batch) = Scan::numbered(&wanted, batches, 0).last() {
                let batch = batch?;
                return Ok(household_at(&batch, batch.num_rows().saturating_sub(1)).map(ToOwned::to_owned));
            }
        }
        Ok(None)
    }
}

/// The rows of whole households that begin in a slice.
struct Whole {
    own: Scan,
    beyond: Scan,
    /// The household that began before the slice, as long as only its rows came.
    before: Option<String>,
    /// The household of the last row so far.
    last: Option<String>,
    ended: bool,
}

/// How many of the first rows name this household.
fn leading(batch: &RecordBatch, household: &str) -> usize {
    (0..batch.num_rows()).take_while(|row| household_at(batch, *row) == Some(household)).count()
}

impl Whole {
    /// What begins in the slice of one of its own batches.
    fn begun(&mut self, batch: &RecordBatch) -> RecordBatch {
        let skip = self.before.as_deref().map_or(0, |before| leading(batch, before));
        let rest = batch.slice(skip, batch.num_rows() - skip);
        if rest.num_rows() > 0 {
            self.before = None;
            self.last = household_at(&rest, rest.num_rows() - 1).map(ToOwned::to_owned);
        }
        rest
    }

    /// What of the next batch past the end still belongs to the last household.
    fn beyond(&mut self) -> Option<Result<RecordBatch, PeopleError>> {
        let last = self.last.as_deref().filter(|_| !self.ended)?;
        let batch = match self.beyond.next()? {
            Ok(batch) => batch,
            Err(error) => return Some(Err(error)),
        };
        let more = leading(&batch, last);
        self.ended = more < batch.num_rows();
        (more > 0).then(|| Ok(batch.slice(0, more)))
    }
}

impl Iterator for Whole {
    type Item = Result<RecordBatch, PeopleError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.own.next() {
                Some(Ok(batch)) => {
                    let begun = self.begun(&batch);
                    if begun.num_rows() > 0 {
                        return Some(Ok(begun));
                    }
                }
                Some(error) => return Some(error),
                None => return self.beyond(),
            }
        }
    }
}
