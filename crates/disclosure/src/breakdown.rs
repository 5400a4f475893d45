//! Tables of outcomes by group, laid over one population so that they share their margins.
//!
//! A simulation answers yes, no or needs by sex, by age band, by nationality, and for several measures: all these
//! tables split the same people. Laying them over one [`GroupCells`] makes every shared count one cell.

use crate::{Figures, FiguresError};

/// A population and the groups it falls into, once per dimension (by sex, by age band, ...).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCells {
    /// Position of the number of people.
    pub people: usize,
    /// Per dimension, positions of the sizes of its groups.
    pub by: Vec<Vec<usize>>,
}

impl GroupCells {
    /// Lays the sizes of groups, one list per dimension, each adding up to `people`.
    pub fn lay(figures: &mut Figures, people: u64, by: &[Vec<u64>]) -> Result<Self, FiguresError> {
        let people = figures.cell(people);
        let mut dimensions = Vec::with_capacity(by.len());
        for sizes in by {
            let cells: Vec<usize> = sizes.iter().map(|size| figures.cell(*size)).collect();
            figures.sum(people, cells.clone())?;
            dimensions.push(cells);
        }
        Ok(Self { people, by: dimensions })
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

impl<const N: usize> OutcomeCells<N> {
    /// Lays the outcomes over the groups of a population: `by` has one list per dimension, one entry per group.
    pub fn lay(
        figures: &mut Figures,
        groups: &GroupCells,
        whole: [u64; N],
        by: &[Vec<[u64; N]>],
    ) -> Result<Self, FiguresError> {
        let fits = by.len() == groups.by.len() && by.iter().zip(&groups.by).all(|(a, b)| a.len() == b.len());
        if !fits {
            return Err(FiguresError::Groups);
        }
        let whole = split(figures, groups.people, whole)?;
        let mut dimensions = Vec::with_capacity(by.len());
        for (sizes, outcomes) in groups.by.iter().zip(by) {
            dimensions.push(dimension(figures, whole, sizes, outcomes)?);
        }
        Ok(Self { whole, by: dimensions })
    }
}

/// Splits the people of one cell by outcome.
fn split<const N: usize>(figures: &mut Figures, people: usize, counts: [u64; N]) -> Result<[usize; N], FiguresError> {
    let cells = counts.map(|count| figures.cell(count));
    figures.sum(people, cells.to_vec())?;
    Ok(cells)
}

/// Splits every group of one dimension, and ties each outcome's groups to its total.
fn dimension<const N: usize>(
    figures: &mut Figures,
    whole: [usize; N],
    sizes: &[usize],
    outcomes: &[[u64; N]],
) -> Result<Vec<[usize; N]>, FiguresError> {
    let mut rows = Vec::with_capacity(sizes.len());
    for (size, counts) in sizes.iter().zip(outcomes) {
        rows.push(split(figures, *size, *counts)?);
    }
    for (outcome, total) in whole.into_iter().enumerate() {
        let column = rows.iter().filter_map(|row| row.get(outcome).copied()).collect();
        figures.sum(total, column)?;
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_over_one_population_share_the_sizes_of_groups() {
        let mut figures = Figures::default();
        let groups = GroupCells::lay(&mut figures, 100, &[vec![60, 40]]).unwrap();
        let first =
            OutcomeCells::lay(&mut figures, &groups, [50, 30, 20], &[vec![[40, 10, 10], [10, 20, 10]]]).unwrap();
        OutcomeCells::lay(&mut figures, &groups, [100, 0, 0], &[vec![[60, 0, 0], [40, 0, 0]]]).unwrap();
        assert_eq!(figures.cells().len(), 3 + 9 + 9);
        assert_eq!(figures.sums().len(), 1 + 6 + 6);
        assert_eq!(first.by[0][1].map(|cell| figures.cells()[cell]), [10, 20, 10]);
    }

    #[test]
    fn a_breakdown_by_other_groups_is_refused() {
        let mut figures = Figures::default();
        let groups = GroupCells::lay(&mut figures, 10, &[vec![6, 4]]).unwrap();
        let short = OutcomeCells::lay(&mut figures, &groups, [10], &[vec![[10]]]);
        assert_eq!(short, Err(FiguresError::Groups));
        let unequal = OutcomeCells::lay(&mut figures, &groups, [10], &[vec![[5], [5]]]);
        assert!(matches!(unequal, Err(FiguresError::Unequal { .. })));
    }
}
