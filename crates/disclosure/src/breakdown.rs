//! Tables of outcomes by group, laid over one population so that they share their margins.
//!
//! A simulation answers yes, no or needs by sex, by age band, by nationality, and for several measures: all these
//! tables split the same people. Laying them over one [`GroupCells`] makes every shared count one cell.

use crate::{Figures, FiguresError};

/// Between the words of a cell's name; no label holds it.
const WITHIN: char = '\u{1f}';

/// The name of a cell below another.
pub fn name_within(outer: &str, inner: &str) -> String {
    format!("{outer}{WITHIN}{inner}")
}

/// One way in which a population falls into groups: by sex, by age band, ...
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// What it is called.
    pub name: String,
    /// Label and size of each group; the sizes add up to the population.
    pub groups: Vec<(String, u64)>,
}

/// A population and the groups it falls into, once per dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCells {
    /// Position of the number of people.
    pub people: usize,
    /// Per dimension, positions of the sizes of its groups.
    pub by: Vec<Vec<usize>>,
    /// Per dimension and group, what its cells are called.
    names: Vec<Vec<String>>,
}

impl GroupCells {
    /// Lays the sizes of groups, each dimension adding up to `people`.
    pub fn lay(figures: &mut Figures, people: u64, by: &[Dimension]) -> Result<Self, FiguresError> {
        let people = figures.named("people", people);
        let mut laid = Self { people, by: vec![], names: vec![] };
        for dimension in by {
            let own = |(label, _): &(String, u64)| name_within(&dimension.name, label);
            let names: Vec<String> = dimension.groups.iter().map(own).collect();
            let sizes = names.iter().zip(&dimension.groups);
            let cells: Vec<usize> =
                sizes.map(|(name, (_, size))| figures.named(name_within("people", name), *size)).collect();
            figures.sum(people, cells.clone())?;
            laid.by.push(cells);
            laid.names.push(names);
        }
        Ok(laid)
    }

    /// What cells of each group are called, per dimension.
    pub fn names(&self) -> &[Vec<String>] {
        &self.names
    }
}

/// Positions of the counts of `N` outcomes (yes, no, needs; or met, not met, unknown): of all people and of each group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeCells<const N: usize> {
    /// Outcomes of all people.
    pub whole: [usize; N],
    /// Outcomes per dimension and group, in the order of the groups.
    pub by: Vec<Vec<[usize; N]>>,
}

/// What outcomes are called: the question, and each answer to it.
#[derive(Debug, Clone, Copy)]
pub struct OutcomeNames<'a, const N: usize> {
    /// The question, unlike any other of the same population.
    pub of: &'a str,
    /// Its answers.
    pub each: [&'a str; N],
}

impl<const N: usize> OutcomeNames<'_, N> {
    fn cells(&self, figures: &mut Figures, group: Option<&str>, counts: [u64; N]) -> [usize; N] {
        let mut cells = [0; N];
        for ((cell, each), count) in cells.iter_mut().zip(self.each).zip(counts) {
            let name = name_within(self.of, each);
            *cell = figures.named(group.map_or_else(|| name.clone(), |group| name_within(&name, group)), count);
        }
        cells
    }
}

impl<const N: usize> OutcomeCells<N> {
    /// Lays the outcomes over the groups of a population: `by` has one list per dimension, one entry per group.
    pub fn lay(
        figures: &mut Figures,
        groups: &GroupCells,
        names: OutcomeNames<N>,
        whole: [u64; N],
        by: &[Vec<[u64; N]>],
    ) -> Result<Self, FiguresError> {
        let fits = by.len() == groups.by.len() && by.iter().zip(&groups.by).all(|(a, b)| a.len() == b.len());
        if !fits {
            return Err(FiguresError::Groups);
        }
        let whole = names.cells(figures, None, whole);
        figures.split(groups.people, whole.to_vec())?;
        let mut laid = Self { whole, by: Vec::with_capacity(by.len()) };
        for ((sizes, labels), outcomes) in groups.by.iter().zip(&groups.names).zip(by) {
            let mut rows = Vec::with_capacity(sizes.len());
            for ((size, label), counts) in sizes.iter().zip(labels).zip(outcomes) {
                let cells = names.cells(figures, Some(label), *counts);
                figures.split(*size, cells.to_vec())?;
                rows.push(cells);
            }
            laid.tie(figures, &rows)?;
            laid.by.push(rows);
        }
        Ok(laid)
    }

    /// Ties each outcome's groups to its total.
    fn tie(&self, figures: &mut Figures, rows: &[[usize; N]]) -> Result<(), FiguresError> {
        for (outcome, total) in self.whole.into_iter().enumerate() {
            figures.sum(total, rows.iter().filter_map(|row| row.get(outcome).copied()).collect())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two(sizes: [u64; 2]) -> Dimension {
        let groups = ["a", "b"].into_iter().map(String::from).zip(sizes).collect();
        Dimension { name: "group".into(), groups }
    }

    #[test]
    fn measures_over_one_population_share_the_sizes_of_groups() {
        let mut figures = Figures::default();
        let groups = GroupCells::lay(&mut figures, 100, &[two([60, 40])]).unwrap();
        let names = |of| OutcomeNames { of, each: ["yes", "no", "needs"] };
        let by = [vec![[40, 10, 10], [10, 20, 10]]];
        let first = OutcomeCells::lay(&mut figures, &groups, names("first"), [50, 30, 20], &by).unwrap();
        let by = [vec![[60, 0, 0], [40, 0, 0]]];
        OutcomeCells::lay(&mut figures, &groups, names("second"), [100, 0, 0], &by).unwrap();
        assert_eq!(figures.cells().len(), 3 + 9 + 9);
        assert_eq!(figures.sums().len(), 1 + 6 + 6);
        assert_eq!(figures.sums().iter().filter(|sum| sum.split).count(), 3 + 3);
        assert_eq!(first.by[0][1].map(|cell| figures.cells()[cell]), [10, 20, 10]);
        let name = figures.names()[first.by[0][1][2]].as_deref();
        assert_eq!(name.map(|name| name.replace(WITHIN, "/")).as_deref(), Some("first/needs/group/b"));
    }

    #[test]
    fn a_breakdown_by_other_groups_is_refused() {
        let mut figures = Figures::default();
        let groups = GroupCells::lay(&mut figures, 10, &[two([6, 4])]).unwrap();
        let names = OutcomeNames { of: "question", each: ["yes"] };
        let short = OutcomeCells::lay(&mut figures, &groups, names, [10], &[vec![[10]]]);
        assert_eq!(short, Err(FiguresError::Groups));
        let unequal = OutcomeCells::lay(&mut figures, &groups, names, [10], &[vec![[5], [5]]]);
        assert!(matches!(unequal, Err(FiguresError::Unequal { .. })));
    }
}
