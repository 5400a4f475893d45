//! Marks by which rows are told apart without keeping them: keyed hashes, which say nothing to whoever does not hold the
//! instance's key.

use std::borrow::Cow;

use journal::Key;
use model::{Schema, folding};

use super::Cell;
use super::headers::Columns;

/// A keyed hash.
pub(super) type Mark = [u8; 16];

/// The mark of a text under the instance's key.
pub(super) fn mark_of(key: &Key, text: &str) -> Mark {
    key.mac(format!("import\u{1f}{text}").as_bytes()).first_chunk().copied().unwrap_or_default()
}

/// All that a row says, whatever the order of its columns and however its words are spaced.
pub(super) fn said(schema: &Schema, columns: &Columns, row: &[Cell<'_>]) -> String {
    let mut said: Vec<(&str, Cow<'_, str>)> = Vec::with_capacity(row.len());
    for cell in row {
        let Some(taken) = columns.get(cell.column()).and_then(Option::as_ref) else { continue };
        let seen = folding::given_id(cell.text);
        if !seen.is_empty() {
            said.push((taken.field.map_or("", |field| schema.name(field)), seen));
        }
    }
    said.sort_unstable();
    said.into_iter().fold(String::new(), |text, (field, seen)| text + field + "\u{1e}" + &seen + "\u{1f}")
}
