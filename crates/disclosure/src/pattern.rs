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
    links: &'a Links<'a>,
    hidden: BTreeSet<usize>,
    locked: &'a [bool],
    /// For each cell, the sums in which it stands, and its place among the parts of each; none for the total.
    sums_of: Vec<Vec<(usize, Option<usize>)>>,
    states: Vec<SumState>,
}

/// What a sum hides.
#[derive(Debug, Clone, Default)]
struct SumState {
    total: bool,
    parts: usize,
    people: u64,
    /// Beside each other day.
    moved: Vec<Moved>,
}

/// Parts of a sum that are hidden now or were on another day, and by how many they changed since.
#[derive(Debug, Clone, Copy, Default)]
struct Moved {
    /// Hidden now, and how many of these were hidden then too.
    now: i128,
    in_both: usize,
    /// Hidden then, and how many these were.
    then: (usize, i128),
    /// Hidden now or then.
    either: i128,
}

impl SumState {
    fn of(links: &[SumLink]) -> Self {
        let moved = |link: &SumLink| {
            let then = link.then();
            let parts = then.places.len() + then.gone.len();
            let then = link.change_of(&then);
            Moved { either: then, then: (parts, then), ..Moved::default() }
        };
        Self { moved: links.iter().map(moved).collect(), ..Self::default() }
    }

    /// With the total, or the part at this place, hidden too.
    fn hide(&mut self, links: &[SumLink], place: Option<usize>, count: u64) {
        let Some(place) = place else {
            self.total = true;
            return;
        };
        self.parts += 1;
        self.people += count;
        for (moved, link) in self.moved.iter_mut().zip(links) {
            moved.now += link.change(place);
            if link.hidden_then(place) {
                moved.in_both += 1;
            } else {
                moved.either += link.change(place);
            }
        }
    }

    fn is_open(&self, links: &[SumLink], threshold: u64) -> bool {
        if self.total {
            return self.parts > 0;
        }
        (self.parts == 0 || (self.parts > 1 && self.people >= threshold)) && self.tightest(links, threshold).is_none()
    }

    /// Of the other days since which parts that are hidden now, were then, or either, changed by few people together,
    /// the one of the fewest; and how many those are. What readers know of another day is taken for certain here only
    /// where it is plain.
    fn tightest(&self, links: &[SumLink], threshold: u64) -> Option<(usize, i128)> {
        let told = |(day, (moved, link)): (usize, (&Moved, &SumLink))| {
            let (parts, then) = moved.then;
            let now = (self.parts > 0 && moved.in_both == 0).then_some(moved.now);
            let then = (link.known() && parts > 0 && moved.in_both == 0).then_some(then);
            let either = (link.known() && self.parts + parts > 0).then_some(moved.either);
            let few = |sum: &i128| is_few(*sum, threshold);
            [now, then, either].into_iter().flatten().filter(few).min_by_key(|sum| sum.abs()).map(|sum| (day, sum))
        };
        self.moved.iter().zip(links).enumerate().filter_map(told).min_by_key(|(_, sum)| sum.abs())
    }
}

/// Whether a known change is one of fewer people than the threshold.
pub fn is_few(change: i128, threshold: u64) -> bool {
    (1..u128::from(threshold)).contains(&change.unsigned_abs())
}

impl<'a> HiddenCells<'a> {
    /// Hides these cells, and no more.
    pub fn new(
        figures: &'a Figures,
        threshold: u64,
        links: &'a Links<'a>,
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
            let open = self.is_open(position);
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

    /// Hides one more cell of a sum, or near it.
    pub fn loosen_sum(&mut self, position: usize) -> bool {
        let Some(found) = self.cheapest_in(&BTreeSet::from([position])) else {
            return self.figures.sums().get(position).is_some_and(|sum| self.loosen(sum.total));
        };
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
        state.is_open(self.links.of_sum(position), self.threshold)
    }

    fn is_open(&self, position: usize) -> bool {
        let links = self.links.of_sum(position);
        self.states.get(position).is_none_or(|state| state.is_open(links, self.threshold))
    }

    /// The cell that opens the sum at least cost; where no single one does, the part that moves the hidden ones
    /// furthest from what they were, else the largest, else the total.
    fn cheapest_for(&self, position: usize, sum: &Sum) -> Option<usize> {
        let parts = || sum.parts.iter().copied().enumerate().map(|(place, part)| (Some(place), part));
        let opens = |(place, cell): &(Option<usize>, usize)| {
            self.can_hide(*cell) && self.would_open(position, *place, self.figures.count(*cell))
        };
        let opening = parts().chain([(None, sum.total)]).filter(opens).map(|(_, cell)| cell);
        let links = self.links.of_sum(position);
        let furthest = || {
            let (day, sum) = self.states.get(position)?.tightest(links, self.threshold)?;
            let link = links.get(day)?;
            let moves = |place: Option<usize>| (sum + place.map_or(0, |place| link.change(place))).abs();
            let moving = parts().filter(|(place, cell)| self.can_hide(*cell) && moves(*place) > sum.abs());
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
        let closes =
            |(sum, place): &&(usize, Option<usize>)| self.is_open(*sum) && !self.would_open(*sum, *place, count);
        sums.filter(closes).count()
    }
}
