//! What an import row would do, by the same rule by which `decide` writes; and what it may not do to whoever is on record.

use std::collections::BTreeSet;

use model::{Date, FieldKey, FieldState, Value, core, folding};

use super::lives::{dated, impossible};
use crate::{Fields, OwnerView, changes};

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
pub fn plan(existing: Option<&OwnerView>, source: &str, fields: &Fields) -> RowOutcome {
    match existing {
        None => RowOutcome::Stored,
        Some(there) if changes(Some(there), source, fields).is_empty() => RowOutcome::Unchanged,
        Some(_) => RowOutcome::Amended,
    }
}

/// Why a row may not amend the person found by its key: it would make of a life what cannot be, or it speaks of somebody
/// else. The dates are those of its source, for sources may contest each other.
pub fn contradicts(there: &OwnerView, source: &str, fields: &Fields, today: Date) -> Option<String> {
    if is_somebody_else(there, source, fields) {
        return Some("the person on record under this id has another name, and another birth date or sex".to_owned());
    }
    let said = |field: &str| Some((field.to_owned(), there.said_by(source, FieldKey::of(field))?.clone()));
    let mut life: Fields = dated().filter_map(said).collect();
    life.extend(dated().filter_map(|field| Some((field.to_owned(), fields.get(field)?.clone()))));
    let says = |field: &str| fields.contains_key(field);
    let found = impossible(&life, today).into_iter().find(|one| says(one.field) || one.other.is_some_and(says));
    found.map(|one| format!("with what is on record it cannot be: {}", one.reason))
}

/// No word of the names is the same, and they were not born on one day or are not of one sex.
fn is_somebody_else(there: &OwnerView, source: &str, fields: &Fields) -> bool {
    let said = |field: FieldKey| there.said_by(source, field).and_then(FieldState::known);
    let says = |field: &str| fields.get(field).and_then(FieldState::known);
    let words = |text: &Value| folding::words(&text.to_text());
    let before: BTreeSet<String> = core::NAMES.iter().filter_map(|name| said(name.key)).flat_map(words).collect();
    let now: BTreeSet<String> = core::NAMES.iter().filter_map(|name| says(name.name)).flat_map(words).collect();
    if before.is_empty() || now.is_empty() || !before.is_disjoint(&now) {
        return false;
    }
    let born = (said(core::BIRTH_DATE.key).and_then(Value::days), says(core::BIRTH_DATE.name).and_then(Value::days));
    let sexes = (said(core::SEX.key), says(core::SEX.name));
    let another_birth = matches!(born, (Some((lo, hi)), Some((from, to))) if hi < from || to < lo);
    another_birth || matches!(sexes, (Some(one), Some(other)) if one != other)
}
