//! A first look at a file, for whoever says what its columns are: each with its header, the field it is read into unless
//! somebody says otherwise, and a few of its values. What the reader has to be told is handed on as the question it is.
//! Values are for the eyes of whoever brought the file, and are kept nowhere.

use std::path::Path;

use casework::import::{field_of_header, own_columns};
use model::Schema;
use sheets::{SheetCell, SheetChoice};

use super::table::{PreviewError, Table, addresses, cells};

/// Values shown of a column.
const SAMPLES: usize = 3;
/// Rows that are looked through for them.
const ROWS: usize = 200;

/// A file as it presents itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPreview {
    /// Its columns, from left to right.
    pub columns: Vec<PreviewColumn>,
    /// The sheet that is read, of a workbook.
    pub sheet: Option<String>,
    /// How the characters of a text are written, where it is not UTF-8.
    pub encoding: Option<&'static str>,
    /// What is left alone: other sheets.
    pub not_read: Vec<String>,
}

/// A column of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewColumn {
    /// Its letters.
    pub letters: String,
    /// What it is called there.
    pub header: String,
    /// The field that it is read into where nobody says otherwise.
    pub field: Option<String>,
    /// Whether it is a remark of Onward's own: why a row was handed back.
    pub own: bool,
    /// Some of its values, each once.
    pub samples: Vec<String>,
}

/// Looks at a file of which `choice` is said.
///
/// # Errors
/// [`PreviewError::Sheet`] where the reader asks, or the file is no table.
pub fn preview(file: &Path, choice: &SheetChoice, schema: &Schema) -> Result<SheetPreview, PreviewError> {
    let table = Table::asking(file, choice)?;
    let mut columns = columns(&table, schema);
    let (sheet, encoding, not_read) = (table.sheet(), table.encoding(), table.not_read());
    for row in table.rows().take(ROWS) {
        for (column, cell) in columns.iter_mut().zip(&row?.cells) {
            column.see(cell.text.trim());
        }
        if columns.iter().all(|column| column.samples.len() == SAMPLES) {
            break;
        }
    }
    Ok(SheetPreview { columns, sheet, encoding, not_read })
}

fn columns(table: &Table, schema: &Schema) -> Vec<PreviewColumn> {
    let header = table.header();
    let own = own_columns(header.iter().map(|cell| cell.text.as_str()));
    let addresses = addresses(header);
    let named = cells(header, &addresses);
    let tag =
        |cell: &SheetCell| table.tags()?.iter().find(|tag| tag.column == cell.column).map(|tag| tag.text.as_str());
    let column = |(position, (cell, named)): (usize, (&SheetCell, &casework::import::Cell<'_>))| PreviewColumn {
        letters: named.address.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned(),
        header: cell.text.trim().to_owned(),
        field: field_of_header(schema, &cell.text, tag(cell)).map(|field| schema.name(field).to_owned()),
        own: position < own,
        samples: vec![],
    };
    header.iter().zip(&named).enumerate().map(column).collect()
}

impl PreviewColumn {
    fn see(&mut self, value: &str) {
        let new = !value.is_empty() && !self.samples.iter().any(|seen| seen == value);
        if new && self.samples.len() < SAMPLES {
            self.samples.push(value.to_owned());
        }
    }
}
