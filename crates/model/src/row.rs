//! One person as a row of field states, and the household around them.

use crate::{FieldId, FieldState, Schema, Value};

/// The states of one person's fields, by the schema's numbering; a field it does not hold is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    states: Vec<FieldState<Value>>,
}

impl Row {
    /// A row of which nothing is known.
    pub fn new(schema: &Schema) -> Self {
        Self { states: vec![FieldState::Unknown; schema.fields().len()] }
    }

    /// The state of one field.
    pub fn get(&self, field: FieldId) -> &FieldState<Value> {
        const UNKNOWN: &FieldState<Value> = &FieldState::Unknown;
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
