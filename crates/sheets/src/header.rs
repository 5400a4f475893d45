//! Which row names the columns, and what they are called.
//!
//! The row that was said to; else, where the file carries HXL hashtags, the row above them, so that titles and notes
//! above the table do no harm (the rule of the HXL standard, within the first 25 rows); else the first row that is not
//! blank. Refused: a first row that reads like a title, a column without a name, two columns that look alike.

use std::collections::{HashMap, VecDeque};

use model::folding::as_seen;

use crate::error::ChoiceError;
use crate::row::RawRow;
use crate::rows::Rows;
use crate::{SheetCell, SheetError};

/// How far down hashtags and titles are looked for.
const WITHIN: usize = 25;

/// The row that names the columns, the row of hashtags if any, and the rows read ahead that follow them.
pub struct Head {
    pub row: RawRow,
    pub tags: Option<RawRow>,
    pub ahead: VecDeque<RawRow>,
}

/// Reads as far as is needed to know.
pub fn head(rows: &mut Rows, said: Option<u64>) -> Result<Head, SheetError> {
    let mut first = first(rows, said)?;
    if first.is_tags() {
        return Ok(Head { row: first.clone(), tags: Some(first), ahead: VecDeque::new() });
    }
    let mut ahead = VecDeque::new();
    while ahead.len() + 1 < WITHIN {
        let Some(row) = rows.next_filled()? else { break };
        // A row that was said to name the columns has its hashtags right below, or none.
        if row.is_tags() && (said.is_none() || ahead.is_empty()) {
            let row_above = ahead.pop_back().unwrap_or(first);
            return Ok(Head { row: row_above, tags: Some(row), ahead: VecDeque::new() });
        }
        ahead.push_back(row);
    }
    if said.is_none() {
        check_title(&first, &ahead)?;
    }
    first.ragged = false;
    Ok(Head { row: first, tags: None, ahead })
}

fn first(rows: &mut Rows, said: Option<u64>) -> Result<RawRow, SheetError> {
    let Some(number) = said else { return rows.next_filled()?.ok_or(SheetError::Empty) };
    loop {
        match rows.next_filled()? {
            Some(row) if row.number < number => (),
            Some(row) if row.number == number => return Ok(row),
            _ => return Err(ChoiceError::NoHeaderRow { row: number }.into()),
        }
    }
}

/// Refuses a first row of which most of what follows knows more columns.
fn check_title(first: &RawRow, ahead: &VecDeque<RawRow>) -> Result<(), SheetError> {
    let mut widths: Vec<usize> = ahead.iter().map(RawRow::filled).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or_default();
    let widest = widths.last().copied().unwrap_or_default();
    let title = (first.filled() == 1 && widest > 1) || 2 * first.filled() < usual;
    match ahead.iter().find(|row| 2 * row.filled() > widest) {
        Some(row) if title => Err(SheetError::Title { row: first.number, likely: row.number }),
        _ => Ok(()),
    }
}

/// The header's cells, up to the last that is not blank.
pub fn named(row: RawRow) -> Result<Vec<SheetCell>, SheetError> {
    let width = row.texts.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1);
    let cells = row.cells(width);
    let mut seen: HashMap<String, &SheetCell> = HashMap::new();
    for cell in &cells {
        let shown = as_seen(&cell.text);
        if shown.is_empty() {
            return Err(SheetError::Unnamed { address: cell.address() });
        }
        if let Some(first) = seen.insert(shown, cell) {
            let alike = first.text != cell.text;
            return Err(SheetError::Duplicate { address: cell.address(), first: first.address(), alike });
        }
    }
    Ok(cells)
}
