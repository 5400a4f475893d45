//! Before a record is opened: for whom it is to be, whether the pathway of its kind lets the reader open one, and what of what
//! is on record stands against it.

use std::collections::BTreeMap;

use casework::record::opening_against;
use casework::{Fields, Refusal};
use model::{FieldKey, FieldState, Id, Kind, Value};

use super::NAME;
use crate::Fault;
use crate::desk::Desk;

impl Desk<'_> {
    /// Whether the pathway that records of a kind run is opened by a role of the reader; of a kind that runs none, the reviewed
    /// table alone says who opens one.
    pub fn opens_case(&self, kind: &Kind) -> bool {
        let Some(running) = self.in_force.pathways.of_kind(&kind.name) else { return true };
        let by = &running.pathway.opens.by;
        let mut roles = self.acting.actor.at(self.acting.occasion().controller);
        roles.any(|(role, _)| by.iter().any(|known| known == role.code()))
    }

    /// By what a person is called, noted as read; else [`Refusal::NotFound`].
    pub async fn called(&self, person: Id) -> Result<BTreeMap<String, FieldState<Value>>, Fault> {
        let (sight, name) = (self.sight(), NAME.map(str::to_owned));
        let there = self.instance.store.person(&sight.of_store(), person).await?.ok_or(Refusal::NotFound)?;
        self.note_reads(sight.noted(std::slice::from_ref(&there), &name)).await?;
        Ok(sight.states(&there, &name))
    }

    /// Whether a person is there for the reader: else [`Refusal::NotFound`].
    pub async fn finds(&self, person: Id) -> Result<(), Fault> {
        let there = self.instance.store.person(&self.sight().of_store(), person).await?;
        Ok(there.map(drop).ok_or(Refusal::NotFound)?)
    }

    /// What stands in the way of opening a case of a kind for a person: fields of theirs and of the form that the reader may
    /// see, with what they say.
    pub async fn against_opening(
        &self,
        person: Id,
        kind: &Kind,
        fields: &Fields,
    ) -> Result<Vec<(String, FieldState<Value>)>, Fault> {
        let sight = self.sight();
        let Some(there) = self.instance.store.person(&sight.of_store(), person).await? else { return Ok(vec![]) };
        let zone = self.in_force.view.zone(&self.acting.seat.controller, &self.acting.seat.office);
        let at = (&zone, self.instance.now());
        let against = opening_against(&self.in_force.pathways, &there, kind, fields, at);
        let schema = &self.in_force.packs.schema;
        let seen = |name: &String| match kind.field(name) {
            Some(field) => self.opens_somewhere(kind, field),
            None => schema.field(name).and_then(|id| schema.get(id)).is_some_and(|field| sight.shows(field, &there)),
        };
        let against: Vec<String> = against.into_iter().filter(seen).collect();
        self.note_reads(sight.noted(std::slice::from_ref(&there), &against)).await?;
        let state = |name: &String| match kind.field(name) {
            Some(_) => fields.get(name).cloned().unwrap_or(FieldState::Unknown),
            None => there.state(FieldKey::of(name)),
        };
        Ok(against.into_iter().map(|name| (name.clone(), state(&name))).collect())
    }
}
