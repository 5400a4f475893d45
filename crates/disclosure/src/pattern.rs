//! Which cells are hidden: those that ask for protection, and beside them the cheapest cells that keep every sum open.
//!
//! A sum is open when it hides nothing, or when it hides at least two cells whose visible remainder does not pin them
//! below the threshold; and when the parts that are hidden now or were on another day did not together change by few.
//! That is necessary and not enough (`proof` does the rest); it is cheap, so it goes first.
//! What was shown before cannot be hidden, and a none hides nobody: neither is ever company.
//! Ties are broken by position: the same figures always give the same pattern.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::link::{Links, SumLink};
use crate::{Figures, Sum};

/// The growing set of hidden cells of one release.
pub struct HiddenCells<'a> {
    figures: &'a Figures,
    threshold: u64,
    links: &'a Links,
    hidden: BTreeSet<usize>,
    locked: &'a [bool],
    /// For each cell, the sums in which it stands, and its place among the parts of each; none for the total.
    sums_of: Vec<Vec<(usize, Option<usize>)>>,
    states: Vec<SumState>,
}

/// What a sum hides.
#[derive(Debug, Clone, Default)]
pub struct SumState {
    total: bool,
    parts: usize,
    people: u64,
    /// For each other day: how many parts are hidden now or were then, and by how many they changed.
    unknown: Vec<(usize, i128)>,
}

impl SumState {
    /// Nothing hidden yet.
    pub fn of(links: &[SumLink]) -> Self {
        let unknown = |link: &SumLink| {
            let open = link.changes.iter().zip(&link.open).filter(|(_, open)| **open);
            open.fold((usize::from(link.gone != 0), link.gone), |(parts, sum), (change, _)| (parts + 1, sum + change))
        };
        Self { unknown: links.iter().map(unknown).collect(), ..Self::default() }
    }

    /// With the total, or the part at this place, hidden too.
    pub fn hide(&mut self, links: &[SumLink], place: Option<usize>, count: u64) {
        let Some(place) = place else {
            self.total = true;
            return;
        };
        self.parts += 1;
        self.people += count;
        for ((parts, sum), link) in self.unknown.iter_mut().zip(links) {
            if link.open.get(place) == Some(&false) {
                *parts += 1;
                *sum += link.changes.get(place).copied().unwrap_or_default();
            }
        }
    }

    fn is_open(&self, threshold: u64) -> bool {
        if self.total {
            return self.parts > 0;
        }
        (self.parts == 0 || (self.parts > 1 && self.people >= threshold)) && self.tightest(threshold).is_none()
    }

    /// Of the other days since which the hidden parts together changed by few, the one since which they did least.
    pub fn tightest(&self, threshold: u64) -> Option<usize> {
        let few = |(_, (parts, sum)): &(usize, &(usize, i128))| {
            *parts > 0 && *sum != 0 && sum.unsigned_abs() < u128::from(threshold)
        };
        let found = self.unknown.iter().enumerate().filter(few).min_by_key(|(_, (_, sum))| sum.unsigned_abs());
        found.map(|(day, _)| day).filter(|_| !self.total)
    }
}

impl<'a> HiddenCells<'a> {
    /// Hides these cells, and no more.
    pub fn new(
        figures: &'a Figures,
        threshold: u64,
        links: &'a Links,
        locked: &'a [bool],
        first: impl IntoIterator<Item = usize>,
    ) -> Self {
        let mut sums_of = vec![Vec::new(); figures.cells().len()];
        for (position, sum) in figures.sums().iter().enumerate() {
            let parts = sum.parts.iter().enumerate().map(|(place, part)| (*part, Some(place)));
            for (cell, place) in parts.chain([(sum.total, None)]) {
                if let Some(sums) = sums_of.get_mut(cell) {
                    sums.push((position, place));
                }
            }
        }
        let states = (0..figures.sums().len()).map(|sum| SumState::of(links.of_sum(sum))).collect();
        let mut pattern = Self { figures, threshold, links, hidden: BTreeSet::new(), locked, sums_of, states };
        first.into_iter().for_each(|cell| pattern.hide(cell));
        pattern
    }

    /// The hidden cells, in order.
    pub fn hidden(&self) -> &BTreeSet<usize> {
        &self.hidden
    }

    fn hide(&mut self, cell: usize) {
        if !self.hidden.insert(cell) {
            return;
        }
        let count = self.figures.count(cell);
        for (sum, place) in self.sums_of.get(cell).into_iter().flatten() {
            if let Some(state) = self.states.get_mut(*sum) {
                state.hide(self.links.of_sum(*sum), *place, count);
            }
        }
    }

    /// Hides further cells until every sum is open.
    pub fn open_sums(&mut self) {
        let mut waiting: BTreeSet<usize> = (0..self.figures.sums().len()).collect();
        while let Some(position) = waiting.pop_first() {
            let open = self.states.get(position).is_none_or(|state| state.is_open(self.threshold));
            let Some(sum) = self.figures.sums().get(position).filter(|_| !open) else { continue };
            let Some(cell) = self.cheapest_for(position, sum) else { continue };
            waiting.extend(self.sums_around(cell));
            waiting.insert(position);
            self.hide(cell);
        }
    }

    /// Hides the cheapest cell near `cell`, to loosen what is known of it: first in its own sums, then in the sums of
    /// hidden cells, then anywhere. False when everything is hidden already.
    pub fn loosen(&mut self, cell: usize) -> bool {
        let own: BTreeSet<usize> = self.sums_around(cell).collect();
        let near = || self.hidden.iter().flat_map(|hidden| self.sums_around(*hidden)).collect();
        let found = self.cheapest_in(&own).or_else(|| self.cheapest_in(&near()));
        let Some(found) = found.or_else(|| self.cheapest(0..self.figures.cells().len())) else { return false };
        self.hide(found);
        true
    }

    fn cheapest_in(&self, sums: &BTreeSet<usize>) -> Option<usize> {
        self.cheapest(sums.iter().filter_map(|sum| self.figures.sums().get(*sum)).flat_map(Sum::cells))
    }

    fn sums_around(&self, cell: usize) -> impl Iterator<Item = usize> {
        self.sums_of.get(cell).into_iter().flatten().map(|(sum, _)| *sum)
    }

    /// Whether a sum would be open with one more cell hidden.
    fn would_open(&self, position: usize, place: Option<usize>, count: u64) -> bool {
        let Some(mut state) = self.states.get(position).cloned() else { return true };
        state.hide(self.links.of_sum(position), place, count);
        state.is_open(self.threshold)
    }

    /// The cell that opens the sum at least cost; where no single one does, the part that moves the hidden ones
    /// furthest from what they were, else the largest, else the total.
    fn cheapest_for(&self, position: usize, sum: &Sum) -> Option<usize> {
        let parts = || sum.parts.iter().copied().enumerate().map(|(place, part)| (Some(place), part));
        let opens = |(place, cell): &(Option<usize>, usize)| {
            self.can_hide(*cell) && self.would_open(position, *place, self.figures.count(*cell))
        };
        let opening = parts().chain([(None, sum.total)]).filter(opens).map(|(_, cell)| cell);
        let furthest = || {
            let state = self.states.get(position)?;
            let day = state.tightest(self.threshold)?;
            let (_, sum) = state.unknown.get(day)?;
            let link = self.links.of_sum(position).get(day)?;
            let moves = |place: Option<usize>| {
                let own = place.and_then(|place| link.changes.get(place).filter(|_| link.open.get(place) == Some(&false)));
                (sum + own.copied().unwrap_or_default()).unsigned_abs()
            };
            let moving = parts().filter(|(place, cell)| self.can_hide(*cell) && moves(*place) > sum.unsigned_abs());
            moving.max_by_key(|(place, cell)| (moves(*place), Reverse(*cell))).map(|(_, cell)| cell)
        };
        let largest = || {
            let shown = sum.parts.iter().copied().filter(|part| self.can_hide(*part));
            shown.max_by_key(|part| (self.figures.count(*part), Reverse(*part)))
        };
        let found = self.cheapest(opening).or_else(furthest).or_else(largest);
        found.or_else(|| self.cheapest(std::iter::once(sum.total)))
    }

    fn can_hide(&self, cell: usize) -> bool {
        self.figures.count(cell) > 0 && !self.hidden.contains(&cell) && self.locked.get(cell) != Some(&true)
    }

    /// Cheapest of the shown cells: it opens no new gap elsewhere if possible, then is the smallest.
    fn cheapest(&self, cells: impl Iterator<Item = usize>) -> Option<usize> {
        let cost = |cell: &usize| (self.newly_closed(*cell), self.figures.count(*cell), *cell);
        cells.filter(|cell| self.can_hide(*cell)).min_by_key(cost)
    }

    /// How many sums that are open now would need a further cell if `cell` were hidden.
    fn newly_closed(&self, cell: usize) -> usize {
        let count = self.figures.count(cell);
        let sums = self.sums_of.get(cell).into_iter().flatten();
        let closes = |(sum, place): &&(usize, Option<usize>)| {
            self.states.get(*sum).is_some_and(|state| state.is_open(self.threshold))
                && !self.would_open(*sum, *place, count)
        };
        sums.filter(closes).count()
    }
}
