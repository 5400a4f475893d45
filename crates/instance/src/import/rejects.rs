//! Rows handed back: a file beside the one imported, one line a row, with the cells at fault, why, and what to do,
//! then the row as it came, whole. It is imported again as it is: its own columns are known and left alone. It holds what
//! the sender sent, so only its owner may read it; one of an earlier import is removed once nothing is handed back.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use casework::import::REJECT_COLUMNS;

use super::table::Table;
use crate::Fault;

/// Why one cell was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellFault {
    pub(super) code: &'static str,
    pub(super) cell: String,
    pub(super) reason: String,
    pub(super) help: String,
}

/// Why a row is handed back whoever asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Why {
    pub(super) code: &'static str,
    pub(super) reason: &'static str,
    pub(super) help: &'static str,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    /// Its number in the file.
    pub row: u64,
    /// The cells at fault.
    pub cell: String,
    /// Why.
    pub reason: String,
    /// What to do.
    pub help: String,
    /// As it came.
    cells: Vec<String>,
}

/// The rows handed back so far.
pub(super) struct Rejects {
    file: PathBuf,
    /// The header, and the row of tags where there is one.
    heads: Vec<Vec<String>>,
    /// Columns that a file of rejects had before those of the sheet.
    own: usize,
    rows: Vec<RejectedRow>,
    /// How many rows for which first reason.
    reasons: BTreeMap<&'static str, u64>,
}

impl Rejects {
    pub(super) fn new(imported: &Path, table: &Table) -> Self {
        let mut file = imported.as_os_str().to_owned();
        file.push(".rejects.csv");
        let is_own = table.header().iter().zip(REJECT_COLUMNS).filter(|(cell, own)| cell.text == *own).count();
        let own = if is_own == REJECT_COLUMNS.len() { is_own } else { 0 };
        let texts = |cells: &[sheets::SheetCell]| cells.iter().skip(own).map(|cell| cell.text.clone()).collect();
        let heads = std::iter::once(table.header()).chain(table.tags()).map(texts).collect();
        Self { file: file.into(), heads, own, rows: vec![], reasons: BTreeMap::new() }
    }

    pub(super) fn push(&mut self, row: &sheets::SheetRow, faults: &[CellFault]) {
        *self.reasons.entry(faults.first().map_or("", |fault| fault.code)).or_default() += 1;
        let joined = |part: fn(&CellFault) -> &String| {
            let mut parts: Vec<&str> = faults.iter().map(|fault| part(fault).as_str()).collect();
            parts.dedup();
            parts.join("; ")
        };
        let (cell, reason, help) = (joined(|f| &f.cell), joined(|f| &f.reason), joined(|f| &f.help));
        let cells = row.cells.iter().skip(self.own).map(|cell| cell.text.clone()).collect();
        self.rows.push(RejectedRow { row: row.number, cell, reason, help, cells });
    }

    pub(super) fn len(&self) -> u64 {
        self.rows.len() as u64
    }

    pub(super) fn reasons(&self) -> BTreeMap<&'static str, u64> {
        self.reasons.clone()
    }

    pub(super) fn rows(&self) -> &[RejectedRow] {
        &self.rows
    }

    /// Writes the file, where any row was handed back, and names it; else an older one is gone.
    pub(super) fn finish(mut self) -> Result<Option<String>, Fault> {
        let named = |error: &dyn std::fmt::Display| Fault::File(format!("`{}`: {error}", self.file.display()));
        if self.rows.is_empty() {
            if is_of_rejects(&self.file) {
                std::fs::remove_file(&self.file).map_err(|error| named(&error))?;
            }
            return Ok(None);
        }
        self.rows.sort_by_key(|row| row.row);
        let file = crate::private_file(&self.file).map_err(|error| named(&error))?;
        let before = [REJECT_COLUMNS.map(str::to_owned), [const { String::new() }; REJECT_COLUMNS.len()]];
        let heads = before.iter().zip(&self.heads).map(|(own, head)| own.iter().chain(head).cloned().collect());
        let lines: Vec<Vec<String>> = heads.chain(self.rows.iter().map(RejectedRow::line)).collect();
        sheets::write_csv(file, &lines).map_err(|error| named(&error))?;
        Ok(Some(self.file.display().to_string()))
    }
}

/// Whether a file of this name was written here: nothing else is removed.
fn is_of_rejects(file: &Path) -> bool {
    let Ok(file) = std::fs::File::open(file) else { return false };
    let mut first = String::new();
    let read = BufReader::new(file).read_line(&mut first);
    read.is_ok() && first.trim_start_matches('\u{feff}').starts_with(&REJECT_COLUMNS.join(","))
}

impl RejectedRow {
    fn line(&self) -> Vec<String> {
        let said = [self.row.to_string(), self.cell.clone(), self.reason.clone(), self.help.clone()];
        said.into_iter().chain(self.cells.iter().cloned()).collect()
    }
}
