//! What became of lines, one thing after the other, as it was said: where somebody was, from when to when, is told also once
//! nothing of it holds any more.

use std::collections::BTreeMap;

use model::{Date, FieldKey, Id};

use super::{LineState, PlaceLine, after};
use crate::RecordView;
use crate::view::Said;

/// Something that became of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePast {
    /// When it was said.
    pub said: Said,
    /// By which account.
    pub by: String,
    /// Of which number.
    pub limit: FieldKey,
    /// How the line stood then.
    pub line: PlaceLine,
    /// How it stood before; nothing where it began by this.
    pub before: Option<LineState>,
}

impl LinePast {
    /// Whether somebody was there and left: not who never came, nor who left on the day on which they came, for so a mistake
    /// is put right.
    pub fn is_stay(&self) -> bool {
        let span = self.line.span;
        let left = self.line.state == LineState::Freed && self.before == Some(LineState::Filled);
        left && span.from != Date::MIN && span.until.is_some_and(|until| until > span.from)
    }
}

/// All that became of the lines of a record, in order. Of a line that was given back nothing more becomes.
pub fn lines_past(record: &RecordView<'_>) -> Vec<LinePast> {
    let mut now: BTreeMap<(FieldKey, Id), PlaceLine> = BTreeMap::new();
    let mut past = vec![];
    for said in record.lines() {
        let key = (said.limit, said.line);
        let before = now.get(&key);
        let Some(line) = after(before, said.line, &said.said, &said.step) else { continue };
        let before = before.map(|before| before.state);
        past.push(LinePast {
            said: said.said.clone(),
            by: said.by.clone(),
            limit: said.limit,
            line: line.clone(),
            before,
        });
        now.insert(key, line);
    }
    past
}
