//! The writer's task: it alone owns the writing connection. Groups, and between them what must happen alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use model::Clock;
use tokio::sync::mpsc;

use super::head::Head;
use super::memory::Memory;
use super::plan::{Group, Plan, Planned, Planner, plan, store};
use super::staged::Staged;
use super::{Alone, Counters, Receipt, Waiting};
use crate::db::{Conn, Reader};
use crate::entropy::Entropy;
use crate::error::{SubmitError, WriteError};
use crate::shared::Shared;

/// How long the test instrument leaves what it has answered without a commit.
const EARLY: Duration = Duration::from_millis(50);

/// What each command of a group came to, once it is durable.
type Outcome = Result<Vec<Result<Receipt, SubmitError>>, WriteError>;

/// Everything the writing task owns.
pub(crate) struct Writer {
    pub(super) conn: Conn,
    pub(super) shared: Arc<Shared>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Entropy,
    pub(super) counters: Arc<Counters>,
    pub(super) upsets: Arc<AtomicU64>,
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
        let (counters, upsets) = (Arc::default(), Arc::default());
        Self { conn, shared, clock, entropy, counters, upsets, acknowledge_early }
    }

    pub(crate) fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// The planner for this writer.
    pub(super) fn planner(&self, plans: mpsc::Sender<Planned>) -> Planner {
        let (counters, upsets) = (Arc::clone(&self.counters), Arc::clone(&self.upsets));
        Planner { shared: Arc::clone(&self.shared), entropy: self.entropy, counters, upsets, plans }
    }

    /// Works until the planner is gone or told it to close.
    pub(super) async fn run(mut self, mut planned: mpsc::Receiver<Planned>) {
        while let Some(planned) = planned.recv().await {
            match planned {
                Planned::Group(group, plan) => self.group(*group, plan.map(|plan| *plan)).await,
                Planned::Alone(Alone::Close(answer)) => {
                    let _ = self.conn.close().await;
                    let _ = answer.send(());
                    return;
                }
                Planned::Alone(alone) => self.alone(alone).await,
            }
        }
    }

    /// Does what is not done in a group.
    async fn alone(&mut self, alone: Alone) {
        match alone {
            Alone::Wait(answer) | Alone::Close(answer) => {
                let _ = answer.send(());
                return;
            }
            Alone::Strike(asked) => {
                let done = Box::pin(self.strike(&asked)).await;
                let _ = asked.answer.send(done);
            }
            Alone::NoteRewrapped(rewrapped, answer) => {
                let done = Box::pin(self.note_rewrapped(rewrapped)).await;
                let _ = answer.send(done);
            }
            Alone::Rebuild(wanted, answer) => {
                let done = Box::pin(self.rebuild(wanted)).await;
                let _ = answer.send(done);
            }
        }
        self.upset();
    }

    /// Tells the planner that what it holds is not what is stored.
    fn upset(&self) {
        self.upsets.fetch_add(1, Ordering::Release);
    }

    /// One group: one transaction, one commit, then all answers.
    async fn group(&mut self, group: Group, plan: Option<Plan>) {
        let Group { waiting, operations } = group;
        let outcome = match self.conn.begin().await {
            Ok(()) => Box::pin(self.write(&waiting, plan)).await,
            Err(error) => Err(error.into()),
        };
        let outcome = match outcome {
            Ok(outcomes) => self.operate(&operations).await.map(|()| outcomes),
            Err(error) => Err(error),
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

    /// Writes a plan, or decides again where the head is not the one it rests on.
    async fn write(&mut self, waiting: &[Waiting], planned: Option<Plan>) -> Outcome {
        if waiting.is_empty() {
            return Ok(vec![]);
        }
        let head = Head::lock(&mut self.conn, &self.shared.own.head).await?;
        let plan = match planned {
            Some(plan) if plan.base == head.tip => plan,
            _ => {
                self.upset();
                let mut memory = self.memory(head).await?;
                match self.plan(&mut memory, waiting).await {
                    Err(error) if error.is_of_one() => return self.write_singly(waiting).await,
                    plan => plan?,
                }
            }
        };
        plan.rows.write(&mut self.conn).await?;
        Ok(plan.outcomes)
    }

    /// Plans under the lock, on what this transaction sees.
    async fn plan(&mut self, memory: &mut Memory, waiting: &[Waiting]) -> Result<Plan, WriteError> {
        let reader = Reader::Conn(&mut self.conn);
        plan(&self.shared, memory, waiting, &mut self.entropy, &self.counters, reader).await
    }

    /// Writes a group command by command, in the same transaction: whoever needs what is damaged is told so, and everybody
    /// else is served. Nothing is written of a command before all of it is planned, so a failure leaves nothing behind.
    async fn write_singly(&mut self, waiting: &[Waiting]) -> Outcome {
        let (mut outcomes, mut memory) = (Vec::with_capacity(waiting.len()), self.lock().await?);
        for one in waiting {
            match self.plan(&mut memory, std::slice::from_ref(one)).await {
                Ok(plan) => {
                    plan.rows.write(&mut self.conn).await?;
                    outcomes.extend(plan.outcomes);
                }
                Err(error) if error.is_of_one() => {
                    outcomes.push(Err(error.into()));
                    // What was planned in it is not what was stored.
                    memory = self.lock().await?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(outcomes)
    }

    async fn operate(&mut self, operations: &[super::Operation]) -> Result<(), WriteError> {
        for statement in operations.iter().flat_map(|operation| &operation.statements) {
            self.conn.run(statement.clone()).await?;
        }
        Ok(())
    }

    /// Ends the transaction; after a failure what was planned on top of it is not to be trusted. Nothing is logged: whoever
    /// asked is told, and knows whether it is a refusal or a fault.
    pub(super) async fn end<T, E: From<sqlx::Error>>(&mut self, result: Result<T, E>) -> Result<T, E> {
        let result = self.conn.end(result).await;
        if result.is_ok() {
            Counters::count(&self.counters.commits);
        } else {
            self.upset();
        }
        result
    }

    /// Locks the head and loads what stands there.
    pub(super) async fn lock(&mut self) -> Result<Memory, WriteError> {
        let head = Head::lock(&mut self.conn, &self.shared.own.head).await?;
        self.memory(head).await
    }

    async fn memory(&mut self, head: Head) -> Result<Memory, WriteError> {
        Memory::at(head, &mut Reader::Conn(&mut self.conn), &self.shared).await
    }

    /// Writes staged facts and all that follows from them.
    pub(super) async fn store(&mut self, memory: &mut Memory, staged: Staged) -> Result<(), WriteError> {
        let in_force = self.shared.in_force();
        let rows = store(&self.shared, &in_force, memory, staged, &mut self.entropy, &self.counters).await?;
        rows.write(&mut self.conn).await
    }
}

/// Tells everybody who waits, and leaves nobody waiting.
fn answer(waiting: Vec<Waiting>, outcome: &Outcome) -> Vec<Waiting> {
    match outcome {
        Ok(outcomes) => {
            for (waiting, outcome) in waiting.into_iter().zip(outcomes) {
                let _ = waiting.answer.send(outcome.clone());
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
