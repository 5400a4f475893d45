//! Who read somebody's sealed and protected fields: for whoever may read the journal, and for the person themselves.

use casework::{Action, Refusal, Scope};
use journal::{Body, Opened, OpenedPart, Part};
use model::{FieldKey, Id, Schema, Timestamp};
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
    /// What they read; none where the entry cannot be read. That somebody read is certain all the same.
    pub read: Option<FieldsShown>,
}

/// What somebody read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldsShown {
    /// Names of the fields, as far as the schema in force knows them.
    pub names: Vec<String>,
    /// How many others there were, which the schema in force does not know.
    pub others: usize,
}

impl Desk<'_> {
    /// Who read somebody's fields, the latest first. Who may read the journal needs not see the person, and sees here
    /// nothing of them; other controllers' people look like nobody. An entry that cannot be read is told as such.
    pub async fn reads_of(&self, person: Id, skip: u32, limit: u32) -> Result<Vec<ReadNote>, Fault> {
        self.acting.may(Action::ReadJournal)?;
        let controller = self.acting.seat.controller.clone();
        let here = Sight::of(Scope::Controller { controller });
        if self.instance.store.person(&here, person).await?.is_none() {
            return Err(Refusal::NotFound.into());
        }
        let facts = self.instance.store.reads_of(person, skip, limit).await?;
        let schema = &self.in_force.packs.schema;
        Ok(facts.iter().map(|fact| read_note(schema, fact)).collect())
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
}

fn read_note(schema: &Schema, fact: &Opened) -> ReadNote {
    let envelope = &fact.envelope;
    let read = fact.parts.iter().find_map(|part| match part {
        OpenedPart::Open(Part { body: Body::FieldsRead { fields, .. }, .. }) => Some(shown(schema, fields)),
        _ => None,
    });
    ReadNote {
        account: envelope.actor.clone(),
        office: envelope.office.clone(),
        purpose: envelope.purpose.clone(),
        at: envelope.recorded_at,
        read,
    }
}

fn shown(schema: &Schema, fields: &[FieldKey]) -> FieldsShown {
    let names: Vec<String> = fields.iter().filter_map(|key| schema.named(*key)).map(str::to_owned).collect();
    FieldsShown { others: fields.len() - names.len(), names }
}

#[cfg(test)]
mod tests {
    use journal::{Basis, Broken, Digest, Envelope, Subject};
    use model::{Class, Field, FieldType, Text};

    use super::*;

    fn fact(part: OpenedPart) -> Opened {
        let envelope = Envelope {
            origin: Id([1; 16]),
            origin_seq: 7,
            seq: 7,
            recorded_at: Timestamp(9),
            occurred_on: None,
            actor: "carla".into(),
            controller: "red-cross".into(),
            office: "north".into(),
            purpose: "assistance".into(),
            basis: Basis::ALL[0],
            source: "desk".into(),
            idempotency: None,
            device: None,
            schema: Digest::default(),
            batch: None,
        };
        Opened { envelope, parts: vec![part] }
    }

    /// Somebody read, and this is what is told of it.
    #[track_caller]
    fn check(part: OpenedPart, expect: Option<FieldsShown>) {
        let mut schema = Schema::default();
        let (ty, class, label) = (FieldType::Text, Class::Sealed, Text::english("Name"));
        let (pack, name) = ("core".into(), "name.full".to_owned());
        let field = Field { name, ty, class, label, question: None, relevant: None, pack, hxl: None, facet: false };
        schema.add_field(field).expect("a field");
        let (account, office, purpose) = ("carla".into(), "north".into(), "assistance".into());
        let expect = ReadNote { account, office, purpose, at: Timestamp(9), read: expect };
        assert_eq!(read_note(&schema, &fact(part)), expect);
    }

    #[test]
    fn a_reading_is_told_with_its_fields_and_those_that_today_are_unknown() {
        let fields = vec![FieldKey::of("name.full"), FieldKey::of("gone.since")];
        let body = Body::FieldsRead { people: vec![Id([2; 16])], fields };
        let part = Part { subject: Subject::Instance, compartment: None, body };
        check(OpenedPart::Open(part), Some(FieldsShown { names: vec!["name.full".into()], others: 1 }));
    }

    #[test]
    fn a_reading_that_cannot_be_read_is_told_all_the_same() {
        check(OpenedPart::Broken(Subject::Instance, Broken::Seal), None);
        check(OpenedPart::Broken(Subject::Instance, Broken::Newer { kind: 900 }), None);
        check(OpenedPart::Forgotten(Subject::Instance), None);
    }
}
