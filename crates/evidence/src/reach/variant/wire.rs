//! Pairs of patterns as bytes.

use super::PairTally;
use crate::reach::tally::GroupCounts;
use crate::reach::wire::Wire;

impl Wire for PairTally {
    fn put(&self, to: &mut Vec<u8>) {
        u64::try_from(self.entries.len()).unwrap_or(u64::MAX).put(to);
        for both in &self.entries {
            both.patterns.put(to);
            both.people.put(to);
        }
        self.groups.put(to);
        self.newly.put(to);
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        let mut tally = Self::default();
        for position in 0..u64::pull(from)? {
            let place = tally.add(<_>::pull(from)?, u64::pull(from)?);
            (u64::from(place) == position).then_some(())?;
        }
        tally.groups = GroupCounts::pull(from)?;
        tally.newly = Vec::pull(from)?;
        Some(tally)
    }
}
