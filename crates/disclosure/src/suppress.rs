//! Suppression: hides what asks for protection with the company it takes, until all of it is proved open.
//!
//! Proof and pattern take turns: whatever is not proved gets more company. At the end stands a proof, or everything
//! that may be hidden is hidden.

use std::collections::{BTreeMap, BTreeSet};

use crate::link::{Links, SumLink, Together};
use crate::need::Need;
use crate::pattern::{HiddenCells, is_few};
use crate::primary::needs;
use crate::proof::Openness;
use crate::system::System;
use crate::{Figures, Rules, Sum};

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
            let Proved { exposed, telling, ranges } = task.prove(pattern.hidden());
            let proved = exposed.is_empty() && telling.is_empty();
            let loosened = exposed.into_iter().filter(|cell| pattern.loosen(*cell)).count();
            if loosened + telling.into_iter().filter(|sum| pattern.loosen_sum(*sum)).count() == 0 {
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
    links: &'a Links<'a>,
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

    fn prove(&self, hidden: &BTreeSet<usize>) -> Proved {
        let asking = || hidden.iter().copied().filter(|cell| self.asks(*cell));
        let everybody = |cell| self.needs(cell).contains(&Need::Everybody);
        let Some(mut openness) = Openness::new(self.figures, hidden, self.rules, everybody) else {
            return Proved { exposed: asking().collect(), ..Proved::default() };
        };
        // Who is all of a group is open where nobody beside them is: nobody goes first.
        let mut order: Vec<usize> = asking().collect();
        order.sort_by_key(|cell| self.figures.count(*cell) > 0);
        for cell in order {
            self.widen(&mut openness, cell);
        }
        let exposed: Vec<usize> = asking().filter(|cell| !self.met(*cell, openness.range(*cell))).collect();
        let mut proved = Proved { exposed, ..Proved::default() };
        if proved.exposed.is_empty() && self.links.remember() {
            for cell in hidden {
                self.widen(&mut openness, *cell);
            }
            proved.telling = self.telling_sums(openness.system(), hidden);
        }
        proved.ranges = hidden.iter().map(|cell| (*cell, openness.range(*cell))).collect();
        proved
    }

    /// Two thresholds each way are as much as any change can ask for.
    fn widen(&self, openness: &mut Openness, cell: usize) {
        let (count, far) = (self.figures.count(cell), self.rules.threshold.saturating_mul(2));
        if !self.needs(cell).is_empty() && self.met(cell, openness.range(cell)) {
            return;
        }
        openness.widen(cell, count.saturating_sub(far), count.saturating_add(far));
    }

    /// The sums of which readers know both now and of another day what some hidden parts are together, and that these
    /// changed by few.
    fn telling_sums(&self, system: &System, hidden: &BTreeSet<usize>) -> Vec<usize> {
        let few = |link: &SumLink, sum: &Sum, together: &Together| {
            let now = together.places.iter().filter_map(|place| sum.parts.get(*place)).copied();
            is_few(link.change_of(together), self.rules.threshold)
                && self.links.told_then(link, together)
                && system.tells(now.filter(|part| hidden.contains(part)))
        };
        let tells = |(position, sum): &(usize, &Sum)| {
            let links = self.links.of_sum(*position);
            let hidden: Vec<usize> = sum.parts.iter().copied().filter(|part| hidden.contains(part)).collect();
            if links.is_empty() {
                return false;
            }
            let place = |cell: &usize| sum.parts.iter().position(|part| part == cell);
            let group = |cells: &[usize]| Together { places: cells.iter().filter_map(place).collect(), gone: vec![] };
            let mut now: Vec<Together> = system.told_groups(&hidden).iter().map(|cells| group(cells)).collect();
            now.push(group(&hidden));
            links.iter().any(|link| {
                let then = link.then();
                let more = now.last().into_iter().flat_map(|all| &all.places).filter(|at| !link.hidden_then(**at));
                let either = Together { places: then.places.iter().chain(more).copied().collect(), ..then.clone() };
                let mut all = now.iter().chain(link.groups()).chain([&then, &either]);
                all.any(|together| few(link, sum, together))
            })
        };
        self.figures.sums().iter().enumerate().filter(tells).map(|(position, _)| position).collect()
    }
}

/// What a round of proofs came to.
#[derive(Default)]
struct Proved {
    /// Hidden cells that could not be proved open, all of them where exact arithmetic gives out.
    exposed: Vec<usize>,
    /// Sums whose hidden parts tell too much together.
    telling: Vec<usize>,
    /// How far each hidden cell may lie from the truth.
    ranges: BTreeMap<usize, (u64, u64)>,
}
