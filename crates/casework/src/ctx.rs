//! Who acts, for whom, why, and when; without all of these nothing is decided (invariant 1).

use std::collections::BTreeSet;

use journal::{Basis, Envelope, Grant};
use model::{Date, Id, Timestamp};

use crate::Role;

/// Somebody who acts: an account with the grants in force when the command came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account's name.
    pub account: String,
    /// Grants, expired ones included; `authorise` looks at the day. `decide` goes by the grants on record.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// The grants in force at a controller on a day, with their roles.
    pub fn live(&self, controller: &str, today: Date) -> impl Iterator<Item = (Role, &Grant)> {
        let live = self.grants.iter().filter(move |grant| in_force(grant, today));
        live.filter(move |grant| grant.controller == controller)
            .filter_map(|grant| Role::of(&grant.role).map(|role| (role, grant)))
    }

    /// The controllers at which a grant is in force; who has several says for which one they act.
    pub fn controllers(&self, today: Date) -> BTreeSet<&str> {
        let live = self.grants.iter().filter(|grant| in_force(grant, today));
        live.map(|grant| grant.controller.as_str()).collect()
    }

    /// The same account with some of its grants only.
    pub(crate) fn narrowed(&self, keep: impl Fn(&Grant) -> bool) -> Self {
        let grants = self.grants.iter().filter(|grant| keep(grant)).cloned().collect();
        Self { account: self.account.clone(), grants }
    }
}

/// Whether a grant has not run out; its last day still counts.
pub(crate) fn in_force(grant: &Grant, today: Date) -> bool {
    grant.until.is_none_or(|until| today <= until)
}

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
    /// SHA-256 of the schema in force.
    pub schema_hash: String,
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
            schema: self.schema_hash.clone(),
            batch: self.batch,
        }
    }

    /// Whether everything that every write names is there.
    pub(crate) fn is_complete(&self) -> bool {
        let named = [&self.actor.account, &self.controller, &self.office, &self.purpose, &self.source];
        named.iter().all(|text| !text.trim().is_empty())
    }
}
