//! The attacker: what a reader can work out about hidden counts from nothing but what is published.
//!
//! Written apart from the suppressor and by another method, so that one mistake does not hide in both: fraction-free
//! elimination over whole numbers, then bounds are drawn together over the published and the derived equations until
//! nothing moves. Every bound found is one a reader really can derive. What several releases tell together is in
//! `together`.

mod together;

use std::collections::BTreeMap;

use crate::{Released, Sum};
pub use together::{Change, Told, audit_together};

/// What everybody can see of a release.
#[derive(Debug, Clone, Copy)]
pub struct Published<'a> {
    /// The counts by position; `None` is hidden.
    pub cells: &'a [Option<u64>],
    /// The equations between them.
    pub sums: &'a [Sum],
    /// Counts from 1 to `threshold - 1` ought to be hidden, and nobody in groups of somebody below ten thresholds.
    pub threshold: u64,
    /// Which counts are there to be seen: a reader who knows these rules knows that what is hidden of them is somebody,
    /// outside small groups. Empty for a reader who does not.
    pub seen: &'a [bool],
}

/// A hidden count that a reader can tell to be below the threshold: somebody, or nobody of a small group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leak {
    /// Position of the cell.
    pub cell: usize,
    /// The least it can be.
    pub least: u64,
    /// The most it can be, below the threshold; equal to `least` where the count is known exactly.
    pub most: u64,
}

/// Attacks a release.
pub fn audit(released: &Released) -> Vec<Leak> {
    let threshold = released.rules().threshold;
    Published { cells: released.cells(), sums: released.sums(), threshold, seen: released.seen() }.leaks()
}

impl Published<'_> {
    /// The counts a reader can tell to be small: shown as such, or narrowed down to it; and the small groups of which
    /// they can tell that nobody is of a kind.
    pub fn leaks(&self) -> Vec<Leak> {
        let bounds = self.bounds();
        let found = (0..self.cells.len()).filter_map(|cell| {
            let (least, most) = self.range(&bounds, cell)?;
            Some(Leak { cell, least, most })
        });
        let all: Vec<Leak> = found.collect();
        let empty: Vec<usize> = all.iter().filter(|leak| leak.most == 0).map(|leak| leak.cell).collect();
        let telling = self.telling(&bounds, &empty);
        let tells =
            |leak: &Leak| if leak.most == 0 { telling.contains(&leak.cell) } else { leak.most < self.threshold };
        all.into_iter().filter(tells).collect()
    }

    /// What a reader knows of a cell; `None` where nothing bounds it.
    fn range(&self, bounds: &BTreeMap<usize, Bounds>, cell: usize) -> Option<(u64, u64)> {
        match self.cells.get(cell)? {
            Some(count) => Some((*count, *count)),
            None => bounds.get(&cell)?.range(),
        }
    }

    /// Which cells that are known to be nobody tell of every member of a small group, and do not follow from a large
    /// group of which nobody is so.
    fn telling(&self, bounds: &BTreeMap<usize, Bounds>, empty: &[usize]) -> Vec<usize> {
        let large = self.threshold.saturating_mul(10);
        let size = |sum: &&Sum| self.range(bounds, sum.total).filter(|_| sum.split);
        let around = |cell: usize| self.sums.iter().filter(move |sum| sum.parts.contains(&cell));
        let is_large = |sum: &Sum| size(&sum).is_some_and(|(least, _)| least >= large);
        let is_small = |sum: &Sum| size(&sum).is_some_and(|(least, most)| least > 0 && most < large);
        let mut told: Vec<usize> = empty.iter().copied().filter(|cell| around(*cell).any(is_large)).collect();
        let mut known = 0;
        while known < told.len() {
            known = told.len();
            let follows = |cell: &usize| told.contains(cell) || around(*cell).any(|sum| told.contains(&sum.total));
            told = empty.iter().copied().filter(follows).collect();
        }
        empty.iter().copied().filter(|cell| around(*cell).any(is_small) && !told.contains(cell)).collect()
    }

    fn equations(&self) -> Vec<Linear> {
        self.sums.iter().filter_map(|sum| self.linear(sum)).collect()
    }

    fn bounds(&self) -> BTreeMap<usize, Bounds> {
        let mut equations = self.equations();
        equations.extend(reduced(equations.clone()).into_values());
        let hidden = self.cells.iter().enumerate().filter(|(_, shown)| shown.is_none());
        let own = |cell: usize| Bounds { least: i128::from(self.is_somebody(cell)), most: None };
        let mut bounds: BTreeMap<usize, Bounds> = hidden.map(|(cell, _)| (cell, own(cell))).collect();
        // Bounds of whole numbers can creep towards each other one by one; what matters shows within a few rounds.
        for _ in 0..32 {
            let moved = equations.iter().filter(|equation| equation.narrow(&mut bounds)).count();
            if moved == 0 {
                break;
            }
        }
        bounds
    }

    /// Whether a hidden cell is known to be somebody: nobody is hidden in small groups only, and a reader may not know
    /// whether a group is one.
    fn is_somebody(&self, cell: usize) -> bool {
        let large = |total: usize| self.cells.get(total).copied().flatten().is_some_and(|n| n >= self.threshold * 10);
        let mut splits = self.sums.iter().filter(|sum| sum.split && sum.parts.contains(&cell));
        self.seen.get(cell) == Some(&true) && splits.all(|sum| large(sum.total))
    }

    /// The hidden side of a sum, with what is shown taken to the other side.
    fn linear(&self, sum: &Sum) -> Option<Linear> {
        let mut linear = Linear { terms: BTreeMap::new(), equals: 0 };
        let parts = sum.parts.iter().map(|part| (*part, 1_i128));
        for (cell, factor) in parts.chain([(sum.total, -1)]) {
            match self.cells.get(cell)? {
                Some(count) => linear.equals -= factor * i128::from(*count),
                None => {
                    linear.terms.insert(cell, factor);
                }
            }
        }
        (!linear.terms.is_empty()).then_some(linear)
    }
}

/// What is known of one hidden count; counts are never negative.
#[derive(Debug, Clone, Copy, Default)]
struct Bounds {
    least: i128,
    most: Option<i128>,
}

impl Bounds {
    fn range(self) -> Option<(u64, u64)> {
        Some((u64::try_from(self.least).ok()?, u64::try_from(self.most?).ok()?))
    }
}

/// `Σ factor · cell = equals`.
#[derive(Debug, Clone)]
struct Linear {
    terms: BTreeMap<usize, i128>,
    equals: i128,
}

impl Linear {
    /// Draws the bounds of its cells together; says whether any moved.
    fn narrow(&self, bounds: &mut BTreeMap<usize, Bounds>) -> bool {
        let range = |(cell, factor): (&usize, &i128)| {
            let (least, most) = bounds.get(cell).copied().unwrap_or_default().times(*factor);
            (*cell, *factor, least, most)
        };
        let ranges: Vec<_> = self.terms.iter().map(range).collect();
        let least = RangeSide::of(ranges.iter().map(|(.., least, _)| *least));
        let most = RangeSide::of(ranges.iter().map(|(.., most)| *most));
        let mut moved = false;
        for (cell, factor, own_least, own_most) in ranges {
            let rest_least = most.without(own_most).and_then(|most| self.equals.checked_sub(most));
            let rest_most = least.without(own_least).and_then(|least| self.equals.checked_sub(least));
            if let Some(own) = bounds.get_mut(&cell) {
                moved |= own.meet(factor, rest_least, rest_most);
            }
        }
        moved
    }

    /// `self · a - other · b`, where that cancels `cell`; `None` where it outgrows the machine.
    fn without(&self, cell: usize, other: &Self) -> Option<Self> {
        let (a, b) = (*other.terms.get(&cell)?, *self.terms.get(&cell)?);
        let mix = |mine: i128, theirs: i128| mine.checked_mul(a)?.checked_sub(theirs.checked_mul(b)?);
        let mut terms = BTreeMap::new();
        for key in self.terms.keys().chain(other.terms.keys()) {
            let of = |linear: &Self| linear.terms.get(key).copied().unwrap_or_default();
            let value = mix(of(self), of(other))?;
            if value != 0 {
                terms.insert(*key, value);
            }
        }
        Some(Self { terms, equals: mix(self.equals, other.equals)? }.lowest())
    }

    /// What is left once every cell for which an equation is solved is replaced by it.
    fn solved_by(self, solved: &BTreeMap<usize, Self>) -> Option<Self> {
        let leads: Vec<usize> = self.terms.keys().copied().filter(|cell| solved.contains_key(cell)).collect();
        leads.iter().try_fold(self, |rest, lead| rest.without(*lead, solved.get(lead)?))
    }

    fn lowest(mut self) -> Self {
        let divisor = self.terms.values().fold(self.equals.unsigned_abs(), |a, b| gcd(a, b.unsigned_abs()));
        if let Ok(divisor @ 2..) = i128::try_from(divisor) {
            self.equals /= divisor;
            self.terms.values_mut().for_each(|value| *value /= divisor);
        }
        self
    }
}

impl Bounds {
    /// The range of `factor · self`; `None` is no bound.
    fn times(self, factor: i128) -> (Option<i128>, Option<i128>) {
        let low = self.least.checked_mul(factor);
        let high = self.most.and_then(|most| most.checked_mul(factor));
        if factor > 0 { (low, high) } else { (high, low) }
    }

    /// Takes note that `factor · self` lies between the two; says whether that was news.
    fn meet(&mut self, factor: i128, least: Option<i128>, most: Option<i128>) -> bool {
        let negated = |bound: Option<i128>| bound.and_then(i128::checked_neg);
        let (low, high) = if factor > 0 { (least, most) } else { (negated(most), negated(least)) };
        let factor = factor.abs();
        let low = low.map(|low| div_ceil(low, factor)).filter(|low| *low > self.least);
        let high = high.map(|high| high.div_euclid(factor)).filter(|high| self.most.is_none_or(|most| *high < most));
        self.least = low.unwrap_or(self.least);
        self.most = high.or(self.most);
        low.is_some() || high.is_some()
    }
}

/// One side of the ranges of an equation's terms, summed up.
struct RangeSide {
    sum: i128,
    unbounded: usize,
}

impl RangeSide {
    fn of(bounds: impl Iterator<Item = Option<i128>>) -> Self {
        bounds.fold(Self { sum: 0, unbounded: 0 }, |side, bound| {
            match bound.and_then(|bound| side.sum.checked_add(bound)) {
                Some(sum) => Self { sum, ..side },
                None => Self { unbounded: side.unbounded + 1, ..side },
            }
        })
    }

    /// The sum of the others, where all of them are bounded.
    fn without(&self, own: Option<i128>) -> Option<i128> {
        match (self.unbounded, own) {
            (0, Some(own)) => self.sum.checked_sub(own),
            (1, None) => Some(self.sum),
            _ => None,
        }
    }
}

/// Rounded up; `b` is positive.
fn div_ceil(a: i128, b: i128) -> i128 {
    -(-a).div_euclid(b)
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Gauss-Jordan elimination: each equation solved for a cell that stands in no other, by that cell.
fn reduced(equations: Vec<Linear>) -> BTreeMap<usize, Linear> {
    let mut solved: BTreeMap<usize, Linear> = BTreeMap::new();
    for equation in equations {
        let Some(rest) = equation.solved_by(&solved) else { continue };
        let Some(lead) = rest.terms.keys().next().copied() else { continue };
        for other in solved.values_mut().filter(|other| other.terms.contains_key(&lead)) {
            if let Some(without) = other.without(lead, &rest) {
                *other = without;
            }
        }
        solved.insert(lead, rest);
    }
    solved
}
