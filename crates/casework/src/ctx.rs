//! Who acts, for whom, why, and when; without all of these nothing is decided (invariant 1).

use std::collections::BTreeSet;

use journal::{Basis, Digest, Envelope, Grant};
use model::{Date, Id, Timestamp};

use crate::{Role, Seat};

/// Somebody who acts: an account with the grants in force when the command came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account's name.
    pub account: String,
    /// Grants in force; [`crate::InstanceView::actor`] leaves out those that ran out. `decide` goes by the grants on
    /// record, whatever stands here.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// The grants at a controller, with their roles.
    pub fn at(&self, controller: &str) -> impl Iterator<Item = (Role, &Grant)> {
        let here = self.grants.iter().filter(move |grant| grant.controller == controller);
        here.filter_map(|grant| Role::of(&grant.role).map(|role| (role, grant)))
    }

    /// Where they may act: who has several seats says in which one they sit.
    pub fn seats(&self) -> BTreeSet<Seat> {
        let seats = self.grants.iter().filter(|grant| Role::of(&grant.role).is_some());
        seats.map(|grant| Seat { controller: grant.controller.clone(), office: grant.office.clone() }).collect()
    }

    /// The same account in one seat: what it holds elsewhere does not count.
    #[must_use]
    pub fn seated(&self, seat: &Seat) -> Self {
        self.narrowed(|grant| grant.controller == seat.controller && grant.office == seat.office)
    }

    /// The same account with some of its grants only.
    pub(crate) fn narrowed(&self, keep: impl Fn(&Grant) -> bool) -> Self {
        let grants = self.grants.iter().filter(|grant| keep(grant)).cloned().collect();
        Self { account: self.account.clone(), grants }
    }
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
}
