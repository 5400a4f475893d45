//! Chance, repeatable for ever: one stream cipher (`ChaCha8`) and whole-number arithmetic of our own, so that no new
//! version of a library changes a population that tests and publications refer to.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A source of chance.
#[derive(Debug)]
pub struct Dice(ChaCha8Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// True `per_mille` times in a thousand.
    pub fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// A number below `end`; 0 where `end` is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        let scaled = (u64::from(self.0.next_u32()) * u64::from(end)) >> 32;
        u32::try_from(scaled).unwrap_or_default()
    }

    /// A number from `first` to `last`, both included.
    pub fn between(&mut self, first: i32, last: i32) -> i32 {
        let span = u32::try_from(last - first + 1).unwrap_or_default();
        first + i32::try_from(self.below(span)).unwrap_or_default()
    }

    /// One of several, all as likely; `None` of none.
    pub fn one_of<'a, T>(&mut self, several: &'a [T]) -> Option<&'a T> {
        several.get(self.below(u32::try_from(several.len()).unwrap_or_default()) as usize)
    }

    /// `first` or one of the others, all as likely.
    pub fn pick<T: Copy>(&mut self, first: T, others: &[T]) -> T {
        let which = self.below(u32::try_from(others.len() + 1).unwrap_or(1)) as usize;
        which.checked_sub(1).and_then(|index| others.get(index)).copied().unwrap_or(first)
    }

    /// The entry whose share, in a thousand, the dice fall into; `rest` where they fall beyond all of them.
    pub fn weighted<T: Copy>(&mut self, shares: &[(u32, T)], rest: T) -> T {
        let mut left = self.below(1000);
        for (share, value) in shares {
            match left.checked_sub(*share) {
                Some(beyond) => left = beyond,
                None => return *value,
            }
        }
        rest
    }
}
