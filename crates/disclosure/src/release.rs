//! The gate: what leaves the house is a [`Released`], and only [`release`] makes one.

use crate::figures::{Figures, Sum};
use crate::pattern::HiddenCells;
use crate::proof::Openness;

/// What counts as a small count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Counts from 1 to `threshold - 1` are small. The reference asks 10 for the public and for all protected data,
    /// 5 for partners; lowering it is for the data protection officer.
    pub threshold: u64,
}

/// Figures as they may be shown: each small count is hidden, and no reader can compute one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    cells: Vec<Option<u64>>,
    sums: Vec<Sum>,
    rules: Rules,
}

impl Released {
    /// The counts by position; `None` is protected. Why one is hidden is not said: the reason would help an attacker.
    pub fn cells(&self) -> &[Option<u64>] {
        &self.cells
    }

    /// One count; `None` where it is protected or there is no such cell.
    pub fn get(&self, cell: usize) -> Option<u64> {
        self.cells.get(cell).copied().flatten()
    }

    /// The equations, which are published with the counts.
    pub fn sums(&self) -> &[Sum] {
        &self.sums
    }

    /// The rules it was released under, which are published too.
    pub fn rules(&self) -> Rules {
        self.rules
    }

    /// How many counts are hidden.
    pub fn hidden(&self) -> usize {
        self.cells.iter().filter(|cell| cell.is_none()).count()
    }
}

/// Decides what is hidden, so that every hidden small count may, for all that is shown, reach the threshold, and lie as
/// far below its true value as that lies below the threshold.
///
/// The same figures under the same rules give the same release. Hiding everything is always safe, so it cannot fail.
pub fn release(figures: &Figures, rules: &Rules) -> Released {
    let mut pattern = HiddenCells::of_small_counts(figures, rules.threshold);
    pattern.open_sums();
    loop {
        let exposed = exposed(figures, &pattern, rules.threshold);
        let loosened = exposed.into_iter().filter(|cell| pattern.loosen(*cell)).count();
        if loosened == 0 {
            break;
        }
        pattern.open_sums();
    }
    let shown = |(cell, count): (usize, &u64)| (!pattern.hidden().contains(&cell)).then_some(*count);
    let cells = figures.cells().iter().enumerate().map(shown).collect();
    Released { cells, sums: figures.sums().to_vec(), rules: *rules }
}

/// The hidden small counts that could not be proved open; all of them where exact arithmetic gives out.
fn exposed(figures: &Figures, pattern: &HiddenCells, threshold: u64) -> Vec<usize> {
    let Some(mut openness) = Openness::new(figures, pattern.hidden(), threshold) else {
        return pattern.small().collect();
    };
    let count = |cell: usize| figures.cells().get(cell).copied().unwrap_or_default();
    pattern.small().filter(|cell| !openness.leaves_open(*cell, count(*cell))).collect()
}
