//! Rows of somebody else's sheet become commands.
//!
//! Two passes, because nothing is written until the whole file can be read: a [`Survey`] resolves the headers and
//! looks at every row to learn in which order day and month stand; it then gives a [`RowReader`], which reads row by
//! row and names each bad cell with its reason and what to do. The file as a whole is refused for what concerns
//! every row ([`SheetProblem`]), a row for what concerns it alone ([`CellProblem`]); no problem repeats what a cell
//! or a header holds.
//!
//! An empty cell says nothing: an earlier value stays. A source that no longer knows something withdraws it at the
//! desk, not by a gap in a sheet. `n/a` is said and recorded, except of what everybody has. A row that cannot be (born
//! after today, one id for three people) is handed back; what may not have been meant is stored and told ([`Look`]).
//! Next: [`plan`], which tells stored, amended and unchanged rows apart, and `decide`.

mod batch;
mod calendar;
mod cell;
mod date_parts;
mod dates;
mod headers;
mod identity;
mod letters;
mod look;
mod mapping;
mod mapping_file;
mod marks;
mod meaning;
mod nothing;
mod numbers;
mod occasion;
mod plan;
mod problem;
mod reader;
mod readings;
mod roll;
mod strays;
mod survey;
mod twins;

pub use batch::ImportCommand;
pub(crate) use batch::{decide, fold};
pub use calendar::SheetCalendar;
pub use dates::DateOrder;
pub use headers::{REJECT_COLUMNS, field_of_header, own_columns};
pub use identity::RowKey;
pub use look::{Look, LookKind};
pub use mapping::{Column, Mapping};
pub use nothing::says_nothing;
pub use occasion::SheetOccasion;
pub use plan::{RowOutcome, contradicts, plan};
pub use problem::{CellProblem, SheetProblem};
pub use reader::{ImportRow, RowReader};
pub use readings::ColumnReading;
pub use roll::{Roll, RollProblem};
pub use survey::Survey;

use crate::lives;
pub use crate::lives::{ImpossibleDate, impossible_dates};

/// One cell of a sheet: where it stands (`F2`) and what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    /// Letters of the column and number of the row.
    pub address: &'a str,
    /// The text; blanks around it do not count.
    pub text: &'a str,
}

impl<'a> Cell<'a> {
    /// The letters of its column.
    fn column(self) -> &'a str {
        self.address.trim_end_matches(|c: char| c.is_ascii_digit())
    }

    fn trimmed(self) -> &'a str {
        self.text.trim()
    }
}
