//! Rows of either kind of file, as they come.

use crate::SheetError;
use crate::held::HeldRows;
use crate::records::Records;
use crate::row::RawRow;

pub enum Rows {
    Text(Box<Records>),
    Workbook(HeldRows),
}

impl Rows {
    /// The next row in which something stands.
    pub fn next_filled(&mut self) -> Result<Option<RawRow>, SheetError> {
        loop {
            let next = match self {
                Self::Text(records) => records.next_row()?,
                Self::Workbook(rows) => rows.next(),
            };
            match next {
                Some(row) if row.is_blank() => (),
                next => return Ok(next),
            }
        }
    }
}
