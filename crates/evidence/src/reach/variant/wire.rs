//! Pairs of patterns as bytes.

use super::PairTally;
use crate::reach::tally::Groups;
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

    fn get(from: &mut &[u8]) -> Option<Self> {
        let mut tally = Self::default();
        for position in 0..u64::get(from)? {
            let place = tally.add(<_>::get(from)?, u64::get(from)?);
            (u64::from(place) == position).then_some(())?;
        }
        tally.groups = Groups::get(from)?;
        tally.newly = Vec::get(from)?;
        Some(tally)
    }
}
