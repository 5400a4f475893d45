//! The sheets of a form, each as a header and rows of cells that know their address.

use std::collections::BTreeMap;
use std::rc::Rc;

use sheets::{Book, BookSheet, SheetError, SheetLimits};

use super::problem::{CellPlace, RowColumns};

/// The sheets of a form.
#[derive(Debug, Clone, Default)]
pub struct FormBook {
    pub(super) sheets: BTreeMap<String, FormSheet>,
    /// All names, as they are written.
    pub(super) names: Vec<String>,
}

/// One sheet.
#[derive(Debug, Clone, Default)]
pub(super) struct FormSheet {
    pub name: String,
    pub header: Vec<(usize, String)>,
    pub rows: Vec<FormRow>,
    /// Columns of one name.
    pub twice: Vec<(usize, String)>,
}

/// One row: its number as a spreadsheet shows it, and its filled cells by column.
#[derive(Debug, Clone)]
pub(super) struct FormRow {
    pub number: usize,
    pub cells: Vec<(usize, String)>,
}

/// The sheets of which a form is made.
pub(super) const SHEETS: [&str; 6] = ["survey", "choices", "settings", "external_choices", "entities", "osm"];

/// After so many empty columns, or rows, nothing more is looked for.
const EMPTY_COLUMNS: usize = 20;
const EMPTY_ROWS: usize = 60;

impl FormBook {
    /// From a workbook.
    pub fn workbook(bytes: Vec<u8>) -> Result<Self, SheetError> {
        Ok(Self::of(Book::read(bytes, &SheetLimits { file_bytes: 64 << 20, ..SheetLimits::default() })?))
    }

    /// From texts by the name of their sheet, each as comma-separated values.
    pub fn texts(texts: Vec<(String, Vec<u8>)>) -> Result<Self, SheetError> {
        let sheets = texts.into_iter().map(|(name, bytes)| Ok(BookSheet { name, rows: sheets::records(&bytes)? }));
        Ok(Self::of(Book { sheets: sheets.collect::<Result<_, SheetError>>()? }))
    }

    fn of(book: Book) -> Self {
        let names: Vec<String> = book.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let only = names.len() == 1;
        let mut found = Self { sheets: BTreeMap::new(), names };
        for sheet in book.sheets {
            let name = sheet.name.to_lowercase();
            let key = if SHEETS.contains(&name.as_str()) { Some(name) } else { only.then(|| "survey".to_owned()) };
            if let Some(key) = key {
                found.sheets.insert(key, FormSheet::of(sheet));
            }
        }
        found
    }

    pub(super) fn sheet(&self, name: &str) -> Option<&FormSheet> {
        self.sheets.get(name)
    }
}

impl FormSheet {
    fn of(sheet: BookSheet) -> Self {
        let mut rows = sheet.rows.into_iter();
        let mut found = Self { name: sheet.name, ..Self::default() };
        let mut empty = 0;
        for (column, text) in rows.next().unwrap_or_default().into_iter().enumerate() {
            let text = collapsed(&text);
            if text.is_empty() {
                empty += 1;
            } else if found.header.iter().any(|(_, known)| *known == text) {
                found.twice.push((column, text));
            } else {
                empty = 0;
                found.header.push((column, text));
            }
            if empty > EMPTY_COLUMNS {
                break;
            }
        }
        let mut empty = 0;
        for (index, row) in rows.enumerate() {
            let named = |column: &usize| found.header.iter().any(|(known, _)| known == column);
            let cells: Vec<(usize, String)> =
                row.into_iter().enumerate().filter(|(column, text)| named(column) && !text.trim().is_empty()).collect();
            empty = if cells.is_empty() { empty + 1 } else { 0 };
            if empty > EMPTY_ROWS {
                break;
            }
            found.rows.push(FormRow { number: index + 2, cells });
        }
        found.rows.retain(|row| !row.cells.is_empty());
        found
    }

    pub fn place(&self, row: usize, column: usize) -> CellPlace {
        let named =
            self.header.iter().chain(&self.twice).find(|(known, _)| *known == column).map(|(_, name)| name.clone());
        CellPlace {
            sheet: self.name.clone(),
            cell: BookSheet::address(row.saturating_sub(1), column),
            column: named.unwrap_or_default(),
        }
    }

    /// What a row could fill.
    pub fn row_columns(&self, row: &FormRow, columns: &Rc<Vec<(String, usize, String)>>) -> RowColumns {
        RowColumns { sheet: self.name.clone(), number: row.number, columns: columns.clone() }
    }

    /// Its columns by what they are.
    pub fn known_columns(&self, columns: &BTreeMap<usize, Vec<String>>) -> Rc<Vec<(String, usize, String)>> {
        let named = self
            .header
            .iter()
            .filter_map(|(column, name)| columns.get(column).map(|tokens| (tokens.join("::"), *column, name.clone())));
        Rc::new(named.collect())
    }

    /// The row as a whole: its first cell.
    pub fn row_place(&self, row: &FormRow) -> CellPlace {
        let column = row.cells.first().map_or(0, |(column, _)| *column);
        CellPlace { column: String::new(), ..self.place(row.number, column) }
    }
}

/// Runs of spaces as one.
pub(super) fn collapsed(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if c != ' ' || !said.ends_with(' ') {
            said.push(c);
        }
    }
    said
}

/// Typographic quotation marks as plain ones.
pub(super) fn straight(text: &str) -> String {
    text.replace(['\u{2018}', '\u{2019}'], "'").replace(['\u{201c}', '\u{201d}'], "\"")
}
