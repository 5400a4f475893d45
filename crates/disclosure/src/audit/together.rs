//! What all releases tell together: each day is a system of its own, and days are subtracted from each other, count by
//! count, sum by sum, and along every sum of hidden counts that a reader can derive.
//!
//! Nothing that is published ties the people of one day to those of another, so that a change lies between what the
//! bounds of its two counts allow, and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bounds, Leak, Linear, Published, reduced};
use crate::{Remembered, Sum};

/// Something small that a reader can tell from all releases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A count of one day.
    Count {
        /// The day.
        day: String,
        /// The cell.
        name: String,
        /// The least and the most it can be.
        range: (u64, u64),
    },
    /// A change between two days.
    Change(Change),
}

/// A change that a reader can tell to be of fewer people than the threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The earlier and the later release.
    pub days: [String; 2],
    /// What changed: these cells together.
    pub names: Vec<String>,
    /// The least and the most it can be.
    pub range: (i128, i128),
}

/// Attacks all releases of one population at once, given in the order of release.
pub fn audit_together(all: &[&Remembered]) -> Vec<Told> {
    let last = |kept: &&&Remembered| all.iter().rev().find(|other| other.day() == kept.day());
    let last = all.iter().filter(|kept| last(kept).is_some_and(|last| std::ptr::eq(*last, **kept)));
    let shown: Vec<_> = last.map(|kept| (*kept, kept.shown(), kept.seen())).collect();
    let days: Vec<Day> = shown.iter().map(|(kept, cells, seen)| Day::of(kept, cells, seen)).collect();
    let mut told: Vec<Told> = days.iter().flat_map(Day::leaks).collect();
    for (place, after) in days.iter().enumerate() {
        for before in days.iter().take(place) {
            told.extend(Pair { before, after }.changes().into_iter().map(Told::Change));
        }
    }
    told
}

/// One day, with everything a reader derives from it alone.
struct Day<'a> {
    kept: &'a Remembered,
    published: Published<'a>,
    places: BTreeMap<&'a str, usize>,
    bounds: BTreeMap<usize, Bounds>,
    solved: BTreeMap<usize, Linear>,
}

impl<'a> Day<'a> {
    fn of(kept: &'a Remembered, cells: &'a [Option<u64>], seen: &'a [bool]) -> Self {
        let threshold = kept.rules().threshold;
        let published = Published { cells, sums: kept.sums(), threshold, seen };
        let places = kept.cells().iter().enumerate().map(|(place, cell)| (cell.name.as_str(), place)).collect();
        Self { kept, published, places, bounds: published.bounds(), solved: reduced(published.equations()) }
    }

    fn name(&self, cell: usize) -> &'a str {
        self.kept.cells().get(cell).map_or("", |cell| cell.name.as_str())
    }

    fn leaks(&self) -> Vec<Told> {
        let told = |Leak { cell, least, most }| {
            let (day, name) = (self.kept.day().to_owned(), self.name(cell).to_owned());
            Told::Count { day, name, range: (least, most) }
        };
        self.published.leaks().into_iter().map(told).collect()
    }

    /// The least and the most that a cell can be; what is not there is nobody.
    fn range(&self, name: &str) -> (i128, Option<i128>) {
        let Some(cell) = self.places.get(name) else { return (0, Some(0)) };
        match self.published.cells.get(*cell).copied().flatten() {
            Some(count) => (count.into(), Some(count.into())),
            None => self.bounds.get(cell).map_or((0, None), |bounds| (bounds.least, bounds.most)),
        }
    }

    fn exact(&self, name: &str) -> Option<i128> {
        let (least, most) = self.range(name);
        most.filter(|most| *most == least)
    }

    /// What several cells are together, where a reader can tell it.
    fn together(&self, names: &[&str]) -> Option<i128> {
        let mut sum = Linear { terms: BTreeMap::new(), equals: 0 };
        let mut known = 0;
        for name in names {
            match (self.exact(name), self.places.get(name)) {
                (Some(count), _) => known += count,
                (None, Some(cell)) => *sum.terms.entry(*cell).or_default() += 1,
                (None, None) => return None,
            }
        }
        // With a cell of its own for the sum, so that its factor survives whatever the rest is multiplied with.
        sum.terms.insert(usize::MAX, 1);
        let rest = sum.solved_by(&self.solved)?;
        let factor = rest.terms.get(&usize::MAX)?;
        (rest.terms.len() == 1 && *factor != 0).then(|| known - rest.equals / factor)
    }

    /// Hidden parts of one sum of which a reader can tell the sum. Cells that make up nothing together say nothing of
    /// anybody.
    fn known_sums(&self) -> Vec<Vec<&'a str>> {
        let equations = self.published.equations();
        let all = equations.iter().chain(self.solved.values());
        let same = |one: &&Linear| [1, -1].iter().any(|sign| one.terms.values().all(|factor| factor == sign));
        let within =
            |one: &&Linear| self.published.sums.iter().any(|sum| one.terms.keys().all(|cell| sum.parts.contains(cell)));
        let names = |one: &Linear| one.terms.keys().map(|cell| self.name(*cell)).collect();
        all.filter(same).filter(within).map(names).collect()
    }
}

struct Pair<'a, 'b> {
    before: &'b Day<'a>,
    after: &'b Day<'a>,
}

impl<'a> Pair<'a, '_> {
    fn threshold(&self) -> i128 {
        self.before.kept.rules().threshold.max(self.after.kept.rules().threshold).into()
    }

    fn changes(&self) -> Vec<Change> {
        let common = self.after.places.keys().filter(|name| self.before.places.contains_key(*name));
        let single = common.filter_map(|name| {
            let range = self.range(name)?;
            self.is_telling(name, range).then(|| self.change(&[*name], range))
        });
        let mut found: Vec<Change> = single.collect();
        let mut sums: BTreeSet<Vec<&str>> = BTreeSet::new();
        sums.extend(self.after.known_sums());
        sums.extend(self.before.known_sums());
        sums.extend(self.unknown_parts());
        for names in sums.into_iter().filter(|names| names.len() > 1) {
            let Some((before, after)) = self.before.together(&names).zip(self.after.together(&names)) else { continue };
            if (1..self.threshold()).contains(&(after - before).abs()) {
                found.push(self.change(&names, (after - before, after - before)));
            }
        }
        found
    }

    fn change(&self, names: &[&str], range: (i128, i128)) -> Change {
        let days = [self.before, self.after].map(|day| day.kept.day().to_owned());
        Change { days, names: names.iter().map(|name| (*name).to_owned()).collect(), range }
    }

    fn range(&self, name: &str) -> Option<(i128, i128)> {
        let ((old_least, old_most), (least, most)) = (self.before.range(name), self.after.range(name));
        Some((least - old_most?, most? - old_least))
    }

    /// Whether a change is known to be of few people; none, where that speaks of few.
    fn is_telling(&self, name: &str, (least, most): (i128, i128)) -> bool {
        if least <= -self.threshold() || most >= self.threshold() {
            return false;
        }
        // Nobody before and after is the same statement twice. What may be no change at all tells no more than that.
        let nobody = self.after.exact(name) == Some(0) && self.before.exact(name) == Some(0);
        least > 0 || most < 0 || (!nobody && self.none_is_telling(name))
    }

    /// No change tells where the group is small, or where all that moved in it is few.
    fn none_is_telling(&self, name: &str) -> bool {
        let small = |people: i128| (1..10 * self.threshold()).contains(&people);
        let Some(cell) = self.after.places.get(name) else { return false };
        let splits = self.after.published.sums.iter().filter(|sum| sum.split && sum.parts.contains(cell));
        let tells = |sum: &Sum| {
            let moved: Option<Vec<i128>> =
                sum.parts.iter().map(|part| self.exact_change(self.after.name(*part))).collect();
            let group = self.after.name(sum.total);
            let laid = self.before.places.contains_key(group);
            let moved = moved.map_or(0, |moved| moved.iter().map(|change| change.abs()).sum());
            laid && (small(moved) || [self.before, self.after].iter().any(|day| day.exact(group).is_some_and(small)))
        };
        splits.into_iter().any(tells)
    }

    fn exact_change(&self, name: &str) -> Option<i128> {
        Some(self.after.exact(name)? - self.before.exact(name)?)
    }

    /// Of every sum whose total both days tell, the parts that one of them does not.
    fn unknown_parts(&self) -> Vec<Vec<&'a str>> {
        let unknown = |sum: &Sum| {
            let names = sum.parts.iter().map(|part| self.after.name(*part));
            let unknown = |name: &&str| self.after.exact(name).is_none() || self.before.exact(name).is_none();
            names.filter(unknown).collect()
        };
        self.after.published.sums.iter().map(unknown).collect()
    }
}
