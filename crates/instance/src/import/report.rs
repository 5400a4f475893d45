//! What became of a file, for the page on which somebody decides whether to trust it: what was read as what, what was not
//! read, who was new, changed, the same, and what to look at. It repeats no cell and no header.

use std::collections::BTreeMap;

use casework::import::{ColumnReading, Look};
use serde::Serialize;

/// Cells that are named of each kind.
const NAMED: usize = 5;

/// What became of the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// All of them.
    pub rows: u64,
    /// New people.
    pub stored: u64,
    /// Known again, and changed.
    pub amended: u64,
    /// Known again, and as they were.
    pub unchanged: u64,
    /// Handed back.
    pub rejected: u64,
    /// For which reasons, by their stable names.
    pub reasons: BTreeMap<&'static str, u64>,
    /// The file of rows handed back, where there are any.
    pub rejects: Option<String>,
    /// The import, as facts name it.
    pub batch: String,
    /// The register, under whose name all of it is recorded.
    pub source: String,
    /// How the characters of a text were written, where it was not UTF-8.
    pub encoding: Option<&'static str>,
    /// The sheet that was read, of a workbook.
    pub sheet: Option<String>,
    /// What was read as what.
    pub read: Vec<ColumnReading>,
    /// What was left alone: columns, and other sheets of the workbook.
    pub not_read: Vec<String>,
    /// Whether rows can be known again once they are changed: `false` where they have no id.
    pub again: bool,
    /// What was stored and should be looked at, by kind.
    pub problems: BTreeMap<&'static str, ToLookAt>,
}

/// Cells of one kind to look at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ToLookAt {
    /// How many.
    pub cells: u64,
    /// The first of them.
    pub first: Vec<String>,
    /// What it is.
    pub says: &'static str,
}

impl ImportReport {
    /// Takes the columns apart into those that were read and those that were not.
    pub(super) fn of(source: &str, again: bool, readings: Vec<ColumnReading>) -> Self {
        let (read, left): (Vec<_>, Vec<_>) = readings.into_iter().partition(|reading| reading.field.is_some());
        let not_read = left.into_iter().map(|reading| format!("column {}", reading.column)).collect();
        Self { source: source.to_owned(), again, read, not_read, ..Self::default() }
    }

    pub(super) fn look_at(&mut self, looks: &[Look]) {
        for look in looks {
            let told = self.problems.entry(look.kind.code()).or_default();
            (told.cells, told.says) = (told.cells + 1, look.kind.says());
            if told.first.len() < NAMED {
                told.first.push(look.cell.clone());
            }
        }
    }
}
