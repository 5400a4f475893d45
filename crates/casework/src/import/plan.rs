//! What an import row would do, by the same rule by which `decide` writes.

use crate::{Fields, PersonView, changes};

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowOutcome {
    /// A new person.
    Stored,
    /// Somebody on record, of whom it says something new.
    Amended,
    /// Somebody on record, of whom it says nothing new.
    Unchanged,
}

/// What would become of a row, given the person found by its key.
pub fn plan(existing: Option<&PersonView>, source: &str, fields: &Fields) -> RowOutcome {
    match existing {
        None => RowOutcome::Stored,
        Some(there) if changes(Some(there), source, fields).is_empty() => RowOutcome::Unchanged,
        Some(_) => RowOutcome::Amended,
    }
}
