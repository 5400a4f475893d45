//! A table being read: what its columns are called, then its rows.
//!
//! The first row that is not blank names the columns. Where the file carries HXL hashtags, the row above them does, so
//! that titles and notes above the table do no harm (the rule of the HXL standard, within the first 25 rows).

use std::collections::{HashMap, VecDeque};

use crate::records::{Records, delimiter};
use crate::row::RawRow;
use crate::source::{SheetLimits, SheetSource, Surveyed, survey};
use crate::{Encoding, SheetCell, SheetError, SheetRow, workbook};

/// How the file was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetFormat {
    /// Delimited text.
    Csv {
        /// What separates the cells: `,` `;` tab or `|`, or what the file's own first line says.
        delimiter: char,
        /// How its characters are written.
        encoding: Encoding,
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
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    waiting: VecDeque<RawRow>,
    rows: Rows,
}

enum Rows {
    Text(Box<Records>),
    Workbook(std::vec::IntoIter<RawRow>),
}

impl Rows {
    /// The next row in which something stands.
    fn next_filled(&mut self) -> Result<Option<RawRow>, SheetError> {
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

/// How far down hashtags are looked for.
const TAGS_WITHIN: usize = 25;

/// Opens a table and reads its header. What it is, is told from its content and not from its name.
pub fn open(source: impl Into<SheetSource>, limits: &SheetLimits) -> Result<Sheet, SheetError> {
    let source = source.into();
    let wanted = source.sheet.clone();
    let surveyed = survey(source, limits)?;
    let sha256 = surveyed.sha256;
    let (format, mut rows) = understand(surveyed, wanted.as_deref(), limits)?;
    let (head, tags, waiting) = head(&mut rows)?;
    let header = named(head)?;
    let tags = tags.map(|row| row.cells(header.len()));
    Ok(Sheet { header, tags, format, sha256, waiting, rows })
}

fn understand(
    surveyed: Surveyed,
    wanted: Option<&str>,
    limits: &SheetLimits,
) -> Result<(SheetFormat, Rows), SheetError> {
    match surveyed.beginning.as_slice() {
        [b'P', b'K', 3, 4, ..] => {
            let (sheet, rows) = workbook::rows(surveyed.bytes, wanted, limits)?;
            Ok((SheetFormat::Xlsx { sheet }, Rows::Workbook(rows.into_iter())))
        }
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(SheetError::OldWorkbook),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(SheetError::Utf16),
        text if text.contains(&0) => Err(SheetError::NotATable),
        text => {
            let (separator, announced) = delimiter(text);
            let mut records = Records::new(surveyed.bytes, separator, surveyed.encoding, *limits);
            if announced {
                records.next_row()?;
            }
            let format = SheetFormat::Csv { delimiter: char::from(separator), encoding: surveyed.encoding };
            Ok((format, Rows::Text(Box::new(records))))
        }
    }
}

/// The header's row, the row of hashtags if any, and the rows read ahead that follow them.
fn head(rows: &mut Rows) -> Result<(RawRow, Option<RawRow>, VecDeque<RawRow>), SheetError> {
    let mut first = rows.next_filled()?.ok_or(SheetError::Empty)?;
    if first.is_tags() {
        return Ok((first.clone(), Some(first), VecDeque::new()));
    }
    let mut ahead = VecDeque::new();
    while ahead.len() + 1 < TAGS_WITHIN {
        let Some(row) = rows.next_filled()? else { break };
        if row.is_tags() {
            let header = ahead.pop_back().unwrap_or(first);
            return Ok((header, Some(row), VecDeque::new()));
        }
        ahead.push_back(row);
    }
    first.ragged = false;
    Ok((first, None, ahead))
}

/// The header's cells, up to the last that is not blank.
fn named(row: RawRow) -> Result<Vec<SheetCell>, SheetError> {
    let width = row.texts.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1);
    let cells = row.cells(width);
    let mut seen: HashMap<&str, String> = HashMap::new();
    for cell in &cells {
        if cell.text.is_empty() {
            return Err(SheetError::Unnamed { address: cell.address() });
        }
        if let Some(first) = seen.insert(&cell.text, cell.address()) {
            return Err(SheetError::Duplicate { address: cell.address(), first });
        }
    }
    Ok(cells)
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
