//! A sum of amounts of which some are not settled yet.

use rules::walk::Range;
use serde::{Deserialize, Serialize};

/// A sum of amounts, each exact, or known to lie between two ends of which one may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Cost {
    /// How many have an exact amount.
    pub(crate) fixed: u64,
    /// How many have an amount that data still has to settle.
    pub(crate) open: u64,
    /// How many have none, for the question does not arise.
    pub(crate) none: u64,
    least: i128,
    most: i128,
    endless: [u64; 2],
}

impl Cost {
    pub(crate) fn add(&mut self, range: Option<Range>) {
        let Some(range) = range else {
            self.none += 1;
            return;
        };
        *if range.exact().is_some() { &mut self.fixed } else { &mut self.open } += 1;
        // What may turn out not to apply may cost nothing.
        let (lo, hi) = (range.lo.at(), range.hi.at());
        let (lo, hi) = if range.may_not_apply { (lo.map(|lo| lo.min(0)), hi.map(|hi| hi.max(0))) } else { (lo, hi) };
        self.least += lo.map_or(0, i128::from);
        self.most += hi.map_or(0, i128::from);
        self.endless[0] += u64::from(lo.is_none());
        self.endless[1] += u64::from(hi.is_none());
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.fixed += other.fixed;
        self.open += other.open;
        self.none += other.none;
        self.least += other.least;
        self.most += other.most;
        self.endless[0] += other.endless[0];
        self.endless[1] += other.endless[1];
    }

    /// How many of whom it was asked.
    pub(crate) fn due(&self) -> u64 {
        self.fixed + self.open + self.none
    }

    /// In minor units; `None` where there is no lower end.
    pub(crate) fn least(&self) -> Option<i128> {
        (self.endless[0] == 0).then_some(self.least)
    }

    /// In minor units; `None` where there is no upper end.
    pub(crate) fn most(&self) -> Option<i128> {
        (self.endless[1] == 0).then_some(self.most)
    }
}
