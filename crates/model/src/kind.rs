//! Kinds of record: what is kept about somebody or something besides the fields of a person - a lodging, a claim, a
//! vacancy - declared by packs as data.
//!
//! A kind says whose its records are, behind which wall they lie, which row of the reviewed table decides who may work
//! on them, what is asked, and how a record is called. It never says how anything is stored.

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
    /// Whether those on record are all there are.
    pub list: KindList,
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
