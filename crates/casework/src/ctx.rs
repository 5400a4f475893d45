//! Who acts, for whom, why, and when; without all of these nothing is decided (invariant 1).

use journal::{Basis, Grant};
use model::{Date, Id, Timestamp};

/// Somebody who acts: an account with the grants in force when the command came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account's name.
    pub account: String,
    /// Grants, expired ones included; `authorise` looks at the day.
    pub grants: Vec<Grant>,
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
