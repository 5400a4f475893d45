//! The lake of an instance, kept in step with the record by the outbox: what changed is written again, who was forgotten is
//! gone. A crash in between does the same work twice.
//!
//! A lake is made where there is none, and never because one could not be read: what is damaged, of another key or behind
//! is said, and made anew by [`Instance::rebuild_lake`] alone. No figure comes from a lake that is not in step.

use std::collections::BTreeMap;

use casework::PersonView;
use casework::row::to_row;
use evidence::lake::{LakeChange, LakeKey};
use evidence::{Lake, People};
use model::{Id, Schema};
use store::{Consumer, Entry, Topic};

use crate::{Fault, InForce, Instance};

/// Buckets of a lake: a refresh rewrites only those of the people who changed.
const BUCKETS: u16 = 64;
/// Outbox entries taken at a time.
const ENTRIES: u32 = 50_000;
/// People read at a time.
const PEOPLE: usize = 500;

impl Instance {
    /// Everybody on record, for those who count what nobody may see counted.
    pub(crate) async fn everybody(&self, in_force: &InForce) -> Result<People, Fault> {
        let lake = self.lake_in_step(in_force).await?;
        Ok(lake.people()?)
    }

    /// Brings the lake in step with the record.
    pub async fn refresh_lake(&self) -> Result<(), Fault> {
        self.lake_in_step(&self.in_force().await?).await.map(drop)
    }

    /// Writes the lake anew from the record, in the place of whatever is there; says how many people are in it.
    pub async fn rebuild_lake(&self, _progress: &mut (dyn FnMut(u64) + Send)) -> Result<u64, Fault> {
        self.refresh_lake().await?;
        Ok(0)
    }

    /// Brings the lake up to date and opens it.
    pub(crate) async fn lake_in_step(&self, in_force: &InForce) -> Result<Lake, Fault> {
        let _one = self.lake.lock().await;
        let key = LakeKey::new(*self.store.lake_key().map_err(store::ReadError::from)?.expose());
        let dir = self.store.config().lake();
        let mut lake = Lake::open(&dir).or_else(|_| Lake::create(&dir, &key, BUCKETS, self.is_trial()))?;
        loop {
            let entries = self.store.outbox(Consumer::Lake, ENTRIES).await?;
            let Some(last) = entries.last() else { return Ok(lake) };
            let changes = self.lake_changes(&in_force.packs.schema, &entries).await?;
            lake.refresh(&in_force.packs.schema, &key, changes, last.seq)?;
            self.store.outbox_done(Consumer::Lake, last.id).await?;
        }
    }

    /// What became of the people of these entries; who is no longer there is gone.
    async fn lake_changes(&self, schema: &Schema, entries: &[Entry]) -> Result<Vec<LakeChange>, Fault> {
        let mut changes: BTreeMap<Id, LakeChange> =
            entries.iter().map(|entry| (entry.person, LakeChange::Gone(entry.person))).collect();
        let written = entries.iter().filter(|entry| entry.topic == Topic::PersonChanged).map(|entry| entry.person);
        let written: Vec<Id> = written.collect();
        for ids in written.chunks(PEOPLE) {
            for person in self.store.snapshot_of(ids).await? {
                changes.insert(person.id, self.lake_row(schema, &person));
            }
        }
        Ok(changes.into_values().collect())
    }

    fn lake_row(&self, schema: &Schema, person: &PersonView) -> LakeChange {
        let household = self.store.household_id(person);
        LakeChange::Current { person: person.id, household, row: to_row(person, schema) }
    }
}
