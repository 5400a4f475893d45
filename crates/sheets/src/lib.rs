//! Tables in files: CSV and XLSX become rows of addressed cells, and rows become files again.
//!
//! What a column means is for others; here a cell is text at an address (`F2`) as the sender's spreadsheet shows it, so
//! that a problem can be told in the sender's own terms. Files come from strangers: sizes are bounded before anything
//! is read whole, what is not a table is refused with what to do, and what is written cannot run as a formula. Nothing
//! is guessed: an encoding, a separator, a sheet or a header that could be another is asked for ([`SheetChoice`]).
//! Next: [`open`], then [`Sheet`]; the other way, [`write_csv`] and [`write_xlsx`].
#![warn(missing_docs)]

mod book;
mod cell;
mod decode;
mod encoding;
mod error;
mod file;
mod flaws;
mod header;
mod held;
mod hidden;
mod kind;
mod pages;
mod records;
mod row;
mod rows;
mod separator;
mod sheet;
mod shown;
mod source;
mod split;
mod workbook;
mod write;

pub use book::{Book, BookSheet, records};
pub use cell::{RowProblem, SheetCell, SheetRow};
pub use error::{CharacterError, ChoiceError, PageReading, QuoteError, SheetError, SheetWriteError};
pub use file::{open_file, read_text};
pub use kind::Foreign;
pub use sheet::{Sheet, SheetFormat, open};
pub use source::{SheetChoice, SheetLimits, SheetSource};
pub use write::{Written, write_csv, write_xlsx};
