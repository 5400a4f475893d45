//! The writer's task: groups of commands, and between them what must happen alone.

use std::collections::HashMap;
use std::sync::Arc;

use casework::Refusal;
use model::{Clock, Id};
use tokio::sync::mpsc;

use super::append::{append_facts, outbox};
use super::decide::{Rules, Staged, decide};
use super::memory::{Head, Memory};
use super::seal::{make_keys, seal_all};
use super::{Counters, GROUP, Job, Operation, Receipt, Waiting, WriteError};
use crate::db::{Conn, Statement};
use crate::entropy::Entropy;
use crate::store::Shared;

/// How long the test instrument leaves what it has answered without a commit.
const EARLY: std::time::Duration = std::time::Duration::from_millis(50);

/// What each command of a group came to, once it is durable.
type Outcome = Result<Vec<Result<Receipt, Refusal>>, WriteError>;

/// Everything the writing task owns.
pub(crate) struct Writer {
    pub(super) conn: Conn,
    /// Nothing until it is loaded, and after a failure: what was decided then is not what is stored.
    pub(super) memory: Option<Memory>,
    pub(super) shared: Arc<Shared>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Entropy,
    pub(super) counters: Arc<Counters>,
    acknowledge_early: bool,
}

impl Writer {
    pub(crate) fn new(
        conn: Conn,
        shared: Arc<Shared>,
        clock: Arc<dyn Clock>,
        entropy: Entropy,
        acknowledge_early: bool,
    ) -> Self {
        Self { conn, memory: None, shared, clock, entropy, counters: Arc::default(), acknowledge_early }
    }

    pub(super) fn counters(&self) -> Arc<Counters> {
        Arc::clone(&self.counters)
    }

    /// Works until all handles are gone or `Close` comes.
    pub(super) async fn run(mut self, mut queue: mpsc::Receiver<Job>) {
        let mut jobs = Vec::with_capacity(GROUP);
        while queue.recv_many(&mut jobs, GROUP).await > 0 {
            let (mut waiting, mut operations) = (Vec::new(), Vec::new());
            for job in jobs.drain(..) {
                match job {
                    Job::Submit(command) => waiting.push(*command),
                    Job::Operate(operation) => operations.push(operation),
                    Job::Close(answer) => {
                        self.group(waiting, operations).await;
                        let _ = self.conn.close().await;
                        let _ = answer.send(());
                        return;
                    }
                    alone => {
                        self.group(std::mem::take(&mut waiting), std::mem::take(&mut operations)).await;
                        self.alone(alone).await;
                    }
                }
            }
            self.group(waiting, operations).await;
        }
    }

    /// Does what is not done in a group.
    async fn alone(&mut self, job: Job) {
        match job {
            Job::Forget(asked) => {
                let done = Box::pin(self.forget(&asked)).await;
                let _ = asked.answer.send(done);
            }
            Job::Rebuild(wanted, answer) => {
                let done = Box::pin(self.rebuild(wanted)).await;
                let _ = answer.send(done);
            }
            Job::Submit(_) | Job::Operate(_) | Job::Close(_) => {}
        }
    }

    /// One group: one transaction, one commit, then all answers.
    async fn group(&mut self, waiting: Vec<Waiting>, operations: Vec<Operation>) {
        if waiting.is_empty() && operations.is_empty() {
            return;
        }
        Counters::count(&self.counters.groups);
        let outcome = match self.conn.begin().await {
            Ok(()) => Box::pin(self.write(&waiting, &operations)).await,
            Err(error) => Err(error.into()),
        };
        let waiting = if self.acknowledge_early {
            let nobody = answer(waiting, &outcome);
            tokio::time::sleep(EARLY).await;
            nobody
        } else {
            waiting
        };
        let outcome = self.end(outcome).await;
        answer(waiting, &outcome);
        for operation in operations {
            let _ = operation.answer.send(outcome.as_ref().map(|_| ()).map_err(Clone::clone));
        }
    }

    /// Ends the transaction; after a failure memory is not to be trusted.
    pub(super) async fn end<T, E: From<sqlx::Error>>(&mut self, result: Result<T, E>) -> Result<T, E> {
        let result = self.conn.end(result).await;
        if result.is_ok() {
            Counters::count(&self.counters.commits);
        } else {
            self.memory = None;
            tracing::error!("a group was not stored");
        }
        result
    }

    /// Locks the head and makes sure that memory agrees with it.
    pub(super) async fn lock(&mut self) -> Result<Memory, WriteError> {
        let head = Head::lock(&mut self.conn).await?;
        match self.memory.take() {
            Some(memory) if memory.tip.seq() == head.seq => Ok(memory),
            _ => Memory::load(&mut self.conn, &self.shared.keys, head).await,
        }
    }

    /// Everything of a group between BEGIN and COMMIT.
    async fn write(&mut self, waiting: &[Waiting], operations: &[Operation]) -> Outcome {
        let mut memory = self.lock().await?;
        let named = waiting.iter().filter_map(|waiting| waiting.command.person(&memory.instance)).collect();
        memory.load_people(&mut self.conn, &self.shared.keys, named).await?;
        let schema = self.shared.schema();
        let known = self.earlier_receipts(waiting).await?;
        let rules = Rules { schema: &schema, blind: &self.shared.blind, known };
        let mut staged = Staged::default();
        let outcomes = waiting.iter().map(|waiting| decide(&rules, &mut memory, &mut staged, waiting)).collect();
        self.store(&mut memory, staged).await?;
        for statement in operations.iter().flat_map(|operation| &operation.statements) {
            self.conn.run(statement.clone()).await?;
        }
        self.memory = Some(memory);
        Ok(outcomes)
    }

    /// Keys, facts, and all that follows from them.
    pub(super) async fn store(&mut self, memory: &mut Memory, mut staged: Staged) -> Result<(), WriteError> {
        let facts = std::mem::take(&mut staged.facts);
        if facts.is_empty() {
            return Ok(());
        }
        let keys = &self.shared.keys;
        if make_keys(keys, &facts, &mut self.entropy).await? {
            Counters::count(&self.counters.key_commits);
        }
        let stored = seal_all(memory, keys, &facts, &mut self.entropy)?;
        append_facts(&mut self.conn, memory, stored).await?;
        self.shared.deriver(memory.facets.clone()).derive(&mut self.conn, memory, &staged).await?;
        outbox(&mut self.conn, &staged).await
    }

    /// Receipts of earlier commands with the idempotency keys of this group.
    async fn earlier_receipts(
        &mut self,
        waiting: &[Waiting],
    ) -> Result<HashMap<(String, String), Receipt>, WriteError> {
        let keys: Vec<String> = waiting.iter().filter_map(|waiting| waiting.ctx.idempotency.clone()).collect();
        if keys.is_empty() {
            return Ok(HashMap::new());
        }
        let found = Statement::of("SELECT actor, key, first_seq, last_seq FROM receipt WHERE key");
        let rows = self.conn.rows(found.among(self.conn.dialect(), keys)).await?;
        let receipts = rows.iter().map(|row| {
            let receipt =
                Receipt { first: row.int(2)?.unsigned_abs(), last: row.int(3)?.unsigned_abs(), repeated: false };
            Ok(((row.text(0)?, row.text(1)?), receipt))
        });
        Ok(receipts.collect::<sqlx::Result<_>>()?)
    }

    /// Brings people into memory for whoever works alone.
    pub(super) async fn load_people(&mut self, memory: &mut Memory, ids: Vec<Id>) -> Result<(), WriteError> {
        memory.load_people(&mut self.conn, &self.shared.keys, ids).await
    }
}

/// Tells everybody who waits, and leaves nobody waiting.
fn answer(waiting: Vec<Waiting>, outcome: &Outcome) -> Vec<Waiting> {
    match outcome {
        Ok(outcomes) => {
            for (waiting, outcome) in waiting.into_iter().zip(outcomes) {
                let _ = waiting.answer.send(outcome.clone().map_err(Into::into));
            }
        }
        Err(error) => {
            for waiting in waiting {
                let _ = waiting.answer.send(Err(error.clone().into()));
            }
        }
    }
    Vec::new()
}
