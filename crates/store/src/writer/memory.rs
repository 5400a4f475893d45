//! What is held in memory: where the chain stands, the instance's view, the people last touched, receipts.
//!
//! It is right as long as the head of the chain is where this says; whoever locks the head and finds it moved
//! throws all of it away.

use std::collections::HashMap;
use std::sync::Arc;

use casework::{InstanceView, PersonView};
use journal::{Body, Fact, Keys, Subject, Tip};
use model::Id;

use super::WriteError;
use super::decide::Receipts;
use super::rows::stored;
use crate::db::{Conn, Reader, Row, Statement};
use crate::derive::{Facets, SealedViewError, open_view};
use crate::keys::{KeyStore, Name};

/// The label of the instance's sealed view.
pub(crate) const INSTANCE: &[u8] = b"instance";

/// What is true at the tip of the chain, as far as it was loaded.
pub(crate) struct Memory {
    pub(super) origin: Id,
    pub(super) tip: Tip,
    pub(super) instance: Arc<InstanceView>,
    pub(super) facets: Arc<Facets>,
    /// Receipts since this was loaded, and earlier ones that were asked for.
    pub(super) receipts: Receipts,
    people: HashMap<Id, Held>,
}

/// A person in memory.
#[derive(Clone)]
pub(super) struct Held {
    /// The number of the fact that registered them.
    pub(super) number: i64,
    pub(super) view: Arc<PersonView>,
}

/// The head row.
pub(crate) struct Head {
    origin: Id,
    seq: u64,
    pub(super) tip: Vec<u8>,
}

impl Head {
    /// Locks the head until the transaction ends (SQLite has locked the whole file already) and reads it.
    pub(super) async fn lock(conn: &mut Conn) -> Result<Self, WriteError> {
        let sql = match conn {
            Conn::Sqlite(_) => "SELECT origin, seq, tip FROM head WHERE one = 1",
            Conn::Postgres(_) => "SELECT origin, seq, tip FROM head WHERE one = 1 FOR UPDATE",
        };
        Self::read(conn.row(Statement::of(sql)).await?)
    }

    fn read(row: Option<Row>) -> Result<Self, WriteError> {
        let row = row.ok_or(WriteError::Chain)?;
        Ok(Self { origin: row.id(0)?, seq: row.int(1)?.unsigned_abs(), tip: row.bytes(2)? })
    }
}

impl Memory {
    /// Reads where things stand. What is read after the head may be newer than the head; the head has then moved,
    /// and nothing decided on this will be written.
    pub(super) async fn load(reader: &mut Reader<'_>, keys: &KeyStore) -> Result<Self, WriteError> {
        let head = reader.row(Statement::of("SELECT origin, seq, tip FROM head WHERE one = 1")).await?;
        Self::at(Head::read(head)?, reader, keys).await
    }

    /// Reads what stands at a head.
    pub(super) async fn at(head: Head, reader: &mut Reader<'_>, keys: &KeyStore) -> Result<Self, WriteError> {
        let tip = Tip::from_bytes(&head.tip).map_err(|_| WriteError::Chain)?;
        if tip.seq() != head.seq {
            return Err(WriteError::Chain);
        }
        let instance = Arc::new(load_instance(reader, keys).await?);
        let facets = Arc::new(Facets::kept(reader).await?);
        let (receipts, people) = (HashMap::new(), HashMap::new());
        Ok(Self { origin: head.origin, tip, instance, facets, receipts, people })
    }

    /// Forgets what was folded, for whoever folds it anew.
    pub(super) fn empty(&mut self) {
        self.instance = Arc::default();
        self.drop_people();
    }

    /// How much is held.
    pub(super) fn len(&self) -> usize {
        self.people.len() + self.receipts.len()
    }

    /// A person as on record now, where they are loaded.
    pub(super) fn person(&self, id: Id) -> Option<&Arc<PersonView>> {
        self.people.get(&id).map(|held| &held.view)
    }

    /// The same with their number.
    pub(super) fn held(&self, id: Id) -> Option<&Held> {
        self.people.get(&id)
    }

    /// Brings people into memory.
    pub(super) async fn load_people(
        &mut self,
        reader: &mut Reader<'_>,
        keys: &KeyStore,
        ids: Vec<Id>,
    ) -> Result<(), WriteError> {
        let wanted: Vec<Id> = ids.into_iter().filter(|id| !self.people.contains_key(id)).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let found = Statement::of("SELECT id, number, sealed FROM person WHERE id");
        let rows = reader.rows(found.among(reader.dialect(), wanted)).await?;
        let found = rows.iter().map(|row| row.id(0)).collect::<sqlx::Result<Vec<Id>>>()?;
        let keys = keys.of_people(&found).await?;
        for (row, id) in rows.iter().zip(found) {
            let view = open_view(&row.bytes(2)?, &id.0, keys.get(&id).ok_or(SealedViewError::NoKey)?)?;
            self.people.insert(id, Held { number: row.int(1)?, view: Arc::new(view) });
        }
        Ok(())
    }

    /// Folds a fact into the instance's view and into those of the people it is about. Returns who they are, each
    /// with the view before.
    pub(super) fn fold(&mut self, fact: &Fact) -> Vec<(Id, Option<Arc<PersonView>>)> {
        if concerns_instance(fact) {
            Arc::make_mut(&mut self.instance).fold(fact);
        }
        let touched = PersonView::touched(fact).map(|id| {
            let before = self.people.remove(&id);
            let number = before.as_ref().map_or(stored(fact.envelope.seq), |held| held.number);
            let before = before.map(|held| held.view);
            if let Some(after) = PersonView::fold(before.as_deref().cloned(), id, fact) {
                self.people.insert(id, Held { number, view: Arc::new(after) });
            }
            (id, before)
        });
        touched.collect()
    }

    /// Takes a person out of memory.
    pub(super) fn drop_person(&mut self, id: Id) {
        self.people.remove(&id);
    }

    /// Takes everybody out of memory; who is needed is loaded again.
    pub(super) fn drop_people(&mut self) {
        self.people.clear();
    }
}

/// The instance's view as it was last kept; empty before the first fact.
async fn load_instance(reader: &mut Reader<'_>, keys: &KeyStore) -> Result<InstanceView, WriteError> {
    let row = reader.row(Statement::of("SELECT sealed FROM instance WHERE one = 1")).await?;
    let Some(row) = row else { return Ok(InstanceView::default()) };
    Ok(open_instance(&row.bytes(0)?, keys)?)
}

/// Opens the instance's view under the instance's own data key.
pub(crate) fn open_instance(sealed: &[u8], keys: &KeyStore) -> Result<InstanceView, SealedViewError> {
    let key = keys.key(Subject::Instance, None).ok_or(SealedViewError::NoKey)?;
    open_view(sealed, INSTANCE, &key)
}

/// The person a part is about.
pub(super) fn person_of(subject: &Subject) -> Option<Id> {
    match subject {
        Subject::Person(id) => Some(*id),
        Subject::Household(_) | Subject::Instance => None,
    }
}

/// Whether a fact changes what an instance is, and not only who did what.
pub(super) fn concerns_instance(fact: &Fact) -> bool {
    fact.parts.iter().any(|part| match part.body {
        Body::InstanceFounded { .. }
        | Body::PackInstalled { .. }
        | Body::PackProposed(..)
        | Body::ProposalDecided { .. }
        | Body::PurposeRecorded { .. }
        | Body::AccountRecorded { .. }
        | Body::BatchOpened { .. }
        | Body::BatchClosed { .. }
        | Body::ForgetAsked { .. }
        | Body::ForgetApproved { .. }
        | Body::Forgotten { .. } => true,
        Body::PersonRegistered { .. }
        | Body::FieldsRecorded { .. }
        | Body::FieldsRead { .. }
        | Body::Searched { .. }
        | Body::SignIn { .. }
        | Body::Refused { .. }
        | Body::Hold { .. }
        | Body::KeysRewrapped { .. } => false,
    })
}

/// The keys under which the parts of a fact are sealed.
pub(super) fn names(fact: &Fact) -> impl Iterator<Item = Name> {
    let outer = fact.parts.iter().map(|part| (part.subject, None));
    outer
        .chain(fact.parts.iter().filter(|part| part.compartment.is_some()).map(|part| (part.subject, part.compartment)))
}
