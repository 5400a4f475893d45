//! A tally as bytes. Masks and verdicts follow from the pattern and do not travel.

use packs::Bound;

use super::{Groups, Tally};
use crate::reach::Pattern;
use crate::reach::wire::Wire;
use crate::reach::yields::Yields;

impl Wire for Pattern {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        u64::get(from).map(Self)
    }
}

impl Wire for Groups {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        Vec::get(from).map(Self)
    }
}

impl Tally {
    pub(in crate::reach) fn put(&self, to: &mut Vec<u8>) {
        u64::try_from(self.entries.len()).unwrap_or(u64::MAX).put(to);
        for entry in &self.entries {
            entry.pattern.put(to);
            entry.people.put(to);
            entry.samples.put(to);
        }
        self.groups.put(to);
        self.questions.put(to);
        self.yields.put(to);
    }

    /// The tally of this measure, which is told nothing about anybody by bytes of another one: whoever calls has
    /// compared whose they are.
    pub(in crate::reach) fn get(bound: &Bound, from: &mut &[u8]) -> Option<Self> {
        let mut tally = Self::default();
        for position in 0..u64::get(from)? {
            // A pattern that comes twice would have the positions of all that follow misread.
            (u64::from(tally.position(bound, Pattern::get(from)?)) == position).then_some(())?;
            let entry = tally.entries.last_mut()?;
            (entry.people, entry.samples) = (u64::get(from)?, Vec::get(from)?);
        }
        tally.groups = Groups::get(from)?;
        tally.questions = std::collections::HashMap::get(from)?;
        tally.yields = Yields::get(bound, from)?;
        Some(tally)
    }
}
