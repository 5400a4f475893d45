//! The attacker: what a reader can work out about hidden counts from nothing but what is published.
//!
//! Written apart from the suppressor and by another method, so that one mistake does not hide in both: fraction-free
//! elimination over whole numbers, then bounds are drawn together over the published and the derived equations until
//! nothing moves. Every bound found is one a reader really can derive.

use std::collections::BTreeMap;

use crate::{Released, Sum};

/// What everybody can see of a release.
#[derive(Debug, Clone, Copy)]
pub struct Published<'a> {
    /// The counts by position; `None` is hidden.
    pub cells: &'a [Option<u64>],
    /// The equations between them.
    pub sums: &'a [Sum],
    /// Counts from 1 to `threshold - 1` ought to be hidden.
    pub threshold: u64,
}

/// A hidden count of somebody that a reader can tell to be below the threshold.
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
    Published { cells: released.cells(), sums: released.sums(), threshold: released.rules().threshold }.leaks()
}

impl Published<'_> {
    /// The counts a reader can tell to be small: shown as such, or narrowed down to it.
    pub fn leaks(&self) -> Vec<Leak> {
        let bounds = self.bounds();
        let range = |(cell, shown): (usize, &Option<u64>)| match shown {
            Some(count) => Some(Leak { cell, least: *count, most: *count }),
            None => bounds.get(&cell).and_then(|bounds| bounds.leak(cell)),
        };
        let found = self.cells.iter().enumerate().filter_map(range);
        found.filter(|leak| (1..self.threshold).contains(&leak.most)).collect()
    }

    fn bounds(&self) -> BTreeMap<usize, Bounds> {
        let mut equations: Vec<Linear> = self.sums.iter().filter_map(|sum| self.linear(sum)).collect();
        equations.extend(reduced(equations.clone()));
        let hidden = self.cells.iter().enumerate().filter(|(_, shown)| shown.is_none());
        let mut bounds: BTreeMap<usize, Bounds> = hidden.map(|(cell, _)| (cell, Bounds::default())).collect();
        // Bounds of whole numbers can creep towards each other one by one; what matters shows within a few rounds.
        for _ in 0..32 {
            let moved = equations.iter().filter(|equation| equation.narrow(&mut bounds)).count();
            if moved == 0 {
                break;
            }
        }
        bounds
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
    fn leak(self, cell: usize) -> Option<Leak> {
        let most = u64::try_from(self.most?).ok()?;
        Some(Leak { cell, least: u64::try_from(self.least).ok()?, most })
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

/// Gauss-Jordan elimination: each equation solved for a cell that stands in no other.
fn reduced(equations: Vec<Linear>) -> Vec<Linear> {
    let mut solved: BTreeMap<usize, Linear> = BTreeMap::new();
    for equation in equations {
        let leads: Vec<usize> = equation.terms.keys().copied().filter(|cell| solved.contains_key(cell)).collect();
        let rest = leads.iter().try_fold(equation, |rest, lead| rest.without(*lead, solved.get(lead)?));
        let Some(rest) = rest else { continue };
        let Some(lead) = rest.terms.keys().next().copied() else { continue };
        for other in solved.values_mut().filter(|other| other.terms.contains_key(&lead)) {
            if let Some(without) = other.without(lead, &rest) {
                *other = without;
            }
        }
        solved.insert(lead, rest);
    }
    solved.into_values().collect()
}
