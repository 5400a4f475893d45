//! What is wrong with a sheet: stable codes, a place, a sentence, and what to do.
//!
//! Neither the text of a cell nor that of a header is repeated: a sheet without a header row has people there.

use model::ValueError;

use super::dates::DateError;

/// Why a whole sheet is refused; nothing of it is written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetProblem {
    /// No field and no column of the mapping is called like that.
    #[error("the header in cell {cell} is no field and not in the mapping{}", meant(.near.as_ref()))]
    UnknownHeader {
        /// Where the header stands.
        cell: String,
        /// The field that was probably meant.
        near: Option<String>,
    },
    /// The mapping names a column that the sheet does not have.
    #[error("the mapping names a column `{column}` that the sheet does not have")]
    MissingColumn {
        /// As the mapping writes it.
        column: String,
    },
    /// Two columns are read into one field.
    #[error("the column of cell {cell} is the second that is read into `{field}`")]
    RepeatedField {
        /// Where its header stands.
        cell: String,
        /// The field.
        field: String,
    },
    /// No column is read into any field.
    #[error("no column of the sheet is read into a field")]
    NoField,
    /// Dates that are different days in the two orders, and none that settles which is meant.
    #[error("the dates of `{field}` (cell {cell}) can be read day first or month first")]
    AmbiguousDates {
        /// The field.
        field: String,
        /// The first such cell.
        cell: String,
    },
    /// Some dates are dates only day first, others only month first.
    #[error("the dates of `{field}` stand day first in cell {day_first}, month first in cell {month_first}")]
    ContradictoryDates {
        /// The field.
        field: String,
        /// A cell that is a date day first only.
        day_first: String,
        /// A cell that is a date month first only.
        month_first: String,
    },
}

fn meant(near: Option<&String>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

impl SheetProblem {
    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::UnknownHeader { .. } => "name the column in a mapping file, or write `ignore` for it there",
            Self::MissingColumn { .. } => "correct the name in the mapping file",
            Self::RepeatedField { .. } => "write `ignore` for one of the two in the mapping file",
            Self::NoField => "give the sheet a header row of field names, or a mapping file",
            Self::AmbiguousDates { .. } | Self::ContradictoryDates { .. } => {
                "say `dates: dmy`, `dates: mdy` or `dates: ymd` in the mapping file"
            }
        }
    }
}

/// Why a row is handed back: one bad cell.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CellProblem {
    /// Where it stands.
    pub cell: String,
    /// The field it is read into, where it is.
    pub field: Option<String>,
    /// Stable name of the reason.
    pub code: &'static str,
    /// The reason.
    pub reason: String,
    /// What to do.
    pub help: &'static str,
}

const AS_ISO: &str = "write the day as YYYY-MM-DD";

impl CellProblem {
    pub(super) fn new(cell: &str, code: &'static str, reason: impl Into<String>, help: &'static str) -> Self {
        Self { cell: cell.into(), field: None, code, reason: reason.into(), help }
    }

    pub(super) fn of_field(self, field: &str) -> Self {
        Self { field: Some(field.into()), ..self }
    }

    pub(super) fn value(cell: &str, error: &ValueError) -> Self {
        let (code, help) = match error {
            ValueError::Bool => ("not-a-bool", "write `true` or `false`, or map the words in the mapping file"),
            ValueError::Int => ("not-a-number", "write digits only"),
            ValueError::Below(_) => ("below-minimum", "correct the number, or leave the cell empty"),
            ValueError::Date => ("not-a-date", AS_ISO),
            ValueError::Code { .. } => ("unknown-code", "use a code of the list, or map the word in the mapping file"),
        };
        Self::new(cell, code, error.to_string(), help)
    }

    pub(super) fn date(cell: &str, error: DateError) -> Self {
        let (code, reason, help) = match error {
            DateError::Form => ("not-a-date", "not a date", AS_ISO),
            DateError::NoSuchDay => ("no-such-day", "no such day in the calendar", "look the day up in the document"),
            DateError::TwoDigitYear => {
                ("two-digit-year", "the century is not written", "write all four digits of the year")
            }
            DateError::Calendar => ("other-calendar", "no Gregorian year of our time", "write the Gregorian date"),
            DateError::Order => ("date-order", "the year does not stand first", AS_ISO),
        };
        Self::new(cell, code, reason, help)
    }

    pub(super) fn not_a_day(cell: &str) -> Self {
        Self::new(
            cell,
            "not-a-day",
            "only the year or the month is written",
            "write the day too, or leave the cell empty",
        )
    }
}
