//! A workbook as a whole: all its sheets, each cell as what it says.
//!
//! Here nothing is a table: forms are written over several sheets that speak of each other, and whoever reads them decides
//! what a row is. A cell says `TRUE`, `7` for 7.0, a date as `2026-01-31 00:00:00`; hidden rows count like the others, for
//! a form that left them out would ask something else. `.xlsx` and `.xls`, told by what is in them and not by their names.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, Xls, Xlsx};

use crate::cell::address;
use crate::records::Records;
use crate::{SheetError, SheetLimits, workbook};

/// Rows of one sheet that are read: a form has some thousand, and a cell far down would call for all above it.
const ROWS: usize = 200_000;

/// A workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// Its sheets, in order.
    pub sheets: Vec<BookSheet>,
}

/// One sheet of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookSheet {
    /// What it is called.
    pub name: String,
    /// Its rows from the first on; a row ends with its last filled cell.
    pub rows: Vec<Vec<String>>,
}

impl BookSheet {
    /// The address of a cell, both counted from 0: `F2`.
    pub fn address(row: usize, column: usize) -> String {
        address(column, row as u64 + 1)
    }
}

impl Book {
    /// Reads a workbook; refuses what is none, and what unpacks to more than the limits.
    pub fn read(bytes: Vec<u8>, limits: &SheetLimits) -> Result<Self, SheetError> {
        let mut filling = Filling { limits, left: limits.text_bytes };
        let sheets = if crate::kind::is_zip(&bytes) {
            workbook::bounded(&bytes, limits)?;
            let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| SheetError::Damaged)?;
            let names = shown(book.sheets_metadata());
            names.into_iter().map(|name| filling.of_xlsx(&mut book, name)).collect::<Result<_, _>>()?
        } else {
            let mut book = Xls::new(Cursor::new(bytes)).map_err(|_| SheetError::Damaged)?;
            let names = shown(book.sheets_metadata());
            names.into_iter().map(|name| filling.of_xls(&mut book, name)).collect::<Result<_, _>>()?
        };
        Ok(Self { sheets })
    }

    /// A sheet by its name, whatever its case.
    pub fn sheet(&self, name: &str) -> Option<&BookSheet> {
        self.sheets.iter().find(|sheet| sheet.name.to_lowercase() == name)
    }
}

/// The rows of comma-separated text in UTF-8, blank ones among them.
pub fn records(bytes: &[u8]) -> Result<Vec<Vec<String>>, SheetError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).to_vec();
    let (mut records, _) =
        Records::open(Box::new(Cursor::new(bytes)), encoding_rs::UTF_8, Some(','), &SheetLimits::default())?;
    let mut rows = Vec::new();
    while let Some(row) = records.next_row()? {
        rows.push(row.texts);
    }
    Ok(rows)
}

fn shown(sheets: &[calamine::Sheet]) -> Vec<String> {
    sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).map(|sheet| sheet.name.clone()).collect()
}

struct Filling<'a> {
    limits: &'a SheetLimits,
    left: u64,
}

impl Filling<'_> {
    fn of_xlsx(&mut self, book: &mut Xlsx<Cursor<Vec<u8>>>, name: String) -> Result<BookSheet, SheetError> {
        let mut reader = book.worksheet_cells_reader(&name).map_err(|_| SheetError::Damaged)?;
        let mut sheet = BookSheet { name, rows: Vec::new() };
        while let Some(cell) = reader.next_cell().map_err(|_| SheetError::Damaged)? {
            let (row, column) = cell.get_position();
            self.put(&mut sheet, row as usize, column as usize, &said(cell.get_value()))?;
        }
        Ok(sheet)
    }

    fn of_xls(&mut self, book: &mut Xls<Cursor<Vec<u8>>>, name: String) -> Result<BookSheet, SheetError> {
        let range = book.worksheet_range(&name).map_err(|_| SheetError::Damaged)?;
        let mut sheet = BookSheet { name, rows: Vec::new() };
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            self.put(&mut sheet, row + first_row as usize, column + first_column as usize, &said(&borrowed(cell)))?;
        }
        Ok(sheet)
    }

    fn put(&mut self, sheet: &mut BookSheet, row: usize, column: usize, text: &str) -> Result<(), SheetError> {
        if text.is_empty() {
            return Ok(());
        }
        if row >= ROWS || column >= self.limits.columns {
            return Err(SheetError::Unpacked { limit: self.limits.text_bytes });
        }
        self.left =
            self.left.checked_sub(text.len() as u64).ok_or(SheetError::Unpacked { limit: self.limits.text_bytes })?;
        if sheet.rows.len() <= row {
            sheet.rows.resize(row + 1, Vec::new());
        }
        let Some(cells) = sheet.rows.get_mut(row) else { return Ok(()) };
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells.get_mut(column).into_iter().for_each(|cell| text.clone_into(cell));
        Ok(())
    }
}

fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::Empty | Data::Error(_) => DataRef::Empty,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => DataRef::SharedString(text),
        Data::Bool(flag) => DataRef::Bool(*flag),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
    }
}

/// What a cell says.
fn said(cell: &DataRef<'_>) -> String {
    let text = |text: &str| text.replace('\u{a0}', " ").trim().to_owned();
    match cell {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::String(said) => text(said),
        DataRef::SharedString(said) => text(said),
        DataRef::Bool(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => plain(*number),
        DataRef::DateTime(moment) => dated(*moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
    }
}

fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

/// A time of day alone is stored as a part of a day.
fn dated(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if moment.as_f64() < 1.0 { time } else { format!("{year:04}-{month:02}-{day:02} {time}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_what_a_form_takes_it_for() {
        let table = [
            (DataRef::Bool(true), "TRUE"),
            (DataRef::Float(7.0), "7"),
            (DataRef::Float(0.5), "0.5"),
            (DataRef::SharedString("\u{a0}a\u{a0}b "), "a b"),
            (DataRef::Empty, ""),
        ];
        for (cell, text) in table {
            assert_eq!(said(&cell), text);
        }
    }
}
