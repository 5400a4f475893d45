//! People of a file who are counted and not recorded. What an import hands back of a life or an id ends the counting: a
//! child who is not born yet, or one person three times, would be part of a figure that nobody can look behind.
//!
//! What is one person to an import (one id, the same words twice) is two rows here, so that any id that stands twice is
//! refused. A row without an id is somebody of their own.

use std::collections::HashMap;

use journal::Key;
use model::{Date, FieldId, Row, Schema, Value, core, folding};

use super::cell::is_no_household;
use super::identity::plain;
use super::lives::{dated, impossible_dates};
use super::marks::{Mark, mark_of};

/// Ids that a row may bear, each with the field that says whose they are.
const IDS: [(&str, Option<&str>); 2] = [(core::EXTERNAL_ID.name, Some(core::EXTERNAL_SYSTEM.name)), ("id", None)];

/// Why people cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RollProblem {
    /// Somebody was not born yet on the day for which people are counted.
    #[error("row {row}: `birth_date` is after {on}, the day that is asked about")]
    NotBorn {
        /// The row.
        row: u64,
        /// The day.
        on: Date,
    },
    /// A date that cannot be.
    #[error("row {row}: `{field}`: {reason}")]
    Impossible {
        /// The row.
        row: u64,
        /// The field of the date.
        field: &'static str,
        /// Why.
        reason: &'static str,
    },
    /// A household without anybody, or what surveys write where nobody knows.
    #[error("row {row}: no household is of this size in `household.size`")]
    Household {
        /// The row.
        row: u64,
    },
    /// Two rows have one id.
    #[error("rows {first} and {row} have one id in `{field}`")]
    Twice {
        /// The row that came first.
        first: u64,
        /// The row.
        row: u64,
        /// The field.
        field: &'static str,
    },
}

impl RollProblem {
    /// The same, its rows by the numbers that a spreadsheet shows of them.
    ///
    /// # Errors
    /// What `shown` has met.
    pub fn placed<E>(mut self, shown: impl Fn(u64) -> Result<u64, E>) -> Result<Self, E> {
        match &mut self {
            Self::NotBorn { row, .. } | Self::Impossible { row, .. } | Self::Household { row } => *row = shown(*row)?,
            Self::Twice { first, row, .. } => (*first, *row) = (shown(*first)?, shown(*row)?),
        }
        Ok(self)
    }

    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NotBorn { .. } => "correct the date, or ask about a day on which everybody in the file was born",
            Self::Impossible { .. } => "look both dates up in the document",
            Self::Household { .. } => "write how many live there, the person included, or leave the cell empty",
            Self::Twice { .. } => {
                "give each person one row and an id of their own; the number of a family belongs into `household.id`"
            }
        }
    }
}

/// The people of one file so far.
#[derive(Debug)]
pub struct Roll<'a> {
    schema: &'a Schema,
    on: Date,
    today: Date,
    /// Marks of ids, and the rows that bear them; no key has to be kept of what is forgotten at the end.
    ids: HashMap<Mark, u64>,
    key: Key,
}

impl<'a> Roll<'a> {
    /// Of people who are counted for a day.
    pub fn new(schema: &'a Schema, on: Date, today: Date) -> Self {
        Self { schema, on, today, ids: HashMap::new(), key: Key::from_bytes([0; 32]) }
    }

    /// The fields that are looked at.
    pub fn fields(&self) -> Vec<FieldId> {
        let ids = IDS.into_iter().flat_map(|(id, system)| std::iter::once(id).chain(system));
        let mut fields: Vec<FieldId> =
            dated().chain(ids).chain(["household.size"]).filter_map(|name| self.schema.field(name)).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// Looks at one row, by its number in the sheet.
    ///
    /// # Errors
    /// Whatever of it an import would hand back.
    pub fn see(&mut self, row: u64, person: &Row) -> Result<(), RollProblem> {
        let known = |field: &str| person.get(self.schema.field(field)?).known().cloned();
        let days = |field: &str| known(field).as_ref().and_then(Value::days);
        if days(core::BIRTH_DATE.name).is_some_and(|(first, _)| first > self.on) {
            return Err(RollProblem::NotBorn { row, on: self.on });
        }
        // Somebody may ask about a day to come, of people who arrive until then.
        if let Some(one) = impossible_dates(days, self.today.max(self.on)).into_iter().next() {
            return Err(RollProblem::Impossible { row, field: one.field, reason: one.reason });
        }
        if matches!(known("household.size"), Some(Value::Int(size)) if is_no_household(size)) {
            return Err(RollProblem::Household { row });
        }
        let text = |field: &str| known(field).map(|value| plain(&value.to_text())).filter(|text| !text.is_empty());
        for (field, system) in IDS {
            let Some(id) = text(field) else { continue };
            let system = system.and_then(text).unwrap_or_default();
            let mark = mark_of(&self.key, &format!("{field}\u{1f}{}\u{1f}{id}", folding::register(&system)));
            if let Some(first) = self.ids.insert(mark, row) {
                return Err(RollProblem::Twice { first, row, field });
            }
        }
        Ok(())
    }
}
