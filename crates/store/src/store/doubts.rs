//! Rows of lists that disagree with what is sealed. The same row a second time, beside the same last fact about its person, is
//! damage: it was read after that fact was written. Whatever else disagrees changed while it was read, and is looked at again.

use std::collections::HashSet;
use std::hash::Hash;

use crate::cases::Stamp;

/// How often a list that disagrees with what is sealed is looked at.
pub(super) const LOOKS: usize = 3;

/// Rows that disagree, at the looks before and at this one.
pub(super) struct Doubts<R> {
    before: HashSet<(R, Option<Stamp>)>,
    now: Vec<(R, Option<Stamp>)>,
    pub(super) is_last: bool,
}

impl<R: Copy + Eq + Hash> Doubts<R> {
    /// None yet.
    pub(super) fn new() -> Self {
        Self { before: HashSet::new(), now: vec![], is_last: false }
    }

    /// Another look begins.
    pub(super) fn begin(&mut self, is_last: bool) {
        self.before.extend(self.now.drain(..));
        self.is_last = is_last;
    }

    /// Whether a row that disagrees is damage; nothing is told of it at the first look.
    pub(super) fn is_damage(&mut self, row: R, stamp: Option<Stamp>) -> bool {
        let is_damage = self.before.contains(&(row, stamp));
        if !is_damage {
            self.now.push((row, stamp));
        }
        is_damage
    }

    /// Whether no row of this look is to be looked at again.
    pub(super) fn are_settled(&self) -> bool {
        self.now.is_empty()
    }
}
