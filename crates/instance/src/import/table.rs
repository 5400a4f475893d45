//! The three kinds of file as one: a header, perhaps a row of HXL tags, and rows of addressed cells.

use std::io::Read;
use std::path::Path;

use casework::import::Cell;
use sha2::{Digest as _, Sha256};
use sheets::{RowProblem, Sheet, SheetChoice, SheetError, SheetFormat, SheetLimits, SheetRow, SheetSource};

use journal::Digest;

use crate::Fault;

/// Why there is nothing to look at.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    /// The file does not tell, or is no table.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// It cannot be read.
    #[error(transparent)]
    Fault(#[from] Fault),
}

const CHANGED: &str = "the file was changed while it was read; import it once it is written to its end";

/// An open file of rows.
pub(crate) enum Table {
    /// CSV or XLSX.
    Sheet(Box<Sheet>),
    /// Parquet; addresses are those of a spreadsheet whose first row is the header.
    Parquet { header: Vec<sheets::SheetCell>, cells: evidence::people::Cells },
}

impl Table {
    /// Opens a file of which `choice` is said; nothing can be said of Parquet, which says all itself.
    pub(crate) fn open(path: &Path, choice: &SheetChoice) -> Result<Self, Fault> {
        Self::asking(path, choice).map_err(|error| match error {
            PreviewError::Sheet(error) => unreadable(path, &error),
            PreviewError::Fault(fault) => fault,
        })
    }

    /// The same, of a file that is read several times: refused where it is no longer the one of this hash. What the first
    /// reading understood would be said of another file.
    pub(crate) fn unchanged(path: &Path, choice: &SheetChoice, file_hash: &str) -> Result<Self, Fault> {
        let table = Self::open(path, choice)?;
        let found = match &table {
            Self::Sheet(sheet) => Digest(sheet.sha256).to_string(),
            Self::Parquet { .. } => hash(path)?,
        };
        if found == file_hash { Ok(table) } else { Err(unreadable(path, &CHANGED)) }
    }

    /// The same, for whoever can answer what the reader asks.
    pub(crate) fn asking(path: &Path, choice: &SheetChoice) -> Result<Self, PreviewError> {
        let named = |error: &dyn std::fmt::Display| unreadable(path, error);
        if !is_parquet(path)? {
            let source = SheetSource::from(path).said(choice.clone());
            return Ok(Self::Sheet(Box::new(sheets::open(source, &SheetLimits::default())?)));
        }
        if *choice != SheetChoice::default() {
            let words = "sheet, separator, encoding and header row are of text and of workbooks, not of Parquet";
            return Err(named(&words).into());
        }
        let (columns, cells) = evidence::people::read_cells(path).map_err(|error| named(&error))?;
        Ok(Self::Parquet { header: row(1, columns.into_iter().map(Some)), cells })
    }

    pub(crate) fn header(&self) -> &[sheets::SheetCell] {
        match self {
            Self::Sheet(sheet) => &sheet.header,
            Self::Parquet { header, .. } => header,
        }
    }

    /// The sheet of a workbook that is read.
    pub(crate) fn sheet(&self) -> Option<String> {
        match self {
            Self::Sheet(sheet) => match &sheet.format {
                SheetFormat::Xlsx { sheet } => Some(sheet.clone()),
                SheetFormat::Csv { .. } => None,
            },
            Self::Parquet { .. } => None,
        }
    }

    /// How the characters of a text are written, where it is not UTF-8.
    pub(crate) fn encoding(&self) -> Option<&'static str> {
        let Self::Sheet(sheet) = self else { return None };
        match sheet.format {
            SheetFormat::Csv { encoding, .. } => Some(encoding).filter(|encoding| *encoding != "UTF-8"),
            SheetFormat::Xlsx { .. } => None,
        }
    }

    /// The other sheets of the workbook, on which something stands.
    pub(crate) fn not_read(&self) -> Vec<String> {
        match self {
            Self::Sheet(sheet) => sheet.not_read.iter().map(|name| format!("sheet {name}")).collect(),
            Self::Parquet { .. } => vec![],
        }
    }

    /// The headers of columns that a spreadsheet does not show.
    pub(crate) fn hidden(&self) -> Vec<&sheets::SheetCell> {
        let Self::Sheet(sheet) = self else { return vec![] };
        sheet.hidden_columns.iter().filter_map(|column| sheet.header.get(*column)).collect()
    }

    /// The row of HXL tags, where there is one.
    pub(crate) fn tags(&self) -> Option<&[sheets::SheetCell]> {
        match self {
            Self::Sheet(sheet) => sheet.tags.as_deref(),
            Self::Parquet { .. } => None,
        }
    }

    /// The rows below the header.
    pub(crate) fn rows(self) -> Box<dyn Iterator<Item = Result<SheetRow, Fault>> + Send> {
        match self {
            Self::Sheet(sheet) => Box::new(sheet.map(|row| row.map_err(broken))),
            Self::Parquet { cells, .. } => Box::new((2..).zip(cells).map(|(number, texts)| {
                let cells = row(number, texts.map_err(broken)?.into_iter());
                let problems = RowProblem::not_computed(&cells).into_iter().collect();
                Ok(SheetRow { number, cells, problems, hidden: false })
            })),
        }
    }
}

/// The addresses of some cells one behind the other, which [`cells`] borrows: every cell of a file has one.
pub(crate) struct Addresses {
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

/// The addresses of cells.
pub(crate) fn addresses(cells: &[sheets::SheetCell]) -> Addresses {
    let mut text = String::with_capacity(cells.len() * 8);
    let end = |cell: &sheets::SheetCell| {
        cell.put_address(&mut text);
        text.len()
    };
    let ends = cells.iter().map(end).collect();
    Addresses { text, ends }
}

/// Cells as `casework` reads them.
pub(crate) fn cells<'a>(cells: &'a [sheets::SheetCell], addresses: &'a Addresses) -> Vec<Cell<'a>> {
    let mut start = 0;
    let cell = |(cell, end): (&'a sheets::SheetCell, &usize)| {
        let address = addresses.text.get(start..*end).unwrap_or_default();
        start = *end;
        Cell { address, text: &cell.text }
    };
    cells.iter().zip(&addresses.ends).map(cell).collect()
}

fn row(number: u64, texts: impl Iterator<Item = Option<String>>) -> Vec<sheets::SheetCell> {
    let cell = |(column, text): (usize, Option<String>)| sheets::SheetCell {
        column,
        row: number,
        text: text.unwrap_or_default(),
    };
    texts.enumerate().map(cell).collect()
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> Fault {
    Fault::File(format!("`{}`: {error}", path.display()))
}

/// A row or a cell that ends the reading of the whole file.
fn broken(error: impl std::fmt::Display) -> Fault {
    Fault::File(error.to_string())
}

fn is_parquet(path: &Path) -> Result<bool, Fault> {
    let named = |error: std::io::Error| unreadable(path, &error);
    let mut start = Vec::with_capacity(4);
    sheets::open_file(path).and_then(|file| file.take(4).read_to_end(&mut start)).map_err(named)?;
    Ok(start == b"PAR1")
}

/// Whether the generator marked the file; only Parquet can carry the mark.
pub(crate) fn is_marked_synthetic(path: &Path) -> Result<bool, Fault> {
    Ok(is_parquet(path)? && evidence::People::open(path).map_err(broken)?.synthetic())
}

/// SHA-256 of the file, as hexadecimal digits.
pub(crate) fn hash(path: &Path) -> Result<String, Fault> {
    let mut hash = Sha256::new();
    let mut chunk = vec![0; 1 << 16];
    let named = |error: std::io::Error| unreadable(path, &error);
    let mut file = sheets::open_file(path).map_err(named)?;
    loop {
        let read = file.read(&mut chunk).map_err(named)?;
        if read == 0 {
            return Ok(Digest(hash.finalize().into()).to_string());
        }
        hash.update(chunk.get(..read).unwrap_or_default());
    }
}
