//! Which cells are hidden: the small counts themselves, and beside them the cheapest cells that keep every sum open.
//!
//! A sum is open when it hides nothing, or when it hides at least two cells whose visible remainder does not pin them
//! below the threshold. That is necessary and not enough (`proof` does the rest); it is cheap, so it goes first.
//! Ties are broken by position: the same figures always give the same pattern.

use std::collections::BTreeSet;

use crate::{Figures, Sum};

/// The growing set of hidden cells of one release.
pub struct HiddenCells<'a> {
    figures: &'a Figures,
    threshold: u64,
    hidden: BTreeSet<usize>,
    /// For each cell, the sums in which it stands.
    sums_of: Vec<Vec<usize>>,
}

impl<'a> HiddenCells<'a> {
    /// Hides the small counts, and no more.
    pub fn of_small_counts(figures: &'a Figures, threshold: u64) -> Self {
        let mut sums_of = vec![Vec::new(); figures.cells().len()];
        for (position, sum) in figures.sums().iter().enumerate() {
            for cell in sum.cells() {
                if let Some(sums) = sums_of.get_mut(cell) {
                    sums.push(position);
                }
            }
        }
        let small = |(_, count): &(usize, &u64)| (1..threshold).contains(*count);
        let hidden = figures.cells().iter().enumerate().filter(small).map(|(cell, _)| cell).collect();
        Self { figures, threshold, hidden, sums_of }
    }

    /// The hidden cells, in order.
    pub fn hidden(&self) -> &BTreeSet<usize> {
        &self.hidden
    }

    /// The hidden cells that are small counts themselves.
    pub fn small(&self) -> impl Iterator<Item = usize> {
        self.hidden.iter().copied().filter(|cell| (1..self.threshold).contains(&self.count(*cell)))
    }

    /// Hides further cells until every sum is open.
    pub fn open_sums(&mut self) {
        let mut waiting: BTreeSet<usize> = (0..self.figures.sums().len()).collect();
        while let Some(position) = waiting.pop_first() {
            let Some(sum) = self.figures.sums().get(position) else { continue };
            if self.is_open(sum, None) {
                continue;
            }
            let Some(cell) = self.cheapest_for(sum) else { continue };
            waiting.extend(self.sums_around(cell));
            self.hidden.insert(cell);
        }
    }

    /// Hides the cheapest cell near `cell`, to loosen what is known of it: first in its own sums, then in the sums of
    /// hidden cells, then anywhere. False when everything is hidden already.
    pub fn loosen(&mut self, cell: usize) -> bool {
        let own: BTreeSet<usize> = self.sums_around(cell).collect();
        let near: BTreeSet<usize> = self.hidden.iter().flat_map(|hidden| self.sums_around(*hidden)).collect();
        let found = [own, near].iter().find_map(|sums| {
            let cells = sums.iter().filter_map(|sum| self.figures.sums().get(*sum)).flat_map(Sum::cells);
            self.cheapest(cells)
        });
        let found = found.or_else(|| self.cheapest(0..self.figures.cells().len()));
        found.is_some_and(|found| self.hidden.insert(found))
    }

    fn count(&self, cell: usize) -> u64 {
        self.figures.cells().get(cell).copied().unwrap_or_default()
    }

    fn sums_around(&self, cell: usize) -> impl Iterator<Item = usize> {
        self.sums_of.get(cell).into_iter().flatten().copied()
    }

    /// Whether the sum would be open with `extra` hidden too.
    fn is_open(&self, sum: &Sum, extra: Option<usize>) -> bool {
        let is_hidden = |cell: &usize| self.hidden.contains(cell) || extra == Some(*cell);
        let parts: Vec<u64> = sum.parts.iter().filter(|part| is_hidden(part)).map(|part| self.count(*part)).collect();
        if is_hidden(&sum.total) {
            return !parts.is_empty();
        }
        parts.is_empty() || (parts.len() > 1 && parts.iter().sum::<u64>() >= self.threshold)
    }

    /// The cell that opens the sum at least cost; where no single one does, the largest part, else the total.
    fn cheapest_for(&self, sum: &Sum) -> Option<usize> {
        let opening = sum.cells().filter(|cell| self.is_open(sum, Some(*cell)));
        let largest = || {
            let shown = sum.parts.iter().copied().filter(|part| !self.hidden.contains(part));
            shown.max_by_key(|part| (self.count(*part), std::cmp::Reverse(*part)))
        };
        self.cheapest(opening).or_else(largest).or_else(|| self.cheapest(std::iter::once(sum.total)))
    }

    /// Cheapest of the shown cells: it opens no new gap elsewhere if possible, then is the smallest; a zero hides
    /// nobody and comes last.
    fn cheapest(&self, cells: impl Iterator<Item = usize>) -> Option<usize> {
        let cost = |cell: &usize| (self.count(*cell) == 0, self.newly_closed(*cell), self.count(*cell), *cell);
        cells.filter(|cell| !self.hidden.contains(cell)).min_by_key(cost)
    }

    /// How many sums that are open now would need a further cell if `cell` were hidden.
    fn newly_closed(&self, cell: usize) -> usize {
        let sums = self.sums_around(cell).filter_map(|sum| self.figures.sums().get(sum));
        sums.filter(|sum| self.is_open(sum, None) && !self.is_open(sum, Some(cell))).count()
    }
}
