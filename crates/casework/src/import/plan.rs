//! What an import row would do, by the same rule by which `decide` writes.

use crate::{Fields, PersonView, changes};

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A new person.
    Stored,
    /// Somebody on record, of whom it says something new.
    Amended,
    /// Somebody on record, of whom it says nothing new.
    Unchanged,
}

/// What would become of a row, given the person found by its key.
pub fn plan(existing: Option<&PersonView>, source: &str, fields: &Fields) -> Outcome {
    match existing {
        None => Outcome::Stored,
        Some(there) if changes(Some(there), source, fields).is_empty() => Outcome::Unchanged,
        Some(_) => Outcome::Amended,
    }
}
