//! What a group of facts changes, until it is written: the facts, whom they touch, what is to be told and answered.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use casework::OwnerView;
use casework::view::InstancePart;
use journal::{Body, Fact, Subject};
use model::Id;

use super::Receipt;
use crate::outbox::Topic;

/// Receipts by account and idempotency key.
pub(super) type Receipts = HashMap<(String, String), Receipt>;

/// What a group of facts changes.
#[derive(Default)]
pub(super) struct Staged {
    /// In order, numbered.
    pub(super) facts: Vec<Fact>,
    /// People touched, each with the view before the group and the last fact about them.
    pub(super) people: BTreeMap<Id, (Option<Arc<OwnerView>>, u64)>,
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
    /// Whether somebody was on record before the group.
    pub(super) fn was_there(&self, owner: Subject) -> bool {
        owner.owner().and_then(|id| self.people.get(&id)).is_some_and(|(before, _)| before.is_some())
    }

    /// Whether a household is spoken of, under whatever id it is sealed.
    pub(super) fn is_of_households(&self) -> bool {
        self.facts.iter().flat_map(|fact| &fact.parts).any(|part| {
            matches!(part.subject, Subject::Household(_)) || matches!(part.body, Body::HouseholdRegistered { .. })
        })
    }

    /// Notes that a person's view changed.
    pub(super) fn touched(&mut self, person: Id, before: Option<Arc<OwnerView>>, seq: u64) {
        self.people.entry(person).or_insert((before, seq)).1 = seq;
        self.outbox.insert(person, (Topic::PersonChanged, seq));
    }
}
