//! Somebody else's register becomes commands, by the same door as everything else.
//!
//! Two passes. Nothing is written before every header is understood and the order of day and month is settled for
//! every column. Then row by row: who is known again is amended, who is new is registered, and a row that cannot be
//! read is handed back with cell, reason and what to do. An interrupted import is run again: what is there already
//! counts as unchanged.

mod rejects;
mod rows;
mod table;

use std::path::Path;

use casework::ImportCommand;
use casework::import::{Mapping, SheetProblem, Survey};
use journal::BatchCounts;
use model::{Id, Schema};
use serde::Serialize;
use sheets::SheetChoice;

pub use self::rejects::RejectedRow;
use self::rejects::Rejects;
use self::rows::Rows;
use self::table::{Table, addresses, cells};
use crate::{Acting, Fault, InForce, Instance};

/// What is to be imported, and how.
#[derive(Debug, Clone)]
pub struct Import<'a> {
    /// CSV, XLSX or Parquet.
    pub file: &'a Path,
    /// What is said of it: which sheet, how it is written.
    pub choice: &'a SheetChoice,
    /// Which column is which field, and how its values read.
    pub mapping: &'a Mapping,
    /// Whether the caller says that nobody in it exists.
    pub synthetic: bool,
    /// Whether nothing is written.
    pub dry_run: bool,
}

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
    /// The file of rows handed back, where there are any.
    pub rejects: Option<String>,
    /// The import, as facts name it.
    pub batch: String,
    /// How the characters of a text were written, where it was not UTF-8.
    pub encoding: Option<&'static str>,
    /// The sheet that was read, of a workbook.
    pub sheet: Option<String>,
    /// What was not read: other sheets.
    pub not_read: Vec<String>,
}

/// Why a whole file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// What concerns every row; nothing was written.
    #[error("nothing was written: {}", .0.first().map_or_else(String::new, ToString::to_string))]
    Sheet(Vec<SheetProblem>),
    /// A trial instance is given people of whom nobody says that they are invented.
    #[error("a trial instance holds synthetic people only, and this file is not marked synthetic")]
    NotSynthetic,
    /// It could not be read, or not be written; run again, it goes on where it stopped.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Instance {
    /// Imports a register. `progress` is told the number of rows taken, every thousand; `rejected` each row of a dry run
    /// that would be handed back.
    pub async fn import(
        &self,
        in_force: &InForce,
        acting: &Acting,
        import: &Import<'_>,
        progress: &mut (dyn FnMut(u64) + Send),
        rejected: &mut (dyn FnMut(&RejectedRow) + Send),
    ) -> Result<ImportReport, ImportError> {
        let synthetic = import.synthetic || table::is_marked_synthetic(import.file)?;
        if self.is_trial() && !synthetic {
            return Err(ImportError::NotSynthetic);
        }
        let file_hash = table::hash(import.file)?;
        let survey = survey(import, &in_force.packs.schema, &file_hash)?;
        let reader = survey.reader().map_err(ImportError::Sheet)?;
        let batch = self.new_id();
        let mut rejects = Rejects::new(import.file);
        let rows =
            Rows { instance: self, acting, source: import.mapping.source(), batch, synthetic, dry_run: import.dry_run };
        if !import.dry_run {
            rows.note(ImportCommand::Open { batch, file_hash }).await?;
        }
        let table = Table::open(import.file, import.choice)?;
        let (encoding, sheet, not_read) = (table.encoding(), table.sheet(), table.not_read());
        let report = rows.take(table, &reader, &mut rejects, progress).await?;
        let mut report = ImportReport { encoding, sheet, not_read, ..report };
        report.batch = batch.to_string();
        if import.dry_run {
            rejects.rows().iter().for_each(rejected);
        } else {
            report.rejects = rejects.finish()?;
            rows.note(closing(batch, &report)).await?;
        }
        Ok(report)
    }
}

fn closing(batch: Id, report: &ImportReport) -> ImportCommand {
    let &ImportReport { rows, stored, amended, unchanged, rejected, .. } = report;
    ImportCommand::Close { batch, counts: BatchCounts { rows, stored, amended, unchanged, rejected } }
}

/// The first pass over all rows.
fn survey<'a>(import: &Import<'_>, schema: &'a Schema, file_hash: &str) -> Result<Survey<'a>, ImportError> {
    let table = Table::open(import.file, import.choice)?;
    let (header, tags) = (addresses(table.header()), table.tags().map(addresses));
    let header = cells(table.header(), &header);
    let tags = table.tags().zip(tags.as_ref()).map(|(tags, addresses)| cells(tags, addresses));
    let survey = Survey::new(schema, import.mapping, file_hash, &header, tags.as_deref());
    let mut survey = survey.map_err(ImportError::Sheet)?;
    for row in table.rows() {
        let row = row?;
        survey.see(&cells(&row.cells, &addresses(&row.cells)));
    }
    Ok(survey)
}
