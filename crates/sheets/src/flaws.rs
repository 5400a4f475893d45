//! What makes cells of a workbook say less than they seem to: merged cells, of which only the first holds what stands
//! there, and formulas that were never computed. Where such a cell is of the table, the table is refused: a row handed
//! back would come again without the value and say nothing of it.

use calamine::{DataRef, Dimensions};

use crate::SheetError;
use crate::cell::address;
use crate::row::RawRow;

/// What was seen on one sheet.
pub struct Flaws {
    merged: Vec<Dimensions>,
    /// Formulas without a result: row and column.
    not_computed: Vec<(u64, usize)>,
    /// Whether the program that wrote the workbook left all formulas to be computed.
    to_compute: bool,
}

/// Formulas that are remembered; one is enough to refuse, but those above the table do no harm.
const FORMULAS: usize = 100_000;

impl Flaws {
    pub fn of(merged: &[Dimensions], to_compute: bool) -> Self {
        Self { merged: merged.to_vec(), not_computed: Vec::new(), to_compute }
    }

    /// Looks at a cell with a formula. A program that computes nothing leaves its result out or writes 0.
    pub fn see_formula(&mut self, row: u64, column: usize, value: &DataRef<'_>) {
        let zero = matches!(value, DataRef::Int(0)) || matches!(value, DataRef::Float(number) if *number == 0.0);
        let missing = matches!(value, DataRef::Empty) || (self.to_compute && zero);
        if missing && self.not_computed.len() < FORMULAS {
            self.not_computed.push((row, column));
        }
    }

    /// Refuses a table of which one of them is a part.
    pub fn check(&self, header: &RawRow) -> Result<(), SheetError> {
        let width = header.texts.len();
        for Dimensions { start, end } in &self.merged {
            let corner = |(row, column): (u32, u32)| (u64::from(row) + 1, column as usize);
            let ((top, left), (bottom, right)) = (corner(*start), corner(*end));
            if start != end && bottom >= header.number && left < width {
                let range = format!("{}:{}", address(left, top), address(right, bottom));
                return Err(SheetError::Merged { range });
            }
        }
        let of_table = |(row, column): &&(u64, usize)| *row >= header.number && *column < width;
        match self.not_computed.iter().find(of_table) {
            Some((row, column)) => Err(SheetError::NotComputed { address: address(*column, *row) }),
            None => Ok(()),
        }
    }
}
