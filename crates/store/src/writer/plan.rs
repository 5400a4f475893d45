//! Planning a group: everything that can be done before the head of the chain is locked, in a task of its own.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use casework::Refusal;
use journal::{Randomness, seal};
use tokio::sync::{mpsc, oneshot};

use super::decide::{Receipts, Rules, Staged, decide};
use super::group::Writer;
use super::memory::{Memory, names};
use super::rows::{Rows, StoredFact};
use super::{Alone, Counters, GROUP, Job, Operation, Receipt, Waiting, WriteError};
use crate::db::{Reader, Statement};
use crate::entropy::Entropy;
use crate::keys::{KeyStore, Name};
use crate::store::Shared;

/// People and receipts held in memory before it begins anew: some 100 MB.
pub(super) const HELD: usize = 50_000;

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

/// What a group comes to, if the chain still ends in `base`.
pub(super) struct Plan {
    pub(super) base: Vec<u8>,
    pub(super) outcomes: Vec<Result<Receipt, Refusal>>,
    pub(super) rows: Rows,
}

/// What the planner hands to the writer.
pub(super) enum Planned {
    /// A group; without a plan where making one failed, and the writer is to try under the lock.
    Group(Box<Group>, Option<Box<Plan>>),
    Alone(Alone),
}

/// The planning task.
pub(super) struct Planner {
    shared: Arc<Shared>,
    entropy: Entropy,
    counters: Arc<Counters>,
    /// Raised by the writer whenever what was planned is not what was stored.
    upsets: Arc<AtomicU64>,
    plans: mpsc::Sender<Planned>,
}

impl Planner {
    pub(super) fn of(writer: &Writer, plans: mpsc::Sender<Planned>) -> Self {
        let (counters, upsets) = (Arc::clone(&writer.counters), Arc::clone(&writer.upsets));
        Self { shared: Arc::clone(&writer.shared), entropy: writer.entropy, counters, upsets, plans }
    }

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
        let held = Memory::load(&mut Reader::Pool(&self.shared.readers), &self.shared.keys).await?;
        self.plan(held, group).await
    }

    async fn plan(&mut self, mut held: Memory, group: &Group) -> Result<(Memory, Plan), WriteError> {
        let plan = plan(&self.shared, &mut held, &group.waiting, &mut self.entropy, &self.counters).await?;
        Ok((held, plan))
    }
}

/// Loads, decides, makes keys, seals and derives. Reads what is committed; what is planned and not yet committed is
/// in memory.
pub(super) async fn plan(
    shared: &Shared,
    memory: &mut Memory,
    waiting: &[Waiting],
    rng: &mut Entropy,
    counters: &Counters,
) -> Result<Plan, WriteError> {
    let base = memory.tip.to_bytes();
    let named = waiting.iter().filter_map(|waiting| waiting.command.person(&memory.instance)).collect();
    let mut reader = Reader::Pool(&shared.readers);
    memory.load_people(&mut reader, &shared.keys, named).await?;
    let known = earlier_receipts(&mut reader, memory, waiting).await?;
    memory.receipts.extend(known);
    let schema = shared.schema();
    let rules = Rules { schema: &schema, blind: &shared.blind };
    let mut staged = Staged::default();
    let outcomes = waiting.iter().map(|waiting| decide(&rules, memory, &mut staged, waiting)).collect();
    let rows = store(shared, memory, staged, rng, counters).await?;
    Ok(Plan { base, outcomes, rows })
}

/// From staged facts to rows: keys made durable, each fact sealed and chained, everything else derived.
pub(super) async fn store(
    shared: &Shared,
    memory: &mut Memory,
    mut staged: Staged,
    rng: &mut Entropy,
    counters: &Counters,
) -> Result<Rows, WriteError> {
    let facts = std::mem::take(&mut staged.facts);
    let mut rows = Rows::default();
    if facts.is_empty() {
        return Ok(rows);
    }
    let wanted: BTreeSet<Name> = facts.iter().flat_map(names).collect();
    let wanted: Vec<Name> = wanted.into_iter().collect();
    if shared.keys.make(&wanted, rng).await? {
        Counters::count(&counters.key_commits);
    }
    let sealed = facts.iter().map(|fact| seal_next(memory, &shared.keys, fact, rng));
    rows.facts(sealed.collect::<Result<_, _>>()?, &memory.tip);
    shared.deriver(Arc::clone(&memory.facets)).derive(memory, &staged, &mut rows)?;
    rows.outbox(&staged);
    Ok(rows)
}

/// Seals a fact and moves the tip of the chain past it.
fn seal_next(
    memory: &mut Memory,
    keys: &KeyStore,
    fact: &journal::Fact,
    rng: &mut impl Randomness,
) -> Result<StoredFact, WriteError> {
    let bytes = seal(fact, keys, rng)?.to_bytes();
    let link = memory.tip.push(&bytes).map_err(|_| WriteError::Chain)?;
    Ok(StoredFact { seq: fact.envelope.seq, bytes, link: link.0 })
}

/// Receipts of earlier commands with the idempotency keys of this group.
async fn earlier_receipts(
    reader: &mut Reader<'_>,
    memory: &Memory,
    waiting: &[Waiting],
) -> Result<Receipts, WriteError> {
    let new = waiting.iter().filter_map(|waiting| {
        let key = waiting.ctx.idempotency.clone()?;
        let name = (waiting.ctx.actor.account.clone(), key);
        (!memory.receipts.contains_key(&name)).then_some(name.1)
    });
    let keys: Vec<String> = new.collect();
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let found = Statement::of("SELECT actor, key, first_seq, last_seq FROM receipt WHERE key");
    let rows = reader.rows(found.among(reader.dialect(), keys)).await?;
    let receipts = rows.iter().map(|row| {
        let receipt = Receipt { first: row.int(2)?.unsigned_abs(), last: row.int(3)?.unsigned_abs(), repeated: false };
        Ok(((row.text(0)?, row.text(1)?), receipt))
    });
    Ok(receipts.collect::<sqlx::Result<_>>()?)
}
