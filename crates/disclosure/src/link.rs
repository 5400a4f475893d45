//! What ties new figures to those released of other days: a count of the same name, and the sum of the same parts.
//!
//! Nothing says how people of two days hang together, so that days narrow each other only by subtraction: what a reader
//! can say of a change is what they can say of both counts. That holds for a sum of hidden counts as for one.

use std::collections::{BTreeMap, BTreeSet};

use crate::memory::{Remembered, RememberedCell};
use crate::need::{Need, signed};
use crate::system::System;
use crate::{Figures, Rules, Sum};

/// Counts and sums of other days, beside the cells and sums of new figures.
#[derive(Default)]
pub struct Links<'a> {
    days: Vec<Day<'a>>,
    /// By cell: its count on other days.
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

/// The same equation on another day.
pub struct SumLink {
    day: usize,
    parts: Vec<LinkedPart>,
    /// Parts that were hidden then and are not there any more, and by how many each changed.
    gone: Vec<(usize, i128)>,
    /// Whether readers know what all parts that were hidden then were together.
    known: bool,
    /// The smallest groups of parts hidden then of which readers know that.
    groups: Vec<Together>,
}

/// Some parts of a sum.
#[derive(Debug, Clone, Default)]
pub struct Together {
    /// By their place among the parts.
    pub places: Vec<usize>,
    /// Among the cells of the other day, those that are not there any more.
    pub gone: Vec<usize>,
}

/// A part of a sum on another day.
struct LinkedPart {
    /// How much it has changed since; what was not there then was nobody.
    change: i128,
    /// Where it stands among the cells of that day, if it was hidden.
    hidden: Option<usize>,
}

/// One other day, looked up by name.
struct Day<'a> {
    kept: &'a Remembered,
    cells: BTreeMap<&'a str, usize>,
    sums: BTreeMap<usize, Vec<&'a Sum>>,
    /// `None` where it outgrows exact arithmetic: then readers are taken to know everything.
    system: Option<System>,
}

impl<'a> Links<'a> {
    pub fn lay(figures: &Figures, rules: Rules, others: impl Iterator<Item = &'a Remembered>) -> Self {
        let mut links = Self { remember: true, ..Self::default() };
        links.sums.resize_with(figures.sums().len(), Vec::new);
        for kept in others {
            let day = Day::of(kept);
            links.add(figures, rules, &day);
            links.days.push(day);
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
            let link = day.link(figures, sum, other, self.days.len());
            if sum.split {
                let moved: u128 = link.parts.iter().map(|part| part.change.unsigned_abs()).sum();
                let few = u64::try_from(moved).is_ok_and(|moved| rules.is_small_group(moved));
                let then = day.kept.cells().get(other.total).map_or(0, |cell| cell.count);
                let sizes = [figures.count(sum.total), then];
                let tells = few || sizes.into_iter().any(|size| rules.is_small_group(size));
                sum.parts.iter().for_each(|part| {
                    own.entry(*part).and_modify(|link| link.still_tells |= tells);
                });
            }
            links.push(link);
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

    /// Whether readers know of that day what these parts were together.
    pub fn told_then(&self, link: &SumLink, together: &Together) -> bool {
        let Some(system) = self.days.get(link.day).and_then(|day| day.system.as_ref()) else { return true };
        let parts = together.places.iter().filter_map(|place| link.parts.get(*place)?.hidden);
        system.tells(parts.chain(together.gone.iter().copied()))
    }
}

impl SumLink {
    pub fn hidden_then(&self, place: usize) -> bool {
        self.parts.get(place).is_some_and(|part| part.hidden.is_some())
    }

    /// By how many a part changed.
    pub fn change(&self, place: usize) -> i128 {
        self.parts.get(place).map_or(0, |part| part.change)
    }

    /// By how many these parts changed together.
    pub fn change_of(&self, together: &Together) -> i128 {
        let gone = self.gone.iter().filter(|(part, _)| together.gone.contains(part)).map(|(_, change)| change);
        together.places.iter().map(|place| self.change(*place)).chain(gone.copied()).sum()
    }

    /// Whether readers know what all parts that were hidden then were together.
    pub fn known(&self) -> bool {
        self.known
    }

    /// All parts that were hidden then.
    pub fn then(&self) -> Together {
        let places = (0..self.parts.len()).filter(|place| self.hidden_then(*place));
        Together { places: places.collect(), gone: self.gone.iter().map(|(part, _)| *part).collect() }
    }

    /// The smallest groups of parts hidden then of which readers know what they were together.
    pub fn groups(&self) -> &[Together] {
        &self.groups
    }
}

impl<'a> Day<'a> {
    fn of(kept: &'a Remembered) -> Self {
        let cells = kept.cells().iter().enumerate().map(|(place, cell)| (cell.name.as_str(), place)).collect();
        let mut sums: BTreeMap<usize, Vec<&Sum>> = BTreeMap::new();
        kept.sums().iter().for_each(|sum| sums.entry(sum.total).or_default().push(sum));
        let hidden = kept.cells().iter().enumerate().filter(|(_, cell)| !cell.shown);
        let hidden: BTreeSet<usize> = hidden.map(|(place, _)| place).collect();
        Self { kept, cells, sums, system: System::new(kept.sums(), &hidden, |_| false) }
    }

    fn place(&self, figures: &Figures, cell: usize) -> Option<usize> {
        let name = figures.names().get(cell)?.as_deref()?;
        self.cells.get(name).copied()
    }

    fn cell(&self, figures: &Figures, cell: usize) -> Option<&'a RememberedCell> {
        self.kept.cells().get(self.place(figures, cell)?)
    }

    fn is_hidden(&self, place: usize) -> bool {
        self.kept.cells().get(place).is_some_and(|cell| !cell.shown)
    }

    /// The equation of the same total with a part in common: a total falls apart in one way only with each of them.
    fn same(&self, figures: &Figures, sum: &Sum) -> Option<&'a Sum> {
        let of_total = self.sums.get(&self.place(figures, sum.total)?)?;
        let parts: Vec<usize> = sum.parts.iter().filter_map(|part| self.place(figures, *part)).collect();
        of_total.iter().copied().find(|other| other.parts.iter().any(|part| parts.contains(part)))
    }

    fn link(&self, figures: &Figures, sum: &Sum, other: &Sum, day: usize) -> SumLink {
        let places: Vec<Option<usize>> = sum.parts.iter().map(|part| self.place(figures, *part)).collect();
        let part = |(cell, place): (&usize, &Option<usize>)| {
            let then = place.and_then(|place| self.kept.cells().get(place)).map_or(0, |cell| cell.count);
            let hidden = place.filter(|place| self.is_hidden(*place));
            LinkedPart { change: signed(figures.count(*cell)) - signed(then), hidden }
        };
        let parts = sum.parts.iter().zip(&places).map(part).collect();
        let hidden = || other.parts.iter().copied().filter(|part| self.is_hidden(*part));
        let gone = hidden().filter(|part| !places.contains(&Some(*part)));
        let gone = gone.filter_map(|part| Some((part, -signed(self.kept.cells().get(part)?.count)))).collect();
        let known = self.system.as_ref().is_none_or(|system| system.tells(hidden()));
        let together = |cells: Vec<usize>| {
            let place = |cell: &usize| places.iter().position(|place| *place == Some(*cell));
            let gone = cells.iter().copied().filter(|cell| place(cell).is_none()).collect();
            Together { places: cells.iter().filter_map(place).collect(), gone }
        };
        let cells: Vec<usize> = hidden().collect();
        let groups = self.system.as_ref().map(|system| system.told_groups(&cells)).unwrap_or_default();
        SumLink { day, parts, gone, known, groups: groups.into_iter().map(together).collect() }
    }
}
