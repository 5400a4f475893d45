//! Kinds of record: what is kept about somebody or something besides the fields of a person - a lodging, a claim, a
//! vacancy - declared by packs as data.
//!
//! A kind says whose its records are, behind which wall they lie, which row of the reviewed table decides who may work
//! on them, what is asked, and how a record is called. It never says how anything is stored.

use serde::{Deserialize, Serialize};

use crate::{Class, Compartment, Field, FieldKey, FieldType, Text};

/// The day on which a record was opened, as measures read it under the name of its kind.
pub const OPENED_ON: &str = "opened_on";
/// The day on which it was closed; not applicable while it is open.
pub const CLOSED_ON: &str = "closed_on";
/// Whether the records of a person that are listed are all there are.
pub const COMPLETE: &str = "complete";

/// Words that no field of a kind may be called by: every kind has them.
pub const OF_EVERY_KIND: [&str; 2] = [OPENED_ON, CLOSED_ON];

/// Position of a kind in its schema, by which measures name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub(crate) u16);

/// Whose the records of a kind are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// A person's: they are sealed with the person's key and are forgotten with the person.
    Person,
    /// Nobody's but their own: an organisation, a facility, a vacancy. Each has a key of its own.
    Itself,
    /// A household's: they have a key of the household's and are forgotten with its last member.
    Household,
}

impl About {
    /// All there are, with the words by which packs name them.
    pub const WORDS: [(&'static str, Self); 3] =
        [("person", Self::Person), ("household", Self::Household), ("itself", Self::Itself)];
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

/// Whether the records on record are all there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KindList {
    /// Nobody else keeps any: where none is on record, there is none.
    #[default]
    Ours,
    /// Others may keep more, until somebody says of a person that these are all.
    Open,
}

impl KindList {
    /// All there are, with the words by which packs name them.
    pub const WORDS: [(&'static str, Self); 2] = [("ours", Self::Ours), ("open", Self::Open)];
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

/// What cannot be of a day that a record says: that it lies ahead, or before another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindDay {
    /// The field of it, by its whole name: `wage.paid_on`.
    pub field: String,
    /// Whether it has happened when it is written down, never later.
    pub past: bool,
    /// The field of the kind before whose day it cannot lie, by its whole name.
    pub not_before: Option<String>,
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
    /// Whether those on record are all there are.
    pub list: KindList,
    /// Which of its fields lead to other records.
    pub links: Vec<KindLink>,
    /// What its records take of those that they lead to.
    pub takes: Option<KindTakes>,
    /// Of which of its days it is said what they cannot be.
    pub dated: Vec<KindDay>,
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

    /// The fields by which lists of its records are narrowed: none that is sealed or lies behind a wall, whatever its pack says.
    pub fn facets(&self) -> impl Iterator<Item = &Field> {
        let clear = |field: &&Field| field.facet && matches!(field.class, Class::Open | Class::Personal);
        self.fields.iter().filter(clear).filter(|_| self.compartment.is_none())
    }

    /// Whether its records own themselves.
    pub fn owns_itself(&self) -> bool {
        self.about == About::Itself
    }

    /// Where a field leads.
    pub fn link(&self, field: &str) -> Option<&KindLink> {
        self.links.iter().find(|link| link.field == field)
    }

    /// The days that every kind has, as fields: measures read them, nobody enters them.
    pub(crate) fn days(&self) -> [Field; 2] {
        [(OPENED_ON, "opened on"), (CLOSED_ON, "closed on")]
            .map(|(word, label)| self.of_itself(format!("{}.{word}", self.name), FieldType::Date, Text::english(label)))
    }

    /// The list of a person's records as one column, a text.
    pub(crate) fn as_column(&self) -> Field {
        self.of_itself(self.name.clone(), FieldType::Text, self.title.clone())
    }

    fn of_itself(&self, name: String, ty: FieldType, label: Text) -> Field {
        let class = self.compartment.map_or(Class::Personal, Class::Protected);
        let pack = self.pack.clone();
        Field { name, ty, class, label, question: None, relevant: None, pack, hxl: None, facet: false }
    }

    /// The person's field that says that the records listed are all there are.
    pub fn complete(&self) -> String {
        format!("{}.{COMPLETE}", self.name)
    }

    /// The wall behind which a field of it lies: its own, or that of the kind.
    pub fn wall(&self, field: &Field) -> Option<Compartment> {
        self.compartment.or_else(|| field.class.compartment())
    }
}
