//! The lake of an instance, kept in step with the record by the outbox: what changed is written again, who was
//! forgotten is gone. A crash in between does the same work twice.

use std::collections::BTreeMap;

use casework::PersonView;
use casework::row::to_row;
use evidence::Lake;
use evidence::lake::{LakeChange, LakeKey};
use model::Id;
use store::{Entry, Topic};

use crate::fail::{Fail, Outcome};
use crate::instance::Instance;

/// Buckets of a lake: a refresh rewrites only those of the people who changed.
const BUCKETS: u16 = 64;
/// Outbox entries taken at a time.
const ENTRIES: u32 = 50_000;
/// People read at a time.
const PEOPLE: usize = 500;

/// Brings the lake up to date and opens it.
pub async fn refreshed(instance: &Instance) -> Outcome<Lake> {
    let _one = instance.lake.lock().await;
    let key = key(instance)?;
    let mut lake = open(instance, &key)?;
    loop {
        let entries = instance.store.outbox(ENTRIES).await.map_err(Fail::wrong)?;
        let Some(last) = entries.last() else { return Ok(lake) };
        let changes = changes(instance, &entries).await?;
        lake.refresh(&instance.packs().schema, &key, changes, last.seq).map_err(Fail::wrong)?;
        instance.store.outbox_done(last.id).await.map_err(Fail::wrong)?;
    }
}

/// Removes the rows of people who were forgotten.
pub async fn forget(instance: &Instance, people: &[Id]) -> Outcome {
    let mut lake = refreshed(instance).await?;
    lake.forget(&instance.packs().schema, &key(instance)?, people).map_err(Fail::wrong)?;
    Ok(())
}

fn key(instance: &Instance) -> Outcome<LakeKey> {
    let key = instance.store.lake_key().ok_or_else(|| Fail::wrong("the lake's key is not at hand"))?;
    Ok(LakeKey::new(*key.expose()))
}

fn open(instance: &Instance, key: &LakeKey) -> Outcome<Lake> {
    let dir = instance.store.config().lake();
    let opened = Lake::open(&dir);
    opened.or_else(|_| Lake::create(&dir, key, BUCKETS, instance.is_trial())).map_err(Fail::wrong)
}

/// What became of the people of these entries; who is no longer there is gone.
async fn changes(instance: &Instance, entries: &[Entry]) -> Outcome<Vec<LakeChange>> {
    let mut changes = BTreeMap::new();
    for entry in entries {
        changes.insert(entry.person, LakeChange::Gone(entry.person));
    }
    let to_write = entries.iter().filter(|entry| entry.topic == Topic::PersonChanged).map(|entry| entry.person);
    let to_write: Vec<Id> = to_write.collect();
    for ids in to_write.chunks(PEOPLE) {
        for person in instance.store.snapshot_of(ids.to_vec()).await.map_err(Fail::wrong)? {
            changes.insert(person.id, current(instance, &person));
        }
    }
    Ok(changes.into_values().collect())
}

fn current(instance: &Instance, person: &PersonView) -> LakeChange {
    let household = instance.store.household_id(person);
    LakeChange::Current { person: person.id, household, row: to_row(person, &instance.packs().schema) }
}
