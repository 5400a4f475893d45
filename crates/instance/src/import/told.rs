//! Whom a file told of though nothing was written of it. A dry run says of its rows whether somebody is on record and whether
//! they are as the row says: it is a search, and is counted and noted as one before anybody is shown what it found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use casework::import::ColumnReading;
use casework::{AuditCommand, OwnerView};
use model::{Class, FieldKey, Id, Schema};

use super::rejects::Why;
use crate::{Acting, Fault, Instance};

/// People in one fact at most.
const PEOPLE: usize = 10_000;

/// Whom the rows met so far.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The fields of the file.
    said: BTreeSet<FieldKey>,
    met: Mutex<Met>,
}

#[derive(Debug, Default)]
struct Met {
    /// One's own people, with the sealed and protected fields that the file holds against the record.
    own: BTreeMap<Id, BTreeSet<FieldKey>>,
    /// Rows of anybody else.
    beyond: u64,
}

impl Told {
    pub(super) fn of(columns: &[ColumnReading]) -> Self {
        let said = columns.iter().filter_map(|column| column.field.as_deref()).map(FieldKey::of).collect();
        Self { said, met: Mutex::default() }
    }

    /// Keeps whom rows met.
    pub(super) fn keep(&self, found: &[Result<Option<OwnerView>, Why>], schema: &Schema) {
        let mut met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        for found in found {
            match found {
                Ok(None) => {}
                Ok(Some(person)) => drop(met.own.insert(person.id, self.read_of(person, schema))),
                Err(_) => met.beyond += 1,
            }
        }
    }

    /// The fields of a person whose reading is noted, among those of the file.
    fn read_of(&self, person: &OwnerView, schema: &Schema) -> BTreeSet<FieldKey> {
        let is_noted = |key: &FieldKey| {
            let field = schema.keyed(*key).and_then(|id| schema.get(id));
            field.is_some_and(|field| matches!(field.class, Class::Sealed | Class::Protected(_)))
        };
        person.fields().into_iter().filter(|key| self.said.contains(key) && is_noted(key)).collect()
    }

    fn take(&self) -> Met {
        std::mem::take(&mut *self.met.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Begins anew: the same rows are looked at again.
    pub(super) fn clear(&self) {
        self.take();
    }

    /// Counts and notes whom the rows told of. Where this cannot be written down, nobody is told.
    pub(super) async fn tell(&self, instance: &Instance, acting: &Acting) -> Result<(), Fault> {
        let Met { own, beyond } = self.take();
        instance.brake.told_by_dry_run(&acting.actor.account, beyond, instance.now());
        let found = u64::try_from(own.len()).unwrap_or(u64::MAX).saturating_add(beyond);
        instance.submit(acting, AuditCommand::Search { found }).await?;
        let fields: Vec<FieldKey> = own.values().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let read: Vec<Id> = own.into_iter().filter(|(_, fields)| !fields.is_empty()).map(|(id, _)| id).collect();
        for people in read.chunks(PEOPLE) {
            let noted = AuditCommand::Reads { people: people.to_vec(), fields: fields.clone() };
            instance.submit(acting, noted).await?;
        }
        Ok(())
    }
}

/// Whether rows may be looked up that are not written.
pub(super) async fn may_look(instance: &Instance, acting: &Acting) -> Result<(), Fault> {
    instance.braked(acting, instance.brake.dry_run(&acting.actor.account, instance.now())).await
}
