//! Cells that know where they stand.

use std::fmt::Write;

/// Text at a place of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetCell {
    /// Number of the column, from 0.
    pub column: usize,
    /// Number of the row as a spreadsheet shows it, from 1.
    pub row: u64,
    /// What stands there, without white space at its ends; empty where nothing does.
    pub text: String,
}

impl SheetCell {
    /// Where a spreadsheet shows it: `F2`.
    pub fn address(&self) -> String {
        address(self.column, self.row)
    }

    /// Writes the same behind a text.
    pub fn put_address(&self, to: &mut String) {
        put_address(to, self.column, self.row);
    }
}

/// One row of data: one cell for each column of the header, or as many as there are where that is its problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number as a spreadsheet shows it, from 1; the header's rows and blank rows count.
    pub number: u64,
    /// Its cells, in the header's order.
    pub cells: Vec<SheetCell>,
    /// What is wrong with the row as a whole; such a row ought not to be taken in.
    pub problems: Vec<RowProblem>,
    /// Whether the spreadsheet does not show it: hidden by hand, by a filter or in a folded outline.
    pub hidden: bool,
}

/// What a spreadsheet writes for a cell that it could not compute, in a cell of its own kind or as a text.
const NOT_COMPUTED: [&str; 13] = [
    "#REF!",
    "#N/A",
    "#NAME?",
    "#VALUE!",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#GETTING_DATA",
    "#CONNECT!",
];

/// Whether a text is what a spreadsheet writes for a cell that it could not compute.
pub(crate) fn is_not_computed(text: &str) -> bool {
    text.starts_with('#') && NOT_COMPUTED.contains(&text)
}

impl RowProblem {
    /// The first of these cells that a spreadsheet could not compute, by its text: one rule for every kind of file.
    pub fn not_computed(cells: &[SheetCell]) -> Option<Self> {
        let cell = cells.iter().find(|cell| is_not_computed(cell.text.trim()))?;
        Some(Self::Failed { address: cell.address() })
    }

    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Short { .. } => "write every cell, the empty ones too",
            Self::Long { .. } => "look for a separator too many in the row, or name the column",
            Self::Failed { .. } => "correct the formula or write the value",
        }
    }
}

/// Why a row cannot be trusted. The text of cells is never repeated: it may be personal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowProblem {
    /// Fewer cells than the header has; something may have shifted.
    #[error("the row has {found} cells, the header has {expected}")]
    Short {
        /// Cells there are.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// Something stands beyond the last column of the header.
    #[error("cell `{address}` stands beyond the last column of the header")]
    Long {
        /// The first such cell.
        address: String,
    },
    /// The spreadsheet could not compute the cell.
    #[error("cell `{address}` holds an error of the spreadsheet, such as #REF!")]
    Failed {
        /// The first such cell.
        address: String,
    },
}

/// `F2` for column 5 of row 2.
pub(crate) fn address(column: usize, row: u64) -> String {
    let mut address = String::new();
    put_address(&mut address, column, row);
    address
}

fn put_address(to: &mut String, column: usize, row: u64) {
    let start = to.len();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        to.insert(start, char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    // A text takes whatever is written into it.
    let _ = write!(to, "{row}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_a_spreadsheet() {
        let expected = [(0, "A1"), (5, "F1"), (25, "Z1"), (26, "AA1"), (51, "AZ1"), (701, "ZZ1"), (702, "AAA1")];
        for (column, name) in expected {
            assert_eq!(address(column, 1), name);
        }
    }
}
