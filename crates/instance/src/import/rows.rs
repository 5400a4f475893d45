//! The second pass: rows become commands, some hundreds under way at a time.

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::import::{CellProblem, ImportRow, Look, LookKind, RowKey, RowOutcome, RowReader, contradicts, plan};
use casework::{Command, Ctx, ImportCommand, InstanceView, OwnerView, Refusal};
use futures::future::{join, join_all};
use journal::Digest;
use model::{Date, Id, Schema};
use pathways::PathwaysInForce;
use store::Traces;

use super::ImportReport;
use super::rehearsal::Rehearsal;
use super::rejects::{CellFault, Rejects, Why};
use super::table::{Table, addresses, cells};
use super::told::Told;
use crate::{Acting, Fault, Instance};

/// Rows under way at a time, two groups of the writer: one is planned while the other is written. Two rows with one key
/// never are.
const TOGETHER: usize = 2048;

/// Rows that are read before others have their turn.
const TURN: u64 = 16;

/// How often a row is looked up again because somebody else entered its person at the same moment.
const TRIES: usize = 3;

/// What the rows of one import have in common.
pub(super) struct Rows<'a> {
    pub(super) instance: &'a Instance,
    pub(super) acting: &'a Acting,
    pub(super) schema: &'a Schema,
    pub(super) digest: Digest,
    pub(super) view: Arc<InstanceView>,
    pub(super) traces: Traces,
    pub(super) source: &'a str,
    pub(super) batch: Id,
    pub(super) today: Date,
    pub(super) synthetic: bool,
    pub(super) dry_run: bool,
    pub(super) told: Told,
}

/// Who is known by a row's key; a reason where that person is not this office's to amend, or was forgotten.
pub(super) type Found = Result<Option<OwnerView>, Why>;

/// A row that could be read.
struct Read {
    row: sheets::SheetRow,
    says: ImportRow,
}

/// Rows that are written together.
#[derive(Default)]
struct Chunk {
    /// Those that could be read, no two with one key.
    rows: Vec<Read>,
    /// Those that could not.
    refused: Vec<(sheets::SheetRow, Vec<CellFault>)>,
    /// How many they are.
    seen: u64,
    /// What ended the reading after them.
    fault: Option<Fault>,
}

/// Where chunks come from.
struct Source<'a> {
    rows: Box<dyn Iterator<Item = Result<sheets::SheetRow, Fault>> + Send>,
    reader: &'a RowReader<'a>,
    /// A row whose key is in the chunk before it.
    held: Option<Read>,
}

impl Source<'_> {
    /// The next rows; none at the end. Others have their turn between every few.
    async fn chunk(&mut self) -> Chunk {
        let mut chunk = Chunk::default();
        let mut keys = BTreeSet::new();
        if let Some(held) = self.held.take() {
            keys.insert(held.says.key.clone());
            chunk.rows.push(held);
            chunk.seen += 1;
        }
        while chunk.rows.len() < TOGETHER {
            let Some(row) = self.rows.next() else { break };
            let row = match row {
                Ok(row) => row,
                Err(fault) => {
                    chunk.fault = Some(fault);
                    break;
                }
            };
            match read(self.reader, &row) {
                Ok(says) if keys.contains(&says.key) => {
                    self.held = Some(Read { row, says });
                    break;
                }
                Ok(says) => {
                    keys.insert(says.key.clone());
                    chunk.rows.push(Read { row, says });
                }
                Err(faults) => chunk.refused.push((row, faults)),
            }
            chunk.seen += 1;
            if chunk.seen % TURN == 0 {
                tokio::task::yield_now().await;
            }
        }
        chunk
    }
}

impl Rows<'_> {
    /// Records that the import begins or ends; of a dry run, finds out whether it might.
    pub(super) async fn note(&self, command: ImportCommand) -> Result<(), Fault> {
        self.submit(command.into(), None, None).await
    }

    async fn submit(&self, command: Command, key: Option<String>, found: Option<&OwnerView>) -> Result<(), Fault> {
        let with = |ctx| Ctx { batch: Some(self.batch), idempotency: key.clone(), ..ctx };
        if self.dry_run {
            let (instance, pathways) = (Arc::clone(&self.view), PathwaysInForce::default());
            let record = Rehearsal { instance, schema: self.schema, found, pathways };
            let ctx = with(self.acting.ctx(self.source, self.digest, self.instance.now()));
            return record.of(&ctx, &command).map_err(Fault::from);
        }
        self.instance.submit_as(self.acting, self.source, command, with).await.map(drop)
    }

    /// Takes every row of a table: while some are written the next are read. What became of those before a fault stands in
    /// the report.
    pub(super) async fn take(
        &self,
        table: Table,
        reader: &RowReader<'_>,
        report: &mut ImportReport,
        rejects: &mut Rejects,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<(), Fault> {
        let mut source = Source { rows: table.rows(), reader, held: None };
        let mut chunk = source.chunk().await;
        loop {
            report.rows += chunk.seen;
            for (row, faults) in chunk.refused {
                rejects.push(&row, &faults);
            }
            let last = chunk.rows.is_empty() || chunk.fault.is_some();
            let next = async { if last { Chunk::default() } else { source.chunk().await } };
            let (written, next) = join(self.write(&chunk.rows, report, rejects), next).await;
            written?;
            chunk.fault.map_or(Ok(()), Err)?;
            if last {
                return Ok(());
            }
            progress(report.rows);
            chunk = next;
        }
    }

    async fn write(&self, rows: &[Read], report: &mut ImportReport, rejects: &mut Rejects) -> Result<(), Fault> {
        let keys: Vec<&RowKey> = rows.iter().map(|read| &read.says.key).collect();
        let found = self.found(&keys).await?;
        if self.dry_run {
            self.told.keep(&found, self.schema);
        }
        // All are written together, for that is one commit; those that were are counted before a fault is told.
        let became = join_all(rows.iter().zip(found).map(|(read, found)| self.one(read, found))).await;
        let mut fault = None;
        for (read, became) in rows.iter().zip(became) {
            match became {
                Ok(Ok(became)) => count(report, became, &read.says.looks),
                Ok(Err(fault)) => rejects.push(&read.row, &[fault]),
                Err(one) => fault = Some(one),
            }
        }
        fault.map_or(Ok(()), Err)
    }

    /// One row: planned, submitted. A refusal is the row's; that the store does not answer ends the call.
    async fn one(&self, read: &Read, mut found: Found) -> Result<Result<RowOutcome, CellFault>, Fault> {
        for tried in 1..=TRIES {
            let person = match found {
                Ok(person) => person,
                Err(why) => return Ok(Err(at_start(&read.row, why.code, why.reason, why.help))),
            };
            let fields = &read.says.fields;
            if let Some(reason) = person.as_ref().and_then(|there| contradicts(there, self.source, fields, self.today))
            {
                let help = "look whose id it is, and correct the row or the record";
                return Ok(Err(at_start(&read.row, "contradicts-record", &reason, help)));
            }
            let became = plan(person.as_ref(), self.source, fields);
            if became == RowOutcome::Unchanged {
                return Ok(Ok(became));
            }
            let command = read.says.clone().command(person.as_ref(), self.instance.new_id(), self.synthetic);
            let key = format!("{}:{}:{tried}", self.batch, read.row.number);
            match self.submit(command.into(), Some(key), person.as_ref()).await {
                // Of a dry run the earlier row was not written either.
                Ok(()) if self.dry_run && read.says.again => return Ok(Ok(RowOutcome::Unchanged)),
                Ok(()) => return Ok(Ok(became)),
                Err(Fault::Refused(Refusal::ExistsAlready)) if tried < TRIES => {
                    let again = Box::pin(self.found(&[&read.says.key])).await?;
                    found = again.into_iter().next().unwrap_or(Ok(None));
                }
                Err(Fault::Refused(refusal)) => {
                    let help = "correct the row and import it again";
                    return Ok(Err(at_start(&read.row, refusal.code(), &words(&refusal), help)));
                }
                Err(fault) => return Err(fault),
            }
        }
        let refusal = Refusal::ExistsAlready;
        Ok(Err(at_start(&read.row, refusal.code(), &words(&refusal), "look whose id it is")))
    }

    /// How many rows without an id that can be read are known already, and how many are not. Nothing is written.
    pub(super) async fn known_already(&self, table: Table, reader: &RowReader<'_>) -> Result<(u64, u64), Fault> {
        let (mut known, mut unknown) = (0, 0);
        let mut keys = Vec::with_capacity(TOGETHER);
        for row in table.rows() {
            keys.extend(read(reader, &row?).ok().filter(|says| !says.has_id).map(|says| says.key));
            if keys.len() == TOGETHER {
                self.count_known(&mut keys, &mut known, &mut unknown).await?;
            }
        }
        self.count_known(&mut keys, &mut known, &mut unknown).await?;
        Ok((known, unknown))
    }

    async fn count_known(&self, keys: &mut Vec<RowKey>, known: &mut u64, unknown: &mut u64) -> Result<(), Fault> {
        let keys = std::mem::take(keys);
        let found = self.found(&keys.iter().collect::<Vec<_>>()).await?;
        self.told.keep(&found, self.schema);
        for found in found {
            *if matches!(found, Ok(None)) { &mut *unknown } else { &mut *known } += 1;
        }
        Ok(())
    }
}

fn count(report: &mut ImportReport, became: RowOutcome, looks: &[Look]) {
    match became {
        RowOutcome::Stored => report.stored += 1,
        RowOutcome::Amended => report.amended += 1,
        RowOutcome::Unchanged => report.unchanged += 1,
    }
    report.look_at(looks);
}

/// A refusal in words that whoever corrects the row understands; its code where there are none.
fn words(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotAllowed | Refusal::NotFound => "whoever imports may not enter or amend this person here".to_owned(),
        Refusal::ExistsAlready => "another person is on record under this id".to_owned(),
        Refusal::BadField { field } => format!("`{field}` is too long, or not of its kind"),
        Refusal::TooLarge => "the row says too much at once".to_owned(),
        Refusal::CannotBe { field, with: Some(other) } => {
            format!("`{field}` cannot be, beside `{other}` of the row or on record")
        }
        Refusal::CannotBe { field, with: None } => format!("`{field}` is a day that has not come"),
        other => other.to_string(),
    }
}

fn read(reader: &RowReader<'_>, row: &sheets::SheetRow) -> Result<ImportRow, Vec<CellFault>> {
    if !row.problems.is_empty() {
        let fault = |problem: &sheets::RowProblem| at_start(row, "row", &problem.to_string(), problem.help());
        return Err(row.problems.iter().map(fault).collect());
    }
    let mut read = reader.read(row.number, &cells(&row.cells, &addresses(&row.cells)));
    if let Ok(says) = &mut read {
        says.looks.extend(row.hidden.then(|| Look { kind: LookKind::HiddenRow, cell: start(row) }));
    }
    read.map_err(|problems| {
        let fault =
            |CellProblem { cell, reason, help, code, .. }| CellFault { code, cell, reason, help: help.to_owned() };
        problems.into_iter().map(fault).collect()
    })
}

fn at_start(row: &sheets::SheetRow, code: &'static str, reason: &str, help: &str) -> CellFault {
    CellFault { code, cell: start(row), reason: reason.to_owned(), help: help.to_owned() }
}

/// The first cell of a row.
fn start(row: &sheets::SheetRow) -> String {
    row.cells.first().map_or_else(|| row.number.to_string(), sheets::SheetCell::address)
}
