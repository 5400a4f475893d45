//! What is left of somebody who was forgotten: a keyed hash of each id under which a register, or an export, knows them.
//!
//! Without it the register's next file would bring them back, and nobody would notice. It says nothing to whoever does not
//! hold both the instance's key and the id, and it has its own retention: after [`YEARS`] it is removed.
//! Next: `writer/forget.rs`, which leaves traces; `instance/src/import/rows.rs`, which meets them.

use std::collections::HashSet;

use casework::PersonView;
use model::{Id, Timestamp};

use crate::Store;
use crate::beside::{Beside, Change, Only, keep};
use crate::derive::{Token, Tokens};
use crate::error::ReadError;
use crate::shared::Own;

/// How long a trace is kept.
pub const YEARS: i64 = 5;

const MICROS_A_DAY: i64 = 86_400_000_000;

/// Whom registers may not bring back.
#[derive(Debug, Clone)]
pub struct Traces {
    tokens: Tokens,
    left: HashSet<Token>,
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
pub(crate) fn left(own: &Own, view: &PersonView, now: Timestamp) -> Option<Vec<Change>> {
    let tokens = own.tokens.external_ids(view).into_iter().chain([own.tokens.person(view.id)]);
    tokens.map(|token| keep(&own.beside, Beside::Trace, &token.0, &now.0, Only::Ever)).collect()
}

impl Store {
    /// All traces that are still kept; those whose time is over are removed.
    pub async fn traces(&self, now: Timestamp) -> Result<Traces, ReadError> {
        let kept: Vec<(Vec<u8>, i64)> = self.all_kept(Beside::Trace).await?;
        let since = now.0 - YEARS * 366 * MICROS_A_DAY;
        let (left, over): (Vec<_>, Vec<_>) = kept.into_iter().partition(|(_, at)| *at >= since);
        if !over.is_empty() {
            let names: Vec<Vec<u8>> = over.into_iter().map(|(name, _)| name).collect();
            self.remove(Beside::Trace, &names).await?;
        }
        let token = |(name, _): (Vec<u8>, i64)| name.first_chunk().copied().map(Id);
        Ok(Traces { tokens: self.own().tokens.clone(), left: left.into_iter().filter_map(token).collect() })
    }
}
