//! The second pass: rows become commands, some hundreds under way at a time.

use std::collections::BTreeSet;

use casework::import::{ImportRow, Outcome as Became, RowKey, RowReader, plan};
use casework::{Command, PersonView, Scope};
use futures::future::join_all;
use model::Id;

use super::Report;
use super::rejects::{Fault, Rejects};
use super::table::{Table, addresses, cells};
use crate::fail::{Fail, Outcome};
use crate::instance::{Acts, Instance};
use crate::out;

/// Rows under way at a time; two rows with one key are never.
const TOGETHER: usize = 1024;

/// What the rows of one import have in common.
pub struct Rows<'a> {
    pub instance: &'a Instance,
    pub acts: &'a Acts,
    pub source: &'a str,
    pub batch: Id,
    pub synthetic: bool,
    pub dry_run: bool,
}

/// A row that could be read.
struct Read {
    row: sheets::SheetRow,
    says: ImportRow,
}

impl Rows<'_> {
    /// Records that the import begins or ends.
    pub async fn note(&self, command: Command) -> Outcome {
        let ctx = casework::Ctx { batch: Some(self.batch), ..self.acts.ctx(self.source) };
        self.instance.store.submit(ctx, command).await.map(drop).map_err(Fail::wrong)
    }

    /// Takes every row of a table.
    pub async fn take(&mut self, table: Table, reader: &RowReader<'_>, rejects: &mut Rejects) -> Outcome<Report> {
        rejects.header(table.header());
        let mut report = Report::default();
        let mut shown = out::Progress::of("rows");
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
                        shown.at(report.rows);
                    }
                    keys.insert(says.key.clone());
                    waiting.push(Read { row, says });
                }
                Err(faults) => rejects.push(&row, &faults),
            }
        }
        self.flush(&mut waiting, &mut report, rejects).await?;
        shown.end();
        report.rejected = report.rows - report.stored - report.amended - report.unchanged;
        Ok(report)
    }

    async fn flush(&self, waiting: &mut Vec<Read>, report: &mut Report, rejects: &mut Rejects) -> Outcome {
        let rows = std::mem::take(waiting);
        let became = join_all(rows.iter().map(|read| self.one(read))).await;
        for (read, became) in rows.iter().zip(became) {
            match became? {
                Ok(Became::Stored) => report.stored += 1,
                Ok(Became::Amended) => report.amended += 1,
                Ok(Became::Unchanged) => report.unchanged += 1,
                Err(fault) => rejects.push(&read.row, &[fault]),
            }
        }
        Ok(())
    }

    /// One row: looked up, planned, submitted. A refusal is the row's; that the store does not answer ends the call.
    async fn one(&self, read: &Read) -> Outcome<Result<Became, Fault>> {
        let found = match self.found(&read.says.key).await? {
            Ok(found) => found,
            Err(fault) => return Ok(Err(at_start(&read.row, fault))),
        };
        let became = plan(found.as_ref(), self.source, &read.says.fields);
        if self.dry_run || became == Became::Unchanged {
            return Ok(Ok(became));
        }
        let command = read.says.clone().command(found.as_ref(), self.instance.store.new_id(), self.synthetic);
        let key = format!("{}:{}", self.batch, read.row.number);
        let ctx = self.acts.ctx_in_batch(self.source, self.batch, key);
        match self.instance.store.submit(ctx, command).await {
            Ok(_) => Ok(Ok(became)),
            Err(store::SubmitError::Refused(refusal)) => Ok(Err(at_start(&read.row, refusal.to_string()))),
            Err(error) => Err(Fail::wrong(error).help("run the same import again: it goes on where it stopped")),
        }
    }

    /// Who is known by the key; a reason where that person is not this office's to amend.
    async fn found(&self, key: &RowKey) -> Outcome<Result<Option<PersonView>, String>> {
        let store = &self.instance.store;
        let known = match key {
            RowKey::Person(id) => Some(*id),
            RowKey::External { system, id } => store.by_external(system, id).await.map_err(Fail::wrong)?,
        };
        let Some(id) = known else { return Ok(Ok(None)) };
        let scope = Scope::Controller { controller: self.acts.controller().to_owned() };
        let person = store.person(&scope, id).await.map_err(Fail::wrong)?;
        let elsewhere = person.is_none() && matches!(key, RowKey::External { .. });
        Ok(if elsewhere { Err("known to another controller or forgotten".to_owned()) } else { Ok(person) })
    }
}

fn read(reader: &RowReader<'_>, row: &sheets::SheetRow) -> Result<ImportRow, Vec<Fault>> {
    if !row.problems.is_empty() {
        return Err(row.problems.iter().map(|problem| at_start(row, problem.to_string())).collect());
    }
    reader.read(row.number, &cells(&row.cells, &addresses(&row.cells))).map_err(|problems| {
        let fault = |problem: casework::import::CellProblem| Fault {
            cell: problem.cell,
            reason: problem.reason,
            help: problem.help.to_owned(),
        };
        problems.into_iter().map(fault).collect()
    })
}

fn at_start(row: &sheets::SheetRow, reason: String) -> Fault {
    let cell = row.cells.first().map_or_else(|| row.number.to_string(), sheets::SheetCell::address);
    Fault { cell, reason, help: "correct the row and import it again".to_owned() }
}
