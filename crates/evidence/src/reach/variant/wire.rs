//! Pairs of patterns as they travel.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Both, PairTally};
use crate::reach::cost::Cost;
use crate::reach::tally::GroupCounts;

#[derive(Serialize, Deserialize)]
pub(in crate::reach) struct PairTallyWire<'a> {
    entries: Cow<'a, [Both]>,
    groups: Cow<'a, GroupCounts>,
    newly: Cow<'a, [Cost]>,
}

impl PairTally {
    pub(in crate::reach) fn wire(&self) -> PairTallyWire<'_> {
        let (entries, newly) = (Cow::Borrowed(&self.entries[..]), Cow::Borrowed(&self.newly[..]));
        PairTallyWire { entries, groups: Cow::Borrowed(&self.groups), newly }
    }

    /// The counts again; `None` where a pair comes twice, which would have all that follow misread.
    pub(in crate::reach) fn of(wire: PairTallyWire<'_>) -> Option<Self> {
        let mut tally = Self::default();
        for (place, both) in (0..).zip(wire.entries.iter()) {
            (tally.add(both.patterns, both.people) == place).then_some(())?;
        }
        tally.groups = wire.groups.into_owned();
        tally.newly = wire.newly.into_owned();
        Some(tally)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reach::Pattern;

    fn read(patterns: &[(u64, u64)]) -> Option<PairTally> {
        let both = |(before, after): &(u64, u64)| Both { patterns: (Pattern(*before), Pattern(*after)), people: 1 };
        let entries = Cow::Owned(patterns.iter().map(both).collect());
        PairTally::of(PairTallyWire { entries, groups: Cow::Owned(GroupCounts::default()), newly: Cow::Owned(vec![]) })
    }

    #[test]
    fn a_pair_that_comes_twice_is_refused() {
        assert_eq!(read(&[(1, 2), (2, 1)]).map(|tally| tally.entries.len()), Some(2));
        assert!(read(&[(1, 2), (2, 1), (1, 2)]).is_none());
    }
}
