//! What is held in memory: where the chain stands, the instance's view, the people last touched, receipts.
//!
//! It is right as long as the head of the chain is where this says; whoever locks the head and finds it moved
//! throws all of it away.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use casework::view::NotLoaded;
use casework::{InstanceView, OnRecord, OwnerView};
use journal::{Body, Digest, Fact, Subject, Tip};
use model::{Compartment, Id};

use super::Receipt;
use super::instance::Parts;
use super::staged::{Receipts, Staged};
use crate::db::{Reader, Statement};
use crate::derive::{DamagedRow, Token, open_person};
use crate::error::WriteError;
use crate::head::Head;
use crate::shared::{Folding, Shared};
use crate::sums::{BesideSums, DerivedSums, Sum};

/// What is true at the tip of the chain, as far as it was loaded.
pub(crate) struct Memory {
    pub(super) origin: Id,
    pub(super) tip: Tip,
    pub(super) parts: Parts,
    /// The last fact that changed the instance's view.
    pub(super) instance_seq: u64,
    /// The digest of the packs in force, and as of which such fact: a command is held against it, and it is of all packs.
    schema: Option<(u64, Digest)>,
    /// The last number of the outbox.
    pub(super) told: u64,
    /// What the rows of people and of reads come to.
    pub(super) rows: DerivedSums,
    turn: u64,
    /// What is kept beside the journal came to at that head; whoever has locked it says what it comes to now.
    pub(super) beside: BesideSums,
    /// Receipts since this was loaded, and earlier ones that were asked for.
    pub(super) receipts: Receipts,
    /// Ids of registers under which somebody is on record or about to be, as far as they were asked for.
    pub(super) known: HashSet<Token>,
    people: HashMap<Id, Held>,
    /// People who were looked for and are not there.
    absent: HashSet<Id>,
}

/// A person in memory.
#[derive(Clone)]
pub(super) struct Held {
    /// Under which number their row lies.
    pub(super) number: i64,
    pub(super) view: Arc<OwnerView>,
    /// What their row comes to; none before there is one.
    pub(super) row: Option<Sum>,
}

impl Memory {
    /// Reads where things stand. What is read after the head may be newer than the head; the head has then moved,
    /// and nothing decided on this will be written.
    pub(super) async fn load(reader: &mut Reader<'_>, shared: &Shared) -> Result<Self, WriteError> {
        let head = Head::read(reader.row(Head::select()).await?, &shared.own.head)?;
        Self::at(head, reader, shared).await
    }

    /// Reads what stands at a head.
    pub(super) async fn at(head: Head, reader: &mut Reader<'_>, shared: &Shared) -> Result<Self, WriteError> {
        let parts = Parts::load(reader, &shared.own.beside, &shared.own.head, head.instance_sum).await?;
        Self::with(&head, parts)
    }

    /// Begins at a head with these parts of the instance's view.
    pub(crate) fn with(head: &Head, parts: Parts) -> Result<Self, WriteError> {
        let (receipts, known, people, absent) = Default::default();
        let (origin, tip, instance_seq, told) = (head.origin, head.tip()?, head.instance_seq, head.told);
        let (rows, turn, beside) = (head.rows, head.turn, head.beside.clone());
        let schema = None;
        Ok(Self { origin, tip, parts, instance_seq, schema, told, rows, turn, beside, receipts, known, people, absent })
    }

    /// The head as it is to be written.
    pub(super) fn head(&self) -> Head {
        Head {
            origin: self.origin,
            seq: self.tip.seq(),
            tip: self.tip.to_bytes(),
            instance_seq: self.instance_seq,
            instance_sum: self.parts.sum(),
            told: self.told,
            turn: self.turn,
            rows: self.rows,
            beside: self.beside.clone(),
        }
    }

    pub(super) fn instance(&self) -> &InstanceView {
        &self.parts.view
    }

    /// The digest of the packs in force.
    pub(super) fn schema(&mut self) -> Digest {
        if let Some((seq, digest)) = self.schema
            && seq == self.instance_seq
        {
            return digest;
        }
        let digest = self.instance().schema();
        self.schema = Some((self.instance_seq, digest));
        digest
    }

    /// Forgets what was folded, for whoever folds it anew.
    pub(super) fn empty(&mut self) {
        self.parts = Parts::default();
        (self.instance_seq, self.schema) = (0, None);
        self.rows = DerivedSums::default();
        self.drop_people();
    }

    /// How much is held.
    pub(super) fn len(&self) -> usize {
        self.people.len() + self.absent.len() + self.receipts.len()
    }

    /// A person as on record now.
    pub(super) fn owner(&self, id: Id) -> OnRecord<'_> {
        match self.people.get(&id) {
            Some(held) => OnRecord::There(&held.view),
            None if self.absent.contains(&id) => OnRecord::Absent,
            None => OnRecord::NotLoaded,
        }
    }

    /// A person who is loaded.
    pub(super) fn held(&self, id: Id) -> Option<&Held> {
        self.people.get(&id)
    }

    /// Brings people into memory, all compartments open: what is decided hangs on all that is on record. Whoever is not
    /// found is known to be absent from then on.
    pub(super) async fn load_people(
        &mut self,
        reader: &mut Reader<'_>,
        shared: &Shared,
        ids: &[Id],
    ) -> Result<(), WriteError> {
        let wanted: BTreeSet<Id> =
            ids.iter().filter(|id| matches!(self.owner(**id), OnRecord::NotLoaded)).copied().collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let wanted: Vec<Id> = wanted.into_iter().collect();
        let tokens: Vec<Token> = wanted.iter().map(|id| shared.own.tokens.person(*id)).collect();
        let found = Statement::of("SELECT p.number, p.who, p.sealed FROM ").led_to_by(reader.dialect(), tokens);
        let rows = reader.rows(found.and(" JOIN person p ON p.number = t.number")).await?;
        shared.keys.load_people(&wanted).await?;
        self.absent.extend(wanted);
        let all = BTreeSet::from(Compartment::ALL);
        for row in &rows {
            let number = row.int(0)?;
            let who = row.id(1).map_err(|_| DamagedRow::Disagrees)?;
            let id = shared.own.names.person(number, who);
            // A token that leads to somebody nobody asked for was not written here.
            if !self.absent.remove(&id) {
                return Err(DamagedRow::Disagrees.into());
            }
            let ring = shared.keys.ring(Subject::Owner(id)).ok_or(DamagedRow::NoKey)?;
            let sealed = row.bytes(2)?;
            let opened = open_person(&sealed, number, id, &ring, &all)?;
            let sum = Sum::of_person(&shared.own.head, number, &row.bytes(1)?, &sealed);
            self.people.insert(id, Held { number, view: Arc::new(opened.view), row: Some(sum) });
        }
        Ok(())
    }

    /// A person's row comes to this from now on.
    pub(super) fn row_written(&mut self, id: Id, now: Sum) {
        let Some(held) = self.people.get_mut(&id) else { return };
        if let Some(before) = held.row.replace(now) {
            self.rows.people.toggle(before);
        }
        self.rows.people.toggle(now);
    }

    /// Takes in a numbered fact: folds it into memory and notes whom it touches.
    pub(super) fn take(&mut self, fact: Fact, by: Folding<'_>, staged: &mut Staged) -> Result<(), NotLoaded> {
        let seq = fact.envelope.seq;
        self.fold(&fact, by, staged)?;
        for part in &fact.parts {
            if let Body::FieldsRead { people, .. } = &part.body {
                staged.reads.extend(people.iter().map(|person| (*person, seq)));
            }
        }
        if let Some(key) = &fact.envelope.idempotency {
            let name = (fact.envelope.actor.clone(), key.clone());
            let receipt =
                staged.receipts.entry(name.clone()).or_insert(Receipt { first: seq, last: seq, repeated: false });
            receipt.last = seq;
            self.receipts.insert(name, *receipt);
        }
        staged.facts.push(fact);
        Ok(())
    }

    /// Folds a numbered fact into the instance's view and into those of the people it is about, and stages what changed.
    ///
    /// # Errors
    /// [`NotLoaded`] where it is about somebody nobody has looked for.
    fn fold(&mut self, fact: &Fact, by: Folding<'_>, staged: &mut Staged) -> Result<(), NotLoaded> {
        let seq = fact.envelope.seq;
        let changed = self.parts.view.fold(fact);
        if !changed.is_empty() {
            self.instance_seq = seq;
            staged.parts.extend(changed);
        }
        for id in OwnerView::touched(fact) {
            let before = self.people.get(&id).cloned();
            if before.is_none() && !self.absent.remove(&id) {
                return Err(NotLoaded(id));
            }
            let number = before.as_ref().map_or_else(|| by.names.number(id, seq), |held| held.number);
            let row = before.as_ref().and_then(|held| held.row);
            let before = before.map(|held| held.view);
            let after = OwnerView::fold(before.as_deref().cloned(), id, fact, by.walls)?;
            self.people.insert(id, Held { number, view: Arc::new(after), row });
            staged.touched(id, before, seq);
        }
        Ok(())
    }

    /// Takes a person out of memory: nobody by this id is there any more, and no row of theirs.
    pub(super) fn forget(&mut self, id: Id) {
        if let Some(row) = self.people.remove(&id).and_then(|held| held.row) {
            self.rows.people.toggle(row);
        }
        self.absent.insert(id);
    }

    /// Takes everybody out of memory; who is needed is loaded again.
    pub(super) fn drop_people(&mut self) {
        self.people.clear();
        self.absent.clear();
        self.known.clear();
    }
}
