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
    /// Nobody's but their own: an organisation, a facility, a vacancy. Each has a key of its own.
    Itself,
}

impl About {
    /// All there are, with the words by which packs name them.
    pub const WORDS: [(&'static str, Self); 2] = [("person", Self::Person), ("itself", Self::Itself)];
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
    /// Who is there and what they offer: organisations, services, facilities.
    Directory,
}

impl KindWork {
    /// All there are, with the words by which packs name them.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("person", Self::Person),
        ("need", Self::Need),
        ("case", Self::Case),
        ("place", Self::Place),
        ("directory", Self::Directory),
    ];
}

/// A piece of the name by which people know a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamePart {
    /// Words as they stand.
    Words(String),
    /// What a field of the record says, by its position in the kind.
    Field(usize),
}

/// By what a person has at most one open record of a kind: themselves, and the records to which it leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UniqueBy {
    /// Whole names of links; none where a person has one at all.
    pub links: Vec<String>,
}

/// A field that leads to another record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindLink {
    /// Its whole name: `lodging.facility`.
    pub field: String,
    /// The kind to which it leads, or `person`.
    pub to: String,
    /// Whether a record is opened with it and never without.
    pub must: bool,
}

/// What records of a kind take of a number that another has: beds by night, seats, hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindTakes {
    /// The link to what has the number, by its whole name.
    pub link: String,
    /// The number, by its whole name: `facility.beds`.
    pub limit: String,
    /// How many.
    pub units: TakenUnits,
    /// Fields that say the first night and the morning of leaving, by their whole names. Without them something is taken
    /// until it is given back.
    pub nights: Option<(String, String)>,
    /// For how many hours something is kept that was reserved and not taken; as long as nobody gives it back, if absent.
    pub hold_hours: Option<u32>,
    /// The step of its pathway that reserves.
    pub reserve: Option<String>,
    /// Steps of its pathway by which what is taken is filled.
    pub fill: Vec<String>,
    /// Steps of its pathway that give it back; closing does always.
    pub free: Vec<String>,
}

/// How many a record takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakenUnits {
    /// Always as many.
    Always(i64),
    /// As a field says, by its whole name.
    Field(String),
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
    /// Whether a person has at most one that is not closed; with links, one for each that they lead to.
    pub unique: Option<UniqueBy>,
    /// Which of its fields lead to other records.
    pub links: Vec<KindLink>,
    /// What its records take of those that they lead to.
    pub takes: Option<KindTakes>,
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

    /// Whether its records own themselves.
    pub fn owns_itself(&self) -> bool {
        self.about == About::Itself
    }

    /// Where a field leads.
    pub fn link(&self, field: &str) -> Option<&KindLink> {
        self.links.iter().find(|link| link.field == field)
    }

    /// The wall behind which a field of it lies: its own, or that of the kind.
    pub fn wall(&self, field: &Field) -> Option<Compartment> {
        self.compartment.or_else(|| field.class.compartment())
    }
}
