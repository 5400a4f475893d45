//! Who read somebody's sealed and protected fields: for whoever may read the journal, and for the person themselves.

use casework::{Action, Refusal, Scope};
use journal::{Body, Opened, OpenedPart, Part};
use model::{Id, Timestamp};
use store::Sight;

use super::Desk;
use crate::Fault;

/// Somebody read fields of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadNote {
    /// Who.
    pub account: String,
    /// Where they sat.
    pub office: String,
    /// Why.
    pub purpose: String,
    /// When.
    pub at: Timestamp,
    /// Names of the fields, as far as the schema in force knows them.
    pub fields: Vec<String>,
    /// How many were shown at once.
    pub people: usize,
}

impl Desk<'_> {
    /// Who read somebody's fields, the latest first. Who may read the journal needs not see the person, and sees here
    /// nothing of them; other controllers' people look like nobody.
    pub async fn reads_of(&self, person: Id, skip: u32, limit: u32) -> Result<Vec<ReadNote>, Fault> {
        self.acting.may(Action::ReadJournal)?;
        let controller = self.acting.seat.controller.clone();
        let here = Sight::of(Scope::Controller { controller });
        if self.instance.store.person(&here, person).await?.is_none() {
            return Err(Refusal::NotFound.into());
        }
        let facts = self.instance.store.reads_of(person, skip, limit).await?;
        Ok(facts.iter().filter_map(|fact| self.read_note(fact)).collect())
    }

    /// Whether a person is under a legal hold, for those who look after holds and erasure, who see nothing else of them.
    pub async fn is_held(&self, person: Id) -> Result<bool, Fault> {
        let governs = [Action::GovernPurposes, Action::Erase].into_iter().any(|action| self.acting.may_propose(action));
        if !governs && self.acting.may(Action::ReadJournal).is_err() {
            return Err(Refusal::NotAllowed.into());
        }
        let here = Sight::of(Scope::Controller { controller: self.acting.seat.controller.clone() });
        let there = self.instance.store.person(&here, person).await?.ok_or(Refusal::NotFound)?;
        Ok(there.held)
    }

    fn read_note(&self, fact: &Opened) -> Option<ReadNote> {
        let envelope = &fact.envelope;
        let (people, fields) = fact.parts.iter().find_map(|part| match part {
            OpenedPart::Open(Part { body: Body::FieldsRead { people, fields }, .. }) => Some((people, fields)),
            _ => None,
        })?;
        let schema = &self.in_force.packs.schema;
        let named = fields.iter().filter_map(|key| Some(schema.get(schema.keyed(*key)?)?.name.clone()));
        Some(ReadNote {
            account: envelope.actor.clone(),
            office: envelope.office.clone(),
            purpose: envelope.purpose.clone(),
            at: envelope.recorded_at,
            fields: named.collect(),
            people: people.len(),
        })
    }
}
