//! Who acts, for whom, why, and when; without all of these nothing is decided (invariant 1).

use journal::{Basis, Body, Digest, Envelope, Fact, Part, Subject};
use model::{Date, Id, Timestamp};

use crate::Actor;

/// The circumstances of one command.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// Who acts.
    pub actor: Actor,
    /// Whose data it is.
    pub controller: String,
    /// Where.
    pub office: String,
    /// Why: the id of a purpose record.
    pub purpose: String,
    /// Why that is lawful.
    pub basis: Basis,
    /// Where the data comes from: `desk`, `self`, or the name of another register.
    pub source: String,
    /// When.
    pub now: Timestamp,
    /// When it happened, where that is another day.
    pub occurred_on: Option<Date>,
    /// Of the schema in force.
    pub schema: Digest,
    /// A retry with the same key adds nothing.
    pub idempotency: Option<String>,
    /// The device it came from.
    pub device: Option<String>,
    /// The import it belongs to.
    pub batch: Option<Id>,
}

impl Ctx {
    /// The envelope of a fact under these circumstances. Origin and numbers are zero: whoever appends gives them.
    pub fn envelope(&self) -> Envelope {
        Envelope {
            origin: Id([0; 16]),
            origin_seq: 0,
            seq: 0,
            recorded_at: self.now,
            occurred_on: self.occurred_on,
            actor: self.actor.account.clone(),
            controller: self.controller.clone(),
            office: self.office.clone(),
            purpose: self.purpose.clone(),
            basis: self.basis,
            source: self.source.clone(),
            idempotency: self.idempotency.clone(),
            device: self.device.clone(),
            schema: self.schema,
            batch: self.batch,
        }
    }

    /// One fact about nobody.
    pub(crate) fn of_instance(&self, body: Body) -> Fact {
        self.fact(Subject::Instance, body)
    }

    /// One fact about one person.
    pub(crate) fn of_person(&self, person: Id, body: Body) -> Fact {
        self.fact(Subject::Owner(person), body)
    }

    fn fact(&self, subject: Subject, body: Body) -> Fact {
        Fact { envelope: self.envelope(), parts: vec![Part { subject, compartment: None, body }] }
    }
}
