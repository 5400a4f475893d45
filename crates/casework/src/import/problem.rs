//! What is wrong with a sheet: stable codes, a place, a sentence, and what to do.
//!
//! Neither the text of a cell nor that of a header is repeated: a sheet without a header row has people there.

use model::ValueError;

use super::date_parts::DateError;
use super::numbers::Spoilt;

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
    /// Something stands in the column of a kind of record, and an import brings no records yet.
    #[error("the column in cell {cell} holds records, which an import does not read")]
    RecordsColumn {
        /// The first cell of it that is not empty.
        cell: String,
    },
    /// The mapping names a column that the sheet does not have.
    #[error("the mapping names a column `{column}` that the sheet does not have")]
    MissingColumn {
        /// As the mapping writes it.
        column: String,
    },
    /// The mapping names a column as the id and sets it to be left alone.
    #[error("the mapping says that `{column}` is the id, and that it is left alone")]
    IgnoredId {
        /// As the mapping writes it.
        column: String,
    },
    /// A column called `id` holds ids that Onward made and others.
    #[error("the column `id` holds ids made by Onward (cell {own}) and others (cell {other})")]
    MixedIds {
        /// The first cell with an id of Onward.
        own: String,
        /// The first cell with another.
        other: String,
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
    /// Dates of one column are days of the spreadsheet and texts in one order only: what a spreadsheet leaves that reads
    /// dates in the other order.
    #[error(
        "the column of `{field}` holds days of the spreadsheet (cell {day}) and dates as text (cell {text}): day and month \
         of the former may have been swapped"
    )]
    SwappedDates {
        /// The field.
        field: String,
        /// The first cell that is a day of the spreadsheet.
        day: String,
        /// The first cell that is text.
        text: String,
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
            Self::RecordsColumn { .. } => {
                "write `ignore` for it in the mapping file, and open the records at the desk or with `onward record open`"
            }
            Self::UnknownHeader { .. } => "name the column in a mapping file, or write `ignore` for it there",
            Self::IgnoredId { .. } => {
                "take the line with `ignore` out of the mapping file: an id is kept and shown to few"
            }
            Self::MixedIds { .. } => {
                "name the register's column in a mapping file (`id:`), and put people of Onward into a file of their own"
            }
            Self::SwappedDates { .. } => {
                "look at the original file; once the days are right, say `dates: dmy` or `dates: mdy` in the mapping file"
            }
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

/// Why a row has no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoKey {
    /// The cell that should name it is empty.
    Empty,
    /// It holds what a spreadsheet made of an id.
    Scientific,
}

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
            ValueError::Record => ("not-a-record", "leave the cell empty: an import links no records"),
            ValueError::Below(_) => ("below-minimum", "correct the number, or leave the cell empty"),
            ValueError::Above(_) => ("above-maximum", "correct the number, or leave the cell empty"),
            ValueError::Decimal { .. } => {
                ("not-a-decimal", "write digits and a point, without separators of thousands")
            }
            ValueError::Large => ("not-a-number", "correct the number, or leave the cell empty"),
            ValueError::Money { .. } => (
                "not-an-amount",
                "write digits, a point and the currency, or say `currency:` of the column in the mapping file",
            ),
            ValueError::Date => ("not-a-date", AS_ISO),
            ValueError::Day => ("not-a-day", AS_ISO),
            ValueError::Time => ("not-a-time", "write the hour and the minute by 24 hours, as `09:30`"),
            ValueError::Records(_) => ("not-a-list", "leave the column out: records are opened one by one"),
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
            DateError::Calendar => (
                "other-calendar",
                "no Gregorian year of our time",
                "write the Gregorian date, or say `calendar: ethiopian`, `hijri`, `thai` or `persian` in the mapping file",
            ),
            DateError::AcrossTwoYears => (
                "across-two-years",
                "a year or month of that calendar lies across two of ours",
                "write the day too, or the Gregorian year",
            ),
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

    /// No id, or what a spreadsheet made of one.
    pub(super) fn no_key(cell: &str, why: NoKey) -> Self {
        match why {
            NoKey::Empty => {
                let reason = "the row has no id of its register";
                Self::new(cell, "no-id", reason, "write the id by which the register knows it")
            }
            NoKey::Scientific => Self::spoilt(cell, Spoilt::Scientific),
        }
    }

    /// An id, a phone or a document that a spreadsheet has taken for a number.
    pub(super) fn spoilt(cell: &str, how: Spoilt) -> Self {
        let (code, reason, help) = match how {
            Spoilt::Scientific => (
                "scientific-notation",
                "a number in scientific notation is not what the register holds",
                "export the file again with this column as text",
            ),
            Spoilt::DigitsLost => (
                "digits-lost",
                "a spreadsheet keeps fifteen digits: zeros stand where the last ones were",
                "export the file again with this column as text",
            ),
            Spoilt::TooLong => (
                "not-a-phone",
                "more than fifteen digits are no phone number",
                "write one number, or separate two by `/`",
            ),
            Spoilt::NoDigit => (
                "not-a-phone",
                "a phone number has digits",
                "write the number, or leave the cell empty where there is none",
            ),
            Spoilt::Letter => (
                "not-a-phone",
                "a letter stands among the digits",
                "write digits only, `0` and not `O`; a word goes with a blank beside the number",
            ),
        };
        Self::new(cell, code, reason, help)
    }

    /// A row that says other things than another with its id.
    pub(super) fn same_id(cell: &str, rows: &[u64], more: bool) -> Self {
        let rows: Vec<String> = rows.iter().map(u64::to_string).collect();
        let more = if more { " and more" } else { "" };
        let reason = format!("rows {}{more} have one id and say different things", rows.join(", "));
        let help = "give each person an id of their own; the number of a family belongs into `household.id`";
        Self::new(cell, "same-id", reason, help)
    }

    /// Text of which letters were lost.
    pub(super) fn letters_lost(cell: &str) -> Self {
        let reason = "letters were lost before the file came here: question marks or `\u{fffd}` stand in their place";
        Self::new(cell, "letters-lost", reason, "export the register again as `CSV UTF-8` or .xlsx")
    }

    /// A household without anybody, or what surveys write where nobody knows.
    pub(super) fn no_household(cell: &str) -> Self {
        let reason = "no household is of this size: 0 leaves out the person, 98, 99, 999 stand for \"not known\"";
        Self::new(
            cell,
            "household-size",
            reason,
            "write how many live there, the person included, or leave the cell empty",
        )
    }

    /// A date that cannot be.
    pub(super) fn impossible(cell: &str, reason: &str) -> Self {
        Self::new(cell, "cannot-be", reason, "look both dates up in the document")
    }
}
