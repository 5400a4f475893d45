//! The second pass: rows become commands, some hundreds under way at a time.

use std::collections::BTreeSet;

use casework::import::{CellProblem, ImportRow, RowKey, RowOutcome, RowReader, plan};
use casework::{Action, Command, ImportCommand, PersonView, Refusal, Scope};
use futures::future::join_all;
use futures::stream::{self, StreamExt, TryStreamExt};
use model::{Compartment, Id};
use store::Sight;

use super::ImportReport;
use super::rejects::{CellFault, Rejects};
use super::table::{Table, addresses, cells};
use crate::{Acting, Fault, Instance};

/// Rows under way at a time; two rows with one key are never.
const TOGETHER: usize = 1024;

/// What the rows of one import have in common.
pub(super) struct Rows<'a> {
    pub(super) instance: &'a Instance,
    pub(super) acting: &'a Acting,
    pub(super) source: &'a str,
    pub(super) batch: Id,
    pub(super) synthetic: bool,
    pub(super) dry_run: bool,
}

/// Rows looked up at a time.
const LOOKING: usize = 8;

/// Who is known by a row's key; a reason where that person is not this office's to amend.
type Found = Result<Option<PersonView>, String>;

/// A row that could be read.
struct Read {
    row: sheets::SheetRow,
    says: ImportRow,
}

impl Rows<'_> {
    /// Records that the import begins or ends.
    pub(super) async fn note(&self, command: ImportCommand) -> Result<(), Fault> {
        self.submit(command.into(), None).await
    }

    async fn submit(&self, command: Command, key: Option<String>) -> Result<(), Fault> {
        let with = |ctx| casework::Ctx { batch: Some(self.batch), idempotency: key.clone(), ..ctx };
        self.instance.submit_as(self.acting, self.source, command, with).await.map(drop)
    }

    /// Takes every row of a table.
    pub(super) async fn take(
        &self,
        table: Table,
        reader: &RowReader<'_>,
        rejects: &mut Rejects,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<ImportReport, Fault> {
        rejects.header(table.header());
        let mut report = ImportReport::default();
        let mut waiting: Vec<Read> = Vec::with_capacity(TOGETHER);
        let mut keys = BTreeSet::new();
        for row in table.rows() {
            let row = row?;
            report.rows += 1;
            match read(reader, &row) {
                Ok(says) => {
                    if waiting.len() == TOGETHER || keys.contains(&says.key) {
                        self.flush(&mut waiting, &mut report, rejects).await?;
                        keys.clear();
                        progress(report.rows);
                    }
                    keys.insert(says.key.clone());
                    waiting.push(Read { row, says });
                }
                Err(faults) => rejects.push(&row, &faults),
            }
        }
        self.flush(&mut waiting, &mut report, rejects).await?;
        report.rejected = report.rows - report.stored - report.amended - report.unchanged;
        Ok(report)
    }

    async fn flush(
        &self,
        waiting: &mut Vec<Read>,
        report: &mut ImportReport,
        rejects: &mut Rejects,
    ) -> Result<(), Fault> {
        let rows = std::mem::take(waiting);
        // A few at a time look who is known, for readers are few; then all are written together, for that is one commit.
        let found = stream::iter(rows.iter().map(|read| self.found(&read.says.key))).buffered(LOOKING);
        let found: Vec<_> = found.try_collect().await?;
        let became = join_all(rows.iter().zip(found).map(|(read, found)| self.one(read, found))).await;
        for (read, became) in rows.iter().zip(became) {
            match became? {
                Ok(RowOutcome::Stored) => report.stored += 1,
                Ok(RowOutcome::Amended) => report.amended += 1,
                Ok(RowOutcome::Unchanged) => report.unchanged += 1,
                Err(fault) => rejects.push(&read.row, &[fault]),
            }
        }
        Ok(())
    }

    /// One row: planned, submitted. A refusal is the row's; that the store does not answer ends the call.
    async fn one(&self, read: &Read, found: Found) -> Result<Result<RowOutcome, CellFault>, Fault> {
        let found = match found {
            Ok(found) => found,
            Err(fault) => return Ok(Err(at_start(&read.row, fault))),
        };
        let became = plan(found.as_ref(), self.source, &read.says.fields);
        if self.dry_run || became == RowOutcome::Unchanged {
            return Ok(Ok(became));
        }
        let command = read.says.clone().command(found.as_ref(), self.instance.new_id(), self.synthetic);
        let key = format!("{}:{}", self.batch, read.row.number);
        match self.submit(command.into(), Some(key)).await {
            Ok(()) => Ok(Ok(became)),
            Err(Fault::Refused(refusal)) => Ok(Err(at_start(&read.row, refusal.to_string()))),
            Err(fault) => Err(fault),
        }
    }

    /// Who is known by the key; a reason where that person is not this office's to amend.
    async fn found(&self, key: &RowKey) -> Result<Found, Fault> {
        let store = &self.instance.store;
        let controller = &self.acting.seat.controller;
        let known = match key {
            RowKey::Person(id) => Some(*id),
            RowKey::External { system, id } => store.by_external(controller, system, id).await?,
        };
        let Some(id) = known else { return Ok(Ok(None)) };
        let person = store.person(&self.sight()?, id).await?;
        let elsewhere = person.is_none() && matches!(key, RowKey::External { .. });
        Ok(if elsewhere { Err("known to another office or forgotten".to_owned()) } else { Ok(person) })
    }

    /// Whom the importer may amend. Whether a row changes anything is told from what they may read: of real people,
    /// "unchanged" would otherwise say what lies in a compartment that they do not open.
    fn sight(&self) -> Result<Sight, Refusal> {
        let scope: Scope = self.acting.may(Action::Register)?;
        let opens = if self.instance.is_trial() {
            Compartment::ALL.into_iter().collect()
        } else {
            casework::opens(&self.acting.actor, &self.acting.occasion())
        };
        Ok(Sight { scope, opens })
    }
}

fn read(reader: &RowReader<'_>, row: &sheets::SheetRow) -> Result<ImportRow, Vec<CellFault>> {
    if !row.problems.is_empty() {
        let fault = |problem: &sheets::RowProblem| CellFault {
            help: problem.help().to_owned(),
            ..at_start(row, problem.to_string())
        };
        return Err(row.problems.iter().map(fault).collect());
    }
    reader.read(row.number, &cells(&row.cells, &addresses(&row.cells))).map_err(|problems| {
        let fault = |CellProblem { cell, reason, help, .. }| CellFault { cell, reason, help: help.to_owned() };
        problems.into_iter().map(fault).collect()
    })
}

fn at_start(row: &sheets::SheetRow, reason: String) -> CellFault {
    let cell = row.cells.first().map_or_else(|| row.number.to_string(), sheets::SheetCell::address);
    CellFault { cell, reason, help: "correct the row and import it again".to_owned() }
}
