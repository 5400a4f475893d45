//! Kinds of record: what is kept about somebody or something besides the fields of a person - a lodging, a claim, a
//! vacancy - declared by packs as data.
//!
//! A kind says whose its records are, behind which wall they lie, which row of the reviewed table decides who may work
//! on them, what is asked, and how a record is called. It never says how anything is stored.

use crate::{Compartment, Field, FieldKey, Text};

/// Whose the records of a kind are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A person's: they are sealed with the person's key and are forgotten with the person.
    Person,
}

impl About {
    /// All there are, with the words by which packs name them.
    pub const WORDS: [(&'static str, Self); 1] = [("person", Self::Person)];
}

/// The row of the reviewed table by which it is said who may open, read, amend and close records of a kind. Packs choose
/// one and invent none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindWork {
    /// What belongs to a person, as their fields do.
    Person,
    /// What somebody asks for.
    Need,
    /// Casework.
    Case,
    /// Places and what is handed out.
    Place,
}

impl KindWork {
    /// All there are, with the words by which packs name them.
    pub const WORDS: [(&'static str, Self); 4] =
        [("person", Self::Person), ("need", Self::Need), ("case", Self::Case), ("place", Self::Place)];
}

/// A piece of the name by which people know a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamePart {
    /// Words as they stand.
    Words(String),
    /// What a field of the record says, by its position in the kind.
    Field(usize),
}

/// A kind of record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Its name, one word: `lodging`. Its fields stand under it.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// The pack that declares it.
    pub pack: String,
    /// Whose its records are.
    pub about: About,
    /// The wall behind which its records lie, that they exist included.
    pub compartment: Option<Compartment>,
    /// Who may work on them.
    pub work: KindWork,
    /// How a record is called.
    pub naming: Vec<NamePart>,
    /// Whether a person has at most one that is not closed.
    pub unique: bool,
    /// Its fields, in form order, by their whole names: `lodging.from`.
    pub fields: Vec<Field>,
}

impl Kind {
    /// A field by its whole name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// A field by the key under which facts carry it.
    pub fn keyed(&self, key: FieldKey) -> Option<&Field> {
        self.fields.iter().find(|field| FieldKey::of(&field.name) == key)
    }

    /// The wall behind which a field of it lies: its own, or that of the kind.
    pub fn wall(&self, field: &Field) -> Option<Compartment> {
        self.compartment.or_else(|| field.class.compartment())
    }
}
