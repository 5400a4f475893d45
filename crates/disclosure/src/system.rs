//! The hidden side of all sums as one linear system, brought into reduced form by exact elimination.
//!
//! Each equation is solved for a cell that stands in no other. What is shown tells a sum of hidden cells exactly where
//! the equations add up to it; how far single cells are open is a matter of bounds, see `proof`.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::Sum;
use crate::fraction::Fraction;

/// `lead + Σ terms = constant`; the constants never matter, since every step keeps all equations. Terms by column.
#[derive(Debug, Clone)]
pub struct Equation {
    pub lead: usize,
    pub terms: Terms,
}

pub type Terms = Vec<(usize, Fraction)>;

/// Equations over hidden cells, each a column in the order of the cells.
#[derive(Debug, Clone)]
pub struct System {
    pub columns: BTreeMap<usize, usize>,
    pub equations: Vec<Equation>,
}

impl System {
    /// Reads the system off the sums. A `last` column leads only where no other is left. `None` where the numbers
    /// outgrow exact arithmetic.
    pub fn new(sums: &[Sum], hidden: &BTreeSet<usize>, last: impl Fn(usize) -> bool) -> Option<Self> {
        let columns = hidden.iter().enumerate().map(|(column, cell)| (*cell, column)).collect();
        let mut system = Self { columns, equations: vec![] };
        for sum in sums {
            let sign = |cell: usize| if cell == sum.total { Fraction::ONE.negated() } else { Fraction::ONE };
            let terms = sum.cells().filter_map(|cell| Some((*system.columns.get(&cell)?, sign(cell))));
            let mut terms: Terms = terms.collect();
            terms.sort_unstable_by_key(|(column, _)| *column);
            system.add(terms, &last)?;
        }
        Some(system)
    }

    /// Whether what is shown tells what these cells are together.
    pub fn tells(&self, cells: impl Iterator<Item = usize>) -> bool {
        let columns = cells.filter_map(|cell| self.columns.get(&cell));
        let mut terms: Terms = columns.map(|column| (*column, Fraction::ONE)).collect();
        terms.sort_unstable_by_key(|(column, _)| *column);
        // What outgrows exact arithmetic counts as told.
        self.reduce(terms).is_none_or(|rest| rest.is_empty())
    }

    /// The smallest groups of these cells of which what is shown tells what they are together: one for each cell that
    /// is settled by those before it.
    pub fn told_groups(&self, cells: &[usize]) -> Vec<Vec<usize>> {
        let mut independent: Vec<(Equation, Terms)> = vec![];
        let mut groups = vec![];
        for (place, cell) in cells.iter().enumerate() {
            // In which directions the cell can move, and of which cells that is the sum.
            let Some((moves, sum)) = self.directions(*cell).and_then(|moves| {
                independent.iter().try_fold((moves, vec![(place, Fraction::ONE)]), |(moves, sum), (pivot, own)| {
                    let Some(factor) = coefficient(&moves, pivot.lead) else { return Some((moves, sum)) };
                    Some((eliminated(&moves, pivot, factor)?, minus(sum.into_iter(), own, factor)?))
                })
            }) else {
                continue;
            };
            let mut moves = moves;
            let Some((lead, factor)) = moves.pop() else {
                if sum.iter().all(|(_, value)| *value == Fraction::ONE) {
                    groups.push(sum.iter().filter_map(|(place, _)| cells.get(*place).copied()).collect());
                }
                continue;
            };
            let mut sum = sum;
            if divide(&mut moves, factor).and_then(|()| divide(&mut sum, factor)).is_some() {
                independent.push((Equation { lead, terms: moves }, sum));
            }
        }
        groups
    }

    /// By how much a cell moves with each column that is free to.
    fn directions(&self, cell: usize) -> Option<Terms> {
        let column = *self.columns.get(&cell)?;
        let own = vec![(column, Fraction::ONE)];
        self.led_by(column).map_or(Some(own), |equation| minus(std::iter::empty(), &equation.terms, Fraction::ONE))
    }

    /// Replaces every lead by what its equation says it is.
    fn reduce(&self, mut terms: Terms) -> Option<Terms> {
        for equation in &self.equations {
            if let Some(factor) = coefficient(&terms, equation.lead) {
                terms = eliminated(&terms, equation, factor)?;
            }
        }
        Some(terms)
    }

    /// Adds one equation, reduced by those before it.
    fn add(&mut self, terms: Terms, last: &impl Fn(usize) -> bool) -> Option<()> {
        let mut terms = self.reduce(terms)?;
        if terms.is_empty() {
            return Some(());
        }
        let first = terms.iter().position(|(column, _)| !last(*column));
        let (lead, factor) = terms.remove(first.unwrap_or_default());
        divide(&mut terms, factor)?;
        self.push(Equation { lead, terms })
    }

    fn push(&mut self, new: Equation) -> Option<()> {
        for equation in &mut self.equations {
            if let Some(factor) = coefficient(&equation.terms, new.lead) {
                equation.terms = eliminated(&equation.terms, &new, factor)?;
            }
        }
        self.equations.push(new);
        Some(())
    }

    /// The equation that is solved for a column.
    pub fn led_by(&self, column: usize) -> Option<&Equation> {
        self.equations.iter().find(|equation| equation.lead == column)
    }

    /// Solves an equation for a column, where it stands in any.
    pub fn lead_with(&mut self, column: usize) -> Option<()> {
        if self.led_by(column).is_some() {
            return Some(());
        }
        let standing = self.equations.iter().enumerate();
        let standing = standing.filter(|(_, equation)| coefficient(&equation.terms, column).is_some());
        match standing.min_by_key(|(_, equation)| equation.terms.len()) {
            Some((position, _)) => self.exchange(position, column),
            None => Some(()),
        }
    }

    /// Solves the equation at `position` for `column` instead of its present lead.
    pub fn exchange(&mut self, position: usize, column: usize) -> Option<()> {
        let mut equation = self.equations.swap_remove(position);
        let place = equation.terms.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        let (_, factor) = equation.terms.remove(place);
        let place = equation.terms.binary_search_by_key(&equation.lead, |(column, _)| *column).err()?;
        equation.terms.insert(place, (equation.lead, Fraction::ONE));
        divide(&mut equation.terms, factor)?;
        self.push(Equation { lead: column, terms: equation.terms })
    }
}

/// How often a column stands in terms.
pub fn coefficient(terms: &Terms, column: usize) -> Option<Fraction> {
    let place = terms.binary_search_by_key(&column, |(column, _)| *column).ok()?;
    terms.get(place).map(|(_, value)| *value)
}

fn divide(terms: &mut Terms, factor: Fraction) -> Option<()> {
    if factor == Fraction::ONE {
        return Some(());
    }
    for (_, value) in terms {
        *value = value.divided(factor)?;
    }
    Some(())
}

/// Terms in which the lead of `equation`, which stands there with `factor`, is replaced by what the equation says it is.
fn eliminated(terms: &Terms, equation: &Equation, factor: Fraction) -> Option<Terms> {
    minus(terms.iter().copied().filter(|(column, _)| *column != equation.lead), &equation.terms, factor)
}

/// `terms - factor * other`.
fn minus(terms: impl Iterator<Item = (usize, Fraction)>, other: &Terms, factor: Fraction) -> Option<Terms> {
    let mut mixed = Vec::with_capacity(terms.size_hint().1.unwrap_or_default() + other.len());
    let mut own = terms.peekable();
    for (column, value) in other {
        while let Some(before) = own.next_if(|(other, _)| other < column) {
            mixed.push(before);
        }
        let old = own.next_if(|(other, _)| other == column).map_or(Fraction::ZERO, |(_, value)| value);
        let new = old.minus(value.times(factor)?)?;
        if new.sign() != Ordering::Equal {
            mixed.push((*column, new));
        }
    }
    mixed.extend(own);
    Some(mixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rows of three columns with their totals: cells 0 to 5, rows 6 and 7, columns 8 to 10.
    fn system(hidden: &[usize]) -> System {
        let sums = [
            Sum::new(6, vec![0, 1, 2]),
            Sum::new(7, vec![3, 4, 5]),
            Sum::new(8, vec![0, 3]),
            Sum::new(9, vec![1, 4]),
            Sum::new(10, vec![2, 5]),
        ];
        System::new(&sums, &hidden.iter().copied().collect(), |_| false).unwrap()
    }

    #[test]
    fn a_sum_is_told_where_the_equations_add_up_to_it() {
        let tells = |hidden: &[usize], cells: &[usize]| system(hidden).tells(cells.iter().copied());
        assert!(tells(&[0, 1, 3, 4], &[0, 1]));
        assert!(!tells(&[0, 1, 3, 4], &[0, 4]));
        assert!(tells(&[0, 1], &[0]));
        assert!(!tells(&[0, 1, 2, 6, 3, 8], &[0, 1]));
        assert!(tells(&[], &[]));
    }

    #[test]
    fn the_groups_that_are_told_are_found() {
        let groups = |hidden: &[usize], cells: &[usize]| system(hidden).told_groups(cells);
        // The total of the row is hidden, and its first two cells are told by the other row.
        assert_eq!(groups(&[0, 1, 2, 3, 4, 6, 10], &[0, 1, 2]), [vec![0, 1]]);
        assert_eq!(groups(&[0, 1, 2, 3, 4, 5], &[0, 1, 2]), [vec![0, 1, 2]]);
        assert_eq!(groups(&[0, 1, 2, 3, 4, 5, 6, 10], &[0, 1, 2]), Vec::<Vec<usize>>::new());
        assert_eq!(groups(&[0, 2, 5], &[0, 2]), [vec![0], vec![2]]);
    }
}
