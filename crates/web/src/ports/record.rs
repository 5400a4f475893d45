//! People on record, as an asker may see them.
//!
//! The record hands out what `casework::shows` admits for the asker, field by field, and nothing else; it notes each
//! reading of a sealed or protected field as a fact before it answers. A person out of scope looks like a person who
//! does not exist.

use std::collections::BTreeMap;

use casework::{Actor, Mode, Occasion, Scope};
use model::{Date, FieldState, Id, Value};

use super::{Answered, Reply};

/// People on record.
pub trait Record: Send + Sync {
    /// What this instance is.
    fn instance(&self) -> Reply<'_, Instance>;
    /// A page of people in scope, newest first, with how many there are.
    fn people(&self, asker: Asker, query: PeopleQuery) -> Reply<'_, PeoplePage>;
    /// One person with household and the answers of every installed measure; `None` out of scope and for nobody.
    fn person(&self, asker: Asker, query: PersonQuery) -> Reply<'_, Option<Person>>;
}

/// Somebody who reads, with what they were authorised to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    /// Who.
    pub actor: Actor,
    /// Which rows.
    pub scope: Scope,
    /// Why: the id of a purpose record.
    pub purpose: String,
}

/// What an instance is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// What it calls itself.
    pub name: String,
    /// Whose data it holds.
    pub controller: String,
    /// Trial instances hold synthetic people only.
    pub mode: Mode,
    /// ISO 3166 alpha-3 of its jurisdiction.
    pub jurisdiction: Option<String>,
    /// People on record; shown on trial instances only.
    pub people: u64,
    /// The purpose under which the desk reads.
    pub desk_purpose: String,
    /// The purpose under which the studio simulates.
    pub study_purpose: String,
    /// The purpose under which packs are put in force.
    pub governance_purpose: String,
}

impl Instance {
    /// Whether it holds synthetic people only.
    pub fn trial(&self) -> bool {
        self.mode == Mode::Trial
    }

    /// What `casework` asks of the circumstances before it admits anybody.
    pub fn occasion<'a>(&'a self, purpose: &'a str, today: Date) -> Occasion<'a> {
        Occasion { purpose, controller: &self.controller, mode: self.mode, today }
    }
}

/// Which people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleQuery {
    /// Facet fields and the one value wanted of each.
    pub filters: BTreeMap<String, String>,
    /// Whole words of names, a phone or a document number; all must match.
    pub words: Option<String>,
    /// Page, from 0.
    pub page: u64,
    /// People a page.
    pub size: u64,
    /// Names of the fields wanted of each.
    pub columns: Vec<String>,
}

/// A page of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeoplePage {
    /// How many there are in all.
    pub total: u64,
    /// Those of this page.
    pub rows: Vec<PersonRow>,
}

/// One person in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The person; `None` where the asker may know of them but not open their page.
    pub id: Option<Id>,
    /// The office to turn to.
    pub office: String,
    /// States of the fields asked for; one left out is unknown or not shown to this asker.
    pub fields: BTreeMap<String, FieldState<Value>>,
}

/// Which person, and on what day the measures are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonQuery {
    /// The person.
    pub id: Id,
    /// The assessment date.
    pub on: Date,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The person.
    pub id: Id,
    /// The office responsible.
    pub office: String,
    /// Made by the generator.
    pub synthetic: bool,
    /// Under a legal hold: nothing may be forgotten.
    pub held: bool,
    /// What is on record, with who says so.
    pub fields: BTreeMap<String, OnRecord>,
    /// Whether something is on record that this asker is not shown.
    pub walled: bool,
    /// Everybody of the household, in the order in which answers count them; the person included.
    pub household: Vec<Member>,
    /// The answers of every installed measure.
    pub answers: Vec<Answered>,
}

/// The state of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnRecord {
    /// The state.
    pub state: FieldState<Value>,
    /// Who says so.
    pub sources: Vec<String>,
}

/// A member of the household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The member.
    pub id: Id,
    /// States of the fields the asker may see.
    pub fields: BTreeMap<String, FieldState<Value>>,
}
