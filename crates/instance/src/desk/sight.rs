//! What one reader is shown of people: which rows, which fields, and which of these are noted as read.

use std::collections::{BTreeMap, BTreeSet};

use casework::{Action, OwnerView, Scope, opens, opens_wall, reads_itself, sees_all, shows};
use model::{Class, Compartment, Field, FieldId, FieldKey, FieldState, Id, Kind, KindId, Schema, Value};
use pathways::PathwaysInForce;
use store::Sight;

use super::Desk;
use super::reads::wall_mark;
use crate::Acting;
use crate::answers::Kept;

/// What one reader is shown.
pub(super) struct ReaderSight<'a> {
    acting: &'a Acting,
    schema: &'a Schema,
    pathways: &'a PathwaysInForce,
    /// Whose pages they may open.
    pub(super) scope: Scope,
    opens: BTreeSet<Compartment>,
    /// What owns itself and may be read.
    itself: Scope,
}

/// What is about to be shown and is written down: of whom, and which sealed or protected fields.
pub(super) type Reads = (Vec<Id>, BTreeSet<FieldKey>);

impl Desk<'_> {
    pub(super) fn sight(&self) -> ReaderSight<'_> {
        // Who may open nobody is shown nobody.
        let scope = self.acting.may(Action::ReadPersonal).unwrap_or(Scope::Nothing);
        let opens = opens(&self.acting.actor, &self.acting.occasion());
        let itself = reads_itself(&self.acting.actor, &self.acting.occasion()).unwrap_or(Scope::Nothing);
        ReaderSight {
            acting: self.acting,
            schema: &self.in_force.packs.schema,
            pathways: &self.in_force.pathways,
            scope,
            opens,
            itself,
        }
    }
}

impl ReaderSight<'_> {
    /// What the store opens for this reader.
    pub(super) fn of_store(&self) -> Sight {
        Sight { scope: self.scope.clone(), opens: self.opens.clone(), itself: self.itself.clone() }
    }

    /// Whether there is a compartment that this reader does not open, whoever it is about.
    pub(super) fn has_walls(&self) -> bool {
        self.opens.len() < Compartment::ALL.len()
    }

    pub(super) fn shows(&self, field: &Field, person: &OwnerView) -> bool {
        shows(&self.acting.actor, field, person, &self.acting.occasion())
    }

    /// The fields of the schema of which something is on record that the reader may see, past states included.
    pub(super) fn shown<'s>(&'s self, person: &'s OwnerView) -> impl Iterator<Item = (FieldKey, &'s Field)> {
        let fields =
            person.fields().into_iter().filter_map(|key| Some((key, self.schema.get(self.schema.keyed(key)?)?)));
        fields.filter(|(_, field)| self.shows(field, person))
    }

    pub(super) fn states(&self, person: &OwnerView, wanted: &[String]) -> BTreeMap<String, FieldState<Value>> {
        let wanted = self.shown(person).filter(|(_, field)| wanted.contains(&field.name));
        wanted.map(|(key, field)| (field.name.clone(), person.state(key))).collect()
    }

    /// Sealed and protected fields, among those wanted, that are about to be shown.
    pub(super) fn noted(&self, people: &[OwnerView], wanted: &[String]) -> Reads {
        self.noted_of(people, |field| wanted.contains(&field.name))
    }

    /// All sealed and protected fields of these people that the reader may see.
    pub(super) fn noted_whole(&self, people: &[OwnerView]) -> Reads {
        self.noted_of(people, |_| true)
    }

    /// That somebody who opens walls looks behind them stands there whatever lies behind: others are told of it without a
    /// name, and would know by it that there is something.
    fn noted_of(&self, people: &[OwnerView], wanted: impl Fn(&Field) -> bool) -> Reads {
        let is_noted = |field: &Field| matches!(field.class, Class::Sealed | Class::Protected(_));
        let (mut of, mut fields) = (vec![], BTreeSet::new());
        for person in people {
            let shown = self.shown(person).filter(|(_, field)| is_noted(field) && wanted(field));
            let shown: Vec<FieldKey> = shown.map(|(key, _)| key).collect();
            if !shown.is_empty() || self.looks_behind(person, &wanted) {
                of.push(person.id);
                fields.extend(shown);
                fields.extend(self.walls_of(person));
            }
        }
        (of, fields)
    }

    /// Whether a field that is wanted lies behind a wall that the reader opens for a person, whether or not anything is there.
    fn looks_behind(&self, person: &OwnerView, wanted: impl Fn(&Field) -> bool) -> bool {
        let is_walled = |field: &&Field| field.class.compartment().is_some() && wanted(field);
        !self.opens.is_empty() && self.schema.fields().iter().filter(is_walled).any(|field| self.shows(field, person))
    }

    /// The marks of the walls that the reader opens for somebody.
    pub(super) fn walls_of(&self, owner: &OwnerView) -> Vec<FieldKey> {
        let occasion = self.acting.occasion();
        let opens = |wall: &&Compartment| opens_wall(&self.acting.actor, Some(**wall), owner, &occasion);
        self.opens.iter().filter(opens).map(|wall| wall_mark(*wall)).collect()
    }

    /// What is kept from the reader, of any of these people: by what it is, not by what is on record.
    pub(super) fn kept(&self, people: &[OwnerView]) -> Kept {
        let is_kept = |field: &Field| !people.iter().all(|person| self.shows(field, person));
        let of_records = self.schema.numbered_kinds().flat_map(|(kind, _)| self.schema.record_fields(kind));
        let fields = self.schema.numbered().chain(of_records).filter(|(_, field)| is_kept(field));
        let mut fields: BTreeSet<FieldId> = fields.map(|(id, _)| id).collect();
        let kinds =
            self.schema.numbered_kinds().filter(|(_, kind)| !people.iter().all(|person| self.reads(kind, person)));
        let kinds: BTreeSet<KindId> = kinds.map(|(id, _)| id).collect();
        // That there are no others than those on record says too much to who does not see these.
        fields.extend(kinds.iter().filter_map(|kind| self.schema.complete_field(*kind)));
        Kept { fields, kinds }
    }

    /// Whether the reader sees every record of a kind that a person may have. Cases that are for those who have them in
    /// hand are seen whole by none but who supervises there.
    fn reads(&self, kind: &Kind, person: &OwnerView) -> bool {
        let (actor, occasion) = (&self.acting.actor, self.acting.occasion());
        opens_wall(actor, kind.compartment, person, &occasion) && sees_all(actor, kind, person, self.pathways)
    }
}
