//! Counts and the sums that tie them together, over any number of linked tables.
//!
//! A count that stands in two tables is one cell used by both: a margin laid twice would let a reader compare its two
//! copies. Sums that do not add up are refused, since every proof further on rests on them.
//! A cell that has a name is known again in releases of other days and by other breakdowns.

use std::collections::BTreeSet;

/// One published equation: the cells `parts` make up the cell `total`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Position of the total.
    pub total: usize,
    /// Positions of the parts, each once.
    pub parts: Vec<usize>,
    /// Whether the total is a group into which a reader can place somebody from outside (everybody on record, the
    /// women, one nationality), and the parts say something of its members. A part that is none or all of such a group
    /// tells it of each of them.
    pub split: bool,
}

impl Sum {
    /// An equation that says nothing of anybody by itself.
    pub fn new(total: usize, parts: Vec<usize>) -> Self {
        Self { total, parts, split: false }
    }

    /// A group and what is said of its members.
    pub fn split(group: usize, parts: Vec<usize>) -> Self {
        Self { total: group, parts, split: true }
    }

    /// All cells of the equation, the total first.
    pub(crate) fn cells(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.total).chain(self.parts.iter().copied())
    }
}

/// Why figures do not hang together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
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
    /// A cell that is to be remembered has no name, or the name of another.
    #[error("a cell that is to be remembered has no name of its own{}", .0.as_ref().map_or_else(String::new, |name| format!(": `{name}`")))]
    Name(Option<String>),
    /// What readers must hold possible leaves out what is.
    #[error("what readers hold possible of `{0}` leaves out its count")]
    Bounds(String),
}

/// Cells (counts of people) and their sums. Every sum adds up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    cells: Vec<u64>,
    names: Vec<Option<String>>,
    seen: Vec<bool>,
    sums: Vec<Sum>,
}

impl Figures {
    /// Takes cells and sums at once.
    pub fn new(cells: Vec<u64>, sums: Vec<Sum>) -> Result<Self, FiguresError> {
        let (names, seen) = (vec![None; cells.len()], vec![true; cells.len()]);
        let mut figures = Self { cells, names, seen, sums: Vec::with_capacity(sums.len()) };
        sums.into_iter().try_for_each(|sum| figures.add(sum))?;
        Ok(figures)
    }

    /// Adds a count of people and says where it stands.
    pub fn cell(&mut self, count: u64) -> usize {
        self.push(None, count, true)
    }

    /// Adds a count of people by which it is known in other releases: the same name, the same question.
    pub fn named(&mut self, name: impl Into<String>, count: u64) -> usize {
        self.push(Some(name.into()), count, true)
    }

    /// Adds a count that stands behind others: no reader is shown it, or that it is hidden, but some may work it out.
    pub fn behind(&mut self, name: impl Into<String>, count: u64) -> usize {
        self.push(Some(name.into()), count, false)
    }

    pub(crate) fn push(&mut self, name: Option<String>, count: u64, seen: bool) -> usize {
        self.cells.push(count);
        self.names.push(name);
        self.seen.push(seen);
        self.cells.len() - 1
    }

    /// States that `parts` make up `total`.
    pub fn sum(&mut self, total: usize, parts: Vec<usize>) -> Result<(), FiguresError> {
        self.add(Sum::new(total, parts))
    }

    /// States that `parts` make up `group`, and say something of its members.
    pub fn split(&mut self, group: usize, parts: Vec<usize>) -> Result<(), FiguresError> {
        self.add(Sum::split(group, parts))
    }

    /// States an equation.
    pub(crate) fn add(&mut self, sum: Sum) -> Result<(), FiguresError> {
        let distinct: BTreeSet<usize> = sum.cells().collect();
        if distinct.len() != sum.parts.len() + 1 {
            return Err(FiguresError::Cells);
        }
        let counts: Option<Vec<u64>> = sum.cells().map(|cell| self.cells.get(cell).copied()).collect();
        let counts = counts.ok_or(FiguresError::Cells)?;
        let (whole, parts) = counts.split_first().ok_or(FiguresError::Cells)?;
        let added = parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(*part));
        if added != Some(*whole) {
            return Err(FiguresError::Unequal { total: sum.total });
        }
        self.sums.push(sum);
        Ok(())
    }

    /// A count; none where there is no such cell.
    pub fn count(&self, cell: usize) -> u64 {
        self.cells.get(cell).copied().unwrap_or_default()
    }

    /// The counts, by position.
    pub fn cells(&self) -> &[u64] {
        &self.cells
    }

    /// Which counts readers are shown, or shown to be hidden.
    pub fn seen(&self) -> &[bool] {
        &self.seen
    }

    /// The names, by position.
    pub(crate) fn names(&self) -> &[Option<String>] {
        &self.names
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
        let sum = |total, parts: &[usize]| vec![Sum::new(total, parts.to_vec())];
        assert!(Figures::new(vec![3, 1, 2], sum(0, &[1, 2])).is_ok());
        assert_eq!(Figures::new(vec![4, 1, 2], sum(0, &[1, 2])), Err(FiguresError::Unequal { total: 0 }));
        assert_eq!(Figures::new(vec![2, 1], sum(0, &[1, 1])), Err(FiguresError::Cells));
        assert_eq!(Figures::new(vec![2, 2], sum(0, &[2])), Err(FiguresError::Cells));
        assert_eq!(Figures::new(vec![0, u64::MAX, 1], sum(0, &[1, 2])), Err(FiguresError::Unequal { total: 0 }));
    }
}
