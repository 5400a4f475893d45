//! A row before its columns have names: texts in the order in which the file has them.

use crate::cell::{RowProblem, SheetCell, SheetRow, address};

/// A row as it stands in the file.
#[derive(Debug, Clone)]
pub struct RawRow {
    pub number: u64,
    pub texts: Vec<String>,
    /// The first cell that the spreadsheet could not compute.
    pub failed: Option<usize>,
    /// Whether fewer cells than the header has mean that some are missing, and not just empty.
    pub ragged: bool,
    /// Whether the spreadsheet does not show it.
    pub hidden: bool,
}

impl RawRow {
    /// Says whether the cell was free; one that holds something keeps it.
    pub fn put(&mut self, column: usize, text: String) -> bool {
        if self.texts.len() <= column {
            self.texts.resize(column + 1, String::new());
        }
        let free = self.texts.get_mut(column).filter(|held| held.is_empty());
        free.map(|slot| *slot = text).is_some()
    }

    pub fn is_blank(&self) -> bool {
        self.failed.is_none() && self.texts.iter().all(String::is_empty)
    }

    /// How many of its cells hold something.
    pub fn filled(&self) -> usize {
        self.texts.iter().filter(|text| !text.is_empty()).count()
    }

    /// Whether all that stands in it are hashtags.
    pub fn is_tags(&self) -> bool {
        let is_tag = |text: &String| text.strip_prefix('#').is_some_and(|tag| tag.starts_with(char::is_alphabetic));
        !self.is_blank() && self.failed.is_none() && self.texts.iter().all(|text| text.is_empty() || is_tag(text))
    }

    /// Exactly `width` cells.
    pub fn cells(self, width: usize) -> Vec<SheetCell> {
        let texts = self.texts.into_iter().chain(std::iter::repeat_with(String::new)).take(width);
        texts.enumerate().map(|(column, text)| SheetCell { column, row: self.number, text }).collect()
    }

    /// A row of data under a header of `width` columns. Where cells are missing none are added, and where there are too
    /// many none is dropped: whoever gets the row back gets it as it came.
    pub fn into_row(self, width: usize) -> SheetRow {
        let last = self.texts.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1);
        let filled = self.texts.iter().skip(width).position(|text| !text.is_empty()).map(|beyond| width + beyond);
        let short = self.ragged && self.texts.len() < width;
        let mut problems = Vec::new();
        if short {
            problems.push(RowProblem::Short { found: self.texts.len(), expected: width });
        }
        problems.extend(filled.map(|column| RowProblem::Long { address: address(column, self.number) }));
        problems.extend(self.failed.map(|column| RowProblem::Failed { address: address(column, self.number) }));
        let cells = if short { self.texts.len() } else { width.max(last) };
        let hidden = self.hidden;
        SheetRow { number: self.number, cells: self.cells(cells), problems, hidden }
    }
}
