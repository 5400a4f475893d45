//! The lake of an instance, kept in step with the record by the outbox: what changed is written again, who was forgotten is
//! gone. A crash in between does the same work twice.
//!
//! A lake is made where there is none, and never because one could not be read: what is damaged, of another key or put
//! back is said, and made anew by [`Instance::rebuild_lake`] alone. One thing else writes it anew: other fields in force
//! than those it was written with. No figure comes from a lake that is not in step.

use std::collections::BTreeMap;
use std::time::Duration;

use casework::{OwnerView, Scope};
use evidence::lake::{LakeChange, LakeError, LakeRow, LakeScope, LakeWriter};
use evidence::{Lake, People};
use journal::Key;
use model::{Id, Schema};
use store::{Consumer, OutboxEntry, Topic};

use crate::{Fault, InForce, Instance};

/// Buckets of a lake: a refresh rewrites only those of the people who changed.
const BUCKETS: u16 = 64;
/// Outbox entries taken at a time.
const ENTRIES: u32 = 50_000;
/// People read at a time.
const PEOPLE: usize = 500;
/// How often another process that writes the lake is waited for, and how long each time.
const WAITS: u32 = 150;
const WAIT: Duration = Duration::from_millis(200);

impl Instance {
    /// The people of a scope, and what the record had told the lake when they were counted.
    pub(crate) async fn counted_people(&self, in_force: &InForce, scope: &LakeScope) -> Result<(People, u64), Fault> {
        let lake = self.lake_in_step(in_force).await?;
        let as_of = lake.as_of();
        Ok((lake.people(&in_force.packs.schema, scope, as_of)?, as_of))
    }

    /// Everybody on record, for those who count what nobody may see counted.
    pub(crate) async fn everybody(&self, in_force: &InForce) -> Result<People, Fault> {
        Ok(self.counted_people(in_force, &LakeScope::everybody()).await?.0)
    }

    /// Brings the lake in step with the record.
    pub async fn refresh_lake(&self) -> Result<(), Fault> {
        self.lake_in_step(&self.in_force().await?).await.map(drop)
    }

    /// Writes the lake anew from the record, in the place of whatever is there; says how many people are in it.
    pub async fn rebuild_lake(&self, progress: &mut (dyn FnMut(u64) + Send)) -> Result<u64, Fault> {
        let _one = self.lake.lock().await;
        let in_force = self.in_force().await?;
        let mut writer = LakeWriter::lock(&self.store.config().lake(), &self.lake_key()?)?;
        let people = self.anew(&in_force, &mut writer, progress).await?;
        self.take_in(&in_force, &mut writer).await?;
        Ok(people)
    }

    /// Brings the lake up to date and opens it.
    pub(crate) async fn lake_in_step(&self, in_force: &InForce) -> Result<Lake, Fault> {
        let _one = self.lake.lock().await;
        let (dir, key) = (self.store.config().lake(), self.lake_key()?);
        for _ in 0..WAITS {
            match self.in_step(in_force, &key).await? {
                Some(lake) => return Ok(lake),
                None => match LakeWriter::lock(&dir, &key) {
                    Ok(writer) => return self.brought_in_step(in_force, writer).await,
                    Err(LakeError::Locked) => tokio::time::sleep(WAIT).await,
                    Err(error) => return Err(error.into()),
                },
            }
        }
        Err(LakeError::Locked.into())
    }

    /// Brings the lake up to date, and reads it whole.
    pub(crate) async fn whole_lake(&self, in_force: &InForce) -> Result<(), Fault> {
        let lake = self.lake_in_step(in_force).await?;
        Ok(tokio::task::spawn_blocking(move || lake.check()).await??)
    }

    /// The lake, where it stands where the record does.
    async fn in_step(&self, in_force: &InForce, key: &Key) -> Result<Option<Lake>, Fault> {
        let lake = match Lake::open(&self.store.config().lake(), key) {
            Err(LakeError::Absent) => return Ok(None),
            lake => lake?,
        };
        // The record is asked last: another process may bring both further at any moment.
        let (as_of, record) = (lake.as_of(), self.store.told().await?);
        if as_of > record {
            return Err(LakeError::Ahead { lake: as_of, record }.into());
        }
        let everybody = lake.people(&in_force.packs.schema, &LakeScope::everybody(), as_of);
        let fits = as_of == record && everybody.is_ok();
        Ok(fits.then_some(lake))
    }

    async fn brought_in_step(&self, in_force: &InForce, mut writer: LakeWriter) -> Result<Lake, Fault> {
        match writer.lake() {
            Err(LakeError::Absent) => self.first(&in_force.packs.schema, &mut writer).await?,
            other => drop(other?),
        }
        match self.take_in(in_force, &mut writer).await {
            Err(Fault::Damaged(cause)) if matches!(cause.downcast_ref(), Some(LakeError::Fields)) => {
                tracing::info!("other fields are in force: the lake is written anew");
                self.anew(in_force, &mut writer, &mut |_| ()).await?;
                self.take_in(in_force, &mut writer).await?;
            }
            done => done?,
        }
        Ok(writer.lake()?)
    }

    /// Makes the first lake, where none was ever told anything.
    async fn first(&self, schema: &Schema, writer: &mut LakeWriter) -> Result<(), Fault> {
        // Whoever was told something had a lake: it did not vanish by itself.
        let entries = match self.store.outbox(0, 1).await {
            Err(store::ReadError::Outbox) => return Err(LakeError::Absent.into()),
            entries => entries?,
        };
        if entries.is_empty() && self.store.told().await? > 0 {
            return Err(LakeError::Absent.into());
        }
        writer.create(schema, BUCKETS, self.is_trial())?;
        Ok(())
    }

    /// Takes in what the outbox holds beyond where the lake stands, and no more than it held when this began: where much is
    /// written meanwhile, it would come to no end.
    async fn take_in(&self, in_force: &InForce, writer: &mut LakeWriter) -> Result<(), Fault> {
        let begun = self.store.told().await?;
        loop {
            let (as_of, told) = (writer.lake()?.as_of(), self.store.told().await?);
            let entries = match self.store.outbox(as_of, ENTRIES).await {
                Err(store::ReadError::Outbox) => return Err(LakeError::Behind { lake: as_of, record: told }.into()),
                entries => entries?,
            };
            let last = entries.last().map_or(as_of, |entry| entry.id);
            if entries.is_empty() && as_of < told {
                return Err(LakeError::Behind { lake: as_of, record: told }.into());
            }
            let changes = self.lake_changes(in_force, &entries).await?;
            writer.refresh(&in_force.packs.schema, as_of, changes, last)?;
            self.store.outbox_done(Consumer::Lake, last).await?;
            if entries.is_empty() || last >= begun {
                return Ok(());
            }
        }
    }

    /// Writes everybody on record into a new lake. What changes meanwhile is in the outbox beyond where it then stands.
    async fn anew(
        &self,
        in_force: &InForce,
        writer: &mut LakeWriter,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<u64, Fault> {
        let told = self.store.told().await?;
        let mut rebuild = writer.rebuild(&in_force.packs.schema, BUCKETS, self.is_trial())?;
        let (mut cursor, mut people) = (Some(-1), 0);
        while let Some(from) = cursor {
            let (page, next) = self.store.snapshot(from, u32::try_from(PEOPLE).unwrap_or(u32::MAX)).await?;
            for person in &page {
                rebuild.add(&self.lake_row(in_force, person))?;
                people += 1;
            }
            progress(people);
            cursor = next;
        }
        rebuild.finish(told)?;
        Ok(people)
    }

    /// What became of the people of these entries; who is no longer there is gone.
    async fn lake_changes(&self, in_force: &InForce, entries: &[OutboxEntry]) -> Result<Vec<LakeChange>, Fault> {
        let mut changes: BTreeMap<Id, LakeChange> =
            entries.iter().map(|entry| (entry.person, LakeChange::Gone(entry.person))).collect();
        let written = entries.iter().filter(|entry| entry.topic == Topic::PersonChanged).map(|entry| entry.person);
        let written: Vec<Id> = written.collect();
        for ids in written.chunks(PEOPLE) {
            for person in self.store.snapshot_of(ids).await? {
                changes.insert(person.id, LakeChange::Current(self.lake_row(in_force, &person)));
            }
        }
        Ok(changes.into_values().collect())
    }

    fn lake_row(&self, in_force: &InForce, person: &OwnerView) -> LakeRow {
        LakeRow {
            person: person.id,
            household: self.store.household_id(person),
            controller: person.controller.clone(),
            office: person.office.clone(),
            row: in_force.recorded_rows().row(person, |_| true),
        }
    }

    fn lake_key(&self) -> Result<Key, Fault> {
        Ok(self.store.lake_key().map_err(store::ReadError::from)?)
    }
}

/// Whose rows somebody may count who may count those of a scope; none where the scope admits nobody to counting.
pub(crate) fn lake_scope(scope: &Scope) -> Option<LakeScope> {
    match scope {
        Scope::Aggregates { controller } | Scope::Controller { controller } => Some(LakeScope::controller(controller)),
        Scope::Offices { controller, offices } => Some(LakeScope::offices(controller, offices)),
        Scope::Nothing | Scope::Existence { .. } | Scope::People { .. } => None,
    }
}
