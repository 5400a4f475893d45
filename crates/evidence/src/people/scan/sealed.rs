//! Batches of people files that lie sealed, and of them the rows that somebody may count.
//!
//! Inside is Parquet, opened in memory one file after the other. A file is held open from when it was found: what
//! replaces it in its folder does not change what is read here. Refused: a file that is not, byte for byte, the one
//! that was named.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use arrow::array::{AsArray, BooleanArray};
use arrow::compute::{concat_batches, filter_record_batch};
use arrow::datatypes::{DataType, Field as ArrowField, Int32Type, Schema as ArrowSchema, SchemaRef};
use arrow::record_batch::RecordBatch;
use bytes::Bytes;
use journal::Key;

use super::parquet::OpenedFile;
use super::{Batches, PeopleError, Scan, coded};
use crate::seal::{Mark, mark, unseal};

/// A people file that lies sealed.
#[derive(Debug)]
pub(crate) struct SealedFile {
    path: PathBuf,
    file: Mutex<File>,
    key: Key,
    place: Vec<u8>,
    mark: Mark,
}

/// What was in a sealed file: Parquet in memory.
pub(crate) struct Unsealed {
    path: PathBuf,
    bytes: Bytes,
}

/// Which rows may be counted, told by the text of one coded column.
pub(crate) trait Admits: std::fmt::Debug + Send + Sync {
    /// The column.
    fn column(&self) -> &str;
    /// Whether rows with this text are admitted; those without any never are.
    fn admits(&self, text: &str) -> bool;
}

/// A sealed file as a part of a population.
#[derive(Debug, Clone)]
pub(crate) struct SealedPart {
    pub(crate) file: Arc<SealedFile>,
    /// Names of its columns, but for those that are not about people.
    pub(crate) columns: Arc<[String]>,
    pub(crate) admits: Arc<dyn Admits>,
}

impl SealedFile {
    /// Finds the file; what is in it is looked at when it is read.
    pub(crate) fn open(path: &Path, key: &Key, place: Vec<u8>, mark: Mark) -> std::io::Result<Self> {
        Ok(Self { path: path.into(), file: Mutex::new(File::open(path)?), key: key.clone(), place, mark })
    }

    /// The Parquet file inside.
    pub(crate) fn unsealed(&self) -> Result<Unsealed, PeopleError> {
        let sealed = self.bytes().map_err(|source| PeopleError::File { path: self.path.clone(), source })?;
        let named = mark(&sealed).is_some_and(|mark| mark == self.mark);
        let plain = named.then(|| unseal(&self.key, &self.place, &sealed)).flatten();
        let bytes = plain.ok_or_else(|| PeopleError::Sealed(self.path.clone()))?;
        Ok(Unsealed { path: self.path.clone(), bytes })
    }

    /// Several scans of one population share the file and its position.
    fn bytes(&self) -> std::io::Result<Vec<u8>> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.rewind()?;
        let mut bytes = vec![];
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Unsealed {
    /// All its rows with these columns.
    pub(crate) fn rows(&self, wanted: &SchemaRef) -> Result<RecordBatch, PeopleError> {
        let scan = Scan::numbered(wanted, self.batches(wanted, usize::MAX >> 1)?, 0);
        let own: Vec<usize> = (0..wanted.fields().len()).collect();
        let rows = scan.map(|rows| Ok(rows?.project(&own)?)).collect::<Result<Vec<_>, PeopleError>>()?;
        Ok(concat_batches(wanted, &rows)?)
    }

    fn batches(&self, wanted: &SchemaRef, batch: usize) -> Result<Batches, PeopleError> {
        OpenedFile::over(self.path.clone(), self.bytes.clone())?.batches(wanted, batch, 0..usize::MAX)
    }
}

impl SealedPart {
    /// The admitted rows. Nothing is opened before the first of them is asked for, so that a population costs the
    /// memory of one of its files.
    pub(super) fn batches(&self, wanted: &SchemaRef, batch: usize) -> Batches {
        let (part, wanted) = (self.clone(), with_column(wanted, self.admits.column()));
        let read = move || match part.file.unsealed().and_then(|file| file.batches(&wanted, batch)) {
            Ok(batches) => Box::new(batches.filter_map(move |rows| admitted(rows, &*part.admits).transpose())),
            Err(error) => Box::new(std::iter::once(Err(error))) as Batches,
        };
        Box::new(std::iter::once_with(read).flatten())
    }
}

fn with_column(wanted: &SchemaRef, name: &str) -> SchemaRef {
    let fields = wanted.fields().iter().cloned().chain([Arc::new(ArrowField::new(name, coded(), true))]);
    Arc::new(ArrowSchema::new(fields.collect::<Vec<_>>()))
}

/// The admitted rows of a batch; nothing where there are none.
fn admitted(rows: Result<RecordBatch, PeopleError>, admits: &dyn Admits) -> Result<Option<RecordBatch>, PeopleError> {
    let rows = rows?;
    let missing = || PeopleError::Column { field: admits.column().into(), found: DataType::Null.to_string() };
    let texts = rows.column_by_name(admits.column()).ok_or_else(missing)?;
    let texts = texts.as_dictionary_opt::<Int32Type>().ok_or_else(missing)?;
    let distinct = texts.values().as_string_opt::<i32>().ok_or_else(missing)?;
    let may: Vec<bool> = distinct.iter().map(|text| text.is_some_and(|text| admits.admits(text))).collect();
    let admitted = |row| texts.key(row).is_some_and(|key| may.get(key).copied().unwrap_or_default());
    let mask: BooleanArray = (0..rows.num_rows()).map(|row| Some(admitted(row))).collect();
    match mask.true_count() {
        0 => Ok(None),
        all if all == rows.num_rows() => Ok(Some(rows)),
        _ => Ok(Some(filter_record_batch(&rows, &mask)?)),
    }
}
