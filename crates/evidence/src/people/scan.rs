//! People as a stream of record batches: the fields asked for, in the order asked for, then the row's number.
//! Only these columns are read of a Parquet file, one row group after the other, so that a batch has one dictionary.

mod parquet;
mod sealed;
mod sheet;
mod slice;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, DictionaryArray, UInt64Array, new_null_array};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field as ArrowField, Int32Type, Schema as ArrowSchema, SchemaRef};
use arrow::record_batch::RecordBatch;
use model::{FieldId, Row, Schema};
use sheets::SheetChoice;

use super::encode::{Encoder, arrow_schema, coded, whole_schema};
use super::{PeopleError, cell_of, column_named, columns_of};
pub(crate) use sealed::{Admits, SealedFile, SealedPart, Unsealed};
pub use slice::Slice;

/// Name of the last column of every batch: the row's number in the source, from 0.
pub(crate) const ROW: &str = "#row";

/// The number of the first row below a header, as a spreadsheet shows it.
pub const FIRST_ROW: u64 = 2;

/// A population: one file, rows in memory, or those of a lake that are in somebody's scope.
#[derive(Debug, Clone)]
pub struct People {
    parts: Vec<Part>,
    synthetic: bool,
}

#[derive(Debug, Clone)]
enum Part {
    Parquet(PathBuf),
    Sheet(PathBuf, SheetChoice),
    Sealed(SealedPart),
    Memory(RecordBatch),
}

type Batches = Box<dyn Iterator<Item = Result<RecordBatch, PeopleError>> + Send>;

impl People {
    /// Opens a Parquet file, known by its first bytes, or else a CSV file or a workbook with a header.
    pub fn open(path: &Path) -> Result<Self, PeopleError> {
        Self::open_said(path, &SheetChoice::default())
    }

    /// The same, of which `choice` is said; of Parquet nothing can be.
    pub fn open_said(path: &Path, choice: &SheetChoice) -> Result<Self, PeopleError> {
        let failed = |source| PeopleError::File { path: path.into(), source };
        let mut start = Vec::with_capacity(4);
        sheets::open_file(path).and_then(|file| file.take(4).read_to_end(&mut start)).map_err(failed)?;
        if start != b"PAR1" {
            return Ok(Self { parts: vec![Part::Sheet(path.into(), choice.clone())], synthetic: false });
        }
        if *choice != SheetChoice::default() {
            return Err(PeopleError::NoSheet(path.into()));
        }
        Ok(Self { synthetic: parquet::is_synthetic(path)?, parts: vec![Part::Parquet(path.into())] })
    }

    /// Several sealed files as one population.
    pub(crate) fn of_sealed(parts: impl IntoIterator<Item = SealedPart>, synthetic: bool) -> Self {
        Self { parts: parts.into_iter().map(Part::Sealed).collect(), synthetic }
    }

    /// People who are in memory already, household after household.
    pub fn in_memory<'a>(
        schema: &Schema,
        rows: impl IntoIterator<Item = &'a Row>,
        synthetic: bool,
    ) -> Result<Self, PeopleError> {
        let mut encoder = Encoder::over(whole_schema(schema));
        for row in rows {
            encoder.push(columns_of(schema).map(|column| cell_of(schema, row, column)))?;
        }
        Ok(Self { parts: vec![Part::Memory(encoder.take()?)], synthetic })
    }

    /// The same people, invented by the word of whoever holds the file, which does not say so itself.
    #[must_use]
    pub fn said_synthetic(self) -> Self {
        Self { synthetic: true, ..self }
    }

    /// Whether every one of these people is invented.
    pub fn synthetic(&self) -> bool {
        self.synthetic
    }

    /// The number that a spreadsheet shows of a row, which would be `row` if none were blank and nothing stood above the
    /// header. The sheet is read once more: who asks has met a fault, and nobody else pays for it.
    pub fn row_in_sheet(&self, row: u64) -> Result<u64, PeopleError> {
        match self.parts.first() {
            Some(Part::Sheet(path, choice)) => sheet::number(path, choice, row.saturating_sub(FIRST_ROW)),
            _ => Ok(row),
        }
    }

    /// An error whose row is the one that a spreadsheet shows.
    pub(crate) fn placed(&self, error: PeopleError) -> PeopleError {
        match error {
            PeopleError::Value { field, row, expected } => {
                let row = self.row_in_sheet(row).unwrap_or(row);
                PeopleError::Value { field, row, expected }
            }
            other => other,
        }
    }

    /// Names of the columns of the first part; the other parts of one population have the same.
    pub(crate) fn columns(&self) -> Result<Vec<String>, PeopleError> {
        let names = match self.parts.first() {
            Some(Part::Parquet(path)) => parquet::columns(path)?,
            Some(Part::Sheet(path, choice)) => sheet::columns(path, choice)?,
            Some(Part::Sealed(part)) => part.columns.to_vec(),
            Some(Part::Memory(batch)) => batch.schema().fields().iter().map(|field| field.name().clone()).collect(),
            None => vec![],
        };
        twice(&names).map_or(Ok(names.clone()), |name| Err(PeopleError::Twice(name)))
    }

    /// Refuses people of whom nothing is known: no column is a field (a row's own `id` tells nothing), or one is spelt
    /// so nearly like a field that is not there that it must be that. Whoever counted on would be told "cannot tell".
    pub fn known_to(&self, schema: &Schema) -> Result<(), PeopleError> {
        let columns = self.columns()?;
        let there = |name: &str| columns.iter().any(|column| column == name);
        for column in columns.iter().filter(|column| column_named(schema, column).is_none()) {
            let compact = model::folding::compact(column);
            let slip = schema.fields().iter().find(|field| model::folding::compact(&field.name) == compact);
            if let Some(field) = slip.filter(|field| !there(&field.name)) {
                return Err(PeopleError::Slip { column: column.clone(), field: field.name.clone() });
            }
        }
        let told = columns.iter().any(|column| column != "id" && column_named(schema, column).is_some());
        if told { Ok(()) } else { Err(PeopleError::NothingKnown) }
    }

    /// Streams these fields in batches of at most `batch` rows; a field that a file lacks is unknown throughout.
    pub(crate) fn scan(&self, schema: &Schema, fields: &[FieldId], batch: usize) -> Result<Scan, PeopleError> {
        self.columns()?;
        self.scan_schema(&arrow_schema(schema, fields), batch)
    }

    /// Streams columns by their names, whether the schema knows them or not.
    pub(crate) fn scan_columns(&self, names: &[String], batch: usize) -> Result<Scan, PeopleError> {
        let fields: Vec<_> = names.iter().map(|name| ArrowField::new(name, coded(), true)).collect();
        self.scan_schema(&Arc::new(ArrowSchema::new(fields)), batch)
    }

    pub(crate) fn scan_schema(&self, wanted: &SchemaRef, batch: usize) -> Result<Scan, PeopleError> {
        let parts = self.parts.iter().map(|part| match part {
            Part::Parquet(path) => parquet::batches(path, wanted, batch),
            Part::Sheet(path, choice) => sheet::batches(path, choice, wanted, batch),
            Part::Sealed(part) => Ok(part.batches(wanted, batch)),
            Part::Memory(rows) => Ok(slices(rows.clone(), batch)),
        });
        let parts: Vec<Batches> = parts.collect::<Result<_, _>>()?;
        Ok(Scan::numbered(wanted, Box::new(parts.into_iter().flatten()), 0))
    }
}

fn twice(names: &[String]) -> Option<String> {
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort();
    sorted.windows(2).find_map(|pair| match pair {
        [a, b] if a == b => Some((*a).clone()),
        _ => None,
    })
}

pub(super) fn slices(rows: RecordBatch, batch: usize) -> Batches {
    let starts = (0..rows.num_rows()).step_by(batch.max(1));
    Box::new(starts.map(move |start| Ok(rows.slice(start, batch.min(rows.num_rows() - start)))))
}

/// Record batches with the columns asked for, then [`ROW`].
pub(crate) struct Scan {
    schema: SchemaRef,
    batches: Batches,
    rows: u64,
}

impl std::fmt::Debug for Scan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scan").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl Scan {
    /// Batches whose first row has the number `rows`.
    fn numbered(wanted: &SchemaRef, batches: Batches, rows: u64) -> Self {
        let numbered = wanted.fields().iter().cloned().chain([Arc::new(ArrowField::new(ROW, DataType::UInt64, false))]);
        Self { schema: Arc::new(ArrowSchema::new(numbered.collect::<Vec<_>>())), batches, rows }
    }

    pub(crate) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn shape(&mut self, batch: &RecordBatch) -> Result<RecordBatch, PeopleError> {
        let rows = batch.num_rows();
        let (_, wanted) = self.schema.fields().split_last().ok_or(PeopleError::Scattered)?;
        let mut columns: Vec<ArrayRef> = Vec::with_capacity(wanted.len() + 1);
        for field in wanted {
            let found = batch.column_by_name(field.name());
            columns.push(match found {
                Some(column) => as_text(field.name(), column, field.data_type())?,
                None => new_null_array(field.data_type(), rows),
            });
        }
        let end = self.rows + u64::try_from(rows).unwrap_or_default();
        columns.push(Arc::new(UInt64Array::from_iter_values(self.rows..end)));
        self.rows = end;
        Ok(RecordBatch::try_new(Arc::clone(&self.schema), columns)?)
    }
}

impl Iterator for Scan {
    type Item = Result<RecordBatch, PeopleError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.batches.next()?;
        Some(batch.and_then(|batch| self.shape(&batch)))
    }
}

/// The column as the text that a people file would hold, coded or plain as wanted.
fn as_text(name: &str, column: &ArrayRef, wanted: &DataType) -> Result<ArrayRef, PeopleError> {
    match column.data_type() {
        found if found == wanted => Ok(Arc::clone(column)),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Boolean | DataType::Dictionary(_, _) => {
            Ok(cast(&cast(column, &DataType::Utf8)?, wanted)?)
        }
        // pandas writes civil days as instants at midnight.
        DataType::Timestamp(_, _) | DataType::Date64 => distinct_text(&cast(column, &DataType::Date32)?, wanted),
        DataType::Date32 => distinct_text(column, wanted),
        found if found.is_integer() => distinct_text(&cast(column, &DataType::Int64)?, wanted),
        DataType::Null => Ok(new_null_array(wanted, column.len())),
        found => Err(PeopleError::Column { field: name.into(), found: found.to_string() }),
    }
}

/// Writes each distinct value out once.
fn distinct_text(column: &ArrayRef, wanted: &DataType) -> Result<ArrayRef, PeopleError> {
    let kind = DataType::Dictionary(Box::new(DataType::Int32), Box::new(column.data_type().clone()));
    let packed = cast(column, &kind)?;
    let packed = packed.as_dictionary::<Int32Type>();
    let texts = cast(packed.values(), &DataType::Utf8)?;
    let coded: ArrayRef = Arc::new(DictionaryArray::try_new(packed.keys().clone(), texts)?);
    Ok(if *wanted == DataType::Utf8 { cast(&coded, wanted)? } else { coded })
}
