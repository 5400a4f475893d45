//! Deciding a group: each command against the views as the commands before it have left them.
//!
//! Touches nothing but memory. What comes out is what is to be stored and what is to be answered once it is. Whatever a
//! command asks for, it changes no other's outcome.

use std::sync::Arc;

use casework::refusal::Not;
use casework::view::NotLoaded;
use casework::{Command, InstanceView, OnRecord, RecordedWorld, Refusal};
use journal::Fact;
use model::{Id, Schema};
use pathways::{CaseMemory, PathwaysInForce};

use super::memory::Memory;
use super::staged::Staged;
use super::{Receipt, Waiting};
use crate::cases::Cases;
use crate::derive::Token;
use crate::shared::{InForce, Own, Shared};

/// What came of deciding.
pub(super) enum Decision {
    /// A receipt or a refusal.
    Done(Result<Receipt, Refusal>),
    /// These people must be loaded first.
    Needs(Vec<Id>),
}

/// What `casework` decides against.
pub(super) struct Loaded<'a> {
    pub(super) memory: &'a Memory,
    pub(super) in_force: &'a InForce,
    pub(super) own: &'a Own,
    pub(super) cases: &'a Cases,
}

impl RecordedWorld for Loaded<'_> {
    fn instance(&self) -> &InstanceView {
        self.memory.instance()
    }

    fn schema(&self) -> &Schema {
        &self.in_force.schema
    }

    fn pathways(&self) -> &PathwaysInForce {
        &self.in_force.pathways
    }

    fn case_memory(&self, record: Id, version: &str) -> Arc<CaseMemory> {
        self.cases.memory(&self.in_force.pathways, record, version)
    }

    fn owner(&self, owner: Id) -> OnRecord<'_> {
        self.memory.owner(owner)
    }

    fn household(&self, controller: &str, named: &str) -> Id {
        self.memory.instance().sealed_household(self.own.tokens.household(controller, named))
    }

    fn is_known(&self, controller: &str, system: &str, id: &str) -> bool {
        self.memory.known.contains(&self.own.tokens.external(controller, system, id))
    }
}

/// Decides one command and stages what follows from it.
pub(super) fn decide(
    in_force: &InForce,
    shared: &Shared,
    memory: &mut Memory,
    staged: &mut Staged,
    waiting: &Waiting,
) -> Result<Decision, NotLoaded> {
    let Waiting { ctx, command, .. } = waiting;
    let own = &shared.own;
    if let Some(key) = &ctx.idempotency {
        let name = (ctx.actor.account.clone(), key.clone());
        if let Some(earlier) = memory.receipts.get(&name) {
            return Ok(Decision::Done(Ok(Receipt { repeated: true, ..*earlier })));
        }
    }
    if by_another_schema(in_force, memory, waiting) {
        return Ok(Decision::Done(Err(Refusal::Stale)));
    }
    let record = Loaded { memory, in_force, own, cases: &shared.cases };
    let facts = match casework::decide(ctx, &record, command) {
        Ok(facts) => facts,
        Err(Not::Refused(refusal)) => return Ok(Decision::Done(Err(refusal))),
        Err(Not::Needs(people)) => return Ok(Decision::Needs(people)),
    };
    memory.known.extend(external(own, waiting).filter(|_| !facts.is_empty()));
    let mut receipt = Receipt::UNCHANGED;
    for fact in facts {
        let fact = numbered(memory, staged, fact);
        receipt.last = fact.envelope.seq;
        receipt.first = if receipt.first == 0 { receipt.last } else { receipt.first };
        memory.take(fact, in_force.folding(own), staged)?;
    }
    Ok(Decision::Done(Ok(receipt)))
}

/// The token of the register's id under which a command enters somebody.
pub(super) fn external(own: &Own, waiting: &Waiting) -> Option<Token> {
    let (system, id) = waiting.command.external_id(&waiting.ctx.source)?;
    Some(own.tokens.external(&waiting.ctx.controller, &system, &id))
}

/// Whether a command about people was made, or would be decided here, by another schema than that of the packs in force:
/// another process has put a pack in force since.
fn by_another_schema(in_force: &InForce, memory: &mut Memory, waiting: &Waiting) -> bool {
    let there = memory.schema();
    let about_people = !waiting.command.people(memory.instance()).is_empty();
    let read = matches!(*waiting.command, Command::Person(_) | Command::Submission(_) | Command::Record(_));
    let asked = read && waiting.ctx.schema != there;
    about_people && (asked || in_force.digest != there)
}

/// Gives a fact its number here, which is its number at its origin too: it is first written here.
pub(super) fn numbered(memory: &Memory, staged: &Staged, mut fact: Fact) -> Fact {
    let seq = memory.tip.seq() + staged.facts.len() as u64 + 1;
    fact.envelope.origin = memory.origin;
    fact.envelope.origin_seq = seq;
    fact.envelope.seq = seq;
    fact
}
