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

const ELSEWHERE: Why = Why {
    code: "elsewhere",
    reason: "known to another office or forgotten",
    help: "ask the office that knows the person; do not register them a second time",
};

const FORGOTTEN: Why = Why {
    code: "forgotten",
    reason: "somebody with this id was forgotten",
    help: "take the row out of the register's file; whoever asks for it themselves is entered by a file of one row without \
           this id",
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
            (None, RowKey::External { .. }) if id.is_some() => Err(ELSEWHERE),
            (None, RowKey::External { system, id }) if self.traces.of_register(controller, system, id) => {
                Err(FORGOTTEN)
            }
            (None, RowKey::Person(own)) if self.traces.of_person(*own) => Err(FORGOTTEN),
            (None, _) => Ok(None),
        })
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
        Ok(Sight { scope, opens })
    }
}
