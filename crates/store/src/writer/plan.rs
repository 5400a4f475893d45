//! Planning a group: everything that can be done before the head of the chain is locked, in a task of its own.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use casework::Refusal;
use journal::{Subject, seal};
use model::Id;
use tokio::sync::{mpsc, oneshot};

use super::decide::{Decision, decide, external};
use super::derived::{Links, derive};
use super::memory::Memory;
use super::rows::{Rows, StoredFact};
use super::staged::{Receipts, Staged};
use super::{Alone, Counters, GROUP, Job, Operation, Receipt, Waiting};
use crate::db::{Reader, Statement};
use crate::derive::{Token, end_of};
use crate::entropy::Entropy;
use crate::error::{SubmitError, WriteError};
use crate::head::Head;
use crate::shared::{InForce, MadeBy, Shared};
use crate::sums::DerivedSums;

/// People and receipts held in memory before it begins anew: some 25 MB, where much is known of each.
pub(super) const HELD: usize = 8_000;

/// Commands and operations that are stored together.
#[derive(Default)]
pub(super) struct Group {
    pub(super) waiting: Vec<Waiting>,
    pub(super) operations: Vec<Operation>,
}

impl Group {
    fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.operations.is_empty()
    }
}

/// On what a plan rests: where the chain ended, and what derived rows came to, which somebody may have made anew.
pub(super) type Base = (Vec<u8>, DerivedSums);

/// What a group comes to, if the head is still the one at its base.
pub(super) struct Plan {
    pub(super) base: Base,
    pub(super) outcomes: Vec<Result<Receipt, SubmitError>>,
    pub(super) rows: Rows,
    /// By which rules its rows were made.
    pub(super) made_by: MadeBy,
}

/// What the planner hands to the writer.
pub(super) enum Planned {
    /// A group; without a plan where making one failed, and the writer is to try under the lock.
    Group(Box<Group>, Option<Box<Plan>>),
    Alone(Alone),
}

/// The planning task.
pub(super) struct Planner {
    pub(super) shared: Arc<Shared>,
    pub(super) entropy: Entropy,
    pub(super) counters: Arc<Counters>,
    /// Raised by the writer whenever what was planned is not what was stored.
    pub(super) upsets: Arc<AtomicU64>,
    pub(super) plans: mpsc::Sender<Planned>,
}

impl Planner {
    /// Works until nobody can ask any more, or nobody writes any more.
    pub(super) async fn run(mut self, mut queue: mpsc::Receiver<Job>) {
        let mut jobs = Vec::with_capacity(GROUP);
        let mut memory = None;
        while queue.recv_many(&mut jobs, GROUP).await > 0 {
            let mut group = Group::default();
            for job in jobs.drain(..) {
                match job {
                    Job::Submit(command) => group.waiting.push(*command),
                    Job::Operate(operation) => group.operations.push(operation),
                    Job::Alone(alone) => {
                        self.hand_over(std::mem::take(&mut group), &mut memory).await;
                        let _ = self.plans.send(Planned::Alone(alone)).await;
                    }
                }
            }
            self.hand_over(group, &mut memory).await;
        }
    }

    /// Plans a group and hands it to the writer.
    async fn hand_over(&mut self, group: Group, memory: &mut Option<(u64, Memory)>) {
        if group.is_empty() {
            return;
        }
        Counters::count(&self.counters.groups);
        if group.waiting.is_empty() {
            let _ = self.plans.send(Planned::Group(Box::new(group), None)).await;
            return;
        }
        let upsets = self.upsets.load(Ordering::Acquire);
        let fresh = memory.take().filter(|(then, held)| *then == upsets && held.len() < HELD);
        let plan = match fresh {
            Some((_, held)) => self.plan(held, &group).await,
            None => self.plan_anew(&group).await,
        };
        let plan = plan.ok().map(|(held, plan)| {
            *memory = Some((upsets, held));
            plan
        });
        let _ = self.plans.send(Planned::Group(Box::new(group), plan.map(Box::new))).await;
    }

    /// Plans on what is stored, once everything that was handed over is.
    async fn plan_anew(&mut self, group: &Group) -> Result<(Memory, Plan), WriteError> {
        let (answer, answered) = oneshot::channel();
        let _ = self.plans.send(Planned::Alone(Alone::Wait(answer))).await;
        answered.await.map_err(|_| WriteError::Closed)?;
        let held = Memory::load(&mut Reader::Pool(&self.shared.readers), &self.shared).await?;
        self.plan(held, group).await
    }

    async fn plan(&mut self, mut held: Memory, group: &Group) -> Result<(Memory, Plan), WriteError> {
        let reader = Reader::Pool(&self.shared.readers);
        let plan = plan(&self.shared, &mut held, &group.waiting, &mut self.entropy, &self.counters, reader).await?;
        Ok((held, plan))
    }
}

/// How often a group is decided again because somebody was not loaded.
const TRIES: usize = 4;

/// Loads, decides, makes keys, seals and derives; one damaged row or ring fails the whole of it. Reads what is committed; what is planned and not yet committed is
/// in memory.
pub(super) async fn plan(
    shared: &Shared,
    memory: &mut Memory,
    waiting: &[Waiting],
    rng: &mut Entropy,
    counters: &Counters,
    mut reader: Reader<'_>,
) -> Result<Plan, WriteError> {
    let base = (memory.tip.to_bytes(), memory.rows);
    let known = earlier_receipts(&mut reader, shared, memory, waiting).await?;
    memory.receipts.extend(known);
    memory.known.extend(known_already(&mut reader, shared, waiting).await?);
    let people: Vec<Id> = waiting.iter().flat_map(|waiting| waiting.command.people(memory.instance())).collect();
    memory.load_people(&mut reader, shared, &people).await?;
    let made_by = shared.made_by();
    let in_force = &made_by.now;
    let mut staged = Staged::default();
    let mut outcomes = Vec::with_capacity(waiting.len());
    for waiting in waiting {
        let outcome = decided(shared, in_force, memory, &mut staged, waiting, &mut reader).await?;
        outcomes.push(outcome.map_err(SubmitError::Refused));
    }
    if staged.is_of_households() {
        knows_who_went(&mut reader, shared, memory).await?;
    }
    let rows = store(shared, &made_by, memory, staged, rng, counters).await?;
    Ok(Plan { base, outcomes, rows, made_by })
}

/// Decides one command, loading whom it turns out to need.
async fn decided(
    shared: &Shared,
    in_force: &InForce,
    memory: &mut Memory,
    staged: &mut Staged,
    waiting: &Waiting,
    reader: &mut Reader<'_>,
) -> Result<Result<Receipt, Refusal>, WriteError> {
    for _ in 0..TRIES {
        match decide(in_force, shared, memory, staged, waiting)? {
            Decision::Done(outcome) => return Ok(outcome),
            Decision::Needs(people) => memory.load_people(reader, shared, &people).await?,
        }
    }
    Err(WriteError::Unsettled)
}

/// Refuses to go on with a household where another process has changed the instance since it was read: its key may have been
/// destroyed, and one that is made anew under the same id would open nothing of what was sealed with the first.
async fn knows_who_went(reader: &mut Reader<'_>, shared: &Shared, memory: &Memory) -> Result<(), WriteError> {
    let head = Head::read(reader.row(Head::select()).await?, &shared.own.head)?;
    if head.instance_seq > memory.instance_seq { Err(WriteError::Unsettled) } else { Ok(()) }
}

/// From staged facts to rows: keys made durable, each fact sealed and chained, everything else derived.
pub(super) async fn store(
    shared: &Shared,
    made_by: &MadeBy,
    memory: &mut Memory,
    staged: Staged,
    rng: &mut Entropy,
    counters: &Counters,
) -> Result<Rows, WriteError> {
    let mut rows = Rows::default();
    if staged.facts.is_empty() {
        return Ok(rows);
    }
    let owners: BTreeSet<Subject> = staged.facts.iter().flat_map(|fact| &fact.parts).map(|part| part.subject).collect();
    // The ring of whoever was on record is there, or was destroyed since by another process: it is never made anew.
    let (there, new): (Vec<Subject>, Vec<Subject>) = owners.into_iter().partition(|owner| staged.was_there(*owner));
    shared.keys.load(&there).await?;
    if shared.keys.make(&new, rng).await? {
        Counters::count(&counters.key_commits);
    }
    let (mut facts, mut links) = (Vec::with_capacity(staged.facts.len()), Links::new());
    for fact in &staged.facts {
        let bytes = seal(fact, &shared.keys, rng)?.to_bytes();
        let link = memory.tip.push(&bytes).map_err(|_| WriteError::Chain)?;
        links.insert(fact.envelope.seq, end_of(&link));
        facts.push(StoredFact { seq: fact.envelope.seq, bytes, link: link.0 });
    }
    rows.facts(facts);
    // The head, which is derived, bears the last number of the outbox.
    rows.outbox(&staged, &mut memory.told, &shared.own.beside)?;
    derive(shared, made_by, memory, &staged, &links, &mut rows)?;
    Ok(rows)
}

/// Those ids of registers, under which commands of imports enter somebody, that are on record.
async fn known_already(
    reader: &mut Reader<'_>,
    shared: &Shared,
    waiting: &[Waiting],
) -> Result<Vec<Token>, WriteError> {
    let imported = waiting.iter().filter(|waiting| waiting.ctx.batch.is_some());
    let wanted: Vec<Token> = imported.filter_map(|waiting| external(&shared.own, waiting)).collect();
    if wanted.is_empty() {
        return Ok(vec![]);
    }
    let found = Statement::of("SELECT DISTINCT token FROM token WHERE token").among(reader.dialect(), wanted);
    Ok(reader.rows(found).await?.iter().map(|row| row.id(0)).collect::<sqlx::Result<_>>()?)
}

/// Receipts of earlier commands with the idempotency keys of this group.
async fn earlier_receipts(
    reader: &mut Reader<'_>,
    shared: &Shared,
    memory: &Memory,
    waiting: &[Waiting],
) -> Result<Receipts, WriteError> {
    let names = waiting.iter().filter_map(|waiting| {
        let name = (waiting.ctx.actor.account.clone(), waiting.ctx.idempotency.clone()?);
        (!memory.receipts.contains_key(&name)).then_some(name)
    });
    let tokens: HashMap<Token, (String, String)> =
        names.map(|name| (shared.own.tokens.receipt(&name.0, &name.1), name)).collect();
    if tokens.is_empty() {
        return Ok(HashMap::new());
    }
    let found = Statement::of("SELECT token, first_seq, last_seq FROM receipt WHERE token");
    let wanted: Vec<Token> = tokens.keys().copied().collect();
    let mut receipts = Receipts::new();
    for row in reader.rows(found.among(reader.dialect(), wanted)).await? {
        let receipt = Receipt { first: row.int(1)?.unsigned_abs(), last: row.int(2)?.unsigned_abs(), repeated: false };
        if let Some(name) = tokens.get(&row.id(0)?) {
            receipts.insert(name.clone(), receipt);
        }
    }
    Ok(receipts)
}
