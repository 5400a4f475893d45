//! Two versions of measures, person by person: the same people, the same day, two worlds of packs.
//!
//! Each side has its own schema, so a pack can be held against an adaptation of the same name and prefix. What is kept
//! of a person is the pair of patterns, counted; see `figures` for what leaves.

use std::collections::BTreeMap;

use rules::measure::Unit;
use rules::{Bound, Verdict, tree};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::cost::Cost;
use super::due::Due;
use super::failure::{Counted, parted};
use super::side::CountedBatch;
use super::tally::{GroupCounts, Grouping, Tally};
use super::{MeasureReach, NotCounted, Pattern, Reach};
use crate::household::Runs;
use crate::kleene::Bits;

mod wire;
pub(super) use wire::PairTallyWire;

/// The other side of a comparison.
#[derive(Debug, Clone)]
pub(crate) struct Compared {
    /// Those of the variant that were counted.
    pub(crate) after: Vec<MeasureReach>,
    pub(crate) pairs: Vec<MeasurePair>,
    /// Of each pair that cannot be compared the side that was not counted.
    pub(crate) failed: Vec<NotCounted>,
    /// Measures without another of their name, as `pack/measure`.
    pub(crate) only_before: Vec<String>,
    pub(crate) only_after: Vec<String>,
}

/// One measure on both sides.
#[derive(Debug, Clone)]
pub(crate) struct MeasurePair {
    /// Position among the measures of the simulation.
    pub(crate) before: usize,
    /// Position among the measures of the variant.
    pub(crate) after: usize,
    pub(crate) tally: PairTally,
}

/// People by what they came to on both sides.
#[derive(Debug, Clone, Default)]
pub(crate) struct PairTally {
    pub(crate) entries: Vec<Both>,
    index: FxHashMap<(Pattern, Pattern), u32>,
    pub(crate) groups: GroupCounts,
    /// What the newly reached cost, one for each amount of the variant.
    pub(crate) newly: Vec<Cost>,
}

/// One pair of patterns.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Both {
    pub(crate) patterns: (Pattern, Pattern),
    pub(crate) people: u64,
}

/// Which measures are compared: those of one id.
pub(super) fn pairs(before: &[Bound], after: &[Bound]) -> Vec<(usize, usize)> {
    let others = |bound: &Bound| after.iter().position(|other| other.measure == bound.measure);
    before.iter().enumerate().filter_map(|(place, bound)| Some((place, others(bound)?))).collect()
}

impl PairTally {
    pub(super) fn new(breakdowns: usize) -> Self {
        Self { groups: GroupCounts::new(breakdowns), ..Self::default() }
    }

    pub(super) fn count(
        &mut self,
        before: (&Tally, &CountedBatch),
        after: (&Tally, &CountedBatch),
        groups: &[Grouping],
    ) {
        let pattern = |(tally, counted): (&Tally, &CountedBatch), row: usize| {
            let entry = counted.positions.get(row).and_then(|position| tally.entries.get(*position as usize));
            entry.map_or(Pattern::default(), |entry| entry.pattern)
        };
        let rows = before.1.positions.len();
        let places: Vec<u32> = (0..rows).map(|row| self.add((pattern(before, row), pattern(after, row)), 1)).collect();
        let width = self.entries.len();
        self.groups.count(groups, &places, width);
    }

    fn add(&mut self, patterns: (Pattern, Pattern), people: u64) -> u32 {
        let place = *self.index.entry(patterns).or_insert_with(|| {
            self.entries.push(Both { patterns, people: 0 });
            u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
        });
        self.entries.get_mut(place as usize).into_iter().for_each(|entry| entry.people += people);
        place
    }

    /// Adds what is due to those who had nothing before; a household had something if any member had.
    pub(super) fn count_newly(&mut self, due: &Due, before: &Bits, unit: Option<Unit>, runs: &Runs) {
        let had = match unit {
            Some(Unit::Household) => runs.holding(before),
            Some(Unit::Person) | None => before.clone(),
        };
        self.newly.resize(due.amounts.len(), Cost::default());
        for (cost, amounts) in self.newly.iter_mut().zip(&due.amounts) {
            let new = due.rows.iter().zip(amounts).filter(|(row, _)| !had.has(**row));
            new.for_each(|(_, amount)| cost.add(*amount));
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        let places: Vec<usize> =
            other.entries.iter().map(|entry| self.add(entry.patterns, entry.people) as usize).collect();
        self.groups.merge(other.groups, &places);
        self.newly.resize(self.newly.len().max(other.newly.len()), Cost::default());
        self.newly.iter_mut().zip(other.newly).for_each(|(own, other)| own.merge(other));
    }
}

/// From one answer to another.
pub(crate) type Transition = (Verdict, Verdict);

/// What changed for somebody, and which side's conditions answer for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnswerChange {
    /// Reached now.
    Gained,
    /// Reached before.
    Lost,
    /// Undecided now.
    NewlyUndecidable,
}

impl AnswerChange {
    pub(crate) const ALL: [Self; 3] = [Self::Gained, Self::Lost, Self::NewlyUndecidable];

    /// The transitions it is made of.
    pub(crate) fn transitions(self) -> [Transition; 2] {
        use Verdict::{Needs, No, Yes};
        match self {
            Self::Gained => [(No, Yes), (Needs, Yes)],
            Self::Lost => [(Yes, No), (Yes, Needs)],
            Self::NewlyUndecidable => [(Yes, Needs), (No, Needs)],
        }
    }

    /// Whether the conditions of the measure as it was answer for it, rather than those of the variant.
    pub(crate) fn by_the_old(self) -> bool {
        self == Self::Gained
    }
}

/// A pair of measures with everything counted of it.
#[derive(Clone, Copy)]
pub(crate) struct SeenPair<'a> {
    pub(crate) pair: &'a MeasurePair,
    pub(crate) before: &'a MeasureReach,
    pub(crate) after: &'a MeasureReach,
}

impl SeenPair<'_> {
    pub(crate) fn transition(&self, both: &Both) -> Transition {
        (self.before.verdict(both.patterns.0), self.after.verdict(both.patterns.1))
    }

    /// People by transition, rows before and columns after; of one group where one is named.
    pub(crate) fn transitions(&self, group: Option<(usize, &str)>) -> [[u64; 3]; 3] {
        let counts = group.map(|(by, label)| self.pair.tally.groups.get(by).and_then(|groups| groups.get(label)));
        let mut table = [[0; 3]; 3];
        for (place, both) in self.pair.tally.entries.iter().enumerate() {
            let people = match counts {
                None => both.people,
                Some(counts) => counts.and_then(|counts| counts.get(place)).copied().unwrap_or_default(),
            };
            let (from, to) = self.transition(both);
            if let Some(cell) = table.get_mut(place_of(from)).and_then(|row| row.get_mut(place_of(to))) {
                *cell += people;
            }
        }
        table
    }

    /// The conditions that answer for a change, by how many people each set of them concerns.
    pub(crate) fn responsible(&self, change: AnswerChange) -> BTreeMap<Vec<usize>, u64> {
        let mut sets: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
        for both in &self.pair.tally.entries {
            if change.transitions().contains(&self.transition(both)) {
                let pattern = if change.by_the_old() { both.patterns.0 } else { both.patterns.1 };
                *sets.entry(self.side(change).in_the_way(pattern)).or_default() += both.people;
            }
        }
        sets
    }

    /// The side whose conditions answer for a change.
    pub(crate) fn side(&self, change: AnswerChange) -> &MeasureReach {
        if change.by_the_old() { self.before } else { self.after }
    }
}

pub(crate) fn place_of(verdict: Verdict) -> usize {
    match verdict {
        Verdict::Yes => 0,
        Verdict::No => 1,
        Verdict::Needs => 2,
    }
}

impl MeasureReach {
    fn verdict(&self, pattern: Pattern) -> Verdict {
        tree::verdict(&self.bound.root, pattern.masks(&self.bound.conditions))
    }

    /// The conditions that carry a no, or are open; none for a yes.
    fn in_the_way(&self, pattern: Pattern) -> Vec<usize> {
        let masks = pattern.masks(&self.bound.conditions);
        match tree::verdict(&self.bound.root, masks) {
            Verdict::Yes => vec![],
            Verdict::No => tree::because(&self.bound.root, masks),
            Verdict::Needs => tree::open(&self.bound.root, masks),
        }
    }
}

impl Reach {
    /// Whether anybody whom a measure reaches would no longer be reached by its variant. It is told before disclosure
    /// control, for whether a second person must agree cannot wait for ten who lose: one bit, and no count. Where a
    /// measure could not be compared nobody knows, and it counts as a loss.
    pub fn anybody_loses(&self) -> bool {
        if self.variant.iter().any(|compared| !compared.failed.is_empty()) {
            return true;
        }
        let seen = self.variant.iter().flat_map(|compared| compared.seen(&self.measures));
        let lost = |seen: &SeenPair| {
            let table = seen.transitions(None);
            let at = |(from, to): Transition| table.get(place_of(from)).and_then(|row| row.get(place_of(to))).copied();
            AnswerChange::Lost.transitions().into_iter().filter_map(at).any(|people| people > 0)
        };
        seen.into_iter().any(|seen| lost(&seen))
    }
}

/// Where the measure at a position stands among those that were counted.
fn place(side: &[Counted], position: usize) -> usize {
    side.iter().take(position).filter(|measure| measure.is_ok()).count()
}

/// Names of the measures that are in no pair.
fn alone(side: &[Counted], paired: &[usize]) -> Vec<String> {
    let name = |measure: &Counted| match measure {
        Ok(counted) => format!("{}/{}", counted.bound.pack, counted.bound.measure),
        Err(other) => format!("{}/{}", other.pack, other.measure),
    };
    side.iter().enumerate().filter(|(place, _)| !paired.contains(place)).map(|(_, measure)| name(measure)).collect()
}

impl Compared {
    /// Both sides with the counts of their pairs, by the positions of all measures.
    pub(super) fn new(
        before: &[Counted],
        after: Vec<Counted>,
        tallies: impl Iterator<Item = ((usize, usize), PairTally)>,
    ) -> Self {
        let (mut pairs, mut failed) = (vec![], vec![]);
        let (mut paired_before, mut paired_after) = (vec![], vec![]);
        for ((a, b), tally) in tallies {
            paired_before.push(a);
            paired_after.push(b);
            let sides = [after.get(b), before.get(a)].into_iter().flatten();
            match sides.map(Result::as_ref).find_map(Result::err) {
                Some(side) => failed.push(NotCounted::clone(side)),
                None => pairs.push(MeasurePair { before: place(before, a), after: place(&after, b), tally }),
            }
        }
        let (only_before, only_after) = (alone(before, &paired_before), alone(&after, &paired_after));
        Self { after: parted(after).0, pairs, failed, only_before, only_after }
    }

    /// Every pair with both its measures.
    pub(crate) fn seen<'a>(&'a self, before: &'a [MeasureReach]) -> impl Iterator<Item = SeenPair<'a>> {
        let seen = |pair: &'a MeasurePair| {
            Some(SeenPair { pair, before: before.get(pair.before)?, after: self.after.get(pair.after)? })
        };
        self.pairs.iter().filter_map(seen)
    }
}
