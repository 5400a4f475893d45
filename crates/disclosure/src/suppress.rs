//! Suppression: hides what asks for protection with the company it takes, until all of it is proved open.
//!
//! Proof and pattern take turns: whatever is not proved gets more company. At the end stands a proof, or everything
//! that may be hidden is hidden.

use std::collections::{BTreeMap, BTreeSet};

use crate::link::Links;
use crate::pattern::{HiddenCells, SumState};
use crate::primary::{Need, needs};
use crate::proof::Openness;
use crate::{Figures, Rules};

/// What is hidden, and what was proved of it.
pub struct Suppressed {
    hidden: BTreeSet<usize>,
    ranges: BTreeMap<usize, (u64, u64)>,
    proved: bool,
}

impl Suppressed {
    /// Decides for new figures. `locked` is what was shown before and stays shown.
    pub fn decide(figures: &Figures, rules: Rules, links: &Links, locked: &[bool]) -> Self {
        let task = Task { figures, rules, links, needs: needs(figures, rules, links) };
        let first = (0..figures.cells().len()).filter(|cell| locked.get(*cell) != Some(&true) && task.asks(*cell));
        let mut pattern = HiddenCells::new(figures, rules.threshold, links, locked, first);
        loop {
            pattern.open_sums();
            let (exposed, ranges) = task.exposed(pattern.hidden());
            let proved = exposed.is_empty();
            if exposed.into_iter().filter(|cell| pattern.loosen(*cell)).count() == 0 {
                return Self { hidden: pattern.hidden().clone(), ranges, proved };
            }
        }
    }

    /// Whether a cell is shown.
    pub fn shows(&self, cell: usize) -> bool {
        !self.hidden.contains(&cell)
    }

    /// Whether all that asked for protection was proved to have it.
    pub fn is_proved(&self) -> bool {
        self.proved
    }

    /// The least and the most that readers must hold possible of a cell.
    pub fn range(&self, cell: usize, count: u64) -> (u64, u64) {
        self.ranges.get(&cell).copied().unwrap_or((count, count))
    }
}

struct Task<'a> {
    figures: &'a Figures,
    rules: Rules,
    links: &'a Links,
    needs: Vec<Vec<Need>>,
}

impl Task<'_> {
    fn needs(&self, cell: usize) -> &[Need] {
        self.needs.get(cell).map(Vec::as_slice).unwrap_or_default()
    }

    fn met(&self, cell: usize, range: (u64, u64)) -> bool {
        self.needs(cell).iter().all(|need| need.met(self.rules.threshold, self.figures.count(cell), range))
    }

    /// Whether a cell cannot be shown.
    fn asks(&self, cell: usize) -> bool {
        let count = self.figures.count(cell);
        !self.met(cell, (count, count))
    }

    /// The hidden cells that could not be proved open, all of them where exact arithmetic gives out; and what was
    /// proved of each.
    fn exposed(&self, hidden: &BTreeSet<usize>) -> (Vec<usize>, BTreeMap<usize, (u64, u64)>) {
        let asking = || hidden.iter().copied().filter(|cell| self.asks(*cell));
        let everybody = |cell| self.needs(cell).contains(&Need::Everybody);
        let Some(mut openness) = Openness::new(self.figures, hidden, everybody) else {
            return (asking().collect(), BTreeMap::new());
        };
        // Who is all of a group is open where nobody beside them is: nobody goes first.
        let mut order: Vec<usize> = asking().collect();
        order.sort_by_key(|cell| self.figures.count(*cell) > 0);
        order.iter().for_each(|cell| self.widen(&mut openness, *cell));
        let mut exposed: Vec<usize> = asking().filter(|cell| !self.met(*cell, openness.range(*cell))).collect();
        if exposed.is_empty() && self.links.remember() {
            hidden.iter().for_each(|cell| self.widen(&mut openness, *cell));
            exposed = self.moved_by_few(&openness, hidden);
        }
        let ranges = hidden.iter().map(|cell| (*cell, openness.range(*cell))).collect();
        (exposed, ranges)
    }

    /// Two thresholds each way are as much as any change can ask for.
    fn widen(&self, openness: &mut Openness, cell: usize) {
        let (count, far) = (self.figures.count(cell), self.rules.threshold.saturating_mul(2));
        if !self.needs(cell).is_empty() && self.met(cell, openness.range(cell)) {
            return;
        }
        openness.widen(cell, count.saturating_sub(far), count.saturating_add(far));
    }

    /// Totals of sums whose parts in doubt changed by few together since another day. What is hidden without being
    /// in doubt counts as known here.
    fn moved_by_few(&self, openness: &Openness, hidden: &BTreeSet<usize>) -> Vec<usize> {
        let open = |cell: &usize| hidden.contains(cell) && {
            let (least, most) = openness.range(*cell);
            least < most
        };
        let moved = |(position, sum): (usize, &crate::Sum)| {
            let links = self.links.of_sum(position);
            let mut state = SumState::of(links);
            let parts = sum.parts.iter().enumerate().map(|(place, part)| (Some(place), *part));
            for (place, cell) in parts.chain([(None, sum.total)]).filter(|(_, cell)| open(cell)) {
                state.hide(links, place, self.figures.count(cell));
            }
            state.tightest(self.rules.threshold).map(|_| sum.total)
        };
        let sums = self.figures.sums().iter().enumerate().filter(|(position, _)| !self.links.of_sum(*position).is_empty());
        sums.filter_map(moved).collect()
    }
}
