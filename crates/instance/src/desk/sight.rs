//! What one reader is shown of people: which rows, which fields, and which of these are noted as read.

use std::collections::{BTreeMap, BTreeSet};

use casework::{Action, OwnerView, Scope, opens, reads_itself, shows};
use model::{Class, Compartment, Field, FieldKey, FieldState, Id, Schema, Value};
use store::Sight;

use super::Desk;
use crate::Acting;
use crate::answers::Kept;

/// What one reader is shown.
pub(super) struct ReaderSight<'a> {
    acting: &'a Acting,
    schema: &'a Schema,
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
        ReaderSight { acting: self.acting, schema: &self.in_force.packs.schema, scope, opens, itself }
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
        self.reads(people, |field| wanted.contains(&field.name))
    }

    /// All sealed and protected fields of these people that the reader may see.
    pub(super) fn noted_whole(&self, people: &[OwnerView]) -> Reads {
        self.reads(people, |_| true)
    }

    fn reads(&self, people: &[OwnerView], wanted: impl Fn(&Field) -> bool) -> Reads {
        let is_noted = |field: &Field| matches!(field.class, Class::Sealed | Class::Protected(_));
        let (mut of, mut fields) = (vec![], BTreeSet::new());
        for person in people {
            let shown = self.shown(person).filter(|(_, field)| is_noted(field) && wanted(field));
            let shown: Vec<FieldKey> = shown.map(|(key, _)| key).collect();
            if !shown.is_empty() {
                of.push(person.id);
                fields.extend(shown);
            }
        }
        (of, fields)
    }

    /// The fields that are kept from the reader, of any of these people: by what they are, not by what is on record.
    pub(super) fn kept(&self, people: &[OwnerView]) -> Kept {
        let kept = self.schema.numbered().filter(|(_, field)| !people.iter().all(|person| self.shows(field, person)));
        kept.map(|(id, _)| id).collect()
    }
}
