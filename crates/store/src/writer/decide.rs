//! Deciding a group: each command against the views as the commands before it have left them.
//!
//! Touches nothing but memory. What comes out is what is to be stored and what is to be answered once it is. Whatever a
//! command asks for, it changes no other's outcome.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use casework::refusal::Not;
use casework::view::{InstancePart, NotLoaded};
use casework::{Command, InstanceView, OnRecord, PersonView, Record, Refusal};
use journal::{Body, Fact};
use model::{Id, Schema};

use super::memory::{Folding, Memory};
use super::{Receipt, Waiting};
use crate::derive::Tokens;
use crate::outbox::Topic;
use crate::store::{InForce, Own};

/// Receipts by account and idempotency key.
pub(super) type Receipts = HashMap<(String, String), Receipt>;

/// What a group of facts changes.
#[derive(Default)]
pub(super) struct Staged {
    /// In order, numbered.
    pub(super) facts: Vec<Fact>,
    /// People touched, each with the view before the group and the last fact about them.
    pub(super) people: BTreeMap<Id, (Option<Arc<PersonView>>, u64)>,
    /// Receipts of commands with an idempotency key.
    pub(super) receipts: Receipts,
    /// What others are to be told.
    pub(super) outbox: BTreeMap<Id, (Topic, u64)>,
    /// Parts of the instance's view that changed.
    pub(super) parts: BTreeSet<InstancePart>,
    /// Whose sealed fields were read, by which fact.
    pub(super) reads: Vec<(Id, u64)>,
}

impl Staged {
    /// Takes in a numbered fact: folds it into memory and notes whom it touches.
    pub(super) fn take(&mut self, memory: &mut Memory, fact: Fact, by: Folding<'_>) -> Result<(), NotLoaded> {
        let seq = fact.envelope.seq;
        memory.fold(&fact, by, self)?;
        for part in &fact.parts {
            if let Body::FieldsRead { people, .. } = &part.body {
                self.reads.extend(people.iter().map(|person| (*person, seq)));
            }
        }
        if let Some(key) = &fact.envelope.idempotency {
            let name = (fact.envelope.actor.clone(), key.clone());
            let receipt =
                self.receipts.entry(name.clone()).or_insert(Receipt { first: seq, last: seq, repeated: false });
            receipt.last = seq;
            memory.receipts.insert(name, *receipt);
        }
        self.facts.push(fact);
        Ok(())
    }

    /// Notes that a person's view changed.
    pub(super) fn touched(&mut self, person: Id, before: Option<Arc<PersonView>>, seq: u64) {
        self.people.entry(person).or_insert((before, seq)).1 = seq;
        self.outbox.insert(person, (Topic::PersonChanged, seq));
    }
}

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
    pub(super) schema: &'a Schema,
    pub(super) tokens: &'a Tokens,
}

impl Record for Loaded<'_> {
    fn instance(&self) -> &InstanceView {
        self.memory.instance()
    }

    fn schema(&self) -> &Schema {
        self.schema
    }

    fn person(&self, person: Id) -> OnRecord<'_> {
        self.memory.person(person)
    }

    fn household(&self, controller: &str, named: &str) -> Id {
        self.tokens.household(controller, named)
    }
}

/// Decides one command and stages what follows from it.
pub(super) fn decide(
    in_force: &InForce,
    own: &Own,
    memory: &mut Memory,
    staged: &mut Staged,
    waiting: &Waiting,
) -> Result<Decision, NotLoaded> {
    let Waiting { ctx, command, .. } = waiting;
    if let Some(key) = &ctx.idempotency {
        let name = (ctx.actor.account.clone(), key.clone());
        if let Some(earlier) = memory.receipts.get(&name) {
            return Ok(Decision::Done(Ok(Receipt { repeated: true, ..*earlier })));
        }
    }
    if by_another_schema(in_force, memory, waiting) {
        return Ok(Decision::Done(Err(Refusal::Stale)));
    }
    let world = Loaded { memory, schema: &in_force.schema, tokens: &own.tokens };
    let facts = match casework::decide(ctx, &world, command.clone()) {
        Ok(facts) => facts,
        Err(Not::Refused(refusal)) => return Ok(Decision::Done(Err(refusal))),
        Err(Not::Needs(people)) => return Ok(Decision::Needs(people)),
    };
    let mut receipt = Receipt::UNCHANGED;
    for fact in facts {
        let fact = numbered(memory, staged, fact);
        receipt.last = fact.envelope.seq;
        receipt.first = if receipt.first == 0 { receipt.last } else { receipt.first };
        staged.take(memory, fact, in_force.folding(own))?;
    }
    Ok(Decision::Done(Ok(receipt)))
}

/// Whether a command about people was made, or would be decided here, by another schema than that of the packs in force:
/// another process has put a pack in force since.
fn by_another_schema(in_force: &InForce, memory: &Memory, waiting: &Waiting) -> bool {
    let there = memory.instance().schema();
    let about_people = !waiting.command.people(memory.instance()).is_empty();
    let asked = matches!(waiting.command, Command::Person(_)) && waiting.ctx.schema != there;
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
