//! The writer's task: it alone owns the writing connection. Groups, and between them what must happen alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use journal::Subject;
use model::Clock;
use tokio::sync::mpsc;

use super::changes::Changes;
use super::memory::Memory;
use super::plan::{Group, Plan, Planned, Planner, plan, store};
use super::staged::Staged;
use super::{Alone, Counters, Operation, Receipt, Waiting, Wanted};
use crate::db::{Conn, Reader};
use crate::entropy::Entropy;
use crate::error::{SubmitError, WriteError};
use crate::head::Head;
use crate::missing::Lost;
use crate::shared::Shared;

/// How long the test instrument leaves what it has answered without a commit.
const EARLY: Duration = Duration::from_millis(50);

/// What each command of a group came to, and where the head goes.
type Facts = (Vec<Result<Receipt, SubmitError>>, Option<Head>);

/// What a group came to, once it is durable.
#[derive(Default)]
struct Done {
    /// Of each command.
    outcomes: Vec<Result<Receipt, SubmitError>>,
    /// Of each operation, whether it took.
    operated: Vec<Result<bool, WriteError>>,
    changes: Changes,
}

/// Everything the writing task owns.
pub(crate) struct Writer {
    pub(super) conn: Conn,
    pub(super) shared: Arc<Shared>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Entropy,
    pub(super) counters: Arc<Counters>,
    pub(super) upsets: Arc<AtomicU64>,
    acknowledge_early: bool,
    /// The turn of a head that is written and not yet durable.
    pub(super) turn: u64,
    /// Whose rings were lost when rows could not be folded anew.
    pub(super) lost: Option<(Lost, Vec<Subject>)>,
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
        let (turn, lost) = (0, None);
        Self { conn, shared, clock, entropy, counters, upsets, acknowledge_early, turn, lost }
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
        while let Some(planned) = self.next(&mut planned).await {
            match planned {
                Planned::Group(group, plan) => self.group(*group, plan.map(|plan| *plan)).await,
                Planned::Alone(Alone::Close(answer)) => {
                    let _ = self.conn.empty_log().await;
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
            Alone::MayStrike(proposals, answer) => {
                let may = Box::pin(self.may_strike(&proposals)).await;
                let _ = answer.send(may);
            }
            Alone::NoteRewrapped(rewrapped, answer) => {
                let done = Box::pin(self.note_rewrapped(rewrapped)).await;
                let _ = answer.send(done);
            }
            Alone::Rebuild(Wanted::Piece, answer) => {
                // What is held in memory stays what it is: nothing but rows that lead to people is moved.
                let done = Box::pin(self.move_some()).await;
                let _ = answer.send(done);
                return;
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
            Ok(()) => Box::pin(self.write(&waiting, plan, &operations)).await,
            Err(error) => Err(error.into()),
        };
        let waiting = if self.acknowledge_early {
            let nobody = answer(waiting, outcome.as_ref().map(|done| done.outcomes.as_slice()));
            tokio::time::sleep(EARLY).await;
            nobody
        } else {
            waiting
        };
        match self.end(outcome).await {
            Ok(done) => {
                self.changed(done.changes);
                answer(waiting, Ok(&done.outcomes));
                for (operation, took) in operations.into_iter().zip(done.operated) {
                    let _ = operation.answer.send(took);
                }
            }
            Err(error) => {
                for operation in operations {
                    let _ = operation.answer.send(Err(error.clone()));
                }
                answer(waiting, Err(&error));
            }
        }
    }

    /// Writes what a group comes to, and last the head, where it moves.
    async fn write(
        &mut self,
        waiting: &[Waiting],
        planned: Option<Plan>,
        operations: &[Operation],
    ) -> Result<Done, WriteError> {
        let locked = self.locked_head().await?;
        self.still_moving().await?;
        let mut changes = Changes::under(&locked.beside);
        let (outcomes, moved) =
            if waiting.is_empty() { (vec![], None) } else { self.facts(waiting, planned, &locked).await? };
        let operated = self.operate(operations, &mut changes).await?;
        if moved.is_some() || changes.now != locked.beside {
            let head = moved.unwrap_or_else(|| locked.clone());
            self.put_head(Head { turn: locked.turn, beside: changes.now.clone(), ..head }).await?;
        }
        Ok(Done { outcomes, operated, changes })
    }

    /// Writes a plan, or decides again where the head is not the one it rests on; says where the head goes.
    async fn facts(&mut self, waiting: &[Waiting], planned: Option<Plan>, head: &Head) -> Result<Facts, WriteError> {
        let mut plan = match planned {
            Some(plan) if plan.base.0 == head.tip && plan.base.1 == head.rows && self.stands(&plan) => plan,
            _ => {
                self.upset();
                let mut memory = self.memory(head.clone()).await?;
                match self.plan(&mut memory, waiting).await {
                    Err(error) if error.is_of_one() => return self.facts_singly(waiting, head).await,
                    plan => plan?,
                }
            }
        };
        let moved = plan.rows.head.take();
        plan.rows.write(&mut self.conn).await?;
        Ok((plan.outcomes, moved))
    }

    /// Whether rows still stand by the rules by which a plan was made.
    fn stands(&self, plan: &Plan) -> bool {
        plan.made_by.is(&self.shared.made_by())
    }

    /// Plans under the lock, on what this transaction sees.
    async fn plan(&mut self, memory: &mut Memory, waiting: &[Waiting]) -> Result<Plan, WriteError> {
        let reader = Reader::Conn(&mut self.conn);
        plan(&self.shared, memory, waiting, &mut self.entropy, &self.counters, reader).await
    }

    /// Writes a group command by command, in the same transaction: whoever needs what is damaged is told so, and everybody
    /// else is served. Nothing is written of a command before all of it is planned, so a failure leaves nothing behind.
    async fn facts_singly(&mut self, waiting: &[Waiting], head: &Head) -> Result<Facts, WriteError> {
        let (mut outcomes, mut moved) = (Vec::with_capacity(waiting.len()), None);
        let mut memory = self.memory(head.clone()).await?;
        for one in waiting {
            match self.plan(&mut memory, std::slice::from_ref(one)).await {
                Ok(mut plan) => {
                    moved = plan.rows.head.take().or(moved);
                    plan.rows.write(&mut self.conn).await?;
                    outcomes.extend(plan.outcomes);
                }
                Err(error) if error.is_of_one() => {
                    outcomes.push(Err(error.into()));
                    // What was planned in it is not what was stored.
                    memory = self.memory(moved.clone().unwrap_or_else(|| head.clone())).await?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok((outcomes, moved))
    }

    /// Ends the transaction; after a failure what was planned on top of it is not to be trusted. Nothing is logged: whoever
    /// asked is told, and knows whether it is a refusal or a fault.
    pub(super) async fn end<T, E: From<sqlx::Error>>(&mut self, result: Result<T, E>) -> Result<T, E> {
        let result = self.conn.end(result).await;
        let turn = std::mem::take(&mut self.turn);
        if result.is_ok() {
            self.shared.mirror.reaches(turn);
            Counters::count(&self.counters.commits);
        } else {
            self.upset();
        }
        result
    }

    /// Locks the head and loads what stands there.
    pub(super) async fn lock(&mut self) -> Result<Memory, WriteError> {
        let head = self.locked_head().await?;
        self.still_moving().await?;
        self.memory(head).await
    }

    async fn memory(&mut self, head: Head) -> Result<Memory, WriteError> {
        Memory::at(head, &mut Reader::Conn(&mut self.conn), &self.shared).await
    }

    /// Writes staged facts and all that follows from them.
    pub(super) async fn store(&mut self, memory: &mut Memory, staged: Staged) -> Result<(), WriteError> {
        let made_by = self.shared.made_by();
        let mut rows = store(&self.shared, &made_by, memory, staged, &mut self.entropy, &self.counters).await?;
        let moved = rows.head.take();
        rows.write(&mut self.conn).await?;
        match moved {
            Some(head) => self.put_head(head).await,
            None => Ok(()),
        }
    }
}

/// Tells everybody who waits, and leaves nobody waiting.
fn answer(waiting: Vec<Waiting>, outcome: Result<&[Result<Receipt, SubmitError>], &WriteError>) -> Vec<Waiting> {
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
