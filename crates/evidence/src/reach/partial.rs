//! Counts of a slice, which travel from the machine that counted to the one that asked.
//!
//! They are masks of real people, counted, so nothing outside can look into a [`Partial`]: it is bytes for whoever
//! carries it, and becomes figures only as a [`Reach`] of all slices, which `disclosure` releases. Refused: bytes of
//! another question, and households of which two slices hold a part, which would be miscounted.

use sha2::{Digest, Sha256};

use super::counting::{Counting, Work};
use super::run::Totals;
use super::tally::Tally;
use super::wire::Wire;
use super::{Options, Reach, SimulateError};
use crate::household::{Aligner, named};
use crate::people::{PeopleError, Slice};

/// Bytes that every partial begins with; the number changes with the form.
const MARK: &str = "onward partial 1";

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

    /// The counts of a slice as bytes.
    pub fn write(&self, partial: &Partial) -> Vec<u8> {
        let mut bytes = vec![];
        MARK.to_owned().put(&mut bytes);
        bytes.extend(self.question());
        match &partial.0 {
            CountedSlice::Scattered => false.put(&mut bytes),
            CountedSlice::Whole { households, work } => {
                true.put(&mut bytes);
                // Hashes use all their bits: seven bits a byte would make them longer.
                u64::try_from(households.len()).unwrap_or(u64::MAX).put(&mut bytes);
                bytes.extend(households.iter().flat_map(|hash| hash.to_le_bytes()));
                put(work, &mut bytes);
            }
        }
        bytes
    }

    /// What [`Counting::write`] wrote for the same question, in this process or another.
    pub fn read(&self, mut bytes: &[u8]) -> Result<Partial, PartialError> {
        let from = &mut bytes;
        let counted = self.pull(from).filter(|_| from.is_empty());
        counted.map(Partial).ok_or(PartialError::Broken)
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

    fn pull(&self, from: &mut &[u8]) -> Option<CountedSlice> {
        (String::pull(from)? == MARK).then_some(())?;
        let (question, rest) = from.split_first_chunk()?;
        *from = rest;
        (*question == self.question()).then_some(())?;
        if !bool::pull(from)? {
            return Some(CountedSlice::Scattered);
        }
        let length = usize::try_from(u64::pull(from)?).ok()?.checked_mul(8)?;
        let (hashes, rest) = from.split_at_checked(length)?;
        *from = rest;
        let (hashes, _) = hashes.as_chunks::<8>();
        let households = hashes.iter().map(|hash| u64::from_le_bytes(*hash)).collect();
        let mut work = self.start();
        work.totals = Totals { people: u64::pull(from)?, reached_by_none: u64::pull(from)? };
        work.before.tallies = tallies(self.before.bounds, from)?;
        let after = self.after.as_ref().map_or(&[][..], |other| other.side.bounds);
        work.after.tallies = tallies(after, from)?;
        work.pairs = work.pairs.iter().map(|_| Wire::pull(from)).collect::<Option<_>>()?;
        Some(CountedSlice::Whole { households, work: Box::new(work) })
    }
}

fn put(work: &Work, to: &mut Vec<u8>) {
    work.totals.people.put(to);
    work.totals.reached_by_none.put(to);
    work.before.tallies.iter().chain(&work.after.tallies).for_each(|tally| tally.put(to));
    work.pairs.iter().for_each(|pair| pair.put(to));
}

fn tallies(bounds: &[rules::Bound], from: &mut &[u8]) -> Option<Vec<Tally>> {
    bounds.iter().map(|bound| Tally::pull(bound, from)).collect()
}

/// The same on every machine, unlike the standard library's.
fn hash(seed: u64, household: &str) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let fold = household.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    let mixed = (fold ^ fold >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ mixed >> 29
}

#[cfg(test)]
mod tests;
