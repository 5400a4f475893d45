//! Rows handed back: a file beside the one imported, one line a row, with the cells at fault, why, and what to do,
//! then the row as it came. It holds what the sender sent, so only its owner may read it.

use std::path::{Path, PathBuf};

use crate::Fault;

const HEAD: [&str; 4] = ["row", "cell", "reason", "what to do"];

/// Why one cell was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellFault {
    pub(super) cell: String,
    pub(super) reason: String,
    pub(super) help: String,
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
    header: Vec<String>,
    rows: Vec<RejectedRow>,
}

impl Rejects {
    pub(super) fn new(imported: &Path) -> Self {
        let mut file = imported.as_os_str().to_owned();
        file.push(".rejects.csv");
        Self { file: file.into(), header: vec![], rows: vec![] }
    }

    /// The names of the columns of the file.
    pub(super) fn header(&mut self, cells: &[sheets::SheetCell]) {
        self.header = cells.iter().map(|cell| cell.text.clone()).collect();
    }

    pub(super) fn push(&mut self, row: &sheets::SheetRow, faults: &[CellFault]) {
        let joined = |part: fn(&CellFault) -> &String| {
            let mut parts: Vec<&str> = faults.iter().map(|fault| part(fault).as_str()).collect();
            parts.dedup();
            parts.join("; ")
        };
        let (cell, reason, help) = (joined(|f| &f.cell), joined(|f| &f.reason), joined(|f| &f.help));
        let cells = row.cells.iter().map(|cell| cell.text.clone()).collect();
        self.rows.push(RejectedRow { row: row.number, cell, reason, help, cells });
    }

    pub(super) fn rows(&self) -> &[RejectedRow] {
        &self.rows
    }

    /// Writes the file, where any row was handed back, and names it.
    pub(super) fn finish(self) -> Result<Option<String>, Fault> {
        if self.rows.is_empty() {
            return Ok(None);
        }
        let named = |error: &dyn std::fmt::Display| Fault::File(format!("`{}`: {error}", self.file.display()));
        let file = crate::private_file(&self.file).map_err(|error| named(&error))?;
        let head: Vec<String> = HEAD.iter().map(|name| (*name).to_owned()).chain(self.header.clone()).collect();
        let lines: Vec<Vec<String>> = self.rows.iter().map(RejectedRow::line).collect();
        sheets::write_csv(file, std::iter::once(&head).chain(&lines)).map_err(|error| named(&error))?;
        Ok(Some(self.file.display().to_string()))
    }
}

impl RejectedRow {
    fn line(&self) -> Vec<String> {
        let said = [self.row.to_string(), self.cell.clone(), self.reason.clone(), self.help.clone()];
        said.into_iter().chain(self.cells.iter().cloned()).collect()
    }
}
