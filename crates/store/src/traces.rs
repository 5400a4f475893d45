//! What is left of somebody who was forgotten: a keyed hash of each id under which a register, or an export, knows them.
//!
//! Without it the register's next file would bring them back, and nobody would notice. It says nothing to whoever does not
//! hold both the instance's key and the id, and it has its own retention: after [`YEARS`] it is removed.
//! Next: `writer/forget.rs`, which leaves traces; `store/traces.rs`, which finds those that are kept; `instance/src/import/rows.rs`, which meets them.

use std::collections::HashSet;

use casework::OwnerView;
use model::{Id, Timestamp};

use crate::beside::{Beside, Change, Only, keep};
use crate::derive::{Token, Tokens};
use crate::shared::Own;

/// How long a trace is kept.
pub const YEARS: i64 = 5;

/// Whom registers may not bring back.
#[derive(Debug, Clone)]
pub struct Traces {
    pub(crate) tokens: Tokens,
    pub(crate) left: HashSet<Token>,
}

impl Traces {
    /// Whether somebody was forgotten whom a controller's register knew by this id.
    pub fn of_register(&self, controller: &str, system: &str, id: &str) -> bool {
        !self.left.is_empty() && self.left.contains(&self.tokens.external(controller, system, id))
    }

    /// Whether somebody was forgotten whom Onward knew by this id.
    pub fn of_person(&self, person: Id) -> bool {
        self.left.contains(&self.tokens.person(person))
    }
}

/// The changes that leave traces of a person.
pub(crate) fn left(own: &Own, view: &OwnerView, now: Timestamp) -> Option<Vec<Change>> {
    let tokens = own.tokens.external_ids(view).into_iter().chain([own.tokens.person(view.id)]);
    tokens.map(|token| keep(&own.beside, Beside::Trace, &token.0, &now.0, Only::Ever)).collect()
}
