//! A table being read: how its file was understood, what its columns are called, then its rows.

use std::collections::VecDeque;

use crate::encoding::decide;
use crate::error::ChoiceError;
use crate::header::{Head, head, named};
use crate::records::Records;
use crate::row::RawRow;
use crate::rows::Rows;
use crate::source::{SheetChoice, SheetLimits, SheetSource, Surveyed, survey};
use crate::workbook::OpenedBook;
use crate::{SheetCell, SheetError, SheetRow, kind, workbook};

/// How the file was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetFormat {
    /// Delimited text.
    Csv {
        /// What separates the cells.
        delimiter: char,
        /// The name of the encoding: `UTF-8`, `windows-1252`.
        encoding: &'static str,
    },
    /// A sheet of a workbook.
    Xlsx {
        /// The sheet's name.
        sheet: String,
    },
}

/// A table whose header has been read; iterate it for its rows.
pub struct Sheet {
    /// The names of the columns, each once and none empty.
    pub header: Vec<SheetCell>,
    /// The row of HXL hashtags, cell by cell under the header, where there is one; a column may have none.
    pub tags: Option<Vec<SheetCell>>,
    /// How the file was understood.
    pub format: SheetFormat,
    /// Names of the other sheets of the workbook, on which something stands and which were not read.
    pub not_read: Vec<String>,
    /// Columns, from 0, that the spreadsheet does not show.
    pub hidden_columns: Vec<usize>,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    waiting: VecDeque<RawRow>,
    rows: Rows,
}

/// Opens a table and reads its header. What it is, is told from its content and not from its name.
pub fn open(source: impl Into<SheetSource>, limits: &SheetLimits) -> Result<Sheet, SheetError> {
    let source = source.into();
    let choice = source.choice.clone();
    let surveyed = survey(source, limits)?;
    let sha256 = surveyed.sha256;
    if kind::is_zip(&surveyed.beginning) {
        of_workbook(surveyed, &choice, limits)
    } else {
        of_text(surveyed, &choice, limits)
    }
    .map(|sheet| Sheet { sha256, ..sheet })
}

fn of_text(mut text: Surveyed, choice: &SheetChoice, limits: &SheetLimits) -> Result<Sheet, SheetError> {
    if choice.sheet.is_some() {
        return Err(ChoiceError::NotOfThis { option: "--sheet", other: "a workbook", this: "text" }.into());
    }
    kind::check(&text.beginning).map_err(SheetError::NotATable)?;
    let encoding = decide(&mut text, choice.encoding.as_deref())?;
    let (records, delimiter) = Records::open(text.bytes, encoding, choice.separator, limits)?;
    let mut rows = Rows::Text(Box::new(records));
    let head = head(&mut rows, choice.header_row)?;
    let format = SheetFormat::Csv { delimiter, encoding: encoding.name() };
    Sheet::under(head, rows, format, Vec::new())
}

fn of_workbook(book: Surveyed, choice: &SheetChoice, limits: &SheetLimits) -> Result<Sheet, SheetError> {
    let text_only = [("--separator", choice.separator.is_some()), ("--encoding", choice.encoding.is_some())];
    if let Some((option, _)) = text_only.iter().find(|(_, said)| *said) {
        return Err(ChoiceError::NotOfThis { option, other: "text", this: "a workbook" }.into());
    }
    let opened = workbook::rows(book.bytes, choice.sheet.as_deref(), limits)?;
    let OpenedBook { sheet, not_read, rows, flaws, hidden } = opened;
    let mut rows = Rows::Workbook(rows);
    let head = head(&mut rows, choice.header_row)?;
    flaws.check(&head.row)?;
    let sheet = Sheet::under(head, rows, SheetFormat::Xlsx { sheet }, not_read)?;
    let hidden_columns = (0..sheet.header.len()).filter(|column| hidden.has_column(*column)).collect();
    Ok(Sheet { hidden_columns, ..sheet })
}

impl Sheet {
    fn under(head: Head, rows: Rows, format: SheetFormat, not_read: Vec<String>) -> Result<Self, SheetError> {
        let header = named(head.row)?;
        let tags = head.tags.map(|row| row.cells(header.len()));
        let (hidden_columns, sha256) = (Vec::new(), [0; 32]);
        Ok(Self { header, tags, format, not_read, hidden_columns, sha256, waiting: head.ahead, rows })
    }
}

impl Iterator for Sheet {
    type Item = Result<SheetRow, SheetError>;

    fn next(&mut self) -> Option<Self::Item> {
        let raw = match self.waiting.pop_front() {
            Some(row) => Ok(Some(row)),
            None => self.rows.next_filled(),
        };
        let width = self.header.len();
        raw.map(|row| row.map(|row| row.into_row(width))).transpose()
    }
}
