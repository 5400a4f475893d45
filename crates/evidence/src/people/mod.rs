//! People files: one row a person, one column a field, every cell a text.
//!
//! A Parquet people file is the CSV column by column, dictionary-coded, so that `DuckDB`, pandas or a spreadsheet
//! reads what we read: core field names, ISO dates as far as they are known (`1990`, `1990-05`), codes separated by
//! a space. A null or empty cell is unknown and `n/a` is not applicable. Two states that a form never
//! produces have a spelling too: `a | b` is contested, and `{}` is a set of codes known to be empty.
//! The records of a kind stand in one column under its name, as a list (`records`).
//! Members of a household share `household.id`; where they stand together nothing has to be sorted.
//! Files of others may hold dates, booleans and whole numbers as such; columns that the schema does not know are
//! passed over. Refused, with field and row: a value that is not of its field's kind. Nothing is repaired or guessed.

mod cell;
mod encode;
mod household;
mod records;
mod rows;
mod scan;
mod scatter;
mod sort;
mod spill;
mod write;

use std::path::PathBuf;

use model::ValueError;
use sheets::{RowProblem, SheetError};

pub use cell::{from_cell, to_cell};
pub(crate) use encode::{Encoder, arrow_schema, coded};
pub(crate) use household::{household_at, household_ids, id_at};
pub(crate) use records::{RecordWords, cell_of, column_named, columns_of, records_from_cell, take_cell};
pub use rows::{Cells, PeopleRows, read_cells, read_people};
pub(crate) use scan::{Admits, ROW, Scan, SealedFile, SealedPart, Unsealed};
pub use scan::{FIRST_ROW, People, Slice};
pub(crate) use scatter::{Scatter, recast};
pub(crate) use sort::by_household;
pub(crate) use write::parquet;
pub use write::{ROW_GROUP, write_people, write_people_in};

/// Key of the file's metadata that marks people as invented; such files are exempt from disclosure control.
pub const SYNTHETIC: &str = "onward.synthetic";

/// Why a people file cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// The file cannot be opened, read or written.
    #[error("cannot use `{}`: {source}", .path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Its bytes are not what its name says.
    #[error("`{}` is not a readable {format} file: {why}", .path.display())]
    Format {
        /// Which file.
        path: PathBuf,
        /// Parquet, or what was read as it.
        format: &'static str,
        /// Where it breaks.
        why: String,
    },
    /// It is no table of text or of a workbook that can be read.
    #[error("`{}`: {why}", .path.display())]
    Sheet {
        /// Which file.
        path: PathBuf,
        /// Why, and what to do.
        why: SheetError,
    },
    /// A row of it cannot be trusted.
    #[error("`{}`, row {row}: {why}; {}", .path.display(), .why.help())]
    Row {
        /// Which file.
        path: PathBuf,
        /// The row, as a spreadsheet shows it.
        row: u64,
        /// Why.
        why: RowProblem,
    },
    /// What is said of text and workbooks was said of Parquet.
    #[error("`{}` is Parquet: sheet, separator, encoding and header row are not said of it", .0.display())]
    NoSheet(PathBuf),
    /// No column is a field.
    #[error(
        "no column of the file is a field; name the columns as the core pack names its fields (`birth_date`, `sex`)"
    )]
    NothingKnown,
    /// A column is all but called like a field.
    #[error("column `{column}` is no field; if it is `{field}`, call it that, else give it another name")]
    Slip {
        /// The column.
        column: String,
        /// The field.
        field: String,
    },
    /// Two columns of one name.
    #[error("column `{0}` stands twice")]
    Twice(String),
    /// A column of a type that no field can have.
    #[error("column `{field}` holds {found}; expected text, dates, booleans or whole numbers")]
    Column {
        /// The column.
        field: String,
        /// The type found.
        found: String,
    },
    /// A value that is not of its field's kind; the value itself is not repeated.
    #[error("`{field}` in row {row}: {expected}")]
    Value {
        /// The field.
        field: String,
        /// The row, as a spreadsheet shows it.
        row: u64,
        /// What was expected.
        expected: ValueError,
    },
    /// What is not cut into slices.
    #[error("only people in Parquet files are counted in slices; write these as Parquet first")]
    Uncut,
    /// People of a lake, who lie under a key.
    #[error("people of a lake are counted where its key is: no other machine can read them")]
    Lake,
    /// Not, byte for byte, what was sealed there.
    #[error("`{}` is not what was sealed there", .0.display())]
    Sealed(PathBuf),
    /// Not the file whose slices were cut.
    #[error("`{}` is another file here than where it was cut into slices", .0.display())]
    Another(PathBuf),
    /// Members of one household do not stand together, so that a single pass would miscount.
    #[error("members of one household do not stand together")]
    Scattered,
    /// The engine could not sort or hand over the rows.
    #[error("cannot read people: {0}")]
    Engine(String),
}

impl From<arrow::error::ArrowError> for PeopleError {
    fn from(error: arrow::error::ArrowError) -> Self {
        Self::Engine(error.to_string())
    }
}
