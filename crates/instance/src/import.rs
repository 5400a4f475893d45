//! Somebody else's register becomes commands, by the same door as everything else.
//!
//! Two passes. Nothing is written before every header is understood and the order of day and month is settled for
//! every column. Then row by row: who is known again is amended, who is new is registered, and a row that cannot be
//! read, or cannot be, is handed back with cell, reason and what to do. A dry run says what the run would, and is noted as
//! the search that it is. An interrupted import hands back what it has, and is run again: what is there already counts as
//! unchanged.

mod known;
mod preview;
mod rehearsal;
mod rejects;
mod report;
mod rows;
mod table;
mod told;

use std::borrow::Cow;
use std::path::Path;

use casework::import::{Look, LookKind, Mapping, RowReader, SheetOccasion, SheetProblem, Survey};
use casework::{ImportCommand, InstanceView};
use journal::BatchCounts;
use model::{Id, Schema};
use sheets::SheetChoice;

pub use self::preview::{PreviewColumn, SheetPreview, preview};
pub use self::rejects::RejectedRow;
use self::rejects::Rejects;
pub use self::report::{ImportReport, ToLookAt};
use self::rows::Rows;
pub use self::table::PreviewError;
use self::table::{Table, addresses, cells};
use self::told::{Told, may_look};
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
    /// Whether the caller says that rows without an id which are not known are new people, and not changed rows.
    pub without_ids: bool,
}

/// Whoever watches an import: a terminal, a page.
pub struct ImportWatch<'a> {
    /// Told before anything is written what was understood: columns, and whether rows can be known again.
    pub before: &'a mut (dyn FnMut(&ImportReport) + Send),
    /// Told the number of rows taken, every thousand.
    pub progress: &'a mut (dyn FnMut(u64) + Send),
    /// Told each row of a dry run that would be handed back.
    pub rejected: &'a mut (dyn FnMut(&RejectedRow) + Send),
}

/// Why a whole file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// What concerns every row; nothing was written.
    #[error("nothing was written: {}", .0.first().map_or_else(String::new, ToString::to_string))]
    Sheet(Vec<SheetProblem>),
    /// Rows without an id, some of which are not known, of a register of which people are on record.
    #[error(
        "nothing was written: {unknown} rows have no id and are not known as they stand ({known} are), and people of \
         `{register}` are on record, or may be: an import of it was stopped"
    )]
    NoIds {
        /// The register.
        register: String,
        /// Rows known as they stand.
        known: u64,
        /// Rows that are not: new people, or rows that were changed.
        unknown: u64,
    },
    /// A trial instance is given people of whom nobody says that they are invented.
    #[error("a trial instance holds synthetic people only, and this file is not marked synthetic")]
    NotSynthetic,
    /// It stopped on the way; run again, it goes on where it stopped.
    #[error("stopped after row {}, of which {} were stored, {} amended, {} unchanged and {} handed back{}: {why}",
        .report.rows, .report.stored, .report.amended, .report.unchanged, .report.rejected,
        handed_back(.report, .lost.as_ref()))]
    Stopped {
        /// What became of the rows before.
        report: Box<ImportReport>,
        /// Why.
        why: Fault,
        /// Why the rows handed back so far could not be written down, where that failed too.
        lost: Option<Fault>,
    },
    /// It could not be read, or not be written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

fn handed_back(report: &ImportReport, lost: Option<&Fault>) -> String {
    match (&report.rejects, lost) {
        (Some(file), _) => format!(" in `{file}`"),
        (None, Some(lost)) => format!(", which could not be written down ({lost})"),
        (None, None) => String::new(),
    }
}

impl Instance {
    /// Imports a register.
    pub async fn import(
        &self,
        in_force: &InForce,
        acting: &Acting,
        import: &Import<'_>,
        watch: ImportWatch<'_>,
    ) -> Result<ImportReport, ImportError> {
        let synthetic = import.synthetic || table::is_marked_synthetic(import.file)?;
        if self.is_trial() && !synthetic {
            return Err(ImportError::NotSynthetic);
        }
        let view = self.store.instance().await.map_err(Fault::from)?;
        let mapping = as_spelt(import.mapping, &view);
        let import = &Import { mapping: &mapping, ..import.clone() };
        let file_hash = table::hash(import.file)?;
        let schema = &in_force.packs.schema;
        let today = acting.today(&in_force.view, self.now());
        let occasion = SheetOccasion { today, spreadsheet: is_spreadsheet(import.file)?, key: self.store.import_key() };
        let survey = survey(import, &file_hash, schema, occasion)?;
        let reader = survey.reader().map_err(ImportError::Sheet)?;
        let again = reader.names_rows();
        let (source, batch, dry_run) = (import.mapping.source(), self.new_id(), import.dry_run);
        let digest = in_force.digest;
        let traces = self.store.traces(self.now()).await.map_err(Fault::from)?;
        let told = Told::of(&reader.readings());
        let rows = Rows {
            instance: self,
            acting,
            schema,
            digest,
            view,
            traces,
            source,
            batch,
            today,
            synthetic,
            dry_run,
            told,
        };
        if dry_run {
            may_look(self, acting).await?;
        }
        let mut report = ImportReport::of(source, again, reader.readings());
        let table = Table::unchanged(import.file, import.choice, &file_hash)?;
        (report.encoding, report.sheet) = (table.encoding(), table.sheet());
        report.not_read.extend(table.not_read());
        let unseen = |cell: &sheets::SheetCell| Look { kind: LookKind::HiddenColumn, cell: cell.address() };
        report.look_at(&table.hidden().into_iter().map(unseen).collect::<Vec<_>>());
        report.batch = batch.to_string();
        (watch.before)(&report);
        if !again && !import.without_ids {
            rows.ask_about(import, &file_hash, &reader).await?;
        }
        let mut rejects = Rejects::new(import.file, &table);
        if !dry_run {
            rejects.open()?;
        }
        rows.note(ImportCommand::Open { batch, file_hash }).await?;
        let taken = rows.take(table, &reader, &mut report, &mut rejects, watch.progress).await;
        (report.rejected, report.reasons) = (rejects.len(), rejects.reasons());
        if dry_run {
            rows.told.tell(self, acting).await?;
            rejects.rows().iter().for_each(watch.rejected);
            taken?;
            return Ok(report);
        }
        rows.end(report, taken, rejects).await
    }
}

impl Rows<'_> {
    /// Writes down what was handed back and that the import ended. People are on record by now: whatever fails here, the
    /// import was stopped, and nobody is told that nothing was written.
    async fn end(
        &self,
        mut report: ImportReport,
        taken: Result<(), Fault>,
        rejects: Rejects,
    ) -> Result<ImportReport, ImportError> {
        let finished = rejects.finish().map(|file| report.rejects = file);
        // Where the store is away this cannot be noted either: what is there is known again all the same.
        let closed = self.note(closing(self.batch, &report)).await;
        let (why, lost) = match (taken, finished, closed) {
            (Ok(()), Ok(()), Ok(())) => return Ok(report),
            (Err(why), finished, _) | (Ok(()), finished @ Ok(()), Err(why)) => (why, finished.err()),
            (Ok(()), Err(why), _) => (why, None),
        };
        Err(ImportError::Stopped { report: Box::new(report), why, lost })
    }

    /// A row without an id is known again only as it stands: a changed one would be a second person. Where people of the
    /// register are on record, whoever imports says that rows which are not known are new.
    async fn ask_about(&self, import: &Import<'_>, file_hash: &str, reader: &RowReader<'_>) -> Result<(), ImportError> {
        let of_source = self.view.batches.values().filter(|batch| batch.source == self.source);
        let wrote = |batch: &casework::view::Batch| batch.counts.as_ref().is_none_or(|counts| counts.stored > 0);
        if !of_source.into_iter().any(wrote) {
            return Ok(());
        }
        if !self.dry_run {
            may_look(self.instance, self.acting).await?;
        }
        let (known, unknown) =
            self.known_already(Table::unchanged(import.file, import.choice, file_hash)?, reader).await?;
        // The rest of a file of which some rows are known was not stored when its import was stopped.
        let begun = |batch: &&casework::view::Batch| batch.file_hash == file_hash && batch.source == self.source;
        if known > 0 && self.view.batches.values().any(|batch| begun(&batch)) {
            self.told.clear();
            return Ok(());
        }
        if unknown == 0 {
            self.told.clear();
            return Ok(());
        }
        self.told.tell(self.instance, self.acting).await?;
        Err(ImportError::NoIds { register: self.source.to_owned(), known, unknown })
    }
}

/// The mapping, its register spelt as it is on record.
fn as_spelt<'a>(mapping: &'a Mapping, view: &InstanceView) -> Cow<'a, Mapping> {
    match view.register_as_spelt(mapping.source()) {
        spelt if spelt == mapping.source() => Cow::Borrowed(mapping),
        spelt => Cow::Owned(Mapping { source: Some(spelt.to_owned()), ..mapping.clone() }),
    }
}

/// Whether the cells of a file can hold days and numbers, and not only texts.
fn is_spreadsheet(file: &Path) -> Result<bool, Fault> {
    use std::io::Read;
    let mut start = [0; 2];
    let named = |error: std::io::Error| Fault::File(format!("`{}`: {error}", file.display()));
    let read = sheets::open_file(file).and_then(|mut file| file.read(&mut start)).map_err(named)?;
    Ok(read == start.len() && &start == b"PK")
}

/// What is noted at the end; rows that a fault kept from being decided do not count.
fn closing(batch: Id, report: &ImportReport) -> ImportCommand {
    let &ImportReport { stored, amended, unchanged, rejected, .. } = report;
    let rows = stored + amended + unchanged + rejected;
    ImportCommand::Close { batch, counts: BatchCounts { rows, stored, amended, unchanged, rejected } }
}

/// The first pass over all rows.
fn survey<'a>(
    import: &Import<'_>,
    file_hash: &str,
    schema: &'a Schema,
    occasion: SheetOccasion,
) -> Result<Survey<'a>, ImportError> {
    let table = Table::unchanged(import.file, import.choice, file_hash)?;
    let (header, tags) = (addresses(table.header()), table.tags().map(addresses));
    let header = cells(table.header(), &header);
    let tags = table.tags().zip(tags.as_ref()).map(|(tags, addresses)| cells(tags, addresses));
    let survey = Survey::new(schema, import.mapping, occasion, &header, tags.as_deref());
    let mut survey = survey.map_err(ImportError::Sheet)?;
    for row in table.rows() {
        let row = row?;
        survey.see(row.number, &cells(&row.cells, &addresses(&row.cells)));
    }
    Ok(survey)
}
