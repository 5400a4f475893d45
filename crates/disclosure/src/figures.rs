//! Counts and the sums that tie them together, over any number of linked tables.
//!
//! A count that stands in two tables is one cell used by both: a margin laid twice would let a reader compare its two
//! copies. Sums that do not add up are refused, since every proof further on rests on them.

use std::collections::BTreeSet;

/// One published equation: the cells `parts` make up the cell `total`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Position of the total.
    pub total: usize,
    /// Positions of the parts, each once.
    pub parts: Vec<usize>,
}

impl Sum {
    /// All cells of the equation, the total first.
    pub(crate) fn cells(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.total).chain(self.parts.iter().copied())
    }
}

/// Why figures do not hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FiguresError {
    /// A sum names a cell that does not exist, or one cell twice.
    #[error("a sum names a cell twice or one that does not exist")]
    Cells,
    /// The parts do not make the total.
    #[error("the parts of cell {total} do not add up to it")]
    Unequal {
        /// Position of the total.
        total: usize,
    },
    /// A breakdown does not cover the groups it was laid over.
    #[error("a breakdown has other groups than the population it splits")]
    Groups,
}

/// Cells (counts of people) and their sums. Every sum adds up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    cells: Vec<u64>,
    sums: Vec<Sum>,
}

impl Figures {
    /// Takes cells and sums at once.
    pub fn new(cells: Vec<u64>, sums: Vec<Sum>) -> Result<Self, FiguresError> {
        let mut figures = Self { cells, sums: Vec::with_capacity(sums.len()) };
        sums.into_iter().try_for_each(|sum| figures.sum(sum.total, sum.parts))?;
        Ok(figures)
    }

    /// Adds a count of people and says where it stands.
    pub fn cell(&mut self, count: u64) -> usize {
        self.cells.push(count);
        self.cells.len() - 1
    }

    /// States that `parts` make up `total`.
    pub fn sum(&mut self, total: usize, parts: Vec<usize>) -> Result<(), FiguresError> {
        let sum = Sum { total, parts };
        let distinct: BTreeSet<usize> = sum.cells().collect();
        if distinct.len() != sum.parts.len() + 1 {
            return Err(FiguresError::Cells);
        }
        let counts: Option<Vec<u64>> = sum.cells().map(|cell| self.cells.get(cell).copied()).collect();
        let counts = counts.ok_or(FiguresError::Cells)?;
        let (whole, parts) = counts.split_first().ok_or(FiguresError::Cells)?;
        let added = parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(*part));
        if added != Some(*whole) {
            return Err(FiguresError::Unequal { total });
        }
        self.sums.push(sum);
        Ok(())
    }

    /// The counts, by position.
    pub fn cells(&self) -> &[u64] {
        &self.cells
    }

    /// The equations.
    pub fn sums(&self) -> &[Sum] {
        &self.sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_that_do_not_hold_are_refused() {
        let sum = |total, parts: &[usize]| vec![Sum { total, parts: parts.to_vec() }];
        assert!(Figures::new(vec![3, 1, 2], sum(0, &[1, 2])).is_ok());
        assert_eq!(Figures::new(vec![4, 1, 2], sum(0, &[1, 2])), Err(FiguresError::Unequal { total: 0 }));
        assert_eq!(Figures::new(vec![2, 1], sum(0, &[1, 1])), Err(FiguresError::Cells));
        assert_eq!(Figures::new(vec![2, 2], sum(0, &[2])), Err(FiguresError::Cells));
        assert_eq!(Figures::new(vec![0, u64::MAX, 1], sum(0, &[1, 2])), Err(FiguresError::Unequal { total: 0 }));
    }
}
