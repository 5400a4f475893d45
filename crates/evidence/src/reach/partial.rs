//! Counts of a slice, which travel from the machine that counted to the one that asked.
//!
//! They are masks of real people, counted, so nothing outside can look into a [`Partial`]: it is bytes for whoever
//! carries it, and becomes figures only as a [`Reach`] of all slices, which `disclosure` releases. Refused: bytes of
//! another question, and households of which two slices hold a part, which would be miscounted.

use std::hash::Hasher;

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::counting::{Counting, Totals, Work};
use super::failure::Failure;
use super::side::Counts;
use super::tally::{Tally, TallyWire};
use super::variant::{PairTally, PairTallyWire};
use super::{Options, Reach, SimulateError};
use crate::household::{Aligner, named};
use crate::people::{PeopleError, Slice};

/// Bytes that every partial begins with; the number changes with the form.
const MARK: &str = "onward partial 4";

/// Counts of one slice of people. Opaque.
pub struct Partial(CountedSlice);

enum CountedSlice {
    /// Members of a household do not stand together within the slice.
    Scattered,
    Whole {
        /// Hashes of the households counted, where they matter.
        households: Vec<u64>,
        work: Box<Work>,
    },
}

/// Why partial counts do not become figures.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PartialError {
    /// Not what this program wrote for this question.
    #[error("counts of a slice came back damaged, or answer another question")]
    Broken,
    /// Members of one household stand in two slices. Hashes of two households may also be the same, once in some
    /// million simulations; then, too, counting the whole at once is right.
    #[error("members of one household do not stand together")]
    Scattered,
}

impl Counting<'_> {
    /// Counts one slice on this thread. `seed` makes hashes of households comparable within one simulation only.
    pub fn slice(&self, slice: &Slice, seed: u64, options: Options) -> Result<Partial, SimulateError> {
        let mut work = self.start();
        let mut households = vec![];
        let rows = slice.scan(&self.columns, options.batch, self.household)?;
        if !self.household {
            for batch in rows {
                self.count(&mut work, &batch?)?;
            }
            return Ok(Partial(CountedSlice::Whole { households, work: Box::new(work) }));
        }
        for batch in Aligner::align(rows) {
            let batch = match batch {
                Err(PeopleError::Scattered) => return Ok(Partial(CountedSlice::Scattered)),
                batch => batch?,
            };
            households.extend(named(&batch).map(|household| hash(seed, household)));
            self.count(&mut work, &batch)?;
        }
        Ok(Partial(CountedSlice::Whole { households, work: Box::new(work) }))
    }

    /// The counts of a slice as bytes; the same counts are the same bytes.
    pub fn write(&self, partial: &Partial) -> Vec<u8> {
        let counted = match &partial.0 {
            CountedSlice::Scattered => None,
            CountedSlice::Whole { households, work } => Some(SliceWire::of(households, work)),
        };
        // Nothing that is counted here lacks a form as bytes; were it so, whoever reads refuses what is empty.
        postcard::to_allocvec(&(MARK, self.question(), counted)).unwrap_or_default()
    }

    /// What [`Counting::write`] wrote for the same question, in this process or another.
    pub fn read(&self, bytes: &[u8]) -> Result<Partial, PartialError> {
        self.pull(bytes).map(Partial).ok_or(PartialError::Broken)
    }

    /// The figures of all slices; each slice must be among them once.
    pub fn whole(&self, partials: Vec<Partial>) -> Result<Reach, PartialError> {
        let mut all = vec![];
        let mut counted = vec![];
        for Partial(partial) in partials {
            let CountedSlice::Whole { households, work } = partial else { return Err(PartialError::Scattered) };
            all.extend(households);
            counted.push(*work);
        }
        all.sort_unstable();
        if all.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
            return Err(PartialError::Scattered);
        }
        Ok(self.reach(counted))
    }

    /// What was asked, as a hash: counts of another question are not taken for an answer.
    fn question(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        // Machines of another word size hash households otherwise; their slices could not be held against each other.
        hash.update(usize::BITS.to_le_bytes());
        let sides = [Some(&self.before), self.after.as_ref().map(|other| &other.side)];
        for side in sides.into_iter().flatten() {
            hash.update([0]);
            for bound in side.bounds {
                for part in [&bound.pack, &bound.measure, &bound.hash] {
                    hash.update(part);
                    hash.update([1]);
                }
            }
        }
        for breakdown in self.by {
            hash.update(breakdown.name());
            hash.update([2]);
        }
        hash.finalize().into()
    }

    fn pull(&self, bytes: &[u8]) -> Option<CountedSlice> {
        let ((mark, question), rest): ((&str, [u8; 32]), _) = postcard::take_from_bytes(bytes).ok()?;
        (mark == MARK && question == self.question()).then_some(())?;
        let (counted, rest): (Option<SliceWire>, _) = postcard::take_from_bytes(rest).ok()?;
        rest.is_empty().then_some(())?;
        let Some(SliceWire { households, totals, before, after, pairs }) = counted else {
            return Some(CountedSlice::Scattered);
        };
        let mut work = self.start();
        work.totals = totals;
        before.pull(self.before.bounds, &mut work.before)?;
        after.pull(self.after.as_ref().map_or(&[][..], |other| other.side.bounds), &mut work.after)?;
        (pairs.len() == work.pairs.len()).then_some(())?;
        work.pairs = pairs.into_iter().map(PairTally::of).collect::<Option<_>>()?;
        let households = households.into_iter().map(u64::from_le_bytes).collect();
        Some(CountedSlice::Whole { households, work: Box::new(work) })
    }
}

/// A slice as it travels.
#[derive(Serialize, Deserialize)]
struct SliceWire<'a> {
    /// Hashes use all their bits: a number of changing length would make them longer.
    households: Vec<[u8; 8]>,
    totals: Totals,
    #[serde(borrow)]
    before: CountsWire<'a>,
    #[serde(borrow)]
    after: CountsWire<'a>,
    #[serde(borrow)]
    pairs: Vec<PairTallyWire<'a>>,
}

impl<'a> SliceWire<'a> {
    fn of(households: &[u64], work: &'a Work) -> Self {
        Self {
            households: households.iter().map(|hash| hash.to_le_bytes()).collect(),
            totals: work.totals,
            before: CountsWire::of(&work.before),
            after: CountsWire::of(&work.after),
            pairs: work.pairs.iter().map(PairTally::wire).collect(),
        }
    }
}

/// One side of a slice as it travels: of each measure what was counted, or what kept it from being counted.
#[derive(Serialize, Deserialize)]
struct CountsWire<'a> {
    #[serde(borrow)]
    tallies: Vec<TallyWire<'a>>,
    failed: Vec<Option<Failure>>,
}

impl<'a> CountsWire<'a> {
    fn of(counts: &'a Counts) -> Self {
        Self { tallies: counts.tallies.iter().map(Tally::wire).collect(), failed: counts.failed.clone() }
    }

    /// Into the counts of these measures; `None` where there are fewer, or more.
    fn pull(self, bounds: &[rules::Bound], counts: &mut Counts) -> Option<()> {
        (bounds.len() == self.tallies.len() && bounds.len() == self.failed.len()).then_some(())?;
        let tallies = bounds.iter().zip(self.tallies).map(|(bound, wire)| Tally::of(wire, bound));
        counts.tallies = tallies.collect::<Option<_>>()?;
        counts.failed = self.failed;
        Some(())
    }
}

/// The same in every process on machines of one word size, unlike the standard library's.
fn hash(seed: u64, household: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(seed);
    hasher.write(household.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests;
