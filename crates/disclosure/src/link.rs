//! What ties new figures to those released of other days: a count of the same name, and the sum of the same parts.
//!
//! Nothing says how people of two days hang together, so that days narrow each other only by subtraction: what a reader
//! can say of a change is what they can say of both counts. That holds for a sum of hidden counts as for one.

use std::collections::BTreeMap;

use crate::memory::{Remembered, RememberedCell};
use crate::primary::{Need, signed};
use crate::{Figures, Rules, Sum};

/// Counts and sums of other days, beside the cells and sums of new figures.
#[derive(Default)]
pub struct Links {
    /// By cell: its count on other days, and whether no change would tell of few.
    cells: BTreeMap<usize, Vec<CellLink>>,
    /// By position of the sum.
    sums: Vec<Vec<SumLink>>,
    remember: bool,
}

#[derive(Clone)]
struct CellLink {
    count: u64,
    least: u64,
    most: u64,
    /// Whether a reader who sees no change learns something of few people.
    still_tells: bool,
}

/// The same equation on another day of which readers know the total.
pub struct SumLink {
    /// How much each part changed since, in the order of the parts.
    pub changes: Vec<i128>,
    /// Which parts readers do not know of that day.
    pub open: Vec<bool>,
    /// By how many those parts changed that readers did not know then and that are no longer there.
    pub gone: i128,
}

/// One other day, looked up by name.
struct Day<'a> {
    kept: &'a Remembered,
    cells: BTreeMap<&'a str, usize>,
    sums: BTreeMap<usize, Vec<&'a Sum>>,
}

impl Links {
    pub fn lay<'a>(figures: &Figures, rules: Rules, others: impl Iterator<Item = &'a Remembered>) -> Self {
        let mut links = Self { cells: BTreeMap::new(), sums: vec![], remember: true };
        links.sums.resize_with(figures.sums().len(), Vec::new);
        for kept in others {
            links.add(figures, rules, &Day::of(kept));
        }
        links
    }

    fn add(&mut self, figures: &Figures, rules: Rules, day: &Day) {
        let mut own: BTreeMap<usize, CellLink> = BTreeMap::new();
        for cell in 0..figures.cells().len() {
            let Some(RememberedCell { count, least, most, .. }) = day.cell(figures, cell) else { continue };
            own.insert(cell, CellLink { count: *count, least: *least, most: *most, still_tells: false });
        }
        for (sum, links) in figures.sums().iter().zip(&mut self.sums) {
            let Some(other) = day.same(figures, sum) else { continue };
            if sum.split {
                let moved: u128 = sum.parts.iter().map(|part| day.change(figures, *part).unsigned_abs()).sum();
                let few = u64::try_from(moved).is_ok_and(|moved| rules.is_small_group(moved));
                let tells = few || rules.is_small_group(figures.count(sum.total));
                sum.parts.iter().for_each(|part| {
                    own.entry(*part).and_modify(|link| link.still_tells |= tells);
                });
            }
            links.extend(day.link(figures, sum, other));
        }
        for (cell, link) in own {
            self.cells.entry(cell).or_default().push(link);
        }
    }

    /// Whether this release will be remembered, so that what is proved of it is worth knowing.
    pub fn remember(&self) -> bool {
        self.remember
    }

    /// What the changes of a cell that holds somebody ask for.
    pub fn changes(&self, cell: usize, count: u64, rules: Rules) -> impl Iterator<Item = Need> {
        let links = self.cells.get(&cell).map(Vec::as_slice).unwrap_or_default();
        // Somebody beside nobody: either is judged as the count that it is.
        let links = links.iter().filter(|link| link.count > 0);
        let small = links.filter(move |link| match link.count.abs_diff(count) {
            0 => link.still_tells,
            change => change < rules.threshold,
        });
        small.map(|link| Need::Change { count: link.count, least: link.least, most: link.most })
    }

    /// The same sum on other days.
    pub fn of_sum(&self, sum: usize) -> &[SumLink] {
        self.sums.get(sum).map(Vec::as_slice).unwrap_or_default()
    }
}

impl<'a> Day<'a> {
    fn of(kept: &'a Remembered) -> Self {
        let cells = kept.cells().iter().enumerate().map(|(place, cell)| (cell.name.as_str(), place)).collect();
        let mut sums: BTreeMap<usize, Vec<&Sum>> = BTreeMap::new();
        kept.sums().iter().for_each(|sum| sums.entry(sum.total).or_default().push(sum));
        Self { kept, cells, sums }
    }

    fn place(&self, figures: &Figures, cell: usize) -> Option<usize> {
        let name = figures.names().get(cell)?.as_deref()?;
        self.cells.get(name).copied()
    }

    fn cell(&self, figures: &Figures, cell: usize) -> Option<&'a RememberedCell> {
        self.kept.cells().get(self.place(figures, cell)?)
    }

    /// How much a cell has changed since; what was not there then was nobody.
    fn change(&self, figures: &Figures, cell: usize) -> i128 {
        let then = self.cell(figures, cell).map_or(0, |cell| cell.count);
        signed(figures.count(cell)) - signed(then)
    }

    /// The equation of the same total with a part in common: a total falls apart in one way only with each of them.
    fn same(&self, figures: &Figures, sum: &Sum) -> Option<&'a Sum> {
        let of_total = self.sums.get(&self.place(figures, sum.total)?)?;
        let parts: Vec<usize> = sum.parts.iter().filter_map(|part| self.place(figures, *part)).collect();
        of_total.iter().copied().find(|other| other.parts.iter().any(|part| parts.contains(part)))
    }

    fn link(&self, figures: &Figures, sum: &Sum, other: &Sum) -> Option<SumLink> {
        self.kept.cells().get(other.total).filter(|total| !total.is_open())?;
        let places: Vec<Option<usize>> = sum.parts.iter().map(|part| self.place(figures, *part)).collect();
        let open = |place: usize| self.kept.cells().get(place).filter(|cell| cell.is_open());
        let gone = other.parts.iter().filter(|part| !places.contains(&Some(**part)));
        Some(SumLink {
            changes: sum.parts.iter().map(|part| self.change(figures, *part)).collect(),
            open: places.iter().map(|place| place.and_then(open).is_some()).collect(),
            gone: gone.filter_map(|part| open(*part)).map(|cell| -signed(cell.count)).sum(),
        })
    }
}
