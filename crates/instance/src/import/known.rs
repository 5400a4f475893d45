//! Who is on record under the keys of rows, and whom nobody may bring back by a file.

use casework::import::RowKey;
use casework::{Action, Refusal, Scope};
use futures::stream::{self, StreamExt, TryStreamExt};
use model::{Compartment, Id};
use store::Sight;

use super::rejects::Why;
use super::rows::{Found, Rows};
use crate::Fault;

/// People looked up at a time: readers are few.
const LOOKING: usize = 8;

/// One word for both: an office learns neither who was forgotten elsewhere nor who is known there.
const NOT_HERE: Why = Why {
    code: "not-here",
    reason: "known to another office or forgotten",
    help: "ask the office that knows the person; do not register them a second time. Whoever was forgotten and asks for it \
           themselves is entered by a file of one row without this id",
};

/// An id of Onward's is made by Onward, not chosen by a file.
const UNKNOWN_ID: Why = Why {
    code: "unknown-id",
    reason: "this office knows nobody by this id of Onward's",
    help: "correct it, or ask the office that wrote it; whoever is new has none yet: leave it empty for them",
};

impl Rows<'_> {
    /// Who is known by each of these keys, in their order.
    pub(super) async fn found(&self, keys: &[&RowKey]) -> Result<Vec<Found>, Fault> {
        let ids = self.ids(keys).await?;
        let sight = self.sight()?;
        let found = stream::iter(keys.iter().zip(ids)).map(|(key, id)| self.one_found(&sight, key, id));
        found.buffered(LOOKING).try_collect().await
    }

    /// Whom the keys name: Onward's own ids as they stand, those of registers as they are on record.
    async fn ids(&self, keys: &[&RowKey]) -> Result<Vec<Option<Id>>, Fault> {
        let given = keys.iter().filter_map(|key| match key {
            RowKey::External { system, id } => Some((system.as_str(), id.as_str())),
            RowKey::Person(_) => None,
        });
        let given: Vec<(&str, &str)> = given.collect();
        let controller = &self.acting.seat.controller;
        let mut known = self.instance.store.by_external(controller, &given).await?.into_iter();
        let id = |key: &&RowKey| match key {
            RowKey::Person(id) => Some(*id),
            RowKey::External { .. } => known.next().flatten(),
        };
        Ok(keys.iter().map(id).collect())
    }

    async fn one_found(&self, sight: &Sight, key: &RowKey, id: Option<Id>) -> Result<Found, Fault> {
        let person = match id {
            Some(id) => self.instance.store.person(sight, id).await?,
            None => None,
        };
        let controller = &self.acting.seat.controller;
        Ok(match (person, key) {
            (Some(person), _) => Ok(Some(person)),
            (None, RowKey::Person(own)) if self.may_choose(*own).await? => Ok(None),
            (None, RowKey::Person(_)) => Err(UNKNOWN_ID),
            (None, RowKey::External { .. }) if id.is_some() => Err(NOT_HERE),
            (None, RowKey::External { system, id }) if self.traces.of_register(controller, system, id) => Err(NOT_HERE),
            (None, RowKey::External { .. }) => Ok(None),
        })
    }

    /// Whether a file may say by which id of Onward's somebody is entered: invented people alone, who are generated with
    /// theirs, on an instance where nobody exists, and who are not on record at another office.
    async fn may_choose(&self, id: Id) -> Result<bool, Fault> {
        if !self.instance.is_trial() || self.traces.of_person(id) {
            return Ok(false);
        }
        Ok(self.instance.store.snapshot_of(&[id]).await?.is_empty())
    }

    /// Whom the importer may amend. Whether a row changes anything is told from what they may read: of real people,
    /// "unchanged" would otherwise say what lies in a compartment that they do not open. Whoever may not read people of the
    /// office imports nothing, and tries nothing either.
    fn sight(&self) -> Result<Sight, Refusal> {
        self.acting.may_here(Action::ReadPersonal)?;
        let scope: Scope = self.acting.may(Action::Register)?;
        let opens = if self.instance.is_trial() {
            Compartment::ALL.into_iter().collect()
        } else {
            casework::opens(&self.acting.actor, &self.acting.occasion())
        };
        Ok(Sight { opens, ..Sight::of(scope) })
    }
}
