//! A tally as bytes. Masks and verdicts follow from the pattern and do not travel.

use rules::Bound;

use super::{GroupCounts, Tally};
use crate::reach::Pattern;
use crate::reach::wire::Wire;
use crate::reach::yields::Yields;

impl Wire for Pattern {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        u64::pull(from).map(Self)
    }
}

impl Wire for GroupCounts {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        Vec::pull(from).map(Self)
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
    pub(in crate::reach) fn pull(bound: &Bound, from: &mut &[u8]) -> Option<Self> {
        let mut tally = Self::default();
        for position in 0..u64::pull(from)? {
            // A pattern that comes twice would have the positions of all that follow misread.
            (u64::from(tally.position(bound, Pattern::pull(from)?)) == position).then_some(())?;
            let entry = tally.entries.last_mut()?;
            (entry.people, entry.samples) = (u64::pull(from)?, Vec::pull(from)?);
        }
        tally.groups = GroupCounts::pull(from)?;
        tally.questions = std::collections::HashMap::pull(from)?;
        tally.yields = Yields::pull(bound, from)?;
        Some(tally)
    }
}
