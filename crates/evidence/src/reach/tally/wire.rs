//! A tally as it travels. Masks and verdicts follow from the pattern and stay behind.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rules::Bound;
use serde::{Deserialize, Serialize};

use super::{GroupCounts, Tally};
use crate::reach::Pattern;
use crate::reach::yields::{Yields, YieldsWire};

/// Maps are sorted, so that the same counts are the same bytes.
#[derive(Serialize, Deserialize)]
pub(in crate::reach) struct TallyWire<'a> {
    /// Pattern, people and samples.
    entries: Vec<(Pattern, u64, Cow<'a, [u64]>)>,
    groups: Cow<'a, GroupCounts>,
    questions: BTreeMap<u128, u64>,
    yields: YieldsWire<'a>,
}

impl Tally {
    pub(in crate::reach) fn wire(&self) -> TallyWire<'_> {
        let entries = self.entries.iter();
        TallyWire {
            entries: entries.map(|entry| (entry.pattern, entry.people, Cow::Borrowed(&entry.samples[..]))).collect(),
            groups: Cow::Borrowed(&self.groups),
            questions: self.questions.iter().map(|(questions, people)| (*questions, *people)).collect(),
            yields: self.yields.wire(),
        }
    }

    /// The tally of this measure again, which is told nothing about anybody by counts of another one: whoever calls
    /// has compared whose they are.
    pub(in crate::reach) fn of(wire: TallyWire<'_>, bound: &Bound) -> Option<Self> {
        let mut tally = Self::default();
        for (place, (pattern, people, samples)) in (0..).zip(wire.entries) {
            // A pattern that comes twice would have the positions of all that follow misread.
            (tally.position(bound, pattern) == place).then_some(())?;
            let entry = tally.entries.last_mut()?;
            (entry.people, entry.samples) = (people, samples.into_owned());
        }
        tally.groups = wire.groups.into_owned();
        tally.questions = wire.questions.into_iter().collect();
        tally.yields = Yields::of(wire.yields, bound)?;
        Some(tally)
    }
}
