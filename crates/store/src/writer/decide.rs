//! Deciding a group: each command against the views as the commands before it have left them.
//!
//! Touches nothing but memory. What comes out is what is to be stored and what is to be answered once it is.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use casework::{Ctx, PersonView, Refusal, View};
use journal::Fact;
use model::{Id, Schema};

use super::memory::{Memory, concerns_instance};
use super::{Receipt, Waiting};
use crate::derive::Blind;
use crate::outbox::Topic;

/// Receipts by account and idempotency key.
pub(super) type Receipts = HashMap<(String, String), Receipt>;

/// What a group of facts changes.
#[derive(Default)]
pub(super) struct Staged {
    /// In order, numbered.
    pub(super) facts: Vec<Fact>,
    /// People touched, each with the view before the group.
    pub(super) before: BTreeMap<Id, Option<Arc<PersonView>>>,
    /// Receipts of commands with an idempotency key: account, key.
    pub(super) receipts: Receipts,
    /// What others are to be told.
    pub(super) outbox: BTreeMap<Id, (Topic, u64)>,
    /// The last fact that changes the instance's view, which is then kept anew.
    pub(super) instance_changed: Option<u64>,
}

impl Staged {
    /// Takes in a numbered fact: folds it into memory and notes whom it touches.
    pub(super) fn take(&mut self, memory: &mut Memory, fact: Fact) {
        let seq = fact.envelope.seq;
        if concerns_instance(&fact) {
            self.instance_changed = Some(seq);
        }
        for (person, before) in memory.fold(&fact) {
            self.before.entry(person).or_insert(before);
            self.outbox.insert(person, (Topic::PersonChanged, seq));
        }
        if let Some(key) = &fact.envelope.idempotency {
            let name = (fact.envelope.actor.clone(), key.clone());
            let receipt =
                self.receipts.entry(name.clone()).or_insert(Receipt { first: seq, last: seq, repeated: false });
            receipt.last = seq;
            memory.receipts.insert(name, *receipt);
        }
        self.facts.push(fact);
    }
}

/// What all commands of a group are decided by.
pub(super) struct Rules<'a> {
    pub(super) schema: &'a Schema,
    pub(super) blind: &'a Blind,
}

/// Decides one command and stages what follows from it.
pub(super) fn decide(
    rules: &Rules<'_>,
    memory: &mut Memory,
    staged: &mut Staged,
    waiting: &Waiting,
) -> Result<Receipt, Refusal> {
    let Waiting { ctx, command, .. } = waiting;
    storable(ctx)?;
    if let Some(key) = &ctx.idempotency {
        let name = (ctx.actor.account.clone(), key.clone());
        if let Some(earlier) = memory.receipts.get(&name) {
            return Ok(Receipt { repeated: true, ..*earlier });
        }
    }
    let person = command.person(&memory.instance).and_then(|id| memory.person(id)).cloned();
    let household = command.household(person.as_deref());
    let controller = person.as_ref().map_or(&ctx.controller, |person| &person.controller);
    let household = household.map(|named| rules.blind.household(controller, &named));
    let view = View { instance: &memory.instance, person: person.as_deref(), household, schema: rules.schema };
    let facts = casework::decide(ctx, &view, command.clone())?;
    let mut receipt = Receipt::UNCHANGED;
    for fact in facts {
        let fact = numbered(memory, staged, fact);
        receipt.last = fact.envelope.seq;
        receipt.first = if receipt.first == 0 { receipt.last } else { receipt.first };
        staged.take(memory, fact);
    }
    Ok(receipt)
}

/// Gives a fact its number here, which is its number at its origin too: it is first written here.
pub(super) fn numbered(memory: &Memory, staged: &Staged, mut fact: Fact) -> Fact {
    let seq = memory.tip.seq() + staged.facts.len() as u64 + 1;
    fact.envelope.origin = memory.origin;
    fact.envelope.origin_seq = seq;
    fact.envelope.seq = seq;
    fact
}

/// PostgreSQL keeps no NUL in text; such a name would undo the whole group.
fn storable(ctx: &Ctx) -> Result<(), Refusal> {
    let texts = [Some(&ctx.actor.account), Some(&ctx.controller), Some(&ctx.office), ctx.idempotency.as_ref()];
    if texts.into_iter().flatten().any(|text| text.contains('\0')) { Err(Refusal::IncompleteContext) } else { Ok(()) }
}
