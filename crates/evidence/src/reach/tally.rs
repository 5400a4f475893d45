//! Counts of one measure: people by pattern, by group and pattern, and by what is missing.

use std::collections::{BTreeMap, HashMap};

use rules::{Bound, Masks, Verdict, tree};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Pattern;
use super::yields::Yields;

mod wire;
pub(super) use wire::TallyWire;

/// Row numbers kept of each pattern, for whoever wants to see a (synthetic) person it stands for.
const SAMPLES: usize = 8;

/// One distinct pattern.
#[derive(Debug, Clone)]
pub(crate) struct PatternCount {
    pub(crate) pattern: Pattern,
    pub(crate) masks: Masks,
    pub(crate) verdict: Verdict,
    pub(crate) people: u64,
    /// The first row numbers, in order.
    pub(crate) samples: Vec<u64>,
}

/// Everything that is counted of one measure.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub(crate) entries: Vec<PatternCount>,
    index: FxHashMap<Pattern, u32>,
    pub(crate) groups: GroupCounts,
    /// Undecided people by the questions that are open for them, a bit each.
    pub(crate) questions: HashMap<u128, u64>,
    /// What follows the yes.
    pub(crate) yields: Yields,
}

/// The groups of a batch's rows by one breakdown: a number a row, into the labels.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grouping {
    pub(crate) labels: Vec<String>,
    pub(crate) keys: Vec<u32>,
}

/// A breakdown each: people by group's label, then by the position of what they were counted as.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct GroupCounts(pub(crate) Vec<BTreeMap<String, Vec<u64>>>);

impl GroupCounts {
    pub(crate) fn new(breakdowns: usize) -> Self {
        Self(vec![BTreeMap::new(); breakdowns])
    }

    pub(crate) fn get(&self, breakdown: usize) -> Option<&BTreeMap<String, Vec<u64>>> {
        self.0.get(breakdown)
    }

    /// Counts rows by their groups and positions, of which there are `width`.
    pub(crate) fn count(&mut self, groupings: &[Grouping], positions: &[u32], width: usize) {
        for (groups, grouping) in self.0.iter_mut().zip(groupings) {
            let mut cells = vec![0u64; grouping.labels.len() * width];
            for (key, position) in grouping.keys.iter().zip(positions) {
                if let Some(cell) = cells.get_mut(*key as usize * width + *position as usize) {
                    *cell += 1;
                }
            }
            for (label, counts) in grouping.labels.iter().zip(cells.chunks(width.max(1))) {
                if counts.iter().any(|count| *count > 0) {
                    add(groups.entry(label.clone()).or_default(), counts.iter().copied().enumerate());
                }
            }
        }
    }

    /// Takes over others' counts, whose positions are these here.
    pub(crate) fn merge(&mut self, other: Self, positions: &[usize]) {
        for (own, groups) in self.0.iter_mut().zip(other.0) {
            for (label, counts) in groups {
                add(own.entry(label).or_default(), positions.iter().copied().zip(counts));
            }
        }
    }
}

impl Tally {
    pub(crate) fn new(breakdowns: usize) -> Self {
        Self { groups: GroupCounts::new(breakdowns), ..Self::default() }
    }

    /// Counts rows by their patterns; gives each row's position in `entries`.
    pub(crate) fn count(&mut self, bound: &Bound, patterns: &[Pattern], row: impl Fn(usize) -> u64) -> Vec<u32> {
        let mut last = None;
        let mut positions = Vec::with_capacity(patterns.len());
        for (index, pattern) in patterns.iter().enumerate() {
            let position = match last {
                Some((seen, position)) if seen == *pattern => position,
                _ => self.position(bound, *pattern),
            };
            last = Some((*pattern, position));
            if let Some(entry) = self.entries.get_mut(position as usize) {
                entry.people += 1;
                if entry.samples.len() < SAMPLES {
                    entry.samples.push(row(index));
                }
            }
            positions.push(position);
        }
        positions
    }

    fn position(&mut self, bound: &Bound, pattern: Pattern) -> u32 {
        *self.index.entry(pattern).or_insert_with(|| {
            let masks = pattern.masks(&bound.conditions);
            let verdict = tree::verdict(&bound.root, masks);
            self.entries.push(PatternCount { pattern, masks, verdict, people: 0, samples: vec![] });
            u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// Takes over what another worker counted of the same measure.
    pub(crate) fn merge(&mut self, bound: &Bound, other: Self) {
        let mut positions = Vec::with_capacity(other.entries.len());
        for entry in other.entries {
            let position = self.position(bound, entry.pattern) as usize;
            if let Some(own) = self.entries.get_mut(position) {
                own.people += entry.people;
                own.samples.extend(entry.samples);
                own.samples.sort_unstable();
                own.samples.truncate(SAMPLES);
            }
            positions.push(position);
        }
        self.groups.merge(other.groups, &positions);
        self.yields.merge(other.yields);
        for (questions, people) in other.questions {
            *self.questions.entry(questions).or_default() += people;
        }
    }
}

fn add(own: &mut Vec<u64>, counts: impl Iterator<Item = (usize, u64)>) {
    for (position, count) in counts {
        if own.len() <= position {
            own.resize(position + 1, 0);
        }
        if let Some(cell) = own.get_mut(position) {
            *cell += count;
        }
    }
}
