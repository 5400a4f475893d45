//! Rows of a workbook between its reading and its use: as one text with the lengths of its cells.
//!
//! What is wrong with a workbook (a formula without a result, a row out of its order) may stand in its last cell and
//! refuses the whole, so that no row is handed out before all were read. A text of its own for every cell would take
//! several times the room.

use crate::row::RawRow;

/// A row, and where in the text it begins.
#[derive(Debug, Clone, Copy)]
struct HeldRow {
    number: u64,
    text: usize,
    cells: usize,
    count: usize,
    failed: Option<usize>,
    hidden: bool,
}

/// Rows in the order of their numbers.
#[derive(Debug, Default)]
pub struct HeldRows {
    text: String,
    lengths: Vec<u32>,
    rows: Vec<HeldRow>,
    next: usize,
}

impl HeldRows {
    pub fn push(&mut self, row: &RawRow) {
        let (text, cells, count) = (self.text.len(), self.lengths.len(), row.texts.len());
        for cell in &row.texts {
            self.text.push_str(cell);
            self.lengths.push(u32::try_from(cell.len()).unwrap_or(u32::MAX));
        }
        let &RawRow { number, failed, hidden, .. } = row;
        self.rows.push(HeldRow { number, text, cells, count, failed, hidden });
    }

    /// Puts rows in the order of their numbers; the first that stands twice, where one does.
    pub fn sort(&mut self) -> Option<u64> {
        self.rows.sort_by_key(|row| row.number);
        let twice = self.rows.chunk_by(|one, next| one.number == next.number).find(|alike| alike.len() > 1);
        twice.and_then(<[HeldRow]>::first).map(|row| row.number)
    }

    fn row(&self, row: HeldRow) -> RawRow {
        let lengths = self.lengths.get(row.cells..row.cells + row.count).unwrap_or_default();
        let mut from = row.text;
        let cell = |length: &u32| {
            let start = from;
            from += *length as usize;
            self.text.get(start..from).unwrap_or_default().to_owned()
        };
        let texts = lengths.iter().map(cell).collect();
        RawRow { number: row.number, texts, failed: row.failed, ragged: false, hidden: row.hidden }
    }
}

impl Iterator for HeldRows {
    type Item = RawRow;

    fn next(&mut self) -> Option<RawRow> {
        let row = self.rows.get(self.next).copied()?;
        self.next += 1;
        Some(self.row(row))
    }
}
