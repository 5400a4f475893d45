//! One person as a row of field states with the records that are theirs, and the household around them.

use std::collections::BTreeMap;

use crate::{FieldId, FieldState, Kind, KindId, KindList, Schema, Value};

/// The states of one person's fields, by the schema's numbering; a field it does not hold is unknown. Of a kind of
/// record that it does not list nothing is known either: there may be any number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    states: Vec<FieldState<Value>>,
    records: BTreeMap<KindId, RecordList>,
}

/// What is known of one record: the states of its fields; one it does not hold is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordStates(pub BTreeMap<FieldId, FieldState<Value>>);

impl RecordStates {
    /// The state of one field.
    pub fn get(&self, field: FieldId) -> &FieldState<Value> {
        self.0.get(&field).unwrap_or(UNKNOWN)
    }
}

/// The records of one kind that are known of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordList {
    /// Those listed, in the order in which they are told.
    pub listed: Vec<RecordStates>,
    /// Whether there are no more.
    pub complete: bool,
}

impl RecordList {
    /// What is known of a person's records, by those that somebody lists and by whether they say that these are all.
    /// Where neither is said nothing is known: a list of ours that is not told is no empty one.
    pub fn told(kind: &Kind, listed: Option<Vec<RecordStates>>, complete: Option<bool>) -> Option<Self> {
        let ours = listed.is_some() && kind.list == KindList::Ours;
        let complete = complete.unwrap_or(ours);
        (listed.is_some() || complete).then(|| Self { listed: listed.unwrap_or_default(), complete })
    }
}

const UNKNOWN: &FieldState<Value> = &FieldState::Unknown;

impl Row {
    /// A row of which nothing is known.
    pub fn new(schema: &Schema) -> Self {
        Self { states: vec![FieldState::Unknown; schema.fields().len()], records: BTreeMap::new() }
    }

    /// The state of one field.
    pub fn get(&self, field: FieldId) -> &FieldState<Value> {
        self.states.get(field.index()).unwrap_or(UNKNOWN)
    }

    /// Sets the state of one field.
    pub fn set(&mut self, field: FieldId, state: FieldState<Value>) {
        if self.states.len() <= field.index() {
            self.states.resize(field.index() + 1, FieldState::Unknown);
        }
        if let Some(slot) = self.states.get_mut(field.index()) {
            *slot = state;
        }
    }

    /// The records of a kind; of one that is not listed nothing is known, so there may be more.
    pub fn records(&self, kind: KindId) -> &RecordList {
        const NONE_KNOWN: &RecordList = &RecordList { listed: Vec::new(), complete: false };
        self.records.get(&kind).unwrap_or(NONE_KNOWN)
    }

    /// Says which records of a kind there are.
    pub fn set_records(&mut self, kind: KindId, records: RecordList) {
        self.records.insert(kind, records);
    }

    /// The kinds of which something is listed.
    pub fn kinds(&self) -> impl Iterator<Item = (KindId, &RecordList)> {
        self.records.iter().map(|(kind, records)| (*kind, records))
    }

    /// The fields of which something is on record.
    pub fn on_record(&self) -> impl Iterator<Item = (FieldId, &FieldState<Value>)> {
        let numbered = self.states.iter().enumerate().filter(|(_, state)| !state.is_unknown());
        numbered.map(|(index, state)| (FieldId::from_index(index), state))
    }
}

/// Whether the listed members are the whole household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roster {
    /// Nobody else belongs, unless a larger size was declared.
    Complete,
    /// Others may belong.
    Open,
}

/// The listed members of one household and the one the question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// The listed members; never empty.
    pub members: Vec<Row>,
    /// Whether the list is the whole household.
    pub roster: Roster,
    /// Position of the person the answer is about.
    pub about: usize,
}

impl Household {
    /// A lone person: what else belongs to the household is not known.
    pub fn lone(person: Row) -> Self {
        Self { members: vec![person], roster: Roster::Open, about: 0 }
    }
}
